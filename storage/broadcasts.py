"""News for many: whom it concerns, how far its letters are, and what became of it for each."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from actions.records import Door, Draft
from storage.accounts import AGREES
from storage.outbox import NEVER
from storage.shelf import Shelf, packed
from village.broadcast import Broadcast, Reach, Segment, State, Way, reached

ADD = """
    INSERT INTO broadcast (village_id, by_id, office, words, segment, chat_id, at)
    VALUES (:village, :by, :office, :words, :segment, :chat, :now) RETURNING id
"""
GET = "SELECT * FROM broadcast WHERE id = :id"
OPEN = "SELECT * FROM broadcast WHERE settled_at IS NULL ORDER BY id"
NEWEST = "SELECT * FROM broadcast WHERE village_id = :village ORDER BY at DESC, id DESC LIMIT :limit"
SINCE = "SELECT COUNT(*) AS n FROM broadcast WHERE by_id = :by AND at >= :since"
STATE = "UPDATE broadcast SET state = :state WHERE id = :id"
SETTLE = "UPDATE broadcast SET settled_at = :at, state = :state WHERE id = :id"
TOLD = "UPDATE broadcast SET turn = turn + 1, told = :told WHERE id = :id RETURNING turn"
CONCERN = """
    INSERT INTO broadcast_person (broadcast_id, resident_id, village_id)
    SELECT :id, value, :village FROM json_each(:people) WHERE true ON CONFLICT DO NOTHING
"""
HERE = """
    SELECT r.id FROM resident r
     WHERE r.village_id = :village AND r.state IN ('listed', 'asked', 'verified')
       AND (r.birth_year IS NULL OR r.birth_year <= :born_until) AND (:born_from = 0 OR r.birth_year >= :born_from)
       AND (:sex = '' OR r.sex = :sex) AND (:dusun IS NULL OR r.dusun_id = :dusun) AND (:rt IS NULL OR r.rt = :rt)
  ORDER BY r.id
"""
# Where a person can be written to, and what became of this broadcast's letter there.
WAYS = f"""
    SELECT i.value AS person, a.chat_id, {AGREES} AS agrees, c.state = 'ok' AS open, c.why,
           COALESCE(o.state, '') AS letter, COALESCE(o.error, '') AS error
      FROM json_each(:people) i
      JOIN account_resident r ON r.resident_id = i.value
      JOIN account a ON a.id = r.account_id
      JOIN chat c ON c.id = a.chat_id
      LEFT JOIN outbox o ON o.once = 'siar:' || :id || ':' || a.chat_id
  ORDER BY i.value, a.chat_id
"""  # noqa: S608
# Whom a kader has entered, or acts for: people who have no phone.
PHONELESS = """
    SELECT i.value AS person FROM json_each(:people) i
     WHERE EXISTS (SELECT 1 FROM register_row g WHERE g.resident_id = i.value AND g.import_id = 0)
        OR EXISTS (SELECT 1 FROM aid d WHERE d.resident_id = i.value)
"""
CONCERNED = "SELECT resident_id FROM broadcast_person WHERE broadcast_id = :id ORDER BY resident_id"
REACHED = """
    UPDATE broadcast_person SET reach = :reach
     WHERE broadcast_id = :id AND resident_id IN (SELECT value FROM json_each(:people))
"""
CLASSES = "SELECT reach, COUNT(*) AS n FROM broadcast_person WHERE broadcast_id = :id GROUP BY reach"
LETTERS = """
    SELECT state, COALESCE(error, '') AS error, COUNT(*) AS n FROM outbox
     WHERE broadcast_id = :id GROUP BY state, error
"""
GROUPS = """
    SELECT c.title, o.state, COALESCE(o.error, '') AS error FROM outbox o JOIN chat c ON c.id = o.chat_id
     WHERE o.broadcast_id = :id AND c.kind <> 'private' ORDER BY c.id
"""
# What is under way comes back by itself, and then stays or ends; see `LATER` in outbox.py.
PAUSE = """
    UPDATE outbox SET not_before = :never, tries = 0 WHERE broadcast_id = :id AND state = 'waiting'
"""
RESUME = """
    UPDATE outbox SET not_before = :now, expires_at = :until WHERE broadcast_id = :id AND state = 'waiting'
"""
CANCEL = """
    UPDATE outbox SET state = 'expired', error = 'cancelled', settled_at = :now
     WHERE broadcast_id = :id AND state = 'waiting'
"""
AGAIN = """
    UPDATE outbox SET state = 'waiting', again = 1, tries = 0, not_before = :now, expires_at = :until, error = NULL
     WHERE broadcast_id = :id AND state = 'unsure'
"""
DOORS = """
    SELECT p.broadcast_id, p.resident_id, r.name, p.reach, p.visited_at
      FROM resident r JOIN broadcast_person p ON p.resident_id = r.id AND p.broadcast_id = :id
     WHERE r.village_id = :village AND r.dusun_id = :dusun AND r.rt = :rt
       AND p.reach IN (SELECT value FROM json_each(:reaches))
  ORDER BY r.name, r.id
