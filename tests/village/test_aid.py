"""Who may be helped by whom, and the number on the paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quick import quick
from village import names
from village.aid import (
    LONGEST_SLIP,
    fits,
    most,
    near,
    proposals_of,
    refuse_unless_helpable,
    slip,
    votes_of,
    window,
)
from village.people import Office, Resident, State
from village.refusal import Refusal


def resident(
    number: int, rt: str | None = "02", dusun: int | None = 1, state: State = State.LISTED, *offices: Office
) -> Resident:
    return Resident(number, 1, f"Nama {number}", dusun, rt, None, 1950, state, frozenset(offices))


KADER = resident(1, "01", 1, State.VERIFIED, Office.KADER)
RT = resident(2, "01", 1, State.VERIFIED, Office.RT)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("A12", "A12"), (" no. a-012 ", "A12"), ("Lembar 7", "7"), ("0012", "12"), ("nomor 100", "100"), ("a/3", "A3"),
     ("0", "0"), ("10", "10"), ("kertas B 05", "B5"), ("123456789012", "123456789012"),
     ("7" + "." * 29, "7"), ("lembar 7" + "." * 28, "7")],
)  # fmt: skip
def test_a_slip_s_number_is_the_same_however_it_is_typed(typed: str, kept: str) -> None:
    assert slip(typed) == kept


@pytest.mark.parametrize(
    "typed", ["", "lembar", "satu", "-", "1234567890123", "²", "１２", "a" * 40 + "1", "7" + "." * 30]
)
def test_what_is_no_number_is_asked_again(typed: str) -> None:
    with pytest.raises(Refusal, match=r"^aid\.refused\.slip$"):
        slip(typed)


@quick
@given(st.text(max_size=20))
def test_a_tidy_number_stays_as_it_is(typed: str) -> None:
    try:
        number = slip(typed)
    except Refusal:
        return
    assert slip(number) == number and number.isalnum() and 1 <= len(number) <= LONGEST_SLIP


@pytest.mark.parametrize(
    ("helper", "person", "may"),
    [
        (KADER, resident(5, "02"), True),
        (KADER, resident(5, None), True),
        (KADER, resident(5, "01", 2), False),
        (KADER, resident(5, "01", None), False),
        (RT, resident(5, "01"), True),
        (RT, resident(5, "02"), False),
        (RT, resident(5, None), False),
        (resident(1, "01", None, State.VERIFIED, Office.KADER), resident(5, "01", None), False),
        (resident(1, None, 1, State.VERIFIED, Office.RT), resident(5, None), False),
        (resident(1, "09", 1, State.VERIFIED, Office.KADUS), resident(5, "01"), True),
    ],
)
def test_a_kader_helps_in_the_own_dusun_and_an_rt_in_that_rt(helper: Resident, person: Resident, may: bool) -> None:
    assert near(helper, person) is may


@pytest.mark.parametrize(
    ("person", "says"),
    [
        (None, "who"), (KADER, "self"), (resident(5, "01", 2), "elsewhere"),
        *[(resident(5, "01", 1, state), "gone") for state in (State.MOVED, State.DIED, State.REFUSED, State.OUTSIDE)],
        (Resident(5, 2, "Lain", 1, "01", None, 1950, State.LISTED), "who"),
    ],
)  # fmt: skip
def test_nobody_is_helped_against_the_rules(person: Resident | None, says: str) -> None:
    with pytest.raises(Refusal, match=rf"aid\.refused\.{says}$"):
        refuse_unless_helpable(KADER, person)


@pytest.mark.parametrize("person", [resident(5, "02", 1, State.MOVED), resident(5, "02", 2)])
def test_the_refusal_says_of_whom_it_speaks(person: Resident) -> None:
    with pytest.raises(Refusal) as no:
        refuse_unless_helpable(KADER, person)
    assert no.value.facts == {"name": "Nama 5"}


@pytest.mark.parametrize("state", [State.LISTED, State.ASKED, State.VERIFIED])
def test_a_neighbour_may_be_helped(state: State) -> None:
    person = resident(5, "02", 1, state)
    assert refuse_unless_helpable(KADER, person) is person


def test_the_village_s_own_number_stands_over_ours() -> None:
    assert (most({}, 2026), most({"batas_bantuan": 3}, 2026), most({"batas_bantuan": "5"}, 2026)) == (20, 3, 5)
    assert (window({}, 2026), window({"waktu_bantuan": 1}, 2026)) == (30 * 60_000, 60_000)
    assert (proposals_of(7), votes_of(7)) == ("usulan:7", "suara:7")


@pytest.mark.parametrize(
    ("said", "found"),
    [("surti", True), ("sur", True), ("mbah surti", True), ("Ratna Surti", True), ("surtri", True), ("rat sur", True),
     ("surtri ratna", True),
     ("sari", False), ("", False), ("surti budi", False), ("Hj. Surti", True)],
)  # fmt: skip
def test_a_part_of_the_name_finds_the_person(said: str, found: bool) -> None:
    assert fits(names.key("Surti Ratna"), said) is found
