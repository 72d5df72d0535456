"""What a message is read against: the village's dusun, RW and RT, its own words and places, the sender's home."""

from collections.abc import Mapping

from actions.work import Work
from understanding import tongue
from understanding.ground import Ground
from understanding.reading import Reading, read
from village.people import Resident
from village.place import Village


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
    return read(words, ground(work, village, sender))


def own_words(work: Work, village: Village) -> Mapping[str, str]:
    """The village's dictionary, and the names of its dusun, so that nothing else is read into them."""
    taught = {entry.word: entry.means for entry in work.lexicon.of(village.id) if entry.means is not None}
    return {**tongue.names(dusun.name for dusun in village.dusun), **taught}
