"""A hamlet where phones go from hand to hand, at the real door without a network: what each phone shows is kept."""

import sqlite3
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from actions import install, propose, vote
from actions.fresh import READERS, opened
from actions.letters import REMOVED, Button, Letter
from bot.buttons import Seal
from bot.door import Courtesy, Door
from handlers.keypads import Keypads
from locales.texts import Texts
from storage import boxes
from storage.migrate import migrate
from storage.outbox import _buttons
from storage.shelf import unpacked
from storage.work import SqliteWork, transaction
from tests.model.hamlet import CLOSES, FOUNDED, OPENED, bare
from village.people import Office, Sex, State
from village.place import Dusun
from village.refusal import Refusal

SEAL = Seal(bytes(32))
KADER = ("Wati", "Karso", "Parno")
DAY = 86_400_000
Maker = Callable[[sqlite3.Connection, int], SqliteWork]
texts = cache(Texts.load)


@dataclass
class Message:
    key: str
    letter: Letter

    def button(self, op: str, *args: int | str) -> Button | None:
        """The first button of that kind; `args` are its first arguments."""
        return next(
            (b for row in self.letter.buttons for b in row if b.op == op and tuple(b.args)[: len(args)] == args), None
        )


class Straight(Door):
    """The door on a connection in memory, without a thread."""

    def __init__(self, connection: sqlite3.Connection, maker: Maker, clock: Callable[[], int]) -> None:
        super().__init__(None, SEAL, "rembuk_bot", texts(), keypads=Keypads(b"k" * 32, cost=2))  # type: ignore[arg-type]
        self.connection, self.maker, self.clock = connection, maker, clock

    def forget_pads(self) -> None:
        """The program was started anew."""
        self._keypads = Keypads(b"k" * 32, cost=2)

    async def _written(self, job: Callable[[SqliteWork], Any], refused: Callable[..., Any] | None = None) -> Any:
        try:
            with transaction(self.connection):
                return job(self.maker(self.connection, self.clock()))
        except Refusal as no:
            if refused is None:
                raise
            with transaction(self.connection):
                return refused(self.maker(self.connection, self.clock()), no=no)


@cache
def _founded() -> tuple[sqlite3.Connection, int, int]:
    """A village with three people in office and a poll that runs; (base, village, poll)."""
    connection = bare()
    migrate(connection, None, FOUNDED)  # type: ignore[arg-type]
    with transaction(connection):
        work = SqliteWork(connection, FOUNDED)
        account = work.accounts.met(1, work.chats.met(1, "private", "").id)
        dusun = [Dusun(0, "Krajan", ("01", "02"))]
        village = install.settle(work, account, "33.01.02.2003", "Sumberagung", "Asia/Jakarta", dusun, "Joko")
        for turn, name in enumerate(KADER):
            person = work.residents.add(village.id, name, State.VERIFIED, village.dusun[0].id, "01", Sex.MALE, 1970)
            account = work.accounts.met(11 + turn, work.chats.met(11 + turn, "private", "").id)
            work.accounts.bind(account.id, person, village.id)
            work.roles.grant(village.id, person, Office.KADER if turn else Office.TIM_PENYUSUN, False)
            work.roles.grant(village.id, person, Office.RT, False)
            author = work.residents.get(person)
            assert author is not None
            propose.submit(work, author, village, f"Usul {name}", None, None, "semua")
    with transaction(connection):
        work = SqliteWork(connection, OPENED)
        officer = work.residents.get(work.accounts.met(11, 0).resident)
        assert officer is not None
        poll = vote.open_poll(work, officer, village, [1, 2, 3], 2, CLOSES + 20 * DAY)
    return connection, village.id, poll.id


