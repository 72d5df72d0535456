"""A kader ticks the neighbours without a phone who are in the hall; each tick carries the kader's name."""

from actions import hall, rights
from actions.hall_records import Hall
from actions.work import Work
from village import aid
from village.meeting import Meeting
from village.people import Resident, State
from village.place import Village
from village.presence import Way
from village.refusal import Refusal

HERE = frozenset({State.LISTED, State.ASKED, State.VERIFIED})


def door(work: Work, helper: Resident, village: Village, meeting_id: int) -> tuple[Meeting, Hall]:
    rights.require(work, "help_resident", helper, village)
    if helper.dusun_id is None:
        raise Refusal("aid.refused.no_home")
    meeting, held = hall.attended(work, village, meeting_id)
    if meeting.dusun_id not in (None, helper.dusun_id):
        raise Refusal("hall.refused.elsewhere")
    return meeting, held


def neighbours(work: Work, helper: Resident, village: Village, meeting_id: int) -> list[tuple[Resident, bool]]:
    """Those near the helper who have no phone here, by name, and whether each is there."""
    meeting, _ = door(work, helper, village, meeting_id)
    assert helper.dusun_id is not None
    found = [
        person
        for person, _ in work.aids.neighbours(village.id, helper.dusun_id)
        if person.id != helper.id and person.state in HERE and aid.near(helper, person) and _for(meeting, person)
    ]
    silent = [person for person in found if not work.accounts.of(person.id)]
    return [(p, work.halls.there(meeting.id, p.id)) for p in sorted(silent, key=lambda p: (p.rt or "", p.name, p.id))]


def tick(work: Work, helper: Resident, village: Village, meeting_id: int, person_id: int, there: bool) -> Resident:
    """Is there, or is not after all. Whoever came by the code or by the paper list stays."""
    meeting, _ = door(work, helper, village, meeting_id)
    person = aid.refuse_unless_helpable(helper, work.residents.get(person_id))
    if work.accounts.of(person.id):
        raise Refusal("hall.refused.own_phone", name=person.name)
    hall.refuse_unless_for(meeting, person)
    if there:
        changed = hall.come(work, village, meeting, person, Way.KADER, helper.id)
    else:
        changed = work.halls.leave(meeting.id, person.id)
        if not changed and work.halls.there(meeting.id, person.id):
            raise Refusal("hall.refused.stays", name=person.name)
    if changed:
        act = "attendance_ticked" if there else "attendance_unticked"
        work.book.record(
            village.id, helper.id, min(helper.offices), act, f"resident:{person.id}", {"meeting": str(meeting.id)}
        )
    return person


def _for(meeting: Meeting, person: Resident) -> bool:
    try:
        hall.refuse_unless_for(meeting, person)
    except Refusal:
        return False
    return True
