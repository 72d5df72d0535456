"""What people type is read as they meant it, or not at all.

Everybody here sits in Dusun Krajan on Wednesday 1 July 2026; the wall clock says 10.00 WIB.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from locales import formats
from tests.quick import quick
from village import typed
from village.typed import almanac

WIB = timezone(timedelta(hours=7))
NOW = datetime(2026, 7, 1, 10, 0, tzinfo=WIB)


def read(text: str, now: datetime = NOW, allow_past: bool = False) -> str | None:
    """ "Thu 2 Jul 09.00", then what was not said: -date, -time, ?half."""
    found = typed.moment(text, now, WIB, allow_past)
    if found is None:
        return None
    assert found.at.tzinfo is UTC
    there = found.at.astimezone(WIB)
    unsaid = ["-date"] * (not found.date_given) + ["-time"] * (not found.time_given) + ["?half"] * found.half_guessed
    return " ".join(
        [f"{there:%a} {there.day} {there:%b %H.%M}" + (f" {there.year}" if there.year != 2026 else ""), *unsaid]
    )


# --- moments ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        # days told from today
        ("besok jam 9 pagi", "Thu 2 Jul 09.00"),
        ("Besok pagi jam 9", "Thu 2 Jul 09.00"),
        ("besuk jam setengah 8 malem", "Thu 2 Jul 19.30"),
        ("lusa", "Fri 3 Jul 09.00 -time"),
        ("lusa sore", "Fri 3 Jul 16.00 -time"),
        ("nanti malam", "Wed 1 Jul 19.30 -time"),
        ("nanti malam jam 8", "Wed 1 Jul 20.00"),
        ("malam ini jam 8", "Wed 1 Jul 20.00"),
        ("jam 8 malam ini", "Wed 1 Jul 20.00"),
        ("nanti jam 3 sore", "Wed 1 Jul 15.00"),
        ("hari ini jam 13.00", "Wed 1 Jul 13.00"),
        ("hari ini", "Wed 1 Jul 19.30 -time"),
        ("3 hari lagi", "Sat 4 Jul 09.00 -time"),
        ("tiga hari lagi jam 4 sore", "Sat 4 Jul 16.00"),
        ("2 jam lagi", "Wed 1 Jul 12.00"),
        ("setengah jam lagi", "Wed 1 Jul 10.30"),
        ("45 menit lagi", "Wed 1 Jul 10.45"),
        ("seminggu lagi", "Wed 8 Jul 09.00 -time"),
        ("dua pekan lagi habis isya", "Wed 15 Jul 19.30"),
        ("sebulan lagi", "Sat 1 Aug 09.00 -time"),
        # days of the week
        ("Sabtu", "Sat 4 Jul 09.00 -time"),
        ("hari Sabtu jam 20.00", "Sat 4 Jul 20.00"),
        ("Sabtu ini", "Sat 4 Jul 09.00 -time"),
        ("Sabtu depan", "Sat 11 Jul 09.00 -time"),
        ("Senin depan", "Mon 6 Jul 09.00 -time"),
        ("Sabtu minggu depan", "Sat 11 Jul 09.00 -time"),
        ("minggu depan hari Senin", "Mon 6 Jul 09.00 -time"),
        ("Senin pekan depan jam 9 pagi", "Mon 6 Jul 09.00"),
        ("Minggu", "Sun 5 Jul 09.00 -time"),
        ("Ahad pagi", "Sun 5 Jul 09.00 -time"),
        ("minggu depan", "Wed 8 Jul 09.00 -date -time"),
        ("minggu depan jam 9 pagi", "Wed 8 Jul 09.00 -date"),
        ("hari Minggu depan", "Sun 12 Jul 09.00 -time"),
        ("minggu ini", "Sun 5 Jul 09.00 -date -time"),
        ("besok Senin", "Mon 6 Jul 09.00 -time"),
        ("Jum'at jam 2 siang", "Fri 3 Jul 14.00"),
        ("Rebo jam 3 sore", "Wed 1 Jul 15.00"),
        ("Rabu", "Wed 8 Jul 09.00 -time"),
        ("Jumat Kliwon", "Fri 17 Jul 09.00 -time"),
        # the eve of a day
        ("Sabtu malam Minggu", "Sat 4 Jul 19.30 -time"),
        ("malam Minggu jam 8", "Sat 4 Jul 20.00"),
        ("malam Jumat", "Thu 2 Jul 19.30 -time"),
        ("malem Jumat habis Isya", "Thu 2 Jul 19.30"),
        ("Kamis malam Jumat ba'da isya", "Thu 2 Jul 19.30"),
        ("malam Jumat Kliwon", "Thu 16 Jul 19.30 -time"),
        ("malam Kamis", "Wed 1 Jul 19.30 -time"),
        ("malam Minggu depan", "Sat 11 Jul 19.30 -time"),
        # prayers
        ("habis Isya", "Wed 1 Jul 19.30 -date"),
        ("ba'da magrib", "Wed 1 Jul 18.15 -date"),
        ("besok bakda maghrib", "Thu 2 Jul 18.15"),
        ("habis subuh", "Thu 2 Jul 05.00 -date"),
        ("besok habis zuhur", "Thu 2 Jul 12.30"),
        ("besok setelah sholat dhuhur", "Thu 2 Jul 12.30"),
        ("habis lohor", "Wed 1 Jul 12.30 -date"),
        ("sesudah salat asar", "Wed 1 Jul 15.45 -date"),
        ("habis jumatan", "Fri 3 Jul 13.00"),
        ("habis tarawih", "Wed 1 Jul 21.00 -date"),
        # dates
        ("6/7/2026 09.00", "Mon 6 Jul 09.00"),
        ("6 Juli 2026 jam 20.00", "Mon 6 Jul 20.00"),
        ("6-7-26", "Mon 6 Jul 09.00 -time"),
        ("06.07.2026 pukul 9 pagi", "Mon 6 Jul 09.00"),
        ("2026-07-06 09:00", "Mon 6 Jul 09.00"),
        ("Senin, 6 Juli 2026 pukul 20.00 WIB", "Mon 6 Jul 20.00"),
        ("6 Juli 20.00", "Mon 6 Jul 20.00"),
        ("6 juli 10 malam", "Mon 6 Jul 22.00"),
        ("6/7 jam 4 sore", "Mon 6 Jul 16.00"),
        ("17 Agt", "Mon 17 Aug 09.00 -time"),
        ("17 Agustus tahun depan", "Tue 17 Aug 09.00 2027 -time"),
        ("1 Januari", "Fri 1 Jan 09.00 2027 -time"),
        ("tanggal 17", "Fri 17 Jul 09.00 -time"),
        ("tgl. 31 jam 20.00", "Fri 31 Jul 20.00"),
        ("tanggal tujuh belas jam delapan malam", "Fri 17 Jul 20.00"),
        ("17 bulan depan", "Mon 17 Aug 09.00 -time"),
        ("17 agustus malam", "Mon 17 Aug 19.30 -time"),
        # hours
        ("20.00", "Wed 1 Jul 20.00 -date"),
        ("09:00", "Thu 2 Jul 09.00 -date"),
        ("jam 8 malam", "Wed 1 Jul 20.00 -date"),
        ("jam setengah 8 malam", "Wed 1 Jul 19.30 -date"),
        ("besok jam 7 lebih seperempat", "Thu 2 Jul 07.15 ?half"),
        ("jam 7 lewat 10 malam", "Wed 1 Jul 19.10 -date"),
        ("jam 8 kurang seperempat malam", "Wed 1 Jul 19.45 -date"),
        ("besok jam 8an", "Thu 2 Jul 08.00 ?half"),
        ("besok jam 3", "Thu 2 Jul 15.00 ?half"),
        ("jam 8", "Wed 1 Jul 20.00 -date ?half"),
        ("besok jam 12 siang", "Thu 2 Jul 12.00"),
        ("besok jam 12 malam", "Fri 3 Jul 00.00"),
        ("besok jam 1 malam", "Fri 3 Jul 01.00"),
        ("besok jam 4 subuh", "Thu 2 Jul 04.00"),
        ("20.00 WITA", "Wed 1 Jul 19.00 -date"),
        ("besok 09.00 WIT", "Thu 2 Jul 07.00"),
        # stretches: their beginning
        ("besok 09.00 – 12.00", "Thu 2 Jul 09.00"),
        ("besok jam 8 pagi sampai 12 siang", "Thu 2 Jul 08.00"),
        ("besok 8-10 malam", "Thu 2 Jul 20.00"),
        ("Sabtu 19.30 s/d selesai, rumah Pak RT 03", "Sat 4 Jul 19.30"),
    ],
)
def test_a_moment(text: str, meant: str) -> None:
    assert read(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "", "halo", "iya", "pagi", "malam", "2026", "8", "kemarin", "kemarin sore", "tadi malam", "Sabtu lalu",
        "6/7/2025", "1 Juli 2026 jam 9 pagi", "hari ini jam 9 pagi", "31/2/2026", "31 April", "13/13/2026", "jam 25",
        "jam 9.75", "jam 20 pagi", "jam 8 siang", "Selasa, 6 Juli 2026", "Senin malam Jumat", "Sabtu atau Minggu",
        "Sabtu Minggu", "jangan Sabtu", "bukan besok", "setiap Sabtu", "sebelum magrib", "malam 17 Agustus",
        "malam tanggal 17", "besok lusa", "awal bulan", "jam 8 jam 9", "besok habis jumatan", "0 menit lagi",
        "6 Juli 1026", "99999 hari lagi", "besok pagi malam", "Jumat Kliwon 3 Juli", "9" * 200, "besok " * 60,
    ],
)  # fmt: skip
def test_what_is_over_or_unclear_is_asked_again(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("kemarin jam 8 malam", "Tue 30 Jun 20.00"),
        ("3 hari lalu", "Sun 28 Jun 09.00 -time"),
        ("Sabtu lalu jam 9 pagi", "Sat 27 Jun 09.00"),
        ("Rabu kemarin", "Wed 24 Jun 09.00 -time"),
        ("1/7/2026 08.00", "Wed 1 Jul 08.00"),
        ("17-8-1995", "Thu 17 Aug 09.00 1995 -time"),
    ],
)
def test_minutes_of_a_meeting_may_look_back(text: str, meant: str) -> None:
    if meant.endswith("1995 -time"):
        assert read(text.replace("1995", "95"), allow_past=True) is not None
    assert read(text, allow_past=True) == meant
    assert read(text) is None


def test_the_same_words_late_in_the_evening() -> None:
    late = NOW.replace(hour=21)
    assert read("nanti malam", late) is None
    assert read("jam 8 malam", late) == "Thu 2 Jul 20.00 -date"
    assert read("malam Kamis", late) == "Wed 8 Jul 19.30 -time"
    assert read("habis isya", late) == "Thu 2 Jul 19.30 -date"


def test_today_is_the_village_s_today() -> None:
    after_midnight = datetime(2026, 7, 1, 18, 0, tzinfo=UTC)  # 01.00 on Thursday in Java
    assert read("besok jam 9 pagi", after_midnight) == "Fri 3 Jul 09.00"
    papua = timezone(timedelta(hours=9))
    found = typed.moment("besok jam 9 pagi", NOW, papua)
    assert found is not None
    assert found.at == datetime(2026, 7, 2, 0, 0, tzinfo=UTC)


def test_market_days_agree_with_known_dates() -> None:
    known = {date(1633, 7, 8): "legi", date(1945, 8, 17): "legi", date(2024, 1, 1): "pahing"}
    assert {day: almanac.MARKET_DAYS[almanac.market_day(day)] for day in known} == known


WORDS = """
    besok lusa nanti hari ini kemarin malam pagi siang sore subuh jam pukul setengah lebih kurang seperempat tanggal
    senin selasa rabu kamis jumat sabtu minggu depan lagi lalu bulan tahun juli agustus 31 februari 29 habis isya
    magrib jumatan wib wita wit kliwon legi 6/7/2026 6-7-26 20.00 9 12 0 2026 09:00 - sampai selesai , . ; dua puluh
    belas delapan s/d hari jam menit minggu 9999
