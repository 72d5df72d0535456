"""Polls and their frozen ballots. What is voted lies in the box of the poll (`storage/box.py`), never here."""

import hashlib
import secrets
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from storage import boxes, boxkeys
from storage.box import Box
from storage.boxes import Boxes
from storage.shelf import Shelf, packed
from village.ballotbox import SECRET_BYTES, Line
from village.poll import Option, Poll, PollState
from village.sealing import root

ADD = """
    INSERT INTO poll (
        id, village_id, season_id, most_picks, opens_at, closes_at, state, seal, announcement, age, secret
    ) VALUES (:id, :village, :season, :most, :now, :closes, 'open', :seal, :announcement, :age, :secret)
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
GONE = """
    SELECT COUNT(*) AS n FROM json_each(:voters) v JOIN resident r ON r.id = v.value AND r.state <> 'verified'
"""
BY_DUSUN = """
      WITH voted AS (
           SELECT r.dusun_id, COUNT(*) AS n FROM json_each(:voters) v JOIN resident r ON r.id = v.value
         GROUP BY r.dusun_id
      )
    SELECT d.name, COALESCE(voted.n, 0) AS n
      FROM poll p
      JOIN dusun d ON d.village_id = p.village_id
      LEFT JOIN voted ON voted.dusun_id = d.id
     WHERE p.id = :poll
  ORDER BY d.id
"""
ELIGIBLE = """
    SELECT id FROM resident
     WHERE village_id = :village AND state IN ('listed', 'asked', 'verified')
       AND (birth_year IS NULL OR birth_year <= :born_until)
"""
COUNT_ELIGIBLE = """
    SELECT COUNT(*) AS n FROM resident
     WHERE village_id = :village AND state IN ('listed', 'asked', 'verified')
       AND (birth_year IS NULL OR birth_year <= :born_until)
"""
SEALED_TO = "UPDATE poll SET box_key = :key WHERE id = :poll"
OPEN = "SELECT id FROM poll WHERE state = 'open'"
GAVE_WAY = "UPDATE aid SET state = 'replaced' WHERE id = :aid AND state IN ('open', 'stands')"
TOOK_PART = """
    INSERT INTO took_part (poll_id, resident_id, village_id)
    SELECT p.id, v.value, p.village_id FROM poll p, json_each(:voters) v WHERE p.id = :poll
    ON CONFLICT DO NOTHING
"""
ROOTS = "UPDATE poll SET lines = :lines, root_s = :root_s, root_c = :root_c WHERE id = :poll"
PUBLISH = """
    INSERT INTO ballot_line (poll_id, code, choice, salt, village_id)
    SELECT :poll, :code, :choice, :salt, village_id FROM poll WHERE id = :poll
"""
PUBLISHED = "SELECT code, choice, salt FROM ballot_line WHERE poll_id = :poll ORDER BY code"
BEFORE = "SELECT COUNT(*) AS n FROM ballot_line WHERE poll_id = :poll AND code <= :code"
NEXT = "SELECT COALESCE(MAX(id), 0) + 1 AS id FROM poll"
FINAL = "SELECT announcement, electorate, voted, lines, root_s, root_c, shredded_at FROM poll WHERE id = :poll"
TO_SHRED = """
    SELECT * FROM poll WHERE state = 'closed' AND shredded_at IS NULL AND closed_at <= :until ORDER BY closed_at
