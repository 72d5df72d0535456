"""One's own data are in one's own hand: nobody agrees, takes back, copies or erases for another; complaints rest."""

import pytest

from handlers.presses import PRESSES
from handlers.privacy import OTHERS_PRESSED, STILL_PRESSED
from tests.bot.test_buttons import LARGEST
from tests.play import Play
from tests.rights.hands import nothing_done, pressed
from tests.transcript import act
from tests.village_life import appointed, founded, introduced, joined
from village.consent import current


@pytest.fixture
async def village(stage: Play) -> Play:
    await founded(stage)
    await joined(stage, "Sari", "Budi")
    return stage


async def test_what_only_tells_does_nothing(village: Play) -> None:
    for op, key in (("cn", "consent.not_now"), ("ck", "consent.kept"), ("dk", "erase.kept"), ("df", "erase.sure")):
        assert await nothing_done(village, "Sari", op) == [("edit", key)], op
    for op, key in (("cw", "consent.ask_withdraw"), ("de", "erase.ask")):
        assert await nothing_done(village, "Sari", op) == [("bot", key)], op


async def test_only_the_words_that_stand_now_are_agreed_to(village: Play) -> None:
    newest = await village.bot.database.write(lambda work: current(work.now))
    for version in (newest - 1, newest + 1):
        assert await nothing_done(village, "Sari", "ca", version) == [("toast", "consent.refused.old")], version
    assert await nothing_done(village, "Sari", "ca", newest) == [("edit", "consent.thanks")]


async def test_whoever_took_the_consent_back_presses_nothing_but_what_is_about_it(village: Play) -> None:
    assert ("edit", "consent.withdrawn") in await pressed(village, "Sari", "cx")
    for op in sorted(set(PRESSES) - {*STILL_PRESSED, *OTHERS_PRESSED}):
        said = await nothing_done(village, "Sari", op, *LARGEST[op][0])
        assert said == [("toast", "consent.toast.rests")], op


async def test_the_last_operator_is_not_erased_whichever_button_asks(village: Play) -> None:
    for op in ("de", "dg"):
        assert await nothing_done(village, "Joko", op) == [("toast", "erase.refused.operator")], op


async def test_a_picture_is_taken_away_in_the_presser_s_own_chat_only(village: Play) -> None:
    budi = village.person("Budi")
    number = budi.say("foto")["message_id"]
    await village.quiet()
    await pressed(village, "Sari", "kt", number)
    assert number in [m["message_id"] for m in budi.messages()]
    await pressed(village, "Budi", "kt", number)
    assert number not in [m["message_id"] for m in budi.messages()]


async def test_complaints_are_not_for_a_member_of_the_council_whom_the_chair_has_not_accepted(village: Play) -> None:
    for name, office in (("Ratna", "office.bpd_ketua"), ("Teguh", "office.bpd_anggota")):
        await appointed(village, name, office)
        await introduced(village, name)
    refused = [("toast", "rights.refused.see_complaints")]
    for name in ("Teguh", "Joko", "Wati", "Slamet", "Sari"):
        assert await nothing_done(village, name, "kl") == refused, name
    await act(village, "Ratna: /bpd")
    await act(village, "Ratna: [button.confirm]")  # the newest: Pak Teguh
    assert await nothing_done(village, "Teguh", "kl") == [("bot", "complaint.none")]
