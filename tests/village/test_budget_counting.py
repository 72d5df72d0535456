"""Most votes, Equal Shares and Phragmén, beside the rule written down a second time, and by hand."""

import random
from fractions import Fraction

import pytest

from tests.faults.shares import naive
from village.counting.election import Election, Group, Project, election
from village.counting.equal_shares import Completion, Utility, equal_shares
from village.counting.method import Method, Rule, counted, usual_step
from village.counting.most_votes import most_votes
from village.counting.outcome import Outcome, Verdict, Why
from village.counting.phragmen import phragmen
from village.counting.told import sentences

STEP = Fraction(1, 100)


def of(costs: list[int], budget: int, *ballots: str, least: int = 0) -> Election:
    """Projects a, b, c …; "ab" is a ballot for two of them."""
    names = "abcdefghij"[: len(costs)]
    return election(
        [(name, cost, name.upper()) for name, cost in zip(names, costs, strict=True)],
        budget,
        [({names.index(pick): 1 for pick in ballot}, 1) for ballot in ballots],
        least,
    )


def won(votes: Election, outcome: Outcome) -> str:
    return "".join(votes.projects[one].id for one in outcome.winners)


def drawn(seed: int, points: bool = False) -> Election:
    rng = random.Random(seed)
    many = rng.randint(1, 7)
    ballots = [
        (
            {one: rng.choice((1, 2, 5)) if points else 1 for one in range(many) if rng.random() < 0.5},
            rng.choice((1, 1, 3)),
        )
        for _ in range(rng.choice((1, 2, 5, 12)))
    ]
    projects = [(str(one), rng.choice((0, 1, 2, 5, 5, 10, 30)), "") for one in range(many)]
    return election(projects, rng.choice((3, 10, 25, 60)), ballots, rng.choice((0, 0, 1, 2)))


def plainly(votes: Election, utility: Utility, times: Fraction) -> list[int]:
    """The winners of one run, in order."""
    free = [one for one, project in enumerate(votes.projects) if not project.cost and votes.votes[one]]
    kept = [one for one in free if utility is Utility.CARDINALITY and votes.votes[one] >= votes.least_votes]
    return kept + list(naive(votes, utility, times).bought)


def raised(votes: Election, utility: Utility, step: Fraction) -> tuple[list[int], Fraction]:
    """Completion as it is announced: step after step."""
    at = Fraction(0)
    best, before = plainly(votes, utility, 1 + at), at
    while True:
        spent = votes.cost_of(best)
        backed = [one for one in range(len(votes.projects)) if votes.votes[one] and votes.projects[one].cost]
        able = [one for one in backed if votes.votes[one] >= votes.least_votes and one not in best]
        if all(votes.projects[one].cost + spent > votes.budget for one in able):
            return best, before
        at += step
        more = plainly(votes, utility, 1 + at)
        if votes.cost_of(more) > votes.budget:
            return best, before
        best, before = more, at


@pytest.mark.parametrize("utility", Utility)
@pytest.mark.parametrize("points", [False, True])
def test_equal_shares_is_the_rule_written_down_a_second_time(utility: Utility, points: bool) -> None:
    for seed in range(250):
        votes = drawn(seed, points)
        outcome = equal_shares(votes, utility, Completion.NONE, STEP)
        told = naive(votes, utility, Fraction(1))
        assert list(outcome.winners) == plainly(votes, utility, Fraction(1)), seed
        assert outcome.raised == 0
        for one, share in told.bought.items():
            verdict = outcome.verdicts[one]
            assert verdict.amount == share.price and verdict.votes == votes.votes[one], seed
            assert points or (verdict.why is Why.SHARED) == share.even, seed
        for one, verdict in enumerate(outcome.verdicts):
            if verdict.why is Why.SHORT:
                assert verdict.amount == votes.projects[one].cost - told.held(one) > 0, seed


@pytest.mark.parametrize("utility", Utility)
def test_raising_goes_step_by_step_until_nothing_fits_or_it_would_be_too_much(utility: Utility) -> None:
    for seed in range(150):
        votes = drawn(seed, seed % 3 == 0)
        step = (Fraction(1, 20), Fraction(1, 3), Fraction(1))[seed % 3]
        outcome = equal_shares(votes, utility, Completion.RAISE, step)
        winners, at = raised(votes, utility, step)
        assert (list(outcome.winners), outcome.raised) == (winners, at), seed
        assert votes.cost_of(winners) <= votes.budget
        assert plainly(votes, utility, 1 + at) == winners, seed
        told = naive(votes, utility, 1 + at)
        for one, verdict in enumerate(outcome.verdicts):
            if verdict.why is Why.SHORT:
                assert verdict.amount == votes.projects[one].cost - told.held(one), seed


