"""An event loop without network and without waiting: of all that could go on next, chance chooses, by a seed.

What the operating system and the network decide elsewhere (who is served first, when a thread comes back, how long
a call takes) is here one number after another from a seed, so that each interleaving can be played again.
"""

import asyncio
import heapq
import random
from collections.abc import Callable
from typing import Any


class ChanceLoop(asyncio.BaseEventLoop):
    """Time is the loop's own: it goes on a little with each step, and leaps when there is nothing to do."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        self.chance = random.Random(seed)
        self.steps = 0
        self._now = 0.0

    def time(self) -> float:
        return self._now

    def _run_once(self) -> None:
        timers, ready = self._scheduled, self._ready  # type: ignore[attr-defined]
        if not ready and timers:
            self._now = max(self._now, timers[0].when())
        while timers and timers[0].when() <= self._now:
            timer = heapq.heappop(timers)
            timer._scheduled = False
            if not timer.cancelled():
                ready.append(timer)
        if not ready:
            if not timers:
                raise RuntimeError("everybody waits for somebody else")
            return
        self.steps += 1
        self._now += self.chance.random() / 2000
        place = self.chance.randrange(len(ready))
        handle = ready[place]
        del ready[place]
        if not handle.cancelled():
            handle._run()

    def run_in_executor(self, executor: Any, func: Callable[..., Any], *args: Any) -> Any:
        """The thread works at one moment and is heard of at a later one."""
        done = self.create_future()
        self.call_soon(self._in_thread, done, func, args)
        return done

    def _in_thread(self, done: "asyncio.Future[Any]", func: Callable[..., Any], args: Any) -> None:
        try:
            result = func(*args)
        except Exception as error:  # noqa: BLE001 - it belongs to whoever waits
            self.call_soon(done.set_exception, error)
        else:
            self.call_soon(done.set_result, result)

    def _write_to_self(self) -> None:
        """Nothing sleeps here, so nobody has to be woken."""

    def _process_events(self, event_list: Any) -> None:
        """There is no network."""
