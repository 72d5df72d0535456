"""[Antrean usulan]: what waits, stage by stage; the card of one proposal, and where it may go from there.

Nobody's name stands here: whoever works on a proposal reads the words, not the person.
"""

from actions import carry_over, clarify, normalise, prices, queue
from actions.ground import without_links
from actions.letters import Button, Fact, Letter, raw, text
from actions.neighbours import place
from handlers import behalf, detail_words, pictures
from handlers.chat import Answer, Talk, Toast, pairs
from handlers.propose import benefit_words
from village import desk
from village.detail import NEEDED, Field
from village.proposal import Proposal, Status
from village.refusal import Refusal
from village.steps import Why

PAGE = 6
SHORT = {
    Status.DIBAHAS_MUSDUS: "md", Status.VERIFIKASI: "ve", Status.TERTUNDA: "td", Status.RANCANGAN_RKP: "rk",
    Status.DU_RKP: "du", Status.CADANGAN_RPJM: "cd", Status.DITERUSKAN: "tr", Status.DIBAHAS_MUSRENBANG: "mr",
}  # fmt: skip
"""How a button says where to: with the reason beside it the whole word would not fit."""
TALKS = {"verify": ("button.verify", "vfn"), "refuse": ("button.decide", "op")}
_LONG = {short: status for status, short in SHORT.items()}


def show(talk: Talk) -> None:
    """The stages in which proposals wait, with how many."""
    officer, village = talk.resident()
    found = queue.stages(talk.work, officer, village)
    if not found:
        talk.say("queue.none")
        return
    buttons = [Button(f"queue.stage.{stage}", "anp", (stage.value, 0), {"n": many}) for stage, many, _ in found]
    urgent = [text("queue.urgent", n=n, stage=text(f"status.{stage}")) for stage, _, n in found if n]
    facts: dict[str, Fact] = {"total": sum(many for _, many, _ in found), "urgent": {"lines": list(urgent)}}
    talk.say("queue.show", facts, pairs(buttons))


def page(talk: Talk, stage: str, offset: str) -> Answer:
    """One page of a stage, emergencies and then the oldest first, in the same message."""
    officer, village = talk.resident()
    here, start = _stage(stage), int(offset)
    found = queue.page(talk.work, officer, village, here, start, PAGE + 1)
    ages = carry_over.ages(talk.work, village, [w.proposal for w in found[:PAGE]])
    lines: list[Fact] = [
        carry_over.aged(
            behalf.lined(
                text("queue.line_urgent" if w.proposal.urgent else "queue.line",
                     age=aged(queue.days(talk.work, village, w.since)), number=raw(w.proposal.number),
                     title=w.proposal.title),
                w.proposal,
            ),
            ages.get(w.proposal.id),
        )
        for w in found[:PAGE]
    ]  # fmt: skip
    if not lines:
        return Answer(Toast("queue.toast.empty"))
    buttons = pairs([Button("button.proposal", "ank", (w.proposal.number,), {"number": raw(w.proposal.number)})
                     for w in found[:PAGE]])  # fmt: skip
    turn = [Button("button.waits_longer", "anp", (stage, max(0, start - PAGE)))] if start else []
    if len(found) > PAGE:
        turn.append(Button("button.waits_less", "anp", (stage, start + PAGE)))
    facts: dict[str, Fact] = {"stage": text(f"status.{here}"), "lines": {"lines": lines}}
    return Answer(redraw=talk.letter("queue.page", facts, [*buttons, *([turn] if turn else [])]))


def aged(days: int) -> Fact:
    """How long something waits already, in front of a line."""
    return text("queue.days", n=days) if days else text("queue.today")


def _waits(days: int) -> Fact:
    return text("queue.waits", n=days) if days else text("queue.waits_today")


def open_card(talk: Talk, number: str) -> None:
    talk.work.outbox.post(card(talk, _opened(talk, number)))


def back(talk: Talk, number: str) -> Answer:
    """The card again, in place of a question about it."""
    return Answer(redraw=card(talk, _opened(talk, number)))


