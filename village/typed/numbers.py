"""Numbers and money, in figures and in words."""

from __future__ import annotations

import re

LONGEST = 300  # characters; nobody types a date or a sum in more

DIGITS = {
    "nol": 0, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5,
    "enam": 6, "tujuh": 7, "delapan": 8, "lapan": 8, "sembilan": 9,
}  # fmt: skip
_UNITS = {
    "rb": 10**3, "ribu": 10**3, "rebu": 10**3, "k": 10**3,
    "jt": 10**6, "juta": 10**6, "jutaan": 10**6, "ribuan": 10**3,
    "m": 10**9, "miliar": 10**9, "milyar": 10**9, "milyard": 10**9, "miliaran": 10**9,
    "t": 10**12, "triliun": 10**12, "trilyun": 10**12,
}  # fmt: skip
"""1 M is a miliar (10^9) in Indonesia, never a million."""

_MOST = 10**15
_ABOUT = re.compile(r"^(?:±\s*|(?:sekitar|kira-kira|kira kira|kurang lebih|kurleb|sebesar|senilai|ada|hanya|cuma)\s+)+")
_TOKEN = re.compile(r"\s*(?:(\d[\d.,]*\d|\d)|([a-z]+))", re.ASCII)
_THINGS = (
    r"(?:\s*(?:orang|jiwa|kk|keluarga|kepala keluarga|warga|rumah|rumah tangga|peserta|suara|unit|buah|titik|rt|rw))?"
)


def money(text: str) -> int | None:
    """Whole rupiah: "12,5 jt", "Rp 1.250.000", "dua puluh lima juta". Nonsense and what is ambiguous: None."""
    said = plain(text)
    if said is None:
        return None
    said = _ABOUT.sub("", said)
    said = re.sub(r"^(?:rp|idr)\b\.?\s*|^rp\.?\s*(?=\d)", "", said)
    said = re.sub(r"(?:\s*(?:rupiah|idr)|\s*[,.]\s*-+)\s*$", "", said.rstrip(" .!"))
    return _amount(said, sen=True)


def number(text: str) -> int | None:
    """How many: "1.204", "12 orang", "seratus dua puluh"."""
    said = plain(text)
    if said is None:
        return None
    said = re.sub(_THINGS + r"\s*\.?$", "", _ABOUT.sub("", said))
    if re.fullmatch(r"0\d{0,5}", said, re.ASCII):
        return int(said)
    return _amount(said)


def count(text: str) -> int | None:
    """How many RT (or other things) there are: "4", "ada 4 RT", "empat"."""
    return number(text)


def year(text: str) -> int | None:
    """The one year in it, 1900 to 2099; two different ones are none."""
    found = set(re.findall(r"(?<![\d.,])(?:19|20)\d\d(?![\d]|[.,]\d)", text[:LONGEST], re.ASCII))
    return int(found.pop()) if len(found) == 1 else None


def plain(text: str) -> str | None:
    if len(text) > LONGEST:
        return None
    return " ".join(text.casefold().split())


def _amount(said: str, sen: bool = False) -> int | None:
    """Terms in falling order: "1 juta 250 ribu", "seribu dua ratus"."""
    tokens = tokenized(said)
    if not tokens:
        return None
    total, last = 0, None
    while tokens:
        quantity = _quantity(tokens, sen)
        if quantity is None:
            return None
        top, bottom = quantity
        unit = _UNITS[tokens.pop(0)] if tokens and tokens[0] in _UNITS else 1
        worth, rest = divmod(top * unit, bottom)
        if rest or (last is not None and not (unit < last and 0 < worth < last)):
            return None
        if last is not None and last >= 10**6 and unit == 1 and worth < 1000:
            return None  # "satu juta dua ratus": 1.000.200 in writing, 1.200.000 in speech
        total, last = total + worth, unit
    return total if total <= _MOST else None


