"""What a date and an hour clash with; each line of the file has its source, and no day stands there twice."""

import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from village import clashes as module
from village.clashes import Clash, clashes, harvesting, is_market, known_years, season
from village.place import moment_of
from village.spans import HOUR

JAYAPURA = "Asia/Jayapura"
FILE = Path(module.__file__).with_name("kalender.toml")


def meets(when: str, hours: int = 2, **settings: str) -> list[str]:
    at = moment_of(datetime.fromisoformat(when).replace(tzinfo=ZoneInfo(JAYAPURA)))
    return [f"{c.kind} {c.name}".strip() for c in clashes(at, at + hours * HOUR, JAYAPURA, settings)]


def test_every_line_has_a_source_and_days_that_there_are() -> None:
    data = tomllib.loads(FILE.read_text("utf-8"))
    for row in [*data["holiday"], *data["span"], *data["prayer"]]:
        assert len(row["source"]) > 10
    days = [day for row in data["holiday"] for day in row["days"]]
    assert len(days) == len(set(days)) and all(date.fromisoformat(day) for day in days)
    assert sum(day.startswith("2026") for day in days) == 25  # 17 national holidays and 8 days of collective leave
    assert known_years() == {2026, 2027}
    for row in data["span"]:
        assert date.fromisoformat(row["first"]) < date.fromisoformat(row["last"])


@pytest.mark.parametrize(
    ("when", "found"),
    [
        ("2026-07-28 09:00", []),
        ("2026-08-17 09:00", ["holiday kemerdekaan", "span agustusan"]),
        ("2026-03-05 09:00", []),
        ("2026-03-05 19:30", ["span ramadan"]),
        ("2026-03-05 16:00", ["span ramadan"]),  # it lasts into the hour of breaking the fast
        ("2026-03-05 14:00", []),
        ("2026-07-31 10:00", ["prayer jumatan"]),
        ("2026-07-31 09:00", []),
        ("2026-07-31 13:00", []),
        ("2026-07-30 11:45", ["prayer zuhur"]),
        ("2026-07-30 10:00", []),
        ("2026-07-30 18:00", ["prayer magrib"]),
        ("2026-07-30 18:15", []),
        ("2026-07-30 19:30", []),
        ("2026-07-30 19:00", ["prayer isya"]),
        ("2026-07-30 04:30", ["prayer subuh"]),
        ("2026-07-30 15:00", ["prayer asar"]),
    ],
)
def test_a_date_and_an_hour_clash_with(when: str, found: list[str]) -> None:
    assert meets(when) == found


def test_what_is_merely_reckoned_says_so() -> None:
    at = moment_of(datetime(2027, 3, 10, 9, tzinfo=ZoneInfo(JAYAPURA)))
    assert clashes(at, at + HOUR, JAYAPURA, {}) == [Clash("holiday", "idulfitri", sure=False)]


def test_market_and_harvest_are_the_village_s_own() -> None:
    assert meets("2026-07-28 09:00", hari_pasar="selasa") == ["market selasa"]
    assert meets("2026-07-28 09:00", hari_pasar="-", musim_panen="-") == []
    assert meets("2026-07-28 09:00", musim_panen="07-01..08-10") == ["harvest"]
    independence = date(1945, 8, 17)
    assert is_market(independence, "legi") and is_market(independence + timedelta(days=5), "legi")
    assert not is_market(independence + timedelta(days=1), "legi")
    assert is_market(independence, "senin, jumat") and not is_market(independence, "senin")


@pytest.mark.parametrize(
    ("day", "said", "found"),
    [
        (date(2026, 3, 15), "03-15..04-20", True),
        (date(2026, 4, 20), "03-15..04-20", True),
        (date(2026, 4, 21), "03-15..04-20", False),
        (date(2026, 3, 14), "03-15..04-20", False),
        (date(2026, 12, 30), "12-20..01-10", True),
        (date(2026, 1, 10), "12-20..01-10", True),
        (date(2026, 6, 1), "12-20..01-10", False),
        (date(2026, 6, 1), "besok", False),
    ],
)
def test_a_harvest_may_go_over_the_turn_of_the_year(day: date, said: str, found: bool) -> None:
    assert harvesting(day, said) is found


def test_a_season_is_kept_as_it_is_read() -> None:
    assert season(datetime(2026, 3, 5), datetime(2026, 4, 20)) == "03-05..04-20"  # noqa: DTZ001
