"""A village's own words and places."""

from storage.shelf import Shelf
from village.lexicon import Entry

COLUMNS = "id, word, means, dusun_id"
OF = f"SELECT {COLUMNS} FROM village_word WHERE village_id = :village AND removed_at IS NULL ORDER BY word"  # noqa: S608
GET = f"SELECT {COLUMNS} FROM village_word WHERE village_id = :village AND word = :word AND removed_at IS NULL"  # noqa: S608
ADD = """
    INSERT INTO village_word (village_id, word, means, dusun_id, by_id, at)
    VALUES (:village, :word, :means, :dusun, :by, :now)
"""
REMOVE = """
    UPDATE village_word SET removed_by = :by, removed_at = :now
     WHERE village_id = :village AND word = :word AND removed_at IS NULL
"""
# Its proposals are read anew.
UNREAD = """
    UPDATE proposal_read SET words = 0
     WHERE proposal_id IN (SELECT id FROM proposal WHERE village_id = :village)
"""


class Lexicon(Shelf):
    def of(self, village_id: int) -> list[Entry]:
        return [Entry(**row) for row in self.rows(OF, village=village_id)]

    def get(self, village_id: int, word: str) -> Entry | None:
        row = self.row(GET, village=village_id, word=word)
        return Entry(**row) if row else None

    def add(self, village_id: int, word: str, means: str | None, dusun_id: int | None, by: int) -> None:
        """In place of what the word was said to mean before."""
        self.remove(village_id, word, by)
        self.run(ADD, village=village_id, word=word, means=means, dusun=dusun_id, by=by, now=self.now)

    def remove(self, village_id: int, word: str, by: int) -> None:
        self.run(REMOVE, village=village_id, word=word, by=by, now=self.now)
        self.run(UNREAD, village=village_id)
