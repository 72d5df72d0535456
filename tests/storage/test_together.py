"""Jobs that are committed together: each as if it were alone, in the order in which they came."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from storage.database import Database
from storage.work import SqliteWork
from village.refusal import Refusal


def note(work: SqliteWork, name: str) -> str:
    work.machine.note("order", f"{work.machine.read('order', '')}{name}")
    return name


def refuse(work: SqliteWork) -> str:
    note(work, "never")
    raise Refusal("vote.refused.full")


def said(work: SqliteWork, no: Refusal) -> str:
    assert no.key == "vote.refused.full"
    return note(work, "said ")


async def written(tmp_path: Path, *jobs: Any) -> tuple[list[Any], str]:
    database = Database.open(tmp_path, lambda: 0)
    try:
        came = await asyncio.gather(*(database.write(*job) for job in jobs), return_exceptions=True)
        return list(came), await database.write(lambda work: work.machine.read("order", ""))
    finally:
        await database.close()


async def test_why_it_was_refused_is_said_before_the_next_ones_turn(tmp_path: Path) -> None:
    """Else the neighbour might make room meanwhile, and the act, come again after a crash, would be let in."""
    came, order = await written(tmp_path, (refuse, said), (lambda work: note(work, "next"),))
    assert came == ["said ", "next"]
    assert order == "said next"


async def test_a_refusal_that_nobody_answers_is_the_jobs_own(tmp_path: Path) -> None:
    came, order = await written(tmp_path, (refuse,), (lambda work: note(work, "next"),))
    assert isinstance(came[0], Refusal)
    assert order == "next"


async def test_a_fault_in_the_answer_undoes_the_answer_alone(tmp_path: Path) -> None:
    def broken(work: SqliteWork, no: Refusal) -> None:
        note(work, "half")
        raise ValueError

    came, order = await written(tmp_path, (refuse, broken), (lambda work: note(work, "next"),))
    assert isinstance(came[0], ValueError)
    assert order == "next"


@pytest.mark.parametrize("count", [3, 300])
async def test_everyone_of_a_crowd_keeps_their_turn(tmp_path: Path, count: int) -> None:
    jobs = [(refuse, said) if n % 2 else (lambda work, n=n: note(work, f"{n} "),) for n in range(count)]
    _, order = await written(tmp_path, *jobs)
    assert order.split() == ["said" if n % 2 else str(n) for n in range(count)]
