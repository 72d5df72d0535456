"""Small things a villager or an officer stumbled over once."""

from tests.play import Play
from tests.transcript import act, play
from tests.village_life import appointed, founded, introduced, joined, polling, proposed


async def test_a_group_that_is_tied_by_the_link_is_not_told_how_to_tie_it(stage: Play) -> None:
    await founded(stage)
    stage.group("Baru", "Joko")
    link = "t.me/" + stage.telegram.bot["username"] + "?startgroup=tautkan"
    await play(
        stage,
        f"""
        Joko @ Baru: {link}
        bot > Baru: group.linked
        -- 1 jam kemudian
        """,
    )


async def test_a_group_to_which_we_are_merely_added_hears_how_to_tie_it(stage: Play) -> None:
    await founded(stage)
    stage.group("Baru", "Joko").add_bot(stage.person("Joko"))
    await stage.quiet()
    assert stage.heard() == []
    await play(
        stage,
        """
        -- 1 jam kemudian
        bot > Baru: group.hello
        Joko @ Baru: /tautkan
        bot > Baru: group.linked
        """,
    )


async def test_an_officer_knows_whether_the_office_is_provisional(stage: Play) -> None:
    await founded(stage)
    await act(stage, "Joko: /kelola jabatan")
    await act(stage, "Joko: [button.appoint]")
    await act(stage, "Joko: [office.kadus]")
    link = stage.person("Joko").messages()[-1]["text"].split("start=")[1].split()[0]
    stage.heard()
    await play(
        stage,
        f"""
        Tono: /start {link}
        bot > Tono: appoint.accepted_provisional office=⟦office.kadus⟧
        bot > Tono: join.ask_name
        bot > Joko: appoint.taken name=Tono office=⟦office.kadus⟧ [button.letter]
        bot > Warga: appoint.posted_provisional
        """,
    )
    await introduced(stage, "Tono", sex="L")
    await appointed(stage, "Harno", "office.bpd_ketua")
    assert any(text.startswith("⟦appoint.accepted⟧") for _, who, text, _ in stage.heard() if who == "Harno")
    await introduced(stage, "Harno", sex="L")
    stage.heard()
    await act(stage, "Harno: /bpd")
    waiting = [m for m in stage.person("Harno").messages() if "office.kadus" in m.get("text", "")][-1]
    stage.heard()
    stage.person("Harno").press(0, waiting)
    await stage.quiet()
    said = {(kind, who, text.split()[0]) for kind, who, text, _ in stage.heard()}
    assert ("bot", "Tono", "⟦appoint.confirmed⟧") in said
    assert ("bot", "Warga", "⟦appoint.posted⟧") in said


async def test_two_ballots_are_told_apart(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    await proposed(stage, "Sari", "Jalan satu rusak", "Jalan dua rusak")
    await polling(stage)
    await act(stage, "-- 2 jam kemudian")
    await joined(stage, "Budi")
    await proposed(stage, "Budi", "Talud satu longsor", "Talud dua longsor")
    await polling(stage)
    await play(
        stage,
        """
        Sari: /suara
        bot > Sari: vote.ballot ordinal=1 opened=Senin, 2 Maret [Jalan]
        bot > Sari: vote.ballot ordinal=2 opened=Senin, 2 Maret [Talud]
        Sari: /jadwal
        bot > Sari: schedule.show ordinal=1 ordinal=2
        Sari: /hasil
        bot > Sari: result.running ordinal=1
        bot > Sari: result.running ordinal=2
        Slamet: /kelola musyawarah
        bot > Slamet: desk.section
        Slamet: [button.close_poll]
        bot > Slamet: poll.ask_close ordinal=1
        bot > Slamet: poll.ask_close ordinal=2
        Slamet: [button.close_now]
        toast > Slamet: poll.toast.closed
        edit > Slamet: poll.closed
        bot > Warga: result.group ordinal=2
        bot > Budi: digest.show count=2 digest.finished⟧
        Sari: /hasil
        bot > Sari: result.running ordinal=1
        bot > Sari: result.private ordinal=2
        """,
    )


async def test_two_figures_of_a_year_are_asked_about(stage: Play) -> None:
    await founded(stage)
    for line in ("/start warga_3301022003", "Sari Rahayu", "[name=Krajan]", "[rt=02]", "[sex.p]"):
        await act(stage, f"Sari: {line}")
    stage.heard()
    await play(
        stage,
        """
        Sari: 75
        bot > Sari: join.ask_born_meant year=1975 [button.yes_born⟧ year=1975] [button.yes_age⟧ age=75] [button.neither]
        Sari: [button.neither]
        edit > Sari: join.ask_born
        Sari: thn '05
        bot > Sari: join.ask_born_meant year=2005
        Sari: bukan
        bot > Sari: join.ask_born
        Sari: 58
        bot > Sari: join.ask_born_meant year=1958
        Sari: [button.yes_age]
        bot > Sari: join.ask_sure born=1968
        Sari: kembali
        bot > Sari: join.ask_born
        Sari: saya lahir th 75, Pak
        bot > Sari: join.ask_born_meant year=1975
        Sari: saya lahir 1976
        bot > Sari: join.ask_sure born=1976
        Sari: kembali
        bot > Sari: join.ask_born
        Sari: 13
        bot > Sari: join.ask_born_meant year=2013 [button.yes_born] [button.neither]
        Sari: ya
        bot > Sari: join.ask_sure born=2013
        Sari: kembali
        bot > Sari: join.ask_born
        Sari: 5
        bot > Sari: join.refused.year
        """,
    )


async def test_a_question_is_not_taken_for_a_proposal(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    await play(
        stage,
        """
        Sari: kapan jalannya diperbaiki?
        bot > Sari: propose.ask_which words=kapan [button.is_proposal] [button.is_question] [button.cancel]
        Sari: ya
        bot > Sari: propose.ask_which
        Sari: [button.is_question]
        bot > Sari: talk.question words=kapan jalannya diperbaiki?
        Sari: berapa dana desa tahun ini
        bot > Sari: propose.ask_which words=berapa
        Sari: pertanyaan
        bot > Sari: talk.question words=berapa
        Sari: Apa tidak bisa jembatan Ngasem diganti?
        bot > Sari: propose.ask_which
        Sari: tidak
        bot > Sari: talk.not_a_proposal
        Sari: Apa tidak bisa jembatan Ngasem diganti?
        bot > Sari: propose.ask_which
        Sari: Sudah lapuk sekali
        bot > Sari: propose.ask_which words=Apa Sudah
        Sari: [button.is_proposal]
        bot > Sari: propose.ask_rt dusun=Ngasem
        Sari: [button.whole_dusun]
        bot > Sari: propose.ask_benefit
        Sari: kapan musyawarah
        ...
        Sari: batal
        ...
        Sari: Kapan balai dusun dicat
        bot > Sari: propose.ask_which
        Sari: usulan
        bot > Sari: propose.ask_dusun
        """,
    )


async def test_a_stranger_s_question_waits_until_they_have_joined(stage: Play) -> None:
    await founded(stage)
    await act(stage, "Sari: kapan jalannya diperbaiki?")
    await introduced(stage, "Sari")
    stage.heard()
    await play(
        stage,
        """
        Sari: tanya
        bot > Sari: talk.question words=kapan
        """,
    )
