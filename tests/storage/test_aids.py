"""Helped votes under the rush of many at once: one ballot for one resident, no slip twice, no kader beyond the cap."""

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from actions import aid, vote
from actions.found import found
from storage.database import Database
from storage.polls import Polls
from storage.work import SqliteWork
from tests.boxes import chosen, lines, secret_of
from tests.storage.test_become import NOW
from village.aid import votes_of
from village.newcomers import VOUCHERS
from village.people import Office, Sex, State
from village.place import Dusun
from village.refusal import Refusal

HOUR = 3_600_000
Scene = tuple[int, int, list[int], list[int], list[int]]


def scene(work: SqliteWork, neighbours: int) -> Scene:
    """(village, poll, options, kader, neighbours): three kader of one RT, and a poll of two proposals."""
    village = found(work, "33.01.02.2003", "Sumberagung", "Asia/Jakarta", [Dusun(0, "Krajan", ("02",))])
    home = village.dusun[0].id

    def resident(name: str, state: State) -> int:
        return work.residents.add(village.id, name, state, home, "02", Sex.FEMALE, 1950)

    officers = [resident(f"Kader {n}", State.VERIFIED) for n in range(3)]
    for number, officer in enumerate(officers):
        work.roles.grant(village.id, officer, Office.KADER, False)
        chat = work.chats.met(10 + number, "private", "")
        work.accounts.bind(work.accounts.met(10 + number, chat.id).id, officer, village.id)
    planner = resident("Tim", State.VERIFIED)
    work.roles.grant(village.id, planner, Office.TIM_PENYUSUN, False)
    for words in ("Lampu jalan", "Jembatan bambu"):
        work.proposals.add(village.id, work.seasons.of(village.id)[0].id, words, words, None, None, "semua", planner)
    team = work.residents.get(planner)
    assert team is not None
    poll = vote.open_poll(work, team, village, (1, 2), 1, NOW + 20 * HOUR)
    people = [resident(f"Mbah {n}", State.LISTED) for n in range(neighbours)]
    return village.id, poll.id, [o.id for o in poll.options], officers, people


def allowed(act: Callable[[SqliteWork], object], work: SqliteWork) -> bool:
    try:
        with work.part():
            act(work)
    except Refusal:
        return False
    return True


def help_one(village: int, poll: int, kader: int, person: int, slip: str, work: SqliteWork) -> object:
    helper = work.residents.get(kader)
    assert helper is not None
    return aid.open_ballot(work, helper, work.villages.get(village), person, poll, slip)


async def test_two_hundred_at_once_help_one_neighbour_once_and_no_kader_passes_the_cap(tmp_path: Path) -> None:
    database = Database.open(tmp_path, lambda: NOW)
    village, poll, _, officers, people = await database.write(lambda work: scene(work, 60))
    jobs = [
        partial(allowed, partial(help_one, village, poll, officers[n % 3], people[n % 50], f"S{n}")) for n in range(200)
    ]
    done = sum(await asyncio.gather(*(database.write(job) for job in jobs)))

    def counts(work: SqliteWork) -> tuple[list[int], int]:
        each = [work.aids.count(officer, votes_of(poll)) for officer in officers]
        helped = work.aids.rows("SELECT COUNT(DISTINCT resident_id) AS n FROM aid")
        return each, next(helped)["n"]

    each, helped = await database.write(counts)
    await database.close()
    assert done == helped == sum(each) == 50
    assert max(each) <= 20


async def test_one_slip_is_used_once_by_many_at_once(tmp_path: Path) -> None:
    database = Database.open(tmp_path, lambda: NOW)
    village, poll, _, officers, people = await database.write(lambda work: scene(work, 40))
    jobs = [partial(allowed, partial(help_one, village, poll, officers[n % 3], people[n], "A1")) for n in range(40)]
    assert sum(await asyncio.gather(*(database.write(job) for job in jobs))) == 1
    await database.close()


async def rush(folder: Path, seed: int, own_adds_up: bool) -> int:
    """The kader taps and the neighbour, who has joined meanwhile, taps too: all at once. How many options are kept."""
    database = Database.open(folder, lambda: NOW)

    def begin(work: SqliteWork) -> tuple[Scene, int]:
        told = scene(work, 1)
        village, poll, _, officers, people = told
        opened = help_one(village, poll, officers[0], people[0], "A1", work)
        return told, opened.id  # type: ignore[attr-defined]

    (village, poll, options, officers, people), number = await database.write(begin)
    person = people[0]

    def tap(work: SqliteWork) -> object:
        helper = work.residents.get(officers[0])
        assert helper is not None
        return aid.cast(work, helper, work.villages.get(village), number, options[0], True)

    def own(work: SqliteWork) -> object:
        if own_adds_up:
            work.polls = Doubling(work.polls.connection, work.now)
        voter = work.residents.get(person)
        assert voter is not None
        return vote.cast(work, voter, work.villages.get(village), poll, options[1], True, secret_of(poll, person))

    def join(work: SqliteWork) -> object:
        chat = work.chats.met(77, "private", "")
        work.accounts.bind(work.accounts.met(77, chat.id).id, person, village)
        return VOUCHERS

    acts = [tap, tap, join, own, tap, own]
    order = sorted(range(len(acts)), key=lambda n: (n * 7 + seed * 13) % 17)
    await asyncio.gather(*(database.write(partial(allowed, acts[n])) for n in order))
    kept = lines(folder)
    if not own_adds_up:
        own_picks = await database.write(lambda work: work.polls.picks(poll, secret_of(poll, person)))
        assert own_picks == {options[1]}, order
    await database.close()
    return kept


class Doubling(Polls):
    """The broken twin: the own vote does not put an end to the kader's."""

    def let_go(self, poll_id: int, resident_id: int) -> None:
        return None


@pytest.mark.parametrize("seed", range(6))
async def test_in_whatever_order_the_own_vote_is_the_one_that_counts(tmp_path: Path, seed: int) -> None:
    assert await rush(tmp_path, seed, own_adds_up=False) == 1


async def test_without_the_end_of_the_kader_s_vote_the_own_one_would_be_refused(tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        for seed in range(6):
            folder = tmp_path / str(seed)
            folder.mkdir()
            await rush(folder, seed, own_adds_up=True)
            assert chosen(folder, 1) == [2]
