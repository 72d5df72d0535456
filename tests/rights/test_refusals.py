"""Whoever may not hears so where they asked, with the reason: old buttons, commands, a season that has passed."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from actions import rights
from actions.found import found
from storage.database import connect
from storage.migrate import migrate
from storage.work import SqliteWork, transaction
from tests.chats.test_register import imported
from tests.council_keys import asked, seated
from tests.decision_life import refused, supported, teams
from tests.hall_life import code, councilled, door_opened, page, summoned
from tests.meeting_life import called, councils
from tests.play import Play
from tests.rights.cast import CAST
from tests.sheets import opensid
from tests.transcript import act, play
from tests.village_life import appointed, founded, introduced, joined, polling, proposed, ruled
from village.people import GROUP, OTHER_GROUP, PRIVATE, RIGHTS
from village.place import Dusun
from village.refusal import Refusal

HEARD_IN_CHAT = {
    "propose_own",
    "vouch",
    "open_poll",
    "close_poll",
    "appoint",
    "confirm_appointments",
    "end_appointment",
    "link_group",
    "invite_residents",
    "import_residents",
    "report_departure",
    "see_complaints",
    "see_waiting_residents",
    "set_terms",
    "teach_words",
    "type_voice",
    "confirm_chair",
    "freeze_office",
    "hand_over",
    "describe_office",
    "recheck",
    "decide_case",
    "print_cards",
    "help_resident",
    "check_helped",
    "see_unheard",
    "support",
    "refuse",
    "merge",
    "verify",
    "appeal",
    "decide_appeal",
    "see_queue",
    "clarify",
    "normalise",
    "set_prices",
    "score",
    "gather",
    "attend",
    "attendance",
    "minute",
    "answer_sanggah",
    "set_phases",
    "hold_key",
    "place_proposal",
    "broadcast",
    "call_meeting",
    "answer_meeting",
}
NEVER_HEARD = {
    "draft_meeting": "whoever may neither call nor prepare a meeting is told who calls it",
    "draft_broadcast": "whoever may neither send nor prepare news is told who sends it",
    "see_published": "everybody may",
    "check_book": "everybody may",
    "complain": "a stranger is told first that we do not know them",
    "alarm": "a stranger is told first what to do now",
    "own_data": "a stranger is told first that we do not know them",
    "vote": "the poll says first, and more exactly, why somebody may not",
    "see_running_counts": "no screen shows it",
    "see_submitter_name": "no screen shows it",
}


def test_every_right_is_refused_in_some_transcript_or_cannot_be() -> None:
    said = re.findall(r" > \w+: rights\.refused\.(\w+)$", Path(__file__).read_text("utf-8"), re.MULTILINE)
    assert set(said) - {"council", "phase"} == HEARD_IN_CHAT
    assert set(RIGHTS) == HEARD_IN_CHAT | set(NEVER_HEARD)


async def test_an_officer_whose_task_has_ended_is_told_whose_it_is(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    await proposed(stage, "Sari", "Lampu jalan di gang masjid", "Jembatan bambu diganti beton")
    await appointed(stage, "Teguh", "office.bpd_anggota")
    await appointed(stage, "Ratna", "office.bpd_ketua")
    for line in ("Ratna: /bpd", "Ratna: [button.confirm]", "Teguh: /bpd"):  # the newest: Pak Teguh
        await act(stage, line)
    await act(stage, "Dewi: /start warga_3301022003")
    await introduced(stage, "Dewi")
    for line in ("/kelola musyawarah", "[button.open_poll]", "[button.pick_all]", "[button.picks⟧ n=1]", "[3 Maret]"):
        await act(stage, f"Slamet: {line}")
    await act(stage, "Slamet: [button.key_server]")
    await act(stage, "Slamet: /kelola undangan")
    await act(stage, "Slamet: /kelola usulan")
    await act(stage, "Slamet: /kelola rencana")
    await act(stage, "Karso: /kelola warga")
    await act(stage, "Ratna: /bpd")
    for _ in ("Karso", "Slamet", "Wati"):
        await act(stage, "Ratna: [button.end]")
    for line in ("[section.jabatan]", "[button.offices]", "[name=Teguh]", "[button.end_office]", "[reason.done]"):
        await act(stage, f"Ratna: {line}")
    stage.heard()
    await play(
        stage,
        """
        Teguh: [button.complaints]
        toast > Teguh: rights.refused.see_complaints
        Slamet: [button.open_now]
        toast > Slamet: rights.refused.open_poll
        Slamet: [button.open_poll]
        toast > Slamet: rights.refused.open_poll
        Slamet: [button.close_poll]
        toast > Slamet: rights.refused.close_poll
        Slamet: [button.invite]
        toast > Slamet: rights.refused.invite_residents
        Slamet: [button.words]
        toast > Slamet: rights.refused.teach_words
        Slamet: [button.voices]
        toast > Slamet: rights.refused.type_voice
        Slamet: [button.season]
        toast > Slamet: rights.refused.set_phases
        Slamet: [button.broadcast⟧]
        toast > Slamet: rights.refused.broadcast
        Slamet: /kelola
        bot > Slamet: desk.refused.resident
        Slamet: /bpd
        bot > Slamet: rights.refused.council
        Slamet @ Warga: /tautkan
        bot > Warga: rights.refused.link_group
        Karso: [button.waiting]
        toast > Karso: rights.refused.see_waiting_residents
        Karso: [button.vouch_yes]
        toast > Karso: rights.refused.vouch
        Karso: [button.departed]
        toast > Karso: rights.refused.report_departure
        Karso: [button.aid]
        toast > Karso: rights.refused.help_resident
        Karso: [button.unheard]
        toast > Karso: rights.refused.see_unheard
        """,
    )


async def test_a_council_member_whose_task_has_ended_makes_no_visits(stage: Play) -> None:
    await founded(stage)
    for name in ("Ratna", "Dewi"):
        await appointed(stage, name, "office.bpd_ketua")
        await introduced(stage, name)
    await imported(stage, opensid("SURTI", "3301024412500001", "3301022001150001", born="1950-12-04"))
    await proposed(stage, "Slamet", "Lampu jalan di gang masjid", "Jembatan bambu diganti beton")
    await polling(stage, most=1)
    for line in ("/kelola warga", "[button.aid]", "[button.aid_begin]", "Surti", "[name=Surti]", "[button.aid_vote]"):
        await act(stage, f"Wati: {line}")
    for line in ("[button.agrees]", "1", "[Lampu]"):
        await act(stage, f"Wati: {line}")
    await act(stage, "-- 35 jam kemudian")
    await act(stage, "Dewi: [button.visits]")
    await act(stage, "Ratna: /bpd")
    await act(stage, "Ratna: [button.end]")  # the newest: Bu Dewi
    stage.heard()
    await play(
        stage,
        """
        Dewi: [button.visit_right]
        toast > Dewi: rights.refused.check_helped
        """,
    )


async def test_a_poll_stays_open_when_its_officer_goes(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    await proposed(stage, "Sari", "Lampu jalan di gang masjid", "Jembatan bambu diganti beton")
    await appointed(stage, "Ratna", "office.bpd_ketua")
    await act(stage, "Slamet: /kelola musyawarah")
    for line in ("[button.open_poll]", "[button.pick_all]", "[button.picks⟧ n=1]", "[3 Maret]", "[button.open_now]"):
        await act(stage, f"Slamet: {line}")
    await act(stage, "Slamet: /kelola musyawarah")
    await act(stage, "Slamet: [button.close_poll]")
    await act(stage, "Ratna: /bpd")
    for _ in ("Karso", "Slamet", "Wati"):
        await act(stage, "Ratna: [button.end]")
    stage.heard()
    await play(
        stage,
        """
        Slamet: [button.close_now]
        toast > Slamet: rights.refused.close_poll
        Sari: [Lampu]
        toast > Sari: vote.toast.kept
        edit > Sari: vote.ballot
        """,
    )


async def test_a_chair_whose_task_has_ended_neither_gives_nor_ends_offices(stage: Play) -> None:
    await founded(stage)
    for name in ("Ratna", "Dewi"):
        await appointed(stage, name, "office.bpd_ketua")
    await act(stage, "Ratna: /bpd")
    await act(stage, "Ratna: [button.confirm]")  # the newest: Bu Dewi, a second chair
    await appointed(stage, "Nina", "office.bpd_ketua")
    for line in (
        "/kelola jabatan", "[button.appoint]", "/bpd", "[button.offices]", "[name=Wati]", "[button.offices]",
        "[name=Nina]",
    ):  # fmt: skip
        await act(stage, f"Dewi: {line}")
    for line in (
        "/bpd",
        "[section.jabatan]",
        "[button.offices]",
        "[name=Dewi]",
        "[button.end_office]",
        "[reason.done]",
    ):
        await act(stage, f"Ratna: {line}")
    stage.heard()
    await play(
        stage,
        """
        Dewi: [button.confirm]
        toast > Dewi: rights.refused.confirm_chair
        Dewi: [button.end⟧]
        toast > Dewi: rights.refused.confirm_chair
        Dewi: [button.end_office]
        toast > Dewi: rights.refused.end_appointment
        Dewi: [button.freeze]
        toast > Dewi: rights.refused.freeze_office
        Dewi: [button.letter]
        toast > Dewi: rights.refused.describe_office
        Dewi: [button.offices]
        toast > Dewi: rights.refused.hand_over
        Dewi: [button.terms]
        toast > Dewi: rights.refused.set_terms
        Dewi: [office.fasilitator]
        toast > Dewi: rights.refused.appoint
        Dewi: [button.appoint]
        toast > Dewi: rights.refused.appoint
        Dewi: [button.hand_over]
        toast > Dewi: rights.refused.appoint
        """,
    )


async def test_an_officer_whose_task_has_ended_decides_about_no_proposal(stage: Play) -> None:
    await teams(stage)
    for line in ("Nina: /kelola usulan", "Nina: [button.decide]", "Slamet: /kelola usulan"):
        await act(stage, line)
    for name in ("Nina", "Slamet"):
        for line in ("/kelola jabatan", "[button.offices]", f"[name={name}]", "[button.end_office]", "[reason.done]"):
            await act(stage, f"Ratna: {line}")
    stage.heard()
    await play(
        stage,
        """
        Nina: [number=2]
        toast > Nina: rights.refused.refuse
        Slamet: [button.merge]
        toast > Slamet: rights.refused.merge
        Nina: [button.verify]
        toast > Nina: rights.refused.verify
        Nina: [button.second]
        toast > Nina: rights.refused.refuse
        """,
    )


async def test_who_has_moved_away_appeals_no_more_nor_does_a_former_member_answer(stage: Play) -> None:
    await teams(stage)
    await appointed(stage, "Dewi", "office.bpd_anggota")
    await introduced(stage, "Dewi")
    await refused(stage)
    await supported(stage, 2, "Budi")
    await refused(stage, 2)
    for line in ("Budi: [button.banding]", "Budi: [button.no_words]", "Dewi: /bpd"):
        await act(stage, line)
    for line in ("/kelola jabatan", "[button.offices]", "[name=Dewi]", "[button.end_office]", "[reason.done]"):
        await act(stage, f"Ratna: {line}")
    with closing(sqlite3.connect(stage.folder / "desa.db")) as base, base:
        base.execute("UPDATE resident SET state = 'moved' WHERE id = (SELECT author_id FROM proposal WHERE number = 1)")
    stage.heard()
    await play(
        stage,
        """
        Sari: [button.banding]
        toast > Sari: rights.refused.appeal
        Dewi: [button.bandings]
        toast > Dewi: rights.refused.decide_appeal
        """,
    )


async def test_a_frozen_chair_confirms_nobody_from_that_moment_on(stage: Play) -> None:
    await founded(stage)
    await appointed(stage, "Ratna", "office.bpd_ketua")
    await act(stage, "Ratna: /bpd")
    for line in ("/kelola jabatan", "[button.offices]", "[name=Ratna]", "[button.freeze]", "[reason.phone]"):
        await act(stage, f"Joko: {line}")
    stage.heard()
    await play(
        stage,
        """
        Ratna: [button.confirm]
        toast > Ratna: rights.refused.confirm_appointments
        Ratna: /bpd
        bot > Ratna: rights.refused.council
        Ratna: /kelola
        bot > Ratna: desk.refused.resident
        """,
    )


async def test_whoever_is_no_longer_known_supports_nothing(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    await proposed(stage, "Slamet", "Lampu jalan di gang masjid")
    await act(stage, "Sari: 1")
    with closing(sqlite3.connect(stage.folder / "desa.db")) as base, base:
        base.execute("UPDATE resident SET state = 'asked' WHERE name = 'Sari Warga'")
    stage.heard()
    await play(
        stage,
        """
        Sari: [button.support]
        toast > Sari: rights.refused.support
        """,
    )


async def test_a_helper_from_outside_does_not_propose(stage: Play) -> None:
    await founded(stage)
    await play(
        stage,
        """
        Joko: /usul
        bot > Joko: rights.refused.propose_own
        """,
    )


async def test_a_kader_who_sends_the_list_of_residents_is_told_whose_task_it_is(stage: Play) -> None:
    await founded(stage)
    stage.person("Wati").document(b"nama;tanggal lahir\nSari;1991\n", "warga.csv")
    await play(
        stage,
        """
        Wati: halo
        bot > Wati: rights.refused.import_residents
        bot > Wati: talk.hello_now
        """,
    )


async def test_whoever_lost_an_office_neither_looks_again_nor_decides_nor_prints(stage: Play) -> None:
    await founded(stage)
    await ruled(stage, cek_ulang_persen=100)
    await appointed(stage, "Ratna", "office.bpd_ketua")
    await appointed(stage, "Dewi", "office.bpd_anggota")
    await appointed(stage, "Agus", "office.pemdes")
    await appointed(stage, "Yani", "office.kader", by="Ratna")
    for line in ("Yani Warga", "[name=Ngasem]", "[rt=03]", "[sex.p]", "1985", "[button.yes_send]"):
        await act(stage, f"Yani: {line}")
    for name in ("Sari", "Budi"):
        await act(stage, f"{name}: /start warga_3301022003")
        await introduced(stage, name)
    await act(stage, "Wati: [button.vouch_yes]")
    for line in (
        "Karso: /kelola warga",
        "Karso: [button.waiting]",
        "Karso: [button.vouch_no]",
        "Karso: [vouch.reason.luar]",
    ):
        await act(stage, line)
    for name in ("Sari", "Budi"):
        if any("join.refused" in m["text"] for m in stage.person(name).messages()):
            await act(stage, f"{name}: [button.appeal]")
    for line in ("Dewi: [button.cases]", "Agus: /kelola undangan"):
        await act(stage, line)
    with closing(sqlite3.connect(stage.folder / "desa.db")) as base, base:
        base.execute("UPDATE mandate SET ends_at = 1 WHERE office IN ('bpd_anggota', 'pemdes', 'kader')")
    stage.heard()
    await play(
        stage,
        """
        Yani: [button.recheck_yes]
        toast > Yani: rights.refused.recheck
        Dewi: [button.case_yes]
        toast > Dewi: rights.refused.decide_case
        Agus: [button.cards]
        toast > Agus: rights.refused.print_cards
        """,
    )


async def test_an_officer_of_the_village_who_left_the_team_moves_no_proposal(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    await proposed(stage, "Sari", "Lampu jalan di gang masjid", "Jembatan bambu diganti beton")
    await appointed(stage, "Slamet", "office.pemdes")
    for line in ("/kelola usulan", "[button.queue]", "[queue.stage.diterima]", "[number=1]", "[number=2]"):
        await act(stage, f"Slamet: {line}")
    await act(stage, "Slamet: [button.to.verifikasi]")
    await act(stage, "Slamet: /kelola rencana")
    with closing(sqlite3.connect(stage.folder / "desa.db")) as base, base:
        base.execute("UPDATE mandate SET ends_at = 1 WHERE office = 'tim_penyusun'")
    stage.heard()
    await play(
        stage,
        """
        Slamet: [button.yes_right]
        toast > Slamet: rights.refused.place_proposal
        Slamet: [button.ask_proposer]
        toast > Slamet: rights.refused.clarify
        Slamet: [button.tidy]
        toast > Slamet: rights.refused.normalise
        Slamet: [button.prices]
        toast > Slamet: rights.refused.set_prices
        Slamet: [button.matrix⟧]
        toast > Slamet: rights.refused.score
        """,
    )
    with closing(sqlite3.connect(stage.folder / "desa.db")) as base, base:
        base.execute("UPDATE mandate SET ends_at = NULL WHERE office = 'tim_penyusun'")
    for line in ("[button.back_to_card]", "[button.to.dibahas_musdus]"):
        await act(stage, f"Slamet: {line}")
    with closing(sqlite3.connect(stage.folder / "desa.db")) as base, base:
        base.execute("UPDATE mandate SET ends_at = 1 WHERE office = 'tim_penyusun'")
    stage.heard()
    await play(
        stage,
        """
        Slamet: [button.yes_right]
        toast > Slamet: rights.refused.gather
        """,
    )
    with closing(sqlite3.connect(stage.folder / "desa.db")) as base, base:
        base.execute("UPDATE mandate SET ends_at = 1 WHERE office = 'pemdes'")
    await play(
        stage,
        """
        Slamet: [button.back_to_card]
        toast > Slamet: rights.refused.see_queue
        """,
    )


async def test_a_meeting_is_not_called_by_whose_term_is_over_nor_answered_by_who_has_moved(stage: Play) -> None:
    await councils(stage)
    await called(stage)
    for line in ("/kelola musyawarah", "[button.call_meetings]"):
        await act(stage, f"Slamet: {line}")
    with closing(sqlite3.connect(stage.folder / "desa.db")) as base, base:
        base.execute("UPDATE mandate SET ends_at = 1 WHERE office = 'tim_penyusun'")
        base.execute("UPDATE resident SET state = 'moved' WHERE name = 'Tini Warga'")
    stage.heard()
    await play(
        stage,
        """
        Slamet: [button.call_new]
        toast > Slamet: rights.refused.call_meeting
        Tini: [button.comes]
        toast > Tini: rights.refused.answer_meeting
        """,
    )


async def test_a_poll_is_not_opened_when_the_plan_is_being_settled(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    await proposed(stage, "Sari", "Lampu jalan di gang masjid", "Jembatan bambu diganti beton")
    await play(
        stage,
        """
        Slamet: /kelola musyawarah
        bot > Slamet: desk.section
        -- 240 hari kemudian
        Slamet: [button.open_poll]
        toast > Slamet: rights.refused.phase
        """,
    )


# Every act, every person of the cast, without the chat: the words of the refusal belong to the act.


@pytest.mark.parametrize("action", RIGHTS)
def test_the_refusal_names_the_act_then_the_place_then_the_season(action: str, tmp_path: Path) -> None:
    connection = connect(tmp_path / "desa.db")
    migrate(connection, tmp_path / "desa.db", 0)
    with transaction(connection):
        march = SqliteWork(connection, 1_772_416_800_000)
        village = found(march, "33.01.02.2003", "Sumberagung", "Asia/Jakarta", [Dusun(0, "Krajan", ("01",))])
        november = SqliteWork(connection, 1_793_498_400_000)
        right = RIGHTS[action]
        for role, person in CAST.items():
            for chat in (PRIVATE, GROUP, OTHER_GROUP):
                for work, refused_in in ((march, None), (november, "poll")):
                    expected = (
                        f"rights.refused.{action}"
                        if not right.who(person, village.id)
                        else "rights.refused.chat"
                        if chat not in right.chats
                        else "rights.refused.phase"
                        if right.phase is not None and right.phase == refused_in
                        else None
                    )
                    said = None
                    try:
                        rights.require(work, action, person, village, chat)
                    except Refusal as no:
                        said = no.key
                    assert said == expected, (role, chat)
    connection.close()


async def test_whoever_is_not_looked_up_yet_or_no_longer_in_office_does_nothing_in_the_hall(stage: Play) -> None:
    await councilled(stage)
    meeting = await summoned(stage)
    await door_opened(stage)
    await act(stage, "Sari: /start warga_3301022003")
    await introduced(stage, "Sari")
    await appointed(stage, "Teguh", "office.bpd_anggota", by="Ratna")
    await page(stage, "Teguh")
    await act(stage, "Teguh: /kelola musyawarah")
    await act(stage, "Teguh: [button.halls]")
    await act(stage, "Ratna: /bpd")
    for line in ("[section.jabatan]", "[button.offices]", "[name=Teguh]", "[button.end_office]", "[reason.done]"):
        await act(stage, f"Ratna: {line}")
    stage.heard()
    await play(
        stage,
        """
        Sari: /start hadir_{meeting}_{right}
        bot > Sari: rights.refused.attend
        Teguh: [button.hall_code]
        toast > Teguh: rights.refused.attendance
        Teguh: [button.begin_meeting]
        toast > Teguh: rights.refused.minute
        Teguh: [button.sanggah]
        toast > Teguh: rights.refused.answer_sanggah
        """,
        meeting=str(meeting),
        right=await code(stage, meeting),
    )


async def test_who_has_left_the_council_no_longer_gets_a_share_of_its_key(stage: Play) -> None:
    await seated(stage)
    await proposed(stage, "Slamet", "Lampu jalan di gang masjid", "Jembatan bambu diganti beton")
    await asked(stage)
    await act(stage, "Ratna: /bpd")
    for line in ("[section.jabatan]", "[button.offices]", "[name=Umi]", "[button.end_office]", "[reason.done]"):
        await act(stage, f"Ratna: {line}")
    stage.heard()
    await play(
        stage,
        """
        Umi: [button.key_show]
        toast > Umi: rights.refused.hold_key
        """,
    )
