"""The letter of appointment, asked for kindly: its number and date, from when and until when the mandate runs."""

from actions import offices, rights
from actions.letters import Fact, raw, text
from handlers import flow
from handlers import offices as shown
from handlers.chat import Talk
from handlers.flow import Answers, Choice, Flow, Question, Said, Step, Taken
from village import typed
from village.offices import LONGEST_YEARS, Mandate, end_after, may_describe, years, years_by_law
from village.people import Office
from village.place import at_hour, local
from village.refusal import Refusal
from village.rules import number
from village.words import clipped

NONE, TODAY, LETTER, OPEN = "none", "today", "letter", "open"


def begin(talk: Talk, mandate_id: str) -> None:
    person, village = talk.resident()
    rights.require(talk.work, "describe_office", person, village)
    mandate = talk.work.roles.get(int(mandate_id), village.id)
    if mandate is None:
        raise Refusal("offices.refused.over")
    if not may_describe(person, village.id, mandate):
        raise Refusal("offices.refused.own" if mandate.resident_id == person.id else "letter.refused.settled")
    flow.begin(talk, SK, {"mandate": mandate.id})


def _mandate(talk: Talk, answers: Answers) -> Mandate:
    _, village = talk.resident()
    mandate = talk.work.roles.get(answers["mandate"], village.id)
    if mandate is None:
        raise Refusal("offices.refused.over")
    return mandate


def _day(talk: Talk, words: str, past: bool) -> int:
    """The beginning of the day that the words name, on the village's clock."""
    _, village = talk.resident()
    now = local(talk.work.now, village.zone)
    assert now.tzinfo is not None
    found = typed.moment(words, now, now.tzinfo, allow_past=past)
    if found is None or not found.date_given:
        raise Refusal("letter.refused.date")
    return at_hour(int(found.at.timestamp() * 1000), village.zone, 0, 0)


def _ask_number(talk: Talk, answers: Answers) -> Question:
    office: Fact = text(f"office.{_mandate(talk, answers).office}")
    return Question("letter.ask_number", {"office": office}, [[Choice("button.no_letter", NONE)]])


def _number(talk: Talk, answers: Answers, said: Said) -> Taken:
    if said.value is not None:
        return Taken({**answers, "number": "", "dated": None})
    words = clipped(said.text, offices.LONGEST_LETTER)
    if not any(char.isalnum() for char in words):
        raise Refusal("letter.refused.number")
    return Taken({**answers, "number": words})


def _dated(talk: Talk, answers: Answers, said: Said) -> Taken:
    at = _day(talk, said.text, past=True)
    if at > talk.work.now:
        raise Refusal("letter.refused.date")
    return Taken({**answers, "dated": at})


def _ask_from(talk: Talk, answers: Answers) -> Question:
    choices = [[Choice("button.from_now", TODAY)]]
    if answers["dated"] is not None:
        choices.insert(0, [Choice("button.from_day", LETTER, {"at": {"at": answers["dated"], "as": "date"}})])
    return Question("letter.ask_from", {}, choices)


def _from(talk: Talk, answers: Answers, said: Said) -> Taken:
    if said.value == TODAY:
        return Taken({**answers, "from": _mandate(talk, answers).begins_at})
    if said.value == LETTER and answers["dated"] is not None:
        return Taken({**answers, "from": answers["dated"]})
    return Taken({**answers, "from": _day(talk, said.text, past=True)})


def _ask_until(talk: Talk, answers: Answers) -> Question:
    _, village = talk.resident()
    choices = [[Choice("button.until_open", OPEN)]]
    office = _mandate(talk, answers).office
    law = years_by_law(office, talk.work.now, village.zone)
    if law is None:
        return Question("letter.ask_until", {}, choices)
    head = office is Office.PEMDES  # who of the village office it is, nobody has said
    last = end_after(answers["from"], village.zone, number(law))
    if last > talk.work.now:
        facts: dict[str, Fact] = {"n": number(law), "last": {"at": last - 1, "as": "date"}}
        choices.insert(0, [Choice("button.until_law_head" if head else "button.until_law", last, facts)])
    return Question(
        "letter.ask_until_head" if head else "letter.ask_until_law",
        {"n": number(law), "source": law.source, "year": raw(law.year)},
        choices,
    )


def _until(talk: Talk, answers: Answers, said: Said) -> Taken:
    _, village = talk.resident()
    if said.value == OPEN:
        return Taken({**answers, "until": None})
    if said.value is not None:
        until = int(said.value)
    elif span := years(said.text):
        until = end_after(answers["from"], village.zone, span)
    else:
        until = at_hour(_day(talk, said.text, past=True), village.zone, 1, 0)
    if not max(talk.work.now, answers["from"]) < until < end_after(talk.work.now, village.zone, LONGEST_YEARS):
        raise Refusal("letter.refused.until")
    return Taken({**answers, "until": until})


def _written(talk: Talk, answers: Answers) -> None:
    person, village = talk.resident()
    mandate = offices.describe(
        talk.work, person, village, answers["mandate"], answers["number"], answers["dated"], answers["from"],
        answers["until"],
    )  # fmt: skip
    facts: dict[str, Fact] = {
        "office": text(f"office.{mandate.office}"),
        "letter": shown.letter(mandate),
        "time": shown.term(mandate),
    }
    talk.say("letter.done" if mandate.ends_at is None else "letter.done_until", facts, menu=True)


SK = flow.register(
    Flow(
        "sk",
        (
            Step("number", _ask_number, _number),
            Step("dated", lambda t, a: Question("letter.ask_dated"), _dated),
            Step("from", _ask_from, _from),
            Step("until", _ask_until, _until),
        ),
        _written,
        pauses=True,
    )
)
