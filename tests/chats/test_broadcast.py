"""An officer's news for many: seen before it goes, told live, held and ended at any time, and accounted for exactly."""

import asyncio
from functools import partial

import pytest

from actions import broadcast
from simulator.faults import Fault
from storage.work import SqliteWork
from tests.chats.test_register import imported
from tests.meeting_life import called, councils
from tests.play import Play
from tests.rights.hands import pressed
from tests.sheets import opensid
from tests.transcript import act, play
from tests.village_life import appointed, founded, introduced, joined, ruled
from village.broadcast import State
from village.people import Office, Sex
from village.people import State as PersonState

NEWS = "Posyandu balita hari Kamis jam 8 pagi di balai desa"


@pytest.fixture
async def village(stage: Play) -> Play:
    """Krajan and Ngasem with a few on Telegram, two on the office's list only, and Pak Lurah in the office."""
    await founded(stage)
    await joined(stage, "Sari", "Budi", "Tini")
    await imported(
        stage, opensid("SURTI", "3301024412500001", "3301022001150001", born="1950-12-04"),
        opensid("KARTO", "3301024412500002", "3301022001150001", born="1948-12-04", sex="1"),
    )  # fmt: skip
    return stage


async def typed(stage: Play, who: str = "Slamet", where: str = "semua", words: str = NEWS) -> None:
    """Up to the preview."""
    for line in ("/kelola undangan", "[button.broadcast⟧]", "[button.cast_write]", words, f"[cast.segment.{where}⟧]"):
        await act(stage, f"{who}: {line}")


async def ticked(stage: Play) -> None:
    """Five seconds pass, and the pulse beats."""
    await stage.bot.pulse.tick()
    stage.bot.courier.kick()
    await stage.quiet()


async def test_a_kabar_is_seen_first_then_sent_once_to_each_and_accounted_for(village: Play) -> None:
    await play(
        village,
        """
        Slamet: /kelola undangan
        bot > Slamet: desk.section [button.broadcast]
        Slamet: [button.broadcast⟧]
        bot > Slamet: cast.desk
        Slamet: [button.cast_write]
        bot > Slamet: cast.ask_words left=3
        Slamet: Posyandu balita hari Kamis jam 8 pagi di balai desa
        bot > Slamet: cast.ask_where [cast.segment.semua] [cast.segment.perempuan] [cast.segment.grup] [dusun=Krajan]
        Slamet: [cast.segment.semua]
        bot > Slamet: cast.preview cast.letter Posyandu office.tim_penyusun n=8 cast.reach.menunggu⟧ n=6 chats=6
        Slamet: [button.cast_send]
        bot > Slamet: cast.progress cast.state.running all=6 [button.cast_pause] [button.cast_cancel]
        bot > Slamet: cast.letter Posyandu
        bot > Sari: cast.letter Posyandu village=Sumberagung
        bot > Budi: cast.letter
        bot > Tini: cast.letter
        bot > Wati: cast.letter
        bot > Karso: cast.letter
        """,
    )
    await ticked(village)
    heard = {(kind, who): text for kind, who, text, _ in village.heard()}
    assert "sent=6" in heard["edit", "Slamet"] and "cast.state.done" in heard["edit", "Slamet"]
    account = heard["bot", "Slamet"]
    assert "⟦cast.reach.sampai⟧ n=6" in account and "⟦cast.reach.tanpa_telegram⟧ n=2" in account
    assert all("cast.doors_told" in heard["bot", who] and "n=2" in heard["bot", who] for who in ("Wati", "Karso"))
    await ticked(village)
    assert village.heard() == []
    assert "Posyandu" not in str(village.rows("SELECT facts FROM outbox WHERE key = 'cast.letter'"))
    acts = [a for (a,) in village.rows("SELECT action FROM book WHERE action LIKE 'broadcast%' ORDER BY seq")]
    assert acts == ["broadcast_sent", "broadcast_done"]


