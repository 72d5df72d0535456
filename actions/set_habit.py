"""What a village does in its own way: market day, harvest, and when it reminds of meetings. Settings with a source."""

from actions import rights
from actions.work import Work
from village.clashes import HARVEST, MARKET
from village.people import Resident
from village.place import Village, local
from village.reminding import names

SOURCE = "Kebiasaan desa"
KEYS = frozenset({MARKET, HARVEST, *(f"ingat_{name}" for name in names())})


def set_habit(work: Work, officer: Resident, village: Village, key: str, value: str) -> None:
    """From this year on. Meetings that are called already keep what was planned for them."""
    rights.require(work, "set_terms", officer, village)
    assert key in KEYS, key
    year = local(work.now, village.zone).year
    work.villages.set(village.id, key, value, SOURCE, year)
    work.book.record(village.id, officer.id, "petugas", "habit_set", f"setting:{key}", {"value": value, "year": year})
