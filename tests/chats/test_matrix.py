"""The team scores proposals: criteria of two offices, announced first; marks without names; a list anybody recounts."""

import csv
import io
import sqlite3

import pytest

from tests.decision_life import moved, teams
from tests.play import Play
from tests.rights.hands import pressed
from tests.transcript import act, play
from tests.village_life import ruled
from village.proposal import Status

ASK = ("/kelola rencana", "[button.matrix⟧]", "[button.matrix_choose]", "[matrix.preset.pnpm5]", "[button.to_second]")


@pytest.fixture
async def village(stage: Play) -> Play:
    """Of three proposals, 1 and 2 of Bu Sari and 3 of Pak Budi, the first two stand before the teams."""
    await teams(stage)
    await moved(stage, 1, Status.VERIFIKASI)
    await moved(stage, 2, Status.VERIFIKASI, Status.LAYAK)
    return stage


async def opened(stage: Play) -> None:
    for line in ASK:
        await act(stage, f"Slamet: {line}")
    await act(stage, "Nina: [button.step_yes]")
    stage.heard()


async def gave(stage: Play, name: str, number: int, *marks: int) -> None:
    await act(stage, f"{name}: /kelola rencana")
    await act(stage, f"{name}: [button.matrix⟧]")
    await act(stage, f"{name}: [number={number}]")
    for mark in marks:
        await act(stage, f"{name}: [button.mark⟧ n={mark}]")
    stage.heard()


async def closed(stage: Play) -> None:
    for line in ("Slamet: /kelola rencana", "Slamet: [button.matrix⟧]", "Slamet: [button.matrix_close]",
                 "Nina: [button.close_yes]"):  # fmt: skip
        await act(stage, line)


async def test_one_office_chooses_another_confirms_and_all_hear_it_before_it_is_used(village: Play) -> None:
    await play(
        village,
        """
        Slamet: /kelola rencana
        bot > Slamet: desk.section [button.matrix⟧] [button.prices]
        Slamet: [button.matrix⟧]
        bot > Slamet: matrix.desk ⟦matrix.none_yet⟧ [button.matrix_choose]
        Slamet: [button.matrix_choose]
        bot > Slamet: matrix.ask_preset ⟦matrix.preset.pnpm5⟧ PTO [matrix.preset.masalah5] [button.matrix_own]
        Slamet: [matrix.preset.pnpm5]
        bot > Slamet: matrix.ask_sure ⟦criterion.bermanfaat⟧ ⟦criterion.berkembang⟧ proposals=2 scorers=2
        Slamet: [button.to_second]
        bot > Slamet: matrix.asked
        bot > Nina: matrix.ask_second ⟦criterion.sejahtera⟧ PTO [button.step_yes] [button.step_no]
        Slamet: [button.matrix⟧]
        bot > Slamet: matrix.desk ⟦matrix.waits⟧ [button.take_back]
        Slamet: [button.matrix_choose]
        toast > Slamet: matrix.refused.asked
        Nina: [button.step_yes]
        edit > Nina: matrix.agreed ⟦criterion.dikerjakan⟧
        bot > Nina: matrix.yours n=2 [button.score_begin]
        bot > Slamet: matrix.yours n=2 [button.score_begin]
        bot > Warga: matrix.announced ⟦criterion.bermanfaat⟧ PTO proposals=2 scorers=2
        """,
    )
    assert [row[0] for row in village.rows("SELECT action FROM book WHERE object LIKE 'matrix:%' ORDER BY seq")] == [
        "matrix_asked",
        "matrix_opened",
    ]


