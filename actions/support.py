"""Stand behind somebody else's proposal, or no longer; for a neighbour without a phone by way of a kader."""

from actions import aid, rights, season
from actions.letters import Facts, raw
from actions.neighbours import office_of
from actions.work import Work
from village.aid import supports_of
from village.people import Resident, State
from village.place import Village
from village.proposal import PUBLIC, Proposal, refuse_unless_supportable
from village.refusal import Refusal


def public(work: Work, village: Village, number: int) -> Proposal:
    """The proposal with that number, as long as everybody may see it."""
    proposal = work.proposals.numbered(village.id, number)
    if proposal is None or proposal.status not in PUBLIC:
        raise Refusal("proposal.refused.number", number=raw(number))
    return proposal


def give(work: Work, resident: Resident, village: Village, number: int) -> Proposal:
    """Stand behind a proposal; a second time changes nothing."""
    rights.require(work, "support", resident, village)
    proposal = public(work, village, number)
    refuse_unless_supportable(proposal, resident.id)
    if work.supports.add(proposal, resident.id, resident.id):
        work.book.record(village.id, resident.id, "warga", "support_given", *_entry(proposal))
    return proposal


def end(work: Work, resident: Resident, village: Village, number: int) -> Proposal:
    """Stand behind it no longer, wherever the proposal stands."""
    rights.require(work, "support", resident, village)
    proposal = work.proposals.numbered(village.id, number)
    if proposal is None:
        raise Refusal("proposal.refused.number", number=raw(number))
    if work.supports.end(proposal.id, resident.id):
        work.book.record(village.id, resident.id, "warga", "support_ended", *_entry(proposal))
    return proposal


def round_of(work: Work, village: Village) -> str:
    return supports_of(season.for_proposals(work, village).id)


def for_neighbour(
    work: Work, helper: Resident, village: Village, person_id: int, number: int, slip: str
) -> tuple[Proposal, Resident]:
    """A kader enters the support of a neighbour who has no phone; whom the list knows is thereby known to be here."""
    person, proposal = helpable(work, helper, village, person_id, number)
    round = round_of(work, village)
    aid.refuse_unless_room(work, helper, village, round)
    aid.refuse_unless_free(work, village, round, slip)
    aid.vouch(work, helper, village, person)
    helped = work.aids.add(village.id, round, slip, person.id, helper.id, None, proposal.id)
    work.supports.add(proposal, person.id, helper.id)
    facts = {"proposal": str(proposal.number), "slip": slip}
    work.book.record(village.id, helper.id, office_of(helper), "support_helped", f"aid:{helped}", facts)
    return proposal, person


def helped_with(work: Work, helper: Resident, village: Village, number: int) -> Proposal:
    """A proposal for which this kader may enter others' support: one that goes on, and not the kader's own."""
    aid.require(work, helper, village)
    proposal = public(work, village, number)
    if proposal.author_id == helper.id:
        raise Refusal("aid.refused.support_own")
    refuse_unless_supportable(proposal, helper.id)
    return proposal


def helpable(
    work: Work, helper: Resident, village: Village, person_id: int, number: int
) -> tuple[Resident, Proposal]:  # fmt: skip
    """The neighbour and the proposal, where the one may stand behind the other with this kader's help."""
    proposal = helped_with(work, helper, village, number)
    person = aid.helpable(work, helper, village, person_id)
    if person.state is State.ASKED:
        raise Refusal("aid.refused.support_waits", name=person.name)
    refuse_unless_supportable(proposal, person.id)
    if work.supports.stands(proposal.id, person.id):
        raise Refusal("aid.refused.supports", name=person.name, number=raw(number))
    return person, proposal


def _entry(proposal: Proposal) -> tuple[str, Facts]:
    """The book says in the clear that somebody gave support, not to what: else its rows would tell small numbers."""
    return f"season:{proposal.season_id}", {"proposal": str(proposal.number)}
