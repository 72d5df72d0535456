"""Which words of consent are in force, and that each version is five short sentences."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from locales.texts import Texts
from village import consent

SENTENCE = re.compile(r"[^.?!]+[.?!]")


@pytest.mark.parametrize(("now", "number"), [(0, 1), (100, 1), (199, 1), (200, 2), (10**13, 2)])
def test_the_newest_version_that_has_begun_rules(now: int, number: int) -> None:
    assert consent.in_force(((100, 1), (200, 2)), now) == number


def test_a_version_begins_at_midnight_of_its_day_in_utc() -> None:
    begins, number = consent.versions()[0]
    assert (datetime.fromtimestamp(begins / 1000, UTC), number) == (datetime(2026, 1, 1, tzinfo=UTC), 1)


def test_everybody_agrees_to_the_version_in_force_at_that_moment() -> None:
    for begins, number in consent.versions():
        assert consent.current(begins) == number
    assert consent.current(0) == 1


def test_every_version_is_five_short_sentences() -> None:
    texts = Texts.load()
    assert consent.versions()
    for _, number in consent.versions():
        said = [s.strip() for s in SENTENCE.findall(texts.plain(f"consent.text.{number}", {}, limit=4096))]
        assert len(said) == 5
        assert all(len(s.split()) <= 12 for s in said), said


def test_every_version_says_where_it_comes_from() -> None:
    told = (Path(consent.__file__).with_name("consent.toml")).read_text("utf-8")
    assert told.count("source = ") == told.count("[[version]]") == len(consent.versions())
