"""Who may take a proposal from one status to the next, with which reason, and where one person is not enough.

Source: design.md section 3 (statuses) and law 4; domain.md 5.2 for who. What may follow what stands in
`village/proposal.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from village.offices import BPD
from village.people import RIGHTS, Office, Resident
from village.proposal import NEXT, Proposal, Status
from village.refusal import Refusal


class Why(StrEnum):
    """The fixed reasons; words of one's own stand beside, never instead."""

    BUKAN_KEWENANGAN = "bukan_kewenangan"
    LAHAN = "lahan_belum_jelas"
    PAGU = "melebihi_pagu"
    DANA = "dana_tidak_cukup"
    DI_RPJM = "sudah_di_rpjm"
    SERUPA = "serupa"
    DATA = "data_kurang"
    SUDAH_ADA = "sudah_dikerjakan"
    KASAR = "kata_kasar"
    PRIBADI = "data_pribadi"
    LAYANAN = "layanan"
    TANPA_JAWABAN = "tanpa_jawaban"
    MUSIM = "musim_selesai"
    BANDING = "banding_diterima"


OF_TIME = frozenset({Why.MUSIM, Why.TANPA_JAWABAN})
"""Reasons that no person gives."""
OWN, BY_ITSELF = "own", "by_itself"
"""Not a right but: the proposer, and time itself."""


@dataclass(frozen=True, slots=True)
class Step:
    """`by`: a right of village/people.py, OWN or BY_ITSELF. `reasons` empty: none is asked.

    pair: two people of different offices, one of them of the tim penyusun. The proposer alone, where `by` has OWN.
    """

    by: frozenset[str]
    reasons: frozenset[Why] = frozenset()
    pair: bool = False


_S, _W = Status, Why
_REFUSED = frozenset({_W.LAHAN, _W.PAGU, _W.DI_RPJM, _W.DATA, _W.SUDAH_ADA})
_ELSEWHERE = frozenset({_W.BUKAN_KEWENANGAN, _W.LAYANAN})
_LATER = frozenset({_W.MUSIM})


def _by(*who: str) -> frozenset[str]:
    return frozenset(who)


STEPS: Mapping[tuple[Status, Status], Step] = {
    (_S.DITERIMA, _S.PERLU_KLARIFIKASI): Step(_by("clarify")),
    (_S.PERLU_KLARIFIKASI, _S.DITERIMA): Step(_by(OWN, "clarify")),
    (_S.PERLU_KLARIFIKASI, _S.TERTUNDA): Step(_by(BY_ITSELF), frozenset({_W.TANPA_JAWABAN, _W.MUSIM})),
    (_S.DITERIMA, _S.DIGABUNG): Step(_by("merge"), frozenset({_W.SERUPA}), pair=True),
    (_S.DIGABUNG, _S.DITERIMA): Step(_by("merge", OWN), pair=True),
    (_S.DITERIMA, _S.DIBAHAS_MUSDUS): Step(_by("gather", "place_proposal")),
    (_S.DITERIMA, _S.VERIFIKASI): Step(_by("place_proposal")),
    (_S.DIBAHAS_MUSDUS, _S.VERIFIKASI): Step(_by("gather", "place_proposal")),
    (_S.DIBAHAS_MUSDUS, _S.TERTUNDA): Step(_by("gather", BY_ITSELF), frozenset({_W.DANA, _W.DATA, _W.MUSIM})),
    (_S.DITERIMA, _S.DITERUSKAN): Step(_by("refuse"), _ELSEWHERE, pair=True),
    (_S.DITERIMA, _S.DISEMBUNYIKAN): Step(_by("refuse"), frozenset({_W.KASAR, _W.PRIBADI}), pair=True),
    (_S.DITERIMA, _S.DICABUT): Step(_by(OWN)),
    (_S.PERLU_KLARIFIKASI, _S.DICABUT): Step(_by(OWN)),
    (_S.VERIFIKASI, _S.LAYAK): Step(_by("verify")),
    (_S.VERIFIKASI, _S.TIDAK_LAYAK): Step(_by("refuse"), _REFUSED, pair=True),
    (_S.VERIFIKASI, _S.BUKAN_KEWENANGAN): Step(_by("refuse"), frozenset({_W.BUKAN_KEWENANGAN}), pair=True),
    (_S.BUKAN_KEWENANGAN, _S.DU_RKP): Step(_by("place_proposal")),
    (_S.BUKAN_KEWENANGAN, _S.DITERUSKAN): Step(_by("place_proposal"), _ELSEWHERE),
    (_S.LAYAK, _S.RANCANGAN_RKP): Step(_by("place_proposal")),
    (_S.LAYAK, _S.DU_RKP): Step(_by("place_proposal")),
    (_S.LAYAK, _S.CADANGAN_RPJM): Step(_by("place_proposal"), frozenset({_W.DANA, _W.PAGU})),
    (_S.LAYAK, _S.BELUM_DIBIAYAI): Step(_by("refuse"), frozenset({_W.DANA, _W.PAGU}), pair=True),
    (_S.RANCANGAN_RKP, _S.DIBAHAS_MUSRENBANG): Step(_by("place_proposal")),
    (_S.DIBAHAS_MUSRENBANG, _S.RANCANGAN_RKP): Step(_by("place_proposal"), frozenset({_W.DATA, _W.PAGU})),
    (_S.BELUM_DIBIAYAI, _S.DITERIMA): Step(_by(BY_ITSELF)),
    (_S.CADANGAN_RPJM, _S.DITERIMA): Step(_by(BY_ITSELF)),
    (_S.TERTUNDA, _S.DITERIMA): Step(_by(BY_ITSELF)),
    # The end of a season, for whatever nobody has decided by then.
    **{(s, _S.TERTUNDA): Step(_by(BY_ITSELF), _LATER) for s in (
        _S.DITERIMA, _S.VERIFIKASI, _S.LAYAK, _S.BUKAN_KEWENANGAN, _S.RANCANGAN_RKP, _S.DIBAHAS_MUSRENBANG
    )},
    # The council gives an appeal right.
    (_S.TIDAK_LAYAK, _S.VERIFIKASI): Step(_by("decide_appeal"), frozenset({_W.BANDING})),
    (_S.BELUM_DIBIAYAI, _S.LAYAK): Step(_by("decide_appeal"), frozenset({_W.BANDING})),
    (_S.DITERUSKAN, _S.DITERIMA): Step(_by("decide_appeal"), frozenset({_W.BANDING})),
    (_S.DISEMBUNYIKAN, _S.DITERIMA): Step(_by("decide_appeal"), frozenset({_W.BANDING})),
}  # fmt: skip
"""`dibahas_musrenbang` → `ditetapkan` is missing: it needs the council's key."""

