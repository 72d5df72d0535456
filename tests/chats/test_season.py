"""The season: its dates are moved by two officers, and what nobody has decided goes on to the next one."""

import sqlite3
from contextlib import closing

from actions import carry_over
from storage.work import SqliteWork
from tests.decision_life import moved, refused, supported, teams
from tests.play import Play
from tests.transcript import act, play
from tests.village_life import appointed, founded, introduced, joined, polling, proposed
from village.proposal import CARRIED, Status

DONE = frozenset(Status) - CARRIED


async def at_the_desk(stage: Play, name: str) -> None:
    for line in ("/kelola rencana", "[button.season]"):
        await act(stage, f"{name}: {line}")
    stage.heard()


async def council(stage: Play) -> None:
    """Bu Ratna chairs the BPD, Pak Teguh and Bu Dewi are members."""
    await founded(stage)
    for name, office in (("Ratna", "office.bpd_ketua"), ("Teguh", "office.bpd_anggota")):
        await appointed(stage, name, office)
        await introduced(stage, name)
    stage.heard()


async def test_two_officers_prolong_collecting_and_the_group_hears_it_once(stage: Play) -> None:
    await council(stage)
    await play(
        stage,
        """
        Slamet: /kelola rencana
        bot > Slamet: desk.section [button.season]
        Slamet: [button.season]
        bot > Slamet: season.show year=2027 season.until 30 Juni 2026 [button.season_end] [button.season_settle]
        Slamet: [button.season_end]
        bot > Slamet: season.ask_end [7 Juli] [14 Juli] [30 Juli]
        Slamet: kapan saja
        bot > Slamet: season.refused.day
        Slamet: 15 Juli 2026
        bot > Slamet: season.preview 15 Juli 2026 16 Juli 2026 [button.to_second] [button.cancel]
        Slamet: [button.to_second]
        bot > Slamet: season.asked
        bot > Ratna: season.ask_second 15 Juli 2026 [button.step_yes] [button.step_no]
        bot > Teguh: season.ask_second
        Sari: /start warga_3301022003
        ...
        Ratna: [button.step_yes]
        edit > Ratna: season.agreed 15 Juli 2026
        bot > Warga: season.posted year=2027 15 Juli 2026
        bot > Slamet: season.agreed_first name=Ratna
        Teguh: [button.step_yes]
        toast > Teguh: season.refused.settled
        Slamet @ Warga: /usulan
        bot > Warga: proposal.none season.until 15 Juli 2026
        """,
    )
    assert stage.rows("SELECT action, role FROM book WHERE object = 'season:2027' ORDER BY seq") == [
        ("season_asked", "tim_penyusun"),
        ("season_set", "bpd_ketua"),
    ]


async def test_dates_that_cannot_be_are_refused_and_nothing_typed_is_lost(stage: Play) -> None:
    await council(stage)
    await at_the_desk(stage, "Slamet")
    await play(
        stage,
        """
        Slamet: [button.season_end]
        bot > Slamet: season.ask_end
        Slamet: 1 Februari 2026
        bot > Slamet: season.refused.past
        Slamet: 30 Juni 2026
        bot > Slamet: season.refused.same
        Slamet: 30 September 2026
        bot > Slamet: season.refused.order phase.pembahasan phase.penetapan 1 Oktober 2026
        Slamet: 31 Mei 2026
        bot > Slamet: season.preview 31 Mei 2026
        Slamet: [button.cancel]
        bot > Slamet: season.stopped
        Slamet: [button.season_settle]
        bot > Slamet: season.ask_settle [8 Oktober] [15 Oktober]
        Slamet: 1 Juni 2026
        bot > Slamet: season.refused.order phase.pembahasan phase.penetapan
        Slamet: 5 Januari 2027
        bot > Slamet: season.refused.order phase.penetapan phase.next_year
        Slamet: [8 Oktober]
        bot > Slamet: season.preview 8 Oktober 2026
        """,
    )


