"""Rules from law are dated data: each has its source, and the newest in force rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quick import quick
from village.rules import Rule, in_force, keys, national, number, own

rules = st.lists(
    st.builds(Rule, st.just("kuorum"), st.integers(), st.just("orang"), st.integers(1990, 2060), st.just("UU")),
    min_size=1,
    max_size=8,
    unique_by=lambda rule: rule.year,
)


@pytest.mark.parametrize("key", keys())
def test_every_rule_has_a_value_a_unit_a_year_and_a_source(key: str) -> None:
    for year in range(1990, 2061):
        rule = national(key, year)
        assert rule.key == key
        assert rule.value not in ("", None) and rule.unit.strip()
        assert 1945 <= rule.year <= 2100
        assert len(rule.source.strip()) > 10


@quick
@given(rules, st.integers(1980, 2070), st.randoms(use_true_random=False))
def test_the_newest_in_force_rules(known: list[Rule], year: int, chance: object) -> None:
    chance.shuffle(known)  # type: ignore[attr-defined]
    found = in_force(known, year)
    past = [rule.year for rule in known if rule.year <= year]
    assert found.year == (max(past) if past else min(rule.year for rule in known))


def test_a_rule_rules_from_its_year_on() -> None:
    old, new = (Rule("kuorum", n, "orang", year, "UU") for n, year in ((1, 2015), (2, 2020)))
    assert [in_force([new, old], year) for year in (2014, 2015, 2019, 2020, 2021)] == [old, old, old, new, new]


@pytest.mark.parametrize(
    ("settings", "year", "rules"),
    [({}, 2019, 6), ({}, 2026, 8), ({"masa_bpd": 5}, 2026, 5), ({"masa_bpd": "5"}, 2026, 5), ({"masa_bpd": 0}, 2026, 0),
     ({"masa_rt": 3}, 2026, 8)],
)  # fmt: skip
def test_a_village_s_own_number_stands_over_the_national_one(
    settings: dict[str, int | str], year: int, rules: int
) -> None:
    assert own("masa_bpd", settings, year) == rules


def test_the_keys_are_those_of_the_file_in_order() -> None:
    assert keys() == sorted(set(keys()))
    assert {"kuorum", "umur_memilih", "sel_kecil"} < set(keys())


def test_a_rule_that_nobody_wrote_down_is_a_bug_that_shows() -> None:
    with pytest.raises(KeyError):
        national("sembarang", 2026)


def test_what_the_first_flow_needs_is_there() -> None:
    assert {key: number(national(key, 2026)) for key in ("umur_memilih", "batas_usulan", "sel_kecil")} == {
        "umur_memilih": 17,
        "batas_usulan": 3,
        "sel_kecil": 10,
    }
    with pytest.raises(ValueError, match="2/3"):
        number(national("kuorum", 2026))
