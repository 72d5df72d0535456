"""Kill -9 of the real bot under load: nothing that was acknowledged may be lost, and nothing may count twice.

The bot runs as a process of its own against the stage, at its real pace. Residents tap on ballots, propose, look
things up and join, whether it is up or not. It is killed with work in flight and started again at once. At each kill
a copy of its files, and at the end the files themselves, are held against what people and Telegram were told.

    python -m tests.faults.kill --kills 20 --actions 10000

prints one line of JSON; exit 1 if anything was lost or doubled.
"""

import argparse
import asyncio
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from locales.texts import Texts
from simulator.people import Person
from simulator.presses import Press
from simulator.telegram import Telegram
from storage.book import Book
from storage.database import FILE
from tests import boxes
from tests.faults import report
from tests.faults.village import peopled, voting
from tests.play import Play
from tests.village_life import LINK
from village.book import first_wrong

ROOT = Path(__file__).resolve().parent.parent.parent
BOT = ("-m", "bot", "run")
MOST_PICKS = 3
PROPOSALS_EACH = 2
PATIENCE = 60.0
SENDS = ", kirim"
"""Stands on the button that sends a proposal, whether another one is like it or not."""
BURST = 40
"""So many may act in the same moment: a call in the group makes everybody look at the phone."""
Picks = frozenset[int]


@dataclass(slots=True)
class Tap:
    """A press on a ballot: `seq` is the update that told the bot."""

    update: int
    option: int
    into: bool
    press: Press


@dataclass(slots=True)
class Plan:
    residents: int = 50
    rate: float = 40.0
    kills: int = 4
    actions: int = 400
    seed: int = 1
    bot: Sequence[str] = BOT
    until_red: bool = False
    """End with the first kill that lost something: enough for a twin."""


@dataclass
class Figures:
    """What the run came to. `lost` and `doubled` are sentences, so that a red run says what happened."""

    residents: int = 0
    rate: float = 0.0
    seconds: float = 0.0
    kills: int = 0
    updates: int = 0
    acknowledged: dict[str, int] = field(default_factory=dict)
    in_flight: list[dict[str, int]] = field(default_factory=list)
    marked_copies: int = 0
    refused_by_stage: dict[str, int] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        return not (self.lost or self.doubled or self.wrong)

    def line(self) -> str:
        flights = {
            key: {"least": min(f[key] for f in self.in_flight), "most": max(f[key] for f in self.in_flight)}
            for key in (self.in_flight[0] if self.in_flight else {})
        }
        return report.line(
            "kill",
            self.seconds,
            self.lost + self.doubled + self.wrong,
            residents=self.residents,
            updates_per_second=round(self.rate, 1),
            kills=self.kills,
            updates=self.updates,
            acknowledged=sum(self.acknowledged.values()),
            acknowledged_by_kind=self.acknowledged,
            in_flight_at_kills=flights,
            copies_marked_kirim_ulang=self.marked_copies,
            refused_by_stage=self.refused_by_stage,
            lost=len(set(self.lost)),
            doubled=len(set(self.doubled)),
        )


