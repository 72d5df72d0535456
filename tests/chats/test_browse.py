"""A number answers at any time, and the list of proposals can be looked through by words and by buttons."""

import pytest

from tests.play import Play
from tests.transcript import act, play
from tests.village_life import founded, joined, proposed

SENTENCES = [
    "Jalan ke makam becek", "Jembatan bambu diganti beton", "Lampu jalan di gang masjid", "Sumur bor untuk mushola",
    "Pos ronda bocor", "Talud sungai longsor", "Gapura desa rusak", "Pelatihan menjahit ibu-ibu", "Bibit cabai",
]  # fmt: skip


@pytest.fixture
async def village(stage: Play) -> Play:
    """Nine proposals of three neighbours; Bu Sari's own are 1 to 3, Pak Slamet's and Bu Wati's the others."""
    await founded(stage)
    await joined(stage, "Sari", "Budi")
    await proposed(stage, "Sari", *SENTENCES[:3])
    await proposed(stage, "Slamet", *SENTENCES[3:6])
    await proposed(stage, "Wati", *SENTENCES[6:])
    return stage


async def test_a_number_answers_however_it_is_typed(village: Play) -> None:
    for words in ("/usulan 2", "2", "nomor 2", "#2", "usulan 2", "usulan no. 2", "nomer 2 pripun", "Usulan nomor O2"):
        await play(village, f"Sari: {words}\nbot > Sari: proposal.show number=2")
    await play(
        village,
        """
        Sari: usulan 99
        bot > Sari: proposal.refused.number number=99
        """,
    )


async def test_a_number_answers_while_a_question_is_open_where_it_can_mean_nothing_else(village: Play) -> None:
    for line in ("Selokan mampet", "[button.yes_proposal]"):
        await act(village, f"Budi: {line}")
    village.heard()
    await play(
        village,
        """
        Budi: usulan 2 pripun
        bot > Budi: proposal.show number=2
        bot > Budi: talk.still_open [button.resume]
        Budi: usulan saya
        bot > Budi: browse.none_mine
        bot > Budi: talk.still_open [button.resume]
        Budi: [button.resume]
        bot > Budi: propose.ask_dusun
        """,
    )


async def test_a_group_hears_of_a_number_only_where_it_is_plainly_a_proposal_s(village: Play) -> None:
    village.groups["Warga"].promote_bot(village.person("Joko"))  # only then Telegram lets a bot hear plain words
    await village.quiet()
    village.heard()
    await play(
        village,
        """
        Sari @ Warga: usulan 2 sampai mana?
        bot > Warga: proposal.show number=2 [button.support⟧]
        Sari @ Warga: #2
        bot > Warga: proposal.show number=2
        Sari @ Warga: /usulan nomer 2
        bot > Warga: proposal.show number=2
        Sari @ Warga: 2
        Sari @ Warga: besok jam 2 ya
        Sari @ Warga: usulan saya
        Sari @ Warga: /usulan saya
        bot > Warga: group.private_only
        Sari @ Warga: /usulan jembatan
        bot > Warga: browse.list total=1 number=2
        """,
    )


async def test_one_s_own_are_listed_with_where_they_stand(village: Play) -> None:
    for line in ("1", "[button.withdraw]", "[button.yes_withdraw]"):
        await act(village, f"Sari: {line}")
    village.heard()
    await play(
        village,
        """
        Sari: usulan saya
        bot > Sari: browse.list total=3 ⟦browse.whose.m⟧ ⟦status.dicabut⟧ ⟦status.diterima⟧ [button.show_one⟧]
        Sari: [button.show_one⟧ number=2]
        bot > Sari: proposal.show number=2
        Joko: usulan saya
        bot > Joko: browse.none_mine [button.everything]
        """,
    )


async def test_words_behind_the_command_find_titles_and_dusun(village: Play) -> None:
    for line in ("Selokan mampet di Ngasem RT 02", "[button.yes_proposal]", "[benefit.semua]", "[button.yes_send]"):
        await act(village, f"Budi: {line}")
    village.heard()
    await play(
        village,
        """
        Sari: /usulan jalan
        bot > Sari: browse.list total=2 ⟦browse.words⟧ number=1 number=3 [button.filter]
        Sari: /usulan selokan ngasem
        bot > Sari: browse.list total=1 number=10
        Sari: /usulan puskesmas
        bot > Sari: browse.none ⟦browse.words⟧ words=puskes [button.everything]
        Sari: [button.everything]
        edit > Sari: proposal.list total=10 [button.older] [button.find] [button.filter]
        Sari: [button.older]
        edit > Sari: proposal.list number=2 number=1 [button.newer]
        Sari: [button.find]
        bot > Sari: browse.ask_words
        Sari: yang di
        bot > Sari: browse.refused.words
        Sari: jembatan
        bot > Sari: browse.list total=1 number=2
        Sari: /usulan di
        bot > Sari: browse.refused.words
        """,
    )


