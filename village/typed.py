"""What people type, read as money, moments, numbers, names and RT.

A reading is a proposal: whoever asked says it back and lets the person correct it. What could mean two
things is not read at all (None, or an empty list), so that it is asked again instead of guessed in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

LONGEST = 300  # characters; nobody types a date or a sum in more

# --- numbers and money -----------------------------------------------------------------------------------------------

_DIGITS = {
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
    said = _plain(text)
    if said is None:
        return None
    said = _ABOUT.sub("", said)
    said = re.sub(r"^(?:rp|idr)\b\.?\s*|^rp\.?\s*(?=\d)", "", said)
    said = re.sub(r"(?:\s*(?:rupiah|idr)|\s*[,.]\s*-+)\s*$", "", said.rstrip(" .!"))
    return _amount(said, sen=True)


def number(text: str) -> int | None:
    """How many: "1.204", "12 orang", "seratus dua puluh"."""
    said = _plain(text)
    if said is None:
        return None
    said = re.sub(_THINGS + r"\s*\.?$", "", _ABOUT.sub("", said))
    if re.fullmatch(r"0\d{0,5}", said, re.ASCII):
        return int(said)
    return _amount(said, sen=False)


def count(text: str) -> int | None:
    """How many RT (or other things) there are: "4", "ada 4 RT", "empat"."""
    return number(text)


def year(text: str) -> int | None:
    """The one year in it, 1900 to 2099; two different ones are none."""
    found = set(re.findall(r"(?<![\d.,])(?:19|20)\d\d(?![\d]|[.,]\d)", text[:LONGEST], re.ASCII))
    return int(found.pop()) if len(found) == 1 else None


def _plain(text: str) -> str | None:
    if len(text) > LONGEST:
        return None
    return " ".join(text.casefold().replace("\N{NO-BREAK SPACE}", " ").split())


def _amount(said: str, sen: bool) -> int | None:
    """Terms in falling order: "1 juta 250 ribu", "seribu dua ratus"."""
    tokens = _tokens(said)
    if not tokens:
        return None
    total, last = 0, _MOST * 10
    while tokens:
        quantity = _quantity(tokens, sen)
        if quantity is None:
            return None
        top, bottom = quantity
        unit = _UNITS[tokens.pop(0)] if tokens and tokens[0] in _UNITS else 1
        worth, rest = divmod(top * unit, bottom)
        if rest or unit >= last or (last < _MOST * 10 and not 0 < worth < last):
            return None
        if last < _MOST * 10 and unit == 1 and worth < 1000 <= last // 1000:
            return None  # "satu juta dua ratus": 1.000.200 in writing, 1.200.000 in speech
        total, last = total + worth, unit
    return total if total <= _MOST else None


def _tokens(said: str) -> list[str] | None:
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
        return (1, 2) if tokens and tokens[0] in _UNITS else None
    if tokens[0] == "seperempat":
        tokens.pop(0)
        return (1, 4) if tokens and tokens[0] in _UNITS else None
    spelled = _below_thousand(tokens)
    if spelled is None:
        has_unit = len(tokens) > 1 and tokens[1] in (*_UNITS, "setengah")
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
    return int(word) if word in tuple("0123456789") else _DIGITS.get(word)


def _below_thousand(tokens: list[str]) -> int | None:
    """Take "dua ratus lima puluh tiga", "25" or "2 ratus 50" from the front."""

    def followed_by(word: str) -> int | None:
        digit = _digit(tokens[0]) if len(tokens) > 1 and tokens[1] == word else None
        if digit:
            del tokens[:2]
        return digit or None

    total, found = 0, False
    if (hundreds := followed_by("ratus")) is not None:
        total, found = hundreds * 100, True
    if (teen := followed_by("belas")) is not None:
        return total + 10 + teen
    if (tens := followed_by("puluh")) is not None:
        total, found = total + tens * 10, True
    if tokens and tokens[0] in _DIGITS:
        digit = _DIGITS[tokens.pop(0)]
        return total + digit if digit or not found else None
    if tokens and re.fullmatch(r"[1-9]\d{0,2}", tokens[0], re.ASCII):
        below = 100 if total % 100 == 0 else 10
        if not found:
            return int(tokens.pop(0))
        if total and int(tokens[0]) < below:
            return total + int(tokens.pop(0))
    return total if found else None


def _figure(word: str, has_unit: bool, sen: bool) -> tuple[int, int] | None:
    """Digits with dots and commas. Dots group thousands, a comma is decimal; "1.5" is decimal before a unit.

    "1.250 juta" and "1,250" can be meant both ways, and so are not read.
    """
    if re.fullmatch(r"0|[1-9]\d{0,17}", word, re.ASCII):
        return int(word), 1
    if has_unit:
        if found := re.fullmatch(r"(\d{1,6})[.,](\d{1,2}|\d{4,6})", word, re.ASCII):
            return int(found[1] + found[2]), 10 ** len(found[2])
        if found := re.fullmatch(r"([1-9]\d{0,2}(?:\.\d{3})+),(\d{1,3})", word, re.ASCII):
            return int(found[1].replace(".", "") + found[2]), 10 ** len(found[2])
        return None
    zero_sen = r"(?:,0{1,2})?" if sen else ""
    if found := re.fullmatch(rf"([1-9]\d{{0,2}}(?:\.\d{{3}}){{1,5}}){zero_sen}", word, re.ASCII):
        return int(found[1].replace(".", "")), 1
    if sen and (found := re.fullmatch(r"([1-9]\d{3,15}),00", word, re.ASCII)):
        return int(found[1]), 1
    if found := re.fullmatch(r"([1-9]\d{0,2}(?:,\d{3}){2,5})(?:\.00)?", word, re.ASCII):
        return int(found[1].replace(",", "")), 1
    return None


# --- names and RT ----------------------------------------------------------------------------------------------------

_NUMBERED = re.compile(r"(?:^|(?<=\s)|(?<=[,;]))\(?\d{1,2}\s*[.)]\s*(?=[^\W\d])")
_BETWEEN_NAMES = re.compile(r"[\n;,]|\s&\s|\s(?:dan|serta|lan|sareng)\s", re.IGNORECASE)
_KIND = re.compile(r"^(?:dusun|dsn|dukuh|padukuhan|pedukuhan|kampung|kp)\b\.?\s*", re.IGNORECASE)
_KAMPUNG_NAME = re.compile(
    r"^(?:kampung|kp\.?)\s+(?:baru|lama|dalam|tengah|atas|bawah|besar|kecil|anyar|lor|kidul|wetan|kulon|jawa|melayu|bugis)$",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"[ivx]{1,5}")


def names(text: str) -> list[str]:
    """ "Krajan, Ngasem dan Kalitengah", lines or a numbered list → names without number and "Dusun".

    "Kampung Baru" and its like stay whole: without the first word they would be no name.
    """
    found: dict[str, str] = {}
    lines = re.sub(r"^[^:\n,;]{0,40}:", "", text[:4096].replace("\r", "\n"))
    if len(re.findall(r"^\s*\d{1,2}\s+[^\W\d]", lines, re.MULTILINE)) > 1:
        lines = re.sub(r"^\s*\d{1,2}\s+", "", lines, flags=re.MULTILINE)
    for piece in _BETWEEN_NAMES.split(_NUMBERED.sub("\n", lines)):
        name = " ".join(re.sub(r"^[\s\-–•*·]+|[\s.:\-–]+$", "", piece).split())
        name = re.sub(r"^(?:dan|serta)\s+", "", name, flags=re.IGNORECASE)
        if not _KAMPUNG_NAME.match(name):
            name = _KIND.sub("", name) or name
        if name and len(name) <= 60 and any(char.isalpha() for char in name):
            found.setdefault(name.casefold(), _capital(name))
    return list(found.values())


def _capital(name: str) -> str:
    """ "krajan lor ii" → "Krajan Lor II"; a name with capitals of its own stays as it is."""
    if name != name.lower():
        return name
    return " ".join(word.upper() if _ROMAN.fullmatch(word) else word[:1].upper() + word[1:] for word in name.split())


def rts(text: str) -> list[str]:
    """ "01-04", "1 sampai 4", "RT 1, 2, dan 5" → ["01", …] in order; [] when anything is unclear."""
    said = _plain(text) or ""
    said = re.sub(r"\br[tw]\b\.?|\br[tw](?=\d)|\bdan\b|&", " , ", said)
    said = re.sub(r"\s*(?:-|–|—|\bs\s*/\s*d\b|\bs\.?d\b\.?|\bsampai(?: dengan)?\b|\bhingga\b)[\s,]*", "-", said)
    found: set[int] = set()
    for piece in re.split(r"[\s,;/]+", said.strip(" ,;.")):
        bounds = re.fullmatch(r"0*(\d{1,2})(?:-0*(\d{1,2}))?", piece, re.ASCII)
        if not bounds:
            if piece:
                return []
            continue
        first = int(bounds[1])
        last = int(bounds[2] or first)
        if not 1 <= first <= last:
            return []
        found.update(range(first, last + 1))
    return [f"{n:02}" for n in sorted(found)]


def first_rts(many: int) -> list[str]:
    """The names of `many` RT, when somebody only said how many: 4 → 01 … 04."""
    return [f"{n:02}" for n in range(1, min(many, 99) + 1)]


# --- moments ---------------------------------------------------------------------------------------------------------

AFTER_PRAYER = {
    "subuh": time(5, 0),
    "zuhur": time(12, 30),
    "jumatan": time(13, 0),
    "asar": time(15, 45),
    "magrib": time(18, 15),
    "isya": time(19, 30),
    "tarawih": time(21, 0),
}
"""When people mean to sit together "after" a prayer. Conventions, not astronomy: the true hours shift by
half an hour over the year and by an hour between islands, and whoever invites says the hour back."""

PART_OF_DAY = {
    "pagi": time(9, 0),
    "siang": time(13, 0),
    "sore": time(16, 0),
    "malam": time(19, 30),
    "subuh": time(4, 30),
    "dini hari": time(3, 0),
}
"""The hour to propose when only a part of the day was said."""

_HOURS_OF = {
    "pagi": range(1, 12),
    "siang": range(10, 18),
    "sore": range(14, 20),
    "malam": range(17, 24),
    "subuh": range(3, 7),
    "dini hari": range(6),
}
"""Which hours of the clock a part of the day covers; "jam 5 siang" is generous, "jam 8 siang" is a slip."""

USUAL = time(9, 0)
"""The hour to propose when none was said: village offices meet from nine."""

ZONES = {"wib": 7, "wita": 8, "wit": 9}
_DAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
_MONTHS = {
    "januari": 1, "jan": 1, "februari": 2, "pebruari": 2, "feb": 2, "peb": 2, "maret": 3, "mar": 3, "mrt": 3,
    "april": 4, "apr": 4, "mei": 5, "juni": 6, "jun": 6, "juli": 7, "jul": 7,
    "agustus": 8, "agust": 8, "agu": 8, "ags": 8, "agt": 8, "september": 9, "sept": 9, "sep": 9,
    "oktober": 10, "okt": 10, "november": 11, "nopember": 11, "nov": 11, "nop": 11, "desember": 12, "des": 12,
}  # fmt: skip
_MARKET_DAYS = ("legi", "pahing", "pon", "wage", "kliwon")
_A_LEGI = date(1945, 8, 17).toordinal()  # a Jumat Legi, as every schoolbook says

_SAME = tuple((re.compile(pattern), word) for pattern, word in (
    (r"\bjum'?[aá']?at\b|\bjemuah\b|\bjemuwah\b|\bjum'at\b", "jumat"),
    (r"\bsenen\b", "senin"), (r"\bslasa\b|\bseloso\b", "selasa"), (r"\brebo\b|\breb[oó]\b", "rabu"),
    (r"\bkemis\b", "kamis"), (r"\bsetu\b|\bsabtu\b|\bsaptu\b", "sabtu"), (r"\bahad\b|\bakad\b|\bngahad\b", "minggu"),
    (r"\bpaing\b", "pahing"),
    (r"\bmalem\b|\bmlm\b|\bbengi\b|\bwengi\b|\bpeting\b", "malam"), (r"\bpetang\b|\bsonten\b", "sore"),
    (r"\b(?:jam|pukul|pkl|jm)\b\.?(?=\s*(?:\d|setengah))", "jam"), (r"\b(?:tanggal|tgl|tg)\b\.?", "tanggal"),
    (r"\bbesuk\b|\bbesog\b|\bsesuk\b", "besok"), (r"\bpekan\b", "minggu-lamanya"),
    (r"\bkemaren\b", "kemarin"), (r"\bthn\b\.?", "tahun"),
    (r"\b(?:shubuh|subuh|suboh)\b", "subuh"),
    (r"\b(?:dzuhur|dhuhur|zhuhur|duhur|zuhur|zuhr|dhuhr|dzuhr|luhur|lohor|zohor|bedug)\b", "zuhur"),
    (r"\b(?:ashar|asar|ngasar|ashr)\b", "asar"), (r"\b(?:maghrib|magrib|mahgrib|mahrib|maghrip|magrip)\b", "magrib"),
    (r"\b(?:isya|isyak|isya'|isa|ngisa|isha)\b'?", "isya"), (r"\b(?:tarawih|taraweh|terawih|teraweh)\b", "tarawih"),
    (r"\br[tw]\b\.? ?\d{1,3}\b", ""),
))  # fmt: skip
"""Other spellings, other languages, short forms; a house in RT 03 is no third of the month."""

_DAY = "|".join(_DAYS)
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_MARKET = "|".join(_MARKET_DAYS)
_PRAYER = "|".join(AFTER_PRAYER)
_PART = r"dini hari|pagi|siang|sore|malam|subuh"
_AFTER = r"habis|sehabis|abis|bis|ba'?da|bakda|ba'?dal|bada|sesudah|setelah|selepas|lepas|usai|seusai|rampung|bubar"
_HOUR = r"(?<![\d.,:/-])(\d{1,2})(?:\s?[.:]\s?(\d{2}))?(?:an)?(?![\d/:]|[.,]\d)"
_UNTIL = re.compile(
    rf"(\b(?:{_PART})\b)? ?(?:–|-|\bsampai(?: dengan)?\b|\bsampe\b|\bs ?/ ?d\b|\bs\.?d\b\.?|\bhingga\b) ?"
    rf"(?:selesai|rampung|habis|(?:jam )?\d{{1,2}}(?:[.:]\d{{2}})?\b(?![/:-])(?(1)(?: (?:{_PART})\b)?))"
)
"""The end of a stretch of time: "09.00-12.00", "jam 8 pagi sampai 12 siang", "s.d. selesai"."""
_NOT_THIS = re.compile(
    r"\b(?:jangan|bukan|kecuali|atau|utawa|batal|tidak|sebelum|menjelang|jelang|setiap|tiap|saben|paling|"
    r"awal|akhir|pertengahan|antara|semalam|tadi|tengah malam)\b"
)
_LEFT_OVER = re.compile(
    rf"\d|\b(?:{_DAY}|{_MONTH}|{_PRAYER}|{_PART}|{_MARKET}|besok|lusa|kemarin|depan|lalu|lagi|minggu-lamanya)\b"
)


@dataclass(frozen=True, slots=True)
class Typed:
    """A moment as somebody typed it, and how much of it they really said."""

    at: datetime
    """In UTC."""
    date_given: bool
    time_given: bool
    half_guessed: bool = False
    """The hour was said but not whether morning or evening: "jam 8"."""


def moment(text: str, now: datetime, zone: tzinfo, allow_past: bool = False) -> Typed | None:
    """Read "besok jam 9 pagi", "malam Jumat habis Isya", "6/7/2026 09.00" against the village's clock.

    Day comes before month. Of a stretch of time ("09.00–12.00") the beginning is read. Moments that are
    over are None, unless they are allowed; so is anything that can mean two days.
    """
    said = _plain(text)
    if said is None:
        return None
    try:
        return _Reader(said, now, zone, allow_past).read()
    except (ValueError, OverflowError):  # the 31st of February, the year 0, nine million weeks
        return None


class _Unclear(ValueError):
    """Two answers, or none, for the same question."""


class _Reader:
    """Takes what it understands out of the text, piece by piece, and looks at what is left."""

    def __init__(self, said: str, now: datetime, zone: tzinfo, allow_past: bool) -> None:
        said = _in_figures(said.replace("’", "'").replace("`", "'").replace("‘", "'").replace("—", "–"))
        for pattern, word in _SAME:
            said = pattern.sub(word, said)
        self.said = said
        self.allow_past = allow_past
        if found := self.take(r"\b(wib|wita|wit)\b"):
            zone = timezone(timedelta(hours=ZONES[found[1]]))
        self.zone = zone
        self.utc = now
        self.now = now.astimezone(zone)
        self.today = self.now.date()
        self.day: date | None = None
        self.weekday: int | None = None
        self.market: int | None = None
        self.next_week = self.this_week = self.last_week = False
        self.date_given = True
        self.part: str | None = None
        self.clock: time | None = None
        self.half_guessed = False

    def take(self, pattern: str) -> re.Match[str] | None:
        found = re.search(pattern, self.said)
        if found:
            self.said = f"{self.said[: found.start()]} ; {self.said[found.end() :]}"
        return found

    def read(self) -> Typed | None:
        if _NOT_THIS.search(self.said):
            return None
        if later := self.hours_from_now():
            return later
        self.read_dates()
        self.read_prayer()
        self.read_eve()
        self.read_parts_with_hours()
        self.read_hours()
        self.read_weeks()
        self.read_weekday()
        self.read_relative_day()
        self.read_part()
        if _LEFT_OVER.search(self.said):
            return None
        return self.result()

    # Pieces

    def hours_from_now(self) -> Typed | None:
        """ "2 jam lagi": day and hour at once."""
        found = self.take(r"\b(?:(\d{1,4}) ?(jam|menit)|(setengah jam|sejam|semenit)) (?:lagi|kemudian|ke depan)\b")
        if not found:
            return None
        if found[3]:
            wait = {"setengah jam": 30, "sejam": 60, "semenit": 1}[found[3]]
        else:
            wait = int(found[1]) * (60 if found[2] == "jam" else 1)
        if _LEFT_OVER.search(self.said) or wait == 0:
            raise _Unclear
        at = (self.utc + timedelta(minutes=wait)).replace(second=0, microsecond=0)
        return Typed(at.astimezone(UTC), date_given=True, time_given=True)

    def read_dates(self) -> None:
        if re.search(r"\bmalam (?:tanggal )?\d{1,2}(?!\d|[.:]\d)(?! ?(?:jam|menit))", self.said):
            raise _Unclear  # the eve of the 17th, or its evening? Both are said
        end = r"(?![\d/]|[.:-]\d)"
        if found := self.take(rf"(?<![\d.:/-])(\d{{4}})-(\d{{1,2}})-(\d{{1,2}}){end}"):
            self.set_day(date(int(found[1]), int(found[2]), int(found[3])))
        if found := self.take(
            r"(?:\btanggal )?(?<![\d.:/-])(\d{1,2}) ?([/.-]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})(?!\d|[/:-]\d|\.\d)"
        ):
            self.set_day(date(self.whole_year(found[4]), int(found[3]), int(found[1])))
        if found := self.take(rf"(?:\btanggal )?(?<![\d.:/-])(\d{{1,2}}) ?/ ?(\d{{1,2}}){end}"):
            self.set_day(self.coming(int(found[1]), int(found[2])))
        if found := self.take(
            rf"(?:\btanggal )?(?<![\d.:/-])(\d{{1,2}})(?: |-)?({_MONTH})\b\.?"
            rf"(?:(?: |-|, ?)(?:tahun )?(\d{{4}}|'?\d{{2}})\b(?![.:]\d)(?! (?:{_PART})\b)|( tahun depan))?"
        ):
            d, m = int(found[1]), _MONTHS[found[2]]
            if found[3]:
                self.set_day(date(self.whole_year(found[3].lstrip("'")), m, d))
            elif found[4]:
                self.set_day(date(self.today.year + 1, m, d))
            else:
                self.set_day(self.coming(d, m))
        if found := self.take(r"\b(?:tanggal )?(\d{1,2}) bulan (ini|depan)\b"):
            first = self.today.replace(day=1)
            self.set_day((first if found[2] == "ini" else _month_after(first)).replace(day=int(found[1])))
        if found := self.take(r"\btanggal (\d{1,2})(?!\d|[.:/]\d)"):
            self.set_day(self.coming(int(found[1]), None))
        if found := self.take(
            r"\b(?:(\d{1,3}) ?|se)(hari|minggu-lamanya|minggu|bulan) (lagi|kemudian|ke depan|mendatang)\b"
        ):
            self.set_day(self.after(int(found[1] or 1), found[2]))
        if self.allow_past and (
            found := self.take(r"\b(?:(\d{1,3}) ?|se)(hari|minggu-lamanya|minggu) (?:yang )?lalu\b")
        ):
            self.set_day(self.after(-int(found[1] or 1), found[2]))

    def read_prayer(self) -> None:
        if found := self.take(rf"\b(?:{_AFTER}) ?(?:sholat |salat |shalat |solat |jamaah )*'?({_PRAYER}|jumat)\b"):
            prayer = "jumatan" if found[1] == "jumat" else found[1]
            self.set_clock(AFTER_PRAYER[prayer])
            if prayer == "jumatan" and not re.search(r"\bjumat\b", self.said) and self.day is None:
                self.weekday = 4

    def read_eve(self) -> None:
        """ "malam Jumat" is the evening before: Thursday's."""
        found = self.take(
            rf"\b(?:(?:hari )?({_DAY}) )?(?:nanti )?malam (?:hari )?({_DAY})\b"
            rf"(?:[ -]?({_MARKET})\b)?(?: (depan|ini)\b)?"
        )
        if not found:
            return
        eve_of = _DAYS.index(found[2])
        self.weekday = (eve_of - 1) % 7
        if found[1] and _DAYS.index(found[1]) != self.weekday:
            raise _Unclear
        if found[3]:
            self.market = (_MARKET_DAYS.index(found[3]) - 1) % 5
        if found[4] == "depan":
            monday = self.today - timedelta(days=self.today.weekday()) + timedelta(days=7)
            self.set_day(monday + timedelta(days=eve_of - 1))
        self.part = "malam"

    def read_parts_with_hours(self) -> None:
        """ "9 pagi", "jam setengah 8 malam", "jam 7 lebih seperempat"."""
        self.said = _UNTIL.sub(r"\1", self.said)

        def part(said: str | None) -> None:
            if said:
                self.set_part(said)

        tail = rf"(?: (?:di )?({_PART})\b)?"
        if found := self.take(rf"\b(?:jam )?setengah (\d{{1,2}})(?!\d|[.:]\d){tail}"):
            part(found[2])
            self.set_hour(int(found[1]) - 1 if int(found[1]) > 1 else 12, 30, sure=False)
        elif found := self.take(
            rf"\bjam (\d{{1,2}})(?: (lebih|lewat|kurang))? (seperempat|\d{{1,2}}(?= menit)|(?<=lebih )\d{{1,2}}"
            rf"|(?<=lewat )\d{{1,2}}|(?<=kurang )\d{{1,2}})(?: menit)?\b{tail}"
        ):
            part(found[4])
            minutes = 15 if found[3] == "seperempat" else int(found[3])
            total = int(found[1]) * 60 + (-minutes if found[2] == "kurang" else minutes)
            self.set_hour(total // 60, total % 60, sure=False)
        elif found := self.take(rf"\b(?:jam ?)?{_HOUR} (?:di )?({_PART})\b( ini| nanti)?"):
            part(found[3])
            if found[4]:
                self.set_day(self.today)
            self.set_hour(int(found[1]), int(found[2] or 0), sure=False)

    def read_hours(self) -> None:
        if found := self.take(rf"\bjam ?{_HOUR}") or self.take(
            r"(?<![\d.,:/-])(\d{1,2})[.:](\d{2})(?:an)?(?![\d/:-]|[.,]\d)"
        ):
            sure = found[1].startswith("0") or int(found[1]) > 12 or (found[2] is not None and int(found[1]) >= 10)
            self.set_hour(int(found[1]), int(found[2] or 0), sure=sure)

    def read_weeks(self) -> None:
        """ "minggu depan" is a week, "hari Minggu depan" a Sunday."""
        week = r"(?:minggu-lamanya|minggu)"
        if found := self.take(rf"\b(?:hari )?({_DAY}) {week} (depan|ini)\b") or self.take(
            rf"(?<!hari )\b{week} (depan|ini),? (?:hari )?({_DAY})\b"
        ):
            day, which = (found[1], found[2]) if found[1] in _DAYS else (found[2], found[1])
            self.set_weekday(day)
            self.next_week, self.this_week = which == "depan", which == "ini"
        elif self.weekday is None and (found := self.take(rf"(?<!hari )\b{week} depan\b")):
            self.set_day(self.today + timedelta(days=7))
            self.date_given = False
        elif self.weekday is None and (found := self.take(r"\bbulan depan\b")):
            following = _month_after(self.today.replace(day=1))
            self.set_day(following.replace(day=min(self.today.day, 28)))
            self.date_given = False

    def read_weekday(self) -> None:
        found = self.take(
            rf"\b(?:besok )?(?:hari )?({_DAY})\b(?:[ -]?({_MARKET})\b)?"
            r"(?: (depan|ini|besok|nanti|mendatang|yang akan datang|yad|lalu|yang lalu|kemarin)\b)?"
        )
        if not found:
            return
        if self.weekday is not None and _DAYS.index(found[1]) != self.weekday:
            raise _Unclear
        self.set_weekday(found[1])
        if found[2]:
            self.market = _MARKET_DAYS.index(found[2])
        if found[3] == "depan":
            self.next_week = True
        elif found[3] in ("lalu", "yang lalu", "kemarin"):
            self.last_week = True
        if found[1] == "minggu" and found[3] in ("ini", "lalu", "yang lalu") and "hari" not in found[0]:
            self.date_given = False  # that Sunday, or some day of that week

    def read_relative_day(self) -> None:
        if found := self.take(r"\bbesok lusa\b"):
            raise _Unclear  # "some day soon"
        if found := self.take(r"\b(besok|lusa|kemarin)\b"):
            self.set_day(self.today + timedelta(days={"besok": 1, "lusa": 2, "kemarin": -1}[found[1]]))
        if found := self.take(rf"\b(?:hari ini|nanti ({_PART})|({_PART}) (?:ini|nanti))\b"):
            if said := found[1] or found[2]:
                self.set_part(said)
            self.set_day(self.today)
        elif self.day is None and self.weekday is None and self.clock and self.take(r"\bnanti\b"):
            self.set_day(self.today)

    def read_part(self) -> None:
        if found := self.take(rf"\b({_PART})\b"):
            self.set_part(found[1])

    # What they add up to

    def set_day(self, day: date) -> None:
        if self.day is not None and self.day != day:
            raise _Unclear
        self.day = day

    def set_weekday(self, name: str) -> None:
        self.weekday = _DAYS.index(name)

    def set_part(self, part: str) -> None:
        if self.part not in (None, part):
            raise _Unclear
        self.part = part

    def set_clock(self, clock: time) -> None:
        if self.clock is not None:
            raise _Unclear
        self.clock = clock

    def set_hour(self, hour: int, minute: int, sure: bool) -> None:
        self.set_clock(time(hour, minute))
        self.half_guessed = not sure and 1 <= hour <= 11

    def result(self) -> Typed | None:
        if self.day is None and self.weekday is None and self.clock is None:
            return None
        time_given = self.clock is not None
        clocks = list(self.clocks())
        for day in self.days():
            for clock, next_morning in clocks:
                local = datetime.combine(day + timedelta(days=next_morning), clock, self.zone)
                at = local.astimezone(UTC)
                if at > self.utc or self.allow_past:
                    date_given = self.date_given and (self.day is not None or self.weekday is not None)
                    return Typed(at, date_given, time_given, time_given and self.half_guessed)
        return None

    def days(self) -> Iterator[date]:
        """The days it may be, nearest first."""
        if self.day is not None:
            if self.weekday is not None and self.day.weekday() != self.weekday:
                return  # "Senin, 7 Juli 2026" is a Tuesday: a slip to be asked about
            if self.market is None or _market_day(self.day) == self.market:
                yield self.day
            return
        if self.weekday is None:
            yield self.today
            yield self.today + timedelta(days=1)
            return
        monday = self.today - timedelta(days=self.today.weekday())
        if self.next_week or self.this_week:
            yield monday + timedelta(days=self.weekday + 7 * self.next_week)
            return
        if self.last_week:
            yield self.today - timedelta(days=(self.today.weekday() - self.weekday - 1) % 7 + 1)
            return
        first = self.today + timedelta(days=(self.weekday - self.today.weekday()) % 7)
        for weeks in range(6):
            day = first + timedelta(weeks=weeks)
            if self.market is None or _market_day(day) == self.market:
                yield day

    def clocks(self) -> Iterator[tuple[time, bool]]:
        """The hours it may be, likeliest first, and whether they fall on the next morning."""
        if self.clock is None:
            yield PART_OF_DAY[self.part] if self.part else USUAL, False
            if self.part is None and self.day == self.today:
                yield PART_OF_DAY["malam"], False
        elif self.part is not None:
            yield from self.clock_in_part(self.clock, self.part)
        elif not self.half_guessed:
            yield self.clock, False
        elif 1 <= self.clock.hour <= 6:
            yield self.clock.replace(hour=self.clock.hour + 12), False
        else:
            yield self.clock, False
            yield self.clock.replace(hour=self.clock.hour + 12), False  # the morning is over: this evening

    def clock_in_part(self, clock: time, part: str) -> Iterator[tuple[time, bool]]:
        hour = clock.hour
        self.half_guessed = False
        evening = clock.replace(hour=(hour + 12) % 24)
        known = _HOURS_OF[part]
        if hour in known:
            yield clock, False
        elif hour < 12 and evening.hour in known:
            yield evening, False
        elif part == "malam" and hour % 12 < 4:
            yield clock.replace(hour=hour % 12), True  # past midnight, but people still call it that night

    def coming(self, day: int, month: int | None) -> date:
        """The next such day, today included; a month that lacks it is passed over."""
        start = self.today.replace(day=1)
        for _ in range(24):
            if month in (None, start.month):
                try:
                    found = start.replace(day=day)
                except ValueError:
                    if month is not None and not (month == 2 and day == 29):
                        raise
                else:
                    if found >= self.today:
                        return found
            start = _month_after(start)
        raise _Unclear

    def after(self, many: int, unit: str) -> date:
        if unit == "hari":
            return self.today + timedelta(days=many)
        if unit != "bulan":
            return self.today + timedelta(weeks=many)
        month = self.today.replace(day=1)
        for _ in range(many):
            month = _month_after(month)
        return month.replace(day=self.today.day)

    def whole_year(self, said: str) -> int:
        found = int(said) if len(said) == 4 else self.today.year // 100 * 100 + int(said)
        if not 1900 <= found <= 2199 or (len(said) == 2 and not self.allow_past and found > self.today.year + 10):
            raise _Unclear
        return found


def _in_figures(said: str) -> str:
    """ "jam delapan", "dua hari lagi", "tanggal tujuh belas": small spelled numbers become figures."""

    def figures(found: re.Match[str]) -> str:
        tokens = _tokens(found[0])
        value = _below_thousand(tokens) if tokens else None
        return found[0] if value is None or tokens else str(value)

    ones = "|".join(word for word in _DIGITS if word != "nol")
    return re.sub(rf"\b(?:(?:{ones}) (?:belas|puluh(?: (?:{ones}))?)|se(?:belas|puluh)|{ones})\b", figures, said)


def _month_after(first: date) -> date:
    return (first.replace(day=1) + timedelta(days=32)).replace(day=1)


def _market_day(day: date) -> int:
    return (day.toordinal() - _A_LEGI) % 5
