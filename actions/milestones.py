"""Remind officers of the days by which a step of the planning year has to be done; not of what is done already."""

from actions import pair
from actions.letters import Fact, Priority, moment, raw, text
from actions.work import Work
from village import price, quiet
from village.meeting import Reminder
from village.milestone import DONE_WHEN, Milestone, milestones
from village.people import Office
from village.place import Village
from village.reminding import left, moments, spans_of
from village.season import Season

AT_ONCE = 20
NAME = "tonggak"
MINUTE = 60_000


def plan_due(work: Work) -> int:
    """Run by the pulse: a season that is not over gets its rows, once. A row of its own end says that it has them."""
    unplanned = work.reminders.unplanned_seasons(AT_ONCE)
    for village_id, season in unplanned:
        village = work.villages.get(village_id)
        for milestone in milestones(season.year, village.zone):
            before = spans_of(NAME, village.settings, season.year - 1)
            for each in moments(milestone.due, before, village.settings, village.zone, work.now):
                work.reminders.plan(
                    village_id, milestone.due, each.before, each.at, season=season.id, what=milestone.name
                )
        work.reminders.plan(village_id, season.ends, 0, season.ends, season=season.id)
    return len(unplanned)


def move_on(work: Work, reminder: Reminder) -> None:
    """One of its moments has come: sent once, put off until the village wakes, or missed because the day is over."""
    village = work.villages.get(reminder.village_id)
    season = next(s for s in work.seasons.of(village.id) if s.id == reminder.season_id)
    found = next((m for m in milestones(season.year, village.zone) if m.name == reminder.what), None)
    wakes = quiet.ends(village.settings, village.zone, work.now)
    if found is None or found.due != reminder.version or _done(work, village, season, found):
        work.reminders.settle(reminder.id, "dropped")
    elif max(work.now, wakes) >= found.due:
        work.reminders.settle(reminder.id, "missed")
        _tell(work, village, season, found, "milestone.over", reminder)
    elif wakes:
        work.reminders.put_off(reminder.id, wakes)
    elif any(other.at <= work.now for other in work.reminders.of_season(reminder) if other.before < reminder.before):
        work.reminders.settle(reminder.id, "missed")  # the newer one says the same
    else:
        work.reminders.settle(reminder.id, "sent")
        _tell(work, village, season, found, "milestone.remind", reminder)


def _done(work: Work, village: Village, season: Season, milestone: Milestone) -> bool:
    """Does the village's own book show that the step is done?"""
    if milestone.name == "tim_penyusun":
        return bool(work.roles.holders(village.id, Office.TIM_PENYUSUN))
    if milestone.name == "pagu":
        return any(rule.year >= season.year for rule in work.villages.dated(village.id, price.FUND))
    status = DONE_WHEN.get(milestone.name)
    return status is not None and work.proposals.standing_in(village.id, season.id).get(status, 0) > 0


def _tell(
    work: Work, village: Village, season: Season, milestone: Milestone, key: str, reminder: Reminder
) -> None:  # fmt: skip
    kind, n = left(milestone.due - MINUTE, work.now, village.zone)
    facts: dict[str, Fact] = {
        "what": text(f"milestone.name.{milestone.name}"), "year": raw(season.year),
        "at": moment(milestone.due - MINUTE), "left": text(f"meeting.left.{kind}", n=n),
    }  # fmt: skip
    before = 0 if key == "milestone.over" else reminder.before
    once = f"milestone:{season.id}:{milestone.name}:{milestone.due}:{before}"
    people = work.roles.holders(village.id, *milestone.offices)
    pair.ask(work, village, people, key, facts, (), once, Priority.REMINDER)
