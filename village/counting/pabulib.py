"""Files of elections as Pabulib writes them: three tables META, PROJECTS and VOTES, cells parted by semicolons.

Source: Faliszewski and others, "Participatory budgeting: data, tools and analysis", 2023, and pabulib.org/format. An
approval is one point; `scoring` and `cumulative` ballots have their points, and points of zero or less are no vote;
of an `ordinal` ballot the first has as many points as a ballot may have places, each further one less (Borda).
"""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from village.counting.election import Election, Picks, election
from village.refusal import Refusal

TIES = "rembuk_ties"
"""META: the ids of all projects in the order that decides a tie; without it, by the letters of the ids."""
LEAST_VOTES = "rembuk_least_votes"
"""META: with fewer votes a project is not chosen; without it, none is too few."""
_SECTIONS = ("meta", "projects", "votes")
_APPROVING = ("approval", "choose-1")
_TYPES = (*_APPROVING, "scoring", "cumulative", "ordinal")
_LONGEST_CELL = 10_000_000
Row = dict[str, str]


@dataclass(slots=True)
class _Tables:
    """Every row with the number of its line; names of columns in small letters."""

    meta: Row = field(default_factory=dict)
    projects: list[tuple[int, Row]] = field(default_factory=list)
    votes: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How many ballots with the same `vote` and `points`."""
    first: dict[tuple[str, str], int] = field(default_factory=dict)
    """Where the first of these stands."""


@dataclass(frozen=True, slots=True)
class File:
    meta: Mapping[str, str]
    election: Election

    @property
    def currency(self) -> str:
        code = self.meta.get("currency", "IDR").strip()
        return "Rp" if code.upper() in ("IDR", "RP", "") else code


def read(text: str) -> File:
    """Raises Refusal `count.refused.…`, which names the line."""
    tables = _tables(text)
    projects = _projects(tables)
    places = {name: place for place, (name, _, _) in enumerate(projects)}
    budget = _amount(tables.meta.get("budget", ""), "count.refused.budget", 0)
    return File(tables.meta, election(projects, budget, _ballots(tables, places), _least(tables.meta)))


def _tables(text: str) -> _Tables:
    tables = _Tables()
    section, columns = "", None
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";")
    try:
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            if (named := row[0].strip().lower()) in _SECTIONS and not any(cell.strip() for cell in row[1:]):
                section, columns = named, None
            elif not section:
                raise Refusal("count.refused.no_section", line=reader.line_num)
            elif columns is None:
                columns = [name.strip().lower() for name in row]
                _check_columns(section, columns, reader.line_num)
            else:
                _keep(tables, section, dict(zip(columns, row, strict=False)), row, reader.line_num)
    except csv.Error:
        raise Refusal("count.refused.row", line=reader.line_num) from None
    return tables


def _check_columns(section: str, columns: Sequence[str], line: int) -> None:
    needed = {"meta": (), "projects": ("project_id", "cost"), "votes": ("vote",)}[section]
    for name in needed:
        if name not in columns:
            raise Refusal("count.refused.column", line=line, column=name)


def _keep(tables: _Tables, section: str, cells: Row, row: Sequence[str], line: int) -> None:
    if section == "meta":
        tables.meta[row[0].strip().lower()] = row[1].strip() if len(row) > 1 else ""
    elif section == "projects":
        tables.projects.append((line, cells))
    else:
        key = (_said(cells, "vote"), _said(cells, "points"))
        tables.votes[key] += 1
        tables.first.setdefault(key, line)


def _said(cells: Row, column: str) -> str:
    """A cell; "none" is how some files write an empty one."""
    said = cells.get(column, "").strip()
    return "" if said.lower() == "none" else said


def _projects(tables: _Tables) -> list[tuple[str, Fraction, str]]:
    """In the order that decides a tie."""
    found: dict[str, tuple[str, Fraction, str]] = {}
    for line, cells in tables.projects:
        name = cells["project_id"].strip()
        if not name or name in found:
            raise Refusal("count.refused.project_twice" if name else "count.refused.project", line=line, project=name)
        found[name] = (name, _amount(cells.get("cost", ""), "count.refused.cost", line), _said(cells, "name"))
    if not found:
        raise Refusal("count.refused.no_projects")
    order = [name.strip() for name in tables.meta.get(TIES, "").split(",") if name.strip()] or sorted(found)
    if sorted(order) != sorted(found):
        raise Refusal("count.refused.ties")
    return [found[name] for name in order]


def _amount(said: str, refusal: str, line: int) -> Fraction:
    """Money as files write it: "1500", "1500.50", "1500,50", "1 500"."""
    amount = _number("".join(said.split()))
    if amount is None or amount < 0:
        raise Refusal(refusal, line=line, said=said.strip())
    return amount


def _number(said: str) -> Fraction | None:
    said = said.replace(",", ".")
    if not said.isascii() or not said.replace(".", "", 1).removeprefix("-").removeprefix("+").isdigit():
        return None
    return Fraction(said) if said[-1] != "." else None


def _least(meta: Row) -> int:
    least = meta.get(LEAST_VOTES, "0")
    if not (least.isascii() and least.isdigit()):
        raise Refusal("count.refused.least")
    return int(least)


def _ballots(tables: _Tables, places: Mapping[str, int]) -> Iterator[tuple[Picks, int]]:
    kind = tables.meta.get("vote_type", "").strip().lower() or "approval"
    if kind not in _TYPES:
        raise Refusal("count.refused.type", said=kind)
    most = _most_places(tables)
    for (vote, points), many in tables.votes.items():
        line = tables.first[vote, points]
        picks = [_place(name.strip(), places, line) for name in vote.split(",") if name.strip()]
        if kind in _APPROVING:
            yield dict.fromkeys(picks, 1), many
        elif kind == "ordinal":
            yield {pick: most - rank for rank, pick in reversed(list(enumerate(picks)))}, many
        else:
            yield _with_points(picks, points, line), many


def _place(name: str, places: Mapping[str, int], line: int) -> int:
    if name not in places:
        raise Refusal("count.refused.unknown", line=line, project=name)
    return places[name]


def _with_points(picks: Sequence[int], said: str, line: int) -> Picks:
    """One number for each pick; a ballot without any points is empty."""
    found: dict[int, Fraction] = {}
    numbers = [_number(one.strip()) for one in said.split(",") if one.strip()]
    if said and len(numbers) != len(picks):
        raise Refusal("count.refused.points", line=line)
    for place, points in enumerate(numbers):
        if points is None:
            raise Refusal("count.refused.points", line=line)
        found[picks[place]] = points
    return found


def _most_places(tables: _Tables) -> int:
    """How many places an ordinal ballot may have."""
    said = tables.meta.get("max_length")
    told = int(said) if said and said.isascii() and said.isdigit() else 0
    return max(told, *(vote.count(",") + 1 for vote, _ in tables.votes)) if tables.votes else told


def written(
    meta: Mapping[str, str | int],
    projects: Iterable[Mapping[str, str | int]],
    votes: Iterable[Mapping[str, str | int]],
) -> str:
    """The text of a file, lines ended by \\n. The columns are those of the first row of each table."""
    out = io.StringIO(newline="")
    write: Callable[[Iterable[object]], object] = csv.writer(out, delimiter=";", lineterminator="\n").writerow
    write(["META"])
    write(["key", "value"])
    for key, value in meta.items():
        write([key, value])
    for title, rows, usual in (("PROJECTS", projects, ("project_id", "cost")), ("VOTES", votes, ("voter_id", "vote"))):
        table = list(rows)
        columns = list(table[0]) if table else list(usual)
        write([title])
        write(columns)
        for row in table:
            write([row[column] for column in columns])
    return out.getvalue()
