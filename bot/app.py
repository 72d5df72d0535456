"""Composition root: the one file that knows every other."""

import asyncio
import contextlib
import gc
import logging
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from actions import install
from bot import lease
from bot.buttons import Seal
from bot.clerk import Clerk
from bot.clock import TrustedClock
from bot.courier import Courier
from bot.door import Door
from bot.fetcher import Fetcher
from bot.fingerprint import Fingerprint
from bot.ground import Ground
from bot.patience import Patience
from bot.pulse import CLOCK_KEY, Pulse
from bot.receiver import BIGGEST_BODY, WRONG_TOKEN, Poller, Stop, Webhook
from bot.settings import Settings
from bot.shredding import shred
from bot.telegram import errors
from bot.telegram.errors import TelegramError
from bot.telegram.gateway import Gateway
from bot.telegram.outgoing import Outgoing
from handlers.keypads import Keypads
from handlers.router import COMMANDS
from locales.texts import Texts
from storage.database import Database, StorageFault, prepare
from storage.files import keep
from storage.keys import Keys
from storage.media_files import MediaFiles
from storage.outbox import Pace
from storage.work import SqliteWork
from understanding.reading import warm

CODE_FILE = "kode-pasang.txt"
PIN_FILE = "kunci-pin"
SWEEPS = (20_000, 20, 50)
"""How much is made before Python looks for circles to throw away: an update makes few, and 700 is one update."""
log = logging.getLogger(__name__)


class App:
    """Everything wired together. `async with App.open(settings)` starts it; leaving stops it whole."""

    courier_kind: type[Courier] = Courier

    def __init__(
        self,
        settings: Settings,
        database: Database,
        clock: TrustedClock,
        gateway: Gateway,
        texts: Texts,
        pace: Pace,
        rate: float,
        patience: Patience,
        ground: Ground,
    ) -> None:
        seal = Seal.kept(settings.data)
        self.settings = settings
        self.database = database
        self.clock = clock
        self.gateway = gateway
        self.username = gateway.bot.username
        files = MediaFiles(settings.data)
        self.outgoing = Outgoing(gateway, texts, seal, self.username, files.get)
        self.courier = self.courier_kind(database, self.outgoing, clock, pace, rate, patience, ground.running)
        keypads = Keypads(Fingerprint.kept(settings.data, PIN_FILE).key)
        self.door = Door(database, seal, self.username, texts, self.courier.kick, keypads)
        self.poller = Poller(gateway, self.door, self.courier, patience)
        self.clerk = Clerk(database, gateway, Fingerprint.kept(settings.data), clock, self.courier.kick)
        self.fetcher = Fetcher(database, gateway, files, clock, self.courier.kick)
        self.door.filed = self._filed
        self.pulse = Pulse(database, clock, self.courier, self._beat, ground.scheduler)
        self._texts = texts
        self._patience = patience
        self._tasks: list[asyncio.Task[None]] = []
        self._runner: web.AppRunner | None = None

    @classmethod
    @contextlib.asynccontextmanager
    async def open(
        cls,
        settings: Settings,
        texts: Texts | None = None,
        pace: Pace | None = None,
        rate: float = 25.0,
        ground: Ground | None = None,
        patience: Patience | None = None,
    ) -> AsyncIterator["App"]:
        """Open storage, greet Telegram, start receiver, courier and pulse. Raises Unusable, Held or Stop."""
        ground = ground or Ground()
        patience = patience or Patience()
        clock = ground.clock()
        prepare(settings.data)
        async with contextlib.AsyncExitStack() as stack:
            stack.enter_context(lease.lock(settings.data))
            database = Database.open(settings.data, clock, ground.connect)
            stack.push_async_callback(database.close)
            clock.remember(int(await database.write(lambda w: w.machine.read(CLOCK_KEY, 0))))
            gateway = Gateway(settings.api_url, settings.token, clock, patience, ground.line)
            stack.push_async_callback(gateway.close)
            reading = asyncio.get_running_loop().run_in_executor(None, warm)
            await _answered(gateway.greet, "REMBUK_API_URL", patience)
            await reading
            await database.write(partial(lease.take, socket.gethostname(), settings.token))
            said = texts or Texts.load()
            app = cls(settings, database, clock, gateway, said, pace or Pace(), rate, patience, ground)
            stack.push_async_callback(app._stop)
            await app._start()
            yield app

    async def _start(self) -> None:
        await self._tell_commands()
        loop = asyncio.get_running_loop()
        if self.settings.listen:
            await self._listen()
        self._tasks.append(loop.create_task(self._watch_disk()))
        self._tasks.append(loop.create_task(self.courier.run()))
        self._tasks.append(loop.create_task(self.clerk.run()))
        self._tasks.append(loop.create_task(self.fetcher.run()))
        self._tasks.append(loop.create_task(self._watch_token()))
        if self.settings.webhook_url:
            url, secret = self.settings.webhook_url, self.settings.webhook_secret
            await _answered(partial(self.gateway.be_posted_to, url, secret), "REMBUK_WEBHOOK_URL", self._patience)
            self.poller.first_batch.set()
        else:
            await _answered(self.gateway.poll_only, "REMBUK_API_URL", self._patience)
            self._tasks.append(loop.create_task(self.poller.run()))
        self._tasks.append(loop.create_task(self._begin_pulse()))

    def _filed(self) -> None:
        self.clerk.wake()
        self.fetcher.wake()

    async def _begin_pulse(self) -> None:
        """Only after the first batch: what waited at Telegram comes before any closing."""
        await self.poller.first_batch.wait()
        await self.pulse.tick()
        self.pulse.start()
        await self.pulse.lost

    async def _watch_token(self) -> None:
        await self.courier.refused.wait()
        raise Stop(WRONG_TOKEN)

    async def _watch_disk(self) -> None:
        """Whoever met it, by polling or by webhook: after a failed write only a new start can be trusted."""
        fault = await asyncio.shield(self.database.broken)
        raise Stop(f"Rembuk berhenti: {fault}. Periksa cakram, lalu mulai lagi. Yang belum tersimpan akan datang lagi.")

    async def wait(self) -> None:
        """Until a part fails; its error is raised."""
        gc.freeze()  # what has been made by now stays: not to be looked through again and again
        gc.set_threshold(*SWEEPS)
        done, _ = await asyncio.wait(self._tasks, return_when=asyncio.FIRST_EXCEPTION)
        for task in done:
            task.result()

    async def _stop(self) -> None:
        self.pulse.stop()
        if self._runner:
            await self._runner.cleanup()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.courier.rest()

    async def _beat(self) -> None:
        await self.database.write(partial(lease.take, socket.gethostname(), self.settings.token))
        await shred(self.database, Keys(self.settings.data))

    async def _listen(self) -> None:
        """Webhook and health, on one port."""
        site = web.Application(client_max_size=BIGGEST_BODY)
        site.router.add_get("/sehat", self._health)
        if self.settings.webhook_url:
            hook = Webhook(self.door, self.courier, self.settings.webhook_secret)
            site.router.add_post(urlsplit(self.settings.webhook_url).path or "/", hook.take)
        self._runner = web.AppRunner(site, access_log=None)
        await self._runner.setup()
        host, port = self.settings.address
        try:
            await web.TCPSite(self._runner, host, port).start()
        except (OSError, UnicodeError) as error:
            why = getattr(error, "strerror", None) or "alamatnya tidak terbaca"
            line = f"Pintu {self.settings.listen} tidak dapat dipakai ({why}); pilih REMBUK_LISTEN lain."
            raise Stop(line) from error

    async def _health(self, request: web.Request) -> web.Response:
        """Alive, and how much waits. No names, no numbers of people."""

        def read(work: SqliteWork) -> dict[str, Any]:
            waiting, oldest = work.outbox.waiting()
            return {
                "waiting": waiting,
                "oldest_seconds": (work.now - oldest) // 1000 if oldest else 0,
                "set_aside": work.quarantine.count(),
                "clock": self.clock.confirmed,
            }

        try:
            return web.json_response(await self.database.write(read))
        except StorageFault:
            return web.Response(status=503)

    async def _tell_commands(self) -> None:
        """Telegram's own command menu, from the route table. Nice to have: a failure is only noted."""

        def lines(in_group: bool) -> list[tuple[str, str]]:
            shown = [c for c in COMMANDS if c.help and (c.in_group or not in_group)]
            return [(c.name, self._texts.plain(c.help, {}, limit=256)) for c in shown]

        try:
            await self.gateway.show_commands(lines(False), lines(True))
        except TelegramError as error:
            log.info("daftar perintah belum terpasang: %s", type(error).__name__)

    async def settled(self) -> bool:
        """Nothing is under way and nothing is due: for tests and for the demo."""
        if not self._idle():
            return False

        def due(work: SqliteWork) -> bool:
            at = work.outbox.next_due()
            return work.outbox.under_way() == 0 and (at is None or at > work.now)

        return await self.database.write(due) and self._idle()

    def _idle(self) -> bool:
        return self.courier.idle and self.clerk.idle and self.fetcher.idle


