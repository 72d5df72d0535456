"""The village's own words, shown and changed at the desk."""

from actions import rights
from actions.letters import Button, Fact, text
from actions.set_term import set_term
from handlers import flow
from handlers.chat import Talk, pairs
from handlers.flow import Answers, Choice, Flow, Question, Said, Step, Taken
from village import terms
from village.place import Village
from village.refusal import Refusal


def show(talk: Talk) -> None:
    person, village = talk.resident()
    rights.require(talk.work, "set_terms", person, village)
    lines = [text("terms.line", common=text(f"term.{word}"), own=_own(village, word)) for word in terms.WORDS]
    talk.say(
        "terms.show",
        {"lines": {"lines": lines}},
        pairs([Button(f"term.{word}", "tc", (word,)) for word in terms.WORDS]),
    )


def _own(village: Village, word: str) -> Fact:
    return village.terms.get(word) or text(f"term.{word}")


def change(talk: Talk, word: str) -> None:
    person, village = talk.resident()
    rights.require(talk.work, "set_terms", person, village)
    if word not in terms.WORDS:
        raise Refusal("talk.refused.old")
    flow.begin(talk, TERM, {"word": word})


def _ask_own(talk: Talk, answers: Answers) -> Question:
    common = text(f"term.{answers['word']}")
    return Question("terms.ask_word", {"common": common}, [[Choice("button.term_common", 0, {"common": common})]])


def _own_word(talk: Talk, answers: Answers, said: Said) -> Taken:
    if said.value is not None:
        return Taken({**answers, "own": None, "source": None})
    own = terms.tidy(said.text)
    if own is None:
        raise Refusal("terms.refused.word", most=terms.LONGEST)
    return Taken({**answers, "own": own})


def _source(talk: Talk, answers: Answers, said: Said) -> Taken:
    return Taken({**answers, "source": None if said.value is not None else said.text})


def _changed(talk: Talk, answers: Answers) -> None:
    person, village = talk.resident()
    word = answers["word"]
    set_term(talk.work, person, village, word, answers["own"], answers["source"])
    talk.forget()
    _, village = talk.resident()
    talk.say("terms.changed", {"own": _own(village, word)}, menu=True)


TERM = flow.register(
    Flow(
        "term",
        (
            Step("own", _ask_own, _own_word),
            Step("source", lambda t, a: Question("terms.ask_source", {}, [[Choice("button.term_custom", 1)]]), _source),
        ),
        _changed,
    )
)