"""
SHREDDED = "UPDATE poll SET shredded_at = :now WHERE id = :poll"
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
        age: int,
        options: Sequence[Option],
        announced: Callable[[int], str],
    ) -> Poll:
        """`announced`: what is sealed before the first vote, for the number that the poll gets; as canonical JSON."""
        self.forget()
        poll = int(self.one(NEXT)["id"])
        words = announced(poll)
        self.run(
            ADD, id=poll, village=village_id, season=season_id, most=most_picks, now=self.now, closes=closes_at,
            seal=hashlib.sha256(words.encode()).hexdigest(), announcement=words, age=age,
            secret=secrets.token_bytes(16),
        )  # fmt: skip
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

    # the box

    def lay_out(self, poll: Poll, born_until: int, key: bytes | None = None) -> bytes:
        """Make the box, with a place for everybody who may vote or may yet be recognised; returns its public key.

        `key`: the public half of the council's; without it the server makes one and keeps it.
        """
        voters = [row["id"] for row in self.rows(ELIGIBLE, village=poll.village_id, born_until=born_until)]
        key = self._boxes.make(poll.id, voters, poll.most_picks, key)
        self.run(SEALED_TO, poll=poll.id, key=key)
        return key

    def has_traces(self, poll_id: int) -> bool:
        """Can a secret still find what it has put in?"""
        return self._boxes.get(poll_id) is not None and self.final(poll_id)["shredded_at"] is None

    def eligible(self, village_id: int, born_until: int) -> int:
        """For how many a new box has a place."""
        return int(self.one(COUNT_ELIGIBLE, village=village_id, born_until=born_until)["n"])

    @property
    def _boxes(self) -> Boxes:
        return boxes.of(self.connection)

    def _box(self, poll_id: int, writing: bool = False) -> Box:
        box = self._boxes.writing(poll_id) if writing else self._boxes.get(poll_id)
        if box is None:
            raise LookupError("no box")  # an act asks `has_box` before it
        return box

    def has_box(self, poll_id: int) -> bool:
        """Is the box of this poll there, with its keys? A disk that was lost, or a backup, may not have it."""
        return self._boxes.get(poll_id) is not None and self._boxes.helper_key(poll_id) is not None

    def picks(self, poll_id: int, secret: bytes) -> frozenset[int]:
        """The options that are in on the ballot of this secret; none where the traces are destroyed."""
        box, poll = self._boxes.get(poll_id), self.get(poll_id)
        if box is None or poll is None or len(secret) != SECRET_BYTES:
            return frozenset()
        options = {o.number: o.id for o in poll.options}
        return frozenset(options[n] for n in box.picks(secret, options))

    def put(self, poll_id: int, resident_id: int, secret: bytes, picks: frozenset[int]) -> bool:
        """Replace what is in on one ballot; nothing at all means: not voted.

        False, and nothing is changed, when this resident has voted with another ballot.
        """
        box, poll = self._box(poll_id, writing=True), self.get(poll_id)
        assert poll is not None
        box.entitle(resident_id, poll.most_picks)
        options = {o.id: o.number for o in poll.options}
        before = box.picks(secret, options.values())
        return box.put(resident_id, secret, before, {options[o] for o in picks})

    def has_voted(self, poll_id: int, resident_id: int) -> bool:
        box = self._boxes.get(poll_id)
        return box is not None and box.has_voted(resident_id)

    def voters(self, poll_id: int) -> list[int]:
        box = self._boxes.get(poll_id)
        return box.voters() if box else []

    def help(self, poll_id: int, aid_id: int, resident_id: int) -> None:
        """Draw the secret of a ballot on which a kader taps for this neighbour. The box keeps it, under a key that lies
        elsewhere, until the poll is counted: so that it can give way to the resident's own vote.
        """
        secret = secrets.token_bytes(SECRET_BYTES)
        self._box(poll_id, writing=True).help(aid_id, resident_id, secret, self._helper_key(poll_id))

    def helped_secret(self, poll_id: int, aid_id: int) -> bytes | None:
        """The secret of a helped ballot; None when it has given way, or the poll is counted."""
        key, box = self._boxes.helper_key(poll_id), self._boxes.get(poll_id)
        return box.helped_secret(aid_id, key) if key and box else None

    def let_go(self, poll_id: int, resident_id: int) -> None:
        """What a kader has tapped for this resident counts no more. Nothing to do where nothing was."""
        box, poll = self._box(poll_id), self.get(poll_id)
        assert poll is not None
        if any(pid == resident_id and not gone for _, pid, gone in box.helps()):
            numbers = [o.number for o in poll.options]
            self._box(poll_id, writing=True).let_go(resident_id, self._helper_key(poll_id), numbers)

    def _helper_key(self, poll_id: int) -> bytes:
        key = self._boxes.helper_key(poll_id)
        if key is None:
            raise LookupError("no key")
        return key

    def catch_up(self) -> None:
        """What boxes have kept and the main database has not: it died, or its disk was full, in between.

        And what a closing that was kept did not come to: destroying the keys.
        """
        for poll in self.to_shred(self.now):
            self._boxes.doom(poll.id)
        for row in list(self.rows(OPEN)):
            box = self._boxes.get(row["id"])
            if box is None:
                continue
            for aid, _, gone in box.helps():
                if gone:
                    self.run(GAVE_WAY, aid=aid)
            for voter in box.voters():
                self.raise_voice(row["id"], voter)

    def helped_votes(self, poll_id: int) -> list[int]:
        """The helped ballots that have something on them and have not given way, by number."""
        box = self._boxes.get(poll_id)
        voters = set(self.voters(poll_id))
        return [aid for aid, pid, gone in box.helps() if not gone and pid in voters] if box else []

    def raise_voice(self, poll_id: int, resident_id: int) -> bool:
        """Let this village have the voter's voice in the season; False if another has it. The primary key decides."""
        self.run(RAISE, poll=poll_id, resident=resident_id)
        return self.row(ELSEWHERE, poll=poll_id, resident=resident_id) is None

    def turnout_by_dusun(self, poll_id: int) -> dict[str, int]:
        voters = packed(self.voters(poll_id))
        return {row["name"]: row["n"] for row in self.rows(BY_DUSUN, poll=poll_id, voters=voters)}

    def voted(self, poll_id: int) -> int:
        """How many have voted; when the poll is closed, as it was announced."""
        row = self.row(GET, poll=poll_id)
        if row is not None and row["voted"] is not None:
            return int(row["voted"])
        box = self._boxes.get(poll_id)
        return box.turnout() if box else 0

    def gone(self, poll_id: int) -> int:
        """How many voted and have moved away or died since; their votes stand."""
        return int(self.one(GONE, voters=packed(self.voters(poll_id)))["n"])

    # the end

    def seal_box(self, poll_id: int) -> tuple[int, bytes, bytes]:
        """Count the lines unopened: (lines, root over their seals, root over their commitments)."""
        lines = self._box(poll_id).sealed_lines()
        counted = len(lines), root(s for s, _, _ in lines), root(c for _, c, _ in lines)
        self.run(ROOTS, poll=poll_id, lines=counted[0], root_s=counted[1], root_c=counted[2])
        self.run(TOOK_PART, poll=poll_id, voters=packed(self.voters(poll_id)))
        return counted

    def opened_lines(self, poll_id: int, key: bytes | None = None) -> list[Line] | None:
        """Every line, opened and held against its commitment, in the order of codes; None where the key is not here.

        `key`: the private half, where it is not the server's. Raises `boxkeys.Wrong` where a line is not what was put
        in.
        """
        key = key or self._boxes.private_key(poll_id)
        if key is None:
            return None
        lines = []
        for _, c, sealed in self._box(poll_id).sealed_lines():
            line = Line.unpacked(boxkeys.unseal(key, sealed))
            if line.commitment(poll_id) != c:
                raise boxkeys.Wrong
            lines.append(line)
        return sorted(lines, key=lambda line: line.code)

    def publish_lines(self, poll_id: int, lines: Sequence[Line]) -> None:
        for line in lines:
            self.run(PUBLISH, poll=poll_id, code=line.code, choice=line.choice, salt=line.salt)

    def published(self, poll_id: int) -> list[tuple[str, str, bytes]]:
        """(code, choice, salt) of every line, as anybody may see it."""
        return [(row["code"], row["choice"], bytes(row["salt"])) for row in self.rows(PUBLISHED, poll=poll_id)]

    def own_lines(self, poll_id: int, secret: bytes) -> list[tuple[Line, int]]:
        """The lines of one ballot, for whoever brings its secret, each with its place in the published list."""
        box, poll = self._boxes.get(poll_id), self.get(poll_id)
        if box is None or poll is None or len(secret) != SECRET_BYTES:
            return []
        lines = [line for o in poll.options if (line := box.line(secret, o.number)) is not None]
        return [(line, int(self.one(BEFORE, poll=poll_id, code=line.code)["n"])) for line in lines]

    def final(self, poll_id: int) -> Mapping[str, Any]:
        """What was announced, and how the box was closed: electorate, voted, lines, root_s, root_c, shredded_at."""
        return self.one(FINAL, poll=poll_id)

    def to_shred(self, until: int) -> list[Poll]:
        return [self._whole(row) for row in self.rows(TO_SHRED, until=until)]

    def shred(self, poll_id: int) -> None:
        """Destroy the traces: what a secret could still find, and keys that were left behind."""
        self._boxes.doom(poll_id)
        if (box := self._boxes.writing(poll_id)) is not None:
            box.shred()
        self.run(SHREDDED, poll=poll_id, now=self.now)

    def close(self, poll_id: int, electorate: int, voted: int, votes: Mapping[int, int] | None) -> None:
        self.forget()
        self._boxes.doom(poll_id)
        self.run(CLOSE, poll=poll_id, now=self.now, electorate=electorate, voted=voted)
        self.count(votes or {})

    def count(self, votes: Mapping[int, int]) -> None:
        """Keep what came out: votes by option."""
        for option, count in votes.items():
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
