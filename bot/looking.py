"""Who looks what there is to do: at once when called, else now and then; a failing disk is waited out."""

import asyncio
import logging
from abc import ABC, abstractmethod

from bot.log import told
from storage.database import StorageFault

AGAIN = 5.0
log = logging.getLogger(__name__)


class Looking(ABC):
    def __init__(self) -> None:
        self._woken = asyncio.Event()
        self._woken.set()
        self._busy = True

    @property
    def idle(self) -> bool:
        return not self._busy and not self._woken.is_set()

    def wake(self) -> None:
        """Something has come in: look."""
        self._woken.set()

    async def run(self) -> None:
        while True:
            self._woken.clear()
            self._busy = True
            try:
                pause = await self._look()
            except (StorageFault, OSError) as fault:
                log.error("%s", fault if isinstance(fault, StorageFault) else told(fault))
                pause = AGAIN
            self._busy = False
            try:
                # Not wait_for: before Python 3.12 it may swallow the cancellation that ends us.
                async with asyncio.timeout(pause):
                    await self._woken.wait()
            except TimeoutError:
                pass

    @abstractmethod
    async def _look(self) -> float:
        """Do what there is to do; how many seconds to wait then."""
