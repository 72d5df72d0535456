"""Photos, voices and places on their way with a proposal that is being written: their numbers, among its answers."""

from collections.abc import Sequence

from handlers.chat import Talk
from handlers.question import Answers

MEDIA = "media"
MAYBE, PROPOSE, PROPOSE_FOR = CARRIERS = ("maybe", "propose", "propose_for")
"""The conversations that carry them: whether words are a proposal, one's own proposal, and a neighbour's."""


def carries(talk: Talk) -> list[int]:
    """What the open conversation carries."""
    found = _open(talk)
    return list(found.get(MEDIA, ())) if found is not None else []


def goes_on(talk: Talk) -> bool:
    """Is a proposal open whose words are there, or are typed by whoever sends? Then all that is sent goes with it."""
    found = talk.work.conversations.of(talk.account.id) if talk.account else None
    if found is None:
        return False
    return found.flow == PROPOSE_FOR or (found.flow == PROPOSE and "words" in found.answers)


def add(talk: Talk, media_ids: Sequence[int]) -> bool:
    """Let the open conversation carry these too; False if none is open that could."""
    found = _open(talk)
    if found is None or talk.account is None:
        return False
    if media_ids:
        carried = list(dict.fromkeys([*found.get(MEDIA, ()), *media_ids]))
        talk.work.conversations.keep(talk.account.id, {**found, MEDIA: carried})
    return True


def take_off(talk: Talk, media_ids: Sequence[int]) -> None:
    """These are carried no longer; a proposal of one's own that was begun with nothing else is over."""
    found = _open(talk)
    if found is None or talk.account is None or not set(found.get(MEDIA, ())) & set(media_ids):
        return
    left = [number for number in found[MEDIA] if number not in media_ids]
    opened = talk.work.conversations.of(talk.account.id)
    if opened is None or opened.flow != PROPOSE or left or "words" in found or "old" in found:
        talk.work.conversations.keep(talk.account.id, {**found, MEDIA: left})
    else:
        talk.work.conversations.end(talk.account.id)


def _open(talk: Talk) -> Answers | None:
    found = talk.work.conversations.of(talk.account.id) if talk.account else None
    return found.answers if found is not None and found.flow in CARRIERS else None
