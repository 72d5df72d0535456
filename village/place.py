"""A village: its code, its clock, its dusun and RT."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from village import terms
from village.refusal import Refusal

CODE = re.compile(r"\d{2}\.\d{2}\.\d{2}\.[123]\d{3}", re.ASCII)
CLOCKS = {"Asia/Jakarta": "wib", "Asia/Pontianak": "wib", "Asia/Makassar": "wita", "Asia/Jayapura": "wit"}
"""The zones of Indonesia, and what people call their clock."""

# Provinces by the first two digits of the code (Kepmendagri), where the clock is not WIB.
_WITA = frozenset({"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"})
_WIT = frozenset({"81", "82", "91", "92", "93", "94", "95", "96"})
_PONTIANAK = frozenset({"61", "62"})

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def tidy_code(text: str) -> str:
    """A village code as people type it, in the form `PP.KK.CC.DDDD`; refuses what is none.

    A kelurahan (first of the last four digits is 1) is refused with the reason: it has no BPD and no Dana Desa.
    """
    digits = re.sub(r"[^0-9]", "", text)
    code = f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}.{digits[6:]}"
    if not text.isascii() or not CODE.fullmatch(code):
        raise Refusal("setup.refused.code", typed=text)
    if code[9] == "1":
        raise Refusal("setup.refused.kelurahan")
    return code


def usual_zone(code: str) -> str:
    """The clock of a village's province."""
    province = code[:2]
    if province in _WITA:
        return "Asia/Makassar"
    if province in _WIT:
        return "Asia/Jayapura"
    return "Asia/Pontianak" if province in _PONTIANAK else "Asia/Jakarta"


@dataclass(frozen=True, slots=True)
class Dusun:
    """`rws` and `rts` are two digits each, "01". A list that nobody has told yet is empty: then any RT is taken."""

    id: int
    name: str
    rts: tuple[str, ...] = ()
    rws: tuple[str, ...] = ()

    def rt(self, number: int | None) -> str:
        """The RT with this number, as it stands in the register; refuses one that the dusun does not have."""
        rt = f"{number or 0:02}"
        if self.rts and rt not in self.rts:
            raise Refusal("join.refused.rt", dusun=self.name, first=self.rts[0], last=self.rts[-1])
        if not 1 <= (number or 0) <= 99:
            raise Refusal("join.refused.rt_number")
        return rt


@dataclass(frozen=True, slots=True)
class Village:
    id: int
    code: str
    name: str
    zone: str
    dusun: tuple[Dusun, ...] = ()
    settings: Mapping[str, int | str] = field(default_factory=dict)

    @property
    def terms(self) -> Mapping[str, str]:
        """What it calls itself, its head, its council and its parts, where that is not the country's word."""
        return terms.of(self.settings) if self.settings else {}

    def hamlet(self, dusun_id: int | None) -> Dusun | None:
        return next((d for d in self.dusun if d.id == dusun_id), None)


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def local(moment: int, zone: str) -> datetime:
    """A moment (UTC milliseconds) on the village's clock."""
    return datetime.fromtimestamp(moment / 1000, _zone(zone))


def moment_of(clock: datetime) -> int:
    """The moment, in UTC milliseconds, of an aware date and time."""
    return (clock - _EPOCH) // _MILLISECOND


def at_hour(moment: int, zone: str, days: int, hour: int) -> int:
    """The moment `days` days after the village's date of `moment`, at a full hour of its clock."""
    day = local(moment, zone).toordinal() + days
    return moment_of(datetime.fromordinal(day).replace(hour=hour, tzinfo=_zone(zone)))
