"""Texts that a keyboard should not be able to write, drawn from a seed."""

import random
import unicodedata
from collections import defaultdict
from functools import cache

BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u200b\u2060\ufeff"
FAMILIES = ("👨‍👩‍👧‍👦", "👩🏽‍🌾", "🏳️‍🌈", "🇮🇩", "🇮", "👍🏿", "❤️‍🔥", "\u200d👩", "1️⃣")
SNIPPETS = (
    "<b>tebal</b>", "<b><i>", "</b>", "<a href='javascript:alert(1)'>x</a>", "<script>alert(1)</script>", "&amp;&lt;",
    "&#0;", "&", "<", ">", '"', "*tebal* _miring_ [x](tg://user?id=1)", "```sql", '{"a": [1, null, "\\u0000"]}',
    '"a","b";=1+1', "=HYPERLINK(\"http://x\")", "'; DROP TABLE resident; --", "%s %d {name} {0} {{", "\\n\\r\\0",
    "⟦vote.cast⟧", "@rembuk_latihan_bot", "/usul@bot", "t.me/x?start=y", "pasang_ABCDEFGH12345678", "C:\\NUL",
)  # fmt: skip
SCRIPTS = (
    "ꦱꦸꦒꦼꦁꦫꦮꦸꦃ ꦢꦺꦱ", "ᬒᬁ ᬲ᭄ᬯᬲ᭄ᬢ᭄ᬬᬲ᭄ᬢᬸ", "السلام عليكم ورحمة الله", "שלום", "ᮞᮥᮔ᮪ᮓ", "日本語の文", "ไทย", "नमस्ते", "Ångström Å Å ﬁ ﷺ",
    "İstanbul ıß", "e\u0301\u0327\u0323", "\u1100\u1161\u11a8",
)  # fmt: skip
ANSWERS = (
    "1", "2", "besok", "besok jam 8", "31 Februari 99999", "1985", "٣", "²", "𝟙", "-1", "1e9", "9" * 400, "0,0",
    "1 2 3", "perempuan", "33.01.02.2003", "Krajan", "RT 02", "Krajan, Ngasem dan Kalitengah", "ya", "WIB",
    "📝 Sampaikan usulan", "jam 25.99", "akhir bulan", "setelah magrib", "1, 4, 7",
)  # fmt: skip
EDGE = (4095, 4096, 4097)
PASTE = 100_000


@cache
def by_category() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for number in range(0x110000):
        if number < 0x3400 or number % 7 == 0 or 0xD800 <= number < 0xE100 or 0x1F000 <= number < 0x20000:
            char = chr(number)
            found[unicodedata.category(char)].append(char)
    return found


def nasty(rng: random.Random) -> str:
    """One text; mostly short, one in five hundred as long as a book."""
    parts = [_part(rng) for _ in range(rng.choice((1, 1, 2, 3)))]
    text = rng.choice(("", " ", "\n")).join(parts)
    chance = rng.random()
    if chance < 0.002:
        return (text * (PASTE // len(text) + 1))[:PASTE] if text else "a" * PASTE
    if chance < 0.01:
        return _as_long_as(rng.choice(EDGE), rng.choice((text, "&", "😀", "<", "a\u0301")) or "a")
    return text


def _part(rng: random.Random) -> str:
    match rng.randrange(10):
        case 0 | 1:
            group = by_category()[rng.choice(sorted(by_category()))]
            return "".join(rng.choices(group, k=rng.randint(1, 40)))
        case 2:
            return "".join(rng.choices("abc def " + BIDI, k=rng.randint(1, 30)))
        case 3:
            return "zalgo" + rng.choice("aeu") + "".join(rng.choices(by_category()["Mn"], k=rng.choice((3, 5, 200))))
        case 4:
            return "".join(rng.choices(FAMILIES, k=rng.randint(1, 6)))
        case 5:
            return rng.choice(SCRIPTS)
        case 6 | 7:
            return rng.choice(SNIPPETS)
        case 8:
            return rng.choice(ANSWERS)
    return rng.choice(("\ud800", "\udfff\ud800", "\0", "a\0b", " \t\n ", "\n" * 50, "\u2028\u2029", "\u200d" * 9, ""))


def _as_long_as(units: int, text: str) -> str:
    """So many UTF-16 units of it, as Telegram counts."""
    whole = (text * (units // len(text) + 1)).encode("utf-16-le", "surrogatepass")[: units * 2]
    return whole.decode("utf-16-le", "surrogatepass")
