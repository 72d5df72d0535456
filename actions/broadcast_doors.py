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

NEAR = (Office.KADER, Office.KADUS, Office.RT)
NEWEST = 6
TITLE = 30


def title(sent: Broadcast) -> str:
    """The first words, to tell one from another."""
    words = clipped(sent.words, 200)
    return words if len(words) <= TITLE else words[:TITLE].rsplit(" ", 1)[0].rstrip(" ,.") + "…"


def listed(work: Work, officer: Resident, village: Village) -> list[tuple[Broadcast, int, str, int]]:
    """(broadcast, dusun, RT, doors still open) within this officer's area, the newest broadcast first."""
    areas = reach.areas(work, officer, village)
    found = []
    for sent in work.broadcasts.newest(village.id, NEWEST):
        if _has_doors(work, sent):
            for dusun, rt in areas:
                if left := _left(work, village, sent, dusun, rt):
                    found.append((sent, dusun, rt, left))
    return found


def _has_doors(work: Work, sent: Broadcast) -> bool:
    if not sent.settled or sent.state is State.CANCELLED or sent.segment.kind is Kind.CHATS:
        return False
    return work.now - sent.at < broadcast.DOORS_FOR


def _left(work: Work, village: Village, sent: Broadcast, dusun: int, rt: str) -> int:
    doors = work.broadcasts.doors(sent.id, village.id, dusun, rt, broadcast.DOORS)
    return sum(not door.visited for door in doors)


def doors(
    work: Work, officer: Resident, village: Village, number: int, dusun: int, rt: str
) -> tuple[Broadcast, list[Door]]:  # fmt: skip
    """Whom it did not reach in that RT. Names: only for who is in office there."""
    if (dusun, rt) not in reach.areas(work, officer, village):
        raise Refusal("reach.refused.elsewhere")
    sent = work.broadcasts.get(number)
    if sent is None or sent.village_id != village.id or not _has_doors(work, sent):
        raise Refusal("talk.refused.old")
    return sent, work.broadcasts.doors(sent.id, village.id, dusun, rt, broadcast.DOORS)


def tick(work: Work, officer: Resident, village: Village, number: int, person: int, been: bool) -> tuple[int, str]:
    """The officer has told that person at the door, or has not after all. Returns where they live."""
    rights.require(work, "see_unheard", officer, village)
    someone = work.residents.get(person)
    if someone is None or someone.village_id != village.id or someone.dusun_id is None or someone.rt is None:
        raise Refusal("talk.refused.old")
    _, found = doors(work, officer, village, number, someone.dusun_id, someone.rt)
    if someone.id not in {door.resident for door in found}:
        raise Refusal("talk.refused.old")
    work.broadcasts.tick(number, someone.id, officer.id if been else None)
    return someone.dusun_id, someone.rt


def tell(work: Work, village: Village, sent: Broadcast) -> None:
    """Whoever is in office where somebody was not reached hears so, once for each broadcast."""
    if not _has_doors(work, sent):
        return
    for person in work.residents.all(work.roles.holders(village.id, *NEAR)):
        try:
            areas = reach.areas(work, person, village)
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
