"""Rounds of scoring: their criteria, who scores what, and what was given. Of a sheet the newest row counts."""

from collections.abc import Mapping, Sequence
from typing import Any

from actions.scores import Matrix, Task
from storage.shelf import Shelf, packed, unpacked
from village.matrix import Criterion, Sheet, State

ASK = """
    INSERT INTO matrix (village_id, season_id, preset, criteria, source, year, first_id, at)
    VALUES (:village, :season, :preset, :criteria, :source, :year, :first, :now)
    ON CONFLICT DO NOTHING
    RETURNING id
"""
WHOLE = """
    SELECT m.id, m.village_id, m.season_id, m.preset, m.criteria, m.source, m.year, m.state, m.first_id, m.second_id,
           m.at, m.seed, m.opened_at, m.closing_id, m.settled_at
      FROM matrix m
"""
GET = f"{WHOLE} WHERE m.id = :id AND m.village_id = :village"
NEWEST = f"""
    {WHOLE}
     WHERE m.village_id = :village AND m.state = :state AND (:season IS NULL OR m.season_id = :season)
     ORDER BY m.id DESC LIMIT 1
"""
OF_PROPOSAL = f"""
    {WHOLE}
     WHERE m.state = :state
       AND m.id = (SELECT MAX(t.matrix_id) FROM score_task t JOIN matrix n ON n.id = t.matrix_id
                    WHERE t.proposal_id = :proposal AND n.state = :state)
"""  # noqa: S608
OPEN = "UPDATE matrix SET state = 'open', second_id = :second, seed = :seed, opened_at = :now WHERE id = :id"
CLOSING = "UPDATE matrix SET closing_id = :by WHERE id = :id"
SETTLE = "UPDATE matrix SET state = :state, closed_by_id = :by, settled_at = :now WHERE id = :id"
ASSIGN = """
    INSERT INTO score_task (matrix_id, proposal_id, scorer_id, village_id, office, seq)
    SELECT :id, :proposal, :scorer, m.village_id, :office, :seq FROM matrix m WHERE m.id = :id
"""
TASKS = "SELECT proposal_id, scorer_id, office FROM score_task WHERE matrix_id = :id ORDER BY seq"
TASKS_OF = """
    SELECT proposal_id, scorer_id, office FROM score_task WHERE matrix_id = :id AND scorer_id = :scorer ORDER BY seq
"""
ADD = """
    INSERT INTO score (matrix_id, proposal_id, scorer_id, village_id, marks, at)
    VALUES (:id, :proposal, :scorer, :village, :marks, :now)
"""
SHEETS = """
    SELECT s.proposal_id, s.scorer_id, s.marks FROM score s
     WHERE s.matrix_id = :id AND s.id = (
           SELECT MAX(n.id) FROM score n
            WHERE n.matrix_id = s.matrix_id AND n.proposal_id = s.proposal_id AND n.scorer_id = s.scorer_id)
     ORDER BY s.proposal_id, s.scorer_id
"""


class Scores(Shelf):
    def ask(
        self, village_id: int, season_id: int, preset: str, criteria: Sequence[Criterion], source: str, year: int,
        first: int,
    ) -> int | None:  # fmt: skip
        """Put criteria before a second office; None when some wait already."""
        rows = [[c.name, c.weight, c.own] for c in criteria]
        row = self.row(
            ASK, village=village_id, season=season_id, preset=preset, criteria=packed(rows), source=source, year=year,
            first=first, now=self.now,
        )  # fmt: skip
        return int(row["id"]) if row else None

    def get(self, matrix_id: int, village_id: int) -> Matrix | None:
        row = self.row(GET, id=matrix_id, village=village_id)
        return _matrix(row) if row else None

    def newest(self, village_id: int, state: State, season_id: int | None = None) -> Matrix | None:
        """season_id None: of any season."""
        row = self.row(NEWEST, village=village_id, season=season_id, state=state)
        return _matrix(row) if row else None

    def of_proposal(self, proposal_id: int, state: State) -> Matrix | None:
        """The newest round in that state in which somebody was to score it."""
        row = self.row(OF_PROPOSAL, proposal=proposal_id, state=state)
        return _matrix(row) if row else None

    def open(self, matrix_id: int, second: int, seed: str, tasks: Sequence[Task]) -> None:
        self.run(OPEN, id=matrix_id, second=second, seed=seed, now=self.now)
        for seq, task in enumerate(tasks, 1):
            self.run(
                ASSIGN, id=matrix_id, proposal=task.proposal_id, scorer=task.scorer_id, office=task.office, seq=seq
            )  # fmt: skip

    def closing(self, matrix_id: int, by: int | None) -> None:
        self.run(CLOSING, id=matrix_id, by=by)

    def settle(self, matrix_id: int, state: State, by: int) -> None:
        self.run(SETTLE, id=matrix_id, state=state, by=by, now=self.now)

    def tasks(self, matrix_id: int) -> list[Task]:
        return [Task(**row) for row in self.rows(TASKS, id=matrix_id)]

    def tasks_of(self, matrix_id: int, scorer_id: int) -> list[Task]:
        return [Task(**row) for row in self.rows(TASKS_OF, id=matrix_id, scorer=scorer_id)]

    def add(self, matrix: Matrix, proposal_id: int, scorer_id: int, values: Sequence[int]) -> None:
        self.run(
            ADD, id=matrix.id, proposal=proposal_id, scorer=scorer_id, village=matrix.village_id,
            marks=packed(list(values)), now=self.now,
        )  # fmt: skip

    def sheets(self, matrix_id: int) -> list[Sheet]:
        return [
            Sheet(row["proposal_id"], row["scorer_id"], tuple(unpacked(row["marks"])))
            for row in self.rows(SHEETS, id=matrix_id)
        ]


def _matrix(row: Mapping[str, Any]) -> Matrix:
    criteria = tuple(Criterion(name, weight, own) for name, weight, own in unpacked(row["criteria"]))
    return Matrix(**{**row, "criteria": criteria, "state": State(row["state"])})
