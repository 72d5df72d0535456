"""What somebody looks for fits on a button, and comes back as it was."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quick import quick
from village import catalogue
from village.browse import EVERYTHING, STATUSES, Stage, Topic, Wanted, Whose, unpacked, with_words, words_in
from village.kelompok import LETTERS, OWN_NAME
from village.proposal import PUBLIC, Status

LONGEST = 26
GROUPS = ("", OWN_NAME, *LETTERS)


@quick
@given(
    st.sampled_from(Whose),
    st.sampled_from(Stage),
    st.integers(0, 99),
    st.text(max_size=80),
    st.sampled_from(Topic),
    st.sampled_from(GROUPS),
)
def test_a_button_carries_it_there_and_back(
    whose: Whose, stage: Stage, dusun: int, said: str, topic: Topic, group: str
) -> None:
    wanted = with_words(Wanted(whose, stage, dusun, topic=topic, group=group), said)
    assert unpacked(wanted.packed()) == wanted
    assert len(wanted.packed()) <= LONGEST and not {":", ","} & set(wanted.packed())


@quick
@given(st.text(max_size=30))
def test_anything_else_means_everything_or_what_it_says(text: str) -> None:
    found = unpacked(text)
    assert found == EVERYTHING or found.packed() == text


def test_each_bidang_of_the_budget_has_a_letter() -> None:
    assert {topic.bidang for topic in Topic} - {""} == set(catalogue.bidang())
    assert unpacked("aa0").topic is Topic.ALL, "buttons from before live on"


def test_each_public_status_stands_in_one_group() -> None:
    groups = [STATUSES[stage] for stage in Stage if stage is not Stage.ALL]
    assert frozenset[Status]().union(*groups) == PUBLIC
    assert all(not one & other for one, other in product(groups, groups) if one is not other)
    assert EVERYTHING.statuses == PUBLIC and Wanted(Whose.MINE).statuses == frozenset(Status)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("jalan ngasem", ("jalan", "ngasem")),
        ("Usulan tentang JALAN di desa", ("jalan",)),
        ("jembatan, jembatan!", ("jembat",)),
        ("satu dua tiga empat", ("satu", "dua", "tiga")),
        ("di yang", ()),
        ("🙂", ()),
        ("café", ("cafe",)),
    ],
)
def test_only_words_worth_looking_for_are_kept(said: str, words: tuple[str, ...]) -> None:
    assert words_in(said) == words
