"""Danger now: the officers of that dusun hear it at once, the sender hears who was told, and nothing is lost."""

from tests.play import Play
from tests.transcript import act, play
from tests.village_life import LINK, appointed, founded, introduced, joined, ruled

FLOOD = "BANJIR sekarang, air sudah masuk rumah, nenek terjebak di Ngasem RT 02!!"


def told(stage: Play) -> set[str]:
    return {who for _, who, text, _ in stage.heard() if text.startswith("⟦alarm.to_officer⟧")}


async def officers(stage: Play) -> None:
    """A head of Ngasem, the village office and the chair of the council, beside the kader and the RT of Krajan."""
    for name, office, dusun in (
        ("Darmo", "office.kadus", "Ngasem"),
        ("Rini", "office.pemdes", "Krajan"),
        ("Ratna", "office.bpd_ketua", "Krajan"),
    ):
        await appointed(stage, name, office)
        await introduced(stage, name, dusun)
    stage.heard()


async def test_it_goes_to_that_dusun_to_the_office_and_to_the_council(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    await officers(stage)
    await play(
        stage,
        f"""
        Sari: {FLOOD}
        bot > Sari: alarm.told ⟦office.kadus⟧ ⟦office.pemdes⟧ ⟦office.bpd_ketua⟧
        bot > Darmo: alarm.to_officer dusun=Ngasem rt=02 terjebak
        bot > Rini: alarm.to_officer terjebak
        bot > Ratna: alarm.to_officer terjebak
        bot > Sari: alarm.ask_proposal [button.yes_proposal] [button.no_proposal]
        Sari: [button.no_proposal]
        bot > Sari: alarm.not_a_proposal
        """,
    )
    letters = stage.rows("SELECT DISTINCT priority, not_before FROM outbox WHERE key = 'alarm.to_officer'")
    assert letters == [(0, 0)]
    assert not any("Sari" in m.get("text", "") for m in stage.person("Rini").messages() if "alarm." in m["text"])
    assert stage.rows("SELECT action FROM book WHERE action = 'alarm_sounded'") == [("alarm_sounded",)]


async def test_where_nobody_of_these_is_in_office_whoever_is_hears_it(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    await play(
        stage,
        f"""
        Sari: {FLOOD}
        bot > Sari: alarm.told
        bot > Joko: alarm.to_officer
        bot > Wati: alarm.to_officer
        bot > Slamet: alarm.to_officer
        bot > Karso: alarm.to_officer
        bot > Sari: alarm.ask_proposal
        Sari: ya
        bot > Sari: propose.ask_benefit
        Sari: [benefit.semua]
        bot > Sari: propose.ask_sure words=BANJIR dusun=Ngasem
        """,
    )


async def test_nobody_need_have_been_vouched_for(stage: Play) -> None:
    await founded(stage)
    await play(
        stage,
        f"""
        Budi: {FLOOD}
        bot > Budi: alarm.stranger
        bot > Budi: join.welcome
        bot > Budi: join.ask_name
        """,
    )
    await introduced(stage, "Budi")
    heard = [(who, text.split()[0]) for _, who, text, _ in stage.heard()]
    assert ("Wati", "⟦alarm.to_officer⟧") in heard
    assert heard.index(("Budi", "⟦alarm.told⟧")) < heard.index(("Budi", "⟦alarm.ask_proposal⟧"))
    await act(stage, f"Budi: {FLOOD}")
    assert told(stage) == {"Joko", "Wati", "Slamet", "Karso"}


async def test_a_stranger_who_is_joining_already_is_heard_too(stage: Play) -> None:
    await founded(stage)
    await act(stage, f"Budi: {LINK}")
    stage.heard()
    await play(
        stage,
        f"""
        Budi: {FLOOD}
        bot > Budi: alarm.stranger
        bot > Budi: join.ask_name
        """,
    )
    await introduced(stage, "Budi")
    assert "Wati" in told(stage)


async def test_in_the_middle_of_a_question_it_is_heard_and_the_question_stays(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    await act(stage, "Sari: /usul Jalan ke makam becek")
    stage.heard()
    await act(stage, f"Sari: {FLOOD}")
    heard = [(who, text.split()[0]) for _, who, text, _ in stage.heard()]
    assert ("Wati", "⟦alarm.to_officer⟧") in heard
    assert ("Sari", "⟦alarm.told⟧") in heard
    assert heard[-1][1] in ("⟦propose.ask_dusun⟧", "⟦alarm.to_officer⟧")


async def test_by_command_and_in_the_group(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    await act(stage, f"Sari: /usul {FLOOD}")
    assert "Wati" in told(stage)
    await act(stage, "Sari: batal")
    stage.heard()
    await act(stage, f"Sari @ Warga: /usul {FLOOD}")
    heard = [(who, text.split()[0]) for _, who, text, _ in stage.heard()]
    assert ("Wati", "⟦alarm.to_officer⟧") in heard
    assert [key for who, key in heard if who == "Warga"] == ["⟦alarm.in_group⟧", "⟦propose.in_private⟧"]
    assert not any("terjebak" in m.get("text", "") for m in stage.groups["Warga"].messages if m["from"]["is_bot"])


async def test_after_so_many_a_day_the_words_are_kept_and_the_way_is_told(stage: Play) -> None:
    await founded(stage)
    await ruled(stage, batas_darurat=2)
    await joined(stage, "Sari")
    for _ in range(2):
        await act(stage, f"Sari: {FLOOD}")
        assert "Wati" in told(stage)
    await act(stage, "Sari: [button.no_proposal]")
    stage.heard()
    await play(
        stage,
        f"""
        Sari: {FLOOD}
        bot > Sari: alarm.enough most=2
        bot > Sari: alarm.ask_proposal
        Sari: [button.yes_proposal]
        bot > Sari: propose.ask_benefit
        -- 24 jam kemudian
        """,
    )
    await act(stage, f"Sari: {FLOOD}")
    assert "Wati" in told(stage)


async def test_where_nobody_can_be_told_that_is_said(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    for name in ("Joko", "Wati", "Slamet", "Karso"):
        stage.person(name).block()
    await stage.bot.database.write(lambda work: work.roles.run("UPDATE mandate SET ends_at = 1"))
    await play(
        stage,
        f"""
        Sari: {FLOOD}
        bot > Sari: alarm.nobody
        bot > Sari: alarm.ask_proposal
        """,
    )


async def test_an_everyday_need_alarms_nobody(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    await play(
        stage,
        """
        Sari: TIAP HUJAN JALAN KE MAKAM BANJIR, minta saluran!!!
        bot > Sari: propose.ask_whether
        """,
    )
