"""What a conversation is made of: steps, their questions, and what comes back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from actions.letters import Fact
from handlers.chat import Talk
from village.refusal import Refusal

Answers: TypeAlias = Mapping[str, Any]
LEFT = "left"
"""Among the answers: the conversation is over before its last question, because it leads elsewhere."""


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
    """The answers after one turn; `again`: the same question with a new look.

    `told`: the question keeps standing with what was taken, and without buttons.
    """

    answers: Answers
    again: bool = False
    told: bool = False


def sure(talk: Talk, answers: Answers, said: Said) -> Taken:
    """The last question: one button of two, 1 for yes and 0 for no."""
    if said.value not in ("0", "1"):
        raise Refusal("talk.refused.tap")
    return Taken({**answers, "sure": said.value == "1"})


@dataclass(frozen=True, slots=True)
class Step:
    """`take` turns one answer into answers, or refuses; the question then stays open and nothing is lost."""

    name: str
    ask: Callable[[Talk, Answers], Question]
    take: Callable[[Talk, Answers, Said], Taken]
    may_return: bool = True
    """May one come back to this question by saying "kembali"?"""
    needs: str = ""
    """Asked only where this stands among the answers."""
    fits: Callable[[Answers], bool] = lambda answers: True
    """Can it be asked with these answers before it? Only then one comes back to it."""


@dataclass(frozen=True, slots=True)
class Flow:
    name: str
    steps: Sequence[Step]
    finish: Callable[[Talk, Answers], None]
    may_stop: bool = True
    keeps: bool = False
    """A sentence that does not answer the open question waits, and is asked about when the flow is over."""
    ready: Callable[[Talk, Answers], Answers] = lambda talk, answers: answers
    """What is known without asking, before the next question is chosen."""
    more: Callable[[Talk, Answers, str], Answers | None] = lambda talk, answers, text: None
    """The answers with a sentence that answers no question but belongs to them; None where it does not."""
    pauses: bool = False
    """Half filled in, it gives way to another one and is offered again when that is over."""
    waits: bool = False
    """Its question does not remind of itself when something else is looked at."""

    def step(self, answers: Answers) -> Step | None:
        """The first question that has no answer yet."""
        if LEFT in answers:
            return None
        return next((s for s in self.steps if s.name not in answers and (not s.needs or s.needs in answers)), None)
