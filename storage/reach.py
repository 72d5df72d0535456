"""Who has been heard in a season: has proposed, or voted in a poll that is closed; and what was last shown of it."""

from collections.abc import Mapping, Sequence

from actions.records import Home, Unheard
from storage.shelf import Shelf, packed, unpacked
from village.people import Sex
from village.reach import Cell

# A poll that runs tells nothing, not even who has taken part.
HEARD = """
    (EXISTS (SELECT 1 FROM proposal p WHERE p.author_id = r.id AND p.season_id = :season)
     OR EXISTS (SELECT 1 FROM took_part v JOIN poll q ON q.id = v.poll_id
                 WHERE v.resident_id = r.id AND q.season_id = :season))
"""
ADULTS = """
      FROM resident r
     WHERE r.village_id = :village AND r.state IN ('listed', 'verified')
       AND (r.birth_year IS NULL OR r.birth_year <= :born_until)
"""
HOMES = (
    "SELECT r.dusun_id, r.rt, r.sex, COUNT(*) AS people, SUM(" + HEARD + ") AS heard" + ADULTS
    + " GROUP BY r.dusun_id, r.rt, r.sex ORDER BY r.dusun_id IS NULL, r.dusun_id, r.rt IS NULL, r.rt, r.sex"
)  # fmt: skip
UNHEARD = (
    "SELECT r.name, g.kk_hash, EXISTS (SELECT 1 FROM account_resident a WHERE a.resident_id = r.id) AS joined"  # noqa: S608
    + ADULTS.replace("FROM resident r", "FROM resident r LEFT JOIN register_row g ON g.resident_id = r.id")
    + " AND r.dusun_id = :dusun AND r.rt = :rt AND NOT " + HEARD + " ORDER BY r.name, r.id"
)  # fmt: skip
SHOWN = "SELECT cells, at, tried_at FROM reach_shown WHERE village_id = :village AND season_id = :season"
SHOW = """
    INSERT INTO reach_shown (village_id, season_id, cells, at, tried_at) VALUES (:village, :season, :cells, :now, :now)
    ON CONFLICT (village_id, season_id) DO UPDATE SET cells = excluded.cells, at = excluded.at, tried_at = excluded.at
"""
TRIED = "UPDATE reach_shown SET tried_at = :now WHERE village_id = :village AND season_id = :season"


class Reach(Shelf):
    def homes(self, village_id: int, season_id: int, born_until: int) -> list[Home]:
        """All adults of the village, counted by dusun, RT and sex, in that order."""
        rows = self.rows(HOMES, village=village_id, season=season_id, born_until=born_until)
        return [
            Home(r["dusun_id"], r["rt"], Sex(r["sex"]) if r["sex"] else None, r["people"], r["heard"]) for r in rows
        ]

    def unheard(self, village_id: int, season_id: int, born_until: int, dusun_id: int, rt: str) -> list[Unheard]:
        """Adults of one RT whom nobody has heard, household by household in the order of the first name of each."""
        homes: dict[object, list[Unheard]] = {}
        numbers: dict[object, int] = {}
        rows = self.rows(
            UNHEARD, village=village_id, season=season_id, born_until=born_until, dusun=dusun_id, rt=rt
        )  # fmt: skip
        for n, row in enumerate(rows):
            card = row["kk_hash"] or n
            number = numbers.setdefault(card, len(numbers) + 1)
            homes.setdefault(card, []).append(Unheard(row["name"], number, bool(row["joined"])))
        return [person for home in homes.values() for person in home]

    def shown(self, village_id: int, season_id: int) -> tuple[dict[str, list[Cell]], int, int] | None:
        """(tables of cells, when they were counted, when it was last tried to count anew); None: never shown."""
        row = self.row(SHOWN, village=village_id, season=season_id)
        if row is None:
            return None
        tables = {
            name: [Cell(tuple(names), people, heard) for names, people, heard in cells]
            for name, cells in unpacked(row["cells"]).items()
        }
        return tables, row["at"], row["tried_at"]

    def show(self, village_id: int, season_id: int, cells: Mapping[str, Sequence[Cell]]) -> None:
        kept = {name: [[list(c.names), c.people, c.heard] for c in table] for name, table in cells.items()}
        self.run(SHOW, village=village_id, season=season_id, cells=packed(kept), now=self.now)

    def tried(self, village_id: int, season_id: int) -> None:
        self.run(TRIED, village=village_id, season=season_id, now=self.now)
