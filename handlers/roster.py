"""A kader ticks the neighbours without a phone who are in the hall."""

from actions import hall, roster
from actions.letters import Button, Letter
from handlers.chat import Answer, Talk
from village.people import Resident

PER_PAGE = 8


def show(talk: Talk, meeting_id: str, page: str) -> None:
    talk.work.outbox.post(_letter(talk, int(meeting_id), int(page)))


def turn(talk: Talk, meeting_id: str, page: str) -> Answer:
    return Answer(redraw=_letter(talk, int(meeting_id), int(page)))


def tick(talk: Talk, meeting_id: str, page: str, person: str, there: str) -> Answer:
    """The button says "there" or "not there", so the same press twice changes nothing."""
    helper, village = talk.resident()
    roster.tick(talk.work, helper, village, int(meeting_id), int(person), there == "1")
    return Answer(redraw=_letter(talk, int(meeting_id), int(page)))


def _letter(talk: Talk, meeting_id: int, page: int) -> Letter:
    helper, village = talk.resident()
    found = roster.neighbours(talk.work, helper, village, meeting_id)
    last = max(0, (len(found) - 1) // PER_PAGE)
    page = min(max(page, 0), last)
    rows = [[_line(meeting_id, page, person, there)] for person, there in found[page * PER_PAGE :][:PER_PAGE]]
    ways = [Button("button.before", "sdv", (meeting_id, page - 1))] if page else []
    if page < last:
        ways.append(Button("button.after", "sdv", (meeting_id, page + 1)))
    meeting = hall.called(talk.work, village, meeting_id)
    facts = {
        "meeting": hall.named(village, meeting), "n": len(found), "there": sum(there for _, there in found),
    }  # fmt: skip
    return talk.letter("roster.show" if found else "roster.none", facts, [*rows, *([ways] if ways else [])])


def _line(meeting_id: int, page: int, person: Resident, there: bool) -> Button:
    key = "button.roster_there" if there else "button.roster_not"
    return Button(
        key, "sdc", (meeting_id, page, person.id, 0 if there else 1), {"name": person.name, "rt": person.rt or "-"}
    )