async def test_marks_by_buttons_one_criterion_at_a_time_and_a_correction(village: Play) -> None:
    await opened(village)
    await play(
        village,
        """
        Nina: [button.score_begin]
        bot > Nina: matrix.desk ⟦matrix.mine⟧ number=1 number=2 done=0 due=4 [number=1] [number=2]
        Nina: [number=1]
        bot > Nina: score.ask at=1 all=5 criterion.bermanfaat criterion.low.bermanfaat criterion.high.bermanfaat
        Nina: [button.mark⟧ n=4]
        edit > Nina: score.ask at=2 score.given criterion.sejahtera [button.undo_tick]
        Nina: [button.mark⟧ n=1]
        edit > Nina: score.ask at=3 criterion.dikerjakan
        Nina: [button.undo_tick]
        edit > Nina: score.ask at=2 criterion.sejahtera
        Nina: enam
        bot > Nina: talk.refused.tap
        Nina: 5
        bot > Nina: score.ask at=3 criterion.dikerjakan
        Nina: [button.mark⟧ n=3]
        edit > Nina: score.ask at=4
        Nina: [button.mark⟧ n=3]
        edit > Nina: score.ask at=5
        Nina: [button.mark⟧ n=2]
        bot > Nina: score.done number=1 ⟦score.left⟧ n=1 [button.score⟧ number=2] [button.score_correct]
        Sari: 1
        bot > Sari: proposal.show ⟦score.running⟧
        """,
    )
    assert "n=4" not in village.person("Sari").messages()[-1]["text"]
    await act(village, "Nina: [button.score_correct]")
    for _ in range(5):
        await act(village, "Nina: [button.mark⟧ n=5]")
    assert village.rows("SELECT marks FROM score ORDER BY id") == [("[4,5,3,3,2]",), ("[5,5,5,5,5]",)]
    assert village.rows("SELECT role FROM book WHERE action = 'proposal_scored'") == [("tim_verifikasi",)] * 2


async def test_two_offices_close_and_everybody_can_reckon_it_again(village: Play) -> None:
    await opened(village)
    await gave(village, "Nina", 1, 1, 4, 4, 4, 4)
    await gave(village, "Slamet", 1, 4, 4, 4, 4, 4)
    await gave(village, "Slamet", 2, 5, 5, 5, 5, 4)
    await play(
        village,
        """
        Slamet: [button.matrix⟧]
        bot > Slamet: matrix.desk ⟦matrix.mine_done⟧ done=3 due=4 [button.score_again] [button.matrix_close]
        Slamet: [button.matrix_close]
        edit > Slamet: matrix.close_asked
        bot > Nina: matrix.ask_close done=3 due=4 [button.close_yes] [button.close_no]
        Slamet: [button.matrix⟧]
        bot > Slamet: matrix.desk ⟦matrix.closing⟧ [button.take_back]
        Nina: [button.close_yes]
        edit > Nina: matrix.is_closed [button.all_scores]
        bot > Warga: matrix.closed place=1 number=2 total=4,80 place=2 number=1 total=3,70 [button.all_scores]
        bot > Sari: score.told number=1 total=3,70 n=2
        bot > Sari: score.told number=2 total=4,80 n=1
        Tini: 1
        bot > Tini: proposal.show ⟦score.shown⟧ total=3,70 n=2 ⟦score.apart⟧ criterion.bermanfaat [button.scores]
        Tini: [button.scores]
        bot > Tini: score.raw mean=2,50 scorer.tim_penyusun⟧ scorer.tim_verifikasi⟧ total=3,70 [button.all_scores]
        Tini: [button.all_scores]
        edit > Tini: score.list total=4,80 total=3,70 criterion.sejahtera [number=2] [button.scores_file]
        """,
    )
    said = "".join(m["text"] for m in village.person("Tini").messages()[-2:])
    assert "Nina" not in said and "Slamet" not in said
    await act(village, "Tini: [button.scores_file]")
    file = village.telegram.files.by_id[village.person("Tini").messages()[-1]["document"]["file_id"]]
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig")), delimiter=";"))
    assert sorted((row[0], *row[3:]) for row in rows[1:]) == [
        ("1", "1", "4", "4", "4", "4"),
        ("1", "4", "4", "4", "4", "4"),
        ("2", "5", "5", "5", "5", "4"),
    ]
    village.heard()
    await play(
        village,
        """
        Nina: [button.matrix⟧]
        bot > Nina: matrix.desk ⟦matrix.is_closed⟧ [button.all_scores] [button.matrix_choose]
        Tini: /start nilai
        bot > Tini: score.list
        Tini: /hasil
        bot > Tini: result.none [button.priorities] [button.outcome] [button.all_scores]
        Tini: [button.all_scores]
        bot > Tini: score.list
        Tini: nilai tim
        bot > Tini: score.list
        """,
    )


