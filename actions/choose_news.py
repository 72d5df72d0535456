"""A resident chooses how to hear of the proposals that they stand behind; what still waits follows the choice."""

from actions.digest import SUPPORTED
from actions.work import Work
from village import quiet
from village.news import Choice, in_force, many
from village.people import Resident
from village.place import Village, local

NEVER = -1


def chosen(work: Work, person: Resident, village: Village) -> tuple[Choice | None, Choice]:
    """(what they chose themselves, what holds now)."""
    choice, standing = work.news_choices.of(person.id)
    return choice, in_force(choice, standing, _many(work, village))


def choose(work: Work, person: Resident, village: Village, choice: Choice) -> None:
    work.news_choices.choose(person.id, village.id, choice)
    if choice is Choice.NEVER:
        work.outbox.withdraw(person.id, SUPPORTED)
    else:
        work.outbox.put_off(person.id, SUPPORTED, _at(work, village, choice))


def of_supporters(work: Work, village: Village, proposal_id: int) -> dict[int, int]:
    """Whoever stands behind a proposal, and from when on its news may leave for them: 0 at once, NEVER not at all."""
    limit = _many(work, village)
    return {
        person: _at(work, village, in_force(choice, standing, limit))
        for person, (choice, standing) in work.news_choices.of_supporters(proposal_id).items()
    }


def _at(work: Work, village: Village, choice: Choice) -> int:
    if choice is Choice.NEVER:
        return NEVER
    return quiet.next_news(village.settings, village.zone, work.now) if choice is Choice.DAILY else 0


def _many(work: Work, village: Village) -> int:
    return many(village.settings, local(work.now, village.zone).year)