class Residents:
    """Who acts, and what they were told. Everything the stage heard from the bot passes through `hear`."""

    def __init__(self, tg: Telegram, people: list[Person], rng: random.Random, rate: float) -> None:
        texts = Texts.load()
        self._say = {
            key: texts.plain(key, {}, limit=60)
            for key in ("button.yes_proposal", "button.whole_village", "benefit.semua", "button.yes_send", "sex.p")
        }
        self._kept = texts.plain("vote.toast.kept", {})
        self.mark = texts.plain("talk.sent_again", {})
        self._asked_to_join = texts.plain("join.asked", {"village": "Sumberagung"}, limit=4096)[:20]
        self._tg, self._people, self._rng, self._rate = tg, people, rng, rate
        self.updates: dict[int, float] = {}
        self.taps: dict[int, list[Tap]] = {p.id: [] for p in people}
        self.ballots = {p.id: _ballot(p) for p in people}
        self.lookups: dict[int, list[list[Any]]] = {p.id: [] for p in people}
        self.sent_off: dict[str, int] = {}
        """Sentence of a proposal → the update of [Kirim]."""
        self.numbers: dict[str, int] = {}
        self.newcomers: dict[str, int] = {}
        self.joined: dict[str, int] = {}
        self._heard: dict[int, list[dict[str, Any]]] = {}
        self._last = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._proposing: Counter[int] = Counter()
        self._busy: set[int] = set()
        self.refused: Counter[str] = Counter()
        self.calls: Counter[str] = Counter()
        self.on_call: asyncio.Event = asyncio.Event()
        tg.on_update.append(self._note)
        tg.on_answer.append(self.hear)

    def _note(self, update: dict[str, Any]) -> None:
        self._last = update["update_id"]
        self.updates[self._last] = time.monotonic()

    def hear(self, method: str, given: dict[str, Any], answer: dict[str, Any]) -> None:
        if not answer["ok"]:
            if method != "getUpdates" and "not modified" not in answer["description"]:
                self.refused[f"{method}: {answer['description']}"] += 1
            return
        if method != "getUpdates" or answer["result"]:
            self.calls[method] += 1
            self.on_call.set()
        if method != "sendMessage":
            return
        chat, message = given["chat_id"], answer["result"]
        self._heard.setdefault(chat, []).append(message)
        for lookup in self.lookups.get(chat, ()):
            if not lookup[2] and message["text"].startswith(f"Usulan nomor {lookup[1]}\n"):
                lookup[2] = True
                break

    # what they have been promised

    def acknowledged(self) -> dict[str, int]:
        return {
            "taps": sum(self.told(tap) for taps in self.taps.values() for tap in taps),
            "proposals": len(self.numbers),
            "joins": len(self.joined),
            "lookups": sum(done for asked in self.lookups.values() for _, _, done in asked),
        }

    def told(self, tap: Tap) -> bool:
        return tap.press.toast is not None and tap.press.toast[0] == self._kept

    def unanswered(self, since: int) -> int:
        """Presses after this update that nobody has answered yet."""
        return sum(not tap.press.answered for taps in self.taps.values() for tap in taps if tap.update > since)

    # what they do

    async def live(self, enough: asyncio.Event) -> None:
        """Act at the planned rate until told that it is enough; then finish what was begun."""
        next_at = time.monotonic()
        begun = len(self.updates), next_at
        while not enough.is_set():
            together = self._rng.randint(5, BURST) if self._rng.random() < 0.05 else 1
            next_at += together * self._rng.expovariate(self._rate)
            await asyncio.sleep(max(0.0, next_at - time.monotonic()))
            for _ in range(together):
                self._act()
        self.real_rate = (len(self.updates) - begun[0]) / (time.monotonic() - begun[1])
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=PATIENCE)
        for task in self._tasks:
            task.cancel()

    def _act(self) -> None:
        chance = self._rng.random()
        person = self._rng.choice(self._people)
        if chance < 0.012:
            if self._proposing[person.id] < PROPOSALS_EACH and person.id not in self._busy and len(self._tasks) < 10:
                self._proposing[person.id] += 1
                self._start(self._propose(person))
                return
        elif chance < 0.015 and len(self._tasks) < 10:
            self._start(self._join())
            return
        elif chance < 0.06:
            number = self._rng.randint(1, 5)
            person.say(f"/usulan {number}")
            self.lookups[person.id].append([self._last, number, False])
            return
        self._tap(person)

    def _start(self, script: Any) -> None:
        task = asyncio.get_running_loop().create_task(script)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _tap(self, person: Person) -> None:
        message = person.chat.messages[self.ballots[person.id]]
        data = self._rng.choice([d for d in _datas(message) if d.startswith("v:")])
        _, option, into, _ = data.split(":")[1].split(",")
        press = person.press(data, message)
        self.taps[person.id].append(Tap(self._last, int(option, 36), into == "1", press))

    async def _propose(self, person: Person) -> None:
        self._busy.add(person.id)
        words = f"Usul {person.name} ke {self._proposing[person.id]} tentang jalan rusak di depan balai"
        since = len(self._heard.get(person.id, ()))
        person.say(words)
        said = [self._say[key] for key in ("button.yes_proposal", "button.whole_village", "benefit.semua")]
        for label in (*said, SENDS):
            since, message, data = await self._button(person, label, since)
            person.press(data, message)
        self.sent_off[words] = self._last
        while True:
            for message in self._heard.get(person.id, [])[since:]:
                if message["text"].startswith("Terima kasih. Usulan Bapak/Ibu menjadi nomor "):
                    self.numbers[words] = int(message["text"].split("nomor ")[1].split(".")[0])
                    self._busy.discard(person.id)
                    return
            await asyncio.sleep(0.05)

    async def _join(self) -> None:
        name = f"Pendatang {len(self.newcomers) + 1:03}"
        self.newcomers[name] = 0
        person = self._tg.person(name)
        since = 0
        person.say(LINK)
        since = await self._text(person, "nama", since)
        person.say(name)
        for label in ("Krajan", "02", self._say["sex.p"]):
            since, message, data = await self._button(person, label, since)
            person.press(data, message)
        since = await self._text(person, "lahir", since)
        person.say("1990")
        since, message, data = await self._button(person, self._say["button.yes_send"], since)
        person.press(data, message)
        self.newcomers[name] = self._last
        await self._text(person, self._asked_to_join, since)
        self.joined[name] = self._last

    async def _button(self, person: Person, label: str, since: int) -> tuple[int, dict[str, Any], str]:
        """Wait for a message with this button; copies that were sent again are passed over."""
        while True:
            for index, message in enumerate(self._heard.get(person.id, [])[since:], since):
                for row in message.get("reply_markup", {}).get("inline_keyboard", ()):
                    for button in row:
                        if label in button["text"] and button.get("callback_data", "").startswith("q:"):
                            return index + 1, message, button["callback_data"]
            await asyncio.sleep(0.05)

    async def _text(self, person: Person, part: str, since: int) -> int:
        while True:
            for index, message in enumerate(self._heard.get(person.id, [])[since:], since):
                if part in message["text"]:
                    return index + 1
            await asyncio.sleep(0.05)


