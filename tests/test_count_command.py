"""`rembuk count`: one object of JSON or readable lines, and one clear line for a file that can't be counted."""

import json
from pathlib import Path

import pytest

from bot.__main__ import main

FILE = """META
key;value
budget;400000000
vote_type;approval
PROJECTS
project_id;cost;name
1;150000000;Jalan RT 03
2;90000000;Talud
3;200000000;Balai
4;500000000;Jembatan
5;40000000;Lampu
VOTES
voter_id;vote
1;1,2
2;1,2,3
3;3
4;1,5
5;
"""
PAID = "Itu dana desa, bukan uang warga."


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "desa.pb"
    path.write_text(FILE, "utf-8")
    return path


def counted(capsys: pytest.CaptureFixture[str], file: Path, *options: str) -> dict[str, object]:
    assert main(["count", str(file), "--json", *options]) == 0
    out = capsys.readouterr()
    assert out.err == ""
    assert len(out.out.splitlines()) == 1
    told = json.loads(out.out)
    assert isinstance(told, dict)
    return told


def test_every_project_has_its_true_sentence(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = counted(capsys, file, "--rule", "equal-shares", "--utility", "cardinality", "--completion", "none")
    assert told["winners"] == ["5", "2"]
    assert told["cost"] == 130_000_000
    assert told["most_votes"] == ["1", "2", "5"]
    assert told["raised_percent"] == 0
    assert isinstance(told["seconds"], float)
    assert told["sentences"] == {
        "1": "Belum: jatah suara pendukungnya kurang Rp 40 juta.",
        "2": "Terpilih: 2 suara cukup. Tiap suara memakai jatah Rp 45 juta dari dana desa, bukan uang warga.",
        "3": "Belum: jatah suara pendukungnya kurang Rp 85 juta.",
        "4": "Belum: seluruh dana pun kurang Rp 100 juta untuk usulan ini.",
        "5": "Terpilih: 1 suara cukup. Tiap suara memakai jatah Rp 40 juta dari dana desa, bukan uang warga.",
    }


def test_the_shares_are_raised_unless_told_otherwise(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = counted(capsys, file)
    assert (told["winners"], told["raised_percent"]) == (["5", "2", "1"], 17)
    sentences = told["sentences"]
    assert isinstance(sentences, dict)
    assert sentences["1"] == f"Terpilih: 3 suara cukup. Tiap suara memakai jatah paling banyak Rp 52,8 juta. {PAID}"
    assert counted(capsys, file, "--step", "12,5")["raised_percent"] == 25
    assert counted(capsys, file, "--utility", "cost")["winners"] == ["1", "2", "5"]


def test_the_other_rules(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert counted(capsys, file, "--rule", "most-votes")["winners"] == ["1", "2", "5"]
    told = counted(capsys, file, "--rule", "phragmen")
    assert told["winners"] == ["5", "2", "1"]
    sentences = told["sentences"]
    assert isinstance(sentences, dict)
    assert sentences["3"] == "Belum: 2 suara, tetapi saat gilirannya sisa dana kurang Rp 80 juta."


def test_foreign_money_keeps_its_name(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = FILE.replace("budget;400000000", "budget;400.5\ncurrency;PLN").replace("000000;", "00;")
    file.write_text(text.replace("1;15000;", "1;150.25;"), "utf-8")
    told = counted(capsys, file, "--rule", "most-votes")
    assert told["cost"] == 150.25
    assert main(["count", str(file), "--rule", "most-votes"]) == 0
    assert "Terpakai PLN 150,25 dari PLN 400,50." in capsys.readouterr().out


@pytest.mark.parametrize("rule", ["most-votes", "equal-shares", "phragmen"])
def test_the_same_can_be_read(rule: str, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["count", str(file), "--rule", rule]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Aturan: ")
    assert lines[1] == "Terpilih 3 dari 5 usulan, 5 suara. Terpakai Rp280.000.000 dari Rp400.000.000."
    assert "– 4 Jembatan (Rp500.000.000)" in lines
    assert lines[-1] == "Dengan suara terbanyak, yang terpilih sama."


def test_what_most_votes_would_have_chosen_stands_beside_it(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["count", str(file), "--completion", "none"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Dengan suara terbanyak, yang terpilih: 1, 2, dan 5."
    file.write_text(FILE.replace("budget;400000000", "budget;1"), "utf-8")
    assert main(["count", str(file), "--rule", "most-votes"]) == 0
    file.write_text("META\nbudget;1\nPROJECTS\nproject_id;cost\n1;2\n", "utf-8")
    assert main(["count", str(file)]) == 1
    assert "Dana (budget)" in capsys.readouterr().err


def test_a_bad_file_gets_one_line(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(FILE.replace("4;1,5", "4;1,9"), "utf-8")
    assert main(["count", str(file), "--json"]) == 1
    out = capsys.readouterr()
    assert out.out == ""
    assert out.err == f"{file}: Baris 17: usulan 9 tidak ada di bagian PROJECTS.\n"
    file.write_bytes(bytes(range(256)) * 10)
    assert main(["count", str(file)]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert main(["count", str(file.parent / "lain.pb")]) == 1
    assert "lain.pb tidak dapat dipakai" in capsys.readouterr().err


@pytest.mark.parametrize("options", [["--step", "0"], ["--step", "nan"], ["--step", "1/0"], ["--rule", "most"]])
def test_a_wrong_option_is_wrong_use(options: list[str], file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["count", str(file), *options])
    assert end.value.code == 2
    assert options[0] in capsys.readouterr().err
