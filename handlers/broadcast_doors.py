"""[Pintu yang didatangi]: whom a broadcast did not reach, by RT, ticked off by who has been there."""

from actions import broadcast_doors
from actions.letters import Button, Fact, Letter, text
from actions.neighbours import place
from actions.records import Door
from handlers.chat import Answer, Talk
from village.place import Village

PER_PAGE = 8
MOST = 8


def listed(talk: Talk) -> None:
    officer, village = talk.resident()
    found = broadcast_doors.listed(talk.work, officer, village)
    if not found:
        talk.say("cast.no_doors")
        return
    rows = [
        [
            Button(
                _key(dusun, rt), "sip", (sent.id, dusun, rt),
                {"title": broadcast_doors.title(sent), "rt": rt, "n": left},
            )
        ]
        for sent, dusun, rt, left in found[:MOST]
    ]  # fmt: skip
    talk.say("cast.doors", {"n": sum(left for *_, left in found)}, rows)


def opened(talk: Talk, number: str, dusun: str, rt: str, page: str = "0") -> None:
    talk.work.outbox.post(_page(talk, int(number), int(dusun), rt, int(page)))


def ticked(talk: Talk, number: str, person: str, been: str, page: str) -> Answer:
    """The button says "been there" or "not yet": the same press twice changes nothing."""
    officer, village = talk.resident()
    dusun, rt = broadcast_doors.tick(talk.work, officer, village, int(number), int(person), been == "1")
    return Answer(redraw=_page(talk, int(number), dusun, rt, int(page)))


def _page(talk: Talk, number: int, dusun: int, rt: str, page: int) -> Letter:
    officer, village = talk.resident()
    sent, found = broadcast_doors.doors(talk.work, officer, village, number, dusun, rt)
    page = max(0, min(page, (len(found) - 1) // PER_PAGE))
    shown = found[page * PER_PAGE : (page + 1) * PER_PAGE]
    facts: dict[str, Fact] = {
        "where": _where(village, dusun, rt), "title": broadcast_doors.title(sent), "people": len(found),
        "left": sum(not door.visited for door in found), "lines": {"lines": [_line(door) for door in shown]},
    }  # fmt: skip
    rows = [[_tick(number, door, page)] for door in shown]
    turns = [Button("button.before", "sip", (number, dusun, rt, page - 1))] if page else []
    if (page + 1) * PER_PAGE < len(found):
        turns.append(Button("button.after", "sip", (number, dusun, rt, page + 1)))
    key = "cast.doors_of" if found else "cast.no_doors"
    return talk.letter(key, facts if found else {}, [*rows, *([turns] if turns else [])])


def _key(dusun: int, rt: str) -> str:
    if rt != broadcast_doors.NO_RT:
        return "button.cast_rt"
    return "button.cast_no_rt" if dusun else "button.cast_no_dusun"


def _where(village: Village, dusun: int, rt: str) -> Fact:
    if rt != broadcast_doors.NO_RT:
        return place(village, dusun, rt)
    hamlet = village.hamlet(dusun)
    return text("cast.no_rt", dusun=hamlet.name) if hamlet else text("cast.no_dusun")


def _line(door: Door) -> Fact:
    return text("cast.door", name=door.name, reach=text(f"cast.door_why.{door.reach}"))


def _tick(number: int, door: Door, page: int) -> Button:
    key = "button.cast_visited" if door.visited else "button.cast_visit"
    return Button(key, "siv", (number, door.resident, 0 if door.visited else 1, page), {"name": door.name})
