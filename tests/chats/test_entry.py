"""Only what is missing is asked; what was written is never lost; a proposal is possible without typing a letter."""

from collections.abc import Iterator
from statistics import median

import pytest

from storage.work import SqliteWork
from tests.play import Play
from tests.transcript import act, play
from tests.understanding.labelled import rows
from tests.village_life import ruled
from village.people import Office

pytestmark = pytest.mark.usefixtures("sari_joined")


async def test_what_the_sentence_says_is_not_asked(stage: Play) -> None:
    await play(
        stage,
        """
        Sari: /usul Jalan di Ngasem RT 02 rusak, supaya anak sekolah aman
        bot > Sari: propose.ask_sure ⟦place.rt⟧ dusun=Ngasem rt=02 ⟦benefit.anak⟧ [button.yes_send] [button.change]
        Sari: [button.yes_send]
        bot > Sari: propose.done number=1 title=Jalan
        Sari: /usul Tandon air untuk se-desa, kasihan ibu-ibu
        bot > Sari: propose.ask_sure ⟦place.village⟧ ⟦benefit.ibu⟧
        Sari: batal
        bot > Sari: talk.stopped words=Tandon
        Sari: /usul Gorong-gorong RT 03 mampet, untuk petani dan anak sekolah
        bot > Sari: propose.ask_sure dusun=Krajan rt=03 benefit=petani
        """,
    )


async def test_a_place_that_the_village_taught_is_heard(stage: Play) -> None:
    def teach(work: SqliteWork) -> None:
        village = work.villages.all()[0]
        (kader,) = work.roles.holders(village.id, Office.KADER)
        work.lexicon.add(village.id, "musola al ikhlas", None, village.dusun[1].id, kader)

    await stage.bot.database.write(teach)
    await play(
        stage,
        """
        Sari: /usul Posyandu dekat musola Al Ikhlas bocor, tolong diperbaiki
        bot > Sari: propose.ask_rt dusun=Ngasem
        """,
    )


async def test_what_was_read_may_be_changed(stage: Play) -> None:
    await play(
        stage,
        """
        Sari: /usul Jalan di Ngasem RT 02 rusak, supaya anak sekolah aman
        bot > Sari: propose.ask_sure
        Sari: [button.change]
        bot > Sari: propose.ask_part [button.change_words] [button.change_place] [button.change_benefit]
        Sari: [button.change_place]
        bot > Sari: propose.ask_dusun
        Sari: [Krajan]
        bot > Sari: propose.ask_rt
        Sari: kembali
        bot > Sari: propose.ask_dusun
        Sari: Krajan RT 3
        bot > Sari: propose.ask_sure words=Jalan dusun=Krajan rt=03 ⟦benefit.anak⟧
        Sari: [button.change]
        bot > Sari: propose.ask_part
        Sari: [button.change_benefit]
        bot > Sari: propose.ask_benefit
        Sari: [benefit.tani]
        bot > Sari: propose.ask_sure words=Jalan dusun=Krajan rt=03 ⟦benefit.tani⟧
        Sari: ubah
        bot > Sari: propose.ask_part
        Sari: [button.change_nothing]
        bot > Sari: propose.ask_sure words=Jalan dusun=Krajan rt=03 ⟦benefit.tani⟧
        Sari: [button.change]
        bot > Sari: propose.ask_part
        Sari: [button.change_words]
        bot > Sari: propose.ask_words_again words=Jalan [button.keep_words]
        Sari: [button.keep_words]
        bot > Sari: propose.ask_sure words=Jalan dusun=Krajan rt=03 ⟦benefit.tani⟧
        Sari: [button.change]
        bot > Sari: propose.ask_part
        Sari: [button.change_words]
        bot > Sari: propose.ask_words_again
        Sari: Jembatan di Ngasem RT 01 lapuk
        bot > Sari: propose.ask_sure words=Jembatan dusun=Ngasem rt=01 ⟦benefit.tani⟧
        """,
    )


async def test_one_goes_back_behind_what_needed_no_answer(stage: Play) -> None:
    await play(
        stage,
        """
        Sari: /usul Jalan ke makam becek
        bot > Sari: propose.ask_dusun
        Sari: [button.whole_village]
        bot > Sari: propose.ask_benefit
        Sari: kembali
        bot > Sari: propose.ask_dusun
        """,
    )


