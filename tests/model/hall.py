"""A hall as chance plays it: people come in every way, items are settled, drafts objected to, and time passes.

Beside it stands a plain reference that knows who is there; after each act the tables are held against it and against
the sentences of the law: one attendance for each, no vote without an objection, two offices, no seal before its time.
"""

import hashlib
import hmac
import sqlite3
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from random import Random

from actions import draft, hall, minutes, paper, roster, sitting
from actions.hall import Came
from actions.hall_records import Hall, Minute, Sanggah
from storage.halls import Halls, _hall
from storage.migrate import migrate
from storage.minutes import Minutes
from storage.work import SqliteWork, transaction
from tests.model.hamlet import FOUNDED, bare
from village.meeting import Audience, ItemKind, Kind, Meeting, Segment
from village.minutes import Count, Outcome
from village.offices import BPD
from village.people import Office, Resident, Sex, State
from village.place import Dusun, Village
from village.presence import Line
from village.refusal import Refusal
from village.season import usual_phases

MINUTE, HOUR = 60_000, 3_600_000
ACTS = {
    "open": 10, "attend": 34, "tick": 18, "paper": 14, "start": 16, "put_off": 4, "agree": 20, "object": 10,
    "withdraw": 6, "count": 14, "confirm": 16, "decline": 9, "write": 3, "end": 10, "ask": 8, "send": 10, "refuse": 5,
    "sanggah": 6, "answer": 14, "pulse": 8, "wait": 14,
}  # fmt: skip
REFUSALS = (
    "hall.refused.not_open", "hall.refused.open", "hall.refused.is_sitting", "hall.refused.is_drafting",
    "hall.refused.is_open", "hall.refused.is_sealed", "hall.refused.quorum", "hall.refused.not_yet",
    "minutes.refused.settled", "minutes.refused.objection", "minutes.refused.no_objection",
    "minutes.refused.count_waits", "minutes.refused.count", "minutes.refused.items_left",
    "minutes.refused.count_settled", "minutes.refused.draft_waits", "minutes.refused.draft_settled",
    "step.refused.partner", "sanggah.refused.who", "sanggah.refused.late", "sanggah.refused.once",
    "sanggah.refused.settled", "hall.refused.own_phone", "hall.refused.stays",
)  # fmt: skip
FITTING = {
    "": ("open", "wait"), "datang": ("attend", "tick", "paper", "start", "wait", "put_off", "pulse"),
    "berjalan": ("agree", "object", "withdraw", "count", "confirm", "decline", "write", "end"),
    "menulis": ("ask", "send", "refuse", "write"), "sanggah": ("sanggah", "answer", "pulse", "wait"),
}  # fmt: skip
"""What makes sense where a meeting stands; chance does the rest as well, so that every no is heard."""
MARKS = ("came", "again", "wrong", "wait", "paper done", "paper differs", "sealed", "put off", "counted twice")
"""What may come of an act besides a no; each has to have happened."""
Maker = Callable[[sqlite3.Connection, int], SqliteWork]


@dataclass(slots=True)
class Told:
    """What the reference knows of one meeting. there: resident → way; visitors by name."""

    id: int
    starts: int
    secret: bytes = b""
    opened: int = 0
    there: dict[int, str] = field(default_factory=dict)
    visitors: set[str] = field(default_factory=set)
    lists: dict[int, list[Line]] = field(default_factory=dict)
    over: bool = False
    sealed: tuple[str, str] | None = None


