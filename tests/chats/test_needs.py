"""Who has asked to be fetched: the convener reads the names, nobody else, and no group."""

from tests.meeting_life import called, councils
from tests.play import Play
from tests.transcript import act, play
from tests.village_life import appointed, introduced


async def asked(stage: Play) -> None:
    """Bu Sari comes with three and has to be fetched; Bu Tini comes and needs nothing."""
    await councils(stage)
    await called(stage)
    for who, lines in (
        ("Sari", ("[button.comes]", "[button.people⟧ n=3]", "[button.need_transport]")), ("Tini", ("[button.comes]",))
    ):  # fmt: skip
        for line in ("/jadwal", "[button.meeting⟧]", *lines):
            await act(stage, f"{who}: {line}")
    stage.heard()


async def test_the_convener_reads_the_names_of_whoever_needs_help(stage: Play) -> None:
    await asked(stage)
    await play(
        stage,
        """
        Slamet: /kelola musyawarah
        bot > Slamet: desk.section
        Slamet: [button.call_meetings]
        bot > Slamet: call.show
        Slamet: [button.meeting⟧]
        bot > Slamet: called.show ⟦called.needs⟧ transport=1 [button.needs]
        Slamet: [button.needs]
        bot > Slamet: called.needed n=1 name=Sari people=3 meeting.need.transport
        """,
    )
    for line in ("/jadwal", "[button.meeting⟧]", "[button.has_transport]"):
        await act(stage, f"Sari: {line}")
    stage.heard()
    await play(
        stage,
        """
        Slamet: [button.needs]
        bot > Slamet: called.none_needed
        """,
    )


async def test_another_officer_who_may_change_the_call_reads_counts_only(stage: Play) -> None:
    await asked(stage)
    await appointed(stage, "Yanto", "office.tim_penyusun")
    await introduced(stage, "Yanto")
    stage.heard()
    for line in ("/kelola musyawarah", "[button.call_meetings]", "[button.meeting⟧]"):
        await act(stage, f"Yanto: {line}")
    heard = stage.heard()
    assert "called.show" in heard[-1][2] and "transport=1" in heard[-1][2]
    assert not any("button.needs" in b for b in heard[-1][3]) and "Sari" not in str(heard)


async def test_no_group_and_no_letter_to_others_ever_held_the_name(stage: Play) -> None:
    await asked(stage)
    for line in ("/kelola musyawarah", "[button.call_meetings]", "[button.meeting⟧]", "[button.needs]"):
        await act(stage, f"Slamet: {line}")
    told = stage.rows(
        "SELECT DISTINCT c.kind, r.name FROM outbox o JOIN chat c ON c.id = o.chat_id"
        " LEFT JOIN resident r ON r.id = o.resident_id WHERE o.key IN ('called.needed', 'called.show')"
    )
    assert [kind for kind, _ in told] == ["private"] and told[0][1].startswith("Slamet")
