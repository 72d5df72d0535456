"""The village that acts: each person is a generator that says or presses something and waits for the bot's answer.

They know the bot only by what it sent: a button is pressed by the `callback_data` that stood under it.
"""

from collections import deque
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

MESSAGE, EDIT = "message", "edit"
READY = "ready"
LINK = "/start warga_3301022003"
ON_THE_BALLOT = 8
PROPOSES = 4  # one in so many residents
IN_AN_RT = 40  # residents; a kader and an RT head of each RT know half of them, as nobody may vouch for more a day
SENDS = ",1"
"""What sends a proposal, whether another one is like it or not."""
SENTENCES = (
    "Lampu jalan di gang masjid",
    "Jembatan bambu diganti beton",
    "Jalan ke sawah rusak",
    "Posyandu perlu atap",
)

Script = Generator[str, "Heard", None]
Send = Callable[[str, dict[str, Any]], None]


@dataclass(slots=True)
class Heard:
    """A message or a redraw, as a phone shows it."""

    kind: str
    message: int
    text: str
    buttons: list[dict[str, str]]


@dataclass(slots=True)
class Group:
    id: int
    title: str
    asked: deque["Person"] = field(default_factory=deque)

    @property
    def facts(self) -> dict[str, Any]:
        return {"id": self.id, "type": "supergroup", "title": self.title}


class Person:
    def __init__(self, number: int, name: str, send: Send) -> None:
        self.id = number
        self.facts = {"id": number, "is_bot": False, "first_name": name, "language_code": "id"}
        self.chat = {"id": number, "type": "private", "first_name": name}
        self.script: Script | None = None
        self.last: Heard | None = None
        self._send = send
        self._waits = ""
        self._mail: deque[Heard] = deque()

    def begin(self, script: Script) -> None:
        self.script = script
        self._mail.clear()
        self._waits = next(script)

    def hear(self, heard: Heard) -> None:
        """Messages wait until they are read; a redraw counts only for whoever looks."""
        if heard.kind == MESSAGE or heard.kind == self._waits:
            self._mail.append(heard)
        self.last = heard
        while (script := self.script) is not None:
            found = next((h for h in self._mail if h.kind == self._waits), None)
            if found is None:
                return
            self._mail.remove(found)
            try:
                self._waits = script.send(found)
            except StopIteration:
                if self.script is script:
                    self.script = None

    def say(self, text: str, chat: dict[str, Any] | None = None) -> None:
        self._send("message", {"from": self.facts, "chat": chat or self.chat, "text": text})

    def press(self, heard: Heard, button: int | str = 0) -> None:
        """Press a button by its place, or by how its data begins or its answer to a question ends."""
        if isinstance(button, str):
            datas = [b["callback_data"] for b in heard.buttons if "callback_data" in b]
            data = next(d for d in datas if d.startswith(button) or d.split(":")[1].endswith(button))
        else:
            data = heard.buttons[button]["callback_data"]
        message = {"message_id": heard.message, "chat": self.chat, "text": heard.text}
        self._send("callback_query", {"from": self.facts, "message": message, "chat_instance": "7", "data": data})

    # What several scripts have in common

    def ask(self, text: str, answers: int = 1) -> Generator[str, Heard, Heard]:
        self.say(text)
        for _ in range(answers):
            heard = yield MESSAGE
        return heard

    def tap(self, heard: Heard, button: int | str = 0) -> Generator[str, Heard, Heard]:
        self.press(heard, button)
        return (yield MESSAGE)

    def until(self, op: str) -> Generator[str, Heard, Heard]:
        """The next message with a button of that kind."""
        while True:
            heard = yield MESSAGE
            if any(b.get("callback_data", "").startswith(f"{op}:") for b in heard.buttons):
                return heard

    def introduce(self, dusun: int, rt: int) -> Generator[str, Heard, None]:
        """Answer the questions of joining, beginning with the name; dusun and RT by the place of their button.

        Adults of a village are of many ages: who is known already is looked for among those of one year.
        """
        heard = yield from self.ask(self.facts["first_name"] + " Warga")
        heard = yield from self.tap(heard, dusun)
        heard = yield from self.tap(heard, rt)
        yield from self.tap(heard, dusun)
        heard = yield from self.ask(str(1950 + self.id % 55))
        yield from self.tap(heard)


class Voucher(NamedTuple):
    person: Person
    office: str
    dusun: int
    rt: int