"""
# Whose RT is not written down, or is none of that dusun's. dusun NULL: who has no dusun either.
DOORS_UNPLACED = """
    SELECT p.broadcast_id, p.resident_id, r.name, p.reach, p.visited_at
      FROM resident r JOIN broadcast_person p ON p.resident_id = r.id AND p.broadcast_id = :id
     WHERE r.village_id = :village AND r.dusun_id IS :dusun
       AND (r.rt IS NULL OR r.rt NOT IN (SELECT value FROM json_each(:rts)))
       AND p.reach IN (SELECT value FROM json_each(:reaches))
  ORDER BY r.name, r.id
"""
DRAFT = """
    INSERT INTO broadcast_draft (village_id, by_id, words, segment, at)
    VALUES (:village, :by, :words, :segment, :now) RETURNING id
"""
DRAFTED = "SELECT * FROM broadcast_draft WHERE id = :id AND village_id = :village"
DRAFTS_SINCE = "SELECT COUNT(*) AS n FROM broadcast_draft WHERE by_id = :by AND at >= :since"
SETTLE_DRAFT = """
    UPDATE broadcast_draft SET state = :state, second_id = :second, settled_at = :now WHERE id = :id AND state = 'open'
"""
TICK = """
    UPDATE broadcast_person SET visited_at = :at, visited_by = :by
     WHERE broadcast_id = :id AND resident_id = :resident
