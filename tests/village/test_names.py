"""One person's name, written in two ways: what a list may do to it, and what makes it somebody else's."""

import pytest

from village import names


@pytest.mark.parametrize(
    ("written", "key"),
    [
        *[(name, "muhammad") for name in ("Muhammad", "Mohammed", "Mochammad", "Moh.", "Moch", "Muh.", "Mhd")],
        *[(name, "abdul") for name in ("Abdul", "Abd.", "Abdl")],
        *[(name, "ahmad") for name in ("Ahmad", "Ahmd", "Achmad", "Akhmad", "Ach.")],
        ("St. Aminah", "siti aminah"),
        ("Soekarno", "sukarno"),
        ("Djoko", "joko"),
        ("Tjahyo", "cahyo"),
        ("Sjarif", "syarif"),
        ("Soetardjie", "sutarji"),
        ("Anna Sitti Hassan", "ana siti hasan"),
    ],
)  # fmt: skip
def test_every_spelling_has_one_key(written: str, key: str) -> None:
    assert names.key(written) == key


def alike(one: str, other: str) -> bool:
    found = names.alike(names.key(one), names.key(other))
    assert names.alike(names.key(other), names.key(one)) is found
    return found


@pytest.mark.parametrize(
    "typed",
    [
        "Bandayani", "Hondayani", "Handayano",  # another letter, at the beginning, within, at the end
        "Xhandayani", "Handrayani", "Handayanis",  # one more
        "andayani", "Hanayani", "Handayan",  # one less
        "Ahndayani", "Hnadayani", "Handayain",  # two swapped
    ],
)  # fmt: skip
def test_one_slip_of_a_long_name_is_forgiven_wherever_it_is(typed: str) -> None:
    assert alike("Handayani", typed)


@pytest.mark.parametrize(
    "typed",
    ["Bondayani", "Bandayano", "Hondiyani", "Hondayano", "Handayanisa", "Handaya", "Xhandayanis",
     "Hnadayano", "ndayani"],
)  # fmt: skip
def test_two_slips_make_another_name(typed: str) -> None:
    assert not alike("Handayani", typed)


@pytest.mark.parametrize(("one", "other", "same"), [("Budi", "Rudi", False), ("Sumar", "Sumur", True)])
def test_only_a_word_of_five_letters_may_be_mistyped(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("S. Rahayu", "Sari Rahayu", True),
        ("B. Rahayu", "Sari Rahayu", False),
        ("M. Ridwan", "Moh. Ridwan", True),
        ("B. Ridwan", "Moh. Ridwan", False),
        ("Ni S.", "Ni Sari", True),
        ("N. S.", "Ni Sari", False),
    ],
)
def test_an_initial_stands_for_its_own_words_beside_one_in_full(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Sari Dewi", "Sari Dewi Rahayu", True),
        ("Dewi Rahayu", "Sari Dewi Rahayu", True),
        ("Sari Rahayu", "Sari Dewi Rahayu", True),
        ("Sari Dewi Dewi", "Sari Dewi Rahayu", False),
        ("", "Sari", False),
    ],
)
def test_one_word_may_be_missing_but_none_counts_twice(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is same
