"""A meeting as a file for the phone's calendar (iCalendar, RFC 5545)."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def calendar(
    uid: str, sequence: int, cancelled: bool, title: str, place: str, about: str, zone: str, starts: int, ends: int,
    stamp: int,
) -> bytes:  # fmt: skip
    """Moments in UTC milliseconds; `stamp`: when it was last changed.

    The same uid with a higher sequence takes the place of what the phone has; cancelled takes it out.
    """
    from icalendar import Calendar, Event  # a fifth of a second, for whoever asks for the first file

    clock = ZoneInfo(zone)
    event = Event()
    event.add("uid", uid)
    event.add("sequence", sequence)
    event.add("dtstamp", datetime.fromtimestamp(stamp / 1000, UTC).replace(microsecond=0))
    event.add("dtstart", datetime.fromtimestamp(starts / 1000, clock))
    event.add("dtend", datetime.fromtimestamp(ends / 1000, clock))
    event.add("summary", title)
    event.add("location", place)
    event.add("description", about)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    whole = Calendar()
    whole.add("prodid", "-//Rembuk//ID")
    whole.add("version", "2.0")
    whole.add("method", "CANCEL" if cancelled else "PUBLISH")
    whole.add_component(event)
    whole.add_missing_timezones()
    return bytes(whole.to_ical())
