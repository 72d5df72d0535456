"""Look at one proposal by its number, stand behind it, and the proposer's way to take it back."""

from actions import propose
from actions import support as supporting
from actions.letters import Button, Fact, raw
from handlers.chat import Answer, Talk, Toast
from handlers.proposal_page import own
from handlers.proposal_page import page as shown
from village.proposal import PUBLIC, Proposal
from village.refusal import Refusal


def show(talk: Talk, number: int) -> None:
    talk.work.outbox.post(shown(talk, _seen(talk, number)))


def _seen(talk: Talk, number: int) -> Proposal:
    """One that is hidden or withdrawn is there only for who made it."""
    proposal = talk.work.proposals.numbered(talk.published().id, number)
    if proposal is None or (proposal.status not in PUBLIC and not own(talk, proposal)):
        raise Refusal("proposal.refused.number", number=raw(number))
    return proposal


def opened(talk: Talk, number: str) -> None:
    """One line of a list was pressed."""
    show(talk, int(number))


def support(talk: Talk, number: str, into: str) -> Answer:
    """Stand behind it or no longer, as the button says: the same press twice changes nothing."""
    person, village = talk.resident()
    act = supporting.give if into == "1" else supporting.end
    proposal = act(talk.work, person, village, int(number))
    toast = Toast("support.toast.given" if into == "1" else "support.toast.ended")
    return Answer(toast, shown(talk, proposal) if proposal.status in PUBLIC else None)


def proof(talk: Talk, number: str) -> Answer:
    """What stands behind the history: how many rows of the book speak of it, and the book's head."""
    village = talk.published()
    proposal = _seen(talk, int(number))
    rows = talk.work.book.about(village.id, f"proposal:{proposal.number}:")
    _, head = talk.work.book.head(village.id)
    facts: dict[str, Fact] = {"number": raw(proposal.number), "rows": rows, "head": head.hex()[:12]}
    return Answer(Toast("proposal.toast.proof", facts, alert=True))


def ask_withdraw(talk: Talk, number: str) -> Answer:
    """Somebody wants to take the proposal back: ask once."""
    author, village = talk.resident()
    proposal = propose.own(talk.work, author, village, int(number))
    facts = {"number": raw(proposal.number), "title": proposal.title}
    talk.say(
        "proposal.ask_withdraw",
        facts,
        [[Button("button.yes_withdraw", "pd", (proposal.number,)), Button("button.cancel", "pk", (proposal.number,))]],
    )
    return Answer()


def keep(talk: Talk, number: str) -> Answer:
    """The proposer has thought again: nothing is withdrawn."""
    return Answer(redraw=talk.letter("proposal.kept", {"number": raw(int(number))}))


def withdraw(talk: Talk, number: str) -> Answer:
    author, village = talk.resident()
    proposal = propose.withdraw(talk.work, author, village, int(number))
    return Answer(redraw=talk.letter("proposal.withdrawn", {"number": raw(proposal.number), "title": proposal.title}))
