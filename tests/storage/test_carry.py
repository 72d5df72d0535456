"""Seasons end in a big village some proposals at a time: nothing is lost on the way, and each is told once."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from actions import carry_over, season
from actions.found import found
from storage.database import FILE, connect
from storage.migrate import files, migrate
from storage.work import SqliteWork, transaction
from village.people import Sex, State
from village.place import Dusun, Village
from village.proposal import CARRIED, Status

NOW = 1_772_416_800_000
MANY = 250
GATHERINGS = 15
"""The migration with which seasons learn when they end."""


@pytest.fixture
def base(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = connect(tmp_path / FILE)
    migrate(connection, tmp_path / FILE, NOW)
    yield connection
    connection.close()


def begun(base: sqlite3.Connection) -> tuple[Village, int]:
    """A village with a group, and whoever makes its proposals, with a phone."""
    with transaction(base):
        work = SqliteWork(base, NOW)
        village = found(work, "33.01.02.2003", "Sumberagung", "Asia/Jakarta", [Dusun(0, "Krajan", ("01",))])
        work.chats.link(work.chats.met(-100, "supergroup", "Warga").id, village.id)
        chat = work.chats.met(7, "private", "")
        person = work.residents.add(village.id, "Sari", State.VERIFIED, village.dusun[0].id, "01", Sex.FEMALE, 1985)
        work.accounts.bind(work.accounts.met(7, chat.id).id, person, village.id)
    return village, person


def stocked(base: sqlite3.Connection, village: Village, person: int, now: int, chance: Random) -> None:
    """Many proposals of the running season, each standing anywhere."""
    with transaction(base):
        work = SqliteWork(base, now)
        home = season.current(work, village)
        for number in range(MANY):
            proposal = work.proposals.add(village.id, home.id, f"Usul {number}", "", None, None, "semua", person)
            base.execute("UPDATE proposal SET status = ? WHERE id = ?", (chance.choice(list(Status)), proposal.id))


def ended(base: sqlite3.Connection, now: int) -> list[int]:
    """How many went on at each turn of the pulse, until there was nothing left."""
    turns = []
    while not turns or turns[-1]:
        with transaction(base):
            turns.append(carry_over.end_due(SqliteWork(base, now)))
        assert len(turns) < 20
    return turns


@pytest.mark.parametrize("seed", range(5))
def test_two_seasons_end_and_every_proposal_is_over_or_goes_on_and_is_told_of_once(
    base: sqlite3.Connection, seed: int
) -> None:
    village, person = begun(base)
    chance = Random(seed)
    now = NOW
    for turn in (1, 2):
        stocked(base, village, person, now, chance)
        work = SqliteWork(base, now)
        running = season.current(work, village)
        standing = work.proposals.standing_in(village.id, running.id)
        going_on = sum(standing.get(status, 0) for status in CARRIED)
        turns = ended(base, running.ends)
        assert sum(turns) == going_on and max(turns) <= carry_over.AT_ONCE
        now = running.ends
        work = SqliteWork(base, now)
        assert {s for s, n in work.proposals.standing_in(village.id, running.id).items() if n} <= set(Status) - CARRIED
        following = season.current(work, village)
        assert work.proposals.standing_in(village.id, following.id) == {Status.DITERIMA: going_on}
        told = base.execute("SELECT facts FROM outbox WHERE key = 'carry.told' AND facts LIKE ?",
                            (f'%"raw":{following.year}}}%',)).fetchall()  # fmt: skip
        assert len({json.loads(facts)["number"]["raw"] for (facts,) in told}) == len(told) == going_on
        (posted,) = base.execute("SELECT facts FROM outbox WHERE key = 'carry.summary' ORDER BY id DESC LIMIT 1")
        sums = json.loads(posted["facts"])
        assert sums["total"] == sum(standing.values()) == sum(line["facts"]["n"] for line in sums["lines"]["lines"])
        assert base.execute("SELECT COUNT(*) FROM outbox WHERE key = 'carry.summary'").fetchone()[0] == turn
    years = work.proposals.ages([p.id for p in work.proposals.standing(village.id, [Status.DITERIMA], 0, -1)[0]])
    assert set(years.values()) == {2, 3}


def test_what_moves_in_a_season_that_is_over_wakes_it(base: sqlite3.Connection) -> None:
    village, person = begun(base)
    with transaction(base):
        work = SqliteWork(base, NOW)
        running = season.current(work, village)
        proposal = work.proposals.add(village.id, running.id, "Usul", "", None, None, "semua", person)
        base.execute("UPDATE proposal SET status = 'tidak_layak'")
    assert ended(base, running.ends) == [0]
    with transaction(base):
        work = SqliteWork(base, running.ends + 1)
        work.steps.take(work.proposals.get(proposal.id), Status.VERIFIKASI)
    assert ended(base, running.ends + 2) == [1, 0]
    assert SqliteWork(base, running.ends + 2).proposals.get(proposal.id).status is Status.DITERIMA


def test_seasons_from_before_know_when_they_end(tmp_path: Path) -> None:
    before = tmp_path / "before"
    before.mkdir()
    for number, file in files():
        if number < GATHERINGS:
            (before / file.name).write_bytes(file.read_bytes())
    connection = connect(tmp_path / FILE)
    migrate(connection, tmp_path / FILE, NOW, before)
    connection.execute("INSERT INTO village VALUES (1, '33.01.02.2003', 'Sumberagung', 'Asia/Jakarta', 0)")
    phases = json.dumps([["usulan", ["propose"], 100, 200], ["pembahasan", [], 200, 300]])
    connection.execute("INSERT INTO season (id, village_id, year, phases) VALUES (1, 1, 2020, ?)", (phases,))
    migrate(connection, tmp_path / FILE, NOW)
    (row,) = connection.execute("SELECT ends_at, settled_at FROM season").fetchall()
    assert (row["ends_at"], row["settled_at"]) == (300, None)
    connection.close()
