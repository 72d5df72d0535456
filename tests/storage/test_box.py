"""The box commits first, the main database after it: whatever dies in between, the press again is the same vote."""

import itertools
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from actions import aid, vote
from storage import boxes, boxkeys
from storage.box import Box
from storage.box import connect as open_box
from storage.boxes import Base
from storage.database import FILE, connect, prepared
from storage.migrate import migrate
from storage.work import Job, SqliteWork, together
from tests.boxes import lines, secret_of, voted
from tests.storage.test_aids import NOW, help_one, scene
from village.ballotbox import Line
from village.people import State
from village.refusal import Refusal


class Dying(Base):
    """A main database whose next commit fails, when `armed`."""

    armed = False

    def execute(self, sql: str, *given: object) -> sqlite3.Cursor:  # type: ignore[override]
        if sql == "COMMIT" and self.armed:
            self.armed = False
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR
            raise error
        return super().execute(sql, *given)


@pytest.fixture
def base(tmp_path: Path) -> Dying:
    connection = sqlite3.connect(tmp_path / FILE, isolation_level=None, check_same_thread=False, factory=Dying)
    connection.row_factory = sqlite3.Row
    prepared(connection)
    migrate(connection, tmp_path / FILE, NOW)
    return connection  # type: ignore[return-value]


def village_of(base: sqlite3.Connection, people: int) -> tuple[int, int, list[int], list[int]]:
    """(village, poll, its options, residents who may vote)"""

    def begin(work: SqliteWork) -> tuple[int, int, list[int], list[int]]:
        village, poll, options, _, known = scene(work, people)
        for person in known:
            work.residents.settle(person, State.VERIFIED, 1)
        return village, poll, options, known

    [told] = did(base, begin)
    return told  # type: ignore[return-value]


def did(connection: sqlite3.Connection, *jobs: Callable[[SqliteWork], object]) -> list[object]:
    """Together in one commit, as at the door; a refusal is its key."""
    found = together(connection, NOW, [Job(job) for job in jobs])
    for _, error in found:
        assert error is None or isinstance(error, Refusal), error
    return [error.key if isinstance(error, Refusal) else told for told, error in found]


def own(poll: int, village: int, person: int, option: int, into: bool = True, ballot: int = 0) -> Callable[..., object]:
    def tap(work: SqliteWork) -> str:
        voter = work.residents.get(person)
        assert voter is not None
        vote.cast(work, voter, work.villages.get(village), poll, option, into, secret_of(poll, person, ballot))
        return "ok"

    return tap


def test_the_main_database_dies_after_the_box_and_the_press_comes_again(base: Dying, tmp_path: Path) -> None:
    [(village, poll, options, officers, people)] = did(base, lambda work: scene(work, 2))  # type: ignore[misc]
    helped = people[0]
    [opened] = did(base, lambda work: help_one(village, poll, officers[0], helped, "A1", work))

    def taps(work: SqliteWork) -> str:
        helper = work.residents.get(officers[0])
        assert helper is not None
        aid.cast(work, helper, work.villages.get(village), opened.id, options[0], True)  # type: ignore[attr-defined]
        return "ok"

    assert did(base, taps) == ["ok"] and lines(tmp_path) == 1

    base.armed = True
    with pytest.raises(sqlite3.OperationalError):
        did(base, own(poll, village, helped, options[1]))
    assert (lines(tmp_path), voted(tmp_path)) == (1, 1), "the own vote is in the box, the kader's has given way"
    state = "SELECT state FROM aid"
    assert base.execute(state).fetchone()[0] == "open", "the main database knows nothing of it yet"
    base.close()

    again = connect(tmp_path / FILE)
    assert did(again, lambda work: "woke up") == ["woke up"]
    assert again.execute(state).fetchone()[0] == "replaced", "what the box has kept is caught up with"
    assert did(again, own(poll, village, helped, options[1])) == ["ok"]
    assert (lines(tmp_path), voted(tmp_path)) == (1, 1)
    again.close()


