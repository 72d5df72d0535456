"""Show a ballot, take presses, show results."""

from dataclasses import replace

from actions import fresh, open_box, publish, rights, visit, vote
from actions.enrol import ballot
from actions.letters import Button, Fact, Letter, moment, raw, text
from handlers import outcome
from handlers.chat import Answer, Talk, Toast
from village.book import first_wrong
from village.place import local
from village.refusal import Refusal
from village.sealing import shown

LATEST = 3


def show_ballots(talk: Talk) -> None:
    """Send the ballot of each running poll to somebody who may vote."""
    voter, village = talk.resident()
    running = [p for p in talk.work.polls.running(village.id) if talk.work.now < p.closes_at]
    if not running:
        talk.say("vote.none")
        return
    running[0].refuse_unless_voter(voter, local(talk.work.now, village.zone).year)
    for poll in running:
        talk.work.outbox.post(ballot(talk.chat.id, voter.id, village, poll.id))


def show_after_pin(talk: Talk) -> None:
    """A closed ballot was pressed, and the PIN was right. Whoever has voted needs that very message again."""
    voter, village = talk.resident()
    running = [p for p in talk.work.polls.running(village.id) if talk.work.now < p.closes_at]
    if running and all(fresh.in_the_box(talk.work, poll, voter.id) for poll in running):
        talk.say("vote.press_again")
    else:
        show_ballots(talk)


def cast(talk: Talk, poll_id: str, place: str, into: str, secret: str = "") -> Answer:
    """One tap. The toast does not repeat the pick, and neither answer is ever stored."""
    voter, village = talk.resident()
    option = _option(talk, poll_id, place)
    poll = vote.cast(talk.work, voter, village, int(poll_id), option, into == "1", fresh.opened(secret))
    toast = Toast("vote.toast.kept_shared" if talk.speaker else "vote.toast.kept")
    return Answer(toast, _redrawn(talk, voter.id, village.id, poll.id, secret))


def _option(talk: Talk, poll_id: str, place: str) -> int:
    """A button says which line of the frozen ballot it is: with the voter's secret there is no room for more."""
    options = vote.running_poll(talk.work, int(poll_id)).options
    if not 0 <= int(place) < len(options):
        raise Refusal("vote.refused.option")
    return options[int(place)].id


def take_out(talk: Talk, poll_id: str, place: str, _: str, secret: str = "") -> Answer:
    """The only pick was tapped again, perhaps by a finger that tapped twice: nothing changes before a yes."""
    voter, village = talk.resident()
    ballot = _redrawn(talk, voter.id, village.id, int(poll_id), secret)
    if ballot is None:
        return Answer(Toast("vote.toast.over", alert=True))
    if talk.work.polls.picks(int(poll_id), fresh.opened(secret)) != {_option(talk, poll_id, place)}:
        return Answer(redraw=ballot)
    return Answer(redraw=_sure(talk, ballot, int(poll_id), secret))


def ask_empty(talk: Talk, poll_id: str, secret: str = "") -> Answer:
    """[Batalkan suara saya]: asked first, as it takes out everything."""
    voter, village = talk.resident()
    ballot = _redrawn(talk, voter.id, village.id, int(poll_id), secret)
    if ballot is None:
        return Answer(Toast("vote.toast.over", alert=True))
    if not talk.work.polls.picks(int(poll_id), fresh.opened(secret)):
        return Answer(Toast("vote.toast.nothing_in"), ballot)
    return Answer(redraw=_sure(talk, ballot, int(poll_id), secret))


def _sure(talk: Talk, ballot: Letter, poll_id: int, secret: str) -> Letter:
    asked = (poll_id, secret)
    # What empties it does not come to lie where the finger has just been.
    rows = [[Button("button.keep_vote", "vo", asked), Button("button.yes_empty", "vw", asked)]]
    if talk.speaker:
        rows.append([Button("button.close_ballot", "vc", asked)])
    return replace(ballot, key="vote.ask_empty", fresh="", buttons=rows)


def check(talk: Talk, poll_id: str, secret: str = "") -> Answer:
    """[Periksa suara]: while the poll runs only whether it is in; after publication one's own lines of the list."""
    talk.resident()
    poll = vote.running_poll(talk.work, int(poll_id))
    opened = fresh.opened(secret)
    if not talk.work.polls.published(poll.id):
        picks = talk.work.polls.picks(poll.id, opened)
        return Answer(Toast("vote.toast.lies_in" if picks else "vote.toast.nothing_in", alert=True))
    lines: list[Fact] = [
        text("vote.own_line", code=shown(line.code), number=raw(line.number), row=raw(row))
        for line, row in talk.work.polls.own_lines(poll.id, opened)
    ]
    if not lines:
        gone = talk.work.polls.final(poll.id)["shredded_at"] is not None
        return Answer(Toast("vote.toast.traces_gone" if gone else "vote.toast.nothing_in", alert=True))
    rows = [[Button("button.check", "vp", (poll.id, secret)), Button("button.recount", "vl", (poll.id,))]]
    facts: dict[str, Fact] = {"ordinal": raw(talk.work.polls.ordinal(poll)), "lines": {"lines": lines}}
    return Answer(redraw=talk.letter("vote.own_lines", facts, rows))


