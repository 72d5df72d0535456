"""What a folder of data comes to, without what may differ: random numbers, times, order among people."""

import contextlib
import json
import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any

from storage.book import Book
from storage.database import FILE
from tests import boxes
from village.book import first_wrong


def state(folder: Path, letters_after: int = 0) -> dict[str, Any]:
    """Equal for two histories that mean the same. A broken chain or file is a fault by itself."""
    with contextlib.closing(sqlite3.connect(folder / FILE)) as db:
        db.row_factory = sqlite3.Row
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert db.execute("PRAGMA foreign_key_check").fetchone() is None
        villages = [row["id"] for row in db.execute("SELECT id FROM village")]
        for village in villages:
            assert first_wrong(Book(db, 0).whole(village)) is None
        names = {row["id"]: row["name"] for row in db.execute("SELECT id, name FROM resident")}
        return {
            "residents": _counted(db, "SELECT name, dusun_id, rt, sex, birth_year, state FROM resident"),
            "mandates": Counter(
                (names[r["resident_id"]], r["office"], r["provisional"], r["ends_at"] is None)
                for r in db.execute("SELECT * FROM mandate")
            ),
            "speakers": Counter(
                (r["telegram_id"], names.get(r["resident_id"])) for r in db.execute("SELECT * FROM account")
            ),
            "numbers": [row[0] for row in db.execute("SELECT number FROM proposal ORDER BY number")],
            "proposals": Counter(
                (names[r["author_id"]], r["status"], r["words"], r["title"], r["dusun_id"], r["rt"], r["benefit"])
                for r in db.execute(
                    "SELECT * FROM proposal p JOIN proposal_version v ON v.proposal_id = p.id AND v.version = p.version"
                )
            ),
            "votes": Counter(names[voter] for voter in boxes.voters(folder)),
            "lines": Counter(boxes.in_boxes(folder)),
            "published": _counted(db, "SELECT poll_id, choice FROM ballot_line"),
            "polls": _counted(db, "SELECT state, most_picks, closes_at, electorate, voted FROM poll"),
            "counts": _counted(db, "SELECT number, votes FROM poll_option"),
            "conversations": Counter(
                (r["telegram_id"], r["serial"], r["flow"], r["answers"])
                for r in db.execute(
                    "SELECT a.telegram_id, c.serial, c.flow, c.answers FROM conversation c "
                    "JOIN account a ON a.id = c.account_id"
                )
            ),
            "book": Counter(
                (names.get(r["actor"], ""), r["action"], r["object"].split(":")[0])
                for r in db.execute("SELECT * FROM book")
            ),
            "letters": Counter(
                (r["telegram_id"], r["key"], _facts(r["facts"]))
                for r in db.execute(
                    "SELECT c.telegram_id, o.key, o.facts FROM outbox o JOIN chat c ON c.id = o.chat_id WHERE o.id > ?",
                    (letters_after,),
                )
            ),
            "set aside": db.execute("SELECT COUNT(*) FROM quarantine").fetchone()[0],
        }


def differences(first: dict[str, Any], second: dict[str, Any]) -> list[str]:
    """In words, what the second has more or less than the first."""
    told = []
    for name, one in first.items():
        other = second[name]
        if one != other:
            more = other - one if isinstance(one, Counter) else other
            less = one - other if isinstance(one, Counter) else one
            told.append(f"{name}: {list(more)[:3] if isinstance(one, Counter) else more} instead of "
                        f"{list(less)[:3] if isinstance(one, Counter) else less}")  # fmt: skip
    return told


def _counted(db: sqlite3.Connection, sql: str) -> Counter[Any]:
    return Counter(tuple(row) for row in db.execute(sql))


def _facts(text: str) -> str:
    """Facts without the numbers that depend on who came first, and without links' codes."""
    facts = json.loads(text)
    for name in ("number", "link", "waiting", "poll", "total", "lines", "head", "rows", "closed"):
        facts.pop(name, None)
    return json.dumps(facts, sort_keys=True, ensure_ascii=False)