class Village:
    """Everybody of Desa Sumberagung, and the order of things. `done` is called when the last has read the result."""

    def __init__(self, residents: int, send: Send, done: Callable[[], None]) -> None:
        self.everyone: dict[int, Person] = {}
        self._send, self._done = send, done
        self.group = Group(-1001000, "Warga")
        self.joko, self.slamet = map(self._person, ("Joko", "Slamet"))
        self._rts = max(3, -(-residents // (2 * IN_AN_RT)))
        self._vouchers = [
            Voucher(self._person(f"{office.title()}{dusun}{rt}"), office, dusun, rt)
            for dusun in (0, 1) for rt in range(self._rts) for office in ("kader", "rt")
        ]  # fmt: skip
        self.residents = [self._person(f"Warga{n}") for n in range(residents)]
        self._joined = self._voted = self._read = 0
        self.votes: dict[str, int] = {}

    def _person(self, name: str) -> Person:
        person = Person(5000 + len(self.everyone), name, self._send)
        self.everyone[person.id] = person
        return person

    def begin(self, code: str) -> None:
        self.joko.begin(self._set_up(self.joko, code))

    def hear(self, chat: int, heard: Heard) -> None:
        if chat != self.group.id:
            self.everyone[chat].hear(heard)
        elif self.group.asked and heard.kind == MESSAGE:
            self.group.asked.popleft().hear(heard)

    # The scripts

    def _set_up(self, joko: Person, code: str) -> Script:
        yield from joko.ask(f"/start pasang_{code}", 2)
        yield from joko.ask("Sumberagung")
        heard = yield from joko.ask("33.01.02.2003")
        yield from joko.tap(heard)
        yield from joko.ask("Krajan, Ngasem")
        yield from joko.ask(str(self._rts))
        heard = yield from joko.ask("Joko Santoso")
        yield from joko.tap(heard)
        yield MESSAGE
        change = {"new_chat_member": {"status": "member"}, "old_chat_member": {"status": "left"}}
        self._send("my_chat_member", {"from": joko.facts, "chat": self.group.facts, **change})
        self.group.asked.append(joko)
        joko.say("/start@xbot tautkan", self.group.facts)
        yield MESSAGE
        for voucher in self._vouchers:
            yield from self._appoint(joko, voucher.person, voucher.office, voucher.dusun, voucher.rt)
            voucher.person.begin(self._vouching(voucher))
        yield from self._appoint(joko, self.slamet, "tim_penyusun", 0, 0)
        for number, person in enumerate(self.residents):
            person.begin(self._resident(person, number))
        yield MESSAGE

    def _appoint(self, joko: Person, officer: Person, office: str, dusun: int, rt: int) -> Script:
        heard = yield from joko.ask("/kelola jabatan")
        heard = yield from joko.tap(heard, "ao:")
        heard = yield from joko.tap(heard, f"ai:'{office}:")
        payload = heard.text.split("start=")[1].split()[0].split('"')[0]
        yield from self._take_office(officer, joko, payload, dusun, rt)

    def _take_office(self, officer: Person, joko: Person, payload: str, dusun: int, rt: int) -> Script:
        """Joko hears that the office was taken, and goes on once the officer is known as a resident."""
        officer.begin(self._office(officer, joko, payload, dusun, rt))
        while (yield MESSAGE).text != READY:
            pass

    def _office(self, officer: Person, joko: Person, payload: str, dusun: int, rt: int) -> Script:
        yield from officer.ask(f"/start {payload}", 2)
        yield from officer.introduce(dusun, rt)
        joko.hear(Heard(MESSAGE, 0, READY, []))

    def _vouching(self, voucher: Voucher) -> Script:
        """Kader and RT know every second newcomer each, and say so as soon as asked."""
        while True:
            heard = yield from voucher.person.until("tv")
            newcomer = int(heard.buttons[0]["callback_data"].split(":")[1].split(",")[0], 36)
            if bool(newcomer & 2) == (voucher.office == "kader"):
                voucher.person.press(heard)

    def _resident(self, me: Person, number: int) -> Script:
        yield from me.ask(LINK, 2)
        yield from me.introduce(number % 2, number // 2 % self._rts)
        yield MESSAGE  # a kader or RT has vouched
        if number % PROPOSES == 0:
            heard = yield from me.ask(f"{SENTENCES[number % len(SENTENCES)]} nomor {number}")
            heard = yield from me.tap(heard)
            heard = yield from me.tap(heard, 2)
            heard = yield from me.tap(heard)
            yield from me.tap(heard, SENDS)
        yield from me.ask("/usulan")
        if number % 10 == 0:
            self.group.asked.append(me)
            me.say("/usulan", self.group.facts)
            yield MESSAGE
        yield from me.ask("/usulan 1")
        self._joined += 1
        if self._joined == len(self.residents):
            self.slamet.begin(self._polling(self.slamet))
        yield from self._voting(me, number)
        yield from me.until("bk")
        self._read += 1
        if self._read == len(self.residents):
            self._done()

    def _voting(self, me: Person, number: int) -> Script:
        """In, in, and one of them out again; the last look of the ballot says what stands."""
        heard = yield from me.until("v")
        for tap in (number % 3, 3 + number % 4, number % 3):
            me.press(heard, tap)
            heard = yield EDIT
        for button in heard.buttons:
            op, args = button["callback_data"].split(":")[:2]
            if op in ("v", "vk") and args.split(",")[2] == "0":
                option = args.split(",")[1]
                self.votes[option] = self.votes.get(option, 0) + 1
        self._voted += 1
        if self._voted == len(self.residents):
            self.slamet.begin(self._closing(self.slamet))

    def _polling(self, slamet: Person) -> Script:
        slamet.say("/kelola musyawarah")
        heard = yield from slamet.until("po")
        heard = yield from slamet.tap(heard, "po:")
        heard = yield from slamet.ask(", ".join(str(n) for n in range(1, ON_THE_BALLOT + 1)))
        heard = yield from slamet.tap(heard, len(heard.buttons) - 1)
        heard = yield from slamet.tap(heard, 1)
        heard = yield from slamet.tap(heard, 0)
        yield from slamet.tap(heard)

    def _closing(self, slamet: Person) -> Script:
        slamet.say("/kelola musyawarah")
        heard = yield from slamet.until("pc")
        slamet.press(heard, "pc:")
        heard = yield from slamet.until("px")
        slamet.press(heard)
        yield EDIT
        for person in self.residents:
            person.say("/hasil")
