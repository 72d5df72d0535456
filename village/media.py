"""What people send besides words: which kinds are kept, how much of them, and what their bytes look like."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from village.spans import MINUTE

MOST_BYTES = 20 << 20
"""Telegram gives no larger file to a bot."""
MOST_PHOTOS = 5
MOST_LOOSE = 15
"""So many things of one person may wait at once without belonging to a proposal."""
LARGEST_SIDE = 1280
"""Pixels: of the sizes that Telegram makes of a photo, the largest up to this is enough to see a broken road."""
SHORTEST_LINE = 4
LONGEST_LINE = 500
TO_CHOOSE = 10 * MINUTE
"""So long its sender may say who hears a voice note, before any officer does."""


class Kind(StrEnum):
    PHOTO = "photo"
    VOICE = "voice"
    LOCATION = "location"


class Form(StrEnum):
    """How Telegram carried it; it goes out as it came in."""

    PHOTO = "photo"
    DOCUMENT = "document"
    VOICE = "voice"
    AUDIO = "audio"
    VIDEO_NOTE = "video_note"
    LOCATION = "location"


class State(StrEnum):
    COMING = "coming"
    """Noted; its bytes are still at Telegram."""
    KEPT = "kept"
    LOST = "lost"
    """Its bytes can't be had, and its sender was told."""
    DROPPED = "dropped"
    """Nobody may see it any more; its bytes go next."""
    GONE = "gone"


OPEN = frozenset({State.COMING, State.KEPT})


class Typing(StrEnum):
    """What becomes of a voice note's words."""

    NONE = ""
    WAITING = "waiting"
    """For an officer who types a line."""
    ASKED = "asked"
    """Its author is asked whether that line is right."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A photo, voice or place as it came. file: Telegram's name of it. size in bytes, 0: not said. seconds: its length.

    latitude, longitude: hundred-thousandths of a degree, about a metre.
    """

    kind: Kind
    form: Form
    file: str = ""
    size: int = 0
    seconds: int = 0
    latitude: int | None = None
    longitude: int | None = None


def found(told: Mapping[str, Any]) -> Sent:
    """From a row in which it waited, as `asdict` had written it."""
    return Sent(**{**told, "kind": Kind(told["kind"]), "form": Form(told["form"])})


@dataclass(frozen=True, slots=True)
class Media:
    """Something that was sent. sealed_for: the number under whose key its bytes are, 0 while there are none.

    line: what an officer has typed of a voice; while it waits again, the line that its author did not find right.
    """

    id: int
    village_id: int
    resident_id: int
    dusun_id: int | None
    proposal_id: int | None
    kind: Kind
    form: Form
    state: State
    file: str
    size: int
    seconds: int
    latitude: int | None
    longitude: int | None
    typing: Typing
    line: str
    typed_by: int | None
    sealed_for: int
    released_at: int | None
    at: int
    tries: int
    for_council: bool = False
    """Nobody but the council hears it."""


_PICTURES = ((b"\xff\xd8\xff", "jpg"), (b"\x89PNG\r\n\x1a\n", "png"))
_SOUNDS = (
    (b"OggS", "ogg"), (b"ID3", "mp3"), (b"\xff\xfb", "mp3"), (b"\xff\xf3", "mp3"), (b"\xff\xf2", "mp3"),
    (b"\x1a\x45\xdf\xa3", "webm"),
)  # fmt: skip


def ending(kind: Kind, content: bytes) -> str:
    """How a file of these bytes is to be called; empty: they are no picture, or no sound, whatever was said."""
    for head, name in _PICTURES if kind is Kind.PHOTO else _SOUNDS:
        if content.startswith(head):
            return name
    if content[:4] == b"RIFF":
        return {(Kind.PHOTO, b"WEBP"): "webp", (Kind.VOICE, b"WAVE"): "wav"}.get((kind, content[8:12]), "")
    return "m4a" if kind is Kind.VOICE and content[4:8] == b"ftyp" else ""
