"""What officers add to a proposal: plain title, code, lane, SDGs Desa, volume, for how many, and by which unit price.

Source of the columns: domain.md 2.1. Values are JSON: `judul` {title}, `kode` {code, name}: the name where a kabupaten
opened the code itself, `jalur` {lane}, `sdgs` {number}, `volume` {milli, unit} in thousandths, `penerima`
{men, women, poor}, `harga` {price}: a row of the price list.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from village.refusal import Refusal
from village.typed import number

LONGEST_TITLE = 90
SHORTEST_TITLE = 5
SHORTEST_NAME = 3
"""Letters in the name of a kegiatan that a kabupaten opened itself."""
SDGS = 18
MOST = 10**12
"""Thousandths: a million of anything in one proposal is a slip."""


class Field(StrEnum):
    TITLE = "judul"
    CODE = "kode"
    LANE = "jalur"
    SDG = "sdgs"
    VOLUME = "volume"
    PEOPLE = "penerima"
    PRICE = "harga"


NEEDED = (Field.CODE, Field.VOLUME, Field.PRICE, Field.PEOPLE, Field.SDG)
"""What a line of the plan needs besides its title, in the order in which it is filled in."""


class Lane(StrEnum):
    """Where a proposal comes from; residents, unless somebody says otherwise."""

    RESIDENTS = "partisipatif"
    OFFICE = "teknokratis"
    HEAD = "politis"


UNITS = {
    "m": "m", "meter": "m", "mtr": "m", "m'": "m", "m1": "m", "meteran": "m",
    "m2": "m²", "m²": "m²", "meter persegi": "m²", "meter2": "m²",
    "m3": "m³", "m³": "m³", "kubik": "m³", "meter kubik": "m³",
    "km": "km", "kilo": "km", "kilometer": "km", "ha": "ha", "hektar": "ha", "hektare": "ha",
    "unit": "unit", "buah": "unit", "bh": "unit", "biji": "unit", "titik": "titik", "paket": "paket", "pkt": "paket",
    "orang": "orang", "org": "orang", "jiwa": "orang", "rumah": "rumah", "kk": "KK", "batang": "batang",
    "btg": "batang", "ekor": "ekor", "kali": "kali", "kegiatan": "kegiatan", "kg": "kg", "liter": "liter",
    "set": "set", "lokal": "lokal", "ruang": "ruang", "bulan": "bulan", "hari": "hari",
}  # fmt: skip
_ABOUT = re.compile(r"^(?:±|~|kira2|kira-kira|kira kira|kurang lebih|kurleb|sekitar|sekira|ada|panjang|jumlah)\s*")
_TIMES = re.compile(r"\s*(?:[×*@]|(?<=[\d\s²³])x(?=[\s\d])|(?<=[a-z])\s+x\s*(?=\d)|\bkali\b(?=\s*\d))\s*")
"""Between the sides of what is measured: "300 meter x 3 meter"."""
_MORE = re.compile(r"^(\d[\d.,]*\s*(?:orang|org|jiwa))\s*[,(]\s*\d.*$")
"""Behind how many people there are, how many of them are women: that is asked elsewhere."""
_MEASURES = frozenset({"m²", "m³", "km", "ha", "kg", "liter"})
_SIDES = {1: "m", 2: "m²", 3: "m³"}
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,3})?")
_PLAIN = re.compile(r"\d{1,9}(?:,\d{1,3})?")
_POINT = re.compile(r"\d+\.\d+")


def quantity(text: str) -> tuple[int, str]:
    """(thousandths, unit): "300 m", "kira2 2 unit", "1,5 km", "dua titik", "300 meter x 3 meter", "3 titik @ 20 m".

    Asks back where a point may be a comma ("1.5 m"), where the unit is missing, and where nothing can be read.
    """
    said = " ".join(text.casefold().split()).rstrip(".!")
    while (shorter := _ABOUT.sub("", said)) != said:
        said = shorter
    parts = _TIMES.split(said)
    return _times(parts) if len(parts) > 1 and all(parts) else _single(_MORE.sub(r"\1", said))


def _single(said: str) -> tuple[int, str]:
    found = re.fullmatch(r"([\d.,]+)\s*(.*)", said)
    amount, unit = (found[1], found[2]) if found else _worded(said)
    if amount is None:
        raise Refusal("detail.refused.volume")
    if not unit:
        raise Refusal("detail.refused.unit", amount=amount)
    milli = _milli(amount)
    if unit not in UNITS:
        raise Refusal("detail.refused.unit_unknown", unit=unit[:20])
    if not 0 < milli <= MOST:
        raise Refusal("detail.refused.volume")
    return milli, UNITS[unit]


def _times(parts: list[str]) -> tuple[int, str]:
    """Length by width is an area, by height a volume; a number of things, each so long, is a length."""
    milli, sides, counted, bare = 1000, 0, "", 0
    for part in parts:
        try:
            each, unit = _single(part)
        except Refusal as no:
            if no.key != "detail.refused.unit":
                raise
            each, unit, bare = _milli(str(no.facts["amount"])), "", bare + 1
        milli = (milli * each + 500) // 1000
        sides += unit == "m"
        if unit not in ("", "m"):
            if counted or unit in _MEASURES:
                raise Refusal("detail.refused.volume")
            counted = unit
    sides += bare if sides and not counted else 0
    unit = _SIDES.get(sides, "") if sides else counted
    if not unit:
        raise Refusal("detail.refused.unit", amount=figures(milli))
    if not 0 < milli <= MOST:
        raise Refusal("detail.refused.volume")
    return milli, unit


def _worded(said: str) -> tuple[str | None, str]:
    """ "dua puluh unit": the last words are the unit."""
    words = said.split()
    for at in range(len(words), 0, -1):
        count = number(" ".join(words[:at]))
        if count is not None and not set(words[:at]) & set(UNITS):
            return str(count), " ".join(words[at:])
    return None, ""


def _milli(amount: str) -> int:
    if _THOUSANDS.fullmatch(amount) or _PLAIN.fullmatch(amount):
        whole, _, part = amount.replace(".", "").partition(",")
        return int(whole) * 1000 + int(part.ljust(3, "0") or 0)
    if _POINT.fullmatch(amount):
        raise Refusal("detail.refused.point", amount=amount, comma=amount.replace(".", ","))
    raise Refusal("detail.refused.volume")


def figures(milli: int) -> str:
    """Thousandths as people write them: 1500500 → "1.500,5"."""
    whole, part = divmod(milli, 1000)
    grouped = f"{whole:,}".replace(",", ".")
    return f"{grouped},{part:03}".rstrip("0") if part else grouped


def people(men: int, women: int, poor: int) -> Mapping[str, Any]:
    """How many benefit; those of poor households are among them."""
    if poor > men + women:
        raise Refusal("detail.refused.poor", n=men + women)
    return {"men": men, "women": women, "poor": poor}
