"""The real actions and storage under the names of the reference: each act is one transaction, as at the door."""

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

from actions import appoint, enrol, expire, found, install, link_group, offices, propose, vote
from actions.records import Chat
from storage.work import SqliteWork, transaction
from tests.boxes import secret_of
from tests.model.hamlet import ballots_in
from tests.model.reference import Mandate, Model, Person, Poll, Proposal
from village.people import Office, Resident, Sex
from village.place import Dusun, Village
from village.refusal import Refusal

Maker = Callable[[sqlite3.Connection, int], SqliteWork]
SYLLABLES = [consonant + vowel for consonant in "bdgklmnprst" for vowel in "aiu"]
"""Names of these are told apart also by ears that hear a doubled letter once."""


class Real:
    """`now` is set before each act. Numbers of people, polls and mandates are those of the database."""

    def __init__(self, connection: sqlite3.Connection, maker: Maker = SqliteWork) -> None:
        self.connection = connection
        self.maker = maker
        self.now = 0
        self.asked = 0

    def said(self, name: str, *facts: Any) -> tuple[str, Any]:
        try:
            with transaction(self.connection):
                self.work = self.maker(self.connection, self.now)
                return "ok", getattr(self, name)(*facts)
        except Refusal as no:
            return "no", no.key

    def _who(self, person: int) -> Resident:
        found = self.work.residents.get(person)
        assert found is not None
        return found

    def _village(self, village: int) -> Village:
        return self.work.villages.get(village)

    # each gives what the person learns, and numbers that only the database could give

    def found(self, code: str, dusun: int) -> int:
        hamlets = [Dusun(0, f"Dusun {n}", ("01",)) for n in range(dusun)]
        return found.found(self.work, code, f"Desa {code}", "Asia/Jakarta", hamlets).id

    def stock(self) -> str:
        return self.work.links.issue(install.KIND, None, {}, install.VALID_DAYS)

    def claim(self, code: str) -> None:
        install.claim(self.work, code)

    def ask(self, account: int, village: int, born: int) -> tuple[int, str]:
        home = self._village(village)
        hamlet = home.dusun[0].id
        speaker = self.work.accounts.get(account)
        self.asked += 1  # names of their own: two of one name are asked about, which is another test's story
        name = "Warga " + "".join(SYLLABLES[self.asked // 33**place % 33] for place in range(3))
        person = enrol.ask(self.work, speaker, home, name, hamlet, "01", Sex.MALE, born)
        return person, self._who(person).state.value

    def vouch(self, officer: int, village: int, newcomer: int, yes: bool) -> None:
        enrol.vouch(self.work, self._who(officer), self._village(village), newcomer, yes)

    def invite(self, by: int, village: int, office: str) -> str:
        return appoint.invite(self.work, self._who(by), self._village(village), Office(office)).removeprefix("tugas_")

    def accept(self, account: int, code: str) -> tuple[int, int]:
        appoint.accept(self.work, self.work.accounts.get(account), "Petugas", code)
        mandate = self.connection.execute("SELECT MAX(id) FROM mandate").fetchone()[0]
        return self.work.accounts.get(account).resident, mandate

    def confirm(self, chair: int, village: int, mandate: int, yes: bool) -> None:
        appoint.confirm(self.work, self._who(chair), self._village(village), mandate, yes)

    def freeze(self, by: int, village: int, mandate: int) -> None:
        offices.freeze(self.work, self._who(by), self._village(village), mandate, "reason.away")

    def thaw(self, by: int, village: int, mandate: int) -> None:
        offices.thaw(self.work, self._who(by), self._village(village), mandate)

    def end(self, by: int, village: int, mandate: int) -> None:
        offices.end(self.work, self._who(by), self._village(village), mandate, "reason.done")

    def hand_over(self, by: int, village: int, mandate: int) -> str:
        payload, _ = offices.hand_over(self.work, self._who(by), self._village(village), mandate)
        return payload.removeprefix("tugas_")

    def describe(self, by: int, village: int, mandate: int, ends: int | None) -> None:
        given = self.work.roles.get(mandate, village)
        begins = given.begins_at if given else 0
        offices.describe(self.work, self._who(by), self._village(village), mandate, "141/7", None, begins, ends)

    def warn(self) -> int:
        return expire.warn_due(self.work)

    def link_group(self, by: int, village: int, group: int) -> None:
        row = self.connection.execute("SELECT village_id FROM chat WHERE id = ?", (group,)).fetchone()
        chat = Chat(group, "supergroup", row[0], "Warga")
        link_group.link(self.work, self._who(by), self._village(village), chat)

    def propose(self, author: int, village: int) -> int:
        writer = self._who(author)
        return propose.submit(self.work, writer, self._village(village), "Usul", None, None, "semua")[0].number

    def withdraw(self, author: int, village: int, number: int) -> None:
        propose.withdraw(self.work, self._who(author), self._village(village), number)

    def open_poll(self, officer: int, village: int, numbers: Sequence[int], most: int, closes: int) -> int:
        return vote.open_poll(self.work, self._who(officer), self._village(village), numbers, most, closes).id

    def tap(self, voter: int, poll: int, number: int, into: bool) -> frozenset[int]:
        person = self._who(voter)
        kept = self.work.polls.get(poll)
        options = {o.number: o.id for o in kept.options} if kept else {}
        village = self._village(person.village_id)
        secret = secret_of(poll, voter)
        vote.cast(self.work, person, village, poll, options.get(number, -1), into, secret)
        named = {option: n for n, option in options.items()}
        return frozenset(named[o] for o in self.work.polls.picks(poll, secret))

    def empty(self, voter: int, poll: int) -> frozenset[int]:
        person = self._who(voter)
        vote.withdraw(self.work, person, self._village(person.village_id), poll, secret_of(poll, voter))
        return self.work.polls.picks(poll, secret_of(poll, voter))

    def close(self, officer: int, village: int, poll: int) -> None:
        vote.close_by_hand(self.work, self._who(officer), self._village(village), poll)

    def tick(self) -> int:
        return vote.close_due(self.work)

    def kept(self) -> Model:
        """What the database holds, in the words of the reference."""
        held, rows = Model(self.now), self.connection.execute
        options: dict[int, list[sqlite3.Row]] = {}
        for row in rows("SELECT * FROM poll_option ORDER BY number"):
            options.setdefault(row["poll_id"], []).append(row)
        for row in rows("SELECT * FROM poll"):
            votes = tuple(o["votes"] for o in options[row["id"]])
            result = (row["electorate"], row["voted"], None if None in votes else votes)
            numbers = tuple(o["number"] for o in options[row["id"]])
            held.polls[row["id"]] = Poll(
                row["village_id"], numbers, row["most_picks"], row["opens_at"], row["closes_at"],
                result if row["state"] == "closed" else None,
            )  # fmt: skip
        held.votes = ballots_in(self.connection)
        years = {row["id"]: row["year"] for row in rows("SELECT id, year FROM season")}
        for row in rows("SELECT * FROM proposal"):
            proposal = Proposal(row["author_id"], years[row["season_id"]], row["status"])
            held.proposals[row["village_id"], row["number"]] = proposal
        for row in rows("SELECT * FROM mandate"):
            held.mandates[row["id"]] = Mandate(
                row["resident_id"], row["village_id"], row["office"], bool(row["provisional"]), row["ends_at"],
                row["by_id"], row["after_id"], row["frozen_by"], row["told"],
            )  # fmt: skip
        for row in rows("SELECT * FROM resident"):
            held.people[row["id"]] = Person(row["village_id"], row["state"], row["birth_year"])
        held.accounts = {row["id"]: row["resident_id"] for row in rows("SELECT * FROM account")}
        held.groups = {row["id"]: row["village_id"] for row in rows("SELECT * FROM chat WHERE kind <> 'private'")}
        for row in rows("SELECT once FROM outbox WHERE key = 'result.group'"):
            _, poll, group = row["once"].split(":")
            held.results[int(poll), int(group)] = held.results.get((int(poll), int(group)), 0) + 1
        return held


PARTS = ("people", "mandates", "proposals", "polls", "votes", "groups", "results", "accounts")


def differences(ours: Model, theirs: Model) -> list[str]:
    """Where the reference and the database disagree, in words."""
    told = []
    for part in PARTS:
        one, other = getattr(ours, part), getattr(theirs, part)
        if one != other:
            odd = [key for key in {*one, *other} if one.get(key) != other.get(key)][:3]
            told.append(f"{part}: " + ", ".join(f"{k}: {one.get(k)} is kept as {other.get(k)}" for k in odd))
    return told
