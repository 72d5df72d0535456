"""Letters: posted with their cause, claimed by the courier, settled with what became of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from actions.letters import Button, Letter, Priority
from storage.digests import behind
from storage.quiet import as_facts, asleep, held
from storage.shelf import Shelf, packed, unpacked

POST = """
    INSERT INTO outbox (village_id, chat_id, resident_id, key, facts, buttons, menu, fresh, attach, priority, once,
                        edits, not_before, expires_at, at_night, joins, broadcast_id, thread, state, posted_at)
    VALUES (:village, :chat, :resident, :key, :facts, :buttons, :menu, :fresh, :attach, :priority, :once,
            :edits, :not_before, :expires_at, :at_night, :joins, :broadcast, :thread, 'waiting', :now)
    ON CONFLICT (once) DO NOTHING
"""
# The first letter of each chat whose turn it is: none of that chat is under way, and the chat's pace allows it.
# A later letter passes one that is only planned (never tried, not before some moment) or held until the morning, but
# never a retry.
CLAIM = f"""
    SELECT o.*, c.telegram_id, c.kind, c.state AS chat_state, c.thread AS topic, c.told, v.zone,
           COALESCE(a.language, 'id') AS language,
           CASE WHEN s.account_id IS NOT NULL THEN (SELECT r.name FROM resident r WHERE r.id = o.resident_id) END
               AS speaker,
           CASE WHEN o.edits LIKE 'message:%' THEN CAST(substr(o.edits, 9) AS INTEGER)
                WHEN o.edits <> '' THEN (SELECT p.message_id FROM outbox p WHERE p.once = o.edits) END AS edited
      FROM outbox o
      JOIN chat c ON c.id = o.chat_id
      LEFT JOIN village v ON v.id = o.village_id
      LEFT JOIN account a ON a.chat_id = o.chat_id
      LEFT JOIN speaking s ON s.account_id = a.id
     WHERE o.state = 'waiting' AND o.not_before <= :now AND c.paced_at <= :now AND NOT {held("o")}
       AND NOT EXISTS (
           SELECT 1 FROM outbox e
            WHERE e.chat_id = o.chat_id AND e.state IN ('waiting', 'sending')
              AND (e.state = 'sending'
                   OR ((e.priority < o.priority OR (e.priority = o.priority AND e.id < o.id))
                       AND (e.not_before <= :now OR e.tries > 0) AND NOT {held("e")})))
  ORDER BY o.priority, o.id LIMIT :limit
"""  # noqa: S608
# Many letters in one statement: each statement lets another thread in, and that costs more than its work.
TAKE = "UPDATE outbox SET state = 'sending', tries = tries + 1 WHERE id IN (SELECT value FROM json_each(:ids))"
PACE = """
    UPDATE chat SET paced_at = CASE WHEN paced_at + p.burst > :now THEN paced_at + p.burst ELSE :now END
                             + p.gap - p.burst
      FROM (SELECT value ->> 0 AS id, value ->> 1 AS gap, value ->> 2 AS burst FROM json_each(:paces)) p
     WHERE chat.id = p.id
"""
SENT = """
    UPDATE outbox SET state = 'sent', message_id = s.message, error = NULL, settled_at = :now
      FROM (SELECT value ->> 0 AS id, value ->> 1 AS message FROM json_each(:sent)) s
     WHERE outbox.id = s.id
"""
SETTLE = "UPDATE outbox SET state = :state, error = :error, settled_at = :now WHERE id = :id"
LATER = "UPDATE outbox SET state = 'waiting', not_before = :at, error = :error, again = :again WHERE id = :id"
NEVER = 1 << 52
"""`not_before` of a letter that is paused: until somebody says so."""
# A letter that comes back while its broadcast is paused waits with the others; where it was cancelled, it ends.
LATER_OF_BROADCAST = """
    UPDATE outbox SET state = CASE b.state WHEN 'cancelled' THEN 'expired' ELSE outbox.state END,
           error = CASE b.state WHEN 'cancelled' THEN 'cancelled' ELSE outbox.error END,
           settled_at = CASE b.state WHEN 'cancelled' THEN :now END,
           not_before = CASE b.state WHEN 'paused' THEN :never ELSE outbox.not_before END,
           tries = CASE b.state WHEN 'paused' THEN 0 ELSE outbox.tries END
      FROM broadcast b
     WHERE outbox.id = :id AND b.id = outbox.broadcast_id AND b.state IN ('paused', 'cancelled')
