"""Labelled messages, what the program makes of them, and the figures that compare the two."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.understand import answer
from understanding.reading import Ground
from understanding.weighing import Weights
from understanding.world import World

DATA = Path(__file__).parent / "data"
_LONG = re.compile(r"\d(?:[ .\-/()]{0,2}\d){8,}")
_PRICE = re.compile(r"Rp\s?[\d.,]+", re.IGNORECASE)
_WHOSE = re.compile(r"_(?:anak|pihak_ketiga)$")
"""Whose name, illness or want it is: hidden all the same."""
_NUMBERS = frozenset({"nik", "kk", "hp", "rekening", "bpjs"})


@dataclass(frozen=True, slots=True)
class Case:
    """A message with its labels, what was answered, and which kinds of personal data were found."""

    label: Mapping[str, Any]
    said: Mapping[str, Any]
    personal: frozenset[str]


@dataclass(frozen=True, slots=True)
class Figure:
    """`bar`: at least so much; with `most`, at most. None: only told."""

    name: str
    hits: int
    of: int
    bar: float | None = None
    most: bool = False

    @property
    def value(self) -> float | None:
        return self.hits / self.of if self.of else None

    @property
    def holds(self) -> bool:
        if self.bar is None or self.value is None:
            return True
        return self.value <= self.bar if self.most else self.value >= self.bar


def sets() -> list[Path]:
    return sorted(file for file in DATA.glob("*.jsonl"))


def cases(file: Path, weights: Weights | None = None) -> list[Case]:
    """Read a set in order of arrival; each village is its own world. `weights`: others than those that are in use."""
    villages = json.loads(file.with_suffix(".village.json").read_text("utf-8"))
    worlds = {name: World(weights) for name in villages}
    found = []
    for line in file.read_text("utf-8").splitlines():
        label = json.loads(line)
        place = villages[label["desa"]]
        ground = Ground({d: d for d in place["dusun"]}, place["rw"], name=label["desa"], own=label["sender_dusun"])
        met = worlds[label["desa"]].meet(label["id"], label["text"], ground)
        found.append(Case(label, answer(label["id"], met), frozenset(map(str, met.reading.personal))))
    return found


def figures(of: Iterable[Case]) -> list[Figure]:
    """The metrics of the data set's own description and of the bars that were promised."""
    every = list(of)
    kept = [one for one in every if not one.label["reject"]]
    return [*_rejects(every), *_routes(every), *_contents(kept), *_duplicates(kept), *_privacy(every)]


def _rejects(every: list[Case]) -> Iterator[Figure]:
    said = [one for one in every if one.said["reject"]]
    true = [one for one in said if one.label["reject"]]
    should = [one for one in every if one.label["reject"]]
    yield Figure("reject precision", len(true), len(said), 0.98)
    yield Figure("reject recall", len(true), len(should), 0.9)
    yield _share("reject reason", true, lambda one: one.said["reject_reason"] == one.label["reject_reason"])


def _routes(every: list[Case]) -> Iterator[Figure]:
    yield _share("route", every, lambda one: one.said["route"] == one.label["route"])
    alarms = [one for one in every if one.label["route"] == "darurat"]
    yield _share("darurat recall", alarms, lambda one: one.said["route"] == "darurat", 1.0)
    raised = [one for one in every if one.said["route"] == "darurat"]
    yield _share("darurat precision", raised, lambda one: one.label["route"] == "darurat")
    vague = [one for one in every if one.label["route"] == "klarifikasi"]
    yield _share("klarifikasi recall", vague, lambda one: one.said["route"] == "klarifikasi")
    elsewhere = [one for one in every if one.label["route"] == "du_rkp"]
    yield _share("du_rkp recall", elsewhere, lambda one: one.said["route"] == "du_rkp")


def _contents(kept: list[Case]) -> Iterator[Figure]:
    coded = [one for one in kept if one.label["sub_bidang_ok"]]
    yield _share("sub bidang", coded, lambda one: one.said["sub_bidang"] in one.label["sub_bidang_ok"], 0.85)
    exact = [one for one in kept if one.label["kegiatan"]]
    yield _share("kegiatan", exact, lambda one: one.said["kegiatan"] == one.label["kegiatan"])
    placed = [one for one in kept if one.label["dusun"]]
    yield _share("place", placed, lambda one: one.said["dusun"] == one.label["dusun"], 0.9)
    yield _share("number of proposals", kept, lambda one: one.said["n_usulan"] == one.label["n_usulan"])


def _duplicates(kept: list[Case]) -> Iterator[Figure]:
    corrections = [one for one in kept if one.label["route"] == "ralat"]
    rest = [one for one in kept if one.label["route"] != "ralat"]
    again = [one for one in rest if one.label["duplicate_of"]]
    first = [one for one in rest if not one.label["duplicate_of"]]
    yield _share("duplicates recall@3", again, lambda one: one.label["duplicate_of"] in one.said["similar"], 0.85)
    needless = sum(bool(one.said["similar"]) for one in first)
    yield Figure("needless prompts", needless, len(first), 0.10, most=True)
    confusable = [one for one in rest if one.label["confusable_with"]]
    merged = sum(not set(one.said["similar"]).isdisjoint(one.label["confusable_with"]) for one in confusable)
    yield Figure("look-alikes merged", merged, len(confusable), 0.0, most=True)
    yield _share("ralat: which one", corrections, lambda one: one.said["ralat_of"] == one.label["duplicate_of"])


def _privacy(every: list[Case]) -> Iterator[Figure]:
    kinds = [(one, kind) for one in every for kind in one.label["pii"]]
    hits = sum(not unfound(kind, one) for one, kind in kinds)
    yield Figure("personal data found", hits, len(kinds), 1.0)
    numbers = [one for one in every if not _NUMBERS.isdisjoint(one.label["pii"])]
    clean = sum(_LONG.search(_PRICE.sub("", one.said["redacted"])) is None for one in numbers)
    yield Figure("numbers redacted", clean, len(numbers), 1.0)


def unfound(kind: str, one: Case) -> bool:
    """Is personal data of this kind still shown?"""
    found = {_WHOSE.sub("", personal) for personal in one.personal}
    return _WHOSE.sub("", kind) not in found or one.said["redacted"] == one.label["text"]


def _share(name: str, of: list[Case], hit: Any, bar: float | None = None) -> Figure:
    return Figure(name, sum(bool(hit(one)) for one in of), len(of), bar)


def by_language(of: Iterable[Case]) -> dict[str, list[Case]]:
    """A mixed message counts for the tongue that is not Indonesian."""
    found: dict[str, list[Case]] = {}
    for one in of:
        found.setdefault(one.label["lang"].rpartition("+")[2], []).append(one)
    order = Counter({tongue: len(rows) for tongue, rows in found.items()})
    return {tongue: found[tongue] for tongue, _ in order.most_common()}
