"""Virtual time: an event loop whose clock jumps to the next timer, and what the bot stands on in it.

Nothing here waits: three days pass as fast as the work in them is done. The database's jobs run in place, so time
never runs ahead of them. Calls go to the stage without a socket, each with a little way there and back. The disk is
the one of the power-cut harness, so that a power cut in the middle of a commit leaves what a real one leaves.
"""

import asyncio
import contextlib
import json
import random
import secrets
from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import timedelta
from email.utils import format_datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from telegram.request import RequestData

from bot.ground import Ground
from bot.telegram.request import AiohttpRequest, Lost, NotSent
from simulator.faults import Spoilt
from simulator.files import Upload
from simulator.refusal import Refused
from simulator.telegram import Telegram
from storage.database import FILE, prepared
from tests.faults.disk import Disk, Layer, Op, Recorded, Trace

WAY = 0.04
"""Seconds that a call is under way, there and again back."""


class Loop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        super().__init__()
        self._virtual = 0.0

    def time(self) -> float:
        return self._virtual

    def _run_once(self) -> None:
        if not self._ready:
            if not self._scheduled:
                raise RuntimeError("nobody will ever wake anybody")
            self._virtual = max(self._virtual, self._scheduled[0]._when)
        super()._run_once()

    def run_in_executor(self, executor: Any, work: Callable[..., Any], *given: Any) -> "asyncio.Future[Any]":
        """In place: time stands still meanwhile."""
        done = self.create_future()
        try:
            done.set_result(work(*given))
        except Exception as error:  # noqa: BLE001 - it is for whoever waits
            done.set_exception(error)
        return done


@contextlib.contextmanager
def dice(seed: int) -> Iterator[None]:
    """The machine's own randomness, repeatable: ids, codes and keys are the same for the same seed."""
    rolled = random.Random(seed)
    real = {name: getattr(secrets, name) for name in ("randbits", "token_bytes", "choice", "randbelow")}
    seeded = (rolled.getrandbits, rolled.randbytes, rolled.choice, rolled.randrange)
    for name, die in zip(real, seeded, strict=True):
        setattr(secrets, name, die)
    try:
        yield
    finally:
        for name, die in real.items():
            setattr(secrets, name, die)


class Beats:
    """What the pulse needs of a scheduler, on the loop's own time."""

    running = False

    def add_job(self, job: Callable[[], Awaitable[None]], trigger: Any, **_: Any) -> None:
        self._job, self._every = job, trigger.interval

    def start(self) -> None:
        self.running = True
        self._task = asyncio.get_running_loop().create_task(self._beat(self._every))

    async def _beat(self, every: timedelta) -> None:
        while True:
            await asyncio.sleep(every.total_seconds())
            await self._job()

    def shutdown(self, wait: bool) -> None:
        self.running = False
        self._task.cancel()


class Power:
    """One switching-on: while it lasts, the line carries and the disk takes. Then it is off for good."""

    def __init__(self) -> None:
        self.on = True
        self.off = asyncio.Event()

    def cut(self) -> None:
        self.on = False
        self.off.set()


class Line(AiohttpRequest):
    """Carries a call to the stage in process; after the power cut nothing leaves and nothing arrives."""

    def __init__(self, tg: Telegram, power: Power, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._tg, self._power = tg, power

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self, url: str, method: str, request_data: Any = None, *waits: Any, **named: Any
    ) -> tuple[int, bytes]:
        await asyncio.sleep(WAY)
        if not self._power.on:
            raise NotSent("the power is off")
        answer = await self._answer(url, request_data)
        await asyncio.sleep(WAY)
        if not self._power.on:
            raise Lost("the power is off")
        now = self._tg.clock.now().replace(microsecond=0)
        self._clock.hear(format_datetime(now, usegmt=True))
        return answer.get("error_code", 200), json.dumps(answer, ensure_ascii=False).encode()

    async def _answer(self, url: str, data: Any) -> dict[str, Any]:
        parts = urlsplit(url)
        given = dict(parse_qsl(parts.query)) | _fields(data)
        name = self._tg.call_name(parts.path.rpartition("/")[2])
        assert name, url
        try:
            return await self._tg.call(name, given)
        except Refused as no:
            return no.answer()
        except Spoilt:
            raise Lost("reset") from None


def _fields(data: RequestData | Mapping[str, Any] | None) -> dict[str, Any]:
    """As they come out of the body on the other side."""
    if data is None:
        return {}
    if isinstance(data, Mapping):
        return dict(json.loads(json.dumps(data)))
    files = {n: Upload(name, content, kind) for n, (name, content, kind) in (data.multipart_data or {}).items()}
    return {**data.json_parameters, **files}


class Drive(Trace):
    """A disk that is cut after so many more operations; `left` is then what the cut left."""

    def __init__(self, folder: Path, before: Mapping[str, bytes], power: Power, rng: random.Random) -> None:
        super().__init__(folder, before=dict(before), really_syncs=False)
        self._disk = Disk(self.before)
        self._power, self._rng = power, rng
        self.cut_after: int | None = None
        self.left: dict[str, bytes] = {}

    def add(self, op: Op) -> None:
        if not self._power.on:
            return
        self._disk.take(op)
        if self.cut_after is not None:
            self.cut_after -= 1
            if self.cut_after <= 0:
                self.cut()

    def cut(self) -> None:
        self.left = self._disk.left(self._rng.choice(("lost", "torn", "torn")), self._rng)
        self._power.cut()


def ground(tg: Telegram, power: Power, drive: Drive, machine: Callable[[], float]) -> Ground:
    """What a bot stands on between two power cuts."""
    layer = Layer(drive)
    loop = asyncio.get_running_loop()

    def connect(path: Path) -> Any:
        return prepared(Recorded(path, drive, layer, lambda _: ""))  # type: ignore[arg-type]

    return Ground(connect, partial(Line, tg, power), loop.time, machine, Beats)


def laid(folder: Path, files: Mapping[str, bytes], key: bytes | None) -> Path:
    """A folder with what the power cut left."""
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    if key is not None:
        (folder / "kunci-tombol").write_bytes(key)
    return folder / FILE
