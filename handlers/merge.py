"""Two proposals for one need: an officer picks them, both authors are asked, and one author may part them again."""

from collections.abc import Sequence

from actions import hear, merge
from actions.letters import Button, Fact, raw
from handlers import flow
from handlers.chat import Answer, Talk, pairs
from handlers.flow import Answers, Choice, Flow, Question, Said, Step, Taken, sure
from handlers.picking import titled
from village.proposal import Proposal, Status
from village.refusal import Refusal

SHOWN = 6


def begin(talk: Talk) -> None:
    """[Gabung usulan]: which one, and with which."""
    officer, village = talk.resident()
    merge.offered(talk.work, officer, village, 0, 1)
    flow.begin(talk, MERGE, {"village": village.id})


def _numbers(talk: Talk, besides: int) -> list[list[Choice]]:
    officer, village = talk.resident()
    found, _ = merge.offered(talk.work, officer, village, 0, SHOWN + 1)
    shown = [p for p in found if p.number != besides][:SHOWN]
    return [[Choice("button.pick_titled", p.number, titled(p))] for p in shown]


def _number(said: Said) -> int:
    if said.value is not None:
        return int(said.value)
    named = hear.numbered(said.text)
    if named is None:
        raise Refusal("merge.refused.number")
    return named.number


def _ask_from(talk: Talk, answers: Answers) -> Question:
    return Question("merge.ask_from", {}, _numbers(talk, 0))


def _from(talk: Talk, answers: Answers, said: Said) -> Taken:
    officer, village = talk.resident()
    proposal = merge.pick(talk.work, officer, village, _number(said))
    found = {**answers, "from": proposal.number}
    return Taken({**found, "into": 0} if proposal.status is Status.DIGABUNG else found)


def _ask_into(talk: Talk, answers: Answers) -> Question:
    first = _named(talk, answers["from"])
    facts: dict[str, Fact] = {"number": raw(first.number), "title": first.title}
    return Question("merge.ask_into", facts, _numbers(talk, first.number))


def _into(talk: Talk, answers: Answers, said: Said) -> Taken:
    officer, village = talk.resident()
    return Taken({**answers, "into": merge.pick(talk.work, officer, village, _number(said), answers["from"]).number})


def _named(talk: Talk, number: int) -> Proposal:
    _, village = talk.resident()
    found = talk.work.proposals.numbered(village.id, number)
    assert found is not None
    return found


def _ask_sure(talk: Talk, answers: Answers) -> Question:
    first = _named(talk, answers["from"])
    facts: dict[str, Fact] = {"number": raw(first.number), "title": first.title}
    if not answers["into"]:
        return Question("merge.ask_part", facts, [[Choice("button.to_second", 1)], [Choice("button.cancel", 0)]])
    other = _named(talk, answers["into"])
    facts |= {"other": raw(other.number), "other_title": other.title}
    return Question("merge.ask_sure", facts, [[Choice("button.ask_authors", 1)], [Choice("button.cancel", 0)]])


def _finish(talk: Talk, answers: Answers) -> None:
    officer, village = talk.resident()
    facts: dict[str, Fact] = {"number": raw(answers["from"])}
    if not answers["sure"]:
        talk.say("decide.stopped", facts, menu=True)
    elif not answers["into"]:
        proposal = merge.ask_part(talk.work, officer, village, answers["from"])
        talk.say("decide.asked", facts | {"title": proposal.title}, menu=True)
    else:
        merging = merge.propose(talk.work, officer, village, answers["from"], answers["into"])
        told: dict[str, Fact] = {"other": raw(answers["into"]), "last": {"at": merging.due_at - 1, "as": "date"}}
        talk.say("merge.asked", facts | told, menu=True)


MERGE = flow.register(
    Flow(
        "merge",
        (Step("from", _ask_from, _from), Step("into", _ask_into, _into), Step("sure", _ask_sure, sure)),
        _finish,
    )
)


def answer(talk: Talk, merging_id: str, yes: str) -> Answer:
    """An author, or the kader for a neighbour, says whether the two may go on together."""
    person, village = talk.resident()
    merging = merge.answer(talk.work, person, village, int(merging_id), yes == "1")
    first = talk.work.proposals.get(merging.proposal_id)
    other = talk.work.proposals.get(merging.into_id)
    key = "merge.you_agreed" if yes == "1" else "merge.you_declined"
    return Answer(redraw=talk.letter(key, {"number": raw(first.number), "other": raw(other.number)}))


def part(talk: Talk, number: str) -> Answer:
    """One of the authors takes it back."""
    person, village = talk.resident()
    proposal = merge.part(talk.work, person, village, int(number))
    talk.say("merge.parted_by_you", {"number": raw(proposal.number), "title": proposal.title})
    return Answer()


def buttons(talk: Talk, proposal: Proposal, joined: Sequence[Proposal]) -> list[list[Button]]:
    """At a proposal that goes along with another, or has others with it: an author may part them."""
    person, village = talk.person, talk.village
    if not talk.private or person is None or village is None:
        return []
    mine = [p for p in (*joined, proposal) if merge.may_part(talk.work, person, village, p)]
    return pairs([Button("button.part", "mgp", (p.number,), {"number": raw(p.number)}) for p in mine])
