"""The repository keeps its own promises: locks, maps and lists say what is there."""

import os
import re
import subprocess
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent

# Written so that this file does not find itself.
MACHINE_PATH = re.compile(
    r"(?<![\w.~\w}>/-])/(work|root|Users|home/\w+|opt/(wheels|pypi))/" + r"|\b[A-Z]:\\" + r"Users\\"
)
REGISTRY = re.compile(
    r"\b(pypi"
    + r"\.org|python"
    + r"hosted\.|npmjs\.|test\.pypi|conda\.anaconda)"
    + r"|--(extra-)?index"
    + r"-url|--find"
    + r"-links"
)
THIS = "tests/test_repository.py"

NAMES_NO_HOST = re.compile(r"://|\.org\b|\.com\b|@ |^\s*-(?!-hash=)|(?<!\w)/\w+/", re.MULTILINE)


@cache
def tracked() -> list[str]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("not a git checkout")
    return [name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def lines_with(pattern: re.Pattern[str], text: str) -> list[int]:
    return [number for number, line in enumerate(text.splitlines(), 1) if pattern.search(line)]


def section(readme: str, title: str) -> str:
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", readme, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


# What nobody outside needs to know


@pytest.mark.parametrize("pattern", [MACHINE_PATH, REGISTRY], ids=["machine", "registry"])
def test_no_file_names_a_machine_or_a_registry(pattern: re.Pattern[str]) -> None:
    found = []
    for name in tracked():
        try:
            text = read(name)
        except UnicodeDecodeError:
            continue
        if name != THIS:
            found += [f"{name}:{line}" for line in lines_with(pattern, text)]
    assert found == []


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (MACHINE_PATH, "open('/" + "root/notes.txt')"),
        (MACHINE_PATH, "see /home/sari/rembuk"),
        (MACHINE_PATH, "/" + "work/main/bot"),
        (MACHINE_PATH, "C:\\" + r"Users\sari"),
        (REGISTRY, "--index-url x"),
        (REGISTRY, "https://pypi." + "org/simple"),
        (REGISTRY, "files.python" + "hosted.org"),
    ],
)
def test_such_a_line_would_be_seen(pattern: re.Pattern[str], line: str) -> None:
    assert lines_with(pattern, line) == [1]


def test_an_address_is_no_machine_path() -> None:
    said = "https://example.org/ho" + "me/sari and docs" + "/wo" + "rk/x and ~/ho" + "me"
    assert lines_with(MACHINE_PATH, said) == []


# The locks

LOCKS = ["requirements.lock", "requirements-test.lock"]


def locked(text: str) -> dict[str, tuple[str, set[str]]]:
    """Name → version and hashes; fails on a line that is neither."""
    found = {}
    body = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    for entry in re.sub(r"\s*\\\n\s*", " ", body).splitlines():
        if entry.strip():
            pinned = re.match(
                r"([a-z0-9-]+)==([\w.+!-]+)(?: ; [^#]*?)?((?: --hash=sha256:[0-9a-f]{64})+)$", entry.strip()
            )
            assert pinned, f"not a pinned line with hashes: {entry[:80]}"
            found[pinned[1]] = pinned[2], set(pinned[3].split())
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_line_has_hashes_and_names_no_host(name: str) -> None:
    assert locked(read(name))
    assert lines_with(NAMES_NO_HOST, read(name)) == []


@pytest.mark.parametrize(
    "line", ["rich==15.0.0", "rich>=15 --hash=sha256:" + "0" * 64, "rich==15.0.0 --hash=md5:0", "--no-binary :all:"]
)
def test_a_line_without_pin_or_hash_would_be_seen(line: str) -> None:
    with pytest.raises(AssertionError, match="not a pinned line"):
        locked(line)


@pytest.mark.parametrize("line", ["--index-url x", "rich @ file:///x", "# by https://example.org", "# -o /tmp/x.lock"])
def test_a_lock_that_names_a_host_would_be_seen(line: str) -> None:
    assert lines_with(NAMES_NO_HOST, line) == [1]


def test_the_locks_agree() -> None:
    run, test = (locked(read(name)) for name in LOCKS)
    assert {name: test.get(name) for name in run} == run


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    extras = project["optional-dependencies"]
    run, test = (locked(read(name)) for name in LOCKS)
    assert unmet(project["dependencies"] + extras["build"], run) == []
    assert unmet(project["dependencies"] + extras["build"] + extras["test"], test) == []
    assert unmet(["rich>=999", "telepathy"], run) == ["rich>=999", "telepathy"]
    assert sorted({Requirement(wish).name for wish in extras["test"]} & set(run)) == []


def unmet(wishes: Iterable[str], lock: dict[str, tuple[str, set[str]]]) -> list[str]:
    asked = [Requirement(wish) for wish in wishes]
    return [str(one) for one in asked if one.name not in lock or lock[one.name][0] not in one.specifier]


