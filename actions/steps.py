"""Take a proposal a step further; where one person is not enough, put it before a second."""

from dataclasses import replace

from actions import news, rights
from actions.letters import Button, Fact, Letter, Priority, raw, text
from actions.proposal_records import Pending
from actions.work import Work
from village import steps
from village.people import Office, Resident
from village.place import Village
from village.proposal import Proposal, Status
from village.refusal import Refusal
from village.steps import BY_ITSELF, OWN, Step, Why
from village.words import clipped

LONGEST_NOTE = 300


def take(
    work: Work, actor: Resident, village: Village, proposal: Proposal, to: Status, why: Why | None = None,
    note: str = "",
) -> Proposal:  # fmt: skip
    """A step that one person may take. The proposer and all supporters hear of it, with the reason."""
    found = _allowed(work, actor, village, proposal, to, why)
    if found.pair and not (OWN in found.by and actor.id == proposal.author_id):
        raise Refusal("step.refused.pair")
    return _noted(work, village, proposal, to, why, note, found, actor)


def in_hand(work: Work, officer: Resident, village: Village, number: int) -> Proposal:
    """A proposal about which this officer may begin something: not an own one, and none that waits for a second."""
    proposal = work.proposals.numbered(village.id, number)
    if proposal is None:
        raise Refusal("proposal.refused.number", number=raw(number))
    if proposal.author_id == officer.id:
        raise Refusal("step.refused.own")
    if waits(work, village, proposal):
        raise Refusal("step.refused.waits", number=raw(number))
    return proposal


def waits(work: Work, village: Village, proposal: Proposal) -> bool:
    """Does a step wait for its second person? Not one whose first has no right to it any more: that is over."""
    pending = work.steps.waits(proposal.id)
    if pending is None:
        return False
    first = work.residents.get(pending.first_id)
    if first is not None and steps.offices(steps.STEPS[proposal.status, pending.status], first, village.id):
        return True
    work.steps.settle(pending.id, "overtaken", 0)
    return False


def for_proposer(work: Work, speaker: Resident, village: Village, proposal: Proposal, to: Status) -> Proposal:
    """The proposer, or the kader who entered it for them, has spoken; whoever calls has asked whether they may."""
    return _noted(work, village, proposal, to, None, "", steps.step(proposal, to, None), speaker)


def by_itself(
    work: Work, village: Village, proposal: Proposal, to: Status, why: Why | None = None, told: bool = True
) -> Proposal:
    """A step that time takes: nobody answered, the season is over, the next one has begun.

    told: False where whoever calls tells it, in words of its own.
    """
    found = steps.step(proposal, to, why)
    if BY_ITSELF not in found.by:
        raise Refusal("proposal.refused.status", number=raw(proposal.number))
    return _noted(work, village, proposal, to, why, "", found, None, told=told)


def together(
    work: Work, village: Village, proposal: Proposal, to: Status, why: Why | None, first: Resident, second: Resident
) -> Proposal:
    """A step that two officers enter because a gathering wanted it; whoever calls tells it, in words of its own."""
    return _noted(
        work, village, proposal, to, why, "", steps.step(proposal, to, why), first, second, told=False
    )  # fmt: skip


def ask(
    work: Work, first: Resident, village: Village, proposal: Proposal, to: Status, why: Why | None, note: str = "",
    into: Proposal | None = None,
) -> int:  # fmt: skip
    """The first of two people decides; returns the number under which it waits for the second."""
    found = _allowed(work, first, village, proposal, to, why)
    if not found.pair:
        raise Refusal("step.refused.alone")
    if into is not None:
        _refuse_unless_joinable(work, proposal, into)
    elif to is Status.DIGABUNG:  # with nothing
        raise Refusal("proposal.refused.status", number=raw(proposal.number))
    seconds = partners(work, village, proposal, found, first, into)
    if not seconds:
        raise Refusal("step.refused.nobody")
    if waits(work, village, proposal):
        raise Refusal("step.refused.waits", number=raw(proposal.number))
    pending = work.steps.ask(proposal, to, why, clipped(note, LONGEST_NOTE), first.id, into.id if into else None)
    assert pending is not None
    _record(work, village, proposal, "proposal_step_asked", first, found, {"to": to, "why": why or "", "note": note})
    asked = work.steps.pending(pending, village.id)
    assert asked is not None
    for second in seconds:
        ask_second(work, village, proposal, asked, second)
    return pending


