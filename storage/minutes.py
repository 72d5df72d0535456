"""The minutes of a meeting by item, and what is objected to their draft."""

from collections.abc import Mapping, Sequence
from typing import Any

from actions.hall_records import HallCount, HallObjection, Minute, Sanggah, Voice
from storage.shelf import Shelf, packed
from village.minutes import Count, Outcome

OF = "SELECT outcome, note FROM minute WHERE item_id = :item"
NOTES = "SELECT words FROM minute_note WHERE meeting_id = :id AND item_id = :item ORDER BY id"
OBJECTIONS = """
    SELECT id, item_id, words, withdrawn FROM minute_objection WHERE meeting_id = :id AND item_id = :item ORDER BY id
"""
COUNTS = "SELECT * FROM minute_count WHERE meeting_id = :id AND item_id = :item ORDER BY id"
SETTLE = """
    INSERT INTO minute (item_id, meeting_id, village_id, outcome, note, by_id, at)
    VALUES (:item, :id, :village, :outcome, :note, :by, :now)
"""
WRITE = """
    INSERT INTO minute_note (item_id, meeting_id, village_id, words, by_id, at)
    VALUES (:item, :id, :village, :words, :by, :now)
"""
OBJECT = """
    INSERT INTO minute_objection (item_id, meeting_id, village_id, words, by_id, at)
    VALUES (:item, :id, :village, :words, :by, :now) RETURNING id
"""
WITHDRAW = """
    UPDATE minute_objection SET withdrawn = :why, withdrawn_by = :by, withdrawn_at = :now
     WHERE id = :objection AND meeting_id = :id AND withdrawn = '' RETURNING 1 AS gone
"""
COUNT = """
    INSERT INTO minute_count (item_id, meeting_id, village_id, yes, no, abstain, voices, first_id, at)
    VALUES (:item, :id, :village, :yes, :no, :abstain, :voices, :first, :now) RETURNING id
"""
COUNTED = "SELECT * FROM minute_count WHERE id = :count AND village_id = :village"
SETTLE_COUNT = """
    UPDATE minute_count SET state = :state, second_id = :second, settled_at = :now WHERE id = :count AND state = 'open'
"""
COUNTS_UNREMINDED = """
    SELECT * FROM minute_count WHERE state = 'open' AND reminded_at IS NULL AND at <= :now
  ORDER BY at LIMIT 100
"""
COUNT_REMINDED = "UPDATE minute_count SET reminded_at = :now WHERE id = :count AND state = 'open'"
COUNTED_SINCE = "SELECT at FROM minute_count WHERE item_id = :item AND state = 'open'"
SANGGAH_UNREMINDED = """
    SELECT s.*, h.objects_until
      FROM hall h JOIN sanggah s ON s.meeting_id = h.meeting_id AND s.state = 'open' AND s.reminded_at IS NULL
     WHERE h.state = 'sanggah' AND h.objects_until <= :until
  ORDER BY h.objects_until, s.id LIMIT 100
"""
SANGGAH_REMINDED = "UPDATE sanggah SET reminded_at = :now WHERE id = :sanggah AND state = 'open'"
KEEP_VOICE = """
    INSERT INTO minute_voice (media_id, item_id, meeting_id, village_id, at)
    VALUES (:media, :item, :id, :village, :now)
"""
VOICE = """
    SELECT v.media_id, v.item_id, v.meeting_id, v.state, m.seconds
      FROM minute_voice v JOIN media m ON m.id = v.media_id
     WHERE v.media_id = :media AND v.village_id = :village
"""
# What could not be had, or was taken back, is no voice any more.
VOICES = """
    SELECT v.media_id, v.item_id, v.meeting_id, v.state, m.seconds
      FROM minute_voice v JOIN media m ON m.id = v.media_id AND m.state IN ('coming', 'kept')
     WHERE v.meeting_id = :id AND v.item_id = :item ORDER BY v.at, v.media_id
"""
SETTLE_VOICE = "UPDATE minute_voice SET state = :state, settled_at = :now WHERE media_id = :media AND state = 'waiting'"
SANGGAH = """
    INSERT INTO sanggah (item_id, meeting_id, village_id, resident_id, words, helper_id, slip, at)
    VALUES (:item, :id, :village, :resident, :words, :helper, :slip, :now) ON CONFLICT DO NOTHING RETURNING id
"""
SLIP_USED = "SELECT 1 FROM sanggah WHERE meeting_id = :id AND slip = :slip AND slip <> ''"
SANGGAH_OF = "SELECT * FROM sanggah WHERE meeting_id = :id ORDER BY id"
ONE_SANGGAH = "SELECT * FROM sanggah WHERE id = :sanggah AND village_id = :village"
WAITING = "SELECT * FROM sanggah INDEXED BY sanggah_open WHERE village_id = :village AND state = 'open' ORDER BY id"
ANSWER = """
    UPDATE sanggah SET state = :state, answer = :answer, by_id = :by, settled_at = :now
     WHERE id = :sanggah AND state = 'open'
"""
RECEIVED = """
    SELECT COUNT(DISTINCT o.resident_id) AS n FROM json_each(:keys) k JOIN outbox o ON o.once = k.value
     WHERE o.state = 'sent'
"""


