"""Mandates and the single-use links that give them."""

import hashlib
import secrets
from collections.abc import Mapping
from typing import Any

from actions.records import Link
from storage.shelf import Shelf, packed, unpacked
from village.offices import Mandate
from village.people import Office
from village.spans import DAY, WEEK

GRANT = """
    INSERT INTO mandate (village_id, resident_id, office, provisional, begins_at, by_id, after_id)
    VALUES (:village, :resident, :office, :provisional, :now, :by, :after) ON CONFLICT DO NOTHING
"""
GRANTED = """
    SELECT * FROM mandate
     WHERE village_id = :village AND resident_id = :resident AND office = :office AND begins_at = :now
"""
STANDS = "(ends_at IS NULL OR ends_at > :now)"
IN_FORCE = f"begins_at <= :now AND {STANDS} AND frozen_at IS NULL"
# Whoever has died or moved holds nothing any more, whatever the mandate says.
HERE = "NOT EXISTS (SELECT 1 FROM resident r WHERE r.id = mandate.resident_id AND r.state IN ('moved', 'died'))"
HOLDERS = f"""
    SELECT DISTINCT resident_id, office, provisional FROM mandate
     WHERE village_id = :village AND {IN_FORCE} AND {HERE}
"""  # noqa: S608
OPERATORS = f"SELECT DISTINCT resident_id FROM mandate WHERE office = 'operator' AND {IN_FORCE}"  # noqa: S608
LISTED = f"SELECT * FROM mandate WHERE village_id = :village AND {STANDS} ORDER BY id"  # noqa: S608
PROVISIONAL = f"SELECT * FROM mandate WHERE village_id = :village AND provisional = 1 AND {STANDS} ORDER BY id"  # noqa: S608
GET = f"SELECT * FROM mandate WHERE id = :id AND village_id = :village AND {STANDS}"  # noqa: S608
CONFIRM = f"""
    UPDATE mandate SET provisional = 0
     WHERE id = :id AND village_id = :village AND provisional = 1 AND {STANDS} RETURNING *
"""  # noqa: S608
END = f"""
    UPDATE mandate SET ends_at = :now, told = 0, reason = :reason
     WHERE id = :id AND village_id = :village AND {STANDS} RETURNING *
"""  # noqa: S608
FREEZE = f"""
    UPDATE mandate SET frozen_at = :now, frozen_by = :by, reason = :reason
     WHERE id = :id AND village_id = :village AND frozen_at IS NULL AND {STANDS} RETURNING *
"""  # noqa: S608
THAW = f"""
    UPDATE mandate SET frozen_at = NULL, frozen_by = '', reason = ''
     WHERE id = :id AND village_id = :village AND frozen_at IS NOT NULL AND {STANDS} RETURNING *
"""  # noqa: S608
DESCRIBE = f"""
    UPDATE mandate SET letter = :letter, letter_at = :letter_at, begins_at = :begins, ends_at = :ends, told = 999
     WHERE id = :id AND village_id = :village AND {STANDS} RETURNING *
"""  # noqa: S608
ENDING = """
    SELECT * FROM mandate
     WHERE told > 0 AND ends_at <= :month AND (told > 30 OR (told > 7 AND ends_at <= :week) OR ends_at <= :now)
  ORDER BY ends_at LIMIT 100
"""
TELL = "UPDATE mandate SET told = :days WHERE id = :id"

ISSUE = """
    INSERT INTO link (code_hash, kind, village_id, facts, expires_at) VALUES (:hash, :kind, :village, :facts, :until)
"""
TAKE = """
    UPDATE link SET used_at = :now
     WHERE code_hash = :hash AND kind = :kind AND used_at IS NULL AND expires_at > :now RETURNING village_id, facts
"""
USED = "SELECT 1 FROM link WHERE kind = :kind AND used_at IS NOT NULL LIMIT 1"
STANDING = "SELECT 1 FROM link WHERE kind = :kind AND used_at IS NULL LIMIT 1"

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


