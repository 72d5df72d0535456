"""A crash at some of the steps, drawn by a seed; all of them with `python -m tests.faults.crash`."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.program import ROOT


def crash(*options: str) -> tuple[int, dict[str, Any]]:
    """The harness forks, so it is a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.crash", *options], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.count("\n") == 1, done.stderr[-3000:]
    return done.returncode, json.loads(done.stdout)


@pytest.mark.slow
def test_a_crash_at_any_step_changes_nothing() -> None:
    code, found = crash("--sample", "28", "--seed", "3")
    assert (code, found["wrong"]) == (0, 0), found
    assert found["runs"] == 28
    assert found["crashes"] >= 25
    assert found["steps"] > 400, "the story was too short to mean anything"
    assert found["copies_marked_kirim_ulang"] > 0


@pytest.mark.slow
@pytest.mark.parametrize("twin", ["confirm-first", "note-first", "forgetful"])
def test_a_bot_built_wrongly_is_seen(twin: str) -> None:
    code, found = crash("--twin", twin)
    assert (code, found["verdict"]) == (1, "red"), found
