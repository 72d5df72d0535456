"""Bots built wrongly, to prove that the kill harness sees it: `python -m tests.faults.twins confirm-first`."""

import asyncio
import sys
from typing import Any

from bot import log, loop
from bot.app import App
from bot.receiver import Poller
from bot.settings import Settings, load
from bot.telegram.incoming import update_id
from storage.database import Database
from storage.work import SqliteWork
from village.refusal import Refusal


class ConfirmFirstPoller(Poller):
    """Confirms a batch as soon as it has arrived and works through it afterwards, from memory."""

    async def run(self) -> None:
        waiting: asyncio.Queue[Any] = asyncio.Queue()
        asyncio.get_running_loop().create_task(self._work_through(waiting)).add_done_callback(
            lambda done: done.result()
        )
        while True:
            batch = await self._fetch()
            self.first_batch.set()
            for raw in batch or []:
                waiting.put_nowait(raw)
                self._offset = (update_id(raw) or 0) + 1

    async def _work_through(self, waiting: "asyncio.Queue[Any]") -> None:
        while True:
            courtesy = await self._door.receive(await waiting.get())
            if courtesy is not None:
                self._courier.thank(courtesy)
            self._courier.kick()


class ConfirmFirst(App):
    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        self.poller = ConfirmFirstPoller(self.gateway, self.door, self.courier, self._patience)


class WriteBehindDatabase:
    """Says "kept" when the work is done, and commits half a second later."""

    DELAY = 0.5

    def __init__(self, real: Database) -> None:
        self._real = real
        self._connection = real._connection
        self.broken = real.broken
        self._loop = asyncio.get_running_loop()

    async def write(self, job: Any, refused: Any = None) -> Any:
        return await self._loop.run_in_executor(self._real._thread, self._run, job, refused)

    def _run(self, job: Any, refused: Any) -> Any:
        if not self._connection.in_transaction:
            self._connection.execute("BEGIN IMMEDIATE")
            self._loop.call_soon_threadsafe(self._loop.call_later, self.DELAY, self._settle)
        work = SqliteWork(self._connection, self._real._clock())
        try:
            with work.part():
                return job(work)
        except Refusal as no:
            if refused is None:
                raise
            return refused(work, no=no)

    def _settle(self) -> None:
        self._loop.run_in_executor(self._real._thread, self._connection.execute, "COMMIT")


class WriteBehind(App):
    def __init__(self, settings: Settings, database: Any, *parts: Any) -> None:
        super().__init__(settings, WriteBehindDatabase(database), *parts)  # type: ignore[arg-type]


TWINS: dict[str, type[App]] = {"confirm-first": ConfirmFirst, "write-behind": WriteBehind}


async def run(twin: type[App]) -> None:
    settings = load()
    log.begin(settings.log)
    async with twin.open(settings) as app:
        await app.wait()


if __name__ == "__main__":
    loop.run(run(TWINS[sys.argv[1]]))
