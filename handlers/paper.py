"""An officer types the signed paper list; a second one, of another office, types it as well, without seeing this."""

from typing import Any

from actions import hall, paper
from actions.letters import Fact
from handlers import flow
from handlers.chat import Talk
from handlers.flow import Answers, Choice, Flow, Question, Said, Step, Taken
from village.presence import Line
from village.refusal import Refusal

LAST = 8


def begin(talk: Talk, meeting_id: str) -> None:
    """What this officer had typed before, and was not the same as the other's, is there to be put right."""
    officer, village = talk.resident()
    meeting = paper.door(talk.work, officer, village, int(meeting_id))
    before = paper.mine(talk.work, officer, meeting)
    flow.begin(talk, PAPER, {"meeting": meeting.id, "lines": [_packed(line) for line in before]})


def _packed(line: Line) -> list[Any]:
    return [line.key, line.name, line.person]


def _lines(answers: Answers) -> list[Line]:
    return [Line(*line) for line in answers["lines"]]


def _ask(talk: Talk, answers: Answers) -> Question:
    lines = _lines(answers)
    if not lines:
        return Question("paper.ask")
    first = max(0, len(lines) - LAST)
    shown: list[Fact] = [
        {"key": "paper.line" if line.person else "paper.guest", "facts": {"n": {"raw": n + 1}, "name": line.name}}
        for n, line in enumerate(lines[first:], start=first)
    ]
    rows = [[Choice("button.paper_done", "ok", {"n": len(lines)})], [Choice("button.paper_undo", "undo")]]
    return Question("paper.ask_more", {"n": len(lines), "lines": {"lines": shown}}, rows)


def _take(talk: Talk, answers: Answers, said: Said) -> Taken:
    """Names, each on a line; a number alone takes that line out again."""
    _, village = talk.resident()
    lines = _lines(answers)
    if said.value == "ok" and lines:
        return Taken({**answers, "ok": True})
    if said.value == "undo" and lines:
        return Taken({**answers, "lines": [_packed(line) for line in lines[:-1]]}, again=True)
    words = said.text.strip()
    if not words:
        raise Refusal("talk.refused.tap")
    if words.isascii() and words.isdecimal():
        number = int(words)
        if not 1 <= number <= len(lines):
            raise Refusal("paper.refused.number", n=len(lines))
        left = lines[: number - 1] + lines[number:]
        return Taken({**answers, "lines": [_packed(line) for line in left]})
    return Taken({**answers, "lines": [_packed(line) for line in paper.read(talk.work, village, lines, words)]})


def _finish(talk: Talk, answers: Answers) -> None:
    officer, village = talk.resident()
    lines = _lines(answers)
    state, differs = paper.enter(talk.work, officer, village, answers["meeting"], lines)
    if differs is not None:
        talk.say("paper.differs", paper.difference(differs), [[paper.again(answers["meeting"])]])
        return
    meeting = hall.called(talk.work, village, answers["meeting"])
    talk.say(f"paper.{state}", {"n": len(lines), "meeting": hall.named(village, meeting)}, menu=True)


PAPER = flow.register(Flow("paper", (Step("ok", _ask, _take),), _finish))
