"""Joining in the chat: who is asked, reasons, appeals, the second look, cards, the group's door, two villages."""

import re

from actions.found import found
from storage.work import SqliteWork
from tests.boxes import lines
from tests.chats.test_register import KK, NIK, imported
from tests.household_life import TINI, shared, speaks
from tests.play import Play
from tests.sheets import opensid
from tests.transcript import act, play
from tests.village_life import appointed, founded, introduced, joined, polling, proposed, ruled
from village.people import Office, Sex, State
from village.place import Dusun

LINK = "/start warga_3301022003"


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
    """Bu Wati (kader) and Pak Karso (RT) live in Krajan RT 02; Bu Endang (kadus), Bu Yani (kader) in Ngasem 01, 03."""
    await founded(stage)
    await officer(stage, "Endang", "office.kadus", "Ngasem", "01")
    await officer(stage, "Yani", "office.kader", "Ngasem", "03")
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
        Yani: /kelola warga
        bot > Yani: desk.section
        Yani: [button.waiting]
        bot > Yani: vouch.ask name=Budi [button.vouch_yes] [button.vouch_no] [button.vouch_unknown]
        bot > Yani: vouch.ask name=Tono
        Karso: /kelola warga
        bot > Karso: desk.section
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
    book = stage.rows("SELECT action FROM book WHERE action LIKE '%appealed' OR action LIKE 'case%' ORDER BY seq")
    assert book == [("resident_appealed",), ("case_decided",)]
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
    await ruled(stage, cek_ulang_persen=100)
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
    assert lines(stage.folder) == 1  # nobody can tell which line is hers; she adds none
    assert stage.rows("SELECT state FROM recheck") == [("other",)]


async def test_a_second_look_that_agrees_ends_there_and_waits_where_nobody_else_is(stage: Play) -> None:
    await founded(stage)
    await ruled(stage, cek_ulang_persen=100)
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
    assert stage.rows("SELECT state FROM recheck") == [("same",)]
    assert "⟦recheck.refused.done⟧" in [t.split()[0] for _, _, t, _ in stage.heard()]
    assert stage.rows("SELECT COUNT(*) FROM join_case") == [(0,)]


async def test_an_officer_decides_only_so_many_a_day(stage: Play) -> None:
    await founded(stage)
    await ruled(stage, batas_kenal=1)
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
        stage, opensid("WATI WARGA", NIK, KK, born="1985-05-04"),
        opensid("SARI WARGA", NIK[:-1] + "2", KK, born="1990-05-04"),
        opensid("BUDI WARGA", NIK[:-1] + "3", other, born="1991-05-04"),
    )  # fmt: skip
    await officer(stage, "Yani", "office.kader", "Ngasem", "03")
    assert await newcomer(stage, "Sari", born=1990) == {"Karso"}
    assert await newcomer(stage, "Budi", born=1991) == {"Wati", "Karso"}


