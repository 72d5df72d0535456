"""Two officers of different offices say no to a proposal, with the true reason, and its people hear it once."""

from tests.decision_life import moved, supported, teams
from tests.play import Play
from tests.transcript import act, play
from tests.village_life import appointed, polling, ruled
from village.proposal import Status


async def test_two_officers_say_no_and_the_proposer_and_supporters_hear_why_once(stage: Play) -> None:
    await teams(stage)
    await supported(stage, 1, "Budi", "Tini")
    await moved(stage, 1, Status.VERIFIKASI)
    await play(
        stage,
        """
        Nina: /kelola usulan
        bot > Nina: desk.section [button.decide] [button.second]
        Nina: [button.decide]
        bot > Nina: decide.list total=3 [number=1] [number=2] [number=3]
        Nina: [number=1]
        bot > Nina: decide.ask_to [button.to_tidak_layak] [button.to_bukan_kewenangan] [button.cancel]
        Nina: [button.to_tidak_layak]
        bot > Nina: decide.ask_why [button.why_lahan_belum_jelas] [button.why_data_kurang]
        Nina: [button.why_lahan_belum_jelas]
        bot > Nina: decide.ask_note lahan_belum_jelas [button.no_note]
        Nina: Surat hibah Pak Darmo belum ada
        bot > Nina: decide.preview step.moved hibah step.may_appeal [button.to_second] [button.cancel]
        Nina: [button.to_second]
        bot > Nina: decide.asked number=1
        bot > Slamet: step.ask_second number=1 hibah [button.step_yes] [button.step_no]
        Sari: 1
        bot > Sari: proposal.show status.verifikasi
        Slamet: [button.step_yes]
        edit > Slamet: step.agreed status.tidak_layak
        bot > Nina: step.second_agreed
        bot > Sari: step.moved number=1 lahan_belum_jelas hibah step.means.tidak_layak step.may_appeal
        bot > Budi: news.supported step.moved number=1 hibah
        bot > Tini: news.supported step.moved number=1 hibah
        """,
    )


async def test_the_second_is_not_sure_and_nothing_changes(stage: Play) -> None:
    await teams(stage)
    await moved(stage, 1, Status.VERIFIKASI)
    for line in ("/kelola usulan", "[button.decide]", "[number=1]", "[button.to_bukan_kewenangan]"):
        await act(stage, f"Nina: {line}")
    for line in ("[button.why_bukan_kewenangan]", "[button.no_note]", "[button.to_second]"):
        await act(stage, f"Nina: {line}")
    stage.heard()
    await play(
        stage,
        """
        Slamet: [button.step_no]
        edit > Slamet: step.you_declined number=1
        bot > Nina: step.declined name=Slamet
        Sari: 1
        bot > Sari: proposal.show status.verifikasi
        Slamet: /kelola usulan
        bot > Slamet: desk.section
        Slamet: [button.second]
        bot > Slamet: decide.none_waiting
        """,
    )


async def test_what_waits_can_be_looked_at_and_taken_back_by_who_asked(stage: Play) -> None:
    await teams(stage)
    await moved(stage, 1, Status.VERIFIKASI)
    for line in ("/kelola usulan", "[button.decide]", "[number=1]", "[button.to_tidak_layak]"):
        await act(stage, f"Nina: {line}")
    for line in ("[button.why_data_kurang]", "[button.no_note]", "[button.to_second]", "/kelola usulan"):
        await act(stage, f"Nina: {line}")
    stage.heard()
    await play(
        stage,
        """
        Slamet: /kelola usulan
        bot > Slamet: desk.section
        Slamet: [button.second⟧]
        bot > Slamet: step.ask_second number=1 [button.step_yes] [button.step_no]
        Nina: [button.second]
        bot > Nina: decide.own_waits data_kurang [button.take_back]
        Nina: [button.decide]
        bot > Nina: decide.list
        Nina: [number=1]
        toast > Nina: step.refused.waits
        Nina: [button.take_back]
        edit > Nina: step.you_declined
        Slamet: [button.step_yes]
        toast > Slamet: step.refused.settled
        """,
    )


async def asked(stage: Play) -> None:
    """Bu Nina has asked Pak Slamet to agree that the land of number 1 is not clear."""
    await moved(stage, 1, Status.VERIFIKASI)
    for line in ("/kelola usulan", "[button.decide]", "[number=1]", "[button.to_tidak_layak]"):
        await act(stage, f"Nina: {line}")
    for line in ("[button.why_lahan_belum_jelas]", "[button.no_note]", "[button.to_second]"):
        await act(stage, f"Nina: {line}")
    stage.heard()


async def test_of_two_officers_behind_a_proposal_the_first_hears_what_came_of_it(stage: Play) -> None:
    """Who presses sees the outcome; who asked days ago does not."""
    await teams(stage)
    await supported(stage, 1, "Nina", "Slamet")
    await asked(stage)
    await play(
        stage,
        """
        Slamet: [button.step_yes]
        edit > Slamet: step.agreed
        bot > Nina: step.second_agreed
        bot > Sari: step.moved number=1
        bot > Nina: news.supported step.moved number=1
        """,
    )


