"""One race: people, officers, time and faults on one database, in an order that a seed chooses; and its judgement."""

import asyncio
import sqlite3
from collections import Counter
from collections.abc import Callable, Coroutine
from functools import cache, partial
from typing import Any

from actions.letters import Letter
from bot import lease
from bot.buttons import Seal
from bot.clock import TrustedClock
from bot.courier import Courier
from bot.door import Courtesy, Door
from bot.patience import Patience
from bot.pulse import CLOCK_KEY, Pulse
from handlers.chat import Incoming
from handlers.propose import PROPOSE
from locales.texts import Texts
from storage.book import Book
from storage.database import Database, StorageFault
from storage.outbox import Pace
from storage.work import SqliteWork
from tests.model.chance import ChanceLoop
from tests.model.hamlet import CLOSES, GROUP, OPENED, SECOND_PHONE, alike, bare, hamlet, telegram
from tests.model.linear import ANY, Op, explained
from tests.model.phones import Phones
from tests.model.reference import Model
from village.book import first_wrong
from village.refusal import Refusal

AT_ONCE = Pace(private_gap=0, group_gap=0)
SEAL = Seal(bytes(32))
DONE = {"vote.toast.kept", "vote.toast.withdrawn", "vouch.toast.done", "poll.toast.closed"}
TWICE = "talk.toast.received"
LAST_LOOK = next(n for n, step in enumerate(PROPOSE.steps) if step.name == "sure")
"""The question before a proposal is sent."""


@cache
def texts() -> Texts:
    return Texts.load()


class Watched(Door):
    """Notes in which order updates are worked through: where to look first for an order that explains all."""

    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        self.order: list[int] = []

    def _work(self, msg: Incoming, work: SqliteWork, no: Refusal | None = None) -> Courtesy | None:
        try:
            courtesy = super()._work(msg, work, no)
        except Refusal:  # decided here, said next
            self.order.append(msg.update)
            raise
        if no is not None:
            return courtesy
        if courtesy is None or courtesy.answer.toast is None or courtesy.answer.toast.key != TWICE:
            self.order.append(msg.update)
        return courtesy


class WatchedPulse(Pulse):
    """Notes where among the updates it came."""

    came = -1
    order: list[int]

    def _due(self, work: SqliteWork) -> int:
        self.order.append(self.came)
        return super()._due(work)


