"""A press on a button, from the finger to the toast."""

import asyncio
from collections.abc import Generator
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Press:
    """Await it for the toast: (text, shown as an alert), or None where the bot only nods."""

    id: str
    user_id: int
    pressed_at: float
    data: str = ""
    answered: bool = False
    toast: tuple[str, bool] | None = None
    patience: float = 10.0
    _bell: asyncio.Event = field(default_factory=asyncio.Event)

    def answer(self, text: str, alert: bool) -> None:
        self.answered = True
        self.toast = (text, alert) if text else None
        self._bell.set()

    def __await__(self) -> Generator[Any, None, tuple[str, bool] | None]:
        return self._wait().__await__()

    async def _wait(self) -> tuple[str, bool] | None:
        if not self.answered:
            await asyncio.wait_for(self._bell.wait(), self.patience)
        return self.toast