class Phones:
    """Everybody's phones: what they show, and how one taps on them. `heard` are the toasts of the last update."""

    def __init__(self, maker: Maker = SqliteWork) -> None:
        base, self.village, self.poll = _founded()
        self.connection = bare()
        base.backup(self.connection)
        boxes.of(self.connection).copy(boxes.of(base))
        self.now = OPENED + 60_000
        self.maker = maker
        self.door = Straight(self.connection, maker, lambda: self.now)
        self.shown: dict[int, list[Message]] = {}
        self.updates = 0
        self.secrets: dict[int, set[bytes]] = {}
        self.heard: Counter[str] = Counter()
        """How often each text was said, in a message, a new look or a toast."""
        self._last = 0
        self._letters()

    def say(self, phone: int, text: str, twice: bool = False) -> str:
        message = {**self._head(phone), "text": text}
        return self._receive({"message": message}, phone, None, twice)

    def tap(self, phone: int, message: Message, button: Button, twice: bool = False) -> str:
        data = SEAL.close(button.op, button.args, message.letter.resident, message.letter.chat)
        query = {"id": "1", "from": {"id": phone, "is_bot": False, "first_name": "X"}, "data": data,
                 "message": self._head(phone)}  # fmt: skip
        return self._receive({"callback_query": query}, phone, message, twice)

    def _head(self, phone: int) -> dict[str, Any]:
        person = {"id": phone, "is_bot": False, "first_name": "X"}
        return {"message_id": 1, "date": 1, "chat": {"id": phone, "type": "private"}, "from": person}

    def _receive(self, raw: dict[str, Any], phone: int, pressed: Message | None, twice: bool) -> str:
        """Work one update through, perhaps as one that comes again. Returns the key of the toast, or ""."""
        self.updates += 1
        self.now += 700
        raw = {"update_id": self.updates, **raw}
        came = _now(self.door.receive(raw))
        if twice:
            _now(self.door.receive(raw))
        self._letters()
        if came is None:
            return ""
        if came.answer.toast:
            self.heard[came.answer.toast.key] += 1
        look = came.answer.redraw
        if look is not None and pressed is not None:
            shown = self.shown.setdefault(phone, [])
            if look.key == REMOVED:
                shown[:] = [m for m in shown if m is not pressed]
            else:
                self.heard[look.key] += 1
                pressed.key, pressed.letter = look.key, look
        return came.answer.toast.key if came.answer.toast else ""

    def _letters(self) -> None:
        rows = self.connection.execute(
            "SELECT o.*, c.telegram_id, r.name AS reader FROM outbox o JOIN chat c ON c.id = o.chat_id "
            "LEFT JOIN account a ON a.chat_id = c.id LEFT JOIN speaking s ON s.account_id = a.id "
            "LEFT JOIN resident r ON s.account_id IS NOT NULL AND r.id = o.resident_id WHERE o.id > ? ORDER BY o.id",
            (self._last,),
        ).fetchall()
        for row in rows:
            self._last = row["id"]
            letter = Letter(
                row["chat_id"], row["key"], unpacked(row["facts"]), _buttons(row["buttons"]), row["resident_id"],
                village=row["village_id"], fresh=row["fresh"], speaker=row["reader"] or "",
            )  # fmt: skip
            filled = READERS[letter.fresh](self.maker(self.connection, self.now), letter) if letter.fresh else letter
            if filled is not None:
                shown = self.shown.setdefault(row["telegram_id"], [])
                self.heard[filled.key] += 1
                shown.append(Message(filled.key, replace(filled, fresh="")))
                self._note(filled)
                del shown[:-14]

    def _note(self, letter: Letter) -> None:
        """Secrets of ballots stay where they were shown; here, too, for what holds the box against its people."""
        for button in (b for row in letter.buttons for b in row if b.op in ("v", "vk", "vo", "vw", "vc")):
            self.secrets.setdefault(letter.resident, set()).add(opened(str(button.args[-1])))

    def votes(self) -> dict[int, frozenset[int]]:
        """What each resident's ballots hold, by the numbers that they have now; under -1 what nobody's explains."""
        box = boxes.of(self.connection).get(self.poll)
        assert box is not None
        numbers = [row[0] for row in self.asked("SELECT number FROM poll_option WHERE poll_id = ?", self.poll)]
        was = {row[0]: row[1] for row in self.asked("SELECT id, resident_id FROM resident_was")}
        found: dict[int, frozenset[int]] = {}
        for resident, secrets in self.secrets.items():
            for secret in secrets:
                if picks := box.picks(secret, numbers):
                    found[was.get(resident, resident)] = found.get(was.get(resident, resident), frozenset()) | picks
        if set(found) != set(box.voters()) or sum(map(len, found.values())) != len(box.sealed_lines()):
            found[-1] = frozenset(box.voters())
        return found

    def asked(self, question: str, *facts: Any) -> list[Any]:
        return self.connection.execute(question, facts).fetchall()

    def set_aside(self) -> list[str]:
        return [row["error"] for row in self.asked("SELECT error FROM quarantine")]


def _now(work: Any) -> Courtesy | None:
    """Run what never waits."""
    try:
        work.send(None)
    except StopIteration as done:
        result: Courtesy | None = done.value
        return result
    raise AssertionError("the door waits for something")
