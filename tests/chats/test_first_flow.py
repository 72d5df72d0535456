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


async def test_a_newcomer_joins_by_the_poster_and_a_kader_knows_her(stage: Play) -> None:
    await founded(stage)
    await play(
        stage,
        """
        Sari: /start warga_3301022003
        bot > Sari: join.welcome village=Sumberagung
        bot > Sari: join.ask_name
        Sari: 123
        bot > Sari: join.refused.name
        Sari: Sari Rahayu
        bot > Sari: join.ask_dusun [Krajan] [Ngasem]
        Sari: [Ngasem]
        bot > Sari: join.ask_rt dusun=Ngasem [rt=01] [rt=03]
        Sari: 7
        bot > Sari: join.refused.rt
        Sari: [rt=03]
        bot > Sari: join.ask_sex [sex.p] [sex.l]
        Sari: [sex.p]
        bot > Sari: join.ask_born
        Sari: 1991
        bot > Sari: join.ask_sure [button.yes_send] [button.start_over]
        Sari: [button.yes_send]
        bot > Sari: join.asked
        bot > Wati: vouch.ask name=Sari [button.vouch_yes] [button.vouch_no]
        bot > Karso: vouch.ask name=Sari
        Wati: [button.vouch_yes]
        toast > Wati: vouch.toast.done
        edit > Wati: vouch.done_yes
        bot > Sari: join.vouched
        Karso: [button.vouch_no]
        toast > Karso: vouch.refused.done
        Sari: /start warga_3301022003
        bot > Sari: join.already
        """,
    )


async def test_a_stranger_who_just_writes_is_led_in_and_her_sentence_is_kept(stage: Play) -> None:
    await founded(stage)
    await play(
        stage,
        """
        Sari: Jalan di Ngasem RT 02 rusak parah
        bot > Sari: join.welcome
        bot > Sari: join.ask_name
        Sari: Sari Rahayu
        bot > Sari: join.ask_dusun
        Sari: ngasem
        bot > Sari: join.ask_rt
        Sari: 2
        bot > Sari: join.ask_sex
        Sari: perempuan
        bot > Sari: join.ask_born
        Sari: 1991
        bot > Sari: join.ask_sure
        Sari: [button.yes_send]
        bot > Sari: join.asked
        bot > Sari: propose.ask_benefit [benefit.semua] [benefit.anak]
        bot > Wati: vouch.ask
        bot > Karso: vouch.ask
        Sari: [benefit.anak]
        bot > Sari: propose.ask_sure words=Jalan place=⟦place.rt⟧ [button.yes_send]
        Sari: [button.yes_send]
        bot > Sari: propose.done number=1
        bot > Sari: propose.waiting
        """,
    )


