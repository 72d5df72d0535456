"""Open a straw poll, take each tap, close it and count."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from actions import open_box, publish, rights, season, unseal, visit
from actions.enrol import ballot
from actions.letters import Fact, Letter, Priority, moment, raw, text
from actions.work import Work
from village.announcement import Announcement, Choice
from village.ballotbox import ORDER
from village.book import canonical
from village.councilkey import CouncilKey, KeyState
from village.counting.method import Method, Rule, usual_step
from village.people import Resident
from village.place import Village, local
from village.poll import Option, Poll, PollState, refuse_unless_ballot
from village.proposal import ON_A_BALLOT, Proposal
from village.refusal import Refusal
from village.rules import national, number, own
from village.spans import DAY


def open_poll(
    work: Work, officer: Resident, village: Village, numbers: Sequence[int], most_picks: int, closes_at: int,
    held: CouncilKey | None = None,
) -> Poll:  # fmt: skip
    """Freeze the ballot, write its seal into the book, tell the groups, and send a ballot to each who may vote.

    `held`: the council's key, whose shares are all in their holders' hands; without it the server keeps one.
    """
    rights.require(work, "open_poll", officer, village)
    proposals = on_ballot(work, village, numbers, most_picks, closes_at)
    year = local(work.now, village.zone).year
    age = number(national("umur_memilih", year))
    options = [Option(0, p.id, p.number, p.version, p.title) for p in proposals]
    running = season.current(work, village)
    told = partial(_announcement, work, village, options, most_picks, closes_at, age)
    poll = work.polls.add(village.id, running.id, most_picks, closes_at, age, options, told)
    key = work.polls.lay_out(poll, year - age, held.key if held else None)
    work.book.record(
        village.id, officer.id, "petugas", "poll_opened", f"poll:{poll.id}",
        {"seal": poll.seal, "closes": closes_at, "draw": visit.promised(work, poll.id), "key": key.hex()},
    )  # fmt: skip
    facts = {
        "ordinal": raw(work.polls.ordinal(poll)), "lines": publish.option_lines(poll), "most": most_picks,
        "closes_at": moment(closes_at), "seal": poll.seal,
        "held": text("poll.held_council", n=len(held.members)) if held else text("poll.held_server"),
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


def on_ballot(
    work: Work, village: Village, numbers: Sequence[int], most_picks: int, closes_at: int
) -> list[Proposal]:  # fmt: skip
    """The proposals of a ballot that may be opened now."""
    refuse_unless_ballot(len(numbers), most_picks, work.now, closes_at)
    if any(set(numbers) & {o.number for o in poll.options} for poll in work.polls.running(village.id)):
        raise Refusal("poll.refused.running")
    proposals = work.proposals.chosen(village.id, numbers)
    if len(proposals) != len(numbers) or any(p.status not in ON_A_BALLOT for p in proposals):
        raise Refusal("poll.refused.gone")
    return list(proposals)


def cast(
    work: Work, voter: Resident, village: Village, poll_id: int, option: int, into: bool, secret: bytes
) -> Poll:  # fmt: skip
    """Take one tap: put an option in or take it out. The tap is the vote; it may be changed until the poll closes.

    `secret`: of the ballot that was tapped on. Everything that may refuse comes before the box is written.
    """
    poll = running_poll(work, poll_id)
    _refuse_unless_open(work, poll, lambda picks: (option in picks) == into, into, secret)
    _own(work, voter, village, poll, secret)
    before = work.polls.picks(poll.id, secret)
    after = poll.picked(before, option, into)
    if after and not before and not work.polls.raise_voice(poll.id, voter.id):
        raise Refusal("vote.refused.elsewhere")
    if after != before:
        _put(work, poll, voter.id, secret, after)
    return poll


def _refuse_unless_open(
    work: Work, poll: Poll, wanted: Callable[[frozenset[int]], bool], into: bool, secret: bytes
) -> None:
    """A press that comes when the poll has closed may be one whose answer was lost: the box knows, so it is asked.

    `wanted`: are the picks as this press wants them?
    """
    try:
        poll.refuse_unless_open(work.now)
    except Refusal as no:
        traces = work.polls.has_traces(poll.id) and bool(secret)
        if traces and wanted(work.polls.picks(poll.id, secret)):
            raise Refusal("vote.refused.closed_kept" if into else "vote.refused.closed_out", **no.facts) from no
        raise


def _own(work: Work, voter: Resident, village: Village, poll: Poll, secret: bytes) -> None:
    """The voter may vote, and with this ballot: then a kader's vote in their name gives way to their own."""
    poll.refuse_unless_voter(voter, local(work.now, village.zone).year)
    rights.require(work, "vote", voter, village)
    refuse_without_box(work, poll)
    work.aids.replace(poll.id, voter.id)
    work.polls.let_go(poll.id, voter.id)
    if work.polls.has_voted(poll.id, voter.id) and not work.polls.picks(poll.id, secret):
        raise Refusal("vote.refused.first_ballot")


def refuse_without_box(work: Work, poll: Poll) -> None:
    if not work.polls.has_box(poll.id):
        raise Refusal("vote.refused.no_box")


def _put(work: Work, poll: Poll, voter: int, secret: bytes, picks: frozenset[int]) -> None:
    if not work.polls.put(poll.id, voter, secret, picks):
        raise Refusal("vote.refused.first_ballot")


