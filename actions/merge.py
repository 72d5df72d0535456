"""Two proposals for one need go on together: both authors agree to what an officer suggests, a second settles it."""

from actions import news, rights, steps
from actions.letters import Button, Fact, Facts, Letter, Priority, raw, text
from actions.proposal_records import Merging
from actions.work import Work
from village.people import Resident
from village.place import Village, at_hour, local
from village.proposal import Proposal, Status
from village.refusal import Refusal
from village.rules import own
from village.steps import Why

MERGED, ALONE = Status.DIGABUNG, Status.DITERIMA


def _end(village: Village, rule: str, begins: int) -> int:
    """The midnight after the last day, on the village's clock."""
    days = own(rule, village.settings, local(begins, village.zone).year)
    return at_hour(begins, village.zone, days + 1, 0)


def pick(work: Work, officer: Resident, village: Village, number: int, besides: int = 0) -> Proposal:
    """A proposal that may be one of the two; refuses before more is asked."""
    rights.require(work, "merge", officer, village)
    if number == besides:
        raise Refusal("proposal.refused.number", number=raw(number))
    proposal = steps.in_hand(work, officer, village, number)
    if work.polls.names(proposal.id):
        raise Refusal("proposal.refused.on_ballot")
    if proposal.status is not ALONE and (besides or proposal.status is not MERGED):
        raise Refusal("merge.refused.status", number=raw(number))
    if not besides and work.mergings.joined(proposal.id):
        raise Refusal("merge.refused.has_others", number=raw(number))
    return proposal


def offered(
    work: Work, officer: Resident, village: Village, offset: int, limit: int
) -> tuple[list[Proposal], int]:  # fmt: skip
    rights.require(work, "merge", officer, village)
    return work.proposals.standing(village.id, {ALONE}, offset, limit)


def propose(work: Work, officer: Resident, village: Village, number: int, into: int) -> Merging:
    """Ask both authors. Nothing changes before both have agreed and a second officer has."""
    first, other = pick(work, officer, village, number), pick(work, officer, village, into, number)
    if first.status is not ALONE:
        raise Refusal("merge.refused.status", number=raw(number))
    found = work.mergings.add(village.id, first.id, other.id, officer.id, _end(village, "jawab_gabung", work.now))
    merging = work.mergings.get(found, village.id) if found else None
    if merging is None:
        raise Refusal("merge.refused.asked", number=raw(number))
    work.book.record(
        village.id, officer.id, min(officer.offices), "merge_proposed", _thing(first), {"into": other.number}
    )  # fmt: skip
    _ask(work, village, merging, first, other)
    if other.author_id != first.author_id:
        _ask(work, village, merging, other, first)
    return merging


def _ask(work: Work, village: Village, merging: Merging, mine: Proposal, other: Proposal) -> None:
    facts: dict[str, Fact] = {
        "number": raw(mine.number), "title": mine.title, "other": raw(other.number), "other_title": other.title,
        "last": {"at": merging.due_at - 1, "as": "date"},
    }  # fmt: skip
    rows = [[Button("button.merge_yes", "mgy", (merging.id, 1)), Button("button.merge_no", "mgy", (merging.id, 0))]]
    news.tell_proposer(work, village, mine, "merge.ask_author", facts, f"merge:{merging.id}:{mine.author_id}", rows)


def _speaks(work: Work, person: Resident, proposal: Proposal) -> bool:
    """The author, or the kader who entered it for a neighbour."""
    return proposal.author_id == person.id or work.aids.proposed_by(proposal.id) == person.id


