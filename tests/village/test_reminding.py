"""When people are reminded, whom it concerns, and how much time truly remains."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quick import quick
from village import quiet
from village.meeting import Kind, Reply, Said
from village.milestone import milestones
from village.place import local, moment_of
from village.reminding import Moment, awake, concerns, left, moments, names, spans, spans_of
from village.spans import DAY, HOUR, MINUTE

ZONE = "Asia/Makassar"
zones = st.sampled_from(["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"])


def at(when: str) -> int:
    return moment_of(datetime.fromisoformat(when).replace(tzinfo=ZoneInfo(ZONE)))


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("14 hari, 7 hari, 1 hari, 2 jam", [20160, 10080, 1440, 120]),
        ("2 jam,1 hari", [1440, 120]),
        ("90 menit", [90]),
        ("-", []),
        ("", []),
        ("7 hari, 168 jam", [10080]),
        ("besok", None),
        ("7 hari dan sejam", None),
        ("0 jam", None),
        ("61 hari", None),
        ("60 hari", [86400]),
        ("1 jam, 2 jam, 3 jam, 4 jam, 5 jam, 6 jam, 7 jam", None),
    ],
)
def test_spans_are_read_as_the_rule_writes_them(words: str, minutes: list[int] | None) -> None:
    assert spans(words) == minutes


@pytest.mark.parametrize("name", names())
def test_every_kind_has_a_rule_and_a_village_its_own(name: str) -> None:
    assert spans_of(name, {}, 2026)
    assert spans_of(name, {f"ingat_{name}": "3 hari"}, 2026) == [3 * 1440]
    assert spans_of(name, {f"ingat_{name}": "-"}, 2026) == []
    assert spans_of(name, {f"ingat_{name}": "kapan saja"}, 2026) == spans_of(name, {}, 2026)


def test_the_moments_of_a_meeting_that_is_called_late() -> None:
    due, before = at("2026-07-28 09:00"), [20160, 10080, 1440, 120]
    assert moments(due, before, {}, ZONE, at("2026-07-20 10:00")) == [
        Moment(10080, at("2026-07-21 09:00")),
        Moment(1440, at("2026-07-27 09:00")),
        Moment(120, at("2026-07-28 07:00")),
    ]
    assert moments(due, before, {}, ZONE, at("2026-07-28 07:00")) == []


@pytest.mark.parametrize(
    ("when", "moved"),
    [
        ("2026-07-28 05:00", "2026-07-27 20:00"),
        ("2026-07-28 00:30", "2026-07-27 20:00"),
        ("2026-07-28 20:30", "2026-07-28 20:00"),
        ("2026-07-28 20:29", "2026-07-28 20:29"),
        ("2026-07-28 06:00", "2026-07-28 06:00"),
    ],
)
def test_nobody_is_woken(when: str, moved: str) -> None:
    assert awake(at(when), {}, ZONE) == at(moved)


@quick
@given(st.integers(0, 10**6), zones, st.sampled_from([{}, {"hening_mulai": "23.00", "hening_selesai": "04.15"}]))
def test_a_moment_never_lies_in_the_quiet_hours(minute: int, zone: str, settings: dict[str, str]) -> None:
    moment = 1_767_225_600_000 + minute * MINUTE
    moved = awake(moment, settings, zone)
    assert quiet.ends(settings, zone, moved) == 0
    assert moment - 10 * HOUR < moved <= moment


@pytest.mark.parametrize(
    ("said", "early", "late"),
    [(None, True, True), (Said.COMES, False, True), (Said.SENDS, False, True), (Said.ABSENT, False, False)],
)
def test_whoever_has_acted_is_left_alone(said: Said | None, early: bool, late: bool) -> None:
    reply = Reply(1, said, 1) if said else None
    assert [concerns(minutes, reply) for minutes in (20160, 10080, 2880)] == [early] * 3
    assert [concerns(minutes, reply) for minutes in (2879, 1440, 120)] == [late] * 3


@pytest.mark.parametrize(
    ("now", "found"),
    [
        ("2026-07-14 09:00", ("days", 14)),
        ("2026-07-26 23:00", ("days", 2)),
        ("2026-07-27 09:01", ("tomorrow", 1)),
        ("2026-07-27 21:00", ("tomorrow", 1)),
        ("2026-07-27 21:01", ("hours", 12)),
        ("2026-07-28 06:58", ("hours", 2)),
        ("2026-07-28 07:40", ("hours", 1)),
        ("2026-07-28 08:01", ("minutes", 59)),
        ("2026-07-28 08:59", ("minutes", 1)),
    ],
)
def test_the_time_that_truly_remains(now: str, found: tuple[str, int]) -> None:
    assert left(at("2026-07-28 09:00"), at(now), ZONE) == found


@quick
@given(st.integers(1, 60 * 24 * 40), st.integers(0, 10**6), zones)
def test_what_is_said_to_remain_is_near_the_truth(minutes: int, start: int, zone: str) -> None:
    now = 1_767_225_600_000 + start * MINUTE
    kind, n = left(now + minutes * MINUTE, now, zone)
    unit = {"days": 1440, "tomorrow": 1440, "hours": 60, "minutes": 1}[kind]
    assert abs(n * unit - minutes) < {"days": 1440, "tomorrow": 1440, "hours": 31, "minutes": 1}[kind]


def test_milestones_are_the_ends_of_their_days_in_the_year_before_the_plan() -> None:
    for zone in ("Asia/Jakarta", "Asia/Jayapura"):
        found = milestones(2027, zone)
        assert [m.name for m in found] == ["tim_penyusun", "pagu", "rancangan", "penetapan", "du_rkp"]
        ends = [local(m.due - 1, zone) for m in found]
        assert [(day.year, day.month, day.day, day.hour) for day in ends] == [
            (2026, 6, 30, 23), (2026, 7, 31, 23), (2026, 8, 31, 23), (2026, 9, 30, 23), (2026, 12, 31, 23),
        ]  # fmt: skip
        assert all(m.offices and len(m.source) > 20 for m in found)
    assert [m.name for m in milestones(1999, ZONE)] == [m.name for m in milestones(2027, ZONE)]


def test_kinds_and_milestones_have_reminders_of_their_own() -> None:
    assert set(names()) == {*Kind, "tonggak"}
    assert left(DAY, 0, ZONE) == ("tomorrow", 1)
