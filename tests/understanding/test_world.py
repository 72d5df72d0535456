"""Messages in order of arrival, as the command line reads them."""

from understanding.ground import Ground
from understanding.world import World

GROUND = Ground({"Krajan": "Krajan"}, {"02": "Krajan", "03": "Krajan"}, own="Krajan")


def test_a_place_that_was_put_right_is_known_from_then_on() -> None:
    world = World()
    world.meet("a", "Gorong2 di jalan RW 02 pecah, air menggenang. minta ganti", GROUND)
    assert world.meet("b", "ralat usul gorong-gorong tadi, bukan RW 02 tapi RW 03", GROUND).corrects == "a"
    assert world.meet("c", "gorong2 pecah RW 03 mohon diganti yg gede", GROUND).similar == ("a",)
