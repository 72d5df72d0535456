"""Seasons with their phases, and new dates that wait for a second officer."""

from collections.abc import Mapping, Sequence
from typing import Any

from storage.shelf import Shelf, packed, unpacked
from village.season import Change, Phase, Season

ADD = """
    INSERT INTO season (village_id, year, phases, ends_at) VALUES (:village, :year, :phases, :ends) RETURNING id
"""
OF = "SELECT id, year, phases FROM season WHERE village_id = :village ORDER BY year"
SET = "UPDATE season SET phases = :phases, ends_at = :ends WHERE id = :id"
OVER = """
    SELECT village_id, id, year, phases FROM season
     WHERE ends_at <= :now AND settled_at IS NULL ORDER BY ends_at, id LIMIT :limit
"""
SETTLE = "UPDATE season SET settled_at = :now WHERE id = :id"
ASK = """
    INSERT INTO season_change (village_id, season_id, phases, first_id, at)
    VALUES (:village, :season, :phases, :first, :now)
    ON CONFLICT DO NOTHING
    RETURNING id
"""
WAITING = """
    SELECT c.id, c.village_id, c.first_id, c.at, c.phases AS wanted, s.id AS season, s.year, s.phases
      FROM season_change c JOIN season s ON s.id = c.season_id
     WHERE c.village_id = :village AND c.state = 'open'
"""
UNREMINDED = """
    SELECT c.id, c.village_id, c.first_id, c.at, c.phases AS wanted, s.id AS season, s.year, s.phases
      FROM season_change c JOIN season s ON s.id = c.season_id
     WHERE c.state = 'open' AND c.reminded_at IS NULL AND c.at <= :before ORDER BY c.at, c.id
"""
REMINDED = "UPDATE season_change SET reminded_at = :now WHERE id = :id"
ANSWER = """
    UPDATE season_change SET state = :state, second_id = :second, settled_at = :now WHERE id = :id AND state = 'open'
"""


class Seasons(Shelf):
    def add(self, village_id: int, year: int, phases: Sequence[Phase]) -> Season:
        row = self.one(ADD, village=village_id, year=year, phases=_packed(phases), ends=phases[-1].ends)
        return Season(row["id"], year, tuple(phases))

    def of(self, village_id: int) -> list[Season]:
        return [Season(row["id"], row["year"], phases_of(row["phases"])) for row in self.rows(OF, village=village_id)]

    def set(self, season_id: int, phases: Sequence[Phase]) -> None:
        self.run(SET, id=season_id, phases=_packed(phases), ends=phases[-1].ends)

    def over(self, limit: int) -> list[tuple[int, Season]]:
        """(village, season) that have ended, and in which something may still wait; of all villages."""
        rows = self.rows(OVER, now=self.now, limit=limit)
        return [(row["village_id"], Season(row["id"], row["year"], phases_of(row["phases"]))) for row in rows]

    def settle(self, season_id: int) -> None:
        self.run(SETTLE, id=season_id, now=self.now)

    def ask(self, village_id: int, season_id: int, phases: Sequence[Phase], first: int) -> int | None:
        """Put new dates before a second officer; None when some wait already."""
        row = self.row(
            ASK, village=village_id, season=season_id, phases=_packed(phases), first=first, now=self.now
        )  # fmt: skip
        return int(row["id"]) if row else None

    def waiting(self, village_id: int) -> Change | None:
        row = self.row(WAITING, village=village_id)
        return _change(row) if row else None

    def unreminded(self, before: int) -> list[Change]:
        """Asked by then and still open, and nobody has been reminded; of all villages."""
        return [_change(row) for row in self.rows(UNREMINDED, before=before)]

    def reminded(self, change_id: int) -> None:
        self.run(REMINDED, id=change_id, now=self.now)

    def answer(self, change_id: int, state: str, second: int) -> None:
        self.run(ANSWER, id=change_id, state=state, second=second, now=self.now)


def _change(row: Mapping[str, Any]) -> Change:
    season = Season(row["season"], row["year"], phases_of(row["phases"]))
    return Change(row["id"], row["village_id"], season, phases_of(row["wanted"]), row["first_id"], row["at"])


def _packed(phases: Sequence[Phase]) -> str:
    return packed([[p.name, sorted(p.allows), p.begins, p.ends] for p in phases])


def phases_of(text: str) -> tuple[Phase, ...]:
    return tuple(Phase(name, frozenset(allows), begins, ends) for name, allows, begins, ends in unpacked(text))
