"""A line of the office's list of residents: from what stands in its cells to what we keep, or what is wrong with it."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from village import names
from village.birth import Born, birth
from village.people import Resident, Sex, State
from village.words import clipped

OLDEST = 120
LONGEST_NAME = 60
LONGEST_DUSUN = 40
LONGEST_CELL = 200


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
_NOTHING = frozenset({"null", "none", "n/a", "?"})
_SCIENTIFIC = re.compile(r"\d[.,]?\d*e\+?\d+", re.IGNORECASE)
_KIND = re.compile(r"^(?:dusun|dsn|dukuh|padukuhan|pedukuhan|jorong|lingkungan|lingk)\b\.?\s*(?=\S)", re.IGNORECASE)
_ROMAN = _words("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx")
_ARABIC = {roman: str(number) for number, roman in enumerate(_ROMAN, 1)}
_Code = TypeVar("_Code", Sex, State)


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
    told = defaultdict(str, cells)
    name, born, nik = _name(told["name"]), _born(told["born"], today), _number16(told["nik"], Fault.NIK)
    if born is None and not nik:
        raise Unfit(Fault.NO_BORN)
    rw, rt = _places(told)
    return Line(
        line, name, born, _coded(told["sex"], _SEX, Fault.SEX), _dusun(told["dusun"]),
        _number(rw, Fault.RW), _number(rt, Fault.RT), _coded(told["state"], _STATE, Fault.STATE) or State.LISTED,
        nik, _number16(told["kk"], Fault.KK),
    )  # fmt: skip


def bare(text: str) -> str:
    """Without what spreadsheets put around: spaces, the apostrophe that means "text", the ".0" behind a number."""
    return re.sub(r"(?<=\d)\.0$", "", " ".join(text.split()).lstrip("'`’").strip())


def empty(text: str) -> bool:
    """Does a cell say nothing? Lists fill such cells with a dash, with zeros or with a word of their program."""
    said = bare(text).lower()
    return said in _NOTHING or not re.search(r"[^0\-/.: ]", said)


def _name(text: str) -> str:
    name = clipped(bare(text), LONGEST_CELL)
    if empty(name) or len(name) < 2 or not any(c.isalpha() for c in name):
        raise Unfit(Fault.NO_NAME)
    if any(c.isdigit() for c in name):
        raise Unfit(Fault.NAME_DIGITS)
    if len(name) > LONGEST_NAME:
        raise Unfit(Fault.NAME_LONG)
    return _spoken(name) if name == name.upper() else name


def _spoken(name: str) -> str:
    """ "SITI AMINAH, S.PD" → "Siti Aminah, S.Pd": nobody likes to be shouted at."""
    return re.sub(r"[^\W\d_]+(?:['’][^\W\d_]+)?", lambda word: word[0].capitalize(), name)


def _dusun(text: str) -> str:
    """The name of a dusun without "Dusun"; "" when the cell is empty. "Dusun 2" is one, a mere "2" may be anything."""
    said = clipped(bare(text).replace("_", " "), LONGEST_CELL)
    name = _KIND.sub("", said)
    if empty(name):
        return ""
    if len(name) > LONGEST_DUSUN or re.search(r"\d{3}", name) or said.isdecimal() or not dusun_key(name):
        raise Unfit(Fault.DUSUN)
    name = _spoken(name) if name in (name.upper(), name.lower()) else name
    return re.sub(r"\w+", lambda word: word[0].upper() if word[0].lower() in _ARABIC else word[0], name)


def dusun_key(name: str) -> str:
    """The name as it is compared. Its number tells it from others: "Krajan II" is "Krajan 2", and not "Krajan I"."""
    words = re.findall(r"\d+|[^\W\d_]+", _KIND.sub("", name).lower())
    return "".join(str(int(w)) if w.isdecimal() else _ARABIC.get(w) or names.key(w) for w in words)


def _places(told: Mapping[str, str]) -> tuple[str, str]:
    """(RW, RT) from their own columns, or from one that says "RT/RW" or "RW/RT": "003/001".

    Each half is kept as it stands, so that "-/001" stays without the one, and Excel's "03-Jan" is seen to be wrong.
    """
    both = told["rt_rw"] or told["rw_rt"]
    if not re.search(r"\d", both):
        return told["rw"], told["rt"]
    said = re.sub(r"r[tw]\.?", " ", both.lower())
    parts = said.split("/") if "/" in said else re.findall(r"[^\W_]+", said)
    first, second = [*parts, ""][:2]
    return (second, first) if told["rt_rw"] else (first, second)


def _number(text: str, fault: Fault) -> str | None:
    said = re.sub(r"^(?:rt|rw)\.?\s*", "", bare(text).lower())
    if empty(said):
        return None
    if not re.fullmatch(r"0*[1-9][0-9]?", said):
        raise Unfit(fault)
    return f"{int(said):02}"


def _coded(text: str, codes: Mapping[str, _Code], fault: Fault) -> _Code | None:
    said = re.sub(r"[^a-z0-9]", "", bare(text).lower())
    if empty(text) or not said:
        return None
    if said not in codes:
        raise Unfit(fault)
    return codes[said]


def _number16(text: str, fault: Fault) -> str:
    """A NIK or KK number, "" when there is none. OpenSID's stopgap numbers, which begin with 0, are none."""
    said = bare(text)
    if _SCIENTIFIC.fullmatch(said):
        raise Unfit(Fault.NIK_BROKEN)
    digits = re.sub(r"[^0-9]", "", said)
    if set(digits) <= {"0"}:
        return ""
    if len(digits) != 16 or not re.fullmatch(r"[0-9\s.\-/]+", said):
        raise Unfit(fault)
    return "" if digits[0] == "0" else digits


def _born(text: str, today: date) -> Born | None:
    if empty(text):
        return None
    born = birth(bare(text), today)
    if born is None:
        raise Unfit(Fault.DATE)
    if born.year > today.year or (born.day is not None and born.day > today):
        raise Unfit(Fault.DATE_FUTURE)
    if today.year - born.year > OLDEST:
        raise Unfit(Fault.DATE_OLD)
    return born
