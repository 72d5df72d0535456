"""The first flow as a story that can be broken off at any step and goes on with another process of the bot.

People, Telegram and the place in the story live on; only the bot and its files change hands.
"""

import asyncio
import contextlib
import re
import selectors
import shutil
import sqlite3
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from bot.app import CODE_FILE, App, setup_code
from bot.receiver import Stop
from simulator.clock import Clock
from simulator.server import serve
from simulator.telegram import Telegram
from storage.database import FILE, StorageFault, Unusable
from tests.faults.state import state
from tests.play import AT_ONCE, KEYS, MORNING, Play
from tests.referee import Referee
from tests.transcript import HOURS, act

MARK = "⟦talk.sent_again⟧"
CHANCE = re.compile(r"(?<=_)[A-Z0-9]{16}\b|(?<=head=)\w+|\b\d\d\.\d\d\b")
"""What no two runs have in common: codes, hashes, the moment of closing."""
SETTING = re.compile(r"-- setelan: (\w+) (\d+)")
UNTIL = re.compile(r"(\w+): (\[[^]]+\]), kalau belum tampak (\[[^]]+\])")
"""The new look of a pressed message may be lost in a crash: who waits for it presses once more."""
GROUP = re.compile(r"-- grup (\w+): (.*)")
SENDING = "SELECT COUNT(DISTINCT chat_id) FROM outbox WHERE state = 'sending'"
UNDER_WAY = "SELECT state, not_before FROM outbox WHERE state IN ('waiting', 'sending')"
PATIENCE = 10.0
RESTART = 2.0
"""Seconds between the end of a process and the next one's first word."""


@dataclass(frozen=True, slots=True)
class Chapter:
    name: str
    lines: Sequence[str]
    breaks: bool = True
    """Whether the bot is broken off at each step of it."""


def _joins(name: str, dusun: str, sex: str, born: int) -> list[str]:
    answers = (f"{name} Warga", f"[name={dusun}]", "[rt=02]", f"[sex.{sex}]", str(born), "[button.yes_send]")
    return [f"{name}: {answer}" for answer in answers]


def _appointed(name: str, office: str, sex: str) -> list[str]:
    asked = ["Joko: /kelola jabatan", "Joko: [button.appoint]", f"Joko: [{office}]", f"{name}: /start {{link}}"]
    return asked + _joins(name, "Krajan", sex, 1985)


def _comes(name: str, dusun: str, sex: str) -> list[str]:
    return [f"{name}: /start warga_3301022003", *_joins(name, dusun, sex, 1990), "Wati: [button.vouch_yes]"]


CROWD = ("Budi", "Tini", "Agus", "Rini", "Eko", "Dewi", "Yanto", "Lastri")
STORY = (
    Chapter("set-up", (
        "Joko: /start pasang_{code}", "Joko: Sumberagung", "Joko: 33.01.02.2003", "Joko: [button.right]",
        "Joko: Krajan, Ngasem", "Joko: 3", "Joko: Joko Santoso", "Joko: [button.yes_right]",
    )),
    Chapter("group and offices", (
        "-- grup Warga: Joko, Sari, Wati, Slamet", "Joko @ Warga: t.me/{bot}?startgroup=tautkan",
        *_appointed("Wati", "office.kader", "p"), *_appointed("Slamet", "office.tim_penyusun", "l"),
    )),
    Chapter("settings", ("-- setelan: cek_ulang_persen 100",), breaks=False),  # else chance says who is looked at again
    Chapter("joining", (*_comes("Sari", "Ngasem", "p"), "Sari: /profil")),
    Chapter("crowd", tuple(line for name in CROWD for line in _comes(name, "Krajan", "l")), breaks=False),
    Chapter("proposals", (
        "Sari: Lampu jalan di Ngasem RT 03 mati", "Sari: [button.yes_proposal]", "Sari: [benefit.anak]",
        "Sari: [button.yes_send]", "Budi: Jembatan bambu ke sawah sudah lapuk", "Budi: [button.yes_proposal]",
        "Budi: [button.whole_village]", "Budi: [benefit.tani]", "Budi: [button.yes_send]", "Sari: /usulan",
        "Sari: 2", "Joko @ Warga: /usulan",
    )),
    Chapter("poll", (
        "Slamet: /kelola musyawarah", "Slamet: [button.open_poll]", "Slamet: [button.pick_all]",
        "Slamet: [button.picks⟧ n=1]", "Slamet: [3 Maret]", "Slamet: [button.open_now]",
    )),
    Chapter("most votes", tuple(f"{name}: [Lampu]" for name in (*CROWD, "Wati")), breaks=False),
    Chapter("votes", (
        "Sari: [Lampu]", "Slamet: [Lampu]", "Sari: /suara", "Sari: [button.option_out]",
        "Sari: [button.yes_empty], kalau belum tampak [button.option_out]", "Sari: /suara", "Sari: [Jembatan]",
        "Joko: /suara",
    )),
    Chapter("results", ("-- 35 jam kemudian", "Sari: /hasil", "Sari: /periksa", "Sari: terima kasih")),
)  # fmt: skip


