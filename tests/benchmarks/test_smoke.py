"""The measurements run, end to end, so that they can't rot: a short whole script, visitors, and a broadcast."""

from pathlib import Path

import pytest

from benchmarks import report
from benchmarks.counting import counted
from benchmarks.entry import entered
from benchmarks.measures import broadcast, crowd, filled, whole_script
from benchmarks.search import searched

pytestmark = pytest.mark.slow


def test_the_whole_script_comes_to_its_result() -> None:
    run = whole_script(people=32)
    assert run["updates"] > 32 * 10
    assert run["answers"] > 32 * 10
    assert 0 < run["commits"] < run["updates"]


def test_visitors_of_a_filled_village_are_answered_also_while_a_broadcast_leaves(tmp_path: Path) -> None:
    inside = filled(tmp_path, villages=2, people=60)
    assert crowd(inside, people=6, visits=1)["updates"] == 6 * 7
    run = broadcast(inside, letters=6, people=20, rate=20, quiet=0.3, limit=512)
    assert run["refused"] == 0
    assert run["alone"]["answers"] and run["answers"]
    assert "429" in report.table(report.broadcasted(run, 6, 20, 512, (2, 60)))


def test_what_is_alike_is_found_among_many(tmp_path: Path) -> None:
    run = searched(tmp_path, proposals=60, questions=10)
    assert run["found"] and 0 < run["p50"] <= run["p99"]
    assert "60 proposals" in report.table(report.searched(run, 60))


def test_proposals_are_entered_beside_many(tmp_path: Path) -> None:
    run = entered(tmp_path, proposals=60, entries=4)
    assert run["entered"] == 4 and 0 < run["p50"] <= run["p99"]
    assert "60 proposals" in report.table(report.entered(run, 60))


def test_a_vote_is_counted_beside_pabutools() -> None:
    runs = counted(projects=8, ballots=40, rounds=1)
    assert [run["utility"] for run in runs] == ["cost", "cardinality"]
    assert all(run["winners"] for run in runs)
    assert "8 projects, 40 ballots" in report.table(report.counted(runs, (8, 40)))
