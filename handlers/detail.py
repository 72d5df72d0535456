"""[Rapikan]: one field of a proposal at a time, tapped or typed as people say it."""

from collections.abc import Mapping

from actions import normalise, prices
from actions.letters import Button, Fact, raw
from handlers import coding, flow
from handlers.chat import Answer, Talk, pairs
from handlers.flow import Answers, Choice, Flow, Question, Said, Step, Taken
from handlers.prices import line
from handlers.queue import card
from village import typed
from village.detail import SDGS, Field, Lane, quantity
from village.refusal import Refusal

MOST_PEOPLE = 1_000_000
ORDER = (Field.TITLE, Field.CODE, Field.VOLUME, Field.PRICE, Field.PEOPLE, Field.LANE, Field.SDG)


def choose(talk: Talk, number: str) -> Answer:
    """Which field, in place of the card."""
    officer, village = talk.resident()
    proposal = normalise.changeable(talk.work, officer, village, int(number))
    rows = pairs([Button(f"button.field.{field}", "ane", (proposal.number, field.value)) for field in ORDER])
    rows.append([Button("button.back_to_card", "anb", (proposal.number,))])
    facts: dict[str, Fact] = {"number": raw(proposal.number), "title": proposal.title}
    return Answer(redraw=talk.letter("detail.choose", facts, rows))


def begin(talk: Talk, number: str, field: str) -> None:
    officer, village = talk.resident()
    proposal = normalise.changeable(talk.work, officer, village, int(number))
    if field not in FLOWS:
        raise Refusal("talk.refused.old")
    if field == Field.PRICE and not prices.fitting(talk.work, village, proposal):
        volume = normalise.newest(talk.work, proposal).get(Field.VOLUME)
        if volume is None:
            raise Refusal("detail.refused.no_volume")
        raise Refusal("detail.refused.no_price", unit=volume["unit"])
    flow.begin(talk, FLOWS[Field(field)], {"number": proposal.number, "was": proposal.title})


def _shown(talk: Talk, answers: Answers, field: Field) -> None:
    """Add what was answered, and show the card as it is now."""
    officer, village = talk.resident()
    number, said = answers["number"], answers[field]
    if field is Field.TITLE:
        proposal = normalise.title(talk.work, officer, village, number, said)
    elif field is Field.CODE:
        proposal = normalise.code(talk.work, officer, village, number, said, answers[coding.NAME])
    elif field is Field.LANE:
        proposal = normalise.lane(talk.work, officer, village, number, Lane(said))
    elif field is Field.SDG:
        proposal = normalise.sdg(talk.work, officer, village, number, said)
    elif field is Field.PRICE:
        proposal = normalise.price(talk.work, officer, village, number, said)
    elif field is Field.VOLUME:
        proposal = normalise.volume(talk.work, officer, village, number, *said)
    else:
        proposal = normalise.people(talk.work, officer, village, number, answers["men"], answers["women"], said)
    talk.work.outbox.post(card(talk, proposal))


def _ask_title(talk: Talk, answers: Answers) -> Question:
    return Question("detail.ask_title", {"title": answers["was"]})


def _title(talk: Talk, answers: Answers, said: Said) -> Taken:
    return Taken({**answers, Field.TITLE: normalise.titled(said.text)})


def _ask_lane(talk: Talk, answers: Answers) -> Question:
    return Question("detail.ask_lane", {}, [[Choice(f"lane.{lane}", lane.value)] for lane in Lane])


def _lane(talk: Talk, answers: Answers, said: Said) -> Taken:
    if said.value not in set(Lane):
        raise Refusal("talk.refused.tap")
    return Taken({**answers, Field.LANE: said.value})


def _ask_sdg(talk: Talk, answers: Answers) -> Question:
    choices = [Choice("button.sdg", goal, {"goal": raw(goal)}) for goal in range(1, SDGS + 1)]
    return Question("detail.ask_sdg", {}, [choices[i : i + 6] for i in range(0, SDGS, 6)])


def _sdg(talk: Talk, answers: Answers, said: Said) -> Taken:
    goal = int(said.value) if said.value is not None else typed.number(said.text)
    if goal is None or not 1 <= goal <= SDGS:
        raise Refusal("detail.refused.sdg", most=SDGS)
    return Taken({**answers, Field.SDG: goal})


def _ask_volume(talk: Talk, answers: Answers) -> Question:
    return Question("detail.ask_volume")


def _volume(talk: Talk, answers: Answers, said: Said) -> Taken:
    return Taken({**answers, Field.VOLUME: list(quantity(said.text))})


def _ask_price(talk: Talk, answers: Answers) -> Question:
    """The prices of the unit in which its volume is given."""
    _, village = talk.resident()
    proposal = talk.work.proposals.numbered(village.id, answers["number"])
    found = prices.fitting(talk.work, village, proposal) if proposal else []
    facts: dict[str, Fact] = {"lines": {"lines": [line(row) for row in found]}}
    return Question("detail.ask_price", facts, [[Choice("button.name", row.id, {"name": row.name})] for row in found])


def _price(talk: Talk, answers: Answers, said: Said) -> Taken:
    if said.value is None:
        raise Refusal("talk.refused.tap")
    return Taken({**answers, Field.PRICE: int(said.value)})


def _many(talk: Talk, said: Said) -> int:
    found = typed.number(said.text)
    if found is None or not 0 <= found <= MOST_PEOPLE:
        raise Refusal("detail.refused.people")
    return found


def _men(talk: Talk, answers: Answers, said: Said) -> Taken:
    """ "120 orang, 60 perempuan" answers the next question too."""
    if (found := typed.persons(said.text)) is not None and found.men + found.women <= MOST_PEOPLE:
        both = {**answers, "men": found.men, "women": found.women}
        return Taken(both if found.poor is None else {**both, Field.PEOPLE: found.poor})
    return Taken({**answers, "men": _many(talk, said)})


def _women(talk: Talk, answers: Answers, said: Said) -> Taken:
    return Taken({**answers, "women": _many(talk, said)})


def _poor(talk: Talk, answers: Answers, said: Said) -> Taken:
    poor, all_of_them = _many(talk, said), answers["men"] + answers["women"]
    if poor > all_of_them:
        raise Refusal("detail.refused.poor", n=all_of_them)
    return Taken({**answers, Field.PEOPLE: poor})


def _flow(field: Field, *steps: Step) -> Flow:
    return flow.register(
        Flow(f"detail_{field}", steps, lambda talk, answers: _shown(talk, answers, field), pauses=True)
    )


FLOWS: Mapping[Field, Flow] = {
    Field.TITLE: _flow(Field.TITLE, Step(Field.TITLE, _ask_title, _title)),
    Field.CODE: _flow(Field.CODE, coding.STEP),
    Field.LANE: _flow(Field.LANE, Step(Field.LANE, _ask_lane, _lane)),
    Field.SDG: _flow(Field.SDG, Step(Field.SDG, _ask_sdg, _sdg)),
    Field.VOLUME: _flow(Field.VOLUME, Step(Field.VOLUME, _ask_volume, _volume)),
    Field.PRICE: _flow(Field.PRICE, Step(Field.PRICE, _ask_price, _price)),
    Field.PEOPLE: _flow(
        Field.PEOPLE,
        Step("men", lambda t, a: Question("detail.ask_men"), _men),
        Step("women", lambda t, a: Question("detail.ask_women"), _women),
        Step(Field.PEOPLE, lambda t, a: Question("detail.ask_poor", {"n": a["men"] + a["women"]}), _poor),
    ),
}
