"""All that the stage's Telegram knows, and the door through which a bot calls it."""

import itertools
from collections.abc import Callable
from typing import Any

from simulator import calls
from simulator.chats import Chat, Message, User, member, user_facts
from simulator.clock import Clock
from simulator.detours import Detours
from simulator.faults import Fault, Line, Spoilt
from simulator.files import Files
from simulator.pace import Pace
from simulator.parameters import NAMES, decoded
from simulator.people import Group, Person
from simulator.plan import Faults
from simulator.presses import Press
from simulator.refusal import Refused, bad_request, forbidden
from simulator.updates import DAY, Lane, Update, Updates
from simulator.webhook import Webhook

TOKEN = "123456789:LATIHAN-desa-karangan-bukan-rahasia"
FIRST_PERSON = 7_000_000_001
FIRST_GROUP = -4_000_000_001
FIRST_SUPERGROUP = -1_002_000_000_001

Answer = dict[str, Any]


class Telegram:
    def __init__(
        self,
        clock: Clock | None = None,
        token: str = TOKEN,
        username: str = "rembuk_latihan_bot",
        name: str = "Rembuk (latihan)",
    ) -> None:
        self.clock = clock or Clock()
        self.token = token
        self.bot: User = {
            "id": int(token.split(":")[0]),
            "is_bot": True,
            "first_name": name,
            "username": username,
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }
        self.users: dict[int, User] = {self.bot["id"]: self.bot}
        self.chats: dict[int, Chat] = {}
        self.people: dict[int, Person] = {}
        self.groups: list[Group] = []
        self.files = Files(token)
        self.updates = Updates(self.clock)
        self.webhook = Webhook(self)
        self.presses: dict[str, Press] = {}
        self.press_ids = itertools.count()
        self.commands: dict[tuple[Any, ...], list[dict[str, str]]] = {}
        self.descriptions: dict[str, str] = {}
        self.rates = True
        self.pace = Pace(self.clock)
        self.faults = Faults(self.clock)
        self.detours = Detours(self.clock, self._tell)
        self.on_answer: list[Callable[[str, dict[str, Any], Answer], None]] = []
        self.on_update: list[Callable[[Update], None]] = []
        self.on_change: list[Callable[[], None]] = []
        self._person_ids = itertools.count(FIRST_PERSON)
        self._group_ids = itertools.count(FIRST_GROUP, -1)
        self._supergroup_ids = itertools.count(FIRST_SUPERGROUP, -1)
        self._last_id = 0

    # who lives here

    def person(self, name: str, language: str = "id", username: str = "") -> Person:
        first, _, last = name.partition(" ")
        user: User = {"id": next(self._person_ids), "is_bot": False, "first_name": first, "language_code": language}
        if last:
            user["last_name"] = last
        if username:
            user["username"] = username
        self.users[user["id"]] = user
        self.chats[user["id"]] = Chat(user["id"], "private", person=user)
        person = self.people[user["id"]] = Person(self, user)
        return person

    def group(
        self,
        title: str,
        members: list[Person] | None = None,
        admins: list[Person] | None = None,
        supergroup: bool = False,
        kind: str = "",
        username: str = "",
    ) -> Group:
        """A group of people, still without the bot; the first admin, or else the first member, founded it."""
        kind = kind or ("supergroup" if supergroup else "group")
        chat = self.new_chat(kind, title, username)
        admins = admins or []
        chat.members |= {person.id: "member" for person in members or []}
        chat.members |= {person.id: "administrator" for person in admins}
        if chat.members:
            chat.members[admins[0].id if admins else next(iter(chat.members))] = "creator"
        group = Group(self, chat)
        self.groups.append(group)
        return group

    def new_chat(self, kind: str, title: str, username: str = "") -> Chat:
        number = next(self._group_ids if kind == "group" else self._supergroup_ids)
        chat = self.chats[number] = Chat(number, kind, title=title, username=username)
        return chat

    # what happens

    def call_name(self, name: str) -> str | None:
        return NAMES.get(name.lower())

    async def call(self, method: str, raw: dict[str, Any]) -> Answer:
        """Answer one call of the bot; raises Spoilt where a fault does something to the answer on its way."""
        given, fault = raw, None
        try:
            given = decoded(method, raw)
            fault = self.faults.strike(method, given)
            answer = await self._accept(method, given, fault)
        except Refused as no:
            answer = no.answer()
        self.faults.answered(method, given, answer, fault)
        for see in self.on_answer:
            see(method, given, answer)
        if fault and fault.line is not Line.WHOLE:
            raise Spoilt(fault, answer)
        return answer

    async def _accept(self, method: str, given: dict[str, Any], fault: Fault | None) -> Answer:
        if fault and not fault.accepted:
            if fault.refusal is None:
                raise Spoilt(fault, {})
            raise fault.refusal
        result = calls.CALLS[method](self, given)
        answer = {"ok": True, "result": await result if method in calls.WAITING else result}
        if fault and fault.refusal:
            raise fault.refusal
        return answer

    def post(self, chat: Chat, sender: User, content: dict[str, Any]) -> Message:
        """Put a message into a chat; says nothing to the bot."""
        if chat.kind in ("supergroup", "channel"):
            chat.last_id += 1
            number = chat.last_id
        else:
            self._last_id += 1
            number = self._last_id
        message: Message = {"message_id": number, "date": self.clock.stamp(), "chat": chat.facts()}
        if chat.kind == "channel":
            message["sender_chat"] = chat.facts()
        else:
            message["from"] = user_facts(sender)
        message |= content
        chat.messages[number] = message
        self.changed()
        return message

    def push(self, kind: str, body: dict[str, Any], lane: Lane, life: float = DAY) -> None:
        """Tell the bot, now or by a detour."""
        if not self.detours.take(kind, body, lane, life):
            self._tell(kind, body, lane, life)

    def _tell(self, kind: str, body: dict[str, Any], lane: Lane, life: float) -> None:
        update = self.updates.add(kind, body, lane, life)
        if update is None:
            return
        for see in self.on_update:
            see(update)
        self.webhook.notice(lane)

    def push_membership(self, chat: Chat, user: User, old: str, new: str, by: User) -> None:
        """Tell the bot of somebody's new standing, its own included."""
        mine = user["id"] == self.bot["id"]
        if not mine and not chat.led_by(self.bot["id"]):
            return
        change: dict[str, Any] = {
            "chat": chat.facts(),
            "from": user_facts(by),
            "date": self.clock.stamp(),
            "old_chat_member": member(user, old),
            "new_chat_member": member(user, new),
        }
        if new == "administrator" and user["id"] in chat.without_invites:
            change["new_chat_member"]["can_invite_users"] = False
        if new == "administrator" and chat.kind == "channel":
            change["new_chat_member"] |= {"can_post_messages": chat.may_post(user["id"]), "can_edit_messages": True}
        if mine:
            self.push("my_chat_member", change, ("chat", chat.id))
        else:
            self.push("chat_member", change, ("member", user["id"]))

    def changed(self) -> None:
        for see in self.on_change:
            see()

    # what a call speaks of

    def chat(self, chat_id: int | str) -> Chat:
        if isinstance(chat_id, str):
            named = (c for c in self.chats.values() if c.username and f"@{c.username}".lower() == chat_id.lower())
            chat = next(named, None)
        else:
            chat = self.chats.get(chat_id)
        if chat is None or (not chat.private and self.bot["id"] not in chat.members):
            raise bad_request("chat not found")
        if chat.moved_to:
            raise bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.moved_to)
        return chat

    def open_chat(self, chat_id: int | str) -> Chat:
        """A chat the bot may write to."""
        chat = self.chat(chat_id)
        if chat.private:
            if chat.deactivated:
                raise forbidden("user is deactivated")
            if chat.blocked:
                raise forbidden("bot was blocked by the user")
            if not chat.started and chat.window <= self.clock.seconds():
                raise forbidden("bot can't initiate conversation with a user")
            return chat
        status = chat.status(self.bot["id"])
        if status == "kicked":
            raise forbidden(f"bot was kicked from the {chat.kind} chat")
        if status == "left":
            raise forbidden(f"bot is not a member of the {chat.kind} chat")
        if not chat.may_post(self.bot["id"]):
            raise bad_request("need administrator rights in the channel chat")
        return chat