async def test_a_vague_plea_is_asked_about_and_joined_with_the_answer(stage: Play) -> None:
    await play(
        stage,
        """
        Sari: tolong diperbaiki
        bot > Sari: propose.ask_whether
        Sari: [button.yes_proposal]
        bot > Sari: propose.ask_exact words=tolong [button.as_it_is]
        Sari: lampu jalan depan masjid Ngasem RT 01 mati
        bot > Sari: propose.ask_benefit
        Sari: [benefit.semua]
        bot > Sari: propose.ask_sure diperbaiki masjid dusun=Ngasem rt=01
        Sari: batal
        bot > Sari: talk.stopped
        Sari: /usul MCK
        bot > Sari: propose.ask_exact words=MCK
        Sari: [button.as_it_is]
        bot > Sari: propose.ask_dusun
        """,
    )


async def test_whoever_asks_for_a_thing_says_for_whom_and_what_for(stage: Play) -> None:
    await play(
        stage,
        """
        Sari: /usul minta kambing
        bot > Sari: propose.ask_goods words=minta [button.as_it_is]
        Sari: untuk petani di Ngasem RT 02, biar ada usaha tambahan
        bot > Sari: propose.ask_sure words=minta dusun=Ngasem rt=02 ⟦benefit.tani⟧
        Sari: batal
        bot > Sari: talk.stopped
        Sari: /usul bantuan dong
        bot > Sari: propose.ask_exact words=bantuan
        Sari: [button.as_it_is]
        bot > Sari: propose.ask_dusun
        Sari: batal
        bot > Sari: talk.stopped
        Sari: /usul minta kambing untuk petani Ngasem RT 02
        bot > Sari: propose.ask_sure
        Sari: batal
        bot > Sari: talk.stopped
        Sari: /usul Jembatan bambu ke sawah sudah lapuk
        bot > Sari: propose.ask_dusun
        Sari: batal
        bot > Sari: talk.stopped
        Sari: /usul Posyandu butuh timbangan bayi
        bot > Sari: propose.ask_dusun
        """,
    )


async def test_several_messages_in_a_row_belong_together(stage: Play) -> None:
    await play(
        stage,
        """
        Sari: /usul Jalan ke makam becek
        bot > Sari: propose.ask_dusun
        Sari: sudah ada yang jatuh di situ
        bot > Sari: propose.added words=sudah
        bot > Sari: propose.ask_dusun
        Sari: rusak parah
        bot > Sari: propose.added
        bot > Sari: propose.ask_dusun
        Sari: Ngaseem
        bot > Sari: propose.ask_rt dusun=Ngasem
        Sari: RT 3, yang dekat jembatan rusak itu
        bot > Sari: propose.ask_benefit
        Sari: jalannya juga licin sekali kalau hujan
        bot > Sari: propose.added
        bot > Sari: propose.ask_benefit
        Sari: ibu-ibu pengajian
        bot > Sari: propose.ask_sure jatuh parah jembatan licin dusun=Ngasem rt=03 benefit=ibu-ibu
        Sari: panjangnya rusak kira-kira 200 meter
        bot > Sari: propose.added
        bot > Sari: propose.ask_sure meter
        Sari: eh keliru bukan RT 3 tapi RT 2
        bot > Sari: propose.added
        bot > Sari: propose.ask_sure dusun=Ngasem rt=02
        Sari: untuk semua tetangga
        bot > Sari: propose.added
        bot > Sari: propose.ask_sure ⟦benefit.semua⟧
        Sari: ya
        bot > Sari: propose.done number=1
        """,
    )
    ((words,),) = stage.rows("SELECT words FROM proposal_version")
    firsts = " ".join(line.split()[0] for line in words.splitlines())
    assert firsts == "Jalan sudah rusak RT jalannya panjangnya eh untuk"


async def test_another_need_waits_for_its_turn(stage: Play) -> None:
    await play(
        stage,
        """
        Sari: /usul Jalan ke makam becek
        bot > Sari: propose.ask_dusun
        Sari: posyandu minta timbangan bayi
        bot > Sari: talk.kept_for_later words=posyandu
        bot > Sari: propose.ask_dusun
        Sari: batal
        bot > Sari: talk.stopped words=Jalan
        bot > Sari: propose.ask_whether words=posyandu
        """,
    )


TWO = "1. jalan di Krajan RT 01 rusak minta dicor 2. posyandu Ngasem RT 02 minta timbangan bayi"


