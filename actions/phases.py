"""Move the dates of the season: one officer asks, a second of another office agrees, the groups are told."""

from collections.abc import Sequence

from actions import pair, publish, rights, season
from actions.letters import Button, Fact, Priority, raw, text
from actions.work import Work
from village.people import Resident
from village.place import Village
from village.refusal import Refusal
from village.season import Change, Phase, Season, refuse_unless_orderly

RIGHT = "set_phases"


def ask(work: Work, officer: Resident, village: Village, phases: Sequence[Phase]) -> int:
    """Returns the number under which the new dates wait for a second officer. Polls that run keep their end."""
    rights.require(work, "set_phases", officer, village)
    running = season.current(work, village)
    refuse_unless_orderly(running, phases, work.now)
    seconds = pair.seconds(work, village, RIGHT, officer)
    change = work.seasons.ask(village.id, running.id, phases, officer.id)
    if change is None:
        raise Refusal("season.refused.waits")
    _record(work, village, officer, "season_asked", running, phases)
    asked = work.seasons.waiting(village.id)
    assert asked is not None
    pair.ask(work, village, seconds, "season.ask_second", facts(asked), buttons(asked), f"season-second:{change}")
    return change


def agree(work: Work, second: Resident, village: Village, change_id: int) -> Season:
    """From now on the new dates hold."""
    change = _open(work, second, village, change_id)
    pair.refuse_unless_second(work, village, RIGHT, change.first_id, second)
    refuse_unless_orderly(change.season, change.phases, work.now)
    work.seasons.answer(change.id, "done", second.id)
    work.seasons.set(change.season.id, change.phases)
    _record(work, village, second, "season_set", change.season, change.phases)
    publish.to_groups(work, village, "season.posted", facts(change), once=f"season:{change.id}")
    _tell_first(work, village, change, second, "season.agreed_first")
    return Season(change.season.id, change.season.year, change.phases)


def decline(work: Work, second: Resident, village: Village, change_id: int) -> None:
    """The dates stay. Whoever asked may take it back, and any other officer who sets dates may say no."""
    change = _open(work, second, village, change_id)
    work.seasons.answer(change.id, "declined", second.id)
    _record(work, village, second, "season_declined", change.season, change.phases)
    _tell_first(work, village, change, second, "season.declined_first")


def remind(work: Work, village: Village, change: Change) -> None:
    """Those who may agree are asked once more."""
    work.seasons.reminded(change.id)
    seconds = pair.partners(work, village, RIGHT, work.residents.get(change.first_id))
    once = f"season-again:{change.id}"
    pair.ask(work, village, seconds, "season.remind", facts(change), buttons(change), once, Priority.REMINDER)


def facts(change: Change) -> dict[str, Fact]:
    return {"year": raw(change.season.year), "lines": lines(change.phases)}


def lines(phases: Sequence[Phase]) -> Fact:
    """The phases with their first and last day."""
    return {
        "lines": [
            text("season.line", phase=text(f"phase.{p.name}"), first=_day(p.begins), last=_day(p.ends - 1))
            for p in phases
        ]
    }


def _day(at: int) -> Fact:
    return {"at": at, "as": "date"}


def buttons(change: Change) -> list[list[Button]]:
    return [[Button("button.step_yes", "muy", (change.id,)), Button("button.step_no", "mun", (change.id,))]]


def _open(work: Work, person: Resident, village: Village, change_id: int) -> Change:
    rights.require(work, "set_phases", person, village)
    change = work.seasons.waiting(village.id)
    if change is None or change.id != change_id:
        raise Refusal("season.refused.settled")
    return change


def _record(
    work: Work, village: Village, officer: Resident, act: str, about: Season, phases: Sequence[Phase]
) -> None:  # fmt: skip
    dates = {phase.name: phase.begins for phase in phases}
    office = pair.office(RIGHT, officer, village)
    work.book.record(village.id, officer.id, office, act, f"season:{about.year}", dates)


def _tell_first(work: Work, village: Village, change: Change, second: Resident, key: str) -> None:
    if second.id != change.first_id:
        told = facts(change) | {"name": second.name}
        pair.ask(work, village, [change.first_id], key, told, (), f"season-answer:{change.id}")
