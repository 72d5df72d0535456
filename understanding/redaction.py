"""Numbers that belong to a person and not into a village's lists: NIK, KK, telephone, bank account.

Recognised by their own shape first, and by the word before them where the shape alone could be a price, a date or a
list of RT. What is found is taken out before anything is kept.
"""

import re
import unicodedata
from collections.abc import Callable
from enum import StrEnum

from village.words import kept

GONE = "[nomor dihapus]"


class Kind(StrEnum):
    CARD = "card"
    """NIK or KK."""
    PHONE = "phone"
    BANK = "bank"


_FEW = re.compile(r"(?:\d[^\w\n]{0,2}){8}")
_HIDDEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]")
_PRICE = re.compile(r"\b(?:rp|idr)\s*\.?\s*$", re.IGNORECASE)
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?:,\d{3})+")
_SIXTEEN = re.compile(r"(?<![\d])(?<!\d[.,])\d(?:[ .\-/]?\d){15}(?![.,]?\d)")
_CARD_SAID = re.compile(
    r"\b(?:nik|ktp|kk|kartu\s+keluarga|no\.?\s*kk|no\.?\s*ktp)\b[^\d\n]{0,15}(\d(?:[ .\-/]?\d){11,19})(?!\d)",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<![\d.,])(?!0?8[-. /]\d{1,2}[-. /](?:19|20)\d\d(?!\d))"
    r"(?:\+\s?62[ .\-]?\(?0?\)?|62|\(?0)[ .\-]?8[1235789](?:[ .\-)]{0,2}\d){7,10}(?!\d)"
)
_PHONE_SAID = re.compile(
    r"\b(?:hp|wa|whats\s?app|telp?|telepon|tlp|hub(?:ungi)?|no\.?\s*hp)\b[^\d\n]{0,15}"
    r"(\(?\+?[06]\d{1,3}\)?(?:[ .\-]?\d){5,11})(?!\d)",
    re.IGNORECASE,
)
_BANK_SAID = re.compile(
    r"\b(rek|rekening|norek|no\.?\s*rek(?:ening)?|virtual\s+account|va|bank|bri|bca|bni|btn|bsi|mandiri|transfer)\b"
    r"[^\d\n]{0,25}(\d(?:[ .\-]?\d){8,17})(?!\d)",
    re.IGNORECASE,
)
_SURE = ("rek", "no", "virtual", "va")
_ROUND = 5
_CARD_NAMED = re.compile(
    r"\b(?:e-?)?ktp\b|\bnik\b|\bkartu\s+(?:keluarga|tanda\s+penduduk)\b|\b(?:foto|scan|no|nomor)\.?\s*kk\b"
    r"|\bkk\s+(?:saya|sy|aku|kami|ibu|bapak|suami|istri|anak|mbah|keluarga)\b|^\W*kk\W*$",
    re.IGNORECASE,
)


def redacted(text: str) -> tuple[str, frozenset[Kind]]:
    """The text without such numbers, and of which kinds there were some."""
    if not _FEW.search(text):
        if not _HIDDEN.search(text):
            return text, frozenset()
        if not _FEW.search(_HIDDEN.sub("", text)):
            return text, frozenset()
    clean = kept(_HIDDEN.sub("", text))
    found: set[Kind] = set()
    for pattern, kind, holds in (
        (_CARD_SAID, Kind.CARD, _is_said),
        (_SIXTEEN, Kind.CARD, _is_card),
        (_BANK_SAID, Kind.BANK, _is_account),
        (_PHONE, Kind.PHONE, _is_phone),
        (_PHONE_SAID, Kind.PHONE, _is_said),
    ):
        clean, hit = _without(clean, pattern, holds)
        if hit:
            found.add(kind)
    return (clean, frozenset(found)) if found else (text, frozenset())


def names_card(caption: str) -> bool:
    """Do the words under a picture say that it shows a KTP or a KK? "12 KK" counts families and is no card."""
    return _CARD_NAMED.search(caption) is not None


def _without(text: str, pattern: re.Pattern[str], holds: Callable[[str, re.Match[str]], bool]) -> tuple[str, bool]:
    hit = False

    def replaced(match: re.Match[str]) -> str:
        nonlocal hit
        if not (_one_script(match[0]) and holds(text, match)):
            return match[0]
        hit = True
        group = pattern.groups
        return match[0][: match.start(group) - match.start()] + GONE if group else GONE

    return pattern.sub(replaced, text), hit


def _one_script(words: str) -> bool:
    """Nobody writes one number in the digits of several scripts."""
    return len({ord(c) - unicodedata.decimal(c) for c in words if c.isdecimal()}) <= 1


def _is_said(text: str, match: re.Match[str]) -> bool:
    return not _priced(text, match.start(1)) and not _THOUSANDS.fullmatch(match[1])


def _is_card(text: str, match: re.Match[str]) -> bool:
    """Sixteen digits in one piece are never a price; with gaps they must have a province and a day in them."""
    if _priced(text, match.start()) or _THOUSANDS.fullmatch(match[0]):
        return False
    return match[0].isdigit() or _dated("".join(c for c in match[0] if c.isdigit()))


def _dated(digits: str) -> bool:
    """As in a NIK: province 11 to 97, then day (women: plus 40) and month."""
    province, day, month = int(digits[:2]), int(digits[6:8]), int(digits[8:10])
    return 11 <= province <= 97 and 1 <= day - 40 * (day > 40) <= 31 and 1 <= month <= 12


def _is_phone(text: str, match: re.Match[str]) -> bool:
    return not _priced(text, match.start()) and not _THOUSANDS.fullmatch(match[0])


def _is_account(text: str, match: re.Match[str]) -> bool:
    """Behind "rekening" any long number; behind the name of a bank not one as round as a sum of money."""
    digits = "".join(c for c in match[2] if c.isdigit())
    if len(digits) < 10 or _priced(text, match.start(2)) or _THOUSANDS.fullmatch(match[2]):
        return False
    return match[1].lower().startswith(_SURE) or not digits.endswith("0" * _ROUND)


def _priced(text: str, start: int) -> bool:
    return _PRICE.search(text[max(0, start - 8) : start]) is not None
