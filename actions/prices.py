"""The list of unit prices, the ceilings of dusun and of funds; and what a proposal may cost by them."""

from dataclasses import dataclass

from actions import normalise, rights
from actions.work import Work
from village import catalogue, price
from village.detail import Field
from village.people import RIGHTS, Resident
from village.place import Village, local
from village.price import FundShare, Price
from village.proposal import Proposal
from village.refusal import Refusal
from village.rules import Rule
from village.words import clipped

MOST = 8
"""So many prices of one unit are offered on one screen."""
EARLIEST = 2015


@dataclass(frozen=True, slots=True)
class Estimate:
    """`low`, `high` None: the volume or the price is missing. `percent` None: nobody has said the dusun's ceiling.

    `funds`: those whose ceiling somebody has said.
    """

    volume: bool
    price: Price | None
    low: int | None = None
    high: int | None = None
    ceiling: int | None = None
    percent: int | None = None
    funds: tuple[FundShare, ...] = ()


def add(
    work: Work, officer: Resident, village: Village, name: str, unit: str, low: int, high: int, source: str, year: int
) -> Price:  # fmt: skip
    """Put a unit price on the list; one of that name and unit before gives way."""
    rights.require(work, "set_prices", officer, village)
    based = sourced(source)
    _refuse_unless_year(work, village, year)
    row = work.prices.add(village.id, name, unit, low, high, based, year, officer.id)
    work.book.record(
        village.id, officer.id, "tim_penyusun", "price_set", f"price:{row.id}",
        {"name": name, "unit": unit, "low": low, "high": high, "source": based, "year": year},
    )  # fmt: skip
    return row


def set_ceiling(
    work: Work, officer: Resident, village: Village, dusun_id: int, rupiah: int, source: str, year: int
) -> None:  # fmt: skip
    """How much this dusun may plan for from that year on."""
    rights.require(work, "set_prices", officer, village)
    if village.hamlet(dusun_id) is None:
        raise Refusal("talk.refused.old")
    _set(work, officer, village, f"{price.CEILING}_{dusun_id}", f"dusun:{dusun_id}", rupiah, source, year)


def set_fund(
    work: Work, officer: Resident, village: Village, fund: str, rupiah: int, source: str, year: int
) -> None:  # fmt: skip
    """How much this fund may give in that year. `fund`: its code, "DDS"."""
    rights.require(work, "set_prices", officer, village)
    if fund not in catalogue.funds():
        raise Refusal("talk.refused.old")
    _set(work, officer, village, f"{price.FUND}{fund.lower()}", f"fund:{fund}", rupiah, source, year)


def _set(
    work: Work, officer: Resident, village: Village, key: str, thing: str, rupiah: int, source: str, year: int
) -> None:  # fmt: skip
    """A ceiling, as a dated setting of the village."""
    if rupiah <= 0:
        raise Refusal("talk.refused.old")
    based = sourced(source)
    _refuse_unless_year(work, village, year)
    work.villages.set(village.id, key, str(rupiah), based, year)
    work.book.record(
        village.id, officer.id, "tim_penyusun", "ceiling_set", thing,
        {"rupiah": rupiah, "source": based, "year": year},
    )  # fmt: skip


def funds(work: Work, village: Village) -> dict[str, Rule]:
    """Code of a fund → its ceiling, for those whose ceiling somebody has said."""
    return {rule.key.removeprefix(price.FUND).upper(): rule for rule in work.villages.dated(village.id, price.FUND)}


def sourced(words: str) -> str:
    """Where a figure comes from; refuses what says nothing."""
    based = clipped(words, price.LONGEST_SOURCE)
    if sum(char.isalnum() for char in based) < 3:
        raise Refusal("price.refused.source")
    return based


def fitting(work: Work, village: Village, proposal: Proposal) -> list[Price]:
    """The prices that fit the unit of its volume."""
    volume = normalise.newest(work, proposal).get(Field.VOLUME)
    return work.prices.of_unit(village.id, volume["unit"], MOST) if volume else []


def estimate(work: Work, village: Village, proposal: Proposal) -> Estimate:
    """What it may cost, by the volume and the price that officers have added; what is missing stays missing."""
    known = normalise.newest(work, proposal)
    volume, chosen = known.get(Field.VOLUME), known.get(Field.PRICE)
    row = work.prices.get(village.id, chosen["price"]) if chosen else None
    if volume is None or row is None or row.unit != volume["unit"]:
        return Estimate(volume is not None, None)
    low, high = price.cost(row, volume["milli"])
    most = price.ceiling(village.settings, proposal.dusun_id)
    shares = price.fund_shares(high, work.villages.dated(village.id, price.FUND))
    return Estimate(True, row, low, high, most, price.share(high, most) if most else None, shares)


def may_set(officer: Resident, village: Village) -> bool:
    return RIGHTS["set_prices"].who(officer, village.id)


def _refuse_unless_year(work: Work, village: Village, year: int) -> None:
    if not EARLIEST <= year <= local(work.now, village.zone).year + 1:
        raise Refusal("price.refused.year")