def _datas(message: dict[str, Any]) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", ())
    return [button["callback_data"] for row in rows for button in row if "callback_data" in button]


def _ballot(person: Person) -> int:
    """The number of the message with this resident's ballot."""
    return next(m["message_id"] for m in person.messages()[::-1] if any(d.startswith("v:") for d in _datas(m)))


class Judge:
    """Holds a copy of the files, or the files themselves, against what people and Telegram were told."""

    def __init__(self, tg: Telegram, residents: Residents, figures: Figures, earlier: set[int]) -> None:
        self._tg, self._residents, self._figures, self._earlier = tg, residents, figures, earlier

    def at_kill(self, path: Path) -> None:
        """What had been acknowledged until now is in the files that the dead process left."""
        with sqlite3.connect(path) as db:
            self._whole(db)
            seen = {row[0] for row in db.execute("SELECT update_id FROM seen")}
            gone = self._due() - seen - set(self._tg.updates._waiting)
            self._lost(f"update {update}: confirmed to Telegram, not kept" for update in sorted(gone))
            self._ballots(path.parent, seen, final=False)
            self._papers(db, final=False)
        db.close()

    def at_end(self, path: Path) -> None:
        db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self._whole(db)
        seen = {row[0] for row in db.execute("SELECT update_id FROM seen")}
        self._lost(f"update {update} was never worked through" for update in sorted(self._due() - seen))
        self._ballots(path.parent, seen, final=True)
        self._papers(db, final=True)
        self._letters(db)
        for asked in self._residents.lookups.values():
            self._lost(f"the answer to lookup {update}" for update, _, answered in asked if not answered)
        if aside := db.execute("SELECT shape, error FROM quarantine").fetchall():
            self._figures.wrong.append(f"set aside: {aside[:3]}")
        db.close()

    def _due(self) -> set[int]:
        """What Telegram owes the bot: a press that waited there for longer than 150 s, on a machine too slow for the
        load, is forgotten there and answered by nobody.
        """
        return set(self._residents.updates) - self._tg.updates.expired

    def _lost(self, what: Any) -> None:
        self._figures.lost += what

    def _whole(self, db: sqlite3.Connection) -> None:
        db.row_factory = sqlite3.Row
        wrong = self._figures.wrong
        if (found := db.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            wrong.append(f"integrity: {found}")
        if db.execute("PRAGMA foreign_key_check").fetchone():
            wrong.append("a foreign key leads nowhere")
        for (village,) in db.execute("SELECT id FROM village").fetchall():
            if row := first_wrong(Book(db, 0).whole(village)):
                wrong.append(f"the book is broken at row {row}")

    def _ballots(self, folder: Path, seen: set[int], final: bool) -> None:
        """The secrets of the ballots are on the phones: with them the box tells what it holds."""
        people, expired = self._residents, self._tg.updates.expired
        if (voted := boxes.voted(folder)) > sum(map(bool, people.taps.values())):
            self._figures.doubled.append(f"{voted} have voted")
        for person, taps in people.taps.items():
            kept = set().union(*boxes.kept(folder, (tap.press.data for tap in taps)).values())
            states, least = [frozenset[int]()], 0
            reached = [t for t in taps if t.update in seen or t.update not in expired or people.told(t)]
            for index, tap in enumerate(reached, 1):
                states.append(_after(states[-1], tap))
                if people.told(tap):
                    least = index
                    if tap.update not in seen:
                        self._figures.lost.append(f"tap {tap.update} of {person} was acknowledged")
            possible = states[-1:] if final else states[least:]
            if frozenset(kept) not in possible:
                self._figures.lost.append(f"ballot of {person}: {sorted(kept)}, not {possible[:3]}")

    def _papers(self, db: sqlite3.Connection, final: bool) -> None:
        people = self._residents
        numbers: dict[str, list[int]] = {}
        for words, number in db.execute(
            "SELECT v.words, p.number FROM proposal p JOIN proposal_version v ON v.proposal_id = p.id"
        ):
            numbers.setdefault(words, []).append(number)
        expired = self._tg.updates.expired
        wanted = {w for w, update in people.sent_off.items() if update not in expired} if final else people.numbers
        for words in sorted({*wanted, *people.numbers}):
            found = numbers.get(words, [])
            if not found:
                self._figures.lost.append(f"proposal {words!r}")
            elif words in people.numbers and people.numbers[words] not in found:
                self._figures.wrong.append(f"proposal {words!r} is {found}, told {people.numbers[words]}")
        self._figures.doubled += [f"proposal {words!r}: {found}" for words, found in numbers.items() if len(found) > 1]
        names = Counter(row[0] for row in db.execute("SELECT name FROM resident"))
        self._figures.lost += [f"joining of {name}" for name in people.joined if not names[name]]
        self._figures.doubled += [f"{name} stands {count} times" for name, count in names.items() if count > 1]
        acts = Counter(row[0] for row in db.execute("SELECT action || ' ' || object FROM book"))
        once = ("proposal_created", "resident_asked", "poll_opened")
        self._figures.doubled += [f"book: {act}" for act, n in acts.items() if n > 1 and act.startswith(once)]
        if sum(act.startswith("proposal_created") for act in acts) != sum(map(len, numbers.values())):
            self._figures.wrong.append("the book and the proposals differ")

    def _letters(self, db: sqlite3.Connection) -> None:
        """Every letter stands on somebody's phone; a second copy only behind one marked as sent again."""
        phones = {
            (chat.id, number): message.get("text", "")
            for chat in self._tg.chats.values()
            for number, message in chat.messages.items()
            if message.get("from", {}).get("id") == self._tg.bot["id"] and number not in self._earlier
        }
        retried: Counter[int] = Counter()
        joined: dict[tuple[int, int], str] = {}
        rows = db.execute(
            "SELECT o.*, c.telegram_id FROM outbox o JOIN chat c ON c.id = o.chat_id WHERE o.settled_at IS NOT NULL"
        ).fetchall()
        for row in rows:
            if row["message_id"] in self._earlier:
                continue
            if (row["fresh"], row["state"]) == ("greeting", "expired"):
                continue  # the group was linked before it was told how: let go on purpose
            place = (row["telegram_id"], row["message_id"])
            if row["joins"] and place in joined:
                continue  # told in one message with others
            text = phones.pop(place, None)
            joined[place] = text or ""
            if row["state"] != "sent" or text is None:
                self._figures.lost.append(f"letter {row['id']} {row['key']}: {row['state']}")
            elif row["again"]:
                retried[row["telegram_id"]] += row["tries"] - 1
                if self._residents.mark not in text:
                    self._figures.doubled.append(f"letter {row['id']} was sent again without its mark")
        copies = Counter(chat for chat, _ in phones)
        self._figures.marked_copies = sum(copies.values())
        for chat, count in copies.items():
            if count > retried[chat]:
                self._figures.doubled.append(f"{count - retried[chat]} unmarked copies in chat {chat}")


def _after(picks: Picks, tap: Tap) -> Picks:
    if not tap.into:
        return picks - {tap.option}
    return picks | {tap.option} if len(picks | {tap.option}) <= MOST_PICKS else picks


class Runner:
    """The bot's process: start, kill, end."""

    def __init__(self, command: Sequence[str], data: Path, url: str, token: str, said: Path) -> None:
        self._command, self._data, self._said = command, data, said
        kept = {k: v for k, v in os.environ.items() if not k.startswith("REMBUK_")}
        self._env = kept | {"REMBUK_TOKEN": token, "REMBUK_API_URL": url, "REMBUK_DATA": str(data)}
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        with self._said.open("ab") as said:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, *self._command, cwd=ROOT, env=self._env, stdout=said, stderr=said
            )

    @property
    def process(self) -> asyncio.subprocess.Process:
        assert self._process is not None
        return self._process

    async def kill(self) -> None:
        self.process.kill()
        code = await self.process.wait()
        assert code == -signal.SIGKILL, f"the bot had ended by itself ({code}): {self.said()[-2000:]}"

    async def end(self) -> None:
        self.process.terminate()
        await asyncio.wait_for(self.process.wait(), 30)

    async def put_down(self) -> None:
        if self._process and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    def said(self) -> str:
        return self._said.read_text("utf-8", "replace") if self._said.exists() else ""


