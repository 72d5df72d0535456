"""Held at night, never lost, once: letters in the quiet hours, and news that leaves together, under crashes and clocks.

The second Rembuk here is a list of what was posted and a set of what arrived.
"""

import random
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.digest import OWN, SUPPORTED, gathered
from actions.letters import Letter, Priority, raw, text
from locales.texts import Texts
from storage.database import FILE, connect
from storage.digests import MOST
from storage.migrate import migrate
from storage.outbox import Claimed, Pace
from storage.work import SqliteWork, transaction
from tests.quick import quick
from village import quiet

MINUTE = 60_000
HOUR = 60 * MINUTE
EVENING = 1_772_416_800_000 + 12 * HOUR
"""21.00 in Jakarta, 23.00 in Jayapura."""
MORNING = EVENING + 9 * HOUR
AT_ONCE = Pace(private_gap=0, group_gap=0)
JAKARTA, JAYAPURA = 1, 2


@pytest.fixture
def base(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = opened(tmp_path)
    yield connection
    connection.close()


def opened(folder: Path) -> sqlite3.Connection:
    connection = connect(folder / FILE)
    migrate(connection, folder / FILE, EVENING)
    for number, zone in ((JAKARTA, "Asia/Jakarta"), (JAYAPURA, "Asia/Jayapura")):
        connection.execute(
            "INSERT INTO village (id, code, name, zone, founded_at) VALUES (?, ?, 'Desa', ?, 0)",
            (number, f"33.01.02.200{number}", zone),
        )
    for number in range(1, 5):
        connection.execute("INSERT INTO chat (id, telegram_id, kind) VALUES (?, ?, 'private')", (number, 700 + number))
    return connection


def post(base: sqlite3.Connection, *letters: Letter, now: int = EVENING) -> None:
    with transaction(base):
        for letter in letters:
            SqliteWork(base, now).outbox.post(letter)


def claim(base: sqlite3.Connection, now: int = EVENING) -> list[Claimed]:
    with transaction(base):
        return SqliteWork(base, now).outbox.claim(50, AT_ONCE)


def arrive(base: sqlite3.Connection, *letters: Claimed, now: int = EVENING) -> None:
    with transaction(base):
        SqliteWork(base, now).outbox.sent([(number, 5) for letter in letters for number in letter.ids])


def keys(letters: list[Claimed]) -> list[str]:
    return sorted(letter.letter.key for letter in letters)


def news(number: int, kind: str = OWN, chat: int = 1, key: str = "step.moved", **facts: object) -> Letter:
    told = {
        "number": raw(number), "title": f"Usulan {number}", "status": text("status.verifikasi"), "into": None,
        "why": None, "means": None, "appeal": None,
    } | facts  # fmt: skip
    shown = {"news": text(key, **told)} if kind == SUPPORTED else told  # type: ignore[arg-type]
    return Letter(
        chat, "news.supported" if kind == SUPPORTED else key, shown, resident=7, village=JAKARTA,
        priority=Priority.RESULT, once=f"step:{number}:{kind}:{chat}", joins=kind,
    )  # fmt: skip


def test_what_nobody_waits_for_waits_for_the_morning_and_the_rest_leaves(base: sqlite3.Connection) -> None:
    post(
        base,
        Letter(1, "result", village=JAKARTA, priority=Priority.RESULT),
        Letter(2, "reminder", village=JAKARTA, priority=Priority.REMINDER),
        Letter(3, "agenda", village=JAKARTA, priority=Priority.BROADCAST),
        Letter(1, "reply", village=JAKARTA),
        Letter(2, "alarm", village=JAKARTA, priority=Priority.RESULT, at_night=True),
        Letter(3, "too late then", village=JAKARTA, priority=Priority.RESULT, expires_at=MORNING),
        Letter(4, "in time", village=JAKARTA, priority=Priority.RESULT, expires_at=MORNING + 1),
    )
    first = claim(base)
    assert keys(first) == ["alarm", "reply", "too late then"]
    arrive(base, *first)
    work = SqliteWork(base, EVENING)
    assert work.outbox.waiting() == (4, None)
    assert EVENING < (work.outbox.next_due() or 0) <= MORNING, "when the first village wakes"
    assert claim(base, MORNING - 1) == []
    assert keys(claim(base, MORNING)) == ["agenda", "in time", "reminder", "result"]


def test_each_village_sleeps_by_its_own_clock(base: sqlite3.Connection) -> None:
    post(
        base,
        Letter(1, "west", village=JAKARTA, priority=Priority.RESULT),
        Letter(2, "east", village=JAYAPURA, priority=Priority.RESULT),
    )
    assert claim(base) == [] and SqliteWork(base, EVENING).outbox.next_due() == MORNING - 2 * HOUR
    assert keys(claim(base, MORNING - 2 * HOUR)) == ["east"]


def test_the_rule_of_the_moment_counts_and_not_the_one_when_it_was_written(base: sqlite3.Connection) -> None:
    post(base, Letter(1, "a", village=JAKARTA, priority=Priority.RESULT), now=EVENING - HOUR)
    assert claim(base) == []
    with transaction(base):
        SqliteWork(base, EVENING).villages.set(JAKARTA, quiet.BEGINS, "22.00", "Perdes", 2026)
    assert keys(claim(base)) == ["a"]


def test_a_retry_that_meets_the_night_waits_and_lets_the_urgent_pass(base: sqlite3.Connection) -> None:
    before = EVENING - HOUR
    post(base, Letter(1, "result", village=JAKARTA, priority=Priority.RESULT), now=before)
    [first] = claim(base, before)
    with transaction(base):
        SqliteWork(base, before).outbox.later(first.id, before + MINUTE, "later")
    post(base, Letter(1, "alarm", village=JAKARTA, priority=Priority.RESULT, at_night=True))
    assert keys(claim(base)) == ["alarm"]


def test_news_that_waits_together_is_one_message_and_each_piece_keeps_its_fate(base: sqlite3.Connection) -> None:
    post(base, news(1), news(2), news(3, SUPPORTED), news(4, chat=2))
    together, alone = claim(base, MORNING)
    assert len(together.ids) == 3 and len(alone.ids) == 1
    told = gathered([together.letter, *(part for _, part in together.parts)])
    assert (told.key, told.facts["count"]) == ("digest.show", 3)
    labels = [button.args for row in told.buttons for button in row if button.op == "pb"]
    assert labels == [(1,), (2,), (3,)]
    arrive(base, together, alone)
    post(base, news(1), news(2), news(3, SUPPORTED))
    assert claim(base, MORNING + HOUR) == []
    rows = base.execute("SELECT once, message_id FROM outbox WHERE chat_id = 1 AND state = 'sent'").fetchall()
    assert len(rows) == 3 and {row["message_id"] for row in rows} == {5}


def test_nothing_overtakes_what_stands_between(base: sqlite3.Connection) -> None:
    question = Letter(1, "clarify.question", resident=7, village=JAKARTA, priority=Priority.RESULT)
    other = Letter(1, "for another on this phone", resident=8, village=JAKARTA, priority=Priority.RESULT, joins=OWN)
    post(base, news(1), news(2), question, news(3), other, news(4), news(5))
    seen = []
    while letters := claim(base, MORNING):
        seen += [(letter.letter.key, len(letter.ids)) for letter in letters]
        arrive(base, *letters)
    assert seen == [
        ("step.moved", 2), ("clarify.question", 1), ("step.moved", 1), ("for another on this phone", 1),
        ("step.moved", 2),
    ]  # fmt: skip


def test_a_crash_on_the_way_marks_the_letter_and_loses_no_piece(base: sqlite3.Connection) -> None:
    post(base, news(1), news(2))
    [first] = claim(base, MORNING)
    with transaction(base):
        assert SqliteWork(base, MORNING).outbox.strand() == len(first.ids) == 2
    post(base, news(3))
    [again] = claim(base, MORNING)
    assert again.again and len(again.ids) == 3


@pytest.mark.parametrize("kind", [OWN, SUPPORTED])
def test_however_much_news_there_is_each_piece_is_told_and_fits(base: sqlite3.Connection, kind: str) -> None:
    long = {
        "title": "Perbaikan " + "jalan " * 16,
        "why": text("step.why_noted", why=text("why.dana_tidak_cukup"), note="keterangan " * 25),
    }
    count = 3 * MOST
    post(base, *(news(number, kind, **long) for number in range(1, count + 1)))
    texts, told = Texts.load(), ""
    while letters := claim(base, MORNING):
        [letter] = letters
        assert len(letter.ids) <= MOST
        one = gathered([letter.letter, *(part for _, part in letter.parts)]) if letter.parts else letter.letter
        told += texts.html(one.key, one.facts, limit=1_000_000)
        assert texts.html(one.key, one.facts) == texts.html(one.key, one.facts, limit=1_000_000), "it was cut"
        arrive(base, letter)
    assert all(f"<b>{number}</b>" in told or f"nomor {number}<" in told for number in range(1, count + 1))


def test_a_choice_reaches_what_still_waits(base: sqlite3.Connection) -> None:
    post(base, news(1), news(2, SUPPORTED))
    with transaction(base):
        SqliteWork(base, EVENING).outbox.put_off(7, SUPPORTED, MORNING + HOUR)
    [own] = claim(base, MORNING)
    assert len(own.ids) == 1
    arrive(base, own)
    with transaction(base):
        SqliteWork(base, MORNING).outbox.withdraw(7, SUPPORTED)
    assert claim(base, MORNING + HOUR) == []
    assert [row["state"] for row in base.execute("SELECT state FROM outbox ORDER BY id")] == ["sent", "expired"]


@dataclass
class Model:
    """What was posted, in order, and what has certainly arrived, in order."""

    posted: dict[str, tuple[int, int, bool]] = field(default_factory=dict)
    """key → (chat, priority, may leave at night)"""
    arrived: list[str] = field(default_factory=list)


@quick
@given(seed=st.integers(0, 10**9))
def test_held_never_lost_once_in_order(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    """Any mix of letters, hours, faults, crashes and changed rules."""
    rng = random.Random(seed)
    base = opened(tmp_path_factory.mktemp("calm"))
    model, now = Model(), EVENING - 3 * HOUR
    flying: list[Claimed] = []
    settings: dict[str, int | str] = {}
    for turn in range(60):
        now += rng.choice((0, 1000, 20 * MINUTE, 2 * HOUR))
        what = rng.random()
        if what < 0.45:
            chat, resident = rng.randint(1, 3), rng.choice((7, 7, 8))
            key = f"k{turn}"
            joins = rng.choice((OWN, SUPPORTED, ""))
            priority = Priority.RESULT if joins else rng.choice(list(Priority))
            at_night = rng.random() < 0.1
            post(
                base,
                Letter(
                    chat, key, {"n": turn}, resident=resident, village=JAKARTA, priority=priority, once=key,
                    joins=joins, at_night=at_night,
                ),
                now=now,
            )  # fmt: skip
            model.posted[key] = chat, int(priority), at_night
        elif what < 0.55:
            hours = rng.choice(("20.30", "22.00", "6.00"))
            settings[quiet.BEGINS] = hours
            with transaction(base):
                SqliteWork(base, now).villages.set(JAKARTA, quiet.BEGINS, hours, "Perdes", 2026)
        elif what < 0.62:
            with transaction(base):
                SqliteWork(base, now).outbox.strand()
            flying = []
        elif what < 0.85:
            night = bool(quiet.ends(settings, "Asia/Jakarta", now))
            taken = claim(base, now)
            for letter in taken:
                for each in (letter.letter, *(part for _, part in letter.parts)):
                    _, priority, at_night = model.posted[each.key]
                    assert not night or priority == Priority.REPLY or at_night, f"{each.key} rings at night"
            flying += taken
        elif flying:
            letter = flying.pop(rng.randrange(len(flying)))
            if rng.random() < 0.7:
                arrive(base, letter, now=now)
                _arrived(model, letter)
            else:
                with transaction(base):
                    for number in letter.ids:
                        SqliteWork(base, now).outbox.later(number, now + MINUTE, "later", letter.again)
    for letter in flying:
        arrive(base, letter, now=now)
        _arrived(model, letter)
    for _ in range(400):
        taken = claim(base, now)
        for letter in taken:
            arrive(base, letter, now=now)
            _arrived(model, letter)
        if not taken:
            due = SqliteWork(base, now).outbox.next_due()
            if due is None:
                break
            assert due > now, "it would look again and again"
            now = due
    states = {row["once"]: row["state"] for row in base.execute("SELECT once, state FROM outbox")}
    times = {key: model.arrived.count(key) for key in model.posted}
    assert not {key: (n, states[key]) for key, n in times.items() if n != 1 and states[key] != "unsure"}
    numbers = {key: turn for turn, key in enumerate(model.posted)}
    for kind in set(model.posted.values()):
        came = [numbers[key] for key in model.arrived if model.posted[key] == kind]
        assert came == sorted(came), f"of {kind} one overtook another"
    base.close()


def _arrived(model: Model, letter: Claimed) -> None:
    model.arrived += [each.key for each in (letter.letter, *(part for _, part in letter.parts))]
