"""Calls that change a message that stands already."""

from typing import TYPE_CHECKING, Any

from simulator import keyboards
from simulator.chats import Chat, Message, quoted
from simulator.refusal import bad_request
from simulator.sending import CAPTION_LIMIT, TEXT_LIMIT, formatted

if TYPE_CHECKING:
    from simulator.telegram import Telegram

UNCHANGED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
DELETABLE_FOR = 48 * 60 * 60
MEDIA = ("photo", "document", "voice")


def own(tg: "Telegram", given: dict[str, Any]) -> tuple[Chat, Message]:
    """A message the bot itself has written and may still change."""
    chat = tg.open_chat(given["chat_id"])
    message = chat.messages.get(given["message_id"])
    if message is None:
        raise bad_request("message to edit not found")
    mine = message.get("from", {}).get("id") == tg.bot["id"] or chat.kind == "channel"
    if not mine or "forward_origin" in message or message["message_id"] in chat.fixed:
        raise bad_request("message can't be edited")
    return chat, message


def change(
    tg: "Telegram", message: Message, given: dict[str, Any], new: dict[str, Any], old: tuple[str, ...]
) -> Message:
    buttons = given.get("reply_markup")
    if buttons:
        keyboards.check(buttons)
    if buttons and buttons["inline_keyboard"]:
        new["reply_markup"] = buttons
    replaced = (*old, "reply_markup")
    if {key: message[key] for key in replaced if key in message} == new:
        raise bad_request(UNCHANGED)
    for key in replaced:
        message.pop(key, None)
    message |= new
    message["edit_date"] = tg.clock.stamp()
    tg.changed()
    return message


def edit_text(tg: "Telegram", given: dict[str, Any]) -> Message:
    _, message = own(tg, given)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    new = formatted(given, "text", TEXT_LIMIT)
    if "link_preview_options" in given:
        new["link_preview_options"] = given["link_preview_options"]
    return change(tg, message, given, new, ("text", "entities", "link_preview_options"))


def edit_caption(tg: "Telegram", given: dict[str, Any]) -> Message:
    _, message = own(tg, given)
    if not any(kind in message for kind in MEDIA):
        raise bad_request("there is no caption in the message to edit")
    return change(tg, message, given, formatted(given, "caption", CAPTION_LIMIT), ("caption", "caption_entities"))


def edit_markup(tg: "Telegram", given: dict[str, Any]) -> Message:
    _, message = own(tg, given)
    return change(tg, message, given, {}, ())


def delete_message(tg: "Telegram", given: dict[str, Any]) -> bool:
    chat = tg.open_chat(given["chat_id"])
    message = chat.messages.get(given["message_id"])
    if message is None:
        raise bad_request("message to delete not found")
    mine = message.get("from", {}).get("id") == tg.bot["id"]
    young = tg.clock.stamp() - message["date"] <= DELETABLE_FOR
    leads = chat.led_by(tg.bot["id"])
    if not (leads or (young and (mine or chat.private))):
        raise bad_request("message can't be deleted")
    chat.remove(given["message_id"])
    tg.changed()
    return True


def pin(tg: "Telegram", given: dict[str, Any]) -> bool:
    chat = may_pin(tg, given)
    message = chat.messages.get(given["message_id"])
    if message is None:
        raise bad_request("message to pin not found")
    if message["message_id"] in chat.pinned:
        chat.pinned.remove(message["message_id"])
    chat.pinned.append(message["message_id"])
    note = tg.post(chat, tg.bot, {"pinned_message": quoted(message)})
    tg.push("channel_post" if chat.kind == "channel" else "message", dict(note), ("chat", chat.id))
    return True


def unpin(tg: "Telegram", given: dict[str, Any]) -> bool:
    chat = may_pin(tg, given)
    number = given.get("message_id", chat.pinned[-1] if chat.pinned else None)
    if number not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(number)
    tg.changed()
    return True


def may_pin(tg: "Telegram", given: dict[str, Any]) -> Chat:
    chat = tg.open_chat(given["chat_id"])
    if not chat.private and not chat.led_by(tg.bot["id"]):
        raise bad_request("not enough rights to manage pinned messages in the chat")
    return chat


CALLS = {
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageReplyMarkup": edit_markup,
    "deleteMessage": delete_message,
    "pinChatMessage": pin,
    "unpinChatMessage": unpin,
}
