"""The fetcher brings photos and voices from Telegram to this disk, where no token is needed to read them.

What is on its way is a row, so a power cut loses none: it is fetched again. The bytes are on the disk before the row
says so; what the rows no longer want is removed from the disk.
"""

import asyncio
import logging
from collections.abc import Callable
from functools import partial

from actions import media
from bot.clock import TrustedClock
from bot.log import told
from bot.looking import Looking
from bot.telegram import errors
from bot.telegram.errors import TelegramError
from bot.telegram.gateway import Gateway
from storage.database import Database, StorageFault
from storage.media_files import MediaFiles
from storage.work import SqliteWork
from village.media import MOST_BYTES, Media, ending
from village.spans import DAY, MINUTE

PAUSE = 15.0
LONGEST_WAIT = 10 * MINUTE
GIVES_UP_AFTER = 3 * DAY
"""Telegram has been there meanwhile, or nobody would have heard anything at all."""
log = logging.getLogger(__name__)


class Fetcher(Looking):
    def __init__(
        self, database: Database, gateway: Gateway, files: MediaFiles, clock: TrustedClock, kick: Callable[[], None]
    ) -> None:
        super().__init__()
        self._database, self._gateway, self._files, self._clock, self._kick = database, gateway, files, clock, kick
        self._begun = False

    async def _look(self) -> float:
        if not self._begun:
            await self._compare()
            self._begun = True
        for number in await self._database.write(lambda work: work.media.dropped()):
            await asyncio.to_thread(self._files.remove, number)
            await self._database.write(partial(_gone, number))
        while (found := await self._database.write(lambda work: work.media.coming())) is not None:
            try:
                await self._fetch(found)
            except StorageFault:
                raise
            except Exception as error:  # noqa: BLE001 - one of them must not stop the others
                log.error("kiriman gagal diambil: %s", told(error))
                await self._later(found)
        at = await self._database.write(lambda work: work.media.next_at())
        return PAUSE if at is None else min(PAUSE, max(0.05, (at - self._clock()) / 1000))

    async def _compare(self) -> None:
        """At start: files that no row wants go; a row whose file is missing says so to its sender."""
        for number in await asyncio.to_thread(lambda: list(self._files.ids())):
            if not await self._database.write(partial(_is_kept, number)):
                await asyncio.to_thread(self._files.remove, number)
        for found in await self._database.write(lambda work: work.media.kept()):
            if not self._files.there(found.id):
                await self._lost(found)

    async def _fetch(self, found: Media) -> None:
        try:
            content = await self._gateway.file(found.file)
        except TelegramError as error:
            outcome = errors.classified(error)
            if isinstance(outcome, errors.Broken | errors.Gone) or self._clock() - found.at > GIVES_UP_AFTER:
                await self._lost(found)
            else:
                log.info("kiriman belum dapat diambil: %s", type(error).__name__)
                await self._later(found)
            return
        if not ending(found.kind, content) or len(content) > MOST_BYTES:
            await self._lost(found)
            return
        if not await asyncio.to_thread(self._files.put, found.id, found.resident_id, content):
            await self._database.write(lambda work: work.media.drop(found.id))
        elif not await self._database.write(
            lambda work: work.media.keep(found.id, len(content), found.resident_id)
        ):  # fmt: skip
            await asyncio.to_thread(self._files.remove, found.id)

    async def _later(self, found: Media) -> None:
        await self._database.write(partial(_later, found.id, min(LONGEST_WAIT, 2000 * 2 ** min(found.tries, 10))))

    async def _lost(self, found: Media) -> None:
        await self._database.write(partial(_lose, found))
        self._kick()


def _gone(media_id: int, work: SqliteWork) -> None:
    work.media.gone(media_id)


def _is_kept(media_id: int, work: SqliteWork) -> bool:
    return work.media.is_kept(media_id)


def _later(media_id: int, wait: int, work: SqliteWork) -> None:
    work.media.later(media_id, work.now + wait)


def _lose(found: Media, work: SqliteWork) -> None:
    media.lost(work, found)
