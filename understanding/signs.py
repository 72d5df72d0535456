"""What may be said of a message as a whole: does it propose, is it of all, is a person named, is it only half said?"""

import re

from understanding import codes
from understanding.heard import Heard
from understanding.personal import Personal
from understanding.private_names import names, own_kin

BRIEF = 3
"""Words. So few that name a thing ask for it."""
_OURS = re.compile(
    r"\b(?:dusun|dsn|kampung|kp|lembur|rt|rw|lingkungan|wilayah|gang|daerah)(?:\s*\d+)?\s*(?:kula|kulo|kami|kita|saya|sy|ku|abdi|urang|kuring|"
    r"awake|dewe|ambo|awak|kito|kaule|kaula|tiang|ulun)\b|\b(?:dusun|kampung|desa|rt|rw|lembur)(?:ku|kita|kami)\b",
    re.IGNORECASE,
)
_BID = re.compile(r"\w{3,}(?:in|kan|ken|keun|no|ke|ake|aken)\b", re.IGNORECASE)


def ours(heard: Heard) -> bool:
    """Is it said of the whole hamlet: "dusun kula"?"""
    return _OURS.search(heard.text) is not None


def names_a_work(heard: Heard) -> bool:
    """Is it about what a village does, though nobody says that it is wanted: "monografi desa dicetak"?"""
    asks = heard.asks or heard.n("asked", "which", "how", "status", "joke", "blessing", "doubt", "sorry")
    return not asks and codes.names_a_work(word.plain for word in heard.words if word.tongue != "name")


def names_a_thing(heard: Heard) -> bool:
    """Is it no more than the name of a thing: "air", "lampu pak"?"""
    few = len(heard.words) <= BRIEF and not heard.n("talk")
    return few and any(codes.speaks_of_something(word.plain) for word in heard.words)


def half_said(heard: Heard) -> bool:
    """Something is missing or is to be done, and nobody can tell what: "yang dulu itu kok belum"."""
    if any(word.plain == "belum" for word in heard.words) and not heard.n("asked"):
        return True
    return any(_BID.fullmatch(word.surface) and word.plain != word.surface and word.tongue for word in heard.words[:1])


def public(heard: Heard) -> int:
    """Things of all, not animals or seed, which may be somebody's own."""
    goods = {cue.at for cue in heard.found.get("goods", ())}
    return len({cue.at for cue in heard.found.get("thing", ())} - goods)


def proposing(heard: Heard) -> bool:
    """ "Usul" is said to propose; in "usul saya kemarin" it only speaks of a proposal."""
    spoken_of = {cue.at for cue in heard.found.get("noun", ())}
    return any(cue.at not in spoken_of for cue in heard.found.get("usul", ()))


def asks_for_work(heard: Heard) -> bool:
    """Somebody wants something of all built, mended, bought or held."""
    if proposing(heard):
        return True
    materials = {cue.at for cue in heard.found.get("material", ())}
    works = {cue.at for cue in heard.found.get("works", ())} - materials
    other = {cue.at for group in ("money", "misuse") for cue in heard.found.get(group, ())}
    wants = {cue.at for cue in heard.found.get("want", ())} - other
    return bool(public(heard) and (works or wants) and not heard.n("look"))


def belongs(heard: Heard, *groups: str) -> bool:
    """Does the word itself say whose it is: "pajekku", "KTPku"?"""
    return any(cue.words.casefold().endswith("ku") for group in groups for cue in heard.found.get(group, ()))


def somebody(heard: Heard) -> bool:
    """Is one person named or one's own kin spoken of?"""
    return bool(own_kin(heard)) or any(span.kind is Personal.NAMA_LAIN for span in names(heard, frozenset(), True))
