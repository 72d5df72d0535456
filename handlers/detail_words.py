"""What officers added to a proposal, in words; for its card, its path, and its page that everybody reads."""

from collections.abc import Mapping
from typing import Any

from actions.letters import Fact, raw, text
from actions.prices import Estimate
from handlers.prices import span
from village import catalogue
from village.cells import shown
from village.detail import Field, Lane, figures


def words(field: Field, value: Mapping[str, Any]) -> Fact:
    """One field as a line of its own."""
    if field is Field.TITLE:
        return text("detail.judul", title=value["title"])
    if field is Field.CODE:
        return text("detail.kode", code=value["code"], name=value["name"] or kegiatan_name(value["code"]))
    if field is Field.LANE:
        return text("detail.jalur", lane=text(f"lane.{Lane(value['lane'])}"))
    if field is Field.SDG:
        return text("detail.sdgs", goal=raw(value["number"]))
    if field is Field.VOLUME:
        return text("detail.volume", amount=figures(value["milli"]), unit=value["unit"])
    if field is Field.PRICE:
        return text("detail.harga")
    return text("detail.penerima", men=value["men"], women=value["women"], poor=value["poor"])


def kegiatan_name(code: str) -> str:
    kegiatan = catalogue.find(code)
    return kegiatan.name if kegiatan else code


def lines(newest: Mapping[Field, Mapping[str, Any]]) -> list[Fact]:
    """What counts now. The title stands above it; where nothing is said, a proposal comes from residents."""
    counts = {Field.LANE: {"lane": Lane.RESIDENTS.value}, **newest}
    order = (Field.CODE, Field.VOLUME, Field.PEOPLE, Field.LANE, Field.SDG)
    return [words(field, counts[field]) for field in order if field in counts]


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
    shares = _shares(estimate)
    return [*told, *(shares or ([text("estimate.no_ceiling")] if dusun else []))]


def _shares(estimate: Estimate) -> list[Fact]:
    """How much of each ceiling it takes; and that it is too much, where it is."""
    told: list[Fact] = []
    if estimate.percent is not None and estimate.ceiling is not None:
        told.append(text("estimate.share", n=estimate.percent, most={"rupiah": estimate.ceiling}))
    told += [
        text("estimate.fund", n=share.percent, fund=text(f"fund.{share.fund}"), year=raw(share.year),
             most={"rupiah": share.most})
        for share in estimate.funds
    ]  # fmt: skip
    if (estimate.percent or 0) > 100:
        told.append(text("estimate.over"))
    return told


def public(newest: Mapping[Field, Mapping[str, Any]], estimate: Estimate, least: int) -> list[Fact]:
    """What everybody may read of it. `least`: figures about fewer people are not shown."""
    told: list[Fact] = []
    if Field.CODE in newest:
        told.append(text("public.field", field=text(f"bidang.{newest[Field.CODE]['code'].split('.')[0]}")))
    if (volume := newest.get(Field.VOLUME)) is not None:
        told.append(text("public.volume", amount=figures(volume["milli"]), unit=volume["unit"]))
    if (row := estimate.price) is not None and estimate.low is not None and estimate.high is not None:
        told.append(text("public.cost", span=span(estimate.low, estimate.high)))
        told.append(text("public.price", name=row.name, source=row.source, year=raw(row.year)))
        told += _shares(estimate)
    if (served := newest.get(Field.PEOPLE)) is not None:
        told += _served(served["men"], served["women"], served["poor"], least)
    return told


def _served(men: int, women: int, poor: int, least: int) -> list[Fact]:
    """For how many, so that nobody can be guessed; parts are shown only where all parts may be."""
    total = men + women
    if total < least:
        return [text("public.people_few", n=least)]
    told = [text("public.people", n=total)]
    if None not in shown({"men": men, "women": women}, least).values():
        told.append(text("public.people_parts", men=men, women=women))
    if None not in shown({"poor": poor, "others": total - poor}, least).values():
        told.append(text("public.people_poor", n=poor))
    return told
