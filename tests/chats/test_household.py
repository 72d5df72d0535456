"""Several people behind one phone: who speaks is chosen and shown, and nobody speaks for another without the PIN."""

import logging
import sqlite3
from contextlib import closing

import pytest

from tests.boxes import voters
from tests.household_life import MBAH, TINI, introduced_as, shared, speaks, tapped
from tests.play import Play
from tests.transcript import act, play
from tests.village_life import founded, joined, polling, proposed


async def test_a_second_person_joins_on_the_same_phone(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Tini")
    await play(
        stage,
        """
        Tini: /start warga_3301022003
        bot > Tini: join.already [button.add_person]
        Tini: [button.add_person]
        bot > Tini: household.first_pin name=Tini
        bot > Tini: pin.new ○_○_○_○ [digit=1] [digit=0] [button.back_digit] [button.other_person]
        """.replace("○_○_○_○", "dots=○"),
    )
    await tapped(stage, "Tini", "1234")
    assert stage.heard()[-1][2].startswith("⟦pin.weak⟧")
    await tapped(stage, "Tini", TINI + "4828")
    assert stage.heard()[-1][2].startswith("⟦pin.differs⟧")
    await tapped(stage, "Tini", TINI + TINI)
    assert [text.split()[0] for _, _, text, _ in stage.heard()] == [
        "⟦pin.made⟧", "⟦household.add⟧", "⟦join.ask_name⟧",
    ]  # fmt: skip
    await introduced_as(stage, "Tini", "Mbah Rahayu", born=1949)
    assert "⟦join.asked_too⟧ name=Mbah Rahayu" in stage.heard()[-2][2]
    await tapped(stage, "Tini", MBAH * 2)
    assert "⟦household.speaking⟧ name=Mbah Rahayu" in stage.heard()[-1][2]
    pads = [m for m in stage.person("Tini").messages() if "pin." in m.get("text", "")]
    assert [m["text"].split()[0] for m in pads] == ["⟦pin.made⟧"], "a keypad stayed in the chat"
    await play(
        stage,
        """
        Wati: [button.vouch_yes]
        toast > Wati: vouch.toast.done
        edit > Wati: vouch.done_yes name=Mbah
        bot > Tini: household.speaker name=Mbah ⟦join.vouched⟧
        """,
    )
    assert stage.rows("SELECT COUNT(*) FROM resident WHERE state = 'verified' AND birth_year = 1949") == [(1,)]


async def test_who_has_a_phone_alone_notices_nothing(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Tini")
    await play(
        stage,
        """
        -- 9 jam kemudian
        Tini: Lampu jalan mati di gang masjid
        bot > Tini: propose.ask_whether
        """,
    )
    assert stage.rows("SELECT COUNT(*) FROM speaking") == stage.rows("SELECT COUNT(*) FROM pin") == [(0,)]


async def test_after_a_pause_it_is_asked_who_speaks_and_words_are_not_lost(stage: Play) -> None:
    await founded(stage)
    await shared(stage)
    await play(
        stage,
        """
        -- 1 jam kemudian
        Tini: Lampu jalan mati di gang masjid
        bot > Tini: household.ask_who [name=Tini] [name=Mbah]
        Tini: [name=Tini]
        edit > Tini: pin.ask name=Tini [digit=1] [button.pin_forgotten]
        """,
    )
    await tapped(stage, "Tini", TINI)
    said = [text for _, _, text, _ in stage.heard()]
    assert said[-1].startswith("⟦household.speaker⟧ name=Tini Warga\n⟦propose.ask_whether⟧ words=Lampu jalan"), said
    await act(stage, "Tini: [button.yes_proposal]")
    await speaks(stage, "Tini", "Mbah", MBAH)
    await play(
        stage,
        """
        Tini: /usulan
        bot > Tini: household.speaker name=Mbah ⟦proposal.none⟧
        Tini: [button.whole_village]
        toast > Tini: household.toast.whose name=Tini
        bot > Tini: pin.ask name=Tini
        """,
    )
    await tapped(stage, "Tini", TINI)
    stage.heard()
    for line in ("/usul", "[button.resume]", "[button.whole_village]", "[benefit.semua]", "[button.yes_send]"):
        await act(stage, f"Tini: {line}")
    assert any("⟦propose.done⟧" in text for _, _, text, _ in stage.heard())
    [(author,)] = stage.rows("SELECT r.name FROM proposal p JOIN resident r ON r.id = p.author_id")
    assert author == "Tini Warga"


async def test_three_wrong_pins_lock_for_a_while_with_a_way_out(stage: Play) -> None:
    await founded(stage)
    await shared(stage)
    for line in ("/profil", "[button.change_person]", "[name=Tini]"):
        await act(stage, f"Tini: {line}")
    for left in (2, 1):
        await tapped(stage, "Tini", "7777")
        assert f"⟦pin.wrong⟧ n={left}" in stage.heard()[-1][2]
    await tapped(stage, "Tini", "7777")
    assert "⟦pin.locked⟧ name=Tini Warga" in stage.heard()[-1][2]
    assert stage.rows("SELECT wrong, locked_until > 0 FROM pin WHERE locked_until > 0") == [(3, 1)]
    await play(
        stage,
        """
        Tini: [button.ask_kader]
        edit > Tini: pin.kader_asked name=Tini
        bot > Wati: matter.ask_pin name=Tini [button.matter_yes_pin] [button.matter_no_pin]
        bot > Karso: matter.ask_pin name=Tini
        Wati: [button.matter_yes_pin]
        toast > Wati: vouch.toast.done
        edit > Wati: matter.noted_yes_pin name=Tini
        bot > Tini: household.speaker name=Tini ⟦matter.done_pin⟧ n=60 [button.make_pin]
        Karso: [button.matter_no_pin]
        toast > Karso: matter.refused.done
        Tini: [button.make_pin]
        edit > Tini: pin.new name=Tini
        """,
    )
    await tapped(stage, "Tini", "6283" * 2)
    assert "⟦household.speaking⟧ name=Tini Warga" in stage.heard()[-1][2]


async def test_a_lock_ends_by_itself_and_the_next_one_lasts_longer(stage: Play) -> None:
    await founded(stage)
    await shared(stage)
    for hours in (2, 3):
        for line in ("/menu", "[name=Tini]") if hours == 3 else ("/profil", "[button.change_person]", "[name=Tini]"):
            await act(stage, f"Tini: {line}")
        await tapped(stage, "Tini", "7777" * 3)
        assert "⟦pin.locked⟧" in stage.heard()[-1][2]
        await act(stage, f"-- {hours} jam kemudian")
    await act(stage, "Tini: /menu")
    await act(stage, "Tini: [name=Tini]")
    await tapped(stage, "Tini", TINI)
    assert "⟦pin.tried⟧ n=6" in " ".join(text for _, _, text, _ in stage.heard())


async def test_each_of_the_family_has_a_ballot_that_opens_by_their_pin(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    await proposed(stage, "Sari", "Lampu jalan di gang masjid", "Jembatan bambu diganti beton")
    await shared(stage)
    await polling(stage)
    mine = [m for m in stage.person("Tini").messages() if "⟦vote.envelope⟧" in m["text"]]
    assert ["Mbah" in m["text"] for m in mine].count(True) == 1 and len(mine) == 2
    await act(stage, "-- 1 jam kemudian")
    stage.heard()
    tini = next(m for m in mine if "Tini" in m["text"])
    stage.person("Tini").press("⟦button.open_ballot⟧", tini)
    await stage.quiet()
    assert [text.split()[0] for _, _, text, _ in stage.heard()] == ["⟦pin.ask⟧", "⟦household.toast.whose⟧"]
    await tapped(stage, "Tini", TINI)
    stage.heard()
    await play(
        stage,
        """
        Tini: [button.open_ballot]
        edit > Tini: household.speaker name=Tini ⟦vote.ballot⟧ [Lampu] [Jembatan] [button.close_ballot]
        Tini: [Lampu]
        toast > Tini: vote.toast.kept_shared
        edit > Tini: household.speaker name=Tini ⟦vote.picked⟧
        Tini: [Lampu]
        edit > Tini: household.speaker name=Tini ⟦vote.ask_empty⟧ [button.yes_empty] [button.close_ballot]
        Tini: [button.close_ballot]
        edit > Tini: household.speaker name=Tini ⟦vote.envelope⟧ [button.open_ballot]
        """,
    )
    names = dict(stage.rows("SELECT id, name FROM resident"))
    assert [names[voter] for voter in voters(stage.folder)] == ["Tini Warga"]


async def test_a_new_phone_ends_the_old_one_and_the_old_one_hears_it(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    await act(stage, "HP baru: /start warga_3301022003")
    await introduced_as(stage, "HP baru", "Sari Warga")
    assert [(who, text.split()[0]) for _, who, text, _ in stage.heard() if who in ("Sari", "Wati")] == [
        ("Sari", "⟦phone.asked⟧"), ("Wati", "⟦vouch.ask_again⟧"),
    ]  # fmt: skip
    await play(
        stage,
        """
        Wati: [button.vouch_same]
        toast > Wati: vouch.toast.done
        edit > Wati: vouch.done_same name=Sari
        bot > Sari: phone.moved name=Sari [button.not_me]
        bot > HP baru: join.vouched
        Sari: /usul
        bot > Sari: join.welcome
        bot > Sari: join.ask_name
        Sari: [button.not_me]
        toast > Sari: vouch.toast.done
        edit > Sari: phone.stopped name=Sari
        bot > Karso: matter.ask_phone name=Sari [button.matter_yes_phone] [button.matter_no_phone]
        bot > HP baru: phone.contested
        HP baru: Jalan rusak di depan masjid desa
        bot > HP baru: phone.refused.frozen
        Karso: [button.matter_no_phone]
        toast > Karso: vouch.toast.done
        edit > Karso: matter.noted_no
        bot > Sari: phone.settled
        HP baru: /profil
        bot > HP baru: talk.refused.stranger
        Sari: [button.not_me]
        toast > Sari: phone.refused.over
        """,
    )
    assert stage.rows("SELECT COUNT(*) FROM resident WHERE state = 'verified' AND name = 'Sari Warga'") == [(1,)]


async def test_two_in_office_say_that_somebody_died_and_the_family_hears_it_kindly(stage: Play) -> None:
    await founded(stage)
    await shared(stage)
    await play(
        stage,
        """
        Wati: /kelola warga
        bot > Wati: desk.section [button.departed]
        Wati: [button.departed]
        bot > Wati: departure.ask_name
        Wati: rahayu
        bot > Wati: departure.ask_person [name=Mb]
        Wati: [name=Mb]
        bot > Wati: departure.ask_kind name=Mbah [button.departed_moved]
        Wati: [button.departed_died]
        bot > Wati: departure.reported name=Mbah
        bot > Karso: matter.ask_died name=Mbah [button.matter_yes_died]
        Karso: [button.matter_yes_died]
        toast > Karso: vouch.toast.done
        edit > Karso: matter.noted_yes_died
        bot > Tini: departure.died name=Mbah
        Tini: /menu
        bot > Tini: menu.show name=Tini
        """,
    )
    assert stage.rows("SELECT COUNT(*) FROM speaking") == [(0,)]


async def test_another_house_is_known_there_by_its_neighbours(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    await play(
        stage,
        """
        Sari: /profil
        bot > Sari: profile.show [button.moved_house]
        Sari: [button.moved_house]
        bot > Sari: join.ask_dusun
        Sari: [name=Ngasem]
        bot > Sari: join.ask_rt
        Sari: [rt=03]
        bot > Sari: household.house_asked
        bot > Wati: matter.ask_house name=Sari
        bot > Karso: matter.ask_house name=Sari
        Karso: [button.matter_yes_house]
        toast > Karso: vouch.toast.done
        edit > Karso: matter.noted_yes_house
        bot > Sari: matter.done_house
        """,
    )
    assert stage.rows("SELECT rt FROM resident WHERE name = 'Sari Warga'") == [("03",)]


async def test_whoever_leaves_a_shared_phone_needs_a_neighbour_to_come_back(stage: Play) -> None:
    await founded(stage)
    await shared(stage)
    await play(
        stage,
        """
        Tini: /profil
        bot > Tini: household.speaker name=Mbah [button.leave_phone] [button.change_pin]
        Tini: [button.leave_phone]
        bot > Tini: household.speaker ⟦household.ask_leave⟧
        Tini: [button.yes_leave]
        edit > Tini: household.speaker ⟦household.left⟧ name=Mbah
        Tini: /menu
        bot > Tini: menu.show name=Tini
        """,
    )


async def test_no_pin_stands_in_any_file_nor_in_the_log(stage: Play, caplog: pytest.LogCaptureFixture) -> None:
    """The digits are looked for where words of a chat might be kept: in every text of the database."""
    await founded(stage)
    caplog.set_level(logging.DEBUG)
    await shared(stage)
    await speaks(stage, "Tini", "Tini", TINI)
    with closing(sqlite3.connect(stage.folder / "desa.db")) as base:
        kept = "\n".join(base.iterdump())
    for pin in (TINI, MBAH):
        assert f"'{pin}'" not in kept and pin * 2 not in kept
        rows = stage.rows("SELECT facts FROM outbox WHERE key LIKE 'pin.%'")
        assert rows and not any(pin in row[0] for row in rows)
    assert "hk:" not in kept and "hk:" not in caplog.text, "the taps themselves are kept somewhere"
    assert len({row[0] for row in stage.rows("SELECT hash FROM pin")}) == 2
    assert (stage.folder / "kunci-pin").stat().st_mode & 0o077 == 0