class Race:
    def __init__(self, scene: str, seed: int, twin: type[Database] | None = None) -> None:
        self.scene = scene
        self._kind = twin or Database
        self._loop = ChanceLoop(seed)
        self.chance = self._loop.chance
        self.home = hamlet(self.chance.choice((1, 2)))
        self.ops: list[Op] = []
        self._update = 0
        self._new_polls = 0
        self._connection = bare()
        self.home.connection.backup(self._connection)
        self._phones = Phones(self._loop)

    @property
    def steps(self) -> int:
        return self._loop.steps

    def counts(self) -> Counter[str]:
        return Counter(f"{op.name} {op.answer[0] if op.answer else '?'}" for op in self.ops)

    def play(self) -> list[str]:
        """Run it; returns what could not have been, in words."""
        try:
            self._loop.run_until_complete(self._all())
            return self._judged()
        except Exception as error:  # noqa: BLE001 - whatever breaks is a finding, with its seed
            return [f"it broke: {error!r}"]
        finally:
            self._loop.close()
            self._connection.close()

    async def _all(self) -> None:
        start = CLOSES - self.chance.randrange(5, 40) if self.scene == "deadline" else OPENED + 60_000
        self.clock = TrustedClock(machine=lambda: start / 1000, running=self._loop.time)
        self.clock.confirmed = True
        self._database = self._kind(self._connection, self.clock)
        self._door = Watched(self._database, SEAL, "rembuk_bot", texts())
        courier = Courier(self._database, self._phones, self.clock, AT_ONCE, 1e12, Patience())  # type: ignore[arg-type]
        self._courier = courier
        beat = partial(self._database.write, partial(lease.take, "sini", "token"))
        self._pulse = WatchedPulse(self._database, self.clock, courier, beat)
        self._pulse.order = self._door.order
        carrying = self._loop.create_task(courier.run())
        acts = getattr(self, f"_{self.scene}")() + self._faults()
        await asyncio.gather(*acts)
        await self._quiet(carrying)
        carrying.cancel()
        await asyncio.gather(carrying, return_exceptions=True)

    async def _quiet(self, carrying: "asyncio.Task[None]") -> None:
        for _ in range(500):
            waiting = self._connection.execute("SELECT 1 FROM outbox WHERE state IN ('waiting', 'sending')").fetchone()
            if carrying.done():
                carrying.result()
            if waiting is None and self._courier.idle:
                return
            await asyncio.sleep(1)
        rows = self._connection.execute(
            "SELECT key, state, not_before FROM outbox WHERE state IN ('waiting', 'sending')"
        )
        raise AssertionError(f"letters wait for ever: {[tuple(row) for row in rows]}, idle {self._courier.idle}")

    # the scenes

    def _ballots(self) -> list[Coroutine[Any, Any, None]]:
        """Quick taps on many devices; two officers and time close the poll."""
        many = self.chance.random() < 0.04
        acts = (
            [self._tap("Sari") for _ in range(20)] if many else [self._tap() for _ in range(self.chance.randint(3, 9))]
        )
        acts += [self._tap("Dewi")] if self.chance.random() < 0.2 else []
        acts += [self._close(name) for name in self.chance.sample(("Slamet", "Ratna"), self.chance.randint(0, 2))]
        return [*acts, self._tick()]

    def _deadline(self) -> list[Coroutine[Any, Any, None]]:
        """The time of the poll comes while people press."""
        acts = [self._tap() for _ in range(self.chance.randint(3, 8))]
        acts += [self._close("Slamet")] if self.chance.random() < 0.3 else []
        return acts + [self._tick() for _ in range(self.chance.randint(1, 3))]

    def _opening(self) -> list[Coroutine[Any, Any, None]]:
        """Two officers open a poll over the same proposals, whose author takes one back; others propose meanwhile."""
        acts = [self._open(name) for name in ("Slamet", "Ratna")]
        acts += [self._withdraw(number) for number in self.chance.sample((4, 5), self.chance.randint(0, 2))]
        acts += [self._propose(name) for name in ("Budi", "Wati") if self.chance.random() < 0.7]
        return acts + [self._tap() for _ in range(self.chance.randint(0, 3))]

    def _vouching(self) -> list[Coroutine[Any, Any, None]]:
        """Two officers answer for the same newcomer, who taps already."""
        acts = [self._vouch(name, self.chance.random() < 0.6) for name in ("Wati", "Karso", "Wati")]
        acts += [self._tap("Dewi") for _ in range(self.chance.randint(1, 4))]
        return acts + ([self._close("Ratna")] if self.chance.random() < 0.4 else [])

    def _links(self) -> list[Coroutine[Any, Any, None]]:
        """One link, opened by several; one appointment, confirmed and ended at once."""
        names = self.chance.sample(("Baru", "Lain", "Budi", "Dewi"), self.chance.randint(2, 4))
        acts = [self._take(name) for name in names]
        acts += [self._confirm(self.chance.random() < 0.5) for _ in range(self.chance.randint(1, 3))]
        return acts + ([self._vouch("Karso", True)] if "Dewi" in names else [])

    def _faults(self) -> list[Coroutine[Any, Any, None]]:
        acts = []
        if self.chance.random() < 0.2:
            acts.append(self._receive(self._pressed("Wati", "v", ("x", "y", "z")), None))
        if self.chance.random() < 0.2:
            acts.append(self._busy_disk())
        return acts

    async def _busy_disk(self) -> None:
        def stumble(work: SqliteWork) -> None:
            error = sqlite3.OperationalError("database is locked")
            error.sqlite_errorcode = sqlite3.SQLITE_BUSY
            raise error

        await self._pause()
        try:
            await self._database.write(stumble)
        except StorageFault:
            return

    # what people do: an act of the reference, and the update that asks for it

    async def _pause(self) -> None:
        await asyncio.sleep(self.chance.random() / 30)

    def _tap(self, name: str = "") -> Coroutine[Any, Any, None]:
        name = name or self.chance.choice(("Sari", "Sari", "Budi", "Tono"))
        voter, poll = self.home.people[name], self.home.poll
        phone = SECOND_PHONE if name == "Sari" and self.chance.random() < 0.4 else telegram(name)
        if self.chance.random() < 0.12:
            raw = self._pressed(name, "vw", (poll,), phone)
            return self._act(Op("empty", (voter, poll)), raw)
        option, into = self.chance.choice(list(self.home.options)), self.chance.random() < 0.7
        raw = self._pressed(name, "v", (poll, option, int(into)), phone)
        return self._act(Op("tap", (voter, poll, self.home.options[option], into)), raw)

    def _close(self, name: str) -> Coroutine[Any, Any, None]:
        op = Op("close", (self.home.people[name], self.home.village, self.home.poll))
        return self._act(op, self._pressed(name, "px", (self.home.poll,)))

    def _open(self, name: str) -> Coroutine[Any, Any, None]:
        self._new_polls -= 1
        facts = self.home.asked[name]
        op = Op("open_poll", (self.home.people[name], self.home.village, *facts, self._new_polls))
        return self._act(op, self._pressed(name, "q", (self.home.serials[name], 3, 1)))

    def _withdraw(self, number: int) -> Coroutine[Any, Any, None]:
        op = Op("withdraw", (self.home.people["Tono"], self.home.village, number))
        return self._act(op, self._pressed("Tono", "pd", (number,)))

    def _propose(self, name: str) -> Coroutine[Any, Any, None]:
        op = Op("propose", (self.home.people[name], self.home.village))
        return self._act(op, self._pressed(name, "q", (self.home.serials[name], LAST_LOOK, 1)))

    def _answer(self, yes: bool) -> tuple[str, tuple[int | str, ...]]:
        dewi = self.home.people["Dewi"]
        return ("tv", (dewi, 1)) if yes else ("tr", (dewi, "luar"))

    def _vouch(self, name: str, yes: bool) -> Coroutine[Any, Any, None]:
        op = Op("vouch", (self.home.people[name], self.home.village, self.home.people["Dewi"], yes))
        return self._act(op, self._pressed(name, *self._answer(yes)))

    def _confirm(self, yes: bool) -> Coroutine[Any, Any, None]:
        op = Op("confirm", (self.home.people["Ratna"], self.home.village, self.home.provisional, yes))
        return self._act(op, self._pressed("Ratna", "ac", (self.home.provisional, int(yes))))

    def _take(self, name: str) -> Coroutine[Any, Any, None]:
        """Open the link of an office: answered by a letter, which is read at the end."""
        number = telegram(name)
        raw = {"message": {
            "message_id": 1, "chat": {"id": number, "type": "private"},
            "from": {"id": number, "first_name": name}, "text": f"/start tugas_{self.home.link}",
        }}  # fmt: skip
        return self._act(Op("accept", (self.home.accounts[name], self.home.link, -number, self.home.next_mandate)), raw)

    async def _tick(self) -> None:
        """The pulse; where the disk was busy it comes again."""
        await self._pause()
        op = Op("tick", (), self._moment())
        for _ in range(10):
            await self._pulse.tick()
            row = self._connection.execute("SELECT value FROM machine WHERE key = ?", (CLOCK_KEY,)).fetchone()
            if row is not None and int(row["value"]) >= op.began[1]:
                break
        op.ended, op.place = self._moment(), self._place(WatchedPulse.came)
        self.ops.append(op)

    def _pressed(self, name: str, op: str, args: tuple[int | str, ...], phone: int = 0) -> dict[str, Any]:
        phone = phone or telegram(name)
        message = {"message_id": 9, "chat": {"id": phone, "type": "private"}}
        data = SEAL.close(op, args, self.home.people[name], self.home.chats[phone])
        return {
            "callback_query": {"id": "c", "from": {"id": phone, "first_name": name}, "message": message, "data": data}
        }

    async def _act(self, op: Op, raw: dict[str, Any]) -> None:
        """Ask once, or the same update twice as Telegram may."""
        await self._pause()
        self.ops.append(op)
        op.began = self._moment()
        self._update += 1
        raw = {"update_id": self._update, **raw}
        times = 2 if self.chance.random() < 0.1 else 1
        await asyncio.gather(*(self._receive(raw, op) for _ in range(times)))

    async def _receive(self, raw: dict[str, Any], op: Op | None) -> None:
        if "update_id" not in raw:
            self._update += 1
            raw = {"update_id": self._update, **raw}
        while True:
            try:
                courtesy = await self._door.receive(raw)
                break
            except StorageFault:
                await self._pause()
        if op is not None:
            op.ended = min(op.ended, self._moment())
            op.place = self._place(raw["update_id"])
            self._answered(op, courtesy)
        if courtesy is not None:
            self._courier.thank(courtesy)
        self._courier.kick()

    def _answered(self, op: Op, courtesy: Courtesy | None) -> None:
        if courtesy is None:
            return
        toast, redraw = courtesy.answer.toast, courtesy.answer.redraw
        if toast is None:
            op.answer = "ok", ANY
        elif toast.key not in DONE:
            op.answer = op.answer if toast.key == TWICE else ("no", toast.key)
        elif op.name in ("tap", "empty") and redraw is not None:
            op.answer = "ok", frozenset(self.home.options[int(o)] for o in _picked(redraw))
        else:
            op.answer = "ok", ANY

    def _place(self, number: int) -> int:
        """Where it came last: what a busy disk undid comes again."""
        order = self._door.order
        return len(order) - order[::-1].index(number) if number in order else len(order)

    def _moment(self) -> tuple[int, int]:
        return self._loop.steps, self.clock()

    # the judgement

    def _judged(self) -> list[str]:
        wrong = []
        kept, known = self.home.kept(self._connection), set(self.home.people.values())
        doubled = "SELECT 1 FROM vote GROUP BY poll_id, resident_id, option_id HAVING COUNT(*) > 1"
        if self._connection.execute(doubled).fetchone():
            wrong.append("a resident has two votes for one option")
        self._read_letters()
        whole: Callable[[Model], bool] = lambda model: alike(model, kept, known)  # noqa: E731
        if not explained(self.home.model, self.ops, CLOSES, whole):
            wrong.append(f"no order of these acts explains what was answered and kept: {self._told()}")
        if row := first_wrong(Book(self._connection, 0).whole(self.home.village)):
            wrong.append(f"the book is broken at row {row}")
        return wrong + self._posted(kept)

    def _read_letters(self) -> None:
        """The answers that came as letters."""
        sql = "SELECT telegram_id AS t, key FROM outbox o JOIN chat c ON c.id = chat_id WHERE key GLOB 'appoint.[ar]*'"
        heard = {row["t"]: row["key"] for row in self._connection.execute(sql)}
        for op in self.ops:
            if op.name == "accept":
                key = heard.get(-op.args[2], "nothing")
                op.answer = ("ok", ANY) if key.startswith("appoint.accepted") else ("no", key)

    def _posted(self, kept: Model) -> list[str]:
        """Each result stands in the group once; a second copy only where nobody knew whether the first arrived."""
        closed = sum(poll.result is not None for poll in kept.polls.values())
        told = [again for chat, key, again in self._phones.arrived if (chat, key) == (GROUP, "result.group")]
        unsure = self._phones.uncertain[GROUP, "result.group"]
        if told.count(False) != closed or told.count(True) != unsure:
            return [f"{closed} polls closed, results in the group: {told}, uncertain {unsure}"]
        return []

    def _told(self) -> str:
        names = {number: name for name, number in self.home.people.items()}
        lines = []
        for op in sorted(self.ops, key=lambda op: op.began):
            args = ", ".join(str(names.get(a, a)) for a in op.args)
            answer = "?" if op.answer is None else "yes" if op.answer[1] is ANY else op.answer[1]
            lines.append(f"[{op.began[0]}-{op.ended[0]}] {op.name}({args}) {answer}")
        return "; ".join(lines)


def _picked(ballot: Letter) -> list[int | str]:
    return [b.args[1] for row in ballot.buttons for b in row if b.key == "button.option_out"]
