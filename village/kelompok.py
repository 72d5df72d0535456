"""For which group of the village a proposal is entered; for none, it is the proposer's own.

Nobody has to prove that a group stands behind it: everybody reads that its proposer says so.
"""

from enum import StrEnum

from village.refusal import Refusal
from village.words import line

SHORTEST, LONGEST = 3, 60
"""Of a name that the proposer types."""


class Kelompok(StrEnum):
    """The groups that most villages have. Each is kept as a word of the language, so that a search finds it."""

    TANI = "kelompok tani"
    PKK = "pkk"
    KARANG_TARUNA = "karang taruna"
    POSYANDU = "posyandu"
    PEREMPUAN = "kelompok perempuan"
    DISABILITAS = "kelompok disabilitas"

    @property
    def short(self) -> str:
        """How its button and its text are called."""
        return self.name.lower()


OWN_NAME = "r"
"""All the groups that a proposer has named otherwise."""
LETTERS: dict[str, Kelompok] = dict(zip("lmnopq", Kelompok, strict=True))
"""How a button of a list says it."""


def named(words: str) -> str:
    """The group that somebody types: one that we know, else under the name it gives itself."""
    name = line(words)
    if (known := name.casefold()) in set(Kelompok):
        return Kelompok(known).value
    if not SHORTEST <= len(name) <= LONGEST or not any(sign.isalpha() for sign in name):
        raise Refusal("gather.refused.name", most=LONGEST)
    return name


def letter(behalf: str) -> str:
    """Under which letter a list shows it; "" for none."""
    known = {group.value: sign for sign, group in LETTERS.items()}
    return known.get(behalf, OWN_NAME) if behalf else ""
