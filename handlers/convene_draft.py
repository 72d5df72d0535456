"""A facilitator prepares the call of a meeting; whoever calls such meetings goes on with it from the preview."""

from typing import Any

from actions import call_draft
from handlers import convene, convene_when, flow
from handlers.chat import Answer, Talk
from handlers.flow import Answers, Choice, Flow, Question, Said, Step, Taken
from village.convening import SOONEST
from village.meeting import Kind
from village.people import Office
from village.refusal import Refusal

KEPT = ("kind", "own", "bound", "name", "who", "dusun", "place", "at", "picked", "topics")
"""What the convener need not answer once more. Nobody is invited by name: that is the convener's."""


def begin(talk: Talk) -> None:
    facilitator, village = talk.resident()
    call_draft.begin(talk.work, facilitator, village)
    flow.begin(talk, PREPARE, {"picked": [], "page": 0, "guests": []})


def _ask_kind(talk: Talk, answers: Answers) -> Question:
    return Question("call.ask_kind", {}, [[Choice(f"meeting.kind.{kind}", kind.value)] for kind in Kind])


def _kind(talk: Talk, answers: Answers, said: Said) -> Taken:
    if said.value not in set(Kind):
        raise Refusal("talk.refused.tap")
    kind = Kind(said.value)
    taken: dict[str, Any] = {**answers, "kind": kind.value}
    if kind is Kind.OWN:
        taken |= {"own": True, "bound": convene.WHOLE_VILLAGE}
    elif kind not in (Kind.MUSDUS, Kind.MKP):
        taken["dusun"] = convene.WHOLE_VILLAGE
        _refuse_unless_somebody(talk, taken)
    return Taken(taken)


def _dusun(talk: Talk, answers: Answers, said: Said) -> Taken:
    taken = convene.take_dusun(talk, answers, said)
    _refuse_unless_somebody(talk, taken.answers)
    return taken


def _refuse_unless_somebody(talk: Talk, answers: Answers) -> None:
    """Said at once, before anything else is asked."""
    facilitator, village = talk.resident()
    kind, dusun = Kind(answers["kind"]), answers["dusun"] or None
    call_draft.refuse_unless_somebody(talk.work, village, facilitator, kind, dusun)


def _ready(talk: Talk, answers: Answers) -> Answers:
    if "kind" not in answers:
        return answers
    return convene.without_proposals(talk, convene_when.warned(talk, dict(answers), Kind(answers["kind"])))


def _ask_sure(talk: Talk, answers: Answers) -> Question:
    facts = convene.preview(talk, answers, Office.FASILITATOR)
    return Question("call.preview_draft", facts, [[Choice("button.prepare_now", 1)], [Choice("button.cancel", 0)]])


def _finish(talk: Talk, answers: Answers) -> None:
    if not answers["sure"]:
        talk.say("call.stopped", menu=True)
        return
    facilitator, village = talk.resident()
    wanted = convene.draft(talk, answers)
    meeting, items = convene.planned(talk, wanted, Office.FASILITATOR)
    kept = {name: answers[name] for name in KEPT if name in answers}
    call_draft.prepare(talk.work, facilitator, village, wanted, meeting, items, kept)
    talk.say("call.draft_kept", menu=True)


PREPARE = flow.register(
    Flow(
        "prepare_call",
        (
            Step("kind", _ask_kind, _kind),
            *convene.WHOM,
            Step("dusun", convene.ask_dusun, _dusun),
            *convene_when.STEPS,
            *convene.AGENDA,
            Step("sure", _ask_sure, flow.sure),
        ),
        _finish,
        ready=_ready,
    )
)


def go_on(talk: Talk, number: str) -> None:
    """The convener answers what is missing, sees it as it will look, and calls it, or changes what they like."""
    officer, village = talk.resident()
    found = call_draft.opened(talk.work, officer, village, int(number))
    answers: dict[str, Any] = {
        **found.answers, "page": 0, "guests": [], "items": True, convene.PREPARED: found.id,
    }  # fmt: skip
    if answers["at"] - talk.work.now < SOONEST:
        del answers["at"]
    flow.begin(talk, convene.CALL, answers)


def decline(talk: Talk, number: str) -> Answer:
    officer, village = talk.resident()
    call_draft.decline(talk.work, officer, village, int(number))
    return Answer(redraw=talk.letter("call.draft_left"))
