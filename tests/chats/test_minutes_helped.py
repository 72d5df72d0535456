"""A neighbour without a phone who attended objects to the minutes through a kader: on paper, and labelled."""

from functools import partial

from tests.chats.test_hall import listed
from tests.chats.test_minutes import ended, sent
from tests.hall_life import begun, came, councilled, door_opened, page, summoned
from tests.play import Play
from tests.rights.hands import pressed
from tests.transcript import act, play


async def drafted(stage: Play) -> int:
    """Bu Sari came with her phone, Mbah Darmo was ticked by Bu Wati; Bu Jumi stayed at home. The draft is out."""
    await councilled(stage, "Sari")
    meeting = await summoned(stage, guests=("Sari",), items=("Iuran sampah",))
    await stage.bot.database.write(partial(listed, names=("Darmo", "Jumi")))
    await door_opened(stage)
    await came(stage, meeting, "Sari")
    await page(stage, "Wati")
    await act(stage, "Wati: [button.roster]")
    await act(stage, "Wati: [name=Darmo]")
    await begun(stage)
    for line in ("[button.items]", "[n=1]", "[button.all_agree]"):
        await act(stage, f"Ratna: {line}")
    await ended(stage)
    await sent(stage)
    return meeting


async def test_a_kader_writes_the_objection_of_a_neighbour_who_attended(stage: Play) -> None:
    await drafted(stage)
    await page(stage, "Wati")
    await play(
        stage,
        """
        Wati: [button.object_for]
        bot > Wati: sanggah.ask_helped [name=Darmo]
        Wati: [name=Darmo]
        bot > Wati: sanggah.ask_consent name=Darmo [button.agrees] [button.agrees_not]
        Wati: [button.agrees]
        bot > Wati: aid.ask_slip
        Wati: lembar A-007
        bot > Wati: sanggah.ask_item [n=1]
        Wati: [n=1]
        bot > Wati: sanggah.ask_words
        Wati: Yang disepakati dua ribu rupiah
        bot > Wati: sanggah.helped_kept name=Darmo slip=A7
        bot > Ratna: sanggah.new ⟦sanggah.helped⟧ slip=A7 ribu [button.sanggah_right]
        Ratna: [button.sanggah_right]
        bot > Ratna: sanggah.ask_right
        Ratna: Benar, dua ribu rupiah
        bot > Ratna: sanggah.answered
        bot > Wati: sanggah.granted_helped name=Darmo
        """,
    )
    assert stage.rows("SELECT action, role FROM book WHERE action = 'minutes_objected_for'") == [
        ("minutes_objected_for", "kader")
    ]
    assert "Darmo" not in str(stage.rows("SELECT facts FROM outbox WHERE key = 'sanggah.new'"))


async def test_whoever_was_not_there_or_has_objected_is_not_written_for(stage: Play) -> None:
    meeting = await drafted(stage)
    await page(stage, "Wati")
    await act(stage, "Wati: [button.object_for]")
    [(_, _, _, buttons)] = stage.heard()
    assert not any("Jumi" in b or "Sari" in b for b in buttons)
    for line in ("[name=Darmo]", "[button.agrees_not]"):
        await act(stage, f"Wati: {line}")
    assert stage.heard()[-1][2].startswith("⟦aid.no_consent⟧")
    for _ in range(2):
        await page(stage, "Wati")
        await act(stage, "Wati: [button.object_for]")
        for line in ("[name=Darmo]", "[button.agrees]"):
            await act(stage, f"Wati: {line}")
        if _:
            await act(stage, "Wati: A-007")
            assert stage.heard()[-1][2].startswith("⟦aid.refused.slip_used⟧")
        for line in (f"A-00{7 + _}", "[n=1]", "Yang disepakati dua ribu"):
            await act(stage, f"Wati: {line}")
    assert any(text.startswith("⟦sanggah.refused.helped_once⟧") for _, _, text, _ in stage.heard())
    assert len(stage.rows("SELECT 1 FROM sanggah")) == 1
    await act(stage, "-- 49 jam kemudian")
    stage.heard()
    assert await pressed(stage, "Wati", "rsh", meeting) == [("toast", "sanggah.refused.late")]