async def test_filters_by_buttons_in_one_message(village: Play) -> None:
    await act(village, "Sari: 4")
    await act(village, "Sari: [button.support]")
    for line in ("Selokan mampet di Ngasem RT 02", "[button.yes_proposal]", "[benefit.semua]", "[button.yes_send]"):
        await act(village, f"Budi: {line}")
    village.heard()
    await play(
        village,
        """
        Sari: /usulan
        bot > Sari: proposal.list total=10 [button.filter]
        Sari: [button.filter]
        edit > Sari: browse.ask_filter [browse.whose.m] [browse.whose.s] [button.by_stage] [button.by_dusun]
        Sari: [browse.whose.s]
        edit > Sari: browse.list total=1 number=4 ⟦browse.whose.s⟧
        Sari: [button.filter]
        edit > Sari: browse.ask_filter
        Sari: [button.by_stage]
        edit > Sari: browse.ask_stage [browse.stage.b] [browse.stage.t]
        Sari: [browse.stage.r]
        edit > Sari: browse.none_supported ⟦browse.stage.r⟧
        Sari: [button.everything]
        edit > Sari: proposal.list total=10
        Sari: [button.filter]
        edit > Sari: browse.ask_filter
        Sari: [button.by_dusun]
        edit > Sari: browse.ask_dusun [name=Krajan] [name=Ngasem]
        Sari: [name=Ngasem]
        edit > Sari: browse.list total=1 number=10 ⟦place.dusun⟧
        """,
    )


async def coded(stage: Play, number: int, code: str) -> None:
    """Pak Slamet notes the kegiatan of a proposal that is not his."""
    for line in ("/kelola usulan", "[button.queue]", "[queue.stage.diterima]"):
        await act(stage, f"Slamet: {line}")
    if number > 6:
        await act(stage, "Slamet: [button.waits_less]")
    for line in (f"[button.proposal⟧ number={number}]", "[button.tidy]", "[button.field.kode]", code):
        await act(stage, f"Slamet: {line}")
    stage.heard()


async def test_what_it_is_about_is_a_filter_with_how_many(village: Play) -> None:
    await coded(village, 2, "4.2.04")
    await coded(village, 2, "2.3.13")
    await coded(village, 3, "2.3.14")
    await coded(village, 8, "4.5.01")
    await play(
        village,
        """
        Sari: /usulan
        bot > Sari: proposal.list total=9 [button.filter]
        Sari: [button.filter]
        edit > Sari: browse.ask_filter [button.by_topic]
        Sari: [button.by_topic]
        edit > Sari: browse.ask_topic [bidang.2⟧ n=2] [bidang.4⟧ n=1] [browse.no_topic⟧ n=6]
        Sari: [bidang.2⟧]
        edit > Sari: browse.list total=2 ⟦bidang.2⟧ number=2 number=3
        Sari: [button.filter]
        edit > Sari: browse.ask_filter
        Sari: [browse.whose.m]
        edit > Sari: browse.list total=2 ⟦bidang.2⟧ ⟦browse.whose.m⟧
        Sari: [button.filter]
        edit > Sari: browse.ask_filter
        Sari: [button.by_topic]
        edit > Sari: browse.ask_topic [bidang.2⟧ n=2] [browse.no_topic⟧ n=1]
        Sari: [browse.no_topic⟧]
        edit > Sari: browse.list total=1 number=1 ⟦browse.no_topic⟧
        """,
    )


async def test_looking_for_something_leaves_an_open_question_open(village: Play) -> None:
    await act(village, "Budi: /usulan")
    for line in ("Selokan mampet", "[button.yes_proposal]"):
        await act(village, f"Budi: {line}")
    village.heard()
    await play(
        village,
        """
        Budi: [button.find]
        bot > Budi: browse.hint
        Budi: [button.whole_village]
        bot > Budi: propose.ask_benefit
        """,
    )
