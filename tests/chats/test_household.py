"""Several people behind one phone: who speaks is chosen and shown, and nobody speaks for another without the PIN."""

import sqlite3
from contextlib import closing

from tests.household_life import MBAH, TINI, introduced_as, shared, speaks, tapped
from tests.play import Play
from tests.transcript import act, play
from tests.village_life import founded, joined, polling, proposed


def asked(stage: Play, question: str, **facts: object) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(stage.folder / "desa.db")) as base:
        return base.execute(question, facts).fetchall()


async def test_a_second_person_joins_on_the_same_phone(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Tini")
    await play(
        stage,
        """
        Tini: /start warga_3301022003
        bot > Tini: join.already [button.add_person]
        Tini: [button.add_person]
        bot > Tini: household.first_pin name=Tini
        bot > Tini: pin.new ○_○_○_○ [digit=1] [digit=0] [button.erase] [button.other_person]
        """.replace("○_○_○_○", "dots=○"),
    )
    await tapped(stage, "Tini", "1234")
    assert stage.heard()[-1][2].startswith("⟦pin.weak⟧")
    await tapped(stage, "Tini", TINI + "4828")
    assert stage.heard()[-1][2].startswith("⟦pin.differs⟧")
    await tapped(stage, "Tini", TINI + TINI)
    said = [text for _, _, text, _ in stage.heard()]
    print(said)
    await introduced_as(stage, "Tini", "Mbah Rahayu", born=1949)
    print(stage.heard())
    await tapped(stage, "Tini", MBAH * 2)
    print(stage.heard())
    assert 0
