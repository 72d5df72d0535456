"""What people have sent besides words: rows; the bytes are in files (`storage/media_files.py`)."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from storage.shelf import Shelf, fresh_id, packed
from village.media import TO_CHOOSE, Form, Kind, Media, Sent, State, Typing

ADD = """
    INSERT INTO media (id, village_id, resident_id, kind, form, state, file, message, size, seconds, latitude,
                       longitude, typing, at, next_at)
    VALUES (:id, :village, :resident, :kind, :form, :state, :file, :message, :size, :seconds, :latitude, :longitude,
            :typing, :now, :now)
"""
COLUMNS = """
    SELECT m.id, m.village_id, m.resident_id, r.dusun_id, m.proposal_id, m.kind, m.form, m.state, m.file, m.size,
           m.seconds, m.latitude, m.longitude, m.typing, m.line, m.typed_by, m.sealed_for, m.released_at, m.at, m.tries,
           m.for_council
      FROM media m JOIN resident r ON r.id = m.resident_id
"""
GET = COLUMNS + " WHERE m.id = :id"
OF_PROPOSAL = COLUMNS + " WHERE m.proposal_id = :proposal AND m.state = 'kept' ORDER BY m.at, m.id"
OF_RESIDENT = COLUMNS + " WHERE m.resident_id = :resident AND m.state IN ('coming', 'kept') ORDER BY m.at, m.id"
# Those that belong to nothing yet, or whose line is still to be typed.
LOOSE = """
    SELECT COUNT(*) AS n FROM media
     WHERE resident_id = :resident AND proposal_id IS NULL AND state IN ('coming', 'kept')
       AND NOT EXISTS (SELECT 1 FROM minute_voice v WHERE v.media_id = media.id)
"""
COMING = COLUMNS + " WHERE m.state = 'coming' AND m.next_at <= :now ORDER BY m.next_at LIMIT 1"
NEXT_AT = "SELECT MIN(next_at) AS at FROM media WHERE state = 'coming'"
LATER = "UPDATE media SET tries = tries + 1, next_at = :at WHERE id = :id AND state = 'coming'"
KEEP = """
    UPDATE media SET state = 'kept', file = '', size = :size, sealed_for = :sealed_for
     WHERE id = :id AND state = 'coming'
"""
LOSE = """
    UPDATE media SET state = 'lost', file = '', typing = '', line = ''
     WHERE id = :id AND state IN ('coming', 'kept')
"""
DROP = """
    UPDATE media
       SET state = 'dropped', file = '', typing = '', line = '', latitude = NULL, longitude = NULL, released_at = NULL
     WHERE id = :id AND state IN ('coming', 'kept')
"""
IN_MESSAGE = """
    SELECT id FROM media WHERE resident_id = :resident AND message = :message AND state IN ('coming', 'kept')
"""
DROPPED = "SELECT id FROM media WHERE state = 'dropped'"
GONE = "UPDATE media SET state = 'gone' WHERE id = :id AND state = 'dropped'"
IS_KEPT = "SELECT 1 FROM media WHERE id = :id AND state = 'kept' AND kind <> 'location'"
# Read once, at start.
WITH_BYTES = COLUMNS + " WHERE m.state = 'kept' AND m.kind <> 'location' AND m.sealed_for <> 0"
# What no draft speaks of any more; voices of minutes stay until those are sealed.
STALE = """
    SELECT m.id FROM media m
     WHERE m.proposal_id IS NULL AND m.typing = '' AND m.state = 'kept' AND m.at <= :before
       AND NOT EXISTS (
           SELECT 1 FROM account_resident o
             JOIN conversation c ON c.account_id = o.account_id
             JOIN json_each(c.answers, '$.media') j
            WHERE o.resident_id = m.resident_id AND j.value = m.id)
       AND NOT EXISTS (
           SELECT 1 FROM draft d JOIN json_each(d.answers, '$.media') j
            WHERE d.resident_id = m.resident_id AND j.value = m.id)
       AND NOT EXISTS (
           SELECT 1 FROM minute_voice v JOIN hall h ON h.meeting_id = v.meeting_id
            WHERE v.media_id = m.id AND h.state <> 'tersegel')
     ORDER BY m.at LIMIT :limit
