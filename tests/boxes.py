"""What tests may know of ballot boxes: the secrets that phones hold, and who has voted."""

import hashlib
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from actions.fresh import opened as opened_secret
from storage import boxes
from storage.box import TURNOUT, VOTERS, Box, connect
from storage.boxkeys import unseal
from storage.database import FILE
from village.ballotbox import SECRET_BYTES, Line


def secret_of(poll: int, voter: int, ballot: int = 0) -> bytes:
    """The secret of a resident's ballot where no phone is played: the same each time it is asked for."""
    return hashlib.sha256(f"{poll}:{voter}:{ballot}".encode()).digest()[:SECRET_BYTES]


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("kotak-*.db"))


def lines(folder: Path) -> int:
    """How many picks lie in all boxes of a folder."""
    return sum(_asked(file, "SELECT COUNT(*) FROM box WHERE used = 1")[0][0] for file in files(folder))


def voted(folder: Path) -> int:
    return sum(_asked(file, TURNOUT)[0][0] for file in files(folder))


def voted_in(folder: Path, polls: Iterable[int]) -> int:
    """In the boxes of these polls alone."""
    return sum(_asked(folder / f"kotak-{poll}.db", TURNOUT)[0][0] for poll in polls)


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


def in_boxes(folder: Path) -> list[tuple[int, int]]:
    """(poll, number) of every line that the server could open now, nobody's in particular."""
    polls = [int(file.name.removeprefix("kunci-kotak-")) for file in folder.glob("kunci-kotak-*")]
    return [
        (poll, number) for poll in polls if (folder / f"kotak-{poll}.db").exists() for number in chosen(folder, poll)
    ]


def opened(key: bytes, sealed: bytes) -> int:
    return Line.unpacked(unseal(key, sealed)).number


def _asked(file: Path, question: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as box:
        return box.execute(question).fetchall()


def kept(folder: Path, pressed: Iterable[str]) -> dict[int, set[int]]:
    """What the ballots hold on which these buttons were pressed, by poll: places on the frozen ballot.

    Opens the boxes as the program would, so that what a dead one left half done is undone.
    """
    ballots = {(int(a[0], 36), opened_secret(a[-1][1:])) for a in map(_args, pressed) if len(a) == 4}
    found: dict[int, set[int]] = {poll: set() for poll, _ in ballots}
    with closing(sqlite3.connect(folder / FILE)) as base:
        for poll, secret in ballots:
            with closing(connect(folder / f"kotak-{poll}.db")) as connection:
                rows = base.execute("SELECT number FROM poll_option WHERE poll_id = ? ORDER BY number", (poll,))
                named = {number: place for place, (number,) in enumerate(rows)}
                found[poll] |= {named[n] for n in Box(poll, connection).picks(secret, named)}
    return found


def _args(data: str) -> list[str]:
    op, args, *_ = data.split(":")
    return args.split(",") if op in ("v", "vk") else []


def copy(folder: Path, to: Path) -> None:
    """The boxes with their journals and keys, as they lie there."""
    for file in (*folder.glob("kotak-*"), *folder.glob("kunci-kotak-*")):
        shutil.copyfile(file, to / file.name)
