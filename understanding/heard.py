"""A message with its words in plain Indonesian and the cues found among them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from understanding.cues import Cue, cues
from understanding.plain import word_set
from understanding.tongue import Word, canonical

_LINK = re.compile(
    r"(?:https?://|www\.|t\.me/|wa\.me/|bit\.ly/|s\.id/|tinyurl\.com/)\S*|\b[\w-]{2,63}\.(?:com|net|org|info|xyz|site|online|id|co|top|"
    r"vip|club|live|me|link|click|shop|example|biz|cc|io|app)\b(?:/\S*)?",
    re.IGNORECASE,
)
_FILE = re.compile(r"\S{1,60}\.(?:apk|exe|xapk|zip)\b", re.IGNORECASE)
_MEASURE = re.compile(
    r"\b\d+(?:[.,]\d+)?\s?(?:m|mtr|meter|m2|km|cm|titik|unit|buah|bh|ekor|ikor|ikua|kk|jiwa|orang|org|tiang|set|ha|hektar|batang|"
    r"bibit|sak|truk|rumah|roma|omah|imah|petak|lembar|lampara|tau|tangkal|urang)\b",
    re.IGNORECASE,
)

_MACHINES = word_set(
    "pompa dinamo mesin bohlam meteran genset televisi tv kulkas sanyo rice_cooker laptop komputer hp trafo"
)
_BEASTS = word_set("anjing babi monyet asu celeng bagong cicing kunyuk baruak celleng")
_FLAMES = word_set("lilin kompor obor unggun dapur tungku lampion")
_PESTS = word_set("hama rayap monyet babi burung ulat wereng belalang keong")
_FEARS = word_set("takut khawatir sebelum supaya")
_BEHIND = 3
"""Words between a machine and what became of it."""
_FAMILIES = re.compile(r".*\d\s?(?:kk|KK|Kk)", re.DOTALL)
_OFFICE = re.compile(r"\b(?:rt|rw|rk)\s*\.?\s*\d{1,3}\b", re.IGNORECASE)
_BLAMED_NEAR = 6
"""Signs between an office and what it is called."""
_ASKS_MONEY = re.compile(
    r"\b(?:minta|mintain|njaluk|jaluk|menta|nyuwun|narik|nagih|mungut|potong|motong|nyunat)\s+(?:uang\s+|duit\s+|dhuwit\s+|duwit\s+|rp\.?\s*)?\d+\s*(?:rb|ribu|ewu|rebu|jt|juta|k)\b",
    re.IGNORECASE,
)
_COLLECTS_NEAR = 35
"""Signs between an office and the sum it asks for."""
_PHONE = re.compile(r"(?:\+?62|0)[ .-]?8\d(?:[ .-]?\d){7,10}")


@dataclass(frozen=True, slots=True)
class Heard:
    text: str
    words: Sequence[Word]
    found: Mapping[str, tuple[Cue, ...]]
    links: tuple[str, ...]
    measured: bool
    """With a length, a number of pieces or of families."""
    called: bool
    """With a telephone number."""

    @property
    def asks(self) -> bool:
        """Does it end with a question mark?"""
        return self.text.rstrip(" \n\"'”’)!.🙏").endswith("?")

    @property
    def asks_why(self) -> bool:
        """Is there a question mark anywhere?"""
        return "?" in self.text

    @property
    def known(self) -> float:
        """The share of its words that some tongue knows."""
        real = [word for word in self.words if not word.surface.isdigit()]
        return sum(bool(word.tongue) for word in real) / len(real) if real else 1.0

    def n(self, *groups: str) -> int:
        """At how many places of the text there is a cue of these groups."""
        return len({cue.at for group in groups for cue in self.found.get(group, ())})

    def said(self, *groups: str) -> tuple[str, ...]:
        """The villager's own words for it, each once."""
        every = sorted((cue for group in groups for cue in self.found.get(group, ())), key=lambda cue: cue.at)
        return tuple(dict.fromkeys(cue.words for cue in every))

    def first(self, *groups: str) -> int:
        """Where the first of them stands; behind the end where there is none."""
        return min((cue.at for group in groups for cue in self.found.get(group, ())), default=len(self.text) + 1)


def _counted(text: str, found: dict[str, list[Cue]]) -> None:
    """ "38 KK" are families, not the paper."""
    if papers := found.pop("paper", []):
        real = [cue for cue in papers if not _FAMILIES.fullmatch(text, max(0, cue.at - 4), cue.at + len(cue.words))]
        if real:
            found["paper"] = real


def _feared(words: Sequence[Word], found: dict[str, list[Cue]]) -> None:
    """ "Afraid that children fall in" has not happened."""
    for group in ("event", "acute"):
        if real := [cue for cue in found.pop(group, []) if not _only_feared(words, cue)]:
            found[group] = real


