"""A gampong is called a gampong: in every message, from the set-up on; and its officers may change the words."""

import re
from pathlib import Path

from tests.play import Play
from tests.transcript import act, play
from tests.village_life import founded

ELSEWHERE = re.compile(r"(?<![\w/])(desa|dusun|BPD)(nya)?\b", re.IGNORECASE)


async def test_a_gampong_hears_its_own_words_from_the_code_on(tmp_path: Path) -> None:
    async with Play.open(tmp_path / "data", language="id") as stage:
        await act(stage, f"Joko: /start pasang_{await stage.code()}")
        await act(stage, "Joko: Gampong Cot Trieng")
        stage.heard()
        for line in (
            "Joko: 11.06.01.2001",
            "Joko: [Betul]",
            "Joko: Meunasah, Baroh",
            "Joko: 2",
            "Joko: Joko Santoso",
            "Joko: [✅ Sudah benar]",
        ):
            await act(stage, line)
        stage.group("Warga", "Joko")
        await act(stage, "Joko @ Warga: t.me/" + stage.telegram.bot["username"] + "?startgroup=tautkan")
        for line in ("/kelola", "[Jabatan]", "[Angkat petugas]", "[Ketua tuha peuet]"):
            await act(stage, f"Joko: {line}")
        code = stage.person("Joko").messages()[-1]["text"].split("start=")[1].split()[0]
        for line in (
            f"Ratna: /start {code}",
            "Ratna: Ratna Dewi",
            "Ratna: [Baroh]",
            "Ratna: [RT 02]",
            "Ratna: [Perempuan]",
            "Ratna: 1980",
            "Ratna: [✅ Ya, kirim]",
            "Sari: /start warga_1106012001",
            "Sari: Sari Rahayu",
            "Sari: entahlah",
            "Sari: [Meunasah]",
            "Sari: RT 9",
            "Sari: [RT 01]",
            "Sari: [Perempuan]",
            "Sari: 1991",
            "Sari: [✅ Ya, kirim]",
            "Ratna: ⚖️ Meja tuha peuet",
            "Ratna: /bantuan",
            "Ratna: /profil",
        ):
            await act(stage, line)
        heard = stage.heard()
        said = [part for _, _, text, labels in heard for part in (text, *labels)]
        assert [part for part in said if ELSEWHERE.search(part)] == []
        assert any("Gampong Cot Trieng" in part for part in said)
        assert any("gampong, keuchik, tuha peuet, jurong, dan kepala jurong" in part for part in said)
        assert any("RT 02 Jurong Baroh" in part for part in said)
        assert any("Meja tuha peuet Gampong Cot Trieng" in part for part in said)


async def test_officers_change_a_word_and_give_it_back(stage: Play) -> None:
    await founded(stage)
    await play(
        stage,
        """
        Joko: /kelola jabatan
        bot > Joko: desk.section [button.terms]
        Joko: [button.terms]
        bot > Joko: terms.show own=dusun [dusun] [kepala dusun]
        Joko: [dusun]
        bot > Joko: terms.ask_word common=dusun [button.term_common]
        Joko: 123
        bot > Joko: terms.refused.word
        Joko: dukuh
        bot > Joko: terms.ask_source [button.term_custom]
        Joko: Perdes 3 tahun 2021
        bot > Joko: terms.changed own=dukuh
        Joko: [button.terms]
        bot > Joko: terms.show own=dukuh
        Joko: [dusun]
        bot > Joko: terms.ask_word
        Joko: [button.term_common]
        bot > Joko: terms.changed own=dusun
        """,
    )
    kept = await stage.bot.database.write(lambda work: work.villages.all()[0])
    assert kept.terms == {}


async def test_the_source_of_a_word_is_kept_with_its_year(stage: Play) -> None:
    await founded(stage)
    for line in ("/kelola jabatan", "[button.terms]", "[BPD]", "badan musyawarah", "[button.term_custom]"):
        await act(stage, f"Joko: {line}")
    rows = await stage.bot.database.write(
        lambda work: [
            dict(row)
            for row in work.villages.rows("SELECT key, value, source, year FROM setting WHERE key LIKE 'istilah%'")
        ]
    )
    assert rows == [
        {"key": "istilah_bpd", "value": "badan musyawarah", "source": "Kebiasaan setempat", "year": 2026},
    ]
