"""The queue: proposals by stage, the longest waiting first; the card of one; and its way on."""

import sqlite3
from contextlib import closing

from handlers.queue import SHORT
from tests.play import Play
from tests.transcript import act, play
from tests.village_life import appointed, founded, introduced, joined, proposed
from village.desk import MOVING
from village.steps import STEPS, rights


async def verified(stage: Play, number: int, status: str = "layak") -> None:
    """The team has found it worth doing; written as `actions/steps.py` writes it."""
    with closing(sqlite3.connect(stage.folder / "desa.db")) as base, base:
        base.execute("UPDATE proposal SET status = ? WHERE number = ?", (status, number))


async def test_the_team_sees_stages_with_ages_and_opens_a_card_without_a_name(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    await proposed(stage, "Sari", "Lampu jalan di gang masjid")
    await act(stage, "-- 12 hari kemudian")
    await proposed(stage, "Sari", "Jembatan bambu diganti beton")
    await play(
        stage,
        """
        Slamet: /kelola usulan
        bot > Slamet: desk.section [button.queue]
        Slamet: [button.queue]
        bot > Slamet: queue.show total=2 [queue.stage.diterima⟧ n=2]
        Slamet: [queue.stage.diterima]
        edit > Slamet: queue.page [number=1] [number=2]
        Slamet: [number=1]
        bot > Slamet: queue.card masjid [button.to.dibahas_musdus] [button.to.verifikasi]
        """,
    )
    shown = stage.person("Slamet").messages()
    page, card = (next(m["text"] for m in reversed(shown) if key in m["text"]) for key in ("queue.page", "queue.card"))
    assert page.index("queue.line⟧ age=⟦queue.days⟧ n=12") < page.index("queue.line⟧ age=⟦queue.today⟧")
    assert "queue.waits⟧ n=12" in card and "Sari" not in page + card


async def test_a_proposal_goes_to_the_meeting_and_to_verification_and_its_proposer_hears_each_once(
    stage: Play,
) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    await proposed(stage, "Sari", "Lampu jalan di gang masjid")
    for line in ("/kelola usulan", "[button.queue]", "[queue.stage.diterima]", "[number=1]"):
        await act(stage, f"Slamet: {line}")
    stage.heard()
    await play(
        stage,
        """
        Slamet: [button.to.dibahas_musdus]
        edit > Slamet: queue.ask_move status.dibahas_musdus [button.yes_right] [button.back_to_card]
        Slamet: [button.back_to_card]
        edit > Slamet: queue.card status.diterima
        Slamet: [button.to.dibahas_musdus]
        edit > Slamet: queue.ask_move
        Slamet: [button.yes_right]
        toast > Slamet: queue.toast.moved
        edit > Slamet: queue.card status.dibahas_musdus [button.to.verifikasi] [button.to.tertunda]
        bot > Sari: step.moved status.dibahas_musdus
        Slamet: [button.to.verifikasi]
        edit > Slamet: queue.ask_move
        Slamet: [button.yes_right]
        toast > Slamet: queue.toast.moved
        edit > Slamet: queue.card status.verifikasi
        bot > Sari: step.moved status.verifikasi
        """,
    )


async def test_what_is_worth_doing_is_planned_or_kept_with_a_reason(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    await proposed(stage, "Sari", "Lampu jalan di gang masjid", "Jembatan bambu diganti beton")
    for number in (1, 2):
        await verified(stage, number)
    for line in ("/kelola usulan", "[button.queue]", "[queue.stage.layak]", "[number=1]"):
        await act(stage, f"Slamet: {line}")
    stage.heard()
    await play(
        stage,
        """
        Slamet: [button.to.cadangan_rpjm]
        edit > Slamet: queue.ask_reason [why.dana_tidak_cukup] [why.melebihi_pagu]
        Slamet: [why.dana_tidak_cukup]
        toast > Slamet: queue.toast.moved
        edit > Slamet: queue.card status.cadangan_rpjm
        bot > Sari: step.moved why.dana_tidak_cukup
        Slamet: [button.queue]
        bot > Slamet: queue.show total=1
        Slamet: [queue.stage.layak]
        edit > Slamet: queue.page [number=2]
        Slamet: [number=2]
        bot > Slamet: queue.card [button.to.rancangan_rkp] [button.to.du_rkp] [button.to.cadangan_rpjm]
        Slamet: [button.to.rancangan_rkp]
        edit > Slamet: queue.ask_move
        Slamet: [button.yes_right]
        toast > Slamet: queue.toast.moved
        edit > Slamet: queue.card [button.to.dibahas_musrenbang]
        bot > Sari: step.moved status.rancangan_rkp
        """,
    )


async def test_a_kader_sees_the_own_dusun_and_the_council_the_whole_village(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    for where in ("[name=Krajan]", "[name=Ngasem]"):
        for line in ("Talut longsor perlu diperbaiki", "[button.yes_proposal]", where, "[button.whole_dusun]",
                     "[benefit.semua]", "[button.yes_send]"):  # fmt: skip
            await act(stage, f"Sari: {line}")
    await appointed(stage, "Ratna", "office.bpd_ketua")
    await introduced(stage, "Ratna")
    for line in ("Ratna: /bpd", "Ratna: [section.usulan]"):
        await act(stage, line)
    stage.heard()
    await play(
        stage,
        """
        Ratna: [button.queue]
        bot > Ratna: queue.show total=2
        Wati: /kelola usulan
        bot > Wati: desk.section [button.queue]
        Wati: [button.queue]
        bot > Wati: queue.show total=1
        Wati: [queue.stage.diterima]
        edit > Wati: queue.page [number=1]
        Wati: [number=1]
        bot > Wati: queue.card [button.to.dibahas_musdus]
        """,
    )


async def test_the_queue_turns_its_pages_and_an_empty_village_has_none(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari", "Budi", "Dewi")
    for name in ("Sari", "Budi", "Dewi"):
        await proposed(stage, name, f"Lampu jalan gang {name}", f"Talut gang {name}", f"Jembatan gang {name}")
    for line in ("/kelola usulan", "[button.queue]"):
        await act(stage, f"Slamet: {line}")
    stage.heard()
    await play(
        stage,
        """
        Slamet: [queue.stage.diterima]
        edit > Slamet: queue.page [number=1] [number=6] [button.waits_less]
        Slamet: [button.waits_less]
        edit > Slamet: queue.page [number=7] [number=9] [button.waits_longer]
        Slamet: [button.waits_longer]
        edit > Slamet: queue.page [number=1] [button.waits_less]
        """,
    )


def test_every_step_from_a_card_has_its_button() -> None:
    assert {to for (_, to), step in STEPS.items() if rights(step) & MOVING and not step.pair} == set(SHORT)


async def test_an_officer_takes_no_step_for_the_own_proposal(stage: Play) -> None:
    await founded(stage)
    await proposed(stage, "Slamet", "Lampu jalan di gang masjid")
    for line in ("/kelola usulan", "[button.queue]", "[queue.stage.diterima]"):
        await act(stage, f"Slamet: {line}")
    stage.heard()
    await act(stage, "Slamet: [number=1]")
    ((_, _, text, buttons),) = stage.heard()
    assert "queue.card" in text and buttons == []


async def test_a_no_begins_at_the_card_and_only_for_who_may_say_it(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    await proposed(stage, "Sari", "Lampu jalan di gang masjid")
    await appointed(stage, "Yuni", "office.pemdes")
    await introduced(stage, "Yuni")
    stage.heard()
    await play(
        stage,
        """
        Slamet: /kelola usulan
        bot > Slamet: desk.section
        Slamet: [button.queue]
        bot > Slamet: queue.show
        Slamet: [queue.stage.diterima]
        edit > Slamet: queue.page
        Slamet: [number=1]
        bot > Slamet: queue.card [button.decide]
        Slamet: [button.decide]
        bot > Slamet: decide.ask_to
        Yuni: /kelola usulan
        bot > Yuni: desk.section
        Yuni: [button.queue]
        bot > Yuni: queue.show
        Yuni: [queue.stage.diterima]
        edit > Yuni: queue.page
        Yuni: [number=1]
        bot > Yuni: queue.card
        """,
    )
    assert "button.decide" not in str(stage.person("Yuni").messages()[-1])


async def test_an_emergency_stands_first_at_every_step(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    await proposed(stage, "Sari", "Lampu jalan di gang masjid")
    await act(stage, "-- 12 hari kemudian")
    await play(
        stage,
        """
        Sari: Tolong! Banjir di Krajan, rumah warga terendam sekarang juga
        ...
        Sari: [button.yes_proposal]
        ...
        """,
    )
    for label in ("button.whole_dusun", "benefit.semua", "button.yes_send"):
        if label in str(stage.person("Sari").messages()[-1]):
            await act(stage, f"Sari: [{label}]")
    stage.heard()
    await play(
        stage,
        """
        Slamet: /kelola usulan
        bot > Slamet: desk.section
        Slamet: [button.queue]
        bot > Slamet: queue.show total=2 queue.urgent⟧ n=1
        Slamet: [queue.stage.diterima]
        edit > Slamet: queue.page queue.line_urgent [number=2] [number=1]
        Slamet: [number=2]
        bot > Slamet: queue.card queue.card_urgent
        """,
    )
    page = next(m["text"] for m in reversed(stage.person("Slamet").messages()) if "queue.page" in m["text"])
    assert page.index("queue.line_urgent") < page.index("queue.line⟧ age=⟦queue.days⟧ n=12")
    await play(
        stage,
        """
        Sari: /usulan 1
        ...
        Sari: [button.change]
        ...
        Sari: [button.change_words]
        ...
        Sari: Tolong! Tiang lampu di gang masjid roboh, rumah warga terbakar sekarang juga
        ...
        """,
    )
    while "button.yes_change" not in str(stage.person("Sari").messages()[-1]):
        await act(stage, "Sari: [button.whole_village]")
    await act(stage, "Sari: [button.yes_change]")
    for line in ("/kelola usulan", "[button.queue]"):
        await act(stage, f"Slamet: {line}")
    stage.heard()
    await act(stage, "Slamet: [queue.stage.diterima]")
    assert "queue.line_urgent⟧ age=⟦queue.days⟧ n=12" in stage.heard()[0][2]
