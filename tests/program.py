"""The program as people start it: a process of its own, with only the settings it is given."""

import asyncio
import contextlib
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]


class Program:
    """`python -m bot …` in `folder`; `output` is all it has said on both streams so far."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.output = ""
        self._news = asyncio.Event()
        self._ears = [asyncio.create_task(self._hear(s)) for s in (process.stdout, process.stderr) if s]

    @classmethod
    async def start(
        cls, folder: Path, *arguments: str, limits: Callable[[], None] | None = None, **settings: str | Path
    ) -> "Program":
        """`settings` become REMBUK_ variables; nothing else of our surroundings reaches the program."""
        surroundings = {"PATH": os.defpath, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
        for name, value in settings.items():
            surroundings[f"REMBUK_{name.upper()}"] = str(value)
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", *arguments,
            cwd=folder, env=surroundings, preexec_fn=limits, stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        return cls(process)

    async def _hear(self, stream: asyncio.StreamReader) -> None:
        while line := await stream.readline():
            self.output += line.decode("utf-8", "replace")
            self._news.set()

    async def says(self, words: str, seconds: float = 20) -> str:
        """Wait until it has said this; returns the whole line."""
        end = time.monotonic() + seconds
        while True:
            for line in self.output.splitlines():
                if words in line:
                    return line
            if self.process.returncode is not None:
                raise AssertionError(f"ended with {self.process.returncode} before {words!r}:\n{self.output}")
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), min(0.5, max(0, end - time.monotonic())))
            except TimeoutError:
                if time.monotonic() >= end:
                    raise AssertionError(f"not said within {seconds} s: {words!r}\n{self.output}") from None

    async def ends(self, seconds: float = 20) -> int:
        """Wait for its end by itself; returns the exit code."""
        try:
            code = await asyncio.wait_for(self.process.wait(), seconds)
        except TimeoutError:
            raise AssertionError(f"still running after {seconds} s:\n{self.output}") from None
        await asyncio.gather(*self._ears)
        return code

    async def stop(self, seconds: float = 5) -> int:
        """Ask it to end, as a service manager does."""
        self.process.send_signal(signal.SIGTERM)
        return await self.ends(seconds)

    async def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        await self.process.wait()
        await asyncio.gather(*self._ears)


@contextlib.asynccontextmanager
async def running(folder: Path, *arguments: str, **given: object) -> AsyncIterator[Program]:
    """A program that is gone afterwards, whatever happens."""
    program = await Program.start(folder, *arguments, **given)  # type: ignore[arg-type]
    try:
        yield program
    finally:
        await program.kill()


async def run(folder: Path, *arguments: str, **given: object) -> tuple[int, str]:
    """Run it to its end; exit code and everything it said."""
    async with running(folder, *arguments, **given) as program:
        return await program.ends(), program.output


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
