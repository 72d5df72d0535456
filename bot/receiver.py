"""Network → door: an update is confirmed only when it is committed."""

import asyncio
import hmac
import json
import logging
from typing import Any

from aiohttp import web

from bot.courier import Courier
from bot.door import Door
from bot.patience import Patience
from bot.telegram import errors
from bot.telegram.errors import TelegramError
from bot.telegram.gateway import Gateway
from bot.telegram.incoming import update_id
from storage.database import StorageFault

BIGGEST_BODY = 1 << 20
MOST_CONFLICTS = 5
WRONG_TOKEN = "Token ditolak Telegram; salin lagi token dari BotFather ke REMBUK_TOKEN."
log = logging.getLogger(__name__)


class Stop(Exception):
    """The program can't go on; the message says why and what to do."""


class Poller:
    """Long polling. The offset moves only after the whole batch is on the disk."""

    def __init__(self, gateway: Gateway, door: Door, courier: Courier, patience: Patience) -> None:
        self._gateway, self._door, self._courier, self._patience = gateway, door, courier, patience
        self._offset: int | None = None
        self._conflicts = 0
        self.first_batch = asyncio.Event()

    async def run(self) -> None:
        while True:
            batch = await self._fetch()
            if batch is None:
                continue
            if batch:
                await self._work(batch)
            else:
                # All is confirmed. After a silent week numbers begin anew, perhaps lower: ask for whatever comes.
                self._offset = None
            self.first_batch.set()

    async def _fetch(self) -> list[Any] | None:
        try:
            batch = await self._gateway.updates(self._offset, self._patience.poll if self.first_batch.is_set() else 0)
        except TelegramError as error:
            await self._failed(error)
            return None
        self._conflicts = 0
        return batch

    async def _failed(self, error: TelegramError) -> None:
        match errors.classified(error):
            case errors.Refused():
                raise Stop(WRONG_TOKEN)
            case errors.Taken():
                self._conflicts += 1
                log.warning("ada proses lain yang memakai token ini")
                if self._conflicts >= MOST_CONFLICTS:
                    raise Stop("Token ini dipakai proses lain; hentikan proses itu, lalu mulai lagi.")
                await asyncio.sleep(self._patience.again)
            case errors.Later(seconds, True):
                await asyncio.sleep(seconds)
            case _:
                log.info("Telegram belum dapat dihubungi: %s", type(error).__name__)
                await asyncio.sleep(self._patience.again)

    async def _work(self, batch: list[Any]) -> None:
        while True:
            results = await asyncio.gather(*map(self._door.receive, batch), return_exceptions=True)
            faults = [r for r in results if isinstance(r, BaseException)]
            for result in results:
                if result is not None and not isinstance(result, BaseException):
                    self._courier.thank(result)
            if not faults:
                break
            await _waited_out(faults[0])
        numbers = [n for n in map(update_id, batch) if n is not None]
        if numbers:
            self._offset = max(numbers) + 1


async def _waited_out(fault: BaseException) -> None:
    """A failing disk: the batch comes again. What only a new start can mend stops the whole program (`App`)."""
    if not isinstance(fault, StorageFault):
        raise fault
    log.error("%s", fault)
    await asyncio.sleep(2)


def _octets(header: str) -> bytes:
    """A header as it came over the line, also when it is no text."""
    return header.encode("utf-8", "surrogateescape")


class Webhook:
    """Updates that Telegram posts to us: 200 only after the commit."""

    def __init__(self, door: Door, courier: Courier, secret: str) -> None:
        self._door, self._courier, self._secret = door, courier, secret

    async def take(self, request: web.Request) -> web.Response:
        given = request.headers.getall("X-Telegram-Bot-Api-Secret-Token", [])
        if len(given) != 1 or not hmac.compare_digest(_octets(given[0]), self._secret.encode()):
            return web.Response(status=403)
        if request.content_type != "application/json":
            return web.Response(status=415)
        try:
            raw = json.loads(await request.read())
        except (ValueError, RecursionError):
            return web.Response(status=400)
        try:
            courtesy = await self._door.receive(raw)
        except StorageFault as fault:
            log.error("%s", fault)
            return web.Response(status=503, headers={"Retry-After": "5"})
        if courtesy is not None:
            self._courier.thank(courtesy)
        return web.Response()
