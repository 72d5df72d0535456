"""Whom a request reaches and in which order, and who looks a second time: for any village one can think of."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from village.newcomers import Circle, checkers, circle, drawn, nearest
from village.people import Office, Resident, Sex, State

VOUCHING = (Office.KADER, Office.KADUS, Office.RT)
places = st.tuples(st.sampled_from((None, 1, 2)), st.sampled_from(("01", "02", "03")))
seeds = st.binary(min_size=32, max_size=32)


def resident(number: int, place: tuple[int | None, str], *offices: Office) -> Resident:
    return Resident(number, 1, "Sari", place[0], place[1], Sex.FEMALE, 1985, State.VERIFIED, frozenset(offices))


officers = st.lists(st.tuples(places, st.sets(st.sampled_from(VOUCHING), min_size=1)), max_size=12).map(
    lambda found: [resident(10 + n, place, *held) for n, (place, held) in enumerate(found)]
)
newcomers = st.tuples(st.sampled_from((1, 2)), st.sampled_from(("01", "02", "03"))).map(lambda at: resident(1, at))


@given(officers, newcomers)
def test_everybody_is_asked_once_nearest_first(village: list[Resident], newcomer: Resident) -> None:
    asked: list[Resident] = []
    beyond: int = Circle.NOBODY
    while found := nearest(village, newcomer, beyond):
        now, people = found
        assert now > beyond and people
        assert all(circle(o, newcomer) == now for o in people)
        assert all(circle(o, newcomer) <= beyond or circle(o, newcomer) >= now for o in village)
        asked += people
        beyond = now
    assert sorted(o.id for o in asked) == sorted(o.id for o in village)


@given(officers, newcomers)
def test_an_officer_of_the_door_comes_before_one_from_afar(village: list[Resident], newcomer: Resident) -> None:
    found = nearest(village, newcomer, Circle.NOBODY)
    at_the_door = [
        o for o in village
        if (o.dusun_id, o.rt) == (newcomer.dusun_id, newcomer.rt) and o.offices & {Office.KADER, Office.RT}
    ]  # fmt: skip
    if at_the_door:
        assert found is not None and found[1] == at_the_door
    elif found is not None:
        in_dusun = [o for o in village if o.dusun_id == newcomer.dusun_id and o.offices & {Office.KADER, Office.KADUS}]
        assert found[1] == (in_dusun or village)


@given(seeds, officers, newcomers)
def test_who_looks_again_lives_in_another_rt_and_is_nobody_s_choice(
    seed: bytes, village: list[Resident], newcomer: Resident
) -> None:
    order = checkers(seed, newcomer, village)
    others = {o.id for o in village if (o.dusun_id, o.rt) != (newcomer.dusun_id, newcomer.rt)}
    assert set(order) == others and len(order) == len(others)
    assert order == checkers(seed, newcomer, reversed(village))


def test_the_draw_as_anybody_works_it_out_again() -> None:
    """Without our own functions: what a stranger finds from the book's head must come out the same."""

    def chance(seed: bytes, person: int, officer: int) -> int:
        told = b"rembuk-cek-ulang\n" + seed + f"{person}|{officer}".encode()
        return int(hashlib.sha256(told).hexdigest()[:16], 16)

    village = [resident(10 + n, (1, "03"), Office.KADER) for n in range(6)]
    for head in (hashlib.sha256(b"%d" % n).digest() for n in range(50)):
        assert [drawn(head, 7, percent) for percent in range(101)] == [chance(head, 7, 0) % 100 < p for p in range(101)]
        ranked = sorted(range(10, 16), key=lambda officer: chance(head, 1, officer))
        assert checkers(head, resident(1, (1, "01")), village) == ranked


def test_about_one_in_ten_is_drawn_and_every_officer_as_often() -> None:
    heads = [hashlib.sha256(b"%d" % n).digest() for n in range(20_000)]
    assert 1_800 < sum(drawn(head, 7, 10) for head in heads) < 2_200
    assert not any(drawn(head, 7, 0) for head in heads) and all(drawn(head, 7, 100) for head in heads)
    village = [resident(10 + n, (1, "03"), Office.KADER) for n in range(4)]
    first = [checkers(head, resident(1, (1, "01")), village)[0] for head in heads]
    assert all(4_700 < first.count(o.id) < 5_300 for o in village)
