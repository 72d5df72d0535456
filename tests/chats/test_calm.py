"""Nothing rings at night that can wait, several pieces of news are one letter, and everybody chooses for themselves."""

import pytest

from storage.work import SqliteWork
from tests.chats.test_clarify import opened
from tests.household_life import MBAH, TINI, shared, speaks
from tests.play import Play
from tests.transcript import act, play
from tests.village_life import founded, joined, polling, proposed, ruled
from village import quiet

NIGHT = "-- 12 jam kemudian"
"""From nine in the morning, when everything here begins, to nine in the evening."""


@pytest.fixture
async def village(stage: Play) -> Play:
    """Bu Sari has made two proposals; Budi stands behind both, and behind one of Bu Wati's."""
    await founded(stage)
    await joined(stage, "Sari", "Budi")
    await proposed(stage, "Sari", "Lampu jalan di gang masjid", "Jembatan bambu diganti beton")
    await proposed(stage, "Wati", "Pagar makam roboh")
    for number in (1, 2, 3):
        await act(stage, f"Budi: {number}")
        await act(stage, "Budi: [button.support]")
    stage.heard()
    return stage


async def moved(stage: Play, number: int, heard: str = "") -> None:
    """Pak Slamet sends it to the tim verifikasi; `heard`: what others hear of it at once."""
    await opened(stage, number=number)
    await play(
        stage,
        f"""
        Slamet: [button.to.verifikasi]
        edit > Slamet: queue.ask_move
        Slamet: [button.yes_right]
        toast > Slamet: queue.toast.moved
        edit > Slamet: queue.card status.verifikasi
        {heard}
        """,
    )


async def hours(stage: Play, **own: str) -> None:
    """The village has hours of its own."""

    def write(work: SqliteWork) -> None:
        for key, clock in own.items():
            work.villages.set(work.villages.all()[0].id, key, clock, "Perdes", 2026)

    await stage.bot.database.write(write)


async def test_news_of_the_evening_comes_in_the_morning(village: Play) -> None:
    await act(village, NIGHT)
    await moved(village, 1)
    await play(
        village,
        """
        -- 8 jam kemudian
        -- 1 jam kemudian
        bot > Sari: step.moved number=1 status.verifikasi
        bot > Budi: news.supported step.moved number=1 status.verifikasi
        -- 24 jam kemudian
        """,
    )


async def test_by_day_news_comes_at_once_and_one_by_one(village: Play) -> None:
    for number in (1, 2):
        await moved(
            village,
            number,
            f"bot > Sari: step.moved number={number}\nbot > Budi: news.supported step.moved number={number}",
        )


async def test_what_was_said_at_night_is_answered_at_night(village: Play) -> None:
    await play(
        village,
        f"""
        {NIGHT}
        Sari: /usulan 1
        bot > Sari: proposal.show
        Budi: 2
        bot > Budi: proposal.show [button.support_end]
        Budi: [button.support_end]
        toast > Budi: support.toast.ended
        edit > Budi: proposal.show
        """,
    )


async def test_in_the_morning_several_pieces_are_one_letter_with_a_button_each(village: Play) -> None:
    await act(village, NIGHT)
    for number in (1, 2, 3):
        await moved(village, number)
    await play(
        village,
        """
        -- 9 jam kemudian
        bot > Sari: digest.show count=2 digest.moved number=1 number=2 [number=1] [number=2] [button.news]
        bot > Budi: digest.show count=3 status.verifikasi [number=1] [number=2] [number=3] [button.news]
        bot > Wati: step.moved number=3
        Sari: [number=2]
        bot > Sari: proposal.show number=2 Jembatan
        """,
    )
    assert village.rows("SELECT COUNT(*), COUNT(DISTINCT message_id) FROM outbox WHERE joins <> ''") == [(6, 3)]


async def test_a_question_stays_a_letter_of_its_own(village: Play) -> None:
    await act(village, NIGHT)
    await moved(village, 1)
    await opened(village, number=2)
    for line in ("[button.ask_proposer]", "[button.ask.di_mana]"):
        await act(village, f"Slamet: {line}")
    village.heard()
    await play(
        village,
        """
        -- 9 jam kemudian
        bot > Sari: step.moved number=1
        bot > Sari: clarify.question number=2 [button.answer]
        bot > Budi: digest.show count=2 status.verifikasi status.perlu_klarifikasi
        """,
    )


async def test_the_night_outlasts_a_power_cut(village: Play) -> None:
    await act(village, NIGHT)
    await moved(village, 1)
    await village.stop()
    await village.start()
    await village.quiet()
    await play(
        village,
        """
        -- 8 jam kemudian
        -- 1 jam kemudian
        bot > Sari: step.moved number=1
        bot > Budi: news.supported number=1
        """,
    )


async def test_a_village_has_its_own_night_and_may_have_none(village: Play) -> None:
    await act(village, NIGHT)
    await moved(village, 1)
    await hours(village, **{quiet.BEGINS: "22.00"})
    await play(
        village,
        """
        -- 0 jam kemudian
        bot > Sari: step.moved number=1
        bot > Budi: news.supported number=1
        -- 1 jam kemudian
        """,
    )
    await moved(village, 2)
    await hours(village, **{quiet.BEGINS: "05.00", quiet.ENDS: "05.00"})
    await play(
        village,
        """
        -- 0 jam kemudian
        bot > Sari: step.moved number=2
        bot > Budi: news.supported number=2
        """,
    )


