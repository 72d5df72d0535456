"""Quiet hours: when a village sleeps, and the hour of its daily news, by its own clock."""

import re
from collections.abc import Mapping

from village.place import at_hour, local
from village.rules import national

BEGINS, ENDS, NEWS = "hening_mulai", "hening_selesai", "kabar_harian_jam"
MINUTE = 60_000
_CLOCK = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)", re.ASCII)
Settings = Mapping[str, int | str]


def ends(settings: Settings, zone: str, now: int) -> int:
    """When the quiet hours that have begun are over; 0 while nobody sleeps. Begin and end alike: a village has none."""
    here = local(now, zone)
    minute = here.hour * 60 + here.minute
    begin, end = (_minutes(key, settings, here.year) for key in (BEGINS, ENDS))
    over_midnight = begin > end
    asleep = minute >= begin or minute < end if over_midnight else begin <= minute < end
    return _at(now, zone, int(over_midnight and minute >= begin), end) if asleep else 0


def next_news(settings: Settings, zone: str, now: int) -> int:
    """When what is gathered over a day leaves next: always later than now."""
    minute = _minutes(NEWS, settings, local(now, zone).year)
    today = _at(now, zone, 0, minute)
    return today if today > now else _at(now, zone, 1, minute)


def told(settings: Settings, year: int) -> tuple[str, str]:
    """Begin and end of the quiet hours, as people say them."""
    return _clock(BEGINS, settings, year), _clock(ENDS, settings, year)


def news_at(settings: Settings, year: int) -> str:
    return _clock(NEWS, settings, year)


def _clock(key: str, settings: Settings, year: int) -> str:
    return "{:02}.{:02}".format(*divmod(_minutes(key, settings, year), 60))


def _minutes(key: str, settings: Settings, year: int) -> int:
    """Minutes after midnight; what a village's own rule does not tell as a time, the national one does."""
    found = _CLOCK.fullmatch(str(settings.get(key, ""))) or _CLOCK.fullmatch(str(national(key, year).value))
    assert found is not None  # rules.toml is held by a test
    return int(found[1]) * 60 + int(found[2])


def _at(now: int, zone: str, days: int, minute: int) -> int:
    return at_hour(now, zone, days, minute // 60) + minute % 60 * MINUTE
