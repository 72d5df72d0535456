"""The bots that are compared, each in a process of its own: `python -m benchmarks.bots rembuk PORT FOLDER`
or `… aiogram PORT UPDATES`.

`rembuk` is the product as it ships, with the courier's pace opened wide; the echoes are the libraries' own stock
polling with one handler, and store nothing. Each prints one line of JSON at the end, `rembuk` at SIGTERM.
"""

import asyncio
import contextlib
import json
import os
import resource
import signal
import sys
from pathlib import Path
from typing import Any

TOKEN = "1:" + "x" * 35
LONG_TOKEN = "123456789:" + "x" * 35


async def rembuk(port: int, folder: Path, profile: str) -> None:
    import storage.database as database
    from bot.app import App, setup_code
    from bot.settings import Settings
    from storage.outbox import Pace

    counted = {"commits": 0, "jobs": 0}
    together = database.together

    def count(connection: Any, now: int, jobs: Any) -> Any:
        counted["commits"] += 1
        counted["jobs"] += len(jobs)
        return together(connection, now, jobs)

    database.together = count
    if profile:
        database.together = _profiled(count, profile)
    settings = Settings(token=LONG_TOKEN, api_url=f"http://127.0.0.1:{port}", data=folder, _env_file=None)
    told = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, told.set)
    async with App.open(settings, pace=Pace(private_gap=0, group_gap=0), rate=1e6) as app:
        print(await setup_code(app.database, folder), flush=True)
        counted.update(commits=0, jobs=0)
        before, queued = _cpu(), _queued()
        serving = asyncio.get_running_loop().create_task(app.wait())
        await asyncio.wait(
            [serving, asyncio.get_running_loop().create_task(told.wait())], return_when="FIRST_COMPLETED"
        )
        used, queued = _cpu() - before, _queued() - queued
    print(json.dumps({**counted, "cpu": used, "queued": queued, "memory": _memory()}), flush=True)


def _profiled(act: Any, file: str) -> Any:
    """The database's thread has a profile of its own."""
    import atexit
    import cProfile

    watch = cProfile.Profile()
    atexit.register(lambda: watch.dump_stats(f"{file}.basis-data"))
    return lambda *facts: watch.runcall(act, *facts)


class Marks:
    """Processor time from the first update to the last, printed when all are answered."""

    def __init__(self, updates: int) -> None:
        self._left, self._began = updates, 0.0

    def begun(self) -> None:
        self._began = self._began or _cpu()

    def answered(self) -> None:
        self._left -= 1
        if not self._left:
            print(json.dumps({"cpu": _cpu() - self._began}), flush=True)


def ptb(port: int, marks: Marks) -> None:
    from telegram.ext import Application, MessageHandler, filters

    async def echo(update: Any, context: Any) -> None:
        marks.begun()
        await update.message.reply_text(update.message.text)
        marks.answered()

    app = Application.builder().token(TOKEN).base_url(f"http://127.0.0.1:{port}/bot").build()
    app.add_handler(MessageHandler(filters.TEXT, echo))
    app.run_polling()


async def aiogram(port: int, marks: Marks) -> None:
    from aiogram import Bot, Dispatcher
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer

    api = TelegramAPIServer.from_base(f"http://127.0.0.1:{port}")
    bot, dispatcher = Bot(TOKEN, session=AiohttpSession(api=api)), Dispatcher()

    @dispatcher.message()
    async def echo(message: Any) -> None:
        marks.begun()
        await message.answer(message.text)
        marks.answered()

    await dispatcher.start_polling(bot, handle_signals=False)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _queued() -> float:
    """Seconds in which a thread of ours could have run, but somebody else had the core."""
    with contextlib.suppress(OSError):
        return sum(int(p.read_text().split()[1]) for p in Path("/proc/self/task").glob("*/schedstat")) / 1e9
    return 0.0


def _memory() -> float:
    """Resident memory in MB."""
    with contextlib.suppress(OSError):
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
    return 0.0


def main(name: str, port: str, folder: str, profile: str = "") -> None:
    if name == "rembuk" and profile:
        import cProfile

        with cProfile.Profile() as watch:
            asyncio.run(rembuk(int(port), Path(folder), profile))
        watch.dump_stats(profile)
    elif name == "rembuk":
        asyncio.run(rembuk(int(port), Path(folder), ""))
    elif name == "aiogram":
        asyncio.run(aiogram(int(port), Marks(int(folder))))
    else:
        ptb(int(port), Marks(int(folder)))


if __name__ == "__main__":
    main(*sys.argv[1:])
