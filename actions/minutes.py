"""The minutes of a meeting, item by item: consensus first; a vote of the hall only where an objection stands."""

from actions import hall, pair, rights, sitting
from actions.hall_records import HallCount, Minute
from actions.letters import Button, Fact, Priority, text
from actions.work import Work
from village.meeting import ItemKind, Meeting, MeetingItem
from village.minutes import (
    LONGEST_NOTE,
    LONGEST_REASON,
    SHORTEST,
    Count,
    Outcome,
    Sitting,
    decided,
    refuse_unless_agreed,
    refuse_unless_open,
    refuse_unless_possible,
    refuse_unless_votable,
)
from village.people import Resident
from village.place import Village, local
from village.quorum import majority
from village.refusal import Refusal
from village.words import clipped

RIGHT = sitting.RIGHT
MOST_ITEMS = 40


def item(
    work: Work, officer: Resident, village: Village, meeting_id: int, item_id: int, *states: Sitting
) -> tuple[Meeting, MeetingItem, Minute]:
    """One item of a meeting that this officer writes about; refuses outside these states."""
    meeting, held = sitting.leading(work, officer, village, meeting_id)
    if states and held.state not in states:
        raise Refusal(f"hall.refused.is_{held.state.name.lower()}")
    found = next((i for i in work.meetings.items(meeting.id, ItemKind.AGENDA) if i.id == item_id), None)
    if found is None:
        raise Refusal("talk.refused.old")
    return meeting, found, work.minutes.of(meeting.id, found.id)


def add_item(work: Work, officer: Resident, village: Village, meeting_id: int, words: str) -> None:
    """The hall wants something else talked about as well."""
    meeting, held = sitting.leading(work, officer, village, meeting_id)
    if held.state is not Sitting.SITTING:
        raise Refusal(f"hall.refused.is_{held.state.name.lower()}")
    if len(work.meetings.items(meeting.id, ItemKind.AGENDA)) >= MOST_ITEMS:
        raise Refusal("minutes.refused.many", most=MOST_ITEMS)
    work.meetings.add_item(meeting, ItemKind.AGENDA, officer.id, _words(words, LONGEST_REASON))
    hall.record(work, village, officer, "agenda_added", meeting, {"words": clipped(words, LONGEST_REASON)})


def write(work: Work, officer: Resident, village: Village, meeting_id: int, item_id: int, words: str) -> None:
    """What was said. A draft that waits for its second officer has to be put to them anew."""
    meeting, found, _ = item(work, officer, village, meeting_id, item_id, Sitting.SITTING, Sitting.DRAFTING)
    told = _words(words, LONGEST_NOTE)
    work.minutes.write(meeting.id, village.id, found.id, told, officer.id)
    work.halls.draft(meeting.id, 0)
    hall.record(work, village, officer, "minutes_written", meeting, {"item": found.rank, "words": told})


def agree(
    work: Work, officer: Resident, village: Village, meeting_id: int, item_id: int, outcome: Outcome, note: str = ""
) -> None:  # fmt: skip
    """All agree, agree with a note, or leave it for another time."""
    meeting, found, minute = item(work, officer, village, meeting_id, item_id, Sitting.SITTING)
    refuse_unless_agreed(minute.item, outcome)
    told = _words(note, LONGEST_REASON) if outcome is Outcome.CATATAN else ""
    work.minutes.settle(meeting.id, village.id, found.id, outcome, told, officer.id)
    hall.record(
        work, village, officer, "item_settled", meeting, {"item": found.rank, "outcome": outcome, "note": told}
    )  # fmt: skip


def object_(work: Work, officer: Resident, village: Village, meeting_id: int, item_id: int, words: str) -> None:
    """Somebody in the hall does not agree, and says why."""
    meeting, found, minute = item(work, officer, village, meeting_id, item_id, Sitting.SITTING)
    refuse_unless_open(minute.item)
    if minute.item.waiting:
        raise Refusal("minutes.refused.count_waits")
    told = _words(words, LONGEST_REASON)
    work.minutes.object(meeting.id, village.id, found.id, told, officer.id)
    hall.record(work, village, officer, "item_objected", meeting, {"item": found.rank, "words": told})


