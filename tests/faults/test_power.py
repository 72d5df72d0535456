"""Power cuts: the bot keeps its word at every point of the first flow, and a disk that is synced too little is seen."""

import json
import random
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from bot.buttons import Seal
from storage.database import FILE, Unusable
from storage.files import keep
from tests.faults.cuts import points
from tests.faults.disk import Disk, Op
from tests.faults.power import Plan, run
from tests.faults.upgrade import UpgradeJudge, newer, upgrade
from tests.play import Play

PAGE = b"x" * 1024


@pytest.mark.slow
def test_a_cut_anywhere_leaves_what_was_acknowledged(tmp_path: Path) -> None:
    told = run(Plan(residents=8, points=500, jobs=1, starts_every=50), tmp_path)
    assert told["verdict"] == "green", json.dumps(told)
    assert told["commits"] > 200
    assert told["checkpoints"] >= 4
    assert told["started_again"] >= 5
    assert told["upgrade_points"] == 100


@pytest.mark.slow
@pytest.mark.parametrize(("twin", "sign"), [("normal", "lost"), ("no-journal", "corrupt")])
def test_a_disk_that_is_synced_too_little_is_seen(twin: str, sign: str, tmp_path: Path) -> None:
    told = run(Plan(residents=8, points=100, jobs=1, twin=twin), tmp_path)
    assert told["verdict"] == "red"
    assert told[sign] > 0, json.dumps(told)


@pytest.mark.slow
async def test_a_copy_that_is_written_under_its_own_name_is_seen(tmp_path: Path) -> None:
    """As if the copy before an upgrade were made without a name of its own until it is whole."""
    async with Play.open(tmp_path / "data"):
        pass
    migrations = newer(tmp_path / "migrations")
    trace = upgrade(tmp_path / "upgrade", (tmp_path / "data" / FILE).read_bytes(), migrations)
    (tmp_path / "cut").mkdir()
    cuts = points(len(trace.ops), 60)
    assert not UpgradeJudge(trace, tmp_path / "cut", migrations).run(cuts).wrong
    trace.ops = [replace(op, name=op.name.replace(".baru", ".db")) for op in trace.ops]
    trace.ops = [op for op in trace.ops if not (op.kind == "rename" and op.to == op.name)]
    found = UpgradeJudge(trace, tmp_path / "cut", migrations).run(cuts)
    assert found.count("copy"), found.wrong


def test_what_is_not_synced_is_lost_or_kept_or_torn() -> None:
    disk = Disk({"a": b"old"})
    for op in (Op("write", "a", 0, PAGE), Op("create", "b"), Op("write", "b", 0, b"new"), Op("sync", "b")):
        disk.take(op)
    assert disk.left("lost", random.Random(1)) == {"a": b"old"}
    assert disk.left("kept", random.Random(1)) == {"a": PAGE, "b": b"new"}
    torn = [disk.left("torn", random.Random(seed)) for seed in range(60)]
    assert {files["a"] for files in torn} >= {b"old", PAGE, PAGE[:512]}
    assert {files.get("b") for files in torn} == {None, b"new"}
    disk.take(Op("sync", "a"))
    disk.take(Op("sync folder"))
    assert disk.left("lost", random.Random(1)) == {"a": PAGE, "b": b"new"}


def test_a_name_is_safe_only_when_its_folder_is() -> None:
    disk = Disk({"a": b"old", "c": b"gone soon"})
    for op in (Op("create", "b"), Op("write", "b", 0, b"new"), Op("sync", "b"), Op("rename", "b", to="a")):
        disk.take(op)
    disk.take(Op("delete", "c"))
    assert disk.left("lost", random.Random(1)) == {"a": b"old", "c": b"gone soon"}
    assert disk.left("kept", random.Random(1)) == {"a": b"new"}


def test_a_file_beside_the_database_is_put_in_place_whole_and_only_for_us(tmp_path: Path) -> None:
    file = tmp_path / "kunci"
    (tmp_path / "kunci.baru").write_bytes(b"half of a former one, left by a power cut")
    keep(file, b"one")
    keep(file, b"two")
    assert file.read_bytes() == b"two"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["kunci"]


def test_a_key_of_buttons_that_a_power_cut_emptied_is_refused(tmp_path: Path) -> None:
    """An empty key would let anybody forge buttons."""
    (tmp_path / "kunci-tombol").write_bytes(b"")
    with pytest.raises(Unusable, match="rusak"):
        Seal.kept(tmp_path)
