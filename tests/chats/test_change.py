"""A proposer changes their own proposal: under the same number, as a new version, and whoever supports it is told."""

import pytest

from actions import steps
from storage.work import SqliteWork
from tests.play import Play
from tests.rights.hands import nothing_done
from tests.transcript import act, play
from tests.village_life import founded, joined, polling, proposed
from village.people import Office
from village.proposal import Status

RULERS = (Office.TIM_PENYUSUN,)


@pytest.fixture
async def village(stage: Play) -> Play:
    """Bu Sari has proposed a lamp and a bridge; Pak Budi lives here too."""
    await founded(stage)
    await joined(stage, "Sari", "Budi")
    await proposed(stage, "Sari", "Lampu jalan di gang masjid", "Jembatan bambu diganti beton")
    return stage


async def test_a_sentence_is_changed_and_the_number_stays(village: Play) -> None:
    await play(
        village,
        """
        Sari: 1
        bot > Sari: proposal.show [button.change] [button.withdraw]
        Sari: [button.change]
        bot > Sari: proposal.ask_change number=1 [button.change_words] [button.change_place] [button.change_benefit]
        Sari: [button.change_words]
        bot > Sari: propose.ask_words_again words=Lampu
        Sari: Lampu jalan tenaga surya di gang masjid
        bot > Sari: proposal.sure_change number=1 surya ⟦place.village⟧ ⟦benefit.semua⟧ [button.yes_change]
        Sari: ya
        bot > Sari: proposal.changed number=1 surya told=
        Budi: 1
        bot > Budi: proposal.show surya ⟦proposal.changed_at⟧
        """,
    )
    versions = "SELECT version, title FROM proposal_version WHERE proposal_id = 1 ORDER BY version"
    assert village.rows(versions) == [
        (1, "Lampu jalan di gang masjid"), (2, "Lampu jalan tenaga surya di gang masjid"),
    ]  # fmt: skip
    assert village.rows("SELECT object FROM book WHERE action = 'proposal_changed'") == [("proposal:1:2",)]


async def test_whoever_supports_it_is_told_once(village: Play) -> None:
    for line in ("1", "[button.support]"):
        await act(village, f"Budi: {line}")
    for line in ("1", "[button.change]", "[button.change_place]", "[name=Ngasem]", "[rt=02]"):
        await act(village, f"Sari: {line}")
    village.heard()
    await play(
        village,
        """
        Sari: [button.yes_change]
        bot > Sari: proposal.changed ⟦proposal.changed_told⟧
        bot > Budi: news.supported ⟦proposal.changed_news⟧ number=1 ⟦place.rt⟧ dusun=Ngasem
        """,
    )


async def test_what_is_not_changed_makes_no_version(village: Play) -> None:
    for line in ("1", "[button.change]", "[button.change_benefit]", "[benefit.semua]", "[button.yes_change]"):
        await act(village, f"Sari: {line}")
    for line in ("1", "[button.change]", "[button.change_words]", "[button.change_place]", "[button.change_words]"):
        await act(village, f"Sari: {line}")
    await act(village, "Sari: Lampu taman di gang masjid")
    village.heard()
    await play(village, "Sari: [button.cancel]\nbot > Sari: proposal.kept number=1")
    assert village.rows("SELECT COUNT(*) FROM proposal_version") == [(2,)]


async def test_nobody_changes_what_others_proposed_or_what_is_decided_or_voted_on(village: Play) -> None:
    own = [("toast", "proposal.refused.own")]
    for args in ((1,), (99,)):
        assert await nothing_done(village, "Budi", "pu", *args) == own
        assert await nothing_done(village, "Budi", "pe", *args, "words") == own
    assert await nothing_done(village, "Sari", "pe", 1, "x") == [("toast", "talk.refused.old")]
    for line in ("1", "[button.change]", "[button.change_words]", "Lampu taman di gang masjid"):
        await act(village, f"Sari: {line}")
    await polling(village)
    await play(village, "Sari: [button.yes_change]\ntoast > Sari: proposal.refused.on_ballot")
    await act(village, "Sari: [button.cancel]")
    await act(village, "-- 35 jam kemudian")

    def checked(work: SqliteWork) -> None:
        desa = work.villages.all()[0]
        slamet = work.residents.get(work.roles.holders(desa.id, *RULERS)[0])
        assert slamet is not None
        steps.take(work, slamet, desa, work.proposals.get(2), Status.VERIFIKASI)

    await village.bot.database.write(checked)
    assert await nothing_done(village, "Sari", "pu", 2) == [("toast", "proposal.refused.fixed")]
    await play(village, "Sari: 2\n...")
    rows = village.person("Sari").messages()[-1]["reply_markup"]["inline_keyboard"]
    assert not any("button.change" in b["text"] for row in rows for b in row)
