"""Who may take a proposal further: reasons, pairs of two offices, and what nobody may."""

from dataclasses import replace
from itertools import product

import pytest

from tests.rights.cast import CAST, VILLAGE, officer, somebody
from tests.village.test_proposal import standing
from village.people import RIGHTS, Office, State
from village.proposal import NEXT, Status
from village.refusal import Refusal
from village.steps import (
    APPEALABLE,
    BY_ITSELF,
    NO,
    OWN,
    STEPS,
    Why,
    apart,
    different,
    entitled,
    pair,
    pairing,
    rights,
    step,
)


def test_every_move_of_the_machine_has_its_step_but_the_councils() -> None:
    moves = {(here, to) for here, targets in NEXT.items() for to in targets}
    assert moves - set(STEPS) == {(Status.DIBAHAS_MUSRENBANG, Status.DITETAPKAN)}
    assert set(STEPS) <= moves


def test_every_right_of_a_step_is_a_right() -> None:
    for found in STEPS.values():
        assert found.by - {OWN, BY_ITSELF} <= set(RIGHTS)
        assert found.by


def test_no_is_never_said_by_one_person_nor_without_a_reason() -> None:
    """But the proposer's own way back, and what follows a no that two have said."""
    for (here, to), found in STEPS.items():
        if to in NO and here is not Status.BUKAN_KEWENANGAN:
            assert found.pair and found.reasons, (here, to)


def test_what_was_refused_can_be_appealed_against() -> None:
    assert {Status.TIDAK_LAYAK, Status.BELUM_DIBIAYAI, Status.DITERUSKAN, Status.DISEMBUNYIKAN} == APPEALABLE


@pytest.mark.parametrize("why", [None, Why.DANA])
def test_a_refusal_needs_a_reason_of_its_own(why: Why | None) -> None:
    with pytest.raises(Refusal) as no:
        step(standing(Status.VERIFIKASI), Status.TIDAK_LAYAK, why)
    assert no.value.key == "step.refused.reason"


def test_a_step_that_the_machine_does_not_know_is_refused() -> None:
    for here, to in product(Status, Status):
        if (here, to) not in STEPS:
            with pytest.raises(Refusal) as no:
                step(standing(here), to, Why.BANDING)
            assert no.value.key == "proposal.refused.status"


def test_two_of_different_offices_one_of_them_of_the_team() -> None:
    found = STEPS[Status.VERIFIKASI, Status.TIDAK_LAYAK]
    first = {office: replace(officer(office), id=1) for office in Office}
    second = {office: replace(officer(office), id=2) for office in Office}
    good = {
        frozenset({Office.TIM_PENYUSUN, Office.TIM_VERIFIKASI}),
        frozenset({Office.TIM_PENYUSUN, Office.FASILITATOR}),
    }
    for a, b in product(Office, Office):
        assert pair(found, first[a], second[b], 1) == (frozenset({a, b}) in good), (a, b)


def test_nobody_is_two_people() -> None:
    found = STEPS[Status.VERIFIKASI, Status.TIDAK_LAYAK]
    both = somebody(State.VERIFIED, Office.TIM_PENYUSUN, Office.TIM_VERIFIKASI)
    assert not pair(found, both, both, 1)
    assert pair(found, both, replace(both, id=8), 1)
    assert not pair(found, both, replace(both, id=8), 2)


def test_two_who_decide_together_do_so_in_two_offices() -> None:
    """Also where one of them holds both."""
    found = STEPS[Status.VERIFIKASI, Status.TIDAK_LAYAK]
    both = somebody(State.VERIFIED, Office.TIM_PENYUSUN, Office.TIM_VERIFIKASI)
    team = replace(officer(Office.TIM_PENYUSUN), id=8)
    assert pairing(found, team, both, 1) == (Office.TIM_PENYUSUN, Office.TIM_VERIFIKASI)
    assert pairing(found, both, team, 1) == (Office.TIM_VERIFIKASI, Office.TIM_PENYUSUN)
    assert pairing(found, team, replace(team, id=9), 1) is None


def test_two_who_enter_a_gathering_do_so_in_two_bodies() -> None:
    found = STEPS[Status.DITERIMA, Status.DIBAHAS_MUSDUS]
    kader, rt = officer(Office.KADER), replace(officer(Office.RT), id=8)
    assert different(found, kader, rt, 1) == (Office.KADER, Office.RT)
    assert different(found, kader, replace(kader, id=8), 1) is None
    chair, member = officer(Office.BPD_KETUA), replace(officer(Office.BPD_ANGGOTA), id=8)
    assert different(found, chair, member, 1) is None
    assert different(found, chair, rt, 1) == (Office.BPD_KETUA, Office.RT)


def test_where_no_reason_is_asked_none_is_taken() -> None:
    with pytest.raises(Refusal) as no:
        step(standing(Status.DITERIMA), Status.VERIFIKASI, Why.SERUPA)
    assert no.value.key == "step.refused.reason"


def test_only_the_proposer_takes_a_proposal_back() -> None:
    found = STEPS[Status.DITERIMA, Status.DICABUT]
    proposal = standing(Status.DITERIMA)
    assert not any(entitled(found, person, proposal) for person in CAST.values() if person)
    assert entitled(found, somebody(State.VERIFIED), replace(proposal, author_id=7))


def test_time_alone_has_no_right() -> None:
    assert rights(STEPS[Status.TERTUNDA, Status.DITERIMA]) == frozenset()


@pytest.mark.parametrize(
    ("first", "second", "apart_"),
    [
        ((Office.TIM_PENYUSUN,), (Office.PEMDES,), True),
        ((Office.PEMDES,), (Office.BPD_ANGGOTA,), True),
        ((Office.PEMDES,), (Office.PEMDES,), False),
        ((Office.BPD_KETUA,), (Office.BPD_ANGGOTA,), False),
        ((Office.BPD_ANGGOTA,), (Office.BPD_ANGGOTA,), False),
        ((Office.PEMDES, Office.TIM_PENYUSUN), (Office.PEMDES,), True),
        ((Office.PEMDES, Office.KADER), (Office.PEMDES,), False),
        ((Office.KADER,), (Office.PEMDES,), False),
        ((), (Office.PEMDES,), False),
    ],
)
def test_two_people_need_two_offices_that_have_the_right_and_the_council_is_one(
    first: tuple[Office, ...], second: tuple[Office, ...], apart_: bool
) -> None:
    one, other = (replace(somebody(State.VERIFIED, *held), id=number) for number, held in ((1, first), (2, second)))
    assert apart("set_phases", one, other, VILLAGE) is apart_
    assert apart("set_phases", other, one, VILLAGE) is apart_
    assert not apart("set_phases", one, replace(one, offices=frozenset({Office.BPD_KETUA})), VILLAGE)
