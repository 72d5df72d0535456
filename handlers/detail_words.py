"""What officers added to a proposal, in words; for its card and its path."""

from collections.abc import Mapping
from typing import Any

from actions.letters import Fact, raw, text
from actions.prices import Estimate
from handlers.prices import span
from village.detail import Field, Lane, figures


def words(field: Field, value: Mapping[str, Any]) -> Fact:
    """One field as a line of its own."""
    if field is Field.TITLE:
        return text("detail.judul", title=value["title"])
    if field is Field.LANE:
        return text("detail.jalur", lane=text(f"lane.{Lane(value['lane'])}"))
    if field is Field.SDG:
        return text("detail.sdgs", goal=raw(value["number"]))
    if field is Field.VOLUME:
        return text("detail.volume", amount=figures(value["milli"]), unit=value["unit"])
    if field is Field.PRICE:
        return text("detail.harga")
    return text("detail.penerima", men=value["men"], women=value["women"], poor=value["poor"])


def lines(newest: Mapping[Field, Mapping[str, Any]]) -> list[Fact]:
    """What counts now. The title stands above it; where nothing is said, a proposal comes from residents."""
    shown = {Field.LANE: {"lane": Lane.RESIDENTS.value}, **newest}
    order = (Field.VOLUME, Field.PEOPLE, Field.LANE, Field.SDG)
    return [words(field, shown[field]) for field in order if field in shown]


def cost(estimate: Estimate, dusun: bool) -> list[Fact]:
    """What it may cost, and how much of the ceiling; what is missing is said, with who can fill it in."""
    if not estimate.volume:
        return [text("estimate.no_volume")]
    if estimate.price is None or estimate.low is None or estimate.high is None:
        return [text("estimate.no_price")]
    price = estimate.price
    told = [
        text("estimate.cost", span=span(estimate.low, estimate.high), name=price.name, source=price.source,
             year=raw(price.year))
    ]  # fmt: skip
    if estimate.percent is not None and estimate.ceiling is not None:
        told.append(text("estimate.share", n=estimate.percent, most={"rupiah": estimate.ceiling}))
        if estimate.percent > 100:
            told.append(text("estimate.over"))
    elif dusun:
        told.append(text("estimate.no_ceiling"))
    return told
