"""Formatted text as Telegram reads it: HTML in, plain text and entities out."""

import re
from dataclasses import dataclass
from typing import Any

from simulator.refusal import Refused, bad_request

Entity = dict[str, Any]

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
}
SPACE = " \t\r\n\0\v"
CHARACTER = re.compile(r"&(?:(lt|gt|amp|quot)|#(\d{1,7})|#x([0-9a-fA-F]{1,6}));")
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
ATTRIBUTE = re.compile(
    r"""[\s\0]*([^\s=>/"'\0]+)(?:[\s\0]*=[\s\0]*("[^"]*(?:"|$)|'[^']*(?:'|$)|[\w.-]+(?=[\s>])))?""", re.ASCII
)
WEB_ADDRESS = re.compile(r"(?:https?|tg|ton)://[^\s]+|(?:[\w-]+\.)+[a-z]{2,}(?:/[^\s]*)?", re.IGNORECASE)
FOUND = re.compile(
    r"(?P<url>https?://[^\s<>]+|(?<![\w@./])(?:t\.me|(?:[a-z0-9-]+\.)+(?:id|com|org|net))(?:/[^\s<>]*)?)"
    r"|(?P<email>(?<![\w.])[\w.+-]+@(?:[a-z0-9-]+\.)+[a-z]{2,})"
    r"|(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/]))"
    r"|(?P<mention>(?<!\w)@[A-Za-z0-9_]{4,32}\b)"
    r"|(?P<hashtag>(?<![\w#])#\w*[^\W\d]\w*)",
    re.IGNORECASE,
)


def units(text: str) -> int:
    """Length as Telegram counts it: UTF-16 code units."""
    return len(text) + sum(1 for c in text if c > "\uffff") if not text.isascii() else len(text)


@dataclass
class Open:
    tag: str
    argument: str
    offset: int


def parsed(html: str) -> tuple[str, list[Entity]]:
    """Read Telegram's HTML, as strictly as its server and a little more.

    The real server lets a bare `&` through; here it is refused, because it shows that
    somebody's words were not escaped.
    """
    if "<" not in html and "&" not in html:
        return html, []
    pieces: list[str] = []
    entities: list[Entity] = []
    nested: list[Open] = []
    offset = at = 0
    while at < len(html):
        if html[at] == "<" and html.startswith("</", at):
            at = _close(html, at, nested, entities, offset, pieces)
        elif html[at] == "<":
            opened, at = _start(html, at, offset)
            nested.append(opened)
        else:
            if html[at] == "&":
                piece, at = _character(html, at)
            else:
                end = min((p for p in (html.find("<", at), html.find("&", at)) if p >= 0), default=len(html))
                piece, at = html[at:end], end
            pieces.append(piece)
            offset += units(piece)
    if nested:
        raise _broken(f'Can\'t find end tag corresponding to start tag "{nested[-1].tag}"')
    return "".join(pieces), entities


def _start(html: str, at: int, offset: int) -> tuple[Open, int]:
    place = f"at byte offset {_bytes(html, at)}"
    end = at + 1
    while end < len(html) and html[end] not in SPACE + ">":
        end += 1
    if end == len(html):
        raise _broken(f"Unclosed start tag {place}")
    tag = html[at + 1 : end].lower()
    if tag not in TAGS:
        raise _broken(f'Unsupported start tag "{tag}" {place}')
    argument = ""
    while True:
        while end < len(html) and html[end] in SPACE:
            end += 1
        if end == len(html):
            raise _broken(f'Unclosed start tag "{tag}" {place}')
        if html[end] == ">":
            break
        found = ATTRIBUTE.match(html, end)
        if found is None:
            raise _broken(f'Empty attribute name in the tag "{tag}" {place}')
        end = found.end()
        if end < len(html) and html[end] not in SPACE + ">":
            raise _broken(f"Unexpected end of name token at byte offset {_bytes(html, end)}")
        argument = _argument(tag, found[1], found[2] or "") or argument
    if tag == "span" and argument != "spoiler":
        raise _broken(f'Tag "span" must have class "tg-spoiler" {place}')
    return Open(tag, argument, offset), end + 1


