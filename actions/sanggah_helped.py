"""A kader writes down the objection of a neighbour without a phone who attended: on paper, and labelled as such."""

from actions import aid, draft, hall
from actions.hall_records import Hall, Sanggah
from actions.work import Work
from village.meeting import Meeting
from village.minutes import LONGEST_REASON, SHORTEST, Sitting
from village.people import Resident, State
from village.place import Village
from village.refusal import Refusal
from village.words import clipped

KNOWN = (State.LISTED, State.VERIFIED)
"""Whom the list or a second officer knows: who is still asked about does not object yet."""


def begin(work: Work, helper: Resident, village: Village, meeting_id: int) -> tuple[Meeting, Hall]:
    """While the draft may be objected to."""
    aid.require(work, helper, village)
    meeting, held = hall.find(work, village, meeting_id)
    if meeting.dusun_id not in (None, helper.dusun_id):
        raise Refusal("hall.refused.elsewhere")
    if held.state is not Sitting.OPEN or held.objects_until is None or work.now >= held.objects_until:
        raise Refusal("sanggah.refused.late")
    return meeting, held


def neighbours(work: Work, helper: Resident, village: Village, meeting_id: int) -> list[Resident]:
    """Whom this kader may help: they attended, live near, and have no phone here."""
    meeting, _ = begin(work, helper, village, meeting_id)
    there = (one.resident for one in work.halls.present(meeting.id))
    found = [person for person in there if person is not None and _helpable(work, helper, village, person.id)]
    return sorted(found, key=lambda p: (p.rt or "", p.name, p.id))


def _helpable(work: Work, helper: Resident, village: Village, person_id: int) -> bool:
    try:
        return aid.helpable(work, helper, village, person_id).state in KNOWN
    except Refusal:
        return False


def refuse_unless_free(work: Work, meeting_id: int, slip: str) -> None:
    if work.minutes.slip_used(meeting_id, slip):
        raise Refusal("aid.refused.slip_used", slip=slip)


def object_(
    work: Work, helper: Resident, village: Village, meeting_id: int, person_id: int, item_id: int, slip: str, words: str
) -> Sanggah:  # fmt: skip
    """In the neighbour's name; who wrote it and the paper's number stand beside it."""
    meeting, _ = begin(work, helper, village, meeting_id)
    person = aid.helpable(work, helper, village, person_id)
    if person.state not in KNOWN or not work.halls.there(meeting.id, person.id):
        raise Refusal("sanggah.refused.helped_who", name=person.name)
    refuse_unless_free(work, meeting.id, slip)
    told = clipped(words, LONGEST_REASON)
    found = draft.item(work, meeting, item_id)
    if len(told) < SHORTEST:
        raise Refusal("minutes.refused.short")
    number = work.minutes.sanggah(meeting.id, village.id, found.id, person.id, told, helper.id, slip)
    if number is None:
        raise Refusal("sanggah.refused.helped_once", name=person.name)
    hall.record(work, village, helper, "minutes_objected_for", meeting, {"item": found.rank, "slip": slip})
    return draft.put(work, village, number, helper.id)
