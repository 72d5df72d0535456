"""What a villager's message says: is it a proposal, where does it belong, which place, what is still open.

Nothing is decided here. A reading is a suggestion that people confirm, and every claim names the words that led to it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from understanding import redaction
from understanding.asking import asks
from understanding.place import named, rt_named

LONGEST = 4096
"""Signs. What lies beyond is kept, but not read."""
Key = int | str


class Route(StrEnum):
    """Whom a message concerns."""

    RKP = "rkp"
    DU_RKP = "du_rkp"
    """Somebody else's road, school, pole or land: the village can only ask for it."""
    DARURAT = "darurat"
    KLARIFIKASI = "klarifikasi"
    RALAT = "ralat"
    ADUAN = "aduan"
    LAYANAN = "layanan"
    TANYA = "tanya"
    BLOKIR = "blokir"


class Reject(StrEnum):
    """Why it may be no proposal. Only people turn anything away."""

    SPAM = "spam"
    KASAR = "kasar"
    SARA = "sara"
    KELUHAN_PRIBADI = "keluhan_pribadi"
    BUKAN_USULAN = "bukan_usulan"


class Missing(StrEnum):
    APA = "apa"
    DI_MANA = "di_mana"
    KENAPA = "kenapa"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code of the budget, "2.3.10", the sub bidang "2.3", and the villager's words that led to it."""

    code: str
    sub_bidang: str
    score: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """What the village knows of itself. Keys are whatever names a dusun to the caller; RW and RT are two digits."""

    dusun: Mapping[Key, str]
    rw: Mapping[str, Key] = field(default_factory=dict)
    rts: Mapping[Key, Sequence[str]] = field(default_factory=dict)
    own: Key | None = None
    """Where the sender lives."""
    words: Mapping[str, str] = field(default_factory=dict)
    """The village's own dictionary: word → meaning."""
    landmarks: Mapping[str, Key] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """`parts` are the proposals of the message, one or more; `redacted` is fit to be shown to others."""

    reject: Reject | None
    route: Route
    dusun: Key | None
    whole_village: bool
    rt: str | None
    rw: str | None
    landmark: str | None
    codes: tuple[Suggestion, ...]
    missing: frozenset[Missing]
    parts: tuple[str, ...]
    corrects: bool
    redacted: str
    personal: frozenset[str]
    why: tuple[tuple[str, tuple[str, ...]], ...]


def read(text: str, ground: Ground) -> Reading:
    words = text[:LONGEST]
    shown, kinds = redaction.redacted(words)
    dusun = named(words, ground.dusun)
    rt = rt_named(words, ground.rts.get(dusun, ())) if dusun is not None else None
    question = asks(words)
    return Reading(
        reject=Reject.BUKAN_USULAN if question else None,
        route=Route.TANYA if question else Route.RKP,
        dusun=dusun if dusun is not None else ground.own,
        whole_village=False,
        rt=rt,
        rw=None,
        landmark=None,
        codes=(),
        missing=frozenset(),
        parts=(words,),
        corrects=False,
        redacted=shown,
        personal=frozenset(str(kind) for kind in kinds),
        why=(("dusun", (ground.dusun[dusun],)),) if dusun is not None else (),
    )
