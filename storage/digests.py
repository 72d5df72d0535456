"""News that leaves together: what of a chat stands right behind a piece of news and may be said in the same letter.

Nothing is written down about it. Each piece stays a row with its own key and fate; what is under way together ends
together, and what comes back is gathered anew.
"""

from collections.abc import Mapping
from itertools import takewhile
from typing import Any

from storage.quiet import held
from storage.shelf import Shelf

MOST = 26
ROOM, BRIEF = 3000, 110
"""Signs in one letter, of Telegram's 4,096, and what news about somebody else's proposal takes of them at most."""
# What the chat would get next, in its order; named twice for the index, as in storage/outbox.py.
BEHIND = f"""
    SELECT o.* FROM outbox o
     WHERE o.state IN ('waiting', 'sending') AND o.state = 'waiting' AND o.chat_id = :chat
       AND o.priority = :priority AND o.id > :id AND (o.not_before <= :now OR o.tries > 0) AND NOT {held("o")}
  ORDER BY o.priority, o.id LIMIT :most
"""  # noqa: S608


def behind(shelf: Shelf, first: Mapping[str, Any], asleep: str) -> list[Mapping[str, Any]]:
    """The rows that leave with this one. None is passed over: the order of a chat stays."""
    rows = shelf.rows(
        BEHIND, chat=first["chat_id"], priority=first["priority"], id=first["id"], now=shelf.now, asleep=asleep,
        most=MOST - 1,
    )  # fmt: skip
    room = ROOM - _size(first)

    def fits(row: Mapping[str, Any]) -> bool:
        nonlocal room
        room -= _size(row)
        return _joins(row, first, shelf.now) and room >= 0

    return list(takewhile(fits, rows))


def _joins(row: Mapping[str, Any], first: Mapping[str, Any], now: int) -> bool:
    return bool(
        row["joins"]
        and row["resident_id"] == first["resident_id"]
        and row["not_before"] <= now
        and not 0 < row["expires_at"] <= now
        and row["facts"] != "{}"
    )


def _size(row: Mapping[str, Any]) -> int:
    return BRIEF if row["joins"] == "supported" else len(row["facts"])
