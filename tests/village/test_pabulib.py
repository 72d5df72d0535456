"""Pabulib files as they come, and what is wrong with a bad one."""

from fractions import Fraction

import pytest

from village.counting.pabulib import File, read, written
from village.refusal import Refusal

META = "META\nkey;value\nbudget;100\n"
PROJECTS = "PROJECTS\nproject_id;cost\n1;60\n2;40\n"


def votes(*rows: str, head: str = "voter_id;vote") -> str:
    return "\n".join(["VOTES", head, *rows, ""])


def groups(file: File) -> list[tuple[tuple[tuple[int, int], ...], int]]:
    return [(group.picks, group.many) for group in file.election.groups]


def test_a_real_file_with_all_its_oddities() -> None:
    file = read(
        "\ufeffMETA;\r\nkey;value\r\nDescription;Desa; tahun 2027\r\nbudget;1 000,50\r\nempty\r\ncurrency;PLN\r\n\r\n"
        ' projects ;;\r\nCost; project_id;name;category\r\n"250,25";B2;"Jalan; ""besar""";roads\r\n10;A1;none;\r\n'
        "Votes\r\nvoter_id;vote;age\r\n1;A1,B2;30\r\n2; B2 , A1;\r\n3;none\r\n4;A1,A1;9;extra\r\n5\r\n"
    )
    election = file.election
    assert [(p.id, p.cost, p.name) for p in election.projects] == [("A1", 40, ""), ("B2", 1001, 'Jalan; "besar"')]
    assert (election.budget, election.scale, election.voters, election.least_votes) == (4002, 4, 5, 0)
    assert groups(file) == [(((0, 1), (1, 1)), 2), ((), 2), (((0, 1),), 1)]
    assert file.meta["description"] == "Desa" and file.meta["empty"] == ""
    assert file.currency == "PLN"


@pytest.mark.parametrize(("said", "currency"), [("IDR", "Rp"), ("rp", "Rp"), ("", "Rp"), ("EUR", "EUR")])
def test_rupiah_is_what_is_meant_without_a_word(said: str, currency: str) -> None:
    assert read(META + f"currency;{said}\n" + PROJECTS).currency == currency
    assert read(META + PROJECTS).currency == "Rp"


@pytest.mark.parametrize("kind", ["approval", "choose-1", " Approval "])
def test_an_approval_is_one_point(kind: str) -> None:
    assert groups(read(META + f"vote_type;{kind}\n" + PROJECTS + votes("1;2", "2;2"))) == [(((1, 1),), 2)]


@pytest.mark.parametrize("kind", ["scoring", "cumulative"])
def test_points_are_read_as_they_are_and_none_is_no_vote(kind: str) -> None:
    rows = votes("1;1,2;2.5,-1", "2;2,1;0,3", "3;1;", "4;1;none", "5;;", head="voter_id;vote;points")
    file = read(META + f"vote_type;{kind}\n" + PROJECTS + rows)
    assert groups(file) == [(((0, 5),), 1), (((0, 6),), 1), ((), 3)]
    assert file.election.points_scale == 2


def test_an_ordinal_ballot_gives_borda_points() -> None:
    projects = PROJECTS + "3;5\n"
    rows = votes("1;3,1", "2;2", "3;1,1,2")
    longest = read(META + "vote_type;ordinal\n" + projects + rows)
    assert groups(longest) == [(((0, 2), (2, 3)), 1), (((1, 3),), 1), (((0, 3), (1, 1)), 1)]
    told = read(META + "vote_type;ordinal\nmax_length;5\n" + projects + votes("1;3,1"))
    assert groups(told) == [(((0, 4), (2, 5)), 1)]
    assert groups(read(META + "vote_type;ordinal\nmax_length;x\n" + projects)) == []


def test_ties_and_the_fewest_votes_stand_in_the_file() -> None:
    file = read(META + "rembuk_ties;2, 1\nrembuk_least_votes;3\n" + PROJECTS)
    assert [project.id for project in file.election.projects] == ["2", "1"]
    assert file.election.least_votes == 3
    letters = read(META + "PROJECTS\nproject_id;cost\n9;1\n10;1\nb;1\nA;1\n")
    assert [project.id for project in letters.election.projects] == ["10", "9", "A", "b"]


