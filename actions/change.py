"""Change one's own proposal while its words are still the proposer's; whoever stands behind it hears of it."""

from actions import ground, news, propose, steps
from actions.letters import Fact, raw
from actions.neighbours import place
from actions.work import Work
from village.browse import Wanted, Whose
from village.people import Resident
from village.place import Village
from village.proposal import Proposal, refuse_unless_changeable
from village.refusal import Refusal

NEWEST = 8
"""Of one's own, in which a correction looks for what it means."""


def changeable(work: Work, author: Resident, village: Village, number: int) -> Proposal:
    """The author's own proposal, if nobody is deciding or voting about its words now."""
    proposal = propose.own(work, author, village, number)
    refuse_unless_changeable(proposal)
    if work.polls.names(proposal.id):
        raise Refusal("proposal.refused.on_ballot")
    if steps.waits(work, village, proposal):
        raise Refusal("step.refused.waits", number=raw(number))
    return proposal


def latest(work: Work, author: Resident, village: Village) -> Proposal | None:
    """The author's newest proposal that may be changed now; None where there is none among the newest."""
    mine, _ = work.proposals.found(village.id, Wanted(Whose.MINE), None, author.id, 0, NEWEST)
    for proposal in mine:
        try:
            return changeable(work, author, village, proposal.number)
        except Refusal:
            continue
    return None


def meant(work: Work, author: Resident, village: Village, number: int | None) -> Proposal | None:
    """The author's proposal of that number, if it may be changed now; without a number their newest."""
    if number is None:
        return latest(work, author, village)
    try:
        return changeable(work, author, village, number)
    except Refusal:
        return None


def change(
    work: Work, author: Resident, village: Village, number: int, words: str, dusun_id: int | None, rt: str | None,
    benefit: str, behalf: str | None = None,
) -> tuple[Proposal, bool]:  # fmt: skip
    """A new version under the same number. Returns it, and whether there were people behind it, who are told.

    behalf None: for the same group as before, or none.
    """
    proposal = changeable(work, author, village, number)
    group = proposal.behalf if behalf is None else behalf
    was = (proposal.words, proposal.dusun_id, proposal.rt, proposal.benefit, proposal.behalf)
    if (words, dusun_id, rt, benefit, group) == was:
        return proposal, False
    title = proposal.title if words == proposal.words else ground.title(work, village, words)
    changed = work.proposals.change(proposal, title, words, dusun_id, rt, benefit, author.id, group)
    if words != proposal.words and ground.tells_danger(work, village, words):
        work.proposals.alarm(changed)
    work.book.record(
        village.id, author.id, "warga", "proposal_changed", f"proposal:{number}:{changed.version}",
        {"words": words, "title": changed.title, "benefit": benefit, "rt": rt, **propose.said_behalf(group)},
    )  # fmt: skip
    facts: dict[str, Fact] = {
        "number": raw(number), "was": proposal.title, "title": changed.title, "place": place(village, dusun_id, rt),
    }  # fmt: skip
    once = f"version:{proposal.id}:{changed.version}"
    news.tell(work, village, changed, "proposal.changed_news", facts, once, besides=author.id)
    return changed, work.supports.count(proposal.id) > 0