async def test_two_proposals_of_one_message_get_a_number_each(stage: Play) -> None:
    await play(
        stage,
        f"""
        Sari: {TWO}
        bot > Sari: propose.ask_whether
        Sari: [button.yes_proposal]
        bot > Sari: propose.ask_split n=2 jalan posyandu [button.split] [button.one]
        Sari: [button.split]
        bot > Sari: propose.ask_benefit
        Sari: [benefit.semua]
        bot > Sari: propose.ask_sure words=jalan dusun=Krajan rt=01
        Sari: [button.yes_send]
        bot > Sari: propose.done number=1
        bot > Sari: propose.next words=posyandu
        bot > Sari: propose.ask_benefit
        Sari: [benefit.anak]
        bot > Sari: propose.ask_sure words=posyandu dusun=Ngasem rt=02
        Sari: [button.yes_send]
        bot > Sari: propose.done number=2
        """,
    )


async def test_one_message_may_stay_one_proposal_and_half_of_it_is_not_lost(stage: Play) -> None:
    await play(
        stage,
        f"""
        Sari: /usul {TWO}
        bot > Sari: propose.ask_split
        Sari: hmm begini saja dulu
        bot > Sari: talk.kept_for_later
        bot > Sari: propose.ask_split
        Sari: [button.one]
        bot > Sari: propose.ask_rt dusun=Krajan
        Sari: [button.whole_dusun]
        bot > Sari: propose.ask_benefit
        Sari: [benefit.semua]
        bot > Sari: propose.ask_sure jalan timbangan
        Sari: batal
        bot > Sari: talk.stopped
        bot > Sari: propose.ask_whether words=hmm
        Sari: [button.no_proposal]
        bot > Sari: talk.not_a_proposal
        Sari: /usul {TWO}
        bot > Sari: propose.ask_split
        Sari: ya
        bot > Sari: propose.ask_benefit
        Sari: batal
        bot > Sari: talk.stopped words=jalan
        bot > Sari: propose.ask_whether words=posyandu
        """,
    )


async def test_the_second_part_waits_where_there_is_no_room_for_it(stage: Play) -> None:
    await ruled(stage, batas_usulan=1)
    await play(
        stage,
        f"""
        Sari: /usul {TWO}
        bot > Sari: propose.ask_split
        Sari: [button.split]
        bot > Sari: propose.ask_benefit
        Sari: [benefit.semua]
        bot > Sari: propose.ask_sure
        Sari: [button.yes_send]
        bot > Sari: propose.done number=1
        bot > Sari: propose.refused.limit most=1
        bot > Sari: propose.rest_kept words=posyandu
        """,
    )


async def test_without_typing_a_letter(stage: Play) -> None:
    await play(
        stage,
        """
        Sari: ⟦menu.propose⟧
        bot > Sari: propose.ask_words [button.pick_kind]
        Sari: [button.pick_kind]
        bot > Sari: propose.ask_kind [kind.jalan] [kind.air] [kind.saluran] [kind.posyandu] [kind.paud] [kind.lainnya]
        Sari: [kind.lampu]
        bot > Sari: propose.ask_work ⟦kind.lampu⟧ [button.mend] [button.build]
        Sari: [button.build]
        bot > Sari: propose.ask_benefit
        Sari: [benefit.semua]
        bot > Sari: propose.ask_sure words=Pemasangan propose.at_home [button.elsewhere]
        Sari: [button.elsewhere]
        bot > Sari: propose.ask_dusun
        Sari: [Ngasem]
        bot > Sari: propose.ask_rt
        Sari: [rt=03]
        bot > Sari: propose.ask_sure dusun=Ngasem rt=03
        Sari: [button.yes_send]
        bot > Sari: propose.done number=1 title=Pemasangan
        Sari: /usul
        bot > Sari: propose.ask_words
        Sari: [button.pick_kind]
        bot > Sari: propose.ask_kind
        Sari: [kind.lainnya]
        bot > Sari: propose.ask_words
        Sari: [button.pick_kind]
        bot > Sari: propose.ask_kind
        Sari: jembatan
        bot > Sari: propose.ask_work ⟦kind.jembatan⟧
        Sari: Jembatan bambu di Krajan RT 02 sudah lapuk
        bot > Sari: propose.ask_benefit
        """,
    )


