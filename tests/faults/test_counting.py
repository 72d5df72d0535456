"""Counting beside pabutools, in passing; and a count done wrongly is seen."""

import json

import pytest

from tests.faults.counting import TWINS, Plan, run


def test_a_hundred_villages_are_counted_as_pabutools_counts_them() -> None:
    told = json.loads(run(Plan(villages=100, jobs=1, model=6)))
    assert told["verdict"] == "green", told["examples"]
    assert told["dusun_of_4_with_nothing"]["most-votes"] > 1


@pytest.mark.parametrize("twin", TWINS)
def test_a_wrong_count_is_seen(twin: str) -> None:
    told = json.loads(run(Plan(villages=20, jobs=1, twin=twin, model=1)))
    assert told["wrong"] > 0