"""
HOLD_CHAT = "UPDATE chat SET paced_at = :until WHERE id = :chat AND paced_at < :until"
# Named twice, so that the index of what has not left is used and not the whole history read.
SENDING = "FROM outbox WHERE state IN ('waiting', 'sending') AND state = 'sending'"
STRANDED = f"SELECT id, priority {SENDING}"
UNDER_WAY = f"SELECT COUNT(*) AS n {SENDING}"
NEXT_DUE = f"""
    SELECT MIN(CASE WHEN o.not_before > c.paced_at THEN o.not_before ELSE c.paced_at END) AS at,
           MAX(o.tries > 0 AND o.not_before > :now) AS retrying
      FROM outbox o JOIN chat c ON c.id = o.chat_id WHERE o.state = 'waiting' AND NOT {held("o")}
"""  # noqa: S608
# What stands behind a retry of its chat is not due before that: else the courier would look again and again. Asked
# only while there is a retry, because it looks at the neighbours of every letter.
NEXT_DUE_BESIDE_RETRIES = f"""
    SELECT MIN(CASE WHEN o.not_before > c.paced_at THEN o.not_before ELSE c.paced_at END) AS at
      FROM outbox o JOIN chat c ON c.id = o.chat_id
     WHERE o.state = 'waiting' AND NOT {held("o")}
       AND NOT EXISTS (
           SELECT 1 FROM outbox e
            WHERE e.chat_id = o.chat_id AND e.state IN ('waiting', 'sending') AND e.tries > 0 AND e.not_before > :now
              AND NOT {held("e")}
              AND (e.priority < o.priority OR (e.priority = o.priority AND e.id < o.id)))
"""  # noqa: S608
WAITING = f"""
    SELECT COUNT(*) AS n,
           MIN(CASE WHEN NOT {held("o")} AND (o.not_before <= :now OR o.tries > 0) THEN o.posted_at END) AS oldest
      FROM outbox o WHERE o.state IN ('waiting', 'sending')
"""  # noqa: S608
PUT_OFF = """
    UPDATE outbox SET not_before = :at
     WHERE state = 'waiting' AND resident_id = :resident AND joins = :joins AND tries = 0
"""
WITHDRAW = """
    UPDATE outbox SET state = 'expired', settled_at = :now
     WHERE state = 'waiting' AND resident_id = :resident AND joins = :joins
"""
RELEASE = """
    UPDATE outbox SET not_before = :now
     WHERE chat_id = :chat AND state IN ('waiting', 'sending') AND state = 'waiting' AND error = 'shut'
"""
LEAVE_TOPICS = "UPDATE outbox SET thread = 0 WHERE chat_id = :chat AND state IN ('waiting', 'sending') AND thread > 0"
NOT_LEFT = """
    SELECT once, resident_id FROM outbox
     WHERE once >= :first AND once < :last AND state IN ('waiting', 'expired') ORDER BY once
