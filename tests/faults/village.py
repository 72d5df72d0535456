"""A village of many residents, prepared on the stage in a few turns: all of them speak at once."""

from collections.abc import Sequence

from tests.play import Play
from tests.village_life import LINK, founded, polling, proposed, ruled

SENTENCES = (
    "Lampu jalan di gang masjid mati semua",
    "Jembatan bambu diganti beton",
    "Saluran air di sawah timur dikeruk",
    "Posyandu perlu timbangan bayi baru",
    "Perpustakaan kecil untuk anak sekolah",
)


async def peopled(stage: Play, residents: int) -> list[str]:
    """Desa Sumberagung with so many verified residents who can vote; gives their names."""
    await founded(stage)
    await ruled(stage, batas_kenal=max(40, residents))  # else one kader may not know them all in a day
    names = [f"Warga{number:02}" for number in range(1, residents - 2)]
    await all_joined(stage, names)
    return ["Wati", "Slamet", "Karso", *names]


async def all_joined(stage: Play, names: Sequence[str]) -> None:
    """They answer the questions of joining all at once, and Bu Wati knows them all."""
    for name in names:
        stage.person(name).say(LINK)
    await stage.quiet()
    for answer in ("{} Rukun", "[name=Krajan]", "[rt=02]", "[sex.p]", "1985", "[button.yes_send]"):
        for name in names:
            person = stage.person(name)
            if answer.startswith("["):
                stage.press(person, answer.strip("[]"))
            else:
                person.say(answer.format(name))
        await stage.quiet()
    wati = stage.person("Wati")
    for message in wati.messages():
        if "⟦vouch.ask⟧" in message.get("text", ""):
            button = message["reply_markup"]["inline_keyboard"][0][0]
            wati.press(button["callback_data"], message)
    await stage.quiet()
    stage.heard()


async def voting(stage: Play, authors: Sequence[str], most: int = 3) -> None:
    """Five proposals stand on a ballot that each resident has on the phone."""
    for author, sentence in zip(authors, SENTENCES, strict=False):
        await proposed(stage, author, sentence)
    await polling(stage, most)
