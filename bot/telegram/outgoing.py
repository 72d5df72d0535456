"""Letter → call of the Bot API."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
)

from actions.letters import Button, Letter
from bot.buttons import Seal
from documents.qr import qr
from locales.texts import Texts

CAPTION = 1024
LABEL = 60
TOAST = 200
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a letter is rendered."""

    language: str
    zone: str


class Outgoing:
    """Renders letters in the reader's language and sends them. Knows the bot's own name for links."""

    def __init__(self, bot: Bot, texts: Texts, seal: Seal, username: str) -> None:
        self._bot = bot
        self._texts = texts
        self._seal = seal
        self._username = username

    async def send(self, letter: Letter, telegram: int, reader: Reader, again: bool = False) -> int:
        """Send a letter; returns Telegram's number of the message. Raises the library's errors."""
        markup = self._menu(letter.menu, reader) if letter.menu else self._keyboard(letter, reader)
        if letter.attach.startswith("qr:"):
            sent = await self._bot.send_photo(
                telegram,
                qr(self._link(f"bot:{letter.attach[3:]}")),
                caption=self._text(letter, reader, again, CAPTION),
                parse_mode="HTML",
                reply_markup=markup,
                filename="qr.png",
            )
        else:
            sent = await self._bot.send_message(
                telegram,
                self._text(letter, reader, again),
                parse_mode="HTML",
                reply_markup=markup,
                link_preview_options=_NO_PREVIEW,
            )
        return sent.message_id

    async def redraw(self, letter: Letter, telegram: int, message: int, reader: Reader) -> None:
        await self._bot.edit_message_text(
            self._text(letter, reader, False),
            chat_id=telegram,
            message_id=message,
            parse_mode="HTML",
            reply_markup=self._keyboard(letter, reader),
            link_preview_options=_NO_PREVIEW,
        )

    async def toast(self, callback: str, key: str, facts: Mapping[str, Any], alert: bool, reader: Reader) -> None:
        text = self._texts.plain(key, facts, reader.language, reader.zone, limit=TOAST) if key else None
        await self._bot.answer_callback_query(callback, text, show_alert=alert)

    def _text(self, letter: Letter, reader: Reader, again: bool, limit: int = 4096) -> str:
        facts = self._linked(letter.facts)
        text = self._texts.html(letter.key, facts, reader.language, reader.zone, limit=limit - 40)
        if again:
            text += "\n" + self._texts.html("talk.sent_again", {}, reader.language, reader.zone)
        return text

    def _keyboard(self, letter: Letter, reader: Reader) -> InlineKeyboardMarkup | None:
        if not letter.buttons:
            return None
        return InlineKeyboardMarkup([[self._button(b, letter, reader) for b in row] for row in letter.buttons if row])

    def _button(self, button: Button, letter: Letter, reader: Reader) -> InlineKeyboardButton:
        label = self._texts.plain(button.key, button.facts, reader.language, reader.zone, limit=LABEL)
        if button.url:
            return InlineKeyboardButton(label, url=self._link(button.url))
        data = self._seal.close(button.op, button.args, letter.resident, letter.chat)
        return InlineKeyboardButton(label, callback_data=data)

    def _menu(self, keys: Sequence[str], reader: Reader) -> ReplyKeyboardMarkup:
        labels = [KeyboardButton(self._texts.plain(key, {}, reader.language, reader.zone, limit=LABEL)) for key in keys]
        return ReplyKeyboardMarkup(
            [labels[i : i + 2] for i in range(0, len(labels), 2)], resize_keyboard=True, is_persistent=True
        )

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