async def test_the_doors_are_ticked_by_who_is_in_office_there(village: Play) -> None:
    await typed(village)
    await act(village, "Slamet: [button.cast_send]")
    await ticked(village)
    village.heard()
    await play(
        village,
        """
        Karso: [button.cast_doors]
        bot > Karso: cast.doors n=2 [rt=02]
        Karso: [rt=02]
        bot > Karso: cast.doors_of left=2 people=2 Karto Surti cast.door_why.tanpa_telegram [name=Surti]
        Karso: [button.cast_visit⟧ name=Surti]
        edit > Karso: cast.doors_of left=1 people=2 [button.cast_visited⟧ name=Surti]
        Karso: [button.cast_visited]
        edit > Karso: cast.doors_of left=2
        Karso: [button.cast_visit⟧ name=Surti]
        edit > Karso: cast.doors_of left=1
        Karso: [button.cast_visit⟧ name=Karto]
        edit > Karso: cast.doors_of left=0
        Wati: /kelola undangan
        bot > Wati: desk.section
        Wati: [button.broadcast⟧]
        bot > Wati: cast.desk [button.broadcasts] [button.cast_doors]
        Wati: [button.cast_doors]
        bot > Wati: cast.no_doors
        """,
    )


async def held(stage: Play) -> None:
    """The news is written, and Telegram takes nothing for forty seconds; then the power goes, and comes back."""
    await typed(stage)
    stage.heard()
    stage.telegram.faults.storm(start=0, end=40)
    stage.press(stage.person("Slamet"), "button.cast_send")
    for _ in range(500):
        if not stage.telegram.updates.pending() and stage.rows("SELECT 1 FROM broadcast"):
            break
        await asyncio.sleep(0.02)
    await asyncio.sleep(0.1)
    await stage.stop()
    stage.telegram.faults.heal()
    await stage.start()


async def later(stage: Play, seconds: int) -> None:
    stage.telegram.clock.advance(seconds=seconds)
    await stage.bot.gateway.bot.get_me()
    await ticked(stage)


def sent(stage: Play) -> dict[str, int]:
    rows = stage.rows("SELECT state, COUNT(*) FROM outbox WHERE key = 'cast.letter' GROUP BY state")
    return {state: count for state, count in rows}


async def letters(stage: Play, op: str) -> None:
    """Press a button that we hand out by a letter of ours, whether letters can leave or not."""
    await stage.bot.database.write(partial(_steer, op))


def _steer(op: str, work: SqliteWork) -> None:
    village = work.villages.all()[0]
    [officer] = work.roles.holders(village.id, Office.TIM_PENYUSUN)
    person = work.residents.get(officer)
    assert person is not None
    broadcast.steer(work, person, village, 1, State(op))


async def test_pause_and_go_on_hold_through_a_power_cut(village: Play) -> None:
    await held(village)
    assert sent(village) == {"waiting": 6}
    await letters(village, "paused")
    await village.stop()
    await village.start()
    await later(village, 60)
    heard = village.heard()
    assert sent(village) == {"waiting": 6}
    assert not [who for kind, who, text, _ in heard if "cast.letter" in text]
    assert "cast.state.paused" in heard[-1][2] and heard[-1][3] == ["⟦button.cast_resume⟧", "⟦button.cast_cancel⟧"]
    await letters(village, "running")
    await later(village, 5)
    assert sent(village) == {"sent": 6}
    assert {who for _, who, text, _ in village.heard() if "cast.letter" in text} == {
        "Sari", "Budi", "Tini", "Wati", "Karso", "Slamet",
    }  # fmt: skip
    await later(village, 5)
    await play(
        village,
        """
        Slamet: /kelola undangan
        bot > Slamet: desk.section
        ...
        """,
    )


async def test_what_is_cancelled_does_not_leave_and_is_told_as_such(village: Play) -> None:
    await held(village)
    await letters(village, "cancelled")
    await later(village, 60)
    assert sent(village) == {"expired": 6}
    account = village.heard()[-1][2]
    assert "cast.account" in account and "⟦cast.reach.dibatalkan⟧ n=6" in account and "tanpa_telegram⟧ n=2" in account
    assert await pressed(village, "Slamet", "sil", 1) == [("toast", "cast.refused.settled")]
    assert not village.rows("SELECT 1 FROM outbox WHERE key = 'cast.doors_told'")