"""
ATTACH = """
    UPDATE media SET proposal_id = :proposal, typing = ''
     WHERE id IN (SELECT value FROM json_each(:ids)) AND resident_id = :resident AND proposal_id IS NULL
       AND state IN ('coming', 'kept')
"""
WAITS = """
     WHERE m.village_id = :village AND m.typing = 'waiting' AND m.typing <> '' AND m.resident_id <> :besides
       AND m.for_council = 0 AND m.at <= :before
       AND (:dusun IS NULL OR r.dusun_id IN (SELECT value FROM json_each(:dusun)))
"""
UNTYPED = """
    SELECT COUNT(*) AS n FROM media m JOIN resident r ON r.id = m.resident_id
     WHERE m.village_id = :village AND m.typing = 'waiting' AND m.typing <> '' AND m.resident_id <> :besides
       AND m.for_council = 0 AND m.at <= :before
       AND (:dusun IS NULL OR r.dusun_id IN (SELECT value FROM json_each(:dusun)))
"""
UNHEARD = """
    SELECT id FROM media WHERE typing = 'waiting' AND told = 0 AND for_council = 0 AND at <= :before LIMIT :limit
"""
TOLD = "UPDATE media SET told = 1 WHERE id = :id"
FOR_COUNCIL = """
    UPDATE media SET for_council = 1, typing = 'waiting', line = ''
     WHERE id = :id AND for_council = 0 AND typing IN ('waiting', 'asked')
"""
OF_COUNCIL = (
    COLUMNS
    + """
     WHERE m.village_id = :village AND m.typing = 'waiting' AND m.typing <> '' AND m.for_council = 1
       AND m.state IN ('coming', 'kept')
     ORDER BY m.at, m.id LIMIT :limit
"""
)
SINCE_FOR_COUNCIL = """
    SELECT COUNT(*) AS n FROM media
     WHERE resident_id = :resident AND for_council = 1 AND typing = 'waiting' AND at > :since
