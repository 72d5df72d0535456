"""What is wanted and where, as weighted terms that can be kept and compared."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from understanding import codes, dictionary, roles
from understanding.plain import word_set
from understanding.roles import BROKEN, OTHERS, Said, dangers, said

THING, PLACE, NAMED, FLAG, WHERE = "#", "@", "=", "!", "^"
_STRANGE = 0.6
"""Of a word that nobody knows: as often a sigh as a thing."""
OF_ACTS = 0.35
"""The weight of what shall be done and of what is broken: half of all proposals have it."""
_MADE = 3
"""To be raised whenever the same words are to give other terms."""
_CHANNELS, _OF_CHANNELS = frozenset({"saluran", "irigasi"}), frozenset({"induk", "primer", "sekunder"})
_OF_ROADS = frozenset({"jalan", "simpang", "pemerintah", "dinas", "punya"})
_ROADS = frozenset({"kabupaten", "provinsi", "nasional", "negara"})
_GROUPS = frozenset({"kelompok", "kwt", "paud", "tpq", "masjid", "musola", "posyandu", "gang", "blok"})
_CARRIES_A_NAME = word_set("gang blok lorong jalan masjid musola paud posyandu tpq kelompok sd smp kwt simpang")
NEW, MEND, OWNER = "baru", "lama", "luar"


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
        _terms(words),
        dusun,
        _number(rt) or _numbered("rt", words),
        _number(rw) or _numbered("rw", words),
        urgent,
    )


def terms(text: str, own: Mapping[str, str] | None = None) -> Mapping[str, float]:
    """Term → weight: "#jembatan" what it is about, "@musola" where, "=gang:mawar" a name, plain words for the rest."""
    return _terms(said(text, own))


def _terms(words: Sequence[Said]) -> dict[str, float]:
    found: dict[str, float] = {}
    scored = codes.weighed(words)[:6]
    for score, thing in scored:
        if score >= max(codes.ENOUGH - 1, scored[0][0] * 0.5):
            found[THING + thing.name] = round(score / scored[0][0], 3)
    found.update(dict.fromkeys((FLAG + flag for flag in _flags(words)), 1.0))
    found.update(dict.fromkeys(_group_names(words), 1.0))
    for before, word in zip([None, *words], words, strict=False):
        if before and before.plain in _CARRIES_A_NAME and (word.tongue == "" or word.plain.isdigit()):
            found[f"{NAMED}{before.plain}:{word.plain}"] = 1.0
        if word.empty or word.tongue == "name" or word.plain.isdigit() or len(word.plain) < 2:
            continue
        if word.place and word.plain in BROKEN:
            continue
        if word.place:
            found[PLACE + word.plain] = 1.0
        else:
            weight = OF_ACTS if word.act or word.defect else 1.2 if word.asked else 1.0
            weight *= 1.0 if word.tongue else _STRANGE
            found[word.plain] = max(found.get(word.plain, 0.0), weight)
    return found


def _group_names(words: Sequence[Said]) -> Iterable[str]:
    """ "Kelompok ternak Maju" and "kelompok ternak Subur" are two: the name is known by its capital."""
    for at, word in enumerate(words):
        if word.plain in _GROUPS:
            after = [one for one in words[at + 1 : at + 3] if one.surface[:1].isupper() and not one.surface.isupper()]
            if after and after[0].plain not in _GROUPS and after[0].tongue != "name":
                yield f"{NAMED}{word.plain}:{after[0].plain}"


def _flags(words: Sequence[Said]) -> set[str]:
    plain = {word.plain for word in words}
    if any(a.plain == "air" and b.plain == "bersih" for a, b in pairwise(words)):
        plain -= {"bersih"}  # clean water asks for no cleaning
    kinds = {kind for kind, words_of in dangers().items() if plain & words_of}
    new, mended = roles.new(plain) and (plain.isdisjoint(BROKEN) or "belum" in plain), roles.mended(plain)
    work = {NEW} if new and not mended else {MEND} if mended and not new else set()
    others = {word.plain for word in words if not word.place} & OTHERS
    others |= {b.plain for a, b in pairwise(words) if a.plain in _OF_ROADS and b.plain in _ROADS}
    if plain.isdisjoint(_CHANNELS):  # "induk" is said of goats, too
        others -= _OF_CHANNELS
    return kinds | work | ({OWNER} if others else set())


def packed(one: Need) -> dict[str, float]:
    """A need as terms alone, its place and hour among them, to be kept. The dusun is kept beside."""
    told = {WHERE + "rt:" + one.rt: one.rt, WHERE + "rw:" + one.rw: one.rw, WHERE + "now": one.urgent}
    return {**one.terms, **{term: 1.0 for term, value in told.items() if value}}


def telling(one: Need) -> dict[str, float]:
    """The terms by which a like need can be looked for: not those that half of all proposals have."""
    return {term: weight for term, weight in one.terms.items() if (term[0] != FLAG or one.urgent) and weight > OF_ACTS}


def unpacked(terms: Mapping[str, float], dusun: int | str | None) -> Need:
    where = {term[1:] for term in terms if term[0] == WHERE}
    told = dict(term.split(":") for term in where if ":" in term)
    plain = {term: weight for term, weight in terms.items() if term[0] != WHERE}
    return Need(plain, dusun, told.get("rt", ""), told.get("rw", ""), "now" in where)


def version() -> int:
    """Changes with all lists of words that terms come from, and with the way they are made; never 0."""
    return (dictionary.version() ^ codes.version() ^ roles.version() ^ _MADE) or 1


def _number(written: str | None) -> str:
    return (written or "").lstrip("0")


def _numbered(kind: str, words: Sequence[Said]) -> str:
    found = {b.plain for a, b in pairwise(words) if a.plain == kind and b.plain.isdigit()}
    return found.pop() if len(found) == 1 else ""
