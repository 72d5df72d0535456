"""[Atas nama kelompok] at the last look at a draft: whoever does not press it is asked nothing."""

from collections.abc import Mapping

from actions import ground
from actions.letters import Fact, text
from actions.propose import behalf_words
from handlers import sentence
from handlers.chat import Talk
from handlers.flow import Answers, Choice, Question, Said, Step, Taken
from village.kelompok import Kelompok, named
from village.proposal import Proposal
from village.refusal import Refusal

ASKED = "group"
"""Among the answers: which group it is, is to be said."""
NONE = "-"
GROUP = 4
"""What the button of the last look says."""


def said(behalf: str) -> Fact:
    """One line about it; None where it is nobody's but the proposer's."""
    return text("proposal.behalf", group=behalf_words(behalf)) if behalf else None


def lined(line: Fact, proposal: Proposal) -> Fact:
    """A line of a list, with the group behind it."""
    return text("proposal.line_behalf", line=line, group=behalf_words(proposal.behalf)) if proposal.behalf else line


def button(answers: Answers) -> list[Choice]:
    return [Choice("button.behalf_change" if answers.get("behalf") else "button.behalf", GROUP)]


def chosen(answers: Answers) -> Taken:
    return Taken({**{name: value for name, value in answers.items() if name != "behalf"}, "sure": False, ASKED: True})


def _ask(talk: Talk, answers: Answers) -> Question:
    groups = [Choice(f"kelompok.{group.short}", group.short) for group in Kelompok]
    rows = [groups[i : i + 2] for i in range(0, len(groups), 2)]
    return Question("propose.ask_behalf", {}, [*rows, [Choice("button.behalf_none", NONE)]])


def taken(talk: Talk, answers: Answers, said: Said) -> str:
    """What was tapped or typed; a sentence that goes on about the need is no group."""
    short: Mapping[str, str] = {NONE: "", **{group.short: group.value for group in Kelompok}}
    if said.value is not None:
        if said.value not in short:
            raise Refusal("talk.refused.tap")
        return short[said.value]
    if "?" in said.text or sentence.tells_on(talk, answers, said.text):
        raise Refusal("talk.refused.tap")
    village = sentence.village_of(talk, answers)
    named(said.text)
    return named(ground.reading(talk.work, village, said.text).redacted)


def _take(talk: Talk, answers: Answers, said: Said) -> Taken:
    """Back to the last look, where it can be changed again."""
    known = {name: value for name, value in answers.items() if name not in ("sure", ASKED)}
    return Taken({**known, "behalf": taken(talk, answers, said)})


STEP = Step("behalf", _ask, _take, may_return=False, needs=ASKED)
"""Stands behind the last look, so that the buttons of questions before it keep their places."""
CHANGED = Step("behalf", _ask, lambda talk, answers, said: Taken({**answers, "behalf": taken(talk, answers, said)}))
"""The same question about a proposal that has its number."""