async def test_a_letter_that_comes_back_while_paused_waits_and_while_cancelled_ends(village: Play) -> None:
    await held(village)
    await letters(village, "paused")

    def back(work: SqliteWork) -> None:
        for row in list(work.outbox.rows("SELECT id FROM outbox WHERE broadcast_id = 1")):
            work.outbox.later(row["id"], work.now, "later", again=True)

    await village.bot.database.write(back)
    await later(village, 60)
    assert sent(village) == {"waiting": 6}
    await letters(village, "cancelled")
    await later(village, 60)
    assert sent(village) == {"expired": 6}


async def test_bad_input_is_said_at_once_with_the_way_to_mend_it(village: Play) -> None:
    await play(
        village,
        """
        Slamet: /kelola undangan
        bot > Slamet: desk.section
        Slamet: [button.broadcast⟧]
        bot > Slamet: cast.desk
        Slamet: [button.cast_write]
        bot > Slamet: cast.ask_words most=1.500
        Slamet: {long}
        bot > Slamet: cast.refused.long most=1.500
        Slamet: Kumpul
        bot > Slamet: cast.refused.short
        Slamet: Kerja bakti hari Minggu jam 7 pagi
        bot > Slamet: cast.ask_where [dusun=Ngasem]
        Slamet: [dusun=Ngasem]
        bot > Slamet: cast.ask_part [dusun=Ngasem] [rt=01] [rt=02] [rt=03]
        Slamet: [rt=03]
        toast > Slamet: cast.refused.nobody rt=03
        Slamet: [place.dusun⟧ dusun=Ngasem]
        bot > Slamet: cast.preview n=1 chats=1
        Slamet: kembali
        bot > Slamet: cast.ask_part
        Slamet: [place.dusun⟧ dusun=Ngasem]
        bot > Slamet: cast.preview
        Slamet: [button.cancel]
        bot > Slamet: cast.stopped
        """,
        long="panjang sekali " * 120,
    )
    assert not village.rows("SELECT 1 FROM broadcast")


async def test_who_is_in_office_in_a_dusun_speaks_to_it_and_an_rt_to_its_rt(village: Play) -> None:
    await play(
        village,
        """
        Wati: /kelola undangan
        bot > Wati: desk.section
        Wati: [button.broadcast⟧]
        bot > Wati: cast.desk
        Wati: [button.cast_write]
        bot > Wati: cast.ask_words
        Wati: Besok kumpul di rumah Bu Wati jam 4 sore
        bot > Wati: cast.ask_where [dusun=Krajan] [rt=02] [cast.segment.perempuan_in]
        Wati: [cast.segment.perempuan_in]
        bot > Wati: cast.preview office.kader
        Wati: [button.cast_send]
        bot > Wati: cast.progress
        bot > Wati: cast.letter
        bot > Sari: cast.letter rumah
        bot > Tini: cast.letter
        Karso: /kelola undangan
        bot > Karso: desk.section
        Karso: [button.broadcast⟧]
        bot > Karso: cast.desk
        Karso: [button.cast_write]
        bot > Karso: cast.ask_words
        Karso: Ronda malam ini giliran RT dua
        bot > Karso: cast.preview rt=02 office.rt
        Karso: [button.cast_send]
        bot > Karso: cast.progress
        ...
        """,
    )


async def test_groups_and_channels_get_it_instead_of_people(village: Play) -> None:
    await typed(village, where="grup")
    village.heard()
    await play(
        village,
        """
        Slamet: [button.cast_send]
        bot > Slamet: cast.progress all=1
        bot > Warga: cast.letter Posyandu
        """,
    )
    await ticked(village)
    assert any("cast.group_line⟧ title=Warga reach=⟦cast.group.sampai⟧" in text for _, _, text, _ in village.heard())


async def test_too_many_a_day_are_refused_kindly_and_the_village_may_have_its_own_limit(village: Play) -> None:
    await ruled(village, batas_siaran=1)
    await typed(village)
    await act(village, "Slamet: [button.cast_send]")
    await ticked(village)
    village.heard()
    await play(
        village,
        """
        Slamet: /kelola undangan
        bot > Slamet: desk.section
        Slamet: [button.broadcast⟧]
        bot > Slamet: cast.desk
        Slamet: [button.cast_write]
        toast > Slamet: cast.refused.enough most=1
        Slamet: [button.broadcasts]
        bot > Slamet: cast.list [title=Posyandu]
        Slamet: [title=Posyandu]
        bot > Slamet: cast.account cast.reach.sampai [button.cast_forward]
        Slamet: [button.cast_forward]
        bot > Slamet: cast.forward_how
        bot > Slamet: cast.forward Posyandu
        -- 1 hari kemudian
        Slamet: [button.broadcast⟧]
        bot > Slamet: cast.desk
        Slamet: [button.cast_write]
        bot > Slamet: cast.ask_words left=1
        """,
    )


