"""Show who has been heard, and to kader and RT on whom to call."""

from actions import reach
from actions.letters import Button, Fact, text
from handlers.chat import Talk
from village import people
from village.reach import Cell

PER_PAGE = 30


def show(talk: Talk, words: str = "") -> None:
    """The reach meter; anybody may read it, in private or in the village's group."""
    village = talk.published()
    meter = reach.meter(talk.work, village, talk.person, people.PRIVATE if talk.private else people.GROUP)
    counted: Fact = {"at": meter.at, "as": "date"}
    if meter.total is None:
        talk.say("reach.too_few", {"village": village.name, "least": meter.least, "at": counted}, _more(talk))
        return
    facts: dict[str, Fact] = {"village": village.name, "at": counted} | _figures(meter.total)
    for table, cells in meter.tables.items():
        lines = [_line(reach.label(village, table, cell), cell, seen) for cell, seen in cells]
        facts[table] = {"lines": lines}
    hidden = any(not seen for cells in meter.tables.values() for _, seen in cells)
    facts["hidden"] = text("reach.why_hidden", least=meter.least) if hidden else None
    talk.say("reach.show", facts, _more(talk))


def _figures(cell: Cell) -> dict[str, Fact]:
    return {"heard": cell.heard, "people": cell.people, "percent": round(100 * cell.heard / max(cell.people, 1))}


def _line(where: Fact, cell: Cell, seen: bool) -> Fact:
    if not seen:
        return text("reach.line_hidden", where=where, people=cell.people)
    return text("reach.line", where=where, **_figures(cell))


def _more(talk: Talk) -> list[list[Button]]:
    """Whoever knows the people of a place may also see whom to call on; never in a group."""
    person, village = talk.person, talk.village
    if not talk.private or person is None or village is None:
        return []
    if not people.RIGHTS["see_unheard"].who(person, village.id):
        return []
    return [[Button("button.unheard", "jkd")]]


def choose(talk: Talk) -> None:
    """The RT of the officer; where there is only one, its list at once."""
    officer, village = talk.resident()
    areas = reach.areas(talk.work, officer, village)
    if len(areas) == 1:
        unheard(talk, str(areas[0][0]), areas[0][1])
        return
    rows = [
        [Button("button.rt", "jkl", area, {"rt": area[1]}) for area in areas[i : i + 4]]
        for i in range(0, len(areas), 4)
    ]
    talk.say("reach.ask_rt", {}, rows)


def unheard(talk: Talk, dusun: str, rt: str, page: str = "0") -> None:
    """Whom to call on in one RT; those of one household share a line."""
    officer, village = talk.resident()
    found = reach.unheard(talk.work, officer, village, int(dusun), rt)
    hamlet = village.hamlet(int(dusun))
    assert hamlet is not None
    where: Fact = text("place.rt", dusun=hamlet.name, rt=rt)
    if not found:
        talk.say("reach.all_heard", {"where": where})
        return
    homes: dict[int, list[Fact]] = {}
    for person in found:
        homes.setdefault(person.household, []).append(
            person.name if person.joined else text("reach.not_joined", name=person.name)
        )
    at = int(page) * PER_PAGE
    lines: list[Fact] = [
        text("reach.home", people={"list": names}) for names in list(homes.values())[at : at + PER_PAGE]
    ]
    rows = [[Button("button.go_further", "jkl", (int(dusun), rt, int(page) + 1))]] if at + PER_PAGE < len(homes) else []
    talk.say(
        "reach.unheard", {"where": where, "people": len(found), "homes": len(homes), "lines": {"lines": lines}}, rows
    )
