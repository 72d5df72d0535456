"""Look at proposals: the list, one by its number, and the proposer's way to take one back."""

from actions import propose
from actions.letters import Button, Letter, raw, text
from actions.neighbours import place
from handlers.chat import Answer, Talk
from handlers.propose import benefit_words
from village.proposal import NEXT, PUBLIC, Proposal, Status
from village.refusal import Refusal

PAGE = 8


def listed(talk: Talk, offset: int = 0) -> None:
    letter = _page(talk, offset)
    talk.work.outbox.post(letter)


def page(talk: Talk, offset: str) -> Answer:
    """Another page of the list, in the same message."""
    return Answer(redraw=_page(talk, int(offset)))


def _page(talk: Talk, offset: int) -> Letter:
    village = talk.published()
    proposals, total = talk.work.proposals.listed(village.id, offset, PAGE)
    if not total:
        return talk.letter("proposal.none")
    lines = {"lines": [text("proposal.line", number=raw(p.number), title=p.title) for p in proposals]}
    turn = []
    if offset > 0:
        turn.append(Button("button.newer", "pl", (max(0, offset - PAGE),)))
    if offset + PAGE < total:
        turn.append(Button("button.older", "pl", (offset + PAGE,)))
    return talk.letter(
        "proposal.list", {"village": village.name, "total": total, "lines": lines}, [turn] if turn else []
    )


def show(talk: Talk, number: int) -> None:
    """One proposal by its number: words, place, for whom, and where it stands."""
    village = talk.published()
    proposal = talk.work.proposals.numbered(village.id, number)
    if proposal is None or (proposal.status not in PUBLIC and not _own(talk, proposal)):
        raise Refusal("proposal.refused.number", number=raw(number))
    history = [
        text("proposal.step", status=text(f"status.{taken.status}"), at={"at": taken.at, "as": "date"})
        for taken in talk.work.steps.of(proposal.id)
    ]
    talk.say(
        "proposal.show",
        {
            "number": raw(proposal.number),
            "title": proposal.title,
            "place": place(village, proposal.dusun_id, proposal.rt),
            "benefit": benefit_words(proposal.benefit),
            "status": text(f"status.{proposal.status}"),
            "helped": text("proposal.helped") if talk.work.aids.proposed_by(proposal.id) else None,
            "lines": {"lines": history},
        },
        [[Button("button.withdraw", "pw", (proposal.number,))]] if _may_withdraw(talk, proposal) else [],
    )


def _may_withdraw(talk: Talk, proposal: Proposal) -> bool:
    return talk.private and _own(talk, proposal) and Status.DICABUT in NEXT[proposal.status]


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


def _own(talk: Talk, proposal: Proposal) -> bool:
    return talk.person is not None and talk.person.id == proposal.author_id
