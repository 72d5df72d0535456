"""Make the key of a ballot box and give it into the council's hands, before the poll opens.

Each member writes down the words of one share and types them back; an officer of another office does so with the words
on paper. Then nobody's computer holds the key, and the poll opens by itself. What is typed is compared and forgotten.
"""

from collections.abc import Sequence

from actions import complain, pair, rights, vote
from actions.letters import Button, Fact, Facts, Priority, moment, text
from actions.work import Work
from village import keywords
from village.councilkey import LEAST, CouncilKey, KeyState, Share
from village.offices import BPD
from village.people import Office, Resident
from village.place import Village
from village.refusal import Refusal
from village.spans import HOUR

WRITERS = (Office.TIM_PENYUSUN, Office.PEMDES)
"""Whose office opens polls and is not the council."""


def members(work: Work, village: Village) -> list[int]:
    """The council as far as its chair has accepted it and it can be written to."""
    return [member for member in complain.members(work, village) if work.accounts.chats_of(member)]


def can_hold(work: Work, village: Village) -> bool:
    return len(members(work, village)) >= LEAST


def making(work: Work, village: Village) -> CouncilKey | None:
    return next((key for key in work.shares.standing(village.id) if key.state is KeyState.MAKING), None)


def ask(
    work: Work, officer: Resident, village: Village, numbers: Sequence[int], most_picks: int, closes_at: int
) -> CouncilKey:  # fmt: skip
    """Make the key and ask everybody for their part; the poll opens when all of them have done it."""
    rights.require(work, "open_poll", officer, village)
    vote.on_ballot(work, village, numbers, most_picks, closes_at)
    if making(work, village):
        raise Refusal("key.refused.making")
    council = members(work, village)
    if len(council) < LEAST:
        raise Refusal("key.refused.few")
    writer = None if officer.offices & BPD else officer.id
    if writer is None and not _writers(work, village):
        raise Refusal("key.refused.no_writer")
    key = work.shares.make(village.id, officer.id, writer, numbers, most_picks, closes_at, council)
    _record(work, village, officer.id, "petugas", "key_made", key, {"shares": len(key.shares)})
    _ask(work, village, key, "key.asked")
    return key


def _writers(work: Work, village: Village) -> list[int]:
    """Who could write the paper: of another office than the council, so that nobody knows two shares."""
    people = (work.residents.get(person) for person in work.roles.holders(village.id, *WRITERS))
    return sorted({p.id for p in people if p and not p.offices & BPD and work.accounts.chats_of(p.id)})


def _ask(work: Work, village: Village, key: CouncilKey, about: str, priority: Priority = Priority.RESULT) -> None:
    """Ask whoever has not yet typed theirs back. Each key, and each day, asks once."""
    once = f"{about}:{key.id}:{key.key.hex()[:8]}:{key.asked_at}"
    facts: dict[str, Fact] = {"closes_at": moment(key.closes_at)}
    for share in key.waits_for:
        person = key.writer_id if share.paper else share.resident_id
        kind = f"{about}_paper" if share.paper else about
        if person is not None:
            rows = [[Button("button.key_show", "kcs", (key.id, share.place))]]
            pair.ask(work, village, [person], kind, facts, rows, once, priority)
        else:
            rows = [[Button("button.key_write", "kcp", (key.id,))]]
            pair.ask(work, village, _writers(work, village), "key.ask_writer", facts, rows, once, priority)


def take(work: Work, officer: Resident, village: Village, key_id: int) -> CouncilKey:
    """Somebody of another office is ready to write the paper; with that the opening has its second office."""
    rights.require(work, "open_poll", officer, village)
    key = _made(work, village, key_id)
    if key.writer_id not in (None, officer.id):
        raise Refusal("key.refused.written")
    if officer.offices & BPD:
        raise Refusal("key.refused.council_writes")
    work.shares.take(key, officer.id)
    return _made(work, village, key_id)


def _made(work: Work, village: Village, key_id: int) -> CouncilKey:
    key = work.shares.get(key_id)
    if key is None or key.village_id != village.id or key.state is not KeyState.MAKING:
        raise Refusal("talk.refused.old")
    return key


def _mine(work: Work, person: Resident, village: Village, key_id: int, place: int) -> tuple[CouncilKey, Share]:
    key = _made(work, village, key_id)
    share = key.to_write(person.id, place)
    if share is None:
        raise Refusal("key.refused.not_yours")
    rights.require(work, "open_poll" if share.paper else "hold_key", person, village)
    return key, share


