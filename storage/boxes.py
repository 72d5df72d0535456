"""The ballot boxes beside a main database: opened when asked for, and kept just before it is.

What is voted in one unit of work lies in a transaction of the box. `storage/work.py` keeps the boxes first and the
main database, which holds nothing of the vote, after them. Dies the program in between, the press comes once more and
finds the box as it wants it. What has been kept here may run ahead of the main database; `ahead` says that it may.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from storage import boxkeys
from storage.box import Box, connect
from storage.files import keep

MOST_OPEN = 64
"""Boxes whose files are kept open; others are opened anew."""


class Base(sqlite3.Connection):
    """A connection to the main database that knows its boxes."""

    boxes: "Boxes"

    def close(self) -> None:
        if hasattr(self, "boxes"):
            self.boxes.close()
        super().close()


class Boxes:
    """`folder` is None for a database in memory: then so are the boxes."""

    def __init__(self, folder: Path | None, connect: Callable[[Path | str], Any] = connect) -> None:
        self._folder, self._connect = folder, connect
        self._open: dict[int, Box] = {}
        self._keys: dict[int, bytes] = {}
        self._depth = 0
        self._doomed: list[Callable[[], object]] = []
        self._marks: list[int] = []
        self.ahead = True
        """Boxes may hold what the main database does not know: after a start, or when it could not be kept."""
        self.made: dict[tuple[bytes, int], bytes] = {}
        """(public key, place) → a share, until it is written down and typed back: here alone, on no disk."""
        self.given: dict[int, dict[int, bytes]] = {}
        """Poll → place → share, as typed after the closing: here alone, until the box is opened."""

    # boxes and their keys

    def file(self, poll: int) -> Path:
        assert self._folder is not None
        return self._folder / f"kotak-{poll}.db"

    def key_file(self, poll: int) -> Path:
        assert self._folder is not None
        return self._folder / f"kunci-kotak-{poll}"

    def make(self, poll: int, voters: Iterable[int], most: int, public: bytes | None = None) -> bytes:
        """A new box and its keys; returns the public half of the poll's key.

        With the `public` half alone the poll is one that the council opens: its private half is nowhere here.

        Both are on the disk before the poll is: what is left of a poll that was never kept is put aside here.
        """
        self.drop(poll)
        private = b"" if public else boxkeys.new_key()
        self._keep_keys(poll, private + boxkeys.new_key())
        public = public or boxkeys.public_of(private)
        place: Path | str = ":memory:" if self._folder is None else self.file(poll)
        connection = self._connect(place)
        connection.execute("BEGIN IMMEDIATE")
        self._open[poll] = Box.make(poll, connection, public, voters, most)
        connection.execute("COMMIT")
        return public

    def get(self, poll: int) -> Box | None:
        """The box of a poll; None when it is destroyed, or lost."""
        if poll not in self._open and self._folder is not None and self.file(poll).exists():
            self._open[poll] = Box(poll, self._connect(self.file(poll)))
        return self._open.get(poll)

    def writing(self, poll: int) -> Box | None:
        """The same, in a transaction that is kept or undone together with the unit of work."""
        box = self.get(poll)
        if box is not None and not box.begun:
            box.connection.execute("BEGIN IMMEDIATE")
            box.begun = True
            for _ in range(self._depth):
                box.connection.execute("SAVEPOINT part")
        return box

    def private_key(self, poll: int) -> bytes | None:
        """None where it is not here: destroyed after the opening, or in the council's hands."""
        secret = self._secret(poll)
        return (secret[: -boxkeys.KEY_BYTES] or None) if secret else None

    def helper_key(self, poll: int) -> bytes | None:
        """The key of helped votes, which stands behind the poll's own."""
        secret = self._secret(poll)
        return secret[-boxkeys.KEY_BYTES :] if secret else None

    def _secret(self, poll: int) -> bytes | None:
        if self._folder is None:
            return self._keys.get(poll)
        file = self.key_file(poll)
        return file.read_bytes() if file.exists() else None

    def _keep_keys(self, poll: int, secret: bytes) -> None:
        if self._folder is None:
            self._keys[poll] = secret
        else:
            keep(self.key_file(poll), secret)

    def doom(self, poll: int) -> None:
        """When this unit of work is kept, the keys of the poll are destroyed: it is counted."""
        self._doomed.append(partial(self._destroy_keys, poll))

    def forget_share(self, public: bytes, place: int) -> None:
        """When this unit of work is kept, a share that was typed back is known here no more."""
        self._doomed.append(partial(self.made.pop, (public, place), None))

    def forget_given(self, poll: int) -> None:
        """When this unit of work is kept: the box is opened, or never will be."""
        self._doomed.append(partial(self.given.pop, poll, None))

    def _destroy_keys(self, poll: int) -> None:
        """The file is overwritten before it goes."""
        self._keys.pop(poll, None)
        if self._folder is not None and (file := self.key_file(poll)).exists():
            with file.open("r+b") as old:
                old.write(bytes(file.stat().st_size))
                old.flush()
            file.unlink()

    def drop(self, poll: int) -> None:
        """Take a box away, with its keys; nothing of a poll that was kept may need it any more."""
        if (box := self._open.pop(poll, None)) is not None:
            box.connection.close()
        self._destroy_keys(poll)
        if self._folder is not None:
            for file in (self.file(poll), Path(f"{self.file(poll)}-journal")):
                file.unlink(missing_ok=True)

    # together with the unit of work

    def enter(self) -> None:
        self._depth += 1
        self._marks.append(len(self._doomed))
        for box in self._begun():
            box.connection.execute("SAVEPOINT part")

    def leave(self, undo: bool) -> None:
        self._depth -= 1
        mark = self._marks.pop()
        if undo:
            del self._doomed[mark:]
        for box in self._begun():
            if undo:
                box.connection.execute("ROLLBACK TO part")
                box.forget()
            box.connection.execute("RELEASE part")

    def commit(self) -> None:
        """From here on nothing may refuse: the main database has to follow, now or when the press comes again."""
        for box in self._begun():
            self.ahead = True
            box.connection.execute("COMMIT")
            box.begun = box.dirty = False

    def rollback(self) -> None:
        self._depth = 0
        self._marks.clear()
        self._doomed.clear()
        for box in self._begun():
            if box.connection.in_transaction:
                box.connection.execute("ROLLBACK")
            box.forget()
            box.begun = box.dirty = False

    def kept(self) -> None:
        """The main database has followed."""
        self.ahead = False
        for destroy in self._doomed:
            destroy()
        self._doomed.clear()
        if len(self._open) > MOST_OPEN and self._folder is not None:
            self.close()

    def _begun(self) -> Iterator[Box]:
        return iter([box for box in self._open.values() if box.begun])

    def copy(self, other: "Boxes") -> None:
        """Take over the boxes of another database that lies in memory, as they are now."""
        for poll, box in other._open.items():
            connection = self._connect(":memory:")
            box.connection.backup(connection)
            self._open[poll], self._keys[poll] = Box(poll, connection), other._keys[poll]
        self.made, self.given = dict(other.made), {poll: dict(found) for poll, found in other.given.items()}
        self.ahead = other.ahead

    def close(self) -> None:
        for box in self._open.values():
            box.connection.close()
        self._open.clear()


def of(connection: Any) -> Boxes:
    """The boxes beside this database. A connection that can't carry them raises AttributeError."""
    found: Boxes | None = getattr(connection, "boxes", None)
    if found is None:
        place = connection.execute("PRAGMA database_list").fetchone()[2]
        found = connection.boxes = Boxes(Path(place).parent if place else None)
    return found
