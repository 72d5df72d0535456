"""The whole table of rights, held against one written from the domain by somebody who had not seen the code.

`expected.csv` is theirs. Where ours differs, `decided.csv` says so, cell by cell, and why. To read the table as a
grid: `pytest -s tests/rights/test_rights_table.py`; as CSV: `python -m tests.rights.test_rights_table`.
"""

import ast
import csv
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.rights.cast import CAST, CHATS, PHASES, VILLAGE
from village.people import GROUP, OTHER_GROUP, PRIVATE, RIGHTS, holds, may, nobody
from village.steps import STEPS, rights

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SHOWN_TO_NOBODY = {"see_running_counts", "see_submitter_name"}
BY_A_STEP = set().union(*map(rights, STEPS.values()))
"""Asked for by `actions/steps.py`, which takes them out of the table of steps."""

Cell: TypeAlias = tuple[str, str, str, str]
"""(role, action, stage, chat)"""


def ours() -> dict[Cell, bool]:
    return {
        (role, action, stage, chat): may(action, person, VILLAGE, phase, chat)
        for role, person in CAST.items()
        for action in RIGHTS
        for stage, phase in PHASES.items()
        for chat in CHATS
    }


def cell(row: Mapping[str, str]) -> Cell:
    return row["role"], row["action"], row["stage"], row["chat"]


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def answer(word: str) -> bool:
    return {"yes": True, "no": False}[word]


def complaints(
    ours: Mapping[Cell, bool], expected: Iterable[Mapping[str, str]], decided: Iterable[Mapping[str, str]]
) -> list[str]:
    """What is not as it was expected, and not decided either; and what was decided and is no longer so."""
    wanted = {cell(row): answer(row["allowed"]) for row in expected}
    settled = list(decided)
    said = [f"{' '.join(c)}: in one table only" for c in sorted(set(ours) ^ set(wanted))]
    known = {cell(row) for row in settled}
    said += [f"{' '.join(c)}: decided twice" for c in known if [cell(r) for r in settled].count(c) > 1]
    said += [
        f"{' '.join(c)}: ours says {ours[c]}, and nobody decided that"
        for c in ours
        if c in wanted and ours[c] != wanted[c] and c not in known
    ]
    for row in settled:
        here = cell(row)
        if not row["why"].strip():
            said.append(f"{' '.join(here)}: decided without a reason")
        if here not in ours or answer(row["ours"]) != ours[here]:
            said.append(f"{' '.join(here)}: decided as {row['ours']}, and ours is not so")
        elif ours[here] == wanted.get(here):
            said.append(f"{' '.join(here)}: decided, and no longer differs")
    return said


def grid(ours: Mapping[Cell, bool]) -> str:
    """A block for each action, a line for each role, a column for each chat and stage; what differs is marked."""
    decided = {cell(row) for row in rows("decided.csv")}
    lines = []
    for action in RIGHTS:
        lines += ["", f"{action:22}" + "".join(f"{chat:^{len(PHASES) * 3 + 2}}" for chat in CHATS)]
        for role in CAST:
            marks = [
                "".join(
                    f" {'✓' if ours[here] else '·'}{'*' if here in decided else ' '}"
                    for stage in PHASES
                    for here in [(role, action, stage, chat)]
                )
                for chat in CHATS
            ]
            lines.append(f"  {role:20}" + "  ".join(marks))
    return "\n".join([*lines, "", f"stages: {', '.join(PHASES)}; * decided otherwise than expected"])


def test_the_table_is_as_expected_or_as_decided() -> None:
    table = ours()
    sys.stdout.write(grid(table) + "\n")
    assert len(table) == len(CAST) * len(RIGHTS) * 12
    assert complaints(table, rows("expected.csv"), rows("decided.csv")) == []


