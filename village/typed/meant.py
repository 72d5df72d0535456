"""What the pieces of a moment add up to: the day and the hour that somebody means."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from village.typed.almanac import DAYS, HOURS_OF, PART_OF_DAY, USUAL, market_day, month_after


@dataclass(frozen=True, slots=True)
class Typed:
    """A moment as somebody typed it, and how much of it they really said."""

    at: datetime
    """In UTC."""
    date_given: bool
    time_given: bool
    half_guessed: bool = False
    """The hour was said but not whether morning or evening: "jam 8"."""


class Unclear(ValueError):
    """Two answers, or none, for the same question."""


class Meant:
    """Day, weekday, part of the day and hour, each said once at most; `result` is the first moment that fits all."""

    def __init__(self, now: datetime, zone: tzinfo, allow_past: bool) -> None:
        self.allow_past = allow_past
        self.zone = zone
        self.utc = now
        self.now = now.astimezone(zone)
        self.today = self.now.date()
        self.day: date | None = None
        self.weekday: int | None = None
        self.market: int | None = None
        self.next_week = self.this_week = self.last_week = False
        self.date_given = True
        self.part: str | None = None
        self.clock: time | None = None
        self.half_guessed = False

    def set_day(self, day: date) -> None:
        if self.day is not None and self.day != day:
            raise Unclear
        self.day = day

    def set_weekday(self, name: str) -> None:
        self.weekday = DAYS.index(name)

    def set_part(self, part: str) -> None:
        if self.part not in (None, part):
            raise Unclear
        self.part = part

    def set_clock(self, clock: time) -> None:
        if self.clock is not None:
            raise Unclear
        self.clock = clock

    def set_hour(self, hour: int, minute: int, sure: bool = False) -> None:
        self.set_clock(time(hour, minute))
        self.half_guessed = not sure and 1 <= hour <= 11

    def result(self) -> Typed | None:
        if self.day is None and self.weekday is None and self.clock is None:
            return None
        time_given = self.clock is not None
        clocks = list(self.clocks())
        for day in self.days():
            for clock, next_morning in clocks:
                local = datetime.combine(day + timedelta(days=next_morning), clock, self.zone)
                at = local.astimezone(UTC)
                if at > self.utc or self.allow_past:
                    date_given = self.date_given and (self.day is not None or self.weekday is not None)
                    return Typed(at, date_given, time_given, time_given and self.half_guessed)
        return None

    def days(self) -> Iterator[date]:
        """The days it may be, nearest first."""
        if self.day is not None:
            if self.weekday is not None and self.day.weekday() != self.weekday:
                return  # "Senin, 7 Juli 2026" is a Tuesday: a slip to be asked about
            if self.market is None or market_day(self.day) == self.market:
                yield self.day
            return
        if self.weekday is None:
            yield self.today
            yield self.today + timedelta(days=1)
            return
        monday = self.today - timedelta(days=self.today.weekday())
        if self.next_week or self.this_week:
            yield monday + timedelta(days=self.weekday + 7 * self.next_week)
            return
        if self.last_week:
            yield self.today - timedelta(days=(self.today.weekday() - self.weekday - 1) % 7 + 1)
            return
        first = self.today + timedelta(days=(self.weekday - self.today.weekday()) % 7)
        for weeks in range(6):
            day = first + timedelta(weeks=weeks)
            if self.market is None or market_day(day) == self.market:
                yield day

    def clocks(self) -> Iterator[tuple[time, bool]]:
        """The hours it may be, likeliest first, and whether they fall on the next morning."""
        if self.clock is None:
            yield PART_OF_DAY[self.part] if self.part else USUAL, False
            if self.part is None and self.day == self.today:
                yield PART_OF_DAY["malam"], False
        elif self.part is not None:
            yield from self.clock_in_part(self.clock, self.part)
        elif not self.half_guessed:
            yield self.clock, False
        elif 1 <= self.clock.hour <= 6:
            yield self.clock.replace(hour=self.clock.hour + 12), False
        else:
            yield self.clock, False
            yield self.clock.replace(hour=self.clock.hour + 12), False  # the morning is over: this evening

    def clock_in_part(self, clock: time, part: str) -> Iterator[tuple[time, bool]]:
        hour = clock.hour
        self.half_guessed = False
        known = HOURS_OF[part]
        if hour in known:
            yield clock, False
        elif hour + 12 in known:
            yield clock.replace(hour=hour + 12), False
        elif part == "malam" and (hour < 4 or hour == 12):
            yield clock.replace(hour=hour % 12), True  # past midnight, but people still call it that night

    def coming(self, day: int, month: int | None) -> date:
        """The next such day, today included; a month that lacks it is passed over."""
        start = self.today
        for _ in range(24):
            if month in (None, start.month):
                with suppress(ValueError):
                    found = start.replace(day=day)
                    if found >= self.today:
                        return found
            start = month_after(start)
        raise Unclear

    def after(self, many: int, unit: str) -> date:
        if unit == "hari":
            return self.today + timedelta(days=many)
        if unit != "bulan":
            return self.today + timedelta(weeks=many)
        month = self.today
        for _ in range(many):
            month = month_after(month)
        return month.replace(day=self.today.day)

    def whole_year(self, said: str) -> int:
        found = int(said) if len(said) == 4 else self.today.year // 100 * 100 + int(said)
        if not 1900 <= found <= 2199 or (len(said) == 2 and not self.allow_past and found > self.today.year + 10):
            raise Unclear
        return found
