"""What the village has asked for already is shown before it is entered once more: one tap stands behind it."""

import pytest

from tests.play import Play
from tests.transcript import act, play
from tests.village_life import LINK, founded, introduced, joined, proposed

LAMP = "Lampu jalan di gang masjid Krajan RT 02 mati, untuk semua warga"
AGAIN = "lampu gang masjid krajan rt 2 mati semua, tolong diganti untuk anak ngaji"


@pytest.fixture
async def village(stage: Play) -> Play:
    """Pak Slamet has proposed a lamp; Sari and Budi live here too."""
    await founded(stage)
    await joined(stage, "Sari", "Budi")
    for line in (f"/usul {LAMP}", "[button.yes_send]"):
        await act(stage, f"Slamet: {line}")
    stage.heard()
    return stage


async def test_one_tap_stands_behind_it_and_the_draft_is_kept_aside(village: Play) -> None:
    await play(
        village,
        f"""
        Sari: /usul {AGAIN}
        bot > Sari: propose.ask_similar ⟦propose.alike⟧ number=1 [button.same] [button.yes_send_other] [button.change]
        Sari: [button.same]
        bot > Sari: propose.aside number=1 words=lampu [button.send_too] [button.enough]
        Sari: [button.enough]
        bot > Sari: propose.aside_done
        Sari: 1
        bot > Sari: proposal.show ⟦proposal.supporters_own⟧
        """,
    )
    assert village.rows("SELECT COUNT(*) FROM proposal") == [(1,)]


async def test_the_draft_may_be_sent_all_the_same(village: Play) -> None:
    await play(
        village,
        f"""
        Sari: /usul {AGAIN}
        bot > Sari: propose.ask_similar
        Sari: ya
        bot > Sari: propose.aside
        Sari: [button.send_too]
        bot > Sari: propose.done number=2
        """,
    )


async def test_whatever_is_looked_at_meanwhile_the_draft_waits_without_a_word(village: Play) -> None:
    await play(
        village,
        f"""
        Sari: /usul {AGAIN}
        bot > Sari: propose.ask_similar
        Sari: [button.same]
        bot > Sari: propose.aside
        Sari: /usulan
        bot > Sari: proposal.list
        Sari: 1
        bot > Sari: proposal.show
        Sari: Jembatan bambu ke sawah Ngasem sudah lapuk
        bot > Sari: propose.ask_whether words=Jembatan
        Sari: [button.no_proposal]
        bot > Sari: talk.not_a_proposal
        bot > Sari: propose.ask_whether words=lampu
        """,
    )


async def test_whoever_says_theirs_is_another_sends_it(village: Play) -> None:
    await play(
        village,
        f"""
        Sari: /usul {AGAIN}
        bot > Sari: propose.ask_similar
        Sari: beda tempatnya dengan itu
        bot > Sari: talk.kept_for_later
        bot > Sari: propose.ask_similar
        Sari: [button.yes_send_other]
        bot > Sari: propose.done number=2
        bot > Sari: propose.ask_whether words=beda
        Sari: tidak
        bot > Sari: talk.not_a_proposal
        """,
    )
    assert village.rows("SELECT COUNT(*) FROM support") == [(0,)]


async def test_one_s_own_is_shown_as_one_s_own(village: Play) -> None:
    await play(
        village,
        f"""
        Slamet: /usul {AGAIN}
        bot > Slamet: propose.ask_similar ⟦propose.alike_own⟧ [button.yes_send_other]
        """,
    )
    labels = [b["text"] for row in _buttons(village, "Slamet") for b in row]
    assert not any("button.same" in label for label in labels)


async def test_of_several_each_has_its_own_button_and_at_most_three_are_shown(village: Play) -> None:
    for name in ("Budi", "Wati", "Karso"):
        for line in (f"/usul {AGAIN}", "[button.yes_send_other]"):
            await act(village, f"{name}: {line}")
    village.heard()
    await play(
        village,
        f"""
        Sari: /usul {AGAIN}
        bot > Sari: propose.ask_similar [button.same_as]
        """,
    )
    labels = [b["text"] for row in _buttons(village, "Sari") for b in row if "button.same_as" in b["text"]]
    assert len(labels) == 3


async def test_whoever_waits_to_be_known_is_told_when_they_may_support(village: Play) -> None:
    await act(village, f"Rudi: {LINK}")
    await introduced(village, "Rudi")
    village.heard()
    await play(
        village,
        f"""
        Rudi: /usul {AGAIN}
        bot > Rudi: propose.ask_similar ⟦propose.alike_wait⟧ [button.same] [button.yes_send_other]
        Rudi: [button.yes_send_other]
        bot > Rudi: propose.done number=2
        bot > Rudi: propose.waiting
        """,
    )


async def test_whoever_waits_to_be_known_keeps_the_draft_and_supports_once_known(village: Play) -> None:
    await act(village, f"Rudi: {LINK}")
    await introduced(village, "Rudi")
    village.heard()
    await play(
        village,
        f"""
        Rudi: /usul {AGAIN}
        bot > Rudi: propose.ask_similar
        Rudi: [button.same]
        toast > Rudi: propose.refused.same_waits
        Rudi: ya
        bot > Rudi: propose.refused.same_waits
        """,
    )
    await act(village, "Wati: [button.vouch_yes]")
    assert [key for _, who, key, _ in village.heard() if who == "Rudi" and "join.draft_waits" in key]
    await play(
        village,
        """
        Rudi: [button.resume]
        bot > Rudi: propose.ask_similar [button.same] words=lampu
        Rudi: [button.same]
        bot > Rudi: propose.aside number=1
        """,
    )
    assert village.rows("SELECT COUNT(*) FROM support") == [(1,)]
    await act(village, "Rudi: [button.enough]")


async def test_whoever_writes_nothing_is_offered_no_draft_when_known(village: Play) -> None:
    await act(village, f"Rudi: {LINK}")
    await introduced(village, "Rudi")
    village.heard()
    await act(village, "Wati: [button.vouch_yes]")
    assert not [key for _, _, key, _ in village.heard() if "join.draft_waits" in key]


async def test_a_look_alike_at_another_place_is_not_shown(village: Play) -> None:
    await play(
        village,
        """
        Sari: /usul Lampu jalan di gang masjid Ngasem RT 02 mati, untuk semua warga
        bot > Sari: propose.ask_sure
        """,
    )


async def test_what_is_over_is_not_offered(village: Play) -> None:
    for line in ("1", "[button.withdraw]", "[button.yes_withdraw]"):
        await act(village, f"Slamet: {line}")
    village.heard()
    await play(
        village,
        f"""
        Sari: /usul {AGAIN}
        bot > Sari: propose.ask_sure
        """,
    )
    await proposed(village, "Budi", "Jembatan bambu diganti beton")


def _buttons(stage: Play, name: str) -> list[list[dict[str, str]]]:
    last = [m for m in stage.person(name).messages() if "reply_markup" in m][-1]
    rows: list[list[dict[str, str]]] = last["reply_markup"].get("inline_keyboard", [])
    return rows
