"""A village's own words stand in every text: no word of another region is left where the village's should be."""

import re

import pytest

from locales.texts import REFERENCE, Texts
from tests.locales import rules, worded
from tests.locales.test_catalogs import CATALOGS
from village import terms

ELSEWHERE = re.compile(r"(?<![\w/])(?<!Dana )(desa|dusun|RT|BPD|kades|kadus)(nya)?\b", re.IGNORECASE)
ACEH = {term.word: term.value for term in terms.usual("11.06.01.2001")}
STRANGE = {word: f"w{n}x" for n, word in enumerate(terms.WORDS)}
"""Words of nowhere, so that what is left of the country's is seen, also where Aceh says the same."""


def spoken(texts: Texts, key: str, own: dict[str, str]) -> str:
    message = dict(rules.messages(CATALOGS[REFERENCE]))[key]
    facts = {blank.strip("{}"): "x" for blank in rules.blanks_of(message) if not blank.startswith("{_")} | {"n": 1}
    return texts.html(key, facts, terms=own) + "\n" + texts.plain(key, facts, limit=4096, terms=own)


def left_over(texts: Texts, own: dict[str, str], fine: tuple[str, ...] = ()) -> list[str]:
    wrong = []
    for key in sorted(texts.keys):
        if key.startswith("term."):
            continue  # the country's words themselves
        for hit in ELSEWHERE.finditer(spoken(texts, key, own)):
            if hit[1] not in fine:
                wrong.append(f"{key}: {hit[0]}")
    return wrong


def test_in_a_village_of_aceh_no_word_of_java_is_left() -> None:
    texts = Texts.load()
    assert ACEH["desa"] == "gampong" and ACEH["kades"] == "keuchik" and ACEH["bpd"] == "tuha peuet"
    assert left_over(texts, ACEH, fine=("RT",)) == []  # Aceh has no other word for it
    assert left_over(texts, STRANGE) == []


def test_a_text_that_says_the_country_s_word_would_be_seen() -> None:
    texts = Texts.load()
    assert len([hit for hit in left_over(texts, {}) if hit.startswith("menu.show: ")]) == 2


@pytest.mark.parametrize("word", terms.WORDS)
def test_every_word_is_used_and_has_a_national_form(word: str) -> None:
    texts = Texts.load()
    assert texts.has(f"term.{word}")
    used = [k for k, m in rules.messages(CATALOGS[REFERENCE]) if f"{{_{word}}}" in str(m.string).lower()]
    assert used or word == "kades"


def test_a_sentence_begins_with_a_capital_and_one_reader_s_words_are_not_another_s() -> None:
    texts = Texts.load()
    facts = {"name": "Sari", "village": "Cot"}
    assert "Gampong Cot" in texts.html("menu.show", facts, terms=ACEH)
    assert "Desa Cot" in texts.html("menu.show", facts)
    assert texts.plain("office.kadus", {}, terms=ACEH) == "Kepala jurong"
    assert texts.plain("menu.council", {}, terms=ACEH) == "⚖️ Meja tuha peuet"


def test_the_menu_is_understood_by_its_own_words() -> None:
    texts = Texts.load()
    assert texts.menu_key("meja tuha peuet", ACEH) == "menu.council"
    assert texts.menu_key("meja rusak", ACEH) is None
    assert texts.menu_key("Meja BPD") == "menu.council"
    assert texts.menu_key("Meja kerja") == "menu.desk"


@pytest.mark.parametrize(
    ("said", "blank"),
    [
        ("Tinggal di dusun mana?", "Tinggal di {_dusun} mana?"),
        ("Dusun {dusun}, RT {rt}", "{_Dusun} {dusun}, {_rt} {rt}"),
        ("RT berapa? BPD mana? Kepala dusun?", "{_Rt} berapa? {_Bpd} mana? {_Kadus}?"),
        ("<b>Desa {village}</b>, Ketua BPD", "<b>{_Desa} {village}</b>, Ketua {_bpd}"),
        ("Apa nama desanya? Buka /bpd.", "Apa nama {_desa}nya? Buka /bpd."),
        ("Dana Desa tahun 2027", "Dana Desa tahun 2027"),
        ("{_desa} dan kedesaan", "{_desa} dan kedesaan"),
    ],
)
def test_a_new_text_gets_its_blanks(said: str, blank: str) -> None:
    assert worded.worded(said) == blank
    assert worded.worded(blank) == blank


def test_the_catalogue_has_all_its_blanks() -> None:
    catalogue = worded.CATALOGUE.read_text("utf-8")
    assert worded.rewritten(catalogue) == catalogue