def test_steps_in_which_nothing_can_change_are_leapt_over() -> None:
    votes = of([5, 1_000_000], 2_000_000, *["a"] * 999, "b")
    outcome = equal_shares(votes, Utility.CARDINALITY, Completion.RAISE, STEP)
    assert won(votes, outcome) == "ab"
    assert outcome.raised == 499  # 1,000 voters: b's only voter needs half of the budget
    assert raised(of([5, 100], 200, *["a"] * 9, "b"), Utility.COST, STEP)[1] == Fraction(4)
    assert equal_shares(of([5, 100], 200, *["a"] * 9, "b"), Utility.COST, Completion.RAISE, STEP).raised == 4


def test_a_leap_is_as_long_as_it_takes_however_many_vote() -> None:
    votes = election([("a", 1, ""), ("b", 10**8, "")], 2 * 10**8, [({0: 1}, 10**9), ({1: 1}, 1)])
    outcome = equal_shares(votes, Utility.CARDINALITY, Completion.RAISE, STEP)
    assert won(votes, outcome) == "ab"
    assert 4 * 10**8 < outcome.raised < 10**9


def test_one_that_is_equal_to_the_dearest_may_come_before_it() -> None:
    votes = of([40, 20, 10, 32, 15], 80, "ab", "ac", "d", "e")
    outcome = equal_shares(votes, Utility.CARDINALITY, Completion.RAISE, Fraction(1, 20))
    assert (won(votes, outcome), outcome.raised) == ("cea", Fraction(1, 2))
    assert raised(votes, Utility.CARDINALITY, Fraction(1, 20)) == ([2, 4, 0], Fraction(1, 2))


def test_great_sums_are_not_rounded() -> None:
    """A machine's fractions would make 2**60 + 200 a little more, and everybody too poor."""
    votes = of([3 * (2**60 + 200)], 3 * (2**60 + 200), "a", "a", "a")
    outcome = equal_shares(votes, completion=Completion.NONE)
    assert outcome.verdicts == (Verdict(Why.SHARED, 3, Fraction(2**60 + 200)),)


def test_the_step_decides_where_the_raising_ends() -> None:
    votes = of([60, 50, 30], 100, "a", "a", "b", "c")
    by_tens = equal_shares(votes, Utility.CARDINALITY, Completion.RAISE, Fraction(1, 10))
    assert (won(votes, by_tens), by_tens.raised) == ("ac", Fraction(1, 5))
    whole = equal_shares(votes, Utility.CARDINALITY, Completion.RAISE, Fraction(1))
    assert (won(votes, whole), whole.raised) == ("", 0)
    assert whole.verdicts[0] == Verdict(Why.SHORT, 2, Fraction(10))


def test_what_costs_nothing_is_chosen_for_its_number_but_not_for_its_cost() -> None:
    votes = of([0, 5, 0], 10, "ab")
    assert won(votes, equal_shares(votes, Utility.CARDINALITY, Completion.NONE, STEP)) == "ab"
    by_cost = equal_shares(votes, Utility.COST, Completion.NONE, STEP)
    assert won(votes, by_cost) == "b"
    assert [verdict.why for verdict in by_cost.verdicts] == [Why.USELESS, Why.SHARED, Why.NO_VOTES]
    assert equal_shares(votes, Utility.CARDINALITY, Completion.NONE, STEP).verdicts[0] == Verdict(Why.FREE, 1)


def test_without_a_voter_or_a_budget_nothing_is_shared() -> None:
    none, poor = of([1, 0], 10), of([1, 0], 0, "ab")
    assert won(none, equal_shares(none)) == ""
    assert won(poor, equal_shares(poor)) == "b"
    assert won(poor, equal_shares(poor, Utility.COST)) == ""


def test_of_equals_the_first_one_goes() -> None:
    votes = of([5, 5, 5], 10, "abc", "cba")
    assert won(votes, equal_shares(votes, completion=Completion.NONE)) == "ab"
    assert won(votes, equal_shares(votes, Utility.COST, Completion.NONE)) == "ab"
    assert won(votes, most_votes(votes)) == "ab"
    assert won(votes, phragmen(of([5, 5, 5], 15, "abc", "cba"))) == "abc"


def test_who_has_less_pays_what_is_left_and_the_others_bear_the_rest() -> None:
    votes = of([6, 12], 18, "a", "ab", "b")
    outcome = equal_shares(votes, completion=Completion.NONE)
    assert won(votes, outcome) == "a"
    assert outcome.verdicts == (Verdict(Why.SHARED, 2, Fraction(3)), Verdict(Why.SHORT, 2, Fraction(3)))
    more = of([6, 9], 18, "a", "ab", "b")
    assert equal_shares(more, completion=Completion.NONE).verdicts[1] == Verdict(Why.SHARED_MOST, 2, Fraction(6))
    assert equal_shares(more, completion=Completion.NONE).remaining == (12, 3)


