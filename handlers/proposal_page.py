"""One proposal as everybody sees it: what, where, who stands behind it, where it stands, why, and what can be done."""

from collections.abc import Sequence

from actions import banding, carry_over, gather, normalise, prices, scoring, verify
from actions import merge as merging
from actions.ground import without_links
from actions.letters import Button, Fact, Letter, raw, text
from actions.neighbours import place
from actions.news import reason
from actions.proposal_records import Taken
from actions.publish import bot_button
from handlers import behalf, detail_words, merge, pictures, scores
from handlers.banding import button as appeal
from handlers.chat import Talk, pairs
from handlers.propose import benefit_words
from village.desk import near
from village.people import RIGHTS, verified
from village.place import local
from village.proposal import CHANGEABLE, NEXT, SUPPORTABLE, Proposal, Status
from village.rules import national, number
from village.steps import OWN, STEPS
from village.words import clipped

STEPS_SHOWN = 12
NOTE_SHOWN = 120


def page(talk: Talk, proposal: Proposal) -> Letter:
    village = talk.published()
    taken = talk.work.steps.of(proposal.id)
    joined, into = merging.along(talk.work, proposal)
    marks = scoring.latest(talk.work, village, proposal)
    facts: dict[str, Fact] = {
        "number": raw(proposal.number),
        "title": proposal.title,
        "place": place(village, proposal.dusun_id, proposal.rt),
        "benefit": benefit_words(proposal.benefit),
        "behalf": behalf.said(proposal.behalf),
        "supporters": {"lines": [*_details(talk, proposal), *_changed(talk, proposal), *supporters(talk, proposal)]},
        "status": text(f"status.{proposal.status}"),
        "means": {"lines": [line for line in _means(talk, proposal, taken) if line]},
        "helped": text("proposal.helped") if talk.work.aids.proposed_by(proposal.id) else None,
        "merged": _merged(talk, joined, into),
        "check": {"lines": [*verify.shown(talk.work, proposal), *scoring.shown(talk.work, proposal, marks)]},
        "banding": banding.shown(talk.work, proposal),
        "lines": {"lines": [line for one in taken[-STEPS_SHOWN:] for line in _step(one)]},
    }
    return talk.letter("proposal.show", facts, _buttons(talk, proposal, joined, scored=marks is not None))


def _details(talk: Talk, proposal: Proposal) -> list[Fact]:
    """To its proposer their own words; to everybody what the office has added: field, size, cost, for how many."""
    known = normalise.newest(talk.work, proposal)
    said = talk.private and own(talk, proposal) and proposal.words.casefold() != proposal.title.casefold()
    words = [text("proposal.own_words", words=without_links(proposal.words))] if said else []
    if not known:
        return words
    return words + detail_words.public(known, prices.estimate(talk.work, talk.published(), proposal), _least(talk))


def _least(talk: Talk) -> int:
    return number(national("sel_kecil", local(talk.work.now, talk.published().zone).year))


def _means(talk: Talk, proposal: Proposal, taken: list[Taken]) -> list[Fact]:
    """What its standing means, since when it waits, and which place gatherings gave it."""
    village = talk.published()
    means = text("step.means_new" if len(taken) == 1 else f"step.means.{proposal.status}")
    return [means, carry_over.age(talk.work, village, proposal), *gather.ranks(talk.work, village, proposal)]


def supporters(talk: Talk, proposal: Proposal) -> list[Fact]:
    """How many stand behind it; of few only that they are few, so that nobody can be guessed."""
    behind = talk.work.supports.of(proposal.id)
    least = _least(talk)
    few = len(behind) < least
    lines = [text("proposal.supporters_few", n=least) if few else text("proposal.supporters", n=len(behind))]
    if any(by != who for who, by in behind.items()):
        lines.append(text("proposal.supporters_helped"))
    if talk.private and talk.person and talk.person.id in behind:
        lines.append(text("proposal.supporters_own"))
    return lines


def _merged(talk: Talk, joined: Sequence[Proposal], into: Proposal | None) -> Fact:
    """What goes along with what, each with its own supporters, never added up."""
    others = [("merge.with", other) for other in joined] + ([("merge.into", into)] if into else [])
    told = [merging.line(key, other, {"lines": supporters(talk, other)}) for key, other in others]
    return {"lines": told} if told else None


def own(talk: Talk, proposal: Proposal) -> bool:
    return talk.person is not None and talk.person.id == proposal.author_id


def _changed(talk: Talk, proposal: Proposal) -> list[Fact]:
    if proposal.version == 1:
        return []
    return [text("proposal.changed_at", at={"at": talk.work.proposals.version_at(proposal), "as": "date"})]


def _step(taken: Taken) -> list[Fact]:
    """Who decided is an office, never a person; the proposer is called that."""
    lines = [text("proposal.step", status=text(f"status.{taken.status}"), at={"at": taken.at, "as": "date"})]
    if taken.office or taken.second_office:
        offices = [text(f"office.{office}") for office in (taken.office, taken.second_office) if office]
        lines.append(text("proposal.by", offices={"list": offices}))
    elif taken.seq > 1:
        lines.append(text("proposal.by_proposer" if taken.by_id else "proposal.by_time"))
    if why := reason(taken.why, clipped(taken.note, NOTE_SHOWN)):
        lines.append(why)
    return lines


def _buttons(talk: Talk, proposal: Proposal, joined: Sequence[Proposal], scored: bool) -> list[list[Button]]:
    proof = Button("button.proof", "bu", (proposal.number,))
    marks = [[scores.button(proposal)]] if scored else []
    if not talk.private:
        return [[bot_button("button.support", f"u{proposal.number}"), proof], *marks]
    rows = [[*_support(talk, proposal), proof], *pairs(pictures.buttons(talk, proposal))]
    if _may_help(talk, proposal):
        rows.append([Button("button.support_for", "bwu", (proposal.number,))])
    if own(talk, proposal) and OWN in _ways_out(proposal):
        change = [Button("button.change", "pu", (proposal.number,))] if proposal.status in CHANGEABLE else []
        rows.append([*change, Button("button.withdraw", "pw", (proposal.number,))])
    if _may_work(talk, proposal):
        rows.append([Button("button.open_card", "ank", (proposal.number,))])
    rows += marks + merge.buttons(talk, proposal, joined)
    if may_appeal := appeal(talk, proposal):
        rows.append(may_appeal)
    return rows


def _support(talk: Talk, proposal: Proposal) -> list[Button]:
    person, village = talk.person, talk.village
    if person is None or village is None or not verified(person, village.id) or own(talk, proposal):
        return []
    if talk.work.supports.stands(proposal.id, person.id):
        return [Button("button.support_end", "du", (proposal.number, 0))]
    return [Button("button.support", "du", (proposal.number, 1))] if proposal.status in SUPPORTABLE else []


def _may_help(talk: Talk, proposal: Proposal) -> bool:
    village = talk.village
    helps = village is not None and RIGHTS["help_resident"].who(talk.person, village.id)
    return helps and proposal.status in SUPPORTABLE and not own(talk, proposal)


def _may_work(talk: Talk, proposal: Proposal) -> bool:
    """An officer who looks a number up goes on from there to its card."""
    person, village = talk.person, talk.village
    sees = person is not None and village is not None and RIGHTS["see_queue"].who(person, village.id)
    return sees and person is not None and near(person, proposal)


def _ways_out(proposal: Proposal) -> frozenset[str]:
    if Status.DICABUT not in NEXT[proposal.status]:
        return frozenset()
    return STEPS[proposal.status, Status.DICABUT].by
