"""The labelled messages, as the tests of codes and of likeness read them."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from understanding import tongue

FOLDER = Path(__file__).with_name("data")
WORKS = FOLDER / "works.tsv"
SETS = (
    "proposals",
    "java",
    "java_sunda",
    "java_sunda_more",
    "sunda_madura",
    "seberang",
    "hills",
    "java_sunda_third",
    "java_sunda_fourth",
    "java_sunda_fifth",
)


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()]


def names(name: str) -> dict[str, Mapping[str, str]]:
    """Village → the names of its dusun, mapped to themselves."""
    villages = json.loads((FOLDER / f"{name}.village.json").read_text("utf-8"))
    return {village: tongue.names(known["dusun"]) for village, known in villages.items()}


def proposals(name: str) -> Iterator[tuple[dict[str, Any], Mapping[str, str]]]:
    """What is a proposal by its label, with the names of its village."""
    own = names(name)
    for row in rows(name):
        if not row["reject"]:
            yield row, own[row["desa"]]