class Walk:
    def __init__(self, seed: int, maker: Maker = SqliteWork) -> None:
        self.chance, self.maker, self.now = Random(seed), maker, FOUNDED
        self.connection = bare()
        self.reach: Counter[str] = Counter()
        self.accounts: dict[int, int] = {}
        self.bodies: dict[int, str] = {}
        self.silent: list[int] = []
        migrate(self.connection, Path("desa.db"), FOUNDED)
        with transaction(self.connection):
            self._begin(SqliteWork(self.connection, FOUNDED))
            self._summon(SqliteWork(self.connection, FOUNDED))

    def _begin(self, work: SqliteWork) -> None:
        village = work.villages.add("33.01.02.2003", "Sumberagung", "Asia/Jakarta", [Dusun(0, "A", ("01",))])
        self.village, self.dusun = village.id, village.dusun[0].id
        self.season = work.seasons.add(village.id, 2027, usual_phases(2027, "Asia/Jakarta")).id
        for name, office in (
            ("Ratna", Office.BPD_KETUA), ("Wahid", Office.BPD_ANGGOTA), ("Dewi", Office.PEMDES),
            ("Slamet", Office.TIM_PENYUSUN), ("Wati", Office.KADER),
        ):  # fmt: skip
            person = self._resident(work, name, State.VERIFIED)
            work.roles.grant(village.id, person, office, False)
            self.bodies[person] = "bpd" if office in BPD else office.value
        for n in range(6):
            self._resident(work, f"Warga {chr(65 + n)}", State.VERIFIED)
        for n in range(4):
            self.silent.append(self._resident(work, f"Mbah {chr(65 + n)}", State.LISTED))

    def _resident(self, work: SqliteWork, name: str, state: State) -> int:
        person = work.residents.add(self.village, name, state, self.dusun, "01", Sex.FEMALE, 1950)
        if state is State.VERIFIED:
            chat = work.chats.met(1000 + len(self.accounts), "private", "")
            account = work.accounts.met(1000 + len(self.accounts), chat.id)
            work.accounts.bind(account.id, person, self.village)
            self.accounts[person] = account.id
        return person

    def _summon(self, work: SqliteWork) -> None:
        """The next meeting, called by the council; a few are invited by name, one of them from elsewhere."""
        chair = next(iter(self.bodies))
        meeting = work.meetings.add(
            Meeting(
                0, self.village, self.season, Kind.MUSDES, "", None, chair, "bpd_ketua", "balai", self.now + HOUR,
                self.now + 4 * HOUR, closes_at=1,
            ),
            [Audience(Segment.ALL)],
        )  # fmt: skip
        for n in range(2):
            work.meetings.add_item(meeting, ItemKind.AGENDA, chair, f"Butir {n}")
        people = [*self.accounts, *self.silent]
        self.invited = set(self.chance.sample(people, 5))
        for person in self.invited:
            work.meetings.add_guest(meeting, "masyarakat", chair, person)
        work.meetings.add_guest(meeting, "agama", chair, None, "Pak Camat", Sex.MALE)
        self.told = Told(meeting.id, meeting.starts_at)

    def walk(self, steps: int) -> list[str]:
        """What is wrong after the first act that leaves something wrong; empty when nothing is."""
        for _ in range(steps):
            fitting = FITTING[self._state()] if self.chance.random() < 0.75 else tuple(ACTS)
            [name] = self.chance.choices(fitting, [ACTS[act] for act in fitting])
            if name in ("start", "end", "send", "answer") or self.chance.random() < 0.9:
                self.now += self.chance.choice((1000, 20_000, MINUTE))
            before = self._copy()
            try:
                with transaction(self.connection):
                    getattr(self, f"_{name}")(self.maker(self.connection, self.now))
                self.reach[name] += 1
            except Refusal as no:
                self.told = before
                self.reach[no.key] += 1
            if wrong := self._wrong():
                return [f"{name}: {one}" for one in wrong]
            if self._state() in ("tersegel", "ditunda"):
                self._late()
                with transaction(self.connection):
                    self._summon(SqliteWork(self.connection, self.now))
        return []

    def _late(self) -> None:
        """Nothing more is written about it, whoever tries."""
        for act in (self._attend, self._write, self._send, self._sanggah):
            try:
                with transaction(self.connection):
                    act(self.maker(self.connection, self.now))
            except Refusal as no:
                self.reach[no.key] += 1

    def _copy(self) -> Told:
        return replace(
            self.told, there=dict(self.told.there), visitors=set(self.told.visitors), lists=dict(self.told.lists)
        )

    # What people do.

    def _of(self, work: SqliteWork, among: list[int] | None = None) -> tuple[Resident, Village]:
        person = work.residents.get(self.chance.choice(among or [*self.accounts]))
        assert person is not None
        return person, work.villages.get(self.village)

    def _officer(self, work: SqliteWork) -> tuple[Resident, Village]:
        return self._of(work, [who for who, body in self.bodies.items() if body != "kader"])

    def _open(self, work: SqliteWork) -> None:
        person, village = self._of(work, [*self.bodies][:2])
        hall.open_door(work, person, village, self.told.id)
        row = self.connection.execute("SELECT secret, opened_at FROM hall WHERE meeting_id = ?", (self.told.id,))
        self.told.secret, self.told.opened = row.fetchone()

    def _spoken(self, turn: int) -> str:
        """The code, made from the secret in a way of its own."""
        mark = hmac.new(bytes(self.told.secret), turn.to_bytes(8, "big"), hashlib.sha256).digest()
        return str(int.from_bytes(mark[:8], "big") % 10_000).rjust(4, "0")

    def _attend(self, work: SqliteWork) -> None:
        person, village = self._of(work)
        turn, into = divmod(self.now - self.told.opened, 10 * MINUTE)
        back = self.chance.choice((0, 0, 0, 1, 2, 5))
        said = self._spoken(max(0, turn - back)) if self.told.secret else "1234"
        if self.chance.random() < 0.1:
            said = "9999"
        valid = {self._spoken(turn)} | ({self._spoken(turn - 1)} if turn and into < 2 * MINUTE else set())
        came = hall.attend(work, person, village, self.accounts[person.id], self.told.id, said)
        self.reach["came" if came is Came.NEW else came.value] += 1
        if came is Came.NEW:
            if said not in valid:
                self.told.over = True  # seen as wrong below: nobody may be there
            self.told.there[person.id] = "kode"
        elif came is Came.AGAIN and person.id not in self.told.there:
            self.told.there[person.id] = "never"

    def _tick(self, work: SqliteWork) -> None:
        kader, village = self._of(work, [who for who, body in self.bodies.items() if body == "kader"])
        pool = self.silent if self.chance.random() < 0.8 else [*self.accounts]
        who, there = self.chance.choice([p for p in pool if p != kader.id]), self.chance.random() < 0.6
        roster.tick(work, kader, village, self.told.id, who, there)
        if there:
            self.told.there.setdefault(who, "kader")
        elif self.told.there.get(who) == "kader":
            del self.told.there[who]

    def _paper(self, work: SqliteWork) -> None:
        officer, village = self._of(work, [*self.bodies])
        names = {who: work.residents.get(who) for who in (*self.accounts, *self.silent)}
        if self.chance.random() < 0.5 and self.told.lists:  # types what another has typed
            typed = [line.name for line in self.chance.choice([*self.told.lists.values()])]
            self.chance.shuffle(typed)
        else:
            typed = [p.name for p in self.chance.sample([p for p in names.values() if p], 3)]
            typed.append(self.chance.choice(("Pak Camat", "Tamu Jauh")))
        lines = paper.read(work, village, [], "\n".join(typed))
        came, _ = paper.enter(work, officer, village, self.told.id, lines)
        self.reach[f"paper {came}"] += 1
        mine = sorted(line.who for line in lines)
        same = any(
            sorted(line.who for line in other) == mine
            for who, other in self.told.lists.items()
            if self.bodies[who] != self.bodies[officer.id]
        )
        self.told.lists[officer.id] = lines
        if same:
            for line in lines:
                if line.person:
                    self.told.there.setdefault(line.person, "kertas")
                else:
                    self.told.visitors.add(line.key)
            self.told.lists = {}

    def _start(self, work: SqliteWork) -> None:
        person, village = self._officer(work)
        sitting.begin(work, person, village, self.told.id)

    def _put_off(self, work: SqliteWork) -> None:
        person, village = self._officer(work)
        sitting.put_off(work, person, village, self.told.id)
        self.reach["put off"] += 1

    def _item(self) -> int:
        """Sooner one to which somebody objects."""
        sql = "SELECT item_id AS id FROM minute_objection WHERE meeting_id = ? AND withdrawn = ''"
        rows = self.connection.execute(sql, (self.told.id,)).fetchall()
        if not rows or self.chance.random() < 0.5:
            rows = self.connection.execute(
                "SELECT id FROM meeting_item WHERE meeting_id = ?", (self.told.id,)
            ).fetchall()
        return int(self.chance.choice(rows)["id"])

    def _agree(self, work: SqliteWork) -> None:
        person, village = self._officer(work)
        outcome = self.chance.choice((Outcome.SETUJU, Outcome.SETUJU, Outcome.CATATAN, Outcome.DITUNDA))
        if self._objects() and self.chance.random() < 0.7:
            outcome = Outcome.SETUJU
        minutes.agree(work, person, village, self.told.id, self._item(), outcome, "Dengan syarat")

    def _objects(self) -> bool:
        sql = "SELECT 1 FROM minute_objection WHERE meeting_id = ? AND withdrawn = ''"
        return self.connection.execute(sql, (self.told.id,)).fetchone() is not None

    def _object(self, work: SqliteWork) -> None:
        person, village = self._officer(work)
        minutes.object_(work, person, village, self.told.id, self._item(), "Tidak setuju")

    def _withdraw(self, work: SqliteWork) -> None:
        person, village = self._officer(work)
        found = self.connection.execute(
            "SELECT id, item_id FROM minute_objection WHERE meeting_id = ?", (self.told.id,)
        ).fetchall()
        if found:
            row = self.chance.choice(found)
            minutes.withdraw(work, person, village, self.told.id, row["item_id"], row["id"], "Sudah jelas")

    def _count(self, work: SqliteWork) -> None:
        person, village = self._officer(work)
        voices = work.halls.voices(self.told.id)
        yes = self.chance.randint(0, voices + 1)
        no = self.chance.randint(0, max(0, voices - yes))
        minutes.count(work, person, village, self.told.id, self._item(), Count(yes, no, 0))

    def _counted(self) -> int:
        rows = self.connection.execute(
            "SELECT id FROM minute_count WHERE meeting_id = ? ORDER BY id DESC LIMIT 2", (self.told.id,)
        ).fetchall()
        return int(self.chance.choice(rows)["id"]) if rows else 0

    def _confirm(self, work: SqliteWork) -> None:
        person, village = self._officer(work)
        _, outcome = minutes.confirm(work, person, village, self._counted())
        self.reach["counted twice"] += outcome is None

    def _decline(self, work: SqliteWork) -> None:
        person, village = self._officer(work)
        minutes.decline(work, person, village, self._counted())

    def _write(self, work: SqliteWork) -> None:
        person, village = self._officer(work)
        minutes.write(work, person, village, self.told.id, self._item(), "Dibahas lama")

    def _end(self, work: SqliteWork) -> None:
        person, village = self._officer(work)
        sitting.end(work, person, village, self.told.id)

    def _ask(self, work: SqliteWork) -> None:
        person, village = self._officer(work)
        draft.ask(work, person, village, self.told.id)

    def _send(self, work: SqliteWork) -> None:
        person, village = self._officer(work)
        draft.send(work, person, village, self.told.id)

    def _refuse(self, work: SqliteWork) -> None:
        person, village = self._officer(work)
        draft.decline(work, person, village, self.told.id)

    def _sanggah(self, work: SqliteWork) -> None:
        person, village = self._of(work)
        draft.object_(work, person, village, self.told.id, self._item(), "Bukan begitu")

    def _answer(self, work: SqliteWork) -> None:
        person, village = self._of(work, [*self.bodies][:2])
        rows = self.connection.execute("SELECT id FROM sanggah WHERE state = 'open'").fetchall()
        if not rows or self.chance.random() < 0.2:
            rows = self.connection.execute("SELECT id FROM sanggah ORDER BY id DESC LIMIT 3").fetchall()
        number = int(self.chance.choice(rows)["id"]) if rows else 0
        draft.answer(work, person, village, number, self.chance.random() < 0.5, "Menurut catatan")

    def _pulse(self, work: SqliteWork) -> None:
        hall.change_codes(work)
        self.reach["sealed"] += draft.seal_due(work)

    def _wait(self, work: SqliteWork) -> None:
        self.now += self.chance.choice((5 * MINUTE, 20 * MINUTE, HOUR, *((30 * HOUR,) * (self._state() == "sanggah"))))

    def _state(self) -> str:
        row = self.connection.execute("SELECT state FROM hall WHERE meeting_id = ?", (self.told.id,)).fetchone()
        return str(row["state"]) if row else ""

    # What may never be.

    def _wrong(self) -> list[str]:
        rows = [dict(row) for row in self.connection.execute("SELECT * FROM hall").fetchall()]
        found = [*self._attendance(), *self._items()]
        for row in rows:
            found += self._hall(row)
        return found

    def _attendance(self) -> list[str]:
        rows = self.connection.execute(
            "SELECT resident_id, way, ended_at, visitor FROM attendance WHERE meeting_id = ?", (self.told.id,)
        ).fetchall()
        known = [row["resident_id"] for row in rows if row["resident_id"] is not None]
        there = {row["resident_id"]: row["way"] for row in rows if row["resident_id"] and row["ended_at"] is None}
        found = []
        if self.told.over:
            found.append("came by a code that did not hold")
        if len(known) != len(set(known)):
            found.append("somebody is there twice")
        if there != self.told.there:
            found.append(f"there are {there}, not {self.told.there}")
        if sum(row["visitor"] is not None for row in rows) != len(self.told.visitors):
            found.append("not the visitors of the paper")
        return found

    def _items(self) -> list[str]:
        found = []
        for row in self.connection.execute("SELECT * FROM minute WHERE meeting_id = ?", (self.told.id,)).fetchall():
            item, outcome = row["item_id"], row["outcome"]
            objections = self.connection.execute(
                "SELECT at, withdrawn FROM minute_objection WHERE item_id = ?", (item,)
            ).fetchall()
            counts = self.connection.execute(
                "SELECT * FROM minute_count WHERE item_id = ? AND state = 'done' ORDER BY id", (item,)
            ).fetchall()
            standing = [o for o in objections if not o["withdrawn"]]
            if outcome in ("setuju", "catatan") and standing:
                found.append("agreed although somebody objects")
            if outcome in ("diterima", "tidak_diterima", "tanpa_mayoritas"):
                found += self._vote(outcome, bool(standing), counts)
        for count in self.connection.execute("SELECT * FROM minute_count WHERE state = 'done'").fetchall():
            if self.bodies.get(count["first_id"]) == self.bodies.get(count["second_id"]):
                found.append("one office counted alone")
        return found

    def _vote(self, outcome: str, objected: bool, counts: list[sqlite3.Row]) -> list[str]:
        if not objected:
            return ["a vote without an objection"]
        if not counts:
            return ["a vote that nobody counted"]
        last = counts[-1]
        half = Fraction(last["voices"], 2)
        should = "diterima" if last["yes"] > half else "tidak_diterima" if last["no"] > half else "tanpa_mayoritas"
        short = outcome == "tanpa_mayoritas" and len(counts) < 2
        return [f"{outcome}, not {should}"] if outcome != should or short else []

    def _hall(self, row: dict[str, object]) -> list[str]:
        found = []
        here = row["state"]
        if row["began_at"] and 3 * int(str(row["present"])) < 2 * int(str(row["invited"])):
            found.append("begun without its quorum")
        if here in ("sanggah", "tersegel") and self.bodies.get(row["draft_by"]) == self.bodies.get(row["draft_second"]):  # type: ignore[arg-type]
            found.append("one office sent the draft alone")
        if here == "tersegel":
            found += self._seal(row)
        return found

    def _seal(self, row: dict[str, object]) -> list[str]:
        found = []
        sent, sealed = int(str(row["sent_at"])), int(str(row["sealed_at"]))
        if sealed < sent + 48 * HOUR:
            found.append("sealed before the time to object was over")
        unanswered = self.connection.execute(
            "SELECT COUNT(*) AS n FROM sanggah WHERE meeting_id = ? AND state = 'open'", (row["meeting_id"],)
        ).fetchone()["n"]
        if unanswered:
            found.append("sealed with an objection that nobody answered")
        if hashlib.sha256(str(row["minutes"]).encode()).hexdigest() != row["digest"]:
            found.append("the mark is not that of the minutes")
        if row["meeting_id"] == self.told.id:
            now = (str(row["minutes"]), str(row["digest"]))
            if self.told.sealed not in (None, now):
                found.append("sealed minutes have changed")
            self.told.sealed = now
        return found