def tokenized(said: str) -> list[str] | None:
    """Numbers and words in turn; "sejuta" becomes "satu juta". None when anything else stands there."""
    if re.fullmatch(r"[1-9]\d{0,2}(?: \d{3})+", said, re.ASCII):
        return [said.replace(" ", "")]
    found: list[str] = []
    place = 0
    while place < len(said):
        token = _TOKEN.match(said, place)
        if not token:
            return None
        place = token.end()
        word = token[1] or token[2]
        if word[:2] == "se" and word[2:] in ("ribu", "juta", "miliar", "milyar", "triliun", "ratus", "puluh", "belas"):
            found += ["satu", word[2:]]
        else:
            found.append(word)
    return found


def _quantity(tokens: list[str], sen: bool) -> tuple[int, int] | None:
    """Take what stands before a unit, as a fraction; whole numbers only, never a float."""
    if tokens[0] == "setengah":
        tokens.pop(0)
        return 1, 2
    if tokens[0] == "seperempat":
        tokens.pop(0)
        return 1, 4
    spelled = below_thousand(tokens)
    if spelled is None:
        has_unit = len(tokens) > 1 and tokens[1] in _UNITS
        return _figure(tokens.pop(0), has_unit, sen)
    if len(tokens) > 1 and tokens[0] == "setengah" and tokens[1] in _UNITS:
        tokens.pop(0)
        return spelled * 2 + 1, 2
    if len(tokens) > 1 and tokens[0] == "koma" and _digit(tokens[1]) is not None:
        tokens.pop(0)
        top, bottom = spelled, 1
        while tokens and (digit := _digit(tokens[0])) is not None:
            tokens.pop(0)
            top, bottom = top * 10 + digit, bottom * 10
        return top, bottom
    return spelled, 1


def _digit(word: str) -> int | None:
    return int(word) if re.fullmatch(r"[0-9]", word) else DIGITS.get(word)


def below_thousand(tokens: list[str]) -> int | None:
    """Take "dua ratus lima puluh tiga", "25" or "2 ratus 50" from the front."""

    def followed_by(word: str) -> int:
        digit = _digit(tokens[0]) if len(tokens) > 1 and tokens[1] == word else None
        if digit:
            del tokens[:2]
        return digit or 0

    total = followed_by("ratus") * 100
    if teen := followed_by("belas"):
        return total + 10 + teen
    total += followed_by("puluh") * 10
    if tokens and tokens[0] in DIGITS and (DIGITS[tokens[0]] or not total):
        return total + DIGITS[tokens.pop(0)]
    room = 10 if total % 100 else 100
    if tokens and re.fullmatch(r"[1-9]\d{0,2}", tokens[0]) and (not total or int(tokens[0]) < room):
        return total + int(tokens.pop(0))
    return total or None


def _figure(word: str, has_unit: bool, sen: bool) -> tuple[int, int] | None:
    """Digits with dots and commas. Dots group thousands, a comma is decimal; "1.5" is decimal before a unit.

    "1.250 juta" and "1,250" can be meant both ways, and so are not read. Only ASCII digits come through `tokenized`.
    """
    if re.fullmatch(r"0|[1-9]\d{0,17}", word):
        return int(word), 1
    if has_unit:
        if found := re.fullmatch(r"(\d{1,6})[.,](\d{1,2}|\d{4,6})", word):
            return int(found[1] + found[2]), 10 ** len(found[2])
        if found := re.fullmatch(r"([1-9]\d{0,2}(?:\.\d{3})+),(\d{1,3})", word):
            return int(found[1].replace(".", "") + found[2]), 10 ** len(found[2])
        return None
    zero_sen = r"(?:,0{1,2})?" if sen else ""
    if found := re.fullmatch(rf"([1-9]\d{{0,2}}(?:\.\d{{3}}){{1,5}}){zero_sen}", word):
        return int(found[1].replace(".", "")), 1
    if sen and (found := re.fullmatch(r"([1-9]\d{3,15}),00", word)):
        return int(found[1]), 1
    if found := re.fullmatch(r"([1-9]\d{0,2}(?:,\d{3}){2,5})(?:\.00)?", word):
        return int(found[1].replace(",", "")), 1
    return None
