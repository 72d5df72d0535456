"""Say what the village calls itself, its head, its council or one of its parts."""

from actions import rights
from actions.work import Work
from village import terms
from village.people import Resident
from village.place import Village, local
from village.refusal import Refusal
from village.words import clipped

CUSTOM = "Kebiasaan setempat"
LONGEST_SOURCE = 120


def set_term(work: Work, by: Resident, village: Village, word: str, said: str | None, source: str | None) -> str:
    """From this year on the village says it so. `said` None: the country's word again; `source` None: by custom.

    Returns the word that now stands, empty for the country's.
    """
    rights.require(work, "set_terms", by, village)
    if word not in terms.WORDS:
        raise Refusal("talk.refused.old")
    value = "" if said is None else terms.tidy(said)
    if value is None:
        raise Refusal("terms.refused.word", most=terms.LONGEST)
    based = CUSTOM if source is None else clipped(source, LONGEST_SOURCE)
    if not any(char.isalnum() for char in based):
        raise Refusal("terms.refused.source")
    year = local(work.now, village.zone).year
    work.villages.set(village.id, terms.SETTING + word, value, based, year)
    work.book.record(
        village.id, by.id, "petugas", "term_set", f"village:{village.code}",
        {"word": word, "value": value, "source": based},
    )  # fmt: skip
    return value
