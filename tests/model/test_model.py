"""The village against its model: a short walk by chance, one that Hypothesis shrinks, and storages built wrongly."""

import ast
import os
from pathlib import Path
from random import Random

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from storage.work import SqliteWork
from tests.faults.aid import BESIDE
from tests.faults.model import Figures, run
from tests.model.life_walk import REFUSALS as LIFE
from tests.model.real import Maker
from tests.model.twins import SHELVES
from tests.model.walk import REFUSALS, WEIGHTS, Walker
from village.people import RIGHTS

ROOT = Path(__file__).resolve().parent.parent.parent
FAMILIES = ("answer", "call", "cast", "count", "hall", "minutes", "sanggah", "second")
"""Meetings, news for many and files of votes, which no walk here goes into: other tests say no to them."""
OTHERS = {
    "setup.refused.code": "said while the code is typed, before any act",
    "setup.refused.kelurahan": "said while the code is typed, before any act",
    "complain.refused.many": "the walk accuses nobody; tests/chats/test_complaint.py plays it",
    "rights.refused.see_complaints": "the walk accuses nobody; tests/chats/test_complaint.py plays it",
    "erase.refused.operator": "who is erased leaves the reference; tests/chats/test_erase.py plays it",
    "join.refused.shared_phone": "no phone is shared here; tests/chats/test_joining.py says it",
    "aid.refused.other_village": "one village only; tests/chats/test_aid.py says it",
    "join.refused.rt": "said while the RT is typed, before any act",
    "join.refused.rt_number": "said while the RT is typed, before any act",
    "rights.refused.chat": "no act here asks for a place that it does not have",
    "register.refused.settled": "no list of residents comes in here; tests/chats/test_register.py says it",
    "offices.refused.reason": "the walk always gives a reason; tests/chats/test_offices.py says it",
    "talk.refused.old": "a word that no button of ours carries",
    "terms.refused.word": "no words are changed here; tests/chats/test_terms.py says it",
    "terms.refused.source": "no words are changed here; the question comes before the act",
    "vote.refused.elsewhere": "too seldom in a walk; tests/chats/test_joining.py says it, and the model knows it",
    "vouch.refused.cap": "nobody vouches so often here; tests/chats/test_joining.py says it",
    "recheck.refused.done": "nobody is drawn here; tests/chats/test_joining.py says it",
    "appeal.refused.twice": "nobody appeals here; tests/chats/test_joining.py says it",
    "appeal.refused.state": "nobody appeals here; tests/chats/test_joining.py says it",
    "case.refused.settled": "nobody appeals here; tests/chats/test_joining.py says it",
    "case.refused.own": "nobody appeals here; tests/chats/test_joining.py says it",
    **dict.fromkeys(
        (
            "vouch.refused.again",
            "household.refused.many",
            "phone.refused.frozen",
            "phone.refused.over",
            "matter.refused.over",
            "matter.refused.done",
            "matter.refused.own",
            "matter.refused.second",
            "departure.refused.reported",
            "departure.refused.alone",
        ),
        "no phone is shared here; tests/model/test_household.py and tests/chats say it",
    ),
    **dict.fromkeys(
        (
            "rights.refused.answer_meeting",
            "rights.refused.answer_sanggah",
            "rights.refused.attend",
            "rights.refused.attendance",
            "rights.refused.broadcast",
            "rights.refused.call_meeting",
            "rights.refused.draft_broadcast",
            "rights.refused.minute",
        ),
        "no meeting is called here, and no news written; tests/rights says it",
    ),
    "vouch.refused.claimed": "no village here has a register; tests/chats/test_register.py says it",
    **dict.fromkeys(
        (
            "detail.refused.point",
            "detail.refused.poor",
            "detail.refused.sdg",
            "detail.refused.status",
            "detail.refused.title",
            "detail.refused.unit",
            "detail.refused.unit_unknown",
            "detail.refused.volume",
            "matrix.refused.alone",
            "matrix.refused.asked",
            "matrix.refused.closing",
            "matrix.refused.count",
            "matrix.refused.name",
            "matrix.refused.no_scores",
            "matrix.refused.not_yours",
            "matrix.refused.nothing",
            "matrix.refused.over",
            "matrix.refused.partner",
            "matrix.refused.settled",
            "matrix.refused.twice",
            "matrix.refused.values",
            "matrix.refused.weight",
            "media.refused.gone",
            "media.refused.many",
            "code.refused.name",
            "code.refused.unknown",
            "price.refused.per",
            "price.refused.source",
            "price.refused.sum",
            "price.refused.unit",
            "price.refused.year",
            "rights.refused.normalise",
            "rights.refused.score",
            "rights.refused.set_phases",
            "rights.refused.set_prices",
            "rights.refused.teach_words",
            "rights.refused.alarm",
            "rights.refused.type_voice",
            "gather.refused.day",
            "gather.refused.many",
            "gather.refused.nothing",
            "gather.refused.number",
            "gather.refused.people",
            "gather.refused.settled",
            "season.refused.order",
            "season.refused.past",
            "season.refused.same",
            "season.refused.settled",
            "season.refused.waits",
            "voice.refused.coming",
            "voice.refused.own",
            "voice.refused.settled",
            "voice.refused.short",
            "words.refused.dusun",
            "words.refused.form",
            "words.refused.many",
            "words.refused.meaning",
            "words.refused.unknown",
        ),
        "no details, prices or words are added here; the transcripts in tests/chats and tests/rights say it",
    ),
    **dict.fromkeys(
        set(LIFE) - {key for keys in REFUSALS.values() for key in keys} - {"rights.refused.support"},
        "the life of proposals has a walk of its own, tests/model/life_walk.py, which must meet it",
    ),
    **dict.fromkeys(BESIDE, "helping has a walk of its own, tests/faults/aid.py, which must meet it"),
}
NEVER_BY_AN_ACT = {
    "recheck": "nobody is drawn here; tests/rights/test_refusals.py says it",
    "print_cards": "no card is printed here; tests/rights/test_refusals.py says it",
    "decide_case": "nobody appeals here; tests/rights/test_refusals.py says it",
    "vote": "the poll says first, and more exactly, why somebody may not",
    "see_published": "read, not done",
    "check_book": "read, not done",
    "complain": "the walk accuses nobody; tests/chats/test_complaint.py plays it",
    "see_complaints": "the walk accuses nobody; tests/chats/test_complaint.py plays it",
    "own_data": "read, not done; what may be done with it, only its owner may",
    "see_running_counts": "no screen shows it",
    "see_submitter_name": "no screen shows it",
    "invite_residents": "read, not done",
    "see_waiting_residents": "read, not done",
    "set_terms": "no words are changed here; tests/rights/test_refusals.py says it",
    "report_departure": "nobody leaves here; tests/model/test_household.py plays it",
    "import_residents": "a file sent by chat, not one of the walk's acts; tests/rights/test_refusals.py says it",
    "help_resident": "tests/faults/aid.py walks there; tests/rights/test_refusals.py says it",
    "check_helped": "tests/faults/aid.py walks there; tests/rights/test_refusals.py says it",
    "see_unheard": "read, not done",
    "support": "tests/model/supporting.py walks there; tests/rights/test_refusals.py says it",
}


