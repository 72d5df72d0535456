"""When people are reminded of something, whom it concerns then, and how much time truly remains.

A village that sleeps is left alone: a moment in its quiet hours moves to the evening before.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from village import quiet
from village.meeting import Kind, Meeting, Reply, Said
from village.place import local
from village.quiet import Settings
from village.rules import national
from village.spans import DAY, HOUR, MINUTE

ASKING = 2 * 24 * 60
"""Minutes: from here on a reminder no longer asks for an answer but calls to come."""
EVENING = 30 * MINUTE
"""How long before the quiet hours a moment is moved to: letters need time to leave."""
_SPAN = re.compile(r"\s*(\d{1,3})\s*(hari|jam|menit)\s*")
_MINUTES = {"hari": 24 * 60, "jam": 60, "menit": 1}
MOST = 6
LONGEST = 60 * 24 * 60


@dataclass(frozen=True, slots=True)
class Moment:
    """`before`: minutes before, as the rule says it; `at`: when it leaves, outside the quiet hours."""

    before: int
    at: int


def spans(words: str) -> list[int] | None:
    """ "14 hari, 2 jam" → minutes, the longest first; None for what is no such list."""
    if not words.strip() or words.strip() == "-":
        return []
    found = [_SPAN.fullmatch(part) for part in words.split(",")]
    minutes = {int(hit[1]) * _MINUTES[hit[2]] for hit in found if hit}
    if None in found or len(minutes) > MOST or not all(0 < m <= LONGEST for m in minutes):
        return None
    return sorted(minutes, reverse=True)


def spans_of(name: str, settings: Settings, year: int) -> list[int]:
    """The village's own rule for a kind of meeting, or for the milestones; else the usual one."""
    key = f"ingat_{name}"
    local_rule = spans(str(settings[key])) if key in settings else None
    usual = spans(str(national(key, year).value))
    assert usual is not None  # rules.toml is held by a test
    return usual if local_rule is None else local_rule


def moments(due: int, before: Sequence[int], settings: Settings, zone: str, now: int) -> list[Moment]:
    """When to remind of what is due; moments that are over, or that meet another one, are left out."""
    found: dict[int, Moment] = {}
    for minutes in sorted(before, reverse=True):
        at = awake(due - minutes * MINUTE, settings, zone)
        if now < at < due:
            found[at] = Moment(minutes, at)
    return list(found.values())


def awake(at: int, settings: Settings, zone: str) -> int:
    """That moment, or the evening before the quiet hours in which it lies."""
    end = quiet.ends(settings, zone, at)
    if not end:
        return at
    begin = end - _night(settings, zone, end)
    return begin - EVENING


def _night(settings: Settings, zone: str, end: int) -> int:
    """How long the quiet hours last that end there."""
    year = local(end, zone).year
    begins, ends = quiet.told(settings, year)
    minutes = [int(h) * 60 + int(m) for h, m in (clock.split(".") for clock in (begins, ends))]
    return (minutes[1] - minutes[0]) % (24 * 60) * MINUTE


def concerns(before: int, reply: Reply | None) -> bool:
    """Does a reminder so many minutes before still ask something of whoever answered that?

    Early ones ask for an answer: whoever gave one has acted. Late ones call to come: not whoever stays away.
    """
    if reply is None:
        return True
    return before < ASKING and reply.said is not Said.ABSENT


def left(due: int, now: int, zone: str) -> tuple[str, int]:
    """The time that truly remains, as people count it: ("days", 3), ("tomorrow", 1), ("hours", 2), ("minutes", 40)."""
    minutes = max(1, (due - now) // MINUTE)
    nights = local(due, zone).toordinal() - local(now, zone).toordinal()
    if nights >= 2:
        return "days", nights
    if nights == 1 and due - now >= 12 * HOUR:
        return "tomorrow", 1
    return ("hours", max(1, (due - now + HOUR // 2) // HOUR)) if minutes >= 60 else ("minutes", minutes)


def of_meeting(meeting: Meeting, settings: Settings, zone: str, now: int) -> list[Moment]:
    """When to remind of this meeting, from now on."""
    before = spans_of(meeting.kind, settings, local(meeting.starts_at, zone).year)
    return moments(meeting.starts_at, before, settings, zone, now)


def names() -> list[str]:
    """Whose reminders a village may set for itself."""
    return [*Kind, "tonggak"]


def too_old(at: int, now: int) -> bool:
    """Is that so long ago that what was due then need not be told to anybody?"""
    return now - at > 7 * DAY
