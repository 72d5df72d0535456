"""Two officers say no to a proposal: the first picks decision and reason and sees what the proposer will read."""

from collections.abc import Sequence

from actions import decide, news, steps
from actions.letters import Button, Fact, Letter, raw, text
from handlers import flow, picking
from handlers.chat import Answer, Talk
from handlers.flow import Answers, Choice, Flow, Question, Said, Step, Taken, sure
from village.proposal import Proposal, Status
from village.refusal import Refusal
from village.steps import Why
from village.words import line

SHOWN = 5


def listed(talk: Talk) -> None:
    """[Beri keputusan]: the proposals that two officers may say no to, the oldest first."""
    talk.work.outbox.post(_page(talk))


def page(talk: Talk, offset: str) -> Answer:
    return Answer(redraw=_page(talk, int(offset)))


def _page(talk: Talk, offset: int = 0) -> Letter:
    return picking.page(talk, "decide", ("op", "opl"), decide.listed, offset)


def begin(talk: Talk, number: str) -> None:
    officer, village = talk.resident()
    proposal = decide.find(talk.work, officer, village, int(number))
    flow.begin(talk, DECISION, {"number": proposal.number, "from": proposal.status})


def go_on(talk: Talk, proposal: Proposal, to: Status) -> None:
    """What is to be decided is clear already; the reason comes next."""
    flow.begin(talk, DECISION, {"number": proposal.number, "from": proposal.status, "to": to.value})


def _proposal(talk: Talk, answers: Answers) -> Proposal:
    """As it stands now; refuses when somebody else has moved it meanwhile."""
    officer, village = talk.resident()
    proposal = decide.find(talk.work, officer, village, answers["number"])
    if proposal.status != answers["from"]:
        raise Refusal("proposal.refused.status", number=raw(proposal.number))
    return proposal


def _about(talk: Talk, answers: Answers) -> dict[str, Fact]:
    _, village = talk.resident()
    proposal = talk.work.proposals.numbered(village.id, answers["number"])
    assert proposal is not None
    return {"number": raw(proposal.number), "title": proposal.title, "status": text(f"status.{proposal.status}")}


def _ask_to(talk: Talk, answers: Answers) -> Question:
    choices = [[Choice(f"button.to_{to}", to.value)] for to in decide.ways(Status(answers["from"]))]
    return Question("decide.ask_to", _about(talk, answers), [*choices, [Choice("button.cancel", "")]])


def _to(talk: Talk, answers: Answers, said: Said) -> Taken:
    if said.value == "":
        return _stopped(answers)
    ways = decide.ways(_proposal(talk, answers).status)
    if said.value not in ways:
        raise Refusal("talk.refused.tap")
    return Taken({**answers, "to": said.value})


def _stopped(answers: Answers) -> Taken:
    return Taken({**answers, "to": "", "why": "", "note": "", "sure": False})


def _ready(talk: Talk, answers: Answers) -> Answers:
    """Where only one reason is possible it is not asked for; it stands in what the proposer will read."""
    if not answers.get("to") or "why" in answers:
        return answers
    reasons = _reasons(answers)
    return {**answers, "why": reasons[0].value} if len(reasons) == 1 else answers


def _reasons(answers: Answers) -> Sequence[Why]:
    return decide.ways(Status(answers["from"])).get(Status(answers["to"]), ()) if answers["to"] else ()


def _ask_why(talk: Talk, answers: Answers) -> Question:
    reasons = decide.ways(Status(answers["from"]))[Status(answers["to"])]
    return Question(
        "decide.ask_why",
        {**_about(talk, answers), "to": text(f"status.{answers['to']}")},
        [[Choice(f"button.why_{why}", why.value)] for why in reasons],
    )


def _why(talk: Talk, answers: Answers, said: Said) -> Taken:
    if said.value not in decide.ways(_proposal(talk, answers).status)[Status(answers["to"])]:
        raise Refusal("step.refused.reason")
    return Taken({**answers, "why": said.value})


def _ask_note(talk: Talk, answers: Answers) -> Question:
    return Question("decide.ask_note", {"why": text(f"why.{answers['why']}")}, [[Choice("button.no_note", 0)]])


def note(said: Said) -> str:
    """Words of one's own beside the fixed reason, on one line; refuses what would have to be cut."""
    words = "" if said.value is not None else line(said.text)
    if len(words) > steps.LONGEST_NOTE:
        raise Refusal("decide.refused.long", most=steps.LONGEST_NOTE, now=len(words))
    return words


def _note(talk: Talk, answers: Answers, said: Said) -> Taken:
    return Taken({**answers, "note": note(said)})


def _ask_sure(talk: Talk, answers: Answers) -> Question:
    _, village = talk.resident()
    proposal = talk.work.proposals.numbered(village.id, answers["number"])
    assert proposal is not None
    read = news.words(proposal, Status(answers["to"]), Why(answers["why"]), answers["note"])
    return Question(
        "decide.preview",
        {"news": text(news.MOVED, **read)},
        [[Choice("button.to_second", 1)], [Choice("button.cancel", 0)]],
    )


def _finish(talk: Talk, answers: Answers) -> None:
    if not answers["sure"]:
        talk.say("decide.stopped", {"number": raw(answers["number"])}, menu=True)
        return
    officer, village = talk.resident()
    proposal = _proposal(talk, answers)
    steps.ask(
        talk.work, officer, village, proposal, Status(answers["to"]), Why(answers["why"]), answers["note"]
    )  # fmt: skip
    talk.say("decide.asked", {"number": raw(proposal.number), "title": proposal.title}, menu=True)


DECISION = flow.register(
    Flow(
        "decide",
        (
            Step("to", _ask_to, _to),
            Step("why", _ask_why, _why, fits=lambda answers: len(_reasons(answers)) > 1),
            Step("note", _ask_note, _note),
            Step("sure", _ask_sure, sure),
        ),
        _finish,
        pauses=True,
        ready=_ready,
    )
)


def waiting(talk: Talk) -> None:
    """[Menunggu persetujuan]: what this officer may answer, or has asked and may take back; one message each."""
    officer, village = talk.resident()
    found = decide.waiting(talk.work, officer, village)
    if not found:
        talk.say("decide.none_waiting")
        return
    if len(found) > SHOWN:
        talk.say("decide.many_waiting", {"n": len(found), "shown": SHOWN})
    for pending, proposal, own in found[:SHOWN]:
        facts, buttons = steps.question(talk.work, proposal, pending)
        if own:
            facts["at"] = {"at": pending.at, "as": "date"}
            talk.say("decide.own_waits", facts, [[Button("button.take_back", "sn", (pending.id,))]])
        else:
            talk.say("step.ask_second", facts, buttons)


def agree(talk: Talk, pending: str) -> Answer:
    """The second of two says yes."""
    second, village = talk.resident()
    proposal = steps.agree(talk.work, second, village, int(pending))
    facts = {"number": raw(proposal.number), "title": proposal.title, "status": text(f"status.{proposal.status}")}
    return Answer(redraw=talk.letter("step.agreed", facts))


def decline(talk: Talk, pending: str) -> Answer:
    """The second says no, or the first takes it back."""
    second, village = talk.resident()
    proposal = steps.decline(talk.work, second, village, int(pending))
    return Answer(redraw=talk.letter("step.you_declined", {"number": raw(proposal.number), "title": proposal.title}))
