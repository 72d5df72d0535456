"""Helping, in short: nothing wrong, everything met; storages built wrongly are seen."""

import pytest

from tests.faults.aid import TWINS, run, unreached


def test_no_walk_goes_wrong_and_everything_is_met() -> None:
    figures = run(40)
    assert figures.wrong == []
    assert unreached(figures.reach, succeeded=15, refused=2) == []


@pytest.mark.parametrize("twin", TWINS)
def test_a_storage_built_wrongly_is_seen(twin: str) -> None:
    assert run(60, twin=twin, until_red=True).wrong


def test_what_is_met_too_seldom_is_told() -> None:
    figures = run(1)
    assert "aid.refused.gone" in " ".join(unreached(figures.reach, 1, 10_000))
    assert len(unreached(figures.reach, 0, 0)) == 0
