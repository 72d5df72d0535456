"""Somebody sends a photo, a voice note, a place or something else: kept with a proposal, or kindly not."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from actions import media
from actions.letters import Button
from handlers import carry, enrol, flow, minutes, minutes_voice, propose, voices
from handlers.chat import Talk
from village.media import MOST_BYTES, MOST_PHOTOS, OPEN, Kind, Sent
from village.people import known

Write: TypeAlias = Callable[[Talk, str], None]
"""Reads words as if they had been typed alone."""


def sent(talk: Talk, write: Write) -> None:
    """Everybody hears what became of it; the words under it are never lost, and an open question stays."""
    msg, words = talk.msg, talk.msg.text.strip()
    if msg.sent is None:
        _not_kept(talk, words, write)
    elif talk.person is None or talk.village is None or not known(talk.person, talk.village.id):
        _from_stranger(talk, words, write)
    elif msg.sent.size > MOST_BYTES:
        talk.say("media.too_big", {"most": MOST_BYTES >> 20})
        _go_on(talk, words, write)
    elif msg.sent.kind is Kind.VOICE and not words and flow.open_flow(talk) == minutes.WRITE.name:
        minutes_voice.sent(talk, msg.sent)
    elif flow.open_flow(talk) not in (None, *carry.CARRIERS):
        talk.say("media.caption_only" if words else f"media.not_here.{msg.sent.kind}")
        _go_on(talk, words, write)
    elif msg.sent.kind is Kind.VOICE and not words and not carry.goes_on(talk):
        voices.sent(talk, msg.sent)
    else:
        _kept(talk, msg.sent, words, write)


def _go_on(talk: Talk, words: str, write: Write) -> None:
    if words:
        write(talk, words)
    else:
        flow.ask_again(talk)


def _not_kept(talk: Talk, words: str, write: Write) -> None:
    """A sticker, contact, film, program …: never kept, never passed on."""
    if words:
        talk.say("media.caption_only")
    elif talk.msg.media != "sticker" or flow.open_flow(talk) is None:
        talk.say(f"media.{talk.msg.media}" if talk.msg.media in ("sticker", "contact") else "media.other")
    _go_on(talk, words, write)


def _from_stranger(talk: Talk, words: str, write: Write) -> None:
    """Whom we do not know yet, we ask for words only."""
    talk.say("media.caption_only" if words else "media.stranger", buttons=_card(talk))
    if words:
        write(talk, words)
    elif not flow.ask_again(talk) and talk.person is None:
        enrol.begin(talk)


def _kept(talk: Talk, found: Sent, words: str, write: Write) -> None:
    author, village = talk.resident()
    carried = carry.carries(talk)
    if found.kind is Kind.PHOTO and _photos(talk, carried) >= MOST_PHOTOS:
        talk.say("media.full", {"most": MOST_PHOTOS})
        _go_on(talk, words, write)
        return
    if found.kind is Kind.LOCATION:
        _leave_old_place(talk, carried)
    number = media.note(talk.work, author, village, found, talk.msg.message)
    if carry.add(talk, [number]):
        if _said(talk, f"media.added.{found.kind}") or words:
            _go_on(talk, words, write)
        return
    _said(talk, f"media.kept.{found.kind}")
    if words:
        write(talk, words)
        if not carry.add(talk, [number]):
            talk.work.media.drop(number)
            talk.say("media.let_go")
    else:
        propose.begin(talk)
        carry.add(talk, [number])


def _said(talk: Talk, key: str) -> bool:
    """Say it, of photos that came together only once; False if it was said already."""
    letter = talk.letter(key, buttons=_card(talk))
    if talk.msg.album:
        letter = replace(letter, once=f"album:{talk.chat.id}:{talk.msg.album}")
    return talk.work.outbox.post(letter)


def _card(talk: Talk) -> list[list[Button]]:
    """Whoever sends a card by mistake has a button at once."""
    return [[Button("button.card", "kt", (talk.msg.message,))]] if talk.msg.media in ("photo", "document") else []


def _photos(talk: Talk, carried: list[int]) -> int:
    found = (talk.work.media.get(number) for number in carried)
    return sum(one is not None and one.kind is Kind.PHOTO and one.state in OPEN for one in found)


def _leave_old_place(talk: Talk, carried: list[int]) -> None:
    """A proposal is in one place: the newest counts."""
    for number in carried:
        found = talk.work.media.get(number)
        if found is not None and found.kind is Kind.LOCATION:
            talk.work.media.drop(number)
            carry.take_off(talk, [number])
