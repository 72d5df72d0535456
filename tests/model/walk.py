"""A walk: one act after another, chosen by a seed, on the real village and on the reference at once."""

import random
from collections import Counter
from collections.abc import Callable
from typing import Any

from storage import boxes
from storage.book import Book
from storage.work import SqliteWork, transaction
from tests.model.hamlet import OPENED, bare, hamlet
from tests.model.real import Maker, Real, differences
from tests.model.reference import DAY, HOUR, LINK_DAYS, said
from village.book import first_wrong

OFFICES = (
    "kader", "kadus", "rt", "tim_penyusun", "tim_verifikasi", "fasilitator", "pemdes", "bpd_ketua", "bpd_anggota",
    "kecamatan",
)  # fmt: skip
CODES = ("33.01.02.2003", "33.01.02.2004", "33.01.02.2005")
NOBODY, LOOK_EVERY = 999, 40
OF_OPENING = ("few", "many", "picks", "time", "running", "gone")
REFUSALS = {
    "found": ("setup.refused.known", "setup.refused.dusun"),
    "claim": ("setup.refused.used",),
    "vouch": ("rights.refused.vouch", "vouch.refused.who", "vouch.refused.done", "vouch.refused.household"),
    "invite": ("rights.refused.appoint", "appoint.refused.operator", "appoint.refused.office"),
    "accept": ("appoint.refused.used", "handover.refused.same", "appoint.refused.frozen"),
    "confirm": (
        "rights.refused.confirm_appointments",
        "rights.refused.confirm_chair",
        "rights.refused.end_appointment",
        "appoint.refused.settled",
        "appoint.refused.other",
    ),
    "freeze": ("rights.refused.freeze_office", *(f"offices.refused.{k}" for k in ("over", "own", "frozen"))),
    "thaw": (
        "rights.refused.freeze_office",
        *(f"offices.refused.{k}" for k in ("over", "own", "running", "chair_froze")),
    ),
    "end": ("rights.refused.end_appointment", "offices.refused.over", "offices.refused.own"),
    "hand_over": (
        "rights.refused.hand_over",
        "rights.refused.appoint",
        "offices.refused.over",
        "handover.refused.office",
    ),
    "describe": (
        "rights.refused.describe_office",
        "offices.refused.over",
        "offices.refused.own",
        "letter.refused.settled",
        "letter.refused.until",
    ),
    "link_group": ("group.refused.other", "rights.refused.link_group"),
    "propose": ("rights.refused.propose_own", "propose.refused.limit"),
    "withdraw": ("proposal.refused.own", "proposal.refused.on_ballot", "proposal.refused.status"),
    "open_poll": ("rights.refused.open_poll", "rights.refused.phase", *(f"poll.refused.{k}" for k in OF_OPENING)),
    "tap": tuple(
        f"vote.refused.{k}"
        for k in ("option", "closed", "closed_kept", "closed_out", "not_resident", "waiting", "age", "too_many")
    ),
    "empty": tuple(f"vote.refused.{k}" for k in ("option", "closed", "closed_out", "not_resident", "waiting", "age")),
    "close": ("rights.refused.close_poll", "poll.refused.gone", "poll.refused.closed"),
}
"""Every reason that each act can give: one that is never met makes a walk red."""
WEIGHTS = {
    "found": 1, "stock": 1, "claim": 2, "ask": 7, "vouch": 9, "invite": 6, "accept": 6, "confirm": 7, "link_group": 3,
    "freeze": 3, "thaw": 3, "end": 1, "hand_over": 4, "describe": 4, "warn": 3,
    "propose": 8, "withdraw": 5, "open_poll": 12, "tap": 24, "empty": 4, "close": 4, "tick": 4, "wait": 5,
}  # fmt: skip


