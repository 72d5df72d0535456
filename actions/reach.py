"""Who has been heard so far, by RT and by sex: figures for everybody, and whom to call on for whoever knows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from actions import rights, season
from actions.letters import Fact, text
from actions.records import Home, Unheard
from actions.work import Work
from village.people import Office, Resident
from village.place import Village, local
from village.reach import Cell, joined, may_follow, shown, together
from village.refusal import Refusal
from village.rules import national, number
from village.spans import HOUR

MOST_LINES = 40
"""What fits one message; with more places than this, whole dusun are shown."""
TRY_EVERY = HOUR
RT, SEX = "rt", "sex"
UNKNOWN = "-"


@dataclass(frozen=True, slots=True)
class Meter:
    """`tables` holds (cell, may it be shown); `total` None when so few were heard, or not heard, that it would tell."""

    total: Cell | None
    tables: Mapping[str, Sequence[tuple[Cell, bool]]]
    at: int
    least: int


def meter(work: Work, village: Village, person: Resident | None, chat: str) -> Meter:
    """The figures as they may be shown now. Counted anew at most once an hour, and only when nobody learns by
    subtracting what was shown before; see `village.reach.may_follow`."""
    rights.require(work, "see_published", person, village, chat)
    now = season.current(work, village)
    least = number(national("sel_kecil", local(work.now, village.zone).year))
    known = work.reach.shown(village.id, now.id)
    if known is None or work.now >= known[2] + TRY_EVERY:
        counted = _counted(work, village, now.id)
        if known is None or all(may_follow(known[0].get(name, []), cells, least) for name, cells in counted.items()):
            work.reach.show(village.id, now.id, counted)
            known = (counted, work.now, work.now)
        else:
            work.reach.tried(village.id, now.id)
    return _readable(known[0], known[1], least)


def _readable(tables: Mapping[str, Sequence[Cell]], at: int, least: int) -> Meter:
    total = together(tables[RT])
    if total.small(least):
        return Meter(None, {}, at, least)
    return Meter(
        total, {n: list(zip(cells, shown(cells, least), strict=True)) for n, cells in tables.items()}, at, least
    )


def _counted(work: Work, village: Village, season_id: int) -> dict[str, list[Cell]]:
    homes = work.reach.homes(village.id, season_id, _born_until(work, village))
    return {RT: by_rt(homes), SEX: by_sex(homes)}


def _born_until(work: Work, village: Village) -> int:
    year = local(work.now, village.zone).year
    return year - number(national("umur_memilih", year))


def by_rt(homes: Sequence[Home]) -> list[Cell]:
    """RT by RT; small ones stand together, first within their dusun. In a big village dusun by dusun."""
    by_dusun: dict[int | None, dict[str, Cell]] = {}
    for home in homes:
        name = f"{home.dusun_id or UNKNOWN}/{home.rt or UNKNOWN}"
        cells = by_dusun.setdefault(home.dusun_id, {})
        known = cells.get(name, Cell((), 0, 0))
        cells[name] = Cell((name,), known.people + home.people, known.heard + home.heard)
    places = joined([cell for cells in by_dusun.values() for cell in joined(list(cells.values()))])
    if len(places) <= MOST_LINES:
        return places
    whole = [(dusun, together(list(cells.values()))) for dusun, cells in by_dusun.items()]
    return joined([Cell((f"{dusun or UNKNOWN}/{UNKNOWN}",), cell.people, cell.heard) for dusun, cell in whole])


def by_sex(homes: Sequence[Home]) -> list[Cell]:
    """Women, men, and those of whom the list does not tell, who stand together with the men while they are few."""
    cells = [
        Cell((name,), sum(h.people for h in homes if h.sex == sex), sum(h.heard for h in homes if h.sex == sex))
        for name, sex in (("P", "P"), ("L", "L"), (UNKNOWN, None))
    ]
    return joined([cell for cell in cells if cell.people or cell.names != (UNKNOWN,)])


def label(village: Village, table: str, cell: Cell) -> Fact:
    """What stands together in a cell, in words."""
    if table == SEX:
        return {
            "list": [
                text(f"reach.sex.{name.lower()}" if name != UNKNOWN else "reach.sex.unknown") for name in cell.names
            ]
        }
    by_dusun: dict[str, list[str]] = {}
    for name in cell.names:
        dusun, _, rt = name.partition("/")
        by_dusun.setdefault(dusun, []).append(rt)
    return {"list": [_place(village, dusun, rts) for dusun, rts in by_dusun.items()]}


def _place(village: Village, dusun: str, rts: Sequence[str]) -> Fact:
    hamlet = village.hamlet(int(dusun)) if dusun != UNKNOWN else None
    if hamlet is None:
        return text("reach.no_dusun")
    named = [rt for rt in rts if rt != UNKNOWN]
    if not named:
        return text("place.dusun", dusun=hamlet.name)
    return text("reach.place", rts={"list": named}, dusun=hamlet.name)


def areas(work: Work, officer: Resident, village: Village) -> list[tuple[int, str]]:
    """The (dusun, RT) in which this officer calls on people: their own."""
    rights.require(work, "see_unheard", officer, village)
    hamlet = village.hamlet(officer.dusun_id)
    if hamlet is None:
        raise Refusal("aid.refused.no_home")
    if officer.offices.isdisjoint({Office.KADER, Office.KADUS}):
        return [(hamlet.id, officer.rt)] if officer.rt else []
    return [(hamlet.id, rt) for rt in hamlet.rts]


def unheard(work: Work, officer: Resident, village: Village, dusun_id: int, rt: str) -> list[Unheard]:
    """Whom nobody has heard yet in that RT this season. Names: only for who is in office there."""
    if (dusun_id, rt) not in areas(work, officer, village):
        raise Refusal("reach.refused.elsewhere")
    now = season.current(work, village)
    return work.reach.unheard(village.id, now.id, _born_until(work, village), dusun_id, rt)
