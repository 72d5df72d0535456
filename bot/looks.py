"""The new looks of pressed messages: from memory, newest first; may be lost with us."""

import asyncio
import logging
import math
from collections.abc import Callable

from actions.letters import REMOVED, Letter
from bot.patience import Patience
from bot.telegram import errors
from bot.telegram.errors import TelegramError
from bot.telegram.outgoing import Outgoing, Reader

TRIES = 5
NAP = 0.5
Place = tuple[int, int]
"""Telegram's numbers of chat and message."""
log = logging.getLogger(__name__)


class Looks:
    """`closed_for` says how many seconds a chat takes nothing; `came_back` hears what Telegram said no with."""

    def __init__(
        self,
        outgoing: Outgoing,
        patience: Patience,
        closed_for: Callable[[int], float],
        came_back: Callable[[Letter, errors.Outcome], None],
    ) -> None:
        self._outgoing = outgoing
        self._again = patience.again
        self._closed_for, self._came_back = closed_for, came_back
        self._newest: dict[Place, tuple[Letter, Reader]] = {}

    def want(self, place: Place, look: Letter, reader: Reader) -> bool:
        """Note the newest look of a message; True where nobody is showing it yet."""
        busy = place in self._newest
        self._newest[place] = (look, reader)
        return not busy

    async def show(self, place: Place) -> None:
        """Show the newest look; looks that were overtaken meanwhile are never sent. An edit may be repeated safely."""
        shown: Letter | None = None
        tries = 0
        try:
            while self._newest[place][0] is not shown:
                if not await self._opened(self._newest[place][0].chat):
                    return
                shown, reader = self._newest[place]
                try:
                    await self._outgoing.redraw(shown, place[0], place[1], reader)
                except TelegramError as error:
                    tries += 1
                    if await self._may_repeat(shown, place[0], reader, error) and tries < TRIES:
                        shown = None
        finally:
            del self._newest[place]

    async def _may_repeat(self, look: Letter, telegram: int, reader: Reader, error: TelegramError) -> bool:
        """Whether to show it again. A message that is no longer there is sent anew, from memory like its look."""
        outcome = errors.classified(error)
        self._came_back(look, outcome)
        if isinstance(outcome, errors.Later | errors.Unsure):
            if not (isinstance(outcome, errors.Later) and outcome.flood):
                await asyncio.sleep(self._again)
            return True
        if look.key != REMOVED and errors.message_missing(error) and self._closed_for(look.chat) <= 0:
            try:
                await self._outgoing.send(look, telegram, reader)
            except TelegramError as no:
                self._came_back(look, errors.classified(no))
                log.info("jawaban tekan tidak sampai: %s", type(no).__name__)
        return False

    async def _opened(self, chat: int) -> bool:
        """Wait until the chat takes messages, by the trusted clock, which may be set meanwhile. False: it is gone."""
        left = self._closed_for(chat)
        while 0 < left < math.inf:
            await asyncio.sleep(min(left, NAP))
            left = self._closed_for(chat)
        return left <= 0
