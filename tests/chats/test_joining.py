"""Joining in the chat: who is asked and when, reasons, appeals, the second look, cards, the group's door, two villages."""

import sqlite3
from contextlib import closing

from tests.chats.test_register import KK, NIK, asked, imported, sent
from tests.play import Play
from tests.sheets import opensid
from tests.transcript import act, play
from tests.village_life import appointed, founded, introduced, joined, polling, proposed

LINK = "/start warga_3301022003"


def ruled(stage: Play, **rules: int) -> None:
    """The village has rules of its own."""
    with closing(sqlite3.connect(stage.folder / "desa.db")) as base, base:
        for key, value in rules.items():
            base.execute("INSERT OR REPLACE INTO setting VALUES (1, ?, ?, 'Perdes', 2026)", (key, str(value)))


async def officer(stage: Play, name: str, office: str, dusun: str, rt: str) -> None:
    await appointed(stage, name, office)
    await settled(stage, name, dusun, rt)


async def settled(stage: Play, name: str, dusun: str, rt: str, born: int = 1985) -> None:
    for line in (f"{name} Warga", f"[name={dusun}]", f"[rt={rt}]", "[sex.p]", str(born), "[button.yes_send]"):
        await act(stage, f"{name}: {line}")


async def newcomer(stage: Play, name: str, dusun: str = "Krajan", rt: str = "02", born: int = 1985) -> set[str]:
    """Somebody asks to join; who is asked about them."""
    await act(stage, f"{name}: {LINK}")
    stage.heard()
    await settled(stage, name, dusun, rt, born)
    return {who for _, who, text, _ in stage.heard() if text.startswith("⟦vouch.ask")}


async def spread(stage: Play) -> None:
    """Bu Wati (kader) and Pak Karso (RT) live in Krajan RT 02, Bu Endang (kadus) in Ngasem 01, Bu Yani (kader) there."""
    await founded(stage)
    await officer(stage, "Endang", "office.kadus", "Ngasem", "01")
    await officer(stage, "Yani", "office.kader", "Ngasem", "03")
    ruled(stage, cek_ulang_persen=0)
    stage.heard()


async def test_the_nearest_are_asked_first_and_then_further(stage: Play) -> None:
    await spread(stage)
    assert await newcomer(stage, "Sari", "Krajan", "02") == {"Wati", "Karso"}
    assert await newcomer(stage, "Budi", "Ngasem", "03") == {"Yani"}
    assert await newcomer(stage, "Tono", "Ngasem", "02") == {"Endang", "Yani"}
    await act(stage, "Wati: [button.vouch_yes]")
    stage.heard()
    await play(
        stage,
        """
        Yani: /kelola
        bot > Yani: desk.show
        Yani: [button.waiting]
        bot > Yani: vouch.ask name=Budi [button.vouch_yes] [button.vouch_no] [button.vouch_unknown]
        bot > Yani: vouch.ask name=Tono
        Karso: /kelola
        bot > Karso: desk.show
        Karso: [button.waiting]
        bot > Karso: vouch.none
        -- 25 jam kemudian
        bot > Endang: vouch.ask name=Budi
        bot > Wati: vouch.ask name=Tono
        bot > Karso: vouch.ask name=Tono
        -- 25 jam kemudian
        bot > Wati: vouch.ask name=Budi
        bot > Karso: vouch.ask name=Budi
        bot > Endang: vouch.reminder
        bot > Yani: vouch.reminder
        ...
        """,
    )


async def test_reminders_come_once_a_day_and_end(stage: Play) -> None:
    await founded(stage)
    await newcomer(stage, "Sari")
    await newcomer(stage, "Budi")
    counts = []
    for _ in range(6):
        stage.heard()
        await act(stage, "-- 25 jam kemudian")
        counts.append(sum(t.startswith("⟦vouch.reminder⟧") for _, who, t, _ in stage.heard() if who == "Wati"))
    assert counts == [1, 1, 1, 0, 0, 0]


async def test_who_does_not_know_passes_the_question_on_at_once(stage: Play) -> None:
    await spread(stage)
    await newcomer(stage, "Budi", "Ngasem", "03")
    await play(
        stage,
        """
        Yani: [button.vouch_unknown]
        toast > Yani: vouch.toast.done
        edit > Yani: vouch.done_unknown name=Budi [button.vouch_back]
        bot > Endang: vouch.ask name=Budi
        Yani: [button.vouch_back]
        edit > Yani: vouch.ask name=Budi [button.vouch_yes]
        Yani: [button.vouch_yes]
        toast > Yani: vouch.toast.done
        edit > Yani: vouch.done_yes
        bot > Budi: join.vouched
        Endang: [button.vouch_yes]
        toast > Endang: vouch.refused.done
        """,
    )