def answer(work: Work, person: Resident, village: Village, merging_id: int, yes: bool) -> Merging:
    """An author says yes or no. With both yes it goes before a second officer."""
    merging = work.mergings.get(merging_id, village.id)
    if merging is None or merging.state != "open":
        raise Refusal("merge.refused.settled")
    first, other = work.proposals.get(merging.proposal_id), work.proposals.get(merging.into_id)
    sides = [into for into, proposal in ((False, first), (True, other)) if _speaks(work, person, proposal)]
    if not sides:
        raise Refusal("merge.refused.who")
    role = "warga" if person.id in (first.author_id, other.author_id) else "kader"
    work.book.record(
        village.id, person.id, role, "merge_answered", _thing(first), {"into": other.number, "yes": int(yes)}
    )  # fmt: skip
    if not yes:
        _settle(work, village, merging, "declined", "merge.declined")
        return merging
    for into in sides:
        work.mergings.agrees(merging.id, into)
    asked = work.mergings.get(merging.id, village.id)
    assert asked is not None
    if asked.from_agrees and asked.into_agrees:
        _second(work, village, asked, first, other)
    return asked


def _second(work: Work, village: Village, merging: Merging, first: Proposal, other: Proposal) -> None:
    """Both agree: the officer's suggestion goes before the second officer, if it still can."""
    officer = work.residents.get(merging.first_id)
    assert officer is not None
    try:
        with work.part():
            pick(work, officer, village, other.number, first.number)
            steps.ask(work, officer, village, first, MERGED, Why.SERUPA, into=other)
    except Refusal as no:
        _settle(work, village, merging, "overtaken", no.key, no.facts)
    else:
        _settle(work, village, merging, "agreed", "merge.agreed")


def _settle(work: Work, village: Village, merging: Merging, state: str, key: str, told: Facts | None = None) -> None:
    """The suggestion is over; the officer hears how. Which of the authors said no stays between them."""
    work.mergings.settle(merging.id, state)
    first, other = work.proposals.get(merging.proposal_id), work.proposals.get(merging.into_id)
    facts: Facts = told or {"number": raw(first.number), "title": first.title, "other": raw(other.number)}
    for chat in work.accounts.chats_of(merging.first_id):
        work.outbox.post(
            Letter(
                chat, key, facts, resident=merging.first_id, village=village.id, priority=Priority.RESULT,
                once=f"merge-over:{merging.id}:{chat}",
            )
        )  # fmt: skip


def end_silent(work: Work) -> int:
    """Run by the pulse: whoever has not answered in time has said no."""
    due = work.mergings.due()
    for merging in due:
        _settle(work, work.villages.get(merging.village_id), merging, "silent", "merge.silent")
    return len(due)


def may_part(work: Work, person: Resident, village: Village, proposal: Proposal) -> bool:
    """One of the two authors, as long as the village gives them to think again."""
    taken = work.steps.of(proposal.id)[-1]
    if proposal.status is not MERGED or taken.into_id is None:
        return False
    authors = (proposal, work.proposals.get(taken.into_id))
    return work.now < _end(village, "urung_gabung", taken.at) and any(_speaks(work, person, p) for p in authors)


def part(work: Work, person: Resident, village: Village, number: int) -> Proposal:
    """One of the two authors takes it back, alone."""
    proposal = work.proposals.numbered(village.id, number)
    if proposal is None or not may_part(work, person, village, proposal):
        raise Refusal("merge.refused.part")
    return steps.for_proposer(work, person, village, proposal, ALONE)


def ask_part(work: Work, officer: Resident, village: Village, number: int) -> Proposal:
    """An officer wants to part two again; as with joining them, a second one settles it."""
    proposal = pick(work, officer, village, number)
    steps.ask(work, officer, village, proposal, ALONE, None)
    return proposal


def _thing(proposal: Proposal) -> str:
    return f"proposal:{proposal.number}:{proposal.version}"


def along(work: Work, proposal: Proposal) -> tuple[list[Proposal], Proposal | None]:
    """Those that go along with it, and the one that it goes along with."""
    joined = [work.proposals.get(one) for one in work.mergings.joined(proposal.id)]
    into = work.steps.of(proposal.id)[-1].into_id if proposal.status is MERGED else None
    return joined, work.proposals.get(into) if into else None


def line(key: str, other: Proposal, supporters: Fact) -> Fact:
    return text(key, number=raw(other.number), title=other.title, supporters=supporters)
