"""A year of meetings in three time zones, with machines that go off 500 times, for a minute or for eight days.

    python -m tests.faults.reminders --days 365 --outages 500

prints one line of JSON, exit 1 when something is wrong: every reminder that had ten minutes of a machine that is on
and a village that is awake was sent exactly once to each whom it concerned, the others were reported, and none came
at night, late with a false time, of a date that no longer holds, or to somebody who had acted. The real acts and
shelves run on a database; the judge has its own arithmetic (`reminding_judge.py`). Some commits are cut off, and some
letters are on their way when the machine goes: only those may come twice.
"""

import argparse
import json
import math
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from heapq import heappop, heappush
from pathlib import Path
from typing import Any

from actions import answer, call, prompt
from actions.found import found
from actions.fresh import READERS
from actions.invitation import KEYS, REMIND
from storage.database import connect
from storage.migrate import migrate
from storage.outbox import Pace
from storage.work import SqliteWork, transaction
from tests.faults.reminding_judge import DAY, WAKES, Date, Judge, Sent
from village.meeting import Audience, Draft, Kind, Meeting, Said, Segment
from village.people import Office, Resident, Sex, State
from village.place import Dusun
from village.refusal import Refusal

MINUTE = 60_000
DAWN = int(datetime(2026, 1, 1, tzinfo=UTC).timestamp()) // 60
ZONES = {
    "Asia/Jakarta": ("33.01.02.2003", 7),
    "Asia/Makassar": ("52.01.02.2003", 8),
    "Asia/Jayapura": ("91.01.02.2003", 9),
}
SPANS = {Kind.MUSDES: (14 * DAY, 7 * DAY, DAY, 120), Kind.MUSDUS: (7 * DAY, DAY, 120)}
SHORTEST, LONGEST = 1, 8 * DAY
AT_ONCE = Pace(private_gap=0, group_gap=0)
REACH = {
    "called": 1000, "moved": 500, "cancelled": 100, "answered comes": 1000, "answered sends": 1000,
    "answered absent": 1000, "commits cut off": 100, "letters nobody could be sure of": 100,
    "reminded": 1000, "had acted": 1000, "had its chance": 1000, "missed and reported": 100,
    "late, with the true time": 1000, "moved to the evening": 100, "a short chance": 10,
}  # fmt: skip
"""What a year has to bring about at least; a shorter time, its share. Else the run has proved nothing."""
TWINS = ("deaf", "twice", "sleepless", "forgetful")
"""Programs built wrongly: answers never arrive; what was sent waits again; knows no night; reports nothing."""


class PowerCut(Exception):
    """The machine goes in the middle of a commit."""


@dataclass
class Plan:
    days: int = 365
    outages: int = 500
    people: int = 8
    seed: int = 1
    twin: str = ""


