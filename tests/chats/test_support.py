"""Stand behind a neighbour's proposal: one tap, one tap back, and every step is told to whoever stands there."""

import pytest

from storage.work import SqliteWork
from tests.chats.test_aid import FAR, SURTI, TINI
from tests.chats.test_register import imported
from tests.play import Play
from tests.rights.hands import nothing_done
from tests.transcript import act, play
from tests.village_life import founded, joined, polling, proposed


@pytest.fixture
async def village(stage: Play) -> Play:
    """Pak Slamet has proposed a lamp; Sari, Budi and Bu Wati, the kader, live here too."""
    await founded(stage)
    await joined(stage, "Sari", "Budi")
    await proposed(stage, "Slamet", "Lampu jalan di gang masjid", "Jembatan bambu diganti beton")
    return stage


async def test_one_tap_and_one_tap_back(village: Play) -> None:
    await play(
        village,
        """
        Sari: 1
        bot > Sari: proposal.show ⟦proposal.supporters_few⟧ n=10 [button.support⟧] [button.proof]
        Sari: [button.support]
        toast > Sari: support.toast.given
        edit > Sari: proposal.show ⟦proposal.supporters_few⟧ ⟦proposal.supporters_own⟧ [button.support_end]
        Budi: 1
        bot > Budi: proposal.show ⟦proposal.supporters_few⟧ [button.support⟧]
        Sari: [button.support_end]
        toast > Sari: support.toast.ended
        edit > Sari: proposal.show [button.support⟧]
        Slamet: 1
        bot > Slamet: proposal.show [button.proof] [button.withdraw]
        Slamet: [button.proof]
        toast > Slamet: proposal.toast.proof number=1 rows=1
        Slamet @ Warga: /usulan 1
        bot > Warga: proposal.show [button.support⟧] [button.proof]
        """,
    )
    rows = village.person("Slamet").messages()[-1]["reply_markup"]["inline_keyboard"]
    labels = [b["text"] for row in rows for b in row]
    assert not any("button.support⟧" in label or "button.support_end" in label for label in labels)
    assert village.rows("SELECT action, object FROM book WHERE action LIKE 'support%'") == [
        ("support_given", "season:1"),
        ("support_ended", "season:1"),
    ]


async def test_ten_are_shown_as_a_number_and_nine_in_words(village: Play) -> None:
    many = [f"Warga{n}" for n in range(10)]
    await joined(village, *many)
    for name in many[:9]:
        await act(village, f"{name}: 1")
        await act(village, f"{name}: [button.support]")
    village.heard()
    await play(
        village,
        """
        Sari: 1
        bot > Sari: proposal.show ⟦proposal.supporters_few⟧ n=10
        Warga9: 1
        bot > Warga9: proposal.show ⟦proposal.supporters_few⟧ n=10
        Warga9: [button.support]
        toast > Warga9: support.toast.given
        edit > Warga9: proposal.show ⟦proposal.supporters⟧ n=10
        """,
    )
    with_moved = "UPDATE resident SET state = 'moved' WHERE name = 'Warga3 Warga'"
    await village.bot.database.write(lambda work: work.proposals.run(with_moved))
    await play(village, "Sari: 1\nbot > Sari: proposal.show ⟦proposal.supporters_few⟧ n=10")


async def test_support_is_welcome_while_a_poll_runs(village: Play) -> None:
    await polling(village)
    await play(
        village,
        """
        Sari: 2
        bot > Sari: proposal.show [button.support⟧]
        Sari: [button.support]
        toast > Sari: support.toast.given
        edit > Sari: proposal.show [button.support_end]
        """,
    )


async def test_whoever_stands_behind_it_hears_what_becomes_of_it(village: Play) -> None:
    for name, buttons in (("Sari", ["[button.support]"]), ("Budi", ["[button.support]", "[button.support_end]"])):
        for line in ("1", *buttons):
            await act(village, f"{name}: {line}")
    for line in ("1", "[button.withdraw]"):
        await act(village, f"Slamet: {line}")
    village.heard()
    await play(
        village,
        """
        Slamet: [button.yes_withdraw]
        edit > Slamet: proposal.withdrawn
        bot > Sari: news.supported ⟦step.moved⟧ number=1 ⟦status.dicabut⟧
        """,
    )


async def begun(stage: Play, name: str, number: int = 1, by: str = "Wati") -> None:
    for line in (f"usulan {number}", "[button.support_for]", name, f"[name={name}]"):
        await act(stage, f"{by}: {line}")
    stage.heard()


