"""Families on one phone, as chance plays them: a short walk, and storages built wrongly that must be seen."""

import pytest

from tests.faults.household import HAPPENED, SAID_NO, TWINS, Figures, run


def test_short_walks_find_nothing_wrong_and_meet_nearly_everything() -> None:
    figures = run(60)
    assert figures.wrong == []
    assert figures.acts == 3600 and figures.updates > 5000
    assert figures.unreached(succeeded=2, refused=1) == []


@pytest.mark.parametrize("seed", [1793, 5865])
def test_who_takes_up_a_new_phone_speaks_through_no_other(seed: int) -> None:
    """Walks in which a phone came back to its owner after another was asked about."""
    assert run(1, first=seed).wrong == []


@pytest.mark.parametrize("twin", TWINS)
def test_a_storage_built_wrongly_is_seen(twin: str) -> None:
    assert run(60, twin=twin, until_red=True).wrong


def test_what_is_met_too_seldom_is_told() -> None:
    figures = Figures()
    figures.heard.update(dict.fromkeys((*HAPPENED, *SAID_NO), 5))
    assert figures.unreached(succeeded=5, refused=5) == []
    figures.heard["pin.locked"] = 4
    assert figures.unreached(succeeded=5, refused=5) == ["pin.locked: 4 of 5"]