# Built wrongly.


class _Early(Halls):
    """Gives nobody time to object."""

    def send(self, meeting_id: int, second: int, until: int) -> None:
        super().send(meeting_id, second, self.now)


class _Deaf(Halls):
    """Asks nobody whether somebody objects still."""

    def over(self) -> list[Hall]:
        sql = "SELECT * FROM hall WHERE state = 'sanggah' AND objects_until <= :now"
        return [_hall(row) for row in self.rows(sql, now=self.now)]


class _Silent(Minutes):
    def sanggah_of(self, meeting_id: int) -> list[Sanggah]:
        return [one for one in super().sanggah_of(meeting_id) if one.state != "open"]


class _Eager(Minutes):
    """Takes every item for one to which somebody objects."""

    def of(self, meeting_id: int, item_id: int) -> Minute:
        found = super().of(meeting_id, item_id)
        return _Objected(*(getattr(found, name) for name in Minute.__slots__))


class _Objected(Minute):
    @property
    def item(self):  # type: ignore[no-untyped-def]
        return replace(super().item, standing=1)


class _Alone(Halls):
    """Forgets who asked for the draft to be sent."""

    def get(self, meeting_id: int, village_id: int) -> Hall | None:
        found = super().get(meeting_id, village_id)
        if found is None or not found.draft_by:
            return found
        kader = self.one("SELECT resident_id FROM mandate WHERE office = 'tim_penyusun'")["resident_id"]
        pemdes = self.one("SELECT resident_id FROM mandate WHERE office = 'pemdes'")["resident_id"]
        return replace(found, draft_by=pemdes if found.draft_by == kader else kader)


class _Sweeping(Halls):
    """Lets a kader take back what people said themselves."""

    def leave(self, meeting_id: int, resident: int) -> bool:
        sql = "UPDATE attendance SET ended_at = :now WHERE resident_id = :resident AND meeting_id = :id RETURNING 1"
        return self.row(sql, now=self.now, resident=resident, id=meeting_id) is not None


def _built(halls: type[Halls] = Halls, minutes_: type[Minutes] = Minutes) -> Maker:
    def maker(connection: sqlite3.Connection, now: int) -> SqliteWork:
        work = SqliteWork(connection, now)
        work.halls, work.minutes = halls(connection, now), minutes_(connection, now)
        return work

    return maker


TWINS: dict[str, Maker] = {
    "early": _built(_Early),
    "deaf": _built(_Deaf, _Silent),
    "eager": _built(minutes_=_Eager),
    "alone": _built(_Alone),
    "sweeping": _built(_Sweeping),
}
