"""Say no to a proposal, as the first of two: which decisions are open here, and whose turn it is."""

from collections.abc import Sequence

from actions import rights, steps
from actions.letters import raw
from actions.proposal_records import Pending
from actions.work import Work
from village.people import RIGHTS, Resident
from village.place import Village
from village.proposal import Proposal, Status
from village.refusal import Refusal
from village.steps import STEPS, Why

REFUSE = "refuse"
DECIDABLE = frozenset(here for (here, _), found in STEPS.items() if REFUSE in found.by and found.pair)
"""Where a proposal stands when two officers may say no to it."""


def ways(status: Status) -> dict[Status, Sequence[Why]]:
    """Each no that is possible from there, with the reasons it takes."""
    return {
        to: sorted(found.reasons)
        for (here, to), found in STEPS.items()
        if here is status and REFUSE in found.by and found.pair
    }


def listed(
    work: Work, officer: Resident, village: Village, offset: int, limit: int
) -> tuple[list[Proposal], int]:  # fmt: skip
    rights.require(work, REFUSE, officer, village)
    return work.proposals.standing(village.id, DECIDABLE, offset, limit)


def find(work: Work, officer: Resident, village: Village, number: int) -> Proposal:
    """The proposal this officer may decide about now; refuses before anything has been typed."""
    rights.require(work, REFUSE, officer, village)
    proposal = steps.in_hand(work, officer, village, number)
    if not ways(proposal.status):
        raise Refusal("proposal.refused.status", number=raw(number))
    if work.polls.names(proposal.id):
        raise Refusal("proposal.refused.on_ballot")
    return proposal


def waiting(work: Work, officer: Resident, village: Village) -> list[tuple[Pending, Proposal, bool]]:
    """What waits for a second person, and is this officer's to answer, or theirs to take back (True)."""
    rights.require(work, "merge" if RIGHTS["merge"].who(officer, village.id) else REFUSE, officer, village)
    found = []
    for pending in work.steps.waiting(village.id):
        proposal = work.proposals.get(pending.proposal_id)
        own = pending.first_id == officer.id
        if own or officer.id in steps.seconds(work, village, pending, proposal):
            found.append((pending, proposal, own))
    return found