async def test_a_no_has_its_reason_and_the_bpd_may_decide_otherwise(stage: Play) -> None:
    await spread(stage)
    for name, office in (("Ratna", "office.bpd_ketua"), ("Dewi", "office.bpd_anggota")):
        await officer(stage, name, office, "Ngasem", "02")
    await newcomer(stage, "Sari")
    await play(
        stage,
        """
        Wati: [button.vouch_no]
        edit > Wati: vouch.ask_reason name=Sari [vouch.reason.rt_lain] [vouch.reason.pindah] [vouch.reason.data]
        Wati: [button.vouch_back]
        edit > Wati: vouch.ask name=Sari
        Wati: [button.vouch_no]
        edit > Wati: vouch.ask_reason
        Wati: [vouch.reason.pindah]
        toast > Wati: vouch.toast.done
        edit > Wati: vouch.done_no
        bot > Sari: join.refused reason=⟦vouch.reason.pindah⟧ [button.appeal]
        Sari: [button.appeal]
        toast > Sari: appeal.toast.sent
        edit > Sari: appeal.sent
        bot > Ratna: case.new [button.cases]
        bot > Dewi: case.new
        Dewi: /bpd
        bot > Dewi: council.show [button.cases_n⟧ n=1]
        ...
        Dewi: [button.cases_n]
        bot > Dewi: case.appeal name=Sari reason=⟦vouch.reason.pindah⟧ [button.case_yes] [button.case_no]
        Ratna: [button.cases]
        bot > Ratna: case.appeal name=Sari
        Dewi: [button.case_yes]
        edit > Dewi: case.ask_why_yes [case.why.tetangga] [case.why.surat]
        Dewi: [case.why.surat]
        toast > Dewi: vouch.toast.done
        edit > Dewi: case.done_yes name=Sari
        bot > Sari: appeal.accepted why=⟦case.why.surat⟧
        bot > Sari: join.vouched
        Ratna: [button.case_no]
        edit > Ratna: case.ask_why_no
        Ratna: [case.why.tidak_ada]
        toast > Ratna: case.refused.settled
        """,
    )
    assert asked(stage, "SELECT action FROM book WHERE action IN ('resident_appealed', 'case_decided') ORDER BY seq") == [
        ("resident_appealed",), ("case_decided",),
    ]  # fmt: skip
    await act(stage, "Sari: /menu")
    stage.heard()


async def test_nobody_decides_an_appeal_against_their_own_no(stage: Play) -> None:
    await spread(stage)
    await officer(stage, "Ratna", "office.bpd_ketua", "Krajan", "02")
    await appointed(stage, "Ratna", "office.kader")
    await newcomer(stage, "Sari")
    for line in ("Ratna: [button.vouch_no]", "Ratna: [vouch.reason.luar]", "Sari: [button.appeal]"):
        await act(stage, line)
    stage.heard()
    await act(stage, "Ratna: [button.cases]")
    assert [t.split()[0] for _, who, t, _ in stage.heard() if who == "Ratna"] == ["⟦case.none⟧"]


async def test_an_appeal_waits_for_a_bpd_that_is_not_there_yet_and_comes_once(stage: Play) -> None:
    await founded(stage)
    await newcomer(stage, "Sari")
    for line in ("Wati: [button.vouch_no]", "Wati: [vouch.reason.luar]"):
        await act(stage, line)
    sari = stage.person("Sari")
    stage.heard()
    for _ in range(2):
        sari.press(0, sari.messages()[-1])
    await stage.quiet()
    assert [t.split()[0] for _, _, t, _ in stage.heard()] == [
        "⟦appeal.sent_later⟧", "⟦appeal.toast.sent⟧", "⟦appeal.refused.twice⟧",
    ]  # fmt: skip
    await officer(stage, "Ratna", "office.bpd_ketua", "Ngasem", "01")
    await act(stage, "Ratna: /bpd")
    await act(stage, "Ratna: [button.cases_n]")
    assert any(t.startswith("⟦case.appeal⟧") for _, _, t, _ in stage.heard())


async def test_a_second_officer_of_another_rt_looks_and_the_bpd_hears_a_difference(stage: Play) -> None:
    await spread(stage)
    await officer(stage, "Ratna", "office.bpd_ketua", "Ngasem", "02")
    await joined(stage, "Tini")
    await proposed(stage, "Tini", "Lampu jalan di gang masjid", "Jembatan bambu diganti beton")
    await polling(stage)
    ruled(stage, cek_ulang_persen=100)
    await newcomer(stage, "Sari")
    await act(stage, "Wati: [button.vouch_yes]")
    heard = stage.heard()
    [checker] = [who for _, who, text, _ in heard if text.startswith("⟦recheck.ask⟧")]
    assert checker in ("Endang", "Yani")
    other = "Yani" if checker == "Endang" else "Endang"
    await act(stage, "Sari: [Lampu]")
    stage.heard()
    await play(
        stage,
        f"""
        {checker}: [button.vouch_unknown]
        toast > {checker}: vouch.toast.done
        edit > {checker}: recheck.done
        bot > {other}: recheck.ask name=Sari [button.recheck_yes] [button.recheck_no]
        {other}: [button.recheck_no]
        toast > {other}: vouch.toast.done
        edit > {other}: recheck.done
        bot > Ratna: case.new
        Ratna: [button.cases]
        bot > Ratna: case.recheck name=Sari reason=⟦recheck.said.other⟧
        Ratna: [button.case_no]
        edit > Ratna: case.ask_why_no
        Ratna: [case.why.tidak_ada]
        toast > Ratna: vouch.toast.done
        edit > Ratna: case.done_no
        bot > Sari: recheck.ended why=⟦case.why.tidak_ada⟧
        Sari: [Jembatan]
        toast > Sari: vote.refused.not_resident
        """,
    )
    assert asked(stage, "SELECT COUNT(*) FROM vote") == [(0,)]
    assert asked(stage, "SELECT state FROM recheck") == [("other",)]


