"""Words that tell what a message is about, from `cues.toml`; each found cue keeps the words as typed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from understanding.affixes import roots
from understanding.dictionary import ordinary, parsed, simple
from understanding.tongue import Word

_FILE = Path(__file__).with_name("cues.toml")
_TOKEN = re.compile(r"[^\W_]+(?:['’`ʼ][^\W_]+)*['’`ʼ]?|[^\W_]*\.apk\b")
_MASKED = re.compile(r"(?<![\w*])[a-z@013457'’]*[*#@013457][a-z*#@013457'’]*(?![\w*])", re.IGNORECASE)
_BREAK = re.compile(r"[;!?\n]|[.,:]\s")
"""No cue goes on behind it."""
_PASSIVE = re.compile(r"(?:di|dipun|e|i|ri|ni|ka|pa|tak|mo)\w{3,}|\w{3,}(?:kan|no|keun|agi|angngi|ekki)$")
_FIGURES = str.maketrans("@013457", "aoieast")
_GRAVE = frozenset({"event", "acute", "fire", "sara", "hostile", "judi"})
"""Never read into a word that may be another one with a slip of the finger."""
_FILLERS = frozenset(
    [
        "sudah",
        "ke",
        "di",
        "yang",
        "lagi",
        "ada",
        "itu",
        "ini",
        "masih",
        "juga",
        "sama",
        "dan",
        "saja",
        "dari",
        "bapak",
        "ibu",
    ]
)
"""Plain words left out once more: "banyune wis mlebu omah" is water in the house, too."""
_OWN_MEANING = frozenset({"thing", "goods", "fault", "nuisance"})
_LONGEST = 5
"""Words of a cue."""


@dataclass(frozen=True, slots=True)
class Cue:
    """`at` is where its words begin in the text, in signs."""

    group: str
    words: str
    at: int


@dataclass(frozen=True, slots=True)
class _Table:
    exact: dict[tuple[str, ...], tuple[str, ...]]
    begins: dict[tuple[str, ...], tuple[str, ...]]
    """The last word is only the beginning of one."""
    starts: frozenset[str]


@cache
def _groups() -> dict[str, list[tuple[str, ...]]]:
    return {
        group: [tuple(simple(part) for part in form.split("_")) for form in forms.split()]
        for section in parsed("cues.toml").values()
        for group, forms in section.items()
    }


@cache
def _table() -> _Table:
    exact: dict[tuple[str, ...], tuple[str, ...]] = {}
    begins: dict[tuple[str, ...], tuple[str, ...]] = {}
    for group, forms in _groups().items():
        for form in forms:
            if form[-1].endswith("*"):
                key = (*form[:-1], form[-1].rstrip("*"))
                begins[key] = (*begins.get(key, ()), group)
            elif group not in exact.get(form, ()):
                exact[form] = (*exact.get(form, ()), group)
    return _Table(exact, begins, frozenset(form[0] for form in [*exact, *begins] if len(form) > 1))


def cues(text: str, words: Sequence[Word]) -> list[Cue]:
    """Every cue of the text, as typed or in plain Indonesian, in order; a group once for each place.

    A word that is a cue itself is not read as another one with a slip of the finger; a thing of another tongue (a
    Bugis "bola" is a house) is taken in its own meaning only.
    """
    known = _table().exact
    foreign = {word.at for word in words if word.tongue not in ("", "id", "own")}
    plain = [
        (simple(w.surface) if (simple(w.surface),) in known and w.at not in foreign else w.plain, w.surface, w.at)
        for w in words
    ]
    typed = [(simple(m[0]), m[0], m.start()) for m in _TOKEN.finditer(text)]
    slipped = {word.at for word in words if word.tongue and not _surely(word.surface)}
    found = {
        (cue.group, cue.at): cue
        for cue in [*_in(plain, text), *_passive(words), *_masked(text)]
        if not (cue.group in _GRAVE and cue.at in slipped)
    }
    for cue in [*_in(typed, text), *_in([row for row in plain if row[0] not in _FILLERS], text)]:
        if (cue.group, cue.at) in found and len(found[cue.group, cue.at].words) > len(cue.words):
            continue
        if not (cue.group in _OWN_MEANING and cue.at in foreign and " " not in cue.words):
            found[cue.group, cue.at] = cue
    return sorted(found.values(), key=lambda cue: cue.at)


@lru_cache(4096)
def _surely(surface: str) -> bool:
    """Is it a word as it stands, or with an affix, without a slip of the finger?"""
    return ordinary(surface) or " " in surface or any(ordinary(root) for root in roots(simple(surface)))


def _passive(words: Sequence[Word]) -> Iterator[Cue]:
    verbs = frozenset(form[0] for form in _groups()["verbs"])
    for word in words:
        if word.plain in verbs and _PASSIVE.match(simple(word.surface)):
            yield Cue("works", word.surface, word.at)


def _in(row: Sequence[tuple[str, str, int]], text: str) -> Iterator[Cue]:
    table = _table()
    for i, (key, surface, at) in enumerate(row):
        for group in table.exact.get((key,), ()):
            yield Cue(group, surface, at)
        for size in range(1, min(_LONGEST, len(row) - i) + 1):
            keys = tuple(row[j][0] for j in range(i, i + size))
            end = row[i + size - 1][2] + len(row[i + size - 1][1])
            if size > 1:
                if key not in table.starts or _BREAK.search(text, at, end):
                    break
                for group in table.exact.get(keys, ()):
                    yield Cue(group, text[at:end], at)
            for cut in range(3, len(keys[-1]) + 1):
                for group in table.begins.get((*keys[:-1], keys[-1][:cut]), ()):
                    yield Cue(group, text[at:end], at)


@cache
def _insults() -> tuple[str, ...]:
    return tuple(form[0] for form in _groups()["insult"] if len(form) == 1)


def _masked(text: str) -> Iterator[Cue]:
    """An insult with signs for letters: "g*bl*k", "4su"."""
    for match in _MASKED.finditer(text):
        word = simple(match[0])
        if word.isdigit() or not 2 <= len(word) <= 16:
            continue
        if "*" in word or "#" in word:
            if not any(c.isalpha() for c in word):
                continue
            pattern = re.compile(
                re.sub(r"[*#]+", "[a-z]{1,3}", re.escape(word).replace(r"\*", "*").replace(r"\#", "#"))
            )
            hit = any(pattern.fullmatch(insult) for insult in _insults())
        else:
            hit = word.translate(_FIGURES) in _insults()
        if hit:
            yield Cue("insult", match[0], match.start())
