"""The network's end of the courier, without a network."""

import asyncio
from collections import Counter
from typing import Any

from telegram.error import TimedOut

from actions.letters import Letter
from bot.telegram.outgoing import Reader
from tests.model.chance import ChanceLoop


class Phones:
    """What arrived; and sometimes nobody knows whether it did."""

    def __init__(self, loop: ChanceLoop) -> None:
        self._loop = loop
        self.arrived: list[tuple[int, str, bool]] = []
        self.uncertain: Counter[tuple[int, str]] = Counter()

    async def send(self, letter: Letter, telegram: int, reader: Reader, again: bool = False) -> int:
        await asyncio.sleep(self._loop.chance.random() / 100)
        self.arrived.append((telegram, letter.key, again))
        if self._loop.chance.random() < 0.03:
            self.uncertain[telegram, letter.key] += 1
            raise TimedOut
        return len(self.arrived)

    async def toast(self, *_: Any) -> None:
        await asyncio.sleep(0)

    async def redraw(self, *_: Any) -> None:
        await asyncio.sleep(0)
