"""What officers added to a proposal, in words; for its card and its path."""

from collections.abc import Mapping
from typing import Any

from actions.letters import Fact, raw, text
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
    return text("detail.penerima", men=value["men"], women=value["women"], poor=value["poor"])


def lines(newest: Mapping[Field, Mapping[str, Any]]) -> list[Fact]:
    """What counts now. The title stands above it; where nothing is said, a proposal comes from residents."""
    shown = {Field.LANE: {"lane": Lane.RESIDENTS.value}, **newest}
    order = (Field.VOLUME, Field.PEOPLE, Field.LANE, Field.SDG)
    return [words(field, shown[field]) for field in order if field in shown]
