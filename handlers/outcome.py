"""[Daftar prioritas] and [Isi rencana]: what everybody may read of the order of proposals, and of where they end."""

from actions import destination, gather, matrix, season, shortlist
from actions.letters import Button, Fact, Letter, raw, text
from handlers.chat import Answer, Talk, pairs
from handlers.prices import span
from village import price
from village.destination import Destination, Entry, Total, by_lane, total
from village.matrix import State
from village.place import Village
from village.proposal import PUBLIC
from village.refusal import Refusal
from village.shortlist import Place

PAGE, HELD = 10, 6
WAYS = [Button("button.priorities", "mup"), Button("button.outcome", "mur")]
"""The two lists, from wherever proposals or results are shown."""


def ways(talk: Talk) -> list[list[Button]]:
    """All public lists of results: the order, the plan, and the teams' marks once there are any."""
    village = talk.village
    marked = village is not None and matrix.standing(talk.work, village, State.CLOSED) is not None
    return [WAYS, [Button("button.all_scores", "nl")]] if marked else [WAYS]


def priorities(talk: Talk, offset: str = "") -> Answer:
    """The first page in a message of its own, another one in its place."""
    return _answer(talk, _priorities(talk, max(0, int(offset or 0))), offset)


def _answer(talk: Talk, page: Letter, offset: str) -> Answer:
    if offset:
        return Answer(redraw=page)
    talk.work.outbox.post(page)
    return Answer()


def _priorities(talk: Talk, start: int) -> Letter:
    village = talk.published()
    found = shortlist.of(talk.work, village)
    places = found.places[start : start + PAGE]
    if not places:
        return talk.letter("shortlist.none")
    lines = [_line(village, found, at, p) for at, p in enumerate(places, start=start + 1)]
    facts: dict[str, Fact] = {
        "village": village.name, "total": len(found.places), "top": found.top, "slots": found.slots,
        "lines": {"lines": lines},
    }  # fmt: skip
    turn = [Button("button.before", "mup", (max(0, start - PAGE),))] if start else []
    if start + PAGE < len(found.places):
        turn.append(Button("button.after", "mup", (start + PAGE,)))
    return talk.letter("shortlist.show", facts, [*([turn] if turn else []), [Button("button.held", "mul")]])


def _line(village: Village, found: shortlist.Shortlist, at: int, place: Place) -> Fact:
    proposal = found.proposals[place.candidate.number]
    planned = text(f"status.{proposal.status}") if proposal.status in shortlist.PLANNED else None
    return text(
        "shortlist.line_planned" if planned else "shortlist.line", place=raw(at), number=raw(proposal.number),
        title=proposal.title, why=shortlist.why(village, found, place), status=planned,
    )  # fmt: skip


def gatherings(talk: Talk, offset: str = "") -> Answer:
    """The gatherings of this season, from which the order comes, the newest first."""
    village, start = talk.published(), max(0, int(offset or 0))
    held = talk.work.gatherings.done(village.id, season.current(talk.work, village).id)[::-1]
    if not held:
        return _answer(talk, talk.letter("gather.none_held"), offset)
    shown = list(enumerate(held[start : start + HELD], start=start + 1))
    lines = [
        text("gather.held", at=raw(at), gathering=gather.named(village, g), n=len(g.items),
             came=gather.came(talk.work, village, g))
        for at, g in shown
    ]  # fmt: skip
    buttons = [Button("button.held_list", "muk", (g.id,), {"at": raw(at)}) for at, g in shown]
    turn = [Button("button.before", "mul", (max(0, start - HELD),))] if start else []
    if start + HELD < len(held):
        turn.append(Button("button.after", "mul", (start + HELD,)))
    page = talk.letter("gather.list", {"lines": {"lines": lines}}, [*pairs(buttons), *([turn] if turn else [])])
    return _answer(talk, page, offset)


def held_list(talk: Talk, gathering: str) -> None:
    """What one of them discussed, in its order."""
    village = talk.published()
    held = talk.work.gatherings.get(int(gathering), village.id, "done")
    if held is None:
        raise Refusal("talk.refused.old")
    facts: dict[str, Fact] = {
        "gathering": gather.named(village, held), "came": gather.came(talk.work, village, held),
        "lines": {"lines": gather.lines(talk.work, held, PUBLIC)},
    }  # fmt: skip
    talk.say("gather.public", facts)


def outcome(talk: Talk) -> None:
    """The three destinations with their sums."""
    village = talk.published()
    about = destination.latest(talk.work, village)
    blocks: list[Fact] = []
    buttons = []
    for where in Destination:
        entries = [entry for _, entry in destination.planned(talk.work, village, about, where)]
        if not entries:
            continue
        lanes = [
            text("outcome.lane", lane=text(f"lane.{lane}"), sum=_summed(summed))
            for lane, summed in by_lane(entries).items()
        ]
        share = _share(talk, total(entries), where)
        lines: Fact = {"lines": [*lanes, *([share] if share else [])]}
        blocks.append(text("outcome.block", where=text(f"outcome.{where}"), lines=lines))
        buttons.append(Button(f"outcome.{where}", "mut", (where.value,)))
    if not blocks:
        talk.say("outcome.none", {"year": raw(about.year)})
        return
    talk.say("outcome.show", {"year": raw(about.year), "lines": {"lines": blocks}}, pairs(buttons))


def _summed(summed: Total) -> Fact:
    """How many, what those with a price cost together, and how many have none."""
    if summed.unpriced == summed.n:
        return text("outcome.sum_unpriced", n=summed.n)
    cost = span(summed.low, summed.high)
    if summed.unpriced:
        return text("outcome.sum_partly", n=summed.n, cost=cost, unpriced=summed.unpriced)
    return text("outcome.sum", n=summed.n, cost=cost)


def _share(talk: Talk, summed: Total, where: Destination) -> Fact:
    """Only what the village itself pays for is held against its ceiling."""
    most = destination.ceiling(talk.published())
    if where is not Destination.RKP or summed.unpriced == summed.n:
        return None
    if most is None:
        return text("outcome.no_ceiling")
    return text("outcome.share", n=price.share(summed.high, most), most={"rupiah": most})


def listed(talk: Talk, where: str, offset: str = "") -> Answer:
    """One page of a destination."""
    if where not in set(Destination):
        raise Refusal("talk.refused.old")
    village, start = talk.published(), max(0, int(offset or 0))
    about = destination.latest(talk.work, village)
    found = destination.planned(talk.work, village, about, Destination(where))
    lines = [
        text("outcome.line", number=raw(p.number), title=p.title, lane=text(f"lane.{entry.lane}"), cost=_cost(entry))
        for p, entry in found[start : start + PAGE]
    ]
    turn = [Button("button.before", "mut", (where, max(0, start - PAGE)))] if start else []
    if start + PAGE < len(found):
        turn.append(Button("button.after", "mut", (where, start + PAGE)))
    if not lines:
        return _answer(talk, talk.letter("outcome.none", {"year": raw(about.year)}), offset)
    facts: dict[str, Fact] = {
        "where": text(f"outcome.{where}"), "year": raw(about.year), "n": len(found), "lines": {"lines": lines},
    }  # fmt: skip
    return _answer(talk, talk.letter("outcome.list", facts, [turn] if turn else []), offset)


def _cost(entry: Entry) -> Fact:
    if entry.low is None or entry.high is None:
        return text("outcome.unpriced")
    return span(entry.low, entry.high)
