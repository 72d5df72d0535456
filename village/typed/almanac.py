"""What days, months, market days, prayers and parts of a day are called, and when they are."""

from __future__ import annotations

import re
from datetime import date, time

from village.typed.numbers import DIGITS, below_thousand, tokenized

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

HOURS_OF = {
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
DAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
MONTHS = {
    "januari": 1, "jan": 1, "februari": 2, "pebruari": 2, "feb": 2, "peb": 2, "maret": 3, "mar": 3, "mrt": 3,
    "april": 4, "apr": 4, "mei": 5, "juni": 6, "jun": 6, "juli": 7, "jul": 7,
    "agustus": 8, "agust": 8, "agu": 8, "ags": 8, "agt": 8, "september": 9, "sept": 9, "sep": 9,
    "oktober": 10, "okt": 10, "november": 11, "nopember": 11, "nov": 11, "nop": 11, "desember": 12, "des": 12,
}  # fmt: skip
MARKET_DAYS = ("legi", "pahing", "pon", "wage", "kliwon")

SAME = tuple((re.compile(pattern), word) for pattern, word in (
    (r"\bjum'?[aá']?at\b|\bjemuah\b|\bjemuwah\b", "jumat"),
    (r"\bsenen\b", "senin"), (r"\bslasa\b|\bseloso\b", "selasa"), (r"\breb[oó]\b", "rabu"),
    (r"\bkemis\b", "kamis"), (r"\bsetu\b|\bsaptu\b", "sabtu"), (r"\bahad\b|\bakad\b|\bngahad\b", "minggu"),
    (r"\bpaing\b", "pahing"),
    (r"\bmalem\b|\bmlm\b|\bbengi\b|\bwengi\b|\bpeting\b", "malam"), (r"\bpetang\b|\bsonten\b", "sore"),
    (r"\b(?:jam|pukul|pkl|jm)\b\.?(?=\s*(?:\d|setengah))", "jam"), (r"\b(?:tanggal|tgl|tg)\b\.?", "tanggal"),
    (r"\bbesuk\b|\bbesog\b|\bsesuk\b", "besok"), (r"\bpekan\b", "minggu-lamanya"),
    (r"\bkemaren\b", "kemarin"), (r"\bthn\b\.?", "tahun"),
    (r"\b(?:shubuh|suboh)\b", "subuh"),
    (r"\b(?:dzuhur|dhuhur|zhuhur|duhur|zuhr|dhuhr|dzuhr|luhur|lohor|zohor|bedug)\b", "zuhur"),
    (r"\b(?:ashar|ngasar|ashr)\b", "asar"), (r"\b(?:maghrib|mahgrib|mahrib|maghrip|magrip)\b", "magrib"),
    (r"\b(?:isyak|isa|ngisa|isha)\b", "isya"), (r"\b(?:taraweh|terawih|teraweh)\b", "tarawih"),
    (r"\br[tw]\b\.? ?\d{1,3}\b", ""),
))  # fmt: skip
"""Other spellings, other languages, short forms; a house in RT 03 is no third of the month."""

DAY = "|".join(DAYS)
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
MARKET = "|".join(MARKET_DAYS)
PRAYER = "|".join(AFTER_PRAYER)
PART = r"dini hari|pagi|siang|sore|malam|subuh"
AFTER = r"habis|sehabis|abis|bis|ba'?da|bakda|ba'?dal|sesudah|setelah|selepas|lepas|usai|seusai|rampung|bubar"
HOUR = r"(?<![\d.,:/-])(\d{1,2})(?:\s?[.:]\s?(\d{2}))?(?:an)?(?![\d/:]|[.,]\d)"
UNTIL = re.compile(
    rf"(\b(?:{PART})\b)? ?(?:–|-|\bsampai(?: dengan)?\b|\bsampe\b|\bs ?/ ?d\b|\bs\.?d\b\.?|\bhingga\b) ?"
    rf"(?:selesai|rampung|habis|(?:jam )?\d{{1,2}}(?:[.:]\d{{2}})?\b(?![/:-])(?(1)(?: (?:{PART})\b)?))"
)
"""The end of a stretch of time: "09.00-12.00", "jam 8 pagi sampai 12 siang", "s.d. selesai"."""
NOT_THIS = re.compile(
    r"\b(?:jangan|bukan|kecuali|atau|utawa|batal|tidak|sebelum|menjelang|jelang|setiap|tiap|saben|paling|"
    r"awal|akhir|pertengahan|antara|semalam|tadi|tengah malam)\b"
)
LEFT_OVER = re.compile(
    rf"\d|\b(?:{DAY}|{MONTH}|{PRAYER}|{PART}|{MARKET}|besok|lusa|kemarin|depan|lalu|lagi|minggu-lamanya)\b"
)


def in_figures(said: str) -> str:
    """ "jam delapan", "dua hari lagi", "tanggal tujuh belas": small spelled numbers become figures."""

    def figures(found: re.Match[str]) -> str:
        return str(below_thousand(tokenized(found[0]) or []))

    ones = "|".join(word for word in DIGITS if word != "nol")
    return re.sub(rf"\b(?:(?:{ones}) (?:belas|puluh(?: (?:{ones}))?)|se(?:belas|puluh)|{ones})\b", figures, said)


def month_after(day: date) -> date:
    """The first of the month after."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def market_day(day: date) -> int:
    """Its place in `MARKET_DAYS`. Day 0 of the calendar was a Legi; so was 17 August 1945, as schoolbooks say."""
    return day.toordinal() % 5