async def test_an_own_proposal_is_another_s_to_score(village: Play) -> None:
    for line in ("Jembatan ke sawah patah", "[button.yes_proposal]", "[button.whole_village]", "[benefit.tani]",
                 "[button.yes_send]"):  # fmt: skip
        await act(village, f"Nina: {line}")
    await moved(village, 4, Status.VERIFIKASI)
    await opened(village)
    await play(
        village,
        """
        Nina: [button.score_begin]
        bot > Nina: matrix.desk number=1 number=2 due=5
        """,
    )
    assert "number=4" not in village.person("Nina").messages()[-1]["text"]
    (owner,) = village.rows("SELECT author_id FROM proposal WHERE number = 4")
    tasks = village.rows(
        "SELECT scorer_id FROM score_task t JOIN proposal p ON p.id = t.proposal_id WHERE p.number = 4"
    )
    assert tasks and owner not in tasks


async def test_each_gets_no_more_than_the_village_has_said(village: Play) -> None:
    await ruled(village, batas_nilai=1)
    await opened(village)
    assert village.rows("SELECT COUNT(*), COUNT(DISTINCT proposal_id), COUNT(DISTINCT scorer_id) FROM score_task") == [
        (2, 2, 2)
    ]


async def test_other_criteria_begin_anew_and_what_was_given_is_kept(village: Play) -> None:
    await opened(village)
    await gave(village, "Nina", 1, 3, 3, 3, 3, 3)
    await play(
        village,
        """
        Nina: /kelola rencana
        bot > Nina: desk.section [button.matrix⟧]
        Nina: [button.matrix⟧]
        bot > Nina: matrix.desk [button.matrix_anew]
        Nina: [button.matrix_anew]
        bot > Nina: matrix.ask_preset
        Nina: [button.matrix_own]
        bot > Nina: matrix.ask_own fewest=2 most=7
        Nina: Mendesak
        bot > Nina: matrix.refused.count
        Nina: Mendesak: 3\\nMudah dirawat: 1
        bot > Nina: matrix.ask_source
        Nina: Perbup 12/2025
        bot > Nina: matrix.ask_sure Mendesak ⟦matrix.line_weight⟧ n=3 ⟦matrix.anew⟧ Perbup
        Nina: [button.to_second]
        bot > Nina: matrix.asked
        bot > Slamet: matrix.ask_second Mendesak ⟦matrix.anew⟧
        Slamet: [button.step_yes]
        edit > Slamet: matrix.agreed
        bot > Slamet: matrix.yours
        bot > Nina: matrix.yours
        bot > Warga: matrix.announced Mendesak ⟦matrix.began_anew⟧
        """,
    )
    await gave(village, "Slamet", 2, 5, 1)
    await closed(village)
    village.heard()
    await play(
        village,
        """
        Tini: 2
        bot > Tini: proposal.show ⟦score.shown⟧ total=4,00 n=1 [button.scores]
        Tini: [button.scores]
        bot > Tini: score.raw ⟦score.row_weight⟧ Mendesak total=4,00
        Tini: 1
        bot > Tini: proposal.show
        """,
    )
    assert "score.shown" not in village.person("Tini").messages()[-1]["text"]
    assert village.rows("SELECT state FROM matrix ORDER BY id") == [("replaced",), ("closed",)]
    assert village.rows("SELECT COUNT(*) FROM score") == [(2,)]


async def test_a_no_changes_nothing_and_may_be_taken_back(village: Play) -> None:
    for line in ASK:
        await act(village, f"Slamet: {line}")
    village.heard()
    await play(
        village,
        """
        Nina: [button.step_no]
        edit > Nina: matrix.you_declined
        bot > Slamet: matrix.declined Nina
        """,
    )
    for line in ASK:
        await act(village, f"Slamet: {line}")
    await act(village, "Slamet: [button.matrix⟧]")
    village.heard()
    await play(
        village,
        """
        Slamet: [button.take_back]
        edit > Slamet: matrix.you_declined
        Nina: [button.step_yes]
        toast > Nina: matrix.refused.settled
        """,
    )
    await opened(village)
    for line in ("/kelola rencana", "[button.matrix⟧]"):
        await act(village, f"Slamet: {line}")
    village.heard()
    await play(
        village,
        """
        Slamet: [button.matrix_close]
        toast > Slamet: matrix.refused.no_scores
        """,
    )
    await gave(village, "Nina", 1, 3, 3, 3, 3, 3)
    for line in ("[button.matrix⟧]", "[button.matrix_close]"):
        await act(village, f"Slamet: {line}")
    village.heard()
    await play(
        village,
        """
        Nina: [button.close_no]
        edit > Nina: matrix.stays_open
        """,
    )
    assert village.rows("SELECT state, closing_id FROM matrix ORDER BY id DESC LIMIT 1") == [("open", None)]


