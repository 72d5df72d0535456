"""The team's desk: which proposals wait there, who sees them, and where one officer may take them.

Source: domain.md 5.1 (areas) and 5.2 (who sees raw words).
"""

from collections.abc import Sequence

from village.people import RIGHTS, Office, Resident
from village.proposal import NEXT, Proposal, Status
from village.steps import OF_TIME, STEPS, Why, entitled, rights

STAGES = (
    Status.DITERIMA, Status.PERLU_KLARIFIKASI, Status.DIBAHAS_MUSDUS, Status.VERIFIKASI, Status.LAYAK,
    Status.BUKAN_KEWENANGAN, Status.RANCANGAN_RKP, Status.DIBAHAS_MUSRENBANG,
)  # fmt: skip
"""Where a proposal waits for somebody, in the order of its way."""
MOVING = frozenset({"gather", "place_proposal"})
"""The rights by which a proposal goes on from its card; the others have talks of their own."""
WHOLE_VILLAGE = frozenset(
    {
        Office.TIM_PENYUSUN,
        Office.TIM_VERIFIKASI,
        Office.FASILITATOR,
        Office.PEMDES,
        Office.BPD_KETUA,
        Office.BPD_ANGGOTA,
    }
)


def everywhere(officer: Resident) -> bool:
    """Kader, kadus and RT work in their own dusun, the others in the whole village."""
    return not WHOLE_VILLAGE.isdisjoint(officer.offices)


def near(officer: Resident, proposal: Proposal) -> bool:
    return everywhere(officer) or (officer.dusun_id is not None and proposal.dusun_id == officer.dusun_id)


def moves(officer: Resident, proposal: Proposal) -> list[Status]:
    """Where this officer alone may take it now, in the order of the stages."""
    if officer.id == proposal.author_id or not near(officer, proposal):
        return []
    return [
        to
        for to in Status
        if to in NEXT[proposal.status]
        and (found := STEPS.get((proposal.status, to))) is not None
        and not found.pair
        and rights(found) & MOVING
        and entitled(found, officer, proposal)
    ]


def talks(officer: Resident, proposal: Proposal) -> list[str]:
    """Which talks about it this officer may open: "verify", and "refuse" for the first of two who say no."""
    if officer.id == proposal.author_id or not near(officer, proposal):
        return []
    ways = {right for to in NEXT[proposal.status] if (found := STEPS.get((proposal.status, to))) for right in found.by}
    return [
        right for right in ("verify", "refuse") if right in ways and RIGHTS[right].who(officer, proposal.village_id)
    ]


def reasons(proposal: Proposal, to: Status) -> Sequence[Why]:
    """The reasons an officer may give; those that only time has are left out. Empty: none is asked."""
    found = STEPS[proposal.status, to].reasons
    return [why for why in Why if why in found and why not in OF_TIME]
