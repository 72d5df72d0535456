"""Each person is in exactly one class of reach, and an officer speaks only to whom the office is for."""

import random
from collections import Counter

import pytest

from village.broadcast import DOORS, Kind, Reach, Segment, Way, may_address, reached, units
from village.people import Office, Resident, Sex, State

STATES = ("", "waiting", "sending", "sent", "gone", "gone", "failed", "unsure", "expired")


def way(rng: random.Random) -> Way:
    why = rng.choice(("", "blocked", "never", "never", "deactivated"))
    return Way(rng.random() < 0.7, rng.random() < 0.4, why, rng.choice(STATES), rng.choice(("", "cancelled")))


def plainly(ways: list[Way], phoneless: bool) -> Reach:
    """The same, told class by class and without an order of chats."""
    letters = [(w.letter, w.error) for w in ways]
    if not ways:
        return Reach.NO_PHONE if phoneless else Reach.NO_TELEGRAM
    if ("sent", "") in letters or ("sent", "cancelled") in letters:
        return Reach.DELIVERED
    if any(state == "unsure" for state, _ in letters):
        return Reach.UNSURE
    if any(s in ("waiting", "sending") for s, _ in letters) or any(w.agrees and w.open and not w.letter for w in ways):
        return Reach.WAITING
    if ("expired", "cancelled") in letters:
        return Reach.CANCELLED
    if any(state in ("expired", "failed") for state, _ in letters):
        return Reach.LATE
    shut = [w for w in ways if w.agrees]
    if not shut:
        return Reach.RESTING
    return Reach.NEVER if all(w.why == "never" for w in shut) else Reach.BLOCKED


def test_classes_part_the_audience_exactly_and_every_class_was_met() -> None:
    rng, seen = random.Random(6), Counter[Reach]()
    for _ in range(500):
        people = [([way(rng) for _ in range(rng.randint(0, 3))], rng.random() < 0.3) for _ in range(40)]
        found = Counter(reached(ways, phoneless) for ways, phoneless in people)
        assert found.total() == len(people)
        assert found == Counter(plainly(ways, phoneless) for ways, phoneless in people)
        seen.update(found)
    assert all(seen[reach] >= 100 for reach in Reach), seen
    assert set(Reach) - set(DOORS) == {Reach.DELIVERED, Reach.WAITING, Reach.CANCELLED}


def test_one_chat_that_it_reached_is_enough() -> None:
    shut = Way(True, False, "blocked", "gone")
    assert reached([shut, Way(True, True, "", "sent")], False) is Reach.DELIVERED
    assert reached([shut], False) is Reach.BLOCKED and reached([], True) is Reach.NO_PHONE


def officer(*offices: Office) -> Resident:
    return Resident(7, 1, "Sari", 3, "02", Sex.FEMALE, 1985, State.VERIFIED, frozenset(offices))


@pytest.mark.parametrize(
    ("office", "written", "may"),
    [
        (Office.PEMDES, "semua", True),
        (Office.BPD_ANGGOTA, "rt.9.01", True),
        (Office.TIM_PENYUSUN, "grup", True),
        (Office.KADER, "dusun.3", True),
        (Office.KADER, "rt.3.01", True),
        (Office.KADER, "perempuan.3", True),
        (Office.KADER, "dusun.4", False),
        (Office.KADUS, "semua", False),
        (Office.KADUS, "grup", False),
        (Office.RT, "rt.3.02", True),
        (Office.RT, "rt.3.01", False),
        (Office.RT, "rt.4.02", False),
        (Office.RT, "dusun.3", False),
        (Office.FASILITATOR, "semua", True),
        (Office.KECAMATAN, "semua", False),
    ],
)
def test_whom_an_office_may_address(office: Office, written: str, may: bool) -> None:
    segment = Segment.read(written)
    assert segment is not None and str(segment) == written
    assert may_address(officer(office), segment) is may


@pytest.mark.parametrize("written", ["", "dusun", "rt.3", "rt.x.02", "dusun.3.02", "semua.1.2.3", "petani", "dusun.٣"])
def test_what_no_button_of_ours_carries_is_no_segment(written: str) -> None:
    assert Segment.read(written) is None


def test_signs_are_counted_as_telegram_does() -> None:
    assert units("halo") == 4 and units("🏠") == 2
    assert set(Kind) >= {Kind.ALL, Kind.CHATS}
