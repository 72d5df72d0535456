"""`rembuk understand`: one line of JSON for each message, in order; bad lines are named and lose nothing else."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main

VILLAGES = {
    "Sumberagung": {"dusun": ["Krajan", "Ngasem"], "rw": {"1": "Krajan", "03": "Ngasem"}},
    "Cikahuripan": {"dusun": ["Babakan"], "rw": {}},
}
FIELDS = [
    "id", "reject", "reject_reason", "route", "dusun", "bidang", "sub_bidang", "kegiatan", "similar", "ralat_of",
    "needs_clarification", "missing", "n_usulan", "redacted", "why",
]  # fmt: skip


def row(key: str | int, text: str, desa: str = "Sumberagung", sender: str | None = "Krajan") -> str:
    return json.dumps({"id": key, "desa": desa, "sender_dusun": sender, "text": text})


@pytest.fixture
def village(tmp_path: Path) -> Path:
    file = tmp_path / "village.json"
    file.write_text(json.dumps(VILLAGES), "utf-8")
    return file


def run(tmp_path: Path, village: Path, *lines: str) -> int:
    file = tmp_path / "messages.jsonl"
    file.write_text("\n".join(lines), "utf-8")
    return main(["understand", str(file), "--village", str(village)])


def told(capsys: pytest.CaptureFixture[str]) -> tuple[list[dict[str, Any]], str]:
    out = capsys.readouterr()
    return [json.loads(line) for line in out.out.splitlines()], out.err


def test_each_message_gets_all_fields_in_order_of_arrival(
    tmp_path: Path, village: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = (
        row(1, "usul jembatan bambu RW 03 diganti beton"),
        row("b", "kapan musdes ya min?"),
        row(3, "kreteg pring RW 3 wis reyot, tulung diganti beton"),
        row(4, "ralat usul jembatan tadi, panjangnya 12 meter"),
        row(5, "Usul pos ronda di krajan dibangun. Satu lagi, posyandu butuh timbangan"),
    )
    assert run(tmp_path, village, *lines) == 0
    said, complaints = told(capsys)
    assert complaints == ""
    assert [list(one) for one in said] == [FIELDS] * 5
    assert [one["id"] for one in said] == [1, "b", 3, 4, 5]
    assert (said[0]["dusun"], said[0]["sub_bidang"], said[0]["bidang"]) == ("Ngasem", "2.3", 2)
    assert (said[1]["reject"], said[1]["reject_reason"], said[1]["route"]) == (True, "bukan_usulan", "tanya")
    assert said[1]["dusun"] is said[1]["kegiatan"] is None
    assert said[2]["similar"] == [1]
    assert (said[3]["route"], said[3]["ralat_of"]) == ("ralat", 1)
    assert said[4]["n_usulan"] == 2
    assert any("jembatan" in line for line in said[0]["why"])


def test_each_village_is_its_own_world(tmp_path: Path, village: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "usul jembatan bambu RT 2 diganti beton"
    run(tmp_path, village, row(1, text), row(2, text, "Cikahuripan", "Babakan"), row(3, text))
    said, _ = told(capsys)
    assert [one["similar"] for one in said] == [[], [], [1]]


def test_bad_lines_are_named_and_the_others_are_read(
    tmp_path: Path, village: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = (
        "{",
        "[1]",
        '{"id": 1}',
        row(1, "usul jembatan", "Antah"),
        "",
        row(2, "usul jembatan di krajan", sender=None),
    )
    assert run(tmp_path, village, *lines) == 1
    said, complaints = told(capsys)
    assert [one["id"] for one in said] == [2]
    assert [line.split(":")[0].split(" bukan")[0] for line in complaints.splitlines()] == [
        "Baris 1", "Baris 2", "Baris 3", "Baris 4",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "word"), [("{", "JSON"), ("[]", "contoh"), ('{"A": {"dusun": ["B"], "rw": {"1": "C"}}}', "RW")]
)
def test_a_village_file_that_is_wrong_is_refused_with_one_line(
    tmp_path: Path, content: str, word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "village.json"
    file.write_text(content, "utf-8")
    assert run(tmp_path, file, row(1, "usul jembatan")) == 1
    said, complaints = told(capsys)
    assert said == [] and len(complaints.splitlines()) == 1 and word in complaints


def test_a_hundred_kilobytes_are_read_and_stall_nothing(
    tmp_path: Path, village: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long = "jalan rusak di krajan rt 02 tolong diaspal, " * 2500
    assert run(tmp_path, village, row(1, long), row(2, "x" * 100_000), row(3, "0 8 1 2 " * 25_000)) == 0
    said, _ = told(capsys)
    assert said[0]["route"] == "rkp" and len(said) == 3
