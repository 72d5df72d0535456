"""The bot of the demo: `python -m bot.demo.child`, started by `machine`. Lives as long as its standard input is open.

It is the whole bot as `rembuk run` starts it; only the letters' pace is not held back, as nobody's network is at stake.
"""

import asyncio
import os
import sys

from bot import log, loop
from bot.app import App, setup_code
from bot.demo.machine import READY
from bot.receiver import Stop
from bot.settings import load
from storage.database import Unusable
from storage.outbox import Pace

AT_ONCE = Pace(private_gap=0, group_gap=0)


def _orphaned() -> None:
    """Whoever started us is gone, however that came: so are we."""
    if not os.read(sys.stdin.fileno(), 1):
        os._exit(1)


async def _serve() -> None:
    settings = load()
    log.begin(settings.log)
    asyncio.get_running_loop().add_reader(sys.stdin.fileno(), _orphaned)
    async with App.open(settings, pace=AT_ONCE, rate=10_000) as app:
        await setup_code(app.database, settings.data)
        sys.stdout.write(READY + os.linesep)
        sys.stdout.flush()
        await app.wait()


def main() -> int:
    try:
        loop.run(_serve())
    except (Stop, Unusable) as no:
        sys.stderr.write(log.clean(f"{no}\n"))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