async def test_without_a_letter_six_taps_are_enough(stage: Play) -> None:
    for kind in ("jalan", "air", "posyandu"):
        taps = ["menu.propose", "button.pick_kind", f"kind.{kind}", "button.mend", "benefit.semua", "button.yes_send"]
        await act(stage, f"Sari: ⟦{taps[0]}⟧")
        for tap in taps[1:]:
            await act(stage, f"Sari: [{tap}]")
        assert "propose.done" in stage.heard()[-1][2]
        assert len(taps) <= 6
    assert {rt for (rt,) in stage.rows("SELECT rt FROM proposal_version")} == {"02"}


async def test_what_reads_as_a_service_is_told_where_it_is_done(stage: Play) -> None:
    await play(
        stage,
        """
        Sari: ktp saya hilang mau urus surat
        bot > Sari: propose.ask_service words=ktp [button.still_propose] [button.no_proposal] [button.complaint]
        Sari: [button.still_propose]
        bot > Sari: propose.ask_dusun
        Sari: batal
        bot > Sari: talk.stopped
        Sari: /usul ktp saya hilang mau urus surat
        bot > Sari: propose.ask_service
        Sari: tidak
        bot > Sari: talk.not_a_proposal
        Sari: /usul
        bot > Sari: propose.ask_words
        Sari: ktp saya hilang mau urus surat
        bot > Sari: propose.ask_service
        """,
    )


async def test_an_accusation_is_offered_to_the_council_and_may_be_a_proposal_all_the_same(stage: Play) -> None:
    await play(
        stage,
        """
        Sari: /usul Uang bantuan dipotong pak kadus
        bot > Sari: complaint.ask_sure words=Uang [button.send_complaint] [button.is_proposal] [button.cancel]
        Sari: [button.is_proposal]
        bot > Sari: propose.ask_dusun
        """,
    )


async def test_a_link_is_neither_refused_nor_shown(stage: Play) -> None:
    await play(
        stage,
        """
        Sari: Situs slot gacor maxwin klik https://judi.example/daftar
        bot > Sari: propose.ask_whether words=Situs [button.yes_proposal] [button.no_proposal]
        Sari: [button.yes_proposal]
        bot > Sari: propose.ask_dusun
        Sari: [button.whole_village]
        bot > Sari: propose.ask_benefit
        Sari: [benefit.semua]
        bot > Sari: propose.ask_sure
        Sari: [button.yes_send]
        bot > Sari: propose.done number=1
        """,
    )
    said = [m.get("text", "") for name in ("Sari", "Wati") for m in stage.person(name).messages()]
    assert not [text for text in said if "judi.example" in text and "⟦" in text]
    assert "judi.example" in stage.rows("SELECT words FROM proposal_version")[0][0]


async def test_rude_words_are_kept_and_not_shown_to_others(stage: Play) -> None:
    await play(
        stage,
        """
        Sari: /usul jalan bangsat rusak terus, tolong diaspal di Krajan RT 02
        bot > Sari: propose.ask_benefit
        Sari: [benefit.semua]
        bot > Sari: propose.ask_sure bangsat
        Sari: [button.yes_send]
        bot > Sari: propose.done number=1 title=Jalan
        """,
    )
    ((title, words),) = stage.rows("SELECT title, words FROM proposal_version")
    assert "bangsat" not in title.casefold()
    assert "bangsat" in words


async def test_a_correction_changes_one_s_own_newest_proposal(stage: Play) -> None:
    await play(
        stage,
        """
        Sari: Ralat usul saya tadi, bukan RT 02 tapi RT 03
        bot > Sari: propose.ask_whether
        Sari: tidak
        bot > Sari: talk.not_a_proposal
        Sari: /usul Lampu jalan Ngasem RT 02 mati, untuk semua warga
        bot > Sari: propose.ask_sure
        Sari: ya
        bot > Sari: propose.done number=1
        Sari: Ralat usul saya tadi, bukan RT 02 tapi RT 03
        bot > Sari: propose.ask_correction number=1 dusun=Ngasem rt=02 rt=03 [button.yes_replace] [button.new_proposal]
        Sari: [button.yes_replace]
        bot > Sari: proposal.changed number=1 title=Lampu
        Sari: Ralat usul saya tadi, bukan RT 03 tapi RT 01
        bot > Sari: propose.ask_correction number=1
        Sari: [button.new_proposal]
        bot > Sari: propose.ask_benefit
        """,
    )
    assert stage.rows("SELECT rt, title, words FROM proposal_version ORDER BY version") == [
        ("02", "Lampu jalan Ngasem RT 02 mati, untuk semua warga", "Lampu jalan Ngasem RT 02 mati, untuk semua warga"),
        ("03", "Lampu jalan Ngasem RT 03 mati, untuk semua warga", "Lampu jalan Ngasem RT 03 mati, untuk semua warga"),
    ]


