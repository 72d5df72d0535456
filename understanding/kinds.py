"""The kinds of answer that a reading gives."""

from dataclasses import dataclass
from enum import StrEnum


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
class Verdict:
    route: Route
    reject: Reject | None
    words: tuple[str, ...]
