"""Dates and times as people say them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from village.typed.numbers import DIGITS, below_thousand, plain, tokenized

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

_SAME = tuple((re.compile(pattern), word) for pattern, word in (
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

_DAY = "|".join(_DAYS)
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_MARKET = "|".join(_MARKET_DAYS)
_PRAYER = "|".join(AFTER_PRAYER)
_PART = r"dini hari|pagi|siang|sore|malam|subuh"
_AFTER = r"habis|sehabis|abis|bis|ba'?da|bakda|ba'?dal|sesudah|setelah|selepas|lepas|usai|seusai|rampung|bubar"
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
    said = plain(text)
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
        if found := self.take(r"(?<![\d.:/-])(\d{1,2}) ?([/.-]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})(?!\d|[/:-]\d|\.\d)"):
            self.set_day(date(self.whole_year(found[4]), int(found[3]), int(found[1])))
        if found := self.take(rf"(?<![\d.:/-])(\d{{1,2}}) ?/ ?(\d{{1,2}}){end}"):
            self.set_day(self.coming(int(found[1]), int(found[2])))
        if found := self.take(
            rf"(?<![\d.:/-])(\d{{1,2}})(?: |-)?({_MONTH})\b\.?"
            rf"(?:(?: |-|, ?)(?:tahun )?'?(\d{{4}}|\d{{2}})\b(?![.:]\d)(?! (?:{_PART})\b)|( tahun depan))?"
        ):
            d, m = int(found[1]), _MONTHS[found[2]]
            if found[3]:
                self.set_day(date(self.whole_year(found[3]), m, d))
            elif found[4]:
                self.set_day(date(self.today.year + 1, m, d))
            else:
                self.set_day(self.coming(d, m))
        if found := self.take(r"\b(\d{1,2}) bulan (ini|depan)\b"):
            month = self.today if found[2] == "ini" else _month_after(self.today)
            self.set_day(month.replace(day=int(found[1])))
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
            if prayer == "jumatan" and self.day is None:
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
            self.set_hour(int(found[1]) - 1 if int(found[1]) > 1 else 12, 30)
        elif found := self.take(
            rf"\bjam (\d{{1,2}})(?: (lebih|lewat|kurang))? (seperempat|\d{{1,2}}(?= menit)|(?<=lebih )\d{{1,2}}"
            rf"|(?<=lewat )\d{{1,2}}|(?<=kurang )\d{{1,2}})(?: menit)?\b{tail}"
        ):
            part(found[4])
            minutes = 15 if found[3] == "seperempat" else int(found[3])
            total = int(found[1]) * 60 + (-minutes if found[2] == "kurang" else minutes)
            self.set_hour(total // 60, total % 60)
        elif found := self.take(rf"\b(?:jam ?)?{_HOUR} (?:di )?({_PART})\b( ini| nanti)?"):
            part(found[3])
            if found[4]:
                self.set_day(self.today)
            self.set_hour(int(found[1]), int(found[2] or 0))

    def read_hours(self) -> None:
        if found := self.take(rf"\bjam ?{_HOUR}") or self.take(r"(?<![\d.,:/-])(\d{1,2})[.:](\d{2})(?![\d/:-]|[.,]\d)"):
            sure = found[1].startswith("0") or (found[2] is not None and int(found[1]) >= 10)
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
            following = _month_after(self.today)
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

    def set_hour(self, hour: int, minute: int, sure: bool = False) -> None:
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
        known = _HOURS_OF[part]
        if hour in known:
            yield clock, False
        elif hour + 12 in known:
            yield clock.replace(hour=hour + 12), False
        elif part == "malam" and (hour < 4 or hour == 12):
            yield clock.replace(hour=hour % 12), True  # past midnight, but people still call it that night

    def coming(self, day: int, month: int | None) -> date:
        """The next such day, today included; a month that lacks it is passed over."""
        start = self.today
        for _ in range(24):
            if month in (None, start.month):
                with suppress(ValueError):
                    found = start.replace(day=day)
                    if found >= self.today:
                        return found
            start = _month_after(start)
        raise _Unclear

    def after(self, many: int, unit: str) -> date:
        if unit == "hari":
            return self.today + timedelta(days=many)
        if unit != "bulan":
            return self.today + timedelta(weeks=many)
        month = self.today
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
        return str(below_thousand(tokenized(found[0]) or []))

    ones = "|".join(word for word in DIGITS if word != "nol")
    return re.sub(rf"\b(?:(?:{ones}) (?:belas|puluh(?: (?:{ones}))?)|se(?:belas|puluh)|{ones})\b", figures, said)


def _month_after(day: date) -> date:
    """The first of the month after."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _market_day(day: date) -> int:
    """Its place in `_MARKET_DAYS`. Day 0 of the calendar was a Legi; so was 17 August 1945, as schoolbooks say."""
    return day.toordinal() % 5
