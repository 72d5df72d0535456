"""Polls, their frozen ballots, and the votes of polls whose counting is open."""

import secrets
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from storage.shelf import Shelf
from village.poll import Option, Poll, PollState

ADD = """
    INSERT INTO poll (village_id, season_id, most_picks, opens_at, closes_at, state, seal, age, secret)
    VALUES (:village, :season, :most, :now, :closes, 'open', :seal, :age, :secret) RETURNING id
"""
ADD_OPTION = """
    INSERT INTO poll_option (poll_id, village_id, proposal_id, number, version, title)
    VALUES (:poll, :village, :proposal, :number, :version, :title)
"""
GET = "SELECT * FROM poll WHERE id = :poll"
OPTIONS = "SELECT * FROM poll_option WHERE poll_id = :poll ORDER BY number"
RUNNING = "SELECT * FROM poll WHERE village_id = :village AND state = 'open' ORDER BY id"
NAMES = """
    SELECT 1 AS one FROM poll_option o JOIN poll p ON p.id = o.poll_id
     WHERE o.proposal_id = :proposal AND p.state = 'open' LIMIT 1
"""
DUE = "SELECT * FROM poll WHERE state = 'open' AND closes_at <= :now ORDER BY closes_at, id"
ORDINAL = "SELECT COUNT(*) AS n FROM poll WHERE village_id = :village AND id <= :poll"
PICKS = "SELECT option_id FROM vote WHERE poll_id = :poll AND resident_id = :voter"
DROP = "DELETE FROM vote WHERE poll_id = :poll AND resident_id = :voter"
PUT = """
    INSERT INTO vote (poll_id, resident_id, option_id, village_id)
    SELECT :poll, :voter, :option, village_id FROM poll WHERE id = :poll
"""
BALLOTS = "SELECT resident_id, option_id FROM vote WHERE poll_id = :poll ORDER BY resident_id"
VOTED = "SELECT COUNT(DISTINCT resident_id) AS n FROM vote WHERE poll_id = :poll"
GONE = """
    SELECT COUNT(*) AS n
      FROM (SELECT DISTINCT resident_id FROM vote WHERE poll_id = :poll) v
      JOIN resident r ON r.id = v.resident_id AND r.state <> 'verified'
"""
BY_DUSUN = """
      WITH voted AS (
           SELECT r.dusun_id, COUNT(*) AS n
             FROM (SELECT DISTINCT resident_id FROM vote WHERE poll_id = :poll) v
             JOIN resident r ON r.id = v.resident_id
         GROUP BY r.dusun_id
      )
    SELECT d.name, COALESCE(voted.n, 0) AS n
      FROM poll p
      JOIN dusun d ON d.village_id = p.village_id
      LEFT JOIN voted ON voted.dusun_id = d.id
     WHERE p.id = :poll
  ORDER BY d.id
"""
CLOSE = """
    UPDATE poll SET state = 'closed', closed_at = :now, electorate = :electorate, voted = :voted
     WHERE id = :poll AND state = 'open'
"""
COUNTED = "UPDATE poll_option SET votes = :votes WHERE id = :option"
RESULTS = """
    SELECT * FROM poll WHERE village_id = :village AND state = 'closed' ORDER BY closed_at DESC, id DESC LIMIT :limit
"""

# The names by which the same person could vote elsewhere: their accounts, and their NIK.
RAISE = """
    INSERT INTO season_voice (who, year, village_id)
    SELECT w.who, s.year, s.village_id
      FROM poll p JOIN season s ON s.id = p.season_id
      JOIN (SELECT 'akun:' || account_id AS who FROM account_resident WHERE resident_id = :resident
             UNION SELECT 'nik:' || hex(nik_hash) FROM register_row
                    WHERE resident_id = :resident AND nik_hash IS NOT NULL) w
     WHERE p.id = :poll
    ON CONFLICT (who, year) DO NOTHING
"""
ELSEWHERE = """
    SELECT 1 FROM poll p JOIN season s ON s.id = p.season_id
      JOIN season_voice v ON v.year = s.year AND v.village_id <> s.village_id AND v.who IN (
           SELECT 'akun:' || account_id FROM account_resident WHERE resident_id = :resident
            UNION SELECT 'nik:' || hex(nik_hash) FROM register_row
                   WHERE resident_id = :resident AND nik_hash IS NOT NULL)
     WHERE p.id = :poll LIMIT 1
"""


