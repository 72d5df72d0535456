"""News for many under faults, storms and deaths: once each or known as uncertain; four bots built wrongly are seen."""

import json
from pathlib import Path

import pytest

from tests.faults.broadcast import Plan, run


@pytest.mark.slow
def test_each_reachable_person_gets_it_once_or_is_known_as_uncertain(tmp_path: Path) -> None:
    told = run(Plan(people=400, seed=4), tmp_path)
    assert not told["wrong"], json.dumps(told, ensure_ascii=False)
    assert told["classes"]["sampai"] > 300 and told["classes"]["tanpa_telegram"] == 40
    assert told["classes"]["diblokir"] and told["classes"]["belum_mulai"]
    assert told["ambiguous"] and len(told["faults"]) >= 3
    assert told["answers"] > 30


@pytest.mark.slow
@pytest.mark.parametrize(
    ("twin", "says"),
    [
        ("repeating", "got it 2 times"),
        ("forgetting", "got it 2 times"),
        ("hasty", "asked too often"),
        ("trusting", "told of as reached, and was not"),
    ],
)
def test_a_bot_built_wrongly_is_seen(twin: str, says: str, tmp_path: Path) -> None:
    told = run(Plan(people=300, twin=twin), tmp_path)
    assert any(says in wrong for wrong in told["wrong"]), json.dumps(told, ensure_ascii=False)
