"""One round of the cycle at DEBUG; forty with `python -m tests.faults.secrets`."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.program import ROOT


def secrets(*options: str) -> tuple[int, dict[str, Any]]:
    """The harness takes over all logging, so it is a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.secrets", *options], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.count("\n") == 1, done.stderr[-3000:]
    return done.returncode, json.loads(done.stdout)


@pytest.mark.slow
def test_no_secret_is_logged_or_left_in_a_file() -> None:
    code, found = secrets("--rounds", "1")
    assert (code, found["examples"]) == (0, [])
    assert found["faults"] > 40
    assert found["log_lines"] > 40
    assert found["secrets_looked_for"] > 50


@pytest.mark.slow
@pytest.mark.parametrize("twin", ["no-filter", "chatty"])
def test_a_bot_that_tells_is_seen(twin: str) -> None:
    code, found = secrets("--twin", twin)
    assert (code, found["verdict"]) == (1, "red"), found
