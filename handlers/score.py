"""One sheet: a proposal scored by one criterion after the other, with five buttons; it can be corrected later."""

from collections.abc import Sequence

from actions import scoring
from actions.letters import Button, Fact, raw, text
from actions.scores import Matrix
from handlers import flow
from handlers.chat import Talk
from handlers.flow import Answers, Choice, Flow, Question, Said, Step, Taken
from village.matrix import HIGHEST, LOWEST
from village.refusal import Refusal

UNDO = "undo"
GIVEN, WHOLE = "given", "whole"


def begin(talk: Talk, matrix_id: str, number: str) -> None:
    officer, village = talk.resident()
    running, proposal = scoring.find(talk.work, officer, village, int(matrix_id), int(number))
    flow.begin(
        talk, SHEET, {"matrix": running.id, "number": proposal.number, "title": proposal.title, GIVEN: []}
    )  # fmt: skip


def _round(talk: Talk, answers: Answers) -> Matrix:
    """As it stands now; refuses when it was closed, or begun anew, meanwhile."""
    officer, village = talk.resident()
    return scoring.find(talk.work, officer, village, answers["matrix"], answers["number"])[0]


def _given(running: Matrix, given: Sequence[int]) -> list[Fact]:
    return [
        text("score.given", name=scoring.criterion(one), n=mark)
        for one, mark in zip(running.criteria, given, strict=False)
    ]


def _ask(talk: Talk, answers: Answers) -> Question:
    _, village = talk.resident()
    running, given = talk.work.scores.get(answers["matrix"], village.id), answers[GIVEN]
    if running is None:
        raise Refusal("matrix.refused.over")
    one = running.criteria[len(given)]
    means = "own" if one.own else one.name
    about = text("score.about", number=raw(answers["number"]), title=answers["title"])
    facts: dict[str, Fact] = {
        "lines": {"lines": [about, *_given(running, given)]},
        "at": len(given) + 1, "all": len(running.criteria), "name": scoring.criterion(one),
        "low": text(f"criterion.low.{means}"), "high": text(f"criterion.high.{means}"),
    }  # fmt: skip
    marks = [Choice("button.mark", f"{len(given)}-{n}", {"n": raw(n)}) for n in range(LOWEST, HIGHEST + 1)]
    undo = [[Choice("button.undo_tick", f"{len(given)}-{UNDO}")]] if given else []
    return Question("score.ask", facts, [marks, *undo])


def _take(talk: Talk, answers: Answers, said: Said) -> Taken:
    running, given = _round(talk, answers), list(answers[GIVEN])
    at, _, mark = (said.value if said.value is not None else f"{len(given)}-{said.text.strip()}").partition("-")
    if mark != UNDO and mark not in {str(n) for n in range(LOWEST, HIGHEST + 1)}:
        raise Refusal("talk.refused.tap")
    if at != str(len(given)):  # pressed twice: the first one counts
        return Taken(answers, again=True)
    if mark == UNDO:
        given = given[:-1]
    else:
        given.append(int(mark))
    if len(given) < len(running.criteria):
        return Taken({**answers, GIVEN: given}, again=True)
    return Taken({**answers, GIVEN: given, WHOLE: True})


def _finish(talk: Talk, answers: Answers) -> None:
    """Kept; the next one is a tap away, and so is a correction."""
    officer, village = talk.resident()
    running, proposal = scoring.give(
        talk.work, officer, village, answers["matrix"], answers["number"], answers[GIVEN]
    )  # fmt: skip
    left = [p for p, sheet in scoring.mine(talk.work, officer, running) if sheet is None]
    rows = (
        [[Button("button.score", "nb", (running.id, left[0].number), {"number": raw(left[0].number)})]] if left else []
    )
    rows.append([Button("button.score_correct", "nb", (running.id, proposal.number)), Button("button.matrix", "nk")])
    facts: dict[str, Fact] = {
        "number": raw(proposal.number), "title": proposal.title, "lines": {"lines": _given(running, answers[GIVEN])},
        "left": text("score.left", n=len(left)) if left else text("score.all_done"),
    }  # fmt: skip
    talk.say("score.done", facts, rows)


SHEET = flow.register(Flow("score", (Step(WHOLE, _ask, _take),), _finish))
