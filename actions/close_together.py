"""Close a poll before its end where the council holds its key: one officer asks, a second of another office agrees."""

from actions import pair, publish, rights, vote
from actions.letters import Button, Fact, moment, raw
from actions.work import Work
from village.people import Resident
from village.place import Village
from village.poll import Poll, PollState
from village.refusal import Refusal
from village.spans import DAY

RIGHT = "close_poll"


def needed(work: Work, poll_id: int) -> bool:
    return work.shares.of_poll(poll_id) is not None


def ask(work: Work, officer: Resident, village: Village, poll_id: int) -> None:
    """Put it before everybody who may agree, once a day. Nothing is closed yet; the button knows who asked."""
    poll = _running(work, officer, village, poll_id)
    seconds = pair.seconds(work, village, RIGHT, officer)
    facts: dict[str, Fact] = {
        "name": officer.name, "ordinal": raw(work.polls.ordinal(poll)), "lines": publish.option_lines(poll),
        "closes_at": moment(poll.closes_at),
    }  # fmt: skip
    rows = [[Button("button.close_agree", "pcy", (poll.id, officer.id))]]
    once = f"close-second:{poll.id}:{officer.id}:{work.now // DAY}"
    pair.ask(work, village, seconds, "poll.ask_second_close", facts, rows, once)


def agree(work: Work, second: Resident, village: Village, poll_id: int, first_id: int) -> Poll:
    """The second officer closes it, in both names."""
    poll = _running(work, second, village, poll_id)
    pair.refuse_unless_second(work, village, RIGHT, first_id, second)
    office = pair.office(RIGHT, second, village)
    work.book.record(village.id, first_id, "petugas", "poll_close_asked", f"poll:{poll.id}", {"agreed": office})
    return vote.close(work, poll, second.id)


def _running(work: Work, officer: Resident, village: Village, poll_id: int) -> Poll:
    rights.require(work, RIGHT, officer, village)
    poll = work.polls.get(poll_id)
    if poll is None or poll.village_id != village.id:
        raise Refusal("poll.refused.gone")
    if poll.state is PollState.CLOSED:
        raise Refusal("poll.refused.closed")
    return poll
