"""A ballot left open on a shared phone is folded when another of the family speaks, or when nobody does any more."""

import json

import pytest

from tests.household_life import MBAH, TINI, shared, speaks, tapped
from tests.play import Play
from tests.transcript import act
from tests.village_life import founded, joined, polling, proposed


@pytest.fixture
async def opened(stage: Play) -> Play:
    """Tini and her grandmother share a phone; Tini's ballot lies open there, with her pick."""
    await founded(stage)
    await joined(stage, "Sari")
    await proposed(stage, "Sari", "Lampu jalan di gang masjid", "Jembatan bambu diganti beton")
    await shared(stage)
    await polling(stage)
    await speaks(stage, "Tini", "Tini", TINI)
    mine = next(m for m in reversed(ballots(stage)) if "name=Tini" in m["text"])
    stage.person("Tini").press("⟦button.open_ballot⟧", mine)
    await stage.quiet()
    await act(stage, "Tini: [Lampu]")
    stage.heard()
    return stage


def ballots(stage: Play) -> list[dict[str, str]]:
    keys = ("⟦vote.ballot⟧", "⟦vote.envelope⟧", "⟦vote.folded_over⟧")
    return [m for m in stage.person("Tini").messages() if any(key in m.get("text", "") for key in keys)]


def picks(stage: Play) -> list[str]:
    """What anybody who holds the phone can read of a pick."""
    return [m["text"] for m in ballots(stage) if "vote.picked" in m["text"] or "button.option_out" in str(m)]


async def test_when_another_speaks_it_is_folded_and_its_voter_opens_it_again_with_the_pin(opened: Play) -> None:
    assert len(picks(opened)) == 1
    await act(opened, "Tini: /profil")
    await act(opened, "Tini: [button.change_person]")
    assert picks(opened) == [], "folded as soon as the phone goes on, before the PIN"
    await act(opened, "Tini: [name=Mbah]")
    await tapped(opened, "Tini", MBAH)
    opened.heard()
    folded = next(m for m in ballots(opened) if "name=Tini" in m["text"])
    opened.person("Tini").press("⟦button.open_ballot⟧", folded)
    await opened.quiet()
    assert [text.split()[0] for _, _, text, _ in opened.heard()] == ["⟦pin.ask⟧", "⟦household.toast.whose⟧"]
    await tapped(opened, "Tini", TINI)
    opened.heard()
    opened.person("Tini").press("⟦button.open_ballot⟧", folded)
    await opened.quiet()
    [(kind, _, text, buttons)] = opened.heard()
    assert kind == "edit" and "⟦vote.ballot⟧" in text and "⟦vote.picked⟧" in text, "the same ballot, with its secret"
    assert "⟦button.close_ballot⟧" in buttons
    assert opened.rows("SELECT COUNT(*) FROM open_ballot") == [(1,)]


async def test_it_is_the_other_who_begins_by_a_button_of_theirs(opened: Play) -> None:
    """Mbah touches her own envelope: her PIN is asked, and Tini's ballot is folded when it is right."""
    hers = next(m for m in ballots(opened) if "name=Mbah" in m["text"])
    opened.person("Tini").press("⟦button.open_ballot⟧", hers)
    await opened.quiet()
    await tapped(opened, "Tini", MBAH)
    assert picks(opened) == []
    assert opened.rows("SELECT COUNT(*) FROM open_ballot") == [(0,)]


async def test_when_the_time_of_who_spoke_is_over_it_is_folded_by_itself(opened: Play) -> None:
    await act(opened, "-- 1 jam kemudian")
    assert picks(opened) == []
    assert opened.rows("SELECT COUNT(*) FROM open_ballot") == [(0,)]


async def test_after_the_poll_no_pick_is_left_either(opened: Play) -> None:
    await act(opened, "-- 2 hari kemudian")
    assert picks(opened) == []
    assert any("⟦vote.folded_over⟧ name=Tini" in m["text"] for m in ballots(opened))


async def test_one_s_own_ballot_stays_open_while_one_goes_on(opened: Play) -> None:
    for words in ("/usulan", "/hasil"):
        await act(opened, f"Tini: {words}")
    await opened.bot.pulse.tick()
    await opened.quiet()
    assert len(picks(opened)) == 1


async def test_what_is_closed_by_hand_is_not_folded_once_more(opened: Play) -> None:
    await act(opened, "Tini: [button.close_ballot]")
    opened.heard()
    await act(opened, "-- 1 jam kemudian")
    assert not [text for kind, _, text, _ in opened.heard() if kind == "edit"]


async def test_no_letter_says_what_was_picked_nor_the_secret_of_a_ballot(opened: Play) -> None:
    await act(opened, "-- 1 jam kemudian")
    letters = opened.rows("SELECT facts, buttons FROM outbox WHERE fresh = 'folded'")
    assert letters and all(set(json.loads(facts)) == {"poll", "message"} for facts, _ in letters)
    assert {row for row in opened.rows("SELECT name FROM pragma_table_info('open_ballot')")} == {
        ("account_id",), ("message_id",), ("village_id",), ("resident_id",), ("poll_id",), ("at",),
    }  # fmt: skip


async def test_after_a_restart_a_ballot_whose_secret_is_forgotten_stays_as_it_is(opened: Play) -> None:
    """Folded without it, its voter could never change the vote again."""
    await opened.stop()
    await opened.start()
    await act(opened, "-- 1 jam kemudian")
    assert len(picks(opened)) == 1


async def test_who_leaves_the_phone_leaves_no_pick_there(opened: Play) -> None:
    for line in ("/profil", "[button.leave_phone]", "[button.yes_leave]"):
        await act(opened, f"Tini: {line}")
    assert opened.rows("SELECT COUNT(*) FROM speaking") == [(0,)]
    assert picks(opened) == []
    assert opened.rows("SELECT COUNT(*) FROM open_ballot") == [(0,)]