def withdraw(work: Work, voter: Resident, village: Village, poll_id: int, secret: bytes) -> Poll:
    """Empty one's ballot; it then counts as not cast."""
    poll = running_poll(work, poll_id)
    _refuse_unless_open(work, poll, lambda picks: not picks, False, secret)
    _own(work, voter, village, poll, secret)
    _put(work, poll, voter.id, secret, frozenset())
    return poll


def running_poll(work: Work, poll_id: int) -> Poll:
    poll = work.polls.get(poll_id)
    if poll is None:
        raise Refusal("vote.refused.option")
    return poll


def close_by_hand(work: Work, officer: Resident, village: Village, poll_id: int) -> Poll:
    """Close before the time that was announced; the book and the result say by whom.

    Where the council holds the key it takes two offices (`actions/close_together.py`).
    """
    rights.require(work, "close_poll", officer, village)
    poll = work.polls.get(poll_id)
    if poll is None or poll.village_id != village.id:
        raise Refusal("poll.refused.gone")
    if poll.state is PollState.CLOSED:
        raise Refusal("poll.refused.closed")
    if work.shares.of_poll(poll.id):
        raise Refusal("poll.refused.alone")
    return close(work, poll, officer.id)


def close_due(work: Work) -> int:
    """Close every poll whose time has come. Run by the pulse; a second run finds nothing."""
    due = work.polls.due()
    for poll in due:
        close(work, poll, 0)
    return len(due)


def close(work: Work, poll: Poll, by: int) -> Poll:
    """Close the box and write down what lies in it unopened; then open it, count once, and publish.

    Counts of fewer people than the small cell are never made: such a box is closed and stays closed. A box whose key
    the council holds waits for two of its members; what lies in it is told before (`actions/open_box.py`).
    """
    village = work.villages.get(poll.village_id)
    year = local(poll.opens_at, village.zone).year
    least = publish.least(poll, village)
    electorate = work.residents.electorate(village.id, year - poll.age) + work.polls.gone(poll.id)
    voted = work.polls.voted(poll.id)
    dusun = work.polls.turnout_by_dusun(poll.id)
    lines, root_s, root_c = work.polls.seal_box(poll.id)
    _, head = work.book.head(village.id)
    facts: dict[str, Fact] = {
        "electorate": electorate, "voted": voted, "lines": lines, "root_s": root_s.hex(), "root_c": root_c.hex()
    }  # fmt: skip
    work.book.record(village.id, by, "petugas" if by else "program", "poll_closed", f"poll:{poll.id}", facts)
    visit.draw(work, village, poll, head)
    held = work.shares.of_poll(poll.id)
    votes = unseal.opened(work, village, poll) if voted >= least and held is None else None
    work.polls.close(poll.id, electorate, voted, votes)
    if held is None or voted < least:
        if held:
            work.shares.settle(held, KeyState.UNOPENED)
        unseal.tell(work, village, poll, votes, dusun, bool(by))
    else:
        open_box.closed(work, village, poll, held, bool(by))
    return poll


def _announcement(
    work: Work, village: Village, options: Sequence[Option], most_picks: int, closes_at: int, age: int, poll: int
) -> str:  # fmt: skip
    """Everything that decides the result, sealed before the first vote. A straw poll has no budget to keep to.

    Its voters are all for whom the box has a place: also adults whom nobody has recognised yet.
    """
    now, ends = local(work.now, village.zone), local(closes_at, village.zone)
    told = Announcement(
        str(poll), village.name, f"Jajak pendapat, ditutup {ends:%Y-%m-%d %H:%M}, umur paling muda {age} tahun",
        tuple(Choice(o.number, o.title, 0) for o in options), ORDER,
        work.polls.eligible(village.id, now.year - age), 0, Method(Rule.MOST_VOTES, usual_step(now.year)),
        tuple(sorted(o.number for o in options)), 0, most_picks,
    )  # fmt: skip
    return canonical(told.facts()).decode()


def recount(work: Work, letter: Letter) -> Letter | None:
    """Fill a letter with all that somebody needs to count a poll again; None where nothing is published of it."""
    poll = work.polls.get(int(letter.facts["poll"]))  # type: ignore[arg-type]
    final = work.polls.final(poll.id) if poll else None
    if poll is None or final is None or not (lines := work.polls.published(poll.id)):
        return None
    closing: Fact = {
        "seal": poll.seal, "ballots": final["voted"], "lines": final["lines"],
        "root_s": bytes(final["root_s"]).hex(), "root_c": bytes(final["root_c"]).hex(),
    }  # fmt: skip
    rows: Fact = {"rows": [[code, choice, salt.hex()] for code, choice, salt in lines]}
    return replace(letter, facts={**letter.facts, "announced": final["announcement"], "closing": closing, "list": rows})


def shred_due(work: Work) -> int:
    """When nobody may object any more, destroy by what a line could be found again. Run by the pulse."""
    done = 0
    for poll in work.polls.to_shred(work.now):
        village = work.villages.get(poll.village_id)
        days = own("masa_keberatan_suara", village.settings, local(work.now, village.zone).year)
        since = _published_at(work, poll)
        if since is None or work.now < since + days * DAY:
            continue
        work.polls.shred(poll.id)
        work.book.record(village.id, 0, "program", "box_shredded", f"poll:{poll.id}", {})
        done += 1
    return done


def _published_at(work: Work, poll: Poll) -> int | None:
    """From when on one may object. A box that waits for the council's key keeps its traces until it is opened."""
    held = work.shares.of_poll(poll.id)
    return held.settled_at if held else poll.closed_at
