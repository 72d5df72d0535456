"""The words for "somebody said or pressed something", and how to answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from actions import rights
from actions.letters import ANYONE, Button, Fact, Letter, Priority, Rows
from actions.records import Account, Chat
from actions.work import Work
from village import people
from village.media import Sent
from village.offices import BPD
from village.people import Resident
from village.place import Village
from village.refusal import Refusal

if TYPE_CHECKING:
    from handlers.keypads import Keypads


class What(StrEnum):
    TEXT = "text"
    PRESS = "press"
    MEDIA = "media"
    EDITED = "edited"
    MEMBER = "member"
    KNOCK = "knock"
    """Somebody asks to be let into a group."""
    MOVED = "moved"
    NOTHING = "nothing"
    """A service message or a kind of update that asks for no answer."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button as it came back. `resident` is for whom it was made (0: whoever sits in that chat)."""

    op: str
    args: tuple[str, ...]
    resident: int


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update, read. Ids are Telegram's; the door turns them into our own."""

    update: int
    what: What
    chat: int = 0
    chat_kind: str = "private"
    chat_title: str = ""
    person: int = 0
    person_name: str = ""
    text: str = ""
    command: str = ""
    argument: str = ""
    menu: str = ""
    message: int = 0
    callback: str = ""
    data: str = ""
    media: str = ""
    file: str = ""
    """Telegram's name of the file that was sent; `file_size` in bytes, 0 if it did not say."""
    file_size: int = 0
    file_ending: str = ""
    sent: Sent | None = None
    """What of it is of a kind that is kept."""
    album: str = ""
    """Photos that were sent together have the same."""
    moved_to: int = 0
    member: bool = True
    may_invite: bool = False
    """May we let people into that group?"""
    may_write: bool = True
    topic: int = 0
    """The topic of a forum in which it was said."""
    person_chat: int = 0
    """Where somebody who has knocked can be written to; 0: their private chat has their own number, as always."""


@dataclass(frozen=True, slots=True)
class Toast:
    """The courtesy that answers a press; an alert must be closed by hand. May be lost: pressing again is safe."""

    key: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    alert: bool = False


@dataclass(slots=True)
class Answer:
    """What leaves from memory after the commit: a toast, and a new look of the message that was pressed."""

    toast: Toast | None = None
    redraw: Letter | None = None


class Talk:
    """One person's turn: what they said, who they are, and how to answer them."""

    def __init__(
        self,
        work: Work,
        msg: Incoming,
        chat: Chat,
        account: Account | None,
        pressed: Pressed | None,
        languages: Sequence[str] = ("id",),
        keypads: "Keypads | None" = None,
    ) -> None:
        self.work = work
        self.msg = msg
        self.chat = chat
        self.account = account
        self.pressed = pressed
        self.languages = languages
        self.keypads = keypads
        self.then = ""
        """What comes next, now that it is clear who speaks: a name in the router's table. A no to it undoes only it."""
        self.guest_of: Village | None = None
        """The village that a stranger is being welcomed to."""

    @property
    def private(self) -> bool:
        return self.chat.kind == "private"

    @cached_property
    def person(self) -> Resident | None:
        """Who speaks through this account now. In a group nobody speaks who, on a shared phone, has not shown it."""
        until = self.account.until if self.account else None
        if not self.private and until is not None and until <= self.work.now:
            return None
        return self.work.residents.get(self.account.resident) if self.account and self.account.resident else None

    @cached_property
    def village(self) -> Village | None:
        """In a group the group's village, else the speaker's."""
        if not self.private:
            return self.work.villages.get(self.chat.village_id) if self.chat.village_id else None
        return self.work.villages.get(self.account.village_id) if self.account and self.account.village_id else None

    @property
    def spoken(self) -> Village | None:
        """Whose words and clock our answer uses: the speaker's village, or the one that a stranger wants to join."""
        if self.village or self.guest_of or not (self.private and self.account):
            return self.village or self.guest_of
        conversation = self.work.conversations.of(self.account.id)
        about = conversation.answers.get("village") if conversation else None
        return self.work.villages.get(about) if isinstance(about, int) else None

    @property
    def speaker(self) -> str:
        """Whose words these are, where several share the phone and it is known who speaks; else nothing."""
        until = self.account.until if self.account and self.private else None
        return self.person.name if until is not None and until > self.work.now and self.person else ""

    @property
    def _addressee(self) -> int:
        """For whom an answer is: on a shared phone, nobody's while it is not known who speaks."""
        if not self.private or self.person is None or (self.account and self.account.shared and not self.speaker):
            return ANYONE
        return self.person.id

    def forget(self) -> None:
        """Read person and village anew: this turn has changed them."""
        self.__dict__.pop("person", None)
        self.__dict__.pop("village", None)
        if self.account:
            row = self.work.accounts.get(self.account.id)
            self.account = row

    def resident(self) -> tuple[Resident, Village]:
        """The speaker and their village; a stranger is asked to join first."""
        if self.person is None or self.village is None:
            raise Refusal("talk.refused.stranger")
        return self.person, self.village

    def published(self) -> Village:
        """The village whose public lists are asked for here; anybody may read them, in private or in its group."""
        if self.village is None:
            raise Refusal("talk.refused.stranger" if self.private else "group.refused.unlinked")
        place = people.PRIVATE if self.private else people.GROUP
        rights.require(self.work, "see_published", self.person, self.village, place)
        return self.village

    def say(
        self,
        key: str,
        facts: Mapping[str, Fact] | None = None,
        buttons: Rows = (),
        menu: bool = False,
        attach: str = "",
    ) -> None:
        """Answer in the chat where it was said."""
        self.work.outbox.post(self.letter(key, facts, buttons, menu, attach))

    def letter(
        self,
        key: str,
        facts: Mapping[str, Fact] | None = None,
        buttons: Rows = (),
        menu: bool = False,
        attach: str = "",
    ) -> Letter:
        spoken = self.spoken
        return Letter(
            self.chat.id,
            key,
            facts or {},
            buttons,
            resident=self._addressee,
            village=spoken.id if spoken else None,
            priority=Priority.REPLY,
            attach=attach,
            menu=self.menu() if menu and self.private else (),
            speaker=self.speaker,
            thread=self.msg.topic,
        )

    def menu(self) -> Sequence[str]:
        """The main menu: what stays under the writing line."""
        keys = ["menu.propose", "menu.list", "menu.vote", "menu.schedule", "menu.results", "menu.help"]
        if self.person and self.village:
            if self.person.offices - BPD:
                keys.append("menu.desk")
            if self.person.offices & BPD:
                keys.append("menu.council")
        return keys


def pairs(buttons: Sequence[Button]) -> list[list[Button]]:
    """Short buttons two in a row."""
    return [list(buttons[i : i + 2]) for i in range(0, len(buttons), 2)]
