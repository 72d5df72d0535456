"""People of flesh and blood and the phones that they share; and what must be true after every tap."""

import random
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from storage.work import SqliteWork
from tests.model.phone import KADER, Maker, Message, Phones

PHONES = (101, 102, 103, 104)
OFFICERS = tuple(range(11, 11 + len(KADER)))
LINK = "/start warga_3301022003"
MINUTE = 60_000


class Group(dict[int, None]):
    """A set that keeps the order in which people came, so that a seed gives the same walk each time."""

    def add(self, person: int) -> None:
        self[person] = None

    def discard(self, person: int) -> None:
        self.pop(person, None)


@dataclass
class Human:
    name: str
    born: int
    pin: str
    fate: str = "here"


@dataclass
class World:
    """What is so, whatever the database says. `owner`: whose row it is; `behind`: who may speak through a phone."""

    owner: dict[int, Human] = field(default_factory=dict)
    behind: dict[int, Group] = field(default_factory=lambda: {phone: Group() for phone in PHONES})
    votes: dict[int, frozenset[int]] = field(default_factory=dict)
    frozen: set[int] = field(default_factory=set)
    gone: set[int] = field(default_factory=set)
    """Of whom two in office have said that they moved or died."""
    asked_pin: dict[int, Human] = field(default_factory=dict)