"""
QUEUE = COLUMNS + WAITS + " ORDER BY m.at, m.id LIMIT :limit"
TYPED = "UPDATE media SET typing = 'asked', line = :line, typed_by = :by WHERE id = :id AND typing = 'waiting'"
BACK = "UPDATE media SET typing = 'waiting' WHERE id = :id AND typing = 'asked'"
SETTLE = "UPDATE media SET typing = '' WHERE id = :id"
RELEASE = "UPDATE media SET released_at = :at, released_by = :by WHERE id = :id AND state = 'kept'"


class MediaShelf(Shelf):
    def add(self, village_id: int, resident_id: int, sent: Sent, message: int, typing: Typing) -> int:
        """Note it; a place needs no fetching. Returns its number, which is random and never given again."""
        number = fresh_id()
        self.run(
            ADD, id=number, village=village_id, resident=resident_id, kind=sent.kind, form=sent.form,
            state=State.KEPT if sent.kind is Kind.LOCATION else State.COMING, file=sent.file, message=message,
            size=sent.size, seconds=sent.seconds, latitude=sent.latitude, longitude=sent.longitude, typing=typing,
            now=self.now,
        )  # fmt: skip
        return number

    def get(self, media_id: int) -> Media | None:
        row = self.row(GET, id=media_id)
        return _media(row) if row else None

    def of_proposal(self, proposal_id: int) -> list[Media]:
        """What is kept of it, in the order in which it was sent."""
        return [_media(row) for row in self.rows(OF_PROPOSAL, proposal=proposal_id)]

    def of_resident(self, resident_id: int) -> list[Media]:
        return [_media(row) for row in self.rows(OF_RESIDENT, resident=resident_id)]

    def loose(self, resident_id: int) -> int:
        return int(self.one(LOOSE, resident=resident_id)["n"])

    def in_message(self, resident_id: int, message: int) -> list[int]:
        """What came with that message of theirs; message: Telegram's number of it in their chat."""
        return [row["id"] for row in self.rows(IN_MESSAGE, resident=resident_id, message=message)]

    def coming(self) -> Media | None:
        """The next one whose bytes are to be fetched."""
        row = self.row(COMING, now=self.now)
        return _media(row) if row else None

    def next_at(self) -> int | None:
        """When the next one is to be fetched; None: none is."""
        at: int | None = self.one(NEXT_AT)["at"]
        return at

    def later(self, media_id: int, at: int) -> None:
        self.run(LATER, id=media_id, at=at)

    def keep(self, media_id: int, size: int, sealed_for: int) -> bool:
        """Its bytes are on the disk; False: nobody wants them any more."""
        return self.run(KEEP, id=media_id, size=size, sealed_for=sealed_for).rowcount == 1

    def lose(self, media_id: int) -> bool:
        return self.run(LOSE, id=media_id).rowcount == 1

    def drop(self, media_id: int) -> bool:
        """Nobody sees it any more from now on; its bytes go next."""
        return self.run(DROP, id=media_id).rowcount == 1

    def dropped(self) -> list[int]:
        return [row["id"] for row in self.rows(DROPPED)]

    def gone(self, media_id: int) -> None:
        self.run(GONE, id=media_id)

    def is_kept(self, media_id: int) -> bool:
        """Should there be bytes of it on the disk?"""
        return self.row(IS_KEPT, id=media_id) is not None

    def kept(self) -> list[Media]:
        """All whose bytes should be on the disk."""
        return [_media(row) for row in self.rows(WITH_BYTES)]

    def stale(self, before: int, limit: int) -> list[int]:
        return [row["id"] for row in self.rows(STALE, before=before, limit=limit)]

    def attach(self, media_ids: Sequence[int], resident_id: int, proposal_id: int) -> None:
        self.run(ATTACH, ids=packed(list(media_ids)), resident=resident_id, proposal=proposal_id)

    def untyped(self, village_id: int, dusun: Collection[int] | None, besides: int) -> int:
        """How many voices wait for their line. dusun None: in the whole village; besides: whose own do not count."""
        return int(
            self.one(UNTYPED, village=village_id, dusun=_listed(dusun), besides=besides, before=self.now - TO_CHOOSE)[
                "n"
            ]
        )

    def queue(self, village_id: int, dusun: Collection[int] | None, besides: int, limit: int) -> list[Media]:
        """Those that wait longest first."""
        rows = self.rows(
            QUEUE, village=village_id, dusun=_listed(dusun), besides=besides, limit=limit,
            before=self.now - TO_CHOOSE,
        )  # fmt: skip
        return [_media(row) for row in rows]

    def unheard(self, limit: int) -> list[int]:
        """Voices of which no officer knows yet, and whose senders had time to choose."""
        return [row["id"] for row in self.rows(UNHEARD, before=self.now - TO_CHOOSE, limit=limit)]

    def told(self, media_id: int) -> None:
        self.run(TOLD, id=media_id)

    def for_council(self, media_id: int) -> bool:
        """From now on nobody else hears it; False: its words are there already."""
        return self.run(FOR_COUNCIL, id=media_id).rowcount == 1

    def of_council(self, village_id: int, limit: int) -> list[Media]:
        """What only the council may hear, and nobody has typed yet; what waits longest first."""
        return [_media(row) for row in self.rows(OF_COUNCIL, village=village_id, limit=limit)]

    def for_council_since(self, resident_id: int, moment: int) -> int:
        """How many of this person's wait there, sent since then."""
        return int(self.one(SINCE_FOR_COUNCIL, resident=resident_id, since=moment)["n"])

    def typed(self, media_id: int, line: str, by: int) -> bool:
        """False: somebody else has typed it meanwhile."""
        return self.run(TYPED, id=media_id, line=line, by=by).rowcount == 1

    def back(self, media_id: int) -> bool:
        return self.run(BACK, id=media_id).rowcount == 1

    def settle(self, media_id: int) -> None:
        """Its words need no officer any more."""
        self.run(SETTLE, id=media_id)

    def release(self, media_id: int, by: int, shown: bool) -> None:
        """May everybody see it who sees the proposal?"""
        self.run(RELEASE, id=media_id, at=self.now if shown else None, by=by)


def _media(row: Mapping[str, Any]) -> Media:
    kinds = {
        "kind": Kind(row["kind"]), "form": Form(row["form"]), "state": State(row["state"]),
        "typing": Typing(row["typing"]), "for_council": bool(row["for_council"]),
    }  # fmt: skip
    return Media(**{**row, **kinds})


def _listed(dusun: Collection[int] | None) -> str | None:
    return None if dusun is None else packed(sorted(dusun))
