"""The minutes by item: consensus first, hands only where somebody objects, the draft, objections to it, the seal."""

import contextlib
import hashlib
import json
import sqlite3

import pytest

from storage.database import FILE
from tests.hall_life import begun, came, councilled, door_opened, page, summoned
from tests.play import Play
from tests.transcript import act, play
from tests.village_life import proposed, ruled


async def sat(stage: Play, *items: str, guests: tuple[str, ...] = ("Sari", "Budi", "Tini")) -> int:
    """The council's meeting has begun; Bu Sari, Pak Budi and Bu Tini are there with a vote."""
    await councilled(stage, "Sari", "Budi", "Tini")
    await proposed(stage, "Sari", "Lampu jalan di gang masjid mati")
    meeting = await summoned(stage, guests=guests, items=items)
    await door_opened(stage)
    await came(stage, meeting, "Sari", "Budi", "Tini")
    await begun(stage)
    return meeting


async def ended(stage: Play) -> None:
    await page(stage, "Ratna")
    await act(stage, "Ratna: [button.end_meeting]")
    stage.heard()


async def sent(stage: Play) -> None:
    await page(stage, "Ratna")
    await act(stage, "Ratna: [button.draft⟧]")
    await act(stage, "Dewi: [button.step_yes]")
    stage.heard()


async def test_consensus_first_and_hands_only_where_an_objection_stands(stage: Play) -> None:
    await sat(stage, "1", "Batas dusun", "Iuran sampah")
    await play(
        stage,
        """
        Ratna: [button.items]
        bot > Ratna: minutes.items n=3 [n=1 title=Lampu] [n=2] [n=3] [button.add_item]
        Ratna: [n=1]
        bot > Ratna: minutes.item minutes.outcome.open [button.all_agree] [button.with_note] [button.objects]
        Ratna: [button.all_agree]
        bot > Ratna: minutes.item Batas
        Ratna: [button.with_note]
        bot > Ratna: minutes.ask_note
        Ratna: Patok dipasang bersama sebelum Lebaran
        bot > Ratna: minutes.item Iuran
        Ratna: [button.objects]
        bot > Ratna: minutes.ask_object
        Ratna: xx
        bot > Ratna: minutes.refused.short
        Ratna: Terlalu berat untuk janda tua
        bot > Ratna: minutes.item minutes.objection⟧ [button.objects] [button.withdrawn] [button.count_hands]
        Ratna: [button.count_hands]
        bot > Ratna: minutes.ask_yes voices=3
        Ratna: 2
        bot > Ratna: minutes.ask_no
        Ratna: 1
        bot > Ratna: minutes.ask_abstain
        Ratna: 1
        bot > Ratna: minutes.refused.count n=3
        bot > Ratna: minutes.ask_yes voices=3
        Ratna: 2
        bot > Ratna: minutes.ask_no
        Ratna: 1
        bot > Ratna: minutes.ask_abstain
        Ratna: 0
        bot > Ratna: minutes.counted yes=2 no=1 abstain=0
        bot > Slamet: minutes.ask_second Iuran yes=2 voices=3 [button.count_same] [button.count_other]
        bot > Dewi: minutes.ask_second
        Dewi: [button.count_other]
        edit > Dewi: minutes.declined
        bot > Ratna: minutes.declined_first name=Dewi
        Slamet: [button.count_same]
        toast > Slamet: minutes.refused.count_settled
        """,
    )
    await page(stage, "Ratna")
    await play(
        stage,
        """
        Ratna: [button.end_meeting]
        toast > Ratna: minutes.refused.items_left n=1 first=3
        Ratna: [button.items]
        bot > Ratna: minutes.items
        Ratna: [n=3]
        bot > Ratna: minutes.item minutes.count_declined
        Ratna: [button.count_hands]
        bot > Ratna: minutes.ask_yes
        Ratna: 2
        bot > Ratna: minutes.ask_no
        Ratna: 1
        bot > Ratna: minutes.ask_abstain
        Ratna: 0
        bot > Ratna: minutes.counted
        bot > Slamet: minutes.ask_second
        bot > Dewi: minutes.ask_second
        Slamet: [button.count_same]
        edit > Slamet: minutes.confirmed minutes.outcome.diterima
        bot > Ratna: minutes.confirmed_first name=Slamet minutes.outcome.diterima
        """,
    )
    assert stage.rows("SELECT outcome FROM minute ORDER BY item_id") == [("setuju",), ("catatan",), ("diterima",)]


