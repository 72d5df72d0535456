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
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,3})?")
_PLAIN = re.compile(r"\d{1,9}(?:,\d{1,3})?")
_POINT = re.compile(r"\d+\.\d+")


def quantity(text: str) -> tuple[int, str]:
    """(thousandths, unit): "300 m", "kira2 2 unit", "1.500 meter", "1,5 km", "dua titik".

    Asks back where a point may be a comma ("1.5 m"), where the unit is missing, and where nothing can be read.
    """
    said = " ".join(text.casefold().split()).rstrip(".!")
    while (shorter := _ABOUT.sub("", said)) != said:
        said = shorter
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
