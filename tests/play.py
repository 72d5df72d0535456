"""The stage for tests: the real bot against the strict simulator, over HTTP on loopback, with people who act."""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.app import App, setup_code
from bot.ground import Ground
from bot.patience import Patience
from bot.settings import Settings
from locales.texts import Texts
from simulator.clock import Clock
from simulator.groups import Group
from simulator.people import Person
from simulator.server import Server, serve
from simulator.telegram import Telegram
from storage.database import FILE
from storage.outbox import Pace
from tests.referee import Referee

MORNING = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
AT_ONCE = Pace(private_gap=0, group_gap=0)
KEYS = "qps"


class Play:
    """`people` and `groups` by name; `heard` gives what is new since it was last asked."""

    def __init__(self, telegram: Telegram, server: Server, folder: Path, language: str, referee: Referee) -> None:
        self.telegram = telegram
        self.server = server
        self.folder = folder
        self.referee = referee
        self.texts = Texts.load().with_pseudo().speaking(language)
        self.people: dict[str, Person] = {}
        self.groups: dict[str, Group] = {}
        self.settings = Settings(token=telegram.token, api_url=server.url, data=folder)
        self.kind: type[App] = App
        self.patience = Patience()
        self.app: App | None = None
        self.expects_faults = False
        self.ground: Ground | None = None
        self._stack = contextlib.AsyncExitStack()
        self._known: dict[str, dict[int, str]] = {}
        self._toasts: dict[str, int] = {}

    @classmethod
    @contextlib.asynccontextmanager
    async def open(
        cls,
        folder: Path,
        language: str = KEYS,
        start: datetime = MORNING,
        app: bool = True,
        ground: Ground | None = None,
    ) -> AsyncIterator["Play"]:
        telegram = Telegram(Clock(start))
        telegram.rates = False
        referee = Referee(telegram)
        server = await serve(telegram)
        play = cls(telegram, server, folder, language, referee)
        play.ground = ground
        try:
            if app:
                await play.start()
            yield play
            assert not referee.violations, referee.violations
            play.check_kept()
        finally:
            await play.stop()
            await server.close()

    def check_kept(self) -> None:
        """No letter was refused by Telegram, and nothing was set aside unless the test meant it."""
        assert self.rows("SELECT key, error FROM outbox WHERE state = 'failed'") == []
        aside = self.rows("SELECT error FROM quarantine")
        assert bool(aside) == self.expects_faults, aside

    def rows(self, question: str, **facts: object) -> list[tuple[Any, ...]]:
        """What the database holds, asked in SQL."""
        with contextlib.closing(sqlite3.connect(self.folder / FILE)) as base:
            return base.execute(question, facts).fetchall()

    async def start(self) -> None:
        """Switch the bot on (again)."""
        self._stack = contextlib.AsyncExitStack()
        opened = self.kind.open(
            self.settings, self.texts, AT_ONCE, rate=100_000, ground=self.ground, patience=self.patience
        )
        self.app = await self._stack.enter_async_context(opened)

    async def stop(self) -> None:
        self.app = None
        await self._stack.aclose()

    @property
    def bot(self) -> App:
        assert self.app is not None
        return self.app

    def person(self, name: str) -> Person:
        if name not in self.people:
            self.people[name] = self.telegram.person(name)
        return self.people[name]

    def group(self, title: str, *members: str) -> Group:
        self.groups[title] = self.telegram.group(title, members=[self.person(m) for m in members])
        return self.groups[title]

    async def code(self) -> str:
        code = await setup_code(self.bot.database, self.folder)
        assert code is not None
        return code

    async def quiet(self) -> None:
        """Until everything that was said is worked through and every letter that may leave has left."""
        for _ in range(1000):
            if not self.telegram.updates.pending() and await self.bot.settled():
                return
            await asyncio.sleep(0.005)
        raise AssertionError("the bot does not come to rest")

    def press(self, person: Person, part: str, group: Group | None = None) -> None:
        """Press the newest button whose label has these words in it; the shortest such label of a message."""
        for message in reversed(group.messages if group else person.messages()):
            labels = [b["text"] for row in message.get("reply_markup", {}).get("inline_keyboard", []) for b in row]
            if fitting := sorted((label for label in labels if part in label), key=len):
                person.press(fitting[0], message)
                return
        raise AssertionError(f"{person.name} sees no button with {part!r}, last: {self.heard()[-6:]}")

    def heard(self) -> list[tuple[str, str, str, list[str]]]:
        """(kind, who, text, button labels) of all that is new since last asked; kind `bot`, `edit` or `toast`."""
        new: list[tuple[str, str, str, list[str]]] = []
        places: list[tuple[str, list[Any]]] = [(n, p.messages()) for n, p in self.people.items()]
        places += [(n, g.messages) for n, g in self.groups.items()]
        for name, messages in places:
            known = self._known.setdefault(name, {})
            for message in messages:
                if message.get("from", {}).get("id") != self.telegram.bot["id"]:
                    continue
                text = message.get("text", message.get("caption", ""))
                labels = [b["text"] for row in message.get("reply_markup", {}).get("inline_keyboard", []) for b in row]
                look = f"{text}|{labels}"
                number = message["message_id"]
                if known.get(number) != look:
                    new.append(("edit" if number in known else "bot", name, text, labels))
                    known[number] = look
        for name, person in self.people.items():
            for text, _alert in person.toasts[self._toasts.get(name, 0) :]:
                if text:
                    new.append(("toast", name, text, []))
            self._toasts[name] = len(person.toasts)
        return new
