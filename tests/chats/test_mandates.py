"""A mandate ends by itself, after two warnings that come exactly once; and nothing is offered that would be refused."""

import re

import pytest

from handlers.desk_sections import SECTIONS
from tests.council_life import chaired, opened
from tests.play import Play
from tests.transcript import act, play
from tests.village_life import appointed, founded, introduced
from village.offices import BPD
from village.people import OUTSIDERS, Office


async def until(stage: Play, name: str, when: str) -> None:
    """Bu Ratna has noted until when somebody's mandate runs."""
    await opened(stage, "Ratna", name, "[button.letter]")
    for line in ("[button.no_letter]", "[button.from_now]", when):
        await act(stage, f"Ratna: {line}")
    stage.heard()


async def test_holder_and_council_are_warned_30_and_7_days_before_each_once(stage: Play) -> None:
    await chaired(stage)
    await until(stage, "Wati", "20 April 2026")
    await play(
        stage,
        """
        -- 18 hari kemudian
        -- 3 hari kemudian
        bot > Wati: mandate.ends_soon days=29 last=Senin, 20 April 2026
        bot > Ratna: mandate.ends_soon_council name=Wati days=29
        -- 20 hari kemudian
        -- 4 hari kemudian
        bot > Wati: mandate.ends_soon days=5
        bot > Ratna: mandate.ends_soon_council days=5
        -- 3 hari kemudian
        """,
    )
    await stage.stop()
    await stage.start()
    await play(
        stage,
        """
        -- 3 hari kemudian
        bot > Wati: mandate.over last=Senin, 20 April 2026
        bot > Ratna: mandate.over_council
        bot > Warga: mandate.posted_over office=⟦office.kader⟧
        -- 9 hari kemudian
        Wati: /kelola
        bot > Wati: desk.refused.resident
        Joko: /pejabat
        bot > Joko: offices.public Ratna
        """,
    )


async def test_after_a_long_sleep_only_the_warning_that_is_still_true_is_sent(stage: Play) -> None:
    await chaired(stage)
    await until(stage, "Wati", "20 April 2026")
    await play(
        stage,
        """
        -- 45 hari kemudian
        bot > Wati: mandate.ends_soon days=5
        bot > Ratna: mandate.ends_soon_council days=5
        """,
    )


async def test_a_new_end_is_warned_of_anew(stage: Play) -> None:
    await chaired(stage)
    await until(stage, "Wati", "20 Maret 2026")
    await play(
        stage,
        """
        -- 1 hari kemudian
        bot > Wati: mandate.ends_soon days=18
        bot > Ratna: mandate.ends_soon_council
        """,
    )
    await until(stage, "Wati", "25 Maret 2026")
    await play(
        stage,
        """
        -- 1 hari kemudian
        bot > Wati: mandate.ends_soon days=22
        bot > Ratna: mandate.ends_soon_council days=22
        """,
    )


async def test_a_mandate_over_gives_no_right_even_before_anybody_was_told(stage: Play) -> None:
    await chaired(stage)
    await until(stage, "Wati", "3 Maret 2026")
    await act(stage, "Sari: /start warga_3301022003")
    await introduced(stage, "Sari")
    stage.heard()
    stage.telegram.clock.advance(hours=48)
    await play(
        stage,
        """
        Wati: halo
        ...
        Wati: [button.vouch_yes]
        toast > Wati: rights.refused.vouch
        """,
    )


DESKS = [(o, 0) for o in Office if o is not Office.OPERATOR] + [(Office.TIM_PENYUSUN, 240)]
"""240 days later the plan is being settled: no poll can be opened then."""


@pytest.mark.parametrize(("office", "days"), DESKS)
async def test_the_desks_offer_nothing_that_would_be_refused(stage: Play, office: Office, days: int) -> None:
    """Every button of /kelola, /bpd and of an office is pressed: none is answered with a missing right."""
    await founded(stage)
    await appointed(stage, "Dewi", f"office.{office}")
    if office not in OUTSIDERS:
        await introduced(stage, "Dewi")
    await act(stage, f"-- {days} hari kemudian")
    for asked in ("/bpd", *(f"/kelola {name}" for name in SECTIONS), "[button.offices]", "[name=Wati]"):
        await act(stage, f"Dewi: {asked}")
    pressed = await pressed_all(stage, "Dewi")
    toasts = [text for text, _ in stage.person("Dewi").toasts]
    assert len(pressed) >= 6 and any("button.mandate" in label for label in pressed)
    assert any("button.open_poll" in label for label in pressed) == (
        office in (Office.TIM_PENYUSUN, Office.PEMDES, *BPD) and not days
    )
    refused = [text for text in toasts if re.search(r"(rights|offices|appoint|handover)\.refused", text)]
    assert set(refused) <= {"⟦appoint.refused.settled⟧"}  # confirmed a moment ago, from the list beside


async def pressed_all(stage: Play, name: str) -> list[str]:
    """Press every button that stands on the person's desks now."""
    person, pressed = stage.person(name), []
    for number in [m["message_id"] for m in person.messages() if re.match("⟦(desk|council|offices)", m["text"])]:
        for label in _labels(stage, name, number):
            if label in _labels(stage, name, number):  # a press before has not changed them
                person.press(label, next(m for m in person.messages() if m["message_id"] == number))
                await stage.quiet()
                pressed.append(label)
    return pressed


def _labels(stage: Play, name: str, number: int) -> list[str]:
    message = next(m for m in stage.person(name).messages() if m["message_id"] == number)
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [b["text"] for row in rows for b in row if "callback_data" in b]
