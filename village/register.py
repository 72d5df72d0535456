"""A line of the office's list of residents: from what stands in its cells to what we keep, or what is wrong with it."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from village import names
from village.birth import Born, birth
from village.people import Resident, Sex, State
from village.words import clipped

OLDEST = 120
LONGEST_NAME = 60
LONGEST_DUSUN = 40
EMPTY = frozenset({"", "-", "--", "0", "null", "none", "n/a", "?", ".", "0000-00-00"})


def _words(line: str) -> list[str]:
    return line.split()


_SEXES = {
    Sex.MALE: _words("1 l lk lki laki lakilaki laki2 pria m male"),
    Sex.FEMALE: _words("2 p pr prp perempuan wanita w f female"),
}
_SEX = {word: sex for sex, words in _SEXES.items() for word in words}
_STATES = {
    State.LISTED: _words("1 hidup ada aktif tetap penduduktetap"),
    State.DIED: _words("2 mati meninggal meninggaldunia wafat"),
    State.MOVED: _words("3 4 6 9 pindah pindahdalamnegeri pindahluarnegeri hilang pergi tidakvalid"),
}
_STATE = {word: state for state, words in _STATES.items() for word in words}
_SCIENTIFIC = re.compile(r"\d[.,]?\d*e\+?\d+", re.IGNORECASE)


class Fault(StrEnum):
    """What can be wrong with a line; the words for it stand in the texts."""

    NO_NAME = "no_name"
    NAME_DIGITS = "name_digits"
    NAME_LONG = "name_long"
    NIK = "nik"
    NIK_BROKEN = "nik_broken"
    KK = "kk"
    SEX = "sex"
    NO_BORN = "no_born"
    DATE = "date"
    DATE_FUTURE = "date_future"
    DATE_OLD = "date_old"
    STATE = "state"
    NO_DUSUN = "no_dusun"
    DUSUN = "dusun"
    RT = "rt"
    RW = "rw"
    FORMULA = "formula"
    MERGED = "merged"
    BROKEN_LETTERS = "broken_letters"
    TWICE = "twice"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class Problem:
    """`line` is the number the line has in the sheet; `other` another line it clashes with. Never what stands there."""

    line: int
    fault: Fault
    other: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One person of the list. `nik`, `kk` are digits; they go no further than to whoever hashes them."""

    line: int
    name: str
    born: Born | None
    sex: Sex | None
    dusun: str
    rw: str | None
    rt: str | None
    state: State
    nik: str
    kk: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A line as it is kept: numbers and the day of birth only as keyed hashes, which say nothing without the key."""

    line: int
    name: str
    name_key: str
    birth_year: int | None
    sex: str | None
    dusun: str
    rw: str | None
    rt: str | None
    state: str
    nik_hash: bytes | None
    kk_hash: bytes | None
    birth_hash: bytes | None


def sealed(line: Line, hashed: Callable[[str], bytes]) -> Entry:
    day = line.born.day if line.born else None
    return Entry(
        line.line, line.name, names.key(line.name), line.born.year if line.born else None, line.sex, line.dusun,
        line.rw, line.rt, line.state,
        hashed(f"nik|{line.nik}") if line.nik else None,
        hashed(f"kk|{line.kk}") if line.kk else None,
        hashed(f"lahir|{day.isoformat()}") if day else None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A resident of the register as far as a newcomer is compared with it."""

    resident_id: int
    name_key: str
    dusun_id: int | None
    rt: str | None
    sex: Sex | None
    claimed: bool


def fitting(newcomer: Resident, rows: Iterable[Row]) -> Row | None:
    """The one row of the register that a newcomer seems to be; the rows were born in the newcomer's year.

    An equal name goes before one that is only alike, the same RT before another; None when several are left, or none.
    A row that is claimed already is an answer too: somebody else, or the same person once more, speaks for it.
    """
    said = names.key(newcomer.name)
    near = [
        row
        for row in rows
        if (row.dusun_id is None or row.dusun_id == newcomer.dusun_id)
        and (row.sex is None or newcomer.sex is None or row.sex is newcomer.sex)
    ]
    fit = [row for row in near if row.name_key == said] or [row for row in near if names.alike(row.name_key, said)]
    fit = [row for row in fit if row.rt == newcomer.rt] or fit
    free = [row for row in fit if not row.claimed]
    if len(free) == 1:
        return free[0]
    return fit[0] if len(fit) == 1 and fit[0].rt in (None, newcomer.rt) else None