class House:
    """One machine, one village, one zone, and the acts of its people."""

    def __init__(self, folder: Path, zone: str, plan: Plan) -> None:
        self.plan, (code, hours) = plan, ZONES[zone]
        self.rng = random.Random(f"{plan.seed} {zone}")
        self.now = DAWN
        self.base = connect(folder / f"{hours}.db")
        migrate(self.base, folder / f"{hours}.db", 0)
        self.base.execute("PRAGMA synchronous = OFF")
        self.done: Counter[str] = Counter()
        with self.work() as work:
            self.village = found(work, code, "Sumberagung", zone, [Dusun(0, "Krajan", ("01", "02"))])
            if plan.twin == "sleepless":
                for key in ("hening_mulai", "hening_selesai"):
                    work.villages.set(self.village.id, key, "00.00", "Perdes", 2026)
                self.village = work.villages.get(self.village.id)
            self.people = [self._person(work, number) for number in range(plan.people)]
        self.judge = Judge(hours, self.people)
        self.chair, self.drafter = self.people[0], self.people[1]

    def _person(self, work: SqliteWork, number: int) -> int:
        hamlet = self.village.dusun[0].id
        person = work.residents.add(
            self.village.id, f"Warga {number}", State.VERIFIED, hamlet, "01", (Sex.FEMALE, Sex.MALE)[number % 2], 1980
        )
        chat = work.chats.met(1000 + number, "private", "")
        work.accounts.bind(work.accounts.met(1000 + number, chat.id).id, person, self.village.id)
        if number < 2:
            work.roles.grant(self.village.id, person, (Office.BPD_KETUA, Office.TIM_PENYUSUN)[number], False)
        return person

    @contextmanager
    def work(self) -> Iterator[SqliteWork]:
        with transaction(self.base):
            yield SqliteWork(self.base, self.now * MINUTE)

    def live(self) -> None:
        """Through the year: what happens, and in between the program's own ticks."""
        agenda: list[tuple[int, int, Callable[[], None]]] = []
        count = iter(range(1 << 40))

        def at(minute: int, what: Callable[[], None]) -> None:
            heappush(agenda, (minute, next(count), what))

        self._outages()
        end = DAWN + self.plan.days * DAY
        for begin, last in self.judge.on:
            at(begin + 1, self._back)
            for minute in range(begin + 1, last, 60):
                at(minute, self._tick)
        for day in range(self.plan.days):
            at(DAWN + day * DAY - self.judge.hours * 60 + WAKES + 1, self._tick)
            for _ in range(self.rng.randrange(4, 28)):
                at(DAWN + day * DAY + self.rng.randrange(DAY), self._act)
        while agenda and agenda[0][0] < end:
            minute, _, what = heappop(agenda)
            if not any(begin <= minute < last for begin, last in self.judge.on):
                continue
            self.now, known = max(minute, self.now), len(self.judge.dates)
            what()
            self._tick()
            for date in self.judge.dates[known:]:
                for _, moment in self.judge.planned(date):
                    at(moment + 1, self._tick)
        with self.work() as work:
            self.judge.missed = self._reports(work)

    def _outages(self) -> None:
        """When the machine is on: cut by outages whose lengths are spread from a minute to eight days."""
        number = (self.plan.outages + self.judge.hours % len(ZONES)) // len(ZONES)
        whole = self.plan.days * DAY
        lengths = [round(math.exp(self.rng.uniform(math.log(SHORTEST), math.log(LONGEST)))) for _ in range(number)]
        while sum(lengths) > whole * 0.6:
            lengths[lengths.index(max(lengths))] = SHORTEST
        cuts = sorted(self.rng.sample(range(whole - sum(lengths)), number))
        begin, gone = 0, 0
        for cut, length in zip(cuts, lengths, strict=True):
            self.judge.on.append((DAWN + begin, DAWN + cut + gone))
            gone += length
            begin = cut + gone
            self.done[f"off for {'days' if length >= DAY else 'hours' if length >= 60 else 'minutes'}"] += 1
        self.judge.on.append((DAWN + begin, DAWN + whole))

    def _back(self) -> None:
        """The machine is on again: whatever was on its way may have arrived, and goes out once more."""
        with self.work() as work:
            work.outbox.strand()

    def _tick(self) -> None:
        cut = self.rng.random()
        try:
            with self.work() as work:
                prompt.move_on(work)
                if cut < 0.02:
                    raise PowerCut
        except PowerCut:
            self.done["commits cut off"] += 1
            with self.work() as work:
                prompt.move_on(work)
        if self.plan.twin == "twice":
            self.base.execute("UPDATE reminder SET state = 'waiting' WHERE state = 'sent'")
            self.base.execute("UPDATE outbox SET once = NULL WHERE key = 'meeting.remind'")
        self._carry(lost=cut > 0.98)

    def _carry(self, lost: bool) -> None:
        """As the courier does: claimed and filled in one commit, sent, and noted; `lost`: the machine goes before that.

        The letter had arrived all the same: it comes again when the machine is on, and nobody could have known.
        """
        with self.work() as work:
            claimed = work.outbox.claim(1000, AT_ONCE)  # of each chat one
            for each in claimed:
                self._leave(work, each.id, each.letter, lost)
            if not lost:
                work.outbox.sent([(each.id, each.id) for each in claimed])
        if lost:
            self._back()
        if claimed:
            self._carry(lost=False)

    def _leave(self, work: SqliteWork, number: int, letter: Any, lost: bool) -> None:
        told = dict(letter.facts)
        filled = READERS[letter.fresh](work, letter) if letter.fresh else letter
        if filled is None or letter.key != KEYS[REMIND]:
            return
        left = filled.facts["left"]
        key = (told["meeting"], told["version"], told["before"])
        kind = left["key"].rpartition(".")[2]
        self.judge.sent.append(Sent(self.now, *key, letter.resident, (kind, left["facts"]["n"])))
        self.judge.unsure[(*key, letter.resident)] += lost
        self.done["letters nobody could be sure of"] += lost

    def _act(self) -> None:
        acts = (*[self._call] * 4, *[self._move] * 2, self._cancel, *[self._answer] * 9)
        try:
            with self.work() as work:
                self.rng.choice(acts)(work)
        except Refusal as no:
            self.done[f"refused {no.key}"] += 1

    def _starts(self) -> int:
        """A quarter of an hour of some day ahead, sometimes so early that its reminders fall into the night."""
        day = self.rng.choice((0, 1, 2, 5, 9, 16, 25))
        hour = self.rng.choice((5, 7, 8, 9, 13, 16, 19, 20, 22))
        midnight = self.now - self.judge.local(self.now) % DAY
        return midnight + day * DAY + hour * 60 + self.rng.choice((0, 15, 30))

    def _call(self, work: SqliteWork) -> None:
        kind = self.rng.choice((Kind.MUSDES, Kind.MUSDUS))
        officer = self._somebody(work, self.chair if kind is Kind.MUSDES else self.drafter)
        dusun = self.village.dusun[0].id if kind is Kind.MUSDUS else None
        starts = self._starts()
        wanted = Draft(
            kind,
            "",
            dusun,
            (Audience(Segment.ALL),),
            f"Balai {self.rng.randrange(9)}",
            starts * MINUTE,
            topics=("Acara",),
        )
        meeting = call.call(work, officer, self.village, wanted)
        self.judge.dates.append(Date(meeting.id, 1, starts, self.now, SPANS[kind]))
        self.done["called"] += 1

    def _coming(self, work: SqliteWork) -> Meeting:
        found = [m for m in work.meetings.coming(self.village.id) if m.starts_at > work.now]
        if not found:
            raise Refusal("answer.refused.over")
        return self.rng.choice(found)

    def _date(self, meeting: Meeting) -> Date:
        return next(d for d in self.judge.dates if (d.meeting, d.version) == (meeting.id, meeting.date_version))

    def _move(self, work: SqliteWork) -> None:
        meeting, starts = self._coming(work), self._starts()
        officer = self._somebody(work, meeting.convener_id)
        was = self._date(meeting)
        now = call.move(work, officer, self.village, meeting.id, meeting.version, meeting.place, starts * MINUTE, "")
        was.until = self.now
        self.judge.dates.append(Date(meeting.id, now.date_version, starts, self.now, was.spans))
        self.done["moved"] += 1

    def _cancel(self, work: SqliteWork) -> None:
        if self.rng.random() < 0.5:
            return
        meeting = self._coming(work)
        officer = self._somebody(work, meeting.convener_id)
        call.cancel(work, officer, self.village, meeting.id, meeting.version, "")
        self._date(meeting).until = self.now
        self.done["cancelled"] += 1

    def _answer(self, work: SqliteWork) -> None:
        meeting, person = self._coming(work), self.rng.choice(self.people)
        said = self.rng.choice(tuple(Said))
        if self.plan.twin != "deaf":
            answer.say(work, self._somebody(work, person), self.village, meeting.id, said)
        self.judge.said.setdefault((meeting.id, person), []).append((self.now, said.value))
        self.done[f"answered {said}"] += 1

    def _somebody(self, work: SqliteWork, number: int) -> Resident:
        person = work.residents.get(number)
        assert person is not None
        return person

    def _reports(self, work: SqliteWork) -> list[tuple[int, int, int]]:
        if self.plan.twin == "forgetful":
            return []
        found = self.base.execute("SELECT once FROM outbox WHERE key = 'prompt.missed'").fetchall()
        parts = [row["once"].split(":") for row in found]
        return [(int(part[1]), int(part[2]), int(part[3])) for part in parts]


