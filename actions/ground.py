"""What a message is read against: the village's dusun, RW and RT, its own words and places, the sender's home."""

from collections.abc import Mapping

from actions.work import Work
from understanding import parts, tongue, vague, whom
from understanding.ground import Ground
from understanding.heard import heard
from understanding.kinds import Missing, Route
from understanding.reading import LONGEST, Reading, read, read_once
from understanding.title import title_of, without_links
from village.people import Resident
from village.place import Village

__all__ = [
    "Missing", "Reading",
    "Route",
    "adds",
    "another",
    "for_whom",
    "ground",
    "own_words",
    "reading",
    "tells_danger",
    "tells_on",
    "title",
    "urgent",
    "without_links",
]  # fmt: skip


def ground(work: Work, village: Village, sender: Resident | None = None) -> Ground:
    entries = work.lexicon.of(village.id)
    return Ground(
        dusun={hamlet.id: hamlet.name for hamlet in village.dusun},
        rw={rw: hamlet.id for hamlet in village.dusun for rw in hamlet.rws},
        rts={hamlet.id: hamlet.rts for hamlet in village.dusun if hamlet.rts},
        name=village.name,
        own=sender.dusun_id if sender is not None and sender.village_id == village.id else None,
        words={entry.word: entry.means for entry in entries if entry.means is not None},
        landmarks={entry.word: entry.dusun_id for entry in entries if entry.dusun_id is not None},
    )


def reading(work: Work, village: Village, words: str, sender: Resident | None = None) -> Reading:
    return read_once(words, ground(work, village, sender))


def own_words(work: Work, village: Village) -> Mapping[str, str]:
    """The village's dictionary, and the names of its dusun, so that nothing else is read into them."""
    taught = {entry.word: entry.means for entry in work.lexicon.of(village.id) if entry.means is not None}
    return {**tongue.names(dusun.name for dusun in village.dusun), **taught}


def title(work: Work, village: Village, words: str) -> str:
    """A plain line for everybody's eyes, without rudeness and without what is somebody's own. The words stay."""
    return title_of(reading(work, village, words).redacted)


def urgent(words: str) -> bool:
    """Does somebody whose village nobody knows yet tell of danger now?"""
    if not any(sign.isalpha() for sign in words):
        return False
    danger = heard(words[:LONGEST], {}).n("event", "acute", "fire", "harm", "alarm")  # names are read in half the time
    return danger > 0 and read(words, Ground({})).route is Route.DARURAT


def tells_danger(work: Work, village: Village, words: str) -> bool:
    """Is it an emergency, read against this village?"""
    return reading(work, village, words).route is Route.DARURAT


def adds(work: Work, village: Village, words: str) -> bool:
    return vague.adds(heard(words[:LONGEST], own_words(work, village)))


def tells_on(work: Work, village: Village, words: str) -> bool:
    return vague.tells_on(heard(words[:LONGEST], own_words(work, village)))


def another(work: Work, village: Village, first: str, second: str) -> bool:
    """Is the second sentence about a need of its own, rather than more about the first?"""
    return parts.another(first[:LONGEST], second[:LONGEST], own_words(work, village))


def for_whom(work: Work, village: Village, words: str) -> str | None:
    return whom.benefit(words[:LONGEST], own_words(work, village))
