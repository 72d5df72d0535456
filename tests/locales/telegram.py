"""A second reader of our markup: strict, and written apart from the code it checks."""

from __future__ import annotations

from html.parser import HTMLParser

ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"'}


class Refused(Exception):
    """Telegram would say: can't parse entities."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.words: list[str] = []
        self.open: list[str] = []
        self.entities = 0
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("b", "i", "code", "a"):
            raise Refused(f"tag {tag}")
        if "code" in self.open or (tag == "a" and "a" in self.open):
            raise Refused(f"{tag} inside {self.open}")
        if tag == "a":
            ((name, url),) = attrs
            if name != "href" or not url or not url.startswith(("https://", "http://", "tg://")):
                raise Refused(f"link {attrs}")
            self.links.append(url)
        elif attrs:
            raise Refused(f"attributes {attrs}")
        self.open.append(tag)
        self.entities += 1

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise Refused(f"end of {tag}")

    def handle_data(self, data: str) -> None:
        if "<" in data or "&" in data:
            raise Refused(f"bare sign in {data!r}")
        self.words.append(data)

    def handle_entityref(self, name: str) -> None:
        if name not in ENTITIES:
            raise Refused(f"entity {name}")
        self.words.append(ENTITIES[name])

    def handle_charref(self, name: str) -> None:
        raise Refused(f"entity #{name}")

    def handle_comment(self, data: str) -> None:
        raise Refused("comment")


def read(markup: str, limit: int = 4096) -> tuple[str, list[str]]:
    """The words a person sees and the links behind them; Refused when Telegram would refuse."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    if reader.open:
        raise Refused(f"not closed: {reader.open}")
    words = "".join(reader.words)
    if len(words.encode("utf-16-le")) // 2 > limit:
        raise Refused("too long")
    if len(markup.encode()) > 32_768:
        raise Refused("too many bytes")
    if reader.entities > 100:
        raise Refused("too many entities")
    if not words.strip():
        raise Refused("empty")
    return words, reader.links