async def test_a_round_that_is_over_takes_no_more_marks(village: Play) -> None:
    await opened(village)
    await gave(village, "Nina", 1, 3, 3, 3, 3, 3)
    await gave(village, "Nina", 2, 3, 3, 3, 3)
    await closed(village)
    village.heard()
    await play(
        village,
        """
        Nina: [button.mark⟧ n=5]
        toast > Nina: matrix.refused.over
        Nina: /batal
        ...
        Slamet: [button.score_begin]
        bot > Slamet: matrix.desk ⟦matrix.is_closed⟧
        """,
    )
    assert village.rows("SELECT COUNT(*) FROM score") == [(1,)]


async def test_without_a_second_team_or_a_proposal_nothing_begins(stage: Play) -> None:
    await teams(stage)
    for line in ASK[:-1]:
        await act(stage, f"Slamet: {line}")
    stage.heard()
    await play(stage, "Slamet: [button.to_second]\ntoast > Slamet: matrix.refused.nothing")
    await moved(stage, 1, Status.VERIFIKASI)
    for line in ("/kelola jabatan", "[button.offices]", "[name=Nina]", "[button.end_office]", "[reason.done]"):
        await act(stage, f"Ratna: {line}")
    stage.heard()
    await play(stage, "Slamet: [button.to_second]\ntoast > Slamet: matrix.refused.alone")


async def test_before_anything_is_closed_there_is_no_list(village: Play) -> None:
    await opened(village)
    await play(village, "Tini: /start nilai\nbot > Tini: score.refused.none_yet")


async def test_the_second_office_needs_a_first_that_still_is_one(village: Play) -> None:
    for line in ASK:
        await act(village, f"Slamet: {line}")
    for line in ("/kelola jabatan", "[button.offices]", "[name=Slamet]", "[button.end_office]", "[reason.done]"):
        await act(village, f"Ratna: {line}")
    village.heard()
    await play(
        village,
        """
        Nina: [button.step_yes]
        toast > Nina: matrix.refused.partner
        Nina: [button.step_no]
        edit > Nina: matrix.you_declined
        ...
        """,
    )
    assert village.rows("SELECT state FROM matrix") == [("declined",)]


async def test_what_was_not_dealt_to_somebody_is_another_s_and_what_was_taken_back_is_nobody_s(village: Play) -> None:
    await ruled(village, batas_nilai=1)
    await opened(village)
    ((task,),) = village.rows("""
        SELECT p.number FROM score_task t JOIN proposal p ON p.id = t.proposal_id WHERE t.office = 'tim_verifikasi'
    """)
    assert await pressed(village, "Nina", "nb", 1, 3 - task) == [("toast", "matrix.refused.not_yours")]
    assert await pressed(village, "Nina", "nb", 1, 99) == [("toast", "proposal.refused.number")]
    with sqlite3.connect(village.folder / "desa.db") as base:
        base.execute("UPDATE proposal SET status = 'dicabut' WHERE number = ?", (task,))
    base.close()
    assert await pressed(village, "Nina", "nb", 1, task) == [("toast", "proposal.refused.number")]
    await play(village, "Nina: [button.score_begin]\nbot > Nina: matrix.desk ⟦matrix.none_mine⟧")


async def test_in_the_group_everybody_reads_the_marks(village: Play) -> None:
    await opened(village)
    await gave(village, "Nina", 1, 3, 3, 3, 3, 3)
    await closed(village)
    village.heard()
    await play(
        village,
        """
        Sari @ Warga: /usulan 1
        bot > Warga: proposal.show total=3,00 [button.scores]
        Sari @ Warga: [button.scores]
        bot > Warga: score.raw total=3,00
        Sari @ Warga: [button.all_scores]
        edit > Warga: score.list ⟦score.line_none⟧ number=2
        """,
    )