"""
PHRASE = st.lists(st.sampled_from(WORDS.split()), max_size=7).map(" ".join)
WHEN = st.integers(946_684_800, 5_680_281_600).map(lambda second: datetime.fromtimestamp(second, UTC))  # 2000 to 2150


@settings(quick, max_examples=max(300, quick.max_examples))
@given(
    st.one_of(PHRASE, st.text(max_size=60), st.tuples(PHRASE, st.text(max_size=9)).map(" ".join)),
    WHEN,
    st.integers(7, 9),
)
@example("9999 hari lagi", datetime(2150, 1, 1, tzinfo=UTC), 7)
@example("999 bulan lagi", datetime(2150, 1, 31, tzinfo=UTC), 9)
def test_a_moment_read_is_still_to_come(text: str, now: datetime, hours: int) -> None:
    zone = timezone(timedelta(hours=hours))
    found = typed.moment(text, now, zone)
    assert found is None or found.at > now
    typed.moment(text, now, zone, allow_past=True)


@settings(quick, max_examples=max(100, quick.max_examples))
@given(st.integers(1_000_000_000, 4_000_000_000), st.sampled_from(sorted(formats.ZONES)))
def test_our_own_way_of_writing_is_read_back(second: int, zone: str) -> None:
    minute = second // 60 * 60_000
    found = typed.moment(formats.moment(minute, zone), NOW, UTC, allow_past=True)
    assert found == typed.Typed(datetime.fromtimestamp(minute / 1000, UTC), date_given=True, time_given=True)


# --- money and numbers -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rupiah"),
    [
        ("12,5 jt", 12_500_000),
        ("12.5jt", 12_500_000),
        ("Rp 1.250.000", 1_250_000),
        ("Rp1.250.000,00", 1_250_000),
        ("Rp. 1.250.000,-", 1_250_000),
        ("1 250 000", 1_250_000),
        ("1,250,000", 1_250_000),
        ("1250000", 1_250_000),
        ("1.500", 1_500),
        ("1.5 juta", 1_500_000),
        ("0,5 juta", 500_000),
        ("150rb", 150_000),
        ("150 ribu", 150_000),
        ("150K", 150_000),
        ("1 M", 1_000_000_000),
        ("1 miliar", 1_000_000_000),
        ("1,2 m", 1_200_000_000),
        ("1.250,5 juta", 1_250_500_000),
        ("350 juta rupiah", 350_000_000),
        ("sekitar 12 juta.", 12_000_000),
        ("2 juta 500 ribu", 2_500_000),
        ("1 juta 250.000", 1_250_000),
        ("seratus ribu", 100_000),
        ("sejuta", 1_000_000),
        ("satu setengah juta", 1_500_000),
        ("setengah juta", 500_000),
        ("dua koma lima juta", 2_500_000),
        ("dua puluh lima juta", 25_000_000),
        ("Dua belas juta lima ratus ribu rupiah", 12_500_000),
        ("dua ratus lima puluh ribu", 250_000),
        ("Rp0", 0),
    ],
)
def test_money(text: str, rupiah: int) -> None:
    assert typed.money(text) == rupiah


@pytest.mark.parametrize(
    "text",
    [
        "", "banyak", "juta", "rp", "12,5", "12.5", "1,250", "1.250 juta", "1,250 juta", "1.25", "12.3456.789",
        "-5 juta", "10-15 juta", "5 juta per bulan", "08123456789", "2 juta 500", "sejuta dua ratus", "1 ribu 2 juta",
        "1,2345678 juta", "0,0001 ribu", "1.250.000,50", "setengah", "satu koma", "12 meter", "10²", "٣ juta",
        "9" * 40, "999999999 triliun", "1e6",
    ],
)  # fmt: skip
def test_money_that_can_mean_two_things_is_not_read(text: str) -> None:
    assert typed.money(text) is None


@given(st.integers(0, 10**15))
def test_our_own_way_of_writing_money_is_read_back(amount: int) -> None:
    assert typed.money(formats.rupiah(amount)) == amount
    assert typed.number(formats.number(amount)) == amount


MONEY_WORDS = """
    rp . , 0 1 12 1.250 000 juta jt rb m setengah satu se ratus puluh belas koma seratus nol 2,5 - rupiah
