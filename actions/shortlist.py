"""The priority list of the season, as everybody may read it: with the reason for each place."""

from dataclasses import dataclass

from actions import gather, season
from actions.letters import Fact, raw, text
from actions.work import Work
from village.gathering import Gathering, Item, Kind
from village.place import Village, local
from village.proposal import Proposal, Status
from village.rules import national, number, own
from village.shortlist import SLOTS, TOP, Candidate, Place, shortlist

PLANNED = frozenset({Status.RANCANGAN_RKP, Status.DIBAHAS_MUSRENBANG})
"""What has come into the draft of the plan keeps its place: nobody has decided for good."""
LISTED = frozenset({Status.DIBAHAS_MUSDUS, Status.VERIFIKASI, Status.LAYAK}) | PLANNED
"""Discussed, and nobody has decided about it for good."""


@dataclass(frozen=True, slots=True)
class Shortlist:
    """`places` in order; `top` of them are the list, of which `slots` are kept for women."""

    places: list[Place]
    proposals: dict[int, Proposal]
    best: dict[int, tuple[Gathering, Item]]
    top: int
    slots: int


def of(work: Work, village: Village) -> Shortlist:
    """By number of the proposal: where it got its best place."""
    year = local(work.now, village.zone).year
    top, slots = (own(rule, village.settings, year) for rule in (TOP, SLOTS))
    proposals = {p.id: p for p in work.proposals.standing(village.id, LISTED, 0, -1)[0]}
    best: dict[int, tuple[Gathering, Item]] = {}
    women: dict[int, int] = {}
    for held in work.gatherings.done(village.id, season.current(work, village).id):
        for item in held.items:
            if item.later is None and item.proposal_id in proposals:
                at = proposals[item.proposal_id].number
                if at not in best or item.rank < best[at][1].rank:
                    best[at] = held, item
                if held.kind is Kind.MKP:
                    women[at] = min(item.rank, women.get(at, item.rank))
    support = told_support(work, village, list(proposals))
    candidates = [
        Candidate(p.number, best[p.number][1].rank if p.number in best else None, women.get(p.number),
                  support.get(p.id, 0))
        for p in proposals.values()
    ]  # fmt: skip
    by_number = {p.number: p for p in proposals.values()}
    return Shortlist(shortlist(candidates, top, slots), by_number, best, top, slots)


def told_support(work: Work, village: Village, ids: list[int]) -> dict[int, int]:
    """How many stand behind each, where they are enough to be told."""
    least = number(national("sel_kecil", local(work.now, village.zone).year))
    return {proposal: n for proposal, n in work.supports.counts(ids).items() if n >= least}


def why(village: Village, found: Shortlist, place: Place) -> Fact:
    """Why it stands where it stands."""
    candidate = place.candidate
    if candidate.number in found.best:
        held, item = found.best[candidate.number]
        return text(
            "shortlist.why_kept" if place.kept else "shortlist.why_rank", rank=raw(item.rank), of=len(held.items),
            gathering=gather.named(village, held),
        )  # fmt: skip
    if candidate.support:
        return text("shortlist.why_support", n=candidate.support)
    return text("shortlist.why_number")
