"""News for 5,000 while Telegram throttles and fails and the machine dies: each gets it once, or is known as uncertain.

On virtual time the real bot at its real pace, against the stage with Telegram's limits on: 25 a second of 30, two
faults in a hundred calls, storms of 429 and two deaths of the process with letters under way. Residents look things
up meanwhile. At the end the phones are held against the account that the officer was given, person by person.

    python -m tests.faults.broadcast --people 5000 --seed 1

prints one line of JSON; exit 1 if somebody reachable got it never or twice, if more are uncertain than faults made
so, if a request came inside a time to wait, if it took too long or if an answer was late.
"""

import argparse
import asyncio
import logging
import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from actions import broadcast
from bot.app import App
from bot.floods import HEADER, MANY, WITHIN
from simulator.clock import Clock
from simulator.faults import Fault
from simulator.people import Person
from simulator.telegram import Telegram
from storage.database import FILE
from storage.outbox import Outbox
from storage.work import SqliteWork
from tests.faults import report
from tests.faults.clumsy import TWINS as COURIERS
from tests.faults.hours import Loop, dice
from tests.faults.virtual import House
from village.broadcast import Kind, Reach, Segment
from village.consent import current
from village.people import Office, Sex, State
from village.place import Dusun

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
NEWS = "Posyandu balita hari Kamis jam 8 pagi di balai desa"
FAULTS = (
    Fault.server_error(502),
    Fault.flood(3),
    Fault.drop_before(),
    Fault.drop_after(),
)
STORM = 4
"""Seconds, twice: whatever is written to a chat is told to wait for the rest of them."""
OFTEN = 2.0
"""Look-ups a second while it runs."""
MOST_WAIT = 1.0
"""Seconds of an answer, p95, less the time in which Telegram told everybody to wait or the machine was dead."""
PATIENCE = 3600


@dataclass(slots=True)
class Plan:
    people: int = 5000
    seed: int = 1
    faults: float = 0.02
    storms: int = 2
    kills: int = 2
    twin: str = ""
    blocked: float = 0.02
    """Of all: have blocked the bot, some before we know it, some while it runs."""
    listed: float = 0.1
    """Of all: stand on the list only."""

    @property
    def most_seconds(self) -> float:
        return 240 * self.people / 5000 if self.people > 1000 else 120


class Repeating(Outbox):
    """Sends again what may have arrived, as it does with what people wait for."""

    def unsure(self, letter_id: int, priority: Any, error: str, at: int) -> None:
        self.later(letter_id, at, error, again=True)


class Forgetting(Outbox):
    """Takes what was under way when we died for never sent."""

    def strand(self) -> int:
        return int(self.run("UPDATE outbox SET state = 'waiting' WHERE state = 'sending'").rowcount)


def _keeping(shelf: type[Outbox]) -> type[App]:
    """The bot with another outbox in every unit of work."""

    class Twin(App):
        def __init__(self, *parts: Any) -> None:
            super().__init__(*parts)
            write = self.database.write

            async def told(job: Any, refused: Any = None) -> Any:
                return await write(partial(_with, shelf, job), refused and partial(_with, shelf, refused))

            self.database.write = told  # type: ignore[method-assign]

    return Twin


def _with(shelf: type[Outbox], job: Any, work: SqliteWork, **given: Any) -> Any:
    work.outbox = shelf(work._connection, work.now)
    return job(work, **given)


TWINS: dict[str, type[App]] = {
    "repeating": _keeping(Repeating),
    "forgetting": _keeping(Forgetting),
    **{name: COURIERS[name] for name in ("hasty", "trusting")},
}


