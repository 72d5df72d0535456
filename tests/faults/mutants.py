"""Real updates of each kind, and what becomes of them when one or two of their places are changed."""

import contextlib
import random
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from tests.faults.village import all_joined
from tests.play import Play
from tests.village_life import founded

CANARY = "kenari7731"
Raw = dict[str, Any]
Path_ = tuple[str | int, ...]


async def samples(play: Play) -> list[Raw]:
    """One real update of each kind, with a word that must turn up nowhere."""
    found: list[Raw] = []
    await founded(play)
    await all_joined(play, ["Warga01"])
    person, joko = play.person("Warga01"), play.person("Joko")
    group = play.groups["Warga"]
    play.telegram.on_update.append(found.append)
    person.say(f"Jalan {CANARY} rusak")
    await play.quiet()
    play.press(person, "button.yes_proposal")
    await play.quiet()
    person.say(f"/usulan {CANARY}")
    message = person.say(f"{CANARY} juga")
    person.edit(message, f"{CANARY} lagi")
    person.photo(b"GIF89a\x0a\x00\x0a\x00", caption=CANARY)
    person.voice(b"ogg")
    person.document(b"pdf", f"{CANARY}.pdf")
    person.sticker()
    person.location(-7.5, 110.2)
    person.contact()
    joko.say(f"/usul {CANARY}", group)
    group.rename(CANARY, joko)
    group.remove_bot(joko)
    group.add_bot(joko, as_admin=True)
    group.knock(play.person("Tamu"))
    person.block()
    person.unblock()
    group.migrate()
    await play.quiet()
    play.telegram.on_update.remove(found.append)
    return found


def places(value: Any, at: Path_ = ()) -> Iterator[Path_]:
    """Every field, at every depth."""
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield (*at, key)
            yield from places(inner, (*at, key))


def deep(levels: int) -> Any:
    value: Any = CANARY
    for _ in range(levels):
        value = {"message": [value]}
    return value


MISSING, NEW = object(), object()
WRONG: tuple[Any, ...] = (
    MISSING, None, True, 0, -1, 2**63, -(2**70), 10**400, 1.5, float("inf"), "", CANARY, CANARY * 20_000, "\ud800",
    "\0", [], [None], [CANARY], {}, {"id": CANARY}, {"id": {"id": 2**80}}, deep(4), deep(400),
)  # fmt: skip


def drawn(bases: list[Raw], rng: random.Random) -> Iterator[Raw]:
    """Mutants without end: of any base, at one place or at two."""
    known = [list(places(base)) for base in bases]
    while True:
        number = rng.randrange(len(bases))
        mutant = deepcopy(bases[number])
        for place in rng.sample(known[number], 2 if rng.random() < 0.3 else 1):
            with contextlib.suppress(KeyError, IndexError, TypeError, AttributeError):  # went with the first place
                _changed(mutant, place, rng.choice((*WRONG, NEW)))
        yield mutant


def _changed(mutant: Raw, place: Path_, wrong: Any) -> None:
    inner: Any = mutant
    for key in place[:-1]:
        inner = inner[key]
    if wrong is NEW:
        inner.update({CANARY: deep(3), "\ud800": 1})
    elif wrong is MISSING:
        del inner[place[-1]]
    else:
        inner[place[-1]] = wrong