class Roles(Shelf):
    def grant(
        self,
        village_id: int,
        resident_id: int,
        office: Office,
        provisional: bool,
        by: int = 0,
        after: int | None = None,
    ) -> Mandate:
        whose = {"village": village_id, "resident": resident_id, "office": office, "now": self.now}
        self.run(GRANT, provisional=int(provisional), by=by, after=after, **whose)
        return _mandate(self.one(GRANTED, **whose))

    def holders(self, village_id: int, *offices: Office) -> list[int]:
        """Who holds one of these offices now, each once; a frozen mandate does not count."""
        rows = self.rows(HOLDERS, village=village_id, now=self.now)
        return list(dict.fromkeys(row["resident_id"] for row in rows if row["office"] in offices))

    def confirmed(self, village_id: int, *offices: Office) -> list[int]:
        """The holders whose mandate is no longer provisional."""
        rows = self.rows(HOLDERS, village=village_id, now=self.now)
        return list(dict.fromkeys(r["resident_id"] for r in rows if r["office"] in offices and not r["provisional"]))

    def listed(self, village_id: int) -> list[Mandate]:
        """All mandates that have not ended: frozen ones and those still to begin too."""
        return [_mandate(row) for row in self.rows(LISTED, village=village_id, now=self.now)]

    def provisional(self, village_id: int) -> list[Mandate]:
        return [_mandate(row) for row in self.rows(PROVISIONAL, village=village_id, now=self.now)]

    def get(self, mandate_id: int, village_id: int) -> Mandate | None:
        """None where it has ended, or is another village's."""
        return self._one(GET, id=mandate_id, village=village_id)

    def confirm(self, mandate_id: int, village_id: int) -> Mandate | None:
        return self._one(CONFIRM, id=mandate_id, village=village_id)

    def end(self, mandate_id: int, village_id: int, reason: str = "") -> Mandate | None:
        return self._one(END, id=mandate_id, village=village_id, reason=reason)

    def freeze(self, mandate_id: int, village_id: int, by: Office, reason: str) -> Mandate | None:
        return self._one(FREEZE, id=mandate_id, village=village_id, by=by, reason=reason)

    def thaw(self, mandate_id: int, village_id: int) -> Mandate | None:
        return self._one(THAW, id=mandate_id, village=village_id)

    def describe(
        self, mandate_id: int, village_id: int, letter: str, letter_at: int | None, begins_at: int, ends_at: int | None
    ) -> Mandate | None:
        """The letter of appointment as it was typed; with a new end, the warnings begin anew."""
        return self._one(
            DESCRIBE, id=mandate_id, village=village_id, letter=letter, letter_at=letter_at, begins=begins_at,
            ends=ends_at,
        )  # fmt: skip

    def ending(self) -> list[tuple[int, Mandate]]:
        """(village, mandate) of those whose holder has to be told now that it ends or has ended."""
        rows = self.rows(ENDING, now=self.now, week=self.now + WEEK, month=self.now + 30 * DAY)
        return [(row["village_id"], _mandate(row)) for row in rows]

    def tell(self, mandate_id: int, days: int) -> None:
        self.run(TELL, id=mandate_id, days=days)

    def operators(self) -> list[int]:
        return [row["resident_id"] for row in self.rows(OPERATORS, now=self.now)]

    def _one(self, sql: str, **facts: Any) -> Mandate | None:
        row = self.row(sql, now=self.now, **facts)
        return _mandate(row) if row else None


def _mandate(row: Mapping[str, Any]) -> Mandate:
    return Mandate(
        row["id"], row["resident_id"], Office(row["office"]), bool(row["provisional"]), row["begins_at"],
        row["ends_at"], row["letter"], row["letter_at"], row["by_id"], row["after_id"], row["frozen_at"],
        row["frozen_by"], row["reason"], row["told"],
    )  # fmt: skip


class Links(Shelf):
    def issue(self, kind: str, village_id: int | None, facts: Mapping[str, Any], days: int) -> str:
        """A new code of 16 letters (79 bits); only its hash stays here."""
        code = "".join(secrets.choice(ALPHABET) for _ in range(16))
        self.run(
            ISSUE, hash=_hashed(code), kind=kind, village=village_id, facts=packed(facts), until=self.now + days * DAY
        )
        return code

    def take(self, kind: str, code: str) -> Link | None:
        """Use the code up; None if it is unknown, used or too old."""
        row = self.row(TAKE, hash=_hashed(code), kind=kind, now=self.now)
        return Link(kind, row["village_id"], unpacked(row["facts"])) if row else None

    def standing(self, kind: str) -> bool:
        return self.row(STANDING, kind=kind) is not None

    def used(self, kind: str) -> bool:
        return self.row(USED, kind=kind) is not None


def _hashed(code: str) -> bytes:
    return hashlib.sha256(b"rembuk-link\n" + code.encode("utf-8", "replace")).digest()