def test_a_short_walk_finds_no_difference_and_meets_everything() -> None:
    figures = run(50)
    assert figures.wrong == []
    assert figures.steps == 20_000
    assert figures.unreached(succeeded=20, refused=2) == []


@pytest.mark.parametrize("twin", SHELVES)
def test_a_storage_built_wrongly_is_seen(twin: str) -> None:
    assert run(20, twin=twin, until_red=True).wrong


def test_what_is_met_too_seldom_is_told() -> None:
    figures = Figures()
    figures.reach["tap ok"] = 3
    assert "tap ok: 3 of 4" in figures.unreached(4, 1)
    assert "tap ok: 3 of 3" not in figures.unreached(3, 1)
    assert "tap vote.refused.closed: 0 of 1" in figures.unreached(3, 1)


# Every reason to say no, as the code has it, is one the walk must meet.


def raised(source: str) -> set[str]:
    """The keys of the refusals that a source raises; of a key with a blank, what stands before it."""
    keys = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refusal":
            for part in ast.walk(node.args[0]):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    keys.add(part.value)
    return keys


def test_every_refusal_of_the_acts_has_to_be_met() -> None:
    files = [*(ROOT / "actions").glob("*.py"), *(ROOT / "village").rglob("*.py")]
    keys = set().union(*(raised(file.read_text("utf-8")) for file in files)) - {"rights.refused."}
    keys -= {key for key in keys if key.split(".")[0] in FAMILIES}
    keys |= {f"rights.refused.{act}" for act in set(RIGHTS) - set(NEVER_BY_AN_ACT)}
    met = {key for reasons in REFUSALS.values() for key in reasons}
    assert keys - met == set(OTHERS)
    assert met <= keys
    assert raised('raise Refusal("a.b" if yes else f"c.{d}", no="e")') == {"a.b", "c."}