"""
DROP_CHAT = "UPDATE outbox SET state = 'gone', settled_at = :now WHERE chat_id = :chat AND state = 'waiting'"


@dataclass(frozen=True, slots=True)
class Pace:
    """Milliseconds between two messages to one chat, and how many may come at once.

    Telegram counts arrivals, we count departures: the gap has a little to spare for the way.
    """

    private_gap: int = 1100
    private_burst: int = 3
    group_gap: int = 3500
    group_burst: int = 3

    def of(self, kind: str) -> tuple[int, int]:
        """(gap, tolerance) for a kind of chat."""
        gap, burst = (self.private_gap, self.private_burst) if kind == "private" else (self.group_gap, self.group_burst)
        return gap, gap * (burst - 1)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A letter under way. `telegram` is Telegram's id of the chat; `again` marks a possible second copy."""

    id: int
    letter: Letter
    telegram: int
    language: str
    zone: str
    tries: int
    again: bool
    stopped: bool
    edited: int | None = None
    """The message in whose place the letter is shown."""
    terms: Mapping[str, str] = field(default_factory=dict)
    """The words of the letter's village; the courier fills them in."""
    troubled: bool = False
    """Officers have been told that nothing arrives in this group."""
    parts: Sequence[tuple[int, Letter]] = ()
    """News that leaves with it, as one message: their numbers, and what each tells."""

    @property
    def ids(self) -> list[int]:
        return [self.id, *(number for number, _ in self.parts)]


class Outbox(Shelf):
    def post(self, letter: Letter) -> bool:
        """Write the letter down; False if one with the same `once` key was written before."""
        return (
            self.run(
                POST,
                village=letter.village,
                chat=letter.chat,
                resident=letter.resident,
                key=letter.key,
                facts=packed(letter.facts),
                buttons=packed([[_filled(b) for b in row] for row in letter.buttons]) if letter.buttons else "[]",
                menu=packed(list(letter.menu)) if letter.menu else "[]",
                fresh=letter.fresh,
                attach=letter.attach,
                priority=int(letter.priority),
                once=letter.once,
                edits=letter.edits,
                not_before=letter.not_before,
                expires_at=letter.expires_at,
                at_night=int(letter.at_night),
                joins=letter.joins,
                broadcast=letter.broadcast or None,
                thread=letter.thread,
                now=self.now,
            ).rowcount
            == 1
        )

    def claim(self, limit: int, pace: Pace, kept: int = 0) -> list[Claimed]:
        """Take the letters whose turn it is, at most `limit`; of that, only replies may use the last `kept`.

        They are `sending` once this is committed. If we die then, `strand` finds them at the next start.
        """
        claimed: list[Claimed] = []
        paces: list[tuple[int, int, int]] = []
        sleeping = as_facts(asleep(self))
        for row in self.rows(CLAIM, now=self.now, limit=limit, asleep=sleeping):
            if row["priority"] > Priority.REPLY and len(claimed) >= limit - kept:
                break
            if row["expires_at"] and row["expires_at"] <= self.now:
                self.settle(row["id"], "expired")
                continue
            if any(gap := pace.of(row["kind"])):
                paces.append((row["chat_id"], *gap))
            claimed.append(_claimed(row, behind(self, row, sleeping) if row["joins"] else ()))
        if claimed:
            self.run(TAKE, ids=packed([number for letter in claimed for number in letter.ids]))
        if paces:
            self.run(PACE, paces=packed(paces), now=self.now)
        return claimed

    def sent(self, messages: Sequence[tuple[int, int | None]]) -> None:
        """These letters arrived: (letter, Telegram's number of the message where a new one came about)."""
        if messages:
            self.run(SENT, sent=packed(messages), now=self.now)

    def settle(self, letter_id: int, state: str, error: str | None = None) -> None:
        """It will not arrive, or nobody knows."""
        self.run(SETTLE, id=letter_id, state=state, error=error, now=self.now)

    def later(self, letter_id: int, at: int, error: str, again: bool = False) -> None:
        """Let it wait until `at`; `again` when the first try may have arrived."""
        self.run(LATER, id=letter_id, at=at, error=error, again=int(again))
        self.run(LATER_OF_BROADCAST, id=letter_id, now=self.now, never=NEVER)

    def hold(self, chat_id: int, until: int) -> None:
        """Nothing to this chat before `until` (its 429); survives a restart."""
        self.run(HOLD_CHAT, chat=chat_id, until=until)

    def put_off(self, resident_id: int, joins: str, at: int) -> None:
        """News of this kind for this reader that has not left may leave from `at` on."""
        self.run(PUT_OFF, resident=resident_id, joins=joins, at=at)

    def withdraw(self, resident_id: int, joins: str) -> None:
        """The reader no longer wants news of this kind: what waits does not leave."""
        self.run(WITHDRAW, resident=resident_id, joins=joins, now=self.now)

    def not_left(self, first: str, last: str) -> list[tuple[str, int]]:
        """(key, resident) of letters with a key between the two that wait still, or waited until it was too late."""
        return [(row["once"], row["resident_id"]) for row in self.rows(NOT_LEFT, first=first, last=last)]

    def drop(self, chat_id: int) -> None:
        """The chat is gone: what waits for it will not leave."""
        self.run(DROP_CHAT, chat=chat_id, now=self.now)

    def release(self, chat_id: int) -> None:
        """We may write there again: what was refused goes now."""
        self.run(RELEASE, chat=chat_id, now=self.now)

    def leave_topics(self, chat_id: int) -> None:
        """The topic for which these letters were meant is gone: they stand in the group itself."""
        self.run(LEAVE_TOPICS, chat=chat_id)

    def strand(self) -> int:
        """At start: letters that were under way when we died may have arrived; see `unsure`."""
        stranded = list(self.rows(STRANDED))
        for row in stranded:
            self.unsure(row["id"], Priority(row["priority"]), "process ended", self.now)
        return len(stranded)

    def unsure(self, letter_id: int, priority: Priority, error: str, at: int) -> None:
        """Nobody knows whether it arrived: what people wait for goes out again at `at`, marked; a broadcast not."""
        if priority is Priority.BROADCAST:
            self.settle(letter_id, "unsure", error=error)
        else:
            self.later(letter_id, at, error, again=True)

    def next_due(self) -> int | None:
        """When the next waiting letter may leave, or a village wakes; None when none waits."""
        villages = asleep(self)
        facts = {"now": self.now, "asleep": as_facts(villages)}
        row = self.row(NEXT_DUE, **facts)
        if row and row["retrying"]:
            row = self.row(NEXT_DUE_BESIDE_RETRIES, **facts)
        moments = [row["at"]] if row and row["at"] is not None else []
        return min(moments + list(villages.values()), default=None)

    def under_way(self) -> int:
        return int(self.one(UNDER_WAY)["n"])

    def waiting(self) -> tuple[int, int | None]:
        """How many letters have not left, and when the oldest of those that may leave was posted."""
        row = self.one(WAITING, now=self.now, asleep=as_facts(asleep(self)))
        return row["n"], row["oldest"]