def test_most_votes_passes_over_what_no_longer_fits() -> None:
    votes = of([60, 50, 40, 0, 200, 10, 1], 100, "abcdf", "abce", "ab", least=1)
    outcome = most_votes(votes)
    assert won(votes, outcome) == "acd"
    assert outcome.verdicts == (
        Verdict(Why.FITS, 3),
        Verdict(Why.NO_ROOM, 3, Fraction(10)),
        Verdict(Why.FITS, 2),
        Verdict(Why.FREE, 1),
        Verdict(Why.OVER_BUDGET, 1, Fraction(100)),
        Verdict(Why.NO_ROOM, 1, Fraction(10)),
        Verdict(Why.NO_VOTES, 0),
    )
    assert outcome.remaining == (40, 0, 0)


def test_most_votes_are_most_points_where_there_are_points() -> None:
    votes = election([("a", 1, ""), ("b", 1, "")], 1, [({0: 1}, 2), ({1: 5}, 1)])
    assert won(votes, most_votes(votes)) == "b"
    few = election([("a", 1, ""), ("b", 1, "")], 2, [({0: 9}, 1), ({1: 1}, 2)], 2)
    assert won(few, most_votes(few)) == "b"


def test_what_nobody_picked_fills_a_gap_only_where_the_election_lets_it() -> None:
    lets, not_so = of([5, 2, 9], 10, "a"), of([5, 2, 9], 10, "a", least=1)
    for rule in (most_votes, phragmen):
        assert won(lets, rule(lets)) == ("ab" if rule is most_votes else "a")
        assert won(not_so, rule(not_so)) == "a"
    assert most_votes(lets).verdicts[1] == Verdict(Why.LEFT_OVER, 0)
    fits = of([5, 2, 3], 10, "a")
    assert won(fits, phragmen(fits)) == "abc"
    assert phragmen(fits).verdicts[2] == Verdict(Why.LEFT_OVER, 0)
    assert phragmen(lets).verdicts[1:] == (Verdict(Why.NO_VOTES, 0), Verdict(Why.NO_VOTES, 0))
    few = of([5, 2], 10, "ab", "a", least=2)
    for rule in (most_votes, phragmen, equal_shares):
        assert won(few, rule(few)) == "a"
        assert rule(few).verdicts[1] == Verdict(Why.FEW_VOTES, 1, Fraction(2))


def slowly(votes: Election) -> tuple[list[int], Fraction]:
    """Phragmén with a fraction for every ballot; and the last allowance."""
    used = [Fraction(0) for group in votes.groups for _ in range(group.many)]
    ballots = [{one for one, _ in group.picks} for group in votes.groups for _ in range(group.many)]
    able = [one for one, project in enumerate(votes.projects) if project.cost <= votes.budget and votes.eligible(one)]
    chosen: list[int] = []
    at = Fraction(0)
    while True:
        moments = {}
        for one in able:
            backers = [voter for voter, ballot in enumerate(ballots) if one in ballot]
            if one not in chosen and backers:
                spent = sum((used[voter] for voter in backers), Fraction(votes.projects[one].cost))
                moments[one] = spent / len(backers)
        if not moments:
            rest = [one for one in able if one not in chosen]
            while rest and all(votes.cost_of([*chosen, one]) <= votes.budget for one in rest):
                chosen.append(rest.pop(0))
            return chosen, at
        soonest = min(moments.values())
        tied = [one for one in moments if moments[one] == soonest]
        if any(votes.cost_of([*chosen, one]) > votes.budget for one in tied):
            return chosen, at
        at = soonest
        chosen.append(tied[0])
        for voter, ballot in enumerate(ballots):
            if tied[0] in ballot:
                used[voter] = soonest


def test_phragmen_is_the_rule_written_down_a_second_time() -> None:
    for seed in range(400):
        votes = drawn(seed)
        outcome = phragmen(votes)
        winners, last = slowly(votes)
        assert list(outcome.winners) == winners, seed
        paid = [outcome.verdicts[one].amount for one in winners if votes.votes[one]]
        assert all(amount is not None for amount in paid) and [*paid, last][-1] == last, seed


def test_phragmen_ends_when_one_whose_turn_it_is_does_not_fit() -> None:
    votes = of([4, 9, 9, 6, 0, 50], 12, "abe", "ab", "ac", "d")
    outcome = phragmen(votes)
    assert won(votes, outcome) == "ea"
    assert outcome.verdicts == (
        Verdict(Why.LOADED, 3, Fraction(4, 3)),
        Verdict(Why.NO_ROOM, 2, Fraction(1)),
        Verdict(Why.STOPPED, 1),
        Verdict(Why.STOPPED, 1),
        Verdict(Why.FREE, 1, Fraction(0)),
        Verdict(Why.OVER_BUDGET, 0, Fraction(38)),
    )


