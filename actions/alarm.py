"""Somebody or something is in danger now: whoever is near and in office hears it at once, whatever the hour."""

from collections.abc import Sequence
from dataclasses import dataclass

from actions import ground, rights
from actions.ground import Reading
from actions.letters import Fact, Letter, Priority, moment
from actions.neighbours import place
from actions.work import Work
from village import people
from village.people import Office, Resident
from village.place import Village, local
from village.rules import own

NEAR = (Office.RT, Office.KADUS, Office.KADER)
ALWAYS = (Office.PEMDES, Office.BPD_KETUA)
LIMIT = "batas_darurat"


@dataclass(frozen=True, slots=True)
class Sounded:
    """`offices`: which were told. `most`: how many alarms a day are passed on, where that has been reached."""

    offices: tuple[Office, ...]
    most: int = 0


def sound(
    work: Work, sender: Resident, village: Village, words: str, read: Reading, where: str = people.PRIVATE
) -> Sounded:  # fmt: skip
    """Tell the officers of that dusun, the village office and the chair of the council; else whoever is in office.

    `where`: the kind of chat in which it was said. The sender's name does not go along: the words may be about
    somebody, and the machine may have misread them.
    """
    rights.require(work, "alarm", sender, village, where)
    today = local(work.now, village.zone)
    day = f"alarm:{sender.id}:{today.date().isoformat()}:"
    sounded, most = work.book.about(village.id, day), own(LIMIT, village.settings, today.year)
    if sounded >= most:
        return Sounded((), most)
    cause = f"{day}{sounded + 1}"
    work.book.record(village.id, sender.id, "warga", "alarm_sounded", cause, {"words": words})
    dusun = read.dusun if isinstance(read.dusun, int) else None
    at = place(village, dusun, read.rt if dusun else None)
    told: list[Office] = []
    for officer, offices in to_tell(work, village, dusun, but=sender.id):
        for chat in work.accounts.chats_of(officer.id):
            work.outbox.post(_letter(chat, officer, village, at, words, f"{cause}:{officer.id}:{chat}", work.now))
        told += offices
    return Sounded(tuple(office for office in Office if office in told))


def to_tell(work: Work, village: Village, dusun: int | None, but: int) -> list[tuple[Resident, Sequence[Office]]]:
    """(officer with a phone, as what they are told). Where none of those offices is held, everybody who holds any."""
    holders = [work.residents.get(holder) for holder in work.roles.holders(village.id, *Office)]
    others = [officer for officer in holders if officer is not None and officer.id != but]
    officers = [officer for officer in others if work.accounts.chats_of(officer.id)]
    near = [(officer, _near(officer, dusun)) for officer in officers]
    return [pair for pair in near if pair[1]] or [(officer, sorted(officer.offices)) for officer in officers]


def _near(officer: Resident, dusun: int | None) -> list[Office]:
    here = NEAR if dusun is None or officer.dusun_id == dusun else ()
    return [office for office in (*here, *ALWAYS) if office in officer.offices]


def _letter(chat: int, officer: Resident, village: Village, at: Fact, words: str, once: str, now: int) -> Letter:
    """Goes out as a reply does: before everything else, and in the quiet hours too."""
    facts = {"words": ground.without_links(words), "place": at, "at": moment(now)}
    return Letter(
        chat, "alarm.to_officer", facts, resident=officer.id, priority=Priority.REPLY, village=village.id, once=once
    )
