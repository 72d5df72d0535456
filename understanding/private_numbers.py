"""Numbers and addresses that point to one person, in every way people write them; stricter than at the door.

What is found here is hidden from whatever is shown: rather one price too many than one telephone number too few.
"""

import re
from collections.abc import Iterator

from understanding.numbers import SAID
from understanding.personal import Personal, Span

_RUN = re.compile(
    r"(?<![A-Za-z\d.,])(?:\+?\d|\(\+?\d|[Oo](?=\d))(?:[^\w\n\"'%<>=]{0,3}\d|[OolI|](?=[^\w\n]?\d)|(?<=\d)[OolI|](?![A-Za-z])){7,40}",
    re.ASCII,
)
_PRICE_BEFORE = re.compile(
    r"(?:\brp|\bidr|\bharga\w*|\bbiaya\w*|\banggaran\w*|\bdana\w*|\btotal|\bsebesar|\bsenilai|\bsekitar|\bongkos\w*"
    r"|\bgaji\w*|\bhonor\w*|\bpagu|\bnilai|\bkurang|\bbayar|\bkas)\W{0,3}(?:rp\W{0,2})?$",
    re.IGNORECASE,
)
_PRICE_AFTER = re.compile(r"^\s*(?:,-|,00\b|rupiah|perak|ripis|repis|rupiahe)", re.IGNORECASE)
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d{2})?|[1-9]\d{0,2}(?:,\d{3})+")
_PHONE = re.compile(r"(?:0|62|\+62|0062)?8[1-9]\d{6,11}")
_LAND = re.compile(r"0[2-79]\d{7,10}")
_DATES = re.compile(r"(?:\d{1,2}[-/. ]\d{1,2}[-/. ](?:19|20)\d\d\W{0,3}){1,2}")
_YEARS = re.compile(r"(?:(?:19|20)\d\d\W{0,3}){2,}")
_PAIRS = re.compile(r"\d{1,2}(?:[^\d]{1,3}\d{1,2}){3,}")
_COORDINATES = re.compile(r"-?\d{1,2}[.,]\d{4,}\W{1,3}1?\d{2}[.,]\d{4,}")
_CONTEXT: tuple[tuple[Personal, re.Pattern[str]], ...] = (
    (Personal.NIK, re.compile(r"\b(?:nik|e?-?ktp|no\.?\s*ktp|induk)\b", re.IGNORECASE)),
    (Personal.KK, re.compile(r"\b(?:no\.?\s*kk|nomor\s*kk|kk|kartu\s+keluarga)\b", re.IGNORECASE)),
    (
        Personal.BPJS,
        re.compile(r"\b(?:bpjs|kis|jkn|jamkesmas|pbi|kartu\s+(?:bpjs|kis|indonesia\s+sehat))\b", re.IGNORECASE),
    ),
    (Personal.NOP, re.compile(r"\b(?:nop|no\.?\s*op|objek\s+pajak|obyek\s+pajak|sppt)\b", re.IGNORECASE)),
    (
        Personal.REKENING,
        re.compile(
            r"\b(?:no\.?\s*rek\w*|norek|rek|rekening\w*|bri|brimo|bca|bni|btn|bsi|bpd\s+\w+|bank|mandiri|danamon|cimb|transfer\w*|tf|trf"
            r"|va|virtual\s+account|dana|ovo|gopay|shopeepay|atm|simpanan|tabungan)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Personal.HP,
        re.compile(
            r"\b(?:hp\w*|wa|w\.a|whats\s?app\w*|telp?\w*|tlp|hub\w*|kontak|call|sms|nomer|nmr)\b|wa\.me/$",
            re.IGNORECASE,
        ),
    ),
)
_NOP = re.compile(r"\d\d[. -]?\d\d[. -]?\d{3}[. -]?\d{3}[. -]?\d{3}[. -]?\d{4}[. -]?\d")
_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{2,64}\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\s?(?:\.|\(dot\)|\[dot\])\s?[\w-]{2,})+"
    r"|(?<![\w.])[\w.]{3,64}\s+(?:at|et|add)\s+(?:gmail|yahoo|hotmail|outlook)\s*(?:dot|titik|\.)\s*(?:com|co)\b",
    re.IGNORECASE,
)
_AREAS = (
    "A|B|D|E|F|G|H|K|L|M|N|P|R|S|T|W|Z|AA|AB|AD|AE|AG|BA|BB|BD|BE|BG|BH|BK|BL|BM|BN|BP|DA|DB|DC|DD|DE|DG|DH|DK|DL|DM"
    "|DN|DP|DR|DS|DT|DW|EA|EB|ED|KB|KH|KT|KU|PA|PB|PG|PS|PT"
)
_PLATE = re.compile(
    rf"\b(?:{_AREAS})[ .\-]?\d{{3,4}}[ .\-]?[A-Z]{{1,3}}\b|\b(?:{_AREAS})[ .\-]\d{{1,4}}[ .\-][A-Z]{{2,3}}\b"
)
_PLATE_SAID = re.compile(
    rf"\b(?:plat\w*|nopol\w*|nomor\s+polisi|no\.?\s*pol(?:isi)?|motor\w*|mobil\w*|truk\w*|truck|pick\s?up|sepeda\s+motor|avanza|vario|beat)\b"
    rf"[^.\n]{{0,30}}?\b((?:{_AREAS})\s?[.\-]?\s?\d{{1,4}}\s?[.\-]?\s?[a-z]{{1,3}})\b",
    re.IGNORECASE,
)
_BORN = re.compile(
    r"\b(?:lahir\w*|ttl|tgl\.?\s*lahir|tanggal\s+lahir)\b[^\n]{0,25}?"
    r"(\d{1,2}[-/. ](?:\d{1,2}|[a-z]{3,9})[-/. ]\d{2,4})",
    re.IGNORECASE,
)
_SHORT_SAID = re.compile(
    r"\b(?:pin|otp|kode\s+(?:verifikasi|otp)|no\.?\s*(?:rek\w*|hp|wa|kk|ktp)|norek|nik|bpjs|kis)\b\W{0,3}"
    r"(?:\w+\W){0,3}?(\d[\d .\-]{3,}\d)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+'?")
