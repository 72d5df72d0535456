"""Forensics: somebody gets every byte on the disk at one moment and tries to tell who voted what.

A village votes through the product's own storage, each voter once or twice, in an order by lot, in batches as at the
door. At moments drawn by lot the attacker gets all files: the main database with its log of writes, the boxes with
their journals, the key of the poll, and whatever lies beside them. He opens every line with that key, orders lines and
voters by everything that a file may betray (place in a page, page, rowid, code, length, the log of writes, times of
updates) and pairs them. Afterwards he is told the truth: how many pairs are right?

By chance one is, whatever the size of the village; the bar is five (Poisson, 99.9 %), on average over the moments well
under two. He is even told in which order people have voted. Of two lines that he has in an order, half stand in the
right one. Twin `naive` keeps votes as they were kept before boxes, resident and option in one row: he is right about
all. Twin `in-order` fills the places of the box one after the other instead of by lot.

    python -m tests.faults.forensic --moments 50

prints one line of JSON; exit 1 if he learns more than chance tells.
"""

import argparse
import contextlib
import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from storage import boxes
from storage.box import LINES, Box, connect
from storage.boxkeys import unseal
from storage.database import FILE
from storage.database import connect as connect_main
from storage.migrate import migrate
from storage.work import Job, SqliteWork, together
from tests.faults import report
from village.ballotbox import SECRET_BYTES, Line, line_seal
from village.people import Sex, State
from village.place import Dusun
from village.poll import Option
from village.season import usual_phases

NOW = 1_772_416_800_000
SIZES = (30, 200, 2000)
MOST_HITS = 5
"""One is expected by chance; more than five happen once in a thousand by chance."""
NAIVE = "CREATE TABLE naive (poll_id INTEGER, resident_id INTEGER, number INTEGER, PRIMARY KEY (poll_id, resident_id))"
Pairs = dict[int, bytes]
"""Voter → the seal of the line that the attacker takes for theirs."""


@dataclass
class Village:
    """One poll that a village votes in. `truth` is what the voters' phones know: voter → seal of their line."""

    folder: Path
    people: list[int]
    poll: int
    truth: dict[int, bytes] = field(default_factory=dict)


def founded(folder: Path, size: int) -> Village:
    connection = connect_main(folder / FILE)
    migrate(connection, folder / FILE, NOW)

    def begin(work: SqliteWork) -> tuple[list[int], int]:
        village = work.villages.add("33.01.02.2003", "Sumberagung", "Asia/Jakarta", [Dusun(0, "A", ("01",))])
        season = work.seasons.add(village.id, 2027, usual_phases(2027, "Asia/Jakarta")).id
        people = [
            work.residents.add(village.id, "Warga", State.VERIFIED, village.dusun[0].id, "01", Sex.MALE, 1980)
            for _ in range(size)
        ]
        options = []
        for number in (1, 2, 3):
            made = work.proposals.add(village.id, season, "Usul", "Usul", None, None, "semua", people[0])
            options.append(Option(0, made.id, number, 1, "Usul"))
        poll = work.polls.add(
            village.id, season, 1, NOW + 86_400_000, 17, options, lambda poll: f'{{"jajak":"{poll}"}}'
        )
        work.polls.lay_out(poll, 2009)
        return people, poll.id

    [(told, error)] = together(connection, NOW, [Job(begin)])
    assert error is None, error
    people, poll = told
    connection.close()
    return Village(folder, people, poll)


class InOrder(Box):
    """The twin's lot always falls on the place that stands first."""

    def _drawn_place(self) -> int:
        self._free.sort()
        return self._free.pop(0)


