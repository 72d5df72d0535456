"""What an action may ask of the team's scores. `storage/scores.py` is the real thing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from village.matrix import Criterion, Sheet, State


@dataclass(frozen=True, slots=True)
class Matrix:
    """One round of scoring. `closing_id`: who asked to close it; `opened_at` None: it has not begun."""

    id: int
    village_id: int
    season_id: int
    preset: str
    criteria: tuple[Criterion, ...]
    source: str
    year: int
    state: State
    first_id: int
    second_id: int | None
    at: int
    seed: str
    opened_at: int | None
    closing_id: int | None
    settled_at: int | None


@dataclass(frozen=True, slots=True)
class Task:
    """Somebody is to score that proposal, in that office."""

    proposal_id: int
    scorer_id: int
    office: str


class Scores(Protocol):
    def ask(
        self, village_id: int, season_id: int, preset: str, criteria: Sequence[Criterion], source: str, year: int,
        first: int,
    ) -> int | None: ...  # fmt: skip
    def get(self, matrix_id: int, village_id: int) -> Matrix | None: ...
    def newest(self, village_id: int, state: State, season_id: int | None = None) -> Matrix | None: ...
    def of_proposal(self, proposal_id: int, state: State) -> Matrix | None: ...
    def open(self, matrix_id: int, second: int, seed: str, tasks: Sequence[Task]) -> None: ...
    def closing(self, matrix_id: int, by: int | None) -> None: ...
    def settle(self, matrix_id: int, state: State, by: int) -> None: ...
    def tasks(self, matrix_id: int) -> list[Task]: ...
    def tasks_of(self, matrix_id: int, scorer_id: int) -> list[Task]: ...
    def add(self, matrix: Matrix, proposal_id: int, scorer_id: int, values: Sequence[int]) -> None: ...
    def sheets(self, matrix_id: int) -> list[Sheet]: ...
