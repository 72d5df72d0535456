"""The village's list of unit prices. Rows are only added; of a name and unit the newest counts."""

from collections.abc import Mapping
from typing import Any

from storage.shelf import Shelf
from village import names
from village.price import Price

ADD = """
    INSERT INTO unit_price (village_id, name, name_key, unit, low, high, source, year, by_id, at)
    VALUES (:village, :name, :key, :unit, :low, :high, :source, :year, :by, :now)
    RETURNING id
"""
COLUMNS = "id, name, unit, low, high, source, year"
GET = f"SELECT {COLUMNS} FROM unit_price WHERE id = :id AND village_id = :village"  # noqa: S608
LISTED = f"""
    SELECT {COLUMNS} FROM unit_price u
     WHERE village_id = :village AND id = (
           SELECT MAX(id) FROM unit_price n
            WHERE n.village_id = u.village_id AND n.unit = u.unit AND n.name_key = u.name_key)
     ORDER BY name_key, unit LIMIT :limit OFFSET :offset
"""  # noqa: S608
OF_UNIT = f"""
    SELECT {COLUMNS} FROM unit_price u
     WHERE village_id = :village AND unit = :unit AND id = (
           SELECT MAX(id) FROM unit_price n
            WHERE n.village_id = u.village_id AND n.unit = u.unit AND n.name_key = u.name_key)
     ORDER BY name_key LIMIT :limit
"""  # noqa: S608


class Prices(Shelf):
    def add(
        self, village_id: int, name: str, unit: str, low: int, high: int, source: str, year: int, by: int
    ) -> Price:  # fmt: skip
        row = self.one(
            ADD, village=village_id, name=name, key=names.key(name), unit=unit, low=low, high=high, source=source,
            year=year, by=by, now=self.now,
        )  # fmt: skip
        return Price(int(row["id"]), name, unit, low, high, source, year)

    def get(self, village_id: int, price_id: int) -> Price | None:
        row = self.row(GET, village=village_id, id=price_id)
        return _price(row) if row else None

    def listed(self, village_id: int, offset: int, limit: int) -> list[Price]:
        return [_price(row) for row in self.rows(LISTED, village=village_id, offset=offset, limit=limit)]

    def of_unit(self, village_id: int, unit: str, limit: int) -> list[Price]:
        return [_price(row) for row in self.rows(OF_UNIT, village=village_id, unit=unit, limit=limit)]


def _price(row: Mapping[str, Any]) -> Price:
    return Price(**row)
