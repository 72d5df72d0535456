"""A sentence outside any conversation: perhaps a proposal. It is asked about, never ignored, never turned away."""

from collections.abc import Mapping
from typing import Any

from actions import change, hear
from actions.ground import Route, without_links
from actions.letters import Fact, raw, text
from actions.neighbours import place
from handlers import complain, flow, sentence
from handlers.chat import Talk
from handlers.flow import Answers, Choice, Flow, Question, Said, Step, Taken
from village.place import Village
from village.proposal import Proposal
from village.refusal import Refusal
from village.words import kept

PROPOSAL, QUESTION, COMPLAINT, NEITHER, SEND, CORRECT, REWRITE = "1", "t", "2", "0", "k", "g", "r"
ASKING = ("tanya", "bertanya", "mau tanya", "pertanyaan", "ini pertanyaan", "hanya bertanya", "cuma tanya")
"""How somebody types that it was a question."""
ODD = frozenset({Route.ADUAN, Route.LAYANAN, Route.BLOKIR, Route.RALAT})
"""What is asked about even where somebody has begun a proposal with it."""
IS_PROPOSAL = ("button.yes_proposal", "button.is_proposal", "button.still_propose", "button.new_proposal")
ROUTE, NUMBER = "route", "number"


def maybe(talk: Talk, words: str, known: Answers | None = None) -> None:
    flow.begin(talk, MAYBE, {**sentence.carried(known or {}), "words": kept(words)})


def odd(talk: Talk, village: Village, words: str) -> bool:
    """Does it read as something else than a proposal? Only to be asked about."""
    route = sentence.reading(talk, village, words).route
    return route in ODD and (route is not Route.RALAT or _meant(talk, village, words) is not None)


def _meant(talk: Talk, village: Village, words: str) -> Proposal | None:
    """Which proposal a correction is about: the one it names, else one's own newest; if it may still be changed."""
    if talk.person is None:
        return None
    return change.meant(talk.work, talk.person, village, hear.corrected_number(words))


def _ready(talk: Talk, answers: Answers) -> Answers:
    """What the words seem to be; read anew with each sentence that is added, until they are many."""
    if talk.person is None or talk.village is None or "yes" in answers:
        return answers
    if ROUTE in answers and len(answers["words"]) > sentence.MANY:
        return answers
    route = sentence.reading(talk, talk.village, answers["words"]).route
    known = {name: value for name, value in answers.items() if name != NUMBER}
    if route is Route.RALAT and (meant := _meant(talk, talk.village, answers["words"])) is not None:
        known[NUMBER] = meant.number
    return {**known, ROUTE: str(route)}


def _ask(talk: Talk, answers: Answers) -> Question:
    """Whoever seems to ask something is not taken for a proposer, and not turned away either."""
    route = answers.get(ROUTE)
    words: dict[str, Fact] = {"words": without_links(answers["words"])}
    if route == Route.DARURAT:
        return Question("alarm.ask_proposal", {}, [_PROPOSAL, [Choice("button.no_proposal", NEITHER)]])
    if route == Route.ADUAN:
        last = [Choice("button.is_proposal", PROPOSAL), Choice("button.cancel", NEITHER)]
        return Question("complaint.ask_sure", words, [[Choice("button.send_complaint", SEND)], last])
    if route == Route.LAYANAN:
        choices = [[Choice("button.still_propose", PROPOSAL)], [Choice("button.no_proposal", NEITHER)], _COMPLAINT]
        return Question("propose.ask_service", words, choices)
    if NUMBER in answers:
        return _ask_correction(talk, answers)
    if hear.asks(answers["words"]) and route != Route.BLOKIR:
        which = [Choice("button.is_proposal", PROPOSAL), Choice("button.is_question", QUESTION)]
        return Question("propose.ask_which", words, [which, _COMPLAINT, [Choice("button.cancel", NEITHER)]])
    return Question("propose.ask_whether", words, [_PROPOSAL, [Choice("button.no_proposal", NEITHER)], _COMPLAINT])


_PROPOSAL = [Choice("button.yes_proposal", PROPOSAL)]
_COMPLAINT = [Choice("button.complaint", COMPLAINT)]


def _ask_correction(talk: Talk, answers: Answers) -> Question:
    _, village = talk.resident()
    proposal = talk.work.proposals.numbered(village.id, answers[NUMBER])
    assert proposal is not None
    new = _corrected(talk, village, proposal, answers["words"])
    facts: dict[str, Fact] = {
        "number": raw(proposal.number), "was": without_links(proposal.words or proposal.title),
        "was_place": place(village, proposal.dusun_id, proposal.rt), "words": without_links(new["words"]),
        "place": place(village, new["dusun"], new["rt"]),
    }  # fmt: skip
    ways = [Choice("button.yes_replace", CORRECT), Choice("button.rewrite", REWRITE)]
    last = [Choice("button.new_proposal", PROPOSAL), Choice("button.cancel", NEITHER)]
    return Question("propose.ask_correction", facts, [ways, last])


def _corrected(talk: Talk, village: Village, proposal: Proposal, words: str) -> Mapping[str, Any]:
    """The proposal as it would be with its correction in place."""
    found = sentence.reading(talk, village, words)
    told = sentence.corrected(village, found, proposal.dusun_id)
    dusun = told.get("dusun", proposal.dusun_id)
    moved = "dusun" in told and dusun != proposal.dusun_id
    return {
        "words": kept(hear.corrected(proposal.words, words, names_thing=bool(found.codes), names_place=bool(told))),
        "dusun": dusun or None,
        "rt": told.get("rt", None if moved else proposal.rt) or None,
    }


def _take(talk: Talk, answers: Answers, said: Said) -> Taken:
    value = QUESTION if said.value is None and said.text.strip().casefold() in ASKING else said.value
    if value is not None:
        return Taken({**answers, "yes": value})
    if not said.text.strip():
        raise Refusal("talk.refused.tap")
    return Taken({**answers, "words": kept(f"{answers['words']}\n{said.text}")}, again=True)


def _over(talk: Talk, answers: Answers) -> None:
    words, value = answers["words"], answers["yes"]
    if value == COMPLAINT:
        complain.begin(talk, words)
    elif value == SEND:
        complain.send(talk, words)
    elif value == CORRECT:
        _correct(talk, answers)
    elif value == REWRITE:
        from handlers import change as changing  # which leads here

        changing.begin(talk, str(answers[NUMBER]), "words")
    elif value == QUESTION:
        talk.say("talk.question", {"words": without_links(words)}, menu=True)
    elif value != PROPOSAL:
        urgent = answers.get(ROUTE) == Route.DARURAT
        talk.say("alarm.not_a_proposal" if urgent else "talk.not_a_proposal", menu=True)
    elif talk.person is None:
        from handlers.enrol import begin as join  # joining leads back here

        join(talk, words)
    else:
        from handlers import propose  # which leads here

        propose.begin(talk, words, answers, sure=True)


def _correct(talk: Talk, answers: Answers) -> None:
    author, village = talk.resident()
    proposal = change.changeable(talk.work, author, village, answers[NUMBER])
    new = _corrected(talk, village, proposal, answers["words"])
    changed, told = change.change(
        talk.work, author, village, proposal.number, new["words"], new["dusun"], new["rt"], proposal.benefit
    )
    facts: dict[str, Fact] = {"number": raw(changed.number), "title": changed.title}
    talk.say("proposal.changed", {**facts, "told": text("proposal.changed_told") if told else None}, menu=True)


MAYBE = flow.register(Flow("maybe", (Step("yes", _ask, _take),), _over, ready=_ready, waits=True))
