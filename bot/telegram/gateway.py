"""Our side of the Bot API: greeting, raw updates, webhook, command menu. Sending is in `outgoing`."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias
from urllib.parse import urlencode

from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats

from bot.clock import TrustedClock
from bot.patience import Patience
from bot.telegram.incoming import ALLOWED_UPDATES
from bot.telegram.request import AiohttpRequest

Line: TypeAlias = Callable[..., AiohttpRequest]
"""Makes what carries the calls."""


class Gateway:
    """Raises the library's errors; `bot.telegram.errors` tells what they mean."""

    def __init__(
        self, api_url: str, token: str, clock: TrustedClock, patience: Patience, line: Line = AiohttpRequest
    ) -> None:
        slack = patience.answer / 2
        self._updates = line(clock, size=1, read_timeout=patience.poll + slack, slack=slack)
        self._calls = line(clock, read_timeout=patience.answer, slack=slack)
        self._patience = patience
        self._url = f"{api_url}/bot{token}"
        self.bot = Bot(
            token,
            base_url=f"{api_url}/bot",
            base_file_url=f"{api_url}/file/bot",
            request=self._calls,
            get_updates_request=self._updates,
        )

    async def greet(self) -> None:
        await self.bot.initialize()

    async def close(self) -> None:
        await self.bot.shutdown()

    async def call(self, method: str, facts: Mapping[str, Any]) -> Any:
        """What Telegram answers to a call, as raw JSON: the letters' way, where the library's objects cost the most."""
        return await self._calls.call(f"{self._url}/{method}", facts)

    async def photo(
        self, chat: int, picture: bytes, caption: str, markup: Mapping[str, Any], name: str = "qr.png"
    ) -> int:
        """Send a picture; returns Telegram's number of the message."""
        sent = await self.bot.send_photo(
            chat, picture, caption=caption, parse_mode="HTML", filename=name, api_kwargs=dict(markup)
        )
        return sent.message_id

    async def voice(
        self, chat: int, content: bytes, caption: str, markup: Mapping[str, Any], name: str, seconds: int
    ) -> int:
        """Send a voice note; returns Telegram's number of the message."""
        sent = await self.bot.send_voice(
            chat, content, caption=caption, parse_mode="HTML", filename=name, duration=seconds,
            api_kwargs=dict(markup),
        )  # fmt: skip
        return sent.message_id

    async def document(
        self, chat: int, content: bytes, name: str, caption: str, markup: Mapping[str, Any] | None = None
    ) -> int:
        """Send a file; returns Telegram's number of the message."""
        sent = await self.bot.send_document(
            chat, content, caption=caption, parse_mode="HTML", filename=name, api_kwargs=dict(markup or {})
        )
        return sent.message_id

    async def file(self, file_id: str) -> bytes:
        """The bytes of a file that somebody sent; Telegram gives at most 20 MB."""
        return bytes(await (await self.bot.get_file(file_id)).download_as_bytearray())

    async def updates(self, offset: int | None, wait: int) -> list[Any]:
        """The next updates as raw JSON, so that one that nobody can read harms only itself."""
        facts: dict[str, Any] = {"timeout": wait, "limit": 100, "allowed_updates": json.dumps(ALLOWED_UPDATES)}
        if offset is not None:
            facts["offset"] = offset
        batch = await self._updates.post(
            f"{self._url}/getUpdates?{urlencode(facts)}", read_timeout=wait + self._patience.answer / 4
        )
        return batch if isinstance(batch, list) else []

    async def poll_only(self) -> None:
        await self.bot.delete_webhook()

    async def be_posted_to(self, url: str, secret: str) -> None:
        await self.bot.set_webhook(url, secret_token=secret, allowed_updates=ALLOWED_UPDATES)

    async def show_commands(self, private: Sequence[tuple[str, str]], group: Sequence[tuple[str, str]]) -> None:
        """Telegram's own menu of commands, as (name, words)."""
        for commands, scope in (
            (private, BotCommandScopeAllPrivateChats()),
            (group, BotCommandScopeAllGroupChats()),
        ):
            await self.bot.set_my_commands([BotCommand(name, words) for name, words in commands], scope=scope)
