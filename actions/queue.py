"""The queue of proposals that wait for the office or the council; each officer sees the own area."""

from actions import rights, steps
from actions.letters import raw
from actions.proposal_records import Waiting
from actions.work import Work
from village import desk
from village.people import Resident
from village.place import Village, local
from village.proposal import Proposal, Status
from village.refusal import Refusal
from village.steps import STEPS, Why
from village.steps import rights as rights_of


def stages(work: Work, officer: Resident, village: Village) -> list[tuple[Status, int, int]]:
    """The stages in which something waits, how many there, and how many of them are emergencies.

    Those with an emergency come first, else the order of the way.
    """
    area = _area(work, officer, village)
    counts = work.proposals.waiting_counts(village.id, desk.STAGES, area)
    return sorted(((stage, *counts[stage]) for stage in desk.STAGES if stage in counts), key=lambda s: not s[2])


def page(
    work: Work, officer: Resident, village: Village, stage: Status, offset: int, limit: int
) -> list[Waiting]:  # fmt: skip
    """Emergencies first, then those that wait longest."""
    return work.proposals.waiting(village.id, stage, _area(work, officer, village), offset, limit)


def opened(work: Work, officer: Resident, village: Village, number: int) -> Proposal:
    """A proposal of the officer's area, whatever became of it."""
    rights.require(work, "see_queue", officer, village)
    proposal = work.proposals.numbered(village.id, number)
    if proposal is None:
        raise Refusal("proposal.refused.number", number=raw(number))
    if not desk.near(officer, proposal):
        raise Refusal("queue.refused.elsewhere")
    return proposal


def move(
    work: Work, officer: Resident, village: Village, number: int, to: Status, why: Why | None = None
) -> Proposal:  # fmt: skip
    """Take it on to a meeting, to verification, or to where it is planned; all else has a talk of its own."""
    proposal = opened(work, officer, village, number)
    found = STEPS.get((proposal.status, to))
    if found is None or not (found.pair or rights_of(found) & desk.MOVING):
        raise Refusal("proposal.refused.status", number=raw(number))
    if found.pair:
        raise Refusal("step.refused.pair")
    return steps.take(work, officer, village, proposal, to, why)


def days(work: Work, village: Village, since: int) -> int:
    """How many times the date has changed there since."""
    today, then = (local(at, village.zone).date() for at in (work.now, since))
    return max(0, (today - then).days)


def _area(work: Work, officer: Resident, village: Village) -> int | None:
    """The dusun to which this officer is bound; None: the whole village. 0 is no dusun: nothing waits there."""
    rights.require(work, "see_queue", officer, village)
    return None if desk.everywhere(officer) else officer.dusun_id or 0
