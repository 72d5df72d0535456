"""A correction turned into the words as they should have been: "bukan RT 02 tapi RT 03", "500 meter jadi 650 meter"."""

import re

_HEAD = re.compile(
    r"^\W*(?:(?:maaf|mohon|nuwun\s+sewu|punten|eh|pak|bu|min|mas|mbak)\W+)*"
    r"(?:(?:ada|mau|ingin)\s+)?(?:ralat|koreksi|pembetulan|revisi|keliru|salah(?:\s+(?:tulis|ketik))?)\b"
    r"(?:\s+(?:usul(?:an)?|saya|kami|kula|abdi|tadi|mau|yang|yg|untuk|utk|soal|nomor|nomer|no|kemarin|kemaren|wingi|itu|"
    r"pak|bu|min|\d+)\b)*\W*",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:[\s,.!]+(?:ya|yaa|pak|bu|min|mas|mbak|kang|maaf|nggih|nuhun|suwun|terima\s*kasih|makasih|trims))*[\s,.!]*$",
    re.IGNORECASE,
)
_BUT = r"(?:tapi|tetapi|melainkan|ning|nanging|tapine|seharusnya|harusnya|mestinya|yang\s+benar|yg\s+benar|kudune)"
_NOT = r"(?:bukannya|bukan|dudu|sanes|lain)"
_WAYS = (
    re.compile(rf"\b{_NOT}\s+(?P<wrong>[^.;\n]+?)[\s,]+{_BUT}\s+(?P<right>[^.;\n]+)", re.IGNORECASE),
    re.compile(rf"^(?P<right>[^.;,\n]+?)[\s,]+{_NOT}\s+(?P<wrong>[^.;\n]+)", re.IGNORECASE),
    re.compile(r"^(?:dari\s+)?(?P<wrong>[^.;,\n]+?)\s+(?:(?:men)?jadi|(?:di)?ganti|dados)\s+(?P<right>[^.;\n]+)", re.I),
)  # fmt: skip
_LED = re.compile(rf"^(?:di\s+|yaitu\s+|{_BUT}\s+)+", re.IGNORECASE)
_NAMED = re.compile(
    r"\b(?:nomor|nomer|no\.?|usul(?:an)?)\s*#?(\d{1,6})\b(?!\s*(?:meter|m\b|unit|titik|buah))", re.IGNORECASE
)
_TWICE = re.compile(r"\b(\w+)(\s+\1\b)+", re.IGNORECASE)


def bare(note: str) -> str:
    """The note without "Ralat usul saya tadi" before it and "ya Pak" behind it."""
    return _TAIL.sub("", _HEAD.sub("", note.strip(), count=1)).strip() or note.strip()


def number(note: str) -> int | None:
    """The number of the proposal that it says it corrects."""
    found = _NAMED.search(note)
    return int(found[1]) if found else None


def pair(note: str) -> tuple[str, str] | None:
    """(what was wrong, what is right), where the note names both."""
    said = bare(note)
    for way in _WAYS:
        if (found := way.search(said)) is not None:
            wrong, right = (_LED.sub("", _TAIL.sub("", found[name])).strip(" ,\"'") for name in ("wrong", "right"))
            if wrong and right:
                return wrong, right
    return None


def applied(words: str, wrong: str, right: str) -> str | None:
    """The words with the right in place of the wrong; None where the wrong does not stand in them."""
    parts = [
        rf"0*{int(part)}" if part.isdecimal() else re.escape(part) for part in re.findall(r"\d+|[^\W\d]+|\S", wrong)
    ]
    found = re.compile(r"(?<!\w)" + r"[\s.]*".join(parts) + r"(?!\w)", re.IGNORECASE)
    if not found.search(words):
        return None
    changed = found.sub(lambda hit: _as(hit[0], right), words, count=1)
    return _TWICE.sub(lambda hit: hit[1], changed) if not _TWICE.search(words) else changed


def _as(was: str, right: str) -> str:
    """A word that began a sentence goes on beginning it."""
    return right[:1].upper() + right[1:] if was[:1].isupper() and was[:2] != was[:2].upper() else right


def mended(was: str, note: str, *, names_thing: bool, names_place: bool) -> str:
    """The words as the note wants them; a place that stands only beside the words changes nothing in them.

    `names_thing`: the note alone tells what is wanted, so that it takes the place of the words.
    """
    found, said = pair(note), bare(note)
    if found is not None and (whole := applied(was, *found)) is not None:
        return whole
    many = len(said.split())
    if names_thing and found is None and many >= _WHOLE:
        return said[:1].upper() + said[1:]
    if names_place and (found is not None or many <= _ONLY_PLACE):
        return was
    return f"{was}\n{said}" if was else said


_WHOLE, _ONLY_PLACE = 4, 5
"""Words: of a sentence that stands alone, and of one that only tells where."""
