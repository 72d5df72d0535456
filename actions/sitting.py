"""From the open door to the end of the meeting: begin with a quorum, put it off without, end when all is settled."""

from collections.abc import Sequence
from dataclasses import dataclass

from actions import hall, rights
from actions.hall_records import Hall, Minute
from actions.letters import Fact, text
from actions.work import Work
from village import cells
from village.convening import rite
from village.meeting import ItemKind, Meeting, MeetingItem, State
from village.minutes import Sitting, refuse_unless_all_settled, refuse_unless_next
from village.people import Resident, Sex
from village.place import Village, local
from village.presence import Way
from village.quorum import Quorum, second_until, waits_until
from village.refusal import Refusal
from village.rules import national, number

RIGHT = "minute"


@dataclass(frozen=True, slots=True)
class Tally:
    """Who is there, as everybody may read it: a figure about few people is None."""

    all: int
    shown: bool
    by_sex: dict[str, int | None]
    by_place: dict[str, int | None]
    by_way: dict[str, int | None]


def leading(work: Work, officer: Resident, village: Village, meeting_id: int) -> tuple[Meeting, Hall]:
    """A meeting that this officer leads or writes the minutes of."""
    rights.require(work, "minute", officer, village)
    meeting, held = hall.find(work, village, meeting_id)
    hall.refuse_unless_near(officer, meeting)
    return meeting, held


def begin(work: Work, officer: Resident, village: Village, meeting_id: int) -> Quorum:
    """The chair opens the meeting; only with its quorum."""
    meeting, held = leading(work, officer, village, meeting_id)
    refuse_unless_next(held.state, Sitting.SITTING)
    if work.now < meeting.starts_at:
        raise Refusal("hall.refused.not_yet", at={"at": meeting.starts_at, "as": "time"})
    if not work.halls.present(meeting.id):
        raise Refusal("hall.refused.nobody")
    found = hall.quorum(work, village, meeting)
    if not found.reached:
        raise Refusal(
            "hall.refused.quorum", missing=found.needed - found.present, present=found.present, needed=found.needed,
            invited=found.invited, until={"at": waits_until(meeting.starts_at, village.settings, village.zone),
                                          "as": "time"},
        )  # fmt: skip
    work.halls.begin(meeting.id, officer.id, found.invited, found.present, found.needed)
    hall.record(work, village, officer, "meeting_begun", meeting, _written(found))
    return found


def put_off(work: Work, officer: Resident, village: Village, meeting_id: int) -> Quorum:
    """Too few came: everybody is told, once, and until when the second meeting has to be."""
    meeting, held = leading(work, officer, village, meeting_id)
    refuse_unless_next(held.state, Sitting.PUT_OFF)
    if work.now < meeting.starts_at:
        raise Refusal("hall.refused.not_yet", at={"at": meeting.starts_at, "as": "time"})
    found = hall.quorum(work, village, meeting)
    if found.reached and work.halls.present(meeting.id):
        raise Refusal("hall.refused.enough")
    work.halls.put_off(meeting.id, officer.id, found.invited, found.present, found.needed)
    work.meetings.settle(meeting.id, State.FAILED, told=True)
    hall.record(work, village, officer, "meeting_put_off", meeting, _written(found))
    last = second_until(meeting.starts_at, village.settings, village.zone)
    facts: dict[str, Fact] = {
        "meeting": hall.named(village, meeting), "came": came(found, least(work, village)),
        "last": {"at": last - 1, "as": "date"},
    }  # fmt: skip
    hall.tell_all(work, village, meeting, "hall.put_off", facts, f"put-off:{meeting.id}")
    return found


def _written(found: Quorum) -> dict[str, Fact]:
    return {"invited": found.invited, "present": found.present, "needed": found.needed}


def came(found: Quorum, least: int) -> Fact:
    """How many of those invited came; figures about few people are not told."""
    if found.present < least:
        return text("hall.came_few", n=least, invited=found.invited)
    return text("hall.came_of", present=found.present, invited=found.invited, needed=found.needed)


def end(work: Work, officer: Resident, village: Village, meeting_id: int) -> Meeting:
    """All items are settled; the minutes are written next."""
    meeting, held = leading(work, officer, village, meeting_id)
    refuse_unless_next(held.state, Sitting.DRAFTING)
    refuse_unless_all_settled([minute.item for _, minute in written(work, meeting)])
    work.halls.end(meeting.id, officer.id)
    work.meetings.settle(meeting.id, State.HELD)
    hall.record(work, village, officer, "meeting_ended", meeting, {})
    return meeting


