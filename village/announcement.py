"""What is announced before a vote and when it closes, each under one seal that is posted in the village's group.

The form is that of `documents/export/SPEK.md`, which whoever recounts reads; its words are Indonesian therefore.
Nothing in an announcement can change while the vote runs: any change is another seal.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from village.book import canonical
from village.counting.election import Election, election
from village.counting.equal_shares import Completion, Utility
from village.counting.method import Method, Rule, counted
from village.counting.outcome import Outcome
from village.sealing import commitment, root

FORM = "rembuk-jajak-1"
MOST = 2**53 - 1
"""The largest whole number that every machine reads alike."""
_RULES = {Rule.MOST_VOTES: "suara-terbanyak", Rule.EQUAL_SHARES: "bagi-rata", Rule.PHRAGMEN: "phragmen"}
_UTILITIES = {Utility.COST: "biaya", Utility.CARDINALITY: "jumlah"}
_COMPLETIONS = {Completion.NONE: "tidak", Completion.RAISE: "naik"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the ballot: the proposal's number for life, its title and cost of that moment, in rupiah."""

    number: int
    title: str
    cost: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the published list: ten letters, a choice as `village.sealing.choice_text` writes it, 32 bytes."""

    code: str
    choice: str
    salt: bytes


@dataclass(frozen=True, slots=True)
class Announcement:
    """`ties`: all numbers, of two that are equal the earlier goes. `order`: how the ballot's lines were ordered."""

    poll: str
    village: str
    title: str
    choices: tuple[Choice, ...]
    order: str
    voters: int
    budget: int
    method: Method
    ties: tuple[int, ...]
    least_votes: int
    most_picks: int

    @property
    def whole_ballots(self) -> bool:
        """Most votes need only single picks, so that no combination of picks can give anybody away."""
        return self.method.rule is not Rule.MOST_VOTES

    def facts(self) -> dict[str, object]:
        method = self.method
        return {
            "bentuk": FORM,
            "jajak": self.poll,
            "desa": self.village,
            "judul": _one_line(self.title),
            "usulan": [
                {"nomor": choice.number, "judul": _one_line(choice.title), "biaya": choice.cost}
                for choice in sorted(self.choices, key=lambda choice: choice.number)
            ],
            "urutan": _one_line(self.order),
            "pemilih": self.voters,
            "dana": self.budget,
            "cara": _RULES[method.rule],
            "guna": _UTILITIES[method.utility],
            "sisa": _COMPLETIONS[method.completion],
            "langkah": [method.step.numerator, method.step.denominator],
            "seri": list(self.ties),
            "suara_paling_sedikit": self.least_votes,
            "pilihan_paling_banyak": self.most_picks,
        }

    def seal(self) -> str:
        """Posted before the first vote."""
        return _sealed(self.facts())

    def count(self, picks: Iterable[Sequence[int]]) -> tuple[Election, Outcome]:
        """Of ballots, or single picks, by the numbers of proposals."""
        by_number = {choice.number: choice for choice in self.choices}
        place = {number: at for at, number in enumerate(self.ties)}
        votes = election(
            [(str(number), by_number[number].cost, by_number[number].title) for number in self.ties],
            self.budget,
            (({place[number]: 1 for number in ballot}, 1) for ballot in picks),
            self.least_votes,
        )
        return votes, counted(votes, self.method)


@dataclass(frozen=True, slots=True)
class Closing:
    """Posted before the key is opened: so many voters, so many lines, and the roots over what the box holds."""

    seal: str
    ballots: int
    lines: int
    root_s: bytes
    root_c: bytes

    def facts(self) -> dict[str, object]:
        return {
            "segel": self.seal,
            "surat": self.ballots,
            "baris": self.lines,
            "akar_s": self.root_s.hex(),
            "akar_c": self.root_c.hex(),
        }

    def closing_seal(self) -> str:
        return _sealed(self.facts())


def root_of_lines(poll: str, lines: Iterable[Line]) -> bytes:
    """The root_c that these lines have to lead to."""
    return root(commitment(poll, line.code, line.choice, line.salt) for line in lines)


def _sealed(facts: Mapping[str, object]) -> str:
    return hashlib.sha256(canonical(facts)).hexdigest()


def _one_line(words: str) -> str:
    return " ".join(words.split())
