"""The tim verifikasi fills in its list; where all is well, one person of it says so."""

from collections.abc import Mapping, Sequence

from actions import rights, season, steps
from actions.letters import Fact, raw, text
from actions.work import Work
from village import checklist
from village.checklist import Item, Tick
from village.people import Resident
from village.place import Village
from village.proposal import Proposal, Status
from village.refusal import Refusal

RESULTS = (Status.LAYAK, Status.TIDAK_LAYAK, Status.BUKAN_KEWENANGAN)


def listed(
    work: Work, officer: Resident, village: Village, offset: int, limit: int
) -> tuple[list[Proposal], int]:  # fmt: skip
    rights.require(work, "verify", officer, village)
    return work.proposals.standing(village.id, {Status.VERIFIKASI}, offset, limit)


def items(work: Work, village: Village) -> tuple[Item, ...]:
    return checklist.items(season.current(work, village).year)


def find(work: Work, officer: Resident, village: Village, number: int) -> Proposal:
    """The proposal that this officer may look into now."""
    rights.require(work, "verify", officer, village)
    proposal = steps.in_hand(work, officer, village, number)
    if proposal.status is not Status.VERIFIKASI:
        raise Refusal("check.refused.status", number=raw(number))
    return proposal


def submit(
    work: Work, officer: Resident, village: Village, number: int, ticks: Mapping[str, str], note: str, result: Status
) -> Proposal:
    """Keep the filled-in list. [Layak] is the step itself; a no still needs the second person."""
    proposal = find(work, officer, village, number)
    if set(ticks) != {item.name for item in items(work, village)} or not set(ticks.values()) <= set(Tick):
        raise Refusal("check.refused.unfinished")
    if result is Status.LAYAK and checklist.missing(ticks) and not note:
        raise Refusal("check.refused.why")
    work.verifications.add(village.id, proposal.id, officer.id, ticks, note, result)
    work.book.record(
        village.id, officer.id, "tim_verifikasi", "proposal_verified", f"proposal:{proposal.number}:{proposal.version}",
        {"answers": dict(ticks), "note": note, "result": result},
    )  # fmt: skip
    return steps.take(work, officer, village, proposal, Status.LAYAK, note=note) if result is Status.LAYAK else proposal


def shown(work: Work, proposal: Proposal) -> list[Fact]:
    """What everybody may read at the proposal: when it was looked into, what is there and what is still missing."""
    sheet = work.verifications.newest(proposal.id)
    if sheet is None:
        return []
    lacking = checklist.missing(sheet.answers)
    met = [name for name, tick in sheet.answers.items() if tick == Tick.YA]
    asked = sum(tick != Tick.TIDAK_PERLU for tick in sheet.answers.values())
    told = [text("check.shown", at={"at": sheet.at, "as": "date"}, met=len(met), asked=asked)] if asked else []
    if met:
        told.append(text("check.there", items=_short(met)))
    if lacking:
        told.append(text("check.missing", items=_short(lacking)))
    if sheet.note:
        told.append(text("step.note", note=sheet.note))
    return told


def _short(names: Sequence[str]) -> Fact:
    return {"list": [text(f"check.short.{name}") for name in names]}
