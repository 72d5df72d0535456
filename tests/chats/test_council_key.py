"""The key of a ballot box in the council's hands: writing down, typing back, opening, losing, and cheating."""

from collections.abc import Callable

import pytest

from actions import council_key, open_box, vote
from storage import boxes
from storage.work import SqliteWork
from tests.council_keys import COUNCIL, asked, files_hold, held, seated, shown, written
from tests.play import Play
from tests.transcript import act, play
from tests.village_life import appointed, founded, introduced, joined, proposed
from village.keywords import SHARE_BYTES, told, words
from village.people import Resident
from village.place import Village
from village.refusal import Refusal

PEOPLE = ("Sari", "Budi", "Tini", "Karto", "Joyo", "Parmi", "Wiji", "Tono", "Ngatini", "Marto")


@pytest.fixture
async def village(stage: Play) -> Play:
    await seated(stage)
    await proposed(stage, "Slamet", "Lampu jalan di gang masjid", "Jembatan bambu diganti beton")
    stage.heard()
    return stage


def states(stage: Play) -> list[str]:
    return [row[0] for row in stage.rows("SELECT state FROM council_key ORDER BY id")]


def acts(stage: Play) -> list[str]:
    return [row[0] for row in stage.rows("SELECT action FROM book WHERE object LIKE 'poll:%' ORDER BY seq")]


def kinds(stage: Play) -> set[str]:
    """The keys of everything that was said since it was last asked."""
    return {line[2].split("⟧")[0].removeprefix("⟦") for line in stage.heard()}


async def voted(stage: Play) -> None:
    for number, name in enumerate((*PEOPLE, "Wati")):
        await act(stage, f"{name}: [{('Lampu', 'Jembatan')[number % 3 == 0]}]")


async def test_a_poll_opens_when_everybody_has_written_down_a_share_and_typed_it_back(village: Play) -> None:
    await asked(village)
    village.heard()
    assert states(village) == ["making"] and village.rows("SELECT COUNT(*) FROM poll") == [(0,)]
    ratna = await written(village, "Ratna")
    village.heard()
    wrong = ratna.split()
    await play(
        village,
        """
        Ratna: {short}
        bot > Ratna: key.refused.count n=8
        Ratna: {slip}
        bot > Ratna: key.refused.word place=3
        Ratna: {swapped}
        bot > Ratna: key.refused.check
        """,
        short=" ".join(wrong[:8]),
        slip=" ".join([*wrong[:2], "zzz", *wrong[3:]]),
        swapped=" ".join([wrong[1], wrong[0], *wrong[2:]]),
    )
    assert village.rows("SELECT COUNT(*) FROM key_share WHERE returned_at IS NOT NULL") == [(0,)]
    await play(
        village,
        """
        Ratna: {ratna}
        bot > Ratna: key.back_waits
        Ratna: /bpd
        ...
        Ratna: [button.key_desk]
        bot > Ratna: key.making missing=
        """,
        ratna=", ".join(ratna.upper().split()),
    )
    for name in ("Tejo", "Umi"):
        await act(village, f"{name}: {await written(village, name)}")
    assert states(village) == ["making"]
    village.heard()
    paper = await written(village, "Slamet")
    village.heard()
    await play(
        village,
        """
        Slamet: {paper}
        bot > Slamet: key.back_opened
        ...
        """,
        paper=paper,
    )
    assert states(village) == ["running"]
    assert boxes.Boxes(village.folder).private_key(1) is None
    for secret in (ratna, paper):
        assert files_hold(village.folder, secret) == []


async def test_closed_counted_posted_and_opened_by_two(village: Play) -> None:
    await joined(village, *PEOPLE)
    await asked(village)
    secret = await held(village)
    await voted(village)
    village.heard()
    await act(village, "-- 2 hari kemudian")
    group = " ".join(m.get("text", "") for m in village.groups["Warga"].messages)
    assert "key.box_closed" in group and "voted=11 lines=11" in group and "result.group" not in group
    assert village.rows("SELECT COUNT(*) FROM poll_option WHERE votes IS NOT NULL") == [(0,)]
    village.heard()
    cheat = [words()[0]] * 9
    await play(
        village,
        """
        Sari: /hasil
        bot > Sari: result.private lines=⟦result.waits_for_key⟧
        Tejo: [button.key_type]
        bot > Tejo: key.ask_words
        Tejo: {cheat}
        bot > Tejo: key.refused.check
        Tejo: {umi}
        bot > Tejo: key.gave_forged
        """,
        cheat=" ".join(cheat),
        umi=secret["Umi"],
    )
    assert acts(village)[-1] == "key_share_refused"
    await act(village, "Tejo: [button.key_type]")
    village.heard()
    await play(
        village,
        """
        Tejo: {tejo}
        bot > Tejo: key.gave_waits
        bot > Umi: key.second_asked
        bot > Ratna: key.second_asked
        """,
        tejo=secret["Tejo"],
    )
    assert states(village) == ["waiting"]
    await act(village, "Umi: [button.key_type]")
    await act(village, f"Umi: {secret['Umi']}")
    assert states(village) == ["opened"]
    assert dict(village.rows("SELECT number, votes FROM poll_option")) == {1: 7, 2: 4}
    assert any("result.group" in m.get("text", "") for m in village.groups["Warga"].messages)
    done = acts(village)
    assert done.index("poll_closed") < done.index("key_share_given") < done.index("box_opened")
    for name, own in secret.items():
        assert files_hold(village.folder, own) == [], name


