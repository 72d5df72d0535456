"""Proposals found again by their words: on disk, in each village alone, and anew when the words change."""

import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from actions import alike
from actions.found import found
from storage.database import FILE, connect
from storage.migrate import FOLDER, files, migrate
from storage.proposals import Proposals
from storage.seasons import Seasons
from storage.work import SqliteWork, transaction
from tests.storage.test_become import NOW
from understanding import likeness
from village.people import State
from village.place import Dusun, Village
from village.proposal import Proposal, Status
from village.season import Phase, Season

BRIDGE = "jembatan bambu ke sawah lapuk, minta diganti beton"


@contextmanager
def opened(folder: Path) -> Iterator[sqlite3.Connection]:
    connection = connect(folder / FILE)
    migrate(connection, folder / FILE, NOW)
    try:
        yield connection
    finally:
        connection.close()


@pytest.fixture
def work(tmp_path: Path) -> Iterator[SqliteWork]:
    with opened(tmp_path) as connection, transaction(connection):
        yield SqliteWork(connection, NOW)


def village_of(work: SqliteWork, code: str = "33.01.02.2003") -> Village:
    return found(work, code, "Sumberagung", "Asia/Jakarta", [Dusun(0, name) for name in ("Krajan", "Ngasem")])


def entered(
    work: SqliteWork, village: Village, words: str, dusun: int | None = 0, rt: str | None = None, *, read: bool = True
) -> Proposal:
    author = work.residents.add(village.id, "Warga", State.VERIFIED)
    home = None if dusun is None else village.dusun[dusun].id
    season = work.seasons.of(village.id)[0].id
    proposal = work.proposals.add(village.id, season, words[:40], words, home, rt, "semua", author)
    if read:
        alike.note(work, village, proposal)
    return proposal


def numbers(work: SqliteWork, village: Village, words: str, dusun: int | None = 0, rt: str | None = None) -> list[int]:
    home = None if dusun is None else village.dusun[dusun].id
    return [p.number for p in alike.alike(work, village, words, home, rt)]


def test_the_same_need_in_another_tongue_is_found_among_others(work: SqliteWork) -> None:
    village = village_of(work)
    same = entered(work, village, BRIDGE)
    for words in ("lampu jalan gelap", "posyandu minta timbangan", "jalan ke sawah becek", "irigasi sawah bocor"):
        entered(work, village, words)
    assert numbers(work, village, "kreteg pring menyang sawah wis gapuk, tulung didandani") == [same.number]
    assert numbers(work, village, "usul perpustakaan") == []


def test_only_that_dusun_of_that_village_is_looked_at(work: SqliteWork) -> None:
    village, other = village_of(work), village_of(work, "33.01.02.2004")
    here = entered(work, village, BRIDGE)
    assert numbers(work, village, BRIDGE) == [here.number]
    assert numbers(work, village, BRIDGE, 1) == numbers(work, village, BRIDGE, None) == []
    assert numbers(work, other, BRIDGE) == []
    whole = entered(work, village, BRIDGE, None)
    assert numbers(work, village, BRIDGE, None) == [whole.number]


def test_the_rt_that_was_answered_counts(work: SqliteWork) -> None:
    village = village_of(work)
    two = entered(work, village, "jalan rusak minta diaspal", rt="02")
    entered(work, village, "jalan rusak minta diaspal", rt="05")
    assert numbers(work, village, "jalan rusak minta diaspal", rt="02") == [two.number]
    assert numbers(work, village, "jalan RT 2 rusak minta diaspal") == [two.number]


def test_what_was_merged_withdrawn_or_hidden_is_not_shown(work: SqliteWork) -> None:
    village = village_of(work)
    for status in (Status.DIGABUNG, Status.DICABUT, Status.DISEMBUNYIKAN, Status.DITERUSKAN, Status.TIDAK_LAYAK):
        proposal = entered(work, village, BRIDGE)
        work.terms.run("UPDATE proposal SET status = :status WHERE id = :id", status=status, id=proposal.id)
    assert numbers(work, village, BRIDGE) == []
    kept = entered(work, village, BRIDGE)
    assert numbers(work, village, BRIDGE) == [kept.number]


def test_at_most_three_are_shown_also_among_very_many(work: SqliteWork) -> None:
    village = village_of(work)
    for n in range(300):
        entered(work, village, f"jalan gang {n} rusak minta diaspal")
    one = entered(work, village, "jalan dekat musola Al Ikhlas rusak, minta diaspal")
    found_again = numbers(work, village, "dalan cedhak musola Al Ikhlas rusak, mbok diaspal")
    assert found_again[0] == one.number
    assert len(found_again) == 3


