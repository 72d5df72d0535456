"""Somebody who was helped now has a phone: they see what was done in their name, and may say that it was not them."""

from actions.letters import Button, Fact, Letter, raw, text
from actions.work import Work
from village.aid import Aid, AidState
from village.offices import BPD
from village.people import Resident
from village.place import Village
from village.poll import PollState
from village.refusal import Refusal


def tell(work: Work, person: Resident) -> None:
    """Show each act in this resident's name, once, with the way to object."""
    for done in work.aids.done_for(person.id):
        if done.state is AidState.OBJECTED:
            continue
        facts: dict[str, Fact] = {"what": what(work, done), "helper": name_of(work, done.helper_id), "slip": done.slip}
        for chat in work.accounts.chats_of(person.id):
            work.outbox.post(
                Letter(
                    chat, "aid.told", facts, [[Button("button.aid_not_me", "bwx", (done.id,))]], resident=person.id,
                    village=person.village_id, once=f"aid-told:{done.id}:{chat}",
                )
            )  # fmt: skip


def what(work: Work, done: Aid) -> Fact:
    """What was done, and when; of a vote never what was chosen."""
    at: Fact = {"at": done.at, "as": "date"}
    if done.proposal_id is None:
        return text("aid.what.vote", at=at)
    proposal = work.proposals.get(done.proposal_id)
    if done.supports:
        return text("aid.what.support", at=at, number=raw(proposal.number), title=proposal.title)
    return text("aid.what.proposal", at=at, number=raw(proposal.number), title=proposal.title)


def name_of(work: Work, resident_id: int) -> Fact:
    person = work.residents.get(resident_id)
    assert person is not None
    return person.name or text("aid.erased")


def object_(work: Work, person: Resident, village: Village, aid_id: int) -> None:
    """That was not me: the council asks. Support ends; a vote is taken out while its poll runs, afterwards the count
    stands.
    """
    done = work.aids.get(aid_id)
    if done is None or done.resident_id != person.id:
        raise Refusal("talk.refused.old")
    if done.state is AidState.OBJECTED:
        raise Refusal("aid.refused.objected")
    poll = work.polls.get(done.poll_id) if done.poll_id else None
    if poll and poll.state is PollState.OPEN and done.state is not AidState.REPLACED:
        work.polls.let_go(poll.id, person.id)
    if done.supports and done.proposal_id:
        work.supports.end(done.proposal_id, person.id)
    work.aids.move(done.id, AidState.OBJECTED)
    work.aids.ask_at_home(done.id)
    work.book.record(village.id, person.id, "warga", "aid_objected", f"aid:{done.id}", {"slip": done.slip})
    for member in work.roles.holders(village.id, *BPD):
        for chat in work.accounts.chats_of(member):
            work.outbox.post(
                Letter(
                    chat, "visit.objected", {"slip": done.slip}, [[Button("button.visits", "kj")]], resident=member,
                    village=village.id, once=f"aid-objected:{done.id}:{chat}",
                )
            )  # fmt: skip
