"""[Atas nama kelompok]: a proposal of a group says so wherever it is shown; nobody else is asked anything."""

import pytest

from tests.play import Play
from tests.transcript import play
from village.kelompok import LETTERS, Kelompok, letter, named
from village.refusal import Refusal

pytestmark = pytest.mark.usefixtures("sari_joined")


async def test_a_group_is_named_by_a_tap_and_stands_wherever_the_proposal_does(stage: Play) -> None:
    await play(
        stage,
        """
        Sari: /usul Jalan di Ngasem RT 02 rusak, supaya anak sekolah aman
        bot > Sari: propose.ask_sure [button.behalf] [button.change]
        Sari: [button.behalf]
        bot > Sari: propose.ask_behalf [kelompok.tani] [kelompok.pkk] [kelompok.karang_taruna] [button.behalf_none]
        Sari: [kelompok.disabilitas]
        bot > Sari: propose.ask_sure proposal.behalf kelompok.disabilitas [button.behalf_change]
        Sari: [button.yes_send]
        bot > Sari: propose.done number=1
        Sari: 1
        bot > Sari: proposal.show proposal.behalf kelompok.disabilitas
        Sari @ Warga: /usulan
        bot > Warga: proposal.list proposal.line_behalf kelompok.disabilitas
        Slamet: /kelola usulan
        bot > Slamet: desk.section
        Slamet: [button.queue]
        bot > Slamet: queue.show
        Slamet: [queue.stage.diterima]
        edit > Slamet: queue.page proposal.line_behalf kelompok.disabilitas
        Slamet: [button.proposal]
        bot > Slamet: queue.card proposal.behalf kelompok.disabilitas
        """,
    )


async def test_a_name_of_its_own_is_typed_and_can_be_changed_or_taken_back(stage: Play) -> None:
    await play(
        stage,
        """
        Sari: /usul Jalan di Ngasem RT 02 rusak, supaya anak sekolah aman
        bot > Sari: propose.ask_sure
        Sari: [button.behalf]
        bot > Sari: propose.ask_behalf
        Sari: PKK?
        bot > Sari: talk.refused.tap
        Sari: PK
        bot > Sari: gather.refused.name most=60
        Sari: Kelompok Wanita Tani  Mawar
        bot > Sari: propose.ask_sure proposal.behalf Mawar
        Sari: [button.behalf_change]
        bot > Sari: propose.ask_behalf
        Sari: [button.behalf_none]
        bot > Sari: propose.ask_sure [button.behalf]
        Sari: [button.behalf]
        bot > Sari: propose.ask_behalf
        Sari: karang taruna
        bot > Sari: propose.ask_sure ⟦kelompok.karang_taruna⟧
        Sari: [button.yes_send]
        bot > Sari: propose.done number=1
        Sari: 1
        bot > Sari: proposal.show
        Sari: [button.change]
        bot > Sari: proposal.ask_change kelompok.karang_taruna [button.change_behalf]
        Sari: [button.change_behalf]
        bot > Sari: propose.ask_behalf
        Sari: Pemuda Ngasem
        bot > Sari: proposal.sure_change proposal.behalf Pemuda
        Sari: [button.yes_change]
        bot > Sari: proposal.changed
        """,
    )
    assert stage.rows("SELECT version, behalf FROM proposal_version ORDER BY version") == [
        (1, "karang taruna"), (2, "Pemuda Ngasem"),
    ]  # fmt: skip


async def test_back_from_the_group_or_from_a_change_leads_to_a_last_look_that_sends(stage: Play) -> None:
    await play(
        stage,
        """
        Sari: /usul Jalan di Ngasem RT 02 rusak, supaya anak sekolah aman
        bot > Sari: propose.ask_sure
        Sari: [button.behalf]
        bot > Sari: propose.ask_behalf
        Sari: kembali
        bot > Sari: propose.ask_sure
        Sari: [button.change]
        bot > Sari: propose.ask_part
        Sari: kembali
        bot > Sari: propose.ask_sure
        Sari: [button.yes_send]
        bot > Sari: propose.done number=1
        """,
    )
    assert stage.rows("SELECT behalf FROM proposal_version") == [("",)]


async def test_the_list_is_made_shorter_by_group_and_the_name_is_found_by_words(stage: Play) -> None:
    for number, group in enumerate(("[kelompok.tani]", "Dasa Wisma Melati", "")):
        await play(
            stage,
            f"""
            Sari: /usul {("Jalan", "Jembatan", "Selokan")[number]} di Ngasem RT 02 rusak, supaya anak sekolah aman
            ...
            """
            + (f"Sari: [button.behalf]\n...\nSari: {group}\n...\n" if group else "")
            + "Sari: [button.yes_send]\n...",
        )
    await play(
        stage,
        """
        Sari: /usulan melati
        bot > Sari: browse.list total=1 Melati [button.filter]
        Sari: [button.filter]
        edit > Sari: browse.ask_filter [button.by_group]
        Sari: [button.by_group]
        edit > Sari: browse.ask_group [browse.group_other] [button.everything]
        Sari: [browse.group_other]
        edit > Sari: browse.list total=1 Melati
        Sari: usulan saya
        bot > Sari: browse.list total=3
        Sari: [button.filter]
        edit > Sari: browse.ask_filter
        Sari: [button.by_group]
        edit > Sari: browse.ask_group [kelompok.tani] [browse.group_other]
        Sari: [kelompok.tani]
        edit > Sari: browse.list total=1 kelompok.tani
        """,
    )


async def test_who_types_a_name_in_words_of_their_own_shows_no_number_of_anybody(stage: Play) -> None:
    await play(
        stage,
        """
        Sari: /usul Jalan di Ngasem RT 02 rusak, supaya anak sekolah aman
        bot > Sari: propose.ask_sure
        Sari: [button.behalf]
        bot > Sari: propose.ask_behalf
        Sari: Kelompok Mawar 081234567890
        bot > Sari: redact.told
        bot > Sari: propose.ask_sure Mawar
        Sari: [button.yes_send]
        bot > Sari: propose.done number=1
        """,
    )
    ((behalf,),) = stage.rows("SELECT behalf FROM proposal_version")
    assert "Mawar" in behalf and "0812" not in behalf


def test_each_known_group_has_a_letter_and_is_heard_in_any_case() -> None:
    assert set(LETTERS.values()) == set(Kelompok)
    assert [letter(named(group.value.upper())) for group in Kelompok] == list(LETTERS)
    assert letter("") == "" and letter("Dasa Wisma") == "r"
    for bad in ("", "ab", "123456", "x" * 61):
        with pytest.raises(Refusal):
            named(bad)
