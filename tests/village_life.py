"""The village we all know, brought to life in a few calls: for tests that begin later than the set-up code."""

from storage.work import SqliteWork
from tests.play import Play
from tests.transcript import act

LINK = "/start warga_3301022003"


async def founded(stage: Play) -> None:
    """Pak Joko has set up Desa Sumberagung; Bu Wati is kader, Pak Slamet in the tim penyusun, Pak Karso RT.

    Nobody is looked at again: chance would tell each village another story.
    """
    for line in (
        f"Joko: /start pasang_{await stage.code()}",
        "Joko: Sumberagung",
        "Joko: 33.01.02.2003",
        "Joko: [button.right]",
        "Joko: Krajan, Ngasem",
        "Joko: 3",
        "Joko: Joko Santoso",
        "Joko: [button.yes_right]",
    ):
        await act(stage, line)
    stage.group("Warga", "Joko", "Sari", "Wati", "Slamet")
    await act(stage, "Joko @ Warga: t.me/" + stage.telegram.bot["username"] + "?startgroup=tautkan")
    for name, office, sex in (
        ("Wati", "office.kader", "P"),
        ("Slamet", "office.tim_penyusun", "L"),
        ("Karso", "office.rt", "L"),
    ):
        await appointed(stage, name, office)
        await introduced(stage, name, sex=sex)
    await ruled(stage, cek_ulang_persen=0)
    stage.heard()


async def ruled(stage: Play, **rules: int | str) -> None:
    """The village has rules of its own, from this year on."""

    def write(work: SqliteWork) -> None:
        for key, value in rules.items():
            work.villages.set(work.villages.all()[0].id, key, str(value), "Perdes", 2026)

    await stage.bot.database.write(write)


async def appointed(stage: Play, name: str, office: str, by: str = "Joko") -> None:
    await act(stage, f"{by}: /kelola jabatan")
    await act(stage, f"{by}: [button.appoint]")
    await act(stage, f"{by}: [{office}]")
    text = stage.person(by).messages()[-1]["text"]
    await act(stage, f"{name}: /start {text.split('start=')[1].split()[0]}")


async def introduced(stage: Play, name: str, dusun: str = "Krajan", sex: str = "P", born: int = 1985) -> None:
    """Answer the questions of joining, beginning with the name."""
    for line in (f"{name} Warga", f"[name={dusun}]", "[rt=02]", f"[sex.{sex.lower()}]", str(born), "[button.yes_send]"):
        await act(stage, f"{name}: {line}")


async def joined(stage: Play, *names: str) -> None:
    """These people have joined, and Bu Wati knows them."""
    for turn, name in enumerate(names):
        await act(stage, f"{name}: {LINK}")
        await introduced(stage, name, dusun=("Krajan", "Ngasem")[turn % 2], sex=("P", "L")[turn % 2])
        await act(stage, "Wati: [button.vouch_yes]")
    stage.heard()


async def proposed(stage: Play, name: str, *sentences: str) -> None:
    """For the whole village and for everybody, as far as the sentence does not say otherwise."""
    for sentence in sentences:
        await act(stage, f"{name}: {sentence}")
        for label in ("button.yes_proposal", "button.whole_village", "benefit.semua", "button.yes_send"):
            newest = next(m for m in reversed(stage.person(name).messages()) if "inline_keyboard" in str(m))
            if label in str(newest):
                await act(stage, f"{name}: [{label}]")
    stage.heard()


async def polling(stage: Play, most: int = 2) -> None:
    """Pak Slamet has opened a poll over everything, until tomorrow 20.00."""
    for line in (
        "/kelola musyawarah",
        "[button.open_poll]",
        "[button.pick_all]",
        f"[button.picks⟧ n={most}]",
        "[3 Maret]",
        "[button.open_now]",
    ):
        await act(stage, f"Slamet: {line}")
    stage.heard()
