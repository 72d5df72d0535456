"""One raw update → `Incoming`. Reads only what we need, so that an odd field elsewhere hurts nobody."""

from collections.abc import Callable, Mapping
from typing import Any

from handlers.chat import Incoming, What
from village.media import LARGEST_SIDE, Form, Kind, Sent

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member", "chat_join_request"]
MEDIA = (
    "photo", "voice", "sticker", "location", "contact", "document", "video", "audio", "video_note", "animation",
    "venue", "poll", "dice", "story", "checklist", "paid_media", "game",
)  # fmt: skip
KINDS = ("private", "group", "supergroup", "channel")
INSIDE = ("member", "administrator", "creator")
BIGGEST = 2**63 - 1


class Malformed(Exception):
    """The update lacks what the Bot API promises."""


def update_id(raw: object) -> int | None:
    """The number of an update, if it has one that can be confirmed."""
    value = raw.get("update_id") if isinstance(raw, dict) else None
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= BIGGEST else None


def shape(raw: object, depth: int = 4) -> Any:
    """Names and types of fields, never values: it may have been a vote."""
    if isinstance(raw, dict):
        return {_storable(str(k)[:40]): shape(v, depth - 1) if depth else "…" for k, v in list(raw.items())[:60]}
    if isinstance(raw, list):
        return [shape(v, depth - 1) for v in raw[:3]] if depth else "…"
    return type(raw).__name__


def read(raw: object, username: str, menu_key: Callable[[str], str | None]) -> Incoming:
    """Raises Malformed for what no Bot API would send; whatever asks for no answer is `What.NOTHING`."""
    number = update_id(raw)
    if number is None or not isinstance(raw, dict):
        raise Malformed("update_id")
    msg = _read(number, raw, username, menu_key)
    if msg.chat_kind == "private" and msg.person not in (0, msg.chat):
        raise Malformed("from")  # a private chat has the number of the person in it
    return msg


def _read(number: int, raw: Mapping[str, Any], username: str, menu_key: Callable[[str], str | None]) -> Incoming:
    if "callback_query" in raw:
        return _press(number, _dict(raw, "callback_query"))
    if "message" in raw:
        return _message(number, _dict(raw, "message"), username, menu_key)
    if "edited_message" in raw:
        message = _dict(raw, "edited_message")
        if "text" not in message and "caption" not in message:
            return Incoming(number, What.NOTHING)
        return Incoming(number, What.EDITED, *_chat(_dict(message, "chat")), *_person(message.get("from")))
    if "my_chat_member" in raw:
        return _member(number, _dict(raw, "my_chat_member"))
    if "chat_join_request" in raw:
        return _knock(number, _dict(raw, "chat_join_request"))
    return Incoming(number, What.NOTHING)


def _press(number: int, query: Mapping[str, Any]) -> Incoming:
    callback = _text(query, "id")
    person = _person(_dict(query, "from"))
    message = query.get("message")
    if message is None:
        return Incoming(number, What.NOTHING)
    if not isinstance(message, dict):
        raise Malformed("message")
    return Incoming(
        number, What.PRESS, *_chat(_dict(message, "chat")), *person, message=_int(message, "message_id"),
        callback=callback, data=_text(query, "data") if "data" in query else "",
    )  # fmt: skip


def _message(number: int, message: Mapping[str, Any], username: str, menu_key: Callable[[str], str | None]) -> Incoming:
    chat = _chat(_dict(message, "chat"))
    if "migrate_to_chat_id" in message:
        return Incoming(number, What.MOVED, *chat, moved_to=_int(message, "migrate_to_chat_id"))
    if "migrate_from_chat_id" in message:
        return Incoming(number, What.MOVED, _int(message, "migrate_from_chat_id"), *chat[1:], moved_to=chat[0])
    person = _person(message.get("from"))
    if person[0] == 0:
        return Incoming(number, What.NOTHING)
    if "text" in message:
        text = _text(message, "text")
        command, argument = _command(text, username)
        if command is None:
            return Incoming(number, What.NOTHING)
        menu = "" if command else menu_key(text) or ""
        return Incoming(
            number, What.TEXT, *chat, *person, text=text, command=command, argument=argument, menu=menu,
            message=_int(message, "message_id"), topic=_topic(message),
        )  # fmt: skip
    media = next((kind for kind in MEDIA if kind in message), "")
    if not media:
        return Incoming(number, What.NOTHING)
    caption = _text(message, "caption") if "caption" in message else ""
    file = _document(message) if media == "document" else {}
    album = _text(message, "media_group_id") if "media_group_id" in message else ""
    return Incoming(
        number, What.MEDIA, *chat, *person, text=caption, media=media, message=_int(message, "message_id"),
        sent=sent(media, message), album=album, **file,
    )  # fmt: skip


PICTURES = ("image/jpeg", "image/png", "image/webp")


def sent(media: str, message: Mapping[str, Any]) -> Sent | None:
    """A photo, voice or place of a kind that is kept; of a photo the size that is enough."""
    if media == "photo":
        return _file(Kind.PHOTO, Form.PHOTO, _enough(message["photo"]))
    if media == "document":
        file = _dict(message, "document")
        return _file(Kind.PHOTO, Form.DOCUMENT, file) if file.get("mime_type") in PICTURES else None
    if media in (Form.VOICE, Form.AUDIO, Form.VIDEO_NOTE):
        return _file(Kind.VOICE, Form(media), _dict(message, media))
    if media == "location":
        place = _dict(message, "location")
        across, along = _degrees(place, "latitude", 90), _degrees(place, "longitude", 180)
        return Sent(Kind.LOCATION, Form.LOCATION, latitude=across, longitude=along)
    return None


