"""A cut of the power leaves a box whole, with every vote that was acknowledged; a box kept carelessly is seen."""

import pytest

from tests.faults.boxes import TWINS, run


def test_after_a_power_cut_the_box_holds_what_was_acknowledged() -> None:
    found = run(voters=12, taps=12, seed=3)
    assert found.wrong == [] and found.commits == 13 and found.cuts > 1000


@pytest.mark.parametrize("twin", TWINS)
def test_a_box_kept_carelessly_is_seen(twin: str) -> None:
    assert run(voters=12, taps=6, seed=3, twin=twin).wrong
