"""Printed cards: only hashes of their codes are here; and how often somebody has tried a wrong one."""

import hashlib
import secrets

from actions.records import Card, Sheet
from storage.shelf import Shelf
from village.cards import made
from village.spans import HOUR

ADD_SHEET = """
    INSERT INTO card_sheet (village_id, dusun_id, rt, by_id, at) VALUES (:village, :dusun, :rt, :by, :now) RETURNING id
"""
SHEET = "SELECT * FROM card_sheet WHERE id = :id"
MADE = "UPDATE card_sheet SET made_at = :now WHERE id = :id"
HOUSEHOLDS = """
    SELECT g.kk_hash, MIN(COALESCE(r.birth_year, 9999)), r.name
      FROM resident r JOIN register_row g ON g.resident_id = r.id
     WHERE r.village_id = :village AND r.state IN ('listed', 'verified')
       AND r.dusun_id = :dusun AND r.rt = :rt AND g.kk_hash IS NOT NULL
  GROUP BY g.kk_hash ORDER BY r.name, g.kk_hash
"""
WITHOUT = """
    SELECT COUNT(*) AS n FROM resident r LEFT JOIN register_row g ON g.resident_id = r.id
     WHERE r.village_id = :village AND r.state = 'listed' AND r.dusun_id = :dusun AND r.rt = :rt AND g.kk_hash IS NULL
"""
END = "UPDATE card SET ended_at = :now WHERE village_id = :village AND kk_hash = :kk AND account_id IS NULL"
END_OF_SHEET = "DELETE FROM card WHERE sheet_id = :sheet AND account_id IS NULL"
ADD = """
    INSERT INTO card (code_hash, village_id, sheet_id, kk_hash, expires_at)
    VALUES (:hash, :village, :sheet, :kk, :until)
"""
TAKE = """
    UPDATE card SET account_id = :account, used_at = :now
     WHERE code_hash = :hash AND account_id IS NULL AND ended_at IS NULL AND expires_at > :now
"""
HELD = """
    SELECT c.sheet_id, c.village_id, c.kk_hash, s.dusun_id, s.rt
      FROM card c JOIN card_sheet s ON s.id = c.sheet_id
     WHERE c.code_hash = :hash AND c.account_id = :account AND c.expires_at > :now
"""
GUESSED = "SELECT n FROM code_guess WHERE account_id = :account AND since > :now - :hour"
GUESS = """
    INSERT INTO code_guess (account_id, village_id, since, n) VALUES (:account, :village, :now, 1)
    ON CONFLICT (account_id) DO UPDATE
       SET n = CASE WHEN since > :now - :hour THEN n + 1 ELSE 1 END,
           since = CASE WHEN since > :now - :hour THEN since ELSE :now END
    RETURNING n
"""


class Cards(Shelf):
    def order(self, village_id: int, dusun_id: int, rt: str, by: int) -> int:
        """The number of a new sheet, still without cards."""
        return int(self.one(ADD_SHEET, village=village_id, dusun=dusun_id, rt=rt, by=by, now=self.now)["id"])

    def sheet(self, sheet_id: int) -> Sheet:
        row = self.one(SHEET, id=sheet_id)
        return Sheet(row["id"], row["village_id"], row["dusun_id"], row["rt"], row["by_id"], row["made_at"])

    def without(self, village_id: int, dusun_id: int, rt: str) -> int:
        """How many people of that RT stand on the list without a KK number, and so get no card."""
        return int(self.one(WITHOUT, village=village_id, dusun=dusun_id, rt=rt)["n"])

    def make(self, sheet: Sheet, until: int) -> list[tuple[str, str]]:
        """New cards for the households of the sheet's RT: (code, name of the eldest). Their older ones end.

        The codes are told this once and are nowhere else; making a sheet again makes new ones.
        """
        self.run(END_OF_SHEET, sheet=sheet.id)
        cards = []
        for row in self.rows(HOUSEHOLDS, village=sheet.village_id, dusun=sheet.dusun_id, rt=sheet.rt):
            code = made(secrets.choice)
            self.run(END, village=sheet.village_id, kk=row["kk_hash"], now=self.now)
            self.run(ADD, hash=_hashed(code), village=sheet.village_id, sheet=sheet.id, kk=row["kk_hash"], until=until)
            cards.append((code, row["name"]))
        self.run(MADE, id=sheet.id, now=self.now)
        return cards

    def take(self, code: str, account_id: int) -> tuple[Card, bool] | None:
        """The card with this code, and whether it is brought for the first time; None for any other code.

        It belongs to the first account that brings it, which may bring it again.
        """
        first = self.run(TAKE, hash=_hashed(code), account=account_id, now=self.now).rowcount == 1
        row = self.row(HELD, hash=_hashed(code), account=account_id, now=self.now)
        if row is None:
            return None
        return Card(row["sheet_id"], row["village_id"], row["kk_hash"], row["dusun_id"], row["rt"]), first

    def guessed(self, account_id: int) -> int:
        """How many wrong codes came from this account within an hour."""
        row = self.row(GUESSED, account=account_id, now=self.now, hour=HOUR)
        return int(row["n"]) if row else 0

    def guess(self, account_id: int, village_id: int | None) -> int:
        """One more wrong code; how many there are now."""
        return int(self.one(GUESS, account=account_id, village=village_id, now=self.now, hour=HOUR)["n"])


def _hashed(code: str) -> bytes:
    return hashlib.sha256(b"rembuk-kartu\n" + code.encode("utf-8", "replace")).digest()
