"""`python -m tests.understanding.weigh` learns `understanding/weights.toml` anew from the labelled messages.

Multinomial logistic regression with weight decay, by plain descent in a fixed order: the same messages give the same
weights. Hints that only one message has, and weights too small to matter, are left out.
"""

import json
import math
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.understanding.measuring import DATA, sets
from understanding import tongue, weighing
from understanding.heard import heard
from understanding.privacy import plain
from understanding.weighing import CLASSES, Weights, hints

FILE = Path(weighing.__file__).with_name("weights.toml")
FURTHER = DATA / "further.tsv"
WORKS = DATA / "works.tsv"
ROUNDS, PACE, SLOWER, DECAY = 25, 0.25, 0.3, 0.003
LEAST = 0.1

Sample = tuple[tuple[str, ...], str]
"""(the hints of a message, its class)."""


def of_set(file: Path) -> list[Sample]:
    villages = json.loads(file.with_suffix(".village.json").read_text("utf-8"))
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    return [_sample(row["text"], row["route"], villages[row["desa"]]["dusun"]) for row in rows]


def further() -> list[Sample]:
    lines = [line for line in FURTHER.read_text("utf-8").splitlines() if not line.startswith("#")]
    found = [_sample(text, route, ()) for route, text in (line.split("\t", 1) for line in lines)]
    wished = [line.split("\t", 1)[1] for line in WORKS.read_text("utf-8").splitlines() if not line.startswith("#")]
    return [*found, *(_sample(text, CLASSES[0], ()) for text in wished)]


def _sample(text: str, route: str, dusun: Sequence[str]) -> Sample:
    own = tongue.names(dusun)
    return tuple(sorted(hints(heard(plain(text), own), own))), route if route in CLASSES else CLASSES[0]


def learn(samples: Iterable[Sample]) -> Weights:
    rows = list(samples)
    met = Counter(hint for found, _ in rows for hint in found)
    used = [(tuple(hint for hint in found if met[hint] > 1), of) for found, of in rows]
    twice = sorted(hint for hint, times in met.items() if times > 1)
    weights: dict[str, dict[str, float]] = {name: dict.fromkeys(twice, 0.0) for name in CLASSES}
    chance = random.Random(0)
    for turn in range(ROUNDS):
        chance.shuffle(used)
        for found, of in used:
            _step(weights, found, of, PACE / (1 + SLOWER * turn))
    return {
        name: {hint: round(w, 2) for hint, w in table.items() if abs(w) >= LEAST} for name, table in weights.items()
    }


def _step(weights: dict[str, dict[str, float]], found: Sequence[str], of: str, pace: float) -> None:
    sums = [sum(weights[name][hint] for hint in found) for name in CLASSES]
    top = max(sums)
    parts = [math.exp(value - top) for value in sums]
    whole = sum(parts)
    for name, part in zip(CLASSES, parts, strict=True):
        table, off = weights[name], part / whole - (name == of)
        for hint in found:
            table[hint] -= pace * (off + DECAY * table[hint])


def learnt_without(left_out: Path | None = None) -> Weights:
    """From all messages but those of one set."""
    samples = [sample for file in sets() if file != left_out for sample in of_set(file)]
    return learn([*samples, *further()])


def written(weights: Weights) -> str:
    lines = ["# Learnt from the labelled messages by `python -m tests.understanding.weigh`; not edited by hand."]
    for name, table in weights.items():
        lines += ["", f"[{name}]", *(f"{json.dumps(hint, ensure_ascii=False)} = {w}" for hint, w in table.items())]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    FILE.write_text(written(learnt_without()), "utf-8")
