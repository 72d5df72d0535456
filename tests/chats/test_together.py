"""Families on one phone, kader mode and privacy meet: nobody's consent or erasure reaches another, or misses a row."""

import sqlite3
from pathlib import Path

from bot import copies
from storage import sealed
from storage.database import FILE
from storage.keys import Keys
from tests.boxes import lines
from tests.chats.test_erase import erased, found
from tests.chats.test_register import imported
from tests.household_life import MBAH, TINI, shared, speaks, tapped
from tests.play import Play
from tests.sheets import opensid
from tests.transcript import act, play
from tests.village_life import founded, joined, polling, proposed

NAME, RAW, SLIP = "Kenariwati", "merpatiputih", "XK77"
KENARI = opensid(NAME.upper(), "3301024412500001", "3301022001150001", born="1950-12-04")
ANSWERS = ("Kenariwati", "[name=Krajan]", "[rt=02]", "[sex.p]", "1950", "[button.yes_send]")


def page(stage: Play, name: str) -> str:
    """The newest file that the bot sent to this person."""
    sent = [m["document"] for m in stage.person(name).messages() if "document" in m]
    return stage.telegram.files.by_id[sent[-1]["file_id"]].content.decode()


async def helped(stage: Play, *lines: str) -> None:
    start = ("/kelola warga", "[button.aid]", "[button.aid_begin]", NAME, f"[name={NAME}]")
    for line in (*start, *lines):
        await act(stage, f"Wati: {line}")
    stage.heard()


async def a_helped_neighbour(stage: Play) -> None:
    """Bu Kenariwati of the list has proposed and voted through Bu Wati, and has a phone since."""
    await founded(stage)
    await imported(stage, KENARI)
    words = (
        f"Lampu jalan mati. Saya {RAW} yang menulis ini",
        "[button.whole_village]",
        "[benefit.semua]",
        "[button.yes_send]",
    )
    await helped(stage, "[button.agrees]", SLIP, *words)
    await proposed(stage, "Slamet", "Jembatan bambu diganti beton")
    await polling(stage, most=1)
    await helped(stage, "[button.aid_vote]", "[button.agrees]", SLIP, "[Lampu]", "[button.aid_done]")
    await act(stage, f"{NAME}: /start warga_3301022003")
    for line in ANSWERS:
        await act(stage, f"{NAME}: {line}")
    await act(stage, "Wati: [button.vouch_yes]")
    stage.heard()


async def test_one_of_the_family_takes_the_consent_back_and_the_other_notices_nothing(stage: Play) -> None:
    await founded(stage)
    await shared(stage)
    for line in ("/data", "[button.withdraw_consent]", "[button.yes_withdraw_consent]"):
        await act(stage, f"Tini: {line}")
    stage.heard()
    await play(
        stage,
        """
        Tini: Lampu jalan mati di gang masjid
        bot > Tini: household.speaker name=Mbah ⟦consent.rests⟧ [button.agree] [button.change_person]
        Tini: [button.change_person]
        bot > Tini: household.ask_who [name=Tini] [name=Mbah]
        Tini: [name=Tini]
        edit > Tini: pin.ask name=Tini
        """,
    )
    await tapped(stage, "Tini", TINI)
    await proposed(stage, "Tini", "Lampu jalan di gang masjid mati", "Talud sungai longsor")
    stage.heard()
    await polling(stage, most=1)
    ballots = [m["text"] for m in stage.person("Tini").messages() if "⟦vote.envelope⟧" in m.get("text", "")]
    assert [("Tini" in text, "Mbah" in text) for text in ballots] == [(True, False)]
    await speaks(stage, "Tini", "Mbah", MBAH)
    await play(
        stage,
        """
        Tini: /suara
        bot > Tini: household.speaker name=Mbah ⟦consent.rests⟧ [button.agree] [button.change_person]
        Tini: [button.agree]
        edit > Tini: household.speaker name=Mbah ⟦consent.thanks⟧
        """,
    )
    await act(stage, "Tini: /suara")
    assert any("⟦vote.ballot⟧" in text or "⟦vote.envelope⟧" in text for _, _, text, _ in stage.heard())


async def test_words_that_wait_for_a_pin_are_not_kept_for_whoever_took_the_consent_back(stage: Play) -> None:
    await founded(stage)
    await shared(stage)
    for line in ("/data", "[button.withdraw_consent]", "[button.yes_withdraw_consent]"):
        await act(stage, f"Tini: {line}")
    stage.heard()
    await play(
        stage,
        """
        -- 1 jam kemudian
        Tini: Lampu jalan mati di gang masjid
        bot > Tini: household.ask_who [name=Tini] [name=Mbah]
        Tini: [name=Mbah]
        edit > Tini: pin.ask name=Mbah
        """,
    )
    await tapped(stage, "Tini", MBAH)
    assert "⟦consent.rests⟧" in stage.heard()[-1][2]
    assert stage.rows("SELECT said FROM speaking") == [("",)]
    assert stage.rows("SELECT COUNT(*) FROM conversation WHERE flow <> '' AND answers LIKE '%Lampu%'") == [(0,)]


