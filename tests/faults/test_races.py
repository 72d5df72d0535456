"""Races: whatever the order, it could have been one after the other; and databases built wrongly are seen."""

import pytest

from actions import propose, vote
from storage import boxes
from storage.work import SqliteWork, transaction
from tests.boxes import secret_of
from tests.faults.races import SCENES, run
from tests.model.hamlet import LATER, OPENED, copied, hamlet
from tests.model.linear import ANY, Op, explained
from tests.model.reference import Model
from tests.model.twins import Blind, unlock
from village.refusal import Refusal

REACHED = {
    "accept ok", "accept no", "close ok", "close no", "confirm ok", "confirm no", "empty ok", "empty no",
    "open_poll ok", "open_poll no", "propose ok", "tap ok", "tap no", "vouch ok", "vouch no", "withdraw ok",
    "withdraw no",
}  # fmt: skip


def test_every_race_could_have_been_run_one_after_the_other() -> None:
    figures = run(400)
    assert figures.wrong == []
    assert figures.schedules == 400
    assert {act for act, many in figures.acts.items() if many >= 10} >= REACHED, figures.acts


@pytest.mark.parametrize("twin", ["no-lock", "two-transactions", "unchecked", "keyless"])
def test_a_database_built_wrongly_is_seen(twin: str) -> None:
    assert any("no order" in what for what in run(200, twin=twin, until="no order").wrong)


def test_the_schema_alone_keeps_one_vote_for_one_resident() -> None:
    """The application's own check is taken out; then the key is, too."""

    def doubled(twin: str) -> list[str]:
        return [what for what in run(60, twin=twin, scenes=("ballots",)).wrong if "two votes" in what]

    assert doubled("unchecked") == []
    assert len(doubled("keyless")) >= 5


def test_a_double_tap_without_any_check_leaves_one_vote_and_without_the_key_two() -> None:
    assert _double_tap(keyed=True) == 1
    assert _double_tap(keyed=False) == 2


def _double_tap(keyed: bool) -> int:
    home = hamlet(1)
    connection = copied(home.connection)
    if not keyed:
        unlock(connection)
    option, voter = next(iter(home.options)), home.people["Sari"]
    box = boxes.of(connection).get(home.poll)
    assert box is not None
    before = len(box.sealed_lines())
    for ballot in range(2):
        with transaction(connection):
            Blind(connection, OPENED).put(home.poll, voter, secret_of(home.poll, voter, ballot), frozenset({option}))
    return len(box.sealed_lines()) - before


def test_a_proposal_taken_back_while_the_officer_decides_is_not_put_on_a_ballot() -> None:
    """Two officers and an author at once found this: the numbers were chosen, then one was withdrawn."""
    home = hamlet(1)
    connection = copied(home.connection)
    with transaction(connection):
        work = SqliteWork(connection, OPENED + 1)
        village = work.villages.get(home.village)
        propose.withdraw(work, home.resident(work, "Tono"), village, 4)
        with pytest.raises(Refusal) as no:
            vote.open_poll(work, home.resident(work, "Slamet"), village, (4, 5), 1, LATER)
    assert no.value.key == "poll.refused.gone"


# The judge itself: it must not explain what could not have been.


def test_an_answer_after_the_close_is_not_explained() -> None:
    home = hamlet(1)
    sari, village, poll = home.people["Sari"], home.village, home.poll
    close = Op("close", (home.people["Ratna"], village, poll), (1, OPENED), (2, OPENED), ("ok", ANY))
    late = Op("tap", (sari, poll, 1, True), (3, OPENED), (4, OPENED), ("ok", frozenset({1})))
    while_it_closes = Op("tap", (sari, poll, 1, True), (1, OPENED), (3, OPENED), ("ok", frozenset({1})))

    def any_end(model: Model) -> bool:
        return True

    def counted(model: Model) -> bool:
        return (model.polls[poll].result or (0, 0, None))[1] == 12

    assert not explained(home.model, [close, late], LATER, any_end)
    assert explained(home.model, [close, while_it_closes], LATER, counted)
    assert not explained(home.model, [close, while_it_closes], LATER, lambda model: not counted(model))


def test_who_was_answered_first_came_first() -> None:
    home = hamlet(1)
    sari, poll = home.people["Sari"], home.poll
    into = Op("tap", (sari, poll, 1, True), (1, OPENED), (2, OPENED), ("ok", frozenset({1})))
    out = Op("tap", (sari, poll, 1, False), (3, OPENED), (4, OPENED), ("ok", frozenset()))
    at_once = Op("tap", (sari, poll, 1, False), (1, OPENED), (4, OPENED), ("ok", frozenset()))

    def picked(model: Model) -> bool:
        return (poll, sari) in model.votes

    assert not explained(home.model, [into, out], LATER, picked)
    assert explained(home.model, [into, at_once], LATER, picked)


def test_the_same_seed_runs_the_same_race() -> None:
    one, other = run(2 * len(SCENES), first=70), run(2 * len(SCENES), first=70)
    assert (one.steps, one.acts) == (other.steps, other.acts)
