"""Questions to proposers: one tap to ask, a sentence to answer, a reminder, and the end of waiting."""

import pytest

from storage.work import SqliteWork
from tests.chats.test_aid import SURTI, begun
from tests.chats.test_register import imported
from tests.play import Play
from tests.transcript import act, play
from tests.village_life import founded, joined, proposed
from village.people import Office


@pytest.fixture
async def village(stage: Play) -> Play:
    """Bu Sari has proposed a lamp; Pak Slamet of the team has its card open."""
    await founded(stage)
    await joined(stage, "Sari", "Budi")
    await proposed(stage, "Sari", "Lampu jalan di gang masjid")
    await opened(stage)
    return stage


async def opened(stage: Play, who: str = "Slamet", number: int = 1) -> None:
    for line in ("/kelola usulan", "[button.queue]", "[queue.stage.diterima]", f"[number={number}]"):
        await act(stage, f"{who}: {line}")
    stage.heard()


async def test_a_question_goes_to_the_proposer_and_the_answer_comes_back_as_a_new_version(village: Play) -> None:
    await play(
        village,
        """
        Slamet: [button.ask_proposer]
        edit > Slamet: clarify.choose [button.ask.di_mana] [button.ask.berapa] [button.ask.sendiri]
        Slamet: [button.ask.di_mana]
        toast > Slamet: clarify.toast.asked
        edit > Slamet: queue.card status.perlu_klarifikasi question=⟦queue.asked⟧
        bot > Sari: clarify.question ⟦clarify.ask.di_mana⟧ [button.answer]
        Sari: [button.answer]
        bot > Sari: clarify.ask_answer ⟦clarify.ask.di_mana⟧
        Sari: Depan rumah Pak Karso, dekat sumur
        bot > Sari: clarify.thanks words=Depan
        bot > Slamet: clarify.answered words=Depan [button.open_proposal]
        Slamet: [button.open_proposal]
        bot > Slamet: queue.card status.diterima sumur [button.ask_proposer]
        """,
    )
    assert village.rows("SELECT version, words FROM proposal_version ORDER BY version") == [
        (1, "Lampu jalan di gang masjid"),
        (2, "Lampu jalan di gang masjid\n\nDepan rumah Pak Karso, dekat sumur"),
    ]
    assert village.rows("SELECT status, office FROM proposal_status ORDER BY seq") == [
        ("diterima", ""),
        ("perlu_klarifikasi", "tim_penyusun"),
        ("diterima", ""),
    ]


async def test_an_officer_types_a_question_and_an_answered_one_is_over(village: Play) -> None:
    await play(
        village,
        """
        Slamet: [button.ask_proposer]
        edit > Slamet: clarify.choose
        Slamet: [button.ask.sendiri]
        bot > Slamet: clarify.ask_words number=1
        Slamet: hm
        bot > Slamet: clarify.refused.short
        Slamet: Apakah tiangnya sudah ada?
        bot > Slamet: clarify.asked words=Apakah
        bot > Sari: clarify.question question=Apakah [button.answer]
        Sari: [button.answer]
        bot > Sari: clarify.ask_answer question=Apakah
        Sari: Sudah, tiang listrik
        bot > Sari: clarify.thanks
        bot > Slamet: clarify.answered
        Sari: [button.answer]
        toast > Sari: clarify.refused.over
        """,
    )


async def test_silence_is_reminded_of_once_and_then_the_proposal_waits_for_the_next_season(village: Play) -> None:
    for line in ("[button.ask_proposer]", "[button.ask.berapa]"):
        await act(village, f"Slamet: {line}")
    village.heard()
    await play(
        village,
        """
        -- 2 hari kemudian
        -- 26 jam kemudian
        bot > Sari: clarify.reminder ⟦clarify.ask.berapa⟧ [button.answer]
        -- 5 hari kemudian
        -- 6 hari kemudian
        bot > Sari: step.moved status.tertunda why.tanpa_jawaban
        Sari: [button.answer]
        toast > Sari: clarify.refused.over
        """,
    )
    assert village.rows("SELECT state FROM clarification") == [("closed",)]


async def test_a_neighbour_without_a_phone_is_asked_through_the_kader(village: Play) -> None:
    await imported(village, SURTI)
    await begun(village, "Surti", what="")
    for line in ("Jalan ke makam becek", "[button.whole_village]", "[benefit.semua]", "[button.yes_send]"):
        await act(village, f"Wati: {line}")
    await opened(village, number=2)
    await play(
        village,
        """
        Slamet: [button.ask_proposer]
        edit > Slamet: clarify.choose
        Slamet: [button.ask.keadaan]
        toast > Slamet: clarify.toast.asked
        edit > Slamet: queue.card
        bot > Wati: aid.pass_on name=Surti ⟦clarify.question⟧ [button.answer]
        Wati: [button.answer]
        bot > Wati: clarify.ask_answer
        Wati: Becek dan licin
        bot > Wati: clarify.thanks
        bot > Slamet: clarify.answered words=Becek
        bot > Wati: aid.pass_on name=Surti status.diterima
        """,
    )
    assert village.rows("SELECT role FROM book WHERE action = 'proposal_revised'") == [("kader",)]


async def test_a_kader_whose_time_is_over_still_brings_the_answer(village: Play) -> None:
    """The question went to her; nobody else could answer it for Bu Surti."""
    await imported(village, SURTI)
    await begun(village, "Surti", what="")
    for line in ("Jalan ke makam becek", "[button.whole_village]", "[benefit.semua]", "[button.yes_send]"):
        await act(village, f"Wati: {line}")
    await opened(village, number=2)
    for line in ("Slamet: [button.ask_proposer]", "Slamet: [button.ask.keadaan]", "Wati: [button.answer]"):
        await act(village, line)

    def end(work: SqliteWork) -> None:
        home = work.villages.all()[0].id
        for mandate in work.roles.listed(home):
            if mandate.office is Office.KADER:
                work.roles.end(mandate.id, home)

    await village.bot.database.write(end)
    village.heard()
    await play(
        village,
        """
        Wati: Becek dan licin
        bot > Wati: clarify.thanks
        bot > Slamet: clarify.answered words=Becek
        bot > Wati: aid.pass_on name=Surti status.diterima
        """,
    )


async def test_somebody_else_s_question_is_not_answered_and_a_withdrawn_proposal_asks_no_more(village: Play) -> None:
    for line in ("Slamet: [button.ask_proposer]", "Slamet: [button.ask.siapa]", "Sari: 1", "Sari: [button.withdraw]",
                 "Sari: [button.yes_withdraw]"):  # fmt: skip
        await act(village, line)
    village.heard()
    await play(
        village,
        """
        Sari: [button.answer]
        toast > Sari: clarify.refused.over
        -- 20 hari kemudian
        """,
    )
