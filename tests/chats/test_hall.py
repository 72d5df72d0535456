"""The door of a meeting: the spoken code, the family's phone, the kader's ticks, the paper list, the quorum."""

from functools import partial

from storage.work import SqliteWork
from tests.hall_life import came, code, councilled, door_opened, page, summoned
from tests.household_life import TINI, shared, tapped
from tests.meeting_life import called
from tests.play import Play
from tests.rights.hands import pressed
from tests.transcript import act, play
from tests.village_life import appointed, introduced, proposed
from village.meeting import Kind
from village.people import Sex, State


def there(stage: Play) -> list[tuple[str, str]]:
    """(first name, way) of the residents who are there, by name."""
    return sorted(
        (name.split()[0], way)
        for name, way in stage.rows(
            "SELECT r.name, t.way FROM attendance t JOIN resident r ON r.id = t.resident_id WHERE t.ended_at IS NULL"
        )
    )


async def test_the_code_that_is_spoken_in_the_hall_writes_people_down_once(stage: Play) -> None:
    await councilled(stage, "Sari", "Budi")
    meeting = await summoned(stage, guests=("Sari",))
    await act(stage, "Ratna: /bpd")
    stage.heard()
    await play(
        stage,
        """
        Ratna: [section.musyawarah]
        bot > Ratna: desk.section [button.halls]
        Ratna: [button.halls]
        bot > Ratna: hall.list n=1 [button.hall_meeting] [button.sanggah]
        Ratna: [button.hall_meeting⟧]
        bot > Ratna: hall.page_closed [button.open_door]
        Ratna: [button.open_door]
        bot > Ratna: hall.code [button.hall_qr]
        bot > Ratna: hall.page_arriving n=0 [button.hall_code] [button.paper] [button.begin_meeting]
        edit > Ratna: hall.is_open
        bot > Warga: hall.opened [button.attend]
        """,
    )
    await play(
        stage,
        """
        Sari: {right}
        bot > Sari: hall.there Sari
        Sari: {right}
        bot > Sari: hall.there_already
        Budi: {right}
        bot > Budi: hall.there_listening
        """,
        right=await code(stage, meeting),
    )
    assert there(stage) == [("Budi", "kode"), ("Sari", "kode")]
    assert stage.rows("SELECT action, role FROM book WHERE action IN ('hall_opened', 'attended') ORDER BY seq") == [
        ("hall_opened", "bpd_ketua"),
        ("attended", "warga"),
        ("attended", "warga"),
    ]


async def test_a_code_passed_on_after_its_time_is_worth_nothing_and_guessing_is_ended_kindly(stage: Play) -> None:
    await councilled(stage, "Sari", "Budi")
    meeting = await summoned(stage)
    await door_opened(stage)
    old = await code(stage, meeting)
    for _ in range(11):
        stage.telegram.clock.advance(minutes=1)
        await stage.bot.pulse.tick()
    await act(stage, "Sari: /menu")
    stage.heard()
    await play(
        stage,
        """
        Sari: /start hadir_{meeting}
        bot > Sari: hall.ask_code
        Sari: entah
        bot > Sari: hall.refused.digits
        Sari: {old}
        bot > Sari: hall.there_listening
        """,
        meeting=str(meeting),
        old=old,
    )
    for _ in range(2):
        stage.telegram.clock.advance(minutes=1)
        await stage.bot.pulse.tick()
    await play(
        stage,
        """
        Budi: /start hadir_{meeting}_{old}
        bot > Budi: hall.wrong_code [button.attend_again]
        Budi: [button.attend_again]
        bot > Budi: hall.ask_code
        Budi: {old}
        bot > Budi: hall.wrong_code
        Budi: {old}
        bot > Budi: hall.wrong_code
        Budi: {old}
        bot > Budi: hall.wrong_code
        Budi: {old}
        bot > Budi: hall.wait_code
        Budi: {new}
        bot > Budi: hall.wait_code
        """,
        meeting=str(meeting),
        old=old,
        new=await code(stage, meeting),
    )
    for _ in range(10):
        stage.telegram.clock.advance(minutes=1)
        await stage.bot.pulse.tick()
    await act(stage, f"Budi: /start hadir_{meeting}_{await code(stage, meeting)}")
    assert there(stage) == [("Budi", "kode"), ("Sari", "kode")]