def run(plan: Plan, folder: Path) -> tuple[dict[str, Any], list[str]]:
    """The line of figures, and everything that was wrong."""
    begun = time.monotonic()
    done: Counter[str] = Counter()
    reached: Counter[str] = Counter()
    wrong: list[str] = []
    sent = reports = 0
    for zone in ZONES:
        house = House(folder, zone, plan)
        house.live()
        wrong += [f"{zone}: {what}" for what in house.judge.judge()]
        done += house.done
        reached += house.judge.reached
        sent += len(house.judge.sent)
        reports += len(house.judge.missed)
        house.base.close()
    share = plan.days / 365 / 2 if plan.days < 365 else 1
    met = done + reached
    wrong += [f"too seldom: {what}, {met[what]} times" for what, n in REACH.items() if met[what] < int(n * share)]
    return {
        "harness": "reminders",
        "days": plan.days,
        "zones": len(ZONES),
        "outages": sum(n for what, n in done.items() if what.startswith("off for")),
        "reminders": sent,
        "reported": reports,
        "done": dict(sorted(done.items())),
        "reached": dict(sorted(reached.items())),
        "seconds": round(time.monotonic() - begun, 1),
        "wrong": len(wrong),
        "examples": wrong[:5],
        "verdict": "red" if wrong else "green",
    }, wrong


def main() -> int:
    usual = Plan()
    parser = argparse.ArgumentParser(description="a year of meetings and their reminders")
    parser.add_argument("--days", type=int, default=usual.days)
    parser.add_argument("--outages", type=int, default=usual.outages, help="in all three zones together")
    parser.add_argument("--people", type=int, default=usual.people, help="in each village")
    parser.add_argument("--seed", type=int, default=usual.seed)
    parser.add_argument("--twin", choices=TWINS, default="", help="must be red")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        told, _ = run(Plan(given.days, given.outages, given.people, given.seed, given.twin), Path(folder))
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + os.linesep)
    return 1 if told["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
