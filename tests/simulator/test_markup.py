"""Telegram's HTML."""

import pytest

from simulator.markup import found, parsed, trimmed, units
from simulator.refusal import Refused


@pytest.mark.parametrize(
    ("html", "text", "entities"),
    [
        ("biasa", "biasa", []),
        ("<b>tebal</b> &lt;&amp;&gt; &quot;&#39;&#x27;", "tebal <&> \"''", [("bold", 0, 5)]),
        ("😀<i>x</i>", "😀x", [("italic", 2, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("italic", 1, 1), ("bold", 0, 2)]),
        ("<B>a</>", "a", [("bold", 0, 1)]),
        ("<b></b>x", "x", []),
        ('<a href="https://t.me/x?start=a&amp;b">sini</a>', "sini", [("text_link", 0, 4)]),
        ("<a>https://t.me/x</a>", "https://t.me/x", [("text_link", 0, 14)]),
        ('<a href="bukan alamat">x</a>', "x", []),
        ('<span class="tg-spoiler">x</span>', "x", [("spoiler", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
    ],
)
def test_what_is_read(html: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    plain, read = parsed(html)
    assert text == plain
    assert entities == [(e["type"], e["offset"], e["length"]) for e in read]


def test_a_link_keeps_its_address() -> None:
    assert parsed('<a href="https://t.me/x?start=a&amp;b">sini</a>')[1][0]["url"] == "https://t.me/x?start=a&b"


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<br>", 'Unsupported start tag "br" at byte offset 0'),
        ("é<p>x</p>", 'Unsupported start tag "p" at byte offset 2'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("x<", "Unclosed start tag at byte offset 1"),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ('<a href="x', 'Unclosed start tag "a" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("PAUD & TK", "Unsupported HTML entity at byte offset 5"),
        ("&nbsp;", "Unsupported HTML entity at byte offset 0"),
    ],
)
def test_what_is_refused(html: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        parsed(html)
    assert f"Bad Request: can't parse entities: {reason}" == refused.value.description


def test_white_space_around_a_text_is_cut_and_entities_move() -> None:
    text, entities = trimmed(*parsed("\n 😀 <b>x </b>"))
    assert text == "😀 x"
    assert entities == [{"type": "bold", "offset": 3, "length": 1}]


def test_telegram_finds_commands_links_and_names() -> None:
    text = "😀 /usul@bot lihat t.me/bot?start=x. @sari_r #jalan a/b 1/2 https://desa.id/a, <code>"
    kinds = [
        (e["type"], text.encode("utf-16-le")[e["offset"] * 2 :][: e["length"] * 2].decode("utf-16-le"))
        for e in found(text, [])
    ]
    assert kinds == [
        ("bot_command", "/usul@bot"),
        ("url", "t.me/bot?start=x"),
        ("mention", "@sari_r"),
        ("hashtag", "#jalan"),
        ("url", "https://desa.id/a"),
    ]


def test_length_is_counted_in_utf16() -> None:
    assert units("a😀é") == 4