async def test_the_officer_s_message_always_shows_the_code_that_holds(stage: Play) -> None:
    await councilled(stage)
    meeting = await summoned(stage)
    await door_opened(stage)
    shown = set()
    for _ in range(3):
        for _ in range(10):
            stage.telegram.clock.advance(minutes=1, seconds=1)
            await stage.bot.pulse.tick()
            await stage.bot.gateway.bot.get_me()
        await stage.bot.pulse.tick()
        stage.bot.courier.kick()
        await stage.quiet()
        kinds = [(kind, text) for kind, who, text, _ in stage.heard() if who == "Ratna"]
        spaced = " ".join(await code(stage, meeting))
        assert [kind for kind, text in kinds if spaced in text] == ["edit"], (spaced, kinds)
        shown.add(spaced)
    assert len(shown) == 3
    stored = str(stage.rows("SELECT facts, buttons FROM outbox WHERE key = 'hall.code'"))
    assert not any(spaced in stored or spaced.replace(" ", "") in stored for spaced in shown)


async def test_a_family_with_one_phone_comes_one_by_one_each_with_a_pin_of_their_own(stage: Play) -> None:
    await councilled(stage)
    await shared(stage)
    meeting = await summoned(stage, guests=("Mbah",))
    await door_opened(stage)
    right = await code(stage, meeting)
    await play(
        stage,
        f"""
        Tini: /start hadir_{meeting}_{right}
        bot > Tini: household.speaker Mbah hall.there [button.hall_other]
        Tini: [button.hall_other]
        bot > Tini: household.ask_who [name=Tini]
        """,
    )
    await act(stage, "Tini: [name=Tini Warga]")
    await tapped(stage, "Tini", TINI)
    asked = [text for kind, _, text, _ in stage.heard() if "hall.ask_code" in text]
    assert asked
    await play(
        stage,
        f"""
        Tini: {right}
        bot > Tini: household.speaker hall.there_listening Tini [button.hall_other]
        Tini: {right}
        bot > Tini: household.speaker hall.there_already Tini
        """,
    )
    assert there(stage) == [("Mbah", "kode"), ("Tini", "kode")]


async def test_a_kader_ticks_neighbours_without_a_phone_and_takes_a_tick_back(stage: Play) -> None:
    await councilled(stage, "Sari")
    meeting = await summoned(stage)
    await stage.bot.database.write(partial(listed, names=("Darmo", "Jumi")))
    await door_opened(stage)
    await page(stage, "Wati")
    await play(
        stage,
        """
        Wati: [button.roster]
        bot > Wati: roster.show n=2 there=0 [name=Darmo] [name=Jumi]
        Wati: [name=Darmo]
        edit > Wati: roster.show n=2 there=1 [button.roster_there]
        Wati: [name=Jumi]
        edit > Wati: roster.show n=2 there=2
        Wati: [name=Darmo]
        edit > Wati: roster.show n=2 there=1 [button.roster_not]
        Sari: /kelola musyawarah
        bot > Sari: desk.refused.resident
        """,
    )
    assert there(stage) == [("Jumi", "kader")]
    by = stage.rows("SELECT r.name FROM attendance t JOIN resident r ON r.id = t.by_id WHERE t.way = 'kader'")
    assert {name for (name,) in by} == {"Wati Warga"}
    assert stage.rows("SELECT state FROM resident WHERE name IN ('Darmo', 'Jumi')") == [("listed",), ("listed",)]
    assert meeting


