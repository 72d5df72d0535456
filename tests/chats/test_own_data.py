"""`/data`: all that is held about a person, as a page, at once; and nothing about anybody else."""

import re
from pathlib import Path

from tests.play import Play
from tests.transcript import act, play
from tests.village_life import founded, joined, polling, proposed


def page(stage: Play, name: str) -> str:
    """The newest file that the bot sent to this person."""
    sent = [m["document"] for m in stage.person(name).messages() if "document" in m]
    assert sent[-1]["file_name"] == "data-saya.html"
    return stage.telegram.files.by_id[sent[-1]["file_id"]].content.decode()


def words(html: str) -> str:
    return re.sub(r"<[^>]+>", " ", html.split("<body>")[1])


async def test_the_copy_holds_all_and_no_neighbour(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari", "Budi")
    await proposed(stage, "Sari", "Lampu jalan di gang masjid mati", "Talud sungai longsor")
    await proposed(stage, "Budi", "Jembatan bambu rapuh")
    await polling(stage)
    await act(stage, "Sari: [Lampu]")
    await act(stage, "Sari: /usul Saluran air")
    stage.heard()
    await play(
        stage,
        """
        Sari: /data
        bot > Sari: data.copy
        bot > Sari: data.choices [button.withdraw_consent]
        bot > Sari: talk.still_open
        Sari: /profil
        bot > Sari: profile.show [button.own_data]
        bot > Sari: talk.still_open
        Sari: [button.own_data]
        bot > Sari: data.copy
        bot > Sari: data.choices
        """,
    )
    files = [m["document"] for m in stage.person("Sari").messages() if "document" in m]
    html = stage.telegram.files.by_id[files[-1]["file_id"]].content.decode()
    for told in ("Sari Warga", "1985", "Lampu jalan di gang masjid mati", "Talud sungai longsor", "Saluran air"):
        assert told in html, told
    for part in ("data.consent version=1", "data.book_own", "data.book_other", "data.vote", "data.account"):
        assert f"⟦{part.split()[0]}⟧" in html, part
    assert str(stage.person("Sari").id) in html
    for other in ("Budi", "Jembatan", "Wati", "Joko", str(stage.person("Wati").id)):
        assert other not in html, other
    assert html.count("⟦data.vote⟧") == 1  # that one took part, not for what


async def test_the_page_is_written_for_people(tmp_path: Path) -> None:
    async with Play.open(tmp_path / "data", language="id") as stage:
        sari = stage.person("Sari")
        code = await stage.code()
        for line in (f"/start pasang_{code}", "Sumberagung", "33.01.02.2003", "Betul", "Krajan", "2", "Sari <b>&"):
            sari.say(line)
            await stage.quiet()
        stage.press(sari, "Sudah benar")
        await stage.quiet()
        sari.say("/data")
        await stage.quiet()
        html = page(stage, "Sari")
        assert "Sari &lt;b&gt;&amp;" in html and "<script" not in html and "http" not in html
        assert "Operator" in words(html) and "Tidak ada." in words(html)
        assert not re.search(r"[a-z]+_[a-z]+|⟦|None", words(html))


async def test_a_stranger_has_no_copy(stage: Play) -> None:
    await founded(stage)
    await play(stage, "Asing: /data\nbot > Asing: talk.refused.stranger")
