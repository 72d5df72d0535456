"""A second language is a folder: nothing in the program has to change."""

import shutil
from pathlib import Path

import locales
from locales.texts import Texts
from tests.play import Play
from tests.transcript import play
from tests.village_life import founded, joined

JAVANESE = """
msgid ""
msgstr ""
"Language: jv\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

msgid "vote.none"
msgstr "Saiki durung ana jajak pendapat."
"""


async def test_a_new_catalogue_is_offered_and_used(tmp_path: Path) -> None:
    folder = tmp_path / "locales"
    shutil.copytree(Path(locales.__file__).parent / "id", folder / "id")
    reference = folder / "id" / "LC_MESSAGES" / "rembuk.po"
    reference.write_text(
        reference.read_text("utf-8") + '\n#. Nama bahasa.\nmsgid "language.name.jv"\nmsgstr "Basa Jawa"\n', "utf-8"
    )
    (folder / "jv" / "LC_MESSAGES").mkdir(parents=True)
    (folder / "jv" / "LC_MESSAGES" / "rembuk.po").write_text(JAVANESE, "utf-8")
    async with Play.open(tmp_path / "data") as stage:
        await founded(stage)
        await joined(stage, "Sari")
        await stage.stop()
        stage.texts = Texts.load(folder)
        await stage.start()
        sari = stage.person("Sari")
        for words in ("/bahasa", "[Basa Jawa]", "/suara", "/jadwal"):
            if words.startswith("["):
                sari.press(words[1:-1])
            else:
                sari.say(words)
            await stage.quiet()
        said = [text for _, _, text, _ in stage.heard()]
        assert "Saiki durung ana jajak pendapat." in said
        assert any(text.startswith("Belum ada jadwal musyawarah.") for text in said)


async def test_with_one_language_nobody_is_asked(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    await play(
        stage,
        """
        Sari: /bahasa
        bot > Sari: language.show
        """,
    )
