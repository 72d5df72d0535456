"""Rights as sentences: who is known, who holds an office, and that nothing carries over to another village."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quick import quick
from village import people
from village.people import (
    GONE,
    GROUP,
    OTHER_GROUP,
    OUTSIDERS,
    PRIVATE,
    RIGHTS,
    Office,
    Resident,
    Sex,
    State,
    anyone,
    holds,
    known,
    may,
    nobody,
    verified,
)
from village.season import Phase

SARI = Resident(7, 1, "Sari", 1, "02", Sex.FEMALE, 1985, State.VERIFIED)
persons = st.none() | st.builds(
    replace,
    st.just(SARI),
    village_id=st.integers(1, 2),
    state=st.sampled_from(State),
    offices=st.frozensets(st.sampled_from(Office), max_size=3),
)
OPEN = Phase("usulan", frozenset({"propose", "poll"}), 0, 1)


@quick
@given(persons)
def test_whoever_is_verified_is_known_and_whoever_is_known_is_of_the_village(person: Resident | None) -> None:
    assert not verified(person, 1) or known(person, 1)
    assert not known(person, 1) or (person is not None and person.village_id == 1 and person.state not in GONE)
    assert anyone(person, 1) and not nobody(person, 1)


@quick
@given(persons, st.sampled_from(Office))
def test_an_office_is_held_here_by_somebody_who_is_still_here(person: Resident | None, office: Office) -> None:
    here = person is not None and person.village_id == 1 and person.state not in GONE
    assert holds(office)(person, 1) == (here and person is not None and office in person.offices)
    assert not holds()(person, 1)
    assert holds(*Office)(person, 1) == people.OFFICERS(person, 1)


@quick
@given(persons, st.sampled_from(sorted(RIGHTS)), st.sampled_from([PRIVATE, GROUP, OTHER_GROUP]))
def test_a_season_never_gives_a_right_and_an_office_never_takes_one(
    person: Resident | None, action: str, chat: str
) -> None:
    if may(action, person, 1, None, chat):
        assert may(action, person, 1, OPEN, chat)
    if may(action, person, 1, OPEN, chat):
        assert RIGHTS[action].who(person, 1)
        if person is not None and person.village_id == 1:
            assert may(action, replace(person, offices=frozenset(Office)), 1, OPEN, chat) or person.state in GONE


def test_an_act_nobody_has_thought_about_is_a_bug_that_shows() -> None:
    with pytest.raises(KeyError):
        may("burn_the_book", SARI, 1, OPEN)


@pytest.mark.parametrize(("born", "grown"), [(2009, True), (2010, False), (None, False), (1900, True)])
def test_a_year_of_birth_counts_by_the_year(born: int | None, grown: bool) -> None:
    assert replace(SARI, birth_year=born).adult(2026, 17) is grown


def test_a_helper_from_outside_is_no_resident() -> None:
    for office in OUTSIDERS:
        helper = replace(SARI, state=State.OUTSIDE, offices=frozenset({office}))
        assert not known(helper, 1) and not verified(helper, 1) and holds(office)(helper, 1)


# Cell by cell: the properties above hold for much that would be wrong.


@pytest.mark.parametrize(
    ("changed", "is_known", "is_verified"),
    [
        ({}, True, True),
        ({"state": State.ASKED}, True, False),
        ({"village_id": 2}, False, False),
        ({"village_id": 2, "state": State.ASKED}, False, False),
        ({"state": State.REFUSED}, False, False),
        ({"state": State.OUTSIDE}, False, False),
        ({"state": State.MOVED}, False, False),
        ({"state": State.DIED}, False, False),
    ],
)
def test_who_is_known_and_who_is_verified(changed: dict[str, object], is_known: bool, is_verified: bool) -> None:
    person = replace(SARI, **changed)  # type: ignore[arg-type]
    assert (known(person, 1), verified(person, 1)) == (is_known, is_verified)
    assert not known(None, 1) and not verified(None, 1)


@pytest.mark.parametrize("state", State)
def test_whoever_stands_in_the_village_s_books_sees_what_is_written_of_them(state: State) -> None:
    person = replace(SARI, state=state)
    assert may("own_data", person, 1, None)
    assert not may("own_data", person, 2, None) and not may("own_data", None, 1, None)


OFFICER = replace(SARI, offices=frozenset({Office.TIM_PENYUSUN}))
LATE = Phase("penetapan", frozenset(), 0, 1)


@pytest.mark.parametrize(
    ("action", "person", "village", "phase", "chat", "allowed"),
    [
        ("vote", SARI, 1, None, PRIVATE, True),
        ("vote", SARI, 1, LATE, PRIVATE, True),
        ("vote", SARI, 2, OPEN, PRIVATE, False),
        ("vote", None, 1, OPEN, PRIVATE, False),
        ("vote", SARI, 1, OPEN, GROUP, False),
        ("open_poll", OFFICER, 1, OPEN, PRIVATE, True),
        ("open_poll", OFFICER, 1, LATE, PRIVATE, False),
        ("open_poll", OFFICER, 1, None, PRIVATE, False),
        ("open_poll", OFFICER, 2, OPEN, PRIVATE, False),
        ("open_poll", SARI, 1, OPEN, PRIVATE, False),
        ("close_poll", OFFICER, 1, LATE, PRIVATE, True),
        ("link_group", OFFICER, 1, None, GROUP, True),
        ("link_group", OFFICER, 1, None, OTHER_GROUP, True),
        ("link_group", OFFICER, 1, None, PRIVATE, False),
        ("see_published", None, 1, None, GROUP, True),
        ("see_running_counts", OFFICER, 1, OPEN, PRIVATE, False),
    ],
)
def test_who_may_what_where_and_when(
    action: str, person: Resident | None, village: int, phase: Phase | None, chat: str, allowed: bool
) -> None:
    assert may(action, person, village, phase, chat) is allowed
    if chat == PRIVATE:
        assert may(action, person, village, phase) is allowed