def withdraw(
    work: Work, officer: Resident, village: Village, meeting_id: int, item_id: int, objection_id: int, why: str
) -> None:  # fmt: skip
    """Whoever objected is content now; why is written down. An objection is never taken out of the minutes."""
    meeting, found, minute = item(work, officer, village, meeting_id, item_id, Sitting.SITTING)
    refuse_unless_open(minute.item)
    if minute.item.waiting:
        raise Refusal("minutes.refused.count_waits")
    told = _words(why, LONGEST_REASON)
    if objection_id not in {o.id for o in minute.standing} or not work.minutes.withdraw(
        objection_id, meeting.id, told, officer.id
    ):
        raise Refusal("minutes.refused.withdrawn")
    hall.record(work, village, officer, "objection_withdrawn", meeting, {"item": found.rank, "why": told})


def count(
    work: Work, officer: Resident, village: Village, meeting_id: int, item_id: int, hands: Count
) -> int:  # fmt: skip
    """One officer enters the hands; returns the number under which they wait for an officer of another office."""
    meeting, found, minute = item(work, officer, village, meeting_id, item_id, Sitting.SITTING)
    refuse_unless_votable(minute.item)
    voices = work.halls.voices(meeting.id)
    refuse_unless_possible(hands, voices)
    seconds = pair.seconds(work, village, RIGHT, officer)
    number = work.minutes.count(meeting.id, village.id, found.id, hands, voices, officer.id)
    hall.record(work, village, officer, "hands_counted", meeting, {"item": found.rank, **_hands(hands)})
    told: dict[str, Fact] = {"title": sitting.title(work, found), "voices": voices, **_hands(hands)}
    pair.ask(work, village, seconds, "minutes.ask_second", told, answers(number), f"count:{number}", Priority.REPLY)
    return number


def answers(number: int) -> list[list[Button]]:
    return [[Button("button.count_same", "sdy", (number,)), Button("button.count_other", "sdn", (number,))]]


def confirm(work: Work, second: Resident, village: Village, count_id: int) -> tuple[MeetingItem, Outcome | None]:
    """The second officer counted the same. None: neither side has the majority, and it is counted once more."""
    meeting, found, minute, counted = _counted(work, second, village, count_id)
    pair.refuse_unless_second(work, village, RIGHT, counted.first_id, second)
    work.minutes.settle_count(counted.id, "done", second.id)
    share = majority(village.settings, local(work.now, village.zone).year)
    outcome = decided(counted.count, counted.voices, share, len(minute.item.counts))
    hall.record(work, village, second, "hands_confirmed", meeting, {"item": found.rank, "outcome": outcome or ""})
    if outcome is not None:
        work.minutes.settle(meeting.id, village.id, found.id, outcome, "", second.id)
    _tell_first(work, village, found, counted, second, "minutes.confirmed_first", outcome)
    return found, outcome


def decline(work: Work, second: Resident, village: Village, count_id: int) -> MeetingItem:
    """The second officer counted otherwise, or whoever entered it takes it back: it is counted again."""
    meeting, found, _, counted = _counted(work, second, village, count_id)
    if counted.first_id != second.id:
        pair.refuse_unless_second(work, village, RIGHT, counted.first_id, second)
    work.minutes.settle_count(counted.id, "declined", second.id)
    hall.record(work, village, second, "hands_declined", meeting, {"item": found.rank})
    _tell_first(work, village, found, counted, second, "minutes.declined_first", None)
    return found


def _counted(
    work: Work, second: Resident, village: Village, count_id: int
) -> tuple[Meeting, MeetingItem, Minute, HallCount]:
    rights.require(work, "minute", second, village)
    told = work.minutes.counted(count_id, village.id)
    if told is None or told[1].state != "open":
        raise Refusal("minutes.refused.count_settled")
    meeting_id, counted = told
    meeting, found, minute = item(work, second, village, meeting_id, counted.item_id, Sitting.SITTING)
    return meeting, found, minute, counted


def _tell_first(
    work: Work, village: Village, found: MeetingItem, counted: HallCount, second: Resident, key: str,
    outcome: Outcome | None,
) -> None:  # fmt: skip
    if counted.first_id == second.id:
        return
    result = text(f"minutes.outcome.{outcome}") if outcome else text("minutes.outcome.again")
    told: dict[str, Fact] = {"title": sitting.title(work, found), "name": second.name, "outcome": result}
    pair.ask(work, village, [counted.first_id], key, told, (), f"count-answer:{counted.id}", Priority.REPLY)


def _hands(hands: Count) -> dict[str, Fact]:
    return {"yes": hands.yes, "no": hands.no, "abstain": hands.abstain}


def _words(words: str, most: int) -> str:
    told = clipped(words, most)
    if len(told) < SHORTEST:
        raise Refusal("minutes.refused.short")
    return told