def test_phragmen_ends_also_when_only_the_second_of_a_tie_does_not_fit() -> None:
    votes = of([2, 4, 1], 4, "a", "b", "b", "c")
    assert won(votes, phragmen(votes)) == "c"
    assert phragmen(votes).verdicts[:2] == (Verdict(Why.STOPPED, 1), Verdict(Why.NO_ROOM, 2, Fraction(1)))


def test_equal_ballots_are_kept_once_and_everything_is_whole() -> None:
    votes = election(
        [("a", Fraction("1.5"), "Jalan"), ("b", 2, "")],
        Fraction("3.25"),
        [({0: Fraction(1, 2), 1: 0}, 2), ({0: Fraction(1, 2)}, 1), ({}, 1), ({1: 2, 0: 1}, 1)],
        3,
    )
    assert votes.projects == (Project("a", 6, "Jalan"), Project("b", 8, ""))
    assert (votes.budget, votes.scale, votes.points_scale, votes.voters, votes.least_votes) == (13, 4, 2, 5, 3)
    assert votes.groups == (Group(((0, 1),), 3), Group((), 1), Group(((0, 2), (1, 4)), 1))
    assert (votes.votes, votes.scores, votes.approvals()) == ([4, 1], [5, 4], False)
    assert votes.money(13) == Fraction("3.25")
    assert votes.cost_of([0, 1]) == 14
    assert election([("a", 1, "")], 1, [({0: 1}, 1)]).approvals()
    assert (election([], 1, []).least_votes, of([], 1).groups) == (0, ())


def test_points_are_told_by_the_point() -> None:
    votes = election([("a", 6, "")], 6, [({0: Fraction(1, 2)}, 1), ({0: 1}, 1)])
    assert equal_shares(votes, completion=Completion.NONE).verdicts == (Verdict(Why.SHARED_POINTS, 2, Fraction(6)),)
    rich = election([("a", 3, "")], 6, [({0: Fraction(1, 2)}, 1), ({0: 1}, 1)])
    assert equal_shares(rich, completion=Completion.NONE).verdicts == (Verdict(Why.SHARED_POINTS, 2, Fraction(2)),)


def test_a_method_is_a_rule_with_all_that_decides() -> None:
    votes = of([60, 50, 30], 100, "a", "a", "b", "c")
    assert usual_step(2026) == Fraction(1, 100)
    for rule, expected in ((Rule.MOST_VOTES, most_votes(votes)), (Rule.PHRAGMEN, phragmen(votes))):
        assert counted(votes, Method(rule, STEP)) == expected
    for utility in Utility:
        for completion in Completion:
            for step in (STEP, Fraction(1)):
                told = counted(votes, Method(Rule.EQUAL_SHARES, step, utility, completion))
                assert told == equal_shares(votes, utility, completion, step)
    dear = of([70, 10, 15], 100, "ab", "ab", "ac", "c")
    by = [counted(dear, Method(Rule.EQUAL_SHARES, STEP, utility, Completion.NONE)).winners for utility in Utility]
    assert by == [(0, 2), (1, 2)]
    assert (Method(Rule.EQUAL_SHARES, STEP).utility, Method(Rule.EQUAL_SHARES, STEP).completion) == (
        Utility.CARDINALITY,
        Completion.RAISE,
    )


def test_a_sentence_rounds_what_is_paid_and_never_says_too_little_is_lacking() -> None:
    votes = election(
        [("a", 1, ""), ("b", Fraction("7.2"), ""), ("c", Fraction("89.75"), ""), ("d", 1, "")],
        Fraction("8.5"),
        [({0: 1, 1: 1}, 1), ({0: 1}, 1), ({0: 1, 3: 1}, 1)],
        2,
    )
    told = sentences(votes, equal_shares(votes, completion=Completion.NONE), "PLN")
    assert told == [
        ("count.why.shared", {"votes": 3, "money": {"about": 0, "up": False, "currency": "PLN"}}),
        ("count.why.few_votes", {"votes": 1, "least": 2}),
        ("count.why.over_budget", {"votes": 0, "money": {"about": 82, "up": True, "currency": "PLN"}}),
        ("count.why.few_votes", {"votes": 1, "least": 2}),
    ]
    half = of([3, 9], 6, "a", "a", "b")
    assert sentences(half, equal_shares(half, completion=Completion.NONE))[0][1]["money"] == {
        "about": 2,
        "up": False,
        "currency": "Rp",
    }
