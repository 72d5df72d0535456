"""One attendance for each, a vote only after an objection, two offices, no seal before its time, whatever happens."""

from collections import Counter

import pytest

from tests.model.hall import ACTS, MARKS, REFUSALS, TWINS, Walk

SEEDS, STEPS = 8, 900


def test_the_hall_is_what_the_law_says() -> None:
    reach: Counter[str] = Counter()
    for seed in range(SEEDS):
        walk = Walk(seed)
        assert walk.walk(STEPS) == []
        reach += walk.reach
    assert {name for name in ACTS if reach[name] < 5} == set(), reach
    assert {name for name in (*REFUSALS, *MARKS) if not reach[name]} == set(), reach


@pytest.mark.parametrize("twin", TWINS)
def test_a_hall_built_wrongly_is_seen(twin: str) -> None:
    assert any(Walk(seed, TWINS[twin]).walk(STEPS) for seed in range(SEEDS))
