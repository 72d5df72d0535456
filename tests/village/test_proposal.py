"""The machine that alone changes a proposal's status, against the table of the design."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quick import quick
from village.proposal import NEXT, ON_A_BALLOT, PUBLIC, Proposal, Status, moved
from village.refusal import Refusal

# From → to, as in the design, with what decision 0020 adds: appeals that the council grants, and the end of a season.
TABLE = """
diterima            perlu_klarifikasi digabung dibahas_musdus verifikasi diteruskan disembunyikan dicabut tertunda
perlu_klarifikasi   diterima dicabut tertunda
digabung            diterima
dibahas_musdus      verifikasi tertunda
verifikasi          layak tidak_layak bukan_kewenangan tertunda
bukan_kewenangan    du_rkp diteruskan tertunda
layak               rancangan_rkp du_rkp cadangan_rpjm belum_dibiayai tertunda
rancangan_rkp       dibahas_musrenbang tertunda
dibahas_musrenbang  ditetapkan rancangan_rkp tertunda
belum_dibiayai      diterima layak
tidak_layak         verifikasi
diteruskan          diterima
disembunyikan       diterima
cadangan_rpjm       diterima
tertunda            diterima
"""
ALLOWED = {(row[0], to) for row in map(str.split, TABLE.strip().splitlines()) for to in row[1:]}


def standing(status: Status) -> Proposal:
    return Proposal(1, 1, 1, 7, 1, "Lampu jalan", "Mohon lampu jalan", 1, "02", "semua", 5, status, 0)


def test_a_proposal_moves_by_the_table_and_not_otherwise() -> None:
    for here, to in product(Status, Status):
        if (here.value, to.value) in ALLOWED:
            assert moved(standing(here), to) is to
        else:
            with pytest.raises(Refusal) as no:
                moved(standing(here), to)
            assert (no.value.key, no.value.facts) == ("proposal.refused.status", {"number": {"raw": 7}})


def test_every_status_stands_in_the_machine_and_in_the_table() -> None:
    assert set(NEXT) == set(Status)
    assert {word for pair in ALLOWED for word in pair} == {status.value for status in Status}


def reachable(start: Status) -> set[Status]:
    found, open_ = {start}, [start]
    while open_:
        new = NEXT[open_.pop()] - found
        found |= new
        open_ += new
    return found


def test_every_status_can_be_reached_from_being_received() -> None:
    assert reachable(Status.DITERIMA) == set(Status)


def test_what_waits_for_money_or_an_answer_can_come_back_next_year() -> None:
    for status in (Status.BELUM_DIBIAYAI, Status.CADANGAN_RPJM, Status.TERTUNDA):
        assert Status.DITERIMA in NEXT[status]


def test_nothing_is_settled_that_was_not_verified_and_discussed() -> None:
    for needed in (Status.VERIFIKASI, Status.LAYAK, Status.DIBAHAS_MUSRENBANG):
        without = {Status.DITERIMA}
        open_ = [Status.DITERIMA]
        while open_:
            new = NEXT[open_.pop()] - without - {needed}
            without |= new
            open_ += new
        assert Status.DITETAPKAN not in without


@quick
@given(st.lists(st.sampled_from(Status), max_size=30))
def test_any_walk_stays_on_the_table(wishes: list[Status]) -> None:
    here = Status.DITERIMA
    for wish in wishes:
        try:
            to = moved(standing(here), wish)
        except Refusal:
            continue
        assert (here.value, to.value) in ALLOWED
        here = to


def test_what_is_hidden_or_withdrawn_is_not_public_and_never_on_a_ballot() -> None:
    assert set(Status) - PUBLIC == {Status.DISEMBUNYIKAN, Status.DICABUT}
    assert ON_A_BALLOT < PUBLIC
