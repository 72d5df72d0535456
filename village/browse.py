"""Looking through proposals: whose, how far along, of which dusun, about what, with which words."""

import re
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum

from village.proposal import PUBLIC, Status

MOST_WORDS, LONGEST_WORD = 3, 6
"""As much as a button can carry; six letters tell Indonesian stems apart."""
_EMPTY = frozenset(
    {
        "di", "ke", "yang", "untuk", "dan", "dari", "dengan", "usul", "usulan", "cari", "mencari", "tentang", "soal",
        "ada", "apa", "warga", "desa", "dusun", "mau", "saya", "minta", "tolong", "lihat", "daftar", "semua",
    }
)  # fmt: skip


class Whose(StrEnum):
    ALL = "a"
    MINE = "m"
    SUPPORTED = "s"


class Stage(StrEnum):
    """How far along, in groups a villager would make."""

    ALL = "a"
    NEW = "b"
    CHECKED = "p"
    PLANNED = "r"
    NOT_NOW = "t"


class Topic(StrEnum):
    """The bidang of the village budget that an officer has noted; each letter stands for its number."""

    ALL = ""
    NONE = "f"
    OFFICE = "g"
    WORKS = "h"
    PEOPLE = "i"
    LIVING = "j"
    DISASTER = "k"

    @property
    def bidang(self) -> str:
        """ "2"; nothing where it is none."""
        return "" if self in (Topic.ALL, Topic.NONE) else str("fghijk".index(self))


_S = Status
STATUSES: dict[Stage, frozenset[Status]] = {
    Stage.ALL: PUBLIC,
    Stage.NEW: frozenset({_S.DITERIMA, _S.PERLU_KLARIFIKASI}),
    Stage.CHECKED: frozenset({_S.DIBAHAS_MUSDUS, _S.VERIFIKASI, _S.LAYAK, _S.BUKAN_KEWENANGAN}),
    Stage.PLANNED: frozenset(
        {_S.RANCANGAN_RKP, _S.DIBAHAS_MUSRENBANG, _S.DITETAPKAN, _S.DU_RKP, _S.CADANGAN_RPJM}
    ),
    Stage.NOT_NOW: frozenset(
        {_S.TIDAK_LAYAK, _S.BELUM_DIBIAYAI, _S.TERTUNDA, _S.DITERUSKAN, _S.DIGABUNG}
    ),
}  # fmt: skip


BESIDE_GROUP = dict(zip([f"{w}{s}" for w in Whose for s in Stage], "ABCDEFGHIJKLMNO", strict=True))
"""How a button says whose and how far along where it names a group too."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for. `dusun`: its place in the village's list of dusun, from 1; 0: any."""

    whose: Whose = Whose.ALL
    stage: Stage = Stage.ALL
    dusun: int = 0
    words: tuple[str, ...] = ()
    topic: Topic = Topic.ALL
    group: str = ""
    """For which group: a letter of `village/kelompok.py`; empty: whatever it is for."""

    @property
    def everything(self) -> bool:
        return self == EVERYTHING

    @property
    def statuses(self) -> frozenset[Status]:
        """One's own are shown even where nobody else sees them any more."""
        own = self.whose is Whose.MINE and self.stage is Stage.ALL
        return frozenset(Status) if own else STATUSES[self.stage]

    def packed(self) -> str:
        """Beside a group, whose and how far along share one sign: the button has no room for more."""
        ways = f"{self.whose}{self.stage}"
        first = BESIDE_GROUP[ways] if self.group else ways
        return "-".join((f"{first}{self.dusun}{self.topic}{self.group}", *self.words))


EVERYTHING = Wanted()


def unpacked(packed: str) -> Wanted:
    """What `packed` made; anything else means everything."""
    found = re.fullmatch(
        r"(?:([ams][abprt])(\d{1,3})([f-k]?)|([A-O])(\d{1,3})([f-k]?)([l-r]))((?:-[a-z0-9]{1,6}){0,3})",
        packed,
        re.ASCII,
    )
    if found is None:
        return EVERYTHING
    ways = found[1] or next(ways for ways, sign in BESIDE_GROUP.items() if sign == found[4])
    dusun, topic = (found[2], found[3]) if found[1] else (found[5], found[6])
    words = tuple(found[8].split("-")[1:])
    return Wanted(Whose(ways[0]), Stage(ways[1]), int(dusun), words, Topic(topic), found[7] or "")


def with_words(wanted: Wanted, said: str) -> Wanted:
    return replace(wanted, words=words_in(said))


def words_in(said: str) -> tuple[str, ...]:
    """The words worth looking for, without accents and signs, no longer than a button carries."""
    plain = unicodedata.normalize("NFKD", said).casefold()
    found = re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
    worth = [word[:LONGEST_WORD] for word in found if word not in _EMPTY]
    return tuple(dict.fromkeys(worth))[:MOST_WORDS]
