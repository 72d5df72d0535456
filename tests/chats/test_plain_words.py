"""People write words where we have buttons, and answer what was not asked: everything is understood or kept."""

from tests.play import Play
from tests.transcript import act, play
from tests.village_life import founded, introduced, joined, proposed


async def test_greetings_and_thanks_are_no_proposals(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    await play(
        stage,
        """
        Sari: P
        bot > Sari: talk.hello_now
        Sari: Assalamualaikum wr wb
        bot > Sari: talk.salam_now
        Sari: makasih pak
        bot > Sari: talk.welcome_now
        Sari: ok
        bot > Sari: talk.fine
        Sari: batal
        bot > Sari: talk.nothing_open
        Sari: 😂
        bot > Sari: media.sticker
        Sari: menu
        bot > Sari: menu.show
        Sari: bantuan
        bot > Sari: help.show
        bot > Sari: help.lists [button.priorities] [button.outcome]
        Sari: daftar usulan
        bot > Sari: proposal.none
        Sari: hasil
        bot > Sari: result.none
        Sari: daftar
        bot > Sari: menu.show
        Sari: mau usul
        bot > Sari: propose.ask_words
        Sari: kumaha
        bot > Sari: talk.no_worry
        bot > Sari: propose.ask_words
        Sari: batal
        bot > Sari: talk.stopped
        """,
    )


async def test_a_greeting_from_a_stranger_is_not_kept_as_a_proposal(stage: Play) -> None:
    await founded(stage)
    await play(
        stage,
        """
        Sari: Assalamualaikum
        bot > Sari: join.welcome
        bot > Sari: join.ask_name
        Sari: halo?
        bot > Sari: talk.hello
        bot > Sari: join.ask_name
        Sari: menu
        bot > Sari: join.ask_name
        """,
    )
    await introduced(stage, "Sari")
    assert stage.heard()[-1][2].startswith(("⟦join.asked⟧", "⟦vouch.ask⟧"))


async def test_words_answer_the_open_question_as_buttons_do(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    await play(
        stage,
        """
        Sari: Jalan ke sawah becek
        bot > Sari: propose.ask_whether
        Sari: makasih
        bot > Sari: talk.welcome
        bot > Sari: propose.ask_whether
        Sari: iya pak
        bot > Sari: propose.ask_dusun
        Sari: krajann
        bot > Sari: propose.ask_rt dusun=Krajan
        Sari: kembali
        bot > Sari: propose.ask_dusun
        Sari: dusun saya
        bot > Sari: propose.ask_rt
        Sari: rt saya
        bot > Sari: propose.ask_benefit
        Sari: maksudnya apa?
        bot > Sari: talk.no_worry
        bot > Sari: propose.ask_benefit
        Sari: semua
        bot > Sari: propose.ask_sure benefit=⟦benefit.semua⟧
        Sari: ya
        bot > Sari: propose.done number=1
        Sari: Ini cuma coba
        bot > Sari: propose.ask_whether
        Sari: tidak
        bot > Sari: talk.not_a_proposal
        """,
    )


async def test_changing_a_proposal_does_not_cost_its_words(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    await play(
        stage,
        """
        Sari: /usul Talud longsor di Ngasem RT 02
        bot > Sari: propose.ask_benefit
        Sari: [benefit.semua]
        bot > Sari: propose.ask_sure
        Sari: [button.change]
        bot > Sari: propose.ask_part
        Sari: kalimatnya
        bot > Sari: propose.ask_words_again words=Talud [button.keep_words]
        Sari: batal
        bot > Sari: talk.stopped words=Talud
        Sari: /usul Talud longsor di Ngasem RT 02
        bot > Sari: propose.ask_benefit
        Sari: [benefit.semua]
        bot > Sari: propose.ask_sure
        Sari: ganti
        bot > Sari: propose.ask_part
        Sari: [button.change_place]
        bot > Sari: propose.ask_dusun
        Sari: tidak
        bot > Sari: talk.still_open [button.resume] [button.cancel]
        Sari: kembali
        bot > Sari: propose.ask_words_again words=Talud
        Sari: Talud kali longsor parah
        bot > Sari: propose.ask_dusun
        Sari: [button.whole_village]
        bot > Sari: propose.ask_benefit
        Sari: [benefit.tani]
        bot > Sari: propose.ask_sure words=Talud place=⟦place.village⟧
        """,
    )


async def test_a_sentence_at_the_wrong_moment_waits_its_turn(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    await play(
        stage,
        """
        Sari: /usul Jalan ke makam becek
        bot > Sari: propose.ask_dusun
        Sari: Jembatan bambu juga sudah lapuk
        bot > Sari: talk.kept_for_later words=Jembatan
        bot > Sari: propose.ask_dusun
        Sari @ Warga: /usul Pos ronda bocor
        bot > Warga: propose.in_private
        Sari: /start usul_
        bot > Sari: propose.ask_dusun
        Sari: ⟦menu.propose⟧
        bot > Sari: talk.still_open [button.resume] [button.cancel]
        Sari: /usulan
        bot > Sari: proposal.none
        bot > Sari: talk.still_open
        Sari: [button.resume]
        bot > Sari: propose.ask_dusun
        Sari: [button.whole_village]
        bot > Sari: propose.ask_benefit
        Sari: [benefit.semua]
        bot > Sari: propose.ask_sure
        Sari: [button.yes_send]
        bot > Sari: propose.done number=1 title=Jalan
        bot > Sari: propose.ask_whether words=Jembatan Pos
        Sari: [button.resume]
        bot > Sari: propose.ask_whether
        Sari: [button.no_proposal]
        bot > Sari: talk.not_a_proposal
        Sari: [button.resume]
        toast > Sari: talk.toast.old
        """,
    )


async def test_a_sticker_in_the_middle_leads_back_to_the_question(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    await act(stage, "Sari: /usul Jalan ke makam becek")
    stage.heard()
    stage.person("Sari").sticker()
    await stage.quiet()
    assert [text.split()[0] for _, _, text, _ in stage.heard()] == ["⟦propose.ask_dusun⟧"]
    stage.person("Sari").voice(b"OggS0000")
    await stage.quiet()
    assert [text.split()[0] for _, _, text, _ in stage.heard()] == ["⟦media.added.voice⟧", "⟦propose.ask_dusun⟧"]
    stage.person("Sari").document(b"x", "a.pdf", caption="krajan")
    await stage.quiet()
    assert [text.split()[0] for _, _, text, _ in stage.heard()] == ["⟦media.caption_only⟧", "⟦propose.ask_rt⟧"]
    stage.person("Sari").document(b"x", "a.pdf", caption="batal")
    await stage.quiet()
    assert [text.split()[0] for _, _, text, _ in stage.heard()] == ["⟦media.caption_only⟧", "⟦talk.stopped⟧"]


async def test_joining_forgives_questions_slips_and_the_poster_scanned_twice(stage: Play) -> None:
    await founded(stage)
    await play(
        stage,
        """
        Sari: /start warga_3301022003
        bot > Sari: join.welcome
        bot > Sari: join.ask_name
        Sari: untuk apa nama saya ini?
        bot > Sari: join.refused.name
        Sari: Jalan di Ngasem rusak parah
        bot > Sari: talk.kept_for_later
        bot > Sari: join.ask_name
        Sari: Sari
        bot > Sari: join.ask_dusun
        Sari: /start warga_3301022003
        bot > Sari: join.ask_dusun
        Sari: ngasm
        bot > Sari: join.ask_rt dusun=Ngasem
        Sari: 2
        bot > Sari: join.ask_sex
        Sari: salah
        bot > Sari: join.ask_rt
        Sari: RT 3
        bot > Sari: join.ask_sex
        Sari: P
        bot > Sari: join.ask_born
        Sari: lupa
        bot > Sari: talk.no_worry
        bot > Sari: join.ask_born
        Sari: umur saya 58
        bot > Sari: join.ask_sure born=1968 rt=03
        Sari: setuju
        bot > Sari: join.asked
        bot > Sari: propose.ask_whether words=Jalan
        bot > Wati: vouch.ask
        bot > Karso: vouch.ask
        """,
    )


async def test_a_stranger_who_proposes_in_the_group_is_led_in(stage: Play) -> None:
    await founded(stage)
    stage.groups["Warga"].add(stage.person("Tini"))
    await play(
        stage,
        """
        Tini @ Warga: /usul Jalan ke makam becek
        bot > Warga: propose.in_private [button.go_on]
        Tini: /start usul_
        bot > Tini: propose.ask_whether
        Tini: [button.yes_proposal]
        bot > Tini: join.welcome
        bot > Tini: join.ask_name
        Tini: Tini
        bot > Tini: join.ask_dusun
        Tini: batal
        bot > Tini: talk.stopped words=Jalan
        """,
    )


async def test_the_operator_and_whoever_was_not_recognised_say_daftar(stage: Play) -> None:
    await founded(stage)
    await act(stage, "Sari: /start warga_3301022003")
    await introduced(stage, "Sari")
    await act(stage, "Wati: [button.vouch_no]")
    await act(stage, "Wati: [vouch.reason.luar]")
    stage.heard()
    for name in ("Joko", "Sari"):
        await play(
            stage,
            f"""
            {name}: usul
            bot > {name}: rights.refused.propose_own
            {name}: daftar
            bot > {name}: join.welcome
            bot > {name}: join.ask_name
            """,
        )


async def test_one_dusun_and_one_rt_are_not_asked_for(stage: Play) -> None:
    await play(
        stage,
        """
        Joko: /start pasang_{code}
        bot > Joko: setup.welcome
        bot > Joko: setup.ask_name
        Joko: P
        bot > Joko: talk.hello
        bot > Joko: setup.ask_name
        Joko: Sumberagung
        bot > Joko: setup.ask_code
        Joko: apa itu?
        bot > Joko: setup.no_worry
        bot > Joko: setup.ask_code
        Joko: 33.01.02.2003
        bot > Joko: setup.ask_zone
        Joko: betul
        bot > Joko: setup.ask_dusun
        Joko: Krajan
        bot > Joko: setup.ask_rt_one dusun=Krajan
        Joko: banyak
        bot > Joko: setup.refused.rt_one
        Joko: usul
        bot > Joko: setup.ask_rt_one
        Joko: 1
        bot > Joko: setup.ask_operator
        Joko: Joko
        bot > Joko: setup.ask_sure
        Joko: ya
        bot > Joko: setup.done
        bot > Joko: setup.next
        Sari: /start warga_3301022003
        bot > Sari: join.welcome
        bot > Sari: join.ask_name
        Sari: Sari
        bot > Sari: join.ask_sex
        Sari: ibu
        bot > Sari: join.ask_born
        Sari: 1967
        bot > Sari: join.ask_sure dusun=Krajan rt=01
        Sari: 1
        bot > Sari: join.asked
        bot > Joko: join.nobody_vouches [button.appoint]
        Sari: Jalan ke makam becek
        bot > Sari: propose.ask_whether
        Sari: ya
        bot > Sari: propose.ask_benefit
        """,
        code=await stage.code(),
    )


async def test_a_proposer_thinks_again(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    await proposed(stage, "Sari", "Jalan satu rusak")
    await play(
        stage,
        """
        Sari: nomor 1
        bot > Sari: proposal.show [button.withdraw]
        Sari: [button.withdraw]
        bot > Sari: proposal.ask_withdraw
        Sari: [button.cancel]
        edit > Sari: proposal.kept number=1
        """,
    )


async def test_a_group_that_is_not_linked_says_so(stage: Play) -> None:
    await founded(stage)
    stage.group("Lain", "Tini")
    await act(stage, "Tini @ Lain: t.me/" + stage.telegram.bot["username"] + "?startgroup=x")
    stage.heard()
    await play(
        stage,
        """
        Tini @ Lain: /usulan
        bot > Lain: group.refused.unlinked
        Tini @ Lain: /start
        bot > Lain: group.private_only
        """,
    )


async def test_a_voter_who_comes_late_hears_when_it_was_really_closed(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    await proposed(stage, "Sari", "Jalan satu rusak", "Jalan dua rusak")
    for line in ("kelola", "[section.musyawarah]", "[button.open_poll]", "1, 2", "selesai", "1", "[3 Maret]", "ya"):
        await act(stage, f"Slamet: {line}")
    await act(stage, "Slamet: /kelola musyawarah")
    await act(stage, "Slamet: [button.close_poll]")
    await act(stage, "Slamet: [button.close_now]")
    stage.heard()
    await act(stage, "Sari: [option_in⟧ number=1]")
    kind, _, said, _ = stage.heard()[-1]
    assert (kind, said.split()[0]) == ("toast", "⟦vote.refused.closed⟧")
    assert "2 Maret" in said


async def test_a_closing_time_too_near_is_said_at_once(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    await proposed(stage, "Sari", "Jalan satu rusak", "Jalan dua rusak")
    for line in ("kelola", "[section.musyawarah]", "[button.open_poll]", "semua", "1"):
        await act(stage, f"Slamet: {line}")
    stage.heard()
    await play(
        stage,
        """
        Slamet: 5 menit lagi
        bot > Slamet: poll.refused.time
        Slamet: besok jam 8 malam
        bot > Slamet: poll.ask_sure
        Slamet: salah
        bot > Slamet: poll.ask_closes
        """,
    )