class Unfit(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


def read(line: int, cells: Mapping[str, str], today: date) -> Line:
    """The person in these cells (column → text); raises Unfit with the first thing that is wrong."""
    if any(text.startswith("=") for text in cells.values()):
        raise Unfit(Fault.FORMULA)
    if any("\ufffd" in text for text in cells.values()):
        raise Unfit(Fault.BROKEN_LETTERS)
    rw, rt = _places(cells)
    if all(bare(cells.get(told, "")).lower() in EMPTY for told in ("born", "nik")):
        raise Unfit(Fault.NO_BORN if bare(cells.get("name", "")).lower() not in EMPTY else Fault.NO_NAME)
    return Line(
        line, _name(cells.get("name", "")), _born(cells, today), _sex(cells.get("sex", "")),
        dusun(cells.get("dusun", "")), _number(rw, Fault.RW), _number(rt, Fault.RT), _state(cells),
        number16(cells.get("nik", ""), Fault.NIK), number16(cells.get("kk", ""), Fault.KK),
    )  # fmt: skip


def bare(text: str) -> str:
    """Without what spreadsheets put around: spaces, the apostrophe that means "text"."""
    return " ".join(text.replace("\u00a0", " ").split()).lstrip("'`’").strip()


def _name(text: str) -> str:
    name = clipped(bare(text), 200)
    if len(name) < 2 or not any(c.isalpha() for c in name):
        raise Unfit(Fault.NO_NAME)
    if any(c.isdigit() for c in name):
        raise Unfit(Fault.NAME_DIGITS)
    if len(name) > LONGEST_NAME:
        raise Unfit(Fault.NAME_LONG)
    return _spoken(name) if name == name.upper() else name


def _spoken(name: str) -> str:
    """ "SITI AMINAH, S.PD" → "Siti Aminah, S.Pd": nobody likes to be shouted at."""
    return re.sub(r"[^\W\d_]+(?:['’][^\W\d_]+)?", lambda word: word[0][:1].upper() + word[0][1:].lower(), name)


def dusun(text: str) -> str:
    """The name of a dusun without "Dusun"; "" when the cell is empty."""
    name = clipped(bare(text).replace("_", " "), 200)
    name = re.sub(
        r"^(?:dusun|dsn|dukuh|padukuhan|pedukuhan|jorong|lingkungan|lingk)\b\.?\s*(?=\S)", "", name, flags=re.IGNORECASE
    )
    if name.lower() in EMPTY:
        return ""
    if len(name) > LONGEST_DUSUN or not any(c.isalpha() for c in name) or re.search(r"\d{3}", name):
        raise Unfit(Fault.DUSUN)
    return _spoken(name) if name in (name.upper(), name.lower()) else name


def dusun_key(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", names.key(name))


def _places(cells: Mapping[str, str]) -> tuple[str, str]:
    """(RW, RT) from their own columns, or from one that says "RT/RW" or "RW/RT": "003/001"."""
    both = cells.get("rt_rw") or cells.get("rw_rt") or ""
    parts = re.findall(r"\d+", both)
    if not parts:
        return cells.get("rw", ""), cells.get("rt", "")
    first, second = [*parts, ""][:2]
    return (second, first) if cells.get("rt_rw") else (first, second)


def _number(text: str, fault: Fault) -> str | None:
    said = re.sub(r"^(?:rt|rw)\b\.?\s*", "", bare(text).lower()).removesuffix(".0")
    if said in EMPTY or set(said) == {"0"}:
        return None
    if not re.fullmatch(r"\d{1,4}", said, re.ASCII) or not 1 <= int(said) <= 99:
        raise Unfit(fault)
    return f"{int(said):02}"


def _sex(text: str) -> Sex | None:
    said = re.sub(r"[^a-z0-9]", "", bare(text).lower())
    if said in EMPTY:
        return None
    if said not in _SEX:
        raise Unfit(Fault.SEX)
    return _SEX[said]


def _state(cells: Mapping[str, str]) -> State:
    said = re.sub(r"[^a-z0-9]", "", bare(cells.get("state", "")).lower())
    if said in EMPTY:
        return State.LISTED
    if said not in _STATE:
        raise Unfit(Fault.STATE)
    return _STATE[said]


def number16(text: str, fault: Fault) -> str:
    """A NIK or KK number, "" when there is none. OpenSID's stopgap numbers, which begin with 0, are none."""
    said = bare(text)
    if _SCIENTIFIC.fullmatch(said):
        raise Unfit(Fault.NIK_BROKEN)
    digits = re.sub(r"[^0-9]", "", said.removesuffix(".0"))
    if said.lower() in EMPTY or not digits.strip("0"):
        return ""
    if len(digits) != 16 or not re.fullmatch(r"[\d\s.\-/]+", said, re.ASCII):
        raise Unfit(fault)
    return "" if digits[0] == "0" else digits


def _born(cells: Mapping[str, str], today: date) -> Born | None:
    text = bare(cells.get("born", ""))
    if text.lower() in EMPTY:
        return None
    born = birth(text, today)
    if born is None:
        raise Unfit(Fault.DATE)
    if (born.day or date(born.year, 1, 1)) > today:
        raise Unfit(Fault.DATE_FUTURE)
    if today.year - born.year > OLDEST:
        raise Unfit(Fault.DATE_OLD)
    return born
