"""Mandates: when they run and warn, and who may give, freeze, describe, end or hand on which."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quick import quick
from village import offices
from village.offices import BPD, NEVER, OVER, Mandate
from village.people import Office, Resident, Sex, State
from village.rules import number
from village.spans import DAY

NOW = 1_772_416_800_000  # Monday, 2 March 2026, 09.00 WIB
SARI = Resident(7, 1, "Sari", 1, "02", Sex.FEMALE, 1985, State.VERIFIED)
KADER = Mandate(1, 9, Office.KADER, False, NOW - DAY)


def somebody(*held: Office, state: State = State.VERIFIED, number: int = 7) -> Resident:
    return replace(SARI, id=number, state=state, offices=frozenset(held))


def test_a_mandate_runs_from_its_beginning_until_its_end() -> None:
    short = replace(KADER, begins_at=NOW, ends_at=NOW + 1)
    assert [short.runs(at) for at in (NOW - 1, NOW, NOW + 1)] == [False, True, False]
    assert [short.over(at) for at in (NOW - 1, NOW, NOW + 1)] == [False, False, True]
    assert KADER.runs(NOW + 10**12) and not KADER.over(NOW + 10**12)


@pytest.mark.parametrize(
    ("left", "told", "step"),
    [
        (31 * DAY, NEVER, None),
        (30 * DAY + 1, NEVER, None),
        (30 * DAY, NEVER, 30),
        (30 * DAY, 30, None),
        (7 * DAY + 1, NEVER, 30),
        (7 * DAY + 1, 30, None),
        (7 * DAY, NEVER, 7),
        (7 * DAY, 30, 7),
        (7 * DAY, 7, None),
        (1, 7, None),
        (0, 7, OVER),
        (-5 * DAY, NEVER, OVER),
        (0, OVER, None),
    ],
)
def test_a_warning_is_due_once_and_only_the_nearest(left: int, told: int, step: int | None) -> None:
    assert replace(KADER, ends_at=NOW + left, told=told).warning(NOW) == step


def test_what_has_no_end_is_never_warned_of() -> None:
    assert KADER.warning(NOW + 10**13) is None


def test_whom_each_may_appoint() -> None:
    everything = [office for office in Office if office is not Office.OPERATOR]
    assert offices.appointable(somebody(Office.BPD_KETUA), 1) == everything
    assert offices.appointable(somebody(Office.OPERATOR, state=State.OUTSIDE), 1) == everything
    assert set(offices.appointable(somebody(Office.PEMDES), 1)) == {
        Office.KADER, Office.KADUS, Office.RT, Office.TIM_PENYUSUN, Office.TIM_VERIFIKASI, Office.PEMDES
    }  # fmt: skip
    assert offices.appointable(somebody(Office.PEMDES, Office.BPD_KETUA), 1) == everything
    assert offices.appointable(somebody(Office.KADER, Office.BPD_ANGGOTA), 1) == []
    assert offices.appointable(somebody(Office.BPD_KETUA), 2) == []


@quick
@given(st.frozensets(st.sampled_from(Office)), st.sampled_from(Office), st.booleans(), st.booleans())
def test_nobody_freezes_frees_ends_or_describes_their_own(
    held: frozenset[Office], office: Office, frozen: bool, provisional: bool
) -> None:
    person = somebody(*held)
    own = replace(KADER, resident_id=7, office=office, provisional=provisional, frozen_at=NOW if frozen else None)
    assert not offices.may_freeze(person, 1, own)
    assert not offices.may_thaw(person, 1, own)
    assert not offices.may_end(person, 1, own)
    assert not offices.may_describe(person, 1, own)


def test_a_freeze_is_quick_and_what_a_chair_froze_only_a_chair_gives_free() -> None:
    chair, operator, kader = somebody(Office.BPD_KETUA), somebody(Office.OPERATOR), somebody(Office.KADER)
    assert [offices.may_freeze(p, 1, KADER) for p in (chair, operator, kader)] == [True, True, False]
    assert not offices.may_thaw(chair, 1, KADER)
    by_chair = replace(KADER, frozen_at=NOW, frozen_by="bpd_ketua")
    by_operator = replace(KADER, frozen_at=NOW, frozen_by="operator")
    assert [offices.may_freeze(p, 1, by_chair) for p in (chair, operator)] == [False, False]
    assert [offices.may_thaw(p, 1, by_chair) for p in (chair, operator, kader)] == [True, False, False]
    assert [offices.may_thaw(p, 1, by_operator) for p in (chair, operator, kader)] == [True, True, False]


def test_only_a_chair_ends_and_changes_what_was_confirmed_with_its_end() -> None:
    chair, operator, pemdes = somebody(Office.BPD_KETUA), somebody(Office.OPERATOR), somebody(Office.PEMDES)
    assert [offices.may_end(p, 1, KADER) for p in (chair, operator, pemdes)] == [True, False, False]
    settled = replace(KADER, ends_at=NOW + DAY)
    for mandate, who in (
        (KADER, [True, True, True]),
        (settled, [True, False, False]),
        (replace(settled, provisional=True), [True, True, True]),
        (replace(KADER, office=Office.OPERATOR), [False, False, False]),
    ):
        assert [offices.may_describe(p, 1, mandate) for p in (chair, operator, pemdes)] == who


def test_who_hands_over_what() -> None:
    holder = somebody(Office.KADER, number=9)
    assert offices.may_hand_over(holder, 1, KADER, holder)
    assert not offices.may_hand_over(holder, 1, replace(KADER, frozen_at=NOW), holder)
    assert not offices.may_hand_over(somebody(Office.KADER), 1, KADER, holder)
    assert offices.may_hand_over(somebody(Office.PEMDES), 1, KADER, holder)
    for seat in BPD:
        assert not offices.may_hand_over(somebody(Office.PEMDES), 1, replace(KADER, office=seat), holder)
    operator = replace(KADER, office=Office.OPERATOR)
    chair = somebody(Office.BPD_KETUA)
    assert not offices.may_hand_over(chair, 1, operator, somebody(Office.OPERATOR, number=9))
    assert offices.may_hand_over(chair, 1, operator, somebody(Office.OPERATOR, number=9, state=State.DIED))
    assert offices.may_hand_over(chair, 1, operator, None)
    assert not offices.may_hand_over(somebody(Office.PEMDES), 1, operator, None)
    assert offices.may_hand_over(somebody(Office.OPERATOR, number=9), 1, operator, somebody(Office.OPERATOR, number=9))


@pytest.mark.parametrize(
    ("office", "years"),
    [(Office.BPD_KETUA, 8), (Office.BPD_ANGGOTA, 8), (Office.RT, 5), (Office.PEMDES, 8), (Office.KADER, None)],
)
def test_what_a_law_says_of_the_years(office: Office, years: int | None) -> None:
    law = offices.years_by_law(office, NOW, "Asia/Jakarta")
    assert (number(law) if law else None) == years
    earlier = offices.years_by_law(Office.BPD_KETUA, 1_600_000_000_000, "Asia/Jakarta")
    assert earlier is not None and number(earlier) == 6


def test_a_mandate_of_years_ends_at_the_midnight_of_the_same_day() -> None:
    midnight = 1_772_384_400_000  # 2 March 2026, 00.00 WIB
    assert offices.end_after(NOW, "Asia/Jakarta", 0) == midnight
    assert offices.end_after(NOW, "Asia/Jakarta", 6) == 1_961_773_200_000  # 2 March 2032, 00.00 WIB
    leap_day = 1_709_168_400_000  # 29 February 2024, 08.00 WIB
    assert offices.end_after(leap_day, "Asia/Jakarta", 1) == 1_740_675_600_000  # 28 February 2025, 00.00 WIB


@pytest.mark.parametrize(
    ("typed", "years"),
    [("8 tahun", 8), ("selama 2 thn", 2), ("5th", 5), ("tahun 2030", None), ("31", None), ("99 tahun", None),
     ("1 tahun", 1), ("0 tahun", None), ("30 tahun", 30), ("31 tahun", None)],
)  # fmt: skip
def test_years_as_people_type_them(typed: str, years: int | None) -> None:
    assert offices.years(typed) == years
