"""HTML message markup: the plain text, its entities, and what is wrong with it."""

import html
import re
from typing import Any

Entity = dict[str, Any]

PLAIN = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "span": "spoiler", "a": "text_link", "code": "code", "pre": "pre", "blockquote": "blockquote",
    "tg-emoji": "custom_emoji", "tg-time": "date_time",
}  # fmt: skip
TOKEN = re.compile(
    r"<(?P<end>/?)(?P<tag>[A-Za-z][\w-]*)?"
    r"(?P<attrs>(?:\s+[\w-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[\w.-]+))?)*)\s*>"
    r"|&(?P<ref>#\d+|#[xX][0-9a-fA-F]+|lt|gt|amp|quot);?"
    r"|(?P<stray><)"
)
ATTR = re.compile(r"([\w-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([\w.-]+)))?")
FOUND = re.compile(
    r"(?P<bot_command>(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w{3,})?(?![\w/]))"
    r"|(?P<url>https?://[^\s<>\"]+[^\s<>\".,;:!?)])"
    r"|(?P<mention>(?<!\w)@[A-Za-z]\w{3,31}\b)"
)


def units(text: str) -> int:
    """Length as the Bot API counts it, in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def found(text: str) -> list[Entity]:
    """Entities Telegram marks by itself: commands, links, mentions."""
    return [
        {"type": m.lastgroup, "offset": units(text[: m.start()]), "length": units(m[0])} for m in FOUND.finditer(text)
    ]


def read_html(source: str) -> tuple[str, list[Entity], list[str]]:
    out: list[str] = []
    size = 0
    open_tags: list[tuple[str, Entity]] = []
    entities: list[Entity] = []
    errors: list[str] = []

    def add(piece: str) -> None:
        nonlocal size
        out.append(piece)
        size += units(piece)

    def start(tag: str, given: dict[str, str]) -> None:
        entity: Entity = {"type": PLAIN[tag], "offset": size}
        if tag == "span" and given.get("class") != "tg-spoiler":
            errors.append('tag "span" must have class "tg-spoiler"')
        elif tag == "a":
            entity["url"] = html.unescape(given.get("href", ""))
        elif tag == "tg-emoji":
            entity["custom_emoji_id"] = given.get("emoji-id", "")
        elif tag == "tg-time":
            entity["unix_time"] = int(given["unix"]) if given.get("unix", "").isdigit() else 0
            if given.get("format"):
                entity["date_time_format"] = given["format"]
        elif tag == "blockquote" and "expandable" in given:
            entity["type"] = "expandable_blockquote"
        elif tag == "code" and given.get("class", "").startswith("language-"):
            entity["language"] = given["class"].removeprefix("language-")
        open_tags.append((tag, entity))

    def end(tag: str) -> None:
        if not open_tags:
            errors.append(f"unexpected end tag </{tag}>")
            return
        name, entity = open_tags.pop()
        if tag not in ("", name):
            errors.append(f"end tag </{tag}> where </{name}> was expected")
        entity["length"] = size - entity["offset"]
        if not entity["length"]:
            return
        if entity["type"] == "code" and open_tags and open_tags[-1][0] == "pre":
            if "language" in entity:
                open_tags[-1][1]["language"] = entity["language"]
            return
        if entity["type"] == "code":
            entity.pop("language", None)
        if entity["type"] == "text_link" and not entity["url"]:
            return
        entities.append(entity)

    at = 0
    for m in TOKEN.finditer(source):
        add(source[at : m.start()])
        at = m.end()
        if m["ref"]:
            add(html.unescape(f"&{m['ref']};"))
        elif m["stray"] or (not m["tag"] and not m["end"]):
            errors.append(f'"<" that opens no tag, at {m.start()}: {source[m.start() : m.start() + 12]!r}')
        elif m["end"]:
            end((m["tag"] or "").lower())
        elif (tag := m["tag"].lower()) in PLAIN:
            start(tag, {a[1].lower(): a[2] or a[3] or a[4] or "" for a in ATTR.finditer(m["attrs"])})
        else:
            errors.append(f'unsupported tag "{tag}"')
    add(source[at:])
    errors += [f"tag <{tag}> is never closed" for tag, _ in open_tags]
    text, entities = trim("".join(out), entities)
    return text, entities, errors


def trim(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Drop blank ends, as Telegram does, and keep the entities in place."""
    lead = units(text) - units(text.lstrip())
    text = text.strip()
    last = units(text)
    kept = []
    for entity in entities:
        begin = max(0, entity["offset"] - lead)
        stop = min(last, entity["offset"] + entity["length"] - lead)
        if stop > begin:
            kept.append({**entity, "offset": begin, "length": stop - begin})
    return text, sorted(kept, key=lambda e: (e["offset"], -e["length"]))
