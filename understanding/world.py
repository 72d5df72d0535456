"""The messages of one village in order of arrival: which earlier proposal is the same need, which one is corrected.

It keeps no more than what a comparison needs, and is used where there is no database: on the command line and for
measuring.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from understanding.ground import Ground, Key
from understanding.kinds import Route
from understanding.likeness import ALIKE, SHOWN, Need, need, score
from understanding.reading import LONGEST, Reading, read, vocabulary
from understanding.weighing import Weights

_SAME_SENDER, _SAME_DUSUN, _SAME_NUMBER = 0.25, 0.1, 0.15
"""`_SAME_NUMBER` for each digit: 500 is said less often than 5."""
_LATER = 0.001

_NUMBER = re.compile(r"(?<![\w.,/])\d{1,5}(?![\w.,/]*\d)")


def _numbers(text: str) -> frozenset[str]:
    """Measures and counts; not RT 03 or RW 04, which half the village writes."""
    return frozenset(match[0] for match in _NUMBER.finditer(text[:LONGEST]) if not match[0].startswith("0"))


@dataclass(frozen=True, slots=True)
class Earlier:
    """`root`: the first message on the same need, as far as anybody can tell."""

    key: Key
    root: Key
    sender: Key | None
    need: Need
    numbers: frozenset[str]
    """"Not 500 but 650 metres" corrects where 500 was said."""


@dataclass(frozen=True, slots=True)
class Met:
    """`similar`: keys of earlier proposals to be shown, best first; `corrects`: the key of what is corrected."""

    reading: Reading
    similar: tuple[Key, ...]
    corrects: Key | None


class World:
    def __init__(self, weights: Weights | None = None) -> None:
        self._weights = weights
        self._earlier: list[Earlier] = []

    def meet(self, key: Key, text: str, ground: Ground) -> Met:
        reading = read(text, ground, self._weights)
        if reading.reject is not None:
            return Met(reading, (), None)
        wanted = need(
            reading.parts[0], None if reading.whole_village else reading.dusun, reading.rt, reading.rw,
            own=vocabulary(ground), urgent=reading.route is Route.DARURAT,
        )  # fmt: skip
        if reading.corrects:
            return Met(reading, (), self._put_right(key, wanted, ground.own, _numbers(text)))
        similar = () if reading.route is Route.KLARIFIKASI else self._similar(wanted)
        self._earlier.append(Earlier(key, similar[0] if similar else key, ground.own, wanted, _numbers(text)))
        return Met(reading, similar, None)

    def _put_right(self, key: Key, wanted: Need, sender: Key | None, numbers: frozenset[str]) -> Key | None:
        """Which one is corrected; from now on it is also known at the place that was put right."""
        root = self._corrected(wanted, sender, numbers)
        was = next((one.need for one in self._earlier if one.root == root), None)
        if root is not None and was is not None and (wanted.rt or wanted.rw or wanted.dusun != was.dusun):
            moved = replace(was, dusun=wanted.dusun, rt=wanted.rt or was.rt, rw=wanted.rw or was.rw)
            self._earlier.append(Earlier(key, root, sender, moved, numbers))
        return root

    def _similar(self, wanted: Need) -> tuple[Key, ...]:
        best: dict[Key, float] = {}
        for one in self._earlier:
            best[one.root] = max(best.get(one.root, 0.0), score(wanted, one.need))
        fit = [root for root in sorted(best, key=lambda root: -best[root]) if best[root] >= ALIKE]
        return tuple(fit[:SHOWN])

    def _corrected(self, wanted: Need, sender: Key | None, numbers: frozenset[str]) -> Key | None:
        """The one most like it, wherever it is: the place may be just what is corrected; rather of the same sender."""
        nearest: Mapping[Key, float] = {
            one.root: score(replace(wanted, dusun=one.need.dusun, rt="", rw="", urgent=one.need.urgent), one.need)
            + _SAME_SENDER * (one.sender == sender)
            + _SAME_NUMBER * max((len(n) for n in one.numbers & numbers), default=0)
            + _SAME_DUSUN * (one.need.dusun == wanted.dusun)
            + _LATER * at
            for at, one in enumerate(self._earlier)
        }
        return max(nearest, key=lambda root: nearest[root], default=None)
