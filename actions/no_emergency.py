"""An officer has looked: a proposal that the machine read as an emergency is none. It waits like the others again."""

from actions import alike, news, normalise
from actions.letters import Fact, raw, text
from actions.work import Work
from village.people import Resident
from village.place import Village
from village.proposal import NoEmergency, Proposal
from village.refusal import Refusal


def marked(work: Work, officer: Resident, village: Village, number: int) -> Proposal:
    """The proposal, if it bears the mark and this officer may take it off."""
    proposal = normalise.changeable(work, officer, village, number)
    if not proposal.urgent:
        raise Refusal("urgent.refused.gone", number=raw(number))
    return proposal


def take_off(work: Work, officer: Resident, village: Village, number: int, why: NoEmergency) -> Proposal:
    """Its proposer hears why, and what to do where there is danger all the same. New words may bring the mark back."""
    proposal = marked(work, officer, village, number)
    work.proposals.calm(proposal)
    alike.note(work, village, proposal)
    thing = f"proposal:{number}:{proposal.version}"
    office = normalise.office(officer)
    row = work.book.record(village.id, officer.id, office, "emergency_taken_off", thing, {"why": why})
    told: dict[str, Fact] = {"number": raw(number), "title": proposal.title, "why": text(f"urgent.why.{why}")}
    news.tell_proposer(work, village, proposal, "urgent.taken_off", told, f"calm:{village.id}:{row.act.seq}")
    return work.proposals.get(proposal.id)