def listed(work: SqliteWork, names: tuple[str, ...], rt: str = "02") -> None:
    """They stand on the village's list, in Bu Wati's dusun, and have no phone."""
    village = work.villages.all()[0]
    for name in names:
        work.residents.add(village.id, name, State.LISTED, village.dusun[0].id, rt, Sex.FEMALE, 1950)


async def typed(stage: Play, name: str, *lines: str) -> None:
    await page(stage, name)
    await act(stage, f"{name}: [button.paper⟧]")
    for line in lines:
        await act(stage, f"{name}: {line}")
    stage.heard()


async def test_the_paper_list_counts_only_as_two_offices_typed_it(stage: Play) -> None:
    await councilled(stage, "Sari", "Budi")
    meeting = await summoned(stage, guests=("Sari", "Pak Camat"))
    await door_opened(stage)
    await came(stage, meeting, "Sari")
    await typed(stage, "Ratna", "Sari Warga\\nBudi Warga", "3. Pak Camat")
    await play(
        stage,
        """
        Ratna: Sari Warga
        bot > Ratna: hall.refused.line_twice
        Ratna: [button.paper_done]
        bot > Ratna: paper.waits n=3
        """,
    )
    assert there(stage) == [("Sari", "kode")]
    await typed(stage, "Dewi", "sari  warga\\nBudy Warga\\nPak Camat")
    await play(
        stage,
        """
        Dewi: [button.paper_done]
        bot > Dewi: paper.differs n=2 Budy Budi [button.paper_again]
        bot > Ratna: paper.differs n=2 Budy Budi [button.paper_again]
        """,
    )
    assert there(stage) == [("Sari", "kode")]
    await play(
        stage,
        """
        Dewi: [button.paper_again]
        bot > Dewi: paper.ask_more n=3
        Dewi: 2
        bot > Dewi: paper.ask_more n=2
        Dewi: Budi Warga, RT 2
        bot > Dewi: paper.ask_more n=3
        Dewi: [button.paper_done]
        bot > Dewi: paper.done n=3
        bot > Ratna: paper.accepted_first Dewi n=3
        """,
    )
    assert there(stage) == [("Budi", "kertas"), ("Sari", "kode")]
    assert stage.rows("SELECT guest_id IS NOT NULL, voice FROM attendance WHERE visitor IS NOT NULL") == [(1, 1)]
    assert stage.rows("SELECT DISTINCT state, lines FROM paper_list") == [("done", "[]")]
    for name in ("Ratna", "Dewi"):
        await typed(stage, name, "Pak Camat", "[button.paper_done]")
    assert len(stage.rows("SELECT id FROM attendance")) == 3


async def test_two_of_the_same_office_do_not_make_a_paper_list(stage: Play) -> None:
    await councilled(stage, "Sari")
    await appointed(stage, "Wahid", "office.bpd_anggota", by="Ratna")
    await introduced(stage, "Wahid", sex="L")
    await summoned(stage)
    await door_opened(stage)
    await typed(stage, "Ratna", "Sari Warga", "[button.paper_done]")
    await typed(stage, "Wahid", "Sari Warga")
    await play(stage, "Wahid: [button.paper_done]\nbot > Wahid: paper.waits n=1")
    assert there(stage) == []