_NO_CARD = (None, Personal.HP, Personal.NIK, Personal.KK)
"""What may stand before a telephone number: "cukup KTP, chat admin 0857…"."""
_FIGURES = {"O": "0", "o": "0", "l": "1", "I": "1", "|": "1"}
_TWICE = frozenset({"dobel", "double", "dobol", "dabel"})


def numbers(text: str) -> Iterator[Span]:
    """Where such a number stands. The text is NFKC already, and without signs nobody sees."""
    for match in _EMAIL.finditer(text):
        yield Span(match.start(), match.end(), Personal.EMAIL)
    for pattern in (_PLATE, _PLATE_SAID):
        for match in pattern.finditer(text):
            if _is_plate(match[pattern.groups]):
                yield Span(match.start(pattern.groups), match.end(pattern.groups), Personal.PLAT)
    for match in _BORN.finditer(text):
        yield Span(match.start(1), match.end(1), Personal.LAHIR)
    for match in _RUN.finditer(text):
        if kind := _kind(text, match):
            yield Span(match.start(), match.end(), kind)
    for match in _SHORT_SAID.finditer(text):
        yield Span(match.start(1), match.end(1), _by_context(text, match.start(1)) or Personal.NOMOR)
    yield from _spoken(text)


def _is_plate(plate: str) -> bool:
    return not re.search(r"\b(?:RT|RW|KK|KM|CM|MM|KG|RB|JT|HP|WA|SD|TK|RI|WIB|M|X)$", plate.upper())


def _kind(text: str, match: re.Match[str]) -> Personal | None:
    raw = match[0]
    real = sum(c.isdigit() for c in raw)
    digits = "".join(_FIGURES.get(c, c) for c in raw if c.isalnum() or c == "|")
    if len(digits) < 8 or real < 6 or real * 2 < len(digits):
        return None
    if _harmless(text, match, raw, digits):
        return None
    said = _by_context(text, match.start())
    if len(digits) == 18 and (said in (None, Personal.NOP) or _NOP.fullmatch(raw.strip(" .,-"))):
        return Personal.NOP
    if len(digits) == 13 and digits.startswith("000"):
        return Personal.BPJS
    if len(digits) == 16:
        return Personal.KK if said is Personal.KK else Personal.NIK
    if _PHONE.fullmatch(digits.removeprefix("+")) and said in _NO_CARD:
        return Personal.HP
    if said is not None:
        return said
    if _PHONE.fullmatch(digits) or _LAND.fullmatch(digits):
        return Personal.HP
    if len(digits) == 13:
        return Personal.BPJS
    return Personal.NOMOR if len(digits) >= 9 else None


def _harmless(text: str, match: re.Match[str], raw: str, digits: str) -> bool:
    """A price, dates, years, coordinates, a row of RT."""
    plain = raw.strip(" .,-")
    if _THOUSANDS.fullmatch(plain) or _COORDINATES.search(text[max(0, match.start() - 3) : match.end() + 12]):
        return True
    if _DATES.fullmatch(plain) or _YEARS.fullmatch(plain + " "):
        return True
    if _PRICE_AFTER.match(text[match.end() :]):
        return True
    if _PRICE_BEFORE.search(text[max(0, match.start() - 20) : match.start()]) and not digits.startswith(("08", "628")):
        return len(digits) <= 12
    if _PAIRS.fullmatch(plain) and re.search(
        r"\br[tw]\b", text[max(0, match.start() - 20) : match.start()], re.IGNORECASE
    ):
        return not digits.startswith("08")
    bare = plain.isdigit() and not plain.startswith(("0", "62"))
    return bare and len(digits) <= 10 and digits.endswith("00000") and _by_context(text, match.start()) is None


def _by_context(text: str, start: int) -> Personal | None:
    """What the nearest word before it says it is."""
    before = text[max(0, start - 40) : start]
    best: tuple[int, Personal] | None = None
    for kind, pattern in _CONTEXT:
        for match in pattern.finditer(before):
            if best is None or match.end() > best[0]:
                best = (match.end(), kind)
    return best[1] if best else None


def _spoken(text: str) -> Iterator[Span]:
    """ "nol delapan satu dua …", "kosong 812 tiga dobel empat …": eight digits or more in a row."""
    run: list[re.Match[str]] = []
    count = words = 0
    end = 0
    for match in _WORD.finditer(text):
        digits = _digits(match[0])
        apart = text[end : match.start()]
        if run and (not digits or len(apart) > 4 or "\n\n" in apart):
            if count >= 8 and words >= 3:
                yield _as_span(text, run, count)
            run, count, words = [], 0, 0
        if digits:
            run.append(match)
            count += digits
            words += not match[0].isdigit()
        end = match.end()
    if count >= 8 and words >= 3:
        yield _as_span(text, run, count)


def _digits(word: str) -> int:
    if word.isdigit():
        return len(word)
    return int(word.casefold() in SAID or word.casefold() in _TWICE)


def _as_span(text: str, run: list[re.Match[str]], count: int) -> Span:
    said = _by_context(text, run[0].start())
    kind = said or (Personal.NIK if count >= 15 else Personal.HP)
    return Span(run[0].start(), run[-1].end(), kind)