async def test_a_second_look_that_agrees_ends_there_and_waits_where_nobody_else_is(stage: Play) -> None:
    await founded(stage)
    ruled(stage, cek_ulang_persen=100)
    await newcomer(stage, "Sari")
    await act(stage, "Wati: [button.vouch_yes]")
    assert not any(t.startswith("⟦recheck") for _, _, t, _ in stage.heard())  # all officers live in her RT
    await officer(stage, "Yani", "office.kader", "Ngasem", "03")
    stage.heard()
    await act(stage, "-- 25 jam kemudian")
    assert [who for _, who, t, _ in stage.heard() if t.startswith("⟦recheck.ask⟧")] == ["Yani"]
    yani = stage.person("Yani")
    for button in (0, 1):
        yani.press(button, yani.messages()[-1])
    await stage.quiet()
    assert asked(stage, "SELECT state FROM recheck") == [("same",)]
    assert "⟦recheck.refused.done⟧" in [t.split()[0] for _, _, t, _ in stage.heard()]
    assert asked(stage, "SELECT COUNT(*) FROM join_case") == [(0,)]


async def test_an_officer_decides_only_so_many_a_day(stage: Play) -> None:
    await founded(stage)
    ruled(stage, batas_kenal=1)
    await newcomer(stage, "Sari")
    await newcomer(stage, "Budi")
    await act(stage, "Wati: [button.vouch_yes]")
    stage.heard()
    await play(
        stage,
        """
        Wati: [button.vouch_yes]
        toast > Wati: vouch.refused.cap most=1
        -- 25 jam kemudian
        ...
        Wati: [button.waiting]
        ...
        Wati: [button.vouch_yes]
        toast > Wati: vouch.toast.done
        edit > Wati: vouch.done_yes
        ...
        """,
    )


async def test_nobody_vouches_for_their_own_household_or_phone(stage: Play) -> None:
    await founded(stage)
    other = "3301022001150099"
    await imported(
        stage, opensid("WATI WARGA", NIK, KK, born="1985-05-04"), opensid("SARI WARGA", NIK[:-1] + "2", KK, born="1990-05-04"),
        opensid("BUDI WARGA", NIK[:-1] + "3", other, born="1991-05-04"),
    )  # fmt: skip
    await officer(stage, "Yani", "office.kader", "Ngasem", "03")
    with closing(sqlite3.connect(stage.folder / "desa.db")) as base:
        [(wati,)] = base.execute("SELECT id FROM resident WHERE name LIKE 'Wati%' AND state = 'verified'").fetchall()
        [(home,)] = base.execute("SELECT kk_hash FROM register_row g JOIN resident r ON r.id = g.resident_id"
                                 " WHERE r.name = 'Sari Warga'").fetchall()  # fmt: skip
        assert base.execute("SELECT kk_hash FROM register_row WHERE resident_id = ?", (wati,)).fetchall() in ([], [(home,)])
        base.execute("INSERT OR REPLACE INTO register_row VALUES (?, 1, NULL, ?, NULL, NULL, 1)", (wati, home))
        base.commit()
    assert await newcomer(stage, "Sari", born=1990) == {"Karso"}
    assert await newcomer(stage, "Budi", born=1991) == {"Wati", "Karso"}


async def test_the_poster_of_an_rt_is_confirmed_by_one_button(stage: Play) -> None:
    await founded(stage)
    await play(
        stage,
        """
        Wati: /kelola
        bot > Wati: desk.show [button.invite]
        Wati: [button.invite]
        bot > Wati: invite.poster [Krajan] [Ngasem]
        Wati: [name=Ngasem]
        bot > Wati: invite.poster_place start=warga_3301022003_2 [rt=01] [rt=03]
        Wati: [rt=03]
        bot > Wati: invite.poster_place start=warga_3301022003_2_03
        Sari: /start warga_3301022003_2_03
        bot > Sari: join.welcome
        bot > Sari: join.ask_name
        Sari: Sari Rahayu
        bot > Sari: join.ask_near place=⟦place.rt⟧ [button.near_yes] [button.near_no]
        Sari: [button.near_yes]
        bot > Sari: join.ask_sex
        Sari: kembali
        bot > Sari: join.ask_rt
        ...
        Budi: /start warga_3301022003_2_03
        ...
        Budi: Budi Hartono
        bot > Budi: join.ask_near
        Budi: [button.near_no]
        edit > Budi: join.ask_dusun [Krajan] [Ngasem]
        Budi: krajan
        bot > Budi: join.ask_rt
        Tono: /start warga_3301022003_2_88
        ...
        Tono: Tono Saja
        bot > Tono: join.ask_rt
        """,
    )