async def run(plan: Plan, folder: Path) -> Figures:
    """Prepare the village, let it live through the kills, and judge."""
    rng = random.Random(plan.seed)
    figures = Figures(residents=plan.residents)
    async with Play.open(folder / "data") as play:
        names = await peopled(play, plan.residents)
        await voting(play, names[3:8], MOST_PICKS)
        await play.stop()
        tg = play.telegram
        tg.rates = True
        earlier = {number for chat in tg.chats.values() for number in chat.messages}
        residents = Residents(tg, [play.person(name) for name in names], rng, plan.rate)
        judge = Judge(tg, residents, figures, earlier)
        runner = Runner(plan.bot, play.folder, play.server.url, tg.token, folder / "said.txt")
        await runner.start()
        begun, dead = time.monotonic(), 0
        enough = asyncio.Event()
        life = asyncio.get_running_loop().create_task(residents.live(enough))
        try:
            for number in range(plan.kills):
                await _until(residents, plan.actions * (number + rng.random()) / plan.kills)
                await _moment(residents, rng, hasty=number % 4 == 3)
                await runner.kill()
                await asyncio.sleep(0.02)
                figures.kills += 1
                figures.in_flight.append(_in_flight(tg, residents, folder / "data", dead))
                dead = max(residents.updates, default=0)
                copy = _copied(folder / "data", folder / f"copy-{number}")
                await runner.start()
                judge.at_kill(copy)
                shutil.rmtree(copy.parent)
                if plan.until_red and not figures.good:
                    return figures
            await _until(residents, plan.actions)
            enough.set()
            await life
            await _at_rest(tg, folder / "data" / FILE)
            figures.seconds = time.monotonic() - begun
            await runner.end()
        finally:
            life.cancel()
            await runner.put_down()
        judge.at_end(folder / "data" / FILE)
        figures.updates = len(residents.updates)
        figures.rate = residents.real_rate
        figures.acknowledged = residents.acknowledged()
        figures.refused_by_stage = dict(residents.refused)
        if "Traceback" in (said := runner.said()) or " ERROR " in said:
            figures.wrong.append(f"the bot complained: {said[-1500:]}")
    return figures


