"""Where rendered letters end: a stage without a line in between, and renderers built wrongly."""

import html
import json
from collections.abc import Mapping
from typing import Any

from bot.telegram.request import _body
from locales.texts import Texts
from simulator import keyboards
from simulator.parameters import decoded
from simulator.refusal import Refused
from simulator.sending import CAPTION_LIMIT, TEXT_LIMIT, formatted
from tests.faults.entries import JSON

TOAST = 200


class Stage:
    """Takes calls as strictly as the stage's server, without the line in between."""

    async def call(self, method: str, facts: Mapping[str, Any]) -> JSON:
        given = decoded(method, json.loads(_body(facts)))
        if method == "answerCallbackQuery" and len(given.get("text", "")) > TOAST:
            raise Refused(400, "Bad Request: MESSAGE_TOO_LONG")
        if "text" in given and method != "answerCallbackQuery":
            formatted(given, "text", TEXT_LIMIT)
        if "reply_markup" in given:
            keyboards.check(given["reply_markup"])
        return {"message_id": 1}

    async def photo(self, chat: int, picture: bytes, caption: str, markup: Mapping[str, Any]) -> int:
        formatted({"caption": caption, "parse_mode": "HTML"}, "caption", CAPTION_LIMIT)
        return 1


class Unescaped(Texts):
    """The twin: trusts what people write."""

    def html(self, *given: Any, **more: Any) -> str:
        return html.unescape(super().html(*given, **more))


class LateCut(Texts):
    """The twin: escapes first and cuts then."""

    def html(self, *given: Any, limit: int = 4096, **more: Any) -> str:
        return super().html(*given, limit=10**6, **more)[:limit]


TWINS: dict[str, type[Texts]] = {"unescaped": Unescaped, "late-cut": LateCut}
