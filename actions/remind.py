"""Remind whoever may be the second of two: a decision of one alone is none."""

from actions import gather, phases, steps
from actions.letters import Priority
from actions.work import Work
from village.place import Village, local
from village.rules import own

DAY = 86_400_000
RULE = "ingatkan_kedua"


def remind_due(work: Work) -> int:
    """Run by the pulse; each is reminded of each once."""
    before = work.now - DAY
    count = 0
    for pending in work.steps.unreminded(before):
        if village := _long_ago(work, pending.village_id, pending.at):
            work.steps.reminded(pending.id)
            proposal = work.proposals.get(pending.proposal_id)
            for second in steps.seconds(work, village, pending, proposal):
                steps.ask_second(work, village, proposal, pending, second, Priority.REMINDER)
            count += 1
    for change in work.seasons.unreminded(before):
        if village := _long_ago(work, change.village_id, change.at):
            phases.remind(work, village, change)
            count += 1
    for village_id, held in work.gatherings.unreminded(before):
        if village := _long_ago(work, village_id, held.at):
            gather.remind(work, village, held)
            count += 1
    return count


def _long_ago(work: Work, village_id: int, asked: int) -> Village | None:
    """The village, where the second has had the time that it gives."""
    village = work.villages.get(village_id)
    days = own(RULE, village.settings, local(work.now, village.zone).year)
    return village if asked + days * DAY <= work.now else None
