"""What happens to a group must not happen to the village."""

from tests.play import Play
from tests.transcript import play
from tests.village_life import founded, joined, proposed


async def test_a_group_that_becomes_a_supergroup_stays_the_villages(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    await proposed(stage, "Sari", "Lampu jalan di gang masjid")
    stage.groups["Warga"].migrate()
    await stage.quiet()
    await play(
        stage,
        """
        Sari @ Warga: /usulan
        bot > Warga: proposal.list total=1
        """,
    )
