"""The stage: a local Telegram, the bot against it, and a page on which one plays everybody."""

import asyncio
import shutil
import webbrowser
from collections.abc import Callable
from functools import partial
from typing import Any

from bot.app import App, setup_code
from bot.receiver import Stop
from bot.settings import Settings
from simulator.clock import Clock
from simulator.people import Person
from simulator.server import serve
from simulator.telegram import Telegram
from simulator.web import Stage, routes

FOLDER = "latihan"
VILLAGE = ("Sumberagung", "33.01.02.2003", "Krajan, Ngasem, Kalitengah", "4", "Joko Santoso")
NEIGHBOURS = (
    ("Tini Lestari", "Krajan", "RT 01", "Perempuan", "1990"),
    ("Darmo Suwito", "Krajan", "RT 02", "Laki-laki", "1958"),
    ("Wagiyem", "Krajan", "RT 03", "Perempuan", "1949"),
    ("Agus Priyanto", "Ngasem", "RT 01", "Laki-laki", "1984"),
    ("Ratna Dewi", "Ngasem", "RT 02", "Perempuan", "1995"),
    ("Mulyono", "Ngasem", "RT 04", "Laki-laki", "1971"),
    ("Siti Aminah", "Kalitengah", "RT 01", "Perempuan", "1988"),
    ("Paijo Utomo", "Kalitengah", "RT 02", "Laki-laki", "1965"),
    ("Lilis Nuraini", "Kalitengah", "RT 03", "Perempuan", "2001"),
    ("Bambang Irawan", "Kalitengah", "RT 04", "Laki-laki", "1979"),
)


class Troupe:
    """Invented people who act by themselves when the page asks them to."""

    def __init__(self, app: App, telegram: Telegram, neighbours: list[Person], kader: Person) -> None:
        self._app, self._telegram, self._neighbours, self._kader = app, telegram, neighbours, kader

    async def quiet(self) -> None:
        """Until the bot has answered everything."""
        for _ in range(2000):
            if not self._telegram.updates.pending() and await self._app.settled():
                return
            await asyncio.sleep(0.01)

    async def say(self, person: Person, words: str) -> None:
        person.say(words)
        await self.quiet()

    async def press(self, person: Person, label: str) -> None:
        person.press(label)
        await self.quiet()

    async def join(self) -> None:
        """The neighbours join through the village's link, and the kader knows them all."""
        payload = "warga_" + VILLAGE[1].replace(".", "")
        for person, (name, dusun, rt, sex, born) in zip(self._neighbours, NEIGHBOURS, strict=True):
            person.start(payload)
            await self.quiet()
            await self.say(person, name)
            await self.press(person, dusun)
            await self.press(person, rt)
            await self.press(person, sex)
            await self.say(person, born)
            await self.press(person, "✅ Ya, kirim")
            await self.press(self._kader, "✅ Ya, warga sini")

    async def vote(self) -> None:
        """The neighbours each pick one or two proposals on their newest ballot."""
        for turn, person in enumerate(self._neighbours):
            person.say("/suara")
            await self.quiet()
            for row in range(1 + turn % 2):
                person.press(row)
                await self.quiet()


async def play(settings: Settings, port: int, browser: bool, say: Callable[[str], None]) -> None:
    """Serve the stage until Ctrl+C. Everything lies in its own folder and begins anew each time."""
    folder = settings.data / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    clock = Clock()
    telegram = Telegram(clock)
    people = {
        name: telegram.person(name)
        for name in ("Joko Santoso", "Wati Handayani", "Slamet Riyadi", "Sari Rahayu", "Budi Hartono")
    }
    neighbours = [telegram.person(row[0]) for row in NEIGHBOURS]
    group = telegram.group(
        "Warga Sumberagung (latihan)", members=[*people.values(), *neighbours], admins=[people["Joko Santoso"]]
    )
    stage = Stage(people=list(people.values()), groups=[group])
    try:
        server = await serve(telegram, port=port, extra=routes(telegram, stage))
    except OSError as error:
        raise Stop(f"Pintu {port} tidak dapat dipakai ({error.strerror}); pilih yang lain dengan --port.") from None
    latihan = settings.model_copy(
        update={"token": telegram.token, "api_url": server.url, "data": folder, "webhook_url": "", "listen": ""}
    )
    try:
        async with App.open(latihan) as app:
            code = await setup_code(app.database, folder)
            troupe = Troupe(app, telegram, neighbours, people["Wati Handayani"])
            stage.notes.append(f"Mulai di sini, sebagai Joko Santoso: https://t.me/{app.username}?start=pasang_{code}")
            stage.actions.update(_actions(troupe))
            say(f"Panggung latihan: {server.url}")
            say("Hentikan dengan Ctrl+C. Semua orang dan desa di sini karangan.")
            if browser:
                await asyncio.to_thread(webbrowser.open, server.url)
            await app.wait()
    finally:
        await server.close()


def _actions(troupe: Troupe) -> dict[str, Any]:
    return {
        "Ajak 10 warga lain bergabung": partial(troupe.join),
        "10 warga lain memberi suara": partial(troupe.vote),
    }