async def _until(residents: Residents, actions: float) -> None:
    deadline = time.monotonic() + PATIENCE + actions / 5
    while sum(residents.acknowledged().values()) < actions:
        if time.monotonic() > deadline:
            raise AssertionError(f"the bot acknowledges nothing more: {residents.acknowledged()}")
        await asyncio.sleep(0.1)


async def _moment(residents: Residents, rng: random.Random, hasty: bool) -> None:
    """A random moment; mostly just after a call of some kind, when there is certainly something half done."""
    if hasty:
        await asyncio.sleep(rng.uniform(0.05, 2.0))
        return
    wanted = rng.choice(["getUpdates", "getUpdates", "answerCallbackQuery", "sendMessage", "editMessageText"])
    before, deadline = residents.calls[wanted], time.monotonic() + 3
    while residents.calls[wanted] == before and time.monotonic() < deadline:
        residents.on_call.clear()
        await asyncio.wait_for(residents.on_call.wait(), 10)
    await asyncio.sleep(rng.uniform(0.0, 0.015))


def _in_flight(tg: Telegram, residents: Residents, data: Path, since: int) -> dict[str, int]:
    """Updates not confirmed, presses not answered, letters not settled, at this moment."""
    copy = _copied(data, data.parent / "glance")
    with sqlite3.connect(copy) as db:
        letters = db.execute("SELECT COUNT(*) FROM outbox WHERE state IN ('waiting', 'sending')").fetchone()[0]
    db.close()
    shutil.rmtree(copy.parent)
    return {"updates": tg.updates.pending(), "presses": residents.unanswered(since), "letters": letters}


