"""A data folder as it looks after years: villages, residents with their accounts, proposals, an open poll, old letters.

Written through the storage's own schema and constraints, with the disk's promises switched off to be quick.
"""

import json
from pathlib import Path

from actions.found import found
from storage import boxes
from storage.database import connect, prepare
from storage.migrate import migrate
from storage.work import SqliteWork, transaction
from understanding import likeness
from village.place import Dusun

NOW = 1_772_416_800_000  # 2 March 2026, 09.00 WIB, as in benchmarks.server
CLOSES = NOW + 60 * 86_400_000
FIRST = 10_000_000
"""Telegram's number of resident 0; the others follow."""
OURS = 1000
PROPOSALS = 20
OPTIONS = 5

EACH = """
    WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :people - 1),
    each (i, village) AS (SELECT i, 1 + i % :villages FROM n)
"""
PEOPLE = (
    """INSERT INTO resident (id, village_id, name, dusun_id, rt, sex, birth_year, state, settled_by, asked_at)
       SELECT :ours + i, village, 'Warga ' || i, 2 * village - i / :villages % 2, '01', 'P', 1960 + i % 40, 'verified',
              NULL, :now FROM each""",
    """INSERT INTO chat (id, telegram_id, kind) SELECT :ours + i, :first + i, 'private' FROM each""",
    """INSERT INTO account (id, telegram_id, chat_id, village_id, resident_id, first_seen, consent)
       SELECT :ours + i, :first + i, :ours + i, village, :ours + i, :now, 1 FROM each""",
    """INSERT INTO account_resident (account_id, resident_id, village_id)
       SELECT :ours + i, :ours + i, village FROM each""",
    """INSERT INTO outbox (village_id, chat_id, resident_id, key, facts, buttons, menu, fresh, attach, priority, once,
                           not_before, expires_at, state, tries, message_id, posted_at, settled_at)
       SELECT village, :ours + i, :ours + i, 'join.vouched', '{"village":"Desa"}', '[]', '[]', '', '', 0, 'old:' || i,
              0, 0, 'sent', 1, i + 1, :now, :now FROM each""",
    """INSERT INTO seen (update_id, at) SELECT i + 1, :now FROM each""",
    """INSERT INTO proposal (id, village_id, season_id, number, author_id, status, version, entered_at)
       SELECT i + 1, village, village, i / :villages + 1, :ours + i, 'diterima', 1, :now FROM each
        WHERE i / :villages < :proposals""",
    """INSERT INTO proposal_version (proposal_id, version, village_id, title, words, dusun_id, rt, benefit, by_id, at)
       SELECT i + 1, 1, village, 'Lampu jalan nomor ' || i, 'Lampu jalan', 2 * village, '01', 'petani', :ours + i, :now
         FROM each WHERE i / :villages < :proposals""",
    """INSERT INTO proposal_status (proposal_id, seq, village_id, status, at)
       SELECT i + 1, 1, village, 'diterima', :now FROM each WHERE i / :villages < :proposals""",
    """INSERT INTO poll_option (poll_id, village_id, proposal_id, number, version, title)
       SELECT village, village, i + 1, i / :villages + 1, 1, 'Lampu jalan nomor ' || i FROM each
        WHERE i / :villages < :options""",
)
READ = "UPDATE proposal_read SET words = :words"
POLL = """
    INSERT INTO poll (id, village_id, season_id, most_picks, opens_at, closes_at, state, seal, age, secret)
    SELECT id, id, id, 3, :now, :closes, 'open', hex(randomblob(32)), 17, randomblob(16) FROM village
"""


def fill(folder: Path, villages: int, people: int) -> None:
    connection = connect(prepare(folder))
    migrate(connection, folder / "desa.db", NOW)
    for pragma in ("synchronous=OFF", "foreign_keys=OFF", "journal_mode=MEMORY", "cache_size=-64000"):
        connection.execute(f"PRAGMA {pragma}")
    with transaction(connection):
        work = SqliteWork(connection, NOW)
        for number in range(villages):
            code = f"33.{1 + number // 10_000:02}.02.{2001 + number % 7000}"
            found(
                work,
                code,
                f"Desa {number}",
                "Asia/Jakarta",
                [Dusun(0, name, ("01", "02")) for name in ("Krajan", "Ngasem")],
            )
        connection.execute(POLL, {"now": NOW, "closes": CLOSES})
        facts = {
            "people": people, "villages": villages, "now": NOW, "ours": OURS, "first": FIRST,
            "proposals": PROPOSALS, "options": OPTIONS,
        }  # fmt: skip
        for insert in PEOPLE:
            connection.execute(_with_each(insert), facts)
        connection.execute(READ, {"words": likeness.version()})
        assert connection.execute("PRAGMA foreign_key_check").fetchone() is None if people <= 10_000 else True
        for (village,) in connection.execute("SELECT id FROM village").fetchall():
            boxes.of(connection).make(village, (), 3)
        assert json.loads(
            connection.execute("SELECT phases FROM season WHERE id = :id", {"id": villages}).fetchone()[0]
        )
    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()


def _with_each(insert: str) -> str:
    """The recursive list goes before the INSERT's own SELECT."""
    return EACH + insert
