"""The planning year: every moment has its phase, in every zone, and no village waits for January."""

from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quick import quick
from village.place import CLOCKS, local, moment_of
from village.refusal import Refusal
from village.season import DISCUSSING, SETTLING, Season, first_year, moved, refuse_unless_orderly, usual_phases
from village.spans import DAY

zones = st.sampled_from(sorted(CLOCKS))
years = st.integers(2000, 2150)
NAMES = ["usulan", "pembahasan", "penetapan"]


def at(zone: str, *day: int) -> int:
    return moment_of(datetime(*day, tzinfo=ZoneInfo(zone)))  # type: ignore[arg-type, misc]


@quick
@given(years, zones)
def test_the_phases_cover_the_year_without_gap_or_overlap(year: int, zone: str) -> None:
    phases = usual_phases(year, zone)
    assert [phase.name for phase in phases] == NAMES
    assert phases[0].begins == at(zone, year - 1, 1, 1)
    assert phases[-1].ends == at(zone, year, 1, 1)
    assert all(before.ends == after.begins for before, after in pairwise(phases))
    assert all(phase.begins < phase.ends for phase in phases)


@quick
@given(years, zones)
def test_a_season_begins_at_the_moment_the_last_one_ends(year: int, zone: str) -> None:
    assert usual_phases(year, zone)[-1].ends == usual_phases(year + 1, zone)[0].begins


@quick
@given(st.integers(946_684_800_000, 4_102_444_799_999), zones)
def test_a_village_that_begins_now_collects_now_until_the_plan_is_made(now: int, zone: str) -> None:
    year = first_year(now, zone)
    season = Season(1, year, usual_phases(year, zone, opens=now))
    phase = season.phase(now)
    assert phase is not None
    assert season.begins <= now < season.ends
    assert season.allows("propose", now) or phase.name == "pembahasan"
    assert all(a.ends == b.begins for a, b in pairwise(season.phases))


@pytest.mark.parametrize("zone", sorted(CLOCKS))
@pytest.mark.parametrize("day", [(2026, 10, 1), (2026, 11, 15, 9), (2026, 12, 31, 23, 59)])
def test_a_village_that_begins_in_november_collects_at_once(zone: str, day: tuple[int, ...]) -> None:
    now = at(zone, *day)
    assert first_year(now, zone) == 2028
    season = Season(1, 2028, usual_phases(2028, zone, opens=now))
    assert season.begins == now
    assert [phase.name for phase in season.phases] == NAMES
    assert season.allows("propose", now) and season.allows("poll", now)
    assert season.allows("propose", at(zone, 2027, 6, 30, 23, 59))
    assert not season.allows("propose", at(zone, 2027, 7, 1))


@pytest.mark.parametrize("zone", sorted(CLOCKS))
def test_a_village_that_begins_in_september_still_makes_next_years_plan(zone: str) -> None:
    assert first_year(at(zone, 2026, 9, 30, 23, 59), zone) == 2027
    assert first_year(at(zone, 2026, 1, 1), zone) == 2027


@quick
@given(years, zones)
def test_what_a_phase_allows_turns_with_the_village_clock(year: int, zone: str) -> None:
    season = Season(1, year, usual_phases(year, zone))
    july, october = at(zone, year - 1, 7, 1), at(zone, year - 1, 10, 1)
    assert season.allows("propose", july - 1) and not season.allows("propose", july)
    assert season.allows("poll", october - 1) and not season.allows("poll", october)
    assert season.phase(season.begins - 1) is None and season.phase(season.ends) is None
    assert local(july, zone).hour == 0


@quick
@given(years, zones, st.integers(1, 10**12))
def test_an_opening_inside_the_year_changes_nothing(year: int, zone: str, later: int) -> None:
    usual = usual_phases(year, zone)
    assert usual_phases(year, zone, opens=usual[0].begins + later) == usual


WIB = "Asia/Jakarta"
SEASON = Season(1, 2027, usual_phases(2027, WIB))


@quick
@given(st.sampled_from([DISCUSSING, SETTLING]), st.integers(-400, 800), st.integers(-400, 800))
def test_moved_dates_leave_no_gap_and_no_phase_without_a_day_or_are_refused(which: int, day: int, today: int) -> None:
    begun, now = SEASON.begins + day * DAY, SEASON.begins + today * DAY
    try:
        phases = moved(SEASON, which, begun, now)
    except Refusal as no:
        reasons = {
            "season.refused.same": begun == SEASON.phases[which].begins,
            "season.refused.past": begun < now,
            "season.refused.order": not SEASON.phases[which - 1].begins < begun < SEASON.phases[which].ends,
        }
        assert reasons[no.key]
        return
    assert begun >= now and phases[which].begins == begun
    assert all(a.ends == b.begins for a, b in pairwise(phases)) and all(p.begins < p.ends for p in phases)
    assert (phases[0].begins, phases[-1].ends) == (SEASON.begins, SEASON.ends)
    assert [p.allows for p in phases] == [p.allows for p in SEASON.phases]
    refuse_unless_orderly(SEASON, phases, now)


def test_collecting_that_was_over_opens_again() -> None:
    august = at(WIB, 2026, 8, 10)
    assert not SEASON.allows("propose", august)
    phases = moved(SEASON, DISCUSSING, at(WIB, 2026, 9, 1), august)
    assert Season(1, 2027, phases).allows("propose", august)