"""


class Broadcasts(Shelf):
    def add(self, village_id: int, by: int, office: str, words: str, segment: Segment, chat: int) -> int:
        facts = {"village": village_id, "by": by, "office": office, "words": words, "segment": str(segment)}
        return int(self.one(ADD, chat=chat, now=self.now, **facts)["id"])

    def get(self, broadcast_id: int) -> Broadcast | None:
        row = self.row(GET, id=broadcast_id)
        return _broadcast(row) if row else None

    def open(self) -> list[Broadcast]:
        """Those of which something may still be under way, of all villages."""
        return [_broadcast(row) for row in self.rows(OPEN)]

    def newest(self, village_id: int, limit: int) -> list[Broadcast]:
        return [_broadcast(row) for row in self.rows(NEWEST, village=village_id, limit=limit)]

    def since(self, officer: int, moment: int) -> int:
        """How many this officer has sent since then."""
        return int(self.one(SINCE, by=officer, since=moment)["n"])

    def here(
        self, village_id: int, born_until: int, born_from: int = 0, sex: str = "", dusun: int | None = None,
        rt: str | None = None,
    ) -> list[int]:  # fmt: skip
        """Who lives here, was born no later than `born_until`, and in `born_from` or after where that is given."""
        facts = {"born_until": born_until, "born_from": born_from, "sex": sex, "dusun": dusun, "rt": rt}
        return [row["id"] for row in self.rows(HERE, village=village_id, **facts)]

    def concern(self, broadcast_id: int, village_id: int, people: Sequence[int]) -> None:
        self.run(CONCERN, id=broadcast_id, village=village_id, people=packed(list(people)))

    def concerned(self, broadcast_id: int) -> list[int]:
        return [row["resident_id"] for row in self.rows(CONCERNED, id=broadcast_id)]

    def reach(self, people: Sequence[int], broadcast_id: int = 0) -> tuple[dict[int, Reach], list[int]]:
        """The class of each of these people; and the chats that can be written to, each once. `broadcast_id` 0: as it
        would be before anything is sent."""
        listed = packed(list(people))
        ways: dict[int, list[Way]] = {person: [] for person in people}
        chats: dict[int, None] = {}
        for row in self.rows(WAYS, people=listed, id=broadcast_id):
            way = Way(bool(row["agrees"]), bool(row["open"]), row["why"], row["letter"], row["error"])
            ways[row["person"]].append(way)
            if way.agrees and way.open:
                chats[row["chat_id"]] = None
        phoneless = {row["person"] for row in self.rows(PHONELESS, people=listed)}
        return {person: reached(found, person in phoneless) for person, found in ways.items()}, list(chats)

    def close(self, broadcast: Broadcast) -> Counter[Reach]:
        """Nothing of it is under way any more: note for each person what became of it. Returns how many of each."""
        reached_by, _ = self.reach(self.concerned(broadcast.id), broadcast.id)
        # Whoever can be written to only since it was sent has no letter of it.
        found = {who: Reach.LATE if reach is Reach.WAITING else reach for who, reach in reached_by.items()}
        for each in set(found.values()):
            those = packed([who for who, reach in found.items() if reach is each])
            self.run(REACHED, id=broadcast.id, reach=each, people=those)
        ends = State.CANCELLED if broadcast.state is State.CANCELLED else State.DONE
        self.run(SETTLE, id=broadcast.id, at=self.now, state=ends)
        return Counter(found.values())

    def classes(self, broadcast_id: int) -> Counter[Reach]:
        """How many people of each class, once it is closed."""
        return Counter({Reach(r["reach"]): r["n"] for r in self.rows(CLASSES, id=broadcast_id) if r["reach"]})

    def letters(self, broadcast_id: int) -> Counter[str]:
        """How many of its letters are in each state; what an officer has cancelled is `cancelled`."""
        found: Counter[str] = Counter()
        for row in self.rows(LETTERS, id=broadcast_id):
            found["cancelled" if row["error"] == "cancelled" else row["state"]] += row["n"]
        return found

    def groups(self, broadcast_id: int) -> list[tuple[str, Reach]]:
        """(title, what became of it) of each group and channel that it was sent to."""
        rows = self.rows(GROUPS, id=broadcast_id)
        return [(row["title"], reached([Way(True, False, "", row["state"], row["error"])], False)) for row in rows]

    def pause(self, broadcast_id: int) -> None:
        self.run(STATE, id=broadcast_id, state=State.PAUSED)
        self.run(PAUSE, id=broadcast_id, never=NEVER)

    def resume(self, broadcast_id: int, until: int) -> None:
        self.run(STATE, id=broadcast_id, state=State.RUNNING)
        self.run(RESUME, id=broadcast_id, now=self.now, until=until)

    def cancel(self, broadcast_id: int) -> None:
        self.run(STATE, id=broadcast_id, state=State.CANCELLED)
        self.run(CANCEL, id=broadcast_id, now=self.now)

    def again(self, broadcast_id: int, until: int) -> int:
        """What may not have arrived leaves once more, marked. Returns how many letters."""
        self.run(SETTLE, id=broadcast_id, at=None, state=State.RUNNING)
        return int(self.run(AGAIN, id=broadcast_id, now=self.now, until=until).rowcount)

    def look(self, broadcast_id: int, told: str) -> int:
        """Note the look that its message of progress gets now; returns the number of that look."""
        return int(self.one(TOLD, id=broadcast_id, told=told)["turn"])

    def doors(self, broadcast_id: int, village_id: int, dusun_id: int, rt: str, reaches: Sequence[Reach]) -> list[Door]:
        """Whom it did not reach in one RT, visited or not."""
        rows = self.rows(
            DOORS, id=broadcast_id, village=village_id, dusun=dusun_id, rt=rt, reaches=packed(list(reaches))
        )
        return [_door(row) for row in rows]

    def doors_unplaced(
        self, broadcast_id: int, village_id: int, dusun_id: int | None, rts: Sequence[str], reaches: Sequence[Reach]
    ) -> list[Door]:  # fmt: skip
        """Of that dusun, whose RT is none of these; dusun_id None: those without a dusun."""
        rows = self.rows(
            DOORS_UNPLACED, id=broadcast_id, village=village_id, dusun=dusun_id, rts=packed(list(rts)),
            reaches=packed(list(reaches)),
        )  # fmt: skip
        return [_door(row) for row in rows]

    def tick(self, broadcast_id: int, resident_id: int, by: int | None) -> None:
        """Somebody has been there; `by` None: it was a slip of the finger."""
        at = self.now if by is not None else None
        self.run(TICK, id=broadcast_id, resident=resident_id, at=at, by=by or 0)

    def draft(self, village_id: int, by: int, words: str, segment: Segment) -> int:
        """What a facilitator has prepared; returns its number."""
        facts = {"village": village_id, "by": by, "words": words, "segment": str(segment)}
        return int(self.one(DRAFT, now=self.now, **facts)["id"])

    def drafted(self, draft_id: int, village_id: int) -> Draft | None:
        row = self.row(DRAFTED, id=draft_id, village=village_id)
        segment = Segment.read(row["segment"]) if row else None
        if row is None or segment is None:
            return None
        return Draft(row["id"], row["by_id"], row["words"], segment, row["state"] == "open")

    def drafts_since(self, person: int, moment: int) -> int:
        return int(self.one(DRAFTS_SINCE, by=person, since=moment)["n"])

    def settle_draft(self, draft_id: int, state: str, second: int) -> bool:
        """False where somebody was quicker."""
        return self.run(SETTLE_DRAFT, id=draft_id, state=state, second=second, now=self.now).rowcount == 1


def _broadcast(row: Mapping[str, Any]) -> Broadcast:
    segment = Segment.read(row["segment"])
    assert segment is not None
    return Broadcast(
        row["id"], row["village_id"], row["by_id"], row["office"], row["words"], segment, row["chat_id"],
        State(row["state"]), row["at"], row["turn"], row["told"], row["settled_at"],
    )  # fmt: skip


def _door(row: Mapping[str, Any]) -> Door:
    return Door(row["resident_id"], row["name"], Reach(row["reach"]), row["visited_at"] is not None)
