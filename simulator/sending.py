"""Calls that put a new message into a chat."""

from typing import TYPE_CHECKING, Any

from simulator import keyboards, markup
from simulator.chats import Chat, Message, quoted, user_facts
from simulator.files import photo_sizes
from simulator.refusal import Refused, bad_request

if TYPE_CHECKING:
    from simulator.telegram import Telegram

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
RAW_BYTES = 32_768
PHOTO_BYTES = 10 << 20
FILE_BYTES = 50 << 20
KEPT_ON_COPY = (
    "text",
    "entities",
    "caption",
    "caption_entities",
    "photo",
    "document",
    "voice",
    "location",
    "link_preview_options",
)


def formatted(given: dict[str, Any], name: str, limit: int) -> dict[str, Any]:
    """The text or caption of a call, read and measured; empty without one."""
    text: str = given.get(name, "")
    if len(text.encode()) > RAW_BYTES:
        raise bad_request("text is too long")
    mode = given.get("parse_mode", "")
    entities = given.get("entities" if name == "text" else "caption_entities", [])
    if mode.upper() == "HTML":
        text, entities = markup.parsed(text)
    elif mode:
        raise bad_request("unsupported parse_mode")
    text, entities = markup.trimmed(text, entities)
    length = markup.units(text)
    if name == "text" and not length:
        raise bad_request("message text is empty")
    if length > limit:
        raise bad_request("message is too long" if name == "text" else "message caption is too long")
    if any(e["offset"] < 0 or e["length"] < 1 or e["offset"] + e["length"] > length for e in entities):
        raise bad_request("entity is out of the text")
    content: dict[str, Any] = {name: text} if text else {}
    if entities := markup.found(text, entities):
        content["entities" if name == "text" else "caption_entities"] = entities
    return content


def deliver(tg: "Telegram", chat: Chat, given: dict[str, Any], content: dict[str, Any]) -> Message:
    """Check what all messages have in common, count it, and put it into the chat."""
    buttons = given.get("reply_markup")
    if chat.muted and not chat.led_by(tg.bot["id"]):
        raise bad_request("not enough rights to send text messages to the chat")
    if buttons:
        keyboards.check(buttons)
    content |= _topic(tg, chat, given.get("message_thread_id", 0))
    answered = _answered(tg, chat, given.get("reply_parameters"))
    if tg.rates:
        tg.pace.take(chat.id, chat.private)
    if answered:
        content["reply_to_message"] = quoted(answered)
    if given.get("protect_content"):
        content["has_protected_content"] = True
    if buttons and buttons.get("inline_keyboard"):
        content["reply_markup"] = buttons
    message = tg.post(chat, tg.bot, content)
    if buttons and "inline_keyboard" not in buttons:
        chat.fixed.add(message["message_id"])
        if "keyboard" in buttons:
            chat.keyboard = buttons
        elif "remove_keyboard" in buttons:
            chat.keyboard = None
    return message


def _topic(tg: "Telegram", chat: Chat, number: int) -> dict[str, Any]:
    """Where in a forum the message stands; what goes to no topic stands in the general one."""
    if number and number not in chat.topics:
        raise bad_request("message thread not found")
    if not chat.topics.get(number, True) and not chat.led_by(tg.bot["id"]):
        raise bad_request("TOPIC_CLOSED")
    return {"message_thread_id": number, "is_topic_message": True} if number else {}


def _answered(tg: "Telegram", chat: Chat, reply: dict[str, Any] | None) -> Message | None:
    if reply is None:
        return None
    if reply.get("chat_id", chat.id) != chat.id:
        raise bad_request("replies to other chats are not played on this stage")
    message = chat.messages.get(reply["message_id"])
    if message is None and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return message


def send_message(tg: "Telegram", given: dict[str, Any]) -> Message:
    chat = tg.open_chat(given["chat_id"])
    content = formatted(given, "text", TEXT_LIMIT)
    if "link_preview_options" in given:
        content["link_preview_options"] = given["link_preview_options"]
    return deliver(tg, chat, given, content)


def send_photo(tg: "Telegram", given: dict[str, Any]) -> Message:
    chat = tg.open_chat(given["chat_id"])
    caption = formatted(given, "caption", CAPTION_LIMIT)
    file = tg.files.given("photo", given["photo"])
    if len(file.content) > PHOTO_BYTES:
        raise bad_request("file is too big")
    return deliver(tg, chat, given, {"photo": photo_sizes(tg.files, file), **caption})


