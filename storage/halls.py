"""Meetings that are held: their door, who is there, the paper list as it was typed."""

import hmac
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from actions.hall_records import Hall, PaperList, Present
from storage import residents
from storage.shelf import Shelf, packed, unpacked
from village.minutes import Sitting
from village.presence import SECRET_BYTES, Line, Way

OPEN = """
    INSERT INTO hall (meeting_id, village_id, secret, opened_by, opened_at)
    VALUES (:id, :village, :secret, :by, :now) ON CONFLICT DO NOTHING RETURNING 1 AS new
"""
GET = "SELECT * FROM hall WHERE meeting_id = :id AND village_id = :village"
LISTED = """
    SELECT * FROM hall WHERE village_id = :village AND state IN (SELECT value FROM json_each(:states))
  ORDER BY opened_at DESC, meeting_id DESC
"""
ATTENDING = "SELECT * FROM hall WHERE state IN ('datang', 'berjalan') ORDER BY meeting_id"
OVER = """
    SELECT h.* FROM hall h
     WHERE h.state = 'sanggah' AND h.objects_until <= :now
       AND NOT EXISTS (SELECT 1 FROM sanggah s WHERE s.meeting_id = h.meeting_id AND s.state = 'open')
  ORDER BY h.objects_until, h.meeting_id LIMIT 20
"""
SHOWN = "UPDATE hall SET shown = :turn WHERE meeting_id = :id"
BEGIN = """
    UPDATE hall SET state = 'berjalan', began_by = :by, began_at = :now, invited = :invited, present = :present,
                    needed = :needed
     WHERE meeting_id = :id AND state = 'datang'
"""
PUT_OFF = """
    UPDATE hall SET state = 'ditunda', ended_by = :by, ended_at = :now, invited = :invited, present = :present,
                    needed = :needed
     WHERE meeting_id = :id AND state = 'datang'
"""
END = "UPDATE hall SET state = 'menulis', ended_by = :by, ended_at = :now WHERE meeting_id = :id AND state = 'berjalan'"
DRAFT = """
    UPDATE hall SET draft_by = :by, draft_at = CASE WHEN :by <> 0 THEN :now END, draft_reminded_at = NULL
     WHERE meeting_id = :id AND state = 'menulis'
"""
UNREMINDED = """
    SELECT * FROM hall
     WHERE draft_by <> 0 AND sent_at IS NULL AND draft_reminded_at IS NULL AND draft_at IS NOT NULL
  ORDER BY draft_at LIMIT 100
"""
DRAFT_REMINDED = "UPDATE hall SET draft_reminded_at = :now WHERE meeting_id = :id"
SEND = """
    UPDATE hall SET state = 'sanggah', draft_second = :second, sent_at = :now, objects_until = :until
     WHERE meeting_id = :id AND state = 'menulis'
"""
SEAL = """
    UPDATE hall SET state = 'tersegel', sealed_at = :now, minutes = :minutes, digest = :digest
     WHERE meeting_id = :id AND state = 'sanggah'
"""
COME = """
    INSERT INTO attendance (meeting_id, village_id, resident_id, way, voice, by_id, at)
    VALUES (:id, :village, :resident, :way, :voice, :by, :now) ON CONFLICT DO NOTHING RETURNING 1 AS new
"""
VISIT = """
    INSERT INTO attendance (meeting_id, village_id, guest_id, visitor, way, voice, by_id, at)
    VALUES (:id, :village, :guest, :visitor, 'kertas', :voice, :by, :now) ON CONFLICT DO NOTHING RETURNING 1 AS new
"""
SECRET = "SELECT secret FROM hall WHERE meeting_id = :id"
AGAIN = """
    UPDATE attendance SET way = :way, voice = :voice, by_id = :by, at = :now, ended_at = NULL
     WHERE resident_id = :resident AND meeting_id = :id AND ended_at IS NOT NULL RETURNING 1 AS new
"""
LEAVE = """
    UPDATE attendance SET ended_at = :now
     WHERE resident_id = :resident AND meeting_id = :id AND way = 'kader' AND ended_at IS NULL RETURNING 1 AS gone
"""
THERE = "SELECT 1 FROM attendance WHERE resident_id = :resident AND meeting_id = :id AND ended_at IS NULL"
PRESENT = """
    SELECT t.guest_id, t.way, t.voice, t.by_id, r.*, NULL AS offices
      FROM attendance t LEFT JOIN resident r ON r.id = t.resident_id
     WHERE t.meeting_id = :id AND t.ended_at IS NULL ORDER BY t.id
"""
VOICES = "SELECT COUNT(*) AS n FROM attendance WHERE meeting_id = :id AND voice = 1 AND ended_at IS NULL"
GUESSED = "SELECT wrong FROM hall_guess WHERE meeting_id = :id AND account_id = :account AND turn = :turn"
GUESS = """
    INSERT INTO hall_guess (meeting_id, account_id, village_id, turn, wrong) VALUES (:id, :account, :village, :turn, 1)
    ON CONFLICT (meeting_id, account_id) DO UPDATE SET
           wrong = CASE WHEN turn = excluded.turn THEN wrong + 1 ELSE 1 END, turn = excluded.turn
    RETURNING wrong
"""
LISTS = "SELECT officer_id, lines FROM paper_list WHERE meeting_id = :id AND state = 'open' ORDER BY at, officer_id"
TYPE_LIST = """
    INSERT INTO paper_list (meeting_id, officer_id, village_id, lines, at)
    VALUES (:id, :officer, :village, :lines, :now)
    ON CONFLICT (meeting_id, officer_id) DO UPDATE SET lines = excluded.lines, at = excluded.at, state = 'open'
"""
SETTLE_LISTS = "UPDATE paper_list SET state = 'done', lines = '[]' WHERE meeting_id = :id AND state = 'open'"