class Life:
    """Phones and people, and what is watched whenever somebody taps."""

    def __init__(self, seed: int, maker: Maker = SqliteWork) -> None:
        self.chance = random.Random(seed)
        self.phones = Phones(maker)
        self.world = World()
        self.people = [
            Human("Sari Rahayu", 1951, "4827"), Human("Budi Santoso", 1985, "3916"),
            Human("Tini Lestari", 1991, "8052"), Human("Karto Dikromo", 1949, "6170"),
        ]  # fmt: skip
        self.wrong: list[str] = []
        self.acts: Counter[str] = Counter()
        self.known: dict[int, int] = {}
        """Who is known to speak through a shared phone."""

    def close(self) -> None:
        self.phones.connection.close()

    # who acts, and what is held against the model after each update

    def say(self, phone: int, who: Human | None, words: str) -> str:
        toast = self.phones.say(phone, words, self._twice())
        self._held(phone, who)
        return toast

    def tap(self, phone: int, who: Human | None, message: Message, op: str, *args: Any) -> str:
        button = message.button(op, *args)
        if button is None:
            return "none"
        toast = self.phones.tap(phone, message, button, self._twice())
        self._held(phone, who)
        return toast

    def _twice(self) -> bool:
        return self.chance.random() < 0.05

    def _held(self, phone: int, who: Human | None) -> None:
        """Whose ballot has changed, and who is known to speak: was it they who acted?"""
        now = self.phones.votes()
        for resident in {*now, *self.world.votes}:
            if now.get(resident) != self.world.votes.get(resident):
                self._voted(phone, who, resident)
        self.world.votes = now
        spoke = self.phones.asked(
            "SELECT a.resident_id AS r, s.until FROM account a JOIN speaking s ON s.account_id = a.id "
            "WHERE a.telegram_id = ? AND s.until > ? AND a.resident_id IS NOT NULL",
            phone, self.phones.now,
        )  # fmt: skip
        before = self.known.pop(phone, 0)
        for row in spoke:
            self.known[phone] = row["r"]
            if before != row["r"] and self.world.owner.get(row["r"]) is not who:
                self.wrong.append("somebody speaks for another without the PIN")

    def _voted(self, phone: int, who: Human | None, resident: int) -> None:
        owner = self.world.owner.get(resident)
        if owner is not who:
            self.wrong.append("a ballot was changed by somebody else")
        elif resident in self.world.gone:
            self.wrong.append("a ballot was changed for somebody who is gone")
        elif resident not in self.world.behind.get(phone, Group()):
            self.wrong.append("a ballot was changed on a phone that is no longer the voter's")
        elif resident in self.world.frozen:
            self.wrong.append("a ballot was changed while two phones claim the voter")

    def _look(self) -> None:
        """At most one resident and one voter for each human; the same people behind each phone; nothing set aside."""
        verified = [self.world.owner.get(r["id"]) for r in self._rows("verified")]
        for human in self.people:
            if sum(h is human for h in verified) > 1:
                self.wrong.append("somebody is a resident twice")
            if sum(self.world.owner.get(r) is human for r in self.world.votes) > 1:
                self.wrong.append("somebody votes twice")
        if found := self.phones.set_aside():
            self.wrong.append(f"set aside: {found[-1]}")
        for phone in PHONES:
            rows = self.phones.asked(
                "SELECT x.resident_id AS id FROM account_resident x JOIN account a ON a.id = x.account_id "
                "JOIN resident r ON r.id = x.resident_id WHERE a.telegram_id = ? AND r.state IN ('asked', 'verified')",
                phone,
            )
            if (kept := {row["id"] for row in rows}) != set(self.world.behind[phone]):
                self.wrong.append(f"behind a phone are {len(kept)}, and {len(self.world.behind[phone])} were due")

    def _rows(self, state: str) -> list[Any]:
        return self.phones.asked(
            "SELECT id FROM resident WHERE state = ? AND birth_year <> 1970 ORDER BY asked_at", state
        )

    # how people use a phone

    def often(self, share: float = 0.8) -> bool:
        return self.chance.random() < share

    def some(self, things: Any) -> Any:
        found = list(things)
        return self.chance.choice(found) if found else None

    def _holder(self, phone: int) -> Human:
        """Whoever has a phone alone keeps it to themselves; one that a family shares, or nobody's, anybody may take."""
        behind = self.world.behind[phone]
        here = [h for h in self.people if h.fate == "here"]
        if len(behind) == 1:
            return self.world.owner[next(iter(behind))]
        owners = [self.world.owner[r] for r in behind]
        return self.some(owners) if owners and self.often(0.6) else self.some(here or self.people)

    def _newest(self, phone: int, op: str, *args: Any) -> Message | None:
        shown = self.phones.shown.get(phone, [])
        return next((m for m in reversed(shown) if m.button(op, *args)), None)

    def _digits(self, phone: int, who: Human, digits: str) -> None:
        for digit in digits:
            pad = next((m for m in reversed(self.phones.shown.get(phone, [])) if m.button("hk")), None)
            if pad is None:
                return
            button = next(b for row in pad.letter.buttons for b in row if b.op == "hk" and b.args[1] == int(digit))
            self.phones.tap(phone, pad, button, self._twice())
            self._held(phone, who)

    def _pad(self, phone: int) -> str:
        """What stands above the newest keypad; "" where something else is the last that is shown."""
        shown = self.phones.shown.get(phone, [])
        return shown[-1].key if shown and shown[-1].button("hk") else ""

    def _introduce(self, phone: int, who: Human, name: str, born: int) -> int | None:
        """Answer the questions of joining; the number of the newcomer, None if nobody was entered."""
        before = {row["id"] for row in self.phones.asked("SELECT id FROM resident")}
        for words in (name, "2", "perempuan", str(born)):
            self.say(phone, who, words)
        sure = self.phones.shown[phone][-1]
        if sure.key != "join.ask_sure":
            return None
        self.tap(phone, who, sure, "q")
        new = {row["id"] for row in self.phones.asked("SELECT id FROM resident")} - before
        if not new:
            return None
        newcomer = int(new.pop())
        self.world.owner[newcomer] = who
        self.world.behind[phone].add(newcomer)
        return newcomer

    def _speak(self, phone: int, who: Human, resident: int) -> bool:
        """On a shared phone: say who speaks, and show it."""
        if len(self.world.behind[phone]) < 2:
            return True
        self._hand_over(phone, who)
        asked = self._newest(phone, "hw", resident)
        if asked is None:
            return False
        self.tap(phone, who, asked, "hw", resident)
        self._enter(phone, who)
        return self.known.get(phone) == resident

    def _enter(self, phone: int, who: Human) -> None:
        """Tap one's own PIN, or make it."""
        look = self._pad(phone)
        if look == "pin.new":
            if self.often(0.1):
                self._digits(phone, who, "1111")
            self._digits(phone, who, who.pin * 2)
        elif look:
            self._digits(phone, who, who.pin)

    def _now_called(self, resident: int) -> int:
        row = self.phones.asked("SELECT resident_id FROM resident_was WHERE id = ?", resident)
        return int(row[0]["resident_id"]) if row else resident

    def _pick(self, phone: int, who: Human, ballot: Message) -> str:
        buttons = [b for row in ballot.letter.buttons for b in row if b.op in ("v", "vk", "vw", "vc")]
        if not buttons:
            return "none"
        button = self.some(buttons)
        toast = self.phones.tap(phone, ballot, button, self._twice())
        self._held(phone, who)
        return toast

    def _guess(self, who: Human) -> str:
        """What is no PIN of anybody here."""
        return self.some(("0000", "1951", "7777", "2580"))

    def _counted(self, phone: int, resident: int, right: bool) -> None:
        """After so many wrong tries in a row a PIN is locked, and not before a while."""
        if right:
            return
        row = self.phones.asked("SELECT wrong, locked_until FROM pin WHERE resident_id = ?", self._now_called(resident))
        if row and row[0]["wrong"] % 3 == 0 and row[0]["wrong"] and row[0]["locked_until"] <= self.phones.now:
            self.wrong.append("three wrong tries do not lock")
        if row and not row[0]["wrong"]:
            self.wrong.append("a wrong try is not counted")

    def _hand_over(self, phone: int, who: Human) -> None:
        self.say(phone, who, "/profil")
        if (profile := self.phones.shown[phone][-1]).button("hs"):
            self.tap(phone, who, profile, "hs")

    def _read_frozen(self) -> None:
        self.world.frozen = {r["id"] for r in self.phones.asked("SELECT id FROM resident WHERE frozen_at IS NOT NULL")}

    def _state(self, resident: int) -> str:
        row = self.phones.asked("SELECT state FROM resident WHERE id = ?", resident)
        return str(row[0]["state"]) if row else ""
