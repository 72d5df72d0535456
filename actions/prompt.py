"""Remind people of meetings: planned as rows, asked for by the pulse, once for each date, person and moment."""

from collections.abc import Mapping
from dataclasses import replace

from actions import invitation, milestones
from actions.letters import Fact, Letter, Priority, text
from actions.work import Work
from village import quiet
from village.meeting import Meeting, Reminder, State
from village.place import Village
from village.reminding import concerns, of_meeting

AT_ONCE = 50
ACCOUNT = 0
"""Minutes before: at the beginning nobody is reminded any more, and it is looked at who never was."""
MOST_LETTERS = 5000
"""Reminders looked at, and letters written, in one unit of work; the others have their turn at the next tick."""


def plan(work: Work, village: Village, meeting: Meeting) -> None:
    """Write down when to remind of this date, and when to account for it. What is planned twice stands there once."""
    for moment in of_meeting(meeting, village.settings, village.zone, work.now):
        work.reminders.plan(village.id, meeting.date_version, moment.before, moment.at, meeting=meeting.id)
    work.reminders.plan(village.id, meeting.date_version, ACCOUNT, meeting.starts_at, meeting=meeting.id)


def move_on(work: Work) -> int:
    """Run by the pulse: whatever is due is sent, put off until the village wakes, or reported as missed."""
    moved = letters = 0
    for reminder in work.reminders.due(AT_ONCE):
        if reminder.meeting_id is not None:
            letters += _meeting(work, reminder, reminder.meeting_id)
        else:
            milestones.move_on(work, reminder)
        moved += 1
        if letters >= MOST_LETTERS:
            break
    return moved


def _meeting(work: Work, reminder: Reminder, meeting_id: int) -> int:
    """Returns how many letters were written."""
    meeting, village = work.meetings.get(meeting_id), work.villages.get(reminder.village_id)
    assert meeting is not None
    if reminder.before == ACCOUNT and meeting.date_version == reminder.version:
        work.reminders.settle(reminder.id, "sent")
        if meeting.state is not State.CANCELLED:
            _tell_unsent(work, village, meeting)
        return 0
    if not meeting.ahead or meeting.date_version != reminder.version:
        work.reminders.settle(reminder.id, "dropped")
        return 0
    wakes = quiet.ends(village.settings, village.zone, work.now)
    others = [other.at for other in work.reminders.others(reminder, meeting_id) if other.before < reminder.before]
    end = min([meeting.starts_at, *others])
    if max(work.now, wakes) >= end:
        work.reminders.settle(reminder.id, "missed")
        _tell_missed(work, village, meeting, reminder)
    elif wakes:
        work.reminders.put_off(reminder.id, wakes)
    else:
        work.reminders.settle(reminder.id, "sent")
        return _send(work, meeting, reminder)
    return 0


def _send(work: Work, meeting: Meeting, reminder: Reminder) -> int:
    """To each whom it concerns and who has not acted. Filled when it leaves: with the time that remains then."""
    written = 0
    replies = {reply.resident_id: reply for reply in work.meetings.answers(meeting.id)}
    for chat, person in work.meetings.reached(meeting):
        if concerns(reminder.before, replies.get(person)):
            once = f"prompt:{meeting.id}:{meeting.date_version}:{reminder.before}:{person}:{chat}"
            asked = invitation.letter(meeting, chat, person, invitation.REMIND, reminder.before)
            facts = {**asked.facts, "version": meeting.date_version}
            written += work.outbox.post(
                replace(asked, facts=facts, priority=Priority.REMINDER, expires_at=meeting.starts_at, once=once)
            )
    return written


def _tell_missed(work: Work, village: Village, meeting: Meeting, reminder: Reminder) -> None:
    """Its time has passed while nobody could be reminded: whoever called the meeting hears it."""
    facts: dict[str, Fact] = {
        "name": invitation.named(village, meeting), "at": invitation.when(meeting), "span": span(reminder.before),
    }  # fmt: skip
    once = f"missed:{meeting.id}:{meeting.date_version}:{reminder.before}"
    _tell(work, village, meeting, "prompt.missed", facts, once)


def _tell_unsent(work: Work, village: Village, meeting: Meeting) -> None:
    """Whoever was to be reminded and whose letter never left, because the network was away: how many they are."""
    replies = {reply.resident_id: reply for reply in work.meetings.answers(meeting.id)}
    key = f"prompt:{meeting.id}:{meeting.date_version}"
    people = {
        person
        for once, person in work.outbox.not_left(f"{key}:", f"{key};")
        if concerns(int(once.split(":")[3]), replies.get(person))
    }
    if people:
        facts: dict[str, Fact] = {
            "name": invitation.named(village, meeting), "at": invitation.when(meeting), "n": len(people),
        }  # fmt: skip
        _tell(work, village, meeting, "prompt.unsent", facts, f"unsent:{meeting.id}:{meeting.date_version}")


def _tell(
    work: Work, village: Village, meeting: Meeting, key: str, facts: Mapping[str, Fact], once: str
) -> None:  # fmt: skip
    """To whoever called the meeting."""
    for chat in work.accounts.chats_of(meeting.convener_id):
        work.outbox.post(
            Letter(
                chat, key, facts, resident=meeting.convener_id, village=village.id, priority=Priority.RESULT,
                once=f"{once}:{chat}",
            )
        )  # fmt: skip


def span(minutes: int) -> Fact:
    """ "14 hari", "2 jam"."""
    for key, unit in (("span.days", 24 * 60), ("span.hours", 60)):
        if minutes % unit == 0:
            return text(key, n=minutes // unit)
    return text("span.minutes", n=minutes)
