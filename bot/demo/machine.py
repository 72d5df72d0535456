"""The bot as a process of its own, so that its plug can be pulled: kill -9, not a polite end."""

import asyncio
import contextlib
import os
import sys
from collections.abc import Callable
from pathlib import Path

STARTS_WITHIN = 30
READY = "siap"
CHILD = f"{__package__}.child"


class Dead(Exception):
    """The bot's process ended before it was ready; the message is what it said."""


class Machine:
    """`on_life` hears True when the bot works and False when it is gone, however that came."""

    def __init__(self, api_url: str, token: str, folder: Path, on_life: Callable[[bool], None]) -> None:
        self._settings = {"TOKEN": token, "API_URL": api_url, "DATA": str(folder), "LOG": "ERROR"}
        self._settings |= {"LISTEN": "", "WEBHOOK_URL": "", "WEBHOOK_SECRET": ""}
        self._on_life = on_life
        self._process: asyncio.subprocess.Process | None = None
        self._watch: asyncio.Task[None] | None = None

    @property
    def lives(self) -> bool:
        return self._process is not None and self._process.returncode is None

    async def start(self) -> None:
        """Switch on; returns when the bot listens. Raises Dead. What is on already stays on."""
        if self.lives:
            return
        surroundings = os.environ | {f"REMBUK_{name}": value for name, value in self._settings.items()}
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", CHILD,
            env=surroundings, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
        self._process = process
        assert process.stdout is not None and process.stderr is not None
        try:
            async with asyncio.timeout(STARTS_WITHIN):
                line = await process.stdout.readline()
        except TimeoutError:
            line = b""
        if line.decode().strip() != READY:
            await self.pull()
            said = (await process.stderr.read()).decode("utf-8", "replace").strip()
            raise Dead(said or "bot latihan tidak menjawab")
        self._watch = asyncio.get_running_loop().create_task(self._until_gone(process))
        self._on_life(True)

    async def _until_gone(self, process: asyncio.subprocess.Process) -> None:
        assert process.stderr is not None
        while line := await process.stderr.readline():
            sys.stderr.write(line.decode("utf-8", "replace"))
        await process.wait()
        if process is self._process:
            self._on_life(False)

    async def pull(self) -> None:
        """Pull the plug."""
        process, watch = self._process, self._watch
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        if watch is not None:
            await watch
            self._watch = None
