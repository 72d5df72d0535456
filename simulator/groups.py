"""Groups on the stage and what happens to them."""

from typing import TYPE_CHECKING, Any

from simulator import doors
from simulator.chats import Chat, Message, User, user_facts

if TYPE_CHECKING:
    from simulator.people import Person
    from simulator.telegram import Telegram


class Group:
    def __init__(self, tg: "Telegram", chat: Chat) -> None:
        self._tg = tg
        self.chat = chat
        self.title = chat.title
        self._earlier: list[Chat] = []

    def __repr__(self) -> str:
        return f"<{self.title}>"

    @property
    def id(self) -> int:
        return self.chat.id

    @property
    def messages(self) -> list[Message]:
        return [dict(message) for chat in (*self._earlier, self.chat) for message in chat.messages.values()]

    @property
    def pinned(self) -> list[Message]:
        """Pinned messages, the newest pin last."""
        return [dict(self.chat.messages[number]) for number in self.chat.pinned]

    @property
    def members(self) -> list["Person"]:
        return [person for person in self._tg.people.values() if self.chat.holds(person.id)]

    def add_bot(self, by: "Person", as_admin: bool = False, may_invite: bool = True) -> None:
        bot = self._tg.bot
        self._allow(may_invite)
        self._move(bot, "administrator" if as_admin or self.chat.kind == "channel" else "member", by.user)
        if self.chat.kind != "channel":
            self._note(by.user, {"new_chat_members": [user_facts(bot)]})

    def promote_bot(self, by: "Person", may_invite: bool = True, may_post: bool = True) -> None:
        """Make the bot an administrator, or change what it may do as one."""
        bot = self._tg.bot
        was = (self.chat.opened_by(bot["id"]), self.chat.may_post(bot["id"]))
        self._allow(may_invite)
        (self.chat.without_posts.discard if may_post else self.chat.without_posts.add)(bot["id"])
        self._move(bot, "administrator", by.user, again=was != (may_invite, may_post))

    def _allow(self, may_invite: bool) -> None:
        change = self.chat.without_invites.discard if may_invite else self.chat.without_invites.add
        change(self._tg.bot["id"])

    def knock(self, person: "Person") -> None:
        """Somebody follows an invite link that asks for approval."""
        doors.knock(self._tg, self.chat, person.id)

    def remove_bot(self, by: "Person") -> None:
        """Telegram says `left` of a bot put out of a plain group and `kicked` elsewhere; it may write in neither."""
        bot = self._tg.bot
        self._move(bot, "kicked", by.user)
        if self.chat.kind != "channel":
            self._note(by.user, {"left_chat_member": user_facts(bot)}, always=True)

    def add(self, person: "Person", by: "Person | None" = None) -> None:
        self._move(person.user, "member", (by or person).user)
        self._note((by or person).user, {"new_chat_members": [user_facts(person.user)]})

    def remove(self, person: "Person", by: "Person | None" = None) -> None:
        """Put somebody out; without `by` they leave by themselves."""
        self._move(person.user, "kicked" if by else "left", (by or person).user)
        self._note((by or person).user, {"left_chat_member": user_facts(person.user)})

    def promote(self, person: "Person", by: "Person") -> None:
        self._move(person.user, "administrator", by.user)

    def rename(self, title: str, by: "Person") -> None:
        self.title = self.chat.title = title
        self._note(by.user, {"new_chat_title": title})

    def mute(self, muted: bool = True) -> None:
        """Only admins may write from now on. Telegram tells a bot only when it tries."""
        self.chat.muted = muted

    def become_forum(self, by: "Person") -> None:
        """The supergroup gets topics; until others are made there is only the general one."""
        if self.chat.kind != "supergroup":
            raise ValueError(f"{self.title} is a {self.chat.kind}")
        self.chat.forum, self.chat.topics = True, {0: True}
        self._tg.changed()

    def topic(self, name: str, by: "Person") -> int:
        """Make a topic; returns its number, which is that of its first message."""
        made = {"forum_topic_created": {"name": name, "icon_color": 7322096}, "is_topic_message": True}
        message = self._tg.post(self.chat, by.user, made)
        number = int(message["message_id"])
        message["message_thread_id"] = number
        self.chat.topics[number] = True
        if self.chat.holds(self._tg.bot["id"]):
            self._tg.push("message", dict(message), ("chat", self.chat.id))
        return number

    def close_topic(self, number: int, closed: bool = True) -> None:
        """Only administrators write in a closed one. 0: the general topic."""
        self.chat.topics[number] = not closed

    def delete_topic(self, number: int) -> None:
        """With all that was written in it."""
        del self.chat.topics[number]
        for message in [m for m in self.chat.messages.values() if m.get("message_thread_id") == number]:
            self.chat.remove(message["message_id"])
        self._tg.changed()

    def migrate(self, told: bool = True) -> None:
        """Become a supergroup: a new id, and the old one answers only with the new.

        With `told` the bot hears it from both sides, else it learns it only from that answer.
        """
        old = self.chat
        if old.kind != "group":
            raise ValueError(f"{self.title} is a {old.kind} already")
        new = self._tg.new_chat("supergroup", old.title)
        new.members = dict(old.members)
        new.keyboard = old.keyboard
        new.muted = old.muted
        founder = self._tg.users[next(user for user, status in old.members.items() if status == "creator")]
        note = self._note if told else self._silently
        note(founder, {"migrate_to_chat_id": new.id})
        old.moved_to = new.id
        self._earlier.append(old)
        self.chat = new
        note(founder, {"migrate_from_chat_id": old.id})

    def _silently(self, sender: User, content: dict[str, Any]) -> None:
        self._tg.post(self.chat, sender, content)

    def _move(self, user: User, new: str, by: User, again: bool = False) -> None:
        old = self.chat.status(user["id"])
        if old == new and not again:
            return
        self.chat.members[user["id"]] = new
        told_as = "left" if new == "kicked" and self.chat.kind == "group" else new
        self._tg.push_membership(self.chat, user, old, told_as, by)
        self._tg.changed()

    def _note(self, sender: User, content: dict[str, Any], always: bool = False) -> None:
        """A service message; the bot hears it while it is inside."""
        message = self._tg.post(self.chat, sender, content)
        if always or self.chat.holds(self._tg.bot["id"]):
            self._tg.push("message", dict(message), ("chat", self.chat.id))
