"""What accuses an official goes to the council, past the village office, and without the name of whoever says it."""

from actions import rights
from actions.letters import Letter, Priority, raw
from actions.work import Work
from village.offices import BPD
from village.people import Resident
from village.place import Village
from village.refusal import Refusal
from village.spans import DAY

A_DAY = 3
SHOWN = 20


def submit(work: Work, author: Resident, village: Village, words: str) -> tuple[int, int]:
    """Keep it and tell each member of the council. Returns its number, and how many were told.

    The book says that there was one, not by whom.
    """
    rights.require(work, "complain", author, village)
    if work.complaints.since(author.id, work.now - DAY) >= A_DAY:
        raise Refusal("complain.refused.many", most=A_DAY)
    return enter(work, village, author.id, words)


def enter(work: Work, village: Village, author: int, words: str) -> tuple[int, int]:
    """Returns its number, and how many of the council were told."""
    number = work.complaints.add(village.id, author, words)
    work.book.record(village.id, 0, "program", "complaint_made", f"complaint:{number}", {})
    told = 0
    for member in members(work, village):
        for chat in work.accounts.chats_of(member):
            told += 1
            work.outbox.post(letter(chat, member, village, number, words, work.now))
    return number, told


def members(work: Work, village: Village) -> list[int]:
    """The council as far as its chair has accepted it: an operator alone must not make himself a reader."""
    provisional = {mandate.resident_id for mandate in work.roles.provisional(village.id)}
    return [member for member in work.roles.holders(village.id, *BPD) if member not in provisional]


def letter(chat: int, member: int, village: Village, number: int, words: str, at: int) -> Letter:
    return Letter(
        chat,
        "complaint.to_council",
        {"number": raw(number), "words": words, "at": {"at": at, "as": "date"}},
        resident=member,
        priority=Priority.RESULT,
        village=village.id,
        once=f"complaint:{village.id}:{number}:{chat}",
    )


def waiting(work: Work, member: Resident, village: Village) -> list[tuple[int, str, int]]:
    """The newest complaints, for the council's eyes."""
    refuse_unless_reader(work, member, village)
    return work.complaints.listed(village.id, SHOWN)


def refuse_unless_reader(work: Work, member: Resident, village: Village) -> None:
    rights.require(work, "see_complaints", member, village)
    if member.id not in members(work, village):
        raise Refusal("rights.refused.see_complaints")
