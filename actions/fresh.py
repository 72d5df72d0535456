"""Letters that are read at the moment they leave: what stands on them must never be stored, or may be out of date."""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import replace

from actions import broadcast, hall, invitation, knock, media, own, print_cards, scoring
from actions.letters import Button, Fact, Letter, moment, raw, text
from actions.vote import recount
from actions.work import Work
from village.aid import AidState
from village.ballotbox import SECRET_BYTES
from village.poll import Poll, PollState, ballot_order


def ballot(work: Work, letter: Letter) -> Letter | None:
    """The ballot with the picks that its secret opens; None when the poll has closed meanwhile.

    A ballot that goes out anew has a new secret, which is kept nowhere. Whoever has voted with another one is told so.
    """
    poll = work.polls.get(int(letter.facts["poll"]))  # type: ignore[arg-type]
    if poll is None or poll.state is PollState.CLOSED or work.now >= poll.closes_at:
        return None
    if letter.speaker and not letter.facts.get("open"):
        return envelope(letter, poll, letter.speaker)
    brought = letter.facts.get("secret")
    secret = str(brought or drawn())
    picks = work.polls.picks(poll.id, opened(secret)) if brought else frozenset()
    if not picks and in_the_box(work, poll, letter.resident):
        facts: dict[str, Fact] = {"ordinal": raw(work.polls.ordinal(poll)), "closes_at": moment(poll.closes_at)}
        return replace(letter, key="vote.in_the_box", facts=facts, buttons=[])
    return filled(work, letter, poll, picks, secret, "vk")


def in_the_box(work: Work, poll: Poll, resident: int) -> bool:
    """Has this resident voted with a ballot of their own? A vote by a kader may still be replaced by any ballot."""
    if not work.polls.has_voted(poll.id, resident):
        return False
    helped = {done.id for done in work.aids.done_for(resident)}
    return helped.isdisjoint(work.polls.helped_votes(poll.id))


def drawn() -> str:
    """The secret of a new ballot, as its buttons carry it."""
    return urlsafe_b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def opened(secret: str) -> bytes:
    """The bytes of a secret; none for what no ballot of ours carried."""
    try:
        found = urlsafe_b64decode(secret)
    except ValueError:
        return b""
    return found if len(found) == SECRET_BYTES else b""


def envelope(letter: Letter, poll: Poll, name: str) -> Letter:
    """Where several people read along, a ballot lies closed until its voter opens it."""
    facts: dict[str, Fact] = {"name": name, "closes_at": moment(poll.closes_at)}
    secret = str(letter.facts.get("secret") or drawn())
    rows = [[Button("button.open_ballot", "vo", (poll.id, secret))]]
    return replace(letter, key="vote.envelope", facts=facts, buttons=rows)


def folded(work: Work, letter: Letter) -> Letter | None:
    """A ballot that was left open, without its picks: also when the poll is over, or its voter has left the phone.

    It keeps its secret, without which nobody could open it again; None where that is forgotten since a restart.
    """
    poll = work.polls.get(int(letter.facts["poll"]))  # type: ignore[arg-type]
    voter = work.residents.get(letter.resident)
    if poll is None or voter is None:
        return None
    if poll.state is PollState.CLOSED or work.now >= poll.closes_at:
        return replace(letter, key="vote.folded_over", facts={"name": voter.name}, buttons=())
    secret = work.households.secret_of(letter.chat, int(letter.facts["message"]))  # type: ignore[arg-type]
    if not secret:
        return None
    return envelope(replace(letter, facts={**letter.facts, "secret": secret}), poll, voter.name)


def filled(
    work: Work, letter: Letter, poll: Poll, picks: frozenset[int], secret: str, last_out: str = "v"
) -> Letter:  # fmt: skip
    """`last_out`: what is pressed to take out the only pick.

    The rows stay as many as they were: else the next button slides under a finger that taps twice.
    """
    order = ballot_order(poll.options, work.polls.ballot_secret(poll.id), letter.resident)
    place = {o.id: n for n, o in enumerate(poll.options)}
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
                (poll.id, place[o.id], 0 if o.id in picks else 1, secret),
                {"number": raw(o.number), "title": o.title},
            )
        ]
        for o in order
    ]
    own_args = (poll.id, secret)
    rows.append([Button("button.empty_ballot", "vb", own_args), Button("button.check", "vp", own_args)])
    if letter.speaker:
        rows.append([Button("button.close_ballot", "vc", own_args)])
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
    picks = work.polls.picks(poll.id, work.polls.helped_secret(poll.id, done.id) or b"")
    whole = filled(work, replace(letter, resident=person.id), poll, picks, "", _LAST)
    rows = [
        [
            Button(
                b.key, "bwv", (done.id, poll.options[int(b.args[1])].id, ASK if b.op == _LAST else b.args[2]), b.facts
            )
            for b in row
        ]
        for row in whole.buttons
        if row[0].op in ("v", _LAST)
    ]
    if picks:
        rows.append([Button("button.aid_done", "bws", (done.id,))])
    chosen: Fact = {"list": [text("vote.number", number=raw(o.number)) for o in poll.options if o.id in picks]}
    picked = text("aid.picked", numbers=chosen) if picks else text("aid.nothing_picked")
    facts = {**whole.facts, "picked": picked, "name": person.name, "slip": done.slip}
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
    "recount": recount,
}
