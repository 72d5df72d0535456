"""What a meeting still waits for: a second count, a second reader, the council's answer. Each is reminded of once."""

from actions import draft, hall, minutes, pair, sitting
from actions.hall_records import Hall
from actions.letters import Fact, Priority, moment, raw, text
from actions.work import Work
from village import quiet
from village.meeting import Meeting
from village.minutes import Sitting
from village.offices import BPD
from village.place import Village, local
from village.rules import own
from village.spans import DAY, HOUR, MINUTE

COUNT, DRAFT, SANGGAH = "ingatkan_hitungan", "ingatkan_kedua", "ingatkan_sanggah"
UNIT = {COUNT: MINUTE, DRAFT: DAY, SANGGAH: HOUR}
FARTHEST = 30 * DAY
"""No village may be reminded earlier than that before the time to object is over."""
FRESH = 2 * HOUR
"""What has just been asked is not asked once more."""


def _span(work: Work, village: Village, rule: str) -> int:
    return own(rule, village.settings, local(work.now, village.zone).year) * UNIT[rule]


def _sleeps(work: Work, village: Village) -> bool:
    return bool(quiet.ends(village.settings, village.zone, work.now))


def remind_due(work: Work) -> int:
    """Run by the pulse; while the village sleeps nothing is sent, and what is answered by morning needs no reminder."""
    return _counts(work) + _drafts(work) + _objections(work)


def _counts(work: Work) -> int:
    count = 0
    for meeting_id, village_id, counted, at in work.minutes.counts_unreminded():
        village = work.villages.get(village_id)
        if _sleeps(work, village) or at + _span(work, village, COUNT) > work.now:
            continue
        meeting = hall.called(work, village, meeting_id)
        item = next(i for i, _ in sitting.written(work, meeting) if i.id == counted.item_id)
        hands = counted.count
        facts: dict[str, Fact] = {
            "title": sitting.title(work, item), "voices": counted.voices, "yes": hands.yes, "no": hands.no,
            "abstain": hands.abstain, "meeting": hall.named(village, meeting),
        }  # fmt: skip
        first = work.residents.get(counted.first_id)
        pair.ask(
            work, village, pair.partners(work, village, minutes.RIGHT, first), "minutes.remind_second", facts,
            minutes.answers(counted.id), f"count-remind:{counted.id}", Priority.REMINDER,
        )  # fmt: skip
        work.minutes.count_reminded(counted.id)
        count += 1
    return count


def _drafts(work: Work) -> int:
    count = 0
    for held in work.halls.drafts_unreminded():
        village = work.villages.get(held.village_id)
        if _sleeps(work, village) or (held.draft_at or 0) + _span(work, village, DRAFT) > work.now:
            continue
        meeting = hall.called(work, village, held.meeting_id)
        first = work.residents.get(held.draft_by)
        pair.ask(
            work, village, pair.partners(work, village, draft.RIGHT, first), "minutes.remind_draft",
            draft.facts(work, village, meeting), draft.buttons(meeting), f"draft-remind:{meeting.id}:{held.draft_at}",
            Priority.REMINDER,
        )  # fmt: skip
        work.halls.draft_reminded(meeting.id)
        count += 1
    return count


def _objections(work: Work) -> int:
    """The council hears it once more before the time to object is over: the seal waits for its answer."""
    count = 0
    for objected, until, since in work.minutes.sanggah_unreminded(work.now + FARTHEST):
        village = work.villages.get(objected.village_id)
        if _sleeps(work, village) or max(until - _span(work, village, SANGGAH), since + FRESH) > work.now:
            continue
        members = [m for m in work.roles.holders(village.id, *BPD) if m != objected.resident_id]
        pair.ask(
            work, village, members, "sanggah.remind", {**draft.about(work, village, objected), "until": moment(until)},
            draft.answers(objected), f"sanggah-remind:{objected.id}", Priority.REMINDER,
        )  # fmt: skip
        work.minutes.sanggah_reminded(objected.id)
        count += 1
    return count


def waits(work: Work, village: Village, meeting: Meeting, held: Hall) -> Fact:
    """The same for the page of the meeting: since when something waits, and what waits too long. None: nothing."""
    lines: list[Fact] = []
    if held.state is Sitting.SITTING:
        for n, (item, _) in enumerate(sitting.written(work, meeting), start=1):
            for at in work.minutes.counted_since(item.id):
                late = at + _span(work, village, COUNT) <= work.now
                key = "hall.waits.count_late" if late else "hall.waits.count"
                lines.append(text(key, n=raw(n), at={"at": at, "as": "time"}))
    if held.state is Sitting.DRAFTING and held.draft_by and held.draft_at is not None:
        late = held.draft_at + _span(work, village, DRAFT) <= work.now
        lines.append(text("hall.waits.draft_late" if late else "hall.waits.draft", at=moment(held.draft_at)))
    if held.state is Sitting.OPEN and held.objects_until is not None:
        unanswered = sum(s.state == "open" for s in work.minutes.sanggah_of(meeting.id))
        if unanswered:
            late = held.objects_until <= work.now
            lines.append(text("hall.waits.sanggah_late" if late else "hall.waits.sanggah", n=unanswered))
    return {"lines": lines} if lines else None