# The lists


def test_every_package_is_named_in_pyproject() -> None:
    named = tomllib.loads(read("pyproject.toml"))["tool"]["setuptools"]["packages"]["find"]["include"]
    rings = {name.split(".")[0] for name in named}
    folders = {Path(name).parent.as_posix().replace("/", ".") for name in tracked() if name.endswith(".py")}
    assert sorted(folder for folder in folders - set(named) if folder.split(".")[0] in rings) == []


def test_the_decisions_are_numbered_once_and_in_the_index() -> None:
    records = sorted(path.name for path in (ROOT / "docs/decisions").glob("*.md") if path.name != "README.md")
    linked = re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", read("docs/decisions/README.md"))
    assert sorted(linked) == records
    numbers = [record[:4] for record in records]
    assert sorted(set(numbers)) == numbers
    assert [record for record in records if not re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", record)] == []


def test_every_decision_keeps_what_lost_and_fits_a_page() -> None:
    for path in sorted((ROOT / "docs/decisions").glob("0*.md")):
        text = path.read_text(encoding="utf-8")
        assert [title for title in ("Context", "Choice", "Options that lost") if f"## {title}\n" not in text] == [], (
            path.name
        )
        assert len(text.splitlines()) <= 60, path.name


def test_the_glossary_is_alphabetical_and_says_each_word_once() -> None:
    for table in re.findall(r"(?:^\|.*\n)+", read("docs/glossary.md"), re.MULTILINE):
        words = [row.split("|")[1].strip().lower() for row in table.splitlines()[2:]]
        assert words == sorted(set(words))


def missing_from_map(readme: str, folders: Iterable[str]) -> list[str]:
    return sorted(folder for folder in set(folders) if f"`{folder}/`" not in section(readme, "Map of folders"))


def test_the_readme_maps_every_folder() -> None:
    assert missing_from_map(read("README.md"), [name.split("/")[0] for name in tracked() if "/" in name]) == []


def test_a_folder_missing_from_the_map_would_be_seen() -> None:
    assert missing_from_map("## Map of folders\n| `bot/` |\n## Next\n`cellar/`\n", ["bot", "cellar"]) == ["cellar"]


def test_the_readme_goes_from_what_it_is_to_what_may_surprise() -> None:
    titles = re.findall(r"^## (.+)$", read("README.md"), re.MULTILINE)
    assert titles == [
        "Contoh obrolan",
        "Run it",
        "Change a text",
        "Add a language",
        "Map of folders",
        "Settings",
        "What may arrive twice, and why",
        "Licence",
    ]


def test_links_in_the_readme_lead_somewhere() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", read("README.md"))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_notes_of_changes_have_a_number_a_word_and_something_to_say() -> None:
    notes = sorted((ROOT / "changes/unreleased").iterdir())
    assert [note.name for note in notes if not re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", note.name)] == []
    assert [note.name for note in notes if not note.read_text(encoding="utf-8").strip()] == []


# The chores


def make(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "REMBUK_"))}
    return subprocess.run(
        ["make", *words], cwd=ROOT, env=kept | environment, capture_output=True, text=True, check=False
    )


def test_make_help_lists_every_chore() -> None:
    chores = re.search(r"^\.PHONY: (.+)$", read("Makefile"), re.MULTILINE)
    targets = re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE)
    assert chores
    assert sorted(targets) == sorted(chores[1].split())
    listed = re.findall(r"^  make ([a-z-]+) +\S", make("help").stdout, re.MULTILINE)
    assert sorted(listed) == sorted(targets)
    assert {"install", "run", "test", "check", "bench", "migrate", "help"} <= set(listed)


@pytest.mark.parametrize(
    ("does", "says"),
    [
        ('case "$2" in *version_info*) exit 1;; esac', "needs Python 3.11 or newer"),
        ('case "$2" in *ensurepip*) exit 1;; esac', "needs Python's venv"),
    ],
    ids=["too old", "no venv"],
)
def test_a_python_that_will_not_do_gets_one_clear_line(does: str, says: str, tmp_path: Path) -> None:
    python = tmp_path / "python3"
    python.write_text(f"#!/bin/sh\n{does}\nexit 0\n", encoding="utf-8")
    python.chmod(0o755)
    done = make("run", f"PYTHON={python}", f"VENV={tmp_path / 'venv'}")
    assert done.returncode != 0
    assert says in done.stdout
    assert len(done.stdout.splitlines()) == 1


def test_the_build_machine_does_what_the_readme_says() -> None:
    assert os.access(ROOT / ".ci/run", os.X_OK)
    assert read(".ci/run").rstrip().endswith("\nmake test")
    assert "\nmake test\n" in section(read("README.md"), "Run it")
