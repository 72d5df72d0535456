"""At the real pace, under Telegram's limits, nobody gets a 429: each one costs a second, three cost everybody."""

import asyncio
from pathlib import Path

import pytest

from actions.letters import Letter, Priority
from bot.app import App
from storage.outbox import Pace
from storage.work import SqliteWork
from tests.faults.village import all_joined
from tests.play import Play
from tests.village_life import founded

NAMES = [f"Warga{number:02}" for number in range(1, 38)]


async def broadcast(folder: Path, pace: Pace | None = None) -> list[str]:
    """After a quiet second, a letter to each resident and eight to one; gives what Telegram refused."""
    refused: list[str] = []
    async with Play.open(folder / "data") as play:
        await founded(play)
        await all_joined(play, NAMES)
        await play.stop()
        play.telegram.rates = True
        play.telegram.on_answer.append(
            lambda method, given, answer: refused.append(f"{given}") if answer.get("error_code") == 429 else None
        )
        async with App.open(play.settings, play.texts, pace) as play.app:
            await play.quiet()
            for _ in range(24):  # the clock finds the second's edge by listening
                await play.bot.gateway.bot.get_me()
                await asyncio.sleep(0.05)
            refused.clear()
            await play.bot.database.write(_posted)
            play.bot.courier.kick()
            for _ in range(60):
                if await play.bot.database.write(lambda work: work.outbox.waiting()[0]) == 0:
                    break
                await asyncio.sleep(0.2)
            else:
                raise AssertionError("the letters do not leave")
            play.app = None
    return refused


def _posted(work: SqliteWork) -> None:
    village = work.villages.all()[0]
    chats = [chat for chat, _ in work.accounts.chats_of_voters(village.id, 2000)]
    for chat in chats:
        work.outbox.post(Letter(chat, "vote.none", priority=Priority.BROADCAST))
    for _ in range(8):
        work.outbox.post(Letter(chats[0], "vote.none"))


@pytest.mark.slow
async def test_a_broadcast_after_a_quiet_moment_is_not_refused(tmp_path: Path) -> None:
    assert await broadcast(tmp_path) == []


@pytest.mark.slow
async def test_a_pace_without_a_gap_would_be_refused(tmp_path: Path) -> None:
    assert await broadcast(tmp_path, Pace(private_gap=0))
