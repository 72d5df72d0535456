"""Which proposals of the village may be the same need, shown before somebody enters it once more."""

from actions.ground import own_words
from actions.work import Work
from understanding import likeness
from village.place import Village
from village.proposal import PUBLIC, Proposal, Status

COMPARED = PUBLIC - {Status.DIGABUNG, Status.DITERUSKAN, Status.TIDAK_LAYAK}
_CANDIDATES = 50
_AT_ONCE = 100
"""Proposals read anew in one pulse, so that nobody waits for it."""


def alike(
    work: Work, village: Village, words: str, dusun_id: int | None, rt: str | None, *, urgent: bool = False
) -> list[Proposal]:
    """At most three proposals that may be the same, best first. `dusun_id` None: for the whole village."""
    asked = likeness.need(words, dusun_id, rt, own=own_words(work, village), urgent=urgent)
    near = work.terms.alike(village.id, dusun_id, likeness.telling(asked), sorted(COMPARED), _CANDIDATES)
    found = likeness.alike(asked, ((key, likeness.unpacked(terms, dusun_id)) for key, terms in near.items()))
    return [work.proposals.get(key) for key in found]


def note(work: Work, village: Village, proposal: Proposal, *, urgent: bool = False) -> None:
    """Remember by which words a proposal is found; for a new one and each new version."""
    text = proposal.words or proposal.title
    read = likeness.need(text, proposal.dusun_id, proposal.rt, own=own_words(work, village), urgent=urgent)
    work.terms.note(village.id, proposal.id, proposal.dusun_id, likeness.packed(read), likeness.version())


def read_due(work: Work) -> int:
    """Read what was not read yet, or with older lists of words. Returns how many."""
    due = work.terms.due(likeness.version(), _AT_ONCE)
    villages: dict[int, Village] = {}
    for key in due:
        proposal = work.proposals.get(key)
        village = villages.setdefault(proposal.village_id, work.villages.get(proposal.village_id))
        was = likeness.unpacked(work.terms.of(key), proposal.dusun_id)
        note(work, village, proposal, urgent=was.urgent or proposal.urgent)
    return len(due)
