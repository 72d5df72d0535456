"""Some histories of the same day; ten thousand with `python -m tests.faults.histories`."""

import json
from pathlib import Path

import pytest

from tests.faults.histories import TWINS, Plan, run


def test_every_history_comes_to_the_same(tmp_path: Path) -> None:
    found = json.loads(run(Plan(histories=30, jobs=1), tmp_path))
    assert (found["verdict"], found["examples"]) == ("green", [])
    assert found["updates_in_each"] > 80
    assert found["deliveries"] > 30 * found["updates_in_each"]


@pytest.mark.parametrize("twin", TWINS)
def test_a_door_with_a_bad_memory_is_seen(twin: str, tmp_path: Path) -> None:
    assert json.loads(run(Plan(histories=5, jobs=1, twin=twin), tmp_path))["verdict"] == "red"
