"""What tests may know of ballot boxes: the secrets that phones hold, and who has voted."""

import hashlib
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from storage import boxes
from storage.box import TURNOUT, VOTERS
from village.ballotbox import SECRET_BYTES


def secret_of(poll: int, voter: int, ballot: int = 0) -> bytes:
    """The secret of a resident's ballot where no phone is played: the same each time it is asked for."""
    return hashlib.sha256(f"{poll}:{voter}:{ballot}".encode()).digest()[:SECRET_BYTES]


def copied(one: Any, other: Any) -> None:
    """Beside the copy of a database in memory lie copies of its boxes."""
    theirs, ours = boxes.of(one), boxes.of(other)
    ours.copy(theirs)


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("kotak-*.db"))


def lines(folder: Path) -> int:
    """How many picks lie in all boxes of a folder."""
    return sum(_asked(file, "SELECT COUNT(*) FROM box WHERE used = 1")[0][0] for file in files(folder))


def voted(folder: Path) -> int:
    return sum(_asked(file, TURNOUT)[0][0] for file in files(folder))


def voters(folder: Path) -> list[int]:
    return [row[0] for file in files(folder) for row in _asked(file, VOTERS)]


def chosen(folder: Path, poll: int) -> list[int]:
    """The numbers of the proposals that lie in a box whose key the server still has; nobody's in particular."""
    found = boxes.Boxes(folder)
    box, key = found.get(poll), found.private_key(poll)
    assert box is not None and key is not None
    numbers = [opened(key, sealed) for _, _, sealed in box.sealed_lines()]
    found.close()
    return sorted(numbers)


def opened(key: bytes, sealed: bytes) -> int:
    from storage.boxkeys import unseal
    from village.ballotbox import Line

    return Line.unpacked(unseal(key, sealed)).number


def _asked(file: Path, question: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as box:
        return box.execute(question).fetchall()


def picks(connection: Any, poll: int, secrets: Iterable[bytes], numbers: Iterable[int]) -> list[frozenset[int]]:
    """What each ballot of these secrets names, by number of the proposal."""
    box, wanted = boxes.of(connection).get(poll), list(numbers)
    return [box.picks(secret, wanted) if box else frozenset() for secret in secrets]
