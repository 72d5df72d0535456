"""A day of village life in seconds: nothing is lost or doubled, and a bot that throws letters away is seen."""

import asyncio
import json
from pathlib import Path

import pytest

from tests.faults.hours import Loop
from tests.faults.virtual import Plan, run

SHORT = {"hours": 16.5, "villages": 2, "residents": 24, "per_hour": 25, "cuts_a_day": 4}
"""From five in the morning until after the day's polls have closed; what they bring comes the next morning."""


@pytest.mark.slow
def test_a_day_with_power_cuts_and_faults_loses_nothing(tmp_path: Path) -> None:
    told = run(Plan(**SHORT), tmp_path)
    assert told["verdict"] == "green", json.dumps(told, ensure_ascii=False)
    assert told["polls"] == told["polls_closed"] == 2
    assert told["power_cuts"] == 3
    assert told["votes_acknowledged"] > 50
    assert told["joins_acknowledged"] > 5
    assert told["vouchings_acknowledged"] > 5
    assert told["letters_gone"] > 0
    assert len(told["api_faults"]) == 4


@pytest.mark.slow
def test_a_bot_that_throws_away_what_waited_is_seen(tmp_path: Path) -> None:
    told = run(Plan(**SHORT | {"hours": 6, "cuts_a_day": 4}, twin="forgetful"), tmp_path)
    assert told["verdict"] == "red"
    assert told["lost"] > 0, json.dumps(told, ensure_ascii=False)


def test_the_hours_pass_without_waiting() -> None:
    with asyncio.Runner(loop_factory=Loop) as runner:

        async def night() -> float:
            begun = asyncio.get_running_loop().time()
            await asyncio.sleep(8 * 3600)
            return asyncio.get_running_loop().time() - begun

        assert runner.run(night()) == 8 * 3600


@pytest.mark.slow
def test_the_same_seed_gives_the_same_counts(tmp_path: Path) -> None:
    told = []
    for number in range(2):
        (tmp_path / str(number)).mkdir()
        told.append(run(Plan(**SHORT | {"hours": 1.5, "cuts_a_day": 32}, seed=7), tmp_path / str(number)))
    for each in told:
        for varies in ("seconds", "processor_seconds", "times_faster", "memory_grew_megabytes"):
            del each[varies]
    assert told[0] == told[1]