def seconds(work: Work, village: Village, pending: Pending, proposal: Proposal) -> list[int]:
    """Who may answer what waits here; nobody when its first person has no right to it any more."""
    first = work.residents.get(pending.first_id)
    found = steps.STEPS[proposal.status, pending.status]
    return partners(work, village, proposal, found, first, _into(work, pending)) if first else []


def partners(
    work: Work, village: Village, proposal: Proposal, found: Step, first: Resident, into: Proposal | None = None
) -> list[int]:
    """Who may be the second: of another office, and the proposer of neither."""
    people = [work.residents.get(person) for person in work.roles.holders(village.id, *Office)]
    own = {one.author_id for one in (proposal, into) if one}
    return sorted({p.id for p in people if p and p.id not in own and steps.pair(found, first, p, village.id)})


def agree(work: Work, second: Resident, village: Village, pending_id: int) -> Proposal:
    """The second person says yes: the step is taken, in both names."""
    pending, proposal, found, first = _second(work, second, village, pending_id)
    if first is None or not steps.pair(found, first, second, village.id):
        raise Refusal("step.refused.partner")
    _refuse_if_held(work, proposal, pending.status)
    if into := _into(work, pending):
        _refuse_unless_joinable(work, proposal, into)
    work.steps.settle(pending.id, "done", second.id)
    taken = _noted(
        work, village, proposal, pending.status, pending.why, pending.note, found, first, second, pending.into_id
    )
    _tell_first(work, village, proposal, pending, second, "second_agreed")
    return taken


def decline(work: Work, second: Resident, village: Village, pending_id: int) -> Proposal:
    """The second person says no: nothing changes, and the first hears it."""
    pending, proposal, found, first = _second(work, second, village, pending_id)
    if first is None or not (first.id == second.id or steps.pair(found, first, second, village.id)):
        raise Refusal("step.refused.partner")
    work.steps.settle(pending.id, "declined", second.id)
    _record(work, village, proposal, "proposal_step_declined", second, found, {"to": pending.status})
    _tell_first(work, village, proposal, pending, second, "declined")
    return proposal


def _tell_first(
    work: Work, village: Village, proposal: Proposal, pending: Pending, second: Resident, answer: str
) -> None:
    """What the second has answered, `second_agreed` or `declined`."""
    facts: dict[str, Fact] = {
        "number": raw(proposal.number), "title": proposal.title, "name": second.name,
        "status": text(f"status.{pending.status}"),
    }  # fmt: skip
    for chat in work.accounts.chats_of(pending.first_id) if pending.first_id != second.id else ():
        work.outbox.post(
            Letter(
                chat, f"step.{answer}", facts, resident=pending.first_id, village=village.id,
                priority=Priority.RESULT, once=f"{answer}:{pending.id}:{chat}",
            )
        )  # fmt: skip


def _second(
    work: Work, second: Resident, village: Village, pending_id: int
) -> tuple[Pending, Proposal, Step, Resident | None]:
    pending = work.steps.pending(pending_id, village.id)
    if pending is None:
        raise Refusal("step.refused.settled")
    proposal, into = work.proposals.get(pending.proposal_id), _into(work, pending)
    if second.id in (proposal.author_id, into.author_id if into else 0):
        raise Refusal("step.refused.own")
    found = _entitled(work, second, village, proposal, pending.status, pending.why)
    return pending, proposal, found, work.residents.get(pending.first_id)


def _into(work: Work, pending: Pending) -> Proposal | None:
    return work.proposals.get(pending.into_id) if pending.into_id else None


def _refuse_unless_joinable(work: Work, proposal: Proposal, other: Proposal) -> None:
    """Nothing goes along with what has gone on or ended meanwhile, nor does what others go along with."""
    if other.status is not Status.DITERIMA:
        raise Refusal("merge.refused.status", number=raw(other.number))
    if work.mergings.joined(proposal.id):
        raise Refusal("merge.refused.has_others", number=raw(proposal.number))


def _refuse_if_held(work: Work, proposal: Proposal, to: Status) -> None:
    """A running ballot holds what it names."""
    if to in steps.OFF_THE_LIST and work.polls.names(proposal.id):
        raise Refusal("proposal.refused.on_ballot")


