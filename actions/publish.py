"""Tell the groups and each proposer what came out."""

from collections.abc import Mapping

from actions.letters import Button, Fact, Letter, Priority, moment, raw, text
from actions.news import tell_proposer
from actions.work import Work
from village.announcement import Closing
from village.cells import shown
from village.counting.choose import places
from village.place import Village, local
from village.poll import Poll, drawn_order
from village.rules import national, number, own


def bot_button(key: str, payload: str) -> Button:
    return Button(key, url=f"bot:{payload}")


def to_groups(
    work: Work, village: Village, key: str, facts: Mapping[str, Fact], button: Button | None = None, once: str = "",
    at_night: bool = False,
) -> None:  # fmt: skip
    """Post to every group of the village; with `once`, a business key, a second time writes nothing."""
    for group in work.chats.groups(village.id):
        work.outbox.post(
            Letter(
                group, key, facts, buttons=[[button]] if button else (), village=village.id,
                priority=Priority.RESULT, once=f"{once}:{group}" if once else None, at_night=at_night,
            )
        )  # fmt: skip


def polls_at_night(work: Work, village: Village) -> bool:
    """Does the village want a poll's opening and result at the announced hour, also while it sleeps?"""
    return bool(own("jajak_malam", village.settings, local(work.now, village.zone).year))


def least(poll: Poll, village: Village) -> int:
    """The small cell in force when the poll opened: figures about fewer people are not shown."""
    return number(national("sel_kecil", local(poll.opens_at, village.zone).year))


def option_lines(poll: Poll) -> Fact:
    return {
        "lines": [
            text("proposal.line", number=raw(o.number), title=o.title) for o in drawn_order(poll.options, poll.seal)
        ]
    }


def turnout(electorate: int, voted: int, least: int) -> Fact:
    """How many took part; below the small cell only that it was fewer than that."""
    if voted < least:
        return text("result.turnout_small", least=least)
    return text("result.turnout", voted=voted, electorate=electorate, percent=round(100 * voted / max(electorate, 1)))


def with_helped(turnout: Fact, helped: Fact) -> Fact:
    """How many took part, and below it what is to be said of votes by way of a kader, if there were any."""
    return text("result.turnout_helped", turnout=turnout, helped=helped) if helped else turnout


def ranking(poll: Poll, votes: Mapping[int, int] | None, why: Fact = None) -> Fact:
    """The options in order of votes, or the words that say why no counts are shown: because of few, if not `why`."""
    if votes is None:
        return why or text("result.hidden")
    options = {o.id: o for o in poll.options}
    lines = [
        text("result.line", rank=raw(p.rank), number=raw(options[p.option].number), title=options[p.option].title,
             votes=p.votes)
        for p in places(votes, {o.id: o.number for o in poll.options})
    ]  # fmt: skip
    return {"lines": lines}


def by_dusun(dusun: Mapping[str, int], voted: int, least: int) -> Fact:
    """Turnout by dusun; cells under the limit are hidden so that they cannot be worked out either."""
    if voted < least or len(dusun) < 2:
        return None
    cells = shown(dusun, least)
    if all(count is None for count in cells.values()):
        return None
    lines = [
        text("result.dusun", dusun=name, voted=count) if count is not None else text("result.dusun_hidden", dusun=name)
        for name, count in cells.items()
    ]
    return text("result.by_dusun", lines={"lines": lines})


def result(
    work: Work,
    village: Village,
    poll: Poll,
    electorate: int,
    voted: int,
    votes: Mapping[int, int] | None,
    dusun: Mapping[str, int],
    least: int,
    by_hand: bool,
    helped: Fact,
    closing: Closing,
) -> None:
    """Post the result to every group of the village, and tell each proposer what became of the proposal."""
    facts = {
        "ordinal": raw(work.polls.ordinal(poll)),
        "lines": ranking(poll, votes),
        "turnout": with_helped(turnout(electorate, voted, least), helped),
        "dusun": by_dusun(dusun, voted, least),
        "closed": text("result.closed_by_hand" if by_hand else "result.closed_on_time", at=moment(work.now)),
        "proof": text("result.proof", seal=poll.seal, closing=closing.closing_seal()),
    }
    proof = Button("button.proof", "bk", (poll.id,))
    to_groups(
        work, village, "result.group", facts, proof, f"result:{poll.id}", at_night=polls_at_night(work, village)
    )  # fmt: skip
    if votes is not None:
        standing = {p.option: p for p in places(votes, {o.id: o.number for o in poll.options})}
    proposals = work.proposals.chosen(village.id, [o.number for o in poll.options])
    for option, proposal in zip(poll.options, proposals, strict=True):
        told: dict[str, Fact] = {"number": raw(option.number), "title": option.title}
        if votes is None:
            key = "result.proposer_hidden"
        else:
            place = standing[option.id]
            key = "result.proposer"
            told |= {"rank": raw(place.rank), "of": len(poll.options), "votes": place.votes}
        tell_proposer(work, village, proposal, key, told, once=f"fate:{poll.id}:{option.id}")
