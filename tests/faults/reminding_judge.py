"""Reminders as the rule reads, worked out minute by minute by whoever has not seen the program: its judge.

All moments are whole minutes UTC. A village sleeps from 20.30 to 06.00; what falls into the night comes at 20.00.
"""

from collections import Counter
from dataclasses import dataclass, field

DAY = 1440
SLEEPS, WAKES, EVENING = 20 * 60 + 30, 6 * 60, 20 * 60
ENOUGH = 10
"""Minutes of being on and awake from which on a reminder has to go out."""
ASKING = 2 * DAY
NEVER = 1 << 60


@dataclass
class Date:
    """One date of one meeting, in force from `since` until `until`."""

    meeting: int
    version: int
    starts: int
    since: int
    spans: tuple[int, ...]
    until: int = NEVER


@dataclass(frozen=True)
class Sent:
    at: int
    meeting: int
    version: int
    before: int
    person: int
    left: tuple[str, int]


@dataclass
class Judge:
    """`hours`: what the village's clock is ahead of UTC."""

    hours: int
    people: list[int]
    dates: list[Date] = field(default_factory=list)
    said: dict[tuple[int, int], list[tuple[int, str]]] = field(default_factory=dict)
    """(meeting, person) → what they answered, and when."""
    on: list[tuple[int, int]] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    missed: list[tuple[int, int, int]] = field(default_factory=list)
    """(meeting, version, before) that was reported to whoever called it."""
    unsure: Counter[tuple[int, int, int, int]] = field(default_factory=Counter)
    """How often nobody could know whether that letter had arrived."""
    reached: Counter[str] = field(default_factory=Counter)

    def local(self, minute: int) -> int:
        return minute + self.hours * 60

    def asleep(self, minute: int) -> bool:
        clock = self.local(minute) % DAY
        return clock >= SLEEPS or clock < WAKES

    def planned(self, date: Date) -> list[tuple[int, int]]:
        """(minutes before, moment), the earliest first."""
        found: dict[int, int] = {}
        for before in sorted(date.spans, reverse=True):
            at = date.starts - before
            if self.asleep(at):
                midnight = at - self.local(at) % DAY
                at = midnight + EVENING - (DAY if self.local(at) % DAY < WAKES else 0)
                self.reached["moved to the evening"] += 1
            if date.since < at < date.starts:
                found[at] = before
        return [(found[at], at) for at in sorted(found)]

    def concerned(self, meeting: int, person: int, before: int, minute: int) -> bool:
        words = [what for at, what in self.said.get((meeting, person), ()) if at <= minute]
        return not words or (before < ASKING and words[-1] != "absent")

    def steady(self, meeting: int, person: int, first: int, last: int) -> bool:
        """Did this person answer nothing between the two?"""
        return not any(first < at <= last for at, _ in self.said.get((meeting, person), ()))

    def left(self, starts: int, minute: int) -> tuple[str, int]:
        nights = self.local(starts) // DAY - self.local(minute) // DAY
        rest = starts - minute
        if nights > 1:
            return "days", nights
        if nights == 1 and rest >= DAY // 2:
            return "tomorrow", 1
        return ("hours", max(1, (rest + 30) // 60)) if rest >= 60 else ("minutes", rest)

    def awake_and_on(self, first: int, last: int) -> int:
        return sum(
            not self.asleep(minute)
            for begin, end in self.on
            if begin < last and end > first
            for minute in range(max(begin, first), min(end, last))
        )

    def judge(self) -> list[str]:
        """What was wrong, a sentence each."""
        wrong = [word for date in self.dates for word in self._date(date)]
        known = {(d.meeting, d.version, before) for d in self.dates for before, _ in self.planned(d)}
        wrong += [f"a reminder nobody planned: {s}" for s in self.sent if (s.meeting, s.version, s.before) not in known]
        return wrong + [f"reported though not planned: {m}" for m in self.missed if m not in known]

    def _date(self, date: Date) -> list[str]:
        wrong: list[str] = []
        plan = self.planned(date)
        for number, (before, at) in enumerate(plan):
            end = plan[number + 1][1] if number + 1 < len(plan) else date.starts
            wrong += self._reminder(date, before, at, end)
        return wrong

    def _reminder(self, date: Date, before: int, at: int, end: int) -> list[str]:
        key = (date.meeting, date.version, before)
        sent = [s for s in self.sent if (s.meeting, s.version, s.before) == key]
        wrong = [f"{what}: {s}" for s in sent for what in self._one(date, at, s)]
        many = Counter(s.person for s in sent)
        wrong += [f"{n} times to {p}: {key}" for p, n in many.items() if n > 1 + self.unsure[(*key, p)]]
        live = min(end, date.until)
        chance = self.awake_and_on(at, live) if live > at else 0
        reports = self.missed.count(key)
        if reports > 1:
            wrong.append(f"reported {reports} times: {key}")
        if chance >= ENOUGH:
            self.reached["had its chance"] += 1
            for person in self.people:
                if self.steady(date.meeting, person, at, live) and self.concerned(date.meeting, person, before, at):
                    self.reached["reminded"] += 1
                    if not many[person]:
                        wrong.append(f"{person} was not reminded: {key}, {chance} minutes")
                elif self.steady(date.meeting, person, at, live):
                    self.reached["had acted"] += 1
            if reports:
                wrong.append(f"reported as missed though it was sent: {key}")
        elif chance:
            self.reached["a short chance"] += 1
        elif live > at:
            wrong += self._unseen(date, key, end, len(sent), reports)
        return wrong

    def _unseen(self, date: Date, key: tuple[int, int, int], end: int, sent: int, reports: int) -> list[str]:
        """It had no minute: nothing is sent, and whoever called the meeting hears so once the machine is on."""
        back = next((max(begin, end) for begin, last in self.on if last > end + 2), NEVER)
        wrong = [f"sent though its time was over: {key}"] if sent else []
        if back < NEVER and date.until > back + 2:
            self.reached["missed and reported"] += 1
            if not reports:
                wrong.append(f"neither sent nor reported: {key}")
        return wrong

    def _one(self, date: Date, at: int, sent: Sent) -> list[str]:
        """What happened in the very same minute may have come just after it."""
        wrong = []
        if self.asleep(sent.at):
            wrong.append("at night")
        if not at <= sent.at < date.starts:
            wrong.append("out of its time")
        if sent.at > date.until:
            wrong.append("of a date that no longer holds")
        if not any(self.concerned(sent.meeting, sent.person, sent.before, sent.at - early) for early in (0, 1)):
            wrong.append("to somebody who has acted")
        if sent.left != self.left(date.starts, sent.at):
            wrong.append(f"not the true time, {self.left(date.starts, sent.at)}")
        if sent.at - at > ENOUGH:
            self.reached["late, with the true time"] += 1
        return wrong