NO = frozenset({_S.TIDAK_LAYAK, _S.BUKAN_KEWENANGAN, _S.BELUM_DIBIAYAI, _S.DITERUSKAN, _S.DISEMBUNYIKAN, _S.DIGABUNG})
"""What a proposer may hear as a no: never by one person, never without a reason."""
OFF_THE_LIST = NO | {_S.DICABUT}
"""Where a proposal can't go while a ballot names it."""
APPEALABLE = frozenset(here for here, to in STEPS if "decide_appeal" in STEPS[here, to].by)


def step(proposal: Proposal, to: Status, why: Why | None) -> Step:
    """The step to `to` from where the proposal stands; refuses what the machine or the list of reasons forbids."""
    if to not in NEXT[proposal.status] or (proposal.status, to) not in STEPS:
        raise Refusal("proposal.refused.status", number={"raw": proposal.number})
    found = STEPS[proposal.status, to]
    if (found.reasons or why) and why not in found.reasons:
        raise Refusal("step.refused.reason")
    return found


def rights(found: Step) -> frozenset[str]:
    return found.by - {OWN, BY_ITSELF}


def entitled(found: Step, person: Resident, proposal: Proposal) -> bool:
    """May this person take the step, or be one of the two who do?"""
    if OWN in found.by and person.id == proposal.author_id:
        return True
    return any(RIGHTS[right].who(person, proposal.village_id) for right in rights(found))


def pair(found: Step, first: Resident, second: Resident, village: int) -> bool:
    """Are these two the two people whom the step needs?"""
    return pairing(found, first, second, village) is not None


def pairing(found: Step, first: Resident, second: Resident, village: int) -> tuple[Office, Office] | None:
    """In which two offices they decide together; None where they are not the two whom the step needs."""
    if first.id == second.id:
        return None
    mine, other = (offices(found, person, village) for person in (first, second))
    fit = ((a, b) for a in mine for b in other if a != b and Office.TIM_PENYUSUN in (a, b))
    return min(fit, default=None)


def different(found: Step, first: Resident, second: Resident, village: int) -> tuple[Office, Office] | None:
    """In which two different offices they enter what others have wanted, a gathering; the council's members are one."""
    mine, other = (offices(found, person, village) for person in (first, second))
    return min(((a, b) for a in mine for b in other if _body(a) != _body(b)), default=None)


def apart(right: str, first: Resident, second: Resident, village: int) -> bool:
    """Are these two people of different offices that each have the right? The members of the council are one."""
    mine, other = ({_body(office) for office in holding(right, person, village)} for person in (first, second))
    return first.id != second.id and any(a != b for a in mine for b in other)


def holding(right: str, person: Resident, village: int) -> frozenset[Office]:
    """Those of the person's offices that each alone have the right."""
    return offices(Step(_by(right)), person, village)


def _body(office: Office) -> Office:
    return Office.BPD_KETUA if office in BPD else office


def offices(found: Step, person: Resident, village: int) -> frozenset[Office]:
    """Those of the person's offices that each alone would give the right."""
    if person.village_id != village:
        return frozenset()
    return frozenset(
        office
        for office in person.offices
        for right in rights(found)
        if RIGHTS[right].who(_as(person, office), village)
    )


def _as(person: Resident, office: Office) -> Resident:
    return replace(person, offices=frozenset({office}))
