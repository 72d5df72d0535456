"""Enter what a gathering wanted: one officer, then a second of another office; proposers and supporters hear it."""

from collections.abc import Collection
from dataclasses import replace

from actions import news, pair, rights, season, steps
from actions.letters import Button, Fact, Priority, raw, text
from actions.neighbours import place
from actions.work import Work
from village import cells, desk
from village.gathering import DISCUSSED, GROUPS, OLDEST_DAYS, Gathering, Item, Kind, reaches, refuse_unless_whole, way
from village.people import Resident
from village.place import Village, at_hour, local
from village.proposal import PUBLIC, Proposal, Status
from village.refusal import Refusal
from village.rules import national, number

RIGHT = "gather"


def area(work: Work, officer: Resident, village: Village) -> int | None:
    """The dusun whose gatherings this officer enters; None: any, and those of the whole village."""
    rights.require(work, "gather", officer, village)
    return None if desk.everywhere(officer) else officer.dusun_id or 0


def candidates(work: Work, village: Village, dusun_id: int | None, offset: int, limit: int) -> list[Proposal]:
    """What a gathering there may have discussed, the oldest number first."""
    return work.proposals.discussable(village.id, DISCUSSED, dusun_id, offset, limit)


def candidate(work: Work, village: Village, dusun_id: int | None, wanted: int) -> Proposal:
    proposal = work.proposals.numbered(village.id, wanted)
    if proposal is None or proposal.status not in DISCUSSED or (
        dusun_id is not None and proposal.dusun_id not in (None, dusun_id)
    ):  # fmt: skip
        raise Refusal("gather.refused.number", number=raw(wanted))
    return proposal


def enter(work: Work, officer: Resident, village: Village, held: Gathering) -> int:
    """Returns the number under which it waits for a second officer."""
    rights.require(work, "gather", officer, village)
    if not reaches(officer, desk.everywhere(officer), held.dusun_id):
        raise Refusal("queue.refused.elsewhere")
    end, oldest = (at_hour(work.now, village.zone, days, 0) for days in (1, -OLDEST_DAYS))
    refuse_unless_whole(held, end, oldest)
    for item in held.items:
        candidate(work, village, held.dusun_id, work.proposals.get(item.proposal_id).number)
    if not (seconds := _seconds(work, village, officer, held)):
        raise Refusal("step.refused.nobody")
    entered = replace(held, first_id=officer.id)
    entered = replace(entered, id=work.gatherings.add(village.id, season.current(work, village).id, entered))
    _record(work, village, officer, "gathering_entered", entered)
    told = facts(work, village, entered)
    pair.ask(work, village, seconds, "gather.ask_second", told, buttons(entered), f"gathering:{entered.id}")
    return entered.id


def agree(work: Work, second: Resident, village: Village, gathering_id: int) -> Gathering:
    """The second officer was there, or has read the list: each proposal goes where the gathering wanted it."""
    held = _open(work, second, village, gathering_id)
    pair.refuse_unless_second(work, village, RIGHT, held.first_id, second)
    first = work.residents.get(held.first_id)
    assert first is not None
    work.gatherings.settle(held.id, "done", second.id)
    _record(work, village, second, "gathering_confirmed", held)
    for item in held.items:
        _discussed(work, village, held, item, first, second)
    _tell_first(work, village, held, second, "gather.agreed_first")
    return held


def decline(work: Work, second: Resident, village: Village, gathering_id: int) -> Gathering:
    """Nothing is entered. Whoever began it may take it back."""
    held = _open(work, second, village, gathering_id)
    work.gatherings.settle(held.id, "declined", second.id)
    _record(work, village, second, "gathering_declined", held)
    _tell_first(work, village, held, second, "gather.declined_first")
    return held


def waiting(work: Work, officer: Resident, village: Village) -> list[Gathering]:
    """Entered by this officer, or for this officer to answer."""
    where = area(work, officer, village)
    found = work.gatherings.open(village.id, season.current(work, village).id)
    return [held for held in found if held.first_id == officer.id or reaches(officer, where is None, held.dusun_id)]


def remind(work: Work, village: Village, held: Gathering) -> None:
    """Those who may agree are asked once more."""
    work.gatherings.reminded(held.id)
    seconds, once = _seconds(work, village, work.residents.get(held.first_id), held), f"gathering-again:{held.id}"
    told = facts(work, village, held)
    pair.ask(work, village, seconds, "gather.remind", told, buttons(held), once, Priority.REMINDER)


def facts(work: Work, village: Village, held: Gathering) -> dict[str, Fact]:
    """What two officers read of it, with the figures as they are."""
    return {
        "gathering": named(village, held), "men": held.men, "women": held.women,
        "lines": {"lines": lines(work, held, frozenset(Status))},
        "next": text("gather.next_on" if held.goes_on else "gather.next_stay"),
    }  # fmt: skip


