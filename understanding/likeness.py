"""How alike two proposals are: the same need at the same place, in any tongue. A hint for people, never a merge."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from understanding import codes
from understanding.needs import (
    FLAG,
    MEND,
    NAMED,
    NEW,
    OF_ACTS,
    OWNER,
    PLACE,
    THING,
    Need,
    need,
    packed,
    telling,
    terms,
    unpacked,
    version,
)  # fmt: skip
from understanding.plain import word_set
from understanding.roles import APART, DEFECTS, LANDMARKS, dangers

__all__ = ["ALIKE", "SHOWN", "Need", "alike", "need", "packed", "score", "telling", "terms", "unpacked", "version"]

ALIKE = 0.5
"""Score from which on somebody is asked whether it is the same."""
SHOWN = 3
_ANY = TypeVar("_ANY")

_TOPIC, _TOPIC_BROAD = 0.62, 0.4
"""How much of a score is what it is about; the rest is the other words."""
_LITTLE = 2
_SAME_FIELD, _IN_SAME_WORDS = 0.65, 0.3
"""Two services of one sub bidang, told in much the same words: checks of the blood, and the posyandu for the old."""
_TOGETHER = {"4.5": "4.4", "4.7": "4.4"}
"""What women earn by, small trade and small industry are asked for in one another's words."""
_TELLING, _MOST_TELLING = 0.12, 0.24
"""Of wide things, the narrow one that both name: "cabai", "rengginang"."""
_TELLS_NOTHING = word_set(
    "alat mesin pelatihan latih ibu anak kelompok seragam honor jual beli usaha olah modal bersama pemuda "
    "perempuan rumah jalan air "
    "gratis malam pagi sehat sakit hidup baik belajar pakai musim panen tani warga anggota sekolah produksi "
    "kegiatan tambah habis besar "
    "kecil mahal lama kas desa dusun kumpul acara lomba main harga rusak hari setiap datang lebih orang tua muda "
    "sawah kebun guru "
    "posyandu kader lansia balita motor mobil tempat bikin ikut punya bawa bayar uang kurang listrik mati hujan "
    "masuk keluar "
)
_BUILT = frozenset({"2.3", "2.4", "2.5", "2.7", "2.8"})
"""Sub bidang of which each thing stands for itself: a ditch is no road."""
_OTHER_DUSUN, _OTHER_RT, _OTHER_RW, _OTHER_NAME = 0.0, 0.45, 0.3, 0.3
_OTHER_LANDMARK, _OTHER_SPOT, _SAME_SPOT, _SAME_NUMBER = 0.49, 0.9, 0.2, 0.08
_OTHER_SIDE = 0.5
_SIDES = frozenset({"utara", "selatan", "timur", "barat"})
_OTHER_KIND, _OTHER_HOUR, _OTHER_WORK, _OTHER_OWNER, _VAGUE = 0.45, 0.4, 0.5, 0.5, 0.5
_ONE_EVENT = 0.6
_ONE_THING, _PLAINLY = 0.7, 0.52
"""The same road or well in the same hamlet, and nothing that parts the two: worth asking, whatever the words."""
_WHOSE_ROAD = 0.9
"""A kabupaten road is told of one dusun, or of the whole village."""
_FOR_ALL = frozenset(
    {"siaga", "sid", "perdes", "kantor_alat", "kantor_gedung", "layanan", "bumdes", "polindes", "internet"}
)
"""Things of which a village has one."""
_MISSED = "orang"
"""Somebody is sought: another alarm than the flood itself."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """A need with its terms sorted by kind, without their marks."""

    need: Need
    things: Mapping[str, float]
    fields: Mapping[str, float]
    """Sub bidang of the things → how strongly it is spoken of."""
    plain: Mapping[str, float]
    spots: frozenset[str]
    named: Mapping[str, str]
    flags: frozenset[str]
    broad: bool
    kinds: frozenset[tuple[int, int]]
    """Lines of `apart` and which of their kinds are named."""
    landmarks: frozenset[int]

    @property
    def told(self) -> int:
        """How many words say what and where."""
        return len(self.plain) + len(self.spots) + len(self.named) + bool(self.need.rt) + bool(self.need.rw)


def _parts(one: Need) -> _Parts:
    kinds: dict[str, dict[str, float]] = {THING: {}, PLACE: {}, NAMED: {}, FLAG: {}}
    plain: dict[str, float] = {}
    for term, weight in one.terms.items():
        if term[0] in kinds:
            kinds[term[0]][term[1:]] = weight
        else:
            plain[term] = weight
    things = kinds[THING]
    return _Parts(
        one,
        things,
        _fields(things),
        plain,
        frozenset(kinds[PLACE]),
        dict(name.split(":", 1) for name in kinds[NAMED]),
        frozenset(kinds[FLAG]),
        bool(things) and max(things, key=lambda name: things[name]) in codes.broad(),
        frozenset(kind for word in plain.keys() & APART.keys() for kind in APART[word]),
        frozenset(LANDMARKS[word] for word in kinds[PLACE] if word in LANDMARKS),
    )


def _fields(things: Mapping[str, float]) -> dict[str, float]:
    fields: dict[str, float] = {}
    for name, weight in things.items():
        if (sub := codes.field_of(name)) and (sub := _TOGETHER.get(sub, sub)) not in _BUILT:
            fields[sub] = max(fields.get(sub, 0.0), weight)
    return fields


def score(a: Need, b: Need) -> float:
    """0 (nothing in common) to 1. See `ALIKE`."""
    return min(1.0, _value(_parts(a), _parts(b)))


def _value(a: _Parts, b: _Parts) -> float:
    spot = _same_spot(a, b)
    fit = _place_fit(a, b, spot) * _work_fit(a, b)
    if not fit:
        return 0.0
    share = _TOPIC_BROAD if a.broad and b.broad else _TOPIC
    topic, words = _cosine(a.things, b.things), _cosine(a.plain, b.plain)
    telling = _same_telling(a, b)
    if not topic and (words >= _IN_SAME_WORDS or telling) and min(a.told, b.told) > _LITTLE:
        topic = _SAME_FIELD * _cosine(a.fields, b.fields)
    near = _SAME_SPOT * spot + _SAME_NUMBER * (_both(a.need.rt, b.need.rt) + _both(a.need.rw, b.need.rw))
    value = share * topic + (1 - share) * words + near + telling if topic else 0.0
    value = value if fit >= 1 else min(1.0, value) * fit
    if topic >= _ONE_THING and fit >= _OTHER_SPOT and not (a.broad and b.broad):
        value = max(value, _PLAINLY)
    missed = _MISSED in a.flags ^ b.flags
    one_danger = a.flags & b.flags & dangers().keys() and not missed
    if a.need.urgent and b.need.urgent and one_danger:
        value = max(value, _ONE_EVENT * fit)
    elif a.need.urgent != b.need.urgent or (a.need.urgent and (missed or _other_danger(a, b))):
        value *= _OTHER_HOUR
    vague = min(a.told, b.told) < 2 and not a.things.keys() & b.things.keys() & _FOR_ALL
    return value * (_VAGUE if vague else 1)


def _same_telling(a: _Parts, b: _Parts) -> float:
    """Where a wide thing is spoken of: how much the narrow words that both say add."""
    if not (a.broad or b.broad):
        return 0.0
    shared = [word for word in a.plain.keys() & b.plain.keys() if min(a.plain[word], b.plain[word]) > OF_ACTS]
    return min(_MOST_TELLING, _TELLING * sum(map(_narrow, shared)))


@lru_cache(4096)
def _narrow(word: str) -> bool:
    return word not in _TELLS_NOTHING and not codes.names_alone(word)


def _other_danger(a: _Parts, b: _Parts) -> bool:
    mine, theirs = a.flags & dangers().keys(), b.flags & dangers().keys()
    return bool(mine and theirs) and not mine & theirs


def _both(one: str, other: str) -> bool:
    """Do both tell this RT or RW?"""
    return bool(one) and one == other


def _work_fit(a: _Parts, b: _Parts) -> float:
    """Something new is not the mending of something old; what the village owns is not what others own."""
    either = a.flags ^ b.flags
    other_work = {NEW, MEND} <= either and not a.named.items() & b.named.items() and not (a.broad and b.broad)
    other_kind = _other_kind(a, b) and not a.plain.keys() & b.plain.keys() & DEFECTS
    fit = (_OTHER_KIND if other_kind else 1.0) * (_OTHER_WORK if other_work else 1.0)
    owner = OWNER in either and not (a.need.urgent and b.need.urgent)
    return fit * (_OTHER_OWNER if owner else 1.0)


def _other_kind(a: _Parts, b: _Parts) -> bool:
    """A goat is no cow: both name what stands on one line of `apart`, and nothing of it in common."""
    lines = {line for line, _ in a.kinds} & {line for line, _ in b.kinds}
    shared = {line for line, _ in a.kinds & b.kinds}
    return bool(lines - shared)


def _place_fit(a: _Parts, b: _Parts, same_spot: bool) -> float:
    fit = 1.0
    if a.need.dusun != b.need.dusun:
        one_for_all = a.things.keys() & b.things.keys() & _FOR_ALL
        of_all = None in (a.need.dusun, b.need.dusun) and (OWNER in a.flags & b.flags or one_for_all)
        fit *= _WHOSE_ROAD if of_all else _OTHER_DUSUN
    if a.need.rt and b.need.rt and a.need.rt != b.need.rt:
        fit *= _OTHER_RT
    if a.need.rw and b.need.rw and a.need.rw != b.need.rw:
        fit *= _OTHER_RW
    if any(b.named.get(kind, name) != name for kind, name in a.named.items()):
        fit *= _OTHER_NAME
    if a.landmarks and b.landmarks and a.landmarks.isdisjoint(b.landmarks) and not same_spot:
        fit *= _OTHER_LANDMARK
    elif a.spots and b.spots and not same_spot:
        fit *= _OTHER_SPOT
    sides = a.spots & _SIDES, b.spots & _SIDES
    if all(sides) and sides[0].isdisjoint(sides[1]):
        fit *= _OTHER_SIDE
    return fit


def _same_spot(a: _Parts, b: _Parts) -> bool:
    """Is a landmark of one named by the other?"""
    return bool(
        a.spots & b.spots or a.spots & b.plain.keys() or b.spots & a.plain.keys() or a.named.items() & b.named.items()
    )


def _cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    shared = sum(weight * b[term] for term, weight in a.items() if term in b)
    return shared / math.sqrt(sum(w * w for w in a.values()) * sum(w * w for w in b.values())) if shared else 0.0


def alike(one: Need, others: Iterable[tuple[_ANY, Need]], most: int = SHOWN) -> list[_ANY]:
    """Those that may be the same need, best first."""
    asked = _parts(one)
    scored = [(_value(asked, _parts(other)), at, key) for at, (key, other) in enumerate(others)]
    return [key for value, _, key in sorted(scored, key=lambda row: (-row[0], row[1])) if value >= ALIKE][:most]
