"""Letter → call of the Bot API."""

import asyncio
import json
import logging
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import unescape
from typing import Any, TypeAlias

from actions.invitation import CALENDAR
from actions.letters import REMOVED, Button, Letter
from actions.own import SECTIONS
from actions.scoring import TABLE
from bot.buttons import Seal
from bot.telegram import errors
from bot.telegram.errors import TelegramError
from bot.telegram.gateway import Gateway
from documents.bundle import bundle, zipped
from documents.calendar_file import calendar
from documents.cards import Printed, sheet
from documents.own_data import page
from documents.qr import qr
from documents.scores import table
from locales.texts import Texts
from village.announcement import Closing, Line
from village.ballotbox import announced
from village.media import Form, Kind, ending

CAPTION = 1024
LABEL = 60
TOAST = 200
ABOVE = 80
_STYLE: Mapping[str, Any] = {"parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
_MARK = re.compile(r"</?[a-z][^<>]*>")
log = logging.getLogger(__name__)
Markup: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a letter is rendered."""

    language: str
    zone: str
    terms: Mapping[str, str] = field(default_factory=dict)
    """What the village calls itself and its parts."""


def unmarked(text: str) -> str:
    """A text without its HTML marks, as plain words."""
    return unescape(_MARK.sub("", text))


class Outgoing:
    """Renders letters in the reader's language and sends them. Knows the bot's own name for links."""

    def __init__(
        self,
        gateway: Gateway,
        texts: Texts,
        seal: Seal,
        username: str,
        kept: Callable[[int, int], bytes | None] = lambda media_id, owner: None,
    ) -> None:
        self._gateway = gateway
        self._texts = texts
        self._seal = seal
        self._username = username
        self._kept = kept
        """(number, owner) → the bytes of what somebody has sent; None when they are gone."""

    async def send(self, letter: Letter, telegram: int, reader: Reader, again: bool = False) -> int:
        """Send a letter; returns Telegram's number of the message. Raises the library's errors."""
        if letter.attach == "door":
            return await self._door(letter, telegram)
        if letter.attach.startswith("delete:"):
            return await self._remove(telegram, int(letter.attach[7:]))
        markup = self._menu(letter.menu, reader) if letter.menu else self._keyboard(letter, reader)
        if letter.thread:
            markup = {**markup, "message_thread_id": letter.thread}
        if letter.attach.startswith("qr:"):
            picture = qr(self._link(f"bot:{letter.attach[3:]}"))
            return await self._gateway.photo(telegram, picture, self._text(letter, reader, again, CAPTION), markup)
        if letter.attach == "cards":
            return await self._cards(letter, telegram, reader, again)
        if letter.attach == "own":
            return await self._own_data(letter, telegram, reader, again)
        if letter.attach == "scores":
            return await self._scores(letter, telegram, reader, again)
        if letter.attach == "calendar":
            return await self._calendar(letter, telegram, reader, again)
        if letter.attach == "recount":
            return await self._recount(letter, telegram, reader, again)
        if letter.attach == "media":
            return await self._media(letter, telegram, reader, again, markup)
        facts = {"chat_id": telegram, "text": self._text(letter, reader, again), **markup}
        return int((await self._said("sendMessage", facts))["message_id"])

    async def _said(self, method: str, facts: Mapping[str, Any]) -> Any:
        """With its marks; without them where Telegram can't read those."""
        try:
            return await self._gateway.call(method, {**facts, **_STYLE})
        except TelegramError as error:
            if not errors.unread_marks(error):
                raise
        log.warning("tanda dalam teks tidak terbaca Telegram; dikirim polos")
        return await self._gateway.call(method, {**facts, "text": unmarked(facts["text"])})

    async def _door(self, letter: Letter, telegram: int) -> int:
        """Not a message: let somebody in who has knocked, or not."""
        method = "approveChatJoinRequest" if letter.facts["admit"] else "declineChatJoinRequest"
        await self._gateway.call(method, {"chat_id": telegram, "user_id": letter.facts["guest"]})
        return 0

    async def _remove(self, telegram: int, message: int) -> int:
        """Take somebody's message out of a chat. Where we may not, it stays: its sender has been told."""
        try:
            await self._gateway.call("deleteMessage", {"chat_id": telegram, "message_id": message})
        except TelegramError as error:
            if not errors.may_not_remove(error):
                raise
        return message

    async def _cards(self, letter: Letter, telegram: int, reader: Reader, again: bool) -> int:
        """The sheet is made here and now: its codes are in no file of ours, only in this letter in memory."""
        facts = {name: value for name, value in letter.facts.items() if name != "cards"}
        made: Any = letter.facts["cards"]
        cards = [Printed(c["code"], c["name"], self._link(f"bot:{c['link']}")) for c in made["list"]]

        def said(key: str) -> str:
            told = {**facts, "bot": self._username, "name": "{name}"}
            return self._texts.plain(key, told, reader.language, reader.zone, limit=200, terms=reader.terms)

        words = {part: said(f"cards.paper.{part}") for part in ("title", "head", "family", "foot")}
        steps = [said("cards.paper.open"), said("cards.paper.look"), said("cards.paper.type")]
        content = await asyncio.to_thread(sheet, reader.language, words, steps, cards)
        caption = self._text(replace(letter, facts=facts), reader, again, CAPTION)
        return await self._gateway.document(telegram, content, "kartu-warga.html", caption)

    async def _own_data(self, letter: Letter, telegram: int, reader: Reader, again: bool) -> int:
        """The page with all that is held about the reader; made in memory and nowhere kept."""

        def said(fact: Any) -> str:
            return self._texts.plain(
                fact["key"], fact["facts"], reader.language, reader.zone, limit=1 << 20, terms=reader.terms
            )

        told = letter.facts[SECTIONS]
        assert isinstance(told, Mapping)
        parts = [(said(part["title"]), [said(line) for line in part["lines"]]) for part in told["parts"]]
        content = page(said(told["title"]), parts, said({"key": "data.none", "facts": {}}))
        name = self._texts.plain("data.file", {}, reader.language, reader.zone, limit=60) + ".html"
        return await self._gateway.document(telegram, content, name, self._text(letter, reader, again, CAPTION))

    async def _scores(self, letter: Letter, telegram: int, reader: Reader, again: bool) -> int:
        """The table of marks, made in memory from what everybody may read."""

        def said(cell: Any) -> str:
            if isinstance(cell, Mapping) and "key" in cell:
                return self._texts.plain(
                    cell["key"], cell["facts"], reader.language, reader.zone, limit=200, terms=reader.terms
                )
            return str(cell["raw"] if isinstance(cell, Mapping) else cell)

        told = letter.facts[TABLE]
        assert isinstance(told, Mapping)
        content = table([said(cell) for cell in told["head"]], [[said(cell) for cell in row] for row in told["rows"]])
        caption = self._text(letter, reader, again, CAPTION)
        return await self._gateway.document(telegram, content, "nilai-tim.csv", caption)

    async def _calendar(self, letter: Letter, telegram: int, reader: Reader, again: bool) -> int:
        """A meeting for the phone's calendar."""
        told: Any = letter.facts[CALENDAR]

        def said(fact: Any) -> str:
            return self._texts.plain(
                fact["key"], fact["facts"], reader.language, reader.zone, limit=4096, terms=reader.terms
            )

        content = await asyncio.to_thread(
            calendar, told["uid"], told["sequence"], told["cancelled"], said(told["title"]), told["place"],
            "\n".join(said(line) for line in told["about"]["lines"]), told["zone"], told["starts"], told["ends"],
            told["stamp"],
        )  # fmt: skip
        caption = self._text(letter, reader, again, CAPTION)
        return await self._gateway.document(telegram, content, "musyawarah.ics", caption)

    async def _recount(self, letter: Letter, telegram: int, reader: Reader, again: bool) -> int:
        """The files by which anybody counts a poll again, with the tools for it: the same bytes each time."""
        told: Any = letter.facts
        closing = told["closing"]
        roots = {name: bytes.fromhex(closing[name]) for name in ("root_s", "root_c")}
        lines = [Line(code, choice, bytes.fromhex(salt)) for code, choice, salt in told["list"]["rows"]]
        files = bundle(announced(json.loads(told["announced"])), Closing(**{**closing, **roots}), lines)
        name = f"hitung-ulang-{told['poll']}.zip"
        caption = self._text(replace(letter, facts={}), reader, again, CAPTION)
        return await self._gateway.document(telegram, zipped(files), name, caption)

    async def _media(self, letter: Letter, telegram: int, reader: Reader, again: bool, markup: Markup) -> int:
        """A photo, voice or place as it came in; what is no photo or voice to Telegram goes as a file."""
        told: Any = letter.facts["media"]
        if told["form"] == Form.LOCATION:
            place = {name: told[name] / 100_000 for name in ("latitude", "longitude")}
            sent = await self._gateway.call("sendLocation", {"chat_id": telegram, **place, **markup})
            return int(sent["message_id"])
        content = await asyncio.to_thread(self._kept, told["id"], told["owner"])
        if content is None:
            return await self.send(replace(letter, key="media.gone", attach="", buttons=()), telegram, reader, again)
        caption = self._text(letter, reader, again, CAPTION)
        name = f"{letter.attach}.{ending(Kind(told['kind']), content)}"
        if told["form"] == Form.PHOTO:
            return await self._gateway.photo(telegram, content, caption, markup, name)
        if told["form"] == Form.VOICE:
            return await self._gateway.voice(telegram, content, caption, markup, name, told["seconds"])
        return await self._gateway.document(telegram, content, name, caption, markup)

    async def redraw(self, letter: Letter, telegram: int, message: int, reader: Reader) -> None:
        """Show the letter in the place of a message; one without a key takes the message away."""
        if letter.key == REMOVED:
            await self._gateway.call("deleteMessage", {"chat_id": telegram, "message_id": message})
            return
        facts = {"chat_id": telegram, "message_id": message, "text": self._text(letter, reader, False)}
        await self._said("editMessageText", {**facts, **self._keyboard(letter, reader)})

    async def toast(self, callback: str, key: str, facts: Mapping[str, Any], alert: bool, reader: Reader) -> None:
        told: dict[str, Any] = {"callback_query_id": callback}
        if key:
            told["text"] = self._texts.plain(key, facts, reader.language, reader.zone, TOAST, reader.terms)
            told["show_alert"] = alert
        await self._gateway.call("answerCallbackQuery", told)

    def _text(self, letter: Letter, reader: Reader, again: bool, limit: int = 4096) -> str:
        facts = self._linked(letter.facts)
        above = ""
        if letter.speaker:
            above = self._texts.html("household.speaker", {"name": letter.speaker}, reader.language, limit=ABOVE) + "\n"
        room = limit - 40 - (ABOVE + 1 if above else 0)
        text = above + self._texts.html(letter.key, facts, reader.language, reader.zone, room, reader.terms)
        if again:
            text += "\n" + self._texts.html("talk.sent_again", {}, reader.language, reader.zone)
        return text

    def _keyboard(self, letter: Letter, reader: Reader) -> Markup:
        rows = [[self._button(b, letter, reader) for b in row] for row in letter.buttons if row]
        return {"reply_markup": {"inline_keyboard": rows}} if rows else {}

    def _button(self, button: Button, letter: Letter, reader: Reader) -> dict[str, str]:
        label = self._texts.plain(button.key, button.facts, reader.language, reader.zone, LABEL, reader.terms)
        if button.url:
            return {"text": label, "url": self._link(button.url)}
        return {"text": label, "callback_data": self._seal.close(button.op, button.args, letter.resident, letter.chat)}

    def _menu(self, keys: Sequence[str], reader: Reader) -> Markup:
        labels = [
            {"text": self._texts.plain(key, {}, reader.language, reader.zone, LABEL, reader.terms)} for key in keys
        ]
        rows = [labels[i : i + 2] for i in range(0, len(labels), 2)]
        return {"reply_markup": {"keyboard": rows, "resize_keyboard": True, "is_persistent": True}}

    def _link(self, url: str) -> str:
        """`bot:x` and `group:x` are links to ourselves."""
        kind, _, payload = url.partition(":")
        if kind == "bot":
            return f"https://t.me/{self._username}?start={payload}"
        if kind == "group":
            return f"https://t.me/{self._username}?startgroup={payload}"
        return url

    def _linked(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for name, value in facts.items():
            if isinstance(value, Mapping) and "link" in value:
                url = self._link(value["link"])
                out[name] = {"link": url, "text": value.get("text", url)}
            else:
                out[name] = value
        return out