@pytest.mark.parametrize("role", [role for role in CAST if role not in ("tamu", "desa_lain")])
def test_nobody_holds_anything_in_a_village_not_their_own(role: str) -> None:
    for action, right in RIGHTS.items():
        elsewhere = may(action, CAST[role], VILLAGE + 1, PHASES["usulan"], sorted(right.chats)[0])
        assert elsewhere == may(action, None, VILLAGE + 1, PHASES["usulan"], sorted(right.chats)[0])


# The twins: the comparison is shown what it has to catch.

SEEN = {("warga", "vote", "usulan", PRIVATE): True}
EXPECTED = [{"role": "warga", "action": "vote", "stage": "usulan", "chat": PRIVATE, "allowed": "no"}]
DECIDED = [{"role": "warga", "action": "vote", "stage": "usulan", "chat": PRIVATE, "ours": "yes", "why": "law 9"}]


@pytest.mark.parametrize(
    ("seen", "expected", "decided", "says"),
    [
        (SEEN, EXPECTED, [], "nobody decided"),
        (SEEN, [EXPECTED[0] | {"allowed": "yes"}], DECIDED, "no longer differs"),
        (SEEN, EXPECTED, [DECIDED[0] | {"ours": "no"}], "ours is not so"),
        (SEEN, EXPECTED, [DECIDED[0] | {"why": " "}], "without a reason"),
        (SEEN, EXPECTED, DECIDED * 2, "decided twice"),
        (SEEN, EXPECTED, [*DECIDED, DECIDED[0] | {"role": "lurah"}], "ours is not so"),
        (SEEN, [], [], "in one table only"),
        ({}, EXPECTED, [], "in one table only"),
    ],
)
def test_a_difference_that_nobody_decided_would_be_seen(
    seen: dict[Cell, bool], expected: list[dict[str, str]], decided: list[dict[str, str]], says: str
) -> None:
    assert complaints(SEEN, EXPECTED, DECIDED) == []
    assert any(says in complaint for complaint in complaints(seen, expected, decided))


# Every right is really asked for somewhere.


def asked(source: str) -> set[str]:
    """The acts that this source asks about: `rights.require(work, "act", …)`, `may("act", …)`, `RIGHTS["act"]`."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Attribute(attr="require") | ast.Name(id="require"), args=[_, act, *_]):
                pass
            case ast.Call(func=ast.Attribute(attr="may") | ast.Name(id="may"), args=[act, *_]):
                pass
            case ast.Subscript(value=ast.Attribute(attr="RIGHTS") | ast.Name(id="RIGHTS"), slice=act):
                pass
            case _:
                continue
        found |= {
            part.value for part in ast.walk(act) if isinstance(part, ast.Constant) and isinstance(part.value, str)
        }
    return found


def test_every_right_is_asked_for_or_shown_to_nobody() -> None:
    sources = [path.read_text("utf-8") for folder in ("actions", "handlers") for path in (ROOT / folder).rglob("*.py")]
    found = set().union(*map(asked, sources)) | BY_A_STEP
    assert found - set(RIGHTS) == set(), "asked for, but not in the table"
    assert set(RIGHTS) - found == SHOWN_TO_NOBODY
    assert {act for act, right in RIGHTS.items() if right.who is nobody} == SHOWN_TO_NOBODY


def test_a_right_that_is_asked_for_is_seen() -> None:
    assert asked('rights.require(work, "a" if yes else "b", person, village)') == {"a", "b"}
    assert asked('people.may("c", p, 1, None) and RIGHTS["d"].who(p, 1)') == {"c", "d"}
    assert asked('require(work, act, "e"); say("f")') == set()


def test_where_an_act_may_be_done_is_one_of_the_three_places() -> None:
    assert {chat for right in RIGHTS.values() for chat in right.chats} <= {PRIVATE, GROUP, OTHER_GROUP}
    assert holds()(CAST["operator"], VILLAGE) is False


if __name__ == "__main__":
    out = csv.writer(sys.stdout)
    out.writerow(("role", "action", "stage", "chat", "allowed"))
    out.writerows((*here, "yes" if yes else "no") for here, yes in ours().items())
