"""What the machine itself remembers: updates it has seen, those it set aside, its clock and its lease."""

from typing import Any

from storage.shelf import Shelf, packed, unpacked

SEE = "INSERT INTO seen (update_id, at) VALUES (:update, :now) ON CONFLICT DO NOTHING"
SET_ASIDE = """
    INSERT INTO quarantine (update_id, reference, shape, error, at) VALUES (:update, :reference, :shape, :error, :now)
    ON CONFLICT (update_id) DO NOTHING
"""
ASIDE = "SELECT COUNT(*) AS n FROM quarantine"
NOTE = """
    INSERT INTO machine (key, value) VALUES (:key, :value)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value
"""
READ = "SELECT value FROM machine WHERE key = :key"


class Seen(Shelf):
    def add(self, update_id: int) -> bool:
        """True the first time. Ids are a set: after a silent week Telegram begins anywhere."""
        return self.run(SEE, update=update_id, now=self.now).rowcount == 1


class Quarantine(Shelf):
    def add(self, update_id: int, reference: str, shape: object, error: str) -> None:
        self.run(SET_ASIDE, update=update_id, reference=reference, shape=packed(shape), error=error, now=self.now)

    def count(self) -> int:
        return int(self.one(ASIDE)["n"])


class Machine(Shelf):
    def note(self, key: str, value: Any) -> None:
        self.run(NOTE, key=key, value=packed(value))

    def read(self, key: str, default: Any = None) -> Any:
        row = self.row(READ, key=key)
        return unpacked(row["value"]) if row else default
