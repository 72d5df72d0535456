"""Dates of birth in figures: which century, which figure is the month, and what is no date."""

from datetime import date

import pytest

from village.birth import Born, birth

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(("written", "year"), [("25", 2025), ("26", 2026), ("27", 1927), ("99", 1999), ("00", 2000)])
def test_a_short_year_is_the_last_one_that_has_been(written: str, year: int) -> None:
    assert birth(f"01/02/{written}", TODAY) == birth(f"1 Februari {written}", TODAY) == Born(year, date(year, 2, 1))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("03/02/1985", date(1985, 2, 3)),
        ("12/11/1985", date(1985, 11, 12)),
        ("13/12/1985", date(1985, 12, 13)),
        ("12/13/1985", date(1985, 12, 13)),
        ("02/31/1985", None),
        ("13/13/1985", None),
    ],
)
def test_the_day_stands_first_unless_only_the_second_figure_can_be_one(text: str, day: date | None) -> None:
    assert birth(text, TODAY) == (Born(1985, day) if day else None)


@pytest.mark.parametrize(
    "text", ["1985-02-03T00:00:00", "1985-02-03t07:30", "1985-02-03 00:00:00.000", "3-2-1985 07:30"]
)
def test_an_hour_behind_the_day_is_passed_over(text: str) -> None:
    assert birth(text, TODAY) == Born(1985, date(1985, 2, 3))


@pytest.mark.parametrize("text", ["00-02-1985", "03-00-1985", "1985-02-00", "1985-00-03"])
def test_a_day_without_its_month_or_a_month_without_its_day_is_asked_again(text: str) -> None:
    assert birth(text, TODAY) is None


@pytest.mark.parametrize("text", ["١٩٨٥", "٣١٠٨١", "١٩٨٥-٠٢-٠٣", "٠٣-٠٢-١٩٨٥", "٣ Februari ١٩٨٥", "３ Februari 1985"])
def test_only_plain_figures_are_read(text: str) -> None:
    assert birth(text, TODAY) is None
