"""Gatherings and the order in which they want the proposals."""

from collections.abc import Mapping
from typing import Any

from storage.shelf import Shelf
from village.gathering import Gathering, Item, Kind
from village.steps import Why

ADD = """
    INSERT INTO gathering
           (village_id, season_id, kind, dusun_id, name, held_on, men, women, goes_on, first_id, at)
    VALUES (:village, :season, :kind, :dusun, :name, :held, :men, :women, :goes_on, :first, :now)
    RETURNING id
"""
ADD_ITEM = """
    INSERT INTO gathering_item (gathering_id, rank, village_id, proposal_id, later)
    VALUES (:id, :rank, :village, :proposal, :later)
"""
COLUMNS = "g.id, g.kind, g.dusun_id, g.name, g.held_on, g.men, g.women, g.goes_on, g.first_id, g.at"
ONE = f"SELECT {COLUMNS} FROM gathering g WHERE g.id = :id AND g.village_id = :village AND g.state = :state"  # noqa: S608
OF = f"""
    SELECT {COLUMNS} FROM gathering g
     WHERE g.village_id = :village AND g.season_id = :season AND g.state = :state ORDER BY g.held_on, g.id
"""  # noqa: S608
ITEMS = "SELECT rank, proposal_id, later FROM gathering_item WHERE gathering_id = :id ORDER BY rank"
ABOUT = f"""
    SELECT {COLUMNS}
      FROM gathering_item i JOIN gathering g ON g.id = i.gathering_id
     WHERE i.proposal_id = :proposal AND g.state = 'done' ORDER BY g.held_on, g.id
"""  # noqa: S608
UNREMINDED = f"""
    SELECT {COLUMNS}, g.village_id FROM gathering g
     WHERE g.state = 'open' AND g.reminded_at IS NULL AND g.at <= :before ORDER BY g.at, g.id
"""  # noqa: S608
REMINDED = "UPDATE gathering SET reminded_at = :now WHERE id = :id"
SETTLE = """
    UPDATE gathering SET state = :state, second_id = :second, settled_at = :now WHERE id = :id AND state = 'open'
"""


class Gatherings(Shelf):
    def add(self, village_id: int, season_id: int, gathering: Gathering) -> int:
        """Returns the number under which it waits for a second officer."""
        row = self.one(
            ADD, village=village_id, season=season_id, kind=gathering.kind, dusun=gathering.dusun_id,
            name=gathering.name, held=gathering.held_on, men=gathering.men, women=gathering.women,
            goes_on=int(gathering.goes_on), first=gathering.first_id, now=self.now,
        )  # fmt: skip
        for item in gathering.items:
            self.run(
                ADD_ITEM, id=row["id"], rank=item.rank, village=village_id, proposal=item.proposal_id,
                later=item.later or "",
            )  # fmt: skip
        return int(row["id"])

    def get(self, gathering_id: int, village_id: int, state: str) -> Gathering | None:
        row = self.row(ONE, id=gathering_id, village=village_id, state=state)
        return self._whole(row) if row else None

    def open(self, village_id: int, season_id: int) -> list[Gathering]:
        return [self._whole(row) for row in self.rows(OF, village=village_id, season=season_id, state="open")]

    def done(self, village_id: int, season_id: int) -> list[Gathering]:
        """Those of a season that two officers have entered, the earliest first."""
        return [self._whole(row) for row in self.rows(OF, village=village_id, season=season_id, state="done")]

    def about(self, proposal_id: int) -> list[Gathering]:
        """Those that have discussed this proposal, in whatever season."""
        return [self._whole(row) for row in self.rows(ABOUT, proposal=proposal_id)]

    def unreminded(self, before: int) -> list[tuple[int, Gathering]]:
        """(village, gathering) entered by then and still open, and nobody has been reminded; of all villages."""
        return [(row["village_id"], self._whole(row)) for row in self.rows(UNREMINDED, before=before)]

    def reminded(self, gathering_id: int) -> None:
        self.run(REMINDED, id=gathering_id, now=self.now)

    def settle(self, gathering_id: int, state: str, second: int) -> None:
        self.run(SETTLE, id=gathering_id, state=state, second=second, now=self.now)

    def _whole(self, row: Mapping[str, Any]) -> Gathering:
        items = tuple(
            Item(i["rank"], i["proposal_id"], Why(i["later"]) if i["later"] else None)
            for i in self.rows(ITEMS, id=row["id"])
        )
        return Gathering(
            Kind(row["kind"]), row["dusun_id"], row["name"], row["held_on"], row["men"], row["women"],
            bool(row["goes_on"]), items, row["first_id"], row["id"], row["at"],
        )  # fmt: skip
