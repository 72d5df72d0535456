"""One short life with everything planted; a hundred erased with `python -m tests.faults.canary`."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.faults.canary import TWINS
from tests.program import ROOT


def canary(*options: str) -> tuple[int, dict[str, Any]]:
    """The harness takes over all logging, so it is a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.canary", *options], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.count("\n") == 1, done.stderr[-3000:]
    return done.returncode, json.loads(done.stdout)


@pytest.mark.slow
def test_nothing_personal_is_anywhere_but_where_it_must_be() -> None:
    code, found = canary("--crowd", "5")
    assert (code, found["examples"]) == (0, [])
    assert found["searches"] > 150 and found["files"] > 10 and found["log_lines"] > 3


@pytest.mark.slow
@pytest.mark.parametrize(
    ("twin", "says"),
    [("careless", "in a file"), ("raw-copy", "in the backup"), ("keys-kept", "in the oldest backup")],
)
def test_a_bot_that_spreads_or_keeps_it_is_seen(twin: str, says: str) -> None:
    code, found = canary("--twin", twin)
    assert (code, found["verdict"]) == (1, "red")
    assert any(says in example for example in found["examples"]), found


def test_every_twin_is_tried() -> None:
    assert set(TWINS) == {"careless", "raw-copy", "keys-kept"}
