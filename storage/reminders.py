"""When to remind of what: rows that wait for their moment."""

from collections.abc import Mapping
from typing import Any

from storage.shelf import Shelf
from village.meeting import Reminder

# The same moment planned again finds the row that is there, whatever became of it.
PLAN = """
    INSERT INTO reminder (village_id, meeting_id, season_id, what, version, before, at)
    VALUES (:village, :meeting, :season, :what, :version, :before, :at) ON CONFLICT DO NOTHING
"""
DUE = "SELECT * FROM reminder WHERE state = 'waiting' AND at <= :now ORDER BY at, id LIMIT :limit"
OF_MEETING = """
    SELECT * FROM reminder WHERE meeting_id = :meeting AND version = :version AND state = 'waiting' ORDER BY at, id
"""
SETTLE = "UPDATE reminder SET state = :state, settled_at = :now WHERE id = :id AND state = 'waiting'"
PUT_OFF = "UPDATE reminder SET at = :at WHERE id = :id AND state = 'waiting'"
DROP_MEETING = """
    UPDATE reminder SET state = 'dropped', settled_at = :now WHERE meeting_id = :meeting AND state = 'waiting'
"""
DROP_SEASON = """
    UPDATE reminder SET state = 'dropped', settled_at = :now WHERE season_id = :season AND state = 'waiting'
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

    def settle(self, reminder_id: int, state: str) -> None:
        self.run(SETTLE, id=reminder_id, state=state, now=self.now)

    def put_off(self, reminder_id: int, at: int) -> None:
        """Its village sleeps: it is looked at again then."""
        self.run(PUT_OFF, id=reminder_id, at=at)

    def drop_of_meeting(self, meeting_id: int) -> None:
        """The date no longer holds."""
        self.run(DROP_MEETING, meeting=meeting_id, now=self.now)

    def drop_of_season(self, season_id: int) -> None:
        self.run(DROP_SEASON, season=season_id, now=self.now)


def _reminder(row: Mapping[str, Any]) -> Reminder:
    return Reminder(
        row["id"], row["village_id"], row["meeting_id"], row["season_id"], row["what"], row["version"], row["before"],
        row["at"],
    )  # fmt: skip