async def test_a_kader_enters_a_neighbour_s_support_labelled_and_passes_the_news_on(village: Play) -> None:
    await imported(village, SURTI, TINI, FAR)
    await begun(village, "Surti")
    await play(
        village,
        """
        Wati: [button.agrees]
        bot > Wati: aid.ask_slip name=Surti
        Wati: Lembar A-3
        bot > Wati: aid.support_done name=Surti number=1
        Sari: 1
        bot > Sari: proposal.show ⟦proposal.supporters_helped⟧
        Wati: /kelola warga
        bot > Wati: desk.section
        Wati: [button.aid]
        bot > Wati: aid.desk ⟦aid.what.support⟧ name=Surti slip=A3 number=1
        """,
    )
    assert village.rows("SELECT state FROM resident WHERE name = 'Surti'") == [("verified",)]
    await begun(village, "Tini")
    await play(
        village,
        """
        Wati: [button.agrees]
        bot > Wati: aid.ask_slip
        Wati: A3
        bot > Wati: aid.refused.slip_used
        Wati: A4
        bot > Wati: aid.support_done name=Tini
        Slamet: 1
        bot > Slamet: proposal.show
        Slamet: [button.withdraw]
        bot > Slamet: proposal.ask_withdraw
        Slamet: [button.yes_withdraw]
        edit > Slamet: proposal.withdrawn
        bot > Wati: aid.pass_on Surti Tini ⟦step.moved⟧
        """,
    )


async def test_nobody_is_entered_twice_nor_unknown_nor_without_a_yes(village: Play) -> None:
    await imported(village, SURTI)
    await begun(village, "Surti")
    await play(
        village,
        """
        Wati: [button.agrees_not]
        bot > Wati: aid.no_consent
        """,
    )
    assert village.rows("SELECT COUNT(*) FROM support") == [(0,)]
    await begun(village, "Surti")
    for line in ("[button.agrees]", "1"):
        await act(village, f"Wati: {line}")
    village.heard()
    await play(
        village,
        """
        Wati: usulan 1
        bot > Wati: proposal.show [button.support_for]
        Wati: [button.support_for]
        bot > Wati: aid.ask_who
        Wati: Surti
        bot > Wati: aid.ask_which
        Wati: [name=Surti]
        toast > Wati: aid.refused.supports name=Surti
        Wati: Wiryo
        bot > Wati: aid.ask_nobody
        Wati: [button.aid_new]
        toast > Wati: aid.refused.support_waits name=Wiryo
        """,
    )
    assert village.rows("SELECT COUNT(*) FROM support") == [(1,)]


async def test_that_was_not_me_ends_the_support(village: Play) -> None:
    await imported(village, SURTI)
    await begun(village, "Surti")
    for line in ("[button.agrees]", "1"):
        await act(village, f"Wati: {line}")
    await act(village, "Surti: /start warga_3301022003")
    for line in ("Surti", "[name=Krajan]", "[rt=02]", "[sex.p]", "1950", "[button.yes_send]"):
        await act(village, f"Surti: {line}")
    await act(village, "Wati: [button.vouch_yes]")

    def behind(work: SqliteWork) -> int:
        return work.supports.count(1)

    assert await village.bot.database.write(behind) == 1
    village.heard()
    await play(
        village,
        """
        Surti: 1
        bot > Surti: proposal.show ⟦proposal.supporters_own⟧
        Surti: [button.aid_not_me]
        toast > Surti: aid.toast.objected
        edit > Surti: aid.objected
        """,
    )
    assert await village.bot.database.write(behind) == 0


async def test_a_kader_enters_no_support_for_what_is_the_kader_s_own(village: Play) -> None:
    await imported(village, SURTI)
    await proposed(village, "Wati", "Pos ronda bocor")
    assert await nothing_done(village, "Wati", "bwu", 3) == [("toast", "aid.refused.support_own")]
    await play(village, "Wati: 3\nbot > Wati: proposal.show number=3 [button.proof] [button.withdraw]")
    rows = village.person("Wati").messages()[-1]["reply_markup"]["inline_keyboard"]
    assert not any("button.support" in button["text"] for row in rows for button in row)


async def test_one_s_own_that_was_withdrawn_still_has_its_proof(village: Play) -> None:
    for line in ("1", "[button.withdraw]", "[button.yes_withdraw]", "1"):
        await act(village, f"Slamet: {line}")
    village.heard()
    await play(village, "Slamet: [button.proof]\ntoast > Slamet: proposal.toast.proof number=1 rows=2")
