"""Hear what somebody typed: an everyday word, a question, a name, an age, a dusun."""

from understanding import place
from understanding.asking import asks
from understanding.plain import Meaning, age, may_be_name, meaning, mine
from village.place import Village

__all__ = ["Meaning", "age", "asks", "dusun", "may_be_name", "meaning", "mine"]


def dusun(village: Village, words: str) -> int | None:
    """The dusun that an answer means, a slip of the finger forgiven."""
    return place.answered(words, {d.id: d.name for d in village.dusun})