async def test_without_two_thirds_of_those_invited_the_meeting_is_put_off_and_everybody_hears_it_once(
    stage: Play,
) -> None:
    await councilled(stage, "Sari", "Budi")
    meeting = await summoned(stage, guests=("Sari", "Budi", "Pak Camat"))
    await door_opened(stage)
    await came(stage, meeting, "Sari")
    await page(stage, "Ratna")
    await play(
        stage,
        """
        Ratna: [button.begin_meeting]
        toast > Ratna: hall.refused.not_yet
        -- 1 jam kemudian
        ...
        Ratna: [button.begin_meeting]
        toast > Ratna: hall.refused.quorum missing=1 present=1 needed=2 invited=3
        Ratna: [button.put_off_meeting]
        bot > Ratna: hall.ask_put_off hall.quorum_missing [button.yes_put_off]
        Ratna: [button.yes_put_off]
        edit > Ratna: hall.is_put_off
        bot > Warga: hall.put_off hall.came_few
        bot > Wati: hall.put_off
        bot > Slamet: hall.put_off
        bot > Karso: hall.put_off
        bot > Ratna: hall.put_off
        bot > Dewi: hall.put_off
        bot > Sari: hall.put_off
        bot > Budi: hall.put_off
        Ratna: [button.begin_meeting]
        toast > Ratna: hall.refused.is_put_off
        """,
    )
    assert stage.rows("SELECT state FROM meeting") == [("failed",)]
    await play(
        stage,
        """
        Ratna: [button.second_meeting]
        bot > Ratna: second.until 5 Maret
        bot > Ratna: call.ask_at
        Ratna: 6 Maret 2026 jam 9 pagi
        bot > Ratna: second.refused.far 5 Maret
        Ratna: 4 Maret 2026 jam 9.30
        bot > Ratna: second.preview 4 Maret [button.call_now]
        Ratna: [button.call_now]
        bot > Ratna: second.called
        bot > Warga: meeting.call_group
        bot > Wati: meeting.call
        bot > Slamet: meeting.call
        bot > Karso: meeting.call
        bot > Ratna: meeting.call
        bot > Dewi: meeting.call
        bot > Sari: meeting.call
        bot > Budi: meeting.call
        -- 48 jam kemudian
        ...
        """,
    )
    assert stage.rows("SELECT second_of FROM meeting ORDER BY id") == [(None,), (meeting,)]
    assert stage.rows("SELECT COUNT(*) FROM meeting_guest GROUP BY meeting_id") == [(3,), (3,)]
    await door_opened(stage)
    await came(stage, meeting + 1, "Budi")
    await page(stage, "Ratna")
    await play(
        stage,
        """
        Ratna: [button.begin_meeting]
        bot > Ratna: hall.page_sitting n=1
        """,
    )


async def test_who_may_open_which_door_and_who_comes_to_it(stage: Play) -> None:
    await councilled(stage, "Sari", "Budi")
    women = await summoned(stage, Kind.MKP, by="Slamet", office="tim_penyusun", registers=False)
    await play(
        stage,
        f"""
        Sari: /start hadir_{women}
        bot > Sari: hall.refused.not_open
        Sari: /start hadir_99
        bot > Sari: hall.refused.none
        Sari: /start hadir_satu
        bot > Sari: hall.refused.none
        """,
    )
    await door_opened(stage, "Slamet")
    right = await code(stage, women)
    await play(
        stage,
        f"""
        Budi: /start hadir_{women}_{right}
        bot > Budi: hall.refused.women
        Sari: /start hadir_{women}_{right}
        bot > Sari: hall.there
        """,
    )
    assert there(stage) == [("Sari", "kode")]


async def test_a_door_is_opened_once_by_who_called_the_meeting_and_not_days_before(stage: Play) -> None:
    await councilled(stage, "Sari")
    meeting = await summoned(stage)
    assert await pressed(stage, "Slamet", "sdd", meeting) == [("toast", "hall.refused.not_yours")]
    await door_opened(stage)
    assert await pressed(stage, "Ratna", "sdd", meeting) == [("toast", "hall.refused.open")]
    await proposed(stage, "Sari", "Lampu jalan di gang masjid")
    await called(stage)
    assert await pressed(stage, "Slamet", "sdd", meeting + 1) == [("toast", "hall.refused.early")]
    for line in (
        "/kelola musyawarah", "[button.call_meetings]", "[button.meeting]", "[button.call_off]", "[button.no_note]",
        "[button.call_off_now]",
    ):  # fmt: skip
        await act(stage, f"Slamet: {line}")
    assert await pressed(stage, "Slamet", "sdd", meeting + 1) == [("toast", "hall.refused.not_ahead")]
    assert stage.rows("SELECT meeting_id FROM hall") == [(meeting,)]


