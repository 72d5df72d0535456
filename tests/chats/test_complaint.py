"""What accuses an official reaches the council alone, without the name of whoever says it."""

import pytest

from tests.play import Play
from tests.transcript import act, play
from tests.village_life import appointed, introduced

pytestmark = pytest.mark.usefixtures("sari_joined")

WORDS = "Uang bantuan dipotong pak kadus"


async def council(stage: Play) -> None:
    await appointed(stage, "Ratna", "office.bpd_ketua")
    await introduced(stage, "Ratna")
    stage.heard()


async def accused(stage: Play, words: str = WORDS) -> None:
    for line in (words, "[button.send_complaint]"):
        await act(stage, f"Sari: {line}")


async def test_it_goes_to_the_council_and_to_nobody_else(stage: Play) -> None:
    await council(stage)
    await play(
        stage,
        f"""
        Sari: {WORDS}
        bot > Sari: complaint.ask_sure dipotong [button.send_complaint] [button.is_proposal] [button.cancel]
        Sari: [button.send_complaint]
        bot > Sari: complaint.done number=1
        bot > Ratna: complaint.to_council number=1 dipotong
        Ratna: /bpd
        bot > Ratna: council.show [button.complaints]
        ...
        Ratna: [button.complaints]
        bot > Ratna: complaint.list dipotong
        Slamet: /usulan
        bot > Slamet: proposal.none
        """,
    )
    told = [text for _, _, text, _ in stage.heard()]
    assert not told
    for officer in ("Joko", "Wati", "Slamet", "Karso"):
        assert not any("dipotong" in str(m) for m in stage.person(officer).messages())
    assert not any("dipotong" in str(m) for m in stage.groups["Warga"].messages)
    assert not any("Sari" in m.get("text", "") and "dipotong" in m["text"] for m in stage.person("Ratna").messages())


async def test_what_does_not_read_as_one_is_asked_about_once_more_and_may_be_left(stage: Play) -> None:
    await council(stage)
    await play(
        stage,
        """
        Sari: Bantuan tidak merata
        bot > Sari: propose.ask_whether [button.yes_proposal] [button.no_proposal] [button.complaint]
        Sari: [button.complaint]
        bot > Sari: complaint.ask_sure
        Sari: [button.cancel]
        bot > Sari: talk.stopped words=Bantuan
        """,
    )


async def test_without_a_council_it_waits_on_its_desk(stage: Play) -> None:
    await accused(stage)
    stage.heard()
    await council(stage)
    await play(
        stage,
        """
        Ratna: /bpd
        ...
        Ratna: [button.complaints]
        bot > Ratna: complaint.list dipotong
        """,
    )


async def test_whom_the_operator_alone_made_a_member_does_not_read_it(stage: Play) -> None:
    await council(stage)
    await appointed(stage, "Teguh", "office.bpd_anggota")
    await introduced(stage, "Teguh")
    stage.heard()
    await accused(stage)
    assert {who for _, who, text, _ in stage.heard() if "dipotong" in text} == {"Sari", "Ratna"}
    for member in ("Teguh", "Ratna"):
        await act(stage, f"{member}: /bpd")
    offered = {who for _, who, _, labels in stage.heard() if any("button.complaints" in label for label in labels)}
    assert offered == {"Ratna"}


async def test_three_a_day(stage: Play) -> None:
    for number in range(3):
        await accused(stage, f"{WORDS} lagi {number}")
    await act(stage, f"Sari: {WORDS} keempat")
    stage.heard()
    await play(stage, "Sari: [button.send_complaint]\ntoast > Sari: complain.refused.many most=3")
    assert stage.rows("SELECT COUNT(*) FROM complaint") == [(3,)]
    assert set(stage.rows("SELECT actor FROM book WHERE action = 'complaint_made'")) == {(0,)}