async def test_the_council_is_one_office_and_alone_nobody_moves_a_date(stage: Play) -> None:
    await council(stage)
    for line in ("/bpd", "[section.rencana]", "[button.season]", "[button.season_end]", "15 Juli 2026"):
        await act(stage, f"Ratna: {line}")
    stage.heard()
    await play(
        stage,
        """
        Ratna: [button.to_second]
        bot > Ratna: season.asked
        bot > Slamet: season.ask_second
        Teguh: /bpd
        ...
        Teguh: [section.rencana]
        bot > Teguh: desk.section
        Teguh: [button.season]
        bot > Teguh: season.show
        bot > Teguh: season.ask_second
        Teguh: [button.step_yes]
        toast > Teguh: step.refused.partner
        Teguh: [button.season_end]
        toast > Teguh: season.refused.waits
        Slamet: [button.step_no]
        edit > Slamet: season.you_declined
        bot > Ratna: season.declined_first name=Slamet
        """,
    )
    assert stage.rows("SELECT phases FROM season") == stage.rows("SELECT phases FROM season WHERE year = 2027")


async def test_whoever_asked_takes_it_back_and_where_nobody_else_is_nothing_is_asked(stage: Play) -> None:
    await founded(stage)
    await at_the_desk(stage, "Slamet")
    await act(stage, "Slamet: [button.season_end]")
    await act(stage, "Slamet: 15 Juli 2026")
    stage.heard()
    await play(
        stage,
        """
        Slamet: [button.to_second]
        toast > Slamet: step.refused.nobody
        """,
    )
    await appointed(stage, "Yuni", "office.pemdes")
    await introduced(stage, "Yuni")
    stage.heard()
    await play(
        stage,
        """
        Slamet: [button.to_second]
        bot > Slamet: season.asked
        bot > Yuni: season.ask_second
        Slamet: [button.season⟧]
        bot > Slamet: season.show
        bot > Slamet: season.own_waits 15 Juli 2026 [button.take_back]
        Slamet: [button.take_back]
        edit > Slamet: season.you_declined
        Yuni: [button.step_yes]
        toast > Yuni: season.refused.settled
        """,
    )


async def test_a_date_that_passed_before_the_second_agreed_is_not_set(stage: Play) -> None:
    await council(stage)
    await at_the_desk(stage, "Slamet")
    for line in ("[button.season_end]", "5 Maret 2026", "[button.to_second]"):
        await act(stage, f"Slamet: {line}")
    stage.heard()
    await play(
        stage,
        """
        -- 5 hari kemudian
        ...
        Ratna: [button.step_yes]
        toast > Ratna: season.refused.past
        """,
    )


async def test_the_second_is_reminded_once_and_dates_of_a_season_that_is_over_wait_for_nobody(stage: Play) -> None:
    await council(stage)
    await at_the_desk(stage, "Slamet")
    for line in ("[button.season_end]", "15 Juli 2026", "[button.to_second]"):
        await act(stage, f"Slamet: {line}")
    stage.heard()
    await play(
        stage,
        """
        -- 49 jam kemudian
        bot > Ratna: season.remind 15 Juli 2026 [button.step_yes] [button.step_no]
        bot > Teguh: season.remind
        -- 2 hari kemudian
        -- 310 hari kemudian
        ...
        Ratna: [button.step_yes]
        toast > Ratna: season.refused.settled
        """,
    )


async def test_collecting_that_is_ended_early_opens_again_and_no_poll_is_cut(stage: Play) -> None:
    await council(stage)
    await joined(stage, "Sari")
    await proposed(stage, "Sari", "Lampu jalan di gang masjid", "Jembatan bambu diganti beton")
    await polling(stage)
    await at_the_desk(stage, "Slamet")
    for line in ("[button.season_end]", "2 Maret 2026", "[button.to_second]"):
        await act(stage, f"Slamet: {line}")
    await act(stage, "Ratna: [button.step_yes]")
    await act(stage, "-- 22 jam kemudian")
    stage.heard()
    await play(
        stage,
        """
        Sari: /usulan
        bot > Sari: proposal.list season.closed
        Sari: [Lampu]
        toast > Sari: vote.toast.kept
        edit > Sari: vote.ballot
        Slamet: [button.season⟧]
        bot > Slamet: season.show season.closed [button.season_reopen]
        Slamet: [button.season_reopen]
        bot > Slamet: season.ask_end
        Slamet: 31 Maret 2026
        bot > Slamet: season.preview
        Slamet: [button.to_second]
        bot > Slamet: season.asked
        bot > Ratna: season.ask_second
        bot > Teguh: season.ask_second
        Teguh: [button.step_yes]
        edit > Teguh: season.agreed
        bot > Warga: season.posted
        bot > Slamet: season.agreed_first name=Teguh
        Sari: Talut longsor perlu diperbaiki
        bot > Sari: propose.ask_whether
        """,
    )


