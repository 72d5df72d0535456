"""Set the stage, play the village into being, and keep it open for whoever comes to the page."""

import asyncio
import contextlib
import re
import shutil
import webbrowser
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.demo import cast
from bot.demo.actor import Actor, until
from bot.demo.machine import Dead, Machine
from bot.demo.script import Troupe
from bot.settings import Settings
from simulator.clock import Clock
from simulator.server import Server, serve
from simulator.stage import Impossible, Phone, Stage
from simulator.telegram import Telegram
from simulator.web import show

FOLDER = "latihan"
LIVING, EMPTY = "hidup", "kosong"
MONTHS = [
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
]  # fmt: skip
CLAIMED = "Kode diterima"
CLOSING = re.compile(r"Ditutup \w+, (\d+) (\w+) (\d{4}) pukul (\d\d)\.(\d\d) WIB")


class Theatre:
    """One world after another: each has its own Telegram, its own bot process and a clean folder."""

    def __init__(self, folder: Path, stage: Stage) -> None:
        self._folder, self._stage = folder, stage
        self._wanted: asyncio.Queue[str] = asyncio.Queue()
        self._machine: Machine | None = None
        self._server: Server | None = None
        self._telegram: Telegram | None = None
        stage.closes_at = self._closes_at
        stage.spent = self._spent
        stage.deeds.update({LIVING: self._ask(LIVING), EMPTY: self._ask(EMPTY)})
        self._wanted.put_nowait(LIVING)

    def _ask(self, beginning: str) -> Callable:
        async def ask() -> None:
            self._wanted.put_nowait(beginning)

        return ask

    async def run(self) -> None:
        """Until cancelled. A world that cannot be prepared ends the demo with one line."""
        while True:
            beginning = await self._wanted.get()
            await self.close()
            await self._begin(beginning)

    async def close(self) -> None:
        if self._machine:
            await self._machine.pull()
        if self._server:
            await self._server.close()
        self._machine = self._server = None

    async def _begin(self, beginning: str) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        telegram = self._telegram = Telegram(Clock(_monday()))
        telegram.rates = False
        telegram.clock.on_jump.append(telegram.updates.wake)  # an answer, even an empty one, tells the bot the time
        stage = self._stage
        stage.begin(telegram, beginning)
        people = {part: telegram.person(part.name) for part in (*cast.PHONES, *cast.NEIGHBOURS)}
        group = telegram.group(cast.GROUP, members=list(people.values()), admins=[people[cast.JOKO]])
        self._server = await serve(telegram)
        machine = self._machine = Machine(self._server.url, telegram.token, self._folder, stage.live)
        await machine.start()
        troupe = Troupe(stage, telegram, {part: Actor(stage, person) for part, person in people.items()}, group)
        code = (self._folder / "kode-pasang.txt").read_text("utf-8").strip()
        if beginning == LIVING:
            await self._play(troupe, code)
        stage.phones = [Phone(people[part], part.role, cast.NOTES.get(part, "")) for part in cast.PHONES]
        stage.groups = [group]
        stage.links = {"join": troupe.link(cast.JOIN)}
        if beginning == EMPTY:
            stage.links = {"setup": troupe.link(f"pasang_{code}")} | stage.links
        stage.deeds |= {
            "ajak": troupe.come, "suara": troupe.vote, "tutup": self._to_closing,
            "cabut": machine.pull, "nyala": machine.start,
        }  # fmt: skip
        stage.prepared(1, 1)

    async def _play(self, troupe: Troupe, code: str) -> None:
        scenes = troupe.scenes(code)
        for done, (who, scene) in enumerate(scenes):
            self._stage.prepared(done, len(scenes), who)
            await scene()
            await _calm(self._stage, troupe.telegram)
        troupe.next_day(8)

    def _closes_at(self) -> float | None:
        """The next closing that the group was told of."""
        if self._telegram is None:
            return None
        now = self._telegram.clock.seconds()
        told = [m.get("text", "") for group in self._stage.groups for m in group.messages]
        moments = [_moment(hit) for text in told for hit in CLOSING.findall(text)]
        return min((moment for moment in moments if moment > now), default=None)

    def _spent(self) -> list[str]:
        """The set-up link serves once: until the bot has taken its code from somebody."""
        told = [m.get("text", "") for person in self._stage.people for m in person.messages()]
        return [kind for kind in ("setup",) if kind in self._stage.links and any(CLAIMED in text for text in told)]

    async def _to_closing(self) -> None:
        closes = self._closes_at()
        if closes is None or self._telegram is None:
            raise Impossible("no_poll")
        self._telegram.clock.advance(seconds=closes - self._telegram.clock.seconds() + 1)


def _monday() -> datetime:
    """Eight in the morning of the first Monday of March: in the phase that collects, whatever today is."""
    first = datetime(datetime.now(UTC).year, 3, 1, 8, tzinfo=UTC) - cast.WIB
    return first + timedelta(days=-(first + cast.WIB).weekday() % 7)


def _moment(hit: tuple[str, str, str, str, str]) -> float:
    day, month, year, hour, minute = hit
    at = datetime(int(year), MONTHS.index(month) + 1, int(day), int(hour), int(minute), tzinfo=UTC)
    return (at - cast.WIB).timestamp()


async def _calm(stage: Stage, telegram: Telegram) -> None:
    """Until the bot has taken everything, and a moment more: a jump of the clock is the end of a press that waits."""
    with contextlib.suppress(Impossible):
        await until(stage, lambda: telegram.updates.pending() == 0 or None, 1)
    await asyncio.sleep(0.03)


async def play(settings: Settings, port: int, browser: bool, say: Callable[[str], None]) -> None:
    """Serve the stage until Ctrl+C. Everything lies in its own folder and begins anew each time."""
    stage = Stage()
    try:
        page = await show(stage, port)
    except OSError as error:
        raise _stop(f"Pintu {port} tidak dapat dipakai ({error.strerror}); pilih yang lain dengan --port.") from None
    theatre = Theatre(settings.data / FOLDER, stage)
    try:
        say(f"Panggung latihan: http://127.0.0.1:{port}")
        say("Hentikan dengan Ctrl+C. Semua orang dan desa di sini karangan.")
        if browser:
            await asyncio.to_thread(webbrowser.open, f"http://127.0.0.1:{port}")
        await theatre.run()
    except (Dead, Impossible) as error:
        raise _stop(f"Desa latihan tidak dapat disiapkan: {error}") from None
    finally:
        with contextlib.suppress(OSError):
            await theatre.close()
        await page.cleanup()


def _stop(line: str) -> Exception:
    """The command line's way out with one line; imported late, because the page should come first."""
    from bot.receiver import Stop

    return Stop(line)
