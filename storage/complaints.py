"""What accuses an official: kept for the council alone."""

from storage.shelf import Shelf

ADD = """
    INSERT INTO complaint (village_id, author_id, number, words, at)
    SELECT :village, :author, COALESCE(MAX(number), 0) + 1, :words, :now FROM complaint WHERE village_id = :village
    RETURNING number
"""
SINCE = "SELECT COUNT(*) AS n FROM complaint WHERE author_id = :author AND at > :since"
LISTED = """
    SELECT number, words, at FROM complaint
     WHERE village_id = :village AND words <> '' ORDER BY number DESC LIMIT :limit
"""


class Complaints(Shelf):
    def add(self, village_id: int, author_id: int, words: str) -> int:
        """Returns its number in the village."""
        return int(self.one(ADD, village=village_id, author=author_id, words=words, now=self.now)["number"])

    def since(self, author_id: int, moment: int) -> int:
        """How many this person has made since then."""
        return int(self.one(SINCE, author=author_id, since=moment)["n"])

    def listed(self, village_id: int, limit: int) -> list[tuple[int, str, int]]:
        """(number, words, at), newest first; never by whom."""
        return [(r["number"], r["words"], r["at"]) for r in self.rows(LISTED, village=village_id, limit=limit)]