def voted(
    village: Village, rng: random.Random, watch: Callable[[int], None], naive: bool = False, in_order: bool = False
) -> None:  # fmt: skip
    """Everybody votes, one in five again; `watch` is called after each batch with how many taps there were."""
    connection = connect_main(village.folder / FILE)
    if in_order:
        kept = boxes.of(connection)
        kept._open[village.poll] = InOrder(village.poll, connect(kept.file(village.poll)))
    if naive:
        connection.execute(NAIVE)
    secrets = {voter: rng.randbytes(SECRET_BYTES) for voter in village.people}
    taps = [*village.people, *rng.sample(village.people, len(village.people) // 5)]
    rng.shuffle(taps)
    done = 0
    while done < len(taps):
        batch = taps[done : done + rng.choice((1, 1, 1, 2, 3, 5, 8))]
        jobs = [
            Job(_tap(village, voter, secrets[voter], rng.randrange(3), done + n, naive))
            for n, voter in enumerate(batch)
        ]
        for _, error in together(connection, NOW + done, jobs):
            assert error is None, error
        done += len(batch)
        watch(done)
    connection.close()


def _tap(
    village: Village, voter: int, secret: bytes, choice: int, update: int, naive: bool
) -> Callable[[SqliteWork], None]:
    def tap(work: SqliteWork) -> None:
        work.seen.add(update + 1)
        poll = work.polls.get(village.poll)
        assert poll is not None
        if naive:
            sql = "INSERT OR REPLACE INTO naive VALUES (:poll, :voter, :number)"
            work.polls.run(sql, poll=poll.id, voter=voter, number=choice + 1)
        assert work.polls.put(poll.id, voter, secret, frozenset({poll.options[choice].id}))
        box = boxes.of(work.polls.connection).get(poll.id)
        assert box is not None
        village.truth[voter] = line_seal(poll.id, secret, poll.options[choice].number)

    return tap


def stolen(folder: Path, to: Path) -> Path:
    """Every byte of this moment."""
    shutil.copytree(folder, to)
    return to


# What the attacker does with it


def orders(loot: Path, poll: int) -> Iterator[tuple[str, list[int], list[bytes]]]:
    """(how, voters in an order, seals of lines in an order) for everything that a file may betray."""
    box = loot / f"kotak-{poll}.db"
    with contextlib.closing(connect(box)) as db:
        voters = [row[0] for row in db.execute("SELECT pid FROM turnout WHERE voted = 1 ORDER BY rowid")]
        lines = [bytes(row[0]) for row in db.execute("SELECT s FROM box WHERE used = 1 ORDER BY rowid")]
        commitments = [bytes(row[0]) for row in db.execute("SELECT s FROM box WHERE used = 1 ORDER BY c")]
        opened = _opened(loot, poll, db)
    raw = box.read_bytes()
    where_voters = _placed(raw, {voter: voter.to_bytes(7, "big") for voter in voters})
    where_lines = _placed(raw, {seal: seal for seal in lines})
    yield "as they stand", voters, lines
    yield "backwards", voters, lines[::-1]
    yield "by place in the file", where_voters, where_lines
    yield "by place, backwards", where_voters, where_lines[::-1]
    yield "by commitment", voters, commitments
    yield "by code", voters, [opened[code] for code in sorted(opened)]
    yield "by the order of updates", _by_log(loot, voters), where_lines


def _opened(loot: Path, poll: int, db: sqlite3.Connection) -> dict[str, bytes]:
    """Code → seal: he has the key of the poll, too."""
    key = (loot / f"kunci-kotak-{poll}").read_bytes()[:32]
    return {Line.unpacked(unseal(key, sealed)).code: bytes(s) for s, _, sealed in db.execute(LINES)}


def _placed(raw: bytes, marks: dict[object, bytes]) -> list:  # type: ignore[type-arg]
    """In the order in which SQLite has written them into their pages; what is not found comes last."""
    places = {thing: raw.find(mark) for thing, mark in marks.items()}
    return sorted(marks, key=lambda thing: (places[thing] < 0, -places[thing] // 4096, places[thing]))


def _by_log(loot: Path, voters: Sequence[int]) -> list[int]:
    """In the order in which the main database or its log of writes speaks of them last."""
    raw = b"".join(file.read_bytes() for file in sorted(loot.glob(f"{FILE}*")))
    return sorted(voters, key=lambda voter: raw.rfind(voter.to_bytes(7, "big")))


def naive_pairs(loot: Path, village: Village) -> int:
    """How many the attacker knows where the row itself says it."""
    with contextlib.closing(sqlite3.connect(loot / FILE)) as db:
        return int(db.execute("SELECT COUNT(*) FROM naive WHERE poll_id = ?", (village.poll,)).fetchone()[0])


@dataclass
class Found:
    """Over all moments: the attacker's best guess of each, all of his guesses, and pairs in the right order."""

    moments: int = 0
    guesses: int = 0
    hits: int = 0
    worst: int = 0
    in_order: int = 0
    compared: int = 0
    naive: list[float] = field(default_factory=list)


def judged(village: Village, loot: Path, came: Sequence[int], found: Found, rng: random.Random, naive: bool) -> None:
    """`came`: voters in the order in which they came, which he may have watched at the door."""
    known = {voter: seal for voter, seal in village.truth.items()}
    found.moments += 1
    tried = list(orders(loot, village.poll))
    tried += [("as they came", list(came), lines) for _, _, lines in tried]
    for _, voters, lines in tried:
        hits = sum(known.get(voter) == seal for voter, seal in zip(voters, lines, strict=False))
        found.guesses += 1
        found.hits += hits
        found.worst = max(found.worst, hits)
    owner = {seal: voter for voter, seal in known.items()}
    when = {voter: place for place, voter in enumerate(came)}
    standing = [when[owner[seal]] for seal in next(o for o in tried if o[0] == "by place in the file")[2]]
    for _ in range(min(2000, len(standing) ** 2)):
        if len(standing) > 1:
            first, second = sorted(rng.sample(range(len(standing)), 2))
            found.in_order += standing[first] < standing[second]
            found.compared += 1
    if naive:
        found.naive.append(naive_pairs(loot, village) / len(known))


VILLAGES = {30: 10, 200: 5}
"""Of small ones there are several: one alone stands in the right order by chance too often."""


def run(size: int, moments: int, seed: int, twin: str = "") -> Found:
    """Villages of that size, robbed at so many moments together."""
    found, villages = Found(), min(VILLAGES.get(size, 1), moments)
    for number in range(villages):
        share = moments * (number + 1) // villages - moments * number // villages
        _rob(size, share, random.Random(f"{seed} {size} {number}"), found, twin)
    return found


def _rob(size: int, moments: int, rng: random.Random, found: Found, twin: str) -> None:
    naive = twin == "naive"
    with tempfile.TemporaryDirectory() as place:
        home = Path(place) / "data"
        home.mkdir()
        village = founded(home, size)
        total = size + size // 5
        wanted = sorted(rng.sample(range(size // 3, total), min(moments, total - size // 3)))
        came: list[int] = []

        def watch(done: int) -> None:
            for voter in village.truth:
                if voter not in came:
                    came.append(voter)
            while wanted and done >= wanted[0]:
                wanted.pop(0)
                loot = stolen(home, Path(place) / "loot")
                judged(village, loot, came, found, rng, naive)
                shutil.rmtree(loot)

        voted(village, rng, watch, naive, twin == "in-order")


def wrong_in(size: int, found: Found) -> list[str]:
    """In words, what the attacker has learnt beyond chance."""
    told = []
    average = found.hits / max(1, found.guesses)
    if average > 2:
        told.append(f"N = {size}: {average:.2f} right on average, chance gives 1")
    if found.worst > MOST_HITS + 3:  # the worst of hundreds of guesses, not one guess
        told.append(f"N = {size}: {found.worst} right in one guess")
    share = found.in_order / max(1, found.compared)
    if not 0.45 <= share <= 0.55:
        told.append(f"N = {size}: {share:.0%} of pairs of lines stand in the order in which they came")
    if found.naive:
        told.append(f"N = {size}: {min(found.naive):.0%} of voters are known")
    return told


def main() -> int:
    parser = argparse.ArgumentParser(description="who voted what, from every byte on the disk")
    parser.add_argument("--moments", type=int, default=50, help="for each size of village")
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--twin", choices=("naive", "in-order"), default="", help="votes kept beside their voters; must be red"
    )
    given = parser.parse_args()
    begun, wrong, figures = time.monotonic(), [], {}
    for size in given.sizes:
        found = run(size, given.moments, given.seed, given.twin)
        wrong += wrong_in(size, found)
        figures[str(size)] = {
            "moments": found.moments,
            "guesses": found.guesses,
            "right_on_average": round(found.hits / found.guesses, 2),
            "right_at_most": found.worst,
            "pairs_in_order": round(found.in_order / found.compared, 3),
            "naive_known": min(found.naive, default=None),
        }  # fmt: skip
    return report.close(report.line("forensic", time.monotonic() - begun, wrong, villages=figures))


if __name__ == "__main__":
    sys.exit(main())
