"""What words mean in plain Indonesian, in each of the village's tongues.

The words stand in `words/*.toml`, one file for each tongue. `always` forms mean one thing; `beside` forms count only
where the sentence otherwise speaks that tongue ("sasak" is a bridge in Sundanese, and a people elsewhere).
"""

import re
import tomllib
import unicodedata
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from zlib import crc32

from understanding.affixes import roots

_FOLDER = Path(__file__).parent
NAMES = ("id", "jv", "su", "mad", "min", "btw", "bug", "mak", "ban", "bjn", "sas", "ms", "bat", "timur")
"""By number of speakers: decides where nothing else does."""
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
_DOUBLED = re.compile(r"([^\W\d_])\1")
TWICE = re.compile(r"[2²][\s-]?(\w*)$")
_MARKS = re.compile(r"['’`ʼ]")
_SURELY_FROM = 8
"""Letters. A longer word with one wrong letter is hardly another word."""
_TYPO_FROM = 6
"""Letters. A shorter word with one wrong letter is too often another word."""


@dataclass(frozen=True, slots=True)
class Form:
    tongue: str
    means: str
    beside: bool
    slip: bool = False
    """Read into the word as a slip of the finger: only where no other tongue is spoken."""


def simple(text: str) -> str:
    """Lower case, no accents, no apostrophes: "Bhâsa" → bhasa."""
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "")
    split = unicodedata.normalize("NFKD", text).casefold()
    return _MARKS.sub("", "".join(c for c in split if not unicodedata.combining(c)))


@cache
def parsed(name: str) -> dict[str, Any]:
    """One of the files of words beside this one."""
    return tomllib.loads(_source(name))


@cache
def _source(name: str) -> str:
    return _FOLDER.joinpath(name).read_text("utf-8")


@cache
def version() -> int:
    """Changes with the words; whoever keeps what was read from them reads anew."""
    return crc32("".join(_source(_file(name)) for name in NAMES).encode())


def _file(tongue: str) -> str:
    return f"words/{tongue}.toml"


@cache
def _itself() -> frozenset[str]:
    """Indonesian words that stand for themselves."""
    found: set[str] = set()
    for name in NAMES:
        data = parsed(_file(name))
        found.update(data.get("roots", {}).get("words", "").split())
        for table in ("always", "beside"):
            found.update(part for means in data.get(table, {}) for part in simple(means).split())
        if name == "id":
            found.update(simple(form) for forms in data["always"].values() for form in forms.split())
    return frozenset(found)


@cache
def _forms() -> tuple[dict[str, tuple[Form, ...]], dict[tuple[str, ...], tuple[Form, ...]]]:
    """(single words, phrases) → what they mean in which tongue."""
    single: dict[str, list[Form]] = {}
    phrases: dict[tuple[str, ...], list[Form]] = {}
    for name in NAMES:
        data = parsed(_file(name))
        for table in ("always", "beside"):
            for means, forms in data.get(table, {}).items():
                for written in forms.split():
                    _add(single, phrases, name, table == "beside", simple(means), tuple(simple(written).split("_")))
    return {k: tuple(v) for k, v in single.items()}, {k: tuple(v) for k, v in phrases.items()}


def _add(
    single: dict[str, list[Form]],
    phrases: dict[tuple[str, ...], list[Form]],
    tongue: str,
    beside: bool,
    means: str,
    parts: tuple[str, ...],
) -> None:
    if len(parts) > 1:
        phrases.setdefault(parts, []).append(Form(tongue, means, beside))
        return
    also_indonesian = tongue != "id" and parts[0] in _itself()
    single.setdefault(parts[0], []).append(Form(tongue, means, beside or also_indonesian))


def phrases() -> dict[tuple[str, ...], tuple[Form, ...]]:
    """What several words mean together, as written."""
    return _forms()[1]


def forms_of(tongue: str) -> int:
    """How many forms of a tongue are known."""
    return sum(f.tongue == tongue for table in _forms() for forms in table.values() for f in forms)


@lru_cache(maxsize=20_000)
def known(key: str) -> tuple[Form, ...]:
    """What a word may mean: as it is, without drawn-out letters, without affixes, with one slip of the finger."""
    if (single := TWICE.sub("", key)) != key:
        return exact(key) or known(single)
    once = _DRAWN_OUT.sub(r"\1", key)
    for tried in dict.fromkeys((key, once, _DRAWN_OUT.sub(r"\1\1", key), _DOUBLED.sub(r"\1", once))):
        if found := exact(tried):
            return found
    twice = once.split("-")
    if len(twice) > 1:
        return known(twice[0]) if twice[0] == twice[1] or twice[1].startswith(twice[0]) else ()
    for root in roots(once):
        short = len(root) <= 3 and not (once.startswith(root) and len(once) - len(root) <= 3)  # "asma" is no SMA
        if (found := exact(root)) and not short:
            return tuple(_with_affix(form, root, once) for form in found)
    return _slip(once)


def _with_affix(form: Form, root: str, word: str) -> Form:
    """A short root of another tongue, or one behind a prefix, needs that tongue around it: "Babakan" is not below."""
    sure = form.tongue == "id" or (len(root) > 4 and word.startswith(root))
    return form if sure else replace(form, beside=True)


def exact(key: str) -> tuple[Form, ...]:
    found = _forms()[0].get(key, ())
    itself = (Form("id", key, False),) if key in _itself() and not any(f.tongue == "id" for f in found) else ()
    return itself + found


def ordinary(word: str) -> bool:
    """Is it, exactly so, an everyday word of some tongue?"""
    return bool(exact(simple(word)))


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
    return frozenset(simple(name) for name in parsed("cues.toml")["private"]["given"].split())


def _slip(key: str) -> tuple[Form, ...]:
    if not _TYPO_FROM <= len(key) <= 24 or key in _given():
        return ()
    cut = [key[:at] + key[at + 1 :] for at in range(1, len(key))]
    near = _shortened().get(key, set()).union(*(_shortened().get(c, set()) for c in cut))
    near |= {c for c in cut if len(c) >= _TYPO_FROM and exact(c)}
    meant = {forms[0].means: forms for word in sorted(near) if (forms := exact(word))}
    found = next(iter(meant.values())) if len(meant) == 1 else ()
    return tuple(replace(form, slip=True) for form in found) if len(key) < _SURELY_FROM else found
