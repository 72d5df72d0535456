"""What leaves the product: letters with a text key and facts, never with sentences.

Facts are JSON values that `locales` renders in the reader's language and the village's time:
a string, a whole number, `{"at": ms, "as": "moment"|"date"|"time"}`, `{"rupiah": n}`, `{"raw": n}`,
`{"key": k, "facts": {…}}`, `{"list": […]}`, `{"lines": […]}`, `{"link": url, "text": …}`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, TypeAlias

Fact: TypeAlias = str | int | Mapping[str, Any] | None
Facts: TypeAlias = Mapping[str, Fact]

REMOVED = ""
"""The key of a new look that is none: the message goes away."""
ANYONE = 0
FOREVER = 0


class Priority(IntEnum):
    REPLY = 0
    RESULT = 1
    REMINDER = 2
    BROADCAST = 3


def text(key: str, **facts: Fact) -> Fact:
    """A text inside a text."""
    return {"key": key, "facts": facts}


def moment(at: int) -> Fact:
    return {"at": at, "as": "moment"}


def raw(number: int) -> Fact:
    """A number that is a name: years and proposal numbers have no thousands dot."""
    return {"raw": number}


@dataclass(frozen=True, slots=True)
class Button:
    """One button. `op` and `args` come back when it is pressed; with `url` it opens that instead.

    `url` may name the bot's own link as `bot:<payload>` or `group:<payload>`; the machine knows its own name.
    """

    key: str
    op: str = ""
    args: Sequence[int | str] = ()
    facts: Facts = field(default_factory=dict)
    url: str = ""


Rows: TypeAlias = Sequence[Sequence[Button]]


@dataclass(frozen=True, slots=True)
class Letter:
    """One message to one chat, written down with its cause.

    chat: our own number of the chat. resident: for whom its buttons are (ANYONE: for whoever sits in that chat).
    once: a business key; a second letter with the same one is never written.
    fresh: name of a reader in `actions/fresh.py` which fills the letter at the moment of sending, so that nothing
    that would betray a vote is ever stored, or drops it because it is no longer true.
    attach: `qr:<payload>` sends the picture of a link to the bot, `own` the page with the reader's own data, `media`
    the photo, voice or place that `fresh` has named;
    `delete:<message>` removes a message and says nothing.
    menu: the reply keyboard that stays, as a tuple of text keys.
    edits: the `once` key of an earlier letter to this chat, in whose place this one is shown; a new message if that
    one never arrived. `message:<number>` names the message itself.
    at_night: leaves in the village's quiet hours too. Replies always do; results, reminders and broadcasts wait for the
    morning, except what would be too late by then (`expires_at`). For alarms, and what is announced for a moment.
    joins: news that may stand in one letter with others of the same reader: `own` or `supported` (proposals); empty
    for whatever asks for an answer.
    broadcast: the number of the broadcast that it belongs to; 0: none.
    thread: the topic of a forum group in which it stands; 0: the group's own, or none.
    speaker: whose letter it is, said above it; only where several people share the phone. Read when it leaves.
    """

    chat: int
    key: str
    facts: Facts = field(default_factory=dict)
    buttons: Rows = ()
    resident: int = ANYONE
    priority: Priority = Priority.REPLY
    village: int | None = None
    not_before: int = 0
    expires_at: int = FOREVER
    once: str | None = None
    fresh: str = ""
    attach: str = ""
    menu: Sequence[str] = ()
    edits: str = ""
    at_night: bool = False
    joins: str = ""
    speaker: str = ""
    broadcast: int = 0
    thread: int = 0
