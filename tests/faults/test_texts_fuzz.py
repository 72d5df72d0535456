"""Some thousand nasty texts; a million with `python -m tests.faults.texts`."""

import json
from pathlib import Path

import pytest

from tests.faults.texts import TWINS, Plan, run
from tests.faults.village import all_joined
from tests.play import Play
from tests.transcript import act
from tests.village_life import founded

TURNED = "\u202eJalan \u200brusak\u2069"


def test_nasty_texts_are_taken_and_answered(tmp_path: Path) -> None:
    found = json.loads(run(Plan(texts=4000, jobs=1, http=60), tmp_path))
    assert (found["verdict"], found["examples"]) == ("green", [])
    assert found["texts"] >= 4000
    assert found["letters"] > 4000
    assert found["round_trips"] > 400


@pytest.mark.parametrize("twin", TWINS)
def test_a_careless_renderer_is_seen(twin: str, tmp_path: Path) -> None:
    assert json.loads(run(Plan(texts=4000, jobs=1, twin=twin), tmp_path))["verdict"] == "red"


async def test_a_sentence_is_kept_the_same_way_wherever_it_is_written(stage: Play) -> None:
    await founded(stage)
    await all_joined(stage, ["Warga01"])
    for line in (f"Sari: {TURNED}", f"Warga01: /usul {TURNED}", f"Wati: {TURNED}"):
        await act(stage, line)
    kept = await stage.bot.database.write(
        lambda work: [row["answers"] for row in work.seen.rows("SELECT answers FROM conversation WHERE flow <> ''")]
    )
    assert [json.loads(answers)["words"] for answers in kept] == ["Jalan rusak"] * 3
