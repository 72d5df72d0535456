"""What a villager's message says: is it a proposal, where does it belong, which place, what is still open.

Nothing is decided here. A reading is a suggestion that people confirm, and every claim names the words that led to it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from understanding import tongue
from understanding.codes import Suggestion, suggested
from understanding.ground import Ground, Key
from understanding.heard import Heard, heard
from understanding.kinds import Missing, Reject, Route, Verdict
from understanding.parts import parts_of
from understanding.personal import Personal
from understanding.placing import Place, place_of
from understanding.privacy import plain, shown
from understanding.roles import said
from understanding.routing import verdict
from understanding.signs import ours
from understanding.vague import missing
from understanding.weighing import Weights

__all__ = ["Ground", "Key", "Missing", "Reading", "Reject", "Route", "Suggestion", "read"]

LONGEST = 4096
"""Signs. What lies beyond is kept, but not read."""
_PROPOSALS = frozenset({Route.RKP, Route.DU_RKP, Route.DARURAT, Route.RALAT, Route.KLARIFIKASI})


@dataclass(frozen=True, slots=True)
class Reading:
    """`parts` are the proposals of the message, one or more; `redacted` is fit to be shown to others.

    `why`: (claim, the villager's own words that led to it); the claim is the name of a field and what it says.
    """

    reject: Reject | None
    route: Route
    dusun: Key | None
    whole_village: bool
    rt: str | None
    rw: str | None
    landmark: str | None
    codes: tuple[Suggestion, ...]
    missing: frozenset[Missing]
    parts: tuple[str, ...]
    corrects: bool
    redacted: str
    personal: frozenset[Personal]
    why: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def says_nothing(self) -> bool:
        """Would nobody know what is to be done?"""
        return Missing.APA in self.missing


@dataclass(frozen=True, slots=True)
class _Same:
    """A ground by what stands in it, so that two alike are one."""

    ground: Ground = field(compare=False)
    said: str


def read_once(text: str, ground: Ground) -> Reading:
    """As `read`; what was read a moment ago in the same village is not read anew with each answer about it."""
    return _read_once(text, _Same(ground, repr(ground)))


@lru_cache(maxsize=64)
def _read_once(text: str, same: _Same) -> Reading:
    return read(text, same.ground)


def warm() -> None:
    """Take the words from the disk, so that the first villager need not wait for it."""
    read("jalan rusak", Ground({}))


def read(text: str, ground: Ground, weights: Weights | None = None) -> Reading:
    words = plain(text[:LONGEST])
    own = vocabulary(ground)
    message = heard(words, own)
    found = verdict(message, own, weights)
    place = place_of(words, message.words, ground)
    if found.route is Route.DU_RKP and not place.words and message.n("kabupaten", "send"):
        place = replace(place, dusun=None, whole_village=True, words=found.words)
    proposal = found.route in _PROPOSALS
    parts = parts_of(words, own) if found.route in (Route.RKP, Route.DU_RKP) else (words,)
    roles = said(parts[0], own)
    codes = suggested(roles, urgent=found.route is Route.DARURAT) if proposal else ()
    if not place.words and place.rt is None and codes and _of_the_whole(codes[0], message):
        place = replace(place, dusun=None, whole_village=True, words=codes[0].words)
    open_ = missing(message, place, codes) if found.route is Route.RKP else frozenset()
    route = Route.KLARIFIKASI if open_ else found.route
    places = [word for name in ground.dusun.values() for word in name.casefold().split()]
    places += ground.name.casefold().split()
    clean, personal = shown(message, places, found.route)
    return Reading(
        reject=found.reject,
        route=route,
        dusun=place.dusun,
        whole_village=place.whole_village,
        rt=place.rt,
        rw=place.rw,
        landmark=place.landmark,
        codes=codes,
        missing=open_,
        parts=parts,
        corrects=route is Route.RALAT,
        redacted=clean,
        personal=personal,
        why=_why(route, found, place, codes, ground, open_),
    )


def _of_the_whole(code: Suggestion, message: Heard) -> bool:
    """What a village has one of: its office, its papers, its ambulance, its enterprise."""
    return code.code.startswith(_ONE_FOR_ALL) and not ours(message) and not _HAMLET.search(message.text)


_HAMLET = re.compile(r"\b(?:dusun|dsn|musdus|rt|rw|kampung|kp|lembur|gang|lingkungan)\w*\b", re.IGNORECASE)
_ONE_FOR_ALL = ("1.1.", "1.2.", "1.3.", "1.4.", "2.2.04", "4.3.", "4.6.")


def vocabulary(ground: Ground) -> Mapping[str, str]:
    """The village's own dictionary; the names of its dusun stand for themselves."""
    return {**tongue.names(ground.dusun.values()), **ground.words}


def _why(
    route: Route,
    found: Verdict,
    place: Place,
    codes: Sequence[Suggestion],
    ground: Ground,
    open_: frozenset[Missing],
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    claims = [(f"route: {route}", found.words)]
    if found.reject is not None:
        claims.append((f"reject: {found.reject}", found.words))
    where = "Se-desa" if place.whole_village else ground.dusun.get(place.dusun) if place.dusun is not None else None
    if where is not None:
        claims.append((f"dusun: {where}", place.words))
    claims += [(f"kegiatan: {code.code}", code.words) for code in codes[:1]]
    claims += [(f"missing: {thing}", ()) for thing in sorted(open_)]
    return tuple(claims)
