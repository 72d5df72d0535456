"""Two proposals for one need go on together when both authors and two officers agree; each keeps its supporters."""

from storage.work import SqliteWork
from tests.decision_life import supported, teams
from tests.play import Play
from tests.transcript import act, play
from tests.village_life import proposed
from village.people import Sex, State


async def suggested(stage: Play) -> None:
    """Pak Slamet would like to join Pak Budi's lamp (3) to Bu Sari's (1)."""
    await teams(stage)
    await supported(stage, 1, "Tini")
    await supported(stage, 3, "Nina")
    for line in ("/kelola usulan", "[button.merge]", "3", "[number=1]", "[button.ask_authors]"):
        await act(stage, f"Slamet: {line}")
    stage.heard()


async def joined(stage: Play) -> None:
    await suggested(stage)
    for line in ("Sari: [button.merge_yes]", "Budi: [button.merge_yes]", "Wati: [button.step_yes]"):
        await act(stage, line)
    stage.heard()


async def test_both_authors_and_two_officers_agree(stage: Play) -> None:
    await teams(stage)
    await supported(stage, 1, "Tini")
    await supported(stage, 3, "Nina")
    await play(
        stage,
        """
        Slamet: /kelola usulan
        bot > Slamet: desk.section [button.merge]
        Slamet: [button.merge]
        bot > Slamet: merge.ask_from [number=1] [number=2] [number=3]
        Slamet: yang masjid
        bot > Slamet: merge.refused.number
        Slamet: 3
        bot > Slamet: merge.ask_into number=3 [number=1] [number=2]
        Slamet: [number=1]
        bot > Slamet: merge.ask_sure number=3 other=1 [button.ask_authors]
        Slamet: [button.ask_authors]
        bot > Slamet: merge.asked number=3 other=1
        bot > Budi: merge.ask_author number=3 other=1 [button.merge_yes] [button.merge_no]
        bot > Sari: merge.ask_author number=1 other=3 [button.merge_yes] [button.merge_no]
        Sari: [button.merge_yes]
        edit > Sari: merge.you_agreed
        Budi: [button.merge_yes]
        edit > Budi: merge.you_agreed
        bot > Slamet: merge.agreed number=3 other=1
        bot > Wati: step.ask_second number=3 status.digabung step.into number=1
        bot > Karso: step.ask_second number=3
        Wati: [button.step_yes]
        edit > Wati: step.agreed
        bot > Slamet: step.second_agreed
        bot > Budi: step.moved number=3 status.digabung serupa step.into number=1
        bot > Nina: news.supported step.moved number=3
        bot > Sari: merge.came number=1 other=3
        bot > Tini: news.supported merge.came number=1
        Tini: 1
        bot > Tini: proposal.show number=1 merge.with number=3 supporters_few
        Tini: 3
        bot > Tini: proposal.show number=3 status.digabung merge.into number=1
        """,
    )
    assert stage.rows("SELECT proposal_id, resident_id FROM support WHERE ended_at IS NULL") != []
    assert stage.rows("SELECT COUNT(*) FROM support GROUP BY proposal_id") == [(1,), (1,)]


async def test_one_author_says_no_and_nothing_changes(stage: Play) -> None:
    await suggested(stage)
    await play(
        stage,
        """
        Sari: [button.merge_no]
        edit > Sari: merge.you_declined
        bot > Slamet: merge.declined number=3 other=1
        Budi: [button.merge_yes]
        toast > Budi: merge.refused.settled
        """,
    )


async def test_who_does_not_answer_in_a_week_has_said_no(stage: Play) -> None:
    await suggested(stage)
    await act(stage, "Budi: [button.merge_yes]")
    stage.heard()
    await play(
        stage,
        """
        -- 7 hari kemudian
        -- 1 hari kemudian
        bot > Slamet: merge.silent number=3 other=1
        Sari: [button.merge_yes]
        toast > Sari: merge.refused.settled
        """,
    )


async def test_one_author_parts_them_again_within_two_weeks(stage: Play) -> None:
    await joined(stage)
    await play(
        stage,
        """
        Sari: 1
        bot > Sari: proposal.show merge.with [button.part]
        Sari: [button.part]
        bot > Sari: merge.parted_by_you number=3
        bot > Budi: step.moved number=3 status.diterima
        bot > Nina: news.supported step.moved number=3
        bot > Tini: news.supported merge.left number=1
        Sari: [button.part]
        toast > Sari: merge.refused.part
        """,
    )


