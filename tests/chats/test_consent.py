"""Consent: asked with the last question of joining, once more when its words change, and taken back at any time."""

import pytest

from tests.play import Play
from tests.transcript import act, play
from tests.village_life import LINK, joined

pytestmark = pytest.mark.usefixtures("sari_joined")


async def older(stage: Play, version: int) -> None:
    """Everybody agreed to older words, as after an update of the program."""

    def age(work: object) -> None:
        base = work._connection  # type: ignore[attr-defined]
        base.execute("UPDATE consent SET version = ?", (version,))
        base.execute("UPDATE account SET consent = 0")

    await stage.bot.database.write(age)


OF_SARI = """
    SELECT c.version, c.withdrawn_at FROM consent c JOIN resident r ON r.id = c.resident_id WHERE r.name LIKE 'Sari%'
"""


async def test_joining_ends_with_the_words_of_consent(stage: Play) -> None:
    await play(
        stage,
        f"""
        Budi: {LINK}
        ...
        Budi: Budi Utomo
        ...
        Budi: [name=Krajan]
        ...
        Budi: [rt=02]
        ...
        Budi: [sex.l]
        ...
        Budi: 1990
        bot > Budi: join.ask_sure consent=⟦consent.text.1⟧ [button.yes_send] [button.disagree]
        Budi: [button.yes_send]
        bot > Budi: join.asked
        ...
        """,
    )
    sql = "SELECT c.version FROM consent c JOIN resident r ON r.id = c.resident_id WHERE r.name = 'Budi Utomo'"
    assert stage.rows(sql) == [(1,)]
    assert stage.rows(OF_SARI) == [(1, None)]


async def test_who_does_not_agree_leaves_nothing(stage: Play) -> None:
    await act(stage, f"Budi: {LINK}")
    for line in ("Budi Utomo", "[name=Krajan]", "[rt=02]", "[sex.l]", "1990"):
        await act(stage, f"Budi: {line}")
    stage.heard()
    await play(stage, "Budi: [button.disagree]\nbot > Budi: consent.declined")
    assert stage.rows("SELECT 1 FROM resident WHERE name = 'Budi Utomo'") == []
    assert stage.rows("SELECT answers FROM conversation WHERE answers LIKE '%Utomo%'") == []


async def test_new_words_are_asked_about_kindly_and_once(stage: Play) -> None:
    await older(stage, 0)
    await play(
        stage,
        """
        Sari: /jadwal
        bot > Sari: schedule.none
        bot > Sari: consent.ask text=⟦consent.text.1⟧ [button.agree] [button.disagree]
        Sari: /jadwal
        bot > Sari: schedule.none
        Sari: [button.disagree]
        edit > Sari: consent.not_now [button.agree] [button.withdraw_consent]
        Sari: [button.agree]
        edit > Sari: consent.thanks
        Sari: /jadwal
        bot > Sari: schedule.none
        """,
    )
    assert stage.rows(OF_SARI) == [(0, None), (1, None)]


async def test_nobody_is_asked_in_the_middle_of_a_question(stage: Play) -> None:
    await older(stage, 0)
    await play(
        stage,
        """
        Sari: Lampu jalan mati di depan masjid
        bot > Sari: propose.ask_whether
        Sari: [button.no_proposal]
        bot > Sari: talk.not_a_proposal
        bot > Sari: consent.ask
        """,
    )


async def test_consent_taken_back_rests_until_given_again(stage: Play) -> None:
    await older(stage, 0)
    await play(
        stage,
        """
        Sari: /jadwal
        ...
        Sari: [button.disagree]
        edit > Sari: consent.not_now
        Sari: [button.withdraw_consent]
        bot > Sari: consent.ask_withdraw [button.yes_withdraw_consent] [button.keep_consent]
        Sari: [button.yes_withdraw_consent]
        edit > Sari: consent.withdrawn
        Sari: Jembatan bambu perlu diganti
        bot > Sari: consent.rests [button.agree]
        Sari: /suara
        bot > Sari: consent.rests
        """,
    )
    assert [version for version, at in stage.rows(OF_SARI) if at is not None] == [0]
    assert stage.rows("SELECT answers FROM conversation WHERE answers LIKE '%Jembatan%'") == []
    await play(
        stage,
        """
        Sari: [button.agree]
        edit > Sari: consent.thanks
        Sari: Jembatan bambu perlu diganti
        bot > Sari: propose.ask_whether
        """,
    )


async def test_whoever_took_it_back_gets_no_letter(stage: Play) -> None:
    await joined(stage, "Budi")
    await older(stage, 0)
    for line in ("Sari: /jadwal", "Sari: [button.disagree]", "Sari: [button.withdraw_consent]"):
        await act(stage, line)
    await act(stage, "Sari: [button.yes_withdraw_consent]")
    told = await stage.bot.database.write(lambda w: [chat for r in _people(w) for chat in w.accounts.chats_of(r)])
    everybody = stage.rows("SELECT COUNT(*) FROM account WHERE resident_id IS NOT NULL")
    assert len(told) == everybody[0][0] - 1


def _people(work: object) -> list[int]:
    rows = work._connection.execute("SELECT id FROM resident")  # type: ignore[attr-defined]
    return [row["id"] for row in rows]
