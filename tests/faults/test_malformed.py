"""Some thousand malformed updates; two hundred thousand with `python -m tests.faults.malformed`."""

import json
from pathlib import Path

import pytest

from bot.telegram import incoming
from tests.faults.malformed import TWINS, Plan, run


def test_malformed_updates_harm_only_themselves(tmp_path: Path) -> None:
    found = json.loads(run(Plan(mutants=3000, jobs=1), tmp_path))
    assert (found["verdict"], found["examples"]) == ("green", [])
    assert found["mutants"] == 3000
    assert found["bases"] > 200
    assert found["set_aside"] > 300


@pytest.mark.parametrize("twin", TWINS)
def test_a_credulous_door_is_seen(twin: str, tmp_path: Path) -> None:
    assert json.loads(run(Plan(mutants=500, jobs=1, twin=twin), tmp_path))["verdict"] == "red"


@pytest.mark.parametrize(
    ("chat", "person"),
    [
        ({"id": 7, "type": "kandang"}, 7),
        ({"id": 7, "type": "group"}, 8),
        ({"id": -7, "type": "private"}, -7),
        ({"id": -7, "type": "group"}, -7),
        ({"id": -7, "type": "group"}, 0),
    ],
)
def test_numbers_of_people_and_of_groups_are_not_mixed_up(chat: dict[str, object], person: int) -> None:
    message = {"message_id": 1, "date": 1, "chat": chat, "from": {"id": person, "first_name": "Sari"}, "text": "halo"}
    with pytest.raises(incoming.Malformed):
        incoming.read({"update_id": 1, "message": message}, "rembuk_bot", lambda text: None)
