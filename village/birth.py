"""Dates of birth as lists write them."""

import re
from dataclasses import dataclass
from datetime import date, timedelta


def _words(line: str) -> list[str]:
    return line.split()


_MONTHS = (
    _words("januari februari maret april mei juni juli agustus september oktober november desember"),
    _words("jan feb mar apr mei jun jul agu sep okt nov des"),
    _words("january february march april may june july august september october november december"),
    _words("jan feb mar apr may jun jul aug sep oct nov dec"),
    _words("jan pebruari mrt apr mei jun jul agst sept okt nopember des"),
    _words("jan peb mrt apr mei jun jul ags sep okt nop des"),
)
_MONTH = {name: number for line in _MONTHS for number, name in enumerate(line, 1)}
_DAY_ONE_OF_EXCEL = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Born:
    year: int
    day: date | None = None


def birth(text: str, today: date) -> Born | None:
    """A date of birth as lists write it, or only its year; None for what is no date or not in the calendar."""
    said = text.strip().lower()
    if re.fullmatch(r"\d{4}(?:\.0)?", said, re.ASCII):
        return Born(int(said[:4]))
    if re.fullmatch(r"\d{5}(?:\.\d+)?", said, re.ASCII):
        day = _DAY_ONE_OF_EXCEL + timedelta(days=int(float(said)))
        return Born(day.year, day)
    if found := re.search(
        r"(?<!\d)(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})(?:[t ]\d\d:\d\d(?::\d\d)?.*)?$", said, re.ASCII
    ):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := re.search(
        r"(?<!\d)(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4}|\d{2})(?: \d\d:\d\d(?::\d\d)?)?$", said, re.ASCII
    ):
        first, second, year = int(found[1]), int(found[2]), _whole_year(found[3], today)
        return _day(year, second, first) or _day(year, first, second)
    if found := re.search(r"(?<!\d)(\d{1,2})[-/. ]*([a-z]+)[-/., ]*(\d{4}|\d{2})$", said, re.ASCII):
        month = _MONTH.get(found[2])
        return _day(_whole_year(found[3], today), month, int(found[1])) if month else None
    return None


def _whole_year(digits: str, today: date) -> int:
    """ "85" → 1985, "12" → 2012: of two possible years the one that has been."""
    year = int(digits)
    if len(digits) == 4:
        return year
    return 2000 + year if 2000 + year <= today.year else 1900 + year


def _day(year: int, month: int, day: int) -> Born | None:
    """Lists write 00-00-1950 when only the year is known."""
    if month == 0 and day == 0:
        return Born(year) if year else None
    try:
        return Born(year, date(year, month, day))
    except ValueError:
        return None
