"""The end of a season: what nobody has decided goes on to the next one, with its number; the groups hear the sum."""

from collections.abc import Mapping, Sequence

from actions import news, publish, season, steps
from actions.letters import Fact, raw, text
from actions.work import Work
from village.place import Village, local
from village.proposal import CARRIED, Proposal, Status
from village.season import Season
from village.steps import BY_ITSELF, STEPS, Why

AT_ONCE = 100
SEASONS_AT_ONCE = 10
SUMS: Mapping[str, frozenset[Status]] = {
    "ditetapkan": frozenset({Status.DITETAPKAN}),
    "rancangan_rkp": frozenset({Status.RANCANGAN_RKP, Status.DIBAHAS_MUSRENBANG}),
    "du_rkp": frozenset({Status.DU_RKP}),
    "cadangan_rpjm": frozenset({Status.CADANGAN_RPJM}),
    "diteruskan": frozenset({Status.DITERUSKAN}),
    "digabung": frozenset({Status.DIGABUNG}),
    "tidak_lanjut": frozenset({Status.TIDAK_LAYAK, Status.DISEMBUNYIKAN}),
    "dicabut": frozenset({Status.DICABUT}),
}
"""How a season is summed up, in this order; whatever is left waits for the next one."""


def end_due(work: Work) -> int:
    """Run by the pulse; some proposals at a time, and nothing when it is asked again."""
    count = 0
    for village_id, ended in work.seasons.over(SEASONS_AT_ONCE):
        if count < AT_ONCE:
            count += _end(work, work.villages.get(village_id), ended, AT_ONCE - count)
    return count


def _end(work: Work, village: Village, ended: Season, most: int) -> int:
    following = season.current(work, village)
    _sum_up(work, village, ended)
    _drop_what_waits(work, village, ended)
    left = work.proposals.left_in(village.id, ended.id, CARRIED, most)
    for proposal in left:
        _carry(work, village, proposal, following)
    if len(left) < most:
        work.seasons.settle(ended.id)
    return len(left)


def _carry(work: Work, village: Village, proposal: Proposal, following: Season) -> None:
    straight = STEPS.get((proposal.status, Status.DITERIMA))
    if straight is None or BY_ITSELF not in straight.by:
        proposal = steps.by_itself(work, village, proposal, Status.TERTUNDA, Why.MUSIM, told=False)
    carried = steps.by_itself(work, village, proposal, Status.DITERIMA, told=False)
    work.proposals.carry(carried.id, following.id)
    facts: dict[str, Fact] = {
        "number": raw(carried.number), "title": carried.title, "year": raw(following.year),
        "age": age(work, village, carried),
    }  # fmt: skip
    news.tell(work, village, carried, "carry.told", facts, f"carry:{carried.id}:{following.id}")
    news.along(work, village, carried, text("carry.told", **facts), f"carry{following.year}")


def _drop_what_waits(work: Work, village: Village, ended: Season) -> None:
    """What a second officer has not answered by then is about a season that is over."""
    if (change := work.seasons.waiting(village.id)) and change.season.id == ended.id:
        work.seasons.answer(change.id, "declined", 0)
    for held in work.gatherings.open(village.id, ended.id):
        work.gatherings.settle(held.id, "declined", 0)


def _sum_up(work: Work, village: Village, ended: Season) -> None:
    """Counts only, as things stood before anything was carried on: the first time is the one that is posted."""
    standing = work.proposals.standing_in(village.id, ended.id)
    total = sum(standing.values())
    if not total:
        return
    sums = {name: sum(standing.get(status, 0) for status in among) for name, among in SUMS.items()}
    sums["menunggu"] = total - sum(sums.values())
    lines = [text(f"carry.sum.{name}", n=n) for name, n in sums.items() if n]
    facts: dict[str, Fact] = {"year": raw(ended.year), "total": total, "lines": {"lines": lines}}
    publish.to_groups(work, village, "carry.summary", facts, once=f"season-sum:{ended.id}")


def age(work: Work, village: Village, proposal: Proposal) -> Fact:
    """Since when it waits and in which year; nothing for what was entered this season."""
    return ages(work, village, [proposal]).get(proposal.id)


def ages(work: Work, village: Village, proposals: Sequence[Proposal]) -> dict[int, Fact]:
    years = work.proposals.ages([p.id for p in proposals])
    return {
        p.id: text("carry.age", year=raw(local(p.entered_at, village.zone).year), n=years[p.id])
        for p in proposals
        if p.id in years
    }


def aged(line: Fact, age: Fact) -> Fact:
    """A line of a list, with the age behind it if there is one."""
    return text("carry.aged", line=line, age=age) if age else line
