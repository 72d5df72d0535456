"""The bots that are compared, each in a process of its own.

`python -m benchmarks.bots NAME PORT FACTS`, FACTS as JSON. `rembuk` is the product as it ships, with the courier's
pace opened wide unless told otherwise; the echoes are the libraries' own stock polling with one handler, and store
nothing. Each prints one line of JSON at the end, `rembuk` at SIGTERM.
"""

import asyncio
import contextlib
import json
import os
import resource
import signal
import sys
from itertools import islice
from pathlib import Path
from typing import Any

TOKEN = "1:" + "x" * 35
NOTICE = "talk.edited"
"""A text without facts that nobody in the crowd is ever told otherwise."""
LONG_TOKEN = "123456789:" + "x" * 35


async def rembuk(port: int, facts: dict[str, Any]) -> None:
    """Prints what the people have to know, does what standard input says, and counts until SIGTERM."""
    if facts.get("limit"):
        resource.setrlimit(resource.RLIMIT_AS, (facts["limit"] << 20, facts["limit"] << 20))
    import storage.database as database
    from bot.app import App, setup_code
    from bot.settings import Settings
    from locales.texts import Texts
    from storage.outbox import Pace

    counted = {"commits": 0, "jobs": 0}
    together = database.together

    def count(connection: Any, now: int, jobs: Any) -> Any:
        counted["commits"] += 1
        counted["jobs"] += len(jobs)
        return together(connection, now, jobs)

    database.together = count
    if facts.get("profile"):
        database.together = _profiled(count, facts["profile"])
    folder = Path(facts["folder"])
    settings = Settings(token=LONG_TOKEN, api_url=f"http://127.0.0.1:{port}", data=folder, _env_file=None)
    wide = {} if facts.get("shipped_pace") else {"pace": Pace(private_gap=0, group_gap=0), "rate": 1e6}
    loop = asyncio.get_running_loop()
    told = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, told.set)
    async with App.open(settings, **wide) as app:
        loop.add_reader(sys.stdin, lambda: loop.create_task(_do(app, sys.stdin.readline())))
        notice = Texts.load().html(NOTICE, {})
        print(json.dumps({"code": await setup_code(app.database, folder), "notice": notice}), flush=True)
        counted.update(commits=0, jobs=0)
        before, queued = _cpu(), _queued()
        serving = loop.create_task(app.wait())
        await asyncio.wait([serving, loop.create_task(told.wait())], return_when=asyncio.FIRST_COMPLETED)
        used, queued = _cpu() - before, _queued() - queued
    print(json.dumps({**counted, "cpu": used, "queued": queued, "memory": _memory(), "peak": _peak()}), flush=True)


async def _do(app: Any, line: str) -> None:
    """`broadcast 5000`: to so many residents, posted as the product posts: in one unit of work, by the outbox."""
    from actions.letters import Letter, Priority

    if not line.startswith("broadcast "):
        return
    many = int(line.split()[1])

    def post(work: Any) -> None:
        everybody = (
            chat for village in work.villages.all() for chat, _ in work.accounts.chats_of_voters(village.id, 2000)
        )
        for chat in islice(everybody, many):
            work.outbox.post(Letter(chat, NOTICE, priority=Priority.BROADCAST))

    await app.database.write(post)
    app.courier.kick()


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
            print(json.dumps({"cpu": _cpu() - self._began, "memory": _memory()}), flush=True)


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


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def main(name: str, port: str, told: str) -> None:
    facts = json.loads(told)
    if name == "rembuk":
        _product(int(port), facts)
    elif name == "aiogram":
        asyncio.run(aiogram(int(port), Marks(facts["updates"])))
    else:
        ptb(int(port), Marks(facts["updates"]))


def _product(port: int, facts: dict[str, Any]) -> None:
    """On the loop that it ships with."""
    from bot import loop

    if not facts.get("profile"):
        loop.run(rembuk(port, facts))
        return
    import cProfile

    with cProfile.Profile() as watch:
        loop.run(rembuk(port, facts))
    watch.dump_stats(facts["profile"])


if __name__ == "__main__":
    main(*sys.argv[1:])
