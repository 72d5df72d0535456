"""A walk through the life of phones that families share: everybody acts at the real door, and a plain model watches.

People of flesh and blood (`Human`) join, share phones, lose them, guess each other's PINs, vote, move and die; kader
answer what they know. After every update: only whose ballot it is has changed it, nobody is known to speak who has
not shown it, nobody who is gone votes; and nobody is a resident, or a voter, twice.
"""

import json
import random
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from handlers.keypad import FORGOTTEN
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


class Walker:
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

    def walk(self, steps: int) -> list[str]:
        for number in range(1, steps + 1):
            name = self.chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
            try:
                getattr(self, f"_{name}")()
                self.acts[name] += 1
                self._look()
            except Exception as error:  # noqa: BLE001 - whatever breaks is a finding
                self.wrong.append(f"broke: {error!r}")
            if self.wrong:
                return [f"step {number}, {name}: {what}" for what in self.wrong[:1]]
        return []

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
        rows = self.phones.asked("SELECT resident_id, option_id FROM vote")
        votes: dict[int, set[int]] = {}
        for row in rows:
            votes.setdefault(row["resident_id"], set()).add(row["option_id"])
        now = {resident: frozenset(picks) for resident, picks in votes.items()}
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

    # the acts

    def _come(self) -> None:
        """Somebody joins on a phone that nobody has; now and then under another's name."""
        phone = self.some(p for p in PHONES if not self.world.behind[p])
        who = self.some(h for h in self.people if h.fate == "here")
        if phone is None or who is None:
            return
        claimed = who if self.often(0.85) else self.some(self.people)
        self.say(phone, who, LINK)
        self._introduce(phone, who, claimed.name, claimed.born)

    def _add(self) -> None:
        """Another joins on a phone that somebody has."""
        phone = self.some(p for p in PHONES if self.world.behind[p])
        who = self.some(h for h in self.people if h.fate == "here")
        if phone is None or who is None:
            return
        resident = self.some(self.world.behind[phone])
        speaker = self.world.owner[resident]
        if speaker is who or any(self.world.owner[r] is who for r in self.world.behind[phone]):
            return
        if not self._speak(phone, speaker, resident):
            return
        self.say(phone, speaker, "/profil")
        if (profile := self._newest(phone, "ha")) is None:
            return
        self.tap(phone, speaker, profile, "ha")
        if self._pad(phone) == "pin.new":
            self._digits(phone, speaker, speaker.pin * 2)
        if self.phones.shown[phone][-1].key == "join.ask_name":
            entered = self._introduce(phone, who, who.name, who.born)
            if entered and self.often():
                self._enter(phone, who)

    def _vote(self) -> None:
        """Tap on a ballot that lies on the phone, one's own or another's."""
        phone = self.some(p for p in PHONES if self.phones.shown.get(p))
        if phone is None:
            return
        who = self._holder(phone)
        speaks = self.known.get(phone)
        if speaks and self.world.owner.get(speaks) is not who:
            self._hand_over(phone, who)  # a phone that changes hands in the pause can't know it; people have to say so
        ballots = [m for m in self.phones.shown[phone] if m.button("v") or m.button("vo")]
        if not ballots:
            self.say(phone, who, "/suara")
            if self._newest(phone, "hw"):
                self._switch(phone, who)
            return
        ballot = self.some(ballots)
        for _ in range(3):
            toast = self.tap(phone, who, ballot, "vo") if ballot.button("vo") else self._pick(phone, who, ballot)
            if toast == "household.toast.whose":
                mine = self.world.owner.get(self._now_called(ballot.letter.resident)) is who
                if self._pad(phone) in ("pin.ask", "pin.wrong"):
                    self._digits(phone, who, who.pin if mine else self._guess(who))
                    self._counted(phone, ballot.letter.resident, mine)
                elif mine:
                    self._enter(phone, who)

    def _now_called(self, resident: int) -> int:
        row = self.phones.asked("SELECT resident_id FROM resident_was WHERE id = ?", resident)
        return int(row[0]["resident_id"]) if row else resident

    def _pick(self, phone: int, who: Human, ballot: Message) -> str:
        buttons = [b for row in ballot.letter.buttons for b in row if b.op in ("v", "vw", "vc")]
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

    def _guess_pin(self) -> None:
        """Somebody of the family tries to speak for another."""
        phone = self.some(p for p in PHONES if len(self.world.behind[p]) > 1)
        if phone is None:
            return
        resident = self.some(self.world.behind[phone])
        who = self.some(h for h in self.people if h is not self.world.owner[resident])
        self._hand_over(phone, who)
        asked = self._newest(phone, "hw", resident)
        if asked is None:
            return
        self.tap(phone, who, asked, "hw", resident)
        for _ in range(self.chance.randint(1, 4)):
            if self._pad(phone) in ("pin.ask", "pin.wrong") and asked in self.phones.shown[phone]:
                self._digits(phone, who, self._guess(who))
                self._counted(phone, resident, False)

    def _hand_over(self, phone: int, who: Human) -> None:
        self.say(phone, who, "/profil")
        if (profile := self.phones.shown[phone][-1]).button("hs"):
            self.tap(phone, who, profile, "hs")

    def _switch(self, phone: int = 0, who: Human | None = None) -> None:
        phone = phone or self.some(p for p in PHONES if len(self.world.behind[p]) > 1) or 0
        if phone:
            resident = self.some(self.world.behind[phone])
            if resident is not None:
                self._speak(phone, self.world.owner[resident], resident)

    def _leave(self) -> None:
        phone = self.some(p for p in PHONES if len(self.world.behind[p]) > 1)
        if phone is None:
            return
        resident = self.some(self.world.behind[phone])
        who = self.world.owner[resident]
        if not self._speak(phone, who, resident):
            return
        self.say(phone, who, "/profil")
        if self.phones.shown[phone][-1].button("hl"):
            self.tap(phone, who, self.phones.shown[phone][-1], "hl")
            self.tap(phone, who, self.phones.shown[phone][-1], "hx")
            if self.phones.heard["household.left"] > self.acts["left"]:
                self.acts["left"] = self.phones.heard["household.left"]
                self.world.behind[phone].discard(resident)

    def _forget(self) -> None:
        """Somebody says that a PIN is forgotten: its owner, or another of the family."""
        phone = self.some(p for p in PHONES if len(self.world.behind[p]) > 1)
        if phone is None:
            return
        resident = self.some(self.world.behind[phone])
        who = self.world.owner[resident] if self.often() else self._holder(phone)
        self._hand_over(phone, who)
        asked = self._newest(phone, "hw", resident)
        if asked is None:
            return
        self.tap(phone, who, asked, "hw", resident)
        if asked.button("hf"):
            self.tap(phone, who, asked, "hf")
        elif asked.key == "pin.ask":
            button = next(b for row in asked.letter.buttons for b in row if tuple(b.args[1:]) == (FORGOTTEN,))
            self.phones.tap(phone, asked, button)
            self._held(phone, who)
        self.world.asked_pin[resident] = who

    def _house(self) -> None:
        phone = self.some(p for p in PHONES if self.world.behind[p])
        if phone is None:
            return
        resident = self.some(self.world.behind[phone])
        who = self.world.owner[resident]
        if self._speak(phone, who, resident):
            self.say(phone, who, "/profil")
            if self.phones.shown[phone][-1].button("hm"):
                self.tap(phone, who, self.phones.shown[phone][-1], "hm")
                self.say(phone, who, "Krajan")
                self.say(phone, who, self.some("12"))

    def _not_me(self) -> None:
        phone = self.some(p for p in PHONES if self._newest(p, "pn"))
        if phone is None:
            return
        message = self.some(m for m in self.phones.shown[phone] if m.button("pn"))
        self.tap(phone, self._holder(phone), message, "pn")
        self._read_frozen()

    def _read_frozen(self) -> None:
        self.world.frozen = {r["id"] for r in self.phones.asked("SELECT id FROM resident WHERE frozen_at IS NOT NULL")}

    def _depart(self) -> None:
        """Somebody moves or dies, or a kader thinks so; a kader says it."""
        resident = self.some(r["id"] for r in self._rows("verified") if r["id"] in self.world.owner)
        officer = self.some(OFFICERS)
        if resident is None:
            return
        human = self.world.owner[resident]
        kind = self.some(("moved", "moved", "moved", "died"))
        if self.often(0.6) and sum(h.fate == "here" for h in self.people) > 2:
            human.fate = kind
        self.say(officer, None, "/kelola")
        if (desk := self._newest(officer, "hd")) is None:
            return
        self.tap(officer, None, desk, "hd")
        self.say(officer, None, human.name)
        if self.phones.shown[officer][-1].key != "departure.ask_person":
            return
        asked = self.phones.shown[officer][-1]
        buttons = [b for row in asked.letter.buttons for b in row if tuple(b.args[2:]) == (resident,)]
        if buttons:
            self.phones.tap(officer, asked, buttons[0])
            kinds = self.phones.shown[officer][-1]
            pressed = [b for row in kinds.letter.buttons for b in row if tuple(b.args[2:]) == (kind,)]
            if pressed:
                self.phones.tap(officer, kinds, pressed[0])

    def _return(self) -> None:
        human = self.some(h for h in self.people if h.fate == "moved")
        if human is not None:
            human.fate = "here"

    def _wait(self) -> None:
        self.phones.now += self.some((5, 20, 20, 90, 60 * 24)) * MINUTE
        runs = self.phones.asked(
            "SELECT a.telegram_id FROM account a JOIN speaking s ON s.account_id = a.id WHERE s.until > ?",
            self.phones.now,
        )
        self.known = {row[0]: self.known[row[0]] for row in runs}

    def _restart(self) -> None:
        self.phones.door.forget_pads()

    # what kader answer

    def _answer(self) -> None:
        officer = self.some(OFFICERS)
        questions = [m for m in self.phones.shown.get(officer, []) if m.button("tv") or m.button("mv")]
        if not questions:
            return
        question = self.some(questions[-3:]) if self.often() else self.some(questions)
        if question.button("tv"):
            self._vouch(officer, question)
        else:
            self._settle(officer, question)
        self._read_frozen()

    def _vouch(self, officer: int, question: Message) -> None:
        button = question.button("tv")
        assert button is not None
        newcomer = int(button.args[0])
        human = self.world.owner[self._now_called(newcomer)]
        named = str(question.letter.facts.get("name"))
        true = human.name == named and human.fate == "here" and self.often(0.9)
        if not true:
            answer = 0
        elif question.button("tv", newcomer, 2):
            twin = [r for r, h in self.world.owner.items() if h is human and r != newcomer and self._state(r) in KNOWN]
            answer = 2 if twin else 3
        else:
            answer = 1
        before = self._state(newcomer)
        toast = self.tap(officer, None, question, "tv", newcomer, answer)
        if toast == "vouch.toast.done" and before == "asked":
            self._vouched(newcomer, answer)

    def _vouched(self, newcomer: int, answer: int) -> None:
        person = self._now_called(newcomer)
        if answer == 0:
            for behind in self.world.behind.values():
                behind.discard(newcomer)
        elif answer == 2:
            if self.world.owner.get(person) is not self.world.owner[newcomer] or person == newcomer:
                self.wrong.append("the newcomer has become somebody else")
            self._goes_over(newcomer, person)

    def _goes_over(self, newcomer: int, person: int) -> None:
        here = [phone for phone, behind in self.world.behind.items() if newcomer in behind]
        for phone, behind in self.world.behind.items():
            behind.discard(person)
            behind.discard(newcomer)
            if phone in here:
                behind.add(person)
        del self.world.owner[newcomer]
        self.known = {phone: person if r == newcomer else r for phone, r in self.known.items()}
        self.world.gone.discard(person)

    def _state(self, resident: int) -> str:
        row = self.phones.asked("SELECT state FROM resident WHERE id = ?", resident)
        return str(row[0]["state"]) if row else ""

    def _settle(self, officer: int, question: Message) -> None:
        button = question.button("mv")
        assert button is not None
        number = int(button.args[0])
        [matter] = self.phones.asked("SELECT * FROM matter WHERE id = ?", number)
        person, kind = matter["resident_id"], matter["kind"]
        human = self.world.owner[person]
        yes = self.often(0.9)
        facts = json.loads(matter["facts"])
        newcomer = facts.get("newcomer", 0)
        if kind in ("moved", "died"):
            yes = yes and human.fate == kind
        elif kind == "pin":
            yes = yes and self.world.asked_pin.get(person) is human and human.fate == "here"
        elif kind == "phone":
            claimant = self.world.owner.get(newcomer) or self.world.owner.get(self._now_called(newcomer))
            yes = yes and claimant is human
        waits = newcomer in self.world.owner and self._state(newcomer) == "asked"
        toast = self.tap(officer, None, question, "mv", number, int(yes))
        if toast == "vouch.toast.done":
            self._settled(kind, person, yes, facts, newcomer, waits)

    def _settled(self, kind: str, person: int, yes: bool, facts: dict[str, Any], newcomer: int, waits: bool) -> None:
        if kind in ("moved", "died") and yes:
            self.world.gone.add(person)
            for behind in self.world.behind.values():
                behind.discard(person)
        if kind != "phone":
            return
        if yes and waits:
            self._goes_over(newcomer, person)
        elif not yes:
            for phone, behind in self.world.behind.items():
                account = self.phones.asked("SELECT id FROM account WHERE telegram_id = ?", phone)
                number = account[0]["id"] if account else 0
                if waits:
                    behind.discard(newcomer)
                elif number == facts["new"]:
                    behind.discard(person)
                if number in facts["old"] and self._state(person) in ("asked", "verified"):
                    behind.add(person)


KNOWN = ("verified", "moved", "died")
WEIGHTS = {
    "come": 14, "add": 9, "answer": 30, "vote": 26, "guess_pin": 5, "switch": 5, "leave": 1, "forget": 4, "house": 2,
    "not_me": 5, "depart": 4, "return": 3, "wait": 5, "restart": 1,
}  # fmt: skip
