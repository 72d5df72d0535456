"""Who people are, which office they hold, and what each may do: rights as sentences."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from village.season import Phase


class State(StrEnum):
    LISTED = "listed"
    """Stands on the office's list; nobody speaks for this person here yet."""
    ASKED = "asked"
    VERIFIED = "verified"
    REFUSED = "refused"
    MOVED = "moved"
    DIED = "died"
    OUTSIDE = "outside"
    """Works for the village without living there: facilitator, kecamatan, operator."""


class Sex(StrEnum):
    MALE = "L"
    FEMALE = "P"


class Office(StrEnum):
    KADER = "kader"
    KADUS = "kadus"
    RT = "rt"
    TIM_PENYUSUN = "tim_penyusun"
    TIM_VERIFIKASI = "tim_verifikasi"
    FASILITATOR = "fasilitator"
    PEMDES = "pemdes"
    BPD_KETUA = "bpd_ketua"
    BPD_ANGGOTA = "bpd_anggota"
    KECAMATAN = "kecamatan"
    OPERATOR = "operator"


GONE = frozenset({State.MOVED, State.DIED})
"""Whoever is gone holds no office any more, whatever the mandate says."""
OUTSIDERS = frozenset({Office.FASILITATOR, Office.KECAMATAN, Office.OPERATOR})


@dataclass(frozen=True, slots=True)
class Resident:
    """A person of the village, with or without Telegram. `id` is random and says nothing about the person."""

    id: int
    village_id: int
    name: str
    dusun_id: int | None
    rt: str | None
    sex: Sex | None
    birth_year: int | None
    state: State
    offices: frozenset[Office] = frozenset()
    """Only the offices whose mandate runs now."""
    frozen: bool = False
    """Two phones claim to speak for this person: nobody does until neighbours have met them."""

    def adult(self, year: int, age: int) -> bool:
        return self.birth_year is not None and year - self.birth_year >= age


Sentence = Callable[[Resident | None, int], bool]
"""(person, village) → may they? A person of another village holds nothing here."""


def anyone(person: Resident | None, village: int) -> bool:
    return True


def belongs(person: Resident | None, village: int) -> bool:
    """Stands in this village's books, in whatever state."""
    return person is not None and person.village_id == village


def known(person: Resident | None, village: int) -> bool:
    if person is None or person.village_id != village or person.frozen:
        return False
    return person.state in (State.ASKED, State.VERIFIED)


def verified(person: Resident | None, village: int) -> bool:
    return known(person, village) and person is not None and person.state is State.VERIFIED


def holds(*offices: Office) -> Sentence:
    wanted = frozenset(offices)

    def sentence(person: Resident | None, village: int) -> bool:
        if person is None or person.village_id != village or person.state in GONE or person.frozen:
            return False
        return not wanted.isdisjoint(person.offices)

    return sentence


def takes_part(person: Resident | None, village: int) -> bool:
    """Lives here, or comes for the village's sake: who only runs the machine is no guest of its meetings."""
    return known(person, village) or _COMERS(person, village)


def nobody(person: Resident | None, village: int) -> bool:
    return False


PRIVATE, GROUP, OTHER_GROUP = "pribadi", "grup", "grup_lain"
OFFICERS = holds(*Office)
_COMERS = holds(*(office for office in Office if office is not Office.OPERATOR))
_NEAR = (Office.KADER, Office.KADUS, Office.RT)
"""Who knows a hamlet's people by their doors."""
_CLERKS = holds(*_NEAR, Office.TIM_PENYUSUN, Office.TIM_VERIFIKASI, Office.FASILITATOR)


@dataclass(frozen=True, slots=True)
class Right:
    """Who may, in which chats, and what the season must allow."""

    who: Sentence
    chats: frozenset[str] = frozenset({PRIVATE})
    phase: str | None = None


