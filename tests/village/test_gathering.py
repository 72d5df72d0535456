"""What a gathering may enter, and where its proposals go."""

from dataclasses import replace

import pytest

from village.gathering import DISCUSSED, LATER, MOST_ITEMS, Gathering, Item, Kind, refuse_unless_whole, way
from village.proposal import NEXT, Status
from village.refusal import Refusal
from village.steps import STEPS, Why

HELD = Gathering(Kind.MUSDUS, 1, "", 500, 12, 9, True, (Item(1, 7),))


def refused(held: Gathering) -> str | None:
    try:
        refuse_unless_whole(held, 1000, 100)
    except Refusal as no:
        return no.key
    return None


@pytest.mark.parametrize(
    ("held", "key"),
    [
        (HELD, None),
        (replace(HELD, items=()), "gather.refused.nothing"),
        (replace(HELD, items=tuple(Item(n, n) for n in range(1, MOST_ITEMS + 1))), None),
        (replace(HELD, items=tuple(Item(n, n) for n in range(1, MOST_ITEMS + 2))), "gather.refused.many"),
        (replace(HELD, held_on=100), None),
        (replace(HELD, held_on=99), "gather.refused.day"),
        (replace(HELD, held_on=999), None),
        (replace(HELD, held_on=1000), "gather.refused.day"),
        (replace(HELD, men=0, women=1), None),
        (replace(HELD, men=0, women=0), "gather.refused.people"),
        (replace(HELD, men=5000, women=0), None),
        (replace(HELD, men=5000, women=1), "gather.refused.people"),
        (replace(HELD, dusun_id=None), "talk.refused.old"),
        (replace(HELD, kind=Kind.MKP, dusun_id=None), None),
        (replace(HELD, kind=Kind.KELOMPOK, name="ab"), "talk.refused.old"),
        (replace(HELD, kind=Kind.KELOMPOK, name="PKK"), None),
    ],
)
def test_what_is_not_whole_is_not_entered(held: Gathering, key: str | None) -> None:
    assert refused(held) == key


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("later", [None, *LATER])
@pytest.mark.parametrize("goes_on", [True, False])
def test_every_step_of_its_way_is_a_step_that_gatherings_may_take(
    status: Status, later: Why | None, goes_on: bool
) -> None:
    here = status
    for to in way(status, later, goes_on):
        assert to in NEXT[here] and "gather" in STEPS[here, to].by and not STEPS[here, to].pair
        here = to
    if status in (Status.DITERIMA, Status.DIBAHAS_MUSDUS):
        wanted = Status.TERTUNDA if later else Status.VERIFIKASI if goes_on else Status.DIBAHAS_MUSDUS
        assert here is wanted
    else:
        assert here is status


def test_it_puts_off_for_reasons_of_its_own_only() -> None:
    assert set(LATER) == {Why.DANA, Why.DATA}
    assert {Status.DITERIMA, Status.DIBAHAS_MUSDUS} < DISCUSSED
