"""Conversations: one question at a time, answers kept in a row, so that a power cut loses none."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from actions.letters import Button, Fact
from handlers.chat import Answer, Talk, Toast

Answers: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be tapped. `value` comes back as a string; keep it short."""

    key: str
    value: int | str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    key: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    choices: Sequence[Sequence[Choice]] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """An answer: a tapped `value`, or typed `text`."""

    text: str = ""
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """The answers after one turn; `again`: the same question with a new look."""

    answers: Answers
    again: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """`take` turns one answer into answers, or refuses; the question then stays open and nothing is lost."""

    name: str
    ask: Callable[[Talk, Answers], Question]
    take: Callable[[Talk, Answers, Said], Taken]


@dataclass(frozen=True, slots=True)
class Flow:
    name: str
    steps: Sequence[Step]
    finish: Callable[[Talk, Answers], None]
    may_stop: bool = True

    def step(self, answers: Answers) -> Step | None:
        """The first question that has no answer yet."""
        return next((s for s in self.steps if s.name not in answers), None)


FLOWS: dict[str, Flow] = {}
OP = "q"


def register(flow: Flow) -> Flow:
    FLOWS[flow.name] = flow
    return flow


def begin(talk: Talk, flow: Flow, answers: Answers | None = None) -> None:
    """Open a flow; a draft that was open before gives way to it."""
    assert talk.account is not None
    known = dict(answers or {})
    opened = talk.work.conversations.begin(talk.account.id, flow.name, known)
    _go_on(talk, flow, known, opened.serial)


def typed(talk: Talk, text: str) -> bool:
    """Take typed words as the answer to the open question; False if none is open."""
    found = _open(talk)
    if found is None:
        return False
    flow, answers, serial = found
    step = flow.step(answers)
    if step is None:
        return False
    _go_on(talk, flow, step.take(talk, answers, Said(text=text)).answers, serial)
    return True


def pressed(talk: Talk, serial: str, step_number: str, value: str) -> Answer:
    """Take a tapped answer. Buttons of an older question are answered kindly and change nothing."""
    found = _open(talk)
    if found is None or found[2] != int(serial):
        return Answer(Toast("talk.toast.old"))
    flow, answers, opened = found
    step = flow.step(answers)
    if step is None or flow.steps.index(step) != int(step_number):
        return Answer(Toast("talk.toast.answered"))
    taken = step.take(talk, answers, Said(value=value))
    if not taken.again:
        _go_on(talk, flow, taken.answers, opened)
        return Answer()
    assert talk.account is not None
    talk.work.conversations.keep(talk.account.id, taken.answers)
    question = step.ask(talk, taken.answers)
    return Answer(redraw=talk.letter(question.key, question.facts, _buttons(flow, opened, step, question)))


def ask_again(talk: Talk) -> bool:
    """Put the open question once more; False if none is open."""
    found = _open(talk)
    if found is None:
        return False
    flow, answers, serial = found
    _go_on(talk, flow, answers, serial)
    return True


def stop(talk: Talk) -> bool:
    """Leave the open flow; False if none is open. A flow that must be finished starts over instead."""
    found = _open(talk)
    if found is None:
        return False
    flow, answers, _ = found
    assert talk.account is not None
    if flow.may_stop:
        talk.work.conversations.end(talk.account.id)
        talk.say(
            "talk.stopped", {"words": answers.get("words")} if answers.get("words") else {"words": None}, menu=True
        )
    else:
        talk.say("talk.restarted")
        begin(talk, flow, {})
    return True


def _open(talk: Talk) -> tuple[Flow, Answers, int] | None:
    conversation = talk.work.conversations.of(talk.account.id) if talk.account else None
    if conversation is None or conversation.flow not in FLOWS:
        return None
    return FLOWS[conversation.flow], conversation.answers, conversation.serial


def _go_on(talk: Talk, flow: Flow, answers: Answers, serial: int) -> None:
    assert talk.account is not None
    step = flow.step(answers)
    if step is None:
        talk.work.conversations.end(talk.account.id)
        flow.finish(talk, answers)
        return
    talk.work.conversations.keep(talk.account.id, answers)
    question = step.ask(talk, answers)
    talk.say(question.key, question.facts, _buttons(flow, serial, step, question))


def _buttons(flow: Flow, serial: int, step: Step, question: Question) -> list[list[Button]]:
    if not question.choices:
        return []
    number = flow.steps.index(step)
    return [[Button(c.key, OP, (serial, number, c.value), c.facts) for c in row] for row in question.choices]
