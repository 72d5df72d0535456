"""Open the lines of a closed box, publish them, count them once, and post what came out."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping

from actions import publish, visit
from actions.letters import Fact
from actions.work import Work
from village.announcement import Closing
from village.ballotbox import Line
from village.place import Village
from village.poll import Poll


def opened(work: Work, village: Village, poll: Poll, key: bytes | None = None) -> dict[int, int]:
    """Open every line, hold it against its commitment, publish the list by code, and count: votes by option.

    `key`: the private half of the council's.
    """
    lines = work.polls.opened_lines(poll.id, key)
    assert lines is not None, "the key of a poll that the server opens lies beside its box"
    work.polls.publish_lines(poll.id, lines)
    numbers = Counter(line.number for line in lines)
    votes = {o.id: numbers[o.number] for o in poll.options}
    counts: Fact = {"list": [f"{o.number}:{votes[o.id]}" for o in poll.options]}
    facts: dict[str, Fact] = {"votes": counts, "list": hashlib.sha256(listed(lines).encode()).hexdigest()}
    work.book.record(village.id, 0, "program", "box_opened", f"poll:{poll.id}", facts)
    return votes


def listed(lines: Iterable[Line]) -> str:
    """The published list, byte for byte as `documents/export/SPEK.md` says: its hash stands in the book."""
    rows = [f"{line.code},{line.choice},{line.salt.hex()}" for line in lines]
    return "\n".join(["kode,pilihan,garam", *rows, ""])


def tell(
    work: Work, village: Village, poll: Poll, votes: dict[int, int] | None, dusun: Mapping[str, int], by_hand: bool
) -> None:  # fmt: skip
    """Post what came out of a closed poll."""
    final = work.polls.final(poll.id)
    least, voted = publish.least(poll, village), final["voted"]
    helped = visit.summary(work, poll.id, voted, least)
    closing = Closing(poll.seal, voted, final["lines"], bytes(final["root_s"]), bytes(final["root_c"]))
    publish.result(
        work, village, poll, final["electorate"], voted, votes, dusun, least, by_hand, helped, closing
    )  # fmt: skip
