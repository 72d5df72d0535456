"""Three days in a minute or two: the real bot, three villages and their Telegram in one process on virtual time.

Two power cuts a day in the middle of a commit, two faults in a hundred calls, clocks that are wrong at the start,
a group that becomes a supergroup, people who block the bot. At the end everything that anybody was told is held
against the database, and every letter against the phones.

    python -m tests.faults.virtual --hours 72 --seed 1

prints one line of JSON; exit 1 if anything was lost, doubled, late or never settled. The same seed gives the same
counts.
"""

import argparse
import asyncio
import contextlib
import json
import logging
import os
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from bot.app import App
from bot.courier import Courier
from bot.settings import Settings
from locales.texts import Texts
from simulator.clock import Clock
from simulator.faults import Fault
from simulator.telegram import Telegram
from storage.database import FILE
from storage.work import SqliteWork
from tests import boxes
from tests.faults.hours import Drive, Loop, Power, dice, ground, laid
from tests.faults.ledger import Ledger
from tests.faults.months import Life
from tests.faults.villages import built, settle_in

DAWN = datetime(2026, 3, 1, 22, 0, tzinfo=UTC)
CALM = 1800
FAULTS = (
    Fault.status(502, "Bad Gateway"),
    Fault.status(429, "Too Many Requests: retry after 3", retry_after=3),
    Fault.drop_before(),
    Fault.drop_after(),
)
WRONG_CLOCKS = (lambda: 1_000_000_000.0, lambda: DAWN.timestamp() + 40 * 86_400)


@dataclass(slots=True)
class Plan:
    hours: float = 72
    seed: int = 1
    villages: int = 3
    residents: int = 300
    """In each village."""
    per_hour: float = 60
    """Acts of a village in a middling hour."""
    faults: float = 0.02
    cuts_a_day: float = 2
    twin: str = ""


class Forgetful(App):
    """A bot that begins each day with an empty desk: letters that waited are thrown away."""

    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        self.courier._begin = self._swept  # type: ignore[method-assign]

    def _swept(self, work: SqliteWork) -> int:
        work.outbox.run(
            "UPDATE outbox SET state = 'gone', settled_at = :now WHERE state IN ('waiting', 'sending')", now=work.now
        )
        return Courier._begin(self.courier, work)


TWINS: dict[str, type[App]] = {"": App, "forgetful": Forgetful}


class House:
    """The machine in the village office: it is switched on, loses its power, and is switched on again."""

    def __init__(self, tg: Telegram, folder: Path, rng: random.Random, app: type[App]) -> None:
        self._tg, self._folder, self._rng, self._app = tg, folder, rng, app
        self._texts = Texts.load().with_pseudo().speaking("qps")
        self._stack = contextlib.AsyncExitStack()
        self._left: dict[str, bytes] = {}
        self._key: bytes | None = None
        self._starts = 0
        self.outages: list[tuple[float, float]] = []
        self.wrong: list[str] = []

    @property
    def data(self) -> Path:
        return self._folder / f"data-{self._starts}"

    async def start(self) -> None:
        clock = self._tg.clock.seconds
        machine = clock if self._starts in (0, 3) else WRONG_CLOCKS[self._starts % 2]
        before = self.data
        self._starts += 1
        laid(self.data, self._left, self._key)
        boxes.copy(before, self.data)  # their own power cuts are those of tests/faults/boxes.py
        self.power = Power()
        self.drive = Drive(self.data, self._left, self.power, self._rng)
        self._stack = contextlib.AsyncExitStack()
        settings = Settings(token=self._tg.token, api_url="http://127.0.0.1", data=self.data)
        stands = ground(self._tg, self.power, self.drive, machine)
        self.app = await self._stack.enter_async_context(self._app.open(settings, self._texts, ground=stands))
        self._key = (self.data / "kunci-tombol").read_bytes()
        self._watch = asyncio.get_running_loop().create_task(self._watched(self.app, self.power))

    async def _watched(self, app: App, power: Power) -> None:
        try:
            await app.wait()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what the run reports
            if power.on:
                self.wrong.append(f"the bot stopped: {type(error).__name__}: {error}")

    async def fail(self) -> None:
        """The power goes in the middle of what the disk is just doing, and comes back after a while."""
        self.drive.cut_after = self._rng.randint(1, 60)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(600):
                await self.power.off.wait()
        if self.power.on:
            self.drive.cut()
        begun = self._tg.clock.seconds()
        self._left = self.drive.left
        await self.stop()
        await asyncio.sleep(self._rng.choice((5, 40, 300, 1500)))
        await self.start()
        self.outages.append((begun, self._tg.clock.seconds()))

    async def stop(self) -> None:
        self._watch.cancel()
        await self._stack.aclose()