async def test_a_proposal_takes_one_sentence_and_five_taps(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    await play(
        stage,
        """
        Sari: Assalamualaikum, mohon lampu jalan dipasang, gelap sekali
        bot > Sari: propose.ask_whether [button.yes_proposal] [button.no_proposal]
        Sari: [button.yes_proposal]
        bot > Sari: propose.ask_dusun [Krajan] [Ngasem] [button.whole_village]
        Sari: [Krajan]
        bot > Sari: propose.ask_rt [rt=01] [button.whole_dusun]
        Sari: [rt=01]
        bot > Sari: propose.ask_benefit
        Sari: [benefit.semua]
        bot > Sari: propose.ask_sure [button.yes_send] [button.change] [button.cancel]
        Sari: [button.yes_send]
        bot > Sari: propose.done number=1 title=Lampu
        Sari: 1
        bot > Sari: proposal.show number=1 status=⟦status.diterima⟧
        Sari: /usulan 7
        bot > Sari: proposal.refused.number number=7
        Sari: 📋 Lihat usulan
        bot > Sari: proposal.list total=1
        Sari: ⟦menu.list⟧
        bot > Sari: proposal.list total=1
        Sari @ Warga: /usulan
        bot > Warga: proposal.list total=1
        """,
    )


async def test_a_poll_runs_from_opening_to_the_result_in_the_group(stage: Play) -> None:
    await founded(stage)
    names = [f"Warga{n}" for n in "ABCDEFGHI"]
    await joined(stage, "Sari", *names)
    await proposed(stage, "Sari", "Lampu jalan di gang masjid", "Jembatan bambu diganti beton")
    await play(
        stage,
        """
        Slamet: /kelola musyawarah
        bot > Slamet: desk.section [button.open_poll] [button.close_poll] [button.reach]
        Slamet: [button.open_poll]
        bot > Slamet: poll.ask_numbers [Lampu] [Jembatan] [button.pick_all]
        Slamet: [Lampu]
        edit > Slamet: poll.ask_numbers n=1
        Slamet: [Jembatan]
        edit > Slamet: poll.ask_numbers n=2 [button.done_picking]
        Slamet: [button.done_picking]
        bot > Slamet: poll.ask_most
        Slamet: 3
        bot > Slamet: poll.refused.picks most=2
        Slamet: [n=1]
        bot > Slamet: poll.ask_closes
        Slamet: besok jam 8 malam
        bot > Slamet: poll.ask_sure most=1 20.00 [button.open_now]
        Slamet: [button.open_now]
        bot > Slamet: poll.done voters=13
        bot > Slamet: vote.ballot most=1
        bot > Warga: poll.opened [button.vote_private]
        bot > Sari: vote.ballot most=1 [Lampu] [Jembatan]
        ...
        Sari: [Lampu]
        toast > Sari: vote.toast.kept
        edit > Sari: vote.ballot picked=⟦vote.picked⟧
        Sari: [Jembatan]
        toast > Sari: vote.refused.too_many
        Sari: [Lampu]
        edit > Sari: vote.ask_empty picked=⟦vote.picked⟧ [button.yes_empty] [button.keep_vote]
        Sari: [button.keep_vote]
        edit > Sari: vote.ballot picked=⟦vote.picked⟧
        Sari: [Lampu]
        edit > Sari: vote.ask_empty
        Sari: [button.yes_empty]
        toast > Sari: vote.toast.withdrawn
        edit > Sari: vote.ballot picked=⟦vote.nothing_picked⟧
        Sari: [Jembatan]
        toast > Sari: vote.toast.kept
        edit > Sari: vote.ballot
        """,
    )
    for name in names:
        stage.press(stage.person(name), "Lampu")
    await stage.quiet()
    stage.heard()
    await play(
        stage,
        """
        Sari: /hasil
        bot > Sari: result.running
        Slamet: /kelola musyawarah
        bot > Slamet: desk.section
        Slamet: [button.close_poll]
        bot > Slamet: poll.ask_close voted=10 electorate=13 [button.close_now]
        Slamet: [button.close_now]
        toast > Slamet: poll.toast.closed
        edit > Slamet: poll.closed
        bot > Warga: result.group voted=10 electorate=13 votes=9 votes=1 [button.proof]
        bot > Sari: digest.show count=2 digest.ranked⟧ rank=1 votes=9 rank=2 votes=1 [number=1] [number=2]
        Sari @ Warga: [button.proof]
        toast > Sari: result.toast.proof
        Sari: [Lampu]
        toast > Sari: vote.refused.closed
        Sari: /hasil
        bot > Sari: result.private voted=10
        Sari: /periksa
        bot > Sari: book.whole
        """,
    )


async def test_a_poll_closes_by_itself_and_few_votes_are_not_told(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari", "Budi")
    await proposed(stage, "Sari", "Lampu jalan di gang masjid", "Jembatan bambu diganti beton")
    await polling(stage)
    await play(
        stage,
        """
        Budi: [Lampu]
        toast > Budi: vote.toast.kept
        edit > Budi: vote.ballot
        -- 2 hari kemudian
        bot > Warga: result.group lines=⟦result.hidden⟧ turnout=⟦result.turnout_small⟧ closed=⟦result.closed_on_time⟧
        bot > Sari: digest.show count=2 digest.finished⟧ number=1 number=2 [number=1] [number=2]
        Sari: [Lampu]
        toast > Sari: vote.refused.closed
        """,
    )
