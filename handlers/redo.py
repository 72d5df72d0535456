"""[Ubah] at the last look at a draft: one part of it is asked anew, all the rest stays."""

from handlers import flow, sentence
from handlers.chat import Talk
from handlers.flow import Answers, Choice, Question, Said, Step, Taken
from village.refusal import Refusal

REDO = "redo"
"""Among the answers: a part of them is to be chosen."""
PARTS = {"words": ("words",), "place": ("dusun", "rt"), "benefit": ("benefit",)}
NOTHING = "-"
TYPED = {"kalimat": "words", "tulisan": "words", "tempat": "place", "lokasi": "place", "manfaat": "benefit"}
"""How a part is named by whoever types it: "tempatnya"."""


def chosen(answers: Answers) -> Taken:
    """[Ubah] was pressed."""
    return Taken({**answers, "sure": False, REDO: True})


def place(answers: Answers) -> Taken:
    """[Ubah tempat] was pressed: nothing needs to be chosen."""
    return Taken(without(answers, "place"))


def without(answers: Answers, part: str) -> Answers:
    """The answers with that part open again, back before the last look."""
    gone = {"sure", REDO, sentence.PRESUMED, *PARTS.get(part, ())}
    left = {name: value for name, value in answers.items() if name not in gone}
    return {**left, flow.OLD: answers["words"], sentence.ANEW: True} if part == "words" else left


def _ask(talk: Talk, answers: Answers) -> Question:
    parts = [Choice(f"button.change_{part}", part) for part in PARTS]
    return Question("propose.ask_part", choices=[parts[:2], [parts[2], Choice("button.change_nothing", NOTHING)]])


def _take(talk: Talk, answers: Answers, said: Said) -> Taken:
    word = said.text.strip().casefold().removesuffix("nya")
    part = TYPED.get(word, "") if said.value is None else said.value
    if part not in (*PARTS, NOTHING):
        raise Refusal("talk.refused.tap")
    return Taken(without(answers, part))


STEP = Step("part", _ask, _take, may_return=False, needs=REDO)
"""Stands behind the last look, so that the buttons of questions before it keep their places."""
