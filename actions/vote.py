"""Open a straw poll, take each tap, close it and count."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from actions import publish, rights, season, visit
from actions.enrol import ballot
from actions.letters import Priority, moment, raw
from actions.work import Work
from village.book import canonical
from village.counting.choose import count
from village.people import Resident
from village.place import Village, local
from village.poll import Option, Poll, PollState, refuse_unless_ballot
from village.proposal import ON_A_BALLOT
from village.refusal import Refusal
from village.rules import national, number


def open_poll(
    work: Work, officer: Resident, village: Village, numbers: Sequence[int], most_picks: int, closes_at: int
) -> Poll:
    """Freeze the ballot, write its seal into the book, tell the groups, and send a ballot to each who may vote."""
    rights.require(work, "open_poll", officer, village)
    refuse_unless_ballot(len(numbers), most_picks, work.now, closes_at)
    if any(set(numbers) & {o.number for o in poll.options} for poll in work.polls.running(village.id)):
        raise Refusal("poll.refused.running")
    proposals = work.proposals.chosen(village.id, numbers)
    if len(proposals) != len(numbers) or any(p.status not in ON_A_BALLOT for p in proposals):
        raise Refusal("poll.refused.gone")
    year = local(work.now, village.zone).year
    age = number(national("umur_memilih", year))
    options = [Option(0, p.id, p.number, p.version, p.title) for p in proposals]
    frozen = {
        "rule": "choose",
        "most": most_picks,
        "closes": closes_at,
        "age": age,
        "options": [[o.number, o.version, o.title] for o in options],
    }
    seal = hashlib.sha256(canonical(frozen)).hexdigest()
    running = season.current(work, village)
    poll = work.polls.add(village.id, running.id, most_picks, closes_at, seal, age, options)
    work.book.record(
        village.id, officer.id, "petugas", "poll_opened", f"poll:{poll.id}",
        {"seal": seal, "closes": closes_at, "draw": visit.promised(work, poll.id)},
    )  # fmt: skip
    facts = {
        "ordinal": raw(work.polls.ordinal(poll)), "lines": publish.option_lines(poll), "most": most_picks,
        "closes_at": moment(closes_at),
    }  # fmt: skip
    at_night = publish.polls_at_night(work, village)
    private = publish.bot_button("button.vote_private", "suara")
    publish.to_groups(work, village, "poll.opened", facts, private, at_night=at_night)
    for chat, voter in work.accounts.chats_of_voters(village.id, year - age):
        letter = ballot(chat, voter, village, poll.id)
        work.outbox.post(
            replace(
                letter, priority=Priority.RESULT, once=f"ballot:{poll.id}:{voter}:{chat}", expires_at=closes_at,
                at_night=at_night,
            )
        )  # fmt: skip
    return poll


def cast(work: Work, voter: Resident, village: Village, poll_id: int, option: int, into: bool) -> Poll:
    """Take one tap: put an option in or take it out. The tap is the vote; it may be changed until the poll closes."""
    poll = running_poll(work, poll_id)
    poll.refuse_unless_open(work.now)
    poll.refuse_unless_voter(voter, local(work.now, village.zone).year)
    rights.require(work, "vote", voter, village)
    replaced = work.aids.replace(poll.id, voter.id)  # a kader's vote in this resident's name gives way to their own
    before = work.polls.picks(poll.id, voter.id)
    after = poll.picked(frozenset() if replaced else before, option, into)
    if after and not before and not work.polls.raise_voice(poll.id, voter.id):
        raise Refusal("vote.refused.elsewhere")
    if after != before:
        work.polls.put(poll.id, voter.id, after)
    return poll


def withdraw(work: Work, voter: Resident, village: Village, poll_id: int) -> Poll:
    """Empty one's ballot; it then counts as not cast."""
    poll = running_poll(work, poll_id)
    poll.refuse_unless_open(work.now)
    poll.refuse_unless_voter(voter, local(work.now, village.zone).year)
    rights.require(work, "vote", voter, village)
    work.aids.replace(poll.id, voter.id)
    work.polls.put(poll.id, voter.id, frozenset())
    return poll


def running_poll(work: Work, poll_id: int) -> Poll:
    poll = work.polls.get(poll_id)
    if poll is None:
        raise Refusal("vote.refused.option")
    return poll


def close_by_hand(work: Work, officer: Resident, village: Village, poll_id: int) -> Poll:
    """Close before the time that was announced; the book and the result say by whom."""
    rights.require(work, "close_poll", officer, village)
    poll = work.polls.get(poll_id)
    if poll is None or poll.village_id != village.id:
        raise Refusal("poll.refused.gone")
    if poll.state is PollState.CLOSED:
        raise Refusal("poll.refused.closed")
    return close(work, poll, officer.id)


def close_due(work: Work) -> int:
    """Close every poll whose time has come. Run by the pulse; a second run finds nothing."""
    due = work.polls.due()
    for poll in due:
        close(work, poll, 0)
    return len(due)


def close(work: Work, poll: Poll, by: int) -> Poll:
    """Count once, keep the counts, and publish. Counts of fewer people than the small cell are never stored."""
    village = work.villages.get(poll.village_id)
    ballots = work.polls.ballots(poll.id)
    year = local(poll.opens_at, village.zone).year
    least = publish.least(poll, village)
    electorate = work.residents.electorate(village.id, year - poll.age) + work.polls.gone(poll.id)
    voted = len(ballots)
    votes = count([o.id for o in poll.options], ballots) if voted >= least else None
    dusun = work.polls.turnout_by_dusun(poll.id)
    _, head = work.book.head(village.id)
    work.polls.close(poll.id, electorate, voted, votes)
    facts = {
        "electorate": electorate,
        "voted": voted,
        "votes": {"list": [f"{o.number}:{votes[o.id]}" for o in poll.options]} if votes else None,
    }
    work.book.record(village.id, by, "petugas" if by else "program", "poll_closed", f"poll:{poll.id}", facts)
    visit.draw(work, village, poll, head)
    helped = visit.summary(work, poll.id, voted, least)
    publish.result(work, village, poll, electorate, voted, votes, dusun, least, bool(by), helped)
    return poll
