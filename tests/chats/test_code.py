"""The kegiatan of a proposal: suggested with the words that led to it, found field by field, or typed."""

import pytest

from tests.play import Play
from tests.transcript import act, play
from tests.village_life import founded, joined, proposed


@pytest.fixture
async def village(stage: Play) -> Play:
    """Bu Sari wants her lane paved; Pak Slamet of the team has the card open and pressed [Rapikan], [Kegiatan]."""
    await founded(stage)
    await joined(stage, "Sari")
    await proposed(stage, "Sari", "paving gang masjid supaya tidak becek")
    await opened(stage)
    return stage


async def opened(stage: Play) -> None:
    for line in ("/kelola usulan", "[button.queue]", "[queue.stage.diterima]", "[number=1]", "[button.tidy]",
                 "[button.field.kode]"):  # fmt: skip
        await act(stage, f"Slamet: {line}")


async def test_a_suggestion_names_the_words_that_led_to_it_and_an_officer_decides(village: Play) -> None:
    said = village.person("Slamet").messages()[-1]["text"]
    assert "⟦code.ask⟧" in said and "⟦code.because⟧" in said and "2.3.11" in said
    assert "paving" in said and "gang" in said
    village.heard()
    await play(
        village,
        """
        Slamet: [number=1]
        bot > Slamet: queue.card ⟦detail.kode⟧ Gang code=2.3.11 ⟦queue.added⟧ ⟦office.tim_penyusun⟧
        Sari: 1
        bot > Sari: proposal.show ⟦public.field⟧ ⟦bidang.2⟧
        """,
    )
    assert "2.3.11" not in village.person("Sari").messages()[-1]["text"]
    assert village.rows("SELECT field, value FROM proposal_detail") == [("kode", '{"code":"2.3.11","name":""}')]
    assert village.rows("SELECT COUNT(*) FROM book WHERE action = 'proposal_detailed'") == [(1,)]


async def test_field_by_field_with_names_first_and_pages(village: Play) -> None:
    village.heard()
    await play(
        village,
        """
        Slamet: [button.by_field]
        edit > Slamet: code.ask_next ⟦bidang.1⟧ ⟦bidang.5⟧ [number=5]
        Slamet: [number=2]
        edit > Slamet: code.ask_next ⟦code.within⟧ ⟦bidang.2⟧ Kesehatan [button.after] [button.by_field]
        Slamet: [button.after]
        edit > Slamet: code.ask_next Pariwisata [button.before]
        Slamet: [button.before]
        edit > Slamet: code.ask_next Kesehatan
        Slamet: [number=3]
        edit > Slamet: code.ask_next Pekerjaan [button.after]
        Slamet: [button.after]
        edit > Slamet: code.ask_next Embung [number=10]
        Slamet: [number=10]
        bot > Slamet: queue.card code=2.3.10
        """,
    )


async def test_words_and_codes_can_be_typed_and_one_s_own_code_has_a_name(village: Play) -> None:
    village.heard()
    await play(
        village,
        """
        Slamet: sumur bor
        bot > Slamet: code.ask_found 2.4.03
        Slamet: qwertyu
        bot > Slamet: code.refused.words
        Slamet: 9.9.99
        bot > Slamet: code.refused.unknown
        Slamet: 2.3
        bot > Slamet: code.ask_next Pekerjaan
        Slamet: 2.3.95
        bot > Slamet: code.refused.name code=2.3.95
        Slamet: 02.03.95 - 7
        bot > Slamet: code.refused.name code=2.3.95
        Slamet: 02.03.95 Lampu jalan lingkungan
        bot > Slamet: queue.card ⟦detail.kode⟧ Lampu code=2.3.95
        """,
    )
    await opened(village)
    village.heard()
    await play(village, "Slamet: 2.3.11\nbot > Slamet: queue.card code=2.3.11")
    assert [value for (value,) in village.rows("SELECT value FROM proposal_detail ORDER BY id")] == [
        '{"code":"2.3.95","name":"Lampu jalan lingkungan"}',
        '{"code":"2.3.11","name":""}',
    ]
