"""One ballot box: the file of one poll, in which nothing tells who put what, or when.

Every eligible resident and every place for a line stand in it from the beginning, the places filled with random bytes.
A vote changes a 0 to a 1 and overwrites one place drawn by lot: the records keep their size, SQLite writes them where
they are, and the file holds no order of arrival and no time. Source: reliability.md 3.2; docs/decisions/0028.
"""

import secrets
import sqlite3
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from storage import boxkeys
from village.ballotbox import PLAIN_BYTES, Line, line_seal, line_secret
from village.sealing import CODE_BYTES, SALT_BYTES, code

SCHEMA = (
    "CREATE TABLE about (id INTEGER PRIMARY KEY CHECK (id = 1), poll INTEGER NOT NULL, key BLOB NOT NULL) STRICT",
    """
    CREATE TABLE turnout (
        pid   INTEGER PRIMARY KEY,
        voted INTEGER NOT NULL CHECK (voted IN (0, 1))
    ) STRICT
    """,
    """
    CREATE TABLE box (
        slot   INTEGER PRIMARY KEY,
        used   INTEGER NOT NULL CHECK (used IN (0, 1)),
        s      BLOB NOT NULL CHECK (length(s) = 32),
        c      BLOB NOT NULL CHECK (length(c) = 32),
        sealed BLOB NOT NULL CHECK (length(sealed) = 94),
        blob   BLOB NOT NULL CHECK (length(blob) = 74)
    ) STRICT
    """,
    """
    CREATE TABLE helped (
        aid  INTEGER PRIMARY KEY,
        pid  INTEGER NOT NULL,
        gone INTEGER NOT NULL CHECK (gone IN (0, 1)),
        link BLOB NOT NULL CHECK (length(link) = 40)
    ) STRICT
    """,
)
SEALED = PLAIN_BYTES + boxkeys.SEALED_BYTES
BLOB = PLAIN_BYTES + boxkeys.WRAPPED_BYTES
LINK = 12 + boxkeys.WRAPPED_BYTES

ABOUT = "INSERT INTO about (id, poll, key) VALUES (1, :poll, :key)"
KEY = "SELECT key FROM about"
ENTITLE = "INSERT INTO turnout (pid, voted) VALUES (:pid, 0) ON CONFLICT DO NOTHING"
VOTED = "SELECT voted FROM turnout WHERE pid = :pid"
VOTE = "UPDATE turnout SET voted = 1 WHERE pid = :pid AND voted = 0"
UNVOTE = "UPDATE turnout SET voted = 0 WHERE pid = :pid AND voted = 1"
VOTERS = "SELECT pid FROM turnout WHERE voted = 1 ORDER BY pid"
TURNOUT = "SELECT COUNT(*) FROM turnout WHERE voted = 1"
PEOPLE = "SELECT COUNT(*) FROM turnout"
PLACES = "SELECT COUNT(*) FROM box"
PLACE = "INSERT INTO box (slot, used, s, c, sealed, blob) VALUES (:slot, 0, :s, :c, :sealed, :blob)"
SEALS = "SELECT slot, used, s FROM box ORDER BY slot"
FILL = "UPDATE box SET used = :used, s = :s, c = :c, sealed = :sealed, blob = :blob WHERE slot = :slot"
BLOB_OF = "SELECT blob FROM box WHERE slot = :slot"
LINES = "SELECT s, c, sealed FROM box WHERE used = 1 ORDER BY c"
HELP = """
    INSERT INTO helped (aid, pid, gone, link) VALUES (:aid, :pid, 0, :link)
    ON CONFLICT (aid) DO UPDATE SET pid = excluded.pid, gone = 0, link = excluded.link
"""
LINKED = "SELECT link FROM helped WHERE aid = :aid AND gone = 0"
HELPED_OF = "SELECT aid, link FROM helped WHERE pid = :pid AND gone = 0"
HELPS = "SELECT aid, pid, gone FROM helped ORDER BY aid"
LET_GO = "UPDATE helped SET gone = :gone, link = :link WHERE aid = :aid"


