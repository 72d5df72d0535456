"""Kill -9 under load: the bot keeps its word, and two bots built wrongly do not."""

from pathlib import Path

import pytest

from tests.faults.kill import Plan, run


@pytest.mark.slow
async def test_nothing_acknowledged_is_lost_and_nothing_counts_twice(tmp_path: Path) -> None:
    figures = await run(Plan(residents=20, rate=100, kills=4, actions=300, seed=2), tmp_path)
    assert figures.good, figures.line()
    assert figures.kills == 4
    assert sum(figures.acknowledged.values()) >= 300
    assert figures.rate >= 20, "the load was too small to mean anything"
    assert sum(any(flight.values()) for flight in figures.in_flight) >= 3, figures.in_flight


@pytest.mark.slow
@pytest.mark.parametrize("twin", ["confirm-first", "write-behind"])
async def test_a_bot_that_promises_too_early_is_seen(twin: str, tmp_path: Path) -> None:
    bot = ("-m", "tests.faults.twins", twin)
    figures = await run(Plan(residents=10, rate=100, kills=12, actions=1000, seed=3, bot=bot, until_red=True), tmp_path)
    assert figures.lost, figures.line()
