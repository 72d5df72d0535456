"""`rembuk backup` and `rembuk restore` as an operator meets them."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage.database import FILE
from storage.keys import Keys
from storage.migrate import FOLDER, files, migrate
from tests.program import run
from tests.sheets import OPENSID, csv_, opensid

CODE = "33.01.02.2003"
VILLAGE = '[village]\ncode = "33.01.02.2003"\nname = "Sumberagung"\n[[dusun]]\nname = "Krajan"\nrt = [1, 2]\n'


@pytest.fixture
async def desk(tmp_path: Path) -> Path:
    """An installation with one village and one listed resident."""
    (tmp_path / "desa.toml").write_text(VILLAGE, "utf-8")
    (tmp_path / "warga.csv").write_bytes(csv_([OPENSID, opensid("KENARIWATI", "3399014302850001")]))
    assert (await run(tmp_path, "village", "add", "desa.toml"))[0] == 0
    code, output = await run(tmp_path, "import", "residents", "warga.csv", "--village", CODE, "--yes")
    assert code == 0, output
    return tmp_path


def people(base: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(base)) as connection:
        return connection.execute("SELECT name, birth_year, state FROM resident").fetchall()


async def test_a_backup_is_made_and_brought_back(desk: Path) -> None:
    code, output = await run(desk, "backup", "cadangan")
    assert code == 0 and output.startswith("Cadangan: "), output
    (made,) = (desk / "cadangan").glob("desa-*.db")
    assert made.stat().st_mode & 0o777 == 0o600
    assert b"enariwati" not in made.read_bytes() and people(made) == [("", None, "listed")]
    before = people(desk / "data" / FILE)
    with closing(sqlite3.connect(desk / "data" / FILE)) as base:
        base.execute("UPDATE resident SET name = 'Salah'")
        base.commit()
    code, output = await run(desk, "restore", str(made))
    assert (code, "tetap terhapus: 0" in output) == (0, True), output
    assert people(desk / "data" / FILE) == before == [("Kenariwati", 1985, "listed")]
    assert (await run(desk, "doctor"))[0] == 0


async def test_whose_key_is_gone_does_not_come_back(desk: Path) -> None:
    await run(desk, "backup", "cadangan")
    with closing(sqlite3.connect(desk / "data" / FILE)) as base:
        (person,) = base.execute("SELECT id FROM resident").fetchone()
    Keys(desk / "data").destroy([f"r:{person}"])
    (made,) = (desk / "cadangan").glob("desa-*.db")
    code, output = await run(desk, "restore", str(made))
    assert (code, "tetap terhapus: 1" in output) == (0, True), output
    assert people(desk / "data" / FILE) == [("", None, "moved")]


async def test_copies_of_the_keys_go_elsewhere(desk: Path) -> None:
    await run(desk, "backup", "cadangan")
    code, output = await run(desk, "backup", "--keys", "lain")
    assert code == 0 and "tujuh hari" in output
    (made,) = (desk / "lain").glob("kunci-warga-*.db")
    assert made.stat().st_mode & 0o777 == 0o600
    code, output = await run(desk, "backup", "--keys", "data")
    assert (code, len(output.splitlines())) == (1, 1), output


@pytest.mark.parametrize(
    ("words", "says"),
    [(("restore", "tidak-ada.db"), "tidak ada"), (("restore", "desa.toml"), "bukan cadangan")],
)
async def test_what_is_no_backup_is_refused_and_nothing_changes(desk: Path, words: tuple[str, ...], says: str) -> None:
    code, output = await run(desk, *words)
    assert (code, len(output.splitlines()), says in output) == (1, 1, True), output
    assert people(desk / "data" / FILE) == [("Kenariwati", 1985, "listed")]


async def test_a_folder_without_a_database_has_no_backup(tmp_path: Path) -> None:
    code, output = await run(tmp_path, "backup", "cadangan")
    assert (code, "belum ada basis data" in output) == (1, True), output


async def test_the_copy_before_a_migration_is_sealed_at_the_next_start(tmp_path: Path) -> None:
    steps, data = tmp_path / "steps", tmp_path / "data"
    steps.mkdir()
    data.mkdir(mode=0o700)
    for number, file in files(FOLDER):
        if number <= 2:
            (steps / file.name).write_bytes(file.read_bytes())
    with closing(sqlite3.connect(data / FILE, isolation_level=None)) as base:
        base.row_factory = sqlite3.Row
        migrate(base, data / FILE, 0, steps)
        base.execute("INSERT INTO village VALUES (1, '33.01.02.2003', 'Sumberagung', 'Asia/Jakarta', 0)")
        base.execute(
            "INSERT INTO resident (id, village_id, name, name_key, state, asked_at)"
            " VALUES (5, 1, 'Kenariwati', 'kenariwati', 'verified', 3)"
        )
    code, output = await run(tmp_path, "migrate")
    assert code == 0, output
    (copy,) = data.glob("desa-sebelum-0003*.db")
    assert b"enariwati" not in copy.read_bytes() and people(copy) == [("", None, "verified")]
    assert people(data / FILE) == [("Kenariwati", None, "verified")]
    code, output = await run(tmp_path, "restore", str(copy))
    assert (code, people(data / FILE)) == (0, [("Kenariwati", None, "verified")]), output
    assert (await run(tmp_path, "doctor"))[0] == 0
    Keys(data).destroy(["r:5"])
    code, output = await run(tmp_path, "restore", str(copy))
    assert (code, people(data / FILE)) == (0, [("", None, "moved")]), output
    assert (await run(tmp_path, "doctor"))[0] == 0