def test_in_whatever_order_presses_and_deaths_come_each_has_one_vote(base: Dying, tmp_path: Path) -> None:
    village, poll, options, people = village_of(base, 3)
    for number, (person, option) in enumerate(itertools.product(people[:3], options)):
        base.armed = number % 2 == 0
        batch = [own(poll, village, person, option), own(poll, village, person, option, False)]
        batch.append(own(poll, village, person, option))
        for _ in range(2):
            try:
                did(base, *batch)
            except sqlite3.OperationalError:
                continue
    assert voted(tmp_path) == 3
    with closing(sqlite3.connect(tmp_path / f"kotak-{poll}.db")) as box:
        assert box.execute("SELECT COUNT(*), SUM(voted) FROM turnout WHERE voted = 1").fetchone() == (3, 3)


def test_a_refusal_undoes_what_it_had_begun_in_the_box(base: Dying, tmp_path: Path) -> None:
    village, poll, options, people = village_of(base, 2)

    def thinks_better(work: SqliteWork) -> None:
        own(poll, village, people[0], options[0])(work)
        raise Refusal("vote.refused.option")

    told = did(base, thinks_better, own(poll, village, people[1], options[0]))
    assert told == ["vote.refused.option", "ok"]
    assert (lines(tmp_path), voted(tmp_path)) == (1, 1)
    assert did(base, own(poll, village, people[1], options[0], True, ballot=1)) == ["vote.refused.first_ballot"]
    assert did(base, own(poll, village, people[0], options[0])) == ["ok"]


def test_a_line_that_was_changed_in_the_box_is_not_counted(base: Dying, tmp_path: Path) -> None:
    village, poll, options, people = village_of(base, 2)
    did(base, own(poll, village, people[0], options[0]))
    with closing(sqlite3.connect(tmp_path / f"kotak-{poll}.db")) as box, box:
        box.execute("UPDATE box SET c = randomblob(32) WHERE used = 1")
    with pytest.raises(boxkeys.Wrong):
        SqliteWork(base, NOW).polls.opened_lines(poll)


def test_what_is_sealed_opens_only_with_its_key() -> None:
    private, other = boxkeys.new_key(), boxkeys.new_key()
    line = Line("0123456789", 7, bytes(32))
    sealed = boxkeys.seal_to(boxkeys.public_of(private), line.packed())
    assert Line.unpacked(boxkeys.unseal(private, sealed)) == line
    wrapped = boxkeys.wrap(b"k" * 12, line.packed())
    assert Line.unpacked(boxkeys.unwrap(b"k" * 12, wrapped)) == line
    for call in (lambda: boxkeys.unseal(other, sealed), lambda: boxkeys.unwrap(b"q" * 12, wrapped)):
        with pytest.raises(boxkeys.Wrong):
            call()
    with pytest.raises(boxkeys.Wrong):
        boxkeys.unseal(private, sealed[:-1] + bytes([sealed[-1] ^ 1]))


def test_records_are_written_where_they_are(tmp_path: Path) -> None:
    """However people vote, every record of the box keeps its place in the file: the order of arrival is nowhere."""
    file, people = tmp_path / "kotak-1.db", [2**52 + 7 * n for n in range(60)]
    connection = open_box(file)
    connection.execute("BEGIN")
    box = Box.make(1, connection, boxkeys.public_of(boxkeys.new_key()), people, 2)
    connection.execute("COMMIT")
    before = file.read_bytes()
    for turn, person in enumerate(reversed(people * 2)):
        own, wanted = secret_of(1, person), {turn % 3, (turn + 1) % 3}
        assert box.put(person, own, box.picks(own, range(3)), wanted)
    after = file.read_bytes()
    box.connection.close()
    assert len(before) == len(after) and before != after

    def places(raw: bytes) -> list[bytes]:
        """The head of each page of a table, with its list of cells."""
        pages = [raw[at : at + 4096] for at in range(4096, len(raw), 4096)]
        return [page[: 8 + 2 * int.from_bytes(page[3:5], "big")] for page in pages if page[0] == 13]

    assert len(places(before)) > 5 and places(before) == places(after)


def test_a_connection_that_has_no_boxes_says_so() -> None:
    with pytest.raises(AttributeError):
        boxes.of(sqlite3.connect(":memory:"))
