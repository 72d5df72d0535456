"""A proposal, its number for life, and the only machine that changes its status."""

from dataclasses import dataclass
from enum import StrEnum

from village.refusal import Refusal


class Status(StrEnum):
    DITERIMA = "diterima"
    PERLU_KLARIFIKASI = "perlu_klarifikasi"
    DIGABUNG = "digabung"
    DIBAHAS_MUSDUS = "dibahas_musdus"
    VERIFIKASI = "verifikasi"
    DITERUSKAN = "diteruskan"
    DISEMBUNYIKAN = "disembunyikan"
    DICABUT = "dicabut"
    TERTUNDA = "tertunda"
    LAYAK = "layak"
    TIDAK_LAYAK = "tidak_layak"
    BUKAN_KEWENANGAN = "bukan_kewenangan"
    RANCANGAN_RKP = "rancangan_rkp"
    DU_RKP = "du_rkp"
    CADANGAN_RPJM = "cadangan_rpjm"
    BELUM_DIBIAYAI = "belum_dibiayai"
    DIBAHAS_MUSRENBANG = "dibahas_musrenbang"
    DITETAPKAN = "ditetapkan"


_S = Status

NEXT: dict[Status, frozenset[Status]] = {
    _S.DITERIMA: frozenset(
        {
            _S.PERLU_KLARIFIKASI,
            _S.DIGABUNG,
            _S.DIBAHAS_MUSDUS,
            _S.VERIFIKASI,
            _S.DITERUSKAN,
            _S.DISEMBUNYIKAN,
            _S.DICABUT,
            _S.TERTUNDA,
        }
    ),
    _S.PERLU_KLARIFIKASI: frozenset({_S.DITERIMA, _S.DICABUT, _S.TERTUNDA}),
    _S.DIGABUNG: frozenset({_S.DITERIMA}),
    _S.DIBAHAS_MUSDUS: frozenset({_S.VERIFIKASI, _S.TERTUNDA}),
    _S.VERIFIKASI: frozenset({_S.LAYAK, _S.TIDAK_LAYAK, _S.BUKAN_KEWENANGAN, _S.TERTUNDA}),
    _S.BUKAN_KEWENANGAN: frozenset({_S.DU_RKP, _S.DITERUSKAN, _S.TERTUNDA}),
    _S.LAYAK: frozenset({_S.RANCANGAN_RKP, _S.DU_RKP, _S.CADANGAN_RPJM, _S.BELUM_DIBIAYAI, _S.TERTUNDA}),
    _S.RANCANGAN_RKP: frozenset({_S.DIBAHAS_MUSRENBANG, _S.TERTUNDA}),
    _S.DIBAHAS_MUSRENBANG: frozenset({_S.DITETAPKAN, _S.RANCANGAN_RKP, _S.TERTUNDA}),
    _S.BELUM_DIBIAYAI: frozenset({_S.DITERIMA, _S.LAYAK}),
    _S.CADANGAN_RPJM: frozenset({_S.DITERIMA}),
    _S.TERTUNDA: frozenset({_S.DITERIMA}),
    _S.TIDAK_LAYAK: frozenset({_S.VERIFIKASI}),
    _S.DU_RKP: frozenset(),
    _S.DITERUSKAN: frozenset({_S.DITERIMA}),
    _S.DISEMBUNYIKAN: frozenset({_S.DITERIMA}),
    _S.DICABUT: frozenset(),
    _S.DITETAPKAN: frozenset(),
}

PUBLIC = frozenset(Status) - {_S.DISEMBUNYIKAN, _S.DICABUT}
ON_A_BALLOT = frozenset({_S.DITERIMA, _S.DIBAHAS_MUSDUS, _S.LAYAK})
SUPPORTABLE = frozenset(
    {
        _S.DITERIMA,
        _S.PERLU_KLARIFIKASI,
        _S.DIBAHAS_MUSDUS,
        _S.VERIFIKASI,
        _S.LAYAK,
        _S.RANCANGAN_RKP,
        _S.DIBAHAS_MUSRENBANG,
        _S.CADANGAN_RPJM,
        _S.BELUM_DIBIAYAI,
        _S.TERTUNDA,
    }
)
"""Where something may still come of it this year or next."""

CARRIED = frozenset(
    {
        _S.DITERIMA,
        _S.PERLU_KLARIFIKASI,
        _S.DIBAHAS_MUSDUS,
        _S.VERIFIKASI,
        _S.LAYAK,
        _S.BUKAN_KEWENANGAN,
        _S.RANCANGAN_RKP,
        _S.DIBAHAS_MUSRENBANG,
        _S.BELUM_DIBIAYAI,
        _S.CADANGAN_RPJM,
        _S.TERTUNDA,
    }
)
"""What is not over when a season ends, and goes on to the next one."""

CHANGEABLE = frozenset({_S.DITERIMA, _S.PERLU_KLARIFIKASI})
"""Where its words are still the proposer's alone."""


class Benefit(StrEnum):
    """For whom a proposal is, as a villager would say it."""

    SEMUA = "semua"
    ANAK = "anak"
    IBU = "ibu"
    TANI = "tani"
    LANSIA = "lansia"
    USAHA = "usaha"


class NoEmergency(StrEnum):
    """Why an officer takes the machine's mark of an emergency off."""

    SAFE = "aman"
    """Read by a person, it tells of no danger."""
    DONE = "selesai"
    LATER = "nanti"
    """True, and to be mended, but not today."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """`number` belongs to the proposal for life, within its village. `benefit` is a `Benefit` or free words."""

    id: int
    village_id: int
    season_id: int
    number: int
    version: int
    title: str
    words: str
    dusun_id: int | None
    rt: str | None
    benefit: str
    author_id: int
    status: Status
    entered_at: int
    urgent: bool = False
    """Did its words tell of danger when they came?"""
    behalf: str = ""
    """For which group (`village/kelompok.py`); empty: for none."""


def moved(proposal: Proposal, to: Status) -> Status:
    """The status `to`, if a proposal may go there from where it stands; refuses otherwise."""
    if to not in NEXT[proposal.status]:
        raise Refusal("proposal.refused.status", number={"raw": proposal.number})
    return to


def refuse_unless_supportable(proposal: Proposal, resident_id: int) -> None:
    """Others' proposals, of which something may still come."""
    if proposal.author_id == resident_id:
        raise Refusal("support.refused.own")
    if proposal.status not in SUPPORTABLE:
        raise Refusal("support.refused.over", number={"raw": proposal.number})


def refuse_unless_changeable(proposal: Proposal) -> None:
    if proposal.status not in CHANGEABLE:
        raise Refusal("proposal.refused.fixed", number={"raw": proposal.number})
