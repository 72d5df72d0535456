"""The printed sheet: eight cards a page, nothing fetched, nothing of a name taken for markup."""

import re
from html.parser import HTMLParser

from documents.cards import Printed, sheet

WORDS = {
    "title": "Kartu",
    "head": "Rembuk Desa Sumberagung",
    "family": "Keluarga {name}",
    "foot": "Hanya untuk & keluarga",
}
STEPS = ["Pindai gambar ini.", "Ketik kode."]


def made(count: int, name: str = "Siti") -> str:
    cards = [
        Printed(f"AAAA-BBBB-CC{n:02}", name, f"https://t.me/rembuk?start=kartu_AAAABBBBCC{n:02}") for n in range(count)
    ]
    return sheet("id", WORDS, STEPS, cards).decode()


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        if tag not in ("meta", "path"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag != "path":
            assert self.open.pop() == tag


def test_eight_cards_a_page_each_with_picture_and_code() -> None:
    page = made(17)
    assert [part.count("<article") for part in page.split("<section")[1:]] == [8, 8, 1]
    assert page.count("<svg") == 17 and len(set(re.findall(r'class="code">([^<]+)<', page))) == 17
    tags = Tags()
    tags.feed(page)
    assert tags.open == [] and "script" not in tags.seen and "img" not in tags.seen and "link" not in tags.seen
    assert not re.search(r"(?:src|href|url)\s*[=(]", page)
    assert "A4" in page


def test_a_name_is_never_markup() -> None:
    page = made(1, '<b onclick="x">Siti</b> & {name}')
    assert "<b " not in page and "&lt;b onclick" in page and "untuk &amp; keluarga" in page
