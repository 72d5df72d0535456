"""Whom a broadcast did not reach, RT by RT: told at the door by who is in office there, and ticked off."""

from actions import reach, rights
from actions.letters import Button, Letter, Priority
from actions.records import Door
from actions.work import Work
from village import broadcast
from village.broadcast import Broadcast, Kind, State
from village.people import Office, Resident
from village.place import Village
from village.refusal import Refusal
from village.words import clipped

NO_DUSUN, NO_RT = 0, ""
"""Where somebody lives of whom the register says no more."""
NEAR = (Office.KADER, Office.KADUS, Office.RT)
WIDE = (Office.KADER, Office.KADUS)
NEWEST = 6
TITLE = 30


def title(sent: Broadcast) -> str:
    """The first words, to tell one from another."""
    words = clipped(sent.words, 200)
    return words if len(words) <= TITLE else words[:TITLE].rsplit(" ", 1)[0].rstrip(" ,.") + "…"


def listed(work: Work, officer: Resident, village: Village) -> list[tuple[Broadcast, int, str, int]]:
    """(broadcast, dusun, RT, doors still open) within this officer's area, the newest broadcast first."""
    areas = _areas(work, officer, village)
    found = []
    for sent in work.broadcasts.newest(village.id, NEWEST):
        if _has_doors(work, sent):
            for dusun, rt in areas:
                if left := _left(work, village, sent, dusun, rt):
                    found.append((sent, dusun, rt, left))
    return found


def _areas(work: Work, officer: Resident, village: Village) -> list[tuple[int, str]]:
    """The officer's own, and those whose RT or dusun nobody has written down yet.

    They are for kader and kadus, who know the dusun; where it has neither, for the heads of its RT.
    """
    found = reach.areas(work, officer, village)
    if officer.offices.isdisjoint(WIDE) and _looked_after(work, village, officer.dusun_id):
        return found
    return [*found, (officer.dusun_id or NO_DUSUN, NO_RT), (NO_DUSUN, NO_RT)]


def _looked_after(work: Work, village: Village, dusun: int | None) -> bool:
    return any(one.dusun_id == dusun for one in work.residents.all(work.roles.holders(village.id, *WIDE)))


def area_of(village: Village, person: Resident) -> tuple[int, str]:
    """On which list of doors somebody stands. An RT that the dusun does not have is none."""
    hamlet = village.hamlet(person.dusun_id)
    if hamlet is None:
        return NO_DUSUN, NO_RT
    rt = person.rt or NO_RT
    return hamlet.id, rt if rt in hamlet.rts else NO_RT


def _at(work: Work, village: Village, sent: Broadcast, dusun: int, rt: str) -> list[Door]:
    hamlet = village.hamlet(dusun)
    if rt != NO_RT:
        return work.broadcasts.doors(sent.id, village.id, dusun, rt, broadcast.DOORS)
    known = hamlet.rts if hamlet else ()
    return work.broadcasts.doors_unplaced(sent.id, village.id, hamlet.id if hamlet else None, known, broadcast.DOORS)


def _has_doors(work: Work, sent: Broadcast) -> bool:
    if not sent.settled or sent.state is State.CANCELLED or sent.segment.kind is Kind.CHATS:
        return False
    return work.now - sent.at < broadcast.DOORS_FOR


def _left(work: Work, village: Village, sent: Broadcast, dusun: int, rt: str) -> int:
    return sum(not door.visited for door in _at(work, village, sent, dusun, rt))


def doors(
    work: Work, officer: Resident, village: Village, number: int, dusun: int, rt: str
) -> tuple[Broadcast, list[Door]]:  # fmt: skip
    """Whom it did not reach in that RT. Names: only for who is in office there."""
    if (dusun, rt) not in _areas(work, officer, village):
        raise Refusal("reach.refused.elsewhere")
    sent = work.broadcasts.get(number)
    if sent is None or sent.village_id != village.id or not _has_doors(work, sent):
        raise Refusal("talk.refused.old")
    return sent, _at(work, village, sent, dusun, rt)


def tick(work: Work, officer: Resident, village: Village, number: int, person: int, been: bool) -> tuple[int, str]:
    """The officer has told that person at the door, or has not after all. Returns where they live."""
    rights.require(work, "see_unheard", officer, village)
    someone = work.residents.get(person)
    if someone is None or someone.village_id != village.id:
        raise Refusal("talk.refused.old")
    dusun, rt = area_of(village, someone)
    _, found = doors(work, officer, village, number, dusun, rt)
    if someone.id not in {door.resident for door in found}:
        raise Refusal("talk.refused.old")
    work.broadcasts.tick(number, someone.id, officer.id if been else None)
    return dusun, rt


def tell(work: Work, village: Village, sent: Broadcast) -> None:
    """Whoever is in office where somebody was not reached hears so, once for each broadcast."""
    if not _has_doors(work, sent):
        return
    for person in work.residents.all(work.roles.holders(village.id, *NEAR)):
        try:
            areas = _areas(work, person, village)
        except Refusal:
            continue  # has no home here yet
        left = sum(_left(work, village, sent, dusun, rt) for dusun, rt in areas)
        if left:
            for chat in work.accounts.chats_of(person.id):
                work.outbox.post(
                    Letter(
                        chat, "cast.doors_told", {"n": left, "title": title(sent)},
                        [[Button("button.cast_doors", "sid")]], resident=person.id, village=village.id,
                        priority=Priority.REMINDER, once=f"siar-pintu:{sent.id}:{chat}",
                    )
                )  # fmt: skip