RIGHTS: dict[str, Right] = {
    "see_published": Right(anyone, frozenset({PRIVATE, GROUP})),
    "propose_own": Right(known),
    "vote": Right(verified),  # no phase of its own: a poll that runs keeps the end it announced
    "vouch": Right(holds(Office.KADER, Office.KADUS, Office.RT)),
    "report_departure": Right(holds(Office.KADER, Office.KADUS, Office.RT)),
    "open_poll": Right(holds(Office.TIM_PENYUSUN, Office.PEMDES, Office.BPD_KETUA, Office.BPD_ANGGOTA), phase="poll"),
    "close_poll": Right(holds(Office.TIM_PENYUSUN, Office.PEMDES, Office.BPD_KETUA, Office.BPD_ANGGOTA)),
    "hold_key": Right(holds(Office.BPD_KETUA, Office.BPD_ANGGOTA)),
    "see_running_counts": Right(nobody),
    "appoint": Right(holds(Office.OPERATOR, Office.BPD_KETUA, Office.PEMDES)),  # which: village/offices.py
    "confirm_appointments": Right(holds(Office.BPD_KETUA)),
    "confirm_chair": Right(holds(Office.BPD_KETUA, Office.BPD_ANGGOTA)),
    "end_appointment": Right(holds(Office.BPD_KETUA)),
    "freeze_office": Right(holds(Office.OPERATOR, Office.BPD_KETUA)),
    "hand_over": Right(OFFICERS),
    "describe_office": Right(holds(Office.OPERATOR, Office.PEMDES, Office.BPD_KETUA)),
    "link_group": Right(
        holds(Office.OPERATOR, Office.TIM_PENYUSUN, Office.PEMDES, Office.BPD_KETUA), frozenset({GROUP, OTHER_GROUP})
    ),
    "invite_residents": Right(OFFICERS),
    "see_submitter_name": Right(nobody),
    "own_data": Right(belongs),
    "complain": Right(known),
    "alarm": Right(known, frozenset({PRIVATE, GROUP})),  # whoever is in danger need not have been looked up first
    "see_complaints": Right(holds(Office.BPD_KETUA, Office.BPD_ANGGOTA)),
    "check_book": Right(anyone),
    "import_residents": Right(holds(Office.OPERATOR, Office.PEMDES)),
    "set_terms": Right(holds(Office.OPERATOR, Office.PEMDES, Office.BPD_KETUA)),
    "see_waiting_residents": Right(holds(Office.KADER, Office.KADUS, Office.RT)),
    "print_cards": Right(holds(Office.OPERATOR, Office.PEMDES)),
    "recheck": Right(holds(Office.KADER, Office.KADUS, Office.RT)),
    "decide_case": Right(holds(Office.BPD_KETUA, Office.BPD_ANGGOTA)),
    "help_resident": Right(holds(Office.KADER, Office.KADUS, Office.RT)),
    "check_helped": Right(holds(Office.BPD_KETUA, Office.BPD_ANGGOTA)),
    "support": Right(verified),
    "clarify": Right(_CLERKS),
    "normalise": Right(_CLERKS),
    "type_voice": Right(holds(*_NEAR, Office.TIM_PENYUSUN)),
    "teach_words": Right(holds(*_NEAR, Office.TIM_PENYUSUN, Office.FASILITATOR)),
    "set_prices": Right(holds(Office.TIM_PENYUSUN)),
    "merge": Right(holds(*_NEAR, Office.TIM_PENYUSUN, Office.FASILITATOR)),
    "refuse": Right(holds(Office.TIM_PENYUSUN, Office.TIM_VERIFIKASI, Office.FASILITATOR)),
    "verify": Right(holds(Office.TIM_VERIFIKASI)),
    "score": Right(holds(Office.TIM_PENYUSUN, Office.TIM_VERIFIKASI)),
    "place_proposal": Right(holds(Office.TIM_PENYUSUN)),
    "gather": Right(holds(*_NEAR, Office.TIM_PENYUSUN, Office.FASILITATOR, Office.BPD_KETUA, Office.BPD_ANGGOTA)),
    "attend": Right(verified),
    "attendance": Right(
        holds(*_NEAR, Office.TIM_PENYUSUN, Office.FASILITATOR, Office.PEMDES, Office.BPD_KETUA, Office.BPD_ANGGOTA)
    ),  # whose meeting: actions/hall.py
    "minute": Right(holds(Office.TIM_PENYUSUN, Office.PEMDES, Office.BPD_KETUA, Office.BPD_ANGGOTA)),
    "answer_sanggah": Right(holds(Office.BPD_KETUA, Office.BPD_ANGGOTA)),
    "call_meeting": Right(
        holds(*_NEAR, Office.TIM_PENYUSUN, Office.PEMDES, Office.BPD_KETUA, Office.BPD_ANGGOTA, Office.KECAMATAN)
    ),  # which kinds, and where: village/convening.py
    "draft_meeting": Right(holds(Office.FASILITATOR)),  # whoever calls it, sends it
    "answer_meeting": Right(takes_part),
    "appeal": Right(known),
    "decide_appeal": Right(holds(Office.BPD_KETUA, Office.BPD_ANGGOTA)),
    "see_queue": Right(
        holds(
            *_NEAR,
            Office.TIM_PENYUSUN,
            Office.TIM_VERIFIKASI,
            Office.FASILITATOR,
            Office.PEMDES,
            Office.BPD_KETUA,
            Office.BPD_ANGGOTA,
        )
    ),  # whose dusun: village/desk.py
    "set_phases": Right(holds(Office.TIM_PENYUSUN, Office.PEMDES, Office.BPD_KETUA, Office.BPD_ANGGOTA)),
    "broadcast": Right(
        holds(*_NEAR, Office.TIM_PENYUSUN, Office.PEMDES, Office.BPD_KETUA, Office.BPD_ANGGOTA)
    ),  # to whom: village/broadcast.py
    "draft_broadcast": Right(holds(Office.FASILITATOR)),
    "see_unheard": Right(holds(Office.KADER, Office.KADUS, Office.RT)),
}


def may(action: str, person: Resident | None, village: int, phase: Phase | None, chat: str = PRIVATE) -> bool:
    """Does this person have that right, here and now? Raises KeyError for an act nobody has thought about."""
    right = RIGHTS[action]
    if chat not in right.chats:
        return False
    if right.phase is not None and (phase is None or right.phase not in phase.allows):
        return False
    return right.who(person, village)
