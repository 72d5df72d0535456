"""The desk: sections that fit on a small phone, and nothing in them that is not this officer's."""

import re

import pytest

from handlers.desk_sections import MOST, SECTIONS
from tests.play import Play
from tests.transcript import act, play
from tests.village_life import appointed, founded, introduced
from village.people import OUTSIDERS, Office


async def test_an_officer_goes_through_a_section_to_a_tool(stage: Play) -> None:
    await founded(stage)
    await play(
        stage,
        """
        Slamet: /kelola
        bot > Slamet: desk.show [section.undangan] [section.usulan] [section.rencana] [section.musyawarah]
        Slamet: [section.musyawarah]
        bot > Slamet: desk.section ⟦section.musyawarah⟧ [button.open_poll] [button.close_poll] [button.reach]
        Slamet: [section.jabatan]
        bot > Slamet: desk.section ⟦section.jabatan⟧ [button.offices]
        Slamet: /kelola Undangan
        bot > Slamet: desk.section ⟦section.undangan⟧ [button.invite] [button.link_group] [button.door]
        Slamet: /kelola warga
        bot > Slamet: desk.show
        Slamet: /kelola gudang
        bot > Slamet: desk.show
        """,
    )


async def test_a_section_of_an_officer_whose_task_has_ended_opens_no_more(stage: Play) -> None:
    await founded(stage)
    await appointed(stage, "Ratna", "office.bpd_ketua")
    for line in ("Karso: /kelola", "Ratna: /bpd", "Ratna: [button.end]"):  # the newest appointment: Pak Karso's
        await act(stage, line)
    stage.heard()
    await play(
        stage,
        """
        Karso: [section.warga]
        toast > Karso: desk.refused.resident
        """,
    )


@pytest.mark.parametrize("office", Office)
async def test_no_screen_of_the_desk_has_more_buttons_than_fit(stage: Play, office: Office) -> None:
    await founded(stage)
    who = "Joko" if office is Office.OPERATOR else "Dewi"  # Pak Joko has that office, and nobody gives it
    if who != "Joko":
        await appointed(stage, who, f"office.{office}")
    if office not in OUTSIDERS:
        await introduced(stage, who)
    stage.heard()
    for line in ("/kelola", "/bpd", *(f"/kelola {name}" for name in SECTIONS)):
        await act(stage, f"{who}: {line}")
    screens = [buttons for _, to, text, buttons in stage.heard() if to == who and re.match(r"⟦(desk|council)\.s", text)]
    assert len(screens) >= 3 and all(1 <= len(buttons) <= MOST for buttons in screens)
