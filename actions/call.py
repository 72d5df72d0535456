"""Call a meeting, move it, cancel it: everybody whom it is for is told once, whatever happens in between."""

from actions import invitation, prompt, rights, season
from actions.letters import Fact, moment, raw, text
from actions.work import Work
from village.clashes import clashes, known_years
from village.convening import (
    LONGEST_PLACE,
    MOST_GUESTS,
    MOST_ITEMS,
    SHORTEST,
    bound,
    closes_at,
    convenes,
    refuse_unless_ahead,
    refuse_unless_reaches,
    rite,
)
from village.meeting import Draft, ItemKind, Kind, Meeting, State
from village.people import Office, Resident
from village.place import Village, local
from village.refusal import Refusal
from village.spans import HOUR

NOBODY = 0


def call(work: Work, officer: Resident, village: Village, draft: Draft) -> Meeting:
    """The meeting stands, its reminders are planned, and a letter goes to each whom it is for."""
    _refuse_unless_may(work, officer, village, draft.kind, draft.dusun_id)
    refuse_unless_ahead(draft.starts_at, work.now)
    refuse_unless_place(draft.place)
    if any(_same(draft, other) for other in work.meetings.coming(village.id)):
        raise Refusal("call.refused.twice")
    if not work.meetings.would_reach(village.id, draft.audience)[0] and not draft.guests:
        raise Refusal("call.refused.nobody", who=invitation.audience(village, draft.audience))
    if not draft.proposals and not draft.topics:
        raise Refusal("call.refused.agenda")
    if len(draft.proposals) + len(draft.topics) > MOST_ITEMS or len(draft.guests) > MOST_GUESTS:
        raise Refusal("call.refused.many", most=MOST_ITEMS)
    meeting = work.meetings.add(planned(work, officer, village, draft), draft.audience)
    for proposal in work.proposals.chosen(village.id, draft.proposals):
        work.meetings.add_item(meeting, ItemKind.AGENDA, officer.id, proposal=proposal.id)
    for topic in draft.topics:
        work.meetings.add_item(meeting, ItemKind.AGENDA, officer.id, words=topic)
    for guest in draft.guests:
        work.meetings.add_guest(meeting, guest.unsur, officer.id, guest.resident_id, guest.name, guest.sex)
    prompt.plan(work, village, meeting)
    _record(work, village, officer, "meeting_called", meeting)
    invitation.post(work, village, meeting, invitation.CALL)
    return meeting


def move(
    work: Work, officer: Resident, village: Village, meeting_id: int, version: int, place: str, starts_at: int,
    reason: str,
) -> Meeting:  # fmt: skip
    """Another place or date. Whoever answered keeps that answer, and may change it."""
    was = ahead(work, officer, village, meeting_id)
    if was.version != version:
        raise Refusal("call.refused.changed")
    refuse_unless_place(place)
    if (place, starts_at) == (was.place, was.starts_at):
        raise Refusal("call.refused.same")
    closes = was.closes_at
    if starts_at != was.starts_at:
        refuse_unless_ahead(starts_at, work.now)
        closes = closes_at(was.kind, starts_at, village.zone, village.settings)
    state = State.POSTPONED if starts_at != was.starts_at else was.state
    ends = starts_at + was.ends_at - was.starts_at
    meeting = work.meetings.move(was, place, starts_at, ends, closes, state, reason)
    if meeting is None:
        raise Refusal("call.refused.changed")
    if meeting.date_version != was.date_version:
        work.reminders.drop_of_meeting(meeting.id)
        prompt.plan(work, village, meeting)
    _record(work, village, officer, "meeting_moved", meeting)
    invitation.post(work, village, meeting, invitation.MOVED)
    return meeting


def cancel(work: Work, officer: Resident, village: Village, meeting_id: int, version: int, reason: str) -> Meeting:
    """It does not take place."""
    was = ahead(work, officer, village, meeting_id)
    if was.version != version:
        raise Refusal("call.refused.changed")
    meeting = work.meetings.settle(was.id, State.CANCELLED, reason, told=True)
    work.reminders.drop_of_meeting(meeting.id)
    _record(work, village, officer, "meeting_cancelled", meeting)
    invitation.post(work, village, meeting, invitation.CANCELLED)
    return meeting


def ahead(work: Work, officer: Resident, village: Village, meeting_id: int) -> Meeting:
    """A meeting that is still to come and that this officer may change."""
    rights.require(work, "call_meeting", officer, village)
    meeting = work.meetings.get(meeting_id)
    if meeting is None or meeting.village_id != village.id:
        raise Refusal("talk.refused.old")
    if not manages(officer, village, meeting):
        raise Refusal("call.refused.not_yours", office=text(f"office.{meeting.office}"))
    if not meeting.ahead or meeting.starts_at <= work.now:
        raise Refusal("call.refused.over")
    return meeting