async def test_an_objection_is_taken_back_by_who_raised_it_and_stays_in_the_minutes(stage: Play) -> None:
    await sat(stage, "Iuran sampah")
    await play(
        stage,
        """
        Ratna: [button.items]
        bot > Ratna: minutes.items
        Ratna: [n=1]
        bot > Ratna: minutes.item
        Ratna: [button.objects]
        bot > Ratna: minutes.ask_object
        Ratna: Terlalu berat untuk janda tua
        bot > Ratna: minutes.item [button.withdrawn]
        Ratna: [button.withdrawn]
        bot > Ratna: minutes.ask_withdraw
        Ratna: Janda tua dibebaskan
        bot > Ratna: minutes.item minutes.objection_withdrawn Janda [button.all_agree]
        Ratna: [button.write_note]
        bot > Ratna: minutes.ask_write
        Ratna: Petugas sampah dari Karang Taruna
        bot > Ratna: minutes.item minutes.note Karang
        Ratna: [button.all_agree]
        bot > Ratna: minutes.all_settled [button.end_meeting]
        Ratna: [button.end_meeting]
        bot > Ratna: hall.page_drafting
        """,
    )
    assert stage.rows("SELECT words, withdrawn FROM minute_objection") == [
        ("Terlalu berat untuk janda tua", "Janda tua dibebaskan")
    ]
    assert stage.rows("SELECT COUNT(*) FROM minute_count") == [(0,)]


async def test_without_a_majority_it_is_counted_once_more_and_then_left_undecided(stage: Play) -> None:
    await sat(stage, "Iuran sampah")
    for line in ("[button.items]", "[n=1]", "[button.objects]", "Terlalu berat"):
        await act(stage, f"Ratna: {line}")
    for turn, outcome in enumerate(("again", "tanpa_mayoritas")):
        for line in ("[button.count_hands]", "1", "1", "1"):
            await act(stage, f"Ratna: {line}")
        stage.heard()
        await play(
            stage,
            f"""
            Dewi: [button.count_same]
            edit > Dewi: minutes.confirmed minutes.outcome.{outcome}
            bot > Ratna: minutes.confirmed_first minutes.outcome.{outcome}
            """,
        )
        if not turn:
            for line in ("[button.items]", "[n=1]"):
                await act(stage, f"Ratna: {line}")
    assert stage.rows("SELECT outcome FROM minute") == [("tanpa_mayoritas",)]


async def test_the_draft_goes_to_who_attended_and_is_sealed_after_two_days_with_every_answer(stage: Play) -> None:
    meeting = await sat(stage, "1")
    for line in ("[button.items]", "[n=1]", "[button.all_agree]"):
        await act(stage, f"Ratna: {line}")
    await ended(stage)
    await page(stage, "Ratna")
    await play(
        stage,
        """
        Ratna: [button.draft⟧]
        bot > Ratna: minutes.draft_asked
        bot > Slamet: minutes.ask_draft minutes.line title=Lampu minutes.outcome.setuju [button.step_yes]
        bot > Dewi: minutes.ask_draft
        Dewi: [button.step_no]
        edit > Dewi: minutes.draft_declined
        bot > Ratna: minutes.draft_declined_first name=Dewi
        Slamet: [button.step_yes]
        toast > Slamet: minutes.refused.draft_settled
        Ratna: [button.draft⟧]
        bot > Ratna: minutes.draft_asked
        bot > Slamet: minutes.ask_draft
        bot > Dewi: minutes.ask_draft
        Dewi: [button.step_yes]
        edit > Dewi: minutes.draft_sent until
        bot > Ratna: minutes.draft_sent_first
        bot > Sari: minutes.draft minutes.line [button.object]
        bot > Budi: minutes.draft
        bot > Tini: minutes.draft
        Sari: [button.object]
        bot > Sari: sanggah.ask_item [n=1]
        Sari: [n=1]
        bot > Sari: sanggah.ask_words
        Sari: Yang disepakati dua lampu, bukan satu
        bot > Sari: sanggah.kept_words
        bot > Ratna: sanggah.new dua [button.sanggah_right] [button.sanggah_stands]
        Sari: [button.object]
        bot > Sari: sanggah.ask_item
        Sari: [n=1]
        bot > Sari: sanggah.ask_words
        Sari: Sekali lagi saya ingatkan
        bot > Sari: sanggah.refused.once
        Sari: /batal
        bot > Sari: talk.stopped
        -- 49 jam kemudian
        Ratna: [button.sanggah_right]
        bot > Ratna: sanggah.ask_right
        Ratna: Benar, dua lampu
        bot > Ratna: sanggah.answered
        bot > Sari: sanggah.granted Benar,
        -- 1 jam kemudian
        bot > Warga: minutes.sealed minutes.line minutes.sanggah_granted⟧ answer=Benar, hall.tally_few [button.minutes]
        bot > Sari: minutes.told number=1 minutes.outcome.setuju
        """,
    )
    ((text, digest),) = stage.rows("SELECT minutes, digest FROM hall")
    assert hashlib.sha256(text.encode()).hexdigest() == digest
    sealed = json.loads(text)
    assert sealed["items"][0]["sanggah"] == [{"state": "granted", "answer": "Benar, dua lampu"}]
    assert sealed["draft"]["sent"] == sealed["draft"]["received"] == 3
    assert sealed["came"]["all"] is None and "Sari" not in text
    assert stage.rows("SELECT action, role FROM book WHERE action = 'minutes_sealed'") == [("minutes_sealed", "sistem")]
    await play(
        stage,
        """
        Budi: [button.object]
        toast > Budi: sanggah.refused.late
        Budi: /start risalah_{meeting}
        bot > Budi: minutes.read [button.proof]
        Budi: [button.proof]
        bot > Budi: minutes.proof {digest}
        """,
        meeting=str(meeting),
        digest=digest,
    )


