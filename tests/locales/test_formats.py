"""Figures and dates look as they do in a village office, and as babel's Indonesian has them."""

from datetime import UTC, datetime

import pytest
from babel.dates import format_date, format_datetime
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal
from hypothesis import given
from hypothesis import strategies as st

from locales import formats

WIB, WITA, WIT = "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"
ANY_MOMENT = st.integers(0, 4_000_000_000_000)
ANY_ZONE = st.sampled_from(sorted(formats.ZONES))


def at(*when: int) -> int:
    return int(datetime(*when, tzinfo=UTC).timestamp() * 1000)  # type: ignore[misc,arg-type]


def test_money_and_numbers_use_dots() -> None:
    assert formats.rupiah(12_500_000) == "Rp12.500.000"
    assert formats.rupiah(0) == "Rp0"
    assert formats.rupiah(-1500) == "-Rp1.500"
    assert formats.number(1204) == "1.204"
    assert formats.number(-1204) == "-1.204"


def test_a_meeting_after_isya_is_the_same_evening_in_its_own_zone() -> None:
    evening = at(2026, 7, 6, 13, 0)
    assert formats.date(evening, WIB) == "Senin, 6 Juli 2026"
    assert formats.time(evening, WIB) == "20.00 WIB"
    assert formats.time(evening, "Asia/Pontianak") == "20.00 WIB"
    assert formats.moment(evening, WIB) == "Senin, 6 Juli 2026 pukul 20.00 WIB"
    assert formats.moment(evening, WITA) == "Senin, 6 Juli 2026 pukul 21.00 WITA"
    assert formats.moment(evening, WIT) == "Senin, 6 Juli 2026 pukul 22.00 WIT"
    assert formats.date(at(2026, 7, 6, 16, 30), WITA) == "Selasa, 7 Juli 2026"


def test_ranges_say_what_is_shared_once() -> None:
    monday, wednesday = at(2026, 7, 13, 1), at(2026, 7, 15, 5, 30)
    assert formats.date_range(monday, wednesday, WIB) == "Senin – Rabu, 13–15 Juli 2026"
    assert formats.date_range(monday, monday, WIB) == "Senin, 13 Juli 2026"
    assert formats.date_range(at(2026, 7, 30, 1), at(2026, 8, 1, 1), WIB) == "Kamis – Sabtu, 30 Juli – 1 Agustus 2026"
    assert (
        formats.date_range(at(2026, 12, 31, 1), at(2027, 1, 1, 1), WIB)
        == "Kamis – Jumat, 31 Desember 2026 – 1 Januari 2027"
    )
    assert formats.time_range(at(2026, 7, 13, 1), at(2026, 7, 13, 4, 30), WITA) == "09.00 – 12.30 WITA"
    assert formats.moment_range(monday, at(2026, 7, 13, 4), WIB) == "Senin, 13 Juli 2026 pukul 08.00 – 11.00 WIB"
    assert (
        formats.moment_range(monday, wednesday, WIB)
        == "Senin, 13 Juli 2026 pukul 08.00 WIB – Rabu, 15 Juli 2026 pukul 12.30 WIB"
    )


def test_a_zone_outside_indonesia_is_a_mistake_that_shows() -> None:
    for said in (formats.date, formats.time, formats.moment):
        with pytest.raises(ValueError, match="Europe/Berlin"):
            said(0, "Europe/Berlin")


@pytest.mark.parametrize("items", [[], ["a"], ["a", "b"], ["a", "b", "c"], list("abcde")])
def test_lists_as_babel_has_them(items: list[str]) -> None:
    assert formats.listed(items) == format_list(items, locale="id")


@given(st.integers(-(10**15), 10**15))
def test_numbers_as_babel_has_them(n: int) -> None:
    assert formats.number(n) == format_decimal(n, locale="id")
    assert formats.rupiah(n) == format_currency(n, "IDR", format="¤#,##0", currency_digits=False, locale="id")


@given(ANY_MOMENT, ANY_ZONE)
def test_dates_as_babel_has_them(moment: int, zone: str) -> None:
    there = formats.local(moment, zone)
    assert formats.date(moment, zone) == format_date(there.date(), "EEEE, d MMMM y", locale="id")
    assert formats.time(moment, zone) == format_datetime(there, "HH.mm zzz", tzinfo=there.tzinfo, locale="id")
