"""Whatever people send gets a kind answer and loses nothing."""

from bot.buttons import Seal
from tests.play import Play
from tests.transcript import act, play
from tests.village_life import appointed, founded, introduced, joined, polling, proposed


async def test_before_there_is_a_village_people_are_told_so(stage: Play) -> None:
    await play(
        stage,
        """
        Sari: halo
        bot > Sari: join.refused.none_yet
        Sari: /start
        bot > Sari: join.refused.none_yet
        Sari: /start pasang_ABCDEFGHJKMNPQRS
        bot > Sari: setup.refused.used
        Sari: /usulan
        bot > Sari: talk.refused.stranger
        """,
    )


async def test_an_abandoned_set_up_starts_over_and_is_never_lost(stage: Play) -> None:
    await play(
        stage,
        """
        Joko: /start pasang_{code}
        bot > Joko: setup.welcome
        bot > Joko: setup.ask_name
        Joko: Sumberagung
        bot > Joko: setup.ask_code
        Joko: /batal
        bot > Joko: talk.restarted
        bot > Joko: setup.ask_name
        Joko: Sumberagung
        bot > Joko: setup.ask_code
        Joko: /start
        bot > Joko: setup.ask_code
        Joko: entahlah
        bot > Joko: setup.refused.code
        """,
        code=await stage.code(),
    )


