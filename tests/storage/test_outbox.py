"""Letters: in order for each chat, at its pace, the urgent first, once for each cause, and never forgotten."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from actions.letters import Letter, Priority
from storage.database import FILE, connect
from storage.migrate import migrate
from storage.outbox import Claimed, Pace
from storage.work import SqliteWork, transaction

NOW = 1_772_416_800_000
AT_ONCE = Pace(private_gap=0, group_gap=0)


@pytest.fixture
def base(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = connect(tmp_path / FILE)
    migrate(connection, tmp_path / FILE, NOW)
    for number in (1, 2):
        connection.execute("INSERT INTO chat (id, telegram_id, kind) VALUES (?, ?, 'private')", (number, 700 + number))
    yield connection
    connection.close()


def posted(base: sqlite3.Connection, *letters: Letter) -> list[bool]:
    with transaction(base):
        work = SqliteWork(base, NOW)
        return [work.outbox.post(letter) for letter in letters]


def claimed(base: sqlite3.Connection, now: int = NOW, limit: int = 10, pace: Pace = AT_ONCE) -> list[Claimed]:
    with transaction(base):
        return SqliteWork(base, now).outbox.claim(limit, pace)


def settled(base: sqlite3.Connection, *letters: Claimed) -> None:
    with transaction(base):
        SqliteWork(base, NOW).outbox.sent([(letter.id, 5) for letter in letters])


def keys(letters: list[Claimed]) -> list[tuple[int, str]]:
    return [(letter.letter.chat, letter.letter.key) for letter in letters]


def test_one_letter_of_a_chat_is_under_way_at_a_time_and_they_leave_in_order(base: sqlite3.Connection) -> None:
    posted(base, Letter(1, "a"), Letter(1, "b"), Letter(2, "c"))
    first = claimed(base)
    assert keys(first) == [(1, "a"), (2, "c")]
    assert claimed(base) == []
    settled(base, *first)
    assert keys(claimed(base)) == [(1, "b")]


def test_a_reply_passes_a_broadcast(base: sqlite3.Connection) -> None:
    posted(base, Letter(1, "agenda", priority=Priority.BROADCAST), Letter(2, "reply", priority=Priority.REPLY),
           Letter(1, "answer", priority=Priority.REPLY))  # fmt: skip
    assert keys(claimed(base)) == [(2, "reply"), (1, "answer")]


def test_one_cause_is_one_letter(base: sqlite3.Connection) -> None:
    assert posted(base, Letter(1, "a", once="result:1"), Letter(1, "a", once="result:1")) == [True, False]
    assert posted(base, Letter(2, "a", once="result:1"), Letter(2, "a")) == [False, True]


def test_a_retry_holds_back_the_later_ones_of_its_chat_only(base: sqlite3.Connection) -> None:
    posted(base, Letter(1, "a"), Letter(1, "b"), Letter(2, "c"))
    first, other = claimed(base)
    with transaction(base):
        SqliteWork(base, NOW).outbox.later(first.id, NOW + 5_000, "later")
    settled(base, other)
    assert claimed(base) == []
    again = claimed(base, NOW + 5_000)
    assert keys(again) == [(1, "a")] and again[0].tries == 2 and not again[0].again


def test_a_letter_planned_for_later_lets_the_others_pass(base: sqlite3.Connection) -> None:
    posted(base, Letter(1, "plan", not_before=NOW + 60_000), Letter(1, "now"))
    first = claimed(base)
    assert keys(first) == [(1, "now")]
    settled(base, *first)
    assert claimed(base, NOW + 59_999) == []
    assert keys(claimed(base, NOW + 60_000)) == [(1, "plan")]


def test_the_pace_of_a_chat_outlives_a_restart(base: sqlite3.Connection) -> None:
    pace = Pace(private_gap=1000, private_burst=2)
    posted(base, *(Letter(1, key) for key in "abc"))
    for _ in range(2):
        settled(base, *claimed(base, pace=pace))
    assert claimed(base, NOW + 999, pace=pace) == []
    assert keys(claimed(base, NOW + 1000, pace=pace)) == [(1, "c")]


def test_what_was_under_way_at_the_end_goes_out_again_marked_but_a_broadcast_does_not(base: sqlite3.Connection) -> None:
    posted(base, Letter(1, "result", priority=Priority.RESULT), Letter(2, "agenda", priority=Priority.BROADCAST))
    assert len(claimed(base)) == 2
    with transaction(base):
        assert SqliteWork(base, NOW).outbox.strand() == 2
    again = claimed(base)
    assert keys(again) == [(1, "result")] and again[0].again
    assert base.execute("SELECT state FROM outbox WHERE key = 'agenda'").fetchone()["state"] == "unsure"


def test_a_letter_too_late_to_mean_anything_does_not_leave(base: sqlite3.Connection) -> None:
    posted(base, Letter(1, "soon", expires_at=NOW + 10))
    assert claimed(base, NOW + 10) == []
    assert base.execute("SELECT state FROM outbox").fetchone()["state"] == "expired"


def test_two_workers_never_claim_the_same_letter(base: sqlite3.Connection, tmp_path: Path) -> None:
    """The claim takes the write lock at once: a second process waits for it and then finds the letter gone."""
    posted(base, *(Letter(1 + n % 2, f"k{n}") for n in range(6)))
    other = connect(tmp_path / FILE)
    try:
        seen: list[int] = []
        for turn in range(12):
            worker = (base, other)[turn % 2]
            letters = claimed(worker, limit=1)
            seen += [letter.id for letter in letters]
            settled((other, base)[turn % 2], *letters)
        assert len(seen) == len(set(seen)) == 6
    finally:
        other.close()
