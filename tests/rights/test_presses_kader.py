"""What a kader does for a neighbour is theirs to tap, the neighbour's to contest, and the council's to look after."""

import pytest

from tests.boxes import lines
from tests.chats.test_aid import FAR, SURTI, begun
from tests.chats.test_register import imported
from tests.play import Play
from tests.rights.hands import nothing_done, opened, pressed
from tests.transcript import act
from tests.village_life import appointed, founded, introduced, joined, polling, proposed
from village.visits import Finding

OLD = [("toast", "talk.refused.old")]


@pytest.fixture
async def village(stage: Play) -> Play:
    """Bu Wati has begun Mbah Surti's ballot; Yani is kader too, Bu Ratna chairs the council."""
    await founded(stage)
    await joined(stage, "Sari")
    await imported(stage, SURTI, FAR)
    await appointed(stage, "Yani", "office.kader")
    await introduced(stage, "Yani")
    await appointed(stage, "Ratna", "office.bpd_ketua")
    await introduced(stage, "Ratna")
    await act(stage, "Ratna: /bpd")
    await proposed(stage, "Slamet", "Lampu jalan di gang masjid", "Jembatan bambu diganti beton")
    await polling(stage, most=1)
    await begun(stage, "Surti")
    return stage


async def test_a_helped_ballot_is_tapped_and_sealed_by_whoever_began_it(village: Play) -> None:
    lamp = await opened(village, "Wati", "Lampu")
    assert lamp.op == "bwv"
    assert await nothing_done(village, "Yani", "bwv", *lamp.args) == OLD
    assert await nothing_done(village, "Yani", "bws", lamp.args[0]) == OLD
    for name in ("Sari", "Slamet", "Ratna", "Joko"):
        for op, args in (("bwv", lamp.args), ("bws", lamp.args[:1])):
            assert await nothing_done(village, name, op, *args) == [("toast", "rights.refused.help_resident")], name
    assert ("toast", "aid.toast.kept") in await pressed(village, "Wati", "bwv", *lamp.args)
    assert await nothing_done(village, "Yani", "bws", lamp.args[0]) == OLD
    assert ("toast", "aid.toast.sealed") in await pressed(village, "Wati", "bws", lamp.args[0])
    assert await nothing_done(village, "Wati", "bwv", *lamp.args) == [("toast", "aid.refused.sealed")]


async def test_only_in_whose_name_it_was_done_says_that_was_not_me(village: Play) -> None:
    await act(village, "Wati: [Lampu]")
    for name in ("Wati", "Yani", "Sari", "Ratna"):
        assert await nothing_done(village, name, "bwx", 1) == OLD, name
    assert await nothing_done(village, "Joko", "bwx", 1) == OLD
    assert lines(village.folder) == 1


async def test_visits_are_the_council_s_and_only_those_that_were_drawn(village: Play) -> None:
    await act(village, "Wati: [Lampu]")
    for args in ((1, Finding.WRONG.value), (1, "x"), (99, Finding.RIGHT.value)):
        assert await nothing_done(village, "Ratna", "kjr", *args) == OLD, args
    assert await nothing_done(village, "Ratna", "kjp", 1) == OLD
    await act(village, "-- 35 jam kemudian")
    await act(village, "Ratna: [button.visits]")
    right = await opened(village, "Ratna", "button.visit_right")
    for name in ("Wati", "Yani", "Slamet", "Sari", "Joko"):
        for op, args in (("kjr", right.args), ("kjp", ("1",)), ("kj", ())):
            assert await nothing_done(village, name, op, *args) == [("toast", "rights.refused.check_helped")], name
    assert ("toast", "visit.toast.kept") in await pressed(village, "Ratna", "kjr", *right.args)
    wrong = (right.args[0], Finding.WRONG.value)
    assert await nothing_done(village, "Ratna", "kjr", *wrong) == [("toast", "visit.refused.done")]


async def test_whom_to_call_on_is_for_who_is_in_office_there(village: Play) -> None:
    await act(village, "Wati: /kelola warga")
    await act(village, "Wati: [button.unheard]")
    dusun = int((await opened(village, "Wati", "rt=02")).args[0])
    elsewhere = [("toast", "reach.refused.elsewhere")]
    assert await nothing_done(village, "Karso", "jkl", dusun, "01") == elsewhere
    for args in ((dusun + 1, "02"), (dusun, "99"), (99, "02")):
        assert await nothing_done(village, "Wati", "jkl", *args) == elsewhere, args
    for name in ("Sari", "Slamet", "Ratna", "Joko"):
        for op, args in (("jkd", ()), ("jkl", (dusun, "02"))):
            assert await nothing_done(village, name, op, *args) == [("toast", "rights.refused.see_unheard")], name
    assert await nothing_done(village, "Karso", "jkl", dusun, "02") == [("bot", "reach.unheard")]


async def test_a_stranger_is_not_shown_a_village_s_reach(village: Play) -> None:
    await act(village, "Tamu: /bantuan")
    assert await nothing_done(village, "Tamu", "jk") == [("toast", "talk.refused.stranger")]