def manages(officer: Resident, village: Village, meeting: Meeting) -> bool:
    """Whoever called it, and whoever might call it in the same place; a meeting of its own kind, only that office."""
    year = local(meeting.starts_at, village.zone).year
    if convenes(officer, meeting.kind, year) is None:
        return False
    home = bound(officer, meeting.kind, year)
    if home is not None and meeting.dusun_id != home:
        return False
    own = meeting.convener_id == officer.id or meeting.office in officer.offices
    return own or meeting.kind is not Kind.OWN


def managed(work: Work, officer: Resident, village: Village) -> list[Meeting]:
    """What is coming up and this officer may change."""
    rights.require(work, "call_meeting", officer, village)
    return [m for m in work.meetings.coming(village.id) if m.ahead and manages(officer, village, m)]


def warnings(
    work: Work, village: Village, kind: Kind, place: str, starts_at: int, but: int = NOBODY
) -> list[Fact]:  # fmt: skip
    """What the date and hour clash with. Nothing of it forbids the call. but: a meeting that is being moved."""
    ends = starts_at + rite(kind, local(starts_at, village.zone).year).hours * HOUR
    found: list[Fact] = []
    for other in work.meetings.between(village.id, starts_at, ends):
        if other.id != but:
            key = "clash.same_place" if _alike(other.place, place) else "clash.meeting"
            facts: dict[str, Fact] = {
                "name": invitation.named(village, other), "at": moment(other.starts_at), "place": other.place,
            }  # fmt: skip
            found.append(text(key, **facts))
    for clash in clashes(starts_at, ends, village.zone, village.settings):
        name = text(f"clash.{clash.kind}.{clash.name}") if clash.name in _NAMED[clash.kind] else clash.name
        found.append(text(f"clash.{clash.kind}" if clash.sure else f"clash.{clash.kind}_about", name=name))
    year = local(starts_at, village.zone).year
    if year not in known_years():
        found.append(text("clash.unknown_year", year=raw(year)))
    closes = closes_at(kind, starts_at, village.zone, village.settings)
    if closes and closes <= work.now:
        found.append(text("clash.registration", at=moment(closes - 60_000)))
    return found


HOLIDAYS = (
    "tahun_baru", "isra_mikraj", "imlek", "nyepi", "idulfitri", "wafat_yesus", "paskah", "buruh", "kenaikan",
    "iduladha", "waisak", "pancasila", "muharam", "kemerdekaan", "maulid", "natal",
)  # fmt: skip
_NAMED = {
    "holiday": frozenset(HOLIDAYS), "span": frozenset({"ramadan", "agustusan"}),
    "prayer": frozenset({"jumatan", "subuh", "zuhur", "asar", "magrib", "isya"}),
    "market": frozenset[str](), "harvest": frozenset[str](),
}  # fmt: skip


def refuse_unless_place(place: str) -> None:
    if not SHORTEST <= len(place) <= LONGEST_PLACE:
        raise Refusal("call.refused.place", most=LONGEST_PLACE)


def _refuse_unless_may(work: Work, officer: Resident, village: Village, kind: Kind, dusun_id: int | None) -> None:
    rights.require(work, "call_meeting", officer, village)
    refuse_unless_reaches(officer, kind, local(work.now, village.zone).year, dusun_id)
    if kind is Kind.MUSDUS and village.hamlet(dusun_id) is None:
        raise Refusal("talk.refused.old")


def planned(
    work: Work, officer: Resident, village: Village, draft: Draft, office: Office | None = None
) -> Meeting:  # fmt: skip
    """The meeting as it would be called, not kept yet. office: in which, where that is not the convener's."""
    year = local(draft.starts_at, village.zone).year
    office = office or convenes(officer, draft.kind, local(work.now, village.zone).year)
    assert office is not None  # refused before
    closes = closes_at(draft.kind, draft.starts_at, village.zone, village.settings)
    return Meeting(
        0, village.id, season.current(work, village).id, draft.kind, draft.name, draft.dusun_id, officer.id, office,
        draft.place, draft.starts_at, draft.starts_at + rite(draft.kind, year).hours * HOUR, closes,
        unsur_note=draft.unsur_note,
    )  # fmt: skip


def _same(draft: Draft, other: Meeting) -> bool:
    """The same call once more: somebody tapped twice, or two officers called it."""
    return (draft.kind, draft.name, draft.dusun_id, draft.starts_at) == (
        other.kind, other.name, other.dusun_id, other.starts_at,
    )  # fmt: skip


def _alike(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()


def _record(work: Work, village: Village, officer: Resident, act: str, meeting: Meeting) -> None:
    """What was called is public; who is invited by name is not written there."""
    written: dict[str, Fact] = {
        "kind": meeting.kind, "name": meeting.name, "dusun": meeting.dusun_id or 0, "place": meeting.place,
        "starts": meeting.starts_at, "version": raw(meeting.version), "reason": meeting.reason,
        "unsur_note": meeting.unsur_note,
    }  # fmt: skip
    work.book.record(village.id, officer.id, meeting.office, act, f"meeting:{meeting.id}", written)