async def _answered(ask: Callable[[], Awaitable[None]], setting: str, patience: Patience) -> None:
    """Ask Telegram before any work; wait for the network as long as it takes, but not after a plain no.

    `setting` is what the operator should look at when the answer is no.
    """
    told = False
    while True:
        try:
            await ask()
            return
        except TelegramError as error:
            outcome, pause = errors.classified(error), 3 * patience.again
            match outcome:
                case errors.Refused():
                    raise Stop(WRONG_TOKEN) from None
                case errors.Broken() | errors.Gone():
                    raise Stop(f"Bot API menjawab tidak ({' '.join(str(error).split())}); periksa {setting}.") from None
                case errors.Later(seconds, True):
                    pause = seconds
            if not told:
                log.warning("Telegram belum dapat dihubungi (%s); dicoba terus", type(error).__name__)
                told = True
            await asyncio.sleep(pause)


async def setup_code(database: Database, folder: Path) -> str | None:
    """The one-time set-up code of an empty installation, also in a file only we can read; None when it is used."""

    def fresh(work: SqliteWork) -> str | None:
        if work.villages.all() or (work.links.used(install.KIND) and not work.links.standing(install.KIND)):
            return None
        if work.links.standing(install.KIND) and file.exists():
            return file.read_text("utf-8").strip()
        return work.links.issue(install.KIND, None, {}, install.VALID_DAYS)

    file = folder / CODE_FILE
    code = await database.write(fresh)
    if code is None:
        file.unlink(missing_ok=True)
        return None
    keep(file, f"{code}\n".encode())
    return code