async def test_who_blocked_us_and_who_never_opened_us_are_told_apart(village: Play) -> None:
    village.person("Budi").block()
    await village.quiet()
    village.person("Tini").chat.started = False
    await typed(village)
    preview = village.heard()[-1][2]
    assert "cast.reach.diblokir⟧ n=1" in preview and "menunggu⟧ n=5" in preview
    await act(village, "Slamet: [button.cast_send]")
    await ticked(village)
    account = next(text for _, who, text, _ in village.heard() if "cast.account" in text)
    assert all(
        f"cast.reach.{reach}⟧ n={n}" in account for reach, n in (("sampai", 4), ("diblokir", 1), ("belum_mulai", 1))
    )


async def test_what_may_not_have_arrived_is_uncertain_and_sent_again_only_when_asked_marked(village: Play) -> None:
    sari = village.person("Sari")
    village.telegram.faults.on("sendMessage", fault=Fault.drop_after(), chat=sari.id, times=1)
    await typed(village)
    await act(village, "Slamet: [button.cast_send]")
    await ticked(village)
    account = next(text for _, who, text, _ in village.heard() if "cast.account" in text)
    assert "cast.reach.belum_pasti⟧ n=1" in account
    await play(
        village,
        """
        Slamet: [button.cast_again]
        toast > Slamet: cast.toast.again n=1
        edit > Slamet: cast.progress cast.state.running
        bot > Sari: cast.letter talk.sent_again
        """,
    )
    await ticked(village)
    assert any("sampai⟧ n=6" in text for _, _, text, _ in village.heard() if "cast.account" in text)
    assert await pressed(village, "Slamet", "sik", 1) == [("toast", "cast.refused.none_unsure")]


async def test_a_family_s_phone_gets_it_once_and_all_of_it_are_reached(village: Play) -> None:
    def bound(work: SqliteWork) -> None:
        home = work.villages.all()[0]
        chat = work.chats.met(village.person("Sari").id, "private", "")
        account = work.accounts.met(village.person("Sari").id, chat.id)
        mother = work.residents.add(
            home.id, "Mbok Sari", PersonState.VERIFIED, home.dusun[0].id, "02", Sex.FEMALE, 1950
        )
        work.accounts.bind(account.id, mother, home.id)

    await village.bot.database.write(bound)
    await typed(village)
    await act(village, "Slamet: [button.cast_send]")
    await ticked(village)
    heard = village.heard()
    assert len([1 for kind, who, text, _ in heard if who == "Sari" and "cast.letter" in text]) == 1
    assert any("sampai⟧ n=7" in text for _, _, text, _ in heard if "cast.account" in text)


async def test_the_council_s_news_is_not_the_office_s_to_stop(village: Play) -> None:
    await appointed(village, "Ratna", "office.bpd_ketua")
    await introduced(village, "Ratna")
    await appointed(village, "Pardi", "office.pemdes")
    await introduced(village, "Pardi", sex="L")
    village.heard()
    await typed(village, "Ratna")
    await act(village, "Ratna: [button.cast_send]")
    for op in ("sij", "sil", "sib", "sik"):
        assert await pressed(village, "Pardi", op, 1) == [("toast", "cast.refused.not_yours")]
    assert await pressed(village, "Pardi", "sia", 1) == [("bot", "cast.account")]
    assert await pressed(village, "Wati", "sia", 1) == [("toast", "cast.refused.not_yours")]


async def test_at_night_it_waits_for_the_morning_and_says_so(village: Play) -> None:
    await act(village, "-- 13 jam kemudian")
    await typed(village)
    await act(village, "Slamet: [button.cast_send]")
    assert "cast.state.night⟧ at=" in village.heard()[-1][2] and sent(village) == {"waiting": 6}
    await act(village, "-- 9 jam kemudian")
    await ticked(village)
    assert sent(village) == {"sent": 6}