async def test_the_poster_of_an_rt_is_confirmed_by_one_button(stage: Play) -> None:
    await founded(stage)
    await play(
        stage,
        """
        Wati: /kelola undangan
        bot > Wati: desk.section [button.invite]
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


# Cards

SHEETS = """
    Joko: /kelola undangan
    bot > Joko: desk.section [button.cards]
    Joko: [button.cards]
    bot > Joko: cards.ask_dusun [Krajan] [Ngasem]
    Joko: [name=Krajan]
    bot > Joko: cards.ask_rt [rt=02]
    Joko: [rt=02]
    bot > Joko: cards.ask_sure place=⟦place.rt⟧ [button.make_cards]
    Joko: [button.make_cards]
    toast > Joko: cards.toast.making
    edit > Joko: cards.making
    bot > Joko: cards.sheet n=2
"""


def codes(stage: Play) -> dict[str, str]:
    """Name → code, as the newest sheet that came to Pak Joko says."""
    document = next(m["document"] for m in reversed(stage.person("Joko").messages()) if "document" in m)
    page = stage.telegram.files.by_id[document["file_id"]].content.decode()
    names = re.findall(r"⟦cards.paper.family⟧[^<]*?name=(.+?) (?:place|bot|n|until|village|without)=", page)
    found = re.findall(r'class="code">([A-Z0-9-]{14})<', page)
    assert len(names) == len(found)
    return dict(zip(names, found, strict=True))


async def printed(stage: Play) -> dict[str, str]:
    await founded(stage)
    await imported(
        stage, opensid("SITI AMINAH", NIK, KK, born="1985-05-04"),
        opensid("TONO AMINAH", NIK[:-1] + "2", KK, born="2001-01-01"),
        opensid("BUDI SANTOSO", NIK[:-1] + "3", "3301022001150099", born="1970-02-03", sex="1"),
        opensid("TANPA KARTU", "", ""),
    )  # fmt: skip
    await play(stage, SHEETS)
    return codes(stage)


async def test_a_household_joins_by_its_card_without_waiting(stage: Play) -> None:
    made = await printed(stage)
    assert set(made) == {"Siti Aminah", "Budi Santoso"}
    code = made["Siti Aminah"]
    await play(
        stage,
        """
        Siti: kartu {typed}
        bot > Siti: join.welcome
        bot > Siti: join.ask_name
        Siti: {typed}
        bot > Siti: join.ask_name
        Siti: Siti Aminah
        bot > Siti: join.ask_near place=⟦place.rt⟧
        Siti: ya
        bot > Siti: join.ask_sex
        Siti: [sex.p]
        bot > Siti: join.ask_born
        Siti: 1985
        bot > Siti: join.ask_sure
        Siti: [button.yes_send]
        bot > Siti: join.by_card
        Siti: {typed}
        bot > Siti: card.refused.joined
        """,
        typed=code.lower(),
    )
    assert stage.rows("SELECT state FROM resident WHERE name = 'Siti Aminah'") == [("verified",)]
    assert stage.rows("SELECT action, object, role FROM book WHERE action LIKE 'card%'") == [
        ("cards_issued", "sheet:1", "petugas"), ("card_used", "sheet:1", "warga"),
    ]  # fmt: skip
    kept = b"".join(file.read_bytes() for file in sorted(stage.folder.rglob("*")) if file.is_file())
    for secret in made.values():
        assert secret.encode() not in kept and secret.replace("-", "").encode() not in kept
    assert b"Siti Aminah" in kept


async def test_a_stranger_with_a_card_waits_for_a_kader_like_anybody(stage: Play) -> None:
    made = await printed(stage)
    await act(stage, f"Maling: /start kartu_{made['Siti Aminah'].replace('-', '')}")
    for line in ("Maling Besar", "[button.near_yes]", "[sex.l]", "1990", "[button.yes_send]"):
        await act(stage, f"Maling: {line}")
    heard = [(who, t.split()[0]) for _, who, t, _ in stage.heard()]
    assert ("Maling", "⟦join.asked⟧") in heard and ("Wati", "⟦vouch.ask_listed⟧") in heard


async def test_used_ended_old_and_invented_codes_get_one_answer_and_are_counted(stage: Play) -> None:
    made = await printed(stage)
    await act(stage, f"Siti: {made['Siti Aminah']}")
    for line in ("[button.cards]", "[name=Krajan]", "[rt=02]", "[button.make_cards]"):
        await act(stage, f"Joko: {line}")
    again = codes(stage)
    assert not set(made.values()) & set(again.values())
    stage.heard()
    tried = [made["Siti Aminah"], made["Budi Santoso"], "K7QF-M2XN-P4RS", "/start kartu_SALAH", "/start kartu_"]
    answers = []
    for words in tried:
        await act(stage, f"Iseng: {words}")
        answers.append([(who, t) for _, who, t, _ in stage.heard()])
    assert all(("Iseng", "⟦card.unknown⟧") in a for a in answers)
    assert [who for who, t in answers[-1] if t.startswith("⟦card.guessed⟧")] == ["Joko"]
    assert all(len(a) == 1 for a in answers[:-1])
    await play(
        stage,
        """
        Iseng: {good}
        bot > Iseng: card.later
        -- 2 jam kemudian
        Iseng: {good}
        bot > Iseng: join.welcome
        bot > Iseng: join.ask_name
        -- 61 hari kemudian
        ...
        Siti: {old}
        bot > Siti: card.unknown
        """,
        good=again["Budi Santoso"],
        old=again["Siti Aminah"],
    )


async def test_an_rt_without_kk_numbers_gets_no_cards(stage: Play) -> None:
    await printed(stage)
    for line in ("[button.cards]", "[name=Ngasem]", "[rt=01]", "[button.make_cards]"):
        await act(stage, f"Joko: {line}")
    said = [t.split()[0] for _, _, t, _ in stage.heard()]
    assert "⟦cards.none⟧" in said and "⟦cards.sheet⟧" not in said


# The door of the group


async def doored(stage: Play) -> None:
    await founded(stage)
    stage.groups["Warga"].promote_bot(stage.person("Joko"))
    await stage.quiet()
    stage.heard()


async def knocks(stage: Play, name: str) -> list[str]:
    stage.groups["Warga"].knock(stage.person(name))
    await stage.quiet()
    return [t.split()[0] for _, who, t, _ in stage.heard() if who == name]


def inside(stage: Play, name: str) -> bool:
    return stage.person(name) in stage.groups["Warga"].members


async def test_the_door_opens_at_once_for_residents_and_later_for_newcomers(stage: Play) -> None:
    await doored(stage)
    assert await knocks(stage, "Karso") == ["⟦door.welcome⟧"] and inside(stage, "Karso")
    assert await knocks(stage, "Tini") == ["⟦door.hello⟧"] and not inside(stage, "Tini")
    stage.press(stage.person("Tini"), "button.introduce")
    await stage.quiet()
    await introduced(stage, "Tini")
    assert await knocks(stage, "Tini") != [] and not inside(stage, "Tini")
    await act(stage, "Wati: [button.vouch_yes]")
    assert inside(stage, "Tini")
    assert stage.rows("SELECT COUNT(*) FROM knock") == [(0,)]


async def test_whoever_is_refused_stays_outside_and_hears_it_kindly(stage: Play) -> None:
    await doored(stage)
    await newcomer(stage, "Tini")
    assert await knocks(stage, "Tini") == ["⟦door.waits⟧"]
    for line in ("Wati: [button.vouch_no]", "Wati: [vouch.reason.luar]"):
        await act(stage, line)
    assert not inside(stage, "Tini") and not stage.groups["Warga"].chat.knocks
    stage.heard()
    assert await knocks(stage, "Tini") == ["⟦door.refused⟧"] and not inside(stage, "Tini")


async def test_officers_hear_when_the_door_cannot_be_opened(stage: Play) -> None:
    await founded(stage)
    await play(
        stage,
        """
        Wati: /kelola undangan
        bot > Wati: desk.section [button.door]
        Wati: [button.door]
        bot > Wati: door.shut groups=Warga
        """,
    )
    group = stage.groups["Warga"]
    group.promote_bot(stage.person("Joko"))
    await stage.quiet()
    await play(stage, "Wati: [button.door]\nbot > Wati: door.works")
    group.promote_bot(stage.person("Joko"), may_invite=False)
    await stage.quiet()
    assert [(who, text) for _, who, text, _ in stage.heard()] == [("Joko", "⟦door.lacks_right⟧ groups=Warga")]
    group.promote_bot(stage.person("Joko"))
    group.knock(stage.person("Karso"))
    group.chat.without_invites.add(stage.telegram.bot["id"])  # taken away while the letter is on its way
    await stage.quiet()
    assert not inside(stage, "Karso")
    group.chat.without_invites.clear()
    stage.telegram.clock.advance(hours=1)
    await stage.bot.gateway.bot.get_me()
    await act(stage, "Wati: /menu")
    assert inside(stage, "Karso")


async def test_a_group_of_no_village_has_its_own_porter(stage: Play) -> None:
    await founded(stage)
    other = stage.group("Arisan", "Joko")
    other.add_bot(stage.person("Joko"), as_admin=True)
    await stage.quiet()
    stage.heard()
    other.knock(stage.person("Karso"))
    await stage.quiet()
    assert stage.heard() == []


# Two villages


async def second_village(stage: Play) -> None:
    """Desa Karangan, with its own kader Bu Lasmi and a poll that runs, brought to life by the shelves."""

    def make(work: SqliteWork) -> None:
        village = found(work, "33.01.02.2004", "Karangan", "Asia/Jakarta", [Dusun(0, "Wetan", ("01",))])
        kader = work.residents.add(village.id, "Lasmi", State.VERIFIED, village.dusun[0].id, "01", Sex.FEMALE, 1980)
        work.roles.grant(village.id, kader, Office.KADER, False)
        work.roles.grant(village.id, kader, Office.TIM_PENYUSUN, False)
        chat = work.chats.met(stage.person("Lasmi").id, "private", "")
        work.accounts.bind(work.accounts.met(stage.person("Lasmi").id, chat.id).id, kader, village.id)

    await stage.bot.database.write(make)
    await act(stage, "Lasmi: /menu")
    stage.heard()


async def test_who_has_moved_joins_the_new_village_and_votes_in_one_a_season(stage: Play) -> None:
    await founded(stage)
    await second_village(stage)
    await joined(stage, "Sari", "Tini")
    await proposed(stage, "Tini", "Lampu jalan di gang masjid", "Jembatan bambu diganti beton")
    await polling(stage)
    await act(stage, "Sari: [Lampu]")
    for sentence in ("Sumur bor di Wetan", "Pagar di Wetan diperbaiki"):
        for line in (sentence, "[button.yes_proposal]", "[benefit.semua]", "[button.yes_send]"):
            await act(stage, f"Lasmi: {line}")
    stage.heard()
    await play(
        stage,
        """
        Sari: /start warga_3301022004
        bot > Sari: join.other_village [button.moved_here]
        Sari: [button.moved_here]
        bot > Sari: join.ask_name
        edit > Sari: join.moved village=Karangan
        Sari: [Jembatan]
        toast > Sari: vote.refused.not_resident
        Sari: Sari Rahayu
        bot > Sari: join.ask_sex
        Sari: perempuan
        bot > Sari: join.ask_born
        Sari: 1991
        bot > Sari: join.ask_sure
        Sari: [button.yes_send]
        bot > Sari: join.asked
        bot > Lasmi: vouch.ask name=Sari
        Lasmi: [button.vouch_yes]
        toast > Lasmi: vouch.toast.done
        edit > Lasmi: vouch.done_yes
        bot > Sari: join.vouched village=Karangan
        Lasmi: /kelola musyawarah
        ...
        Lasmi: [button.open_poll]
        ...
        Lasmi: [button.pick_all]
        bot > Lasmi: poll.ask_most
        edit > Lasmi: poll.ask_numbers n=2
        Lasmi: [button.picks⟧ n=1]
        ...
        Lasmi: [3 Maret]
        ...
        Lasmi: [button.open_now]
        ...
        Sari: [Sumur]
        toast > Sari: vote.refused.elsewhere
        Lasmi: [Sumur]
        toast > Lasmi: vote.toast.kept
        edit > Lasmi: vote.ballot
        """,
    )
    assert lines(stage.folder) == 2  # what Sari voted in Sumberagung stands


async def test_who_shares_a_phone_is_not_moved_away_by_a_poster(stage: Play) -> None:
    """The family goes on speaking there, each with their own vote in the village they have."""
    await founded(stage)
    await second_village(stage)
    await shared(stage)
    await speaks(stage, "Tini", "Tini", TINI)
    await play(
        stage,
        """
        Tini: /start warga_3301022004
        bot > Tini: household.speaker ⟦join.refused.shared_phone⟧
        """,
    )
    assert stage.rows("SELECT COUNT(*) FROM resident WHERE state = 'moved'") == [(0,)]
