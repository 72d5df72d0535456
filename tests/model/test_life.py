"""The life of proposals in short: nothing differs from the model, everything is met; what is built wrongly is seen."""

from collections import Counter

import pytest

from tests.faults.life import TWINS, run, unreached
from tests.model.life_rules import ALL, BACK, CARRIED, OPEN, REFUSED, TERMINAL, WAYS
from tests.model.life_walk import REFUSALS
from tests.model.test_model import ROOT, raised
from village.proposal import NEXT, Status


def test_no_walk_differs_and_everything_is_met() -> None:
    figures = run(28)
    assert figures.wrong == []
    assert unreached(figures.reach, succeeded=1, refused=1) == []


@pytest.mark.parametrize("twin", TWINS)
def test_what_is_built_wrongly_is_seen(twin: str) -> None:
    assert run(12, twin=twin, until_red=True).wrong


def test_what_is_met_too_seldom_is_told() -> None:
    assert "agree: 3 of 4" in unreached(Counter({"agree": 3}), 4, 0)
    assert "step.refused.pair: 0 of 1" in unreached(Counter(), 0, 1)
    assert unreached(Counter(), 0, 0) == []


def test_the_model_knows_every_transition_that_is_built() -> None:
    built = {(here.value, to.value) for here, targets in NEXT.items() for to in targets}
    assert {*ALL} == built - {("dibahas_musrenbang", "ditetapkan")}
    assert {*OPEN, *CARRIED, *TERMINAL} == set(Status)


def test_every_refusal_of_an_act_about_proposals_has_to_be_met() -> None:
    acts = ("banding", "change", "clarify", "decide", "merge", "propose", "queue", "steps", "support", "verify")
    files = [*(ROOT / "actions" / f"{act}.py" for act in acts), ROOT / "village/proposal.py", ROOT / "village/steps.py"]
    assert set().union(*(raised(file.read_text("utf-8")) for file in files)) <= set(REFUSALS)


def test_every_no_has_a_reason_and_two_people_or_follows_one_that_had() -> None:
    for (here, to), way in WAYS.items():
        if to in REFUSED:
            assert way.why and (way.two or here in REFUSED), (here, to)
    assert set(BACK) == REFUSED - {"bukan_kewenangan", "digabung"}
