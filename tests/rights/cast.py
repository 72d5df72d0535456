"""Who stands in the table of rights: one person for each role, in each stage of the year, in each kind of chat."""

from village.people import GROUP, OTHER_GROUP, OUTSIDERS, PRIVATE, Office, Resident, Sex, State
from village.season import Phase, usual_phases

VILLAGE = 1
CHATS = (PRIVATE, GROUP, OTHER_GROUP)
PHASES: dict[str, Phase | None] = {phase.name: phase for phase in usual_phases(2027, "Asia/Jakarta")} | {
    "tanpa_musim": None
}


def somebody(state: State, *offices: Office, village: int = VILLAGE) -> Resident:
    return Resident(7, village, "Sari", 1, "02", Sex.FEMALE, 1985, state, frozenset(offices))


def officer(office: Office) -> Resident:
    return somebody(State.OUTSIDE if office in OUTSIDERS else State.VERIFIED, office)


CAST: dict[str, Resident | None] = {
    "tamu": None,
    "ditanya": somebody(State.ASKED),
    "warga": somebody(State.VERIFIED),
    **{office.value: officer(office) for office in Office},
    "berakhir": somebody(State.VERIFIED),  # storage gives only the offices whose mandate runs
    "desa_lain": somebody(State.VERIFIED, *Office, village=VILLAGE + 1),
}