def connect(path: Path | str) -> sqlite3.Connection:
    """`path` may be :memory:. A rollback journal that is deleted, never a log of writes: that would tell the order."""
    return prepared(sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=5))


def prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    for pragma in ("journal_mode=DELETE", "synchronous=EXTRA", "secure_delete=ON", "trusted_schema=OFF"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


class Box:
    """`begun`: a transaction is open; `Boxes` begins and ends it, with that of the main database."""

    def __init__(self, poll: int, connection: sqlite3.Connection) -> None:
        self.poll = poll
        self.connection = connection
        self.begun = self.dirty = False
        self._lines: dict[bytes, int] | None = None
        self._free: list[int] = []
        self._version = 0

    @classmethod
    def make(cls, poll: int, connection: sqlite3.Connection, key: bytes, voters: Iterable[int], most: int) -> "Box":
        """A box for these voters with `most` picks each, sealed to the public `key`.

        The voters stand in the order of their numbers, which are drawn at random.
        """
        box, people = cls(poll, connection), sorted(set(voters))
        for statement in SCHEMA:
            connection.execute(statement)
        connection.execute(ABOUT, {"poll": poll, "key": key})
        for pid in people:
            connection.execute(ENTITLE, {"pid": pid})
        box._widen(len(people) * most)
        return box

    # who has voted

    def entitle(self, pid: int, most: int) -> None:
        """Somebody who was recognised while the poll runs gets a line in the turnout, and places in the box."""
        if self._one(VOTED, pid=pid) is None:
            self.connection.execute(ENTITLE, {"pid": pid})
            (people,), (places,) = self._one(PEOPLE), self._one(PLACES)
            self._widen(max(0, people * most - places))
            self._lines = None

    def has_voted(self, pid: int) -> bool:
        row = self._one(VOTED, pid=pid)
        return row is not None and bool(row[0])

    def voters(self) -> list[int]:
        return [row[0] for row in self.connection.execute(VOTERS).fetchall()]

    def turnout(self) -> int:
        return int(self._one(TURNOUT)[0])

    # what lies in it

    def picks(self, secret: bytes, numbers: Iterable[int]) -> frozenset[int]:
        """Which of these proposals the ballot of this secret names now."""
        lines = self._seals()
        return frozenset(n for n in numbers if line_seal(self.poll, secret, n) in lines)

    def put(self, pid: int, secret: bytes, before: Collection[int], after: Collection[int]) -> bool:
        """Change one ballot from `before` to `after`. False, with nothing done, when this resident has voted with
        another ballot: one resident, one vote; the key of the turnout decides.
        """
        if after and not before and self.connection.execute(VOTE, {"pid": pid}).rowcount != 1:
            return False
        for number in sorted(set(before) - set(after)):
            self._take_out(secret, number)
        for number in sorted(set(after) - set(before)):
            self._put_in(secret, number)
        if before and not after:
            self.connection.execute(UNVOTE, {"pid": pid})
        return True

    def line(self, secret: bytes, number: int) -> Line | None:
        """The line of one pick, for whoever brings the ballot's secret; None where it is not in, or was destroyed."""
        slot = self._seals().get(line_seal(self.poll, secret, number))
        if slot is None:
            return None
        with suppress(boxkeys.Wrong):
            return Line.unpacked(
                boxkeys.unwrap(line_secret(self.poll, secret, number), self._one(BLOB_OF, slot=slot)[0])
            )
        return None

    def _put_in(self, secret: bytes, number: int) -> None:
        lines = self._seals()
        if not self._free:
            self._widen(1)
            lines = self._seals()
        slot = self._drawn_place()
        line = Line(code(secrets.token_bytes(CODE_BYTES)), number, secrets.token_bytes(SALT_BYTES))
        key = line_secret(self.poll, secret, number)
        seal = line_seal(self.poll, secret, number)
        self._fill(slot, 1, seal, line.commitment(self.poll), boxkeys.seal_to(self.key(), line.packed()),
                   boxkeys.wrap(key, line.packed()))  # fmt: skip
        lines[seal] = slot

    def _drawn_place(self) -> int:
        return self._free.pop(secrets.randbelow(len(self._free)))

    def _take_out(self, secret: bytes, number: int) -> None:
        slot = self._seals().pop(line_seal(self.poll, secret, number))
        self._fill(slot, 0, *_noise())
        self._free.append(slot)

    def _fill(self, slot: int, used: int, s: bytes, c: bytes, sealed: bytes, blob: bytes) -> None:
        self.dirty = True
        facts = {"slot": slot, "used": used, "s": s, "c": c, "sealed": sealed, "blob": blob}
        self.connection.execute(FILL, facts)

    def _widen(self, places: int) -> None:
        (first,) = self._one(PLACES)
        for slot in range(first, first + places):
            s, c, sealed, blob = _noise()
            self.connection.execute(PLACE, {"slot": slot, "s": s, "c": c, "sealed": sealed, "blob": blob})
        self._lines = None

    # votes by way of a kader

    def help(self, aid: int, pid: int, secret: bytes, key: bytes) -> None:
        """Keep the secret of a helped ballot under the helper key, so that it can give way to the resident's own."""
        self.connection.execute(HELP, {"aid": aid, "pid": pid, "link": boxkeys.wrap(key, secret)})

    def helped_secret(self, aid: int, key: bytes) -> bytes | None:
        row = self._one(LINKED, aid=aid)
        return boxkeys.unwrap(key, row[0]) if row else None

    def let_go(self, pid: int, key: bytes, numbers: Iterable[int]) -> None:
        """What a kader has put in for this resident is taken out, and nothing tells any more where it lay."""
        for aid, link in self.connection.execute(HELPED_OF, {"pid": pid}).fetchall():
            secret = boxkeys.unwrap(key, link)
            self.put(pid, secret, self.picks(secret, numbers), ())
            self.connection.execute(LET_GO, {"aid": aid, "gone": 1, "link": secrets.token_bytes(LINK)})

    def helps(self) -> list[tuple[int, int, bool]]:
        """(aid, resident, gave way) of every helped ballot."""
        return [(aid, pid, bool(gone)) for aid, pid, gone in self.connection.execute(HELPS).fetchall()]

    # the end

    def key(self) -> bytes:
        return bytes(self._one(KEY)[0])

    def sealed_lines(self) -> list[tuple[bytes, bytes, bytes]]:
        """(s, c, sealed) of every line, in the order of c, which says nothing."""
        return [tuple(row) for row in self.connection.execute(LINES).fetchall()]

    def shred(self) -> None:
        """Overwrite everything by which a line could be found again. The secrets in old buttons open nothing more."""
        for slot, _, _ in self.connection.execute(SEALS).fetchall():
            self._fill(slot, 0, *_noise())
        for aid, _, gone in self.helps():
            self.connection.execute(LET_GO, {"aid": aid, "gone": int(gone), "link": secrets.token_bytes(LINK)})
        self._lines = None

    # its own memory of where lines lie

    def forget(self) -> None:
        """What was written has been undone."""
        if self.dirty:
            self._lines = None

    def _seals(self) -> dict[bytes, int]:
        """Seal → place of every line. Read once: an index in the file would keep the order in which lines came."""
        version = int(self._one("PRAGMA data_version")[0])
        if self._lines is None or version != self._version:
            rows = self.connection.execute(SEALS).fetchall()
            self._lines = {bytes(s): slot for slot, used, s in rows if used}
            self._free = [slot for slot, used, _ in rows if not used]
            self._version = version
        return self._lines

    def _one(self, sql: str, **facts: object) -> Any:
        return self.connection.execute(sql, facts).fetchone()


def _noise() -> tuple[bytes, bytes, bytes, bytes]:
    drawn = secrets.token_bytes(64 + SEALED + BLOB)
    return drawn[:32], drawn[32:64], drawn[64 : 64 + SEALED], drawn[64 + SEALED :]