# The same acts, chosen by Hypothesis: what differs is shrunk to the fewest.

PEOPLE = ("found", "ask", "vouch", "link_group", "stock", "claim")
OFFICES = ("invite", "accept", "confirm", "freeze", "thaw", "end", "hand_over", "describe", "warn")
PROPOSALS = ("propose", "withdraw")
POLLS = ("open_poll", "tap", "tap", "tap", "empty", "close", "tick")
chances = st.randoms(use_true_random=False)


class Village(RuleBasedStateMachine):
    maker: Maker = staticmethod(SqliteWork)

    @initialize(seed=st.integers(0, 3))
    def begin(self, seed: int) -> None:
        self.walker = Walker(seed, self.maker)

    def act(self, name: str, chance: Random) -> None:
        self.walker.chance = chance
        assert self.walker.step(name, *getattr(self.walker, f"_{name}")()) == []

    @rule(name=st.sampled_from(PEOPLE), chance=chances)
    def somebody_comes_or_is_vouched_for(self, name: str, chance: Random) -> None:
        self.act(name, chance)

    @rule(name=st.sampled_from(OFFICES), chance=chances)
    def an_office_is_given_or_ended(self, name: str, chance: Random) -> None:
        self.act(name, chance)

    @rule(name=st.sampled_from(PROPOSALS), chance=chances)
    def a_proposal_comes_or_goes(self, name: str, chance: Random) -> None:
        self.act(name, chance)

    @rule(name=st.sampled_from(POLLS), chance=chances)
    def a_poll_opens_closes_or_is_voted_in(self, name: str, chance: Random) -> None:
        self.act(name, chance)

    @rule(chance=chances)
    def time_goes_by(self, chance: Random) -> None:
        self.act("wait", chance)

    @invariant()
    def the_same_is_kept(self) -> None:
        if hasattr(self, "walker"):
            assert self.walker.look() == []

    def teardown(self) -> None:
        if hasattr(self, "walker"):
            self.walker.close()


class VillageWhereVotesComeLate(Village):
    maker: Maker = staticmethod(SHELVES["vote-after-close"])


def test_hypothesis_finds_no_difference() -> None:
    examples = int(os.environ.get("EXAMPLES", "30"))
    run_state_machine_as_test(
        Village, settings=settings(max_examples=examples, stateful_step_count=40, deadline=None, database=None)
    )


def test_hypothesis_sees_a_vote_after_the_close() -> None:
    quick = settings(
        max_examples=300, stateful_step_count=40, deadline=None, database=None, derandomize=True,
        phases=[Phase.generate], print_blob=False,
    )  # fmt: skip
    with pytest.raises(AssertionError):
        run_state_machine_as_test(VillageWhereVotesComeLate, settings=quick)


def test_every_act_of_the_walk_is_a_rule() -> None:
    assert {*PEOPLE, *OFFICES, *PROPOSALS, *POLLS, "wait"} == set(WEIGHTS)
