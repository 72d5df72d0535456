"""The signed paper list, typed by two officers of different offices: it counts only when both typed the same."""

from collections.abc import Sequence

from actions import hall, pair, rights
from actions.letters import Button, Fact
from actions.work import Work
from village import names
from village.meeting import Meeting
from village.people import Resident, State
from village.place import Village
from village.presence import LONGEST_LINE, Difference, Line, Way, added, compare
from village.refusal import Refusal
from village.steps import apart
from village.words import clipped

HERE = frozenset({State.LISTED, State.ASKED, State.VERIFIED})
SHOWN = 10


def door(work: Work, officer: Resident, village: Village, meeting_id: int) -> Meeting:
    rights.require(work, "attendance", officer, village)
    meeting, _ = hall.attended(work, village, meeting_id)
    hall.refuse_unless_near(officer, meeting)
    return meeting


def mine(work: Work, officer: Resident, meeting: Meeting) -> tuple[Line, ...]:
    """What this officer has typed and nobody has confirmed yet."""
    return next((one.lines for one in work.halls.lists(meeting.id) if one.officer_id == officer.id), ())


def read(work: Work, village: Village, before: Sequence[Line], words: str) -> list[Line]:
    """The list with what was typed: a name on each line, behind a comma the RT where two have the same name."""
    lines = [clipped(row, LONGEST_LINE) for row in words.splitlines()]
    return added(before, [_line(work, village, row.lstrip("0123456789.) -")) for row in lines if row])


def _line(work: Work, village: Village, typed: str) -> Line:
    name, _, home = typed.partition(",")
    key = names.key(name)
    if len(key) < 2:
        raise Refusal("hall.refused.line", line=typed or "-")
    fitting = [p for p in work.residents.named(village.id, name) if names.key(p.name) == key and p.state in HERE]
    if home and len(fitting) > 1:
        rt = "".join(c for c in home if c.isdecimal()).zfill(2)
        fitting = [p for p in fitting if p.rt == rt]
    if len(fitting) > 1:
        raise Refusal("hall.refused.namesakes", name=name.strip())
    return Line(key, name.strip(), fitting[0].id if fitting else 0)


def enter(
    work: Work, officer: Resident, village: Village, meeting_id: int, lines: Sequence[Line]
) -> tuple[str, Difference | None]:  # fmt: skip
    """("waits", None), ("done", None) when it is the same as what another office typed, or ("differs", what)."""
    meeting = door(work, officer, village, meeting_id)
    work.halls.type_list(meeting.id, village.id, officer.id, lines)
    others = [one for one in work.halls.lists(meeting.id) if one.officer_id != officer.id]
    found: Difference | None = None
    for other in others:
        first = work.residents.get(other.officer_id)
        if first is None or not apart(hall.RIGHT, first, officer, village.id):
            continue
        differs = compare(lines, other.lines)
        if differs.none:
            _accept(work, officer, village, meeting, lines, first)
            return "done", None
        found = found or differs
        told = difference(compare(other.lines, lines))
        once = f"paper:{meeting.id}:{officer.id}:{work.now}"
        pair.ask(work, village, [first.id], "paper.differs", told, [[again(meeting.id)]], once)
    return ("differs", found) if found else ("waits", None)


def again(meeting_id: int) -> Button:
    return Button("button.paper_again", "sdp", (meeting_id,))


def difference(found: Difference) -> dict[str, Fact]:
    """Both sides of it, a few lines of each."""
    return {
        "mine": {"list": [line.name for line in found.mine[:SHOWN]]} if found.mine else "-",
        "theirs": {"list": [line.name for line in found.theirs[:SHOWN]]} if found.theirs else "-",
        "n": len(found.mine) + len(found.theirs),
    }


def _accept(
    work: Work, second: Resident, village: Village, meeting: Meeting, lines: Sequence[Line], first: Resident
) -> None:
    """Each resident of the list is there; guests are counted, those invited by name as the ones they are."""
    asked = hall.invited(work, meeting)
    for line in lines:
        person = work.residents.get(line.person) if line.person else None
        if person is not None:
            hall.come(work, village, meeting, person, Way.KERTAS, second.id)
            continue
        guest = asked.guest(line.key)
        work.halls.visit(meeting.id, village.id, guest.id if guest else None, line.key, second.id)
    work.halls.settle_lists(meeting.id)
    told: dict[str, Fact] = {"first": str(first.id), "lines": len(lines)}
    hall.record(work, village, second, "paper_list_accepted", meeting, told)
    facts: dict[str, Fact] = {"n": len(lines), "meeting": hall.named(village, meeting), "name": second.name}
    pair.ask(work, village, [first.id], "paper.accepted_first", facts, (), f"paper-done:{meeting.id}:{work.now}")