def _only_feared(words: Sequence[Word], cue: Cue) -> bool:
    before = [word.plain for word in words if word.at < cue.at][-_BEHIND:]
    return not _FEARS.isdisjoint(before)


def _reported(words: Sequence[Word], found: dict[str, list[Cue]]) -> None:
    """ "I have reported the blocked drain three times" asks for the drain, not for an inquiry."""
    if not found.get("thing") or not (found.get("works") or found.get("want")) or found.get("misuse"):
        return
    reports = {word.at for word in words if word.plain in ("lapor", "laporan")}
    if looks := [cue for cue in found.pop("look", []) if cue.at not in reports]:
        found["look"] = looks


def _only_abuse(found: dict[str, list[Cue]]) -> None:
    """What stands within an insult of several words is no thing of its own: "rai gedheg"."""
    abuse = [(cue.at, cue.at + len(cue.words)) for cue in found.get("insult", ()) if " " in cue.words]
    for group in ("poor", "thing", "home", "fault") if abuse else ():
        if real := [cue for cue in found.pop(group, []) if not any(a <= cue.at < b for a, b in abuse)]:
            found[group] = real


def _real_beasts(found: dict[str, list[Cue]]) -> None:
    """A dog that is to be vaccinated is no insult."""
    insults = found.pop("insult", [])
    if real := [cue for cue in insults if not (found.get("beast") and cue.words.casefold() in _BEASTS)]:
        found["insult"] = real


def _no_kin(found: dict[str, list[Cue]]) -> None:
    """The "keluarga" of a "kartu keluarga" is nobody's kin."""
    papers = [(cue.at, cue.at + len(cue.words)) for cue in found.get("paper", ())]
    if real := [cue for cue in found.pop("kin", []) if not any(a <= cue.at < b for a, b in papers)]:
        found["kin"] = real


def _burnt_out(words: Sequence[Word], found: dict[str, list[Cue]]) -> None:
    """ "The pump has burnt out" sets nothing on fire."""
    burning = [*found.get("fire", ()), *found.get("acute", ())]
    burnt = {cue.at for cue in burning if _of_machine(words, cue) or _at_home(words, cue)}
    for group in ("fire", "event", "acute"):
        if real := [cue for cue in found.pop(group, []) if cue.at not in burnt]:
            found[group] = real


def _eaten(words: Sequence[Word], found: dict[str, list[Cue]]) -> None:
    """What rats and termites eat, nobody has embezzled."""
    if _PESTS.isdisjoint(word.plain for word in words):
        return
    meals = {word.at for word in words if word.plain == "makan"}
    for group in ("misuse", "taken"):
        if real := [cue for cue in found.pop(group, []) if cue.at not in meals]:
            found[group] = real


def _at_home(words: Sequence[Word], cue: Cue) -> bool:
    """The flame of a candle or a stove."""
    after = [word.plain for word in words if word.at > cue.at][:1]
    return bool(after) and after[0] in _FLAMES


def _of_machine(words: Sequence[Word], cue: Cue) -> bool:
    before = [word.plain for word in words if word.at < cue.at][-_BEHIND:]
    return not _MACHINES.isdisjoint(before)


def _blamed(text: str, found: dict[str, list[Cue]]) -> None:
    """ "RT 02 korup": the office stands for whoever holds it."""
    blame = [cue.at for group in ("misuse", "insult", "conduct") for cue in found.get(group, ())]
    known = {cue.at for cue in found.get("official", ())}
    for match in _OFFICE.finditer(text):
        if match.start() not in known and any(0 <= at - match.end() <= _BLAMED_NEAR for at in blame):
            found.setdefault("official", []).append(Cue("official", match[0], match.start()))
    for match in _ASKS_MONEY.finditer(text):
        if any(0 <= match.start() - cue.at <= _COLLECTS_NEAR for cue in found.get("official", ())):
            found.setdefault("misuse", []).append(Cue("misuse", match[0], match.start()))


def heard(text: str, own: Mapping[str, str]) -> Heard:
    words = canonical(text, own)
    found: dict[str, list[Cue]] = {}
    for cue in cues(text, words):
        found.setdefault(cue.group, []).append(cue)
    _counted(text, found)
    _blamed(text, found)
    _burnt_out(words, found)
    _eaten(words, found)
    _only_abuse(found)
    _real_beasts(found)
    _no_kin(found)
    _feared(words, found)
    _reported(words, found)
    links = tuple(m[0] for pattern in (_LINK, _FILE) for m in pattern.finditer(text))
    return Heard(
        text,
        words,
        {g: tuple(c) for g, c in found.items()},
        links,
        _MEASURE.search(text) is not None,
        _PHONE.search(text) is not None,
    )
