"""After a life in virtual time: what people and Telegram were told, held against the database and the phones."""

import contextlib
import sqlite3
from collections import Counter
from pathlib import Path

from tests import boxes
from tests.faults.cuts import look_at
from tests.faults.months import MOST_PICKS, ZONE, Life, Tap

KEPT = "⟦vote.toast.kept⟧"
AGAIN = "⟦talk.sent_again⟧"
IN_TIME = 20_000
"""Milliseconds after its time within which a poll is closed, if the bot is awake."""
WAKES, SLEEPS = 6 - 0.1, 20.5
"""Hours of the day in which news may ring."""
UNDER_WAY = 120
"""Seconds that a letter which has left may take until it is known to be there."""
Picks = frozenset[int]


class Ledger:
    def __init__(self, life: Life, path: Path, outages: list[tuple[float, float]]) -> None:
        self._life, self._path, self._outages = life, path, outages
        self._found: dict[str, list[str]] = {"lost": [], "doubled": [], "late": [], "wrong": []}
        self.counts: dict[str, int] = {}

    def judge(self) -> dict[str, list[str]]:
        look = look_at(self._path)
        if look.fault:
            self._found["wrong"].append(look.fault)
        with contextlib.closing(sqlite3.connect(self._path)) as db:
            db.row_factory = sqlite3.Row
            self._updates(db)
            self._votes(db)
            self._papers(db)
            self._polls(db)
            self._letters(db)
        return self._found

    def _updates(self, db: sqlite3.Connection) -> None:
        seen = {row[0] for row in db.execute("SELECT update_id FROM seen")}
        for update, kind in self._life.updates.items():
            if update not in seen and kind != "callback_query":
                self._found["lost"].append(f"update {update}, a {kind}, was confirmed and is not kept")
        if aside := db.execute("SELECT error FROM quarantine").fetchall():
            self._found["wrong"].append(f"set aside: {aside[0][0]}")

    def _votes(self, db: sqlite3.Connection) -> None:
        """Open boxes are asked with the secrets on the phones; of a destroyed one only who took part is known."""
        whole = {row[0] for row in db.execute("SELECT id FROM poll WHERE shredded_at IS NULL")}
        acknowledged = explained = 0
        for person, taps in self._life.taps.items():
            kept = boxes.kept(self._path.parent, (tap.press.data for tap in taps if tap.poll in whole))
            for poll in {tap.poll for tap in taps}:
                own = [tap for tap in taps if tap.poll == poll]
                acknowledged += sum(_told(tap) for tap in own)
                possible = _possible(own)
                explained += bool(kept.get(poll))
                if poll in whole and frozenset(kept.get(poll, ())) not in possible:
                    self._found["lost"].append(f"ballot of {person} in poll {poll}: none of {len(possible)} possible")
        if (voted := boxes.voted_in(self._path.parent, whole)) != explained:
            self._found["doubled"].append(f"{voted} have voted, and {explained} tapped")
        self.counts["votes_acknowledged"] = acknowledged

    def _papers(self, db: sqlite3.Connection) -> None:
        life = self._life
        numbers: dict[str, list[int]] = {}
        for words, number in db.execute(
            "SELECT v.words, p.number FROM proposal p JOIN proposal_version v ON v.proposal_id = p.id"
        ):
            numbers.setdefault(words, []).append(number)
        for words, number in life.proposals.items():
            if number not in numbers.get(words, ()):
                self._found["lost"].append(f"proposal {number}: {words!r}")
        self._found["doubled"] += [f"proposal {words!r}: {found}" for words, found in numbers.items() if len(found) > 1]
        states = {row["name"]: row["state"] for row in db.execute("SELECT name, state FROM resident")}
        names = Counter(row[0] for row in db.execute("SELECT name FROM resident"))
        joined = [name for name, asked in life.joins.items() if asked]
        self._found["lost"] += [f"joining of {name}" for name in joined if name not in states]
        self._found["doubled"] += [f"{name} stands {count} times" for name, count in names.items() if count > 1]
        short = [person for person, asked in life.lookups.items() if life.answers[person] < asked]
        self._found["lost"] += [f"an answer to a lookup of {person}" for person in short]
        self.counts |= {"proposals_acknowledged": len(life.proposals), "joins_acknowledged": len(joined)}
        self.counts["vouchings_acknowledged"] = len(life.vouched)
        unknown = [name for name in life.vouched if states.get(name) != "verified"]
        self._found["lost"] += [f"the kader's word for {name}" for name in unknown]

    def _polls(self, db: sqlite3.Connection) -> None:
        """A poll closes within seconds of its time, or as soon as the bot is awake again."""
        closed = db.execute("SELECT id, closes_at, closed_at, state FROM poll").fetchall()
        self.counts["polls_closed"] = sum(row["state"] == "closed" for row in closed)
        now = self._life.tg.clock.seconds() * 1000
        for row in closed:
            due = row["closes_at"]
            awake = next((end * 1000 for begun, end in self._outages if begun * 1000 - 6000 <= due <= end * 1000), due)
            if row["state"] == "open" and now > awake + IN_TIME:
                self._found["late"].append(f"poll {row['id']} never closed")
            if row["state"] == "closed" and not due <= row["closed_at"] <= awake + IN_TIME:
                self._found["late"].append(f"poll {row['id']} closed {row['closed_at'] - due} ms after its time")

    def _letters(self, db: sqlite3.Connection) -> None:
        """Every letter came to its end; what was sent stands on a phone; a copy only where it is marked as one."""
        tg = self._life.tg
        phones: Counter[tuple[int, int]] = Counter()
        marked: Counter[tuple[int, int]] = Counter()
        for chat in tg.chats.values():
            for number, message in chat.messages.items():
                if message.get("from", {}).get("id") == tg.bot["id"]:
                    phones[chat.moved_to or chat.id, number] += 1
                    redrawn = "edit_date" in message  # a press has taken the mark away
                    marked[chat.moved_to or chat.id, number] += redrawn or AGAIN in message.get("text", "")
        shy = {person.id for place in self._life.villages for person in place.shy}
        tries: Counter[int] = Counter()
        states: Counter[str] = Counter()
        read: set[tuple[int, int]] = set()
        """Messages that tell a piece of news already: one may tell several."""
        for row in db.execute("SELECT o.*, c.telegram_id AS phone FROM outbox o JOIN chat c ON c.id = o.chat_id"):
            states[row["state"]] += 1
            place = row["phone"], row["message_id"]
            if row["state"] == "sent":
                self._rests(row)
                if row["joins"] and place in read:
                    continue
                read.add(place)
            if row["settled_at"] is None:
                self._found["wrong"].append(f"letter {row['id']} {row['key']} never came to an end: {row['state']}")
            elif row["state"] == "sent" and not phones[place]:
                self._found["lost"].append(f"letter {row['id']} {row['key']} stands on no phone")
            elif row["state"] == "failed" or (row["state"] == "gone" and row["phone"] not in shy):
                self._found["lost"].append(f"letter {row['id']} {row['key']}: {row['state']}")
            phones[place] -= 1
            if row["again"]:
                tries[row["phone"]] += row["tries"] - 1
                if row["state"] == "sent" and not marked[place]:
                    self._found["doubled"].append(f"letter {row['id']} was sent again without its mark")
        copies: Counter[int] = Counter()
        for (chat, _), count in phones.items():
            copies[chat] += max(0, count)
        for chat, count in copies.items():
            if count > tries[chat]:
                self._found["doubled"].append(f"{count - tries[chat]} unmarked copies in chat {chat}")
        self.counts["letters_joined"] = states["sent"] - len(read)
        self.counts |= {"letters": sum(states.values()), "copies_marked": sum(copies.values())}
        self.counts |= {f"letters_{state}": count for state, count in sorted(states.items())}

    def _rests(self, row: sqlite3.Row) -> None:
        """What can wait for the morning rings on no phone at night."""
        if row["priority"] == 0 or row["at_night"] or row["expires_at"]:
            return
        hour = (row["settled_at"] // 1000 - UNDER_WAY + ZONE * 3600) % 86_400 / 3600
        if not WAKES <= hour < SLEEPS:
            self._found["late"].append(f"letter {row['id']} {row['key']} rang at {hour:.2f}")


def _told(tap: Tap) -> bool:
    return tap.press.toast is not None and tap.press.toast[0].startswith(KEPT)


def _possible(taps: list[Tap]) -> set[Picks]:
    """What the ballot may hold: acknowledged taps count, of the others nobody knows."""
    states: set[Picks] = {frozenset()}
    for tap in taps:
        after = {_after(picks, tap) for picks in states}
        states = after if _told(tap) else states | after
    return states


def _after(picks: Picks, tap: Tap) -> Picks:
    if not tap.into:
        return picks - {tap.option}
    return picks | {tap.option} if len(picks | {tap.option}) <= MOST_PICKS else picks