async def test_who_did_not_attend_neither_reads_the_draft_nor_objects(stage: Play) -> None:
    meeting = await sat(stage, "Iuran sampah")
    await ruled(stage, sanggah_jam=1)
    for line in ("[button.items]", "[n=1]", "[button.item_later]"):
        await act(stage, f"Ratna: {line}")
    await ended(stage)
    await sent(stage)
    await play(
        stage,
        """
        Karso: /start risalah_{meeting}
        bot > Karso: minutes.draft
        Joko: /start hadir_{meeting}
        bot > Joko: hall.refused.is_open
        -- 2 jam kemudian
        bot > Warga: minutes.sealed minutes.outcome.ditunda
        """,
        meeting=str(meeting),
    )


async def test_nothing_sealed_can_be_changed_by_whatever_writes_to_the_tables(stage: Play) -> None:
    await sat(stage, "Iuran sampah")
    await ruled(stage, sanggah_jam=1)
    for line in ("[button.items]", "[n=1]", "[button.objects]", "Berat sekali", "[button.item_later]"):
        await act(stage, f"Ratna: {line}")
    await ended(stage)
    await sent(stage)
    await act(stage, "-- 2 jam kemudian")
    assert stage.rows("SELECT state FROM hall") == [("tersegel",)]
    changes = (
        "UPDATE hall SET minutes = 'x'",
        "UPDATE hall SET state = 'sanggah'",
        "DELETE FROM hall",
        "UPDATE minute SET outcome = 'setuju'",
        "DELETE FROM minute",
        "UPDATE minute_objection SET withdrawn = 'x'",
        "DELETE FROM minute_objection",
        "UPDATE attendance SET ended_at = 1",
        "INSERT INTO minute_note (item_id, meeting_id, village_id, words, by_id, at)"
        " SELECT item_id, meeting_id, village_id, 'x', 1, 1 FROM minute",
        "INSERT INTO attendance (meeting_id, village_id, visitor, way, voice, by_id, at)"
        " SELECT meeting_id, village_id, 'v', 'kertas', 1, 1, 1 FROM hall",
        "INSERT INTO sanggah (item_id, meeting_id, village_id, resident_id, words, at)"
        " SELECT m.item_id, m.meeting_id, m.village_id, r.id, 'x', 1 FROM minute m, resident r LIMIT 1",
    )
    await stage.stop()
    with contextlib.closing(sqlite3.connect(stage.folder / FILE)) as base:
        for sql in changes:
            with pytest.raises(sqlite3.IntegrityError, match=r"sealed|stay|closed|over|not changed"):
                base.execute(sql)


async def test_who_erases_themselves_stays_counted_and_nothing_else_of_them_stays(stage: Play) -> None:
    await sat(stage, "Iuran sampah")
    await ruled(stage, sanggah_jam=1)
    for line in ("[button.items]", "[n=1]", "[button.all_agree]"):
        await act(stage, f"Ratna: {line}")
    await ended(stage)
    await sent(stage)
    for line in ("[button.object]", "[n=1]", "Saya Sari tidak setuju"):
        await act(stage, f"Sari: {line}")
    (sari,) = stage.rows("SELECT id FROM resident WHERE name LIKE 'Sari%'")[0]
    await act(stage, "Sari: /data")
    sent_files = [m["document"] for m in stage.person("Sari").messages() if "document" in m]
    copy = stage.telegram.files.by_id[sent_files[-1]["file_id"]].content.decode()
    assert "⟦data.meeting.present⟧" in copy and "Saya Sari tidak setuju" in copy
    for line in ("[button.sanggah_stands]", "Sudah disepakati semua"):
        await act(stage, f"Ratna: {line}")
    await act(stage, "-- 2 jam kemudian")
    assert stage.rows("SELECT state FROM hall") == [("tersegel",)]
    before = stage.rows("SELECT minutes FROM hall")
    await stage.bot.database.write(lambda work: work.erasing.erase(sari))
    assert stage.rows("SELECT words, state FROM sanggah") == [("", "kept")]
    assert stage.rows("SELECT minutes FROM hall") == before
    assert stage.rows("SELECT COUNT(*) FROM attendance WHERE ended_at IS NULL") == [(3,)]
