"""The village's dictionary: taught as people say it, used from the next message on, and taken back."""

from actions.ground import reading
from storage.work import SqliteWork
from tests.play import Play
from tests.transcript import act, play
from tests.village_life import founded
from understanding.reading import Reading


async def read(stage: Play, words: str) -> Reading:
    def look(work: SqliteWork) -> Reading:
        return reading(work, work.villages.all()[0], words)

    return await stage.bot.database.write(look)


async def dusun(stage: Play, words: str) -> str | None:
    found = (await read(stage, words)).dusun

    def name(work: SqliteWork) -> str | None:
        hamlet = work.villages.all()[0].hamlet(found if isinstance(found, int) else None)
        return hamlet.name if hamlet else None

    return await stage.bot.database.write(name)


async def test_a_kader_teaches_a_word_and_messages_are_read_with_it(stage: Play) -> None:
    await founded(stage)
    assert (await read(stage, "usul wotgalih rt 2 krajan diganti, wis lapuk")).codes == ()
    await play(
        stage,
        """
        Wati: /kelola rencana
        bot > Wati: desk.section [button.words]
        Wati: [button.words]
        bot > Wati: words.none [button.word_add]
        Wati: [button.word_add]
        bot > Wati: words.ask_word
        Wati: Wotgalih = jembatan
        bot > Wati: words.taught word=wotgalih means=jembatan [button.word_again]
        Wati: [button.words]
        bot > Wati: words.show n=1 word=wotgalih means=jembatan [button.word_remove]
        """,
    )
    found = await read(stage, "usul wotgalih rt 2 krajan diganti, wis lapuk")
    assert found.codes[0].code in ("2.3.04", "2.3.13")
    assert "wotgalih" in found.codes[0].words


async def test_a_place_is_taught_with_its_dusun(stage: Play) -> None:
    await founded(stage)
    await play(
        stage,
        """
        Wati: /kelola rencana
        bot > Wati: desk.section
        Wati: [button.words]
        bot > Wati: words.none
        Wati: [button.word_add]
        bot > Wati: words.ask_word
        Wati: musola Al Ikhlas di Ngasem
        bot > Wati: words.taught word=musola dusun=Ngasem
        """,
    )
    assert await dusun(stage, "jalan depan musola Al-Ikhlas rusak, mohon diaspal") == "Ngasem"


async def test_who_types_only_the_word_is_asked_for_the_rest_and_nonsense_loses_nothing(stage: Play) -> None:
    await founded(stage)
    await play(
        stage,
        """
        Wati: /kelola rencana
        bot > Wati: desk.section
        Wati: [button.words]
        bot > Wati: words.none
        Wati: [button.word_add]
        bot > Wati: words.ask_word
        Wati: 12
        bot > Wati: words.refused.form
        Wati: Ngasem = jembatan
        bot > Wati: words.refused.dusun word=ngasem
        Wati: watu gedhe
        bot > Wati: words.ask_means word=watu [button.word_place]
        Wati: xqzzy
        bot > Wati: words.refused.meaning means=xqzzy
        Wati: [button.word_place]
        bot > Wati: words.ask_dusun [name=Krajan] [name=Ngasem]
        Wati: Ngasm
        bot > Wati: words.taught dusun=Ngasem
        """,
    )
    assert await dusun(stage, "got dekat watu gedhe mampet") == "Ngasem"


async def test_a_word_is_taken_back_and_nothing_is_lost_of_it(stage: Play) -> None:
    await founded(stage)
    for line in ("/kelola rencana", "[button.words]", "[button.word_add]", "wotgalih artinya jembatan"):
        await act(stage, f"Wati: {line}")
    stage.heard()
    await play(
        stage,
        """
        Wati: [button.words]
        bot > Wati: words.show n=1
        Wati: [button.word_remove]
        bot > Wati: words.ask_which [name=wotgalih]
        Wati: entahlah
        bot > Wati: words.refused.unknown
        Wati: wotgalih
        bot > Wati: words.forgotten word=wotgalih
        """,
    )
    assert (await read(stage, "usul wotgalih rt 2 krajan diganti, wis lapuk")).codes == ()
    kept = await stage.bot.database.write(
        lambda work: work._connection.execute(
            "SELECT word, removed_at IS NOT NULL AS gone FROM village_word"
        ).fetchall()
    )
    assert [(row["word"], row["gone"]) for row in kept] == [("wotgalih", 1)]
    acts = await stage.bot.database.write(
        lambda work: [row.act.action for row in work.book.whole(work.villages.all()[0].id)]
    )
    assert acts[-2:] == ["word_taught", "word_forgotten"]
