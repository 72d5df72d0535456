"""Kader, neighbours, phones and the council, as chance plays them; after each act the tables are asked what must hold.

What the walk expects of a ballot it keeps itself, in a dict; of helpers, slips, caps and draws it recounts the rows.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from actions import aid, enrol, objection, reach, visit, vote
from actions.records import Account
from storage.migrate import migrate
from storage.work import SqliteWork, transaction
from tests.boxes import secret_of
from tests.model.hamlet import FOUNDED, bare
from tests.model.recount import CAP, MOST, Recount
from village.aid import slip
from village.people import Office, Resident, Sex, State
from village.place import Dusun
from village.refusal import Refusal
from village.season import usual_phases
from village.visits import Finding

HOUR = 3_600_000
ACTS = {
    "open": 24, "tap": 20, "seal": 6, "propose": 8, "join": 6, "own": 14, "empty": 3, "object": 6, "second": 3,
    "close": 1, "reopen": 4, "visit": 10, "wait": 4, "doors": 3, "number": 3,
}  # fmt: skip
BESIDE = (
    "aid.refused.slip", "aid.refused.self", "aid.refused.who", "aid.refused.gone", "aid.refused.elsewhere",
    "aid.refused.own_phone", "aid.refused.household", "aid.refused.no_home", "aid.refused.most",
    "aid.refused.slip_used", "aid.refused.no_ballot", "aid.refused.sealed", "aid.refused.empty",
    "aid.refused.objected", "aid.refused.second", "visit.refused.own", "visit.refused.done",
    "reach.refused.elsewhere", "talk.refused.old",
)  # fmt: skip
Maker = Callable[[sqlite3.Connection, int], SqliteWork]


class Walk(Recount):
    """One village for so many acts; `wrong` says in words what should never have been."""

    def __init__(self, seed: int, maker: Maker = SqliteWork) -> None:
        self.chance, self.maker = Random(seed), maker
        self.connection = bare()
        self.now = FOUNDED
        self.wrong: list[str] = []
        self.reach: Counter[str] = Counter()
        self.ballots: dict[tuple[int, int], frozenset[int]] = {}
        self.closed: dict[int, list[tuple[int, int]]] = {}
        self.helped: dict[tuple[int, int], set[bytes]] = {}
        self.over: set[int] = set()
        """Aids that were sealed or objected to."""
        self.people: dict[str, int] = {}
        self.phones = 0
        migrate(self.connection, Path("desa.db"), FOUNDED)
        with transaction(self.connection):
            self._begin(maker(self.connection, self.now))

    def _begin(self, work: SqliteWork) -> None:
        village = work.villages.add(
            "33.01.02.2003", "Sumberagung", "Asia/Jakarta", [Dusun(0, "A", ("01", "02")), Dusun(0, "B", ("01",))]
        )
        self.village = village.id
        self.season = work.seasons.add(village.id, 2027, usual_phases(2027, "Asia/Jakarta")).id
        self.connection.execute("INSERT INTO setting VALUES (?, 'batas_bantuan', ?, 'Perdes', 2026)", (village.id, CAP))
        a, b = (d.id for d in village.dusun)
        for name, office, dusun, rt in (
            ("K1", Office.KADER, a, "01"), ("K2", Office.KADUS, a, "02"), ("R", Office.RT, a, "01"),
            ("C1", Office.BPD_KETUA, b, "01"), ("C2", Office.BPD_ANGGOTA, a, "01"), ("P", Office.TIM_PENYUSUN, b, "01"),
            ("N", Office.KADER, None, None),
        ):  # fmt: skip
            self._resident(work, name, State.VERIFIED, dusun, rt)
            work.roles.grant(village.id, self.people[name], office, False)
            self._bind(work, name)
        for n in range(10):
            self._resident(work, f"W{n}", State.LISTED, a, "01" if n % 2 else "02")
        self._resident(work, "Jauh", State.LISTED, b, "01")
        self._resident(work, "Pergi", State.MOVED, a, "01")
        for card, names in enumerate((("K1", "W1"), ("C2", "W3"), ("R", "W5"))):
            for name in names:
                self._card(work, name, bytes([card]))
        for n in (0, 2, 4, 6, 7, 8, 9):
            self._card(work, f"W{n}", b"own%d" % n)
        for words in ("Lampu jalan", "Jembatan bambu", "Pos ronda"):
            work.proposals.add(village.id, self.season, words, words, None, None, "semua", self.people["P"])
        self._poll(work)

    def _resident(self, work: SqliteWork, name: str, state: State, dusun: int | None, rt: str | None) -> None:
        self.people[name] = work.residents.add(self.village, f"Nama {name}", state, dusun, rt, Sex.FEMALE, 1950)

    def _bind(self, work: SqliteWork, name: str) -> Account:
        self.phones += 1
        chat = work.chats.met(1000 + self.phones, "private", name)
        account = work.accounts.met(1000 + self.phones, chat.id)
        if name in self.people:
            work.accounts.bind(account.id, self.people[name], self.village)
        return work.accounts.get(account.id)

    def _card(self, work: SqliteWork, name: str, card: bytes) -> None:
        self.connection.execute(
            "INSERT INTO register_row (resident_id, village_id, kk_hash, import_id) VALUES (?, ?, ?, 1)",
            (self.people[name], self.village, card),
        )

    def _poll(self, work: SqliteWork) -> None:
        officer = self._who(work, "P")
        opened = vote.open_poll(work, officer, work.villages.get(self.village), (1, 2, 3), MOST, self.now + 20 * HOUR)
        self.poll, self.options = opened.id, [o.id for o in opened.options]

    def _who(self, work: SqliteWork, name: str) -> Resident:
        found = work.residents.get(self.people[name])
        assert found is not None
        self.people[name] = found.id
        return found

    # One act

    def walk(self, steps: int) -> list[str]:
        for _ in range(steps):
            [name] = self.chance.choices(list(ACTS), list(ACTS.values()))
            said = self.step(name)
            self.reach[f"{name} {said}"] += 1
            self._look(name)
            if self.wrong:
                break
        return self.wrong

    def step(self, name: str) -> str:
        try:
            with transaction(self.connection):
                work = self.maker(self.connection, self.now)
                then = getattr(self, f"_{name}")(work, work.villages.get(self.village))
        except Refusal as no:
            return no.key
        if then is not None:
            then()
        return "ok"

    def _helper(self, work: SqliteWork) -> Resident:
        return self._who(work, self.chance.choice(("K1", "K1", "K2", "K2", "R", "N", "P")))

    def _neighbour(self) -> int:
        if self.chance.random() < 0.03:
            return 1  # nobody's number
        return self.people[self.chance.choice([*self.people, *(f"W{n}" for n in range(10))])]

    def _open(self, work: SqliteWork, village: Any) -> Callable[[], None]:
        helper, person = self._helper(work), self._neighbour()
        number = str(self.chance.randrange(40))
        opened = aid.open_ballot(work, helper, village, person, self.poll, number)
        return lambda: self._check_aid(opened.id)

    def _some_aid(self) -> tuple[int, int, int, int]:
        rows = self.connection.execute("SELECT id, helper_id, resident_id, poll_id FROM aid").fetchall()
        row = self.chance.choice(rows[-8:]) if rows else (0, 0, 0, 0)
        return tuple(row)

    def _tap(self, work: SqliteWork, village: Any) -> Callable[[], None]:
        number, helper, person, poll = self._some_aid()
        who = work.residents.get(helper) if helper and self.chance.random() < 0.9 else self._helper(work)
        option, into = self.chance.choice(self.options), self.chance.random() < 0.8
        assert who is not None
        aid.cast(work, who, village, number, option, into)
        had = self.ballots.get((poll, person), frozenset())
        if number in self.over:
            self.wrong.append(f"aid {number} took a tap after its end")
        return lambda: self._expect(poll, person, had | {option} if into else had - {option})

    def _expect(self, poll: int, person: int, picks: frozenset[int]) -> None:
        self.ballots[poll, person] = picks

    def _seal(self, work: SqliteWork, village: Any) -> Callable[[], None]:
        number, helper, _, _ = self._some_aid()
        who = work.residents.get(helper) if helper else self._who(work, "K1")
        assert who is not None
        aid.seal(work, who, village, number)
        return lambda: self.over.add(number)

    def _propose(self, work: SqliteWork, village: Any) -> Callable[[], None]:
        helper, number = self._helper(work), str(self.chance.randrange(40))
        who: int | aid.Newcomer = self._neighbour()
        new = f"Baru{len(self.people)}"
        if self.chance.random() < 0.3:
            who = aid.Newcomer(f"Nama {new}", self.chance.choice(("01", "02")), Sex.MALE, 1940)
        _, person, _ = aid.submit(work, helper, village, who, number, "Jalan becek", None, None, "semua")
        row = self.connection.execute("SELECT MAX(id) FROM aid").fetchone()[0]
        if isinstance(who, aid.Newcomer):
            self.people.setdefault(new, person.id)
        return lambda: self._check_aid(row)

    def _second(self, work: SqliteWork, village: Any) -> None:
        waiting = work.residents.waiting(self.village)
        if not waiting:
            raise Refusal("nobody waits")
        person, officer = self.chance.choice(waiting), self._who(work, self.chance.choice(("K1", "K2", "R")))
        enrol.vouch(work, officer, village, person.id, True)

    def _join(self, work: SqliteWork, village: Any) -> None:
        """Somebody of the list gets a phone, is known by the RT, and becomes the resident they are."""
        name = self.chance.choice([f"W{n}" for n in range(10)])
        person = self._who(work, name)
        if work.accounts.of(person.id) or self.chance.random() < 0.5:
            raise Refusal("has a phone, or stays without")
        assert person.dusun_id is not None and person.rt is not None
        account = self._bind(work, "baru")
        newcomer = enrol.ask(work, account, village, person.name, person.dusun_id, person.rt, Sex.FEMALE, 1950)
        enrol.vouch(work, self._who(work, "R"), village, newcomer, True)

    def _voter(self) -> int:
        rows = self.connection.execute("SELECT DISTINCT resident_id FROM account_resident").fetchall()
        return int(self.chance.choice(rows)[0])

    def _own(self, work: SqliteWork, village: Any) -> Callable[[], None]:
        """A vote by an own phone: what a kader had entered does not add up with it."""
        voter = work.residents.get(self._voter())
        option, into = self.chance.choice(self.options), self.chance.random() < 0.8
        assert voter is not None
        stands = self._stands(voter.id)
        vote.cast(work, voter, village, self.poll, option, into, secret_of(self.poll, voter.id))
        had = frozenset() if stands else self.ballots.get((self.poll, voter.id), frozenset())
        return lambda: self._expect(self.poll, voter.id, had | {option} if into else had - {option})

    def _stands(self, person: int) -> bool:
        found = self.connection.execute(
            "SELECT 1 FROM aid WHERE poll_id = ? AND resident_id = ? AND state IN ('open', 'stands')",
            (self.poll, person),
        )
        return found.fetchone() is not None

    def _empty(self, work: SqliteWork, village: Any) -> Callable[[], None]:
        voter = work.residents.get(self._voter())
        assert voter is not None
        vote.withdraw(work, voter, village, self.poll, secret_of(self.poll, voter.id))
        return lambda: self._expect(self.poll, voter.id, frozenset())

    def _object(self, work: SqliteWork, village: Any) -> Callable[[], None]:
        number, _, person, poll = self._some_aid()
        who = work.residents.get(person if person and self.chance.random() < 0.8 else self._voter())
        assert who is not None
        state = self.connection.execute("SELECT state FROM aid WHERE id = ?", (number,)).fetchone()
        objection.object_(work, who, village, number)
        self.over.add(number)
        if poll != self.poll or self.poll in self.closed or state[0] == "replaced":
            return lambda: None
        return lambda: self._expect(poll, person, frozenset())

    def _close(self, work: SqliteWork, village: Any) -> Callable[[], None]:
        if self.poll in self.closed:
            raise Refusal("closed already")
        head = work.book.head(self.village)[1]
        vote.close_by_hand(work, self._who(work, "P"), village, self.poll)
        return lambda: self._check_draw(head)

    def _reopen(self, work: SqliteWork, village: Any) -> None:
        if self.poll not in self.closed:
            raise Refusal("runs still")
        self._poll(work)

    def _visit(self, work: SqliteWork, village: Any) -> None:
        rows = self.connection.execute("SELECT aid_id FROM visit").fetchall()
        number = self.chance.choice(rows)[0] if rows and self.chance.random() < 0.9 else 0
        member = self._who(work, self.chance.choice(("C1", "C2")))
        visit.tick(work, member, village, number, self.chance.choice(list(Finding)))

    def _doors(self, work: SqliteWork, village: Any) -> None:
        helper = self._who(work, self.chance.choice(("K1", "R")))
        dusun = self.chance.choice(village.dusun)
        found = reach.unheard(work, helper, village, dusun.id, self.chance.choice(dusun.rts))
        if helper.dusun_id != dusun.id or len(found) > len(self.people):
            self.wrong.append("a list of doors of somebody else's place")

    def _number(self, work: SqliteWork, village: Any) -> None:
        said = self.chance.choice(("no. 12", "Lembar A-3", "satu", "", "1234567890123", "7"))
        if not slip(said).isalnum():
            self.wrong.append(f"{said} is no number of a slip")

    def _wait(self, work: SqliteWork, village: Any) -> Callable[[], None]:
        """Minutes, so that a kader's time runs out; the poll's own end is far."""
        return lambda: setattr(self, "now", self.now + self.chance.randrange(1, 25) * 60_000)

    def end(self) -> None:
        self.connection.close()
