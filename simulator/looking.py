"""Calls that ask about chats, people and files, or answer a press."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from simulator.chats import member, quoted
from simulator.files import DOWNLOAD_LIMIT
from simulator.markup import units
from simulator.refusal import bad_request
from simulator.updates import PRESS_LIFE

if TYPE_CHECKING:
    from simulator.telegram import Telegram

ACTIONS = [
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
]
LATE_PRESS = "query is too old and response timeout expired or query ID is invalid"


def get_me(tg: "Telegram", given: dict[str, Any]) -> dict[str, Any]:
    return tg.bot


def get_chat(tg: "Telegram", given: dict[str, Any]) -> dict[str, Any]:
    chat = tg.chat(given["chat_id"])
    if chat.private and not chat.started:
        raise bad_request("chat not found")
    gifts = "unlimited_gifts limited_gifts unique_gifts premium_subscription gifts_from_channels"
    facts = chat.facts() | {
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts.split(), chat.private),
    }
    if top := chat.top_pinned():
        facts["pinned_message"] = quoted(top)
    return facts


def get_chat_member(tg: "Telegram", given: dict[str, Any]) -> dict[str, Any]:
    chat = tg.open_chat(given["chat_id"])
    user = tg.users.get(given["user_id"])
    if user is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    if chat.private:
        return member(user, "member" if user["id"] in (chat.id, tg.bot["id"]) else "left")
    return member(user, chat.status(user["id"]))


def get_administrators(tg: "Telegram", given: dict[str, Any]) -> list[dict[str, Any]]:
    chat = tg.open_chat(given["chat_id"])
    if chat.private:
        raise bad_request("there are no administrators in the private chat")
    bots = given.get("return_bots", False)
    return [
        member(tg.users[user_id], status)
        for user_id, status in chat.members.items()
        if status in ("creator", "administrator") and (bots or not tg.users[user_id]["is_bot"])
    ]


def leave_chat(tg: "Telegram", given: dict[str, Any]) -> bool:
    chat = tg.open_chat(given["chat_id"])
    if chat.private:
        raise bad_request("chat member status can't be changed in private chats")
    old = chat.status(tg.bot["id"])
    chat.members[tg.bot["id"]] = "left"
    tg.push_membership(chat, tg.bot, old, "left", tg.bot)
    tg.post(chat, tg.bot, {"left_chat_member": member(tg.bot, "left")["user"]})
    return True


def get_file(tg: "Telegram", given: dict[str, Any]) -> dict[str, Any]:
    file = tg.files.by_id.get(given["file_id"])
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.content) > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return {**file.facts(), "file_path": file.path}


def send_chat_action(tg: "Telegram", given: dict[str, Any]) -> bool:
    tg.open_chat(given["chat_id"])
    if given["action"] not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True


def answer_press(tg: "Telegram", given: dict[str, Any]) -> bool:
    press = tg.presses.get(given["callback_query_id"])
    if press is None or press.answered or tg.clock.seconds() - press.pressed_at > PRESS_LIFE:
        raise bad_request(LATE_PRESS)
    text = given.get("text", "")
    if units(text) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    person = tg.people[press.user_id]
    url = given.get("url", "")
    if url and urlsplit(url).path != f"/{tg.bot['username']}":
        raise bad_request("URL_INVALID")
    alert = given.get("show_alert", False)
    press.answer(text, alert)
    del tg.presses[press.id]
    if text:
        person.toasts.append((text, alert))
    if url:
        person.open(url)
    tg.changed()
    return True


CALLS = {
    "getMe": get_me,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_administrators,
    "leaveChat": leave_chat,
    "getFile": get_file,
    "sendChatAction": send_chat_action,
    "answerCallbackQuery": answer_press,
}
