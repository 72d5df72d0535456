"""What may go wrong with the council's key: words that are lost, words that went with the memory, nobody who types."""

from actions import council_key, open_box, rights, vote
from actions.letters import Letter, Priority
from actions.work import Work
from village.councilkey import LEAST, CouncilKey, KeyState, Share
from village.people import Office, Resident
from village.place import Village, local
from village.poll import PollState
from village.refusal import Refusal
from village.rules import own
from village.spans import DAY

RULE = "ingatkan_kunci"


def held_by(work: Work, member: Resident, village: Village, key_id: int, paper: bool) -> tuple[CouncilKey, Share]:
    """The share that somebody says is lost: their own, or for the chair the one on paper."""
    rights.require(work, open_box.RIGHT, member, village)
    key = work.shares.get(key_id)
    if key is None or key.village_id != village.id or key.state not in (KeyState.RUNNING, KeyState.WAITING):
        raise Refusal("key.refused.over")
    share = key.paper if paper and Office.BPD_KETUA in member.offices else key.of(member.id)
    if share is None or (paper and not share.paper):
        raise Refusal("key.refused.not_yours")
    return key, share


def lose(work: Work, member: Resident, village: Village, key_id: int, paper: bool) -> str:
    """Somebody has lost their words: `enough` others are left, or the vote is `over` and has to be repeated."""
    key, share = held_by(work, member, village, key_id, paper)
    if share.place in work.shares.held(key):
        return "enough"
    if share.lost_at is None:
        work.shares.lose(key, share.place, True)
        open_box.record(work, village, member, "key_share_lost", key, share)
    key = open_box.known(work, key.id)
    if key.left >= LEAST:
        return "enough"
    poll = open_box.poll_of(work, key)
    if poll.state is PollState.OPEN:
        vote.close(work, poll, member.id)
    else:
        open_box.give_up(work, village, poll, key)
    return "over"


def move_on(work: Work) -> int:
    """Run by the pulse: ask again what was lost with the memory, remind, and stop what has become too late."""
    done = 0
    for key in work.shares.due():
        village = work.villages.get(key.village_id)
        if key.state is KeyState.MAKING and council_key.late(work, village, key):
            done += 1
            continue
        done += key.state is KeyState.WAITING and _forgotten(work, village, key)
        days = own(RULE, village.settings, local(work.now, village.zone).year)
        if work.now >= (key.asked_at or key.at) + days * DAY:
            done += 1
            if key.state is KeyState.MAKING:
                council_key.remind(work, village, key)
            else:
                work.shares.asked(key)
                open_box.ask(work, village, open_box.known(work, key.id), "key.open_remind", Priority.REMINDER)
    return done


def _forgotten(work: Work, village: Village, key: CouncilKey) -> int:
    """Words that were typed before the program was started anew are typed once more, as they were kept nowhere."""
    held = work.shares.held(key)
    gone = [share for share in key.shares if share.given_by is not None and share.place not in held]
    for share in gone:
        assert share.given_by is not None
        work.shares.ask_again(key, share.place)
        for chat in work.accounts.chats_of(share.given_by):
            work.outbox.post(
                Letter(
                    chat, "key.asked_again", {"ordinal": open_box.ordinal(work, key)}, open_box.rows(key),
                    resident=share.given_by, village=village.id, priority=Priority.RESULT,
                    once=f"key-again:{key.id}:{share.place}:{share.given_at}:{chat}",
                )
            )  # fmt: skip
    return len(gone)
