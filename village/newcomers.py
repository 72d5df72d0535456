"""Who is asked whether a newcomer lives here and in which order, who looks a second time, and who may do neither."""

import hashlib
from collections.abc import Iterable
from enum import IntEnum, StrEnum

from village.people import Office, Resident

VOUCHERS = (Office.KADER, Office.KADUS, Office.RT)
ROUNDS = 3
"""So often those who were asked are reminded; then the request waits at the desk."""
_SEED = b"rembuk-cek-ulang\n"


class Circle(IntEnum):
    """How near an officer is to a newcomer's door."""

    NOBODY = -1
    RT = 0
    DUSUN = 1
    VILLAGE = 2


class Reason(StrEnum):
    """Why an officer says no."""

    OTHER_RT = "rt_lain"
    MOVED_AWAY = "pindah"
    STRANGER = "luar"
    DATA = "data"


class Why(StrEnum):
    """Why the BPD decides as it does."""

    NEIGHBOURS = "tetangga"
    PAPERS = "surat"
    NOT_FOUND = "tidak_ada"


def circle(officer: Resident, newcomer: Resident) -> Circle:
    """Kader and RT of the newcomer's RT are nearest, then kader and kadus of the dusun, then whoever may vouch."""
    if officer.dusun_id is None or officer.dusun_id != newcomer.dusun_id:
        return Circle.VILLAGE
    if officer.rt == newcomer.rt and officer.offices & {Office.KADER, Office.RT}:
        return Circle.RT
    return Circle.DUSUN if officer.offices & {Office.KADER, Office.KADUS} else Circle.VILLAGE


def nearest(officers: Iterable[Resident], newcomer: Resident, beyond: int) -> tuple[Circle, list[Resident]] | None:
    """The nearest circle outside `beyond` in which there is somebody, and who that is; None when there is none."""
    near: dict[Circle, list[Resident]] = {}
    for officer in officers:
        near.setdefault(circle(officer, newcomer), []).append(officer)
    closest = min((c for c in near if c > beyond), default=None)
    return None if closest is None else (closest, near[closest])


def drawn(seed: bytes, person: int, percent: int) -> bool:
    """Is this newcomer one of the `percent` in a hundred who are looked at again?

    The seed is the book's head at the drawing, which holds 32 bytes of chance made with that very row: nobody could
    know it before, and everybody can work it out again afterwards.
    """
    return _chance(seed, person, 0) % 100 < percent


def checkers(seed: bytes, newcomer: Resident, officers: Iterable[Resident]) -> list[int]:
    """The officers of other RT in the order of the same chance: the first looks, and if he can't tell, the next."""
    others = [o.id for o in officers if (o.dusun_id, o.rt) != (newcomer.dusun_id, newcomer.rt)]
    return sorted(others, key=lambda officer: _chance(seed, newcomer.id, officer))


def _chance(seed: bytes, person: int, officer: int) -> int:
    return int.from_bytes(hashlib.sha256(_SEED + seed + b"%d|%d" % (person, officer)).digest()[:8])
