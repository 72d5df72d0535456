"""Add to a proposal what a form needs; nobody is told, and each change stands in its path."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from actions import queue, rights
from actions.letters import raw
from actions.work import Work
from village import catalogue, desk, detail
from village.detail import Field, Lane
from village.people import RIGHTS, Office, Resident
from village.place import Village
from village.proposal import Proposal
from village.refusal import Refusal
from village.words import clipped


def changeable(work: Work, officer: Resident, village: Village, number: int) -> Proposal:
    """The proposal, if this officer may add to it now."""
    rights.require(work, "normalise", officer, village)
    proposal = queue.opened(work, officer, village, number)
    if officer.id == proposal.author_id:
        raise Refusal("step.refused.own")
    if proposal.status not in desk.STAGES:
        raise Refusal("detail.refused.status", number=raw(number))
    return proposal


def may_change(officer: Resident, village: Village, proposal: Proposal) -> bool:
    """Would it be taken from this officer now?"""
    return (
        RIGHTS["normalise"].who(officer, village.id)
        and officer.id != proposal.author_id
        and desk.near(officer, proposal)
        and proposal.status in desk.STAGES
    )


def title(work: Work, officer: Resident, village: Village, number: int, words: str) -> Proposal:
    """A plain title: a new version, with the proposer's words as they are."""
    proposal = changeable(work, officer, village, number)
    plain = titled(words)
    revised = work.proposals.revise(proposal, plain, proposal.words, officer.id)
    _note(work, officer, revised, Field.TITLE, {"title": plain})
    return revised


def titled(words: str) -> str:
    plain = clipped(words, detail.LONGEST_TITLE + 1)
    if not detail.SHORTEST_TITLE <= len(plain) <= detail.LONGEST_TITLE:
        raise Refusal("detail.refused.title", most=detail.LONGEST_TITLE)
    return plain


def code(work: Work, officer: Resident, village: Village, number: int, code: str, name: str = "") -> Proposal:
    """Its kegiatan. `name`: what the kabupaten calls one of the codes that it opened itself."""
    kegiatan = catalogue.find(code)
    if kegiatan is None:
        raise Refusal("code.refused.unknown")
    own = clipped(name, detail.LONGEST_TITLE) if kegiatan.local else ""
    if kegiatan.local and sum(sign.isalpha() for sign in own) < detail.SHORTEST_NAME:
        raise Refusal("code.refused.name", code=kegiatan.code)
    return _added(work, officer, village, number, Field.CODE, {"code": kegiatan.code, "name": own})


def lane(work: Work, officer: Resident, village: Village, number: int, lane: Lane) -> Proposal:
    return _added(work, officer, village, number, Field.LANE, {"lane": lane.value})


def sdg(work: Work, officer: Resident, village: Village, number: int, goal: int) -> Proposal:
    if not 1 <= goal <= detail.SDGS:
        raise Refusal("detail.refused.sdg", most=detail.SDGS)
    return _added(work, officer, village, number, Field.SDG, {"number": goal})


def volume(work: Work, officer: Resident, village: Village, number: int, milli: int, unit: str) -> Proposal:
    return _added(work, officer, village, number, Field.VOLUME, {"milli": milli, "unit": unit})


def people(
    work: Work, officer: Resident, village: Village, number: int, men: int, women: int, poor: int
) -> Proposal:  # fmt: skip
    return _added(work, officer, village, number, Field.PEOPLE, detail.people(men, women, poor))


def price(work: Work, officer: Resident, village: Village, number: int, price_id: int) -> Proposal:
    """By which row of the price list its cost is reckoned."""
    if work.prices.get(village.id, price_id) is None:
        raise Refusal("talk.refused.old")
    return _added(work, officer, village, number, Field.PRICE, {"price": price_id})


def newest(work: Work, proposal: Proposal) -> dict[Field, Mapping[str, Any]]:
    """What counts of each field."""
    return {found.field: found.value for found in work.details.of(proposal.id)}


def _added(
    work: Work, officer: Resident, village: Village, number: int, field: Field, value: Mapping[str, Any]
) -> Proposal:  # fmt: skip
    proposal = changeable(work, officer, village, number)
    _note(work, officer, proposal, field, value)
    return proposal


def _note(work: Work, officer: Resident, proposal: Proposal, field: Field, value: Mapping[str, Any]) -> None:
    held = office(officer)
    work.details.add(proposal.village_id, proposal.id, field, value, officer.id, held)
    thing = f"proposal:{proposal.number}:{proposal.version}"
    work.book.record(
        proposal.village_id, officer.id, held, "proposal_detailed", thing, {"field": field, "value": dict(value)}
    )


def office(officer: Resident) -> Office:
    """In which office somebody does it: one that alone gives the right."""
    right = RIGHTS["normalise"].who
    alone = (replace(officer, offices=frozenset({office})) for office in officer.offices)
    return min(office for one in alone if right(one, officer.village_id) for office in one.offices)
