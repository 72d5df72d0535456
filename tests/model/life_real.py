"""The real actions on a real database under the names of the reference, and what they have left behind.

Each act is one transaction, as at the door. What is read back are rows: statuses, paths, the outbox, the book.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from actions import aid, banding, change, clarify, decide, merge, propose, queue, steps, support, verify, vote
from bot.pulse import DUE
from storage.work import SqliteWork, transaction
from village.clarify import Ask
from village.people import Office, Resident, State
from village.proposal import Proposal, Status
from village.refusal import Refusal
from village.steps import Why

Maker = Callable[[sqlite3.Connection, int], SqliteWork]
BESIDES = frozenset({"ballot", "fate", "visits", "milestone"})
"""Causes of letters that are another model's: polls and what follows from them, and what the calendar asks for."""
KINDS = ("proposal_", "merge_", "support_", "appeal_")


class Real:
    """`now` is set before each act."""

    def __init__(self, connection: sqlite3.Connection, village: int, maker: Maker) -> None:
        self.connection, self.maker, self.village_id = connection, maker, village
        self.now = self.slips = self.letters = self.rows = 0
        self.roles: dict[str, str] = {}
        """Object in the book → in which role it was last moved."""

    def said(self, name: str, *facts: Any) -> tuple[str, Any]:
        try:
            with transaction(self.connection):
                self.work = self.maker(self.connection, self.now)
                self.village = self.work.villages.get(self.village_id)
                return "ok", getattr(self, name)(*facts)
        except Refusal as no:
            return "no", no.key

    def _who(self, person: int) -> Resident:
        found = self.work.residents.get(person)
        assert found is not None
        return found

    def _proposal(self, number: int) -> Proposal:
        found = self.work.proposals.numbered(self.village_id, number)
        assert found is not None
        return found

    def _slip(self) -> str:
        self.slips += 1
        return f"A{self.slips}"

    # villagers

    def propose(self, author: int, dusun: int | None, words: str) -> tuple[int, int]:
        made, _ = propose.submit(self.work, self._who(author), self.village, words, dusun, None, "semua")
        return made.id, made.number

    def enter(self, helper: int, person: int, dusun: int | None, words: str) -> tuple[int, int]:
        made, _, _ = aid.submit(
            self.work, self._who(helper), self.village, person, self._slip(), words, dusun, None, "semua"
        )
        return made.id, made.number

    def withdraw(self, author: int, number: int) -> None:
        propose.withdraw(self.work, self._who(author), self.village, number)

    def change(self, author: int, number: int, words: str) -> None:
        made = self.work.proposals.numbered(self.village_id, number)
        dusun = made.dusun_id if made else None
        change.change(self.work, self._who(author), self.village, number, words, dusun, None, "semua")

    def support(self, person: int, number: int) -> None:
        support.give(self.work, self._who(person), self.village, number)

    def unsupport(self, person: int, number: int) -> None:
        support.end(self.work, self._who(person), self.village, number)

    def help_support(self, helper: int, person: int, number: int) -> None:
        support.for_neighbour(self.work, self._who(helper), self.village, person, number, self._slip())

    def answer(self, speaker: int, asked: int, words: str) -> None:
        clarify.answer(self.work, self._who(speaker), self.village, asked, words)

    def consent(self, person: int, merging: int, yes: bool) -> int:
        given = merge.answer(self.work, self._who(person), self.village, merging, yes)
        waits = self.work.steps.waits(given.proposal_id)
        return waits.id if waits else 0

    def part(self, person: int, number: int) -> None:
        merge.part(self.work, self._who(person), self.village, number)

    def appeal(self, person: int, number: int) -> int:
        return banding.submit(self.work, self._who(person), self.village, number)[0].id

    def explain(self, person: int, number: int, words: str) -> None:
        banding.explain(self.work, self._who(person), self.village, number, words)

    # officers and the council

    def ask(self, officer: int, number: int, words: str) -> int:
        asked = clarify.ask(self.work, self._who(officer), self.village, number, Ask.OWN, words)
        found = self.work.clarifications.open_of(asked.id)
        assert found is not None
        return found.id

    def go_on(self, officer: int, number: int, to: str, why: str) -> None:
        queue.move(self.work, self._who(officer), self.village, number, Status(to), Why(why) if why else None)

    def verify(self, officer: int, number: int, ticks: str, note: str, result: str) -> None:
        items = [item.name for item in verify.items(self.work, self.village)]
        answers = dict.fromkeys(items[: len(items) // 2] if ticks == "half" else items, "ya")
        if ticks == "lacking":
            answers[items[0]] = "tidak"
        verify.submit(self.work, self._who(officer), self.village, number, answers, note, Status(result))

    def refuse(self, officer: int, number: int, to: str, why: str, note: str) -> int:
        first = self._who(officer)
        proposal = decide.find(self.work, first, self.village, number)
        return steps.ask(self.work, first, self.village, proposal, Status(to), Why(why) if why else None, note)

    def agree(self, person: int, pending: int) -> None:
        steps.agree(self.work, self._who(person), self.village, pending)

    def decline(self, person: int, pending: int) -> None:
        steps.decline(self.work, self._who(person), self.village, pending)

    def merge(self, officer: int, number: int, into: int) -> int:
        return merge.propose(self.work, self._who(officer), self.village, number, into).id

    def ask_part(self, officer: int, number: int) -> int:
        made = merge.ask_part(self.work, self._who(officer), self.village, number)
        waits = self.work.steps.waits(made.id)
        assert waits is not None
        return waits.id

    def judge(self, member: int, number: int, yes: bool, note: str) -> None:
        banding.decide(self.work, self._who(member), self.village, number, yes, note)

    def open_poll(self, officer: int, numbers: tuple[int, ...], closes: int) -> int:
        return vote.open_poll(self.work, self._who(officer), self.village, numbers, 1, closes).id

    def close_poll(self, officer: int, poll: int) -> None:
        vote.close_by_hand(self.work, self._who(officer), self.village, poll)

    # people, offices and time

    def leave(self, person: int) -> None:
        self.work.residents.settle(person, State.MOVED, 0)

    def lose_phone(self, person: int) -> None:
        for account in self.work.accounts.of(person):
            self.work.accounts.unbind(account, person)

    def vacate(self, office: str) -> None:
        for mandate in self.work.roles.listed(self.village_id):
            if mandate.office == office:
                self.work.roles.end(mandate.id, self.village_id)

    def appoint(self, person: int, office: str) -> None:
        self.work.roles.grant(self.village_id, person, Office(office), False)

    def wait(self, milliseconds: int) -> None:
        for due in DUE:
            due(self.work)

    # what is there now

    def standing(self) -> dict[int, tuple[str, int]]:
        """Number → status and version."""
        rows = self.connection.execute("SELECT number, status, version FROM proposal")
        return {row["number"]: (row["status"], row["version"]) for row in rows}

    def path(self, proposal_id: int) -> list[sqlite3.Row]:
        sql = "SELECT * FROM proposal_status WHERE proposal_id = ? ORDER BY seq"
        return self.connection.execute(sql, (proposal_id,)).fetchall()

    def steps_taken(self) -> int:
        return int(self.connection.execute("SELECT COUNT(*) FROM proposal_status").fetchone()[0])

    def written(self) -> list[tuple[int, str, str]]:
        """New rows of the book about proposals, as (actor, act, thing)."""
        rows = self.connection.execute("SELECT * FROM book WHERE seq > ? ORDER BY seq", (self.rows,)).fetchall()
        self.rows = rows[-1]["seq"] if rows else self.rows
        ours = [row for row in rows if row["action"].startswith(KINDS)]
        self.roles |= {row["object"]: row["role"] for row in ours if row["action"] == "proposal_moved"}
        about = [row["object"] if row["object"].startswith("proposal:") else "" for row in ours]
        return [(row["actor"], row["action"], thing) for row, thing in zip(ours, about, strict=True)]

    def posted(self, named: dict[str, int]) -> tuple[Counter[tuple[str, int, int]], list[tuple[str, str]]]:
        """New pieces of news, by (cause, whom it concerns, chat), and (cause, facts) of each.

        A kader to whom it is given to be passed on is the way, not the one whom it concerns.
        """
        rows = self.connection.execute("SELECT * FROM outbox WHERE id > ? ORDER BY id", (self.letters,)).fetchall()
        self.letters = rows[-1]["id"] if rows else self.letters
        pieces: Counter[tuple[str, int, int]] = Counter()
        said = []
        for row in rows:
            cause = _cause(row["once"] or "")
            if cause.split(":")[0] in BESIDES:
                continue
            said.append((cause, row["facts"]))
            for person in _concerned(row, named):
                pieces[cause, person, row["chat_id"]] += 1
        return pieces, said


def _cause(once: str) -> str:
    """What a letter tells of; behind that its business key names only the reader and the chat."""
    parts = once.split(":")
    named = {"along": 4, "step": 3, "beside": 3, "version": 3}.get(parts[0], 3 if parts[1:2] == ["again"] else 2)
    return ":".join(parts[:named])


def _concerned(row: sqlite3.Row, named: dict[str, int]) -> Iterator[int]:
    if row["key"] != "aid.pass_on":
        yield row["resident_id"]
        return
    names = json.loads(row["facts"])["name"]
    for name in names["list"] if isinstance(names, dict) else [names]:
        yield named[name]
