"""Officers are reminded of the days by which a step of the planning year has to be done, and not of what is done."""

from tests.meeting_life import councils
from tests.play import Play
from tests.transcript import play


async def test_only_the_office_it_concerns_is_reminded_and_only_while_it_is_not_done(stage: Play) -> None:
    """There is a tim penyusun already; nobody has said how much money there will be, and nobody draws up the plan."""
    await councils(stage)
    await play(
        stage,
        """
        -- 110 hari kemudian
        Sari: /jadwal
        bot > Sari: schedule.none
        -- 28 hari kemudian
        bot > Slamet: milestone.remind milestone.name.pagu year=2027 31 Juli meeting.left.days⟧ n=13
        -- 6 hari kemudian
        -- 1 hari kemudian
        bot > Slamet: milestone.remind milestone.name.pagu n=6
        -- 6 hari kemudian
        bot > Slamet: milestone.remind milestone.name.pagu meeting.left.hours
        -- 60 hari kemudian
        bot > Slamet: milestone.over milestone.name.rancangan
        bot > Dewi: milestone.remind milestone.name.penetapan
        bot > Ratna: milestone.remind milestone.name.penetapan
        """,
    )
    assert stage.rows("SELECT DISTINCT state FROM reminder WHERE what = 'tim_penyusun'") == [("dropped",)]
