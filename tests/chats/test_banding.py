"""[Minta BPD memeriksa]: once for each no, answered in time or seen by everybody to be late, never with a name."""

from tests.chats.test_aid import begun
from tests.chats.test_register import imported
from tests.decision_life import refused, supported, teams
from tests.play import Play
from tests.sheets import opensid
from tests.transcript import act, play
from tests.village_life import ruled


async def test_the_council_gives_a_supporter_right_and_nobody_hears_who_asked(stage: Play) -> None:
    await teams(stage)
    await supported(stage, 1, "Budi")
    await refused(stage)
    await play(
        stage,
        """
        Budi: [button.banding]
        bot > Budi: banding.asked number=1 last=
        bot > Budi: banding.ask_words [button.no_words]
        bot > Ratna: banding.new number=1 [button.look]
        Budi: Surat hibahnya ada di rumah Pak RT
        bot > Budi: banding.explained
        Sari: [button.banding]
        toast > Sari: banding.refused.once
        Tini: 1
        bot > Tini: proposal.show banding.is_open
        Ratna: /bpd
        bot > Ratna: council.show [n=1]
        ...
        Ratna: [button.bandings]
        bot > Ratna: banding.list total=1 days=7 [number=1]
        Ratna: [number=1]
        bot > Ratna: banding.show hibahnya lahan_belum_jelas tim_penyusun tim_verifikasi [_grant] [_keep]
        Ratna: [button.banding_grant]
        bot > Ratna: banding.ask_note [button.no_note]
        Ratna: [button.no_note]
        bot > Ratna: banding.preview step.moved banding_diterima status.verifikasi [button.tell_answer]
        Ratna: [button.tell_answer]
        bot > Ratna: banding.answered status.verifikasi
        bot > Sari: step.moved status.verifikasi banding_diterima
        bot > Budi: news.supported step.moved status.verifikasi
        Ratna: [button.banding_keep]
        toast > Ratna: banding.refused.settled
        """,
    )
    said = [m.get("text", "") for who in ("Sari", "Tini", "Ratna") for m in stage.person(who).messages()]
    assert not any("Budi" in words for words in said if "banding" in words or "step.moved" in words)


async def test_the_council_keeps_the_no_with_a_reason_that_everybody_may_read(stage: Play) -> None:
    await teams(stage)
    await supported(stage, 1, "Budi")
    await refused(stage)
    for line in ("Sari: [button.banding]", "Sari: [button.no_words]", "Ratna: [button.look]"):
        await act(stage, line)
    stage.heard()
    await play(
        stage,
        """
        Ratna: [button.banding_keep]
        bot > Ratna: banding.ask_reason
        Ratna: 7
        bot > Ratna: banding.refused.reason
        Ratna: Tanahnya masih sengketa keluarga
        bot > Ratna: banding.preview banding.told_kept sengketa
        Ratna: [button.tell_answer]
        bot > Ratna: banding.answered status.tidak_layak
        bot > Sari: banding.told_kept sengketa
        bot > Budi: news.supported banding.told_kept sengketa
        Tini: 1
        bot > Tini: proposal.show banding.is_kept sengketa
        Budi: [button.banding]
        toast > Budi: banding.refused.once
        """,
    )


async def test_a_council_that_lets_the_time_pass_is_seen_by_everybody(stage: Play) -> None:
    await teams(stage)
    await refused(stage)
    await act(stage, "Sari: [button.banding]")
    await act(stage, "Sari: [button.no_words]")
    stage.heard()
    await play(
        stage,
        """
        -- 7 hari kemudian
        Tini: 1
        bot > Tini: proposal.show banding.is_open
        -- 2 hari kemudian
        Tini: 1
        bot > Tini: proposal.show banding.is_late days=2
        Ratna: /bpd
        ...
        Ratna: [button.bandings]
        bot > Ratna: banding.list line_late days=2
        Ratna: [number=1]
        bot > Ratna: banding.show banding.late days=2
        """,
    )


async def test_who_waits_too_long_or_has_no_part_in_it_is_told_kindly(stage: Play) -> None:
    await teams(stage)
    await ruled(stage, tenggat_banding=3)
    await supported(stage, 1, "Budi")
    await refused(stage)
    await play(
        stage,
        """
        Tini: 1
        bot > Tini: proposal.show
        Sari: 1
        bot > Sari: proposal.show [button.banding]
        -- 4 hari kemudian
        Budi: [button.banding]
        toast > Budi: banding.refused.late last=
        Sari: 1
        bot > Sari: proposal.show
        """,
    )
    assert "button.banding" not in str(stage.person("Tini").messages()[-1]["reply_markup"])
    assert "button.banding" not in str(stage.person("Sari").messages()[-1]["reply_markup"])


async def test_a_member_who_stands_behind_the_proposal_does_not_answer(stage: Play) -> None:
    await teams(stage)
    await supported(stage, 1, "Ratna")
    await refused(stage)
    await act(stage, "Ratna: [button.banding]")
    await act(stage, "Ratna: [button.no_words]")
    stage.heard()
    await play(
        stage,
        """
        Ratna: /bpd
        ...
        Ratna: [button.bandings]
        bot > Ratna: banding.list
        Ratna: [number=1]
        bot > Ratna: banding.show
        """,
    )
    assert "reply_markup" not in stage.person("Ratna").messages()[-1]


async def test_a_kader_asks_for_the_neighbour_whose_proposal_it_is(stage: Play) -> None:
    await teams(stage)
    await imported(stage, opensid("SURTI", "3301024412500001", "3301022001150001", born="1950-12-04"))
    await begun(stage, "Surti", "B1", what="")
    for line in ("Talud sungai longsor", "[button.whole_village]", "[benefit.semua]", "[button.yes_send]"):
        await act(stage, f"Wati: {line}")
    await refused(stage, 4)
    await play(
        stage,
        """
        Wati: [button.banding]
        bot > Wati: banding.asked number=4
        bot > Wati: banding.ask_words
        bot > Ratna: banding.new number=4
        Wati: [button.no_words]
        bot > Wati: banding.left_so
        Ratna: [button.look]
        bot > Ratna: banding.show number=4
        Ratna: [button.banding_keep]
        bot > Ratna: banding.ask_reason
        Ratna: Sungainya milik kabupaten
        bot > Ratna: banding.preview
        Ratna: [button.tell_answer]
        bot > Ratna: banding.answered
        bot > Wati: aid.pass_on banding.told_kept kabupaten
        """,
    )


async def test_what_somebody_said_against_a_no_is_in_their_copy_and_goes_with_them(stage: Play) -> None:
    await teams(stage)
    await supported(stage, 1, "Budi")
    await refused(stage)
    for line in ("[button.banding]", "Hibahnya kata merpatiputih ada", "/data"):
        await act(stage, f"Budi: {line}")
    sent = [m["document"] for m in stage.person("Budi").messages() if "document" in m][-1]
    assert "merpatiputih" in stage.telegram.files.by_id[sent["file_id"]].content.decode()
    for line in ("[button.erase]", "[button.erase_go_on]", "[button.erase_for_ever]"):
        await act(stage, f"Budi: {line}")
    await act(stage, "-- 1 jam kemudian")
    assert stage.rows("SELECT words, state FROM banding") == [("", "open")]
    stage.heard()
    await play(
        stage,
        """
        Ratna: [button.look]
        bot > Ratna: banding.show
        """,
    )
