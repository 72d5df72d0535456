"""Teach Rembuk a word of the village, or a place; or take it back. From then on messages are read with it."""

from actions import rights
from actions.work import Work
from understanding import dictionary
from village import lexicon
from village.people import Resident
from village.place import Village
from village.refusal import Refusal


def teach(work: Work, by: Resident, village: Village, word: str, means: str) -> None:
    """`word` means `means`, an Indonesian word or two; refuses a meaning that nobody knows, and the name of a dusun."""
    rights.require(work, "teach_words", by, village)
    word, means = word_of(work, village, word), meaning_of(means)
    work.lexicon.add(village.id, word, means, None, by.id)
    _record(work, by, village, "word_taught", {"word": word, "means": means})


def locate(work: Work, by: Resident, village: Village, word: str, dusun_id: int) -> None:
    """The place called `word` lies in that dusun."""
    rights.require(work, "teach_words", by, village)
    word = word_of(work, village, word)
    hamlet = village.hamlet(dusun_id)
    if hamlet is None:
        raise Refusal("talk.refused.old")
    work.lexicon.add(village.id, word, None, hamlet.id, by.id)
    _record(work, by, village, "word_taught", {"word": word, "dusun": hamlet.name})


def forget(work: Work, by: Resident, village: Village, word: str) -> lexicon.Entry:
    """The word means nothing of its own any more. Returns what it was."""
    rights.require(work, "teach_words", by, village)
    entry = work.lexicon.get(village.id, lexicon.key(word))
    if entry is None:
        raise Refusal("words.refused.unknown", word=word)
    work.lexicon.remove(village.id, entry.word, by.id)
    _record(work, by, village, "word_forgotten", {"word": entry.word})
    return entry


def meaning_of(typed: str) -> str:
    """The meaning as it is kept; refuses one in which no word is known."""
    means = lexicon.key(typed)
    if len(means) > lexicon.LONGEST or not any(dictionary.ordinary(part) for part in means.split()):
        raise Refusal("words.refused.meaning", means=typed)
    return means


def word_of(work: Work, village: Village, word: str) -> str:
    """The word as it is kept; refuses what is no word, the name of a dusun, and more than a village may have."""
    word = lexicon.key(word)
    if not 2 <= len(word) <= lexicon.LONGEST or not any(sign.isalpha() for sign in word):
        raise Refusal("words.refused.form")
    if word in {hamlet.name.casefold() for hamlet in village.dusun}:
        raise Refusal("words.refused.dusun", word=word)
    if work.lexicon.get(village.id, word) is None and len(work.lexicon.of(village.id)) >= lexicon.MOST:
        raise Refusal("words.refused.many", most=lexicon.MOST)
    return word


def _record(work: Work, by: Resident, village: Village, act: str, facts: dict[str, str]) -> None:
    work.book.record(village.id, by.id, "petugas", act, f"village:{village.code}", facts)