async def test_a_kader_ticks_only_who_has_no_phone_and_only_in_the_own_dusun(stage: Play) -> None:
    """Whoever stands on the paper list stays, whatever the kader ticks."""
    await councilled(stage, "Sari")
    meeting = await summoned(stage)
    await stage.bot.database.write(partial(listed, names=("Darmo",)))
    await door_opened(stage)
    ((sari,), (darmo,)) = stage.rows("SELECT id FROM resident WHERE name IN ('Sari Warga', 'Darmo') ORDER BY name DESC")
    assert await pressed(stage, "Wati", "sdc", meeting, 0, sari, 1) == [("toast", "hall.refused.own_phone")]
    for name in ("Ratna", "Dewi"):
        await typed(stage, name, "Darmo", "[button.paper_done]")
    assert there(stage) == [("Darmo", "kertas")]
    assert await pressed(stage, "Wati", "sdc", meeting, 0, darmo, 0) == [("toast", "hall.refused.stays")]
    assert there(stage) == [("Darmo", "kertas")]
    elsewhere = await summoned(stage, Kind.MUSDUS, by="Slamet", office="tim_penyusun", registers=False, dusun="Ngasem")
    await pressed(stage, "Slamet", "sdd", elsewhere)
    assert await pressed(stage, "Wati", "sdr", elsewhere, 0) == [("toast", "hall.refused.elsewhere")]


async def test_two_of_the_same_name_on_paper_are_told_apart_by_their_rt(stage: Play) -> None:
    await councilled(stage)
    await summoned(stage)
    await stage.bot.database.write(partial(listed, names=("Darmo",)))
    await stage.bot.database.write(partial(listed, names=("Darmo",), rt="01"))
    await door_opened(stage)
    await typed(stage, "Ratna")
    await play(
        stage,
        """
        Ratna: Darmo
        bot > Ratna: hall.refused.namesakes name=Darmo
        Ratna: Darmo, RT 1
        bot > Ratna: paper.ask_more n=1
        """,
    )


async def test_a_hall_with_nobody_does_not_begin_and_one_with_enough_is_not_put_off(stage: Play) -> None:
    await councilled(stage, "Sari")
    meeting = await summoned(stage)
    await door_opened(stage)
    await act(stage, "-- 1 jam kemudian")
    await page(stage, "Ratna")
    await play(stage, "Ratna: [button.begin_meeting]\ntoast > Ratna: hall.refused.nobody")
    await came(stage, meeting, "Sari")
    await play(
        stage,
        """
        Ratna: [button.put_off_meeting]
        bot > Ratna: hall.ask_put_off
        Ratna: [button.yes_put_off]
        toast > Ratna: hall.refused.enough
        """,
    )
    assert stage.rows("SELECT state FROM meeting") == [("running",)]


async def test_a_second_meeting_is_called_once_and_in_time(stage: Play) -> None:
    await councilled(stage, "Sari")
    first = await summoned(stage, guests=("Sari", "Pak Camat"))
    await door_opened(stage)
    await act(stage, "-- 1 jam kemudian")
    await page(stage, "Ratna")
    for line in (
        "[button.put_off_meeting]", "[button.yes_put_off]", "[button.second_meeting]",
        "4 Maret 2026 jam 9.30", "[button.call_now]",
    ):  # fmt: skip
        await act(stage, f"Ratna: {line}")
    assert await pressed(stage, "Ratna", "sdo", first) == [("toast", "second.refused.called")]
    for line in (
        "/bpd", "[section.musyawarah]", "[button.call_meetings]", "[button.meeting]", "[button.call_off]",
        "[button.no_note]", "[button.call_off_now]",
    ):  # fmt: skip
        await act(stage, f"Ratna: {line}")
    assert await pressed(stage, "Ratna", "sdo", first) == [("bot", "second.until"), ("bot", "call.ask_at")]
    await act(stage, "Ratna: /batal")
    await act(stage, "-- 4 hari kemudian")
    assert await pressed(stage, "Ratna", "sdo", first) == [("toast", "second.refused.late")]
