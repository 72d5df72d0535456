"""The published bundle: same facts, same bytes; sha256sum reads its list; nothing unlike the closed box gets out."""

import io
import json
import random
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from documents.bundle import LIST, MANIFEST, VOTES, Unlike, bundle, zipped
from tests.faults.bundles import honest
from village.announcement import Announcement, Choice, Closing, Line, root_of_lines
from village.counting.method import Method, Rule
from village.counting.pabulib import read
from village.sealing import choice_text

TOLD = Announcement(
    "12", "33.01.02.2003", "Usulan untuk RKP  2027\n", (Choice(40, "Talud; sungai", 60), Choice(3, 'Balai "RW"', 50)),
    "acak untuk tiap pemilih", 20, 100, Method(Rule.EQUAL_SHARES, Fraction(1, 100)), (40, 3), 1, 2,
)  # fmt: skip
LINES = [
    Line("ZZZZZZZZZZ", choice_text([40, 3]), b"a" * 32),
    Line("0000000000", choice_text([40]), b"b" * 32),
    Line("KTQ72M9D4X", "", b"c" * 32),
]
ROOT_S = b"s" * 32


def closing(told: Announcement = TOLD, lines: list[Line] = LINES) -> Closing:
    return Closing(told.seal(), len(lines), len(lines), ROOT_S, root_of_lines(told.poll, lines))


def test_the_files_are_those_of_the_specification() -> None:
    files = bundle(TOLD, closing(), LINES)
    assert sorted(files) == sorted([MANIFEST, "SPEK.md", LIST, "pengumuman.json", "periksa.html", "periksa.py", VOTES])
    assert files[LIST].decode() == (
        f"kode,pilihan,garam\n0000000000,40,{'62' * 32}\nKTQ72M9D4X,,{'63' * 32}\nZZZZZZZZZZ,3 40,{'61' * 32}\n"
    )
    told = json.loads(files["pengumuman.json"])
    assert told["jajak"]["judul"] == "Usulan untuk RKP 2027"
    assert [choice["nomor"] for choice in told["jajak"]["usulan"]] == [3, 40]
    assert told["hasil"] == {"sisa_dana": 40, "suara": [[3, 1], [40, 2]], "terpilih": [40]}
    assert files[VOTES].decode().splitlines()[-5:] == [
        "VOTES", "voter_id;vote", "0000000000;40", "KTQ72M9D4X;", "ZZZZZZZZZZ;3,40"
    ]  # fmt: skip


def test_the_order_of_the_lines_leaves_no_trace() -> None:
    made = bundle(TOLD, closing(), LINES)
    shuffled = list(LINES)
    random.Random(1).shuffle(shuffled)
    assert bundle(TOLD, closing(), shuffled) == made
    assert zipped(bundle(TOLD, closing(), shuffled)) == zipped(made)


def test_rembuk_count_gives_the_same_winners_from_the_pb_file() -> None:
    for number in range(40):
        files = honest(random.Random(number)).files
        told = json.loads(files["pengumuman.json"])
        election = read(files[VOTES].decode()).election
        assert [project.id for project in election.projects] == [str(n) for n in told["jajak"]["seri"]]
        assert {p.id: v for p, v in zip(election.projects, election.votes, strict=True)} == {
            str(number): votes for number, votes in told["hasil"]["suara"]
        }
        assert election.least_votes == told["jajak"]["suara_paling_sedikit"]


def test_lines_other_than_those_of_the_closed_box_are_not_published() -> None:
    swapped = [replace(LINES[0], choice="40"), replace(LINES[1], choice="3 40"), LINES[2]]
    for lines in (swapped, LINES[:2], [*LINES, Line("1111111111", "3", b"d" * 32)]):
        with pytest.raises(Unlike):
            bundle(TOLD, closing(), lines)
    with pytest.raises(Unlike):
        bundle(replace(TOLD, budget=101), closing(), LINES)


