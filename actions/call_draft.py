"""A call that a facilitator prepares: whoever calls such meetings goes on with it, and sends it in their own name."""

from collections.abc import Mapping, Sequence
from typing import Any

from actions import invitation, rights
from actions.letters import Button, Fact, Letter, Priority, text
from actions.records import MeetingDraft
from actions.work import Work
from village.convening import bound, convenes, rite
from village.meeting import Draft, Kind, Meeting, MeetingItem
from village.people import RIGHTS, Office, Resident
from village.place import Village, at_hour, local
from village.refusal import Refusal
from village.rules import own

LIMIT = "batas_siapkan_undangan"


def prepares(facilitator: Resident, village: Village) -> bool:
    """A facilitator who calls no meeting."""
    return RIGHTS["draft_meeting"].who(facilitator, village.id) and not RIGHTS["call_meeting"].who(
        facilitator, village.id
    )


def begin(work: Work, facilitator: Resident, village: Village) -> None:
    rights.require(work, "draft_meeting", facilitator, village)
    most = own(LIMIT, village.settings, local(work.now, village.zone).year)
    if work.meetings.drafts_since(facilitator.id, at_hour(work.now, village.zone, 0, 0)) >= most:
        raise Refusal("call.refused.prepared", most=most)


def conveners(work: Work, village: Village, facilitator: Resident, kind: Kind, dusun_id: int | None) -> list[int]:
    """Who may call such a meeting there."""
    year = local(work.now, village.zone).year
    usual = rite(kind, year)
    holders = work.residents.all(work.roles.holders(village.id, *sorted(usual.offices | usual.near)))
    return [
        person.id
        for person in holders
        if person.id != facilitator.id
        and RIGHTS["call_meeting"].who(person, village.id)
        and convenes(person, kind, year) is not None
        and bound(person, kind, year) in (None, dusun_id)
    ]


def refuse_unless_somebody(
    work: Work, village: Village, facilitator: Resident, kind: Kind, dusun_id: int | None
) -> None:
    if not conveners(work, village, facilitator, kind, dusun_id):
        usual = rite(kind, local(work.now, village.zone).year)
        offices: list[Fact] = [text(f"office.{office}") for office in sorted(usual.offices | usual.near)]
        raise Refusal("call.refused.no_convener", offices={"list": offices})


def prepare(
    work: Work, facilitator: Resident, village: Village, draft: Draft, meeting: Meeting,
    items: Sequence[MeetingItem], answers: Mapping[str, Any],
) -> None:  # fmt: skip
    """Put it before whoever may call it. answers: those of the conversation, without anybody's name."""
    begin(work, facilitator, village)
    refuse_unless_somebody(work, village, facilitator, draft.kind, draft.dusun_id)
    number = work.meetings.prepare(village.id, facilitator.id, draft.kind, answers)
    facts: dict[str, Fact] = {
        "who": facilitator.name, "name": invitation.named(village, meeting),
        "lines": {"lines": invitation.plan(work, village, meeting, draft.audience, items)},
    }  # fmt: skip
    rows = [[Button("button.draft_call", "jmf", (number,))], [Button("button.draft_leave", "jmz", (number,))]]
    for person in conveners(work, village, facilitator, draft.kind, draft.dusun_id):
        _post(work, village, person, "call.draft_asked", facts, rows, f"undangan-usul:{number}")


def opened(work: Work, officer: Resident, village: Village, number: int) -> MeetingDraft:
    """A draft with which this officer may go on: whether they may call such a meeting, the call itself asks."""
    rights.require(work, "call_meeting", officer, village)
    found = work.meetings.prepared(number, village.id)
    if found is None or found.by_id == officer.id:
        raise Refusal("talk.refused.old")
    if not found.open:
        raise Refusal("call.refused.draft_settled")
    if convenes(officer, found.kind, local(work.now, village.zone).year) is None:
        raise Refusal("talk.refused.old")
    return found


def called(work: Work, officer: Resident, village: Village, number: int, meeting: Meeting) -> None:
    """The officer has called it; whoever prepared it hears so."""
    _settle(work, officer, village, number, "called", "call.draft_called", invitation.named(village, meeting))


def decline(work: Work, officer: Resident, village: Village, number: int) -> None:
    found = opened(work, officer, village, number)
    _settle(work, officer, village, number, "declined", "call.draft_declined", text(f"meeting.kind.{found.kind}"))


def _settle(work: Work, officer: Resident, village: Village, number: int, state: str, key: str, name: Fact) -> None:
    found = work.meetings.prepared(number, village.id)
    if found is not None and work.meetings.settle_prepared(number, state, officer.id):
        facts: dict[str, Fact] = {"who": officer.name, "office": text(f"office.{_office(officer)}"), "name": name}
        _post(work, village, found.by_id, key, facts, (), f"undangan-usul:{number}:jawab")


def _office(officer: Resident) -> Office:
    return min(officer.offices)


def _post(
    work: Work, village: Village, person: int, key: str, facts: Mapping[str, Fact], rows: Sequence[Sequence[Button]],
    once: str,
) -> None:  # fmt: skip
    for chat in work.accounts.chats_of(person):
        work.outbox.post(
            Letter(
                chat, key, facts, rows, resident=person, village=village.id, priority=Priority.RESULT,
                once=f"{once}:{chat}",
            )
        )  # fmt: skip
