"""How alike two proposals are: the same need at the same place, in any tongue. A hint for people, never a merge."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from understanding import codes
from understanding.plain import word_set
from understanding.roles import BETTER, MENDS, NEWS, OTHERS, Said, dangers, said

ALIKE = 0.5
"""Score from which on somebody is asked whether it is the same."""
SHOWN = 3
_THING, _PLACE, _NAMED, _FLAG = "#", "@", "=", "!"
_ANY = TypeVar("_ANY")

_TOPIC, _TOPIC_BROAD = 0.62, 0.4
"""How much of a score is what it is about; the rest is the other words."""
_OTHER_DUSUN, _OTHER_RT, _OTHER_RW, _OTHER_NAME = 0.0, 0.45, 0.3, 0.3
_OTHER_SPOT, _SAME_SPOT = 0.75, 0.2
_OTHER_HOUR, _OTHER_WORK, _OTHER_OWNER, _VAGUE = 0.4, 0.5, 0.5, 0.5
_ONE_EVENT = 0.6
_NEW, _MEND, _OWNER = "baru", "lama", "luar"
_CARRIES_A_NAME = word_set("gang blok lorong jalan masjid musola paud posyandu tpq kelompok sd smp kwt simpang")


@dataclass(frozen=True, slots=True)
class Need:
    """What is wanted (`terms`, see `terms`), and where. `rt` and `rw` are numbers as text without zeros, "" if untold.

    `dusun` is any key; None where the whole village or nothing is meant. `urgent`: it happens now.
    """

    terms: Mapping[str, float]
    dusun: int | str | None = None
    rt: str = ""
    rw: str = ""
    urgent: bool = False


def need(
    text: str,
    dusun: int | str | None = None,
    rt: str | None = None,
    rw: str | None = None,
    *,
    own: Mapping[str, str] | None = None,
    urgent: bool = False,
) -> Need:
    """Read a proposal's words; what the place answers leave open is taken from them.

    `own`: the village's dictionary, and the names of its dusun mapped to themselves.
    """
    words = said(text, own)
    return Need(
        _terms(words, own or {}),
        dusun,
        _number(rt) or _numbered("rt", words),
        _number(rw) or _numbered("rw", words),
        urgent,
    )


def terms(text: str, own: Mapping[str, str] | None = None) -> Mapping[str, float]:
    """Term → weight: "#jembatan" what it is about, "@musola" where, "=gang:mawar" a name, plain words for the rest."""
    return _terms(said(text, own), own or {})


def _terms(words: Sequence[Said], own: Mapping[str, str]) -> dict[str, float]:
    names = {word for word, means in own.items() if word == means}
    found: dict[str, float] = {}
    scored = codes.weighed(words)[:6]
    for score, thing in scored:
        if score >= max(codes.ENOUGH - 1, scored[0][0] * 0.5):
            found[_THING + thing.name] = round(score / scored[0][0], 3)
    found.update(dict.fromkeys((_FLAG + flag for flag in _flags(words)), 1.0))
    for before, word in zip([None, *words], words, strict=False):
        if before and before.plain in _CARRIES_A_NAME and (word.tongue == "" or word.plain.isdigit()):
            found[f"{_NAMED}{before.plain}:{word.plain}"] = 1.0
        if word.empty or word.plain in names or word.plain.isdigit() or len(word.plain) < 2:
            continue
        if word.place:
            found[_PLACE + word.plain] = 1.0
        else:
            weight = 0.35 if word.act or word.defect else 1.2 if word.asked else 1.0
            found[word.plain] = max(found.get(word.plain, 0.0), weight)
    return found


def _flags(words: Sequence[Said]) -> set[str]:
    plain = {word.plain for word in words}
    new = (bool(plain & NEWS) and "ganti" not in plain) or {"belum", "ada"} <= plain or "tidak ada" in plain
    mend = bool(plain & MENDS) or ("ganti" in plain and not plain & BETTER)
    kinds = {kind for kind, words in dangers().items() if plain & words}
    work = {_NEW} if new and not mend else {_MEND} if mend and not new else set()
    return kinds | work | ({_OWNER} if {word.plain for word in words if not word.place} & OTHERS else set())


def score(a: Need, b: Need) -> float:
    """0 (nothing in common) to 1. See `ALIKE`."""
    return min(1.0, _value(a, b))


def _value(a: Need, b: Need) -> float:
    fit = _place_fit(a, b) * _work_fit(a, b)
    if not fit:
        return 0.0
    share = _TOPIC_BROAD if _broad(a) and _broad(b) else _TOPIC
    topic, words = _cosine(_of(a, _THING), _of(b, _THING)), _cosine(_plain(a), _plain(b))
    value = (share * topic + (1 - share) * words + _SAME_SPOT * _same_spot(a, b)) * fit if topic else 0.0
    if _one_event(a, b):
        value = max(value, _ONE_EVENT * fit)
    elif a.urgent != b.urgent:
        value *= _OTHER_HOUR
    return value * (_VAGUE if min(_told(a), _told(b)) < 2 else 1)


def _told(one: Need) -> int:
    """How many words say what and where."""
    return len(_plain(one)) + len(_of(one, _PLACE)) + len(_of(one, _NAMED))


def _broad(one: Need) -> bool:
    best = max(_of(one, _THING).items(), key=lambda item: item[1], default=None)
    return best is not None and any(thing.name == best[0] and thing.broad for thing in codes.things())


def _one_event(a: Need, b: Need) -> bool:
    """Two alarms of one danger."""
    return a.urgent and b.urgent and bool(_of(a, _FLAG).keys() & _of(b, _FLAG).keys() & dangers().keys())


def _work_fit(a: Need, b: Need) -> float:
    """Something new is not the mending of something old; what the village owns is not what others own."""
    mine, theirs = _of(a, _FLAG).keys(), _of(b, _FLAG).keys()
    new = {_NEW, _MEND} <= mine ^ theirs and not _of(a, _NAMED).keys() & _of(b, _NAMED).keys()
    return (_OTHER_WORK if new else 1.0) * (_OTHER_OWNER if _OWNER in mine ^ theirs else 1.0)


def _place_fit(a: Need, b: Need) -> float:
    fit = 1.0
    if a.dusun != b.dusun:
        fit *= _OTHER_DUSUN
    if a.rt and b.rt and a.rt != b.rt:
        fit *= _OTHER_RT
    if a.rw and b.rw and a.rw != b.rw:
        fit *= _OTHER_RW
    named, others = dict(n.split(":") for n in _of(a, _NAMED)), dict(n.split(":") for n in _of(b, _NAMED))
    if any(others.get(kind, name) != name for kind, name in named.items()):
        fit *= _OTHER_NAME
    spots, others_spots = set(_of(a, _PLACE)), set(_of(b, _PLACE))
    if spots and others_spots and not _same_spot(a, b):
        fit *= _OTHER_SPOT
    return fit


def _same_spot(a: Need, b: Need) -> float:
    """1 where a landmark of one is named by the other."""
    spots, others = set(_of(a, _PLACE)), set(_of(b, _PLACE))
    return float(
        bool(
            spots & (others | set(_plain(b)))
            or others & set(_plain(a))
            or _of(a, _NAMED).keys() & _of(b, _NAMED).keys()
        )
    )


def _of(one: Need, kind: str) -> dict[str, float]:
    return {term[1:]: weight for term, weight in one.terms.items() if term[0] == kind}


def _plain(one: Need) -> dict[str, float]:
    return {term: weight for term, weight in one.terms.items() if term[0] not in _THING + _PLACE + _NAMED + _FLAG}


def _cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    shared = sum(weight * b[term] for term, weight in a.items() if term in b)
    return shared / math.sqrt(sum(w * w for w in a.values()) * sum(w * w for w in b.values())) if shared else 0.0


def alike(one: Need, others: Iterable[tuple[_ANY, Need]], most: int = SHOWN) -> list[_ANY]:
    """Those that may be the same need, best first."""
    scored = [(_value(one, other), at, key) for at, (key, other) in enumerate(others)]
    return [key for value, _, key in sorted(scored, key=lambda row: (-row[0], row[1])) if value >= ALIKE][:most]


def _number(written: str | None) -> str:
    return (written or "").lstrip("0")


def _numbered(kind: str, words: Sequence[Said]) -> str:
    found = {b.plain for a, b in pairwise(words) if a.plain == kind and b.plain.isdigit()}
    return found.pop() if len(found) == 1 else ""