def _file(kind: Kind, form: Form, file: Mapping[str, Any]) -> Sent:
    size, seconds = (_int(file, name) if name in file else 0 for name in ("file_size", "duration"))
    if size < 0 or seconds < 0:
        raise Malformed("file_size")
    return Sent(kind, form, _text(file, "file_id"), size, seconds)


def _enough(sizes: object) -> Mapping[str, Any]:
    """The largest size that is not larger than needed; else the smallest there is."""
    if not isinstance(sizes, list) or not sizes or not all(isinstance(size, dict) for size in sizes):
        raise Malformed("photo")
    by_side = sorted(sizes, key=lambda size: max(_int(size, "width"), _int(size, "height")))
    fitting = [size for size in by_side if max(size["width"], size["height"]) <= LARGEST_SIDE]
    found: Mapping[str, Any] = fitting[-1] if fitting else by_side[0]
    return found


def _degrees(place: Mapping[str, Any], key: str, most: int) -> int:
    """In hundred-thousandths: about a metre."""
    value = place.get(key)
    if not isinstance(value, int | float) or isinstance(value, bool) or not -most <= value <= most:
        raise Malformed(key)
    return round(value * 100_000)


def _document(message: Mapping[str, Any]) -> dict[str, Any]:
    """A file that was sent. Of its name only the ending is kept: people name files after people."""
    file = _dict(message, "document")
    name = _text(file, "file_name") if "file_name" in file else ""
    ending = name.rpartition(".")[2].lower()[:8] if "." in name else ""
    size = _int(file, "file_size") if "file_size" in file else 0
    return {"file": _text(file, "file_id"), "file_size": size, "file_ending": ending}


def _command(text: str, username: str) -> tuple[str | None, str]:
    """(command, rest); ("", "") for plain words; (None, "") for another bot's command."""
    if not text.startswith("/"):
        return "", ""
    word, _, rest = text[1:].partition(" ")
    if "\n" in word:
        word, _, more = word.partition("\n")
        rest = f"{more} {rest}"
    name, _, whose = word.partition("@")
    if whose and whose.lower() != username.lower():
        return None, ""
    return name.lower() or "?", rest.strip()


def _member(number: int, change: Mapping[str, Any]) -> Incoming:
    new = _dict(change, "new_chat_member")
    status = _text(new, "status")
    inside = status in INSIDE or (status == "restricted" and new.get("is_member") is True)
    leads = status == "creator" or (status == "administrator" and new.get("can_invite_users") is True)
    return Incoming(
        number, What.MEMBER, *_chat(_dict(change, "chat")), *_person(_dict(change, "from")), member=inside,
        may_invite=leads, may_write=_may_write(_dict(change, "chat"), new),
    )  # fmt: skip


def _knock(number: int, request: Mapping[str, Any]) -> Incoming:
    """Somebody at a group's door. Their words about themselves (`bio`) are not read."""
    chat, person, where = _chat(_dict(request, "chat")), _person(_dict(request, "from")), _int(request, "user_chat_id")
    if person[0] == 0 or chat[1] == "private":
        return Incoming(number, What.NOTHING)
    if where <= 0:
        raise Malformed("user_chat_id")
    return Incoming(number, What.KNOCK, *chat, *person, person_chat=where)


def _chat(chat: Mapping[str, Any]) -> tuple[int, str, str]:
    """(id, kind, title). People's numbers are positive, those of groups and channels negative."""
    title = _text(chat, "title") if "title" in chat else ""
    number, kind = _int(chat, "id"), _text(chat, "type")
    if kind not in KINDS or (number > 0) != (kind == "private"):
        raise Malformed("type")
    return number, kind, title[:128]


def _topic(message: Mapping[str, Any]) -> int:
    """The topic of a forum in which it was said; answers to a message make threads too, which are none."""
    if message.get("is_topic_message") is not True:
        return 0
    topic = _int(message, "message_thread_id")
    if topic <= 0:
        raise Malformed("message_thread_id")
    return topic


def _may_write(chat: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """As far as our new standing tells: in a channel only an administrator who may post does."""
    status = new.get("status")
    if chat.get("type") == "channel":
        return status == "creator" or (status == "administrator" and new.get("can_post_messages") is True)
    return status != "restricted" or new.get("can_send_messages") is True


def _person(user: object) -> tuple[int, str]:
    """(id, name); another bot, an anonymous admin or nobody is (0, "")."""
    if user is None:
        return 0, ""
    if not isinstance(user, dict):
        raise Malformed("from")
    if user.get("is_bot") is True:
        return 0, ""
    first, last = (_text(user, part) if part in user else "" for part in ("first_name", "last_name"))
    number = _int(user, "id")
    if number <= 0:
        raise Malformed("from")  # it would be taken for a group's
    return number, f"{first} {last}".strip()[:128]


def _dict(raw: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = raw.get(key)
    if not isinstance(value, dict):
        raise Malformed(key)
    return value


def _int(raw: Mapping[str, Any], key: str) -> int:
    value = raw.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > BIGGEST:
        raise Malformed(key)
    return value


def _text(raw: Mapping[str, Any], key: str) -> str:
    value = raw.get(key)
    if not isinstance(value, str):
        raise Malformed(key)
    return _storable(value)


def _storable(text: str) -> str:
    """Without halves of characters, which no file and no database takes."""
    return text.encode("utf-8", "replace").decode("utf-8")
