"""What a season's proposals have come to, with sums by lane and how much of the ceiling they take."""

from actions import normalise, prices, season
from actions.work import Work
from village import price
from village.destination import PLANNED, STATUSES, Destination, Entry
from village.detail import Field, Lane
from village.place import Village
from village.proposal import Proposal
from village.season import Season


def latest(work: Work, village: Village) -> Season:
    """The newest season in which something has been planned; else the running one."""
    running = season.current(work, village)
    for found in reversed(work.seasons.of(village.id)):
        if found.year <= running.year and work.proposals.left_in(village.id, found.id, PLANNED, 1):
            return found
    return running


def planned(work: Work, village: Village, about: Season, where: Destination) -> list[tuple[Proposal, Entry]]:
    """Everything that has come there, the oldest number first."""
    found = work.proposals.left_in(village.id, about.id, STATUSES[where], -1)
    return [(proposal, _entry(work, village, proposal)) for proposal in found]


def ceiling(village: Village) -> int | None:
    """What all dusun together may plan for; None while one of them has not said."""
    known = [price.ceiling(village.settings, dusun.id) for dusun in village.dusun]
    told = [most for most in known if most]
    return sum(told) if told and len(told) == len(known) else None


def _entry(work: Work, village: Village, proposal: Proposal) -> Entry:
    said = normalise.newest(work, proposal).get(Field.LANE)
    lane = Lane(said["lane"]) if said else Lane.RESIDENTS
    cost = prices.estimate(work, village, proposal)
    return Entry(lane, cost.low, cost.high)
