"""When to remind of what: rows that wait for their moment."""

from collections.abc import Mapping
from typing import Any

from storage.seasons import phases_of
from storage.shelf import Shelf
from village.meeting import Reminder
from village.season import Season

# The same moment planned again finds the row that is there, whatever became of it.
PLAN = """
    INSERT INTO reminder (village_id, meeting_id, season_id, what, version, before, at)
    VALUES (:village, :meeting, :season, :what, :version, :before, :at) ON CONFLICT DO NOTHING
"""
DUE = "SELECT * FROM reminder WHERE state = 'waiting' AND at <= :now ORDER BY at, id LIMIT :limit"
OF_MEETING = """
    SELECT * FROM reminder WHERE meeting_id = :meeting AND version = :version AND state = 'waiting' ORDER BY at, id
"""
OF_SEASON = """
    SELECT * FROM reminder
     WHERE season_id = :season AND what = :what AND version = :version AND state = 'waiting' ORDER BY at, id
"""
UNPLANNED = """
    SELECT s.village_id, s.id, s.year, s.phases FROM season s
     WHERE s.ends_at > :now AND NOT EXISTS (SELECT 1 FROM reminder r WHERE r.season_id = s.id)
  ORDER BY s.id LIMIT :limit
"""
SETTLE = "UPDATE reminder SET state = :state, settled_at = :now WHERE id = :id AND state = 'waiting'"
PUT_OFF = "UPDATE reminder SET at = :at WHERE id = :id AND state = 'waiting'"
DROP_MEETING = """
    UPDATE reminder SET state = 'dropped', settled_at = :now WHERE meeting_id = :meeting AND state = 'waiting'
"""


class Reminders(Shelf):
    def plan(
        self, village_id: int, version: int, before: int, at: int, meeting: int | None = None,
        season: int | None = None, what: str = "",
    ) -> None:  # fmt: skip
        self.run(
            PLAN, village=village_id, meeting=meeting, season=season, what=what, version=version, before=before, at=at
        )

    def due(self, limit: int) -> list[Reminder]:
        """Those whose moment has come, the oldest first; of all villages."""
        return [_reminder(row) for row in self.rows(DUE, now=self.now, limit=limit)]

    def others(self, reminder: Reminder, meeting_id: int) -> list[Reminder]:
        """The others that wait for the same date of that meeting."""
        rows = self.rows(OF_MEETING, meeting=meeting_id, version=reminder.version)
        return [found for row in rows if (found := _reminder(row)).id != reminder.id]

    def of_season(self, reminder: Reminder) -> list[Reminder]:
        """What waits for the same day of the same season."""
        rows = self.rows(OF_SEASON, season=reminder.season_id, what=reminder.what, version=reminder.version)
        return [_reminder(row) for row in rows]

    def unplanned_seasons(self, limit: int) -> list[tuple[int, Season]]:
        """(village, season) that is not over and of which nothing has been planned yet; of all villages."""
        rows = self.rows(UNPLANNED, now=self.now, limit=limit)
        return [(row["village_id"], Season(row["id"], row["year"], phases_of(row["phases"]))) for row in rows]

    def settle(self, reminder_id: int, state: str) -> None:
        self.run(SETTLE, id=reminder_id, state=state, now=self.now)

    def put_off(self, reminder_id: int, at: int) -> None:
        """Its village sleeps: it is looked at again then."""
        self.run(PUT_OFF, id=reminder_id, at=at)

    def drop_of_meeting(self, meeting_id: int) -> None:
        """The date no longer holds."""
        self.run(DROP_MEETING, meeting=meeting_id, now=self.now)


def _reminder(row: Mapping[str, Any]) -> Reminder:
    return Reminder(
        row["id"], row["village_id"], row["meeting_id"], row["season_id"], row["what"], row["version"], row["before"],
        row["at"],
    )  # fmt: skip