def _claimed(row: Mapping[str, Any], parts: Sequence[Mapping[str, Any]] = ()) -> Claimed:
    again = any(part["again"] for part in (row, *parts))
    return Claimed(
        row["id"], _letter(row, row["speaker"] or "", row["topic"]), row["telegram_id"], row["language"],
        row["zone"] or "Asia/Jakarta", row["tries"] + 1, again, row["chat_state"] != "ok", row["edited"],
        troubled=row["told"] != "", parts=[(part["id"], _letter(part)) for part in parts],
    )  # fmt: skip


def _letter(row: Mapping[str, Any], speaker: str = "", topic: int = 0) -> Letter:
    return Letter(
        row["chat_id"],
        row["key"],
        unpacked(row["facts"]),
        _buttons(row["buttons"]),
        row["resident_id"],
        Priority(row["priority"]),
        row["village_id"],
        fresh=row["fresh"],
        attach=row["attach"],
        menu=unpacked(row["menu"]),
        edits=row["edits"],
        joins=row["joins"],
        speaker=speaker,
        broadcast=row["broadcast_id"] or 0,
        thread=row["thread"] or topic,
    )


def _filled(button: Button) -> Mapping[str, Any]:
    """A button as it is kept: only what differs from an empty one."""
    kept = {"key": button.key, "op": button.op, "args": button.args, "facts": button.facts, "url": button.url}
    return {name: value for name, value in kept.items() if value}


def _buttons(text: str) -> Sequence[Sequence[Button]]:
    return [[Button(**button) for button in row] for row in unpacked(text)] if text != "[]" else ()
