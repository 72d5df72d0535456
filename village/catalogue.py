"""The codes of the village budget: bidang, sub bidang, kegiatan; the SDGs Desa; the sources of money.

A code is written "2.3.12" here and "02.03.12" in Siskeudes. Both are read, and so is what an old copy holds: Greek
letters that look like ours.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_CODE = re.compile(r"0?([1-9])(?:\.0?([1-9]))?(?:\.(\d{1,2}))?")
_LOOK_ALIKES = str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαενοϲ", "ABEZHIKMNOPTYXaevoc")


@dataclass(frozen=True, slots=True)
class Kegiatan:
    """`sdgs` are numbers, the main one first. `local`: one of the codes that a kabupaten opens itself (90–99)."""

    code: str
    name: str
    sdgs: tuple[int, ...]
    also: str
    source: str
    year: int
    local: bool = False

    @property
    def bidang(self) -> str:
        return self.code.split(".")[0]

    @property
    def sub_bidang(self) -> str:
        return self.code.rpartition(".")[0]

    @property
    def siskeudes(self) -> str:
        return siskeudes(self.code)


@dataclass(frozen=True, slots=True)
class _Tables:
    bidang: Mapping[str, str]
    sub_bidang: Mapping[str, str]
    kegiatan: Mapping[str, Kegiatan]
    sdgs: tuple[str, ...]
    funds: Mapping[str, str]
    others: Mapping[str, Any]


@cache
def _tables() -> _Tables:
    data = tomllib.loads(Path(__file__).with_name("kegiatan.toml").read_text("utf-8"))
    source, year = data["codes"]["source"], data["codes"]["from"]
    kegiatan = {
        row["code"]: Kegiatan(
            row["code"], row["name"], tuple(row["sdgs"]), row.get("also", ""), row.get("source", source), year
        )
        for row in data["kegiatan"]
    }
    return _Tables(
        bidang={row["code"]: row["name"] for row in data["bidang"]},
        sub_bidang={row["code"]: row["name"] for row in data["sub_bidang"]},
        kegiatan=kegiatan,
        sdgs=tuple(data["sdgs"]["names"]),
        funds={row["code"]: row["name"] for row in data["fund"]},
        others=data["others"],
    )


def latin(text: str) -> str:
    """The text with Latin letters where a copy had Greek ones that look the same: "TPΑ" → "TPA"."""
    return text.translate(_LOOK_ALIKES)


def tidy(code: str) -> str | None:
    """A code of any level as it is written here, "2", "2.3" or "2.3.12"; None for what is none.

    Whether it exists in the list is another question: see `find`.
    """
    parts = _CODE.fullmatch(re.sub(r"\s+", "", code).strip("."))
    if parts is None or (parts[3] and not parts[2]):
        return None
    return ".".join([parts[1], *([parts[2]] if parts[2] else []), *([f"{int(parts[3]):02}"] if parts[3] else [])])


def siskeudes(code: str) -> str:
    """ "2.3.12" → "02.03.12"."""
    return ".".join(f"{int(part):02}" for part in code.split("."))


def bidang() -> Mapping[str, str]:
    """Code → name."""
    return _tables().bidang


def sub_bidang(of: str | None = None) -> Mapping[str, str]:
    """Code → name, of one bidang or of all."""
    return {code: name for code, name in _tables().sub_bidang.items() if of is None or code.startswith(f"{of}.")}


def kegiatan(of: str | None = None) -> list[Kegiatan]:
    """The kegiatan of a sub bidang, or of all, in the order of the list."""
    return [k for k in _tables().kegiatan.values() if of is None or k.sub_bidang == of]


def find(code: str) -> Kegiatan | None:
    """The kegiatan with this code, however it is written; also one that the kabupaten opens itself."""
    plain = tidy(code)
    if plain is None:
        return None
    known = _tables().kegiatan.get(plain)
    others = _tables().others
    sub, _, last = plain.rpartition(".")
    if known or sub not in _tables().sub_bidang or not others["first"] <= int(last) <= others["last"]:
        return known
    return Kegiatan(plain, others["name"], (), "", others["source"], others["from"], local=True)


def search(words: str, most: int = 8) -> list[Kegiatan]:
    """Kegiatan whose name or everyday words hold what was typed, best first; a typed code finds itself.

    A word counts from its beginning on ("jemb"), and more where it is rare in the list.
    """
    if exact := find(words):
        return [exact]
    asked = _words(words)
    scored = [(sum(_weight(word) for word in asked if _holds(k, word)), k) for k in _tables().kegiatan.values()]
    best = max((score for score, _ in scored), default=0.0)
    near = [(score, k) for score, k in scored if score and score >= best * 0.6]
    return [k for _, k in sorted(near, key=lambda pair: (-pair[0], len(pair[1].name)))][:most]


def sdg(number: int) -> str | None:
    """The name of an SDGs Desa goal, 1 to 18."""
    return _tables().sdgs[number - 1] if 1 <= number <= len(_tables().sdgs) else None


def sdgs() -> list[tuple[int, str]]:
    return list(enumerate(_tables().sdgs, 1))


def funds() -> Mapping[str, str]:
    """Siskeudes code → name of a source of money."""
    return _tables().funds


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", latin(text).casefold()) if len(word) > 1]


@cache
def _words_of() -> dict[str, frozenset[str]]:
    return {k.code: frozenset(_words(f"{k.name} {k.also}")) for k in _tables().kegiatan.values()}


def _holds(kegiatan: Kegiatan, word: str) -> bool:
    return any(known.startswith(word) for known in _words_of()[kegiatan.code])


@cache
def _weight(word: str) -> float:
    held = sum(_holds(k, word) for k in _tables().kegiatan.values())
    return 1 / held if held else 0.0
