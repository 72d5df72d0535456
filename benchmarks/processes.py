"""Each bot in a fresh process pinned to the second core, against a fake Bot API pinned to the first."""

import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PLACE = os.environ.get("REMBUK_BENCH_DIR")
"""Where the databases lie; by default where temporary files lie."""


class Process:
    """Talks in lines."""

    def __init__(self, core: int, *words: str, **facts: Any) -> None:
        command = [sys.executable, *words]
        if shutil.which("taskset") and (os.cpu_count() or 1) > 1:
            command = ["taskset", "-c", str(core), *command]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, **facts
        )
        self._command = command
        self.pid = self._process.pid

    def said(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline().strip()
        if not line:
            raise SystemExit(f"{self._command} ended without a word")
        return line

    def heard(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.said())
        if "stuck" in found:
            raise SystemExit(f"came to a stop: {found}")
        return found

    def tell(self, words: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(words + "\n")
        self._process.stdin.flush()

    def ended(self) -> str:
        """What it still says after SIGTERM."""
        self._process.send_signal(signal.SIGTERM)
        try:
            return self._process.communicate(timeout=30)[0]
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.communicate()[0]

    def resident(self) -> float:
        """Resident memory in MB."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    def done(self) -> None:
        self._process.kill()
        self._process.communicate()


@contextmanager
def server(mode: str, **facts: Any) -> Iterator[tuple[Process, str]]:
    """A fake Bot API and its port."""
    process = Process(0, "-m", "benchmarks.server", mode, json.dumps(facts))
    try:
        yield process, process.said()
    finally:
        process.done()


@contextmanager
def bot(name: str, port: str, **facts: Any) -> Iterator[Process]:
    process = Process(1, "-m", "benchmarks.bots", name, port, json.dumps(facts), stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.done()


@contextmanager
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="rembuk-bench-", dir=PLACE) as place:
        yield Path(place)


def seconds_of(*words: str) -> float:
    began = time.perf_counter()
    Process(1, *words)._process.communicate()
    return time.perf_counter() - began


def fsync() -> float:
    """Milliseconds for one fsync of a page that was added to a file, where the databases lie."""
    took = []
    with tempfile.TemporaryFile(dir=PLACE, buffering=0) as file:
        for _ in range(200):
            file.write(b"x" * 4096)
            began = time.perf_counter()
            os.fsync(file.fileno())
            took.append(time.perf_counter() - began)
    return statistics.median(took) * 1000
