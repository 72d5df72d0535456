"""The village's tongues in plain Indonesian words: "dalane mblethok" → jalan becek. The villager's own words are kept.

The words stand in `words/*.toml`, one file for each tongue. `always` forms mean one thing; `beside` forms count only
where the sentence otherwise speaks that tongue ("sasak" is a bridge in Sundanese, and a people elsewhere).
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from zlib import crc32

from understanding.affixes import roots

LONGEST = 600
"""Words of a message that are read."""
_FOLDER = Path(__file__).with_name("words")
NAMES = ("id", "jv", "su", "mad", "min", "btw", "bug", "mak", "ban", "bjn", "sas", "ms", "bat", "timur")
"""By number of speakers: decides where nothing else does."""
_TOKEN = re.compile(
    r"\bs/d\b|[^\W\d_]+(?:['’`ʼ-][^\W\d_]+)*['’`ʼ]?(?:(?<=[^\W\d_]{3})[2²](?!\d)(?:[\s-]?(?:nya|an|ne|na)\b)?)?|\d+",
    re.IGNORECASE,
)
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
_DOUBLED = re.compile(r"([^\W\d_])\1")
_TWICE = re.compile(r"[2²][\s-]?(\w*)$")
_MARKS = re.compile(r"['’`ʼ]")
_TORN = 3
"""Letters. A name is also written as two words, each of so many or more: "legok nangka"."""
_SURELY_FROM = 8
"""Letters. A longer word with one wrong letter is hardly another word."""
_ANOTHER = 4
"""Words of other tongues from which on a strange word is rather one of theirs than a slip."""
_TYPO_FROM = 6
"""Letters. A shorter word with one wrong letter is too often another word."""


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
class _Form:
    tongue: str
    means: str
    beside: bool
    slip: bool = False
    """Read into the word as a slip of the finger: only where no other tongue is spoken."""


@dataclass(frozen=True, slots=True)
class _Token:
    surface: str
    key: str
    at: int


def simple(text: str) -> str:
    """Lower case, no accents, no apostrophes: "Bhâsa" → bhasa."""
    split = unicodedata.normalize("NFKD", text).casefold()
    return _MARKS.sub("", "".join(c for c in split if not unicodedata.combining(c)))


@cache
def _sources() -> tuple[tuple[str, str], ...]:
    return tuple((name, (_FOLDER / f"{name}.toml").read_text("utf-8")) for name in NAMES)


@cache
def version() -> int:
    """Changes with the words; whoever keeps what was read from them reads anew."""
    return crc32("".join(text for _, text in _sources()).encode())


@cache
def _itself() -> frozenset[str]:
    """Indonesian words that stand for themselves."""
    found: set[str] = set()
    for name, text in _sources():
        data = tomllib.loads(text)
        found.update(data.get("roots", {}).get("words", "").split())
        for table in ("always", "beside"):
            found.update(part for means in data.get(table, {}) for part in simple(means).split())
        if name == "id":
            found.update(simple(form) for forms in data["always"].values() for form in forms.split())
    return frozenset(found)


@cache
def _forms() -> tuple[dict[str, tuple[_Form, ...]], dict[tuple[str, ...], tuple[_Form, ...]]]:
    """(single words, phrases) → what they mean in which tongue."""
    single: dict[str, list[_Form]] = {}
    phrases: dict[tuple[str, ...], list[_Form]] = {}
    for name, text in _sources():
        data = tomllib.loads(text)
        for table in ("always", "beside"):
            for means, forms in data.get(table, {}).items():
                for written in forms.split():
                    _add(single, phrases, name, table == "beside", simple(means), tuple(simple(written).split("_")))
    return {k: tuple(v) for k, v in single.items()}, {k: tuple(v) for k, v in phrases.items()}


def _add(
    single: dict[str, list[_Form]],
    phrases: dict[tuple[str, ...], list[_Form]],
    tongue: str,
    beside: bool,
    means: str,
    parts: tuple[str, ...],
) -> None:
    if len(parts) > 1:
        phrases.setdefault(parts, []).append(_Form(tongue, means, beside))
        return
    also_indonesian = tongue != "id" and parts[0] in _itself()
    single.setdefault(parts[0], []).append(_Form(tongue, means, beside or also_indonesian))


def forms_of(tongue: str) -> int:
    """How many forms of a tongue are known."""
    return sum(f.tongue == tongue for table in _forms() for forms in table.values() for f in forms)


@lru_cache(maxsize=20_000)
def _known(key: str) -> tuple[_Form, ...]:
    """What a word may mean: as it is, without drawn-out letters, without affixes, with one slip of the finger."""
    if (single := _TWICE.sub("", key)) != key:
        return _exact(key) or _known(single)
    once = _DRAWN_OUT.sub(r"\1", key)
    for tried in dict.fromkeys((key, once, _DRAWN_OUT.sub(r"\1\1", key), _DOUBLED.sub(r"\1", once))):
        if found := _exact(tried):
            return found
    twice = once.split("-")
    if len(twice) > 1:
        return _known(twice[0]) if twice[0] == twice[1] or twice[1].startswith(twice[0]) else ()
    for root in roots(once):
        short = len(root) <= 3 and not (once.startswith(root) and len(once) - len(root) <= 3)  # "asma" is no SMA
        if (found := _exact(root)) and not short:
            return tuple(_with_affix(form, root, once) for form in found)
    return _slip(once)


def _with_affix(form: _Form, root: str, word: str) -> _Form:
    """A short root of another tongue, or one behind a prefix, needs that tongue around it: "Babakan" is not below."""
    sure = form.tongue == "id" or (len(root) > 4 and word.startswith(root))
    return form if sure else replace(form, beside=True)


def _exact(key: str) -> tuple[_Form, ...]:
    found = _forms()[0].get(key, ())
    itself = (_Form("id", key, False),) if key in _itself() and not any(f.tongue == "id" for f in found) else ()
    return itself + found


def ordinary(word: str) -> bool:
    """Is it, exactly so, an everyday word of some tongue?"""
    return bool(_exact(simple(word)))


@cache
def _shortened() -> dict[str, set[str]]:
    """Every longer Indonesian word with one letter left out → the words it may come from."""
    table: dict[str, set[str]] = {}
    for word in _itself():
        if len(word) >= _TYPO_FROM:
            for at in range(1, len(word)):
                table.setdefault(word[:at] + word[at + 1 :], set()).add(word)
    return table


@cache
def _given() -> frozenset[str]:
    """Names of people, so that Painten stays one."""
    data = tomllib.loads(Path(__file__).with_name("cues.toml").read_text("utf-8"))
    return frozenset(simple(name) for name in data["private"]["given"].split())


def _slip(key: str) -> tuple[_Form, ...]:
    if not _TYPO_FROM <= len(key) <= 24 or key in _given():
        return ()
    cut = [key[:at] + key[at + 1 :] for at in range(1, len(key))]
    near = _shortened().get(key, set()).union(*(_shortened().get(c, set()) for c in cut))
    near |= {c for c in cut if len(c) >= _TYPO_FROM and _exact(c)}
    meant = {forms[0].means: forms for word in sorted(near) if (forms := _exact(word))}
    found = next(iter(meant.values())) if len(meant) == 1 else ()
    return tuple(replace(form, slip=True) for form in found) if len(key) < _SURELY_FROM else found


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
        tongues = {form.tongue for form in _known(key) if not form.beside and not form.slip}
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
        if len(root) > 3 and (means := ours.get(root)) and not _exact(key):
            return means, "own"
    return _chosen(_known(key), spoken) or (_bare(key), "")


def _own(word: str, means: str) -> str:
    return "name" if word.replace(" ", "") == means.replace(" ", "") else "own"


def _bare(key: str) -> str:
    """A word that nobody knows, without a clitic: "ngaseme" stays, "ngasemnya" does not."""
    key = _TWICE.sub("", key) if not key.isdigit() else key
    for clitic in ("nya", "nyo"):
        if key.endswith(clitic) and len(key) > len(clitic) + 3:
            return key.removesuffix(clitic)
    return key


def _chosen(forms: Sequence[_Form], spoken: Mapping[str, float]) -> tuple[str, str] | None:
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
def _phrases() -> dict[tuple[str, ...], tuple[_Form, ...]]:
    """Phrases as written, and with their words in plain Indonesian."""
    found = dict(_forms()[1])
    nobody: Mapping[str, float] = dict.fromkeys(NAMES, 0.0)
    for parts, forms in _forms()[1].items():
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
