"""The year of birth, in four figures, as an age, or in two figures, which are asked about and never guessed at."""

import re

from actions import hear
from handlers.chat import Talk
from handlers.flow import Answers, Choice, Question, Said, Taken
from village import typed
from village.place import local
from village.refusal import Refusal

OLDEST = 120
MEANT = "born_meant"
"""The two figures that were typed and could be a year or an age."""
NEITHER = 0
MOST_WORDS = 5
"""In a longer answer two figures are about something else."""


def ask(talk: Talk, answers: Answers) -> Question:
    figures = answers.get(MEANT)
    if figures is None:
        return Question("join.ask_born")
    now = _now(talk, answers)
    year = _year(figures, now)
    rows = [[Choice("button.yes_born", year, {"year": {"raw": year}})]]
    if figures and now - figures != year:
        rows.append([Choice("button.yes_age", now - figures, {"age": figures})])
    return Question("join.ask_born_meant", {"year": {"raw": year}}, [*rows, [Choice("button.neither", NEITHER)]])


def take(talk: Talk, answers: Answers, said: Said) -> Taken:
    known = {name: value for name, value in answers.items() if name != MEANT}
    if said.value == str(NEITHER):
        return Taken(known, again=True)
    now = _now(talk, answers)
    if said.value is None and (figures := _two_figures(said.text)) is not None:
        return Taken({**known, MEANT: figures}, again=True)
    year = int(said.value) if said.value is not None else _typed(said.text, now)
    if year is None or not now - OLDEST <= year <= now:
        raise Refusal("join.refused.year")
    return Taken({**known, "born": year})


def _two_figures(words: str) -> int | None:
    """ "75", "thn '75", "saya lahir 75": the only number of a short answer that names no age."""
    numbers = re.findall(r"\d+", words, re.ASCII)
    if len(numbers) != 1 or len(numbers[0]) != 2 or len(words.split()) > MOST_WORDS or hear.age(words):
        return None
    return int(numbers[0])


def _typed(words: str, now: int) -> int | None:
    age = hear.age(words)
    return typed.year(words) or (now - age if age else None)


def _year(figures: int, now: int) -> int:
    """ "75" → 1975, "05" → 2005: the last such year that has been."""
    return now - (now - figures) % 100


def _now(talk: Talk, answers: Answers) -> int:
    return local(talk.work.now, talk.work.villages.get(answers["village"]).zone).year
