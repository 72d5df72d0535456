"""By which words proposals are found again; made anew from the proposals, so no backup holds them."""

from collections.abc import Mapping, Sequence
from typing import Any

from storage.shelf import Shelf, packed

WHOLE_VILLAGE = 0
_MOST_MET = 1500
"""Rows that one search goes through: words that everybody uses are left out where rarer ones are enough."""
FORGET = "DELETE FROM proposal_term WHERE proposal_id = :proposal"
KEEP = """
    INSERT INTO proposal_term (village_id, dusun_id, term, proposal_id, weight)
    SELECT :village, :dusun, key, :proposal, value FROM json_each(:terms)
"""
READ = """
    INSERT INTO proposal_read (proposal_id, village_id, words) VALUES (:proposal, :village, :words)
    ON CONFLICT (proposal_id) DO UPDATE SET words = excluded.words
"""
# Not "<>", which no index answers.
DUE = """
    SELECT proposal_id FROM proposal_read WHERE words < :words
    UNION ALL SELECT proposal_id FROM proposal_read WHERE words > :words
    LIMIT :limit
"""
# How many proposals have each term; no more than :most are counted.
COUNTED = """
    SELECT a.key AS term, a.value AS weight,
           (SELECT COUNT(*) FROM (
                SELECT 1 FROM proposal_term t
                 WHERE t.village_id = :village AND t.dusun_id = :dusun AND t.term = a.key LIMIT :most)) AS met
      FROM json_each(:terms) a
"""
# What is shared counts more the fewer others share it.
NEAR = """
    SELECT t.proposal_id
      FROM json_each(:rare) a
      JOIN proposal_term t ON t.village_id = :village AND t.dusun_id = :dusun AND t.term = a.key
     GROUP BY t.proposal_id
     ORDER BY SUM(t.weight * a.value) DESC, t.proposal_id DESC
     LIMIT :limit
"""
TERMS = """
    SELECT t.proposal_id, t.term, t.weight
      FROM proposal p JOIN proposal_term t ON t.proposal_id = p.id
     WHERE p.id IN (SELECT value FROM json_each(:proposals)) AND p.status IN (SELECT value FROM json_each(:statuses))
"""


OF = "SELECT term, weight FROM proposal_term WHERE proposal_id = :proposal"


class Terms(Shelf):
    def note(
        self, village_id: int, proposal_id: int, dusun_id: int | None, terms: Mapping[str, float], words: int
    ) -> None:
        """Keep the terms of a proposal's newest version. `words`: of which lists of words they are."""
        self.run(FORGET, proposal=proposal_id)
        self.run(
            KEEP, village=village_id, dusun=dusun_id or WHOLE_VILLAGE, proposal=proposal_id, terms=packed(dict(terms))
        )
        self.run(READ, proposal=proposal_id, village=village_id, words=words)

    def alike(
        self, village_id: int, dusun_id: int | None, terms: Mapping[str, float], statuses: Sequence[str], limit: int
    ) -> dict[int, dict[str, float]]:
        """Proposals of that dusun and of these statuses that share rare terms, best first, with all their terms."""
        where = {"village": village_id, "dusun": dusun_id or WHOLE_VILLAGE}
        rare = self._rare(list(self.rows(COUNTED, **where, terms=packed(dict(terms)), most=_MOST_MET)))
        found = self.rows(NEAR, **where, rare=packed(rare), limit=limit)
        near: dict[int, dict[str, float]] = {row["proposal_id"]: {} for row in found}
        for row in self.rows(TERMS, proposals=packed(list(near)), statuses=packed(sorted(statuses))):
            near[row["proposal_id"]][row["term"]] = row["weight"]
        return {proposal: of for proposal, of in near.items() if of}

    @staticmethod
    def _rare(counted: Sequence[Mapping[str, Any]]) -> dict[str, float]:
        """The rarest terms, as long as few enough proposals have them, with their weight for the order."""
        rare: dict[str, float] = {}
        rows = 0
        for row in sorted(counted, key=lambda row: (row["met"], row["term"])):
            rows += row["met"]
            if rare and rows > _MOST_MET:
                break
            rare[row["term"]] = row["weight"] * (0.1 + 1 / max(row["met"], 1))
        return rare

    def of(self, proposal_id: int) -> dict[str, float]:
        return {row["term"]: row["weight"] for row in self.rows(OF, proposal=proposal_id)}

    def due(self, words: int, limit: int) -> list[int]:
        """Proposals that were not read yet, or with other lists of words."""
        return [row["proposal_id"] for row in self.rows(DUE, words=words, limit=limit)]
