"""Residents who come and go behind proposals, as chance plays them, beside a plain dict of who stands where."""

import sqlite3
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

from actions import support
from storage.migrate import migrate
from storage.residents import BECOME, Residents
from storage.steps import Supports
from storage.work import SqliteWork, transaction
from tests.model.hamlet import FOUNDED, bare
from village.people import Office, Resident, Sex, State
from village.place import Dusun
from village.proposal import SUPPORTABLE, Status
from village.refusal import Refusal
from village.season import usual_phases

ACTS = {"give": 30, "end": 14, "help": 20, "become": 4, "leave": 6, "return": 6, "move": 4, "arrive": 8}
REFUSALS = (
    "support.refused.own", "support.refused.over", "aid.refused.supports", "aid.refused.support_waits",
    "aid.refused.slip_used", "aid.refused.gone", "aid.refused.own_phone",
)  # fmt: skip
PROPOSALS = 6
Maker = Callable[[sqlite3.Connection, int], SqliteWork]


class Walk:
    """`stands`: who has said that they stand behind a proposal, and not taken it back; wherever they live now."""

    def __init__(self, seed: int, maker: Maker = SqliteWork) -> None:
        self.chance, self.maker = Random(seed), maker
        self.connection = bare()
        self.reach: Counter[str] = Counter()
        self.people: dict[int, State] = {}
        self.phones: set[int] = set()
        self.stands: set[tuple[int, int]] = set()
        self.authors: dict[int, int] = {}
        self.numbers: dict[int, int] = {}
        migrate(self.connection, Path("desa.db"), FOUNDED)
        with transaction(self.connection):
            self._begin(SqliteWork(self.connection, FOUNDED))

    def _begin(self, work: SqliteWork) -> None:
        village = work.villages.add("33.01.02.2003", "Sumberagung", "Asia/Jakarta", [Dusun(0, "A", ("01",))])
        self.village, self.dusun = village.id, village.dusun[0].id
        season = work.seasons.add(village.id, 2027, usual_phases(2027, "Asia/Jakarta")).id
        self.kader = self._resident(work, State.VERIFIED)
        work.roles.grant(village.id, self.kader, Office.KADER, False)
        for n in range(10):
            self._resident(work, State.LISTED if n % 2 else State.VERIFIED)
        for n, author in zip(range(PROPOSALS), [*self.people][1:], strict=False):
            added = work.proposals.add(village.id, season, f"Usul {n}", "x", None, None, "semua", author)
            self.authors[added.id], self.numbers[added.id] = author, added.number

    def _resident(self, work: SqliteWork, state: State) -> int:
        person = work.residents.add(self.village, "Nama", state, self.dusun, "01", Sex.FEMALE, 1950)
        self.people[person] = state
        if state is State.VERIFIED:
            chat = work.chats.met(1000 + len(self.people), "private", "")
            account = work.accounts.met(1000 + len(self.people), chat.id)
            work.accounts.bind(account.id, person, self.village)
            self.phones.add(person)
        return person

    def walk(self, steps: int) -> list[str]:
        """What is wrong after the first act that leaves something wrong; empty when nothing is."""
        for _ in range(steps):
            [name] = self.chance.choices(list(ACTS), list(ACTS.values()))
            try:
                with transaction(self.connection):
                    getattr(self, f"_{name}")(self.maker(self.connection, FOUNDED))
                self.reach[name] += 1
            except Refusal as no:
                self.reach[no.key] += 1
            if wrong := self._wrong():
                return [f"{name}: {one}" for one in wrong]
        return []

    def _wrong(self) -> list[str]:
        work = self.maker(self.connection, FOUNDED)
        wrong = []
        for proposal, number in self.numbers.items():
            should = {who for who, behind in self.stands if behind == proposal and self._known(who)}
            if set(work.supports.of(proposal)) != should or work.supports.count(proposal) != len(should):
                wrong.append(f"proposal {number}: {sorted(work.supports.of(proposal))}, not {sorted(should)}")
        if rows := self.connection.execute("PRAGMA foreign_key_check").fetchall():
            wrong.append(f"behind nothing: {rows}")
        return wrong

    def _known(self, who: int) -> bool:
        return self.people.get(who) is State.VERIFIED

    def _pick(self, work: SqliteWork) -> tuple[Resident, int]:
        person = work.residents.get(self.chance.choice([*self.people]))
        assert person is not None
        return person, self.chance.choice([*self.numbers])

    def _give(self, work: SqliteWork) -> None:
        person, proposal = self._pick(work)
        support.give(work, person, work.villages.get(self.village), self.numbers[proposal])
        self.stands.add((person.id, proposal))

    def _end(self, work: SqliteWork) -> None:
        known = [(who, behind) for who in self.people for behind in self.numbers if (who, behind) in self.stands]
        known = [one for one in known if self._known(one[0])]
        who, proposal = self.chance.choice(known) if known else (self.kader, next(iter(self.numbers)))
        person = work.residents.get(who)
        assert person is not None
        support.end(work, person, work.villages.get(self.village), self.numbers[proposal])
        self.stands.discard((who, proposal))

    def _help(self, work: SqliteWork) -> None:
        person, proposal = self._pick(work)
        kader = work.residents.get(self.kader)
        assert kader is not None
        slip = str(self.chance.randrange(90))
        village = work.villages.get(self.village)
        support.for_neighbour(work, kader, village, person.id, self.numbers[proposal], slip)
        self.people[person.id] = State.VERIFIED
        self.stands.add((person.id, proposal))

    def _become(self, work: SqliteWork) -> None:
        """Somebody turns out to be somebody else whom the village knows: what both said counts once."""
        was, to = self.chance.sample([one for one in self.people if one != self.kader], 2)
        work.residents.become(was, to)
        del self.people[was]
        if was in self.phones:
            self.phones.add(to)
        self.authors = {proposal: to if author == was else author for proposal, author in self.authors.items()}
        renamed = {(to if who == was else who, proposal) for who, proposal in self.stands}
        self.stands = {(who, proposal) for who, proposal in renamed if self.authors[proposal] != who}
        if len(self.people) < 6:
            self._resident(work, State.VERIFIED)

    def _leave(self, work: SqliteWork) -> None:
        who = self.chance.choice([one for one in self.people if one != self.kader])
        self.people[who] = self.chance.choice((State.MOVED, State.DIED, State.REFUSED))
        work.residents.settle(who, self.people[who], 0)

    def _return(self, work: SqliteWork) -> None:
        gone = [who for who, state in self.people.items() if state is not State.VERIFIED]
        if gone:
            who = self.chance.choice(gone)
            self.people[who] = State.VERIFIED
            work.residents.settle(who, State.VERIFIED, 0)

    def _arrive(self, work: SqliteWork) -> None:
        self._resident(work, self.chance.choice((State.VERIFIED, State.LISTED, State.LISTED, State.ASKED)))

    def _move(self, work: SqliteWork) -> None:
        """The proposal goes somewhere: support stays with it, new support only where something may still come."""
        proposal = self.chance.choice([*self.numbers])
        to = self.chance.choice((*sorted(SUPPORTABLE), Status.DITETAPKAN, Status.TIDAK_LAYAK, Status.DICABUT))
        self.connection.execute("UPDATE proposal SET status = ? WHERE id = ?", (to, proposal))


