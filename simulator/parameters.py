"""What may be asked of the stage: methods, their parameters and types, as one table.

A line lists `name:type`; `!` after the name means required; `[x]` is a list of x.
Parameters that Telegram knows and the stage does not play are refused like unknown ones,
so that nothing is silently ignored.
"""

import json
import re
from typing import Any, NamedTuple

from simulator.files import Upload
from simulator.refusal import bad_request


class Field(NamedTuple):
    name: str
    kind: str
    required: bool


def fields(line: str) -> dict[str, Field]:
    pairs = (word.split(":") for word in line.split())
    return {name.rstrip("!"): Field(name.rstrip("!"), kind, name.endswith("!")) for name, kind in pairs}


SENDING = (
    "chat_id!:chat message_thread_id:int disable_notification:bool protect_content:bool allow_paid_broadcast:bool "
    "reply_parameters:ReplyParameters reply_markup:ReplyMarkup "
)
CAPTION = "caption:str parse_mode:str caption_entities:[MessageEntity] "
EDITING = "chat_id!:chat message_id!:int reply_markup:InlineKeyboardMarkup "
TEXT = "parse_mode:str entities:[MessageEntity] link_preview_options:LinkPreviewOptions "

METHODS = {
    name: fields(line)
    for name, line in {
        "getMe": "",
        "logOut": "",
        "close": "",
        "getUpdates": "offset:int limit:int timeout:int allowed_updates:[str]",
        "setWebhook": "url!:str ip_address:str max_connections:int allowed_updates:[str] "
        "drop_pending_updates:bool secret_token:str",
        "deleteWebhook": "drop_pending_updates:bool",
        "getWebhookInfo": "",
        "sendMessage": SENDING + TEXT + "text!:str",
        "sendPhoto": SENDING + CAPTION + "photo!:file has_spoiler:bool show_caption_above_media:bool",
        "sendDocument": SENDING + CAPTION + "document!:file disable_content_type_detection:bool",
        "sendVoice": SENDING + CAPTION + "voice!:file duration:int",
        "sendLocation": SENDING + "latitude!:float longitude!:float horizontal_accuracy:float",
        "sendPoll": SENDING + "question!:str options!:[InputPollOption] is_anonymous:bool type:str "
        "allows_multiple_answers:bool open_period:int close_date:int is_closed:bool",
        "copyMessage": SENDING + CAPTION + "from_chat_id!:chat message_id!:int",
        "forwardMessage": "chat_id!:chat message_thread_id:int disable_notification:bool protect_content:bool "
        "from_chat_id!:chat message_id!:int",
        "editMessageText": EDITING + TEXT + "text!:str",
        "editMessageCaption": EDITING + CAPTION,
        "editMessageReplyMarkup": EDITING,
        "deleteMessage": "chat_id!:chat message_id!:int",
        "pinChatMessage": "chat_id!:chat message_id!:int disable_notification:bool",
        "unpinChatMessage": "chat_id!:chat message_id:int",
        "sendChatAction": "chat_id!:chat message_thread_id:int action!:str",
        "answerCallbackQuery": "callback_query_id!:str text:str show_alert:bool url:str cache_time:int",
        "getChat": "chat_id!:chat",
        "getChatMember": "chat_id!:chat user_id!:int",
        "getChatAdministrators": "chat_id!:chat return_bots:bool",
        "approveChatJoinRequest": "chat_id!:chat user_id!:int",
        "declineChatJoinRequest": "chat_id!:chat user_id!:int",
        "leaveChat": "chat_id!:chat",
        "getFile": "file_id!:str",
        "setMyCommands": "commands!:[BotCommand] scope:BotCommandScope language_code:str",
        "getMyCommands": "scope:BotCommandScope language_code:str",
        "deleteMyCommands": "scope:BotCommandScope language_code:str",
        "setMyDescription": "description:str language_code:str",
        "setMyShortDescription": "short_description:str language_code:str",
        "setChatMenuButton": "chat_id:int menu_button:MenuButton",
    }.items()
}
NAMES = {name.lower(): name for name in METHODS}