def send_document(tg: "Telegram", given: dict[str, Any]) -> Message:
    chat = tg.open_chat(given["chat_id"])
    caption = formatted(given, "caption", CAPTION_LIMIT)
    file = tg.files.given("document", given["document"])
    if len(file.content) > FILE_BYTES:
        raise Refused(413, "Request Entity Too Large")
    document = {**file.facts(), "file_name": file.name, "mime_type": file.mime}
    return deliver(tg, chat, given, {"document": document, **caption})


def send_voice(tg: "Telegram", given: dict[str, Any]) -> Message:
    chat = tg.open_chat(given["chat_id"])
    caption = formatted(given, "caption", CAPTION_LIMIT)
    file = tg.files.given("voice", given["voice"])
    if len(file.content) > FILE_BYTES:
        raise Refused(413, "Request Entity Too Large")
    voice = {**file.facts(), "duration": given.get("duration", 0), "mime_type": file.mime}
    return deliver(tg, chat, given, {"voice": voice, **caption})


def send_location(tg: "Telegram", given: dict[str, Any]) -> Message:
    chat = tg.open_chat(given["chat_id"])
    if not (-90 <= given["latitude"] <= 90 and -180 <= given["longitude"] <= 180):
        raise bad_request("wrong latitude or longitude specified")
    location = {"latitude": float(given["latitude"]), "longitude": float(given["longitude"])}
    return deliver(tg, chat, given, {"location": location})


def send_poll(tg: "Telegram", given: dict[str, Any]) -> Message:
    chat = tg.open_chat(given["chat_id"])
    options = given["options"]
    if not 1 <= markup.units(given["question"]) <= 300:
        raise bad_request("poll question must be 1-300 characters long")
    if not 1 <= len(options) <= 12:
        raise bad_request("poll must have 1-12 answer options")
    if any(not 1 <= markup.units(option["text"]) <= 100 for option in options):
        raise bad_request("poll options must be 1-100 characters long")
    if given.get("type", "regular") != "regular":
        raise bad_request("quizzes are not played on this stage")
    poll: dict[str, Any] = {
        "id": str(10**18 + next(tg.press_ids)),
        "question": given["question"],
        "options": [
            {"persistent_id": str(i), "text": option["text"], "voter_count": 0} for i, option in enumerate(options)
        ],
        "total_voter_count": 0,
        "is_closed": given.get("is_closed", False),
        "is_anonymous": given.get("is_anonymous", True),
        "type": "regular",
        "allows_multiple_answers": given.get("allows_multiple_answers", False),
        "allows_revoting": True,
        "members_only": False,
    }
    poll |= {key: given[key] for key in ("open_period", "close_date") if key in given}
    return deliver(tg, chat, given, {"poll": poll})


def copied(tg: "Telegram", given: dict[str, Any]) -> Message:
    source = tg.open_chat(given["from_chat_id"]).messages.get(given["message_id"])
    if source is None:
        raise bad_request("message to copy not found")
    content = {key: source[key] for key in KEPT_ON_COPY if key in source}
    if not content:
        raise bad_request("message can't be copied")
    if "caption" in given and "text" not in content:
        content = {key: value for key, value in content.items() if not key.startswith("caption")}
        content |= formatted(given, "caption", CAPTION_LIMIT)
    return content


def copy_message(tg: "Telegram", given: dict[str, Any]) -> dict[str, int]:
    chat = tg.open_chat(given["chat_id"])
    return {"message_id": deliver(tg, chat, given, copied(tg, given))["message_id"]}


def forward_message(tg: "Telegram", given: dict[str, Any]) -> Message:
    chat = tg.open_chat(given["chat_id"])
    source = tg.open_chat(given["from_chat_id"]).messages.get(given["message_id"])
    if source is None:
        raise bad_request("message to forward not found")
    if source.get("has_protected_content"):
        raise bad_request("message can't be forwarded")
    content = copied(tg, given)
    sender = source.get("from", tg.bot)
    content["forward_origin"] = {"type": "user", "sender_user": user_facts(sender), "date": source["date"]}
    return deliver(tg, chat, given, content)


CALLS = {
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendVoice": send_voice,
    "sendLocation": send_location,
    "sendPoll": send_poll,
    "copyMessage": copy_message,
    "forwardMessage": forward_message,
}