class Walker:
    """`world` is the reference; `reach` counts what happened: act and ok, or act and the key of the refusal."""

    def __init__(self, seed: int, maker: Maker = SqliteWork, prepare: Callable[[Any], None] | None = None) -> None:
        self.chance = random.Random(seed)
        home = hamlet(self.chance.choice((1, 2)))
        connection = bare()
        home.connection.backup(connection)
        boxes.of(connection).copy(boxes.of(home.connection))
        if prepare is not None:
            prepare(connection)
        self.real, self.world = Real(connection, maker), home.model.copy()
        self.world.now = OPENED + (self.chance.randrange(100, 330) * DAY if self.often(0.3) else 0)
        self.world.codes = {CODES[0]: home.village}
        self.world.groups = {home.chats[k]: v for k, v in home.model.groups.items()}
        self.world.accounts = {row["id"]: row["resident_id"] for row in connection.execute("SELECT * FROM account")}
        bound = connection.execute("SELECT account_id, resident_id FROM account_resident")
        self.world.bound = {(row["account_id"], row["resident_id"]): None for row in bound}
        with transaction(connection):
            new = SqliteWork(connection, OPENED).chats.met(-200, "supergroup", "Lain").id
        self.world.groups[new] = None
        self.codes: list[str] = list(self.world.links)
        self.reach: Counter[str] = Counter()

    def close(self) -> None:
        self.real.connection.close()

    def walk(self, steps: int) -> list[str]:
        """So many acts; returns the first disagreement, in words."""
        for number in range(1, steps + 1):
            name = self.chance.choices(list(WEIGHTS), WEIGHTS.values())[0]
            try:
                wrong = self.step(name, *getattr(self, f"_{name}")())
            except Exception as error:  # noqa: BLE001 - whatever breaks is a finding
                wrong = [f"{name} broke: {error!r}"]
            if not wrong and (number % LOOK_EVERY == 0 or number == steps):
                wrong = self.look()
            if wrong:
                return [f"step {number}: {what}" for what in wrong]
        return []

    def look(self) -> list[str]:
        """Is the same kept in both, and is every book whole?"""
        book = Book(self.real.connection, 0)
        broken = [f"the book of {v} is broken" for v in self.world.villages if first_wrong(book.whole(v))]
        return differences(self.world, self.real.kept()) + broken

    def step(self, name: str, *facts: Any) -> list[str]:
        """One act, on both. What numbers the database gave goes into the reference as it is."""
        self.world.now += self.chance.randrange(1, 1000)
        if name == "wait":
            self.world.now += facts[0]
            return []
        self.real.now = self.world.now
        real = self.real.said(name, *facts)
        given = real[1] if real[0] == "ok" else None
        ours = getattr(self, f"_expected_{name}", self._expected)(name, facts, given)
        self.reach[f"{name} {real[1] if real[0] == 'no' else 'ok'}"] += 1
        return [] if real == ours else [f"{name}{facts}: {ours} was due, {real} came"]

    # what the reference says to it

    def _expected(self, name: str, facts: Any, given: Any) -> tuple[str, Any]:
        kind, learnt = said(getattr(self.world, name), *facts)
        return (kind, given) if kind == "ok" and name in ("close",) else (kind, learnt)

    def _expected_found(self, name: str, facts: Any, given: Any) -> tuple[str, Any]:
        kind, learnt = said(self.world.found, given or NOBODY, *facts)
        return kind, given if kind == "ok" else learnt

    def _expected_stock(self, name: str, facts: Any, given: Any) -> tuple[str, Any]:
        self.world.setups[given] = None
        self.codes.append(given)
        return "ok", given

    def _expected_ask(self, name: str, facts: Any, given: Any) -> tuple[str, Any]:
        return said(self.world.ask, *facts, given[0] if given else NOBODY)

    def _expected_invite(self, name: str, facts: Any, given: Any) -> tuple[str, Any]:
        kind, learnt = said(self.world.invite, *facts, given)
        if given:
            self.codes.append(given)
        return kind, given if kind == "ok" else learnt

    def _expected_hand_over(self, name: str, facts: Any, given: Any) -> tuple[str, Any]:
        kind, learnt = said(self.world.hand_over, *facts, given)
        if given:
            self.codes.append(given)
        return kind, given if kind == "ok" else learnt

    def _expected_accept(self, name: str, facts: Any, given: Any) -> tuple[str, Any]:
        fresh, mandate = given or (NOBODY, NOBODY)
        kind, learnt = said(self.world.accept, *facts, fresh, mandate)
        return kind, (learnt, mandate) if kind == "ok" else learnt

    def _expected_open_poll(self, name: str, facts: Any, given: Any) -> tuple[str, Any]:
        kind, learnt = said(self.world.open_poll, *facts, given or NOBODY)
        return kind, given if kind == "ok" else learnt

    # what is tried: mostly what makes sense, often enough what does not

    def often(self, share: float = 0.8) -> bool:
        return self.chance.random() < share

    def some(self, things: Any, default: Any = NOBODY) -> Any:
        found = list(things)
        return self.chance.choice(found) if found else default

    def _holder(self, *offices: str) -> tuple[int, int]:
        """(somebody who mostly holds such an office, a village: mostly their own)."""
        holders = [m.person for m in self.world.mandates.values() if self.world.runs(m) and m.office in offices]
        person = self.some(holders) if holders and self.often() else self.some(self.world.people)
        return person, self._home(person)

    def _home(self, person: int) -> int:
        return self.world.people[person].village if self.often(0.95) else self.some(self.world.villages)

    def _resident(self) -> int:
        verified = [n for n, p in self.world.people.items() if p.state == "verified"]
        return int(self.some(verified) if self.often() else self.some(self.world.people))

    def _poll(self) -> int:
        running = [n for n, p in self.world.polls.items() if p.result is None]
        return int(self.some(running) if running and self.often() else self.some([*self.world.polls, NOBODY]))

    def _found(self) -> Any:
        return self.some(CODES), self.some((0, 1, 2))

    def _stock(self) -> Any:
        return ()

    def _claim(self) -> Any:
        return (self.some(self.world.setups) if self.world.setups and self.often(0.5) else self.some(self.codes, "X"),)

    def _ask(self) -> Any:
        return self.some(self.world.accounts), self.some(self.world.villages), self.some((1950, 1985, 2009, 2010, 2015))

    def _vouch(self) -> Any:
        asked = [n for n, p in self.world.people.items() if p.state == "asked"]
        newcomer = self.some(asked) if asked and self.often() else self.some([*self.world.people, NOBODY])
        return *self._holder("kader", "kadus", "rt"), newcomer, self.often(0.7)

    def _invite(self) -> Any:
        return *self._holder("bpd_ketua", "operator", "pemdes"), self.some(OFFICES) if self.often(0.9) else "operator"

    def _accept(self) -> Any:
        code = self.some(self.world.links) if self.world.links and self.often() else self.some(self.codes, "X")
        frozen = {m.person for m in self.world.mandates.values() if m.frozen and self.world.runs(m)}
        theirs = [a for a, person in self.world.accounts.items() if person in frozen]
        return self.some(theirs) if theirs and self.often(0.3) else self.some(self.world.accounts), code

    def _confirm(self) -> Any:
        open_ = [n for n, m in self.world.mandates.items() if self.world.runs(m) and m.provisional]
        chosen = self.some(open_) if open_ and self.often(0.5) else self.some([*self.world.mandates, NOBODY])
        return *self._holder("bpd_ketua"), chosen, self.often(0.7)

    def _mandate(self) -> int:
        running = [n for n, m in self.world.mandates.items() if self.world.runs(m)]
        return int(self.some(running) if running and self.often(0.9) else self.some([*self.world.mandates, NOBODY]))

    def _freeze(self) -> Any:
        return *self._holder("operator", "bpd_ketua"), self._mandate()

    def _thaw(self) -> Any:
        frozen = [n for n, m in self.world.mandates.items() if m.frozen]
        return *self._holder("operator", "bpd_ketua"), self.some(frozen) if self.often() else self._mandate()

    def _end(self) -> Any:
        chosen = self._mandate() if self.often(0.7) else self.some([*self.world.mandates, NOBODY])
        return *self._holder("bpd_ketua"), chosen

    def _hand_over(self) -> Any:
        mandate = self._mandate()
        if mandate in self.world.mandates and self.often(0.6):
            return self.world.mandates[mandate].person, self.world.mandates[mandate].village, mandate
        return *self._holder("operator", "bpd_ketua", "pemdes"), mandate

    def _describe(self) -> Any:
        days = self.some((None, -1, 5, 20, 60, 300))
        ends = None if days is None else self.world.now + days * DAY
        return *self._holder("operator", "bpd_ketua", "pemdes"), self._mandate(), ends

    def _warn(self) -> Any:
        return ()

    def _link_group(self) -> Any:
        return *self._holder("operator", "tim_penyusun", "pemdes", "bpd_ketua"), self.some(self.world.groups)

    def _propose(self) -> Any:
        author = self._resident() if self.often() else self.some(self.world.people)
        return author, self._home(author)

    def _withdraw(self) -> Any:
        village, number = self.some(self.world.proposals, (1, 1))
        author = self.world.proposals[village, number].author if self.often() else self.some(self.world.people)
        return author, village, number

    def _open_poll(self) -> Any:
        officer, village = self._holder("tim_penyusun", "pemdes", "bpd_ketua", "bpd_anggota")
        known = [n for v, n in self.world.proposals if v == village]
        busy = {n for p in self.world.running(village) for n in self.world.polls[p].numbers}
        free = [n for n in known if n not in busy and self.world.proposals[village, n].status == "diterima"]
        numbers = free if len(free) > 1 and self.often() else known
        count = self.chance.randint(2, 5) if self.often(0.95) else self.some((0, 1, 1, 21))
        numbers = sorted(self.chance.sample(numbers, min(count, len(numbers))))
        if count > 20:
            numbers = list(range(1, 22))
        most = self.chance.randint(1, max(len(numbers), 1)) if self.often(0.95) else self.some((0, len(numbers) + 1))
        lasts = self.some((HOUR, HOUR + 1, 2 * DAY, 30 * DAY)) if self.often(0.95) else self.some((0, 31 * DAY))
        return officer, village, tuple(numbers), most, self.world.now + 1000 + lasts - (1000 if lasts > 29 * DAY else 0)

    def _tap(self) -> Any:
        poll = self._poll()
        numbers = self.world.polls[poll].numbers if poll in self.world.polls else (1,)
        return self._resident(), poll, self.some(numbers) if self.often(0.95) else NOBODY, self.often(0.8)

    def _empty(self) -> Any:
        return self._resident(), self._poll()

    def _close(self) -> Any:
        return *self._holder("tim_penyusun", "pemdes", "bpd_ketua", "bpd_anggota"), self._poll()

    def _tick(self) -> Any:
        return ()

    def _wait(self) -> Any:
        return (self.some((HOUR // 2, HOUR, HOUR, DAY)) if self.often(0.95) else self.some((LINK_DAYS, 30, 100)) * DAY,)
