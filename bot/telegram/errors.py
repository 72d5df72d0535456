"""The library's errors → what the courier does. The only file that looks at the words of an error."""

from dataclasses import dataclass, field
from datetime import timedelta

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.telegram.request import Lost, NotSent

__all__ = ["TelegramError", "at_the_door", "classified", "may_not_remove", "message_missing", "too_late"]

_DONE = ("message is not modified", "message to delete not found")
_GONE = ("chat not found", "private chat not found", "user is deactivated", "peer_id_invalid", "group chat was deleted")
_WHY = (("blocked", "blocked"), ("initiate", "never"), ("chat not found", "never"), ("peer_id_invalid", "never"),
        ("deactivated", "deactivated"), ("kicked", "kicked"), ("not a member", "kicked"),
        ("deleted", "kicked"))  # fmt: skip
_NO_MESSAGE = ("message to edit not found", "message can't be edited")
_NOT_OURS = ("message can't be deleted", "not enough rights to delete", "message_delete_forbidden")
_SHUT = ("not enough rights to send", "have no rights to send", "chat_write_forbidden", "chat_restricted",
         "topic_closed", "administrator rights in the channel", "chat_admin_required")  # fmt: skip
_NO_TOPIC = ("message thread not found", "topic_deleted")
_NO_GUEST = ("hide_requester_missing", "user_already_participant", "user not found", "participant_id_invalid",
             "user is deactivated", "user_channels_too_much")  # fmt: skip
_NO_PORTER = ("not enough rights", "chat_admin_required", "need administrator rights")
_GAVE_UP = ("gateway timeout", "(504)")
_TOO_LATE = ("query is too old", "query id is invalid")


@dataclass(frozen=True, slots=True)
class Done:
    """Success in disguise."""


@dataclass(frozen=True, slots=True)
class Later:
    """Not taken; try again after so many seconds. `everyone`: the limit may be the whole bot's."""

    seconds: float
    flood: bool = False


@dataclass(frozen=True, slots=True)
class Gone:
    """This chat can't be reached any more. `why`: blocked, never (opened), deactivated or kicked, where known."""

    why: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Shut:
    """We may not write in this group at present; its admin may change that any day."""


@dataclass(frozen=True, slots=True)
class NoTopic:
    """The topic of the forum is no longer there; the group is."""


@dataclass(frozen=True, slots=True)
class Moved:
    telegram: int


@dataclass(frozen=True, slots=True)
class Unsure:
    """Perhaps taken, perhaps not."""


@dataclass(frozen=True, slots=True)
class Broken:
    """Telegram will never take this as it is: our own fault."""

    why: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The token is wrong: stop."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Another process asks with the same token."""


Outcome = Done | Later | Gone | Shut | NoTopic | Moved | Unsure | Broken | Refused | Taken


def classified(error: BaseException) -> Outcome:
    words = str(error).lower()
    if _foreign(error):
        return Unsure() if any(sign in words for sign in _GAVE_UP) else Later(5)
    if isinstance(error, RetryAfter):
        wait = error.retry_after
        return Later(wait.total_seconds() if isinstance(wait, timedelta) else float(wait), flood=True)
    if isinstance(error, ChatMigrated):
        return Moved(error.new_chat_id)
    if isinstance(error, InvalidToken):
        return Refused()
    if isinstance(error, Conflict):
        return Taken()
    if isinstance(error, EndPointNotFound):
        return Broken(words)
    if isinstance(error, Forbidden):
        return Gone(_why(words))
    if isinstance(error, BadRequest):
        if any(sign in words for sign in _DONE):
            return Done()
        if any(sign in words for sign in _NO_TOPIC):
            return NoTopic()
        if any(sign in words for sign in _SHUT):
            return Shut()
        return Gone(_why(words)) if any(sign in words for sign in _GONE) else Broken(words)
    if isinstance(error, NotSent):
        return Later(5)
    if isinstance(error, Lost | TimedOut):
        return Unsure()
    if isinstance(error, NetworkError):
        return Unsure() if any(sign in words for sign in _GAVE_UP) else Later(5)
    return Unsure() if isinstance(error, TelegramError) else Broken(type(error).__name__)


def _why(words: str) -> str:
    return next((why for sign, why in _WHY if sign in words), "")


def at_the_door(error: BaseException) -> Outcome:
    """What a failed call at a group's door means. That a guest is gone or let in already says nothing of the group."""
    words = str(error).lower()
    if isinstance(error, BadRequest) and any(sign in words for sign in _NO_GUEST):
        return Done()
    if isinstance(error, BadRequest) and any(sign in words for sign in _NO_PORTER):
        return Shut()
    return classified(error)


def _foreign(error: BaseException) -> bool:
    """A refusal in no JSON: a proxy or a censor said it, not Telegram; no chat is gone and no token wrong."""
    cause = error.__cause__
    while isinstance(cause, TelegramError) and type(cause) is not TelegramError:
        cause = cause.__cause__
    return type(cause) is TelegramError


def unread_marks(error: BaseException) -> bool:
    """Telegram can't read the marks of a text: a fault of ours that must not cost anybody the words."""
    return isinstance(error, BadRequest) and "can't parse entities" in str(error).lower()


def message_missing(error: BaseException) -> bool:
    """The message that was to be edited is no longer there."""
    return isinstance(error, BadRequest) and any(sign in str(error).lower() for sign in _NO_MESSAGE)


def may_not_remove(error: BaseException) -> bool:
    """Somebody else's message, in a group where we are no admin, or too old."""
    return isinstance(error, BadRequest) and any(sign in str(error).lower() for sign in _NOT_OURS)


def too_late(error: BaseException) -> bool:
    """The press is older than Telegram keeps it; the toast is a courtesy and may be lost."""
    return isinstance(error, BadRequest) and any(sign in str(error).lower() for sign in _TOO_LATE)