def show(
    work: Work, person: Resident, village: Village, key_id: int, place: int
) -> tuple[Share, list[str], bool]:  # fmt: skip
    """The words of one's own share, and whether they are new because the program was started anew."""
    key, share = _mine(work, person, village, key_id, place)
    if share.returned_at is not None:
        raise Refusal("key.refused.returned")
    made = work.shares.made(key, place)
    if anew := made is None:
        key = renewed(work, village, key)
        made = work.shares.made(key, place)
    assert made is not None
    return share, keywords.told(made), anew


def renewed(work: Work, village: Village, key: CouncilKey) -> CouncilKey:
    """All shares anew: what was not yet written down is gone. Whoever had theirs is told that it is worth nothing."""
    had = any(share.returned_at is not None for share in key.shares)
    key = work.shares.renew(key)
    _record(work, village, 0, "program", "key_made", key, {"shares": len(key.shares)})
    if had:
        _ask(work, village, key, "key.renewed")
    return key


def give_back(work: Work, person: Resident, village: Village, key_id: int, place: int, words: str) -> str:
    """Take the words that were written down. Returns what it means: `waits`, `opened`, or `stopped`."""
    key, share = _mine(work, person, village, key_id, place)
    typed = keywords.read(words)
    if share.returned_at is not None:
        raise Refusal("key.refused.returned")
    if not work.shares.matches(key, place, typed):
        raise Refusal("key.refused.other")
    work.shares.returned(key, place)
    role = "petugas" if share.paper else "bpd"
    _record(work, village, person.id, role, "key_share_back", key, {"place": place})
    key = _made(work, village, key.id)
    return _open(work, village, key) if not key.waits_for else "waits"


def _open(work: Work, village: Village, key: CouncilKey) -> str:
    """Everybody has theirs. What forbids the ballot by now stops the opening, and everybody hears the reason."""
    officer = work.residents.get(key.officer_id)
    try:
        if officer is None:
            raise Refusal("poll.refused.gone")
        with work.part():
            poll = vote.open_poll(work, officer, village, key.numbers, key.most_picks, key.closes_at, key)
            work.shares.start(key, poll.id)
    except Refusal as no:
        _stop(work, village, key, text(no.key, **no.facts))
        return "stopped"
    tell_all(work, village, key, "key.opened", {"closes_at": moment(key.closes_at)})
    return "opened"


def everybody(key: CouncilKey) -> list[int]:
    writer = [key.writer_id] if key.writer_id else []
    return sorted({*key.members, key.officer_id, *writer})


def tell_all(work: Work, village: Village, key: CouncilKey, about: str, facts: Facts) -> None:
    pair.ask(work, village, everybody(key), about, facts, [], f"{about}:{key.id}")


def _stop(work: Work, village: Village, key: CouncilKey, why: Fact) -> None:
    work.shares.settle(key, KeyState.DROPPED)
    _record(work, village, 0, "program", "key_dropped", key, {})
    tell_all(work, village, key, "key.stopped", {"why": why})


def drop(work: Work, officer: Resident, village: Village, key_id: int) -> None:
    """Whoever wanted to open the poll lets it be."""
    rights.require(work, "open_poll", officer, village)
    key = _made(work, village, key_id)
    if officer.id != key.officer_id:
        raise Refusal("key.refused.not_yours")
    work.shares.settle(key, KeyState.DROPPED)
    _record(work, village, officer.id, "petugas", "key_dropped", key, {})
    tell_all(work, village, key, "key.dropped", {"name": officer.name})


def late(work: Work, village: Village, key: CouncilKey) -> bool:
    """Has it become too late for the ballot's own end? Then the opening stops."""
    if key.closes_at >= work.now + HOUR:
        return False
    _stop(work, village, key, text("poll.refused.time"))
    return True


def remind(work: Work, village: Village, key: CouncilKey) -> None:
    work.shares.asked(key)
    _ask(work, village, _made(work, village, key.id), "key.remind", Priority.REMINDER)


def _record(
    work: Work, village: Village, actor: int, role: str, action: str, key: CouncilKey, facts: dict[str, Fact]
) -> None:  # fmt: skip
    work.book.record(village.id, actor, role, action, f"key:{key.id}", {"key": key.key.hex(), **facts})
