"""Calls by which the bot presents itself: commands, descriptions, menu button."""

import re
from typing import TYPE_CHECKING, Any

from simulator.markup import units
from simulator.refusal import bad_request

if TYPE_CHECKING:
    from simulator.telegram import Telegram

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
LANGUAGE = re.compile(r"[a-z]{2}|")
SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}


def place(tg: "Telegram", given: dict[str, Any]) -> tuple[Any, ...]:
    """Scope and language as a key."""
    scope = given.get("scope", {"type": "default"})
    wanted = SCOPES.get(scope["type"])
    if wanted is None:
        raise bad_request("unsupported type specified")
    if set(scope) != {"type", *wanted}:
        raise bad_request("can't parse BotCommandScope")
    if "chat_id" in scope:
        tg.chat(scope["chat_id"])
    return (scope["type"], *(scope[name] for name in wanted), language(given))


def language(given: dict[str, Any]) -> str:
    code: str = given.get("language_code", "")
    if not LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return code


def set_commands(tg: "Telegram", given: dict[str, Any]) -> bool:
    commands = given["commands"]
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not COMMAND.fullmatch(command["command"].removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= units(command["description"]) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    tg.commands[place(tg, given)] = [{**c, "command": c["command"].removeprefix("/")} for c in commands]
    tg.changed()
    return True


def get_commands(tg: "Telegram", given: dict[str, Any]) -> list[dict[str, str]]:
    return tg.commands.get(place(tg, given), [])


def delete_commands(tg: "Telegram", given: dict[str, Any]) -> bool:
    tg.commands.pop(place(tg, given), None)
    return True


def set_description(tg: "Telegram", given: dict[str, Any]) -> bool:
    text = given.get("description", "")
    if units(text) > 512:
        raise bad_request("BOT_DESCRIPTION_TOO_LONG")
    tg.descriptions[language(given)] = text
    return True


def set_short_description(tg: "Telegram", given: dict[str, Any]) -> bool:
    text = given.get("short_description", "")
    if units(text) > 120:
        raise bad_request("BOT_SHORT_DESCRIPTION_TOO_LONG")
    language(given)
    return True


def set_menu_button(tg: "Telegram", given: dict[str, Any]) -> bool:
    if "chat_id" in given and not tg.chat(given["chat_id"]).private:
        raise bad_request("chat must be private")
    button = given.get("menu_button", {"type": "default"})
    if button["type"] not in ("default", "commands", "web_app"):
        raise bad_request("unsupported menu button type")
    return True


def nothing(tg: "Telegram", given: dict[str, Any]) -> bool:
    return True


CALLS = {
    "setMyCommands": set_commands,
    "getMyCommands": get_commands,
    "deleteMyCommands": delete_commands,
    "setMyDescription": set_description,
    "setMyShortDescription": set_short_description,
    "setChatMenuButton": set_menu_button,
    "logOut": nothing,
    "close": nothing,
}
