"""From the set-up code to a result in the group, through the real door."""

from tests.play import Play
from tests.transcript import play
from tests.village_life import founded, joined, polling, proposed


async def test_the_operator_sets_up_a_village_in_seven_answers(stage: Play) -> None:
    await play(
        stage,
        """
        Joko: /start pasang_{code}
        bot > Joko: setup.welcome
        bot > Joko: setup.ask_name
        Joko: Desa Sumberagung
        bot > Joko: setup.ask_code
        Joko: 33.01.02.1003
        bot > Joko: setup.refused.kelurahan
        Joko: 3301022003
        bot > Joko: setup.ask_zone zone=⟦zone.wib⟧ [button.right] [zone.short.wita]
        Joko: [button.right]
        bot > Joko: setup.ask_dusun
        Joko: Krajan, Ngasem dan Kalitengah
        bot > Joko: setup.ask_rt n=3
        Joko: 4
        bot > Joko: setup.ask_operator
        Joko: Joko Santoso
        bot > Joko: setup.ask_sure name=Sumberagung code=33.01.02.2003 [button.yes_right]
        Joko: [button.yes_right]
        bot > Joko: setup.done village=Sumberagung year=2027
        bot > Joko: setup.next [button.link_group] [button.appoint]
        Sari: /start pasang_{code}
        bot > Sari: setup.refused.used
        """,
        code=await stage.code(),
    )
