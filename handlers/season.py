"""[Musim]: the dates of the season; an officer types new ones, sees them, and a second officer agrees."""

from actions import phases, rights, season
from actions.letters import Button, Fact, raw, text
from handlers import flow
from handlers.chat import Answer, Talk
from handlers.flow import Answers, Choice, Flow, Question, Said, Step, Taken, sure
from village import typed
from village.place import Village, at_hour, local
from village.refusal import Refusal
from village.season import COLLECTING, DISCUSSING, SETTLING, Phase, Season, moved

LATER = (7, 14, 30)
"""How many days later is offered by buttons."""


def show(talk: Talk) -> None:
    """The dates, what may be done about them now, and what waits for a second officer."""
    officer, village = talk.resident()
    rights.require(talk.work, "set_phases", officer, village)
    running = season.current(talk.work, village)
    facts: dict[str, Fact] = {
        "year": raw(running.year), "lines": phases.lines(running.phases), "now": until(talk, village),
    }  # fmt: skip
    talk.say("season.show", facts, [[Button(key, "mue", (which,))] for key, which in _moves(talk, running)])
    if waiting := talk.work.seasons.waiting(village.id):
        own = waiting.first_id == officer.id
        buttons = [[Button("button.take_back", "mun", (waiting.id,))]] if own else phases.buttons(waiting)
        talk.say("season.own_waits" if own else "season.ask_second", phases.facts(waiting), buttons)


def until(talk: Talk, village: Village) -> Fact:
    """Until when proposals are collected, as whoever has one wants to know it."""
    running = season.current(talk.work, village)
    if running.allows("propose", talk.work.now):
        return text("season.until", at={"at": running.phases[COLLECTING].ends - 1, "as": "date"})
    return text("season.closed")


def _moves(talk: Talk, running: Season) -> list[tuple[str, int]]:
    """What may be moved now: (button, phase)."""
    end = "button.season_end" if running.allows("propose", talk.work.now) else "button.season_reopen"
    return [(end, DISCUSSING), ("button.season_settle", SETTLING)]


def begin(talk: Talk, which: str) -> None:
    officer, village = talk.resident()
    rights.require(talk.work, "set_phases", officer, village)
    running = season.current(talk.work, village)
    if int(which) not in [phase for _, phase in _moves(talk, running)]:
        raise Refusal("talk.refused.old")
    if talk.work.seasons.waiting(village.id):
        raise Refusal("season.refused.waits")
    flow.begin(talk, SEASON, {"which": int(which), "season": running.id})


def _ask_day(talk: Talk, answers: Answers) -> Question:
    """A few days are offered; of collecting its last day is asked, of settling its first."""
    _, village = talk.resident()
    was = _season(talk, village, answers).phases[answers["which"]].begins
    start = max(was, at_hour(talk.work.now, village.zone, 0, 0))
    days = [at_hour(start, village.zone, later, 0) for later in LATER]
    key = "season.ask_end" if answers["which"] == DISCUSSING else "season.ask_settle"
    shown = 1 if answers["which"] == DISCUSSING else 0
    return Question(
        key, {}, [[Choice("button.season_day", at, {"at": {"at": at - shown, "as": "date"}})] for at in days]
    )


def _day(talk: Talk, answers: Answers, said: Said) -> Taken:
    _, village = talk.resident()
    at = int(said.value) if said.value is not None else _typed(talk, village, said.text, answers["which"])
    taken = {**answers, "day": at}
    _wanted(talk, taken)
    return Taken(taken)


def _typed(talk: Talk, village: Village, words: str, which: int) -> int:
    """The moment that a typed day means: the midnight before it, or after it where it is the last day."""
    now = local(talk.work.now, village.zone)
    assert now.tzinfo is not None
    found = typed.moment(words, now, now.tzinfo, allow_past=True)
    if found is None or not found.date_given:
        raise Refusal("season.refused.day")
    return at_hour(int(found.at.timestamp() * 1000), village.zone, 1 if which == DISCUSSING else 0, 0)


def _season(talk: Talk, village: Village, answers: Answers) -> Season:
    running = season.current(talk.work, village)
    if running.id != answers["season"]:
        raise Refusal("talk.refused.old")
    return running


def _wanted(talk: Talk, answers: Answers) -> tuple[Phase, ...]:
    _, village = talk.resident()
    return moved(_season(talk, village, answers), answers["which"], answers["day"], talk.work.now)


def _ask_sure(talk: Talk, answers: Answers) -> Question:
    wanted = _wanted(talk, answers)
    facts: dict[str, Fact] = {
        "lines": phases.lines(wanted), "at": {"at": wanted[COLLECTING].ends - 1, "as": "date"},
    }  # fmt: skip
    return Question("season.preview", facts, [[Choice("button.to_second", 1)], [Choice("button.cancel", 0)]])


def _finish(talk: Talk, answers: Answers) -> None:
    if not answers["sure"]:
        talk.say("season.stopped", menu=True)
        return
    officer, village = talk.resident()
    phases.ask(talk.work, officer, village, _wanted(talk, answers))
    talk.say("season.asked", menu=True)


SEASON = flow.register(Flow("season", (Step("day", _ask_day, _day), Step("sure", _ask_sure, sure)), _finish))


def agree(talk: Talk, change: str) -> Answer:
    second, village = talk.resident()
    now = phases.agree(talk.work, second, village, int(change))
    facts: dict[str, Fact] = {"year": raw(now.year), "lines": phases.lines(now.phases)}
    return Answer(redraw=talk.letter("season.agreed", facts))


def decline(talk: Talk, change: str) -> Answer:
    second, village = talk.resident()
    phases.decline(talk.work, second, village, int(change))
    return Answer(redraw=talk.letter("season.you_declined"))
