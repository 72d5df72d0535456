"""On a phone that a family shares nobody presses for another, and from elsewhere nobody presses for that family."""

import pytest

from handlers.household import FREE
from handlers.presses import PRESSES
from tests.bot.test_buttons import LARGEST
from tests.household_life import MBAH, introduced_as, shared, speaks, tapped
from tests.play import Play
from tests.rights.hands import Said, family, kept, nothing_done, opened
from tests.rights.test_presses import ANYBODY_S
from tests.transcript import act, play
from tests.village_life import appointed, founded, introduced, joined

TINI_WARGA, RAHAYU = "Tini Warga", "Mbah Rahayu"
ASKED_WHOSE: Said = [("bot", "pin.ask"), ("toast", "household.toast.whose")]
ASKED_WHO: Said = [("bot", "household.ask_who"), ("toast", "household.toast.who")]
OVER: Said = [("toast", "talk.toast.old")]


@pytest.fixture
async def village(stage: Play) -> Play:
    """Bu Tini and Mbah Rahayu share a phone, on which Mbah speaks; Sari has one of her own."""
    await founded(stage)
    await joined(stage, "Sari")
    await shared(stage)
    return stage


def test_the_presses_for_which_nobody_has_to_be_known_ask_for_themselves() -> None:
    assert set(ANYBODY_S) >= FREE


async def test_a_button_that_was_made_for_another_of_the_family_asks_for_their_pin(village: Play) -> None:
    tini = (await family(village, "Tini"))[TINI_WARGA]
    for op in sorted(set(PRESSES) - FREE):
        assert await nothing_done(village, "Tini", op, *LARGEST[op][0], whose=tini) == ASKED_WHOSE, op


async def test_while_nobody_has_shown_who_speaks_no_button_does_anything(village: Play) -> None:
    mbah = (await family(village, "Tini"))[RAHAYU]
    await act(village, "Tini: /profil")
    await act(village, "Tini: [button.change_person]")
    for op in sorted(set(PRESSES) - FREE):
        assert await nothing_done(village, "Tini", op, *LARGEST[op][0], whose=0) == ASKED_WHO, op
        assert await nothing_done(village, "Tini", op, *LARGEST[op][0], whose=mbah) == ASKED_WHOSE, op


async def test_whose_phone_was_contested_presses_nothing_until_neighbours_have_met_them(village: Play) -> None:
    sari = (await family(village, "Sari"))["Sari Warga"]
    await village.bot.database.write(lambda work: work.residents.freeze(sari, True))
    for op in sorted(set(PRESSES) - FREE):
        said = await nothing_done(village, "Sari", op, *LARGEST[op][0])
        assert said == [("toast", "phone.refused.frozen")], op


async def test_a_name_of_another_house_is_no_way_in(village: Play) -> None:
    """Neither to speak as them, nor to call an officer to them, from a phone alone or shared."""
    theirs, hers = await family(village, "Tini"), await family(village, "Sari")
    for op in ("hw", "hf"):
        assert await nothing_done(village, "Sari", op, theirs[RAHAYU]) == OVER, op
        assert await nothing_done(village, "Tini", op, hers["Sari Warga"], whose=0) == OVER, op
    assert await nothing_done(village, "Sari", "hw", hers["Sari Warga"]) == OVER


async def test_a_name_of_the_family_opens_only_the_keypad(village: Play) -> None:
    tini = (await family(village, "Tini"))[TINI_WARGA]
    assert await nothing_done(village, "Tini", "hw", tini, whose=0) == [("edit", "pin.ask")]


async def test_a_keypad_is_tapped_on_its_own_phone_only(village: Play) -> None:
    """Somebody who knows the PIN and the key's number gets nowhere from outside, and spoils nothing there."""
    await act(village, "Tini: /profil")
    await act(village, "Tini: [button.change_person]")
    await act(village, f"Tini: [name={RAHAYU}]")
    key = await opened(village, "Tini", "digit=1")
    for digit in map(int, MBAH):
        assert await nothing_done(village, "Sari", key.op, key.args[0], digit) == [("toast", "pin.toast.over")]
    await tapped(village, "Tini", MBAH)
    assert "⟦household.speaking⟧ name=Mbah" in village.heard()[-1][2]


async def test_an_older_keypad_takes_nothing_for_the_newer_one(village: Play) -> None:
    await act(village, "Tini: /profil")
    await act(village, "Tini: [button.change_person]")
    await act(village, f"Tini: [name={TINI_WARGA}]")
    older = (await opened(village, "Tini", "digit=1")).args[0]
    await act(village, "Tini: [button.other_person]")
    await act(village, f"Tini: [name={RAHAYU}]")
    for digit in map(int, MBAH):
        said = await nothing_done(village, "Tini", "hk", older, digit, whose=0)
        assert said == [("edit", "household.ask_who"), ("toast", "pin.toast.over")]


async def test_whoever_has_a_phone_alone_has_nothing_to_hand_over_or_leave(village: Play) -> None:
    assert await nothing_done(village, "Sari", "hs") == OVER
    assert await nothing_done(village, "Sari", "hx") == OVER
    assert await nothing_done(village, "Sari", "hc") == [("toast", "talk.refused.old")]


async def test_a_helper_from_outside_has_no_family_and_no_house_here(village: Play) -> None:
    for op in ("ha", "hm"):
        assert await nothing_done(village, "Joko", op) == [("toast", "rights.refused.propose_own")], op


async def test_only_the_old_phone_says_that_was_not_me(village: Play) -> None:
    await act(village, "HP baru: /start warga_3301022003")
    await introduced_as(village, "HP baru", "Sari Warga")
    await act(village, "Wati: [button.vouch_same]")
    for name in ("HP baru", "Tini", "Karso"):
        assert await nothing_done(village, name, "pn", 1) == [("toast", "phone.refused.over")], name
    await play(
        village,
        """
        Sari: [button.not_me]
        toast > Sari: vouch.toast.done
        edit > Sari: phone.stopped
        bot > Karso: matter.ask_phone name=Sari
        bot > HP baru: phone.contested
        """,
    )


async def test_what_officers_confirm_about_somebody_nobody_else_confirms(village: Play) -> None:
    """A forgotten PIN, and a death: neither the person, nor the family, nor a neighbour, nor the council settles it."""
    await appointed(village, "Ratna", "office.bpd_ketua")
    await introduced(village, "Ratna")
    await act(village, "Tini: /profil")
    await act(village, "Tini: [button.change_person]")
    await act(village, f"Tini: [name={TINI_WARGA}]")
    await act(village, "Tini: [button.pin_forgotten]")
    for line in ("/kelola warga", "[button.departed]", "Sari", "[button.person_at]", "[button.departed_died]"):
        await act(village, f"Wati: {line}")
    await speaks(village, "Tini", RAHAYU, MBAH)
    for matter, right in ((1, "vouch"), (2, "report_departure")):
        for name in ("Tini", "Sari", "Ratna", "Slamet", "Joko"):
            for yes in (1, 0):
                said = await nothing_done(village, name, "mv", matter, yes)
                assert said == [("toast", f"rights.refused.{right}")], (name, matter)
    assert await nothing_done(village, "Wati", "mv", 2, 1) == [("toast", "matter.refused.second")]
    before = kept(village)["matter"]
    await act(village, "Karso: [button.matter_yes_died]")
    assert kept(village)["matter"] != before
