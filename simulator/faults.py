"""The kinds of mishaps between a bot and the stage, in Telegram's own words where they are known."""

from dataclasses import dataclass
from enum import Enum
from typing import Any, Self

from simulator.refusal import Refused, bad_request, forbidden, too_many


class Line(Enum):
    """How the answer comes back."""

    WHOLE = "whole"
    RESET = "the connection is reset instead of answered"
    SILENT = "nothing comes until the bot gives up"
    PAGE = "a web page of some machine in between"
    CUT = "a complete answer whose JSON ends in the middle"
    TORN = "the connection is reset in the middle of the body"
    SLOW = "the body comes in drops"


class Spoilt(Exception):
    """The answer does not reach the bot as it is; the server does to it what the fault says."""

    def __init__(self, fault: "Fault", answer: dict[str, Any]) -> None:
        super().__init__(fault.name)
        self.fault = fault
        self.answer = answer


@dataclass(frozen=True)
class Fault:
    """`accepted`: what was asked happens all the same. `chats`: only for calls to `private` or `group` chats."""

    name: str
    accepted: bool = False
    refusal: Refused | None = None
    line: Line = Line.WHOLE
    code: int = 200
    everyone: bool = False
    """A 429 of the whole bot, not of one chat."""
    chats: str = ""

    @property
    def ambiguous(self) -> bool:
        """Nobody can tell from the answer whether the call was accepted."""
        if self.line is Line.PAGE:
            return self.code in (200, 504)
        return self.line not in (Line.WHOLE, Line.SLOW) or (self.refusal is not None and self.refusal.code == 504)

    @property
    def may_double(self) -> bool:
        """It was accepted, and a bot that tries again does it twice."""
        return self.accepted and self.ambiguous

    @property
    def ends_chat(self) -> bool:
        """A bot that is told this must leave the chat in peace."""
        return self.refusal is not None and (
            self.refusal.code == 403 or "chat not found" in self.refusal.description.lower()
        )

    # answers with a status

    @classmethod
    def refused(cls, name: str, refusal: Refused, **how: Any) -> Self:
        return cls(name, refusal=refusal, **how)

    @classmethod
    def status(cls, code: int, description: str, retry_after: int | None = None) -> Self:
        """The call is not accepted and answered with this error."""
        parameters = {} if retry_after is None else {"retry_after": retry_after}
        return cls.refused(f"status {code}", Refused(code, description, **parameters))

    @classmethod
    def flood(cls, seconds: int, everyone: bool = False) -> Self:
        return cls.refused("429 everyone" if everyone else "429 chat", too_many(seconds), everyone=everyone)

    @classmethod
    def server_error(cls, code: int = 500, accepted: bool = False) -> Self:
        """A 504 may come although the call was accepted: the machine in front gave up waiting."""
        words = {500: "Internal Server Error", 502: "Bad Gateway", 504: "Gateway Timeout"}[code]
        return cls.refused(f"{code}{' after' if accepted else ''}", Refused(code, words), accepted=accepted)

    @classmethod
    def blocked(cls) -> Self:
        return cls.refused("blocked", forbidden("bot was blocked by the user"), chats="private")

    @classmethod
    def deactivated(cls) -> Self:
        return cls.refused("deactivated", forbidden("user is deactivated"), chats="private")

    @classmethod
    def kicked(cls) -> Self:
        return cls.refused("kicked", forbidden("bot was kicked from the group chat"), chats="group")

    @classmethod
    def no_chat(cls) -> Self:
        return cls.refused("chat not found", bad_request("chat not found"))

    @classmethod
    def muted(cls) -> Self:
        words = "not enough rights to send text messages to the chat"
        return cls.refused("muted", bad_request(words), chats="group")

    @classmethod
    def unchanged(cls) -> Self:
        words = (
            "message is not modified: specified new message content and reply markup are exactly the same "
            "as a current content and reply markup of the message"
        )
        return cls.refused("not modified", bad_request(words))

    @classmethod
    def no_message(cls) -> Self:
        return cls.refused("edit not found", bad_request("message to edit not found"))

    @classmethod
    def bad_markup(cls) -> Self:
        """What Telegram says to a text whose marks it can't read; of a text without marks it never says it."""
        words = "can't parse entities: unsupported start tag at byte offset 3"
        return cls.refused("bad markup", bad_request(words))

    @classmethod
    def migrated(cls, to: int) -> Self:
        words = "group chat was upgraded to a supergroup chat"
        return cls.refused("migrated", bad_request(words, migrate_to_chat_id=to), chats="group")

    @classmethod
    def wrong_token(cls) -> Self:
        return cls.refused("401", Refused(401, "Unauthorized"))

    @classmethod
    def other_poller(cls) -> Self:
        words = "terminated by other getUpdates request; make sure that only one bot instance is running"
        return cls.refused("409", Refused(409, f"Conflict: {words}"))

    # answers that do not come as they should

    @classmethod
    def page(cls, code: int = 502) -> Self:
        """A proxy, a censor or a captive portal answers in Telegram's place; Telegram hears nothing."""
        return cls(f"page {code}", line=Line.PAGE, code=code)

    @classmethod
    def drop_before(cls) -> Self:
        """The connection is reset and nothing has happened."""
        return cls("reset before", line=Line.RESET)

    @classmethod
    def drop_after(cls) -> Self:
        """What was asked has happened, but the answer never arrives."""
        return cls("reset after", accepted=True, line=Line.RESET)

    @classmethod
    def silence_before(cls) -> Self:
        return cls("timeout before", line=Line.SILENT)

    @classmethod
    def silence_after(cls) -> Self:
        return cls("timeout after", accepted=True, line=Line.SILENT)

    @classmethod
    def cut(cls) -> Self:
        return cls("cut JSON", accepted=True, line=Line.CUT)

    @classmethod
    def torn(cls) -> Self:
        return cls("torn body", accepted=True, line=Line.TORN)

    @classmethod
    def slow(cls) -> Self:
        """All of it comes, in the end."""
        return cls("slow body", accepted=True, line=Line.SLOW)
