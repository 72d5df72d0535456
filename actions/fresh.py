"""Letters that are filled at the moment they leave, because what stands on them must never be stored."""

from collections.abc import Callable
from dataclasses import replace

from actions import own
from actions.letters import Button, Fact, Letter, moment, raw, text
from actions.work import Work
from village.poll import Poll, PollState, ballot_order


def ballot(work: Work, letter: Letter) -> Letter | None:
    """The ballot with this voter's present picks; None when the poll has closed meanwhile."""
    poll = work.polls.get(int(letter.facts["poll"]))  # type: ignore[arg-type]
    if poll is None or poll.state is PollState.CLOSED or work.now >= poll.closes_at:
        return None
    return filled(work, letter, poll, work.polls.picks(poll.id, letter.resident))


def filled(work: Work, letter: Letter, poll: Poll, picks: frozenset[int]) -> Letter:
    order = ballot_order(poll.options, work.polls.ballot_secret(poll.id), letter.resident)
    chosen = [o for o in order if o.id in picks]
    facts: dict[str, Fact] = {
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
                "v",
                (poll.id, o.id, 0 if o.id in picks else 1),
                {"number": raw(o.number), "title": o.title},
            )
        ]
        for o in order
    ]
    if chosen:
        rows.append([Button("button.withdraw_vote", "vw", (poll.id,))])
    return replace(letter, facts=facts, buttons=rows)


READERS: dict[str, Callable[[Work, Letter], Letter | None]] = {"ballot": ballot, "own": own.copy}
