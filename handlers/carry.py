"""Photos, voices and places on their way with a proposal that is being written: their numbers, among its answers."""

from collections.abc import Sequence

from handlers.chat import Talk
from handlers.question import Answers

MEDIA = "media"
CARRIERS = ("maybe", "propose")
"""The conversations that carry them: whether words are a proposal, and the proposal itself."""


def carries(talk: Talk) -> list[int]:
    """What the open conversation carries."""
    found = _open(talk)
    return list(found.get(MEDIA, ())) if found is not None else []


def goes_on(talk: Talk) -> bool:
    """Is a proposal open that has its words already? What is sent then belongs to it."""
    found = talk.work.conversations.of(talk.account.id) if talk.account else None
    return found is not None and found.flow == CARRIERS[1] and "words" in found.answers


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
    """These are carried no longer; a proposal that was begun with nothing else is over."""
    found = _open(talk)
    if found is None or talk.account is None or not set(found.get(MEDIA, ())) & set(media_ids):
        return
    left = [number for number in found[MEDIA] if number not in media_ids]
    if left or "words" in found or "old" in found:
        talk.work.conversations.keep(talk.account.id, {**found, MEDIA: left})
    else:
        talk.work.conversations.end(talk.account.id)


def _open(talk: Talk) -> Answers | None:
    found = talk.work.conversations.of(talk.account.id) if talk.account else None
    return found.answers if found is not None and found.flow in CARRIERS else None
