"""The place where a bot dies: at one commit of its database or one call of the Bot API, in a process of its own."""

import asyncio
import os
import pickle
import shutil
import signal
import sqlite3
import threading
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from bot.ground import Ground
from bot.log import told
from simulator.faults import Fault
from storage.database import connect
from tests.faults.story import Chapter, Hurried, Story

LONGEST = 60


class Watched:
    """A connection that tells of each commit before and after it."""

    def __init__(self, real: sqlite3.Connection, step: Callable[[], Callable[[str], None]]) -> None:
        self._real, self._step = real, step

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def execute(self, sql: str, *given: Any) -> Any:
        if sql != "COMMIT":
            return self._real.execute(sql, *given)
        met = self._step()
        met("before")
        done = self._real.execute(sql)
        met("after")
        met("lost")
        return done


@dataclass
class Failpoint:
    """Fires once, at the step with that number. Commits come from the database's thread, calls from the stage."""

    story: Story
    chapter: Chapter
    result: Path
    """Where the process puts down what its chapter came to."""
    number: int = 0
    kind: str = "before"
    steps: int = 0
    fired: bool = False
    names: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _calls: dict[int, int] = field(default_factory=dict)

    def build_in(self) -> None:
        """From now on this failpoint sits at each commit and call of the bot."""

        def watched(path: Path) -> Any:
            return Watched(connect(path), self.commit)

        self.story.ground = Ground(connect=watched)
        self.loop = asyncio.get_running_loop()
        self.story.telegram.faults.append(self.called)
        self.story.telegram.on_answer.append(self.answered)

    def _next(self, name: str) -> int:
        with self._lock:
            self.steps += 1
            if not self.fired:
                self.names.append(name)
            return self.steps

    def _meets(self, number: int, kind: str) -> bool:
        if self.fired or number != self.number or kind != self.kind:
            return False
        self.fired = True
        return True

    def commit(self) -> Callable[[str], None]:
        number = self._next("commit")

        def met(kind: str) -> None:
            if not self._meets(number, kind):
                return
            if kind == "lost":
                self.loop.call_soon_threadsafe(self.loop.hurry)  # type: ignore[attr-defined]
                error = sqlite3.OperationalError("disk I/O error")
                error.sqlite_errorcode = sqlite3.SQLITE_IOERR
                raise error
            if threading.current_thread() is threading.main_thread():
                die(self)  # a migration
            self.loop.call_soon_threadsafe(die, self)
            threading.Event().wait()

        return met

    def called(self, method: str, given: dict[str, Any]) -> Fault | None:
        number = self._calls[id(given)] = self._next(method)
        if self._meets(number, "before"):
            die(self)
        if self._meets(number, "lost"):
            self.story.under_way += method in ("sendMessage", "sendPhoto")
            self.loop.hurry()  # type: ignore[attr-defined]
            return Fault.drop_after()
        return None

    def answered(self, method: str, given: dict[str, Any], answer: dict[str, Any]) -> None:
        if self._meets(self._calls.pop(id(given), 0), "after"):
            die(self)


def die(point: Failpoint) -> NoReturn:
    """The process ends here. Its child is the world without it, and a new bot on the files as they lie."""
    story = point.story
    left = story.folder.with_name(story.folder.name + "-left")
    shutil.copytree(story.folder, left)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Python warns of the database's thread, which is meant to be gone
        child = os.fork()
    if child:
        os.waitpid(child, 0)
        os._exit(0)
    story.folder = left
    story.telegram.faults.heal()
    story.telegram.on_answer.remove(point.answered)
    story.ground = None  # the next bot has no failpoint
    to_the_end(point, broken=True)


def to_the_end(point: Failpoint, broken: bool = False) -> NoReturn:
    """Tell the chapter, or the rest of it, in a loop of its own; put down what it came to, and end."""
    signal.alarm(LONGEST)
    story = point.story
    try:
        tell(story, point.chapter, None if broken else point)
        found = story.outcome() | {"point": (point.steps, point.fired, story.under_way, point.names)}
    except BaseException as error:  # noqa: BLE001 - whatever it was, it is the finding
        found = {"failed": f"{error!r} at {told(error)}"[:1000]}
    point.result.write_bytes(pickle.dumps(found))
    os._exit(0)


def tell(story: Story, chapter: Chapter, point: Failpoint | None = None) -> None:
    loop = Hurried()

    async def telling() -> None:
        if point is not None:
            point.build_in()
        await story.told(chapter)

    loop.run_until_complete(telling())
    loop.close()
