"""Who calls which meeting, for whom, until when one registers: dated data, each with its source."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from village.convening import (
    bound,
    closes_at,
    convenes,
    kinds,
    lacking,
    refuse_unless_ahead,
    refuse_unless_reaches,
    rite,
    usual_audience,
    women,
)
from village.meeting import Audience, Guest, Kind, Segment
from village.people import Office, Resident, Sex, State
from village.place import moment_of
from village.refusal import Refusal
from village.spans import DAY, HOUR, MINUTE

ZONE = "Asia/Makassar"


def officer(*offices: Office, dusun: int | None = 4) -> Resident:
    return Resident(7, 1, "Wati", dusun, "02", Sex.FEMALE, 1985, State.VERIFIED, frozenset(offices))


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_whoever_calls_it_and_a_source(kind: Kind) -> None:
    for year in range(2010, 2040):
        usual = rite(kind, year)
        assert usual.kind is kind and usual.offices and 1 <= usual.hours <= 8
        assert len(usual.source) > 20
        assert len(set(usual.unsur)) == len(usual.unsur)


@pytest.mark.parametrize(
    ("office", "called"),
    [
        (Office.BPD_KETUA, {Kind.MUSDES, Kind.OWN}),
        (Office.BPD_ANGGOTA, {Kind.MUSDES, Kind.OWN}),
        (Office.PEMDES, {Kind.MUSRENBANGDES, Kind.MUSRENBANG_KECAMATAN, Kind.REMBUK_STUNTING, Kind.OWN}),
        (Office.TIM_PENYUSUN, {Kind.MUSDUS, Kind.MKP, Kind.REMBUK_STUNTING, Kind.OWN}),
        (Office.KADER, {Kind.MUSDUS, Kind.MKP, Kind.OWN}),
        (Office.KADUS, {Kind.MUSDUS, Kind.OWN}),
        (Office.RT, {Kind.MUSDUS, Kind.OWN}),
        (Office.KECAMATAN, {Kind.MUSRENBANG_KECAMATAN, Kind.OWN}),
        (Office.TIM_VERIFIKASI, set()),
        (Office.FASILITATOR, set()),
        (Office.OPERATOR, set()),
    ],
)
def test_each_office_calls_its_own(office: Office, called: set[Kind]) -> None:
    assert set(kinds(officer(office), 2026)) == called


def test_who_works_in_one_dusun_calls_there() -> None:
    kader = officer(Office.KADER)
    assert convenes(kader, Kind.MUSDUS, 2026) is Office.KADER and bound(kader, Kind.MUSDUS, 2026) == 4
    refuse_unless_reaches(kader, Kind.MUSDUS, 2026, 4)
    with pytest.raises(Refusal, match="elsewhere"):
        refuse_unless_reaches(kader, Kind.MUSDUS, 2026, 5)
    with pytest.raises(Refusal, match="convener"):
        refuse_unless_reaches(kader, Kind.MUSDES, 2026, None)
    both = officer(Office.KADER, Office.TIM_PENYUSUN)
    assert bound(both, Kind.MUSDUS, 2026) is None and convenes(both, Kind.MUSDUS, 2026) is Office.TIM_PENYUSUN
    assert kinds(officer(Office.KADER, dusun=None), 2026) == []


def test_the_usual_audience() -> None:
    assert usual_audience(Kind.MUSDUS, 2026, 4) == [Audience(Segment.DUSUN, "4")]
    assert usual_audience(Kind.MKP, 2026, 4) == [Audience(Segment.WOMEN, "4")]
    assert usual_audience(Kind.MKP, 2026, None) == [Audience(Segment.WOMEN)]
    assert usual_audience(Kind.MUSDES, 2026, None)[0] == Audience(Segment.ALL)
    assert Audience(Segment.OFFICE, "kecamatan") in usual_audience(Kind.MUSRENBANGDES, 2026, None)
    assert {part.segment for part in usual_audience(Kind.MUSRENBANG_KECAMATAN, 2026, None)} == {Segment.OFFICE}
    assert usual_audience(Kind.OWN, 2026, 4) == [Audience(Segment.DUSUN, "4")]
    assert usual_audience(Kind.OWN, 2026, None) == [Audience(Segment.ALL)]


def at(day: int, hour: int, minute: int = 0) -> int:
    return moment_of(datetime(2026, 7, day, hour, minute, tzinfo=ZoneInfo(ZONE)))


def test_one_registers_until_the_end_of_the_seventh_day_before() -> None:
    assert closes_at(Kind.MUSDES, at(28, 9), ZONE, {}) == at(22, 0)
    assert closes_at(Kind.MUSDES, at(28, 9), ZONE, {"tenggat_daftar": 3}) == at(26, 0)
    assert closes_at(Kind.MUSDUS, at(28, 9), ZONE, {}) == 0


def test_a_call_is_for_what_is_ahead_and_not_too_far() -> None:
    now = at(6, 9)
    for moment, reason in (
        (now, "past"),
        (now - 1, "past"),
        (now + HOUR // 2 - 1, "soon"),
        (now + 366 * DAY + 1, "far"),
    ):
        with pytest.raises(Refusal, match=reason):
            refuse_unless_ahead(moment, now)
    refuse_unless_ahead(now + 30 * MINUTE, now)
    refuse_unless_ahead(now + 366 * DAY, now)


def test_the_checklist_tells_what_lacks_and_the_share_of_women() -> None:
    required = rite(Kind.MUSDES, 2026).unsur
    guests = [Guest(0, None, "A", Sex.FEMALE, unsur) for unsur in required[1:]]
    assert lacking(Kind.MUSDES, 2026, guests) == [required[0]]
    assert lacking(Kind.MUSDUS, 2026, []) == []
    men = [Guest(0, None, "B", Sex.MALE, "adat")] * 2
    assert (women([]), women(men), women([*men, guests[0]]), women(guests)) == (100, 0, 33, 100)
    assert women([Guest(0, 5, "", None, "adat")]) == 100
