"""Found a village: its place, its first season, the first page of its book."""

from collections.abc import Sequence

from actions.work import Work
from village import terms
from village.place import Dusun, Village
from village.refusal import Refusal
from village.season import first_year, usual_phases


def found(work: Work, code: str, name: str, zone: str, dusun: Sequence[Dusun]) -> Village:
    if work.villages.by_code(code):
        raise Refusal("setup.refused.known", code=code)
    if not dusun:
        raise Refusal("setup.refused.dusun")
    village = work.villages.add(code, name, zone, dusun)
    for term in terms.usual(code):
        work.villages.set(village.id, term.key, term.value, term.source, term.year)
    village = work.villages.get(village.id)
    year = first_year(work.now, zone)
    work.seasons.add(village.id, year, usual_phases(year, zone, opens=work.now))
    work.book.record(
        village.id, 0, "program", "village_founded", f"village:{code}",
        {"name": name, "zone": zone, "dusun": {"list": [d.name for d in dusun]}},
    )  # fmt: skip
    return village
