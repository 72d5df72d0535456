"""A proposer or supporter asks the council to look at a no again; the council answers, with the reason."""

from actions import news, rights, steps
from actions.letters import Button, Fact, Letter, Priority, raw, text
from actions.proposal_records import Banding, Taken
from actions.work import Work
from village.offices import BPD
from village.people import Resident
from village.place import Village, at_hour, local
from village.proposal import Proposal, Status
from village.refusal import Refusal
from village.rules import own
from village.steps import APPEALABLE, STEPS, Why

DAY = 86_400_000
BACK: dict[Status, Status] = {here: to for (here, to), found in STEPS.items() if "decide_appeal" in found.by}
"""Where a proposal returns to when the council grants it."""


def _end(village: Village, rule: str, begins: int) -> int:
    """The midnight after the last day, on the village's clock."""
    days = own(rule, village.settings, local(begins, village.zone).year)
    return at_hour(begins, village.zone, days + 1, 0)


def refusal(work: Work, proposal: Proposal) -> Taken | None:
    """The no that stands and can be appealed against."""
    return work.steps.of(proposal.id)[-1] if proposal.status in APPEALABLE else None


def find(work: Work, person: Resident, village: Village, number: int) -> tuple[Proposal, Taken, int]:
    """The proposal, its no, and in whose name this person may ask: one's own, or that of a neighbour one helped."""
    proposal = work.proposals.numbered(village.id, number)
    if proposal is None:
        raise Refusal("proposal.refused.number", number=raw(number))
    whom = _for_whom(work, person, proposal)
    if whom is None:
        raise Refusal("banding.refused.who")
    rights.require(work, "appeal", person, village)
    taken = refusal(work, proposal)
    if taken is None:
        raise Refusal("banding.refused.status", number=raw(number))
    if work.bandings.against(proposal.id, taken.seq):
        raise Refusal("banding.refused.once", number=raw(number))
    end = _end(village, "tenggat_banding", taken.at)
    if work.now >= end:
        raise Refusal("banding.refused.late", last={"at": end - 1, "as": "date"})
    return proposal, taken, whom


def may(work: Work, person: Resident, village: Village, number: int) -> bool:
    try:
        find(work, person, village, number)
    except Refusal:
        return False
    return True


def _for_whom(work: Work, person: Resident, proposal: Proposal) -> int | None:
    if person.id == proposal.author_id or work.supports.stands(proposal.id, person.id):
        return person.id
    if work.aids.proposed_by(proposal.id) == person.id:
        return proposal.author_id
    return next((who for who, by in work.supports.of(proposal.id).items() if by == person.id), None)


def submit(work: Work, person: Resident, village: Village, number: int) -> tuple[Banding, Proposal]:
    """Ask the council; once for each no. Words may follow."""
    proposal, taken, whom = find(work, person, village, number)
    found = work.bandings.add(village.id, proposal.id, taken.seq, whom, _end(village, "jawab_banding", work.now))
    banding = work.bandings.get(found, village.id) if found else None
    if banding is None:
        raise Refusal("banding.refused.once", number=raw(number))
    role = "warga" if whom == person.id else "kader"
    work.book.record(village.id, person.id, role, "proposal_appealed", _thing(proposal), {"step": taken.seq})
    facts: dict[str, Fact] = {
        "number": raw(proposal.number), "title": proposal.title, "last": last_day(banding),
    }  # fmt: skip
    for member in work.roles.holders(village.id, *BPD):
        if may_decide(work, member, banding, proposal):
            _post(work, village, member, "banding.new", facts, banding)
    return banding, proposal


def explain(work: Work, person: Resident, village: Village, banding_id: int, words: str) -> None:
    """Words of one's own, as long as the council has not answered."""
    banding = work.bandings.get(banding_id, village.id)
    if banding is None or banding.state != "open":
        raise Refusal("banding.refused.settled")
    if _for_whom(work, person, work.proposals.get(banding.proposal_id)) != banding.resident_id:
        raise Refusal("banding.refused.who")
    work.bandings.explain(banding.id, words)


