"""Who has asked to be fetched or to have a child looked after: by name, for whoever has called the meeting alone."""

from actions import call
from actions.work import Work
from village.meeting import Meeting, Reply, Said
from village.people import GONE, Office, Resident
from village.place import Village
from village.refusal import Refusal


def reads(work: Work, officer: Resident, meeting: Meeting) -> bool:
    """The convener; where they are no longer in that office, whoever is in it now."""
    if officer.id == meeting.convener_id:
        return True
    convener = work.residents.get(meeting.convener_id)
    left = convener is None or convener.state in GONE or Office(meeting.office) not in convener.offices
    return left and Office(meeting.office) in officer.offices


def listed(
    work: Work, officer: Resident, village: Village, meeting_id: int
) -> tuple[Meeting, list[tuple[Resident, Reply]]]:  # fmt: skip
    """By dusun, RT and name."""
    meeting = call.ahead(work, officer, village, meeting_id)
    if not reads(work, officer, meeting):
        raise Refusal("call.refused.needs")
    asked = {
        reply.resident_id: reply
        for reply in work.meetings.answers(meeting.id)
        if reply.said is Said.COMES and (reply.transport or reply.child_care)
    }
    people = [person for person in work.residents.all(list(asked)) if person.state not in GONE]
    return meeting, [
        (person, asked[person.id])
        for person in sorted(people, key=lambda p: (p.dusun_id or 0, p.rt or "", p.name, p.id))
    ]
