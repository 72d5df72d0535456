"""Numbers, money, dates and lists as an Indonesian reads them, whatever language the text around them has.

Other locales would mislead: a Sundanese "Rp 12M" reads as 12 miliar. The names are written out here,
because one call of babel costs 15-20 µs and its import a fifth of a second; a test holds them against babel.
A moment is an integer: UTC milliseconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
ZONES = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


def number(n: int) -> str:
    """1204 → "1.204"."""
    return f"{n:,}".replace(",", ".")


def rupiah(n: int) -> str:
    """12500000 → "Rp12.500.000": no space, no sen."""
    return f"-Rp{number(-n)}" if n < 0 else f"Rp{number(n)}"


def about(n: int, currency: str = "Rp", up: bool = False) -> str:
    """312345 → "Rp 312 ribu", 4_080_000 → "Rp 4,1 juta": what can be said aloud. `up`: never too little."""
    if n < 1000:
        return f"{currency} {n}"
    for size, word in ((10**3, "ribu"), (10**6, "juta"), (10**9, "miliar")):
        step = size // 10 if n < 100 * size else size
        rounded = (n + (step - 1 if up else step // 2)) // step * step
        if rounded < 1000 * size or word == "miliar":
            break
    whole, part = divmod(rounded * 10 // size, 10)
    return f"{currency} {number(whole)}{f',{part}' if part else ''} {word}"


def listed(items: Sequence[str]) -> str:
    """["a", "b", "c"] → "a, b, dan c"."""
    if len(items) > 2:
        return f"{', '.join(items[:-1])}, dan {items[-1]}"
    return " dan ".join(items)


@lru_cache(maxsize=4096)
def date(moment: int, zone: str) -> str:
    """ "Senin, 6 Juli 2026"."""
    return _date(local(moment, zone))


@lru_cache(maxsize=4096)
def time(moment: int, zone: str) -> str:
    """ "20.00 WIB"."""
    return f"{_clock(local(moment, zone))} {_called(zone)}"


@lru_cache(maxsize=4096)
def moment(moment: int, zone: str) -> str:
    """ "Senin, 6 Juli 2026 pukul 20.00 WIB"."""
    there = local(moment, zone)
    return f"{_date(there)} pukul {_clock(there)} {_called(zone)}"


def date_range(first: int, last: int, zone: str) -> str:
    """ "Senin – Rabu, 13–15 Juli 2026"; what both days share is said once."""
    a, b = local(first, zone), local(last, zone)
    if a.date() == b.date():
        return date(first, zone)
    days = f"{DAYS[a.weekday()]} – {DAYS[b.weekday()]}"
    if (a.year, a.month) == (b.year, b.month):
        return f"{days}, {a.day}–{_day_month_year(b)}"
    if a.year == b.year:
        return f"{days}, {a.day} {MONTHS[a.month - 1]} – {_day_month_year(b)}"
    return f"{days}, {_day_month_year(a)} – {_day_month_year(b)}"


def time_range(first: int, last: int, zone: str) -> str:
    """ "09.00 – 12.30 WITA"."""
    return f"{_clock(local(first, zone))} – {time(last, zone)}"


def moment_range(first: int, last: int, zone: str) -> str:
    """ "Senin, 6 Juli 2026 pukul 09.00 – 12.30 WIB", or both moments in full when the day changes."""
    if local(first, zone).date() == local(last, zone).date():
        return f"{date(first, zone)} pukul {time_range(first, last, zone)}"
    return f"{moment(first, zone)} – {moment(last, zone)}"


def local(moment: int, zone: str) -> datetime:
    """What the village's clock shows."""
    return datetime.fromtimestamp(moment // 1000, _zone(zone))


@lru_cache
def _zone(zone: str) -> ZoneInfo:
    _called(zone)
    return ZoneInfo(zone)


def _called(zone: str) -> str:
    if zone not in ZONES:
        raise ValueError(f"not a zone of Indonesia: {zone} (known: {', '.join(ZONES)})")
    return ZONES[zone]


def _clock(there: datetime) -> str:
    return f"{there.hour:02}.{there.minute:02}"


def _date(there: datetime) -> str:
    return f"{DAYS[there.weekday()]}, {_day_month_year(there)}"


def _day_month_year(day: datetime) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