class Halls(Shelf):
    def open(self, meeting_id: int, village_id: int, by: int) -> bool:
        """The door opens, with a secret of its own; False if it was open before."""
        secret = secrets.token_bytes(SECRET_BYTES)
        return self.row(OPEN, id=meeting_id, village=village_id, secret=secret, by=by, now=self.now) is not None

    def get(self, meeting_id: int, village_id: int) -> Hall | None:
        row = self.row(GET, id=meeting_id, village=village_id)
        return _hall(row) if row else None

    def listed(self, village_id: int, states: Sequence[Sitting]) -> list[Hall]:
        """The newest first."""
        return [_hall(row) for row in self.rows(LISTED, village=village_id, states=packed(list(states)))]

    def attending(self) -> list[Hall]:
        """Of all villages, those where people may still be written down."""
        return [_hall(row) for row in self.rows(ATTENDING)]

    def over(self) -> list[Hall]:
        """Of all villages, those whose time to object is over, every objection answered."""
        return [_hall(row) for row in self.rows(OVER, now=self.now)]

    def shown(self, meeting_id: int, turn: int) -> None:
        self.run(SHOWN, id=meeting_id, turn=turn)

    def begin(self, meeting_id: int, by: int, invited: int, present: int, needed: int) -> None:
        self.run(BEGIN, id=meeting_id, by=by, invited=invited, present=present, needed=needed, now=self.now)

    def put_off(self, meeting_id: int, by: int, invited: int, present: int, needed: int) -> None:
        self.run(PUT_OFF, id=meeting_id, by=by, invited=invited, present=present, needed=needed, now=self.now)

    def end(self, meeting_id: int, by: int) -> None:
        self.run(END, id=meeting_id, by=by, now=self.now)

    def draft(self, meeting_id: int, by: int) -> None:
        """by 0: nobody waits for a second officer any more."""
        self.run(DRAFT, id=meeting_id, by=by, now=self.now)

    def drafts_unreminded(self) -> list[Hall]:
        """Of all villages, drafts that wait for a second officer whom nobody has reminded."""
        return [_hall(row) for row in self.rows(UNREMINDED)]

    def draft_reminded(self, meeting_id: int) -> None:
        self.run(DRAFT_REMINDED, id=meeting_id, now=self.now)

    def send(self, meeting_id: int, second: int, until: int) -> None:
        self.run(SEND, id=meeting_id, second=second, until=until, now=self.now)

    def seal(self, meeting_id: int, minutes: str, digest: str) -> None:
        self.run(SEAL, id=meeting_id, minutes=minutes, digest=digest, now=self.now)

    def come(self, meeting_id: int, village_id: int, resident: int, way: Way, voice: bool, by: int) -> bool:
        """Write a resident down; False if they are there already, in whatever way."""
        told = {"id": meeting_id, "resident": resident, "way": way, "voice": int(voice), "by": by, "now": self.now}
        return bool(self.row(AGAIN, **told) or self.row(COME, village=village_id, **told))

    def visit(self, meeting_id: int, village_id: int, guest: int | None, key: str, by: int) -> bool:
        """Write down somebody outside the register, by the name on the paper; a vote only for whoever was invited."""
        visitor = hmac.new(self.one(SECRET, id=meeting_id)["secret"], key.encode(), "sha256").hexdigest()[:32]
        row = self.row(
            VISIT, id=meeting_id, village=village_id, guest=guest, visitor=visitor, voice=int(guest is not None), by=by,
            now=self.now,
        )  # fmt: skip
        return row is not None

    def leave(self, meeting_id: int, resident: int) -> bool:
        """A kader takes a tick back; what people or the paper say themselves stays."""
        return self.row(LEAVE, id=meeting_id, resident=resident, now=self.now) is not None

    def there(self, meeting_id: int, resident: int) -> bool:
        return self.row(THERE, id=meeting_id, resident=resident) is not None

    def present(self, meeting_id: int) -> list[Present]:
        """Who is there, in the order in which they were written down; without their offices."""
        return [
            Present(
                residents.resident(row) if row["id"] is not None else None, row["guest_id"], Way(row["way"]),
                bool(row["voice"]), row["by_id"],
            )
            for row in self.rows(PRESENT, id=meeting_id)
        ]  # fmt: skip

    def voices(self, meeting_id: int) -> int:
        return int(self.one(VOICES, id=meeting_id)["n"])

    def guessed(self, meeting_id: int, account_id: int, turn: int) -> int:
        """How many wrong codes came from that phone in this turn."""
        row = self.row(GUESSED, id=meeting_id, account=account_id, turn=turn)
        return int(row["wrong"]) if row else 0

    def guess(self, meeting_id: int, account_id: int, village_id: int, turn: int) -> int:
        """One more wrong code; returns how many there were in this turn."""
        return int(self.one(GUESS, id=meeting_id, account=account_id, village=village_id, turn=turn)["wrong"])

    def lists(self, meeting_id: int) -> list[PaperList]:
        """Those that wait for another to be the same, the earliest first."""
        return [
            PaperList(row["officer_id"], tuple(Line(*line) for line in unpacked(row["lines"])))
            for row in self.rows(LISTS, id=meeting_id)
        ]

    def type_list(self, meeting_id: int, village_id: int, officer: int, lines: Sequence[Line]) -> None:
        told = packed([[line.key, line.name, line.person] for line in lines])
        self.run(TYPE_LIST, id=meeting_id, officer=officer, village=village_id, lines=told, now=self.now)

    def settle_lists(self, meeting_id: int) -> None:
        self.run(SETTLE_LISTS, id=meeting_id)


def _hall(row: Mapping[str, Any]) -> Hall:
    told = {name: row[name] for name in Hall.__slots__}
    return Hall(**{**told, "state": Sitting(row["state"]), "secret": bytes(row["secret"])})
