"""The code of the hall holds for its turn and a little longer, and a paper list counts only as two people typed it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quick import quick
from village.presence import MOST_LINES, Clockwork, Line, added, clockwork, code, compare, current, digits, holds
from village.refusal import Refusal
from village.spans import MINUTE

SECRET = bytes(range(32))
WORKS = Clockwork(10 * MINUTE, 2 * MINUTE, 5)
OPENED = 1_772_416_800_123
SARI, BUDI, GUEST = Line("sari", "Sari", 1), Line("budi", "Budi", 2), Line("camat", "Pak Camat")
lines = st.lists(st.sampled_from([SARI, BUDI, GUEST, Line("sri", "Sri", 1), Line("lurah", "Bu Lurah")]), max_size=8)


def test_its_times_are_dated_rules_that_a_village_may_change() -> None:
    assert clockwork({}, 2026) == WORKS
    assert clockwork({"kode_hadir": "15", "sisa_kode_hadir": "1", "salah_kode_hadir": "3"}, 2026) == Clockwork(
        15 * MINUTE, MINUTE, 3
    )


def test_codes_are_four_digits_and_differ_from_turn_to_turn_and_meeting_to_meeting() -> None:
    mine = [code(SECRET, turn) for turn in range(200)]
    other = [code(b"x" * 32, turn) for turn in range(200)]
    assert {len(one) for one in mine} == {4} and all(one.isdigit() for one in mine)
    assert len(set(mine)) > 180
    assert sum(a == b for a, b in zip(mine, other, strict=True)) < 5


@quick
@given(st.integers(0, 100), st.integers(0, WORKS.turn - 1), st.integers(0, 3))
def test_a_code_holds_in_its_turn_and_in_the_grace_of_the_next(turn: int, into: int, later: int) -> None:
    said, until = current(SECRET, OPENED, OPENED + turn * WORKS.turn + into, WORKS)
    assert until == OPENED + (turn + 1) * WORKS.turn
    now = OPENED + (turn + later) * WORKS.turn + into
    others = {code(SECRET, turn + later)} | (
        {code(SECRET, turn + later - 1)} if later > 1 and into < WORKS.grace else set()
    )
    expected = later == 0 or (later == 1 and into < WORKS.grace) or said in others
    assert holds(SECRET, OPENED, now, WORKS, said) is expected


def test_the_edges_of_the_grace() -> None:
    first = code(SECRET, 0)
    assert holds(SECRET, OPENED, OPENED - 1, WORKS, first), "a clock may be a moment behind after a new start"
    assert current(SECRET, OPENED, OPENED - 1, WORKS) == (first, OPENED + WORKS.turn)
    assert holds(SECRET, OPENED, OPENED + WORKS.turn + WORKS.grace - 1, WORKS, first)
    assert not holds(SECRET, OPENED, OPENED + WORKS.turn + WORKS.grace, WORKS, first)
    assert not holds(SECRET, OPENED, OPENED, WORKS, code(SECRET, 1))
    assert not holds(SECRET, OPENED, OPENED, WORKS, code(SECRET, -1 & 0xFF))


@pytest.mark.parametrize(
    ("said", "found"),
    [("4821", "4821"), (" 4 8 2 1 ", "4821"), ("kode 4821.", "4821"), ("0007", "0007"), ("482", None), ("48211", None),
     ("", None), ("empat", None), ("٤٨٢١", None)],
)  # fmt: skip
def test_what_people_type_for_a_code(said: str, found: str | None) -> None:
    assert digits(said) == found


@quick
@given(lines, st.randoms(use_true_random=False))
def test_the_order_of_the_paper_does_not_matter(mine: list[Line], chance: object) -> None:
    theirs = list(mine)
    chance.shuffle(theirs)  # type: ignore[attr-defined]
    assert compare(mine, theirs).none


@quick
@given(lines, lines)
def test_whatever_differs_is_shown_on_its_side(mine: list[Line], theirs: list[Line]) -> None:
    found = compare(mine, theirs)
    assert found.none is (sorted(x.who for x in mine) == sorted(x.who for x in theirs))
    assert len(mine) - len(found.mine) == len(theirs) - len(found.theirs)
    assert not {x.who for x in found.mine} & {x.who for x in found.theirs}
    back = compare(theirs, mine)
    assert (back.mine, back.theirs) == (found.theirs, found.mine)


def test_the_same_person_spelt_in_two_ways_is_one_person() -> None:
    assert compare([SARI], [Line("sri", "Sri", 1)]).none
    assert not compare([GUEST], [Line("lurah", "Bu Lurah")]).none


def test_nobody_stands_on_a_list_twice_and_a_list_has_an_end() -> None:
    assert added([SARI], [BUDI, GUEST]) == [SARI, BUDI, GUEST]
    for more in ([SARI], [Line("sri", "Sri", 1)], [BUDI, BUDI]):
        with pytest.raises(Refusal) as no:
            added([SARI], more)
        assert no.value.key == "hall.refused.line_twice"
    many = [Line(str(n), str(n)) for n in range(MOST_LINES)]
    assert len(added([], many)) == MOST_LINES
    with pytest.raises(Refusal) as no:
        added(many, [SARI])
    assert no.value.key == "hall.refused.many_lines"