def card(talk: Talk, proposal: Proposal) -> Letter:
    """What a proposal says, how long it waits, its path, and what this officer may do now."""
    officer, village = talk.resident()
    path = talk.work.steps.of(proposal.id)
    facts: dict[str, Fact] = {
        "number": raw(proposal.number),
        "urgent": text("queue.card_urgent") if proposal.urgent else None,
        "title": proposal.title,
        "words": without_links(proposal.words) or None,
        "place": place(village, proposal.dusun_id, proposal.rt),
        "benefit": benefit_words(proposal.benefit),
        "behalf": behalf.said(proposal.behalf),
        "status": text(f"status.{proposal.status}"),
        "waits": _waits(queue.days(talk.work, village, path[-1].at)) if path else None,
        "question": _question(talk, proposal),
        "details": {"lines": _details(talk, proposal)},
        "cost": {"lines": detail_words.cost(
            prices.estimate(talk.work, village, proposal), proposal.dusun_id is not None
        )},
        "lines": {"lines": _path(talk, proposal)},
    }  # fmt: skip
    buttons = [
        Button(f"button.to.{to}", "anl", (proposal.number, SHORT[to])) for to in desk.moves(officer, proposal)
    ]  # fmt: skip
    buttons += [Button(*TALKS[right], (proposal.number,)) for right in desk.talks(officer, proposal)]
    if proposal.status is Status.DITERIMA and clarify.may_ask(talk.work, officer, village, proposal):
        buttons.append(Button("button.ask_proposer", "ant", (proposal.number,)))
    if normalise.may_change(officer, village, proposal):
        buttons.append(Button("button.tidy", "and", (proposal.number,)))
        if (field := _next(talk, proposal)) is not None:
            buttons.append(Button(f"button.next.{field}", "ane", (proposal.number, field.value)))
    if proposal.urgent and normalise.may_change(officer, village, proposal):
        buttons.append(Button("button.no_emergency", "anu", (proposal.number,)))
    buttons += pictures.buttons(talk, proposal)
    return talk.letter("queue.card", facts, pairs(buttons))


def _next(talk: Talk, proposal: Proposal) -> Field | None:
    """The first field that is missing and can be filled in now: one press, and it may be typed."""
    _, village = talk.resident()
    known = normalise.newest(talk.work, proposal)
    missing = (field for field in NEEDED if field not in known)
    return next((f for f in missing if f is not Field.PRICE or prices.fitting(talk.work, village, proposal)), None)


def _details(talk: Talk, proposal: Proposal) -> list[Fact]:
    _, village = talk.resident()
    age = carry_over.age(talk.work, village, proposal)
    return [*([age] if age else []), *detail_words.lines(normalise.newest(talk.work, proposal))]


def _path(talk: Talk, proposal: Proposal) -> list[Fact]:
    """Steps and what officers have added, in the order in which it came; offices, never people."""
    steps = [
        (step.at, text("queue.step", at={"at": step.at, "as": "date"}, status=text(f"status.{step.status}")))
        for step in talk.work.steps.of(proposal.id)
    ]
    added = [
        (
            found.at,
            text(
                "queue.added", at={"at": found.at, "as": "date"}, what=detail_words.words(found.field, found.value),
                office=text(f"office.{found.office}"),
            ),
        )
        for found in talk.work.details.of(proposal.id)
    ]  # fmt: skip
    return [line for _, line in sorted([*steps, *added], key=lambda told: told[0])]


def _question(talk: Talk, proposal: Proposal) -> Fact:
    """What was asked, where an answer is still waited for."""
    asked = talk.work.clarifications.open_of(proposal.id)
    return text("queue.asked", question=clarify.question_words(asked.question, asked.words)) if asked else None


def ask_move(talk: Talk, number: str, to: str) -> Answer:
    """Say what the step means and ask once; where it needs a reason, the reason is the answer."""
    proposal, there = _opened(talk, number), _there(to)
    officer, _ = talk.resident()
    if there not in desk.moves(officer, proposal):
        return Answer(Toast("talk.toast.old"), card(talk, proposal))
    why = desk.reasons(proposal, there)
    rows = [[Button(f"why.{w}", "anw", (proposal.number, to, w.value))] for w in why]
    if not rows:
        rows = [[Button("button.yes_right", "anw", (proposal.number, to))]]
    rows.append([Button("button.back_to_card", "anb", (proposal.number,))])
    facts: dict[str, Fact] = {
        "number": raw(proposal.number), "title": proposal.title, "status": text(f"status.{there}"),
        "means": text(f"step.means.{there}"),
    }  # fmt: skip
    return Answer(redraw=talk.letter("queue.ask_reason" if why else "queue.ask_move", facts, rows))


def move(talk: Talk, number: str, to: str, why: str = "") -> Answer:
    officer, village = talk.resident()
    moved = queue.move(talk.work, officer, village, int(number), _there(to), _why(why))
    return Answer(Toast("queue.toast.moved"), card(talk, moved))


def _opened(talk: Talk, number: str) -> Proposal:
    officer, village = talk.resident()
    return queue.opened(talk.work, officer, village, int(number))


def _stage(word: str) -> Status:
    if word not in desk.STAGES:
        raise Refusal("talk.refused.old")
    return Status(word)


def _there(word: str) -> Status:
    if word not in _LONG:
        raise Refusal("talk.refused.old")
    return _LONG[word]


def _why(word: str) -> Why | None:
    if word and word not in set(Why):
        raise Refusal("talk.refused.old")
    return Why(word) if word else None
