"""One text of the catalogue, taken apart once: its own markup, its words, its blanks."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from string import Formatter

from locales.safe import ELLIPSIS, units

MOST_BYTES = 32_768  # Telegram refuses longer ones before it reads the markup
MOST_ENTITIES = 100

_TAG = re.compile(r"<(/?)([a-zA-Z]\w*)([^<>]*)>")
_OPENED = re.compile(r"<[a-z/]")
_HREF = re.compile(r'\s+href="([^"]*)"\s*')
_ADDRESS = re.compile(r"(?:https?|tg)://", re.IGNORECASE)
_BLANK = re.compile(r"[a-z][a-z0-9_]*|_[A-Za-z][a-z]*")
_HOLE = re.compile(r"\x00(\w+)\x00")
_SIMPLE = ("b", "i", "code")
_PIECE = re.compile(r"(<[^<>]*>)|(&(?:amp|lt|gt|quot);)|([^<&]+|&)")


class BadText(ValueError):
    """A text of the catalogue that could not be sent; names the text and what is wrong."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of fixed text and the blank after it, if any."""

    markup: str
    plain: str
    blank: str | None
    flat: bool
    """Inside a link or code, where a fact brings no markup of its own."""
    hidden: bool
    """Inside an address: part of the link, not of the words."""


@dataclass(frozen=True, slots=True)
class Template:
    text: str
    parts: tuple[Part, ...]
    blanks: tuple[str, ...]
    """Each once, in the order of the text."""


def escape(text: str) -> str:
    """The one place where a fact is made harmless for ParseMode.HTML."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    if '"' in text:
        text = text.replace('"', "&quot;")
    return text


def is_address(url: str) -> bool:
    """Only these open without surprise: https, http and tg."""
    return _ADDRESS.match(url) is not None and not re.search(r"\s", url)


def parse(key: str, text: str) -> Template:
    """Take a text apart; raise BadText when Telegram would refuse or misread it."""
    parts: list[Part] = []
    markup, plain, flat = "", "", False

    def fill(blank: str | None, flat: bool, hidden: bool) -> None:
        nonlocal markup, plain
        parts.append(Part(markup, plain, blank, flat, hidden))
        markup = plain = ""

    for piece, is_tag in _pieces(key, _with_holes(key, text)):
        if is_tag and piece.startswith("</"):
            flat = flat and piece not in ("</a>", "</code>")
        elif is_tag:
            flat = flat or piece.startswith(("<a", "<code"))
        for place, run in enumerate(_HOLE.split(piece)):
            if place % 2:
                fill(run, flat, is_tag)
            elif is_tag:
                markup += run
            else:
                said = html.unescape(run)
                markup += escape(said)
                plain += said
    if markup or plain or not parts:
        fill(None, False, False)
    blanks = tuple(dict.fromkeys(part.blank for part in parts if part.blank))
    return Template(text, tuple(parts), blanks)


def _with_holes(key: str, text: str) -> str:
    held = []
    try:
        for literal, blank, spec, conversion in Formatter().parse(text.replace("\x00", "")):
            held.append(literal)
            if blank is None:
                continue
            if spec or conversion or not _BLANK.fullmatch(blank):
                raise BadText(f"{key}: a blank is a plain name like {{name}}, not {{{blank}}}")
            held.append(f"\x00{blank}\x00")
    except ValueError as fault:
        raise fault if isinstance(fault, BadText) else BadText(f"{key}: {fault}") from fault
    return "".join(held)


def _pieces(key: str, text: str) -> Iterator[tuple[str, bool]]:
    """Words and tags in turn; the tags known, complete and closed in order."""
    open_tags: list[str] = []
    end = 0
    for tag in _TAG.finditer(text):
        yield _words(key, text[end : tag.start()]), False
        end = tag.end()
        closing, name, rest = tag.groups()
        if closing:
            if not open_tags or open_tags.pop() != name or rest:
                raise BadText(f"{key}: {tag[0]} closes nothing")
        else:
            href = _HREF.fullmatch(rest) if name == "a" else None
            folded = name == "blockquote" and rest == " expandable"  # what only few want to see: proofs
            if not (href and is_address(href[1])) and not (name in _SIMPLE and not rest) and not folded:
                raise BadText(f'{key}: only <b>, <i>, <code> and <a href="https://…"> may stand here, not {tag[0]}')
            open_tags.append(name)
        yield tag[0], True
    yield _words(key, text[end:]), False
    if open_tags:
        raise BadText(f"{key}: <{open_tags[-1]}> is not closed")


def _words(key: str, words: str) -> str:
    if _OPENED.search(words):
        raise BadText(f"{key}: a tag is not complete in {words!r}")
    return words


def fits(markup: str, limit: int) -> bool:
    """Whether Telegram takes it: length after parsing, and bytes before."""
    if len(markup) * 2 <= limit:
        return True
    return units(read(markup)) <= limit and len(markup.encode()) <= MOST_BYTES


def read(markup: str) -> str:
    """What a reader sees of our own markup; an escaped sign becomes one character, any."""
    return re.sub(r"&(?:amp|lt|gt|quot);", "&", re.sub(r"<[^<>]*>", "", markup))


def cut_markup(markup: str, limit: int) -> str:
    """The last resort when fixed text alone is too long: stop early and close what is open."""
    kept: list[str] = []
    open_tags: list[str] = []
    room, space = limit - units(ELLIPSIS), MOST_BYTES - 200
    for piece in _PIECE.finditer(markup):
        tag, entity, words = piece.groups()
        for bit in (piece[0],) if tag or entity else words:
            wide = 0 if tag else 1 if entity else units(bit)
            space -= len(bit.encode())
            if wide > room or space < 0:
                return "".join(kept).rstrip() + ELLIPSIS + "".join(f"</{name}>" for name in reversed(open_tags))
            room -= wide
            kept.append(bit)
        if tag and tag[1] == "/":
            open_tags.pop()
        elif tag:
            open_tags.append(tag[1:-1].split()[0])
    return "".join(kept)


def few_entities(markup: str) -> str:
    """Telegram counts 100 stretches of markup in a message; later ones stay as words."""
    seen = 0
    open_kept: list[bool] = []

    def keep(tag: re.Match[str]) -> str:
        nonlocal seen
        if tag[0].startswith("</"):
            return tag[0] if open_kept.pop() else ""
        seen += 1
        open_kept.append(seen <= MOST_ENTITIES)
        return tag[0] if open_kept[-1] else ""

    return re.sub(r"<[^<>]*>", keep, markup)