class Polls(Shelf):
    def __init__(self, connection: sqlite3.Connection, now: int) -> None:
        super().__init__(connection, now)
        self._known: dict[int, tuple[Poll, bytes]] = {}
        """Each with its secret, as they stand in this unit of work; whatever changes one here empties it."""
        self._ordinals: dict[int, int] = {}

    def forget(self) -> None:
        """What was written has been undone, or something new is written."""
        self._known.clear()
        self._ordinals.clear()

    def add(
        self,
        village_id: int,
        season_id: int,
        most_picks: int,
        closes_at: int,
        seal: str,
        age: int,
        options: Sequence[Option],
    ) -> Poll:
        self.forget()
        poll = self.one(
            ADD, village=village_id, season=season_id, most=most_picks, now=self.now, closes=closes_at, seal=seal,
            age=age, secret=secrets.token_bytes(16),
        )["id"]  # fmt: skip
        for o in options:
            self.run(
                ADD_OPTION, poll=poll, village=village_id, proposal=o.proposal_id, number=o.number, version=o.version,
                title=o.title,
            )  # fmt: skip
        whole = self.get(poll)
        assert whole is not None
        return whole

    def get(self, poll_id: int) -> Poll | None:
        known = self._read(poll_id)
        return known[0] if known else None

    def _read(self, poll_id: int) -> tuple[Poll, bytes] | None:
        if poll_id not in self._known and (row := self.row(GET, poll=poll_id)) is not None:
            self._known[poll_id] = self._whole(row), bytes(row["secret"])
        return self._known.get(poll_id)

    def running(self, village_id: int) -> list[Poll]:
        return [self._whole(row) for row in self.rows(RUNNING, village=village_id)]

    def names(self, proposal_id: int) -> bool:
        """Does a running ballot name this proposal?"""
        return self.row(NAMES, proposal=proposal_id) is not None

    def ordinal(self, poll: Poll) -> int:
        """The how manyeth of its village it is: by that people tell it from others."""
        if poll.id not in self._ordinals:
            self._ordinals[poll.id] = int(self.one(ORDINAL, village=poll.village_id, poll=poll.id)["n"])
        return self._ordinals[poll.id]

    def due(self) -> list[Poll]:
        return [self._whole(row) for row in self.rows(DUE, now=self.now)]

    def picks(self, poll_id: int, resident_id: int) -> frozenset[int]:
        return frozenset(row["option_id"] for row in self.rows(PICKS, poll=poll_id, voter=resident_id))

    def put(self, poll_id: int, resident_id: int, picks: frozenset[int]) -> None:
        """Replace a voter's picks; none at all means: not voted."""
        self.run(DROP, poll=poll_id, voter=resident_id)
        for option in picks:
            self.run(PUT, poll=poll_id, voter=resident_id, option=option)

    def raise_voice(self, poll_id: int, resident_id: int) -> bool:
        """Let this village have the voter's voice in the season; False if another has it. The primary key decides."""
        self.run(RAISE, poll=poll_id, resident=resident_id)
        return self.row(ELSEWHERE, poll=poll_id, resident=resident_id) is None

    def ballots(self, poll_id: int) -> list[list[int]]:
        by_voter: dict[int, list[int]] = {}
        for row in self.rows(BALLOTS, poll=poll_id):
            by_voter.setdefault(row["resident_id"], []).append(row["option_id"])
        return list(by_voter.values())

    def turnout_by_dusun(self, poll_id: int) -> dict[str, int]:
        return {row["name"]: row["n"] for row in self.rows(BY_DUSUN, poll=poll_id)}

    def voted(self, poll_id: int) -> int:
        return int(self.one(VOTED, poll=poll_id)["n"])

    def gone(self, poll_id: int) -> int:
        """How many voted and have moved away or died since; their votes stand."""
        return int(self.one(GONE, poll=poll_id)["n"])

    def close(self, poll_id: int, electorate: int, voted: int, votes: Mapping[int, int] | None) -> None:
        self.forget()
        self.run(CLOSE, poll=poll_id, now=self.now, electorate=electorate, voted=voted)
        for option, count in (votes or {}).items():
            self.run(COUNTED, option=option, votes=count)

    def results(self, village_id: int, limit: int) -> list[tuple[Poll, int, int, dict[int, int] | None]]:
        """Closed polls, newest first: (poll, electorate, voted, votes by option or None where not shown)."""
        out = []
        for row in self.rows(RESULTS, village=village_id, limit=limit):
            votes = {o["id"]: o["votes"] for o in self.rows(OPTIONS, poll=row["id"]) if o["votes"] is not None}
            out.append((self._whole(row), row["electorate"], row["voted"], votes or None))
        return out

    def ballot_secret(self, poll_id: int) -> bytes:
        """Mixed into the order of options, so that nobody can tell it from the voter's number."""
        known = self._read(poll_id)
        if known is None:
            raise KeyError(poll_id)
        return known[1]

    def _whole(self, row: Mapping[str, Any]) -> Poll:
        options = tuple(
            Option(o["id"], o["proposal_id"], o["number"], o["version"], o["title"])
            for o in self.rows(OPTIONS, poll=row["id"])
        )
        return Poll(
            row["id"], row["village_id"], row["season_id"], row["most_picks"], row["opens_at"], row["closes_at"],
            PollState(row["state"]), row["seal"], row["age"], options, row["closed_at"],
        )  # fmt: skip