async def test_what_a_phone_in_strange_hands_has_sent_ends_when_its_office_is_frozen(village: Play) -> None:
    await held(village)

    def frozen(work: SqliteWork) -> None:
        home = work.villages.all()[0]
        [mandate] = [m for m in work.roles.listed(home.id) if m.office is Office.TIM_PENYUSUN]
        work.roles.freeze(mandate.id, home.id, Office.BPD_KETUA, "stolen")

    await village.bot.database.write(frozen)
    await ticked(village)
    await later(village, 60)
    assert sent(village) == {"expired": 6}
    assert village.rows("SELECT state FROM broadcast") == [("cancelled",)]


async def test_a_facilitator_prepares_and_an_officer_sends_it_in_the_officer_s_name(village: Play) -> None:
    await appointed(village, "Dewi", "office.fasilitator")
    village.heard()
    await play(
        village,
        """
        Dewi: /kelola undangan
        bot > Dewi: desk.section [button.broadcast]
        Dewi: [button.broadcast⟧]
        bot > Dewi: cast.desk
        Dewi: [button.cast_write]
        bot > Dewi: cast.ask_words left=3
        Dewi: Musyawarah desa hari Sabtu jam 9 pagi
        bot > Dewi: cast.ask_where [cast.segment.semua]
        Dewi: [cast.segment.semua]
        bot > Dewi: cast.preview office.fasilitator [button.cast_draft] [button.cancel]
        Dewi: [button.cast_draft]
        bot > Dewi: cast.drafted
        bot > Slamet: cast.draft_asked name=Dewi Musyawarah [button.cast_send] [button.cast_decline]
        Slamet: [button.cast_send]
        edit > Slamet: cast.you_sent
        bot > Slamet: cast.progress
        bot > Slamet: cast.letter office.tim_penyusun
        bot > Sari: cast.letter Musyawarah office.tim_penyusun
        bot > Budi: cast.letter
        bot > Tini: cast.letter
        bot > Wati: cast.letter
        bot > Karso: cast.letter
        bot > Dewi: cast.draft_sent name=Slamet
        """,
    )
    assert await pressed(village, "Slamet", "sin", 1) == [("toast", "cast.refused.draft_settled")]
    assert await pressed(village, "Wati", "siy", 1) == [("toast", "talk.refused.old")]


async def test_who_has_no_rt_or_no_dusun_on_the_list_stands_on_a_list_of_doors_too(village: Play) -> None:
    """Karto's RT is not written down, Surti's dusun neither; Pak Karso heads an RT where Bu Wati is kader."""

    def unknown(work: SqliteWork) -> None:
        for sql in (
            "UPDATE resident SET rt = NULL WHERE name LIKE 'Karto%' COLLATE NOCASE",
            "UPDATE resident SET dusun_id = NULL, rt = NULL WHERE name LIKE 'Surti%' COLLATE NOCASE",
        ):
            work.residents.run(sql)

    await village.bot.database.write(unknown)
    await typed(village)
    await act(village, "Slamet: [button.cast_send]")
    await ticked(village)
    told = [who for _, who, text, _ in village.heard() if "cast.doors_told" in text]
    assert told == ["Wati"]
    await play(
        village,
        """
        Wati: [button.cast_doors]
        bot > Wati: cast.doors n=2 [button.cast_no_rt] [button.cast_no_dusun]
        Wati: [button.cast_no_rt]
        bot > Wati: cast.doors_of cast.no_rt dusun=Krajan people=1 [button.cast_visit⟧ name=Karto]
        Wati: [button.cast_visit⟧ name=Karto]
        edit > Wati: cast.doors_of left=0 [button.cast_visited⟧ name=Karto]
        Wati: [button.cast_no_dusun]
        bot > Wati: cast.doors_of cast.no_dusun people=1 [button.cast_visit⟧ name=Surti]
        Wati: [button.cast_visit⟧ name=Surti]
        edit > Wati: cast.doors_of left=0
        Wati: /kelola undangan
        ...
        Wati: [button.broadcast⟧]
        ...
        Wati: [button.cast_doors]
        bot > Wati: cast.no_doors
        """,
    )


