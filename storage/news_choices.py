"""What residents have chosen to hear of the proposals that they stand behind."""

from storage.shelf import Shelf
from village.news import Choice

CHOOSE = """
    INSERT INTO news_choice (resident_id, village_id, supported, at) VALUES (:resident, :village, :choice, :now)
    ON CONFLICT (resident_id) DO UPDATE SET supported = excluded.supported, at = excluded.at
"""
OF = "SELECT supported FROM news_choice WHERE resident_id = :resident"
# Whoever stands behind this proposal, with what they chose and behind how many proposals they stand.
SUPPORTERS = """
    SELECT s.resident_id, c.supported,
           (SELECT COUNT(*) FROM support o WHERE o.resident_id = s.resident_id AND o.ended_at IS NULL) AS standing
      FROM support s LEFT JOIN news_choice c ON c.resident_id = s.resident_id
     WHERE s.proposal_id = :proposal AND s.ended_at IS NULL
"""
STANDING = "SELECT COUNT(*) AS n FROM support WHERE resident_id = :resident AND ended_at IS NULL"


class NewsChoices(Shelf):
    def choose(self, resident_id: int, village_id: int, choice: Choice) -> None:
        self.run(CHOOSE, resident=resident_id, village=village_id, choice=choice, now=self.now)

    def of(self, resident_id: int) -> tuple[Choice | None, int]:
        """(what they chose, if they did; behind how many proposals they stand)."""
        row = self.row(OF, resident=resident_id)
        standing = int(self.one(STANDING, resident=resident_id)["n"])
        return Choice(row["supported"]) if row else None, standing

    def of_supporters(self, proposal_id: int) -> dict[int, tuple[Choice | None, int]]:
        """The same for everybody behind a proposal."""
        return {
            row["resident_id"]: (Choice(row["supported"]) if row["supported"] else None, row["standing"])
            for row in self.rows(SUPPORTERS, proposal=proposal_id)
        }