def _argument(tag: str, name: str, value: str) -> str:
    if value[:1] in ("'", '"'):
        value = value[1:-1]
        at = 0
        plain = []
        while (amp := value.find("&", at)) >= 0:
            plain.append(value[at:amp])
            piece, at = _character(value, amp)
            plain.append(piece)
        value = "".join(plain) + value[at:]
    match tag, name:
        case "a", "href":
            return value
        case "code", "class":
            return value.removeprefix("language-") if value.startswith("language-") else ""
        case "span", "class":
            return value.removeprefix("tg-")
        case "tg-emoji", "emoji-id":
            return value
        case "blockquote", "expandable":
            return "expandable"
    return ""


def _close(html: str, at: int, nested: list[Open], entities: list[Entity], offset: int, pieces: list[str]) -> int:
    place = f"at byte offset {_bytes(html, at)}"
    if not nested:
        raise _broken(f"Unexpected end tag {place}")
    end = html.find(">", at)
    name = html[at + 2 : end].rstrip(SPACE)
    if end < 0 or "<" in name:
        raise _broken(f"Unclosed end tag {place}")
    opened = nested.pop()
    if name and name != opened.tag:
        raise _broken(f'Unmatched end tag {place}, expected "</{opened.tag}>", found "</{name}>"')
    if offset > opened.offset:
        entity = _entity(opened, offset, "".join(pieces))
        if entity:
            entities.append(entity)
    return end + 1


def _entity(opened: Open, offset: int, text: str) -> Entity | None:
    entity: Entity = {"type": TAGS[opened.tag], "offset": opened.offset, "length": offset - opened.offset}
    if opened.tag == "a":
        url = opened.argument or text.encode("utf-16-le")[opened.offset * 2 :].decode("utf-16-le")
        if not WEB_ADDRESS.fullmatch(url.strip()):
            return None
        entity["url"] = url.strip() if "://" in url else f"http://{url.strip()}"
    if opened.tag == "tg-emoji":
        entity["custom_emoji_id"] = opened.argument
    if opened.tag == "blockquote" and opened.argument:
        entity["type"] = "expandable_blockquote"
    if opened.tag == "code" and opened.argument:
        entity.update(type="pre", language=opened.argument)
    return entity


def _character(html: str, at: int) -> tuple[str, int]:
    found = CHARACTER.match(html, at)
    if found is None:
        raise _broken(f"Unsupported HTML entity at byte offset {_bytes(html, at)}")
    name, decimal, hexadecimal = found.groups()
    if name:
        return NAMED[name], found.end()
    number = int(decimal) if decimal else int(hexadecimal, 16)
    if not 0 < number <= 0x10FFFF or 0xD800 <= number < 0xE000:
        raise _broken(f"Unsupported HTML entity at byte offset {_bytes(html, at)}")
    return chr(number), found.end()


def _bytes(html: str, at: int) -> int:
    return len(html[:at].encode())


def _broken(reason: str) -> Refused:
    return bad_request(f"can't parse entities: {reason}")


def trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Cut the white space around a text, as Telegram does, and move the entities along."""
    bare = text.strip()
    if bare == text:
        return text, entities
    before, length = units(text) - units(text.lstrip()), units(bare)
    moved = []
    for entity in entities:
        start = max(0, entity["offset"] - before)
        end = min(length, entity["offset"] + entity["length"] - before)
        if end > start:
            moved.append({**entity, "offset": start, "length": end - start})
    return bare, moved


def found(text: str, marked: list[Entity]) -> list[Entity]:
    """Add the links, commands and names that Telegram finds by itself."""
    entities = list(marked)
    if any(c in text for c in "/@#."):
        closed = [(e["offset"], e["offset"] + e["length"]) for e in marked if e["type"] in ("code", "pre", "text_link")]
        for hit in FOUND.finditer(text):
            words = hit[0].rstrip(".,;:!?)\"'") if hit.lastgroup == "url" else hit[0]
            start = units(text[: hit.start()])
            end = start + units(words)
            if not any(low < end and start < high for low, high in closed):
                entities.append({"type": hit.lastgroup, "offset": start, "length": end - start})
    entities.sort(key=lambda e: (e["offset"], -e["length"]))
    return entities
