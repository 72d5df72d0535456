"""Dates and times as people say them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from village.typed.almanac import (
    AFTER,
    AFTER_PRAYER,
    DAY,
    DAYS,
    HOUR,
    LEFT_OVER,
    MARKET,
    MARKET_DAYS,
    MONTH,
    MONTHS,
    NOT_THIS,
    PART,
    PRAYER,
    SAME,
    UNTIL,
    ZONES,
    in_figures,
    month_after,
)  # fmt: skip
from village.typed.meant import Meant, Typed, Unclear
from village.typed.numbers import plain

__all__ = ["Typed", "moment"]


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


class _Reader(Meant):
    """Takes what it understands out of the text, piece by piece, and looks at what is left."""

    def __init__(self, said: str, now: datetime, zone: tzinfo, allow_past: bool) -> None:
        said = in_figures(said.replace("’", "'").replace("`", "'").replace("‘", "'").replace("—", "–"))
        for pattern, word in SAME:
            said = pattern.sub(word, said)
        self.said = said
        if found := self.take(r"\b(wib|wita|wit)\b"):
            zone = timezone(timedelta(hours=ZONES[found[1]]))
        super().__init__(now, zone, allow_past)

    def take(self, pattern: str) -> re.Match[str] | None:
        found = re.search(pattern, self.said)
        if found:
            self.said = f"{self.said[: found.start()]} ; {self.said[found.end() :]}"
        return found

    def read(self) -> Typed | None:
        if NOT_THIS.search(self.said):
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
        if LEFT_OVER.search(self.said):
            return None
        return self.result()

    def hours_from_now(self) -> Typed | None:
        """ "2 jam lagi": day and hour at once."""
        found = self.take(r"\b(?:(\d{1,4}) ?(jam|menit)|(setengah jam|sejam|semenit)) (?:lagi|kemudian|ke depan)\b")
        if not found:
            return None
        if found[3]:
            wait = {"setengah jam": 30, "sejam": 60, "semenit": 1}[found[3]]
        else:
            wait = int(found[1]) * (60 if found[2] == "jam" else 1)
        if LEFT_OVER.search(self.said) or wait == 0:
            raise Unclear
        at = (self.utc + timedelta(minutes=wait)).replace(second=0, microsecond=0)
        return Typed(at.astimezone(UTC), date_given=True, time_given=True)

    def read_dates(self) -> None:
        if re.search(r"\bmalam (?:tanggal )?\d{1,2}(?!\d|[.:]\d)(?! ?(?:jam|menit))", self.said):
            raise Unclear  # the eve of the 17th, or its evening? Both are said
        end = r"(?![\d/]|[.:-]\d)"
        if found := self.take(rf"(?<![\d.:/-])(\d{{4}})-(\d{{1,2}})-(\d{{1,2}}){end}"):
            self.set_day(date(int(found[1]), int(found[2]), int(found[3])))
        if found := self.take(r"(?<![\d.:/-])(\d{1,2}) ?([/.-]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})(?!\d|[/:-]\d|\.\d)"):
            self.set_day(date(self.whole_year(found[4]), int(found[3]), int(found[1])))
        if found := self.take(rf"(?<![\d.:/-])(\d{{1,2}}) ?/ ?(\d{{1,2}}){end}"):
            self.set_day(self.coming(int(found[1]), int(found[2])))
        if found := self.take(
            rf"(?<![\d.:/-])(\d{{1,2}})(?: |-)?({MONTH})\b\.?"
            rf"(?:(?: |-|, ?)(?:tahun )?'?(\d{{4}}|\d{{2}})\b(?![.:]\d)(?! (?:{PART})\b)|( tahun depan))?"
        ):
            d, m = int(found[1]), MONTHS[found[2]]
            if found[3]:
                self.set_day(date(self.whole_year(found[3]), m, d))
            elif found[4]:
                self.set_day(date(self.today.year + 1, m, d))
            else:
                self.set_day(self.coming(d, m))
        if found := self.take(r"\b(\d{1,2}) bulan (ini|depan)\b"):
            month = self.today if found[2] == "ini" else month_after(self.today)
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
        if found := self.take(rf"\b(?:{AFTER}) ?(?:sholat |salat |shalat |solat |jamaah )*'?({PRAYER}|jumat)\b"):
            prayer = "jumatan" if found[1] == "jumat" else found[1]
            self.set_clock(AFTER_PRAYER[prayer])
            if prayer == "jumatan" and self.day is None:
                self.weekday = 4

    def read_eve(self) -> None:
        """ "malam Jumat" is the evening before: Thursday's."""
        found = self.take(
            rf"\b(?:(?:hari )?({DAY}) )?(?:nanti )?malam (?:hari )?({DAY})\b"
            rf"(?:[ -]?({MARKET})\b)?(?: (depan|ini)\b)?"
        )
        if not found:
            return
        eve_of = DAYS.index(found[2])
        self.weekday = (eve_of - 1) % 7
        if found[1] and DAYS.index(found[1]) != self.weekday:
            raise Unclear
        if found[3]:
            self.market = (MARKET_DAYS.index(found[3]) - 1) % 5
        if found[4] == "depan":
            monday = self.today - timedelta(days=self.today.weekday()) + timedelta(days=7)
            self.set_day(monday + timedelta(days=eve_of - 1))
        self.part = "malam"

    def read_parts_with_hours(self) -> None:
        """ "9 pagi", "jam setengah 8 malam", "jam 7 lebih seperempat"."""
        self.said = UNTIL.sub(r"\1", self.said)

        def part(said: str | None) -> None:
            if said:
                self.set_part(said)

        tail = rf"(?: (?:di )?({PART})\b)?"
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
        elif found := self.take(rf"\b(?:jam ?)?{HOUR} (?:di )?({PART})\b( ini| nanti)?"):
            part(found[3])
            if found[4]:
                self.set_day(self.today)
            self.set_hour(int(found[1]), int(found[2] or 0))

    def read_hours(self) -> None:
        if found := self.take(rf"\bjam ?{HOUR}") or self.take(r"(?<![\d.,:/-])(\d{1,2})[.:](\d{2})(?![\d/:-]|[.,]\d)"):
            sure = found[1].startswith("0") or (found[2] is not None and int(found[1]) >= 10)
            self.set_hour(int(found[1]), int(found[2] or 0), sure=sure)

    def read_weeks(self) -> None:
        """ "minggu depan" is a week, "hari Minggu depan" a Sunday."""
        week = r"(?:minggu-lamanya|minggu)"
        if found := self.take(rf"\b(?:hari )?({DAY}) {week} (depan|ini)\b") or self.take(
            rf"(?<!hari )\b{week} (depan|ini),? (?:hari )?({DAY})\b"
        ):
            day, which = (found[1], found[2]) if found[1] in DAYS else (found[2], found[1])
            self.set_weekday(day)
            self.next_week, self.this_week = which == "depan", which == "ini"
        elif self.weekday is None and (found := self.take(rf"(?<!hari )\b{week} depan\b")):
            self.set_day(self.today + timedelta(days=7))
            self.date_given = False
        elif self.weekday is None and (found := self.take(r"\bbulan depan\b")):
            following = month_after(self.today)
            self.set_day(following.replace(day=min(self.today.day, 28)))
            self.date_given = False

    def read_weekday(self) -> None:
        found = self.take(
            rf"\b(?:besok )?(?:hari )?({DAY})\b(?:[ -]?({MARKET})\b)?"
            r"(?: (depan|ini|besok|nanti|mendatang|yang akan datang|yad|lalu|yang lalu|kemarin)\b)?"
        )
        if not found:
            return
        if self.weekday is not None and DAYS.index(found[1]) != self.weekday:
            raise Unclear
        self.set_weekday(found[1])
        if found[2]:
            self.market = MARKET_DAYS.index(found[2])
        if found[3] == "depan":
            self.next_week = True
        elif found[3] in ("lalu", "yang lalu", "kemarin"):
            self.last_week = True
        if found[1] == "minggu" and found[3] in ("ini", "lalu", "yang lalu") and "hari" not in found[0]:
            self.date_given = False  # that Sunday, or some day of that week

    def read_relative_day(self) -> None:
        if found := self.take(r"\b(besok|lusa|kemarin)\b"):
            self.set_day(self.today + timedelta(days={"besok": 1, "lusa": 2, "kemarin": -1}[found[1]]))
        if found := self.take(rf"\b(?:hari ini|nanti ({PART})|({PART}) (?:ini|nanti))\b"):
            if said := found[1] or found[2]:
                self.set_part(said)
            self.set_day(self.today)
        elif self.day is None and self.weekday is None and self.clock and self.take(r"\bnanti\b"):
            self.set_day(self.today)

    def read_part(self) -> None:
        if found := self.take(rf"\b({PART})\b"):
            self.set_part(found[1])
