"""The criteria matrix: who scores what favours nobody, and what comes out can be reckoned again on paper."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quick import quick
from village import matrix
from village.matrix import Criterion, Sheet
from village.people import Office, Resident, State
from village.refusal import Refusal

seeds = st.text("0123456789abcdef", min_size=1, max_size=16)
sizes = st.tuples(st.integers(1, 40), st.integers(1, 12), st.integers(1, 12))
"""(proposals, scorers, at most so many for each)"""
criteria = st.lists(st.integers(1, 10), min_size=2, max_size=7).map(
    lambda weights: tuple(Criterion(f"k{n}", weight) for n, weight in enumerate(weights))
)


@st.composite
def scored(draw: st.DrawFn) -> tuple[tuple[Criterion, ...], list[Sheet]]:
    chosen = draw(criteria)
    marks = st.tuples(*[st.integers(1, 5)] * len(chosen))
    return chosen, [Sheet(1, who, values) for who, values in enumerate(draw(st.lists(marks, min_size=1, max_size=9)))]


@quick
@given(seeds, sizes)
def test_all_get_as_many_and_each_proposal_as_many_scorers_or_one_more(seed: str, size: tuple[int, int, int]) -> None:
    proposals, people, most = size
    scorers = range(1000, 1000 + people)
    dealt = matrix.assigned(seed, dict.fromkeys(range(proposals), 1), scorers, most)
    assert set(dealt) == set(scorers)
    assert {len(found) for found in dealt.values()} == {min(most, proposals)}
    assert all(len(set(found)) == len(found) for found in dealt.values())
    counts = Counter({number: 0 for number in range(proposals)})
    counts.update(number for found in dealt.values() for number in found)
    assert max(counts.values()) - min(counts.values()) <= 1


@quick
@given(seeds, st.lists(st.integers(0, 8), min_size=1, max_size=30), st.integers(1, 6), st.integers(1, 12))
def test_nobody_scores_an_own_proposal_nor_one_twice_nor_too_many(
    seed: str, made_by: list[int], people: int, most: int
) -> None:
    authors = dict(enumerate(made_by))
    dealt = matrix.assigned(seed, authors, range(people), most)
    for person, found in dealt.items():
        assert person not in {authors[number] for number in found}
        assert len(set(found)) == len(found) <= most
        others = sum(author != person for author in made_by)
        assert len(found) == min(most, others, len(made_by)) or len(found) == min(most, len(made_by)) - 1


def test_where_two_can_swap_their_own_every_proposal_keeps_as_many_scorers() -> None:
    for seed in map(str, range(50)):
        authors = {1: 10, 2: 20, 3: 30, 4: 99}
        dealt = matrix.assigned(seed, authors, [10, 20, 30, 40], 2)
        counts = Counter(number for found in dealt.values() for number in found)
        assert set(counts.values()) == {2} and all(authors[n] != who for who, found in dealt.items() for n in found)


@quick
@given(seeds, sizes)
def test_the_draw_can_be_repeated_and_another_seed_draws_otherwise(seed: str, size: tuple[int, int, int]) -> None:
    proposals, people, most = size
    authors = dict.fromkeys(range(proposals), -1)
    again = matrix.assigned(seed, dict(reversed(authors.items())), list(reversed(range(people))), most)
    assert matrix.assigned(seed, authors, range(people), most) == again


def test_seeds_draw_differently() -> None:
    drawn = {str(matrix.assigned(str(seed), dict.fromkeys(range(12), -1), range(3), 4)) for seed in range(20)}
    assert len(drawn) > 15


@quick
@given(scored(), st.randoms())
def test_the_total_lies_within_the_marks_whoever_came_first(
    given_: tuple[tuple[Criterion, ...], list[Sheet]], chance: "object"
) -> None:
    chosen, sheets = given_
    out = matrix.outcome(chosen, sheets, 3)
    assert out is not None
    marks = [mark for sheet in sheets for mark in sheet.values]
    assert min(marks) <= out.total <= max(marks)
    assert all(1 <= mean <= 5 for mean in out.means) and out.scorers == len(sheets)
    assert matrix.outcome(chosen, sheets[::-1], 3) == out
    heavier = tuple(Criterion(c.name, c.weight * 7) for c in chosen)
    assert matrix.outcome(heavier, sheets, 3) == out


@quick
@given(scored(), st.integers(0, 6))
def test_a_higher_mark_never_harms(given_: tuple[tuple[Criterion, ...], list[Sheet]], at: int) -> None:
    chosen, sheets = given_
    at %= len(chosen)
    first = sheets[0].values
    raised = Sheet(1, sheets[0].scorer, (*first[:at], 5, *first[at + 1 :]))
    before, after = matrix.outcome(chosen, sheets, 3), matrix.outcome(chosen, [raised, *sheets[1:]], 3)
    assert before is not None and after is not None
    assert after.total - before.total == Fraction(
        (5 - first[at]) * chosen[at].weight, len(sheets) * sum(c.weight for c in chosen)
    )


def test_reckoned_by_hand() -> None:
    chosen = (Criterion("a", 3), Criterion("b", 1))
    out = matrix.outcome(chosen, [Sheet(1, 1, (5, 2)), Sheet(1, 2, (4, 5)), Sheet(1, 3, (2, 2))], 3)
    assert out is not None
    assert out.means == (Fraction(11, 3), Fraction(3)) and out.total == Fraction(7, 2)
    assert out.apart == (0, 1)
    near = matrix.outcome(chosen, [Sheet(1, 1, (5, 2)), Sheet(1, 2, (3, 4))], 3)
    assert near is not None and near.apart == ()
    assert matrix.outcome(chosen, [], 3) is None


@pytest.mark.parametrize(
    ("mean", "said"),
    [(Fraction(11, 3), "3,67"), (Fraction(4), "4,00"), (Fraction(1005, 1000), "1,01"), (Fraction(13, 3), "4,33")],
)
def test_figures(mean: Fraction, said: str) -> None:
    assert matrix.figures(mean) == said


def test_the_same_total_is_the_same_place() -> None:
    def out(total: int) -> matrix.Outcome:
        return matrix.Outcome(1, (), Fraction(total), ())

    assert matrix.ranked({3: out(4), 9: out(5), 1: out(4), 7: out(2), 8: None}) == [(1, 9), (2, 1), (2, 3), (4, 7)]


def test_scorers_are_numbered_within_their_office() -> None:
    found = matrix.numbered("s", {5: "tim_penyusun", 6: "tim_penyusun", 7: "tim_verifikasi"})
    assert {found[5], found[6]} == {1, 2} and found[7] == 1
    assert len({str(matrix.numbered(str(seed), {5: "a", 6: "a", 7: "a"})) for seed in range(30)}) > 3


def test_one_s_own_criteria_are_read_line_by_line() -> None:
    assert matrix.read("1. Manfaat bagi warga miskin: 3\n\n- Mudah dirawat, bobot 2\nMendesak = 1\nLuas") == (
        Criterion("Manfaat bagi warga miskin", 3, own=True),
        Criterion("Mudah dirawat", 2, own=True),
        Criterion("Mendesak", 1, own=True),
        Criterion("Luas", 1, own=True),
    )


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Satu saja: 3", "matrix.refused.count"),
        ("\n".join(f"Kriteria {word}" for word in "abcdefgh"), "matrix.refused.count"),
        ("Mendesak: 2\nmendesak: 3", "matrix.refused.twice"),
        ("Mendesak: 0\nLuas: 1", "matrix.refused.weight"),
        ("Mendesak: 11\nLuas: 1", "matrix.refused.weight"),
        ("12345\nLuas", "matrix.refused.name"),
        (f"{'panjang ' * 6}\nLuas", "matrix.refused.name"),
    ],
)
def test_criteria_that_say_too_little_are_asked_again(words: str, key: str) -> None:
    with pytest.raises(Refusal) as no:
        matrix.read(words)
    assert no.value.key == key


def test_ready_made_criteria_have_a_source_and_are_five() -> None:
    found = {preset.name: preset for preset in matrix.presets(2026)}
    assert set(found) == {"pnpm5", "masalah5"}
    assert all(len(p.criteria) == 5 and p.source and {c.weight for c in p.criteria} == {1} for p in found.values())
    assert matrix.presets(2000) == ()


def officer(number: int, *offices: Office) -> Resident:
    return Resident(number, 1, "X", 1, "01", None, 1980, State.VERIFIED, frozenset(offices))


def test_two_people_of_different_teams() -> None:
    draft, check, both = (
        officer(1, Office.TIM_PENYUSUN, Office.KADER),
        officer(2, Office.TIM_VERIFIKASI),
        officer(3, Office.TIM_PENYUSUN, Office.TIM_VERIFIKASI),
    )
    assert matrix.pair(draft, check, 1) == (Office.TIM_PENYUSUN, Office.TIM_VERIFIKASI)
    assert matrix.pair(draft, both, 1) == (Office.TIM_PENYUSUN, Office.TIM_VERIFIKASI)
    assert matrix.pair(draft, officer(4, Office.TIM_PENYUSUN), 1) is None
    assert matrix.pair(both, both, 1) is None
    assert matrix.pair(draft, officer(5, Office.KADER, Office.PEMDES), 1) is None
    assert matrix.pair(draft, check, 2) is None
