"""[Kebiasaan desa]: market day, harvest season, and how long before a meeting people are reminded."""

from actions import rights
from actions.letters import Button, Fact, text
from actions.prompt import span
from actions.set_habit import set_habit
from handlers import flow
from handlers.chat import Talk
from handlers.flow import Answers, Choice, Flow, Question, Said, Step, Taken
from village import typed
from village.clashes import HARVEST, MARKET, NONE, market_days, season
from village.meeting import Kind
from village.people import RIGHTS, Resident
from village.place import Village, local
from village.refusal import Refusal
from village.reminding import spans, spans_of

MARKET_, HARVEST_ = "pasar", "panen"


def may(person: Resident, village: Village) -> bool:
    return RIGHTS["set_terms"].who(person, village.id)


def show(talk: Talk) -> None:
    """What holds now, and a button for each thing that may be changed."""
    person, village = talk.resident()
    rights.require(talk.work, "set_terms", person, village)
    year = local(talk.work.now, village.zone).year
    lines: list[Fact] = [
        text("habit.market", days=_said(village, MARKET)),
        text("habit.harvest", days=_said(village, HARVEST)),
        *(
            text("habit.remind", name=text(f"meeting.kind.{kind}"), spans=_list(spans_of(kind, village.settings, year)))
            for kind in Kind
        ),
    ]
    rows = [
        [Button("button.market_day", "jms", (MARKET_,)), Button("button.harvest", "jms", (HARVEST_,))],
        *([Button("button.remind_of", "jms", (kind.value,), {"name": text(f"meeting.kind.{kind}")})] for kind in Kind),
    ]
    talk.say("habit.show", {"lines": {"lines": lines}}, rows)


def _said(village: Village, key: str) -> Fact:
    value = str(village.settings.get(key, ""))
    return text("habit.unknown") if not value else text("habit.none") if value == NONE else value


def _list(minutes: list[int]) -> Fact:
    return {"list": [span(one) for one in minutes]} if minutes else text("habit.none")


def change(talk: Talk, what: str) -> None:
    person, village = talk.resident()
    rights.require(talk.work, "set_terms", person, village)
    if what not in (MARKET_, HARVEST_, *Kind):
        raise Refusal("talk.refused.old")
    flow.begin(talk, HABIT, {"what": what})


def _ask(talk: Talk, answers: Answers) -> Question:
    what = answers["what"]
    if what == MARKET_:
        days = [Choice(f"market.{day}", day) for day in market_days()]
        rows = [days[at : at + 4] for at in range(0, len(days), 4)]
        return Question("habit.ask_market", {}, [*rows, [Choice("button.no_market", NONE)]])
    if what == HARVEST_:
        return Question("habit.ask_harvest", {}, [[Choice("button.no_harvest", NONE)]])
    facts: dict[str, Fact] = {"name": text(f"meeting.kind.{what}")}
    return Question("habit.ask_remind", facts, [[Choice("button.no_reminder", NONE)]])


def _take(talk: Talk, answers: Answers, said: Said) -> Taken:
    what = answers["what"]
    if said.value is not None:
        offered = {choice.value for row in _ask(talk, answers).choices for choice in row}
        if said.value not in offered:
            raise Refusal("talk.refused.tap")
        return Taken({**answers, "value": said.value})
    read = {MARKET_: _market, HARVEST_: _harvest}.get(what, _spans)
    return Taken({**answers, "value": read(talk, said.text)})


def _market(talk: Talk, words: str) -> str:
    """ "Selasa dan Jumat", "kliwon"."""
    known = {str(day) for day in market_days()}
    days = [word for word in words.casefold().replace(",", " ").split() if word != "dan"]
    if not days or not set(days) <= known:
        raise Refusal("habit.refused.market")
    return ", ".join(days)


def _harvest(talk: Talk, words: str) -> str:
    """ "15 Maret sampai 20 April": the first and the last day."""
    _, village = talk.resident()
    now = local(talk.work.now, village.zone)
    assert now.tzinfo is not None
    parts = words.casefold().replace(" s.d. ", " sampai ").replace(" - ", " sampai ").split(" sampai ")
    days = [typed.moment(part, now, now.tzinfo, allow_past=True) for part in parts]
    if len(days) != 2 or days[0] is None or days[1] is None:
        raise Refusal("habit.refused.harvest")
    return season(days[0].at.astimezone(now.tzinfo), days[1].at.astimezone(now.tzinfo))


def _spans(talk: Talk, words: str) -> str:
    plain = words.casefold().replace(" dan ", ", ")
    if not spans(plain):
        raise Refusal("habit.refused.spans")
    return plain


def _changed(talk: Talk, answers: Answers) -> None:
    person, village = talk.resident()
    what = answers["what"]
    key = {MARKET_: MARKET, HARVEST_: HARVEST}.get(what, f"ingat_{what}")
    set_habit(talk.work, person, village, key, answers["value"])
    talk.forget()
    talk.say("habit.changed", menu=True)


HABIT = flow.register(Flow("habit", (Step("value", _ask, _take),), _changed))
