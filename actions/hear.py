"""Hear what somebody typed: an everyday word, a question, a name, an age, a dusun."""

from understanding import place
from understanding.asking import asks
from understanding.correction import mended as corrected
from understanding.correction import number as corrected_number
from understanding.number import named as numbered
from understanding.plain import Meaning, age, may_be_name, meaning, mine, words_of
from understanding.redaction import GONE, Kind, names_card, redacted
from village.place import Village

__all__ = [
    "GONE", "Kind", "Meaning", "age", "asks", "corrected", "corrected_number",
    "dusun", "may_be_name", "meaning", "mine", "names_card", "numbered",
    "only_numbers", "own_proposals", "redacted", "words_of",
]  # fmt: skip


def dusun(village: Village, words: str) -> int | None:
    """The dusun that an answer means, a slip of the finger forgiven."""
    return place.answered(words, {d.id: d.name for d in village.dusun})


def only_numbers(words: str) -> bool:
    """Was there nothing but personal numbers, which have been taken out?"""
    left = words.replace(GONE, "")
    return left != words and not any(sign.isalpha() for sign in left)


def own_proposals(words: str) -> bool:
    """Does what stands behind /usulan mean one's own: "saya", "punya saya"?"""
    return meaning(words) is Meaning.MINE or meaning(f"usulan {words}") is Meaning.MINE
