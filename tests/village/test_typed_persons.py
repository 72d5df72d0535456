"""How many men and women, typed in one line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from village.typed import Persons, persons


@pytest.mark.parametrize(
    ("said", "men", "women", "poor"),
    [
        ("120 orang, 60 perempuan", 60, 60, None),
        ("120 orang (50 laki-laki)", 50, 70, None),
        ("40 laki-laki 35 perempuan", 40, 35, None),
        ("40 L, 35 P, 12 miskin", 40, 35, 12),
        ("laki-laki 40, perempuan 35", 40, 35, None),
        ("L: 1.200 P: 1.150", 1200, 1150, None),
        ("75 orang: 40 laki-laki, 35 perempuan", 40, 35, None),
    ],
)
def test_both_are_read_from_one_line(said: str, men: int, women: int, poor: int | None) -> None:
    assert persons(said) == Persons(men, women, poor)


@pytest.mark.parametrize(
    "said", ["120", "120 orang", "60 perempuan", "100 orang, 40 laki-laki, 35 perempuan", "30 orang, 60 perempuan", ""]
)
def test_what_is_not_told_or_does_not_add_up_is_asked(said: str) -> None:
    assert persons(said) is None


@given(st.text(max_size=60))
def test_nothing_typed_breaks_it(said: str) -> None:
    found = persons(said)
    assert found is None or (found.men >= 0 and found.women >= 0)