def lines(work: Work, held: Gathering, among: Collection[Status]) -> list[Fact]:
    """Its list in its order; what stands elsewhere than `among` keeps its place and is not named."""
    told: list[Fact] = []
    for item in held.items:
        proposal = work.proposals.get(item.proposal_id)
        if proposal.status not in among:
            told.append(text("gather.line_gone", rank=raw(item.rank)))
            continue
        line = text("gather.line", rank=raw(item.rank), number=raw(proposal.number), title=proposal.title)
        told.append(text("gather.line_later", line=line, why=text(f"why.{item.later}")) if item.later else line)
    return told


def buttons(held: Gathering) -> list[list[Button]]:
    return [[Button("button.step_yes", "mud", (held.id,)), Button("button.step_no", "muf", (held.id,))]]


def named(village: Village, held: Gathering) -> Fact:
    """What it was, where, and when."""
    where = place(village, held.dusun_id, None)
    at: Fact = {"at": held.held_on, "as": "date"}
    if held.kind is Kind.KELOMPOK:
        name: Fact = text(f"gathering.group.{held.name}") if held.name in GROUPS else held.name
        return text("gathering.kelompok", name=name, place=where, at=at)
    return text(f"gathering.{held.kind}", place=where, at=at)


def came(work: Work, village: Village, held: Gathering) -> Fact:
    """How many came, as everybody may read it: figures about few people are not told."""
    least = number(national("sel_kecil", local(work.now, village.zone).year))
    if held.people < least:
        return text("gather.came_few", n=least)
    shown = cells.shown({"men": held.men, "women": held.women}, least)
    if shown["men"] is None or shown["women"] is None:
        return text("gather.came", n=held.people)
    return text("gather.came_both", n=held.people, men=held.men, women=held.women)


def ranks(work: Work, village: Village, proposal: Proposal) -> list[Fact]:
    """In which gatherings it was discussed, and which place it got there."""
    return [
        text("gather.ranked", rank=raw(item.rank), of=len(held.items), gathering=named(village, held))
        for held in work.gatherings.about(proposal.id)
        for item in held.items
        if item.proposal_id == proposal.id
    ]


def _discussed(
    work: Work, village: Village, held: Gathering, item: Item, first: Resident, second: Resident
) -> None:  # fmt: skip
    """Whatever was withdrawn or decided meanwhile stays where it is."""
    proposal = work.proposals.get(item.proposal_id)
    if proposal.status not in PUBLIC:
        return
    then = () if steps.waits(work, village, proposal) else way(proposal.status, item.later, held.goes_on)
    for to in then:
        why = item.later if to is then[-1] else None
        proposal = steps.together(work, village, proposal, to, why, first, second)
    told: dict[str, Fact] = {
        "number": raw(proposal.number), "title": proposal.title, "rank": raw(item.rank), "of": len(held.items),
        "gathering": named(village, held), "status": text(f"status.{proposal.status}"),
        "why": news.reason(item.later if then else None, ""), "means": text(f"step.means.{proposal.status}"),
    }  # fmt: skip
    news.tell(work, village, proposal, "gather.told", told, f"gathering:{held.id}:{proposal.id}")
    news.along(work, village, proposal, text("gather.told", **told), f"gathering{held.id}")


def _seconds(work: Work, village: Village, first: Resident | None, held: Gathering) -> list[int]:
    """Whoever may agree, and has that dusun in the own area."""
    people = map(work.residents.get, pair.partners(work, village, RIGHT, first))
    return [p.id for p in people if p and reaches(p, desk.everywhere(p), held.dusun_id)]


def _open(work: Work, person: Resident, village: Village, gathering_id: int) -> Gathering:
    rights.require(work, "gather", person, village)
    held = work.gatherings.get(gathering_id, village.id, "open")
    if held is None:
        raise Refusal("gather.refused.settled")
    if held.first_id != person.id and not reaches(person, desk.everywhere(person), held.dusun_id):
        raise Refusal("queue.refused.elsewhere")
    return held


def _record(work: Work, village: Village, officer: Resident, act: str, held: Gathering) -> None:
    written: dict[str, Fact] = {
        "kind": held.kind, "dusun": held.dusun_id or 0, "name": held.name, "held_on": held.held_on, "men": held.men,
        "women": held.women,
        "items": {
            str(item.rank): [work.proposals.get(item.proposal_id).number, item.later or ""] for item in held.items
        },
    }  # fmt: skip
    office = pair.office(RIGHT, officer, village)
    work.book.record(village.id, officer.id, office, act, f"gathering:{held.id}", written)


def _tell_first(work: Work, village: Village, held: Gathering, second: Resident, key: str) -> None:
    if second.id != held.first_id:
        told: dict[str, Fact] = {"gathering": named(village, held), "name": second.name}
        pair.ask(work, village, [held.first_id], key, told, (), f"gathering-answer:{held.id}")
