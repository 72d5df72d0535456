"""An officer takes the machine's mark of an emergency off: with a reason, in the book, and told to the proposer."""

import pytest

from tests.play import Play
from tests.transcript import act, play
from tests.village_life import founded, joined, proposed

ALARM = "Tolong! Banjir di Krajan, rumah warga terendam sekarang juga"


@pytest.fixture
async def alarmed(stage: Play) -> Play:
    await founded(stage)
    await joined(stage, "Sari")
    await proposed(stage, "Sari", "Lampu jalan di gang masjid")
    await act(stage, f"Sari: {ALARM}")
    await act(stage, "Sari: [button.yes_proposal]")
    for label in ("button.whole_dusun", "benefit.semua", "button.yes_send"):
        if label in str(stage.person("Sari").messages()[-1]):
            await act(stage, f"Sari: [{label}]")
    assert stage.rows("SELECT number, urgent FROM proposal ORDER BY number") == [(1, 0), (2, 1)]
    for line in ("/kelola usulan", "[button.queue]", "[queue.stage.diterima]"):
        await act(stage, f"Slamet: {line}")
    stage.heard()
    return stage


async def test_one_tap_and_a_reason_and_the_proposer_hears_it_kindly(alarmed: Play) -> None:
    await play(
        alarmed,
        """
        Slamet: [number=2]
        bot > Slamet: queue.card queue.card_urgent [button.no_emergency]
        Slamet: [button.no_emergency]
        edit > Slamet: urgent.ask_why number=2 [urgent.why.aman] [urgent.why.selesai] [button.back_to_card]
        Slamet: [button.back_to_card]
        edit > Slamet: queue.card queue.card_urgent
        Slamet: [button.no_emergency]
        edit > Slamet: urgent.ask_why
        Slamet: [urgent.why.selesai]
        toast > Slamet: urgent.toast.taken_off
        edit > Slamet: queue.card number=2
        bot > Sari: urgent.taken_off number=2 urgent.why.selesai
        Slamet: /kelola usulan
        ...
        Slamet: [button.queue]
        bot > Slamet: queue.show total=2
        Slamet: [queue.stage.diterima]
        edit > Slamet: queue.page queue.line⟧
        """,
    )
    card = next(m for m in reversed(alarmed.person("Slamet").messages()) if "⟦queue.card⟧" in m.get("text", ""))
    assert "card_urgent" not in card["text"] and "no_emergency" not in str(card)
    assert alarmed.rows("SELECT urgent, status FROM proposal WHERE number = 2") == [(0, "diterima")]
    assert alarmed.rows("SELECT COUNT(*) FROM book WHERE action = 'emergency_taken_off'") == [(1,)]


async def test_two_officers_at_once_take_it_off_once(alarmed: Play) -> None:
    """Both have the question open; Bu Wati, the kader of that dusun, answers second."""
    for line in ("[number=2]", "[button.no_emergency]"):
        await act(alarmed, f"Slamet: {line}")
    wati = alarmed.person("Wati")
    for line in ("/kelola usulan", "[button.queue]", "[queue.stage.diterima]", "[number=2]"):
        await act(alarmed, f"Wati: {line}")
    assert "no_emergency" in str(wati.messages()[-1])
    await act(alarmed, "Wati: [button.no_emergency]")
    await act(alarmed, "Slamet: [urgent.why.aman]")
    alarmed.heard()
    await play(
        alarmed,
        """
        Wati: [urgent.why.nanti]
        toast > Wati: urgent.refused.gone number=2
        """,
    )
    assert alarmed.rows("SELECT COUNT(*) FROM book WHERE action = 'emergency_taken_off'") == [(1,)]


async def test_another_place_leaves_it_off_and_new_words_of_danger_bring_it_back(alarmed: Play) -> None:
    for line in ("[number=2]", "[button.no_emergency]", "[urgent.why.aman]"):
        await act(alarmed, f"Slamet: {line}")
    for line in ("2", "[button.change]", "[button.change_benefit]", "[benefit.ibu]", "[button.yes_change]"):
        await act(alarmed, f"Sari: {line}")
    assert alarmed.rows("SELECT urgent, version FROM proposal WHERE number = 2") == [(0, 2)]
    for line in ("2", "[button.change]", "[button.change_words]"):
        await act(alarmed, f"Sari: {line}")
    await act(alarmed, "Sari: Tolong! Tanggul di Krajan jebol, rumah warga terendam sekarang juga")
    while "button.yes_change" not in str(alarmed.person("Sari").messages()[-1]):
        await act(alarmed, "Sari: [button.whole_dusun]")
    await act(alarmed, "Sari: [button.yes_change]")
    assert alarmed.rows("SELECT urgent, version FROM proposal WHERE number = 2") == [(1, 3)]
