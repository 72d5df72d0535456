"""What a message leans to, by the weight of its words: where no rule speaks, the sum of many small hints does.

The weights are learnt from labelled messages by `tests/understanding/weigh.py` and stand readable in `weights.toml`:
class → hint → weight. A hint is a plain word, a group of cues ("G:kin") or the look of the message ("?").
"""

import math
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from understanding.heard import Heard

CLASSES = ("usulan", "darurat", "aduan", "layanan", "tanya", "blokir")
Weights = Mapping[str, Mapping[str, float]]
_FILE = Path(__file__).with_name("weights.toml")
_TOLD = 4


@dataclass(frozen=True, slots=True)
class Leaning:
    """`share`: of each class, together 1; `words`: the villager's own words that weighed most for the best."""

    share: Mapping[str, float]
    words: tuple[str, ...]

    @property
    def refused(self) -> float:
        """How likely it is no proposal."""
        return sum(self.share[name] for name in CLASSES[2:])

    @property
    def refusal(self) -> str:
        """The likeliest class among those."""
        return max(CLASSES[2:], key=lambda name: self.share[name])


@cache
def learnt() -> Weights:
    return tomllib.loads(_FILE.read_text("utf-8"))


def hints(heard: Heard, names: Collection[str] = ()) -> dict[str, str]:
    """Hint → the words it stands on, empty for the look of the whole. `names` of dusun say nothing."""
    found = {f"G:{group}": cues[0].words for group, cues in heard.found.items()}
    plain = [word for word in heard.words if not word.plain.isdigit()]
    found |= {f"W:{word.plain}": word.surface for word in plain if word.plain not in names}
    looks = {
        "B": True,
        "?": heard.asks,
        "LINK": bool(heard.links),
        "MEASURE": heard.measured,
        "CALL": heard.called,
        f"LENGTH {min(len(plain) // 4, 5)}": True,
    }
    return found | {look: "" for look, holds in looks.items() if holds}


def leaning(heard: Heard, names: Collection[str] = (), weights: Weights | None = None) -> Leaning:
    of = learnt() if weights is None else weights
    found = hints(heard, names)
    sums = {name: sum(of.get(name, {}).get(hint, 0.0) for hint in found) for name in CLASSES}
    top = max(sums.values())
    parts = {name: math.exp(value - top) for name, value in sums.items()}
    whole = sum(parts.values())
    best = max(CLASSES, key=lambda name: parts[name])
    by_weight = sorted(found, key=lambda hint: -of.get(best, {}).get(hint, 0.0))
    told = dict.fromkeys(found[hint] for hint in by_weight[:_TOLD] if found[hint] and of.get(best, {}).get(hint, 0) > 0)
    return Leaning({name: part / whole for name, part in parts.items()}, tuple(told))
