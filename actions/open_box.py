"""Open a box whose key the council holds: counted and posted first, then two members type their words, then the result.

The words are joined in memory and forgotten. Who typed is in the book; what they typed is nowhere.
"""

from actions import pair, publish, rights, unseal
from actions.letters import Button, Fact, Priority, moment, raw, text
from actions.work import Work
from village import keywords
from village.announcement import Closing
from village.councilkey import LEAST, CouncilKey, KeyState, Share, two_people
from village.people import Office, Resident
from village.place import Village
from village.poll import Poll
from village.refusal import Refusal

RIGHT = "hold_key"


def why_closed(work: Work, poll: Poll) -> Fact:
    """Why a closed poll shows no counts, where it is because of its key."""
    key = work.shares.of_poll(poll.id)
    state = key.state if key else None
    if state is KeyState.WAITING:
        return text("result.waits_for_key")
    return text("result.key_lost") if state is KeyState.LOST else None


def closed(work: Work, village: Village, poll: Poll, key: CouncilKey, by_hand: bool) -> None:
    """Post what lies in the box before anybody can open it, and ask the council."""
    final = work.polls.final(poll.id)
    closing = Closing(poll.seal, final["voted"], final["lines"], bytes(final["root_s"]), bytes(final["root_c"]))
    facts: dict[str, Fact] = {
        "ordinal": raw(work.polls.ordinal(poll)), "voted": final["voted"], "lines": final["lines"],
        "root_s": closing.root_s.hex(), "root_c": closing.root_c.hex(), "closing": closing.closing_seal(),
    }  # fmt: skip
    night = publish.polls_at_night(work, village)
    publish.to_groups(work, village, "key.box_closed", facts, once=f"closed:{poll.id}", at_night=night)
    work.shares.wait(key, by_hand)
    if key.left < LEAST:
        give_up(work, village, poll, key)
        return
    ask(work, village, known(work, key.id), "key.open_asked")


def known(work: Work, key_id: int) -> CouncilKey:
    key = work.shares.get(key_id)
    assert key is not None
    return key


def ask(work: Work, village: Village, key: CouncilKey, about: str, priority: Priority = Priority.RESULT) -> None:
    """Ask each member whose words are not here yet."""
    held = work.shares.held(key)
    people = [s.resident_id for s in key.shares if s.resident_id is not None and s.place not in held]
    once = f"{about}:{key.id}:{key.asked_at}"
    facts: dict[str, Fact] = {"ordinal": ordinal(work, key), "n": len(held)}
    pair.ask(work, village, people, about, facts, rows(key), once, priority)


def rows(key: CouncilKey) -> list[list[Button]]:
    return [[Button("button.key_type", "kco", (key.id,))], [Button("button.key_lost", "kcl", (key.id, 0))]]


def ordinal(work: Work, key: CouncilKey) -> Fact:
    return raw(work.polls.ordinal(poll_of(work, key)))


def poll_of(work: Work, key: CouncilKey) -> Poll:
    poll = work.polls.get(key.poll_id or 0)
    assert poll is not None, "only a poll that was opened has a key that is asked for"
    return poll


def waiting(work: Work, member: Resident, village: Village, key_id: int) -> CouncilKey:
    """The key of a box that waits to be opened; refuses kindly for any other."""
    rights.require(work, RIGHT, member, village)
    key = work.shares.get(key_id)
    if key is None or key.village_id != village.id:
        raise Refusal("talk.refused.old")
    if key.state in (KeyState.MAKING, KeyState.RUNNING):
        raise Refusal("key.refused.runs", closes_at=moment(key.closes_at))
    if key.state is not KeyState.WAITING:
        raise Refusal("key.refused.over")
    if not work.polls.has_traces(key.poll_id or 0):
        raise Refusal("key.refused.no_box")
    return key


def give(work: Work, member: Resident, village: Village, key_id: int, words: str) -> str:
    """Take the words of one share. Returns what it means: `forged`, `waits`, `other` (another person has to type the
    second one), or `opened`.
    """
    key = waiting(work, member, village, key_id)
    typed = keywords.read(words)
    share = _recognised(work, member, key, typed)
    if share is None:
        record(work, village, member, "key_share_refused", key, None)
        return "forged"
    if share.place not in work.shares.held(key):
        work.shares.give(key, share.place, typed, member.id)
        record(work, village, member, "key_share_given", key, share)
    held = work.shares.held(key)
    if places := two_people(held):
        _open(work, village, known(work, key.id), places)
        return "opened"
    if len(held) == 1:
        ask(work, village, known(work, key.id), "key.second_asked")
        return "waits"
    return "other"


def _recognised(work: Work, member: Resident, key: CouncilKey, typed: bytes) -> Share | None:
    """One's own, or for the chair the one on paper."""
    mine = key.of(member.id)
    tried = [mine] if mine else []
    if Office.BPD_KETUA in member.offices:
        tried.append(key.paper)
    return next((share for share in tried if work.shares.matches(key, share.place, typed)), None)


def _open(work: Work, village: Village, key: CouncilKey, places: tuple[int, int]) -> None:
    poll = poll_of(work, key)
    votes = unseal.opened(work, village, poll, work.shares.private(key, places))
    work.polls.count(votes)
    work.shares.settle(key, KeyState.OPENED)
    unseal.tell(work, village, poll, votes, work.polls.turnout_by_dusun(poll.id), key.by_hand)
    for share in key.shares:
        if share.resident_id is not None:
            facts: dict[str, Fact] = {"ordinal": ordinal(work, key)}
            pair.ask(work, village, [share.resident_id], "key.box_opened", facts, [], f"key-opened:{key.id}")


def record(
    work: Work, village: Village, member: Resident, action: str, key: CouncilKey, share: Share | None
) -> None:  # fmt: skip
    facts: dict[str, Fact] = {"paper": share.paper, "place": share.place} if share else {}
    work.book.record(village.id, member.id, "bpd", action, f"poll:{key.poll_id}", facts)


def give_up(work: Work, village: Village, poll: Poll, key: CouncilKey) -> None:
    """Fewer than two shares are left: nobody can open this box any more, so the village votes once more."""
    work.shares.settle(key, KeyState.LOST)
    work.book.record(village.id, 0, "program", "key_lost", f"poll:{poll.id}", {})
    facts: dict[str, Fact] = {"ordinal": ordinal(work, key)}
    publish.to_groups(work, village, "key.vote_again", facts, once=f"key-lost:{key.id}")
    rows = [[Button("button.open_poll", "po")]]
    pair.ask(work, village, [key.officer_id], "key.vote_again_officer", facts, rows, f"key-lost:{key.id}")
    pair.ask(work, village, key.members, "key.vote_again", facts, [], f"key-lost-bpd:{key.id}")
