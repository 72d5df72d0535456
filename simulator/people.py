"""People on the stage and what they can do with a phone."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from simulator import keyboards, markup
from simulator.chats import Chat, Message, User, quoted, user_facts
from simulator.files import photo_sizes
from simulator.groups import Group
from simulator.presses import Press
from simulator.updates import DAY, PRESS_LIFE

if TYPE_CHECKING:
    from simulator.telegram import Telegram

__all__ = ["Group", "Person"]

PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Person:
    def __init__(self, tg: "Telegram", user: User) -> None:
        self._tg = tg
        self.user = user
        self.id: int = user["id"]
        self.name = " ".join(filter(None, (user["first_name"], user.get("last_name"))))
        self.toasts: list[tuple[str, bool]] = []
        self.opened: list[str] = []
        """Addresses outside Telegram that were opened."""
        self.copied: list[str] = []

    def __repr__(self) -> str:
        return f"<{self.name}>"

    @property
    def chat(self) -> Chat:
        """The private chat with the bot."""
        return self._tg.chats[self.id]

    @property
    def keyboard(self) -> list[str]:
        return keyboards.labels(self.chat.keyboard)

    def messages(self, chat: Group | None = None) -> list[Message]:
        if chat:
            return chat.messages if chat.chat.holds(self.id) else []
        return [dict(message) for message in self.chat.messages.values()]

    # writing

    def say(
        self, text: str, chat: Group | None = None, reply_to: Message | None = None, topic: int = 0
    ) -> Message:  # fmt: skip
        text = text.strip()
        if not 1 <= markup.units(text) <= 4096:
            raise ValueError("a message has 1-4096 characters")
        content: dict[str, Any] = {"text": text}
        if entities := markup.found(text, []):
            content["entities"] = entities
        if topic:
            content |= {"message_thread_id": topic, "is_topic_message": True}
        return self._send(content, chat, reply_to)

    def start(self, payload: str = "") -> Message:
        if payload and not PAYLOAD.fullmatch(payload):
            raise ValueError(f"not a start payload: {payload!r}")
        self.unblock()
        return self.say(f"/start {payload}")

    def tap(self, label: str, chat: Group | None = None) -> Message:
        """Press a button of the reply keyboard."""
        where = chat.chat if chat else self.chat
        found = next((b for row in keyboards.rows(where.keyboard) for b in row if b["text"] == label), None)
        if found is None:
            raise LookupError(f"{self.name} has no [{label}]; the keyboard says {keyboards.labels(where.keyboard)}")
        if where.keyboard and where.keyboard.get("one_time_keyboard"):
            where.keyboard = None
        if found.get("request_contact"):
            return self.contact()
        if found.get("request_location"):
            return self.location(-7.6, 110.2)
        return self.say(label, chat)

    def edit(self, message: Message, new_text: str) -> Message:
        chat = self._tg.chats[message["chat"]["id"]]
        kept = chat.messages[message["message_id"]]
        if kept["from"]["id"] != self.id:
            raise ValueError(f"{self.name} can edit only own messages")
        kept.pop("entities", None)
        kept["text"] = new_text
        if entities := markup.found(new_text, []):
            kept["entities"] = entities
        kept["edit_date"] = self._tg.clock.stamp()
        if self._reaches_bot(chat, kept):
            left = kept["date"] + DAY - self._tg.clock.seconds()
            self._tg.push("edited_message", dict(kept), ("chat", chat.id), left)
        self._tg.changed()
        return dict(kept)

    def photo(
        self, content: bytes, caption: str | None = None, chat: Group | None = None, album: str = ""
    ) -> Message:  # fmt: skip
        sizes = photo_sizes(self._tg.files, self._tg.files.keep("photo", content, "image/jpeg"))
        words = {"caption": caption} if caption else {}
        return self._send({"photo": sizes, **words, **({"media_group_id": album} if album else {})}, chat)

    def voice(self, content: bytes, duration: int = 5, chat: Group | None = None, mime: str = "audio/ogg") -> Message:
        file = self._tg.files.keep("voice", content, mime)
        return self._send({"voice": {**file.facts(), "duration": duration, "mime_type": file.mime}}, chat)

    def audio(self, content: bytes, duration: int = 5) -> Message:
        file = self._tg.files.keep("audio", content, "audio/mpeg")
        return self._send({"audio": {**file.facts(), "duration": duration, "mime_type": file.mime}}, None)

    def video_note(self, content: bytes, duration: int = 5) -> Message:
        file = self._tg.files.keep("video_note", content, "video/mp4")
        return self._send({"video_note": {**file.facts(), "duration": duration, "length": 240}}, None)

    def document(self, content: bytes, name: str, caption: str | None = None, chat: Group | None = None) -> Message:
        file = self._tg.files.keep("document", content, name=name)
        document = {**file.facts(), "file_name": name, "mime_type": file.mime}
        return self._send({"document": document, **({"caption": caption} if caption else {})}, chat)

    def sticker(self, emoji: str = "👍", chat: Group | None = None) -> Message:
        file = self._tg.files.keep("sticker", emoji.encode(), "image/webp")
        kind = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return self._send({"sticker": {**file.facts(), **kind, "emoji": emoji}}, chat)

    def location(self, lat: float, lon: float, chat: Group | None = None) -> Message:
        return self._send({"location": {"latitude": float(lat), "longitude": float(lon)}}, chat)

    def contact(self, phone: str = "+628120000000") -> Message:
        card = {"phone_number": phone, "first_name": self.user["first_name"], "user_id": self.id}
        return self._send({"contact": card}, None)

    def _send(self, content: dict[str, Any], group: Group | None, reply_to: Message | None = None) -> Message:
        chat = group.chat if group else self.chat
        if chat.private and chat.blocked:
            raise ValueError(f"{self.name} has blocked the bot")
        if not chat.private and not chat.holds(self.id):
            raise ValueError(f"{self.name} is not in {chat.title}")
        if reply_to:
            content["reply_to_message"] = quoted(chat.messages[reply_to["message_id"]])
        chat.started = True
        message = self._tg.post(chat, self.user, content)
        if self._reaches_bot(chat, message):
            kind = "channel_post" if chat.kind == "channel" else "message"
            self._tg.push(kind, dict(message), ("chat", chat.id))
        return dict(message)

    def _reaches_bot(self, chat: Chat, message: Message) -> bool:
        """Privacy mode: in a group the bot hears only what concerns it, unless it is an administrator."""
        bot = self._tg.bot
        if chat.private or chat.led_by(bot["id"]):
            return True
        if not chat.holds(bot["id"]):
            return False
        if message.get("reply_to_message", {}).get("from", {}).get("id") == bot["id"]:
            return True
        me = f"@{bot['username']}".lower()
        text = str(message.get("text", ""))
        for entity in message.get("entities", []):
            word = _part(text, entity).lower()
            if entity["type"] == "mention" and word == me:
                return True
            if entity["type"] == "bot_command" and ("@" not in word or word.endswith(me)):
                return True
        return False

    # pressing

    def press(self, wanted: str | int, message: Message | int | None = None, chat: Group | None = None) -> Press:
        """Press an inline button by its label, its data or its place; await the result for the toast."""
        where, message_id, button = self._button(wanted, message, chat)
        press = Press(str(10**17 + next(self._tg.press_ids)), self.id, self._tg.clock.seconds())
        if "callback_data" not in button:
            press.answer("", alert=False)
            if "url" in button:
                self.open(button["url"])
            elif "copy_text" in button:
                self.copied.append(button["copy_text"]["text"])
            else:
                raise LookupError(f"the stage does not play the button [{button['text']}]")
            return press
        press.data = button["callback_data"]
        self._tg.presses[press.id] = press
        query = {
            "id": press.id,
            "from": user_facts(self.user),
            "message": dict(where.messages[message_id]),
            "chat_instance": str(-where.id * 31 + 7),
            "data": press.data,
        }
        self._tg.push("callback_query", query, ("press", self.id), PRESS_LIFE)
        self._tg.changed()
        return press

    def _button(
        self, wanted: str | int, message: Message | int | None, group: Group | None
    ) -> tuple[Chat, int, dict[str, Any]]:
        where = group.chat if group else self.chat
        if isinstance(message, dict):
            where = self._tg.chats[message["chat"]["id"]]
            numbers = [int(message["message_id"])]
        else:
            numbers = [message] if message else list(reversed(where.messages))
        if (not where.private and not where.holds(self.id)) or (where.private and where.id != self.id):
            raise LookupError(f"{self.name} does not see that chat")
        seen: list[str] = []
        for number in numbers:
            buttons = [b for row in keyboards.rows(where.messages.get(number, {}).get("reply_markup")) for b in row]
            if isinstance(wanted, int) and buttons:
                if not -len(buttons) <= wanted < len(buttons):
                    break
                return where, number, buttons[wanted]
            for fits in _fits(str(wanted)):
                if found := next((b for b in buttons if fits(b)), None):
                    return where, number, found
            seen += [f"[{b['text']}]" for b in buttons]
        raise LookupError(f"{self.name} sees no button [{wanted}]; there are: {' '.join(seen) or 'none'}")

    def open(self, url: str, group: Group | None = None, as_admin: bool | None = None) -> None:
        """Follow a link; links to the bot act as in Telegram, others are noted in `opened`."""
        parts = urlsplit(url if "://" in url else f"https://{url}")
        query = {key: values[0] for key, values in parse_qs(parts.query, keep_blank_values=True).items()}
        name = query.get("domain", "") if parts.scheme == "tg" else parts.path.strip("/")
        inside = parts.scheme == "tg" or parts.hostname in ("t.me", "telegram.me")
        if not inside or name.lower() != self._tg.bot["username"].lower():
            self.opened.append(url)
        elif "startgroup" in query:
            self._bring(
                query["startgroup"], group or self._only_group(), "admin" in query if as_admin is None else as_admin
            )
        elif "start" in query:
            self.start(query["start"])

    def _only_group(self) -> Group:
        mine = [group for group in self._tg.groups if group.chat.holds(self.id) and group.chat.kind != "channel"]
        if len(mine) != 1:
            raise LookupError(f"say which group: {[group.title for group in mine]}")
        return mine[0]

    def _bring(self, payload: str, group: Group, as_admin: bool) -> None:
        if payload and not PAYLOAD.fullmatch(payload):
            raise ValueError(f"not a start payload: {payload!r}")
        if not group.chat.holds(self._tg.bot["id"]):
            group.add_bot(self, as_admin=as_admin)
        self.say(f"/start@{self._tg.bot['username']} {payload}", group)

    # leaving and coming back

    def block(self) -> None:
        self._turn(blocked=True)

    def unblock(self) -> None:
        self._turn(blocked=False)

    def _turn(self, blocked: bool) -> None:
        chat = self.chat
        if chat.blocked == blocked:
            return
        chat.blocked = blocked
        old, new = ("member", "kicked") if blocked else ("kicked", "member")
        self._tg.push_membership(chat, self._tg.bot, old, new, self.user)
        self._tg.changed()

    def deactivate(self) -> None:
        """The account is deleted."""
        self.chat.deactivated = True


def _part(text: str, entity: dict[str, Any]) -> str:
    raw = text.encode("utf-16-le")
    return raw[entity["offset"] * 2 : (entity["offset"] + entity["length"]) * 2].decode("utf-16-le")


def _fits(wanted: str) -> list[Callable[[dict[str, Any]], bool]]:
    return [lambda b: bool(b["text"] == wanted), lambda b: b.get("callback_data") == wanted]