async def test_later_it_takes_two_officers_to_part_them(stage: Play) -> None:
    await joined(stage)
    await act(stage, "Budi: 3")
    stage.heard()
    await play(
        stage,
        """
        -- 15 hari kemudian
        Budi: [button.part]
        toast > Budi: merge.refused.part
        Slamet: /kelola usulan
        bot > Slamet: desk.section
        Slamet: [button.merge]
        bot > Slamet: merge.ask_from
        Slamet: 3
        bot > Slamet: merge.ask_part number=3 [button.to_second]
        Slamet: [button.to_second]
        bot > Slamet: decide.asked
        bot > Wati: step.ask_second number=3 status.diterima
        bot > Karso: step.ask_second number=3
        Karso: [button.step_yes]
        edit > Karso: step.agreed
        bot > Slamet: step.second_agreed
        bot > Budi: step.moved number=3 status.diterima
        bot > Nina: news.supported step.moved
        bot > Sari: merge.left
        bot > Tini: news.supported merge.left
        """,
    )


async def test_what_has_gone_on_meanwhile_is_not_joined(stage: Play) -> None:
    await suggested(stage)
    await act(stage, "Sari: [button.merge_yes]")
    for line in ("/kelola usulan", "[button.decide]", "[number=1]", "[button.to_diteruskan]", "[button.why_layanan]"):
        await act(stage, f"Slamet: {line}")
    for line in ("Slamet: [button.no_note]", "Slamet: [button.to_second]", "Nina: [button.step_yes]"):
        await act(stage, line)
    stage.heard()
    await play(
        stage,
        """
        Budi: [button.merge_yes]
        edit > Budi: merge.you_agreed
        bot > Slamet: merge.refused.status number=1
        """,
    )


async def test_nobody_settles_the_joining_of_their_own_proposal(stage: Play) -> None:
    """Bu Wati, kader, would be the second; but number 4 is hers."""
    await teams(stage)
    await proposed(stage, "Wati", "Lampu di gang dekat masjid")
    for line in ("/kelola usulan", "[button.merge]", "3", "[number=4]", "[button.ask_authors]"):
        await act(stage, f"Slamet: {line}")
    await act(stage, "Wati: [button.merge_yes]")
    stage.heard()
    await play(
        stage,
        """
        Budi: [button.merge_yes]
        edit > Budi: merge.you_agreed
        bot > Slamet: merge.agreed number=3 other=4
        bot > Karso: step.ask_second number=3 status.digabung
        """,
    )


async def test_nothing_is_joined_to_what_was_withdrawn_before_the_second_agreed(stage: Play) -> None:
    await suggested(stage)
    for line in ("Sari: [button.merge_yes]", "Budi: [button.merge_yes]"):
        await act(stage, line)
    for line in ("Sari: 1", "Sari: [button.withdraw]", "Sari: [button.yes_withdraw]"):
        await act(stage, line)
    stage.heard()
    await play(
        stage,
        """
        Wati: [button.step_yes]
        toast > Wati: merge.refused.status number=1
        Wati: [button.step_no]
        edit > Wati: step.you_declined number=3
        bot > Slamet: step.declined
        Budi: 3
        bot > Budi: proposal.show status.diterima
        """,
    )


async def test_whoever_stands_behind_the_other_one_without_a_phone_hears_through_the_kader(stage: Play) -> None:
    await suggested(stage)

    def stand(work: SqliteWork) -> None:
        village = work.villages.all()[0]
        proposal = work.proposals.numbered(village.id, 1)
        (wati,) = work.residents.named(village.id, "Wati Warga")
        assert proposal is not None
        surti = work.residents.add(
            village.id, "Surti", State.VERIFIED, village.dusun[0].id, "02", Sex.FEMALE, 1950
        )  # fmt: skip
        work.supports.add(proposal, surti, wati.id)

    await stage.bot.database.write(stand)
    for line in ("Sari: [button.merge_yes]", "Budi: [button.merge_yes]"):
        await act(stage, line)
    stage.heard()
    await play(
        stage,
        """
        Karso: [button.step_yes]
        edit > Karso: step.agreed
        bot > Slamet: step.second_agreed
        bot > Budi: step.moved number=3
        bot > Nina: news.supported step.moved number=3
        bot > Sari: merge.came number=1
        bot > Tini: news.supported merge.came number=1
        bot > Wati: aid.pass_on Surti merge.came number=1
        """,
    )


async def test_whose_proposal_goes_along_hears_what_becomes_of_the_other(stage: Play) -> None:
    await joined(stage)
    for line in ("Sari: 1", "Sari: [button.withdraw]"):
        await act(stage, line)
    stage.heard()
    await play(
        stage,
        """
        Sari: [button.yes_withdraw]
        edit > Sari: proposal.withdrawn
        bot > Tini: news.supported step.moved number=1 status.dicabut
        bot > Budi: merge.along number=3 other=1 step.moved status.dicabut
        bot > Nina: news.supported merge.along number=3 other=1
        """,
    )