class Hurried(asyncio.SelectorEventLoop):
    """At the machine's pace until `speed` is raised; then a pause of three seconds takes a fraction of that."""

    def __init__(self) -> None:
        self._base, self._since, self._speed = 0.0, time.monotonic(), 1.0
        self._own = _Selector()
        super().__init__(self._own)

    def time(self) -> float:
        return self._base + (time.monotonic() - self._since) * self._speed

    def hurry(self, speed: float = 20.0) -> None:
        self._base, self._since = self.time(), time.monotonic()
        self._speed = self._own.speed = speed


class _Selector(selectors.DefaultSelector):
    speed = 1.0

    def select(self, timeout: float | None = None) -> Any:
        return super().select(timeout / self.speed if timeout and timeout > 0 else timeout)


class Story(Play):
    """`at` is the next line; `sent` is what Telegram has taken, by chat."""

    def __init__(self, folder: Path) -> None:
        telegram = Telegram(Clock(MORNING))
        telegram.rates = False
        super().__init__(telegram, _Nowhere(), folder, KEYS, Referee(telegram))  # type: ignore[arg-type]
        self.kind: type[App] = App
        self.at = 0
        self.sent: Counter[tuple[int, str]] = Counter()
        self.patience = PATIENCE
        self.under_way = 0
        """Letters whose fate the bot could not know: each may come twice, marked."""
        self._life: asyncio.Task[None] | None = None
        self.updates = 0
        telegram.on_answer.append(self._note)
        telegram.on_update.append(self._count)

    def _note(self, method: str, given: dict[str, Any], answer: dict[str, Any]) -> None:
        if answer["ok"] and method in ("sendMessage", "sendPhoto"):
            text = CHANCE.sub("…", given.get("text") or given["caption"])
            self.sent[given["chat_id"], " ".join(sorted(text.split()))] += 1

    def _count(self, update: dict[str, Any]) -> None:
        self.updates += 1

    async def told(self, chapter: Chapter) -> None:
        """Tell the chapter from where it stands, with a bot opened on what is on the disk."""
        self.server = await serve(self.telegram)
        self.settings = self.settings.model_copy(update={"api_url": self.server.url, "data": self.folder})
        await self.start()
        await self.quiet()
        while self.at < len(chapter.lines):
            line = chapter.lines[self.at]
            self.at += 1
            await self._act(line)
        await self.stop()
        await self.server.close()

    async def _act(self, line: str) -> None:
        if group := GROUP.fullmatch(line):
            self.group(group[1], *group[2].split(", "))
        elif setting := SETTING.fullmatch(line):
            with contextlib.closing(sqlite3.connect(self.folder / FILE)) as base, base:
                base.execute("INSERT INTO setting VALUES (1, ?, ?, 'Perdes', 2026)", setting.groups())
        elif turn := HOURS.fullmatch(line):
            self._passes(3600 * int(turn[1]))
            await self.bot.pulse.tick()
            await self.quiet()
        elif wanted := UNTIL.fullmatch(line):
            who, button, before = wanted.groups()
            try:
                await act(self, f"{who}: {button}")
            except AssertionError:
                await act(self, f"{who}: {before}")
                await act(self, f"{who}: {button}")
        else:
            await act(self, self._filled(line))

    def _filled(self, line: str) -> str:
        line = line.replace("{bot}", self.telegram.bot["username"])
        if "{code}" in line:
            line = line.replace("{code}", (self.folder / CODE_FILE).read_text().strip())
        if "{link}" in line:
            link = next(m["text"] for m in self.person("Joko").messages()[::-1] if "start=tugas" in m.get("text", ""))
            line = line.replace("{link}", link.split("start=")[1].split()[0])
        return line

    def _passes(self, seconds: float) -> None:
        """Time passes for Telegram, and the bot hears of it."""
        self.telegram.clock.advance(seconds=seconds)
        if self.app is not None:
            self.app.clock.hear(format_datetime(self.telegram.clock.now(), usegmt=True))

    # the bot

    async def start(self) -> None:
        """Switch the bot on, as the program does; once more where a fault of the disk meets it at the start."""
        self._passes(RESTART)
        for _ in range(3):
            self.under_way += _under_way(self.folder)
            self._stack = contextlib.AsyncExitStack()
            try:
                opened = self.kind.open(self.settings, self.texts, AT_ONCE, rate=100_000, ground=self.ground)
                self.app = await self._stack.enter_async_context(opened)
                self._life = asyncio.get_running_loop().create_task(self.app.wait())
                await setup_code(self.app.database, self.folder)
                await self._woken()
                return
            except (Stop, StorageFault, Unusable):
                await self.stop()
        raise AssertionError("the bot does not start")

    async def _woken(self) -> None:
        """Until the pulse has looked at what came due while the bot was away, or the bot has ended."""
        assert self._life is not None
        deadline = time.monotonic() + PATIENCE
        while not self._life.done() and not self.bot.pulse._scheduler.running:
            await asyncio.sleep(0.002)
            if time.monotonic() > deadline:
                raise AssertionError("the pulse does not begin")

    async def stop(self) -> None:
        if self._life is not None:
            self._life.cancel()
            await asyncio.gather(self._life, return_exceptions=True)
            self._life = None
        await super().stop()

    async def quiet(self) -> None:
        """Until nothing is under way. A bot that has stopped is started again; letters that wait for a time get it."""
        deadline = time.monotonic() + self.patience
        while time.monotonic() < deadline:
            if self._life is None or self._life.done() or self.bot.database.broken.done():
                await self.stop()
                await self.start()
            if not self.telegram.updates.pending() and self.bot.courier.idle and self._rested():
                return
            await asyncio.sleep(0.003)
        raise AssertionError("the bot does not come to rest, or an update was lost")

    def _rested(self) -> bool:
        with contextlib.closing(sqlite3.connect(self.folder / FILE)) as base:
            letters = base.execute(UNDER_WAY).fetchall()
            seen = base.execute("SELECT COUNT(*) FROM seen").fetchone()[0]
        if seen < self.updates:
            return False
        if not letters:
            return True
        earliest = min(at for _, at in letters)
        if all(state == "waiting" for state, _ in letters) and earliest > self.bot.clock():
            self._passes((earliest - self.bot.clock()) / 1000 + 1)
            self.bot.courier.kick()
        return False

    # what it came to

    def outcome(self) -> dict[str, Any]:
        with contextlib.closing(sqlite3.connect(self.folder / FILE)) as base:
            fates = Counter(row[0] for row in base.execute("SELECT state FROM outbox"))
        return {"state": state(self.folder), "fates": fates, "sent": self.sent, "referee": self.referee.violations}


def _under_way(folder: Path) -> int:
    """Messages that the files call `sending`, one to a chat at a time. Read from a copy: whoever opens the files,
    changes them."""
    if not (folder / FILE).exists():
        return 0
    glance = folder.with_name("glance")
    shutil.copytree(folder, glance)
    with contextlib.closing(sqlite3.connect(glance / FILE)) as base:
        known = base.execute("SELECT 1 FROM sqlite_master WHERE name = 'outbox'").fetchone()
        found = base.execute(SENDING).fetchone()[0] if known else 0
    shutil.rmtree(glance)
    return int(found)


class _Nowhere:
    """The stage's address before it stands."""

    url = "http://127.0.0.1:1"
