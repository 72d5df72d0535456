"""What became of a letter → its row in the outbox; and the end of a chat."""

import logging

from actions import groups, knock
from actions.groups import Trouble
from bot.floods import millis
from bot.telegram import errors
from storage.outbox import Claimed
from storage.work import SqliteWork

LONGEST_PATIENCE = 60_000
SHUT_FOR = 600_000
TOKEN_AGAIN = 5_000
WHY = 200
log = logging.getLogger(__name__)
Arrived = list[tuple[int, int | None]]
"""Letters that are there, each with Telegram's number of the message where a new one was made."""


def patience(tries: int) -> int:
    """Milliseconds until the next try. However long the network is away, no letter is given up."""
    return min(LONGEST_PATIENCE, 1000 * 2 ** min(tries, 10))


def settle(work: SqliteWork, claimed: Claimed, outcome: errors.Outcome | int, arrived: Arrived) -> None:
    """Note it, for all that left together; what arrived is only added to the list, to be noted in one go."""

    def later(wait: int, why: str) -> None:
        for letter in claimed.ids:
            work.outbox.later(letter, work.now + wait, why, claimed.again)

    def end(state: str, error: str | None = None) -> None:
        for letter in claimed.ids:
            work.outbox.settle(letter, state, error)

    match outcome:
        case int():
            arrived += [(letter, outcome) for letter in claimed.ids]
            if claimed.troubled:
                work.chats.tell(claimed.letter.chat, "")
        case errors.Done():
            arrived += [(letter, None) for letter in claimed.ids]
        case errors.Later(_, flood):
            later(millis(outcome) if flood else patience(claimed.tries), "later")
        case errors.Shut():
            log.warning("di grup tidak boleh menulis; dicoba lagi nanti")
            if claimed.letter.attach == "door" and claimed.letter.village:
                knock.lacks_right(work, claimed.letter.chat, work.villages.get(claimed.letter.village))
            elif claimed.letter.attach != "door":
                groups.tell(work, claimed.letter.chat, Trouble.SHUT)
            later(SHUT_FOR, "shut")
        case errors.NoTopic():
            work.chats.topic(claimed.letter.chat, 0)
            work.outbox.leave_topics(claimed.letter.chat)
            groups.tell(work, claimed.letter.chat, Trouble.TOPIC)
            later(0, "topic")
        case errors.Moved(telegram):
            work.chats.move(claimed.letter.chat, telegram)
            later(0, "moved")
        case errors.Refused() | errors.Taken():
            later(TOKEN_AGAIN, "token")
        case errors.Unsure():
            again = work.now + patience(claimed.tries)
            for letter in claimed.ids:
                work.outbox.unsure(letter, claimed.letter.priority, "no answer", again)
        case errors.Gone():
            end("gone")
        case errors.Broken(why):
            log.error("surat %s ditolak Telegram: %s", claimed.letter.key, why)
            end("failed", why[:WHY])


def ended(work: SqliteWork, chat: int, why: str) -> None:
    """The chat cannot be reached any more: nothing more leaves for it."""
    work.chats.stop(chat, "stopped", why)
    work.outbox.drop(chat)
    groups.tell(work, chat, Trouble.OUT)
