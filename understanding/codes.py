"""Which kegiatan a proposal may be, with the words that led to it. A suggestion for people, never a decision."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zlib import crc32

from understanding import roles
from understanding.roles import BETTER, KEEPS, Said
from village import catalogue

ENOUGH = 2.5
"""Score from which on a code is suggested."""
_ALONE, _BRIEF = 2, 3
"""The score that is enough for a message of so few words: nothing else can be meant."""
_SURELY = 4.0
_ITSELF = 3
_ASKING = frozenset({"kapan", "siapa", "mana", "berapa", "bagaimana", "kenapa"})
_NEAR = 0.45
"""A second suggestion has at least this share of the first one's score."""
_WEIGHT_OF_PLACE = 0.35
_WEIGHT_OF_ASKED = 1.25
DISASTER, EMERGENCY = "5.1.00", "5.2.00"
_DISASTERS = frozenset({"api", "air", "tanah"})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code of the budget, "2.3.10", the sub bidang "2.3", and the villager's words that led to it."""

    code: str
    sub_bidang: str
    score: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Thing:
    """What a proposal may be about. `words`: sets of plain words that count together → their weight."""

    name: str
    code: str
    keep: str | None
    broad: bool
    """So wide that two proposals about it are the same only where their words are, too."""
    parts: bool
    """Mending one of its parts is upkeep; of a road or a ditch it is called rehabilitation, which is building."""
    words: Mapping[frozenset[str], float]


@cache
def _text() -> str:
    return Path(__file__).with_name("words").joinpath("things.toml").read_text("utf-8")


def version() -> int:
    return crc32(_text().encode())


@cache
def things() -> tuple[Thing, ...]:
    return tuple(
        Thing(
            name,
            row["code"],
            row.get("keep"),
            row.get("broad", False),
            row.get("parts", False),
            {
                frozenset(word.split("+")): float(weight)
                for weight, words in row.items()
                if weight.lstrip("-").isdigit()
                for word in words.split()
            },
        )
        for name, row in tomllib.loads(_text()).items()
    )


@cache
def broad() -> frozenset[str]:
    return frozenset(thing.name for thing in things() if thing.broad)


@cache
def _fields() -> Mapping[str, str]:
    return {thing.name: thing.code.rpartition(".")[0] for thing in things()}


def field_of(name: str) -> str | None:
    """The sub bidang of a thing by its name; None for one that is no longer in the list."""
    return _fields().get(name)


@cache
def _things_of() -> dict[str, tuple[Thing, ...]]:
    """Plain word → the things it may speak of."""
    found: dict[str, list[Thing]] = {}
    for thing in things():
        for word in {word for words in thing.words for word in words}:
            found.setdefault(word, []).append(thing)
    return {word: tuple(of) for word, of in found.items()}


def speaks_of_something(plain: str) -> bool:
    """Does the word alone name a thing that a village cares for?"""
    return any(thing.words.get(frozenset((plain,)), 0) >= _ALONE for thing in _things_of().get(plain, ()))


def names_alone(plain: str) -> bool:
    """Does the word alone say which thing it is?"""
    return any(thing.words.get(frozenset((plain,)), 0) >= _ITSELF for thing in _things_of().get(plain, ()))


def names_a_work(plain: Iterable[str]) -> bool:
    """Do the words together name what a kegiatan of the budget is for?"""
    strength = dict.fromkeys(plain, 1.0)
    met = {thing.name: thing for word in strength for thing in _things_of().get(word, ())}
    return any(_score(thing, strength) >= _SURELY for thing in met.values())


def strengths(said: Sequence[Said]) -> dict[str, float]:
    """Plain word → how much it counts: most where it is asked for, least where it only says where."""
    strength: dict[str, float] = {}
    for one in said:
        if one.tongue == "name":
            continue
        counts = _WEIGHT_OF_PLACE if one.place else _WEIGHT_OF_ASKED if one.asked else 1.0
        strength[one.plain] = max(strength.get(one.plain, 0.0), counts)
    return strength


def weighed(said: Sequence[Said]) -> list[tuple[float, Thing]]:
    """Every thing that the words may speak of, best first."""
    strength = strengths(said)
    met = {thing.name: thing for word in strength for thing in _things_of().get(word, ())}
    scored = [(_score(thing, strength), thing) for thing in met.values()]
    return sorted(((score, thing) for score, thing in scored if score > 0), key=lambda pair: (-pair[0], pair[1].name))


def _score(thing: Thing, strength: Mapping[str, float]) -> float:
    return sum(
        weight * (min(strength[word] for word in words) if weight > 0 else 1.0)
        for words, weight in thing.words.items()
        if words <= strength.keys()
    )


def suggested(said: Sequence[Said], urgent: bool = False, most: int = 3) -> tuple[Suggestion, ...]:
    """The codes that fit, best first, at most `most`; none where nothing fits.

    `urgent`: something happens now, so that it is a case for the contingency budget first.
    """
    enough = _ALONE if len(said) <= _BRIEF and _ASKING.isdisjoint(one.plain for one in said) else ENOUGH
    scored = [(score, thing) for score, thing in weighed(said) if score >= enough]
    plain = {one.plain for one in said}
    found: dict[str, Suggestion] = {}
    if urgent:
        kinds = {kind for kind, words in roles.dangers().items() if plain & words}
        first = EMERGENCY if kinds and kinds.isdisjoint(_DISASTERS) else DISASTER
        found[first] = Suggestion(first, first[:3], scored[0][0] if scored else ENOUGH, _led(None, said))
    only_keep = any(one.plain in KEEPS for one in said) and not any(one.builds for one in said)
    mended = roles.mended(plain) and not roles.new(plain) and plain.isdisjoint(BETTER)
    for score, thing in scored:
        code = thing.keep if thing.keep and (only_keep or (mended and thing.parts)) else thing.code
        if code not in found and score >= scored[0][0] * _NEAR:
            found[code] = Suggestion(code, code.rpartition(".")[0], round(score, 2), _led(thing, said))
    return tuple(found.values())[:most]


def _led(thing: Thing | None, said: Sequence[Said]) -> tuple[str, ...]:
    """The villager's own words that spoke for a thing, or of damage, in order."""
    if thing is None:
        return tuple(dict.fromkeys(one.surface for one in said if one.defect))
    plain = {one.plain for one in said}
    for_it = {word for words, weight in thing.words.items() if weight > 0 and words <= plain for word in words}
    return tuple(dict.fromkeys(one.surface for one in said if one.plain in for_it))


def sdgs(code: str) -> tuple[int, ...]:
    """The SDGs Desa that a kegiatan usually serves, the main one first."""
    kegiatan = catalogue.find(code)
    return kegiatan.sdgs if kegiatan else ()