async def test_whoever_erases_themselves_leaves_the_phone_to_the_other(stage: Play, tmp_path: Path) -> None:
    await founded(stage)
    await shared(stage)
    await act(stage, "Tini: Jembatan rapuh, kata cendrawasih")
    await act(stage, "Tini: /data")
    assert "⟦data.pin⟧" in page(stage, "Tini")
    oldest = copies.backup(stage.folder, tmp_path / "cadangan")
    assert found(oldest.parent, "Mbah Rahayu", "Tini Warga", "cendrawasih") == []
    kept = stage.rows("SELECT hash FROM pin")
    assert len(kept) == 2 and all(hashed not in oldest.read_bytes() for (hashed,) in kept)
    await erased(stage, "Tini")
    assert stage.rows("SELECT COUNT(*) FROM speaking") == stage.rows("SELECT COUNT(*) FROM matter") == [(0,)]
    assert stage.rows("SELECT r.name FROM pin p JOIN resident r ON r.id = p.resident_id") == [("Tini Warga",)]
    assert found(stage.folder, "Mbah Rahayu", "cendrawasih") == []
    await play(
        stage,
        """
        Tini: /profil
        bot > Tini: profile.show name=Tini [button.add_person] [button.own_data]
        """,
    )
    again = tmp_path / "pulih" / FILE
    again.parent.mkdir()
    assert sealed.restore(oldest, Keys(stage.folder), again, 0) == 1
    assert found(again.parent, "Mbah Rahayu") == [] and found(again.parent, "Tini Warga") != []
    base = sqlite3.connect(again)
    assert base.execute("SELECT COUNT(*) FROM pin").fetchone() == (1,)
    assert base.execute("SELECT COUNT(*) FROM speaking").fetchone() == (0,)
    base.close()


async def test_what_a_kader_entered_for_somebody_goes_with_them(stage: Play, tmp_path: Path) -> None:
    await a_helped_neighbour(stage)
    await act(stage, f"{NAME}: /data")
    told = page(stage, NAME)
    assert told.count("⟦data.helped⟧") == 2 and SLIP in told and RAW in told
    assert "data.act.vote_helped" in told
    for line in ("/kelola warga", "[button.departed]", NAME):  # a question about her is open
        await act(stage, f"Wati: {line}")
    oldest = copies.backup(stage.folder, tmp_path / "cadangan")
    assert found(oldest.parent, NAME, NAME.upper(), RAW, SLIP) == []
    await erased(stage, NAME)
    assert found(stage.folder, NAME, RAW, SLIP) == []
    assert stage.rows("SELECT COUNT(*) FROM aid") == [(2,)]
    again = tmp_path / "pulih" / FILE
    again.parent.mkdir()
    assert sealed.restore(oldest, Keys(stage.folder), again, 0) == 1
    assert found(again.parent, NAME, RAW, SLIP) == []
    stage.heard()
    await act(stage, "-- 2 hari kemudian")
    assert stage.rows("SELECT voted FROM poll") == [(1,)]
    await act(stage, "Wati: /kelola warga")
    await act(stage, "Wati: [button.aid]")
    assert any("⟦aid.erased⟧" in text for _, _, text, _ in stage.heard())


async def test_nobody_votes_any_more_for_somebody_who_has_died(stage: Play) -> None:
    await founded(stage)
    await imported(stage, KENARI)
    await proposed(stage, "Slamet", "Lampu jalan di gang masjid", "Jembatan bambu diganti beton")
    await polling(stage, most=2)
    await helped(stage, "[button.aid_vote]", "[button.agrees]", SLIP, "[Lampu]")
    for line in ("/kelola warga", "[button.departed]", NAME, "[button.person_at]", "[button.departed_died]"):
        await act(stage, f"Wati: {line}")
    await act(stage, "Karso: [button.matter_yes_died]")
    stage.heard()
    await play(
        stage,
        """
        Wati: [Jembatan]
        toast > Wati: aid.refused.sealed
        """,
    )
    assert lines(stage.folder) == 1


async def test_whom_a_kader_enters_a_second_time_is_found_to_be_the_neighbour_with_a_phone(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    for line in ("/kelola warga", "[button.aid]", "[button.aid_begin]", "Sari Warga", "[button.aid_new]", "[rt=02]"):
        await act(stage, f"Wati: {line}")
    words = ("Sumur umum perlu pompa", "[button.whole_village]", "[benefit.semua]", "[button.yes_send]")
    for line in ("[sex.p]", "1985", "[button.agrees]", SLIP, *words):
        await act(stage, f"Wati: {line}")
    stage.heard()
    await play(
        stage,
        """
        Karso: /kelola warga
        bot > Karso: desk.section
        Karso: [button.waiting]
        bot > Karso: aid.ask_again name=Sari known=Sari [button.vouch_same] [button.vouch_other] [button.vouch_no]
        Karso: [button.vouch_same]
        toast > Karso: vouch.toast.done
        edit > Karso: aid.done_same name=Sari
        bot > Sari: aid.told number=1 helper=Wati slip=XK77 [button.aid_not_me]
        bot > Wati: aid.second_yes name=Sari
        """,
    )
    assert stage.rows("SELECT COUNT(*) FROM resident WHERE name = 'Sari Warga'") == [(1,)]
    assert stage.rows("SELECT COUNT(*) FROM proposal p JOIN account a ON a.resident_id = p.author_id") == [(1,)]