async def test_a_poll_that_opens_at_night_is_told_in_the_morning(village: Play) -> None:
    await act(village, NIGHT)
    await polling(village)
    assert [m for m in village.person("Sari").messages() if "⟦vote.ballot⟧" in m.get("text", "")] == []
    await play(
        village,
        """
        Sari: /suara
        bot > Sari: vote.ballot
        -- 9 jam kemudian
        bot > Warga: poll.opened
        bot > Sari: vote.ballot
        bot > Budi: vote.ballot
        bot > Wati: vote.ballot
        bot > Slamet: vote.ballot
        bot > Karso: vote.ballot
        """,
    )


async def test_a_village_may_want_its_polls_at_the_hour(village: Play) -> None:
    await ruled(village, jajak_malam=1)
    await act(village, NIGHT)
    await polling(village)
    assert [m for m in village.person("Sari").messages() if "⟦vote.ballot⟧" in m.get("text", "")] != []


async def test_whoever_stands_behind_much_hears_of_it_once_a_day_and_of_their_own_at_once(village: Play) -> None:
    await ruled(village, kabar_banyak=2)
    for number in (1, 2):
        await moved(village, number, f"bot > Sari: step.moved number={number}")
    await play(
        village,
        """
        -- 7 jam kemudian
        -- 1 jam kemudian
        bot > Budi: digest.show count=2 number=1 number=2
        """,
    )
    await moved(village, 3, "bot > Wati: step.moved number=3")
    await play(
        village,
        """
        -- 23 jam kemudian
        -- 1 jam kemudian
        bot > Budi: news.supported number=3
        """,
    )


async def test_one_chooses_how_to_hear_of_what_one_stands_behind(village: Play) -> None:
    await play(
        village,
        """
        Budi: /profil
        bot > Budi: profile.show [button.news]
        Budi: [button.news]
        bot > Budi: news.show news.how.langsung news.unchosen begin=20.30 end=06.00 [news_langsung] [news_harian]
        Budi: [button.news_harian]
        toast > Budi: news.toast.kept
        edit > Budi: news.show news.how.harian at=17.00 [button.news_langsung] [button.news_jangan]
        """,
    )
    await moved(village, 1, "bot > Sari: step.moved number=1")
    await play(
        village,
        """
        Budi: [button.news_langsung]
        bot > Budi: news.supported step.moved number=1
        toast > Budi: news.toast.kept
        edit > Budi: news.show news.how.langsung
        Budi: [button.news_jangan]
        toast > Budi: news.toast.kept
        edit > Budi: news.show news.how.jangan [button.news_langsung] [button.news_harian]
        """,
    )
    await moved(village, 2, "bot > Sari: step.moved number=2")
    await act(village, "Budi: /data")
    sent = [m["document"] for m in village.person("Budi").messages() if "document" in m]
    told = village.telegram.files.by_id[sent[-1]["file_id"]].content.decode()
    assert "⟦data.news⟧" in told and "⟦button.news_jangan⟧" in told


async def test_what_waits_is_let_go_when_one_no_longer_wants_it(village: Play) -> None:
    for line in ("/profil", "[button.news]", "[button.news_harian]"):
        await act(village, f"Budi: {line}")
    village.heard()
    await moved(village, 1, "bot > Sari: step.moved number=1")
    await act(village, "Budi: [button.news_jangan]")
    village.heard()
    await play(village, "-- 30 jam kemudian")
    assert village.rows("SELECT state FROM outbox WHERE joins = 'supported'") == [("expired",)]


async def test_of_much_news_the_lists_are_one_press_away(village: Play) -> None:
    await ruled(village, batas_usulan=9)
    await proposed(
        village, "Sari", *(f"Selokan mampet di {place}" for place in ("sawah", "pasar", "balai", "lapangan"))
    )
    await proposed(village, "Sari", "Tiang listrik miring di kebun")
    await act(village, NIGHT)
    for number in (1, 2, *range(4, 9)):
        await moved(village, number)
    await play(
        village,
        """
        -- 9 jam kemudian
        bot > Sari: digest.show count=7 [browse.whose.m] [button.news]
        bot > Budi: digest.show count=2 [number=1] [number=2]
        Sari: [browse.whose.m]
        bot > Sari: browse.list total=7
        """,
    )


async def test_on_a_shared_phone_each_chooses_for_themselves(stage: Play) -> None:
    await founded(stage)
    await shared(stage)
    for digits, name, choice in ((MBAH, "Mbah", "jangan"), (TINI, "Tini", "harian")):
        await speaks(stage, "Tini", name, digits)
        for line in ("/profil", "[button.news]", f"[button.news_{choice}]"):
            await act(stage, f"Tini: {line}")
    chosen = "SELECT r.name, n.supported FROM news_choice n JOIN resident r ON r.id = n.resident_id ORDER BY r.name"
    assert stage.rows(chosen) == [("Mbah Rahayu", "jangan"), ("Tini Warga", "harian")]


async def test_an_erased_person_has_chosen_nothing(village: Play) -> None:
    for line in ("/profil", "[button.news]", "[button.news_jangan]"):
        await act(village, f"Budi: {line}")
    assert village.rows("SELECT supported FROM news_choice") == [("jangan",)]
    for line in ("/data", "[button.erase]", "[button.erase_go_on]", "[button.erase_for_ever]"):
        await act(village, f"Budi: {line}")
    assert village.rows("SELECT supported FROM news_choice") == []