async def live(plan: Plan, folder: Path) -> tuple[Life, House]:
    loop = asyncio.get_running_loop()
    rng = random.Random(plan.seed)
    tg = Telegram(Clock(DAWN, loop.time))
    life = Life(tg, built(tg, plan.villages, plan.residents), rng, plan.per_hour)
    house = House(tg, folder, random.Random(plan.seed + 1), TWINS[plan.twin])
    await house.start()
    await house.app.database.write(partial(settle_in, life.villages))
    trouble = random.Random(plan.seed + 2)
    given: Counter[str] = Counter()

    def order(method: str, facts: dict[str, Any]) -> Fault | None:
        if trouble.random() >= plan.faults or loop.time() > until:
            return None
        number = trouble.randrange(len(FAULTS))
        given[("502", "429", "cut before", "cut after")[number]] += 1
        return FAULTS[number]

    until = loop.time() + plan.hours * 3600
    tg.faults.append(order)
    acts = [loop.create_task(life.village(place, until)) for place in life.villages]
    acts += [loop.create_task(life.polls(place, until)) for place in life.villages]
    acts += [loop.create_task(life.vouching(place, until)) for place in life.villages]
    acts.append(loop.create_task(_migrate(life, plan.hours * 3600 * 0.4)))
    cuts = round(plan.hours / 24 * plan.cuts_a_day)
    for number in range(cuts):
        at = (number + rng.random()) * plan.hours * 3600 / cuts
        await asyncio.sleep(max(1.0, at - loop.time()))
        if number % 2 == 0:
            await _crowd(life)
        await house.fail()
    await asyncio.sleep(max(0.0, until - loop.time()))
    await life.finish()
    await _calm(tg, house)
    for act in acts:
        act.cancel()
    await asyncio.gather(*acts, return_exceptions=True)
    await house.stop()
    life.faults = given
    return life, house


async def _crowd(life: Life) -> None:
    """Until ballots or results go out: the worst moment for a power cut."""
    life.crowd.clear()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(12 * 3600):
            await life.crowd.wait()


async def _migrate(life: Life, after: float) -> None:
    await asyncio.sleep(after)
    life.villages[0].group.migrate()


async def _calm(tg: Telegram, house: House) -> None:
    """Until nothing is under way, and what waits for the morning has had its morning."""
    for _ in range(CALM):
        if not tg.updates.pending() and await house.app.settled():
            due = await house.app.database.write(lambda work: work.outbox.next_due())
            if due is None:
                return
            await asyncio.sleep(max(1.0, due / 1000 - tg.clock.seconds()))
        await asyncio.sleep(1)
    house.wrong.append("the bot does not come to rest")


class _Complaints(logging.Handler):
    """What the bot itself calls an error is one."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


def run(plan: Plan, folder: Path) -> dict[str, Any]:
    """Live, judge, and say what came of it."""
    begun, worked, memory = time.monotonic(), time.process_time(), _memory()
    complaints = _Complaints()
    logger = logging.getLogger("bot")
    logger.addHandler(complaints)
    logger.propagate = False
    try:
        with dice(plan.seed), asyncio.Runner(loop_factory=Loop) as runner:
            life, house = runner.run(live(plan, folder))
            virtual = runner.get_loop().time()
    finally:
        logger.removeHandler(complaints)
        logger.propagate = True
    ledger = Ledger(life, house.data / FILE, house.outages)
    found = ledger.judge()
    found["wrong"] += house.wrong + life.unanswered + complaints.said
    seconds = time.monotonic() - begun
    wrong = sum(map(len, found.values()))
    return {
        "harness": "virtual",
        "seed": plan.seed,
        "hours": plan.hours,
        "villages": plan.villages,
        "residents": plan.villages * plan.residents,
        "updates": len(life.updates),
        **ledger.counts,
        "done": dict(life.done),
        "polls": life.polls_opened,
        "power_cuts": len(house.outages),
        "api_faults": dict(life.faults),
        "lost": len(found["lost"]),
        "doubled": len(found["doubled"]),
        "late": len(found["late"]),
        "memory_grew_megabytes": round(_memory() - memory, 1),
        "database_megabytes": round((house.data / FILE).stat().st_size / 1e6, 2),
        "seconds": round(seconds, 1),
        "processor_seconds": round(time.process_time() - worked, 1),
        "times_faster": round(virtual / seconds),
        "wrong": wrong,
        "examples": [f"{kind}: {each}" for kind, sentences in found.items() for each in sentences[:3]],
        "verdict": "red" if wrong else "green",
    }


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    usual = Plan()
    parser = argparse.ArgumentParser(description="days of village life on virtual time")
    parser.add_argument("--hours", type=float, default=usual.hours)
    parser.add_argument("--seed", type=int, default=usual.seed)
    parser.add_argument("--villages", type=int, default=usual.villages)
    parser.add_argument("--residents", type=int, default=usual.residents, help="in each village")
    parser.add_argument("--per-hour", type=float, default=usual.per_hour, help="acts of a village in an hour")
    parser.add_argument("--twin", choices=[name for name in TWINS if name], default="", help="must be red")
    given = parser.parse_args()
    plan = Plan(given.hours, given.seed, given.villages, given.residents, given.per_hour, twin=given.twin)
    with tempfile.TemporaryDirectory() as folder:
        told = run(plan, Path(folder))
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + os.linesep)
    return 1 if told["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
