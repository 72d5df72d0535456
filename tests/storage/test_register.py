"""Lists come again and again, in any dress: nobody is there twice, and nobody is lost."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from actions import register
from actions.found import found
from bot.clerk import placed
from bot.fingerprint import Fingerprint
from bot.reader import found as read
from storage.database import FILE, connect
from storage.migrate import migrate
from storage.work import SqliteWork, transaction
from tests.quick import quick
from tests.sheets import csv_
from village.place import Dusun, Village

NOW = 1_772_416_800_000
TODAY = date(2026, 3, 2)
KEY = Fingerprint(b"k" * 32)
HEAD = ("Nama", "NIK", "No KK", "JK", "Tanggal Lahir", "Dusun", "RT", "Status Dasar")
PEOPLE = (
    ("Siti Aminah", "3301024412910001", "1985-02-03", "Krajan"),
    ("Siti Aminah", "3301024412910002", "1985-07-09", "Krajan"),  # her namesake, of the same year
    ("Muhammad Yusuf", "3301024412910003", "1970-01-01", "Ngasem"),
    ("Sri Rahayu", "3301024412910004", "1991-11-30", "Krajan"),
    ("Budi Santoso", "3301024412910005", "1958-05-05", "Ngasem"),
)
WRITTEN = {"Muhammad Yusuf": ("MUH. YUSUF", "H. Moh. Yusuf"), "Siti Aminah": ("SITI AMINAH, S.PD", "St. Aminah")}


@contextmanager
def village() -> Iterator[tuple[sqlite3.Connection, Village]]:
    with TemporaryDirectory() as folder:
        connection = connect(Path(folder) / FILE)
        migrate(connection, Path(folder) / FILE, NOW)
        with transaction(connection):
            work = SqliteWork(connection, NOW)
            place = found(
                work, "33.01.02.2003", "Sumberagung", "Asia/Jakarta", [Dusun(0, "Krajan"), Dusun(0, "Ngasem")]
            )
        yield connection, place
        connection.close()


def bring(connection: sqlite3.Connection, place: Village, rows: Sequence[Sequence[str]]) -> register.Preview:
    with transaction(connection):
        work = SqliteWork(connection, NOW)
        place = work.villages.get(place.id)
        number = work.register.begin(place.id, 0, None, "")
        fit, problems = placed(place, read(csv_([HEAD, *rows]), KEY.key, TODAY))
        work.register.stage(number, place.id, fit)
        coming = work.register.get(number)
        assert coming is not None
        preview = register.compare(work, coming, problems)
        register.take_over(work, coming, place, 0, "program")
    return preview


def kept(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    return [tuple(row) for row in connection.execute("SELECT name_key, birth_year FROM resident ORDER BY 1, 2")]


# (who, with NIK?, with the day?, RT, which way of writing the name)
line = st.tuples(
    st.sampled_from(range(len(PEOPLE))), st.booleans(), st.sampled_from(("", "01", "02", "03")), st.integers(0, 2)
)
lists = st.lists(st.lists(line, min_size=1, max_size=5, unique_by=lambda told: told[0]), min_size=1, max_size=5)


def written(told: tuple[int, bool, str, int]) -> list[str]:
    who, nik, rt, spelling = told
    name, number, born, dusun = PEOPLE[who]
    spelt = (name, *WRITTEN.get(name, (name.upper(), name)))[spelling]
    return [spelt, number if nik else "", "", "", born, dusun, rt, "HIDUP"]


@quick
@given(lists)
def test_whatever_comes_nobody_is_there_twice_and_nobody_is_lost(told: list[list[tuple[int, bool, str, int]]]) -> None:
    met: set[int] = set()
    with village() as (connection, place):
        for rows in told:
            preview = bring(connection, place, [written(row) for row in rows])
            met |= {row[0] for row in rows}
            assert preview.problems == []
            assert len(kept(connection)) == len(met), (kept(connection), rows)
        again = bring(connection, place, [written(row) for row in told[-1]])
        assert again.counts == {"same": len(told[-1])}
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_namesakes_that_nothing_tells_apart_are_a_problem_and_not_a_third_person() -> None:
    with village() as (connection, place):
        bring(connection, place, [written((0, True, "01", 0)), written((1, True, "01", 0))])
        year = ["Siti Aminah", "", "", "", "1985", "Krajan", "01", ""]
        preview = bring(connection, place, [year])
        assert [p.fault for p in preview.problems] == ["several"]
        assert len(kept(connection)) == 2


def test_a_number_found_later_is_added_and_a_dead_person_is_marked() -> None:
    with village() as (connection, place):
        bring(connection, place, [written((3, False, "01", 0))])
        bring(connection, place, [written((3, True, "01", 0))])
        bring(connection, place, [["Sri R.", PEOPLE[3][1], "", "", "1991-11-30", "Ngasem", "02", "MATI"]])
        rows = connection.execute("SELECT name, state, rt FROM resident").fetchall()
        assert [tuple(row) for row in rows] == [("Sri R.", "died", "02")]


def test_what_was_never_confirmed_is_swept_away() -> None:
    with village() as (connection, place), transaction(connection):
        work = SqliteWork(connection, NOW)
        for state in ("done", "refused", "dropped", "ready"):
            number = work.register.begin(place.id, 0, None, "")
            fit, _ = placed(place, read(csv_([HEAD, written((0, True, "01", 0))]), KEY.key, TODAY))
            work.register.stage(number, place.id, fit)
            work.register.settle(number, state, {})
        turns = next(n for n in count() if not work.register.sweep(NOW - 1, 10))
        left = connection.execute("SELECT COUNT(*) FROM register_stage").fetchone()[0]
        assert (turns, left) == (3, 1)
        while work.register.sweep(NOW + 1, 10):
            pass
        assert connection.execute("SELECT COUNT(*) FROM register_stage").fetchone()[0] == 0
