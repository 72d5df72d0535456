"""The season that runs now; a village never stands without one."""

from actions.work import Work
from village.place import Village
from village.season import Season, usual_phases


def current(work: Work, village: Village) -> Season:
    """The running season; when the last one has ended, the next year's begins by itself."""
    seasons = work.seasons.of(village.id)
    for season in seasons:
        if season.begins <= work.now < season.ends:
            return season
    season = seasons[-1]
    while season.ends <= work.now:
        season = _add(work, village, season.year + 1)
    return season


def for_proposals(work: Work, village: Village) -> Season:
    """The season a new proposal belongs to: the running one while it collects, else the one after it."""
    season = current(work, village)
    if season.allows("propose", work.now):
        return season
    known = [s for s in work.seasons.of(village.id) if s.year == season.year + 1]
    return known[0] if known else _add(work, village, season.year + 1)


def _add(work: Work, village: Village, year: int) -> Season:
    return work.seasons.add(village.id, year, usual_phases(year, village.zone))
