"""Whom an officer's news is for, and how many of them can be reached: a segment of the village, as people and chats."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from actions import call, invitation
from actions.letters import Fact, text
from actions.neighbours import place
from actions.work import Work
from village import broadcast
from village.broadcast import OF_MEETING, PREPARE, Kind, Reach, Segment
from village.meeting import Meeting, Said
from village.people import RIGHTS, Office, Resident
from village.place import Village, local
from village.refusal import Refusal
from village.rules import national, number


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a segment is made of. `chats`: where a letter would go now, each chat once."""

    people: Sequence[int]
    chats: Sequence[int]
    classes: Counter[Reach]


def _year(work: Work, village: Village) -> int:
    return local(work.now, village.zone).year


def _adults(work: Work, village: Village, segment: Segment, sex: str = "") -> list[int]:
    year = _year(work, village)
    born = year - number(national("umur_memilih", year))
    return work.broadcasts.here(village.id, born, sex=sex, dusun=segment.dusun_id, rt=segment.rt)


def _young(work: Work, village: Village, segment: Segment) -> list[int]:
    year = _year(work, village)
    youngest, oldest = (number(national(key, year)) for key in ("umur_pemuda_dari", "umur_pemuda_sampai"))
    return work.broadcasts.here(village.id, year - youngest, year - oldest, dusun=segment.dusun_id, rt=segment.rt)


def _old(work: Work, village: Village, segment: Segment) -> list[int]:
    year = _year(work, village)
    born = year - number(national("umur_lansia", year))
    return work.broadcasts.here(village.id, born, 1, dusun=segment.dusun_id, rt=segment.rt)


def _officers(work: Work, village: Village, segment: Segment) -> list[int]:
    return work.roles.holders(village.id, *Office)


def meetings(work: Work, officer: Resident, village: Village) -> list[Meeting]:
    """Those still to come to whose people this officer may speak: all for who speaks to the village, else one's own."""
    coming = [m for m in work.meetings.coming(village.id) if m.ahead and work.now < m.starts_at]
    if officer.offices & PREPARE:
        return coming
    calls = RIGHTS["call_meeting"].who(officer, village.id)
    return [m for m in coming if calls and call.manages(officer, village, m)]


def _answered(said: Said | None) -> Callable[[Work, Village, Segment], Sequence[int]]:
    def people(work: Work, village: Village, segment: Segment) -> Sequence[int]:
        meeting = work.meetings.get(segment.meeting_id or 0)
        if meeting is None or meeting.village_id != village.id:
            return ()
        return work.meetings.who(meeting, said)

    return people


PEOPLE: dict[Kind, Callable[[Work, Village, Segment], Sequence[int]]] = {
    Kind.ALL: _adults,
    Kind.DUSUN: _adults,
    Kind.RT: _adults,
    Kind.WOMEN: lambda work, village, segment: _adults(work, village, segment, "P"),
    Kind.YOUNG: _young,
    Kind.OLD: _old,
    Kind.OFFICERS: _officers,
    Kind.COMES: _answered(Said.COMES),
    Kind.SENDS: _answered(Said.SENDS),
    Kind.ABSENT: _answered(Said.ABSENT),
    Kind.UNANSWERED: _answered(None),
}
"""Kind of segment → its people. A new kind is one line here."""


def of(work: Work, officer: Resident, village: Village, segment: Segment) -> Audience:
    """Who would hear of it, and how; refuses a segment that is not this officer's, or that is nobody."""
    if segment.kind in OF_MEETING:
        if segment.meeting_id not in {meeting.id for meeting in meetings(work, officer, village)}:
            raise Refusal("cast.refused.meeting")
    elif not broadcast.may_address(officer, segment):
        raise Refusal("cast.refused.elsewhere")
    if segment.kind is Kind.CHATS:
        chats = work.chats.groups(village.id)
        if not chats:
            raise Refusal("cast.refused.no_group")
        return Audience((), chats, Counter())
    people = list(PEOPLE[segment.kind](work, village, segment))
    if not people:
        raise Refusal("cast.refused.nobody", segment=named(work, village, segment))
    found, chats = work.broadcasts.reach(people)
    return Audience(people, chats, Counter(found.values()))


def named(work: Work, village: Village, segment: Segment) -> Fact:
    """The segment in words."""
    meeting = work.meetings.get(segment.meeting_id) if segment.meeting_id is not None else None
    if meeting is not None:
        return text(f"cast.segment.{segment.kind}", meeting=invitation.named(village, meeting))
    if segment.dusun_id is None:
        return text(f"cast.segment.{segment.kind}")
    where = place(village, segment.dusun_id, segment.rt)
    return where if segment.kind in (Kind.DUSUN, Kind.RT) else text(f"cast.segment.{segment.kind}_in", place=where)


def classes(counted: Mapping[Reach, int]) -> Fact:
    """A line for each class in which there is somebody, in a fixed order."""
    return {"lines": [text(f"cast.reach.{reach}", n=counted[reach]) for reach in Reach if counted.get(reach)]}