# Built wrongly.


class _Parted(Residents):
    """Forgets that the newcomer still stands where the resident once stood and left."""

    def become(self, newcomer_id: int, resident_id: int) -> None:
        for sql in BECOME:
            if "SET ended_at = NULL" not in sql:
                self.run(sql, was=newcomer_id, to=resident_id)


class _Own(Residents):
    """Lets somebody stand behind what turns out to be their own."""

    def become(self, newcomer_id: int, resident_id: int) -> None:
        for sql in BECOME:
            if "SET ended_at = at" not in sql:
                self.run(sql, was=newcomer_id, to=resident_id)


class _Gone(Supports):
    """Counts whoever has moved away or died."""

    def count(self, proposal_id: int) -> int:
        sql = "SELECT COUNT(*) AS n FROM support WHERE proposal_id = :id AND ended_at IS NULL"
        return int(self.one(sql, id=proposal_id)["n"])


def parted(connection: sqlite3.Connection, now: int) -> SqliteWork:
    work = SqliteWork(connection, now)
    work.residents = _Parted(connection, now)
    return work


def own(connection: sqlite3.Connection, now: int) -> SqliteWork:
    work = SqliteWork(connection, now)
    work.residents = _Own(connection, now)
    return work


def gone(connection: sqlite3.Connection, now: int) -> SqliteWork:
    work = SqliteWork(connection, now)
    work.supports = _Gone(connection, now)
    return work