def written(work: Work, meeting: Meeting) -> list[tuple[MeetingItem, Minute]]:
    """Each item of the agenda with what is written about it, in order."""
    return [(item, work.minutes.of(meeting.id, item.id)) for item in work.meetings.items(meeting.id, ItemKind.AGENDA)]


def absent(work: Work, village: Village, meeting: Meeting) -> list[str]:
    """The unsur masyarakat that the rule requires and for which nobody of those invited is here."""
    there = work.halls.present(meeting.id)
    people = {one.resident.id for one in there if one.resident is not None}
    visitors = {one.guest_id for one in there}
    here = {g.unsur for g in work.meetings.guests(meeting.id) if g.resident_id in people or g.id in visitors}
    required = rite(meeting.kind, local(meeting.starts_at, village.zone).year).unsur
    return [unsur for unsur in required if unsur not in here]


def lacking(work: Work, village: Village, meeting: Meeting) -> Fact:
    """The same in words; None where all are here, or none is required."""
    missing = absent(work, village, meeting)
    if not missing:
        return None
    return text("hall.unsur_absent", list={"list": [text(f"unsur.name.{unsur}") for unsur in missing]})


def title(work: Work, item: MeetingItem) -> str:
    return work.proposals.get(item.proposal_id).title if item.proposal_id else item.words


def least(work: Work, village: Village) -> int:
    """The small cell in force: figures about fewer people are not shown."""
    return number(national("sel_kecil", local(work.now, village.zone).year))


def tally(work: Work, village: Village, meeting: Meeting) -> Tally:
    """Who is there by sex, by dusun (in a meeting of a dusun by RT) and by way; small cells are hidden."""
    there = work.halls.present(meeting.id)
    fewest = least(work, village)
    sexes = {s.value: 0 for s in Sex} | {"": 0}
    for one in there:
        sexes[one.resident.sex.value if one.resident and one.resident.sex else ""] += 1
    homes = _homes(village, meeting)
    for one in there:
        home = _home(village, meeting, one.resident)
        homes[home] = homes.get(home, 0) + 1
    ways = {way.value: sum(one.way is way for one in there) for way in Way}
    known = {name: n for name, n in sexes.items() if name or n}
    if len(there) < fewest:
        return Tally(len(there), False, {}, {}, {})
    return Tally(
        len(there), True, cells.shown(known, fewest), _several(homes, fewest), _several(ways, fewest)
    )  # fmt: skip


def _several(found: dict[str, int], least: int) -> dict[str, int | None]:
    """A single cell would be the total once more."""
    return cells.shown(found, least) if len(found) > 1 else {}


def _homes(village: Village, meeting: Meeting) -> dict[str, int]:
    hamlet = village.hamlet(meeting.dusun_id)
    return dict.fromkeys(hamlet.rts if hamlet else [d.name for d in village.dusun], 0)


def _home(village: Village, meeting: Meeting, person: Resident | None) -> str:
    if person is None:
        return ""
    if meeting.dusun_id is not None:
        return person.rt or "" if person.dusun_id == meeting.dusun_id else ""
    hamlet = village.hamlet(person.dusun_id)
    return hamlet.name if hamlet else ""


def counted(found: Tally, fewest: int) -> Fact:
    """The tally in words, for everybody."""
    if not found.shown:
        return text("hall.tally_few", n=fewest)
    lines: list[Fact] = [text("hall.tally", n=found.all)]
    for kind, cells_ in (("sex", found.by_sex), ("place", found.by_place), ("way", found.by_way)):
        parts = _parts(kind, cells_)
        if parts:
            lines.append(text(f"hall.by_{kind}", parts={"list": parts}))
    return {"lines": lines}


def _parts(kind: str, found: dict[str, int | None]) -> Sequence[Fact]:
    """Only what may be told; the hidden ones are together the rest."""
    told: list[Fact] = []
    for name, n in found.items():
        if n is None:
            continue
        if kind == "place":
            label: Fact = name or text("hall.elsewhere")
        else:
            label = text(
                f"sex.{name.lower()}" if kind == "sex" and name else f"hall.way.{name}" if name else "hall.unsaid"
            )
        told.append(text("hall.part", name=label, n=n))
    return told