def waiting(work: Work, member: Resident, village: Village) -> list[tuple[Banding, Proposal]]:
    rights.require(work, "decide_appeal", member, village)
    return [(b, p) for b in work.bandings.open(village.id) if _stands(work, b, p := work.proposals.get(b.proposal_id))]


def look(work: Work, member: Resident, village: Village, banding_id: int) -> tuple[Banding, Proposal]:
    """One that still waits for an answer; a member who is concerned may look, and not answer."""
    rights.require(work, "decide_appeal", member, village)
    banding = work.bandings.get(banding_id, village.id)
    if banding is None or banding.state != "open":
        raise Refusal("banding.refused.settled")
    proposal = work.proposals.get(banding.proposal_id)
    if not _stands(work, banding, proposal):
        raise Refusal("banding.refused.settled")
    return banding, proposal


def _stands(work: Work, banding: Banding, proposal: Proposal) -> bool:
    """Is it still that no? A new season may have carried the proposal on."""
    taken = refusal(work, proposal)
    return taken is not None and taken.seq == banding.seq


def may_decide(work: Work, member: int, banding: Banding, proposal: Proposal) -> bool:
    """Nobody answers about what they proposed, support, asked for or had refused themselves."""
    said = next((t for t in work.steps.of(proposal.id) if t.seq == banding.seq), None)
    concerned = {banding.resident_id, proposal.author_id, *((said.by_id, said.second_id) if said else ())}
    return member not in concerned and not work.supports.stands(proposal.id, member)


def decide(work: Work, member: Resident, village: Village, banding_id: int, yes: bool, note: str) -> Proposal:
    """Back one step, or the no stands with a reason. Proposer and supporters hear it, and never who had asked."""
    banding, proposal = look(work, member, village, banding_id)
    if not may_decide(work, member.id, banding, proposal):
        raise Refusal("banding.refused.own")
    if not (yes or note):
        raise Refusal("banding.refused.reason")
    work.bandings.settle(banding.id, "granted" if yes else "kept", member.id, note)
    if yes:
        return steps.take(work, member, village, proposal, BACK[proposal.status], Why.BANDING, note)
    work.book.record(
        village.id, member.id, "bpd", "appeal_kept", _thing(proposal), {"step": banding.seq, "note": note}
    )  # fmt: skip
    facts: dict[str, Fact] = {"number": raw(proposal.number), "title": proposal.title, "note": note}
    news.tell(work, village, proposal, "banding.told_kept", facts, f"banding:{banding.id}")
    return proposal


def shown(work: Work, proposal: Proposal) -> Fact:
    """What everybody may read at the proposal: that the council was asked, by when, and what came of it."""
    taken = refusal(work, proposal)
    banding = work.bandings.against(proposal.id, taken.seq) if taken else None
    if banding is None:
        return None
    if banding.state == "kept":
        return text("banding.is_kept", note=banding.note)
    late = days_late(work, banding)
    return text("banding.is_late", days=late) if late else text("banding.is_open", last=last_day(banding))


def days_late(work: Work, banding: Banding) -> int:
    """Whole and begun days since the answer was due; 0 while it is not."""
    return max(0, -((banding.due_at - work.now) // DAY)) if work.now >= banding.due_at else 0


def days_left(work: Work, banding: Banding) -> int:
    """Whole days left after today; 0 on the last day."""
    return max(0, (banding.due_at - work.now) // DAY)


def last_day(banding: Banding) -> Fact:
    return {"at": banding.due_at - 1, "as": "date"}


def _thing(proposal: Proposal) -> str:
    return f"proposal:{proposal.number}:{proposal.version}"


def _post(
    work: Work, village: Village, member: int, key: str, facts: dict[str, Fact], banding: Banding
) -> None:  # fmt: skip
    for chat in work.accounts.chats_of(member):
        work.outbox.post(
            Letter(
                chat, key, facts, [[Button("button.look", "bmd", (banding.id,))]], resident=member,
                village=village.id, priority=Priority.RESULT, once=f"banding-new:{banding.id}:{member}:{chat}",
            )
        )  # fmt: skip
