"""Support is the presser's own, for what others propose and everybody sees."""

from tests.play import Play
from tests.rights.hands import nothing_done, pressed
from tests.transcript import act
from tests.village_life import founded, joined, proposed


async def test_only_who_is_known_here_supports_and_only_what_others_propose(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    await proposed(stage, "Slamet", "Lampu jalan di gang masjid")
    await act(stage, "Tamu: /bantuan")
    assert await nothing_done(stage, "Tamu", "du", 1, 1) == [("toast", "talk.refused.stranger")]
    assert await nothing_done(stage, "Joko", "du", 1, 1) == [("toast", "rights.refused.support")]
    assert await nothing_done(stage, "Slamet", "du", 1, 1) == [("toast", "support.refused.own")]
    for number in (0, 2, 2**40):
        for into in (0, 1):
            missing = [("toast", "proposal.refused.number")]
            assert await nothing_done(stage, "Sari", "du", number, into) == missing
    assert await nothing_done(stage, "Sari", "bu", 2) == [("toast", "proposal.refused.number")]
    assert await nothing_done(stage, "Wati", "bwu", 2) == [("toast", "proposal.refused.number")]
    assert ("toast", "support.toast.given") in await pressed(stage, "Sari", "du", 1, 1)
    assert ("toast", "support.toast.given") in await nothing_done(stage, "Sari", "du", 1, 1)
    assert ("toast", "support.toast.ended") in await pressed(stage, "Sari", "du", 1, 0)
    assert ("toast", "support.toast.ended") in await nothing_done(stage, "Sari", "du", 1, 0)
    assert stage.rows("SELECT COUNT(*) FROM book WHERE action LIKE 'support%'") == [(2,)]


async def test_a_proposal_that_is_over_is_left_but_not_joined(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari", "Budi")
    await proposed(stage, "Slamet", "Lampu jalan di gang masjid")
    await pressed(stage, "Sari", "du", 1, 1)
    for line in ("1", "[button.withdraw]", "[button.yes_withdraw]"):
        await act(stage, f"Slamet: {line}")
    assert await nothing_done(stage, "Budi", "du", 1, 1) == [("toast", "proposal.refused.number")]
    assert await pressed(stage, "Sari", "du", 1, 0) == [("toast", "support.toast.ended")]
