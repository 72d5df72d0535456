"""Mandates and the single-use links that give them."""

import hashlib
import secrets
from collections.abc import Mapping
from typing import Any

from actions.work import Link, Mandate
from storage.shelf import Shelf, packed, unpacked
from village.people import Office

GRANT = """
    INSERT INTO mandate (village_id, resident_id, office, provisional, begins_at)
    VALUES (:village, :resident, :office, :provisional, :now) ON CONFLICT DO NOTHING
"""
RUNNING = "begins_at <= :now AND (ends_at IS NULL OR ends_at > :now)"
HOLDERS = f"SELECT DISTINCT resident_id, office FROM mandate WHERE village_id = :village AND {RUNNING}"  # noqa: S608
OPERATORS = f"SELECT DISTINCT resident_id FROM mandate WHERE office = 'operator' AND {RUNNING}"  # noqa: S608
PROVISIONAL = f"SELECT * FROM mandate WHERE village_id = :village AND provisional = 1 AND {RUNNING} ORDER BY id"  # noqa: S608
CONFIRM = """
    UPDATE mandate SET provisional = 0
     WHERE id = :id AND village_id = :village AND provisional = 1 AND ends_at IS NULL RETURNING *
"""
END = "UPDATE mandate SET ends_at = :now WHERE id = :id AND village_id = :village AND ends_at IS NULL RETURNING *"

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
DAY = 86_400_000


class Roles(Shelf):
    def grant(self, village_id: int, resident_id: int, office: Office, provisional: bool) -> None:
        self.run(
            GRANT, village=village_id, resident=resident_id, office=office, provisional=int(provisional), now=self.now
        )

    def holders(self, village_id: int, *offices: Office) -> list[int]:
        """Who holds one of these offices now, each once."""
        rows = self.rows(HOLDERS, village=village_id, now=self.now)
        return list(dict.fromkeys(row["resident_id"] for row in rows if row["office"] in offices))

    def provisional(self, village_id: int) -> list[Mandate]:
        return [_mandate(row) for row in self.rows(PROVISIONAL, village=village_id, now=self.now)]

    def confirm(self, mandate_id: int, village_id: int) -> Mandate | None:
        row = self.row(CONFIRM, id=mandate_id, village=village_id)
        return _mandate(row) if row else None

    def end(self, mandate_id: int, village_id: int) -> Mandate | None:
        row = self.row(END, id=mandate_id, village=village_id, now=self.now)
        return _mandate(row) if row else None

    def operators(self) -> list[int]:
        return [row["resident_id"] for row in self.rows(OPERATORS, now=self.now)]


def _mandate(row: Mapping[str, Any]) -> Mandate:
    return Mandate(row["id"], row["resident_id"], Office(row["office"]), bool(row["provisional"]))


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
