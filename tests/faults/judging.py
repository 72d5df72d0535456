"""Holds what stands on the phones against what the bot believes to have sent, and against the faults injected."""

import contextlib
import sqlite3
from collections import Counter
from typing import Any

from actions.letters import Priority
from storage.database import FILE
from tests.play import Play

MARK = "⟦talk.sent_again⟧"
Place = tuple[int, int]


class Judge:
    """Made before the faults begin; what was there before is not judged."""

    def __init__(self, play: Play) -> None:
        self._play = play
        self._tg = play.telegram
        self._earlier = set(self._phones())
        with self._base() as base:
            self._last = base.execute("SELECT COALESCE(MAX(id), 0) FROM outbox").fetchone()[0]
        self._read: set[Place] = set()
        """Messages of which a letter is known: news may tell of several things in one."""
        self._struck = 0
        self._ended: set[Any] = set()
        self._to_old: Counter[Any] = Counter()
        self._wrong: list[str] = []
        self._sent: dict[Place, str] = {}
        """As it was sent; a press may have given it another look since."""
        self.letters = self.copies = self.doublings = 0
        self._tg.on_update.append(self._spoken)
        self._tg.faults.append(self._asked)
        self._tg.on_answer.append(self._answered)

    @contextlib.contextmanager
    def _base(self) -> Any:
        with contextlib.closing(sqlite3.connect(self._play.folder / FILE)) as base:
            base.row_factory = sqlite3.Row
            yield base

    def _phones(self) -> dict[Place, str]:
        return {
            (chat.id, number): message.get("text", message.get("caption", ""))
            for chat in self._tg.chats.values()
            for number, message in chat.messages.items()
            if message.get("from", {}).get("id") == self._tg.bot["id"]
        }

    # while the day goes on

    def _spoken(self, update: dict[str, Any]) -> None:
        """Whoever speaks to the bot again can be written to again."""
        self._ended.discard(_chat_of(update))

    def _asked(self, method: str, given: dict[str, Any]) -> None:
        if method.startswith("send") and given["chat_id"] in self._ended:
            self._wrong.append(f"{method} to {given['chat_id']}, which had ended")

    def _answered(self, method: str, given: dict[str, Any], answer: dict[str, Any]) -> None:
        if not method.startswith("send"):
            return
        if answer["ok"]:
            place = (given["chat_id"], answer["result"]["message_id"])
            self._sent[place] = str(given.get("text", given.get("caption", "")))
        if "migrate_to_chat_id" in answer.get("parameters", {}):
            self._to_old[given["chat_id"]] += 1
        fresh = self._tg.faults.log[self._struck :]
        self._struck = len(self._tg.faults.log)
        waiting = {_chat_of(waiting.update) for waiting in self._tg.updates._waiting.values()}
        self._ended |= {s.chat for s in fresh if s.fault.ends_chat and s.chat not in waiting and s.method == method}

    # at its end

    def judge(self) -> list[str]:
        with self._base() as base:
            rows = base.execute(
                "SELECT o.*, c.telegram_id FROM outbox o JOIN chat c ON c.id = o.chat_id WHERE o.id > ?", (self._last,)
            ).fetchall()
        phones = {place: text for place, text in self._phones().items() if place not in self._earlier}
        told_gone = {struck.chat for struck in self._tg.faults.log if struck.fault.ends_chat}
        again: Counter[int] = Counter()
        for row in rows:
            self._letter(row, phones, told_gone, again)
        self._copies(phones, again)
        self._wrong += [f"asked too often: {what}" for what in self._tg.faults.violations]
        self._wrong += [f"{n} letters to {chat}, which had moved" for chat, n in self._to_old.items() if n > 1]
        return self._wrong

    def _letter(self, row: sqlite3.Row, phones: dict[Place, str], gone: set[Any], again: Counter[int]) -> None:
        chat, what = row["telegram_id"], f"{row['key']} to {row['telegram_id']} is {row['state']}"
        self.letters += 1
        if row["state"] == "sent" and row["joins"] and (chat, row["message_id"]) in self._read:
            return
        self._read.add((chat, row["message_id"]))
        if row["again"]:
            again[self._now(chat)] += row["tries"] - 1
        if row["state"] == "sent":
            places = [(c, row["message_id"]) for c in (chat, *self._former(chat))]
            text = next((self._sent.get(place, "") for place in places if phones.pop(place, None) is not None), None)
            if text is None:
                self._wrong.append(f"{what}, and nowhere to be seen")
            elif row["again"] and MARK not in text:
                self._wrong.append(f"{what} again without its mark")
        elif row["state"] == "gone":
            again[self._now(chat)] += bool(row["again"])  # its first one may lie there and is no copy
            if not {chat, *self._former(chat)} & gone:
                self._wrong.append(f"{what}, but nobody had said so")
        elif row["state"] != "unsure" or row["priority"] != Priority.BROADCAST:
            self._wrong.append(f"{what}: {row['error']}")

    def _copies(self, phones: dict[Place, str], again: Counter[int]) -> None:
        """A second copy only after a fault that may double, and only where the one that counts is marked."""
        anew: Counter[int] = Counter()
        doublings: Counter[int] = Counter()
        for struck in self._tg.faults.log:
            if isinstance(struck.chat, int):
                anew[self._now(struck.chat)] += struck.fault.name == "edit not found"
                doublings[self._now(struck.chat)] += struck.fault.may_double and struck.method.startswith("send")
        copies = Counter(self._now(chat) for chat, _ in phones)
        self.doublings, self.copies = doublings.total(), (copies - anew).total()
        for chat, count in (copies - anew).items():
            if count > doublings[chat]:
                self._wrong.append(f"{count} copies in {chat} after {doublings[chat]} doublings")
            if count > again[chat]:
                self._wrong.append(f"{count} copies in {chat}, {again[chat]} of them marked")

    def _now(self, chat: int) -> int:
        return self._tg.chats[chat].moved_to or chat

    def _former(self, chat: int) -> list[int]:
        return [old.id for old in self._tg.chats.values() if old.moved_to == chat]


def _chat_of(update: dict[str, Any]) -> Any:
    body = next(value for key, value in update.items() if key != "update_id")
    return body.get("message", body).get("chat", {}).get("id")
