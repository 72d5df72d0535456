"""What whoever sits before the page does with somebody's phone."""

from typing import Any

from simulator.groups import Group
from simulator.markup import units
from simulator.people import Person
from simulator.refusal import Refused
from simulator.stage import Impossible, Stage

LONGEST = 4096
LARGEST_HOURS = 24 * 366
VOICES = ("audio/ogg", "audio/wav", "audio/mpeg", "audio/mp4", "audio/webm")


class Acts:
    """`told` is what the page posted; raises Impossible with the key of the reason."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def say(self, told: dict[str, Any]) -> None:
        person, group = self._speaker(told)
        text = str(told["text"]).strip()
        if not 1 <= units(text) <= LONGEST:
            raise Impossible("length")
        where = group.chat if group else person.chat
        buttons = [b["text"] for row in (where.keyboard or {}).get("keyboard", []) for b in row]
        if told.get("tap") and text in buttons:
            person.tap(text, group)
        elif text == "/start" and not group:
            person.start()
        else:
            person.say(text, group)

    def press(self, told: dict[str, Any]) -> None:
        message = {"chat": {"id": told["chat"]}, "message_id": told["message"]}
        person = self._who(told)
        try:
            person.press(int(told["button"]), message)
        except LookupError:
            raise Impossible("button") from None

    def open(self, told: dict[str, Any]) -> None:
        try:
            self._who(told).open(str(told["url"]), self._where(told))
        except (LookupError, ValueError):
            raise Impossible("link") from None

    def block(self, told: dict[str, Any]) -> None:
        person = self._who(told)
        if told["block"]:
            person.block()
        else:
            person.unblock()

    def move_clock(self, told: dict[str, Any]) -> None:
        if self._stage.telegram is None:
            raise Impossible("preparing")
        hours = float(told["hours"])
        if not 0 < hours <= LARGEST_HOURS:
            raise Impossible("clock")
        self._stage.telegram.clock.advance(hours=hours)

    def send(self, told: dict[str, Any], kind: str, content: bytes, mime: str, name: str) -> None:
        """A photo, a voice file or any other file, with a caption."""
        person, group = self._speaker(told)
        caption = str(told.get("caption", "")) or None
        if not content:
            raise Impossible("empty")
        try:
            if kind == "foto":
                person.photo(content, caption, group)
            elif kind == "suara":
                if mime not in VOICES:
                    raise Impossible("voice")
                person.voice(content, int(told.get("seconds") or 1), group, mime)
            else:
                person.document(content, name, caption, group)
        except Refused:
            raise Impossible("photo") from None

    def _speaker(self, told: dict[str, Any]) -> tuple[Person, Group | None]:
        """Who speaks where, if they may."""
        person, group = self._who(told), self._where(told)
        if group and not group.chat.holds(person.id):
            raise Impossible("member")
        if not group and person.chat.blocked and told.get("text") != "/start":
            raise Impossible("blocked")
        return person, group

    def _who(self, told: dict[str, Any]) -> Person:
        if self._stage.telegram is None or self._stage.progress:
            raise Impossible("preparing")
        person = self._stage.telegram.people.get(int(told["who"]))
        if person is None:
            raise Impossible("person")
        return person

    def _where(self, told: dict[str, Any]) -> Group | None:
        if not told.get("group"):
            return None
        return next((group for group in self._stage.groups if group.id == int(told["group"])), None)
