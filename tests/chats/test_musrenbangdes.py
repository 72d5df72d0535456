"""A musrenbangdes from the call to the sealed minutes, played by five people and the hall around them."""

import hashlib
import json

from tests.decision_life import moved
from tests.hall_life import came, door_opened, page
from tests.meeting_life import councils
from tests.play import Play
from tests.transcript import act, play
from tests.village_life import appointed, introduced
from village.proposal import Status


async def test_a_musrenbangdes_from_the_call_to_the_seal(stage: Play) -> None:
    """Bu Dewi calls it for the village office, Bu Ratna and Pak Slamet count with her, Bu Sari and Pak Budi attend."""
    await councils(stage)
    await appointed(stage, "Teguh", "office.tim_verifikasi")
    await introduced(stage, "Teguh", sex="L")
    for number in (1, 2):
        await moved(stage, number, Status.VERIFIKASI, Status.LAYAK, Status.RANCANGAN_RKP)
    for line in (
        "/kelola musyawarah", "[button.call_meetings]", "[button.call_new]", "[meeting.kind.musrenbangdes]",
        "Balai desa", "26 Maret 2026 jam 09.00", "[number=1]", "[number=2]", "[button.done_picking]",
        "[button.no_topics]",
    ):  # fmt: skip
        await act(stage, f"Dewi: {line}")
    for unsur, name in (("perempuan", "Sari"), ("tani", "Budi")):
        for line in (f"[unsur.name.{unsur}]", name, f"[button.person⟧ name={name[:3]}]"):
            await act(stage, f"Dewi: {line}")
    stage.heard()
    await play(
        stage,
        """
        Dewi: [button.unsur_done⟧]
        bot > Dewi: unsur.ask_note [button.unsur_follow]
        Dewi: [button.unsur_follow]
        bot > Dewi: call.preview meeting.kind.musrenbangdes number=1 number=2 n=2 [button.call_now]
        Dewi: [button.call_now]
        ...
        Sari: [button.comes]
        ...
        Budi: [button.comes]
        ...
        -- 24 hari kemudian
        ...
        """,
    )
    await door_opened(stage, "Dewi")
    await came(stage, 1, "Sari", "Budi", "Ratna", "Slamet", "Dewi", "Tini")
    await page(stage, "Dewi")
    await play(
        stage,
        """
        Dewi: [button.begin_meeting]
        bot > Dewi: hall.page_sitting n=6 items=2 left=2 voices=3 hall.unsur_absent unsur.name.adat
        Dewi: [button.items]
        bot > Dewi: minutes.items n=2 [n=1 title=Lampu] [n=2 title=Sumur]
        Dewi: [n=1]
        bot > Dewi: minutes.item Lampu [button.all_agree]
        Dewi: [button.all_agree]
        bot > Dewi: minutes.item Sumur
        Dewi: [button.objects]
        bot > Dewi: minutes.ask_object
        Dewi: Airnya asin di sana
        bot > Dewi: minutes.item Airnya [button.count_hands]
        Dewi: [button.count_hands]
        bot > Dewi: minutes.ask_yes voices=3
        Dewi: 2
        bot > Dewi: minutes.ask_no
        Dewi: 1
        bot > Dewi: minutes.ask_abstain
        Dewi: 0
        bot > Dewi: minutes.counted
        bot > Slamet: minutes.ask_second yes=2 no=1 [button.count_same]
        bot > Ratna: minutes.ask_second
        Ratna: [button.count_same]
        edit > Ratna: minutes.confirmed minutes.outcome.diterima
        bot > Dewi: minutes.confirmed_first
        """,
    )
    await page(stage, "Dewi")
    await play(
        stage,
        """
        Dewi: [button.end_meeting]
        bot > Dewi: hall.page_drafting [button.draft⟧]
        Dewi: [button.draft⟧]
        bot > Dewi: minutes.draft_asked
        bot > Slamet: minutes.ask_draft
        bot > Ratna: minutes.ask_draft
        Slamet: [button.step_yes]
        edit > Slamet: minutes.draft_sent
        bot > Dewi: minutes.draft_sent_first name=Slamet
        bot > Dewi: minutes.draft
        bot > Slamet: minutes.draft
        bot > Ratna: minutes.draft
        bot > Sari: minutes.draft n=1 minutes.outcome.setuju n=2 minutes.outcome.diterima yes=2 no=1 [button.object]
        bot > Budi: minutes.draft
        bot > Tini: minutes.draft
        Tini: [button.object]
        bot > Tini: sanggah.ask_item
        Tini: [n=2]
        bot > Tini: sanggah.ask_words
        Tini: Yang setuju hanya satu orang
        bot > Tini: sanggah.kept_words
        bot > Ratna: sanggah.new Sumur Yang [button.sanggah_stands]
        -- 3 hari kemudian
        ...
        Ratna: [button.sanggah_stands]
        bot > Ratna: sanggah.ask_stands
        Ratna: Dua petugas menghitung sama
        bot > Ratna: sanggah.answered
        bot > Tini: sanggah.kept Dua
        -- 1 jam kemudian
        bot > Warga: minutes.sealed minutes.line minutes.sanggah_kept⟧ answer=Dua [button.minutes]
        bot > Sari: minutes.told number=1 status.dibahas_musrenbang
        bot > Budi: minutes.told number=2 status.dibahas_musrenbang
        """,
    )
    assert stage.rows("SELECT status FROM proposal ORDER BY number") == [("dibahas_musrenbang",)] * 2
    assert stage.rows("SELECT state FROM meeting") == [("held",)]
    ((text, digest),) = stage.rows("SELECT minutes, digest FROM hall")
    assert hashlib.sha256(text.encode()).hexdigest() == digest
    sealed = json.loads(text)
    assert [item["outcome"] for item in sealed["items"]] == ["setuju", "diterima"]
    assert "adat" in sealed["unsur_absent"] and not {"tani", "perempuan"} & set(sealed["unsur_absent"])
    assert sealed["quorum"] == {"invited": 3, "needed": 2, "second": False}
    assert not any(name in text for name in ("Sari", "Budi", "Tini", "Dewi"))