class Village:
    """People on the stage and in the database. The first is the secretary, and writes."""

    def __init__(self, tg: Telegram, plan: Plan, rng: random.Random) -> None:
        self._tg, self._plan = tg, plan
        on_telegram = round(plan.people * (1 - plan.listed))
        self.people = [tg.person(f"Warga{n:05} Rukun") for n in range(on_telegram)]
        for person in self.people:
            person.chat.started = True
        shy = rng.sample(self.people[20:], round(plan.people * plan.blocked))
        self.before, self.meanwhile = shy[: len(shy) // 2], shy[len(shy) // 2 :]
        self.never = rng.sample([p for p in self.people[20:] if p not in shy], max(1, plan.people // 500))
        for person in self.before:
            person.chat.blocked = True
        for person in self.never:
            person.chat.started = False
        self.curious = self.people[1:20]
        self.numbers: dict[int, Person] = {}
        self.listed: list[int] = []

    @property
    def secretary(self) -> Person:
        return self.people[0]

    def settle_in(self, work: SqliteWork) -> None:
        place = [Dusun(0, name, ("01", "02", "03")) for name in ("Krajan", "Ngasem")]
        village = work.villages.add("33.01.02.2003", "Sumberagung", "Asia/Jakarta", place)
        for number in range(self._plan.people):
            hamlet = village.dusun[number % 2]
            person = self.people[number] if number < len(self.people) else None
            state = State.VERIFIED if person else State.LISTED
            name = person.name if person else f"Tanpa{number:05} Telepon"
            home = (hamlet.id, hamlet.rts[number % 3], Sex.FEMALE if number % 2 else Sex.MALE, 1950 + number % 50)
            someone = work.residents.add(village.id, name, state, *home)
            if person is None:
                self.listed.append(someone)
                continue
            self.numbers[someone] = person
            chat = work.chats.met(person.id, "private", "")
            account = work.accounts.met(person.id, chat.id)
            work.accounts.bind(account.id, someone, village.id)
            work.consents.agree(someone, village.id, current(work.now))
            if person is self.secretary:
                work.roles.grant(village.id, someone, Office.PEMDES, provisional=False)

    def send(self, work: SqliteWork) -> int:
        village = work.villages.all()[0]
        chat = work.chats.met(self.secretary.id, "private", "")
        officer = work.residents.get(work.accounts.met(self.secretary.id, chat.id).resident)
        assert officer is not None
        return broadcast.send(work, officer, village, NEWS, Segment(Kind.ALL), chat.id).id


class Ear:
    """What came to whom, and how long an answer took."""

    def __init__(self, tg: Telegram) -> None:
        self._tg = tg
        self.copies: Counter[int] = Counter()
        self.asked: dict[int, float] = {}
        self.waits: list[tuple[float, float]] = []
        """When an answer was asked for, and when it was there."""
        self.refused: Counter[str] = Counter()
        self.shut: list[tuple[float, float]] = []
        """When everybody was told to wait."""
        self._lately: dict[object, float] = {}
        self.last = 0.0
        tg.on_answer.append(self._hear)

    def _hear(self, method: str, given: dict[str, Any], answer: dict[str, Any]) -> None:
        if not answer["ok"]:
            if answer.get("error_code") == 429:
                self.refused[method] += 1
                self._told_to_wait(given.get("chat_id"), answer["parameters"]["retry_after"])
            return
        if method != "sendMessage":
            return
        message = answer["result"]
        now, chat = self._tg.clock.seconds(), message["chat"]["id"]
        if message["text"].startswith("⟦cast.letter⟧"):
            self.copies[chat] += 1
            self.last = now
        elif chat in self.asked:
            self.waits.append((self.asked.pop(chat), now))

    def _told_to_wait(self, chat: object, seconds: int) -> None:
        """Three chats within five seconds mean everybody; and a second more, since Telegram's `Date` has no parts."""
        now = self._tg.clock.seconds()
        self._lately = {c: at for c, at in self._lately.items() if now - at < WITHIN} | {chat: now}
        if len(self._lately) >= MANY:
            self.shut.append((now, now + seconds + HEADER / 1000))

    def p95(self, shut: Sequence[tuple[float, float]] = ()) -> float:
        """Of the waits, less the time in which nothing could be answered."""
        gaps: list[tuple[float, float]] = []
        for begin, end in sorted(shut):
            if gaps and begin <= gaps[-1][1]:
                gaps[-1] = (gaps[-1][0], max(end, gaps[-1][1]))
            else:
                gaps.append((begin, end))
        waits = sorted(end - begin - sum(max(0.0, min(end, b) - max(begin, a)) for a, b in gaps)
                       for begin, end in self.waits)  # fmt: skip
        return waits[int(len(waits) * 0.95)] if waits else 0.0


class Run:
    def __init__(self, plan: Plan, folder: Path) -> None:
        self._plan = plan
        self._rng = random.Random(plan.seed)
        self.tg = Telegram(Clock(NOON, asyncio.get_running_loop().time))
        self.village = Village(self.tg, plan, self._rng)
        self.house = House(self.tg, folder, random.Random(plan.seed + 1), TWINS.get(plan.twin, App))
        self.under_way = 0
        """Letters of the news under way when the process died: nobody could know what became of them."""
        self.begun = self.closed = 0.0

    async def live(self) -> None:
        loop = asyncio.get_running_loop()
        await self.house.start()
        await self.house.app.database.write(self.village.settle_in)
        self.ear = Ear(self.tg)
        self.tg.faults.rng.seed(self._plan.seed)
        self.begun = self.tg.clock.seconds()
        self._disturb()
        await self.house.app.database.write(self.village.send)
        self.house.app.courier.kick()
        curious = loop.create_task(self._ask())
        for number in range(self._plan.kills):
            await self._until((number + 1) / (self._plan.kills + 1))
            self.under_way += await self.house.app.database.write(_sending)
            await self._die()
        await self._until(0.5)
        for person in self.village.meanwhile:
            person.chat.blocked = True
        while not await self.house.app.database.write(_settled):
            if self.tg.clock.seconds() - self.begun > PATIENCE:
                self.house.wrong.append("it never comes to its end")
                break
            await asyncio.sleep(1)
        self.closed = self.tg.clock.seconds()
        curious.cancel()
        await asyncio.sleep(10)
        await self.house.stop()

    def _disturb(self) -> None:
        """Two in a hundred calls fail; storms tell every chat for some seconds to wait."""
        faults, rng = self.tg.faults, self._rng
        for number in range(self._plan.storms):
            start = (number + 0.6) * self._plan.people / 25 / (self._plan.storms + 0.5)
            faults.storm(start, start + STORM)

        def order(method: str, given: dict[str, Any]) -> Fault | None:
            if method == "getUpdates" or rng.random() >= self._plan.faults or self.closed:
                return None
            return rng.choice(FAULTS)

        faults.append(order)

    async def _until(self, share: float) -> None:
        """Until so much of the news has arrived."""
        goal = share * len(self.village.people)
        for _ in range(20 * PATIENCE):
            if len(self.ear.copies) >= goal:
                return
            await asyncio.sleep(0.05)

    async def _die(self) -> None:
        """The power goes while the disk is at work: stricter than kill -9. Three seconds later it is on again."""
        house = self.house
        house.drive.cut_after = self._rng.randint(1, 20)
        await house.power.off.wait()
        begun = self.tg.clock.seconds()
        house._left = house.drive.left
        await house.stop()
        await asyncio.sleep(3)
        await house.start()
        house.outages.append((begun, self.tg.clock.seconds()))

    async def _ask(self) -> None:
        """The curious look something up, and wait for its answer before they ask again."""
        while True:
            await asyncio.sleep(self._rng.expovariate(OFTEN))
            person = self._rng.choice(self.village.curious)
            if person.id not in self.ear.asked:
                self.ear.asked[person.id] = self.tg.clock.seconds()
                person.say("/jadwal")

    # the judge

    def judge(self) -> dict[str, Any]:
        wrong = list(self.house.wrong)
        with closing(sqlite3.connect(self.house.data / FILE)) as base:
            reach = dict(base.execute("SELECT resident_id, reach FROM broadcast_person").fetchall())
        told = Counter(reach.values())
        wrong += [f"{who} stands in no class" for who, each in reach.items() if not each]
        if len(reach) != self._plan.people:
            wrong.append(f"{len(reach)} people are accounted for, of {self._plan.people}")
        gone = {p.id for p in (*self.village.before, *self.village.never)}
        for someone, person in self.village.numbers.items():
            wrong += self._one(person, reach.get(someone, ""), gone)
        wrong += [f"{who} has no Telegram and is {reach[who]}" for who in self.village.listed
                  if reach.get(who) != Reach.NO_TELEGRAM]  # fmt: skip
        struck = [s for s in self.tg.faults.log if s.fault.ambiguous and s.method == "sendMessage"]
        ambiguous = len(struck) + self.under_way
        if told[Reach.UNSURE] > ambiguous:
            wrong.append(f"{told[Reach.UNSURE]} are uncertain after {ambiguous} ambiguous faults")
        wrong += [f"asked too often: {what}" for what in self.tg.faults.violations]
        seconds = self.ear.last - self.begun
        if seconds > self._plan.most_seconds:
            wrong.append(f"it took {seconds:.0f} s")
        late = self.ear.p95([*self.ear.shut, *self.house.outages])
        if late > MOST_WAIT:
            wrong.append(f"answers took {late:.2f} s (p95)")
        return {
            "wrong": wrong, "classes": dict(sorted(told.items())), "ambiguous": ambiguous,
            "faults": dict(self.tg.faults.counted()), "virtual_seconds": round(seconds, 1),
            "answers": len(self.ear.waits), "answers_p95": round(late, 2),
            "answers_p95_with_storms_and_deaths": round(self.ear.p95(), 2),
            "refused_429": dict(self.ear.refused),
        }  # fmt: skip

    def _one(self, person: Person, reach: str, gone: set[int]) -> list[str]:
        copies = self.ear.copies[person.id]
        if copies > 1:
            return [f"{person.name} got it {copies} times"]
        if reach == Reach.DELIVERED and not copies:
            return [f"{person.name} is told of as reached, and was not"]
        if reach in (Reach.BLOCKED, Reach.NEVER) and copies:
            return [f"{person.name} got it and is {reach}"]
        if reach in (Reach.DELIVERED, Reach.UNSURE):
            return []
        if person in self.village.never:
            return [] if reach == Reach.NEVER else [f"{person.name} never opened us and is {reach}"]
        if person.chat.blocked:
            return [] if reach == Reach.BLOCKED else [f"{person.name} blocked us and is {reach}"]
        return [f"{person.name} could be reached and is {reach or 'forgotten'}"]


def _sending(work: SqliteWork) -> int:
    sql = "SELECT COUNT(*) AS n FROM outbox WHERE broadcast_id = 1 AND state = 'sending'"
    return int(work.outbox.one(sql)["n"])


def _settled(work: SqliteWork) -> bool:
    sent = work.broadcasts.get(1)
    return sent is not None and sent.settled


def run(plan: Plan, folder: Path) -> dict[str, Any]:
    begun = time.monotonic()
    logging.getLogger("bot").propagate = False
    try:
        with dice(plan.seed), asyncio.Runner(loop_factory=Loop) as runner:
            runs: list[Run] = []

            async def live() -> None:
                runs.append(Run(plan, folder))
                await runs[0].live()

            runner.run(live())
    finally:
        logging.getLogger("bot").propagate = True
    return runs[0].judge() | {"seconds": time.monotonic() - begun}


def main() -> int:
    usual = Plan()
    parser = argparse.ArgumentParser(description="one broadcast to a village under faults, storms and deaths")
    parser.add_argument("--people", type=int, default=usual.people)
    parser.add_argument("--seed", type=int, default=usual.seed)
    parser.add_argument("--twin", choices=list(TWINS), default="", help="built wrongly; must be red")
    given = parser.parse_args()
    plan = Plan(given.people, given.seed, twin=given.twin)
    with tempfile.TemporaryDirectory() as folder:
        told = run(plan, Path(folder))
    seconds, wrong = told.pop("seconds"), told.pop("wrong")
    return report.close(report.line("broadcast", seconds, wrong, people=plan.people, kills=plan.kills, **told))


if __name__ == "__main__":
    sys.exit(main())
