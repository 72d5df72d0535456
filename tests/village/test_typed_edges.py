"""The edges of what is read: the first and last hour, day, month and figure that still mean the same."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.village.test_typed import NOW, WIB, read
from village import typed
from village.typed import almanac


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        # after Friday's prayer
        ("habis jumat", "Fri 3 Jul 13.00"),
        ("Jumat habis jumat", "Fri 3 Jul 13.00"),
        ("Jumat depan habis jumatan", "Fri 10 Jul 13.00"),
        ("besok habis jumatan", None),
        # the eve of the first day of the week, and of a market day
        ("malam Senin", "Sun 5 Jul 19.30 -time"),
        ("Minggu malam Senin", "Sun 5 Jul 19.30 -time"),
        ("malam Senin legi", "Sun 12 Jul 19.30 -time"),
        ("malam Jumat legi", "Thu 2 Jul 19.30 -time"),
        ("Rabu pon", "Wed 15 Jul 09.00 -time"),
        # after so long
        ("sejam lagi", "Wed 1 Jul 11.00"),
        ("semenit lagi", "Wed 1 Jul 10.01"),
        ("1 menit lagi", "Wed 1 Jul 10.01"),
        ("9999 menit lagi", "Wed 8 Jul 08.39"),
        # whatever mark stands for the apostrophe and the dash
        ("Jum'at jam 2 siang", "Fri 3 Jul 14.00"),
        ("Jum’at jam 2 siang", "Fri 3 Jul 14.00"),
        ("Jum‘at jam 2 siang", "Fri 3 Jul 14.00"),
        ("Jum`at jam 2 siang", "Fri 3 Jul 14.00"),
        ("besok 09.00 – 12.00", "Thu 2 Jul 09.00"),
        ("besok 09.00 — 12.00", "Thu 2 Jul 09.00"),
        # spelled
        ("jam dua puluh nol nol", "Wed 1 Jul 20.00 -date"),
        ("besok jam dua puluh dua", "Thu 2 Jul 22.00"),
        ("tanggal dua puluh sembilan", "Wed 29 Jul 09.00 -time"),
        ("tanggal sepuluh", "Fri 10 Jul 09.00 -time"),
        # half hours and quarters
        ("jam setengah 1", "Wed 1 Jul 12.30 -date"),
        ("besok jam setengah 1 siang", "Thu 2 Jul 12.30"),
        ("besok jam setengah 2", "Thu 2 Jul 13.30 ?half"),
        ("besok jam setengah 2 siang", "Thu 2 Jul 13.30"),
        ("besok jam setengah 8", "Thu 2 Jul 07.30 ?half"),
        ("besok jam setengah 12", "Thu 2 Jul 11.30 ?half"),
        ("besok jam 10 kurang 10 menit", "Thu 2 Jul 09.50 ?half"),
        ("besok jam 11 kurang 15", "Thu 2 Jul 10.45 ?half"),
        ("besok jam 8 lewat 5", "Thu 2 Jul 08.05 ?half"),
        ("besok jam 1 lebih 1", "Thu 2 Jul 13.01 ?half"),
        ("besok jam 12 lebih 15 siang", "Thu 2 Jul 12.15"),
        ("besok jam 23 lewat 1 menit", "Thu 2 Jul 23.01"),
        # which hours are sure
        ("besok jam 1", "Thu 2 Jul 13.00 ?half"),
        ("besok jam 6", "Thu 2 Jul 18.00 ?half"),
        ("besok jam 7", "Thu 2 Jul 07.00 ?half"),
        ("besok jam 10", "Thu 2 Jul 10.00 ?half"),
        ("besok jam 11", "Thu 2 Jul 11.00 ?half"),
        ("besok jam 12", "Thu 2 Jul 12.00"),
        ("besok jam 13", "Thu 2 Jul 13.00"),
        ("besok jam 9.30", "Thu 2 Jul 09.30 ?half"),
        ("besok jam 10.00", "Thu 2 Jul 10.00"),
        ("besok 09.30", "Thu 2 Jul 09.30"),
        ("besok 9.30an", "Thu 2 Jul 09.30 ?half"),
        ("besok 10.15", "Thu 2 Jul 10.15"),
        ("besok jam 0", "Thu 2 Jul 00.00"),
        ("jam 11", "Wed 1 Jul 11.00 -date ?half"),
        ("jam 10", "Wed 1 Jul 22.00 -date ?half"),
        # the hours of the night
        ("jam 1 malam", "Thu 2 Jul 01.00 -date"),
        ("jam 3 malam", "Thu 2 Jul 03.00 -date"),
        ("jam 4 malam", None),
        ("jam 5 malam", "Wed 1 Jul 17.00 -date"),
        ("jam 23 malam", "Wed 1 Jul 23.00 -date"),
        ("jam 12 malam", "Thu 2 Jul 00.00 -date"),
        ("jam 0 malam", "Thu 2 Jul 00.00 -date"),
        ("besok jam 11 malam", "Thu 2 Jul 23.00"),
        ("jam 12 pagi", None),
        ("jam 12 sore", None),
        ("jam 13 pagi", None),
        ("jam 12 dini hari", None),
        ("besok jam 3 dini hari", "Thu 2 Jul 03.00"),
        ("besok jam 3 pagi", "Thu 2 Jul 03.00"),
        ("besok jam 8 siang", None),
        ("besok jam 1 subuh", None),
        # this minute is over
        ("10.00", "Thu 2 Jul 10.00 -date"),
        ("10.01", "Wed 1 Jul 10.01 -date"),
        ("Rabu jam 10.00", "Wed 8 Jul 10.00"),
        ("hari ini jam 10.00", None),
        # weeks and months
        ("Sabtu minggu ini", "Sat 4 Jul 09.00 -time"),
        ("minggu ini hari Sabtu", "Sat 4 Jul 09.00 -time"),
        ("minggu depan hari Minggu", "Sun 12 Jul 09.00 -time"),
        ("Senin minggu ini", None),
        ("Minggu ini", "Sun 5 Jul 09.00 -date -time"),
        ("hari Minggu ini", "Sun 5 Jul 09.00 -time"),
        ("bulan depan", "Sat 1 Aug 09.00 -date -time"),
        ("Senin bulan depan", None),
        ("sebulan lagi", "Sat 1 Aug 09.00 -time"),
        ("6 bulan lagi", "Fri 1 Jan 09.00 2027 -time"),
        ("Senin, hari Senin", None),
        ("Sabtu, jadi hari Minggu", None),
        ("besok lusa", None),
        ("besok, Kamis 2 Juli", "Thu 2 Jul 09.00 -time"),
        ("besok tanggal 2", "Thu 2 Jul 09.00 -time"),
        # days that come, and those that never do
        ("tanggal 1", "Wed 1 Jul 19.30 -time"),
        ("1 Juli", "Wed 1 Jul 19.30 -time"),
        ("tanggal 1 jam 9 pagi", None),
        ("30 Juni", "Wed 30 Jun 09.00 2027 -time"),
        ("31 Juni", None),
        ("29 Februari", "Tue 29 Feb 09.00 2028 -time"),
        ("29 Februari 2028", "Tue 29 Feb 09.00 2028 -time"),
        ("30 Februari", None),
        ("29 April jam 9.30", "Thu 29 Apr 09.30 2027 ?half"),
        ("tanggal 6/7/2026", "Mon 6 Jul 09.00 -time"),
        ("6/9", "Sun 6 Sep 09.00 -time"),
        ("6 Sep", "Sun 6 Sep 09.00 -time"),
        ("tanggal 17 bulan depan", "Mon 17 Aug 09.00 -time"),
        ("bulan depan habis jumatan", None),
        # years in two and four figures
        ("6 Juli '26", "Mon 6 Jul 09.00 -time"),
        ("6 Juli '27", "Tue 6 Jul 09.00 2027 -time"),
        ("6 Juli 27", "Tue 6 Jul 09.00 2027 -time"),
        ("6/7/36", "Sun 6 Jul 09.00 2036 -time"),
        ("6/7/37", None),
        ("6/7/2037", "Mon 6 Jul 09.00 2037 -time"),
        ("6/7/2199", "Sat 6 Jul 09.00 2199 -time"),
        ("6/7/2200", None),
    ],
)
def test_an_edge(text: str, meant: str | None) -> None:
    assert read(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("6/7/1900", "Fri 6 Jul 09.00 1900 -time"),
        ("6/7/1899", None),
        ("6/7/36", "Sun 6 Jul 09.00 2036 -time"),
        ("6/7/99", "Mon 6 Jul 09.00 2099 -time"),
        ("seminggu lalu", "Wed 24 Jun 09.00 -time"),
        ("sehari lalu", "Tue 30 Jun 09.00 -time"),
        ("2 minggu yang lalu", "Wed 17 Jun 09.00 -time"),
        ("Minggu lalu", "Sun 28 Jun 09.00 -date -time"),
        ("Minggu yang lalu", "Sun 28 Jun 09.00 -date -time"),
        ("hari Minggu lalu", "Sun 28 Jun 09.00 -time"),
        ("hari Minggu yang lalu", "Sun 28 Jun 09.00 -time"),
        ("Selasa yang lalu", "Tue 30 Jun 09.00 -time"),
        ("Rabu yang lalu", "Wed 24 Jun 09.00 -time"),
        ("Kamis lalu", "Thu 25 Jun 09.00 -time"),
        ("hari ini jam 10.00", "Wed 1 Jul 10.00"),
    ],
)
def test_an_edge_of_what_is_over(text: str, meant: str | None) -> None:
    assert read(text, allow_past=True) == meant


@pytest.mark.parametrize(
    ("today", "text", "meant"),
    [
        ((1, 31), "bulan depan", "Sat 28 Feb 09.00 -date -time"),
        ((1, 28), "bulan depan", "Sat 28 Feb 09.00 -date -time"),
        ((1, 29), "bulan depan", "Sat 28 Feb 09.00 -date -time"),
        ((3, 29), "bulan depan", "Tue 28 Apr 09.00 -date -time"),
        ((12, 31), "bulan depan", "Thu 28 Jan 09.00 2027 -date -time"),
        ((3, 31), "sebulan lagi", None),
        ((1, 31), "2 bulan lagi", "Tue 31 Mar 09.00 -time"),
        ((12, 31), "sebulan lagi", "Sun 31 Jan 09.00 2027 -time"),
        ((1, 31), "tanggal 30", "Mon 30 Mar 09.00 -time"),
        ((1, 31), "tanggal 1", "Sun 1 Feb 09.00 -time"),
        ((1, 31), "tanggal 31", "Sat 31 Jan 19.30 -time"),
        ((2, 28), "29 Februari", None),
        ((3, 1), "29 Februari", "Tue 29 Feb 09.00 2028 -time"),
        ((3, 31), "1 Maret", "Mon 1 Mar 09.00 2027 -time"),
        ((3, 31), "31 Maret", "Tue 31 Mar 19.30 -time"),
        ((1, 31), "3 bulan depan", "Tue 3 Feb 09.00 -time"),
        ((1, 31), "31 bulan ini", "Sat 31 Jan 19.30 -time"),
    ],
)
def test_from_the_end_of_a_month(today: tuple[int, int], text: str, meant: str | None) -> None:
    assert read(text, datetime(2026, *today, 10, 0, tzinfo=WIB)) == meant


def test_what_was_not_said_is_told_by_yes_or_no() -> None:
    for text in ("minggu depan", "bulan depan", "Minggu ini", "besok jam 7", "besok jam 7 pagi", "malam Senin"):
        found = typed.moment(text, NOW, WIB)
        assert found is not None
        assert {type(found.date_given), type(found.time_given), type(found.half_guessed)} == {bool}


def test_after_so_long_is_a_full_minute() -> None:
    for seconds in (0.25, 1, 30.5, 59):
        assert read("45 menit lagi", NOW + timedelta(seconds=seconds)) == "Wed 1 Jul 10.45"
        found = typed.moment("45 menit lagi", NOW + timedelta(seconds=seconds), WIB)
        assert found == typed.Typed(datetime(2026, 7, 1, 3, 45, tzinfo=UTC), date_given=True, time_given=True)


@pytest.mark.parametrize(
    ("day", "first"),
    [
        ((2026, 1, 1), (2026, 2, 1)),
        ((2026, 1, 31), (2026, 2, 1)),
        ((2026, 11, 30), (2026, 12, 1)),
        ((2026, 12, 31), (2027, 1, 1)),
    ],
)
def test_the_month_after_begins_on_its_first(day: tuple[int, int, int], first: tuple[int, int, int]) -> None:
    assert almanac.month_after(date(*day)) == date(*first)


def test_two_figures_of_a_year_are_of_this_century() -> None:
    late = datetime(2107, 7, 1, 10, 0, tzinfo=UTC)
    found = typed.moment("6/8/09", late, UTC)
    assert found is not None and found.at.year == 2109


def test_what_is_longer_than_anybody_types_is_not_read() -> None:
    assert read("besok jam 9 pagi".ljust(300)) == "Thu 2 Jul 09.00"
    assert read("besok jam 9 pagi".ljust(301)) is None
    assert (typed.money("12 juta".ljust(300)), typed.money("12 juta".ljust(301))) == (12_000_000, None)
    assert (typed.number("12".ljust(300)), typed.number("12".ljust(301))) == (12, None)


def test_a_space_that_does_not_break_is_a_space() -> None:
    assert read("besok\N{NO-BREAK SPACE}jam\N{NO-BREAK SPACE}9 pagi") == "Thu 2 Jul 09.00"
    assert typed.money("Rp\N{NO-BREAK SPACE}1\N{NARROW NO-BREAK SPACE}250 000") == 1_250_000


@pytest.mark.parametrize(("day", "market"), [((2026, 7, 1), "wage"), ((2026, 7, 3), "legi"), ((1945, 8, 16), "kliwon")])
def test_a_market_day(day: tuple[int, int, int], market: str) -> None:
    assert almanac.MARKET_DAYS[almanac.market_day(date(*day))] == market


# --- money and numbers -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rupiah"),
    [
        ("seperempat juta", 250_000),
        ("seperempat", None),
        ("seperempat sawah", None),
        ("setengah sawah", None),
        ("setengah 5", None),
        ("dua setengah", None),
        ("dua koma nol", 2),
        ("1 juta setengah juta", None),
        ("1 juta 0 ribu", None),
        ("1 ribu 999", 1_999),
        ("1 miliar 999", None),
        ("1 miliar 1000", 1_000_001_000),
        ("1 setengah juta", 1_500_000),
        ("1,5 setengah juta", None),
        ("satu koma lima", None),
        ("dua koma lima", None),
        ("dua koma lima juta", 2_500_000),
        ("Rp 1.250.000.", 1_250_000),
        ("Rp 1.250.000!", 1_250_000),
        ("X 1.250.000", None),
        ("1.250.000X", None),
        ("1250000,00", 1_250_000),
        ("1250,00", 1_250),
        ("125,00", None),
        ("1,250,000.00", 1_250_000),
        ("1.250,25 juta", 1_250_250_000),
        ("1.250,125 juta", 1_250_125_000),
        ("1 juta 1 ribu", 1_001_000),
        ("1 juta 1", None),
        ("1 ribu 1", 1_001),
        ("1 juta 0", None),
        ("2 ribu 1 ribu", None),
        ("1 ribu 1 juta", None),
        ("1 juta 1.000.000", None),
        ("1 juta 1000 ribu", None),
        ("1 juta 999 ribu", 1_999_000),
        ("1 juta 1000", 1_001_000),
        ("1 juta 999", None),
        ("1 miliar 1 juta", 1_001_000_000),
        ("1 triliun", 10**12),
        ("1000 triliun", 10**15),
        ("1001 triliun", None),
        ("9999999999999999", None),
        ("12٣ juta", None),
        ("1 ٢٥٠", None),
        ("semiliar", 10**9),
        ("semilyar", 10**9),
        ("setriliun", 10**12),
        ("sejuta seribu", 1_001_000),
        ("sebelas ribu", 11_000),
        ("sepuluh ribu", 10_000),
        ("seratus ribu", 100_000),
        # words and figures together
        ("2 ratus 50 ribu", 250_000),
        ("2 ratus 99 ribu", 299_000),
        ("2 ratus 100 ribu", None),
        ("2 puluh 9 ribu", 29_000),
        ("2 puluh 10 ribu", None),
        ("3 ratus 2 puluh 5 ribu", 325_000),
        ("3 ratus 2 puluh 10 ribu", None),
        ("2 ratus 1 belas ribu", 211_000),
        ("2 ratus lima ribu", 205_000),
        ("25 ribu", 25_000),
        ("dua puluh 0", None),
        ("nol ratus", None),
        ("nol belas", None),
    ],
)
def test_an_edge_of_money(text: str, rupiah: int | None) -> None:
    assert typed.money(text) == rupiah


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("1.204,00", None), ("1.204,0", None), ("1204,00", None), ("1 ribu", 1000), ("0٣", None), ("٣", None),
        ("000000", 0), ("0000000", None), ("1 ribu 1", 1001), ("99 titik.", 99),
    ],
)  # fmt: skip
def test_an_edge_of_a_number(text: str, n: int | None) -> None:
    assert typed.number(text) == n


@pytest.mark.parametrize(("text", "found"), [("20٢٦", None), ("1900", 1900), ("2099", 2099), ("2100", None)])
def test_an_edge_of_years(text: str, found: int | None) -> None:
    assert typed.year(text) == found


# --- names and RT ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Krajan\rNgasem", ["Krajan", "Ngasem"]),
        ("Krajan\r\nNgasem", ["Krajan", "Ngasem"]),
        ("1 Krajan", ["1 Krajan"]),
        ("Krajan, dan Ngasem", ["Krajan", "Ngasem"]),
        ("dan Ngasem", ["Ngasem"]),
        ("Krajan\nDAN Ngasem", ["Krajan", "Ngasem"]),
        ("Krajan; serta  Ngasem", ["Krajan", "Ngasem"]),
        ("a" * 60, ["A" + "a" * 59]),
        ("a" * 61, []),
        (";" * 4095 + "b", ["B"]),
        (";" * 4096 + "b", []),
    ],
)
def test_an_edge_of_names(text: str, found: list[str]) -> None:
    assert typed.names(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1,", "01"),
        ("/1", "01"),
        (",1", "01"),
        ("1.", "01"),
        (" ; 1 2", "01 02"),
        ("RT, 3", "03"),
        ("٣", ""),
        ("1-٣", ""),
        ("X1", ""),
    ],
)
def test_an_edge_of_rts(text: str, found: str) -> None:
    assert typed.rts(text) == found.split()
    assert typed.rts("9" * 301) == []