async def test_what_nobody_has_decided_goes_on_with_its_number_and_each_hears_it_once(stage: Play) -> None:
    await teams(stage)
    await moved(stage, 2, Status.VERIFIKASI, Status.LAYAK, Status.DU_RKP)
    await moved(stage, 3, Status.VERIFIKASI)
    await supported(stage, 3, "Tini")
    await play(
        stage,
        """
        -- 304 hari kemudian
        ...
        -- 1 hari kemudian
        bot > Warga: carry.summary year=2027 total=3 carry.sum.du_rkp n=1 carry.sum.menunggu n=2
        bot > Sari: carry.told number=1 year=2028 carry.age n=2
        bot > Budi: carry.told number=3
        bot > Tini: news.supported carry.told number=3
        -- 1 hari kemudian
        Sari: 1
        bot > Sari: proposal.show status.diterima carry.age⟧ year=2026 n=2
        Sari: 2
        bot > Sari: proposal.show status.du_rkp
        Sari: /usulan
        bot > Sari: proposal.list carry.aged
        Slamet: /kelola usulan
        bot > Slamet: desk.section
        Slamet: [button.queue]
        bot > Slamet: queue.show total=2
        Slamet: [queue.stage.diterima]
        edit > Slamet: queue.page carry.age⟧ year=2026 n=2
        Slamet: [number=3]
        bot > Slamet: queue.card carry.age
        """,
    )


async def test_who_has_proposals_from_last_year_may_still_bring_new_ones(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    await proposed(stage, "Sari", "Lampu jalan", "Jembatan bambu diganti beton", "Talut longsor")
    await act(stage, "-- 305 hari kemudian")
    await proposed(stage, "Sari", "Sumur bor dekat musola")
    assert stage.rows("SELECT COUNT(*) FROM proposal WHERE status = 'diterima'") == [(4,)]


async def test_a_no_that_the_council_takes_back_after_the_season_goes_on_too(stage: Play) -> None:
    await teams(stage)
    await act(stage, "-- 302 hari kemudian")
    await refused(stage)
    for line in ("Sari: [button.banding]", "Sari: [button.no_words]", "-- 5 hari kemudian"):
        await act(stage, line)
    assert stage.rows("SELECT status, carried_id FROM proposal WHERE number = 1") == [("tidak_layak", None)]
    for line in ("[button.look]", "[button.banding_grant]", "[button.no_note]", "[button.tell_answer]"):
        await act(stage, f"Ratna: {line}")
    stage.heard()
    await play(
        stage,
        """
        -- 1 jam kemudian
        bot > Sari: carry.told number=1 year=2028
        """,
    )


async def test_at_its_end_each_proposal_of_a_season_is_over_or_carried(stage: Play) -> None:
    """Whatever stood where: of the old season only what is over is left, and what waits stands in the next one."""
    await founded(stage)
    await joined(stage, "Sari", "Budi", "Dewi", "Tini", "Agus", "Yani")
    for name in ("Sari", "Budi", "Dewi", "Tini", "Agus", "Yani"):
        await proposed(stage, name, f"Lampu gang {name}", f"Talut gang {name}", f"Jembatan gang {name}")
    with closing(sqlite3.connect(stage.folder / "desa.db")) as base, base:
        for number, status in enumerate(Status, start=1):
            base.execute("UPDATE proposal SET status = ? WHERE number = ?", (status, number))
    await act(stage, "-- 305 hari kemudian")
    old, new = (row[0] for row in stage.rows("SELECT id FROM season ORDER BY year"))
    standing = stage.rows("SELECT COALESCE(carried_id, season_id), status FROM proposal")
    assert {Status(status) for season, status in standing if season == old} == DONE
    assert {status for season, status in standing if season == new} == {"diterima"}
    assert sum(season == new for season, _ in standing) == len(CARRIED)
    told = stage.rows("SELECT COUNT(*), COUNT(DISTINCT once) FROM outbox WHERE key = 'carry.told'")
    assert told == [(len(CARRIED), len(CARRIED))]

    def again(work: SqliteWork) -> int:
        return carry_over.end_due(work)

    assert await stage.bot.database.write(again) == 0