async def test_the_chair_alone_opens_nothing_even_with_the_paper(village: Play) -> None:
    await joined(village, *PEOPLE)
    await asked(village)
    secret = await held(village)
    await voted(village)
    await act(village, "-- 2 hari kemudian")
    for line in ("[button.key_type]", secret["Ratna"], "[button.key_type]", secret["Slamet"]):
        await act(village, f"Ratna: {line}")
    assert states(village) == ["waiting"]
    assert "key.gave_other" in village.person("Ratna").messages()[-1]["text"]
    village.heard()
    await play(
        village,
        """
        Slamet: /kelola
        ...
        Tejo: [button.key_lost]
        edit > Tejo: key.ask_lost [button.key_lost_yes] [button.key_lost_no]
        Tejo: [button.key_lost_yes]
        edit > Tejo: key.lost_enough
        """,
    )
    await act(village, "Umi: [button.key_type]")
    await act(village, f"Umi: {secret['Umi']}")
    assert states(village) == ["opened"]


async def test_a_restart_forgets_what_was_not_written_down_and_what_was_typed(village: Play) -> None:
    """Crash between any two steps: no vote, no key is lost; what lay in memory is made or typed once more."""
    await joined(village, *PEOPLE)
    await asked(village)
    old = await written(village, "Ratna")
    await act(village, f"Ratna: {old}")
    await village.stop()
    await village.start()
    village.heard()
    await act(village, "Tejo: [button.key_show]")
    assert {"key.anew", "key.renewed"} <= kinds(village)
    assert shown(village, "Tejo") != old
    secret = {}
    for name in (*COUNCIL, "Slamet"):
        secret[name] = await written(village, name)
        await act(village, f"{name}: {secret[name]}")
    assert states(village) == ["running"]
    await village.stop()
    await village.start()
    await voted(village)
    await act(village, "-- 2 hari kemudian")
    await act(village, "Tejo: [button.key_type]")
    await act(village, f"Tejo: {secret['Tejo']}")
    await village.stop()
    box = village.folder / "kotak-1.db"
    box.rename(village.folder / "elsewhere")
    await village.start()
    village.heard()
    await act(village, "Umi: [button.key_type]")
    said = kinds(village)
    assert "key.refused.no_box" in said
    await village.stop()
    (village.folder / "elsewhere").rename(box)
    await village.start()
    await act(village, "-- 1 jam kemudian")
    assert "key.asked_again" in said | kinds(village)
    for name in ("Umi", "Tejo"):
        assert states(village) == ["waiting"]
        await act(village, f"{name}: [button.key_type]")
        await act(village, f"{name}: {secret[name]}")
    assert states(village) == ["opened"]
    assert dict(village.rows("SELECT number, votes FROM poll_option")) == {1: 7, 2: 4}


async def test_when_too_many_have_lost_theirs_the_village_votes_again(village: Play) -> None:
    await asked(village)
    await held(village)
    for name, button in (("Tejo", "key_lost"), ("Umi", "key_lost"), ("Ratna", "key_paper_lost")):
        await act(village, f"{name}: /bpd")
        await act(village, f"{name}: [button.key_desk]")
        await act(village, f"{name}: [button.{button}]")
        assert states(village) == ["running"]
        await act(village, f"{name}: [button.key_lost_yes]")
    assert states(village) != ["running"]
    assert "key.lost_over" in kinds(village)
    assert village.rows("SELECT state FROM poll") == [("closed",)]


async def test_words_that_were_not_asked_for_are_kept_nowhere(village: Play) -> None:
    stray = " ".join(told(bytes(range(SHARE_BYTES))))
    await play(
        village,
        f"""
        Wati: {stray}
        bot > Wati: key.not_now
        """,
    )
    assert files_hold(village.folder, stray) == []


async def test_an_opening_from_the_council_itself_needs_somebody_of_another_office(village: Play) -> None:
    await asked(village, "Ratna")
    village.heard()
    await play(
        village,
        """
        Slamet: [button.key_write]
        edit > Slamet: key.words_paper [button.key_written]
        """,
    )
    assert village.rows("SELECT COUNT(*) FROM council_key WHERE writer_id IS NOT NULL") == [(1,)]


