"""A person of the cast who acts by himself: reads what the bot wrote, and only then types or presses."""

import asyncio
import contextlib
import re
from collections.abc import Callable
from typing import Any, TypeVar

from simulator.people import Person
from simulator.stage import Impossible, Stage

PATIENCE = 10.0
LOOKS_EVERY = 0.05
PICKED = "✅"
WISHES = (0, 1, 0, 2, 0, 1, 0, 3, 0, 1)
"""Which proposal each neighbour taps, counted from the newest."""
T = TypeVar("T")


class Actor:
    """`_floor` is the last message this person has dealt with: an older question is never answered by mistake."""

    def __init__(self, stage: Stage, person: Person) -> None:
        self._stage, self.person = stage, person
        self._floor = 0

    async def start(self, payload: str = "") -> None:
        self._floor = self.person.start(payload)["message_id"]

    async def open(self, url: str) -> None:
        self.person.open(url)
        self._floor = self.person.messages()[-1]["message_id"]

    async def says(self, text: str, unasked: bool = False) -> None:
        """Type an answer once the question is there; `unasked` begins something new."""
        if not unasked:
            await self._until(lambda: self._newest(lambda m: True))
        self._floor = self.person.say(text)["message_id"]

    async def presses(self, label: str | int, about: str = "") -> None:
        """Press a button by how its label begins, or by its place, in a new message or in the one about something."""

        def fits(message: dict[str, Any]) -> bool:
            if about and about not in message.get("text", ""):
                return False
            return _place(message, label) is not None

        message = await self._until(lambda: self._newest(fits, 0 if about else self._floor))
        place = _place(message, label)
        assert place is not None
        self._floor = max(self._floor, message["message_id"])
        await self._pressed(place, message)

    async def taps(self, digits: str) -> None:
        """Tap them on the keypad for a PIN."""
        for digit in digits:
            await self.presses(digit, about="PIN")

    async def sends(self, content: bytes, name: str) -> None:
        self._floor = self.person.document(content, name)["message_id"]

    async def picks(self, label: str) -> None:
        """Answer the newest question with that button, or with the last one where the village has no such place."""
        message = await self._until(lambda: self._newest(lambda m: bool(_labels(m))))
        place = _place(message, label)
        self._floor = message["message_id"]
        await self._pressed(len(_labels(message)) - 1 if place is None else place, message)

    async def hears(self, words: str) -> str:
        """Wait for a new message with these words; returns its text."""
        message = await self._until(lambda: self._newest(lambda m: words in m.get("text", "")))
        self._floor = message["message_id"]
        return str(message["text"])

    async def heard(self, words: str) -> bool:
        """Wait for an answer of any kind; is one with these words among the new ones?"""
        await self._until(lambda: self._newest(lambda m: True))
        new = [m for m in self.person.messages() if m["message_id"] > self._floor]
        return any(words in m.get("text", "") for m in new)

    async def votes(self, turn: int) -> int:
        """Tap one option of each ballot on which nothing is picked yet; returns on how many."""
        taps = 0
        for message in self.person.messages():
            labels = _labels(message)
            if not message.get("text", "").startswith("Surat suara") or any(b.startswith(PICKED) for b in labels):
                continue
            found = {int(hit[1]): place for place, label in enumerate(labels) if (hit := re.match(r"(\d+)\. ", label))}
            if found:
                newest_first = sorted(found, reverse=True)
                wish = found[newest_first[WISHES[turn % len(WISHES)] % len(found)]]
                toast = await self._pressed(wish, message)
                taps += bool(toast and not toast[1])
        return taps

    async def _pressed(self, place: int, message: dict[str, Any]) -> tuple[str, bool] | None:
        """Press and wait for the toast; raises Impossible when the bot is off or does not answer in time."""
        try:
            return await self.person.press(place, message)
        except TimeoutError:
            raise Impossible("silent" if self._stage.bot_lives else "dead") from None

    def _newest(self, fits: Callable[[dict[str, Any]], bool], floor: int | None = None) -> dict[str, Any] | None:
        floor = self._floor if floor is None else floor
        for message in reversed(self.person.messages()):
            if message["message_id"] <= floor:
                return None
            if message["from"]["is_bot"] and fits(message):
                return message
        return None

    async def _until(self, seen: Callable[[], T | None]) -> T:
        """Until that is there; raises Impossible when the bot is off or does not answer in time."""
        return await until(self._stage, seen)


async def until(stage: Stage, seen: Callable[[], T | None], patience: float = PATIENCE) -> T:
    bell = asyncio.Event()
    stage.on_change.append(bell.set)
    try:
        async with asyncio.timeout(patience):
            while (found := seen()) is None:
                if not stage.bot_lives:
                    raise Impossible("dead")
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(bell.wait(), LOOKS_EVERY)
                bell.clear()
            return found
    except TimeoutError:
        raise Impossible("silent") from None
    finally:
        stage.on_change.remove(bell.set)


def _labels(message: dict[str, Any]) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


def _place(message: dict[str, Any], label: str | int) -> int | None:
    labels = _labels(message)
    if isinstance(label, int):
        return label if label < len(labels) else None
    return next((place for place, text in enumerate(labels) if text.startswith(label)), None)