OBJECTS = {
    name: fields(line)
    for name, line in {
        "ReplyParameters": "message_id!:int chat_id:chat allow_sending_without_reply:bool quote:str "
        "quote_parse_mode:str quote_position:int",
        "LinkPreviewOptions": "is_disabled:bool url:str prefer_small_media:bool prefer_large_media:bool "
        "show_above_text:bool",
        "MessageEntity": "type!:str offset!:int length!:int url:str language:str custom_emoji_id:str",
        "InputPollOption": "text!:str text_parse_mode:str",
        "BotCommand": "command!:str description!:str",
        "BotCommandScope": "type!:str chat_id:chat user_id:int",
        "MenuButton": "type!:str text:str web_app:WebAppInfo",
        "WebAppInfo": "url!:str",
        "CopyTextButton": "text!:str",
        "InlineKeyboardMarkup": "inline_keyboard!:[[InlineKeyboardButton]]",
        "InlineKeyboardButton": "text!:str style:str url:str callback_data:str copy_text:CopyTextButton "
        "web_app:WebAppInfo switch_inline_query:str switch_inline_query_current_chat:str",
        "ReplyKeyboardMarkup": "keyboard!:[[KeyboardButton]] is_persistent:bool resize_keyboard:bool "
        "one_time_keyboard:bool input_field_placeholder:str selective:bool",
        "KeyboardButton": "text!:str style:str request_contact:bool request_location:bool "
        "request_chat:KeyboardButtonRequestChat",
        "KeyboardButtonRequestChat": "request_id!:int chat_is_channel!:bool bot_is_member:bool "
        "request_title:bool request_username:bool",
        "ReplyKeyboardRemove": "remove_keyboard!:bool selective:bool",
        "ForceReply": "force_reply!:bool input_field_placeholder:str selective:bool",
    }.items()
}
MARKUPS = {
    "inline_keyboard": "InlineKeyboardMarkup",
    "keyboard": "ReplyKeyboardMarkup",
    "remove_keyboard": "ReplyKeyboardRemove",
    "force_reply": "ForceReply",
}
MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
}
INTEGER = re.compile(r"-?\d{1,19}")


def decoded(method: str, raw: dict[str, Any]) -> dict[str, Any]:
    """Turn what came over the wire into typed values, or refuse it."""
    known = METHODS[method]
    uploads = {name: value for name, value in raw.items() if isinstance(value, Upload)}
    given: dict[str, Any] = {}
    for name, value in raw.items():
        field = known.get(name)
        if field is None:
            if name in uploads and f"attach://{name}" in raw.values():
                continue
            raise bad_request(f'unknown parameter "{name}" in {method}')
        given[name] = _top(field, value, uploads)
    for field in known.values():
        if field.required and field.name not in given:
            raise bad_request(MISSING.get(field.name, f'parameter "{field.name}" is required in {method}'))
    return given


def _top(field: Field, value: Any, uploads: dict[str, Upload]) -> Any:
    """A value of the outermost level, where forms make everything a string."""
    kind = field.kind
    if kind == "file":
        if isinstance(value, str) and value.startswith("attach://"):
            value = uploads.get(value.removeprefix("attach://"))
        if not isinstance(value, Upload | str) or not value:
            raise bad_request(f"there is no {field.name} in the request")
        return value
    if isinstance(value, str) and kind != "str":
        if kind in ("int", "chat") and INTEGER.fullmatch(value):
            return int(value)
        if kind == "chat":
            return _typed(kind, value, field.name)
        try:
            value = json.loads(value)
        except ValueError:
            raise bad_request(f'can\'t parse "{field.name}": {_expected(kind)}') from None
    return _typed(kind, value, field.name)


def _expected(kind: str) -> str:
    return {"int": "integer expected", "bool": "boolean expected", "float": "number expected"}.get(
        kind, "JSON expected"
    )


def _typed(kind: str, value: Any, path: str) -> Any:
    match kind:
        case "str":
            fits = isinstance(value, str)
        case "int":
            fits = isinstance(value, int) and not isinstance(value, bool)
        case "float":
            fits = isinstance(value, int | float) and not isinstance(value, bool)
        case "bool":
            fits = isinstance(value, bool)
        case "chat":
            if isinstance(value, str) and not value.startswith("@"):
                raise bad_request("chat not found" if value else "chat_id is empty")
            fits = isinstance(value, int | str) and not isinstance(value, bool)
        case _ if kind.startswith("["):
            if not isinstance(value, list):
                raise bad_request(f'can\'t parse "{path}": list expected')
            return [_typed(kind[1:-1], item, f"{path}[{i}]") for i, item in enumerate(value)]
        case _:
            return _object(kind, value, path)
    if not fits:
        raise bad_request(f'can\'t parse "{path}": {kind} expected, not {json.dumps(value, default=str)[:60]}')
    return value


def _object(kind: str, value: Any, path: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise bad_request(
            "object expected as reply markup" if "Markup" in kind else f'can\'t parse "{path}": object expected'
        )
    if kind == "ReplyMarkup":
        kind = next((name for key, name in MARKUPS.items() if key in value), "")
        if not kind:
            raise bad_request("object expected as reply markup")
    known = OBJECTS[kind]
    for name in value:
        if name not in known:
            raise bad_request(f'unknown field "{name}" in {path} ({kind})')
    for field in known.values():
        if field.required and field.name not in value:
            raise bad_request(f'can\'t find field "{field.name}" in {path} ({kind})')
    return {name: _typed(known[name].kind, item, f"{path}.{name}") for name, item in value.items()}