async def test_a_correction_is_shown_before_and_after_and_may_be_written_anew(stage: Play) -> None:
    for line in ("/usul Jembatan bambu Ngasem RT 02 lapuk, untuk petani", "ya"):
        await act(stage, f"Sari: {line}")
    for line in ("/usul Lampu jalan Krajan RT 01 mati, untuk semua warga", "ya"):
        await act(stage, f"Sari: {line}")
    stage.heard()
    await play(
        stage,
        """
        Sari: Ralat usulan 1 tadi, bukan jembatan tapi talud
        bot > Sari: propose.ask_correction number=1 was=Jembatan words=Talud [button.rewrite]
        Sari: [button.rewrite]
        bot > Sari: propose.ask_words_again words=Jembatan
        Sari: Jembatan beton ke sawah Ngasem RT 02
        bot > Sari: proposal.sure_change number=1 beton
        Sari: [button.yes_change]
        bot > Sari: proposal.changed number=1 title=Jembatan
        """,
    )


async def test_what_the_group_hears_of_goes_on_in_private(stage: Play) -> None:
    await play(
        stage,
        """
        Sari @ Warga: /usul Jalan di Ngasem RT 02 rusak, supaya anak sekolah aman
        bot > Warga: propose.in_private [button.go_on]
        Sari: /start usul_
        bot > Sari: propose.ask_whether words=Jalan
        Sari: [button.yes_proposal]
        bot > Sari: propose.ask_sure ⟦benefit.anak⟧
        """,
    )


async def test_what_hangs_on_a_proposal_stays_with_it_until_it_is_sent(stage: Play) -> None:
    await act(stage, "Sari: Jalan di Ngasem RT 02 rusak, supaya anak sekolah aman")

    def hang(work: SqliteWork) -> None:
        ((account,),) = stage.rows("SELECT account_id FROM conversation WHERE flow = 'maybe'")
        open_now = work.conversations.of(account)
        assert open_now is not None
        work.conversations.keep(account, {**open_now.answers, "media": [7, 9]})

    await stage.bot.database.write(hang)
    for tap in ("yes_proposal", "change", "change_place", "whole_village", "change", "change_words", "keep_words",
                "yes_send"):  # fmt: skip
        ((answers,),) = stage.rows("SELECT answers FROM conversation WHERE flow <> ''")
        assert '"media":[7,9]' in answers, tap
        await act(stage, f"Sari: [button.{tap}]")
    assert stage.rows("SELECT number FROM proposal") == [(1,)]


TAPS = {
    "propose.ask_whether": "button.yes_proposal",
    "propose.ask_which": "button.is_proposal",
    "propose.ask_service": "button.still_propose",
    "propose.ask_correction": "button.new_proposal",
    "complaint.ask_sure": "button.is_proposal",
    "alarm.ask_proposal": "button.yes_proposal",
    "propose.ask_exact": "button.as_it_is",
    "propose.ask_goods": "button.as_it_is",
    "propose.ask_split": "button.one",
    "propose.ask_dusun": "Krajan",
    "propose.ask_rt": "button.whole_dusun",
    "propose.ask_benefit": "benefit.semua",
    "propose.ask_sure": "button.yes_send",
    "propose.ask_similar": "button.yes_send_other",
}


def sentences() -> Iterator[str]:
    """Proposals of every set, as villagers write them, in several tongues."""
    for name in ("proposals", "java", "sunda_madura", "seberang"):
        yield from [row["text"] for row in rows(name) if row["route"] == "rkp"][:5]


async def test_six_taps_and_one_text_are_enough_for_half_of_all(stage: Play) -> None:
    await ruled(stage, batas_usulan=50)
    counted = []
    for words in sentences():
        await act(stage, f"Sari: {words}".replace("\n", "\\n"))
        taps = 0
        while not (said := [text for _, _, text, _ in stage.heard()])[0].startswith("⟦propose.done"):
            question = next(key for key in TAPS if any(text.startswith(f"⟦{key}⟧") for text in said))
            await act(stage, f"Sari: [{TAPS[question]}]")
            taps += 1
            assert taps < 10, said
        counted.append(taps)
    assert len(counted) >= 10
    assert median(counted) <= 6, counted
    assert len(stage.rows("SELECT id FROM proposal")) == len(counted)
