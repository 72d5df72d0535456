"""`rembuk import residents`, as the village's technician meets it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.program import run, running
from tests.sheets import OPENSID, csv_, many, opensid, xlsx
from tests.test_command_line import TOKEN, VILLAGE, check_line, telegram, tree

CODE = "33.01.02.2003"
NIK, KK = "3301024412910001", "3301022001150007"
GOOD = csv_([OPENSID, opensid("SITI AMINAH", NIK, KK), opensid("BUDI SANTOSO", sex="1", born="1980-01-01")])


@pytest.fixture
async def desk(tmp_path: Path) -> Path:
    """A folder with Desa Sumberagung in it."""
    (tmp_path / "desa.toml").write_text(VILLAGE, "utf-8")
    assert (await run(tmp_path, "village", "add", "desa.toml"))[0] == 0
    return tmp_path


def people(desk: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(desk / "data" / "desa.db")) as base:
        return base.execute("SELECT name, state, rt FROM resident ORDER BY name").fetchall()


def left(desk: Path) -> int:
    with closing(sqlite3.connect(desk / "data" / "desa.db")) as base:
        return int(base.execute("SELECT COUNT(*) FROM register_stage").fetchone()[0])


async def test_a_list_is_shown_and_taken_over_only_with_yes(desk: Path) -> None:
    (desk / "warga.csv").write_bytes(GOOD)
    code, output = await run(desk, "import", "residents", "warga.csv", "--village", CODE)
    assert (code, "Baru: 2" in output, "Ulangi dengan --yes" in output) == (0, True, True), output
    assert people(desk) == [] and left(desk) == 0
    code, output = await run(desk, "import", "residents", "warga.csv", "--village", CODE, "--yes")
    assert (code, "2 orang baru, 0 berubah" in output) == (0, True), output
    assert people(desk) == [("Budi Santoso", "listed", "02"), ("Siti Aminah", "listed", "02")]
    code, output = await run(desk, "import", "residents", "warga.csv", "--village", CODE, "--yes")
    assert (code, "Tetap: 2" in output, "Tidak ada yang perlu dimasukkan" in output) == (0, True, True), output
    assert len(people(desk)) == 2 and left(desk) == 0
    assert (desk / "data" / "kunci-penduduk").stat().st_mode & 0o777 == 0o600
    code, output = await run(desk, "doctor")
    assert code == 0 and "utuh" in output


async def test_every_problem_stands_on_a_line_of_its_own(desk: Path) -> None:
    bad = [opensid("BUDI", born=f"31-02-{1950 + n}") for n in range(30)]
    (desk / "warga.xlsx").write_bytes(xlsx([OPENSID, opensid("SITI AMINAH", NIK, KK), opensid("TINI", dusun=""), *bad]))
    code, output = await run(desk, "import", "residents", "warga.xlsx", "--village", CODE, "--yes")
    assert code == 0
    assert "Baris 3: dusun kosong" in output
    assert output.count("tanggal lahir tidak ada di kalender") == 30
    assert [name for name, *_ in people(desk)] == ["Siti Aminah"]


async def test_what_cannot_be_used_is_one_line_and_changes_nothing(desk: Path) -> None:
    (desk / "warga.csv").write_bytes(GOOD)
    (desk / "kursi.csv").write_bytes(csv_([("Barang", "Jumlah"), ("Kursi", 40)]))
    (desk / "besar.csv").write_bytes(b"x" * ((20 << 20) + 1))
    for file, code, says in (
        ("tidak-ada.csv", CODE, "tidak terbaca"),
        ("kursi.csv", CODE, "Judul kolom tidak ditemukan"),
        ("besar.csv", CODE, "lebih dari 20 MB"),
        ("warga.csv", "33.01.02.2009", "belum ada di sini"),
        ("warga.csv", "33", "ode desa"),
        ("warga.csv", "33.01.02.1003", "kelurahan"),
    ):
        done, output = await run(desk, "import", "residents", file, "--village", code, "--yes")
        assert (done == 1 and says in output.lower().replace("judul", "Judul")) or says in output, (file, output)
        assert "Traceback" not in output
    assert people(desk) == [] and left(desk) == 0
    assert (await run(desk, "import", "residents", "warga.csv"))[0] == 2


async def test_another_key_would_know_nobody_and_is_refused(desk: Path) -> None:
    (desk / "warga.csv").write_bytes(GOOD)
    assert (await run(desk, "import", "residents", "warga.csv", "--village", CODE, "--yes"))[0] == 0
    (desk / "data" / "kunci-penduduk").unlink()
    code, output = await run(desk, "import", "residents", "warga.csv", "--village", CODE, "--yes")
    check_line(code, output.splitlines()[-1], "Pulihkan kunci-penduduk dari cadangan")
    assert len(people(desk)) == 2


async def test_while_the_bot_runs_the_file_goes_by_chat(desk: Path) -> None:
    (desk / "warga.csv").write_bytes(GOOD)
    async with telegram() as server, running(desk, "run", token=TOKEN, api_url=server.url) as program:
        await program.says("Rembuk berjalan")
        code, output = await run(desk, "import", "residents", "warga.csv", "--village", CODE, "--yes")
        check_line(code, output, "Rembuk sudah berjalan")
        assert await program.stop() == 0


async def test_no_number_of_anybody_stays_in_the_clear(desk: Path) -> None:
    """The canary: NIK and KK number, in right and in wrong places, in good rows and in bad."""
    nik, kk, other = "3301026512770042", "3301022609130013", "3301026001680099"
    rows = [
        opensid("SITI AMINAH", nik, kk, born="1977-12-25"), opensid("SITI DUA", nik, kk), opensid(other, nik, kk),
        opensid("TINI", other + "1", kk), opensid("DARMO", nik[:-1] + "3", kk, born=other),
        opensid("WAGIYEM", nik[:-1] + "4", kk, dusun=other), opensid("PAIJO", "", kk, rt=other),
    ]  # fmt: skip
    said = ""
    for name, content in (("a.csv", csv_([OPENSID, *rows])), ("a.xlsx", xlsx([OPENSID, *rows]))):
        (desk / name).write_bytes(content)
        code, output = await run(desk, "import", "residents", name, "--village", CODE, "--yes", log="DEBUG")
        assert code == 0
        said += output
        (desk / name).unlink()
    assert people(desk) == [("Siti Aminah", "listed", "02")]
    kept = b"".join(tree(desk).values())
    for secret in (nik, kk, other, nik[:-1], kk[:-1], "1977-12-25"):
        assert secret.encode() not in kept and secret.encode("utf-16-le") not in kept
        assert secret not in said
    assert b"Siti Aminah" in kept  # the search would have found it


async def test_a_village_of_three_thousand_comes_in_and_again(desk: Path) -> None:
    people_ = many(3000)
    (desk / "warga.csv").write_bytes(csv_([OPENSID, *people_]))
    code, output = await run(desk, "import", "residents", "warga.csv", "--village", CODE, "--yes")
    assert code == 0 and "3.000 orang baru" in output, output
    changed = [[*row[:3], "009", *row[4:]] if n % 100 == 0 else row for n, row in enumerate(people_)]
    (desk / "warga.csv").write_bytes(csv_([OPENSID, *changed[1:]]))
    code, output = await run(desk, "import", "residents", "warga.csv", "--village", CODE, "--yes")
    assert code == 0, output
    assert "Berubah: 29" in output and "Tetap: 2.970" in output and "Tidak ada di berkas ini: 1" in output, output
    assert len(people(desk)) == 3000 and left(desk) == 0