def test_a_new_version_is_read_anew_by_itself(work: SqliteWork) -> None:
    village = village_of(work)
    proposal = entered(work, village, BRIDGE)
    assert alike.read_due(work) == 0
    work.terms.run(
        "INSERT INTO proposal_version"
        " (proposal_id, version, village_id, title, words, dusun_id, rt, benefit, by_id, at)"
        " SELECT proposal_id, 2, village_id, title, 'saluran irigasi bocor', dusun_id, rt, benefit, by_id, at"
        " FROM proposal_version WHERE proposal_id = :id",
        id=proposal.id,
    )
    work.terms.run("UPDATE proposal SET version = 2 WHERE id = :id", id=proposal.id)
    assert alike.read_due(work) == 1
    assert numbers(work, village, BRIDGE) == []
    assert numbers(work, village, "irigasi bocor, sawah kering") == [proposal.number]


def test_other_words_make_all_be_read_anew_a_few_at_a_time(work: SqliteWork) -> None:
    village = village_of(work)
    for n in range(130):
        entered(work, village, f"lampu jalan gang {n} mati")
    for older in (1, likeness.version() + 1):
        work.terms.run("UPDATE proposal_read SET words = :words", words=older)
        assert [alike.read_due(work), alike.read_due(work), alike.read_due(work)] == [100, 30, 0]
    assert numbers(work, village, "lampu jalan gang 7 mati")[0] == 8


def test_an_alarm_stays_one_when_it_is_read_anew(work: SqliteWork) -> None:
    village = village_of(work)
    proposal = entered(work, village, "rumah kebakaran, tolong")
    alike.note(work, village, proposal, urgent=True)
    work.terms.run("UPDATE proposal_read SET words = 1")
    assert alike.read_due(work) == 1
    home = village.dusun[0].id
    fire = alike.alike(work, village, "kobongan pak, geni gedhe", home, None, urgent=True)
    assert [p.number for p in fire] == [proposal.number]


def test_words_that_were_erased_are_no_longer_looked_for(work: SqliteWork) -> None:
    village = village_of(work)
    proposal = entered(work, village, f"{BRIDGE}, dekat rumah Sutikno")
    assert any("sutikno" in term for term in work.terms.of(proposal.id))
    work.erasing.wipe(proposal.author_id)
    assert work.terms.of(proposal.id) == {}
    assert alike.read_due(work) == 1
    assert work.terms.of(proposal.id) and not any("sutikno" in term for term in work.terms.of(proposal.id))
    assert numbers(work, village, BRIDGE) == [proposal.number]


class ThenSeasons(Seasons):
    """As they were written when a season had no end of its own."""

    def add(self, village_id: int, year: int, phases: tuple[Phase, ...]) -> Season:
        sql = "INSERT INTO season (village_id, year, phases) VALUES (:village, :year, :phases) RETURNING id"
        row = self.one(sql, village=village_id, year=year, phases='[["usulan", [], 0, 1]]')
        return Season(row["id"], year, phases)


class ThenProposals(Proposals):
    """As they were written when an emergency had no mark of its own, and no group was named."""

    def one(self, sql: str, **facts: Any) -> Mapping[str, Any]:
        before = sql.replace(", urgent", "").replace(", :urgent", "")
        return super().one(before, **{name: fact for name, fact in facts.items() if f":{name}" in before})

    def run(self, sql: str, **facts: Any) -> sqlite3.Cursor:
        before = re.sub(r",\s*:?behalf", "", sql)
        return super().run(before, **{name: fact for name, fact in facts.items() if f":{name}" in before})


def test_proposals_from_before_wait_to_be_read(tmp_path: Path) -> None:
    older = tmp_path / "older"
    older.mkdir()
    for number, path in files():
        if number < 10:
            (older / path.name).write_text(path.read_text("utf-8"), "utf-8")
    connection = connect(tmp_path / FILE)
    migrate(connection, tmp_path / FILE, NOW, older)
    with transaction(connection):
        work = SqliteWork(connection, NOW)
        work.seasons, work.proposals = ThenSeasons(connection, NOW), ThenProposals(connection, NOW)
        village = village_of(work)
        before = entered(work, village, BRIDGE, read=False)
    migrate(connection, tmp_path / FILE, NOW, FOLDER)
    with transaction(connection):
        work = SqliteWork(connection, NOW)
        assert numbers(work, village, BRIDGE) == []
        assert alike.read_due(work) == 1
        assert numbers(work, village, BRIDGE) == [before.number]
    connection.close()
