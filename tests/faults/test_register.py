"""A list of residents in passing, and a bot that reads it where everybody's answers are written."""

from pathlib import Path

from tests.faults.register import run


async def test_a_list_comes_in_while_the_village_goes_on_talking(tmp_path: Path) -> None:
    figures = await run(3000, "csv", tmp_path)
    figures.judge(None, 2.0)
    assert figures.examples == [] and len(figures.waits) >= 5


async def test_a_bot_that_reads_where_it_answers_is_seen(tmp_path: Path) -> None:
    figures = await run(20, "csv", tmp_path, "blocking")
    figures.judge(None, 2.0)
    assert any("p95" in example for example in figures.examples), figures.waits