def _allowed(work: Work, actor: Resident, village: Village, proposal: Proposal, to: Status, why: Why | None) -> Step:
    """The step, if this person may take it or be one of the two who do, and nothing holds the proposal."""
    found = _entitled(work, actor, village, proposal, to, why)
    _refuse_if_held(work, proposal, to)
    return found


def _entitled(work: Work, actor: Resident, village: Village, proposal: Proposal, to: Status, why: Why | None) -> Step:
    if proposal.village_id != village.id:
        raise Refusal("proposal.refused.number", number=raw(proposal.number))
    found = steps.step(proposal, to, why)
    if why in steps.OF_TIME:
        raise Refusal("step.refused.reason")
    if OWN in found.by and actor.id == proposal.author_id:
        return found
    if not steps.rights(found):
        raise Refusal("proposal.refused.own")
    if not steps.entitled(found, actor, proposal):
        rights.require(work, min(steps.rights(found)), actor, village)
    if actor.id == proposal.author_id:
        raise Refusal("step.refused.own")
    return found


def _noted(
    work: Work, village: Village, proposal: Proposal, to: Status, why: Why | None, note: str,
    found: Step, actor: Resident | None, second: Resident | None = None, into: int | None = None, told: bool = True,
) -> Proposal:  # fmt: skip
    note = clipped(note, LONGEST_NOTE)
    left = work.steps.of(proposal.id)[-1].into_id if proposal.status is Status.DIGABUNG else None
    both = None
    if actor and second:
        two = steps.pairing if found.pair else steps.different
        both = two(found, actor, second, village.id)
    mine, others = both or (_office(found, actor, proposal), "")
    seq = work.steps.take(
        proposal, to, why, note, actor.id if actor else 0, mine, second.id if second else 0, others, into
    )  # fmt: skip
    _record(
        work, village, proposal, "proposal_withdrawn" if to is Status.DICABUT else "proposal_moved", actor, found,
        {"to": to, "why": why or "", "note": note, "second": second.id if second else 0, "into": into or 0}, mine,
    )  # fmt: skip
    if not told:
        return replace(proposal, status=to)
    last = second or actor  # whose tap it was; the first of two has not heard yet what came of it
    besides = last.id if last else 0
    news.moved(work, village, proposal, to, why, note, seq, besides, into)
    if other := into or left:
        news.beside(work, village, proposal, work.proposals.get(other), bool(into), seq, besides)
    return replace(proposal, status=to)


def _record(
    work: Work, village: Village, proposal: Proposal, act: str, actor: Resident | None, found: Step,
    facts: dict[str, Fact], office: str = "",
) -> None:  # fmt: skip
    role = office or _office(found, actor, proposal) or ("sistem" if actor is None else "warga")
    thing = f"proposal:{proposal.number}:{proposal.version}"
    work.book.record(village.id, actor.id if actor else 0, role, act, thing, facts)


def _office(found: Step, actor: Resident | None, proposal: Proposal) -> str:
    """In which office somebody acts: one that gives the right; none where it is one's own proposal."""
    if actor is None:
        return ""
    return min(steps.offices(found, actor, proposal.village_id), default="")


def question(work: Work, proposal: Proposal, pending: Pending) -> tuple[dict[str, Fact], list[list[Button]]]:
    """What the second person is asked, and the two answers."""
    facts: dict[str, Fact] = {
        "number": raw(proposal.number), "title": proposal.title, "status": text(f"status.{pending.status}"),
        "why": news.reason(pending.why, pending.note), "into": news.into(work, pending.into_id),
    }  # fmt: skip
    return facts, [[Button("button.step_yes", "sy", (pending.id,)), Button("button.step_no", "sn", (pending.id,))]]


def ask_second(
    work: Work, village: Village, proposal: Proposal, pending: Pending, second: int,
    priority: Priority = Priority.RESULT,
) -> None:  # fmt: skip
    facts, buttons = question(work, proposal, pending)
    again = priority is Priority.REMINDER
    for chat in work.accounts.chats_of(second):
        work.outbox.post(
            Letter(
                chat, "step.remind_second" if again else "step.ask_second", facts, buttons, resident=second,
                village=village.id, priority=priority,
                once=f"{'second-again' if again else 'second'}:{pending.id}:{second}:{chat}",
            )
        )  # fmt: skip
