"""Answer a call: who comes, with how many, what they need, and what they want asked there."""

from dataclasses import replace

from actions import invitation, rights
from actions.ground import without_links
from actions.work import Work
from village.convening import LONGEST_LINE, SHORTEST
from village.meeting import ItemKind, Meeting, Reply, Said
from village.people import Resident, verified
from village.place import Village, local
from village.refusal import Refusal
from village.rules import own
from village.words import line


def say(work: Work, person: Resident, village: Village, meeting_id: int, said: Said) -> Meeting:
    """Whoever is known and says in time that they come is registered for a vote where the rule asks it, for good."""
    meeting = open_meeting(work, person, village, meeting_id)
    before = work.meetings.answer_of(meeting.id, person.id)
    if before is not None and before.said is said:
        return meeting
    registered = before.registered_at if before else None
    if registered is None and said is Said.COMES and work.now < meeting.closes_at and verified(person, village.id):
        registered = work.now
    people = 1 if said is Said.COMES else 0
    reply = Reply(person.id, said, people, registered_at=registered, by_id=person.id)
    work.meetings.answer(meeting, reply)
    return meeting


def bring(work: Work, person: Resident, village: Village, meeting_id: int, people: int) -> Meeting:
    """How many come with this person, themselves included."""
    meeting, reply = _coming(work, person, village, meeting_id)
    if not 1 <= people <= invitation.MOST_PEOPLE:
        raise Refusal("talk.refused.old")
    work.meetings.answer(meeting, replace(reply, people=people))
    return meeting


def need(work: Work, person: Resident, village: Village, meeting_id: int, which: str, needed: bool) -> Meeting:
    """which: `t` to be fetched, `c` somebody to look after a child."""
    meeting, reply = _coming(work, person, village, meeting_id)
    if which not in ("t", "c"):
        raise Refusal("talk.refused.old")
    work.meetings.answer(
        meeting, replace(reply, transport=needed) if which == "t" else replace(reply, child_care=needed)
    )
    return meeting


def ask(work: Work, person: Resident, village: Village, meeting_id: int, words: str) -> Meeting:
    """Leave a question of one line; whoever called the meeting reads it, without the name."""
    meeting = open_meeting(work, person, village, meeting_id)
    refuse_unless_few(work, person, village, meeting)
    question = line(without_links(words))
    if not SHORTEST <= len(question) <= LONGEST_LINE:
        raise Refusal("answer.refused.question", most=LONGEST_LINE)
    work.meetings.add_item(meeting, ItemKind.QUESTION, person.id, words=question)
    return meeting


def refuse_unless_few(work: Work, person: Resident, village: Village, meeting: Meeting) -> None:
    most = own("batas_titip", village.settings, local(work.now, village.zone).year)
    if work.meetings.questions_of(meeting.id, person.id) >= most:
        raise Refusal("answer.refused.many", most=most)


def open_meeting(work: Work, person: Resident, village: Village, meeting_id: int) -> Meeting:
    """A meeting of the village that may still be answered."""
    rights.require(work, "answer_meeting", person, village)
    meeting = work.meetings.get(meeting_id)
    if meeting is None or meeting.village_id != village.id:
        raise Refusal("answer.refused.unknown")
    if not meeting.ahead or work.now >= meeting.starts_at:
        raise Refusal("answer.refused.over")
    if not invitation.fits(meeting, person):
        raise Refusal("answer.refused.women")
    return meeting


def _coming(work: Work, person: Resident, village: Village, meeting_id: int) -> tuple[Meeting, Reply]:
    meeting = open_meeting(work, person, village, meeting_id)
    reply = work.meetings.answer_of(meeting.id, person.id)
    if reply is None or reply.said is not Said.COMES:
        raise Refusal("answer.refused.first")
    return meeting, reply