@pytest.mark.parametrize(
    ("text", "key", "facts"),
    [
        ("", "no_projects", {}),
        ("hello;x\n", "no_section", {"line": 1}),
        ("META\nkey;value\n" + PROJECTS, "budget", {"line": 0, "said": ""}),
        (META.replace("100", "-1") + PROJECTS, "budget", {"line": 0, "said": "-1"}),
        (META.replace("100", "1.") + PROJECTS, "budget", {"line": 0, "said": "1."}),
        (META.replace("100", "1.5.2") + PROJECTS, "budget", {"line": 0, "said": "1.5.2"}),
        (META.replace("100", "1,2,3") + PROJECTS, "budget", {"line": 0, "said": "1,2,3"}),
        (META.replace("100", "²") + PROJECTS, "budget", {"line": 0, "said": "²"}),
        (META + "PROJECTS\nid;cost\n", "column", {"line": 5, "column": "project_id"}),
        (META + "PROJECTS\nproject_id;name\n", "column", {"line": 5, "column": "cost"}),
        (META + PROJECTS + votes("1;2", head="voter_id;choice"), "column", {"line": 9, "column": "vote"}),
        (META + PROJECTS + "3; many \n", "cost", {"line": 8, "said": "many"}),
        (META + PROJECTS + "3\n", "cost", {"line": 8, "said": ""}),
        (META + PROJECTS + ";7\n", "project", {"line": 8, "project": ""}),
        (META + PROJECTS + "1;7\n", "project_twice", {"line": 8, "project": "1"}),
        (META + "rembuk_ties;1\n" + PROJECTS, "ties", {}),
        (META + "rembuk_ties;1,1,2\n" + PROJECTS, "ties", {}),
        (META + "rembuk_least_votes;-1\n" + PROJECTS, "least", {}),
        (META + "vote_type;secret\n" + PROJECTS, "type", {"said": "secret"}),
        (META + PROJECTS + votes("1;1", "2;1", "3;7"), "unknown", {"line": 12, "project": "7"}),
        (META + "vote_type;scoring\n" + PROJECTS + votes("1;1;a", head="voter_id;vote;points"), "points", {"line": 11}),
        (
            META + "vote_type;scoring\n" + PROJECTS + votes("1;1,2;3", head="voter_id;vote;points"),
            "points",
            {"line": 11},
        ),
        (META + PROJECTS + votes("1;\x00" + "x" * 10_000_001), "row", {"line": 10}),
    ],
)
def test_a_bad_file_is_refused_with_its_line(text: str, key: str, facts: dict[str, object]) -> None:
    with pytest.raises(Refusal) as no:
        read(text)
    assert (no.value.key, dict(no.value.facts)) == (f"count.refused.{key}", facts)


def test_what_is_written_is_read_again() -> None:
    text = written(
        {"description": "Desa; kita", "budget": 9, "vote_type": "approval"},
        [{"project_id": 1, "cost": 5, "name": 'Jalan "besar"'}, {"project_id": 2, "cost": 4, "name": "Lampu"}],
        [{"voter_id": 1, "vote": "1,2"}, {"voter_id": 2, "vote": ""}],
    )
    assert text == (
        'META\nkey;value\ndescription;"Desa; kita"\nbudget;9\nvote_type;approval\n'
        'PROJECTS\nproject_id;cost;name\n1;5;"Jalan ""besar"""\n2;4;Lampu\nVOTES\nvoter_id;vote\n1;1,2\n2;\n'
    )
    file = read(text)
    assert [project.name for project in file.election.projects] == ['Jalan "besar"', "Lampu"]
    assert groups(file) == [(((0, 1), (1, 1)), 1), ((), 1)]
    assert file.election.budget == Fraction(9)
    assert written({}, [], []) == "META\nkey;value\nPROJECTS\nproject_id;cost\nVOTES\nvoter_id;vote\n"


def test_odd_words_are_kept_as_they_are_and_one_row_is_a_table() -> None:
    text = written({}, [{"project_id": 1, "cost": 5, "name": "Jalan\r\nbesar"}], [{"voter_id": 1, "vote": "1"}])
    assert text.endswith('PROJECTS\nproject_id;cost;name\n1;5;"Jalan\r\nbesar"\nVOTES\nvoter_id;vote\n1;1\n')


def test_money_may_be_nothing_half_or_have_a_sign() -> None:
    file = read("META\nkey;value\nbudget;0\nvote_type;\nPROJECTS\nproject_id;cost\n1;0\n2;0,5\n3;+5\n" + votes("1;1"))
    assert (file.election.budget, [p.cost for p in file.election.projects], file.election.scale) == (0, [0, 1, 10], 2)
    assert groups(file) == [(((0, 1),), 1)]
