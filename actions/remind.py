"""Remind whoever may be the second of two: a decision of one alone is none."""

from actions import steps
from actions.letters import Priority
from actions.work import Work
from village.place import local
from village.rules import own

DAY = 86_400_000
RULE = "ingatkan_kedua"


def remind_due(work: Work) -> int:
    """Run by the pulse; each is reminded of each once."""
    count = 0
    for pending in work.steps.unreminded(work.now - DAY):
        village = work.villages.get(pending.village_id)
        days = own(RULE, village.settings, local(work.now, village.zone).year)
        if pending.at + days * DAY > work.now:
            continue
        work.steps.reminded(pending.id)
        proposal = work.proposals.get(pending.proposal_id)
        for second in steps.seconds(work, village, pending, proposal):
            steps.ask_second(work, village, proposal, pending, second, Priority.REMINDER)
        count += 1
    return count