async def test_a_running_ballot_does_not_keep_the_second_from_saying_no(stage: Play) -> None:
    await teams(stage)
    for line in ("/kelola usulan", "[button.decide]", "[number=1]", "[button.to_diteruskan]"):
        await act(stage, f"Nina: {line}")
    for line in ("[button.why_layanan]", "[button.no_note]", "[button.to_second]"):
        await act(stage, f"Nina: {line}")
    await polling(stage)
    await play(
        stage,
        """
        Slamet: [button.step_yes]
        toast > Slamet: proposal.refused.on_ballot
        Slamet: [button.step_no]
        edit > Slamet: step.you_declined number=1
        bot > Nina: step.declined name=Slamet
        """,
    )


async def test_what_was_asked_by_somebody_whose_office_has_ended_holds_nothing_up(stage: Play) -> None:
    await teams(stage)
    await asked(stage)
    for line in ("/kelola jabatan", "[button.offices]", "[name=Nina]", "[button.end_office]", "[reason.done]"):
        await act(stage, f"Ratna: {line}")
    stage.heard()
    await play(
        stage,
        """
        Slamet: [button.step_yes]
        toast > Slamet: step.refused.partner
        Slamet: /kelola usulan
        bot > Slamet: desk.section
        Slamet: [button.decide]
        bot > Slamet: decide.list
        Slamet: [number=1]
        bot > Slamet: decide.ask_to
        """,
    )


async def test_the_second_is_reminded_once_after_two_days(stage: Play) -> None:
    await teams(stage)
    await moved(stage, 1, Status.VERIFIKASI)
    for line in ("/kelola usulan", "[button.decide]", "[number=1]", "[button.to_tidak_layak]"):
        await act(stage, f"Nina: {line}")
    for line in ("[button.why_data_kurang]", "[button.no_note]", "[button.to_second]"):
        await act(stage, f"Nina: {line}")
    stage.heard()
    await play(
        stage,
        """
        -- 47 jam kemudian
        -- 2 jam kemudian
        bot > Slamet: step.remind_second number=1 [button.step_yes] [button.step_no]
        -- 3 hari kemudian
        Slamet: [button.step_yes]
        edit > Slamet: step.agreed
        bot > Nina: step.second_agreed
        bot > Sari: step.moved
        """,
    )


async def test_a_village_may_want_its_reminders_later(stage: Play) -> None:
    await teams(stage)
    await ruled(stage, ingatkan_kedua=4)
    await moved(stage, 1, Status.VERIFIKASI)
    for line in ("/kelola usulan", "[button.decide]", "[number=1]", "[button.to_tidak_layak]"):
        await act(stage, f"Nina: {line}")
    for line in ("[button.why_data_kurang]", "[button.no_note]", "[button.to_second]"):
        await act(stage, f"Nina: {line}")
    stage.heard()
    await play(
        stage,
        """
        -- 3 hari kemudian
        -- 2 hari kemudian
        bot > Slamet: step.remind_second
        """,
    )


async def test_words_that_are_too_long_and_a_change_of_mind_lose_nothing(stage: Play) -> None:
    await teams(stage)
    for line in ("/kelola usulan", "[button.decide]", "[number=2]", "[button.to_diteruskan]", "[button.why_layanan]"):
        await act(stage, f"Slamet: {line}")
    stage.heard()
    await play(
        stage,
        """
        Slamet: {long}
        bot > Slamet: decide.refused.long most=300
        Slamet: Ini urusan puskesmas
        bot > Slamet: decide.preview puskesmas
        Slamet: kembali
        bot > Slamet: decide.ask_note
        Slamet: Ini urusan bidan desa
        bot > Slamet: decide.preview bidan
        Slamet: [button.cancel]
        bot > Slamet: decide.stopped number=2
        Sari: 2
        bot > Sari: proposal.show status.diterima
        """,
        long="panjang sekali " * 25,
    )


async def test_a_proposal_on_a_ballot_or_ones_own_or_already_decided_is_not_decided_about(stage: Play) -> None:
    await teams(stage)
    for line in ("/kelola usulan", "[button.decide]"):
        await act(stage, f"Slamet: {line}")
    await polling(stage)
    await play(
        stage,
        """
        Slamet: [button.pick_number⟧ number=1]
        toast > Slamet: proposal.refused.on_ballot
        """,
    )


async def test_a_decision_that_was_overtaken_meanwhile_is_not_sent(stage: Play) -> None:
    await teams(stage)
    for line in ("/kelola usulan", "[button.decide]", "[number=2]", "[button.to_diteruskan]", "[button.why_layanan]"):
        await act(stage, f"Slamet: {line}")
    await act(stage, "Slamet: [button.no_note]")
    await moved(stage, 2, Status.VERIFIKASI)
    await play(
        stage,
        """
        Slamet: [button.to_second]
        toast > Slamet: proposal.refused.status
        """,
    )


async def test_nobody_decides_where_nobody_can_be_the_second(stage: Play) -> None:
    await teams(stage)
    await appointed(stage, "Tini", "office.fasilitator")
    for line in ("Ratna: /kelola jabatan", "Ratna: [button.offices]", "Ratna: [name=Slamet]"):
        await act(stage, line)
    for line in ("Ratna: [button.end_office]", "Ratna: [reason.done]"):
        await act(stage, line)
    for line in ("/kelola usulan", "[button.decide]", "[number=2]", "[button.to_diteruskan]", "[button.why_layanan]"):
        await act(stage, f"Nina: {line}")
    await act(stage, "Nina: [button.no_note]")
    stage.heard()
    await play(
        stage,
        """
        Nina: [button.to_second]
        toast > Nina: step.refused.nobody
        Sari: 2
        bot > Sari: proposal.show status.diterima
        """,
    )
