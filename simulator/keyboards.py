"""Rules for the buttons under a message and under the typing field."""

import json
from typing import Any
from urllib.parse import urlsplit

from simulator.refusal import bad_request

BUTTONS = 100
BUTTONS_IN_ROW = 8
MARKUP_BYTES = 10_000
REPLY_BUTTONS = 300
REPLY_BUTTONS_IN_ROW = 12
STYLES = ("danger", "success", "primary")
DEEDS = ("url", "callback_data", "copy_text", "web_app", "switch_inline_query", "switch_inline_query_current_chat")


def check(markup: dict[str, Any]) -> None:
    if "inline_keyboard" in markup:
        _check_inline(markup)
    elif "keyboard" in markup:
        _check_reply(markup)
    elif False in (markup.get("remove_keyboard"), markup.get("force_reply")):
        raise bad_request("object expected as reply markup")
    placeholder = markup.get("input_field_placeholder")
    if placeholder is not None and not 1 <= len(placeholder) <= 64:
        raise bad_request("input field placeholder must have 1-64 characters")


def _check_inline(markup: dict[str, Any]) -> None:
    rows: list[list[dict[str, Any]]] = markup["inline_keyboard"]
    if sum(map(len, rows)) > BUTTONS or len(json.dumps(markup)) > MARKUP_BYTES:
        raise bad_request("reply markup is too long")
    if any(len(row) > BUTTONS_IN_ROW for row in rows):
        raise bad_request(f"reply markup has more than {BUTTONS_IN_ROW} buttons in a row")
    for row in rows:
        for button in row:
            _check_button(button)


def _check_button(button: dict[str, Any]) -> None:
    deeds = [deed for deed in DEEDS if deed in button]
    if not button["text"].strip():
        raise bad_request("can't parse inline keyboard button: text is empty")
    if not deeds:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(deeds) > 1:
        raise bad_request(f"can't parse inline keyboard button: it has {' and '.join(deeds)}")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")
    if "copy_text" in button and not 1 <= len(button["copy_text"]["text"]) <= 256:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if button.get("style", "primary") not in STYLES:
        raise bad_request("invalid button style specified")
    if "url" in button:
        parts = urlsplit(button["url"] if "://" in button["url"] else "http://" + button["url"])
        if parts.scheme not in ("http", "https", "tg") or ("." not in (parts.hostname or "") and parts.scheme != "tg"):
            raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")


def _check_reply(markup: dict[str, Any]) -> None:
    rows = markup["keyboard"]
    if not any(rows):
        raise bad_request("reply keyboard is empty")
    if sum(map(len, rows)) > REPLY_BUTTONS or any(len(row) > REPLY_BUTTONS_IN_ROW for row in rows):
        raise bad_request("reply markup is too long")
    if not all(button["text"].strip() for row in rows for button in row):
        raise bad_request("keyboard button text must be non-empty")


def labels(markup: dict[str, Any] | None) -> list[str]:
    """What stands on the buttons, in reading order."""
    return [button["text"] for row in rows(markup) for button in row]


def rows(markup: dict[str, Any] | None) -> list[list[dict[str, Any]]]:
    markup = markup or {}
    found: list[list[dict[str, Any]]] = markup.get("inline_keyboard") or markup.get("keyboard") or []
    return found
