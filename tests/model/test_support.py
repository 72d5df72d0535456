"""At most one support for each resident and proposal, and the count is what a recount gives, whatever happens."""

from collections import Counter

import pytest

from tests.model.supporting import ACTS, REFUSALS, Maker, Walk, gone, own, parted

SEEDS, STEPS = 12, 400


def test_support_is_what_a_recount_gives() -> None:
    reach: Counter[str] = Counter()
    for seed in range(SEEDS):
        walk = Walk(seed)
        assert walk.walk(STEPS) == []
        reach += walk.reach
    assert {name for name in ACTS if reach[name] < 100} == set(), reach
    assert {name for name in REFUSALS if reach[name] < 10} == set(), reach


@pytest.mark.parametrize("maker", [parted, own, gone])
def test_a_storage_built_wrongly_is_seen(maker: Maker) -> None:
    assert any(Walk(seed, maker).walk(STEPS) for seed in range(SEEDS))
