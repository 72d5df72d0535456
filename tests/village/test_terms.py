"""The words of the regions are dated data with a source, and the longest code that fits decides."""

import pytest

from village import terms


@pytest.mark.parametrize("region", terms.regions())
def test_every_region_has_a_source_a_year_and_only_words_we_know(region: str) -> None:
    for term in terms.usual(region):
        assert term.word in terms.WORDS and terms.tidy(term.value) == term.value
        assert len(term.source) > 15 and 1945 <= term.year <= 2100


@pytest.mark.parametrize(
    ("code", "desa", "dusun"),
    [
        ("11.06.01.2001", "gampong", "jurong"),
        ("13.06.01.2001", "nagari", "jorong"),
        ("13.05.01.2001", "nagari", "korong"),
        ("13.09.01.2001", None, None),
        ("12.08.01.2001", "nagori", "huta"),
        ("18.04.01.2001", "pekon", None),
        ("34.04.07.2002", "kalurahan", "padukuhan"),
        ("51.03.01.2001", None, "banjar"),
        ("91.03.01.2001", "kampung", None),
        ("94.01.01.2001", "kampung", None),
        ("33.01.02.2003", None, None),
    ],
)
def test_a_region_speaks_its_own_words(code: str, desa: str | None, dusun: str | None) -> None:
    words = {term.word: term.value for term in terms.usual(code)}
    assert (words.get("desa"), words.get("dusun")) == (desa, dusun)


def test_only_terms_are_taken_from_the_settings_and_empty_ones_give_the_country_s_back() -> None:
    assert terms.of({"istilah_desa": "gampong", "istilah_rt": "", "kuorum": "2/3"}) == {"desa": "gampong"}


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        ("gampong", "gampong"),
        ("  wali   nagari. ", "wali nagari"),
        ("123", None),
        ("", None),
        ("orang di sini menyebutnya dengan banyak kata", None),
        ("Dukuh X.", "Dukuh X"),
        ("wali\nnagari", "wali nagari"),
        ("a" * 30, "a" * 30),
        ("a" * 30 + "...", "a" * 30),
        ("a" * 31, None),
        ("a" * 30 + " dan lain-lain", None),
        ("a" * 30 + ". Dan lain-lain", None),
    ],
)
def test_a_term_is_a_word_or_two(typed: str, term: str | None) -> None:
    assert terms.tidy(typed) == term


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Gampong Cot Trieng", "Cot Trieng"),
        ("desa sumberagung", "sumberagung"),
        ("NAGARI Koto Gadang", "Koto Gadang"),
        ("Sumberagung", "Sumberagung"),
        ("desa", "desa"),
    ],
)
def test_a_name_is_told_from_what_it_is(typed: str, name: str) -> None:
    assert terms.bare("desa", typed) == name
