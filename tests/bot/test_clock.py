"""The trusted clock: nobody's battery, restart or odd header turns it back."""

import logging
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import JUMP, TrustedClock
from tests.quick import quick

NOON = int(datetime(2026, 3, 2, 5, tzinfo=UTC).timestamp() * 1000)
HOUR, DAY, YEAR = 3_600_000, 86_400_000, 31_536_000_000


def header(moment: int) -> str:
    """As a server writes it: whole seconds."""
    return format_datetime(datetime.fromtimestamp(moment // 1000, UTC), usegmt=True)


class Machine:
    """A computer: its own clock, which may be wrong, and the seconds since it was switched on, which are not."""

    def __init__(self, clock: int) -> None:
        self.clock = clock
        self.up = 0

    def sleep(self, milliseconds: int) -> None:
        self.clock += milliseconds
        self.up += milliseconds

    def start(self, stored: int = 0) -> TrustedClock:
        clock = TrustedClock(machine=lambda: self.clock / 1000, running=lambda: self.up / 1000)
        clock.remember(stored)
        return clock


@pytest.mark.parametrize("off", [-20 * YEAR, -DAY, 0, DAY, 20 * YEAR])
def test_before_the_first_answer_it_is_the_later_of_both_and_not_confirmed(off: int) -> None:
    machine = Machine(NOON + off)
    clock = machine.start(stored=NOON)
    assert not clock.confirmed
    assert clock() == max(NOON, NOON + off)
    machine.sleep(HOUR)
    assert clock() == max(NOON, NOON + off) + HOUR
    assert not clock.confirmed


@pytest.mark.parametrize("off", [-20 * YEAR, -DAY, DAY, 20 * YEAR])
def test_the_first_answer_corrects_a_wrong_machine(off: int) -> None:
    machine = Machine(NOON + off)
    clock = machine.start()
    clock()
    clock.hear(header(NOON))
    assert clock.confirmed
    assert clock() == NOON
    machine.sleep(1_234)
    assert clock() == NOON + 1_234


events = st.lists(
    st.one_of(
        st.tuples(st.just("sleep"), st.integers(0, 3 * DAY)),
        st.tuples(st.just("answer"), st.integers(-10_000, 10_000)),
        st.tuples(st.just("answer"), st.integers(-2 * DAY, 2 * DAY)),
        st.tuples(st.just("read"), st.just(0)),
        st.tuples(st.just("wrong battery"), st.integers(-5 * YEAR, 5 * YEAR)),
        st.tuples(st.just("restart"), st.just(0)),
    ),
    max_size=30,
)


@quick
@given(st.integers(-30 * YEAR, 30 * YEAR), events)
def test_once_confirmed_it_never_goes_back_not_over_a_restart_either(off: int, events: list[tuple[str, int]]) -> None:
    truth, stored = NOON, 0
    machine = Machine(NOON + off)
    clock = machine.start(stored)
    for what, much in events:
        if what == "sleep":
            machine.sleep(much)
            truth += much
        elif what == "answer":
            clock.hear(header(truth + much))
        elif what == "wrong battery":
            machine.clock = NOON + much
        elif what == "restart":
            clock = machine.start(stored)
        now = clock()
        assert now >= stored
        assert now <= clock()
        if clock.confirmed:
            stored = now


@quick
@given(st.lists(st.tuples(st.integers(0, 5 * HOUR), st.integers(0, 900)), min_size=1, max_size=20))
def test_with_answers_that_tell_the_time_it_is_never_more_than_a_second_off(steps: list[tuple[int, int]]) -> None:
    machine = Machine(NOON - YEAR)
    clock, truth = machine.start(), NOON
    for slept, on_the_way in steps:
        machine.sleep(slept)
        truth += slept
        said = header(truth)
        machine.sleep(on_the_way)
        truth += on_the_way
        clock.hear(said)
        assert truth - 2_000 < clock() <= truth


def test_a_quick_restart_within_the_second_of_the_header_does_not_turn_it_back() -> None:
    machine = Machine(NOON + 900)
    clock = machine.start()
    clock.hear(header(NOON))
    machine.sleep(900)
    stored = clock()
    again = machine.start(stored)
    again.hear(header(stored))  # the same second, cut off
    assert stored % 1000
    assert again() == stored
    machine.sleep(1_000)
    assert again() == stored + 100  # it stood until the header's time had caught up


def test_it_stands_still_rather_than_go_back_and_then_goes_on() -> None:
    machine = Machine(NOON)
    clock = machine.start()
    clock.hear(header(NOON + HOUR))
    assert clock() == NOON + HOUR
    clock.hear(header(NOON))
    assert clock() == NOON + HOUR
    machine.sleep(HOUR // 2)
    assert clock() == NOON + HOUR
    machine.sleep(HOUR)
    assert clock() == NOON + HOUR + HOUR // 2


@pytest.mark.parametrize(
    ("said", "told"), [(JUMP - 1_000, 0), (JUMP + 1_000, 1), (-JUMP - 1_000, 1), (7 * DAY, 1), (1_000, 0), (-1_000, 0)]
)
def test_a_jump_is_told(said: int, told: int, caplog: pytest.LogCaptureFixture) -> None:
    clock = Machine(NOON).start()
    clock.hear(header(NOON))
    with caplog.at_level(logging.WARNING):
        clock.hear(header(NOON + said))
    assert len(caplog.records) == told


@pytest.mark.parametrize(
    "odd",
    [
        None,
        "",
        "yesterday",
        "0",
        "Mon, 99 Foo 2026 99:99:99 GMT",
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Mon, 01 Jan 0001 00:00:00 +2359",
        "Mon, 02 Mar 2026 05:00:00 +99999999",
        "\0" * 50,
        "Mon, 02 Mar 2026",
        "💥" * 20,
    ],
)
def test_an_odd_header_is_passed_over(odd: str | None) -> None:
    machine = Machine(NOON - DAY)
    clock = machine.start()
    clock.hear(odd)
    assert (clock.confirmed, clock()) == (False, NOON - DAY)
    clock.hear(header(NOON))
    clock.hear(odd)
    assert (clock.confirmed, clock()) == (True, NOON)


@quick
@given(st.text(max_size=40))
def test_no_text_is_too_odd(odd: str) -> None:
    clock = Machine(NOON).start()
    clock.hear(odd)
    assert clock() >= NOON


@pytest.mark.parametrize(
    "said", ["Mon, 02 Mar 2026 05:00:00 GMT", "Mon, 02 Mar 2026 05:00:00 -0000", "Mon, 02 Mar 2026 12:00:00 +0700"]
)
def test_a_zone_is_heeded_and_no_zone_is_utc(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Jayapura")
    clock = Machine(NOON - DAY).start()
    clock.hear(said)
    assert clock() == NOON


def test_by_itself_it_reads_the_machine() -> None:
    clock = TrustedClock()
    assert clock() > NOON - 2 * YEAR
    assert clock() <= clock()
