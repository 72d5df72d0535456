"""[Minta BPD memeriksa], and the council's answer."""

from actions import banding, news, verify
from actions.ground import without_links
from actions.letters import Button, Fact, raw, text
from actions.proposal_records import Banding, Taken
from handlers import flow
from handlers.chat import Talk, pairs
from handlers.decide import note
from handlers.flow import Answers, Choice, Flow, Question, Said, Step
from handlers.flow import Taken as Took
from village.proposal import Proposal
from village.refusal import Refusal
from village.steps import Why

SHOWN = 5


def ask(talk: Talk, number: str) -> None:
    """One tap: the council is asked at once. Words may follow."""
    person, village = talk.resident()
    asked, proposal = banding.submit(talk.work, person, village, int(number))
    facts: dict[str, Fact] = {
        "number": raw(proposal.number), "title": proposal.title, "last": banding.last_day(asked),
    }  # fmt: skip
    talk.say("banding.asked", facts)
    flow.begin(talk, WORDS, {"banding": asked.id})


def _ask_words(talk: Talk, answers: Answers) -> Question:
    return Question("banding.ask_words", {}, [[Choice("button.no_words", 0)]])


def _words(talk: Talk, answers: Answers, said: Said) -> Took:
    return Took({**answers, "said": note(said)})


def _explained(talk: Talk, answers: Answers) -> None:
    person, village = talk.resident()
    if answers["said"]:
        banding.explain(talk.work, person, village, answers["banding"], answers["said"])
    talk.say("banding.explained" if answers["said"] else "banding.left_so", menu=True)


WORDS = flow.register(Flow("banding", (Step("said", _ask_words, _words),), _explained))


def listed(talk: Talk) -> None:
    """The council's list: days left, the most urgent first."""
    member, village = talk.resident()
    found = banding.waiting(talk.work, member, village)
    if not found:
        talk.say("banding.none")
        return
    lines: list[Fact] = [_line(talk, b, p) for b, p in found[:SHOWN]]
    numbers = [Button("button.pick_number", "bmd", (b.id,), {"number": raw(p.number)}) for b, p in found[:SHOWN]]
    talk.say("banding.list", {"total": len(found), "lines": {"lines": lines}}, pairs(numbers))


def _line(talk: Talk, asked: Banding, proposal: Proposal) -> Fact:
    facts: dict[str, Fact] = {"number": raw(proposal.number), "title": proposal.title}
    if late := banding.days_late(talk.work, asked):
        return text("banding.line_late", **facts, days=late)
    left = banding.days_left(talk.work, asked)
    return text("banding.line", **facts, days=left) if left else text("banding.line_today", **facts)


def detail(talk: Talk, banding_id: str) -> None:
    """The whole path of the proposal, what was said against the no, and the two answers."""
    member, village = talk.resident()
    asked, proposal = banding.look(talk.work, member, village, int(banding_id))
    lines: list[Fact] = [_step(taken) for taken in talk.work.steps.of(proposal.id)]
    facts: dict[str, Fact] = {
        "number": raw(proposal.number), "title": proposal.title, "lines": {"lines": lines},
        "words": without_links(proposal.words),
        "check": {"lines": verify.shown(talk.work, proposal)},
        "said": text("banding.said", words=asked.words) if asked.words else None,
        "line": text("banding.late", days=late) if (late := banding.days_late(talk.work, asked))
        else text("banding.until", last=banding.last_day(asked)),
    }  # fmt: skip
    answers = [
        Button("button.banding_grant", "bmj", (asked.id, 1)),
        Button("button.banding_keep", "bmj", (asked.id, 0)),
    ]
    talk.say(
        "banding.show", facts, [answers] if banding.may_decide(talk.work, member.id, asked, proposal) else []
    )  # fmt: skip


def _step(taken: Taken) -> Fact:
    facts: dict[str, Fact] = {
        "status": text(f"status.{taken.status}"), "at": {"at": taken.at, "as": "date"},
        "why": news.reason(taken.why, taken.note),
    }  # fmt: skip
    by: list[Fact] = [text(f"office.{office}") for office in (taken.office, taken.second_office) if office]
    return text("banding.step_by", **facts, by={"list": by}) if by else text("banding.step", **facts)


def begin(talk: Talk, banding_id: str, yes: str) -> None:
    member, village = talk.resident()
    asked, proposal = banding.look(talk.work, member, village, int(banding_id))
    if not banding.may_decide(talk.work, member.id, asked, proposal):
        raise Refusal("banding.refused.own")
    answers = {"banding": asked.id, "number": proposal.number, "yes": yes == "1"}
    flow.begin(talk, ANSWER, answers)


def _ask_note(talk: Talk, answers: Answers) -> Question:
    if answers["yes"]:
        return Question("banding.ask_note", {"number": raw(answers["number"])}, [[Choice("button.no_note", 0)]])
    return Question("banding.ask_reason", {"number": raw(answers["number"])})


def _note(talk: Talk, answers: Answers, said: Said) -> Took:
    words = note(said)
    if not answers["yes"] and not any(sign.isalpha() for sign in words):
        raise Refusal("banding.refused.reason")
    return Took({**answers, "note": words})


def _ask_sure(talk: Talk, answers: Answers) -> Question:
    member, village = talk.resident()
    _, proposal = banding.look(talk.work, member, village, answers["banding"])
    facts: dict[str, Fact] = {"number": raw(proposal.number), "title": proposal.title, "note": answers["note"]}
    read: Fact = text("banding.told_kept", **facts)
    if answers["yes"]:
        back = banding.BACK[proposal.status]
        read = text(news.MOVED, **news.words(proposal, back, Why.BANDING, answers["note"]))
    return Question(
        "banding.preview", {"news": read}, [[Choice("button.tell_answer", 1)], [Choice("button.cancel", 0)]]
    )  # fmt: skip


def _sure(talk: Talk, answers: Answers, said: Said) -> Took:
    if said.value not in ("0", "1"):
        raise Refusal("talk.refused.tap")
    return Took({**answers, "sure": said.value == "1"})


def _answered(talk: Talk, answers: Answers) -> None:
    if not answers["sure"]:
        talk.say("decide.stopped", {"number": raw(answers["number"])}, menu=True)
        return
    member, village = talk.resident()
    proposal = banding.decide(talk.work, member, village, answers["banding"], answers["yes"], answers["note"])
    facts: dict[str, Fact] = {
        "number": raw(proposal.number), "title": proposal.title, "status": text(f"status.{proposal.status}"),
    }  # fmt: skip
    talk.say("banding.answered", facts, menu=True)


ANSWER = flow.register(
    Flow("banding_answer", (Step("note", _ask_note, _note), Step("sure", _ask_sure, _sure)), _answered)
)


def offer(talk: Talk) -> list[list[Button]]:
    """At the council's desk: what waits for an answer."""
    member, village = talk.resident()
    n = len(banding.waiting(talk.work, member, village))
    return [[Button("button.bandings", "bml", facts={"n": n})]] if n else []


def button(talk: Talk, proposal: Proposal) -> list[Button]:
    """At a proposal that was refused, for whoever may still ask."""
    if not talk.private or talk.person is None or talk.village is None:
        return []
    may = banding.may(talk.work, talk.person, talk.village, proposal.number)
    return [news.appeal(proposal.number)] if may else []