async def test_where_there_is_no_kader_the_head_of_an_rt_has_the_list_of_those_without_one(village: Play) -> None:
    ((mandate, home),) = village.rows("SELECT id, village_id FROM mandate WHERE office = 'kader'")

    def unknown(work: SqliteWork) -> None:
        work.roles.end(mandate, home)
        work.residents.run("UPDATE resident SET rt = '77' WHERE name LIKE 'Karto%' COLLATE NOCASE")

    await village.bot.database.write(unknown)
    await typed(village)
    await act(village, "Slamet: [button.cast_send]")
    await ticked(village)
    village.heard()
    await play(
        village,
        """
        Karso: [button.cast_doors]
        bot > Karso: cast.doors n=2 [button.cast_rt] [button.cast_no_rt]
        Karso: [button.cast_no_rt]
        bot > Karso: cast.doors_of people=1 [name=Karto]
        """,
    )


async def told_by_answer(stage: Play, who: str, said: str, words: str = NEWS) -> None:
    """Up to the preview, for whoever answered the one coming meeting so."""
    for line in (
        "/kelola undangan", "[button.broadcast⟧]", "[button.cast_write]", words, "[button.cast_meeting]",
        f"[button.cast_said_{said}⟧]",
    ):  # fmt: skip
        await act(stage, f"{who}: {line}")


async def test_news_goes_to_whoever_has_answered_a_coming_meeting_so(stage: Play) -> None:
    await councils(stage)
    await called(stage)
    for who, button in (("Sari", "comes"), ("Tini", "absent")):
        for line in ("/jadwal", "[button.meeting⟧]", f"[button.{button}]"):
            await act(stage, f"{who}: {line}")
    stage.heard()
    await play(
        stage,
        """
        Slamet: /kelola undangan
        bot > Slamet: desk.section
        Slamet: [button.broadcast⟧]
        bot > Slamet: cast.desk
        Slamet: [button.cast_write]
        bot > Slamet: cast.ask_words
        Slamet: Bawa fotokopi kartu keluarga, ya
        bot > Slamet: cast.ask_where [button.cast_meeting]
        Slamet: [button.cast_meeting]
        bot > Slamet: cast.ask_said [button.cast_said_hadir⟧ n=1] [button.cast_said_tidak⟧ n=1]
        Slamet: [button.cast_said_hadir⟧]
        bot > Slamet: cast.preview cast.segment.hadir⟧ n=1 chats=1
        Slamet: [button.cast_send]
        bot > Slamet: cast.progress cast.segment.hadir⟧
        bot > Sari: cast.letter fotokopi
        """,
    )  # fmt: skip
    await told_by_answer(stage, "Slamet", "belum")
    await act(stage, "Slamet: [button.cast_send]")
    heard = {who for _, who, text, _ in stage.heard() if "cast.letter⟧" in text and who != "Slamet"}
    assert heard and heard.isdisjoint({"Sari", "Tini", "Budi"})  # Pak Budi lives in Ngasem: it is not his meeting


async def test_a_meeting_that_has_begun_has_no_answers_to_write_to(stage: Play) -> None:
    await councils(stage)
    await called(stage)
    for line in ("/kelola undangan", "[button.broadcast⟧]", "[button.cast_write]", NEWS, "[button.cast_meeting]"):
        await act(stage, f"Slamet: {line}")
    stage.heard()
    await act(stage, "-- 30 hari kemudian")
    stage.heard()
    await play(
        stage,
        """
        Slamet: [button.cast_said_belum⟧]
        toast > Slamet: cast.refused.meeting
        Slamet: [button.cast_others]
        bot > Slamet: cast.ask_where [cast.segment.semua]
        """,
    )


async def test_a_kader_writes_to_the_answers_of_a_meeting_of_their_own_dusun_only(stage: Play) -> None:
    await councils(stage)
    await called(stage)  # of Krajan, where Bu Wati is kader; Pak Karso is of Ngasem
    await play(
        stage,
        """
        Wati: /kelola undangan
        bot > Wati: desk.section
        Wati: [button.broadcast⟧]
        bot > Wati: cast.desk
        Wati: [button.cast_write]
        bot > Wati: cast.ask_words
        Wati: Jangan lupa undangan kemarin dijawab
        bot > Wati: cast.ask_where [button.cast_meeting]
        """,
    )
    await act(stage, "Wati: [button.cast_meeting]")
    assert "cast.ask_said" in stage.heard()[-1][2]