def _copied(data: Path, to: Path) -> Path:
    """The database as the dead process left it, with its journal, where opening it changes nothing for the next."""
    to.mkdir()
    for name in (FILE, f"{FILE}-wal"):
        if (data / name).exists():
            shutil.copyfile(data / name, to / name)
    boxes.copy(data, to)
    return to / FILE


async def _at_rest(tg: Telegram, path: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    waiting = 1
    while tg.updates.pending() or waiting:
        if time.monotonic() > deadline:
            raise AssertionError(f"{tg.updates.pending()} updates and {waiting} letters wait for ever")
        await asyncio.sleep(0.2)
        db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        waiting = db.execute("SELECT COUNT(*) FROM outbox WHERE state IN ('waiting', 'sending')").fetchone()[0]
        db.close()


def main() -> int:
    parser = argparse.ArgumentParser(description="kill -9 under load")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--actions", type=int, default=10_000, help="acknowledged actions")
    parser.add_argument("--residents", type=int, default=50)
    parser.add_argument("--rate", type=float, default=40.0, help="updates a second")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--twin", choices=("confirm-first", "write-behind"), help="the bot built wrongly; must be red")
    given = parser.parse_args()
    command = ("-m", "tests.faults.twins", given.twin) if given.twin else BOT
    plan = Plan(
        given.residents, given.rate, given.kills, given.actions, given.seed, command, until_red=bool(given.twin)
    )
    with tempfile.TemporaryDirectory() as folder:
        figures = asyncio.run(run(plan, Path(folder)))
    return report.close(figures.line())


if __name__ == "__main__":
    sys.exit(main())
