"""What a meeting still waits for: whoever keeps it waiting is reminded once, by day, and its page says so."""

from tests.chats.test_minutes import ended, sat, sent
from tests.hall_life import page
from tests.play import Play
from tests.transcript import act, play
from tests.village_life import ruled


async def later(stage: Play, minutes: int) -> None:
    stage.telegram.clock.advance(seconds=60 * minutes)
    await stage.bot.gateway.bot.get_me()
    await stage.bot.pulse.tick()
    stage.bot.courier.kick()
    await stage.quiet()


def reminders(stage: Play, key: str) -> list[str]:
    return [who for _, who, text, _ in stage.heard() if text.startswith(f"⟦{key}⟧")]


async def counted(stage: Play) -> None:
    await sat(stage, "Iuran sampah")
    for line in (
        "[button.items]", "[n=1]", "[button.objects]", "Terlalu berat", "[button.count_hands]", "2", "1", "0",
    ):  # fmt: skip
        await act(stage, f"Ratna: {line}")
    stage.heard()


async def test_whoever_may_confirm_a_count_is_reminded_once_and_not_after_the_answer(stage: Play) -> None:
    await counted(stage)
    await later(stage, 10)
    assert reminders(stage, "minutes.remind_second") == []
    await page(stage, "Ratna")
    await act(stage, "Ratna: /bpd")
    await later(stage, 10)
    assert sorted(reminders(stage, "minutes.remind_second")) == ["Dewi", "Slamet"]
    await later(stage, 60)
    assert reminders(stage, "minutes.remind_second") == []
    for line in ("/bpd", "[section.musyawarah]", "[button.halls]"):
        await act(stage, f"Ratna: {line}")
    stage.heard()
    await play(
        stage,
        """
        Ratna: [button.hall_meeting⟧]
        bot > Ratna: hall.page_sitting hall.waits.count_late⟧ n=1
        Slamet: [button.count_same]
        edit > Slamet: minutes.confirmed
        bot > Ratna: minutes.confirmed_first
        """,
    )


async def test_an_answered_count_is_not_reminded_of(stage: Play) -> None:
    await counted(stage)
    await act(stage, "Slamet: [button.count_same]")
    stage.heard()
    await later(stage, 60)
    assert reminders(stage, "minutes.remind_second") == []


async def test_the_second_reader_of_a_draft_is_reminded_once_by_day(stage: Play) -> None:
    await sat(stage, "Iuran sampah")
    for line in ("[button.items]", "[n=1]", "[button.all_agree]"):
        await act(stage, f"Ratna: {line}")
    await ended(stage)
    await page(stage, "Ratna")
    await act(stage, "Ratna: [button.draft⟧]")
    await later(stage, 24 * 60)
    stage.heard()
    for line in ("/bpd", "[section.musyawarah]", "[button.halls]"):
        await act(stage, f"Ratna: {line}")
    stage.heard()
    await play(
        stage,
        """
        Ratna: [button.hall_meeting⟧]
        bot > Ratna: hall.page_drafting hall.waits.draft⟧
        """,
    )
    heard_at = []
    for hour in range(30):  # over the second day and the night after it
        await later(stage, 60)
        if sorted(reminders(stage, "minutes.remind_draft")) == ["Dewi", "Slamet"]:
            heard_at.append(hour)
    assert len(heard_at) == 1 and heard_at[0] >= 22
    for line in ("/bpd", "[section.musyawarah]", "[button.halls]"):
        await act(stage, f"Ratna: {line}")
    stage.heard()
    await play(
        stage,
        """
        Ratna: [button.hall_meeting⟧]
        bot > Ratna: hall.page_drafting hall.waits.draft_late⟧
        """,
    )


async def test_nobody_is_reminded_while_the_village_sleeps(stage: Play) -> None:
    await counted(stage)
    await ruled(stage, hening_mulai="00.00", hening_selesai="23.59")
    await later(stage, 60)
    assert stage.rows("SELECT 1 FROM outbox WHERE key = 'minutes.remind_second'") == []
    assert stage.rows("SELECT reminded_at FROM minute_count") == [(None,)]


async def test_the_council_is_reminded_of_an_objection_as_its_time_ends(stage: Play) -> None:
    await sat(stage, "Iuran sampah")
    for line in ("[button.items]", "[n=1]", "[button.all_agree]"):
        await act(stage, f"Ratna: {line}")
    await ended(stage)
    await sent(stage)
    for line in ("[button.object⟧]", "[n=1]", "Yang disepakati dua ribu rupiah"):
        await act(stage, f"Sari: {line}")
    stage.heard()
    heard_at = []
    for hour in range(1, 60):
        await later(stage, 60)
        if found := reminders(stage, "sanggah.remind"):
            assert found == ["Ratna"]
            heard_at.append(hour)
    assert len(heard_at) == 1 and 35 <= heard_at[0] <= 48, heard_at
    assert stage.rows("SELECT state FROM hall") == [("sanggah",)]  # the seal waits for the answer
    for line in ("/bpd", "[section.musyawarah]", "[button.halls]"):
        await act(stage, f"Ratna: {line}")
    stage.heard()
    await play(
        stage,
        """
        Ratna: [button.hall_meeting⟧]
        bot > Ratna: hall.page_open hall.waits.sanggah_late⟧ n=1
        """,
    )
