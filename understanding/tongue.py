"""A text in plain Indonesian words: "dalane mblethok" → jalan becek. The villager's own words are kept."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from understanding.affixes import roots
from understanding.dictionary import NAMES, TWICE, Form, exact, known, phrases, simple

LONGEST = 600
"""Words of a message that are read."""
_TOKEN = re.compile(
    r"\bs/d\b|[^\W\d_]+(?:['’`ʼ-][^\W\d_]+)*['’`ʼ]?(?:(?<=[^\W\d_]{3})[2²](?!\d)(?:[\s-]?(?:nya|an|ne|na)\b)?)?|\d+",
    re.IGNORECASE,
)
_TORN = 3
"""Letters. A name is also written as two words, each of so many or more: "legok nangka"."""
_ANOTHER = 4
"""Words of other tongues from which on a strange word is rather one of theirs than a slip."""


@dataclass(frozen=True, slots=True)
class Word:
    """`surface` as it was written, `plain` in Indonesian, `tongue` of the form.

    The tongue is "" for a word nobody knows, "own" for one of the village's dictionary, "name" for one of its names.
    """

    surface: str
    plain: str
    tongue: str
    at: int
    """Where it begins in the text, in signs."""


@dataclass(frozen=True, slots=True)
class _Token:
    surface: str
    key: str
    at: int


def _tokens(text: str) -> list[_Token]:
    found, shouted = [], text.isupper()
    for match in _TOKEN.finditer(text):
        surface = match[0]
        key = "smpn" if surface == "SMP" and not shouted else simple(surface).strip("-")
        found.append(_Token(surface, key.lstrip("0") or "0" if key.isdigit() else key, match.start()))
        if len(found) == LONGEST:
            break
    return found


def canonical(text: str, own: Mapping[str, str] | None = None) -> list[Word]:
    """The words of a text in plain Indonesian, in order.

    A form that means several words ("jut") gives several, all with its surface. `own` is the village's dictionary,
    word → meaning; it stands over everything else, so a name that maps to itself stays a name.
    """
    tokens = _tokens(text)
    ours = {simple(word): simple(means) for word, means in (own or {}).items()}
    spoken = _spoken(tokens)
    plains = [_plain(token.key, ours, spoken) for token in tokens]
    words: list[Word] = []
    at = 0
    while at < len(tokens):
        size, means, tongue = _phrase(tokens, plains, at, ours, spoken) or (1, *plains[at])
        last = tokens[at + size - 1]
        surface = text[tokens[at].at : last.at + len(last.surface)]
        words += [Word(surface, part, tongue, tokens[at].at) for part in means.split()]
        at += size
    return words


def _spoken(tokens: Sequence[_Token]) -> dict[str, float]:
    """How much of a text speaks each tongue: a form of one tongue alone counts 1, one of three tongues a third each."""
    spoken: dict[str, float] = dict.fromkeys(NAMES, 0.0)
    for key in {token.key for token in tokens}:
        tongues = {form.tongue for form in known(key) if not form.beside and not form.slip}
        if "id" not in tongues:
            for tongue in tongues:
                spoken[tongue] += 1 / len(tongues)
    return spoken


def names(of: Iterable[str]) -> dict[str, str]:
    """Names as a dictionary in which each means itself, also in two pieces, so that nothing else is read into them."""
    whole = [simple(name) for name in of]
    torn = {
        f"{name[:cut]} {name[cut:]}": name
        for name in whole
        if name.isalpha()
        for cut in range(_TORN, len(name) - _TORN + 1)
    }
    return {**torn, **{name: name for name in whole}}


def tongues(text: str) -> dict[str, float]:
    """How much of a text speaks each tongue but Indonesian."""
    return {tongue: share for tongue, share in _spoken(_tokens(text)).items() if share}


def _plain(key: str, ours: Mapping[str, str], spoken: Mapping[str, float]) -> tuple[str, str]:
    if means := ours.get(key):
        return means, _own(key, means)
    for root in roots(key):
        if len(root) > 3 and (means := ours.get(root)) and not exact(key):
            return means, "own"
    return _chosen(known(key), spoken) or (_bare(key), "")


def _own(word: str, means: str) -> str:
    return "name" if word.replace(" ", "") == means.replace(" ", "") else "own"


def _bare(key: str) -> str:
    """A word that nobody knows, without a clitic: "ngaseme" stays, "ngasemnya" does not."""
    key = TWICE.sub("", key) if not key.isdigit() else key
    for clitic in ("nya", "nyo"):
        if key.endswith(clitic) and len(key) > len(clitic) + 3:
            return key.removesuffix(clitic)
    return key


def _chosen(forms: Sequence[Form], spoken: Mapping[str, float]) -> tuple[str, str] | None:
    fit = [form for form in forms if not form.beside or spoken[form.tongue] >= 1]
    if any(form.slip for form in fit) and sum(spoken.values()) >= _ANOTHER:
        return None
    if not fit:
        return None
    best = max(fit, key=lambda form: (form.beside, spoken[form.tongue], -NAMES.index(form.tongue)))
    return best.means, best.tongue


@cache
def _phrase_starts() -> frozenset[str]:
    return frozenset(parts[0] for parts in _phrases())


@cache
def _phrases() -> dict[tuple[str, ...], tuple[Form, ...]]:
    """Phrases as written, and with their words in plain Indonesian."""
    found = dict(phrases())
    nobody: Mapping[str, float] = dict.fromkeys(NAMES, 0.0)
    for parts, forms in phrases().items():
        found.setdefault(tuple(_plain(part, {}, nobody)[0] for part in parts), forms)
    return found


def _phrase(
    tokens: Sequence[_Token],
    plains: Sequence[tuple[str, str]],
    at: int,
    ours: Mapping[str, str],
    spoken: Mapping[str, float],
) -> tuple[int, str, str] | None:
    """(how many words, meaning, tongue) of the longest phrase that begins here."""
    starts = _phrase_starts()
    key = "#" if tokens[at].key.isdigit() else tokens[at].key
    if key not in starts and plains[at][0] not in starts and not ours:
        return None
    for size in range(min(4, len(tokens) - at), 1, -1):
        keys = tuple("#" if token.key.isdigit() else token.key for token in tokens[at : at + size])
        if means := ours.get(together := " ".join(keys)):
            return size, means, _own(together, means)
        plain = tuple(plain for plain, _ in plains[at : at + size])
        if chosen := _chosen(_phrases().get(keys, ()) or _phrases().get(plain, ()), spoken):
            return size, *chosen
    return None
