"""Call the second meeting after one to which too few came: the same people and agenda, within the days of the rule."""

from dataclasses import replace

from actions import call, hall, invitation, prompt, sitting
from actions.work import Work
from village.meeting import ItemKind, Meeting, State
from village.minutes import Sitting
from village.people import Resident
from village.place import Village
from village.quorum import second_until
from village.refusal import Refusal


def put_off(work: Work, officer: Resident, village: Village, meeting_id: int) -> Meeting:
    """The meeting that was put off and has no second one yet."""
    meeting, held = sitting.leading(work, officer, village, meeting_id)
    if held.state is not Sitting.PUT_OFF:
        raise Refusal(f"hall.refused.is_{held.state.name.lower()}")
    if any(other.second_of == meeting.id for other in work.meetings.coming(village.id)):
        raise Refusal("second.refused.called")
    return meeting


def refuse_unless_soon(work: Work, village: Village, meeting: Meeting, starts_at: int) -> None:
    last = second_until(meeting.starts_at, village.settings, village.zone)
    if work.now >= last:
        raise Refusal("second.refused.late", last={"at": last - 1, "as": "date"})
    if starts_at >= last:
        raise Refusal("second.refused.far", last={"at": last - 1, "as": "date"})


def call_again(
    work: Work, officer: Resident, village: Village, meeting_id: int, place: str, starts_at: int
) -> Meeting:  # fmt: skip
    """It goes on with whoever comes; everybody whom the first was for is told once."""
    was = put_off(work, officer, village, meeting_id)
    refuse_unless_soon(work, village, was, starts_at)
    call.refuse_unless_place(place)
    meeting = work.meetings.add(
        replace(
            was, convener_id=was.convener_id, place=place, starts_at=starts_at,
            ends_at=starts_at + was.ends_at - was.starts_at, state=State.CALLED, second_of=was.id,
        ),
        work.meetings.audience(was.id),
    )  # fmt: skip
    for kind in ItemKind:
        for item in work.meetings.items(was.id, kind):
            work.meetings.add_item(meeting, kind, item.by_id, item.words, item.proposal_id)
    for guest in work.meetings.guests(was.id):
        work.meetings.add_guest(meeting, guest.unsur, officer.id, guest.resident_id, guest.name, guest.sex)
    prompt.plan(work, village, meeting)
    hall.record(work, village, officer, "meeting_called_again", meeting, {"second_of": str(was.id)})
    invitation.post(work, village, meeting, invitation.CALL)
    return meeting
