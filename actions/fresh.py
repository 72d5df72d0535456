"""Letters that are read at the moment they leave: what stands on them must never be stored, or may be out of date."""

from collections.abc import Callable
from dataclasses import replace

from actions import broadcast, hall, invitation, knock, media, own, print_cards, scoring
from actions.letters import Button, Fact, Letter, moment, raw, text
from actions.work import Work
from village.aid import AidState
from village.poll import Poll, PollState, ballot_order


def ballot(work: Work, letter: Letter) -> Letter | None:
    """The ballot with this voter's present picks; None when the poll has closed meanwhile."""
    poll = work.polls.get(int(letter.facts["poll"]))  # type: ignore[arg-type]
    if poll is None or poll.state is PollState.CLOSED or work.now >= poll.closes_at:
        return None
    if letter.speaker and not letter.facts.get("open"):
        return envelope(letter, poll, letter.speaker)
    return filled(work, letter, poll, work.polls.picks(poll.id, letter.resident), "vk")


def envelope(letter: Letter, poll: Poll, name: str) -> Letter:
    """Where several people read along, a ballot lies closed until its voter opens it."""
    facts: dict[str, Fact] = {"name": name, "closes_at": moment(poll.closes_at)}
    return replace(letter, key="vote.envelope", facts=facts, buttons=[[Button("button.open_ballot", "vo", (poll.id,))]])


def folded(work: Work, letter: Letter) -> Letter | None:
    """A ballot that was left open, without its picks: also when the poll is over, or its voter has left the phone."""
    poll = work.polls.get(int(letter.facts["poll"]))  # type: ignore[arg-type]
    voter = work.residents.get(letter.resident)
    if poll is None or voter is None:
        return None
    if poll.state is PollState.CLOSED or work.now >= poll.closes_at:
        return replace(letter, key="vote.folded_over", facts={"name": voter.name}, buttons=())
    return envelope(letter, poll, voter.name)


def filled(work: Work, letter: Letter, poll: Poll, picks: frozenset[int], last_out: str = "v") -> Letter:
    """`last_out`: what is pressed to take out the only pick.

    The rows stay as many as they were: else the next button slides under a finger that taps twice.
    """
    order = ballot_order(poll.options, work.polls.ballot_secret(poll.id), letter.resident)
    chosen = [o for o in order if o.id in picks]
    facts: dict[str, Fact] = {
        "ordinal": raw(work.polls.ordinal(poll)),
        "opened": {"at": poll.opens_at, "as": "date"},
        "most": poll.most_picks,
        "closes_at": moment(poll.closes_at),
        "lines": {"lines": [text("proposal.line", number=raw(o.number), title=o.title) for o in order]},
        "picked": text("vote.picked", numbers={"list": [text("vote.number", number=raw(o.number)) for o in chosen]})
        if chosen
        else text("vote.nothing_picked"),
    }
    rows = [
        [
            Button(
                "button.option_out" if o.id in picks else "button.option_in",
                last_out if picks == {o.id} else "v",
                (poll.id, o.id, 0 if o.id in picks else 1),
                {"number": raw(o.number), "title": o.title},
            )
        ]
        for o in order
    ]
    if letter.speaker:
        rows.append([Button("button.close_ballot", "vc", (poll.id,))])
    return replace(letter, facts=facts, buttons=rows)


def greeting(work: Work, letter: Letter) -> Letter | None:
    """How a group is linked; None when it has been linked meanwhile."""
    return letter if work.chats.village_of(letter.chat) is None else None


ASK, _LAST = 2, "last"
"""In place of in and out: the only pick of a neighbour's ballot, which is not taken out before a yes."""


def helped(work: Work, letter: Letter) -> Letter | None:
    """A neighbour's ballot in the kader's chat; None when the kader may no longer tap there."""
    done = work.aids.get(int(letter.facts["aid"]))  # type: ignore[arg-type]
    person = work.residents.get(done.resident_id) if done else None
    poll = work.polls.get(done.poll_id) if done and done.poll_id else None
    if done is None or person is None or poll is None or done.state is not AidState.OPEN:
        return None
    if poll.state is PollState.CLOSED or work.now >= poll.closes_at:
        return None
    picks = work.polls.picks(poll.id, person.id)
    drawn = filled(work, replace(letter, resident=person.id), poll, picks, _LAST)
    rows = [
        [Button(b.key, "bwv", (done.id, b.args[1], ASK if b.op == _LAST else b.args[2]), b.facts) for b in row]
        for row in drawn.buttons
        if row[0].op in ("v", _LAST)
    ]
    if picks:
        rows.append([Button("button.aid_done", "bws", (done.id,))])
    chosen: Fact = {"list": [text("vote.number", number=raw(o.number)) for o in poll.options if o.id in picks]}
    picked = text("aid.picked", numbers=chosen) if picks else text("aid.nothing_picked")
    facts = {**drawn.facts, "picked": picked, "name": person.name, "slip": done.slip}
    return replace(letter, facts=facts, buttons=rows)


READERS: dict[str, Callable[[Work, Letter], Letter | None]] = {
    "ballot": ballot,
    "folded": folded,
    "aid": helped,
    "greeting": greeting,
    "own": own.copy,
    "cards": print_cards.fill,
    "scores": scoring.table,
    "door": knock.call,
    "media": media.leaving,
    "broadcast": broadcast.leaving,
    "hall_code": hall.filled,
    "meeting": invitation.fill,
}
