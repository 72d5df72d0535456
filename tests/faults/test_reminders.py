"""A month of meetings with machines that go off: nobody is reminded twice, at night, falsely or after having acted."""

import json
from pathlib import Path

import pytest

from tests.faults.reminders import Plan, run


def test_whatever_had_its_chance_was_sent_once_and_the_rest_was_reported(tmp_path: Path) -> None:
    told, wrong = run(Plan(days=30, outages=42, people=6), tmp_path)
    assert wrong == [], json.dumps(told, ensure_ascii=False)
    assert told["outages"] == 42


@pytest.mark.parametrize(
    ("twin", "seen", "days"),
    [
        ("deaf", "to somebody who has acted", 12),
        ("twice", "times to", 4),
        ("sleepless", "at night", 12),
        ("forgetful", "neither sent nor reported", 24),
    ],
)
def test_a_program_built_wrongly_is_seen(twin: str, seen: str, days: int, tmp_path: Path) -> None:
    told, wrong = run(Plan(days=days, outages=days * 2, people=3, twin=twin), tmp_path)
    assert any(seen in what for what in wrong), json.dumps(told, ensure_ascii=False)
    assert told["verdict"] == "red"
