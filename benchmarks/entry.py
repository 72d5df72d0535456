"""How long each update of the conversation takes in which a proposal is entered, beside many others of the village."""

import json
import random
import sqlite3
import time
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.fill import FIRST, NOW
from benchmarks.search import asked_for, text
from handlers import router
from handlers.chat import Incoming, Pressed, Talk, What
from storage.work import SqliteWork, transaction
from village.consent import current
from village.people import Sex, State
from village.place import Village

LAST = "SELECT key, buttons FROM outbox WHERE chat_id = :chat ORDER BY id DESC LIMIT 1"
TAPS = (
    "button.yes_proposal", "button.is_proposal", "button.still_propose", "button.as_it_is", "button.one", "button.name",
    "button.whole_dusun", "benefit.semua", "button.yes_send", "button.yes_send_other",
)  # fmt: skip
"""What is tapped, whatever is asked."""


class Entry:
    """One resident, who writes a sentence and taps until it has its number. `spent`: milliseconds of each update."""

    def __init__(self, connection: sqlite3.Connection, village: Village, number: int) -> None:
        self.connection = connection
        self.telegram = FIRST + number
        self.spent: list[float] = []
        self.update = number * 1000
        with transaction(connection):
            work = SqliteWork(connection, NOW)
            home = village.dusun[0].id
            person = work.residents.add(
                village.id, f"Warga {number}", State.VERIFIED, dusun_id=home, rt="01", sex=Sex.FEMALE, birth_year=1980
            )
            self.chat = work.chats.met(self.telegram, "private", "")
            account = work.accounts.met(self.telegram, self.chat.id)
            work.accounts.bind(account.id, person, village.id)
            work.consents.note(account.id, current(NOW))

    def entered(self, words: str) -> bool:
        self._turn(Incoming(0, What.TEXT, text=f"/usul {words}", command="usul", argument=words))
        for _ in TAPS:
            last = self.connection.execute(LAST, {"chat": self.chat.id}).fetchone()
            key, buttons = last["key"], json.loads(last["buttons"])
            if key.startswith("propose.done"):
                return True
            choice = next((b for row in buttons for b in row if b["key"] in TAPS), None)
            if choice is None:
                return False
            args = tuple(str(arg) for arg in choice["args"])
            self._turn(Incoming(0, What.PRESS, callback="x"), Pressed(choice["op"], args, 0))
        return False

    def _turn(self, msg: Incoming, pressed: Pressed | None = None) -> None:
        self.update += 1
        msg = replace(msg, update=self.update, chat=self.telegram, person=self.telegram, message=self.update)
        began = time.perf_counter()
        with transaction(self.connection):
            work = SqliteWork(self.connection, NOW)
            work.seen.add(msg.update)
            chat = work.chats.met(msg.chat, "private", "")
            router.answer(Talk(work, msg, chat, work.accounts.met(msg.person, chat.id), pressed))
        self.spent.append((time.perf_counter() - began) * 1000)


def entered(place: Path, proposals: int, entries: int) -> dict[str, Any]:
    """`entered`: how many of these came to a number; all of them, or the figures mean nothing."""
    chance = random.Random(7)
    connection, village = asked_for(place, proposals, chance)
    connection.execute("PRAGMA synchronous=FULL")
    spent: list[float] = []
    done = 0
    for number in range(entries):
        one = Entry(connection, village, number)
        done += one.entered(text(chance))
        spent += one.spent
    connection.close()
    assert done == entries, (done, entries)
    return {"p50": median(spent), "p99": sorted(spent)[int(len(spent) * 0.99)], "entered": done}