"""


@settings(quick, max_examples=max(200, quick.max_examples))
@given(st.one_of(st.text(max_size=40), st.lists(st.sampled_from(MONEY_WORDS.split()), max_size=7).map(" ".join)))
@example("seratus nol")
@example("dua puluh nol")
def test_reading_figures_never_fails(text: str) -> None:
    for found in (typed.money(text), typed.number(text), typed.count(text), typed.year(text)):
        assert found is None or (type(found) is int and 0 <= found <= 10**15)
    assert all(typed.names(text)) is True
    assert typed.rts(text) == sorted(set(typed.rts(text)))


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("12", 12), ("1.204", 1204), ("12 orang", 12), ("sekitar 30 KK", 30), ("1204 jiwa", 1204), ("nol", 0),
        ("seratus dua puluh", 120), ("seribu dua ratus", 1200), ("12 kepala keluarga", 12), ("007", 7),
        ("2 ribu", 2000), ("10-15", None), ("3,5", None), ("12,00", None), ("banyak", None), ("-3", None),
    ],
)  # fmt: skip
def test_numbers(text: str, n: int | None) -> None:
    assert typed.number(text) == n


@pytest.mark.parametrize(("text", "n"), [("4", 4), ("ada 4 RT", 4), ("empat", 4), ("4 buah", 4), ("01-04", None)])
def test_counts(text: str, n: int | None) -> None:
    assert typed.count(text) == n


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2026", 2026), ("tahun 2026", 2026), ("lahir 17-8-1980", 1980), ("2026, ya 2026", 2026),
        ("26", None), ("2026/2027", None), ("20261", None), ("2.026", None), ("1850", None), ("", None),
    ],
)  # fmt: skip
def test_years(text: str, found: int | None) -> None:
    assert typed.year(text) == found


# --- names and RT ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Krajan, Ngasem dan Kalitengah", ["Krajan", "Ngasem", "Kalitengah"]),
        ("Krajan, Ngasem, dan Kalitengah.", ["Krajan", "Ngasem", "Kalitengah"]),
        ("1. Krajan 2) Ngasem", ["Krajan", "Ngasem"]),
        ("1.Krajan 2.Ngasem", ["Krajan", "Ngasem"]),
        ("1 Krajan\n2 Ngasem", ["Krajan", "Ngasem"]),
        ("- Dusun Krajan\n• dukuh Ngasem\n* Dsn. Kali Tengah", ["Krajan", "Ngasem", "Kali Tengah"]),
        ("Kampung Baru; kampung Sawah", ["Kampung Baru", "Sawah"]),
        ("Dukuh", ["Dukuh"]),
        ("krajan lor & krajan ii", ["Krajan Lor", "Krajan II"]),
        ("Wonosari 1, Wonosari 2", ["Wonosari 1", "Wonosari 2"]),
        ("Dusun kami: Krajan, krajan, KRAJAN", ["Krajan"]),
        ("Sindangsari", ["Sindangsari"]),
        (", ;\n- \n3.", []),
        ("", []),
    ],
)
def test_names(text: str, found: list[str]) -> None:
    assert typed.names(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("01-04", "01 02 03 04"),
        ("1 sampai 4", "01 02 03 04"),
        ("1 sampai dengan 4", "01 02 03 04"),
        ("RT 01 s/d 04", "01 02 03 04"),
        ("1 s.d. 4", "01 02 03 04"),
        ("RT01 – RT03", "01 02 03"),
        ("001-003", "01 02 03"),
        ("RT 1,2,5", "01 02 05"),
        ("rt 5, 2, dan 1", "01 02 05"),
        ("1 - 3 dan 5", "01 02 03 05"),
        ("RT 1 RT 2", "01 02"),
        ("4", "04"),
        ("4-1", ""),
        ("0-3", ""),
        ("1.2", ""),
        ("banyak", ""),
        ("", ""),
    ],
)
def test_rts(text: str, found: str) -> None:
    assert typed.rts(text) == found.split()


def test_a_bare_count_names_the_first_rts() -> None:
    assert typed.first_rts(4) == ["01", "02", "03", "04"]
    assert typed.first_rts(0) == []
    assert typed.first_rts(1000)[-1] == "99"