class Minutes(Shelf):
    def of(self, meeting_id: int, item_id: int) -> Minute:
        told = self.row(OF, item=item_id)
        notes = tuple(row["words"] for row in self.rows(NOTES, id=meeting_id, item=item_id))
        objections = tuple(HallObjection(**row) for row in self._plain(OBJECTIONS, meeting_id, item_id))
        counts = tuple(_count(row) for row in self.rows(COUNTS, id=meeting_id, item=item_id))
        outcome = Outcome(told["outcome"]) if told else None
        return Minute(item_id, outcome, told["note"] if told else "", notes, objections, counts)

    def _plain(self, sql: str, meeting_id: int, item_id: int) -> list[dict[str, Any]]:
        return [{name: row[name] for name in row.keys()} for row in self.rows(sql, id=meeting_id, item=item_id)]  # noqa: SIM118

    def settle(self, meeting_id: int, village_id: int, item_id: int, outcome: Outcome, note: str, by: int) -> None:
        self.run(
            SETTLE, id=meeting_id, village=village_id, item=item_id, outcome=outcome, note=note, by=by, now=self.now
        )  # fmt: skip

    def write(self, meeting_id: int, village_id: int, item_id: int, words: str, by: int) -> None:
        self.run(WRITE, id=meeting_id, village=village_id, item=item_id, words=words, by=by, now=self.now)

    def counts_unreminded(self) -> list[tuple[int, int, HallCount, int]]:
        """(meeting, village, count, since when it waits) of all villages, of whose second nobody was reminded."""
        return [
            (r["meeting_id"], r["village_id"], _count(r), r["at"]) for r in self.rows(COUNTS_UNREMINDED, now=self.now)
        ]

    def count_reminded(self, count_id: int) -> None:
        self.run(COUNT_REMINDED, count=count_id, now=self.now)

    def counted_since(self, item_id: int) -> list[int]:
        """Since when a count of this item waits for its second officer; empty where none does."""
        return [row["at"] for row in self.rows(COUNTED_SINCE, item=item_id)]

    def sanggah_unreminded(self, until: int) -> list[tuple[Sanggah, int, int]]:
        """(objection, end of the time to object, since when it waits) of which nobody was reminded."""
        rows = self.rows(SANGGAH_UNREMINDED, until=until)
        return [(_sanggah(row), row["objects_until"], row["at"]) for row in rows]

    def sanggah_reminded(self, sanggah_id: int) -> None:
        self.run(SANGGAH_REMINDED, sanggah=sanggah_id, now=self.now)

    def keep_voice(self, meeting_id: int, village_id: int, item_id: int, media_id: int) -> None:
        self.run(KEEP_VOICE, id=meeting_id, village=village_id, item=item_id, media=media_id, now=self.now)

    def voice(self, media_id: int, village_id: int) -> Voice | None:
        row = self.row(VOICE, media=media_id, village=village_id)
        return Voice(**row) if row else None

    def voices(self, meeting_id: int, item_id: int) -> list[Voice]:
        """Those that are on the disk or on their way, the earliest first."""
        return [Voice(**row) for row in self.rows(VOICES, id=meeting_id, item=item_id)]

    def settle_voice(self, media_id: int, state: str) -> None:
        self.run(SETTLE_VOICE, media=media_id, state=state, now=self.now)

    def object(self, meeting_id: int, village_id: int, item_id: int, words: str, by: int) -> int:
        row = self.one(OBJECT, id=meeting_id, village=village_id, item=item_id, words=words, by=by, now=self.now)
        return int(row["id"])

    def withdraw(self, objection_id: int, meeting_id: int, why: str, by: int) -> bool:
        """False where it does not stand any more."""
        return self.row(WITHDRAW, objection=objection_id, id=meeting_id, why=why, by=by, now=self.now) is not None

    def count(
        self, meeting_id: int, village_id: int, item_id: int, count: Count, voices: int, first: int
    ) -> int:  # fmt: skip
        """Returns the number under which it waits for a second officer."""
        row = self.one(
            COUNT, id=meeting_id, village=village_id, item=item_id, yes=count.yes, no=count.no, abstain=count.abstain,
            voices=voices, first=first, now=self.now,
        )  # fmt: skip
        return int(row["id"])

    def counted(self, count_id: int, village_id: int) -> tuple[int, HallCount] | None:
        """A count, with its meeting."""
        row = self.row(COUNTED, count=count_id, village=village_id)
        return (row["meeting_id"], _count(row)) if row else None

    def settle_count(self, count_id: int, state: str, second: int) -> None:
        self.run(SETTLE_COUNT, count=count_id, state=state, second=second, now=self.now)

    def sanggah(
        self, meeting_id: int, village_id: int, item_id: int, resident: int, words: str, helper: int = 0, slip: str = ""
    ) -> int | None:  # fmt: skip
        """None where this person has objected to this item before."""
        row = self.row(
            SANGGAH, id=meeting_id, village=village_id, item=item_id, resident=resident, words=words, helper=helper,
            slip=slip, now=self.now,
        )  # fmt: skip
        return int(row["id"]) if row else None

    def slip_used(self, meeting_id: int, slip: str) -> bool:
        """Does an objection in this meeting have that paper's number?"""
        return self.row(SLIP_USED, id=meeting_id, slip=slip) is not None

    def sanggah_of(self, meeting_id: int) -> list[Sanggah]:
        return [_sanggah(row) for row in self.rows(SANGGAH_OF, id=meeting_id)]

    def one_sanggah(self, sanggah_id: int, village_id: int) -> Sanggah | None:
        row = self.row(ONE_SANGGAH, sanggah=sanggah_id, village=village_id)
        return _sanggah(row) if row else None

    def waiting(self, village_id: int) -> list[Sanggah]:
        """Those that the council has not answered, the earliest first."""
        return [_sanggah(row) for row in self.rows(WAITING, village=village_id)]

    def answer(self, sanggah_id: int, state: str, answer: str, by: int) -> None:
        self.run(ANSWER, sanggah=sanggah_id, state=state, answer=answer, by=by, now=self.now)

    def received(self, keys: Sequence[str]) -> int:
        """How many people at least one of these letters has reached."""
        return int(self.one(RECEIVED, keys=packed(list(keys)))["n"])


def _count(row: Mapping[str, Any]) -> HallCount:
    count = Count(row["yes"], row["no"], row["abstain"], row["state"] == "done")
    return HallCount(row["id"], row["item_id"], count, row["voices"], row["first_id"], row["state"])


def _sanggah(row: Mapping[str, Any]) -> Sanggah:
    return Sanggah(**{name: row[name] for name in Sanggah.__slots__})