@pytest.mark.parametrize(
    "change",
    [
        {"poll": "13"}, {"village": "33.01.02.2004"}, {"title": "Lain"}, {"order": "menurut nomor"}, {"voters": 21},
        {"budget": 101}, {"ties": (3, 40)}, {"least_votes": 2}, {"most_picks": 1},
        {"choices": (Choice(40, "Talud; sungai", 61), TOLD.choices[1])},
        {"method": replace(TOLD.method, step=Fraction(1, 50))}, {"method": replace(TOLD.method, rule=Rule.PHRAGMEN)},
    ],
)  # fmt: skip
def test_nothing_that_decides_can_change_under_the_same_seal(change: dict[str, object]) -> None:
    assert replace(TOLD, **change).seal() != TOLD.seal()  # type: ignore[arg-type]


def test_each_figure_of_the_closing_stands_under_its_seal() -> None:
    shut = closing()
    others = [
        replace(shut, seal="0" * 64), replace(shut, ballots=2), replace(shut, lines=2),
        replace(shut, root_s=b"t" * 32), replace(shut, root_c=b"t" * 32),
    ]  # fmt: skip
    assert len({one.closing_seal() for one in [shut, *others]}) == 6


def laid(folder: Path, files: dict[str, bytes]) -> None:
    for name, raw in files.items():
        (folder / name).write_bytes(raw)


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="no sha256sum here")
def test_the_list_of_sums_is_read_by_sha256sum(tmp_path: Path) -> None:
    laid(tmp_path, bundle(TOLD, closing(), LINES))
    done = subprocess.run(["sha256sum", "-c", "--strict", MANIFEST], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0 and done.stdout.count(b": OK") == 6


def asked(folder: Path, bundle_: Path, message: str) -> tuple[int, str]:
    """The script out of the bundle, alone: no package of ours or anybody's in reach."""
    (folder / "pesan.txt").write_text(message, "utf-8")
    command = [sys.executable, "-I", "-S", str(folder / "periksa.py"), str(bundle_), str(folder / "pesan.txt")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, cwd=folder)
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_the_script_answers_in_big_words(tmp_path: Path) -> None:
    files = bundle(TOLD, closing(), LINES)
    inside = tmp_path / "isi"
    inside.mkdir()
    laid(inside, files)
    (tmp_path / "periksa.py").write_bytes(files["periksa.py"])
    packed = tmp_path / "jajak.zip"
    packed.write_bytes(zipped(files))
    message = f"Segel: {TOLD.seal()}. Segel penutupan: {closing().closing_seal()}."
    honest_answer = (
        0,
        "SAH\n\nUsulan untuk RKP 2027\nBersuara: 3 dari 20 pemilih.\nHitungan ulang sama. Yang terpilih:\n"
        "1. Nomor 40, Talud; sungai: 2 suara\n",
    )
    assert asked(tmp_path, inside, message) == asked(tmp_path, packed, message) == honest_answer
    code, said = asked(tmp_path, inside, f"Segel: {TOLD.seal()}.")
    assert (code, said.splitlines()[0]) == (1, "TIDAK SAH")
    assert said.splitlines()[2] == "Langkah 5, pengumuman.json baris 1: segel penutupan lain dari yang di grup."
    (inside / LIST).write_bytes(files[LIST].replace(b",40,", b",3,"))
    assert asked(tmp_path, inside, message)[1].splitlines()[2] == (
        "Langkah 2, MANIFEST.sha256 baris 2: isi daftar-suara.csv sudah berubah."
    )
    packed.write_bytes(b"PK")
    assert asked(tmp_path, packed, message)[0] == 2


def test_a_zip_holds_nothing_but_the_files() -> None:
    files = bundle(TOLD, closing(), LINES)
    with zipfile.ZipFile(io.BytesIO(zipped(files))) as packed:
        assert {name: packed.read(name) for name in packed.namelist()} == files


def test_the_specification_fits_a_page_and_the_bundle_reads_no_net() -> None:
    files = bundle(TOLD, closing(), LINES)
    assert len(files["SPEK.md"].split()) < 900
    page = files["periksa.html"].decode()
    assert "http://" not in page and "https://" not in page and "default-src 'none'" in page
