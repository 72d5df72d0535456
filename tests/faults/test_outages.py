"""Telegram fails in every way: the bot loses nothing, doubles nothing unseen, and four clumsy couriers are seen."""

import asyncio
import logging
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.receiver import WRONG_TOKEN, Stop
from bot.telegram import errors
from simulator.faults import Fault
from tests.faults.clumsy import TWINS
from tests.faults.mishaps import KINDS, SENDS
from tests.faults.outages import QUICK, Figures, Run, planned, played_all
from tests.play import Play
from tests.village_life import founded, joined

SILENCES = ("timeout before", "timeout after")


async def outages(runs: Sequence[Run], folder: Path) -> Figures:
    return await played_all(runs, folder)


async def test_nothing_is_lost_and_no_copy_comes_unmarked(tmp_path: Path) -> None:
    kinds = [kind for kind in KINDS if kind not in SILENCES]
    groups = [tuple(kinds[start::8]) for start in range(8)]
    runs = [Run(kinds, 0.1, seed) for seed, kinds in enumerate(groups)] + [
        Run(("timeout after",), 0.1, 9),
        Run(("blocked", "edit not found"), 0.5, 10629),  # a new look told us that the chat had ended; letters went on
    ]
    figures = await outages(runs, tmp_path)
    assert not figures.wrong, figures.line(0)
    assert figures.letters >= 12 * len(runs), "the days were too quiet to mean anything"
    assert figures.copies >= 1, "nothing was ever doubled: the marks have not been seen"
    assert figures.injected.total() >= 40


@pytest.mark.parametrize(
    ("twin", "kind", "says"),
    [
        ("unmarked", "reset after", "0 of them marked"),
        ("trusting", "reset after", "nowhere to be seen"),
        ("hasty", "429 chat", "asked too often"),
        ("stubborn", "blocked", "which had ended"),
    ],
)
async def test_a_courier_built_wrongly_is_seen(twin: str, kind: str, says: str, tmp_path: Path) -> None:
    assert twin in TWINS
    figures = await outages([Run((kind,), 0.25, 3, twin)], tmp_path)
    assert any(says in wrong for wrong in figures.wrong), figures.line(0)


def test_the_long_form_has_every_fault_alone_and_all_pairs() -> None:
    runs = planned(1)
    assert {run.kinds for run in runs if len(run.kinds) == 1} == {(kind,) for kind in KINDS}
    assert len({frozenset(run.kinds) for run in runs if len(run.kinds) == 2}) == len(KINDS) * (len(KINDS) - 1) // 2
    assert len({run.seed for run in runs}) == len(runs)


@pytest.fixture
async def village(stage: Play) -> Play:
    await founded(stage)
    await joined(stage, "Sari")
    await stage.stop()
    stage.patience = QUICK
    await stage.start()
    return stage


async def test_a_wrong_token_ends_the_bot_with_one_line_and_no_letter_is_lost(village: Play) -> None:
    village.telegram.faults.on(*SENDS, fault=Fault.wrong_token())
    village.person("Sari").say("/usulan")
    with pytest.raises(Stop) as end:
        await village.bot.wait()
    assert str(end.value) == WRONG_TOKEN and "\n" not in WRONG_TOKEN
    await village.stop()
    village.telegram.faults.heal()
    village.heard()
    await village.start()
    village.telegram.clock.advance(seconds=10)
    await village.bot.gateway.bot.get_me()
    village.bot.courier.kick()
    await village.quiet()
    assert [(kind, who) for kind, who, *_ in village.heard()] == [("bot", "Sari")]


@pytest.mark.parametrize("code", [400, 403, 404, 502])
async def test_a_page_of_some_machine_in_between_says_nothing_about_chat_token_or_time(
    village: Play, code: int, caplog: pytest.LogCaptureFixture
) -> None:
    now = village.bot.clock()
    village.telegram.faults.on(*SENDS, fault=Fault.page(code), times=1)
    village.person("Sari").say("/usulan")
    with pytest.raises(AssertionError, match="does not come to rest"):
        assert await _heard_within(village, "Sari", 0.5), "does not come to rest"
    assert village.bot.clock() - now < 60_000
    await _later(village, 10)
    assert [(kind, who) for kind, who, *_ in village.heard()] == [("bot", "Sari")]
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_a_group_where_the_bot_may_not_write_gets_its_letters_when_it_may_again(village: Play) -> None:
    group = village.groups["Warga"]
    village.telegram.clock.advance(minutes=1)  # the officers took office in the minute before
    group.mute()
    for number in (1, 2):
        village.person("Joko").say(f"/usulan {number}", group)
    await village.quiet()
    tries = village.telegram.faults.waits
    told = [(who, text.split("⟧")[0]) for _, who, text, _ in village.heard()]
    assert {key for _, key in told} == {"⟦group.trouble.bungkam"} and len(told) == len({*told}), "each officer once"
    group.mute(False)
    await _later(village, 700)
    assert [who for _, who, *_ in village.heard() if who == "Warga"] == ["Warga", "Warga"]
    assert not tries.violations


async def test_a_group_that_moves_unnoticed_keeps_its_letters_in_order(village: Play) -> None:
    group, asked = village.groups["Warga"], []
    old = group.id
    village.telegram.faults.append(lambda method, given: asked.append(given.get("chat_id")))  # type: ignore[func-returns-value]
    group.migrate(told=False)
    for number in (7, 8, 9):
        village.bot.courier.kick()
        village.person("Joko").say(f"/usulan {number}", group)
    await village.quiet()
    assert asked.count(old) <= 1
    assert [text for _, who, text, _ in village.heard() if who == "Warga"] == sorted(
        m["text"] for m in group.messages if m.get("from", {}).get("id") == village.telegram.bot["id"]
    )[-3:]


async def test_who_was_put_out_and_brought_back_is_written_to_again(village: Play) -> None:
    group, joko = village.groups["Warga"], village.person("Joko")
    group.remove_bot(joko)
    await village.quiet()
    group.add_bot(joko)
    await village.quiet()
    village.heard()
    joko.say("/usulan", group)
    await village.quiet()
    assert [who for _, who, *_ in village.heard()] == ["Warga"]


async def test_the_bot_hears_again_after_a_silent_week(village: Play) -> None:
    """Telegram's numbers begin anew, and may be lower than the last offset."""
    sari = village.person("Sari")
    for turn in range(2):
        await asyncio.sleep(2 * QUICK.poll)  # a question that nothing answers: all is confirmed
        village.telegram.clock.advance(days=8)
        village.telegram.updates._rng.seed(turn)
        sari.say("/usulan")
        await village.quiet()
        assert [who for _, who, *_ in village.heard()] == ["Sari"]


async def test_after_a_day_without_the_bot_it_works_on_with_what_is_left(village: Play) -> None:
    sari = village.person("Sari")
    await village.stop()
    sari.say("/usulan")
    village.telegram.clock.advance(hours=25)
    sari.say("/bantuan")
    await village.start()
    await village.quiet()
    assert [text.split("⟧")[0] for _, _, text, _ in village.heard()] == ["⟦help.show", "⟦help.lists"]


def test_what_a_504_means() -> None:
    error = errors.TelegramError("Gateway Timeout")
    assert isinstance(errors.classified(error), errors.Unsure)


async def _later(village: Play, seconds: float) -> None:
    village.telegram.clock.advance(seconds=seconds)
    await village.bot.gateway.bot.get_me()
    village.bot.courier.kick()
    await village.quiet()


async def _heard_within(village: Play, name: str, seconds: float) -> bool:
    await village.quiet()
    return any(who == name for _, who, *_ in village.heard())
