"""The catalogues that ship keep the house rules, and the code and they know the same keys."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from locales.texts import Texts
from tests.locales import rules

ROOT = Path(__file__).parents[2]
CATALOGS = rules.catalogs(ROOT / "locales")

pytestmark = pytest.mark.skipif(
    rules.REFERENCE not in CATALOGS, reason="locales/id/LC_MESSAGES/rembuk.po is not written yet"
)


@pytest.fixture(scope="module")
def code() -> rules.Used:
    return rules.used(ROOT)


def told(offenders: list[str]) -> str:
    return "\n".join(["", *offenders])


def test_they_load_and_every_language_says_every_text() -> None:
    texts = Texts.load().with_pseudo()
    assert texts.keys == rules.keys(CATALOGS[rules.REFERENCE])
    for language in texts.languages:
        for key, message in rules.messages(CATALOGS[rules.REFERENCE]):
            facts = {blank.strip("{}"): 1 for blank in rules.blanks_of(message)} | {"n": 1}
            assert texts.html(key, facts, language), key


def test_no_key_has_two_texts() -> None:
    assert not (twice := rules.doubled(ROOT / "locales/id/LC_MESSAGES/rembuk.po")), told(twice)


def test_every_key_in_the_code_has_a_text(code: rules.Used) -> None:
    assert not (lost := rules.missing(CATALOGS[rules.REFERENCE], code)), told(lost)


def test_every_text_is_said_somewhere(code: rules.Used) -> None:
    assert not (idle := rules.unused(CATALOGS[rules.REFERENCE], code)), told(idle)


def test_every_text_has_a_note_for_translators() -> None:
    assert not (bare := rules.without_note(CATALOGS[rules.REFERENCE])), told(bare)


def test_blanks_are_the_same_in_every_language() -> None:
    assert not (wrong := rules.other_blanks(CATALOGS)), told(wrong)


def test_headers_count_as_the_language_does() -> None:
    assert not (wrong := rules.wrong_headers(CATALOGS)), told(wrong)
    raw = (ROOT / "locales/id/LC_MESSAGES/rembuk.po").read_text(encoding="utf-8")
    assert re.search(r"Plural-Forms: nplurals=1; plural=0;", raw)


def test_markup_and_blanks_are_well_formed() -> None:
    assert not (wrong := rules.badly_formed(CATALOGS)), told(wrong)


def test_lengths_hold_even_when_a_translation_is_longer(code: rules.Used) -> None:
    assert not (wrong := rules.too_long(CATALOGS, code.toasts)), told(wrong)


def test_sentences_are_short() -> None:
    assert not (wrong := rules.long_sentences(CATALOGS[rules.REFERENCE])), told(wrong)


def test_the_words_are_a_villager_s() -> None:
    assert not (wrong := rules.foreign_words(CATALOGS[rules.REFERENCE])), told(wrong)
    assert not (wrong := rules.markdown(CATALOGS[rules.REFERENCE])), told(wrong)
