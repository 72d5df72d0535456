"""Codes of villages, and their clocks."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quick import quick
from village.place import CLOCKS, Dusun, Village, at_hour, local, moment_of, tidy_code, usual_zone
from village.refusal import Refusal

zones = st.sampled_from(sorted(CLOCKS))
moments = st.integers(0, 4_102_444_799_999)  # until 2099
HOUR = 3_600_000


codes = st.builds("{:02}.{:02}.{:02}.{}{:03}".format, *[st.integers(0, 99)] * 3, st.integers(2, 3), st.integers(0, 999))


@quick
@given(codes, st.sampled_from(". -/"))
def test_a_code_is_read_however_it_is_typed(code: str, sign: str) -> None:
    for typed in (code, code.replace(".", sign), code.replace(".", ""), f"  kode {code}\n"):
        assert tidy_code(typed) == code


@quick
@given(codes)
def test_a_kelurahan_is_refused_with_its_own_reason(code: str) -> None:
    with pytest.raises(Refusal) as no:
        tidy_code(f"{code[:9]}1{code[10:]}")
    assert no.value.key == "setup.refused.kelurahan"


@quick
@given(st.text("0123. -3٣²x", max_size=20))
def test_any_text_is_a_code_or_a_refusal(text: str) -> None:
    try:
        code = tidy_code(text)
    except Refusal as no:
        assert no.key in ("setup.refused.code", "setup.refused.kelurahan")
    else:
        assert tidy_code(code) == code
        assert usual_zone(code) in CLOCKS


@pytest.mark.parametrize(
    "typed", ["", "33.01.02", "33.01.02.4003", "33.01.02.20031", "٣٣.٠١.٠٢.٢٠٠٣", "desa", "33.01.02.2003 ²"]
)
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(Refusal) as no:
        tidy_code(typed)
    assert (no.value.key, no.value.facts) == ("setup.refused.code", {"typed": typed})


@pytest.mark.parametrize(
    ("province", "clock"),
    [
        *[(province, "wib") for province in ("11", "33", "61", "62")],
        *[(province, "wita") for province in ("51", "53", "63", "64", "65", "73", "76")],
        *[(province, "wit") for province in ("81", "91", "96")],
    ],
)
def test_a_province_has_its_clock(province: str, clock: str) -> None:
    assert CLOCKS[usual_zone(f"{province}.01.02.2003")] == clock


@pytest.mark.parametrize(
    ("province", "zone"),
    [("31", "Jakarta"), ("61", "Pontianak"), ("62", "Pontianak"), ("63", "Makassar"), ("92", "Jayapura")],
)
def test_a_province_has_the_zone_of_its_own_city(province: str, zone: str) -> None:
    assert usual_zone(f"{province}.01.02.2003") == f"Asia/{zone}"


@quick
@given(moments, zones)
def test_a_moment_survives_the_village_clock(moment: int, zone: str) -> None:
    again = moment_of(local(moment, zone))
    assert again == moment and type(again) is int


@quick
@given(moments, zones, st.integers(0, 60), st.integers(0, 23))
def test_the_evening_in_some_days_is_that_hour_of_that_day(moment: int, zone: str, days: int, hour: int) -> None:
    then = local(at_hour(moment, zone, days, hour), zone)
    assert (then.hour, then.minute, then.second, then.microsecond) == (hour, 0, 0, 0)
    assert then.toordinal() - local(moment, zone).toordinal() == days


def test_three_clocks_show_one_moment_an_hour_apart() -> None:
    noon = moment_of(datetime(2026, 3, 2, 5, tzinfo=UTC))
    assert [local(noon, zone).hour for zone in ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")] == [12, 13, 14]
    assert at_hour(noon, "Asia/Jayapura", 0, 20) + 2 * HOUR == at_hour(noon, "Asia/Jakarta", 0, 20)
    assert local(noon, "Asia/Jakarta").tzinfo == ZoneInfo("Asia/Jakarta")


def test_a_village_knows_its_dusun() -> None:
    village = Village(1, "33.01.02.2003", "Sumberagung", "Asia/Jakarta", (Dusun(4, "Krajan", ("01", "02")),))
    krajan = village.hamlet(4)
    assert krajan is not None and krajan.name == "Krajan"
    assert village.hamlet(5) is None and village.hamlet(None) is None


NGASEM = Dusun(5, "Ngasem", ("02", "03", "07"))
UNTOLD = Dusun(6, "Wetan")


@pytest.mark.parametrize(("number", "rt"), [(2, "02"), (3, "03"), (7, "07")])
def test_an_rt_stands_as_in_the_register(number: int, rt: str) -> None:
    assert NGASEM.rt(number) == rt


@pytest.mark.parametrize("number", [None, 0, 1, 4, 8, 12])
def test_an_rt_the_dusun_lacks_is_refused_with_the_first_and_the_last(number: int | None) -> None:
    with pytest.raises(Refusal) as no:
        NGASEM.rt(number)
    assert (no.value.key, no.value.facts) == ("join.refused.rt", {"dusun": "Ngasem", "first": "02", "last": "07"})


def test_no_rt_at_all_is_none_of_a_list_that_begins_with_01() -> None:
    with pytest.raises(Refusal) as no:
        Dusun(4, "Krajan", ("01", "02")).rt(None)
    assert no.value.key == "join.refused.rt"


@pytest.mark.parametrize(("number", "rt"), [(1, "01"), (9, "09"), (10, "10"), (99, "99")])
def test_where_no_list_was_told_any_rt_is_taken(number: int, rt: str) -> None:
    assert UNTOLD.rt(number) == rt


@pytest.mark.parametrize("number", [None, 0, -1, 100])
def test_but_only_of_two_digits(number: int | None) -> None:
    with pytest.raises(Refusal) as no:
        UNTOLD.rt(number)
    assert (no.value.key, no.value.facts) == ("join.refused.rt_number", {})
