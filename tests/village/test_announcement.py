"""What is announced stands under a seal, in the form that the specification lays down."""

import hashlib
import json
from dataclasses import replace
from fractions import Fraction

import pytest

from village.announcement import Announcement, Choice, Closing, Line, root_of_lines
from village.counting.equal_shares import Completion, Utility
from village.counting.method import Method, Rule
from village.counting.outcome import Why
from village.sealing import commitment, root

TOLD = Announcement(
    "12", "33.01.02.2003", " Usulan  RKP\n2027", (Choice(40, "Talud\tsungai", 60), Choice(3, "Balai", 50)),
    "acak untuk  tiap pemilih", 20, 100, Method(Rule.EQUAL_SHARES, Fraction(1, 100)), (40, 3), 1, 2,
)  # fmt: skip
FACTS = {
    "bentuk": "rembuk-jajak-1",
    "jajak": "12",
    "desa": "33.01.02.2003",
    "judul": "Usulan RKP 2027",
    "usulan": [
        {"nomor": 3, "judul": "Balai", "biaya": 50},
        {"nomor": 40, "judul": "Talud sungai", "biaya": 60},
    ],
    "urutan": "acak untuk tiap pemilih",
    "pemilih": 20,
    "dana": 100,
    "cara": "bagi-rata",
    "guna": "jumlah",
    "sisa": "naik",
    "langkah": [1, 100],
    "seri": [40, 3],
    "suara_paling_sedikit": 1,
    "pilihan_paling_banyak": 2,
}
SHUT = Closing("ab" * 32, 3, 5, b"s" * 32, b"c" * 32)


def sealed(facts: object) -> str:
    plain = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def test_an_announcement_has_the_form_of_the_specification() -> None:
    assert TOLD.facts() == FACTS
    assert TOLD.seal() == sealed(FACTS)


@pytest.mark.parametrize(
    ("method", "said"),
    [
        (Method(Rule.MOST_VOTES, Fraction(1)), ("suara-terbanyak", "jumlah", "naik", [1, 1])),
        (Method(Rule.PHRAGMEN, Fraction(1, 3), Utility.COST), ("phragmen", "biaya", "naik", [1, 3])),
        (
            Method(Rule.EQUAL_SHARES, Fraction(2, 6), Utility.COST, Completion.NONE),
            ("bagi-rata", "biaya", "tidak", [1, 3]),
        ),
    ],
)
def test_a_method_is_told_in_the_words_of_the_specification(method: Method, said: tuple[object, ...]) -> None:
    facts = replace(TOLD, method=method).facts()
    assert (facts["cara"], facts["guna"], facts["sisa"], facts["langkah"]) == said


def test_only_most_votes_publish_single_picks() -> None:
    assert TOLD.whole_ballots
    assert replace(TOLD, method=Method(Rule.PHRAGMEN, Fraction(1))).whole_ballots
    assert not replace(TOLD, method=Method(Rule.MOST_VOTES, Fraction(1))).whole_ballots


def test_a_closing_has_a_seal_over_each_of_its_figures() -> None:
    facts = {"segel": "ab" * 32, "surat": 3, "baris": 5, "akar_s": "73" * 32, "akar_c": "63" * 32}
    assert SHUT.facts() == facts
    assert SHUT.closing_seal() == sealed(facts)


def test_the_announced_rule_counts_by_the_numbers_of_proposals() -> None:
    votes, outcome = TOLD.count([[3, 40], [40], [3], []])
    assert [(p.id, p.cost, p.name) for p in votes.projects] == [("40", 60, "Talud\tsungai"), ("3", 50, "Balai")]
    assert (votes.budget, votes.voters, votes.least_votes, votes.votes) == (100, 4, 1, [2, 2])
    assert outcome.winners == (1,)
    assert outcome.verdicts[1].why is Why.SHARED and votes.scores == [2, 2]
    most = replace(TOLD, method=Method(Rule.MOST_VOTES, Fraction(1)))
    assert most.count([[3], [40]])[1].winners == (0,)
    assert replace(most, ties=(3, 40)).count([[3], [40]])[0].projects[0].id == "3"
    assert replace(most, least_votes=2).count([[3], [40], [40]])[1].verdicts[1].why is Why.FEW_VOTES


def test_the_root_of_the_lines_is_that_of_their_commitments() -> None:
    lines = [Line("ZZZZZZZZZZ", "3 40", b"a" * 32), Line("0000000000", "", b"b" * 32)]
    assert root_of_lines("12", lines) == root(
        [commitment("12", "ZZZZZZZZZZ", "3 40", b"a" * 32), commitment("12", "0000000000", "", b"b" * 32)]
    )
