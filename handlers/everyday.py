"""Propose without typing a letter: an everyday kind, to be mended or built, becomes the words."""

from actions.letters import text
from handlers.flow import Answers, Choice, Question, Said
from village import everyday

LIST, OTHER = "daftar", "lainnya"
MEND, BUILD = "m", "b"
KIND = "kind"
"""Among the answers: "" while the list is open, then the kind that was chosen."""


def ask(answers: Answers) -> Question | None:
    """The question of the list that is open; None where it is not."""
    chosen = answers.get(KIND)
    if chosen is None:
        return None
    if not chosen:
        choices = [Choice(f"kind.{one.name}", one.name) for one in everyday.kinds()]
        choices.append(Choice("kind.lainnya", OTHER))
        return Question("propose.ask_kind", choices=[choices[i : i + 2] for i in range(0, len(choices), 2)])
    works = [[Choice("button.mend", MEND), Choice("button.build", BUILD)]]
    return Question("propose.ask_work", {"kind": text(f"kind.{chosen}")}, works)


def taken(answers: Answers, said: Said) -> Answers | None:
    """The answers after one step through the list; None where the typed words are the proposal themselves."""
    left = {name: value for name, value in answers.items() if name != KIND}
    if said.value == LIST:
        return {**answers, KIND: ""}
    if said.value == OTHER:
        return left
    chosen = everyday.kind(answers.get(KIND) or "")
    if said.value in (MEND, BUILD) and chosen is not None:
        return {**left, "words": chosen.mend if said.value == MEND else chosen.build, "exact": True}
    kind = everyday.kind(said.value or said.text) if KIND in answers else None
    return {**answers, KIND: kind.name} if kind is not None else None