async def test_stickers_cards_and_files_get_a_kind_word(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    sari = stage.person("Sari")
    for send, key in (
        (lambda: sari.sticker(), "media.sticker"),
        (lambda: sari.contact(), "media.contact"),
        (lambda: sari.document(b"x", "a.pdf"), "media.other"),
    ):
        send()
        await stage.quiet()
        assert [(who, text.split()[0]) for _, who, text, _ in stage.heard()] == [("Sari", f"⟦{key}⟧")]


async def test_the_words_under_a_photo_become_a_proposal(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    picture = (
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
        b"\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa75\x81\x84\x00\x00\x00\x00IEND\xaeB`\x82"
    )
    stage.person("Sari").photo(picture, "Talud sungai longsor")
    await stage.quiet()
    said = [text.split()[0] for _, _, text, _ in stage.heard()]
    assert said == ["⟦media.kept.photo⟧", "⟦propose.ask_whether⟧"]
    await play(
        stage,
        """
        Sari: [button.yes_proposal]
        bot > Sari: propose.ask_dusun
        """,
    )


async def test_an_edited_message_an_odd_command_and_cancelling(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    sari = stage.person("Sari")
    await play(
        stage,
        """
        Sari: /mbuh
        bot > Sari: talk.unknown_command
        Sari: /batal
        bot > Sari: talk.nothing_open
        Sari: /usul Pos ronda RT 02 roboh
        bot > Sari: propose.ask_benefit
        Sari: /batal
        bot > Sari: talk.stopped
        Sari: /menu
        bot > Sari: menu.show
        Sari: /bantuan
        bot > Sari: help.show
        bot > Sari: help.lists [button.priorities] [button.outcome]
        Sari: /profil
        bot > Sari: profile.show name=Sari
        Sari: /bahasa
        bot > Sari: language.show
        Sari: /jadwal
        bot > Sari: schedule.none
        Sari: /hasil
        bot > Sari: result.none
        Sari: /suara
        bot > Sari: vote.none
        Sari: /kelola
        bot > Sari: desk.refused.resident
        Sari: /bpd
        bot > Sari: rights.refused.council
        Sari: /tautkan
        bot > Sari: group.in_group
        """,
    )
    message = next(m for m in sari.messages() if m.get("text") == "/mbuh")
    sari.edit(message, "/menu")
    await stage.quiet()
    assert [text.split()[0] for _, _, text, _ in stage.heard()] == ["⟦talk.edited⟧"]


async def test_old_and_foreign_buttons_change_nothing(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari", "Budi")
    await play(
        stage,
        """
        Sari: Jembatan bambu ke sawah lapuk
        bot > Sari: propose.ask_whether
        Sari: [button.yes_proposal]
        bot > Sari: propose.ask_dusun
        Sari: [button.yes_proposal]
        toast > Sari: talk.toast.old
        Sari: [button.whole_village]
        bot > Sari: propose.ask_benefit
        Sari: [button.whole_village]
        toast > Sari: talk.toast.answered
        """,
    )
    theirs = next(m for m in reversed(stage.person("Sari").messages()) if "reply_markup" in m)
    data = theirs["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    assert Seal.kept(stage.folder).open(data, 1) is None


async def test_in_the_group_only_what_belongs_there(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    await play(
        stage,
        """
        Sari @ Warga: /profil
        bot > Warga: group.private_only [button.go_private]
        Sari @ Warga: selamat pagi semua
        Sari @ Warga: /usul Jalan ke makam becek
        bot > Warga: propose.in_private [button.go_on]
        Sari: /start usul_
        bot > Sari: propose.ask_whether words=Jalan
        Sari @ Warga: /tautkan
        bot > Warga: rights.refused.link_group
        Sari @ Warga: /usulan@lain_bot
        """,
    )


async def test_texts_of_any_kind_are_kept_and_shown_safely(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    for words in (
        "<b>Jalan</b> & <script>alert(1)</script> rusak",
        "طريق القرية مكسور تماما",
        "ꦢꦭꦤ꧀ꦝꦸꦱꦸꦤ꧀ꦫꦸꦱꦏ꧀",
        "Lampu 👨‍👩‍👧‍👦 mati \u202egnirb\u202c",
        "Jembatan\x00rusak\x07parah",
        "Z" + "\u0335" * 200 + " talud",
        "Saluran " + "panjang sekali " * 300,
        "😀" * 2048,
    ):
        await act(stage, f"Sari: {words[:4096]}")
        heard = stage.heard()
        assert [text.split()[0] for _, _, text, _ in heard] == ["⟦propose.ask_whether⟧"], heard
        await act(stage, "Sari: [button.yes_proposal]")
        if any("button.as_it_is" in label for _, _, _, labels in stage.heard() for label in labels):
            await act(stage, "Sari: [button.as_it_is]")
        await act(stage, "Sari: [button.whole_village]")
        await act(stage, "Sari: [benefit.semua]")
        await act(stage, "Sari: [button.cancel]")
        assert stage.heard()[-1][2].startswith("⟦talk.stopped⟧")


async def test_a_fault_of_ours_is_apologised_for_and_told_to_the_operator(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    stage.expects_faults = True
    await stage.bot.database.write(lambda work: work.seasons.run("UPDATE season SET phases = 'rusak'"))
    await play(
        stage,
        """
        Sari: /usul
        bot > Sari: fault.sorry reference=
        bot > Joko: fault.report reference= error=JSONDecodeError
        Sari: /profil
        bot > Sari: profile.show
        """,
    )


async def test_limits_are_said_with_what_to_do_now(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    await proposed(stage, "Sari", "Jalan satu rusak", "Jalan dua rusak", "Jalan tiga rusak")
    await play(
        stage,
        """
        Sari: Jalan empat rusak
        bot > Sari: propose.ask_whether
        Sari: [button.yes_proposal]
        toast > Sari: propose.refused.limit most=3
        Budi: /start warga_3301022003_2
        bot > Budi: join.welcome
        bot > Budi: join.ask_name
        Budi: Budi
        bot > Budi: join.ask_rt dusun=Ngasem
        Budi: [rt=01]
        bot > Budi: join.ask_sex
        Budi: [sex.l]
        bot > Budi: join.ask_born
        Budi: 2015
        bot > Budi: join.ask_sure
        Budi: [button.yes_send]
        bot > Budi: join.asked
        bot > Wati: vouch.ask
        bot > Karso: vouch.ask
        """,
    )
    await polling(stage)
    await play(
        stage,
        """
        Budi: /suara
        bot > Budi: vote.refused.waiting
        Karso: [button.vouch_yes]
        toast > Karso: vouch.toast.done
        edit > Karso: vouch.done_yes
        bot > Budi: join.vouched
        Budi: /suara
        bot > Budi: vote.refused.age age=17
        """,
    )


async def test_the_chair_of_the_council_confirms_and_ends_appointments(stage: Play) -> None:
    await founded(stage)
    await appointed(stage, "Harno", "office.bpd_ketua")
    assert "⟦appoint.posted_chair⟧" in {text.split()[0] for _, who, text, _ in stage.heard() if who == "Warga"}
    await introduced(stage, "Harno", sex="L")
    stage.heard()
    await play(
        stage,
        """
        Harno: /bpd
        bot > Harno: council.show
        bot > Harno: council.appointment office=⟦office.kader⟧ [button.confirm]
        bot > Harno: council.appointment office=⟦office.tim_penyusun⟧
        bot > Harno: council.appointment office=⟦office.rt⟧
        """,
    )
    rt = [m for m in stage.person("Harno").messages() if "office.rt" in m.get("text", "")][-1]
    label = rt["reply_markup"]["inline_keyboard"][0][1]["text"]
    stage.person("Harno").press(label, rt)
    await stage.quiet()
    said = {(kind, who, text.split()[0]) for kind, who, text, _ in stage.heard()}
    assert ("edit", "Harno", "⟦council.ended⟧") in said
    assert ("bot", "Warga", "⟦appoint.posted_ended⟧") in said
    await play(
        stage,
        """
        Karso: /kelola
        bot > Karso: desk.refused.resident
        """,
    )


async def test_a_proposer_may_take_a_proposal_back(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari", "Budi")
    await proposed(stage, "Sari", "Jalan satu rusak", "Jalan dua rusak")
    await play(
        stage,
        """
        Budi: 1
        bot > Budi: proposal.show
        Sari: 1
        bot > Sari: proposal.show [button.withdraw]
        Sari: [button.withdraw]
        bot > Sari: proposal.ask_withdraw [button.yes_withdraw]
        Sari: [button.yes_withdraw]
        edit > Sari: proposal.withdrawn number=1
        Budi: 1
        bot > Budi: proposal.refused.number
        Sari: 1
        bot > Sari: proposal.show status=⟦status.dicabut⟧
        Sari: /usulan
        bot > Sari: proposal.list total=1
        """,
    )


async def test_whoever_was_not_recognised_may_ask_again(stage: Play) -> None:
    await founded(stage)
    await act(stage, "Sari: /start warga_3301022003")
    await introduced(stage, "Sari")
    stage.heard()
    await play(
        stage,
        """
        Sari: /start warga_3301022003
        bot > Sari: join.waiting
        Wati: [button.vouch_no]
        edit > Wati: vouch.ask_reason
        Wati: [vouch.reason.luar]
        toast > Wati: vouch.toast.done
        edit > Wati: vouch.done_no
        bot > Sari: join.refused
        Sari: Jalan makam becek
        bot > Sari: propose.ask_whether
        Sari: [button.yes_proposal]
        toast > Sari: rights.refused.propose_own
        Sari: /start warga_3301022003
        bot > Sari: join.welcome
        bot > Sari: join.ask_name
        """,
    )
