"""The door of a group whose invite link asks for approval: who has knocked, and the bot's calls about them."""

from typing import TYPE_CHECKING, Any

from simulator.chats import Chat, user_facts
from simulator.refusal import bad_request

if TYPE_CHECKING:
    from simulator.telegram import Telegram

WINDOW = 300
"""Seconds in which a bot may write to whoever has knocked and never started it."""


def knock(tg: "Telegram", chat: Chat, user_id: int) -> None:
    """Ask to be let in. The bot hears it only as an administrator who may invite."""
    if chat.holds(user_id):
        raise ValueError("whoever is inside does not knock")
    chat.knocks[user_id] = tg.clock.seconds()
    if chat.opened_by(tg.bot["id"]):
        user = tg.users[user_id]
        tg.chats[user_id].window = tg.clock.seconds() + WINDOW
        request = {
            "chat": chat.facts(),
            "from": user_facts(user),
            "user_chat_id": user_id,
            "date": tg.clock.stamp(),
        }
        tg.push("chat_join_request", request, ("member", user_id))
    tg.changed()


def _answered(tg: "Telegram", given: dict[str, Any]) -> tuple[Chat, int]:
    chat = tg.open_chat(given["chat_id"])
    if chat.private:
        raise bad_request("chat not found")
    if not chat.opened_by(tg.bot["id"]):
        raise bad_request("not enough rights to manage chat join requests")
    user_id = given["user_id"]
    if user_id not in tg.people:
        raise bad_request("user not found")
    if chat.holds(user_id):
        raise bad_request("USER_ALREADY_PARTICIPANT")
    if user_id not in chat.knocks:
        raise bad_request("HIDE_REQUESTER_MISSING")
    del chat.knocks[user_id]
    tg.chats[user_id].window = 0
    return chat, user_id


def approve(tg: "Telegram", given: dict[str, Any]) -> bool:
    chat, user_id = _answered(tg, given)
    old, user = chat.status(user_id), tg.users[user_id]
    chat.members[user_id] = "member"
    tg.push_membership(chat, user, old, "member", tg.bot)
    message = tg.post(chat, user, {"new_chat_members": [user_facts(user)]})
    tg.push("message", dict(message), ("chat", chat.id))
    return True


def decline(tg: "Telegram", given: dict[str, Any]) -> bool:
    _answered(tg, given)
    tg.changed()
    return True


CALLS = {"approveChatJoinRequest": approve, "declineChatJoinRequest": decline}
