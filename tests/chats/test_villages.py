"""Villages as they come from a host's file: dusun with their RW, and RT that nobody has listed yet."""

from actions.found import found
from tests.play import Play
from tests.transcript import play
from village.place import Dusun


async def test_where_no_rt_is_listed_people_say_their_own(stage: Play) -> None:
    hamlets = [Dusun(0, "Krajan", rws=("01", "02")), Dusun(0, "Ngasem", rts=("01",))]
    village = await stage.bot.database.write(
        lambda work: found(work, "33.01.02.2003", "Sumberagung", "Asia/Jakarta", hamlets)
    )
    assert [(d.name, d.rws, d.rts) for d in village.dusun] == [("Krajan", ("01", "02"), ()), ("Ngasem", (), ("01",))]
    await play(
        stage,
        """
        Sari: /start warga_3301022003
        bot > Sari: join.welcome
        bot > Sari: join.ask_name
        Sari: Sari Rahayu
        bot > Sari: join.ask_dusun [Krajan] [Ngasem]
        Sari: [Krajan]
        bot > Sari: join.ask_rt dusun=Krajan
        Sari: rt nol
        bot > Sari: join.refused.rt_number
        Sari: 100
        bot > Sari: join.refused.rt_number
        Sari: RT 7
        bot > Sari: join.ask_sex
        Sari: [sex.p]
        bot > Sari: join.ask_born
        Sari: 1991
        bot > Sari: join.ask_sure rt=07
        Sari: [button.yes_send]
        bot > Sari: join.asked
        """,
    )