async def test_closing_before_its_end_takes_two_offices(village: Play) -> None:
    await asked(village)
    await held(village)
    await act(village, "Slamet: /kelola musyawarah")
    await act(village, "Slamet: [button.close_poll]")
    village.heard()
    await play(
        village,
        """
        Slamet: [button.close_now]
        edit > Slamet: poll.second_close_asked
        bot > Ratna: poll.ask_second_close [button.close_agree]
        bot > Tejo: poll.ask_second_close [button.close_agree]
        bot > Umi: poll.ask_second_close [button.close_agree]
        """,
    )
    assert states(village) == ["running"]
    assert await no(village, "Slamet", lambda *a: vote.close_by_hand(*a, 1)) == "poll.refused.alone"
    await act(village, "Umi: [button.close_agree]")
    assert village.rows("SELECT state FROM poll") == [("closed",)] and states(village) == ["unopened"]
    assert acts(village)[-2:] == ["poll_close_asked", "poll_closed"]


async def no(stage: Play, who: str, act: Callable[[SqliteWork, Resident, Village], object]) -> str:
    """The key of the refusal that an act of this person meets, past the buttons that would not be shown."""
    ((person,),) = stage.rows("SELECT id FROM resident WHERE name = :name", name=f"{who} Warga")

    def do(work: SqliteWork) -> str:
        found = work.residents.get(person)
        assert found is not None
        with pytest.raises(Refusal) as said:
            act(work, found, work.villages.all()[0])
        return said.value.key

    return await stage.bot.database.write(do)


async def test_who_presses_what_is_not_theirs_or_not_yet_hears_why(village: Play) -> None:
    await asked(village, "Ratna")
    assert await no(village, "Tejo", lambda *a: council_key.take(*a, 1)) == "key.refused.council_writes"
    await act(village, "Slamet: [button.key_write]")
    await appointed(village, "Budi", "office.tim_penyusun")
    await introduced(village, "Budi")
    assert await no(village, "Budi", lambda *a: council_key.take(*a, 1)) == "key.refused.written"
    assert await no(village, "Tejo", lambda *a: council_key.show(*a, 1, 4)) == "key.refused.not_yours"
    assert await no(village, "Umi", lambda *a: council_key.drop(*a, 1)) == "key.refused.not_yours"
    assert await no(village, "Umi", lambda *a: open_box.waiting(*a, 1)) == "key.refused.runs"
    closes = village.rows("SELECT closes_at FROM council_key")[0][0]
    assert await no(village, "Slamet", lambda *a: council_key.ask(*a, (1, 2), 1, closes)) == "key.refused.making"
    told = {name: await written(village, name) for name in COUNCIL}
    village.heard()
    await play(
        village,
        """
        Ratna: {tejo}
        bot > Ratna: key.refused.other
        Ratna: {ratna}
        bot > Ratna: key.back_waits
        Ratna: [button.key_show_again]
        toast > Ratna: key.refused.returned
        """,
        tejo=told["Tejo"],
        ratna=told["Ratna"],
    )
    await act(village, "Ratna: /bpd")
    await act(village, "Ratna: [button.key_desk]")
    await act(village, "Ratna: [button.key_drop]")
    assert states(village) == ["dropped"]
    assert await no(village, "Umi", lambda *a: open_box.waiting(*a, 1)) == "key.refused.over"
    for line in ("[section.jabatan]", "[button.offices]", "[name=Slamet]", "[button.end_office]", "[reason.done]"):
        await act(village, f"Ratna: {line}")
    for line in (
        "/bpd",
        "[section.jabatan]",
        "[button.offices]",
        "[name=Budi]",
        "[button.end_office]",
        "[reason.done]",
    ):
        await act(village, f"Ratna: {line}")
    assert await no(village, "Ratna", lambda *a: council_key.ask(*a, (1, 2), 1, closes)) == "key.refused.no_writer"


async def test_a_council_of_fewer_than_two_holds_no_key(stage: Play) -> None:
    await founded(stage)
    await proposed(stage, "Slamet", "Lampu jalan di gang masjid", "Jembatan bambu diganti beton")
    ((now,),) = stage.rows("SELECT MAX(at) FROM book")
    closes = now + 86_400_000
    assert await no(stage, "Slamet", lambda *a: council_key.ask(*a, (1, 2), 1, closes)) == "key.refused.few"


async def test_reminded_daily_and_stopped_when_it_is_too_late(village: Play) -> None:
    await asked(village)
    village.heard()
    await act(village, "-- 25 jam kemudian")
    assert any("key.remind" in line[2] for line in village.heard())
    await act(village, "-- 25 jam kemudian")
    assert states(village) == ["dropped"]
    assert any("key.stopped" in line[2] for line in village.heard())
