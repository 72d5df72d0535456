"""How many men, women and people of poor households: "120 orang, 60 perempuan", "40 L, 35 P, 12 miskin"."""

import re
from dataclasses import dataclass

from village.typed.numbers import number, plain

_WHO = {
    "men": r"laki(?:\s*-?\s*laki|2)?|lelaki|pria|cowok|bapak(?:-bapak|2)?|lk|l",
    "women": r"perempuan|wanita|cewek|ibu(?:-ibu|2)?|pr|p",
    "poor": r"(?:warga\s+|keluarga\s+)?(?:miskin|kurang\s+mampu|tidak\s+mampu|a?-?rtm|rtm|gakin)",
    "all": r"orang|jiwa|warga|org|penerima|total|jumlah|semuanya|seluruhnya",
}
_AFTER = {who: re.compile(rf"(\d+(?:\.\d{{3}})*)\s*(?:orang\s+)?(?:{names})\b") for who, names in _WHO.items()}
_BEFORE = {who: re.compile(rf"\b(?:{names})\s*:?\s*(\d+(?:\.\d{{3}})*)(?![\d.]*\d)") for who, names in _WHO.items()}


@dataclass(frozen=True, slots=True)
class Persons:
    """None: it was not said. The poor are among the others."""

    men: int
    women: int
    poor: int | None = None


def persons(text: str) -> Persons | None:
    """Men and women, where the text tells both, or one of them and how many in all. What does not add up: None."""
    said = plain(text)
    if said is None:
        return None
    for ways in (_AFTER, _BEFORE):
        found = {who: _one(way.findall(said)) for who, way in ways.items()}
        if (told := _told(found)) is not None:
            return told
    return None


def _one(amounts: list[str]) -> int | None:
    return number(amounts[0]) if len(amounts) == 1 else None


def _told(found: dict[str, int | None]) -> Persons | None:
    men, women, every = found["men"], found["women"], found["all"]
    if every is not None and women is not None and men is None:
        men = every - women
    if every is not None and men is not None and women is None:
        women = every - men
    if men is None or women is None or men < 0 or women < 0 or (every is not None and every != men + women):
        return None
    poor = found["poor"]
    return Persons(men, women, poor if poor is not None and poor <= men + women else None)
