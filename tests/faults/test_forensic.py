"""Every byte on the disk, at any moment, tells no more of who voted what than chance does; twins are seen."""

import pytest

from tests.faults.forensic import run, wrong_in


def test_whoever_takes_everything_learns_no_more_than_chance_tells() -> None:
    found = run(30, 30, 1)
    assert found.moments == 30 and found.guesses >= 300
    assert wrong_in(30, found) == []


@pytest.mark.parametrize(("twin", "seen"), [("naive", "100% of voters are known"), ("in-order", "in the order")])
def test_a_box_built_wrongly_is_seen(twin: str, seen: str) -> None:
    assert any(seen in what for what in wrong_in(30, run(30, 10, 1, twin)))
