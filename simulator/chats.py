"""Chats as Telegram keeps them: who is in, what was said, what is pinned."""

from dataclasses import dataclass, field
from typing import Any

Message = dict[str, Any]
User = dict[str, Any]

INSIDE = ("creator", "administrator", "member")
PLAIN = ("id", "is_bot", "first_name", "last_name", "username", "language_code")


def user_facts(user: User) -> User:
    """A user as messages show it, without what only getMe tells."""
    return {key: user[key] for key in PLAIN if key in user}


@dataclass
class Chat:
    id: int
    kind: str
    title: str = ""
    username: str = ""
    person: User | None = None
    members: dict[int, str] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    keyboard: dict[str, Any] | None = None
    """The reply keyboard the bot has put under the typing field."""
    fixed: set[int] = field(default_factory=set)
    """Messages that cannot be edited, because they carried a reply keyboard."""
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    moved_to: int | None = None
    muted: bool = False
    """Only administrators may write."""
    last_id: int = 0
    knocks: dict[int, float] = field(default_factory=dict)
    """Who asks to be let in, since when."""
    window: float = 0
    """Until then the bot may write here although nobody has started it: this person has knocked somewhere."""
    without_invites: set[int] = field(default_factory=set)
    """Administrators who may not invite."""
    without_posts: set[int] = field(default_factory=set)
    """Administrators of a channel who may not write in it."""
    forum: bool = False
    topics: dict[int, bool] = field(default_factory=dict)
    """Of a forum: the number of each topic, and whether it is open; 0 is the general one."""

    @property
    def private(self) -> bool:
        return self.kind == "private"

    def facts(self) -> dict[str, Any]:
        facts: dict[str, Any] = {"id": self.id, "type": self.kind}
        if self.person:
            facts |= {key: self.person[key] for key in ("first_name", "last_name", "username") if key in self.person}
        else:
            facts["title"] = self.title
            if self.username:
                facts["username"] = self.username
            if self.forum:
                facts["is_forum"] = True
        return facts

    def status(self, user_id: int) -> str:
        return self.members.get(user_id, "left")

    def holds(self, user_id: int) -> bool:
        return self.status(user_id) in INSIDE

    def led_by(self, user_id: int) -> bool:
        return self.status(user_id) in ("creator", "administrator")

    def opened_by(self, user_id: int) -> bool:
        return self.led_by(user_id) and user_id not in self.without_invites

    def may_post(self, user_id: int) -> bool:
        """In a channel only administrators write, and of those not all."""
        return self.kind != "channel" or (self.led_by(user_id) and user_id not in self.without_posts)

    def top_pinned(self) -> Message | None:
        return self.messages.get(self.pinned[-1]) if self.pinned else None

    def remove(self, message_id: int) -> None:
        del self.messages[message_id]
        if message_id in self.pinned:
            self.pinned.remove(message_id)


def member(user: User, status: str) -> dict[str, Any]:
    """A ChatMember object."""
    facts: dict[str, Any] = {"user": user_facts(user), "status": status}
    if status == "creator":
        facts["is_anonymous"] = False
    if status == "kicked":
        facts["until_date"] = 0
    if status == "administrator":
        able = (
            "can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members "
            "can_change_info can_invite_users can_pin_messages"
        )
        unable = "can_be_edited is_anonymous can_promote_members can_post_stories can_edit_stories can_delete_stories "
        unable += "can_send_welcome_messages"
        facts |= dict.fromkeys(able.split(), True) | dict.fromkeys(unable.split(), False)
    return facts


def quoted(message: Message) -> Message:
    """A message as it stands inside another one: without what it answers itself."""
    return {key: value for key, value in message.items() if key not in ("reply_to_message", "pinned_message")}
