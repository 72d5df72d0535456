"""Every byte of disk and log tells nothing of a key in the council's hands before two open it; a twin is seen."""

import json
from pathlib import Path

import pytest

from tests.faults.council import run


@pytest.mark.parametrize(("twin", "verdict"), [("", "green"), ("keeps", "red")])
def test_whoever_takes_everything_opens_no_line(twin: str, verdict: str, tmp_path: Path) -> None:
    told = json.loads(run(1, 1, twin, tmp_path))
    assert told["verdict"] == verdict, told
    assert not twin or any("lines open" in what for what in told["examples"])