def recount(talk: Talk, poll_id: str) -> Answer:
    """Everything that is needed to count again, as one file: public to everybody who may see results."""
    village = talk.published()
    poll = vote.running_poll(talk.work, int(poll_id))
    if poll.village_id != village.id or not talk.work.polls.published(poll.id):
        raise Refusal("talk.refused.old")
    talk.work.outbox.post(replace(talk.letter("vote.recount", {"poll": poll.id}, attach="recount"), fresh="recount"))
    return Answer(Toast("vote.toast.recount"))


def withdraw(talk: Talk, poll_id: str, secret: str = "") -> Answer:
    voter, village = talk.resident()
    poll = vote.withdraw(talk.work, voter, village, int(poll_id), fresh.opened(secret))
    return Answer(Toast("vote.toast.withdrawn"), _redrawn(talk, voter.id, village.id, poll.id, secret))


def unfold(talk: Talk, poll_id: str, secret: str = "") -> Answer:
    """On a shared phone: the voter opens their own ballot."""
    return _turned(talk, poll_id, secret, True)


def fold(talk: Talk, poll_id: str, secret: str = "") -> Answer:
    """The voter closes it again, so that the next one who reads here does not see the picks."""
    return _turned(talk, poll_id, secret, False)


def _turned(talk: Talk, poll_id: str, secret: str, is_open: bool) -> Answer:
    voter, village = talk.resident()
    letter = _redrawn(talk, voter.id, village.id, int(poll_id), secret, is_open)
    return Answer(None if letter else Toast("vote.toast.over", alert=True), letter)


def _redrawn(
    talk: Talk, voter: int, village: int, poll_id: int, secret: str, is_open: bool = True
) -> Letter | None:  # fmt: skip
    """The same ballot once more, with the secret it had: a redraw never leaves by the outbox."""
    facts: dict[str, Fact] = {"poll": poll_id, "open": int(is_open), "secret": secret}
    letter = Letter(
        talk.chat.id, "vote.ballot", facts, resident=voter, village=village, fresh="ballot", speaker=talk.speaker
    )
    drawn = fresh.ballot(talk.work, letter)
    if talk.speaker and talk.account is not None and talk.msg.message:
        _noted(talk, talk.account.id, voter, poll_id, is_open and drawn is not None)
        talk.work.households.remember_secret(talk.chat.id, talk.msg.message, secret)
    return drawn


def _noted(talk: Talk, account: int, voter: int, poll_id: int, is_open: bool) -> None:
    """On a shared phone we remember which ballot lies open, so that it is folded when another one speaks."""
    if is_open:
        talk.work.households.unfolded(account, voter, poll_id, talk.msg.message)
    else:
        talk.work.households.folded(account, talk.msg.message)


def results(talk: Talk) -> None:
    """The newest closed polls, with the same words that went to the group."""
    village = talk.published()
    closed = talk.work.polls.results(village.id, LATEST)
    running = [p for p in talk.work.polls.running(village.id) if talk.work.now < p.closes_at]
    ways = outcome.ways(talk) if talk.private else []
    if not closed and not running:
        talk.say("result.none", {}, ways)
    for poll in running:
        ordinal = raw(talk.work.polls.ordinal(poll))
        talk.say(
            "result.running", {"ordinal": ordinal, "closes_at": moment(poll.closes_at)}, () if closed else ways
        )  # fmt: skip
    for poll, electorate, voted, votes in closed:
        least = publish.least(poll, village)
        talk.say(
            "result.private",
            {
                "ordinal": raw(talk.work.polls.ordinal(poll)),
                "lines": publish.ranking(poll, votes, open_box.why_closed(talk.work, poll)),
                "turnout": publish.with_helped(
                    publish.turnout(electorate, voted, least), visit.summary(talk.work, poll.id, voted, least)
                ),
                "closed": {"at": poll.closed_at or poll.closes_at, "as": "date"},
            },
            [
                [Button("button.proof", "bk", (poll.id,)), Button("button.reach", "jk")],
                *_counting(talk, poll.id),
                *ways,
            ],
        )


def _counting(talk: Talk, poll_id: int) -> list[list[Button]]:
    """Ways to count again and to read how far a vote is secret, where a list is published."""
    if not talk.work.polls.published(poll_id):
        return []
    return [[Button("button.recount", "vl", (poll_id,)), Button("button.secrecy", "vs")]]


def secrecy(talk: Talk) -> Answer:
    """What keeps a vote secret here, and what does not: in simple words, before anybody has to ask."""
    talk.say("vote.secrecy")
    return Answer()


def proof(talk: Talk, poll_id: str) -> Answer:
    """What stands behind a result: the seal of the ballot and the head of the book."""
    poll = talk.work.polls.get(int(poll_id))
    if poll is None:
        raise Refusal("talk.refused.old")
    rows, head = talk.work.book.head(poll.village_id)
    facts: dict[str, Fact] = {"seal": poll.seal[:12], "rows": rows, "head": head.hex()[:12]}
    return Answer(Toast("result.toast.proof", facts, alert=True))


def check_book(talk: Talk) -> None:
    """Recompute the chain of the village's book and say what came out."""
    village = talk.village
    if village is None:
        raise Refusal("talk.refused.stranger")
    rights.require(talk.work, "check_book", talk.person, village)
    rows = talk.work.book.whole(village.id)
    wrong = first_wrong(rows)
    if wrong is None:
        talk.say("book.whole", {"rows": len(rows), "head": rows[-1].hash.hex()[:12] if rows else "-"})
    else:
        talk.say("book.broken", {"row": raw(wrong)})
