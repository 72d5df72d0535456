"""An office's list of residents, as bytes → the people on it, and what is wrong where. Pure: changes nothing.

Nothing that stood in the file goes into a problem: only which line, and what kind of fault.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from documents.columns import NEEDED, doubled, is_header, is_numbering, meanings
from documents.tables import HEAD_ROWS, MOST_ROWS, Table, Unreadable, table
from village import names
from village.register import Fault, Line, Problem, Unfit, empty, read

__all__ = ["Reading", "Unreadable", "register"]
PERSONAL = ("name", "nik", "born", "sex")


@dataclass(frozen=True, slots=True)
class Reading:
    """`lines` are fit to be taken over; `columns` are the meanings that were recognised."""

    lines: list[Line]
    problems: list[Problem]
    columns: tuple[str, ...]

    @property
    def total(self) -> int:
        return len(self.lines) + len({p.line for p in self.problems})


def register(content: bytes, today: date) -> Reading:
    """Raises Unreadable when the file as a whole can't be used."""
    sheet = table(content)
    number, columns, rows = _head(sheet)
    merged = {
        line: (top, bottom)
        for top, bottom, across in sheet.merged
        if bottom > number and not set(across).isdisjoint(columns.values())
        for line in range(max(top, number + 1), min(bottom, number + MOST_ROWS) + 1)
    }
    lines: list[Line] = []
    problems: list[Problem] = []
    for line, row in rows:
        if line > number + MOST_ROWS:
            raise Unreadable("too_many", most=MOST_ROWS)
        cells = {meaning: row[place] for meaning, place in columns.items() if place < len(row) and row[place]}
        if all(empty(cells.get(meaning, "")) for meaning in PERSONAL) and line not in merged:
            continue
        if line in merged:
            top, bottom = merged[line]
            if line == max(top, number + 1):
                problems.append(Problem(line, Fault.MERGED, bottom))
            continue
        try:
            lines.append(read(line, cells, today))
        except Unfit as no:
            problems.append(Problem(line, no.fault))
    fit, twice = _once_each(lines)
    return Reading(fit, sorted(problems + twice, key=lambda p: p.line), tuple(columns))


def _head(sheet: Table) -> tuple[int, dict[str, int], Iterator[tuple[int, list[str]]]]:
    """(number of the title row, columns, the rows below it with their numbers)."""
    rows = enumerate(sheet.rows, 1)
    for number, row in rows:
        if is_header(row):
            break
        if number >= HEAD_ROWS:
            raise Unreadable("no_header")
    else:
        raise Unreadable("no_header")
    if again := doubled(row):
        raise Unreadable("doubled_column", column=again[:40])
    columns = meanings(row)
    if lacking := [meaning for meaning in NEEDED if meaning not in columns]:
        raise Unreadable("no_column", columns=lacking)

    def below() -> Iterator[tuple[int, list[str]]]:
        first = True
        for line, cells in rows:
            if not (first and is_numbering(cells)):
                yield line, cells
            first = False

    return number, columns, below()


def _once_each(lines: list[Line]) -> tuple[list[Line], list[Problem]]:
    """Each person once: the later of two lines with one NIK, or of two that nothing tells apart, is a problem."""
    fit: list[Line] = []
    problems: list[Problem] = []
    by_nik: dict[str, int] = {}
    by_name: dict[tuple[object, ...], list[Line]] = {}
    for line in lines:
        if line.nik and line.nik in by_nik:
            problems.append(Problem(line.line, Fault.TWICE, by_nik[line.nik]))
            continue
        likes = by_name.setdefault((names.key(line.name), line.born and line.born.year, line.dusun.casefold()), [])
        if same := next((other for other in likes if not _apart(line, other)), None):
            problems.append(Problem(line.line, Fault.TWICE, same.line))
            continue
        likes.append(line)
        fit.append(line)
        if line.nik:
            by_nik[line.nik] = line.line
    return fit, problems


def _apart(one: Line, other: Line) -> bool:
    """Two lines with one name, year and dusun: does anything say that they are two people?"""
    if one.nik and other.nik:
        return True
    if one.born and other.born and one.born.day and other.born.day and one.born.day != other.born.day:
        return True
    return one.rt != other.rt and not (
        one.nik or other.nik or (one.born and one.born.day) or (other.born and other.born.day)
    )
