"""A kader helps neighbours without a phone: in their name, labelled everywhere, and looked after by the council."""

import pytest

from actions.found import found
from storage.work import SqliteWork
from tests.boxes import chosen, lines
from tests.chats.test_register import imported
from tests.play import Play
from tests.sheets import opensid
from tests.transcript import act, play
from tests.village_life import appointed, founded, introduced, joined, polling, proposed
from village.place import Dusun

SURTI = opensid("SURTI", "3301024412500001", "3301022001150001", born="1950-12-04")
TINI = opensid("TINI", "3301024412500002", "3301022001150002", born="1948-01-04")
FAR = opensid("PARMI", "3301024412500003", "3301022001150003", born="1951-01-04", dusun="NGASEM")


@pytest.fixture
async def village(stage: Play) -> Play:
    """Bu Wati is kader of Krajan; Mbah Surti and Mbah Tini of Krajan stand on the list and have no phone."""
    await founded(stage)
    await imported(stage, SURTI, TINI, FAR)
    return stage


async def begun(stage: Play, name: str, slip: str = "A1", by: str = "Wati", what: str = "button.aid_vote") -> None:
    """The kader has found the neighbour, has consent, and has typed the number of the slip."""
    lines = ["/kelola warga", "[button.aid]", "[button.aid_begin]", name, f"[name={name}]"]
    for line in [*lines, *([f"[{what}]"] if what else []), "[button.agrees]", slip]:
        await act(stage, f"{by}: {line}")
    stage.heard()


async def test_a_proposal_in_a_neighbour_s_name_is_labelled(village: Play) -> None:
    await play(
        village,
        """
        Wati: /kelola warga
        bot > Wati: desk.section [button.aid] [button.unheard]
        Wati: [button.aid]
        bot > Wati: aid.desk ⟦aid.none_yet⟧ [button.aid_begin]
        Wati: [button.aid_begin]
        bot > Wati: aid.ask_who
        Wati: Surti
        bot > Wati: aid.ask_which name=Surti [name=Surti] [button.aid_new]
        Wati: [name=Surti]
        bot > Wati: aid.ask_consent name=Surti [button.agrees] [button.agrees_not]
        Wati: [button.agrees]
        bot > Wati: aid.ask_slip
        Wati: lembar sebelas
        bot > Wati: aid.refused.slip
        Wati: Lembar A-011
        bot > Wati: aid.ask_words
        Wati: Jalan ke makam becek
        bot > Wati: propose.ask_dusun
        Wati: [button.whole_village]
        bot > Wati: propose.ask_benefit
        Wati: [benefit.semua]
        bot > Wati: aid.ask_sure name=Surti slip=A11
        Wati: [button.change]
        bot > Wati: propose.ask_part
        Wati: [button.change_place]
        bot > Wati: propose.ask_dusun
        Wati: [button.whole_village]
        bot > Wati: aid.ask_sure name=Surti slip=A11 words=Jalan
        Wati: [button.change]
        bot > Wati: propose.ask_part
        Wati: kembali
        bot > Wati: aid.ask_sure [button.behalf]
        Wati: [button.behalf]
        bot > Wati: propose.ask_behalf
        Wati: [kelompok.disabilitas]
        bot > Wati: aid.ask_sure name=Surti proposal.behalf kelompok.disabilitas
        Wati: [button.yes_send]
        bot > Wati: aid.proposal_done name=Surti number=1
        Slamet: /usulan 1
        bot > Slamet: proposal.show helped=⟦proposal.helped⟧ kelompok.disabilitas
        Wati: /kelola warga
        bot > Wati: desk.section
        Wati: [button.aid]
        bot > Wati: aid.desk name=Surti slip=A11 number=1 ⟦aid.state.stands⟧
        """,
    )
    assert village.rows("SELECT state FROM resident WHERE name = 'Surti'") == [("listed",)]
    assert village.rows("SELECT role FROM book WHERE action = 'proposal_created'") == [("kader",)]


async def test_whoever_does_not_agree_is_not_helped(village: Play) -> None:
    for line in ("/kelola warga", "[button.aid]", "[button.aid_begin]", "surt", "[name=Surti]"):
        await act(village, f"Wati: {line}")
    village.heard()
    await play(
        village,
        """
        Wati: [button.agrees_not]
        bot > Wati: aid.no_consent name=Surti
        """,
    )
    assert village.rows("SELECT COUNT(*) FROM aid") == [(0,)]


async def test_a_vote_for_a_neighbour_counts_once_and_ends_with_the_kader_s_word(village: Play) -> None:
    await proposed(village, "Slamet", "Lampu jalan di gang masjid", "Jembatan bambu diganti beton")
    await polling(village, most=1)
    await begun(village, "Surti")
    assert village.rows("SELECT state FROM resident WHERE name = 'Surti'") == [("verified",)]
    await play(
        village,
        """
        Wati: [Lampu]
        toast > Wati: aid.toast.kept
        edit > Wati: aid.ballot name=Surti slip=A1 ⟦aid.picked⟧ [button.aid_done]
        Wati: [Lampu]
        edit > Wati: aid.ask_empty name=Surti [button.yes_empty] [button.keep_vote]
        Wati: [button.keep_vote]
        toast > Wati: aid.toast.kept
        edit > Wati: aid.ballot ⟦aid.picked⟧
        Wati: [Lampu]
        edit > Wati: aid.ask_empty
        Wati: [button.yes_empty]
        toast > Wati: aid.toast.kept
        edit > Wati: aid.ballot ⟦aid.nothing_picked⟧
        Wati: [Lampu]
        toast > Wati: aid.toast.kept
        edit > Wati: aid.ballot ⟦aid.picked⟧
        Wati: [button.aid_done]
        toast > Wati: aid.toast.sealed
        edit > Wati: aid.sealed name=Surti
        """,
    )
    assert lines(village.folder) == 1
    assert village.rows("SELECT facts FROM outbox WHERE key = 'aid.ballot'") == [('{"aid":1}',)]
    await play(
        village,
        """
        Wati: /kelola warga
        bot > Wati: desk.section
        Wati: [button.aid]
        bot > Wati: aid.desk
        Wati: [button.aid_begin]
        bot > Wati: aid.ask_who
        Wati: Surti
        bot > Wati: aid.ask_which
        Wati: [name=Surti]
        bot > Wati: aid.ask_consent name=Surti
        Wati: batal
        bot > Wati: talk.stopped
        """,
    )


async def test_old_taps_of_the_kader_change_nothing(village: Play) -> None:
    await proposed(village, "Slamet", "Lampu jalan di gang masjid", "Jembatan bambu diganti beton")
    await polling(village, most=1)
    await begun(village, "Surti")
    await act(village, "Wati: [Lampu]")
    await act(village, "-- 1 jam kemudian")
    village.heard()
    await play(
        village,
        """
        Wati: [Lampu]
        toast > Wati: aid.refused.sealed
        """,
    )
    assert lines(village.folder) == 1


async def test_the_kader_helps_neither_the_own_house_nor_strangers_nor_whoever_has_a_phone(village: Play) -> None:
    await imported(village, opensid("WATI WARGA", "3301024412850009", "3301022001150001", born="1985-01-01"))
    await joined(village, "Dewi")
    for line in ("/kelola warga", "[button.aid]", "[button.aid_begin]"):
        await act(village, f"Wati: {line}")
    village.heard()
    await play(
        village,
        """
        Wati: Surti
        bot > Wati: aid.ask_which
        Wati: [name=Surti]
        toast > Wati: aid.refused.household
        Wati: Dewi
        bot > Wati: aid.ask_which name=Dewi
        Wati: [name=Dewi]
        toast > Wati: aid.refused.own_phone name=Dewi
        Wati: Parmi
        bot > Wati: aid.ask_nobody name=Parmi
        """,
    )


async def test_a_photo_and_the_voice_of_whom_a_kader_helps_go_with_the_proposal(village: Play) -> None:
    await begun(village, "Surti", what="")
    wati = village.person("Wati")
    for send, key in (
        (lambda: wati.voice(b"OggS" + bytes(9)), "media.added.voice"),
        (lambda: wati.photo(b"\xff\xd8\xff" + bytes(99)), "media.added.photo"),
    ):
        send()
        await village.quiet()
        assert [text.split("⟧")[0] for _, _, text, _ in village.heard()] == [f"⟦{key}", "⟦aid.ask_words"]
    for line in ("Pos ronda bocor di Krajan RT 02", "[benefit.semua]", "[button.yes_send]"):
        await act(village, f"Wati: {line}")
    village.heard()
    await play(
        village,
        """
        Wati: 1
        bot > Wati: proposal.show [button.show.photo] [button.show.voice]
        Wati: [button.show.photo]
        bot > Wati: media.shown.photo number=1
        Karso: 1
        bot > Karso: proposal.show [button.show.photo] [button.show.voice]
        Karso: [button.show.photo]
        bot > Karso: media.check
        bot > Karso: media.shown.photo [button.release]
        """,
    )
    assert village.rows("SELECT typing, proposal_id IS NOT NULL FROM media") == [("", 1), ("", 1)]


async def test_somebody_on_no_list_needs_a_second_officer_before_a_vote(village: Play) -> None:
    await proposed(village, "Slamet", "Lampu jalan di gang masjid", "Jembatan bambu diganti beton")
    await polling(village, most=1)
    await play(
        village,
        """
        Wati: /kelola warga
        bot > Wati: desk.section
        Wati: [button.aid]
        bot > Wati: aid.desk
        Wati: [button.aid_begin]
        bot > Wati: aid.ask_who
        Wati: Mbah Wiryo
        bot > Wati: aid.ask_nobody name=Mbah
        Wati: [button.aid_new]
        bot > Wati: join.ask_rt
        Wati: [rt=02]
        bot > Wati: aid.ask_sex
        Wati: [sex.l]
        bot > Wati: aid.ask_born
        Wati: 1945
        bot > Wati: aid.ask_consent
        Wati: [button.agrees]
        bot > Wati: aid.ask_slip
        Wati: 7
        bot > Wati: aid.ask_words
        Wati: Pos ronda bocor di Krajan RT 02
        bot > Wati: propose.ask_benefit
        Wati: [benefit.semua]
        bot > Wati: aid.ask_sure
        Wati: [button.yes_send]
        bot > Wati: aid.proposal_done ⟦aid.second_waits⟧
        bot > Karso: aid.ask_second helper=Wati [button.vouch_yes]
        Wati: /kelola warga
        bot > Wati: desk.section
        Wati: [button.waiting]
        bot > Wati: vouch.none
        Karso: [button.vouch_yes]
        toast > Karso: vouch.toast.done
        edit > Karso: vouch.done_yes
        bot > Wati: aid.second_yes
        """,
    )
    await begun(village, "Mbah Wiryo", "8")
    await act(village, "Wati: [Lampu]")
    assert lines(village.folder) == 1


async def test_whoever_gets_a_phone_sees_what_was_done_and_votes_anew(village: Play) -> None:
    await proposed(village, "Slamet", "Lampu jalan di gang masjid", "Jembatan bambu diganti beton")
    await polling(village, most=2)
    await begun(village, "Surti")
    await act(village, "Wati: [Lampu]")
    await act(village, "Wati: [button.aid_done]")
    await act(village, "Surti: /start warga_3301022003")
    for line in ("Surti", "[name=Krajan]", "[rt=02]", "[sex.p]", "1950", "[button.yes_send]"):
        await act(village, f"Surti: {line}")
    village.heard()
    await play(
        village,
        """
        Wati: [button.vouch_yes]
        toast > Wati: vouch.toast.done
        edit > Wati: vouch.done_yes
        bot > Surti: aid.told ⟦aid.what.vote⟧ helper=Wati slip=A1 [button.aid_not_me]
        bot > Surti: join.vouched
        bot > Surti: vote.ballot ⟦vote.nothing_picked⟧
        Surti: [Jembatan]
        toast > Surti: vote.toast.kept
        edit > Surti: vote.ballot
        """,
    )
    titles = dict(village.rows("SELECT number, title FROM poll_option"))
    assert [titles[number] for number in chosen(village.folder, 1)] == ["Jembatan bambu diganti beton"]
    assert village.rows("SELECT state FROM aid") == [("replaced",)]


async def test_that_was_not_me_goes_to_the_council(village: Play) -> None:
    await appointed(village, "Ratna", "office.bpd_ketua")
    await introduced(village, "Ratna")
    await proposed(village, "Slamet", "Lampu jalan di gang masjid", "Jembatan bambu diganti beton")
    await polling(village, most=2)
    await begun(village, "Surti")
    await act(village, "Wati: [Lampu]")
    await act(village, "Surti: /start warga_3301022003")
    for line in ("Surti", "[name=Krajan]", "[rt=02]", "[sex.p]", "1950", "[button.yes_send]"):
        await act(village, f"Surti: {line}")
    await act(village, "Wati: [button.vouch_yes]")
    village.heard()
    await play(
        village,
        """
        Surti: [button.aid_not_me]
        toast > Surti: aid.toast.objected
        edit > Surti: aid.objected
        bot > Ratna: visit.objected slip=A1 [button.visits]
        Wati: [Jembatan]
        toast > Wati: aid.refused.sealed
        Ratna: [button.visits]
        bot > Ratna: visit.how
        bot > Ratna: visit.ask_objected name=Surti [button.visit_right] [button.visit_wrong] [button.visit_absent]
        Ratna: [button.visit_wrong]
        toast > Ratna: visit.toast.kept
        edit > Ratna: visit.was_wrong
        Ratna: [button.visits]
        bot > Ratna: visit.none
        """,
    )
    assert lines(village.folder) == 0
    assert village.rows("SELECT action FROM book WHERE action LIKE '%object%' OR action LIKE '%checked'") == [
        ("aid_objected",), ("helped_checked",),
    ]  # fmt: skip


async def test_the_council_visits_and_everybody_hears_what_came_out(village: Play) -> None:
    await appointed(village, "Ratna", "office.bpd_ketua")
    await introduced(village, "Ratna")
    await proposed(village, "Slamet", "Lampu jalan di gang masjid")
    await begun(village, "Tini", "B1", what="")
    for line in ("Jembatan bambu diganti beton", "[button.whole_village]", "[benefit.semua]", "[button.yes_send]"):
        await act(village, f"Wati: {line}")
    await polling(village, most=1)
    for name, slip in (("Surti", "A1"), ("Tini", "A2")):
        await begun(village, name, slip)
        await act(village, "Wati: [Lampu]")
    village.heard()
    await play(
        village,
        """
        -- 35 jam kemudian
        bot > Warga: result.group ⟦visit.few⟧ ⟦visit.not_begun⟧
        bot > Slamet: result.proposer_hidden
        bot > Wati: aid.pass_on name=Tini news=⟦result.proposer_hidden⟧
        bot > Ratna: visit.drawn votes=2 visits=2 [button.visits]
        Ratna: /bpd
        bot > Ratna: council.show
        bot > Ratna: visit.waiting n=2 [button.visits]
        ...
        Ratna: [button.visits]
        bot > Ratna: visit.how
        bot > Ratna: visit.ask helper=Wati [button.proof]
        bot > Ratna: visit.ask helper=Wati
        Ratna: [button.proof]
        toast > Ratna: visit.toast.proof visits=2 votes=2
        Ratna: [button.visit_absent]
        toast > Ratna: visit.toast.kept
        edit > Ratna: visit.was_absent
        Slamet: /hasil
        bot > Slamet: result.private ⟦visit.under_way_few⟧ absent=1 [button.reach]
        Ratna: [button.visits]
        bot > Ratna: visit.how
        bot > Ratna: visit.ask
        bot > Ratna: visit.ask
        """,
    )
    messages = village.person("Ratna").messages()[-2:]
    for message in messages:
        village.person("Ratna").press("⟦button.visit_right⟧", message)
    await village.quiet()
    said = [text.split()[0] for _, who, text, _ in village.heard() if who == "Warga"]
    assert said == ["⟦visit.told_few⟧"]
    await play(
        village,
        """
        Slamet: /hasil
        bot > Slamet: result.private ⟦visit.finished⟧ wrong=0 absent=0
        """,
    )


async def test_a_list_that_comes_later_doubles_nobody_whom_a_kader_has_entered(village: Play) -> None:
    for line in (
        "/kelola warga",
        "[button.aid]",
        "[button.aid_begin]",
        "Karto",
        "[button.aid_new]",
        "[rt=02]",
        "[sex.l]",
    ):
        await act(village, f"Wati: {line}")
    for line in ("1945", "[button.agrees]", "7", "Pos ronda bocor", "[button.whole_village]", "[benefit.semua]"):
        await act(village, f"Wati: {line}")
    await act(village, "Wati: [button.yes_send]")
    await imported(village, opensid("KARTO", "3301024412450001", born="1945-02-03", sex="1"))
    assert village.rows("SELECT name, state FROM resident WHERE name LIKE 'Kar%o'") == [("Karto", "listed")]
    village.heard()
    await play(
        village,
        """
        Karso: [button.vouch_yes]
        toast > Karso: vouch.refused.done
        """,
    )


async def test_somebody_on_the_list_under_a_like_name_is_taken_for_who_they_are(village: Play) -> None:
    for line in (
        "/kelola warga",
        "[button.aid]",
        "[button.aid_begin]",
        "Parjo",
        "[button.aid_new]",
        "[rt=02]",
        "[sex.p]",
    ):
        await act(village, f"Wati: {line}")
    await act(village, "Wati: 1950")
    await imported(village, opensid("PARJO", "3301024412500009", born="1950-02-03"))
    for line in ("[button.agrees]", "7", "Pos ronda bocor", "[button.whole_village]", "[benefit.semua]"):
        await act(village, f"Wati: {line}")
    village.heard()
    await play(
        village,
        """
        Wati: [button.yes_send]
        bot > Wati: aid.proposal_done second= name=Parjo
        """,
    )
    assert village.rows("SELECT name, state FROM resident WHERE name = 'Parjo'") == [("Parjo", "listed")]


async def test_many_helped_votes_are_told_in_figures(village: Play) -> None:
    names = [
        f"{chr(65 + n)}{letters}"
        for n, letters in enumerate(("no", "ri", "sa", "ta", "wi", "lu", "mi", "gu", "pa", "ke"))
    ]
    people = [opensid(name.upper(), f"33010244125001{n:02}", f"33010220011600{n:02}") for n, name in enumerate(names)]
    await imported(village, *people)
    await appointed(village, "Ratna", "office.bpd_ketua")
    await introduced(village, "Ratna")
    await proposed(village, "Slamet", "Lampu jalan di gang masjid", "Jembatan bambu diganti beton")
    await polling(village, most=1)
    for n, name in enumerate(names):
        await begun(village, name, str(n + 1))
        await act(village, "Wati: [Lampu]")
    for n in range(10):
        voter = f"Warga{chr(65 + n)}"
        await act(village, f"{voter}: /start warga_3301022003")
        await introduced(village, voter)
        await act(village, "Wati: [button.vouch_yes]")
        await act(village, f"{voter}: [Lampu]")
    village.heard()
    await act(village, "-- 35 jam kemudian")
    result = next(text for _, who, text, _ in village.heard() if who == "Warga")
    assert "⟦visit.count⟧ n=10" in result and "⟦visit.not_begun⟧" in result
    for left in (10, 9, 8):
        await act(village, "Ratna: [button.visits]")
        assert f"⟦visit.how⟧ n={left}" in str(village.heard())
        await act(village, "Ratna: [button.visit_right]")
    village.heard()
    await play(
        village,
        """
        Slamet: /hasil
        bot > Slamet: result.private ⟦visit.under_way⟧ done=3 right=3 wrong=0
        """,
    )
    for _ in range(7):
        await act(village, "Ratna: [button.visits]")
        await act(village, "Ratna: [button.visit_wrong]")
    told = [text for _, who, text, _ in village.heard() if who == "Warga"]
    assert len(told) == 1 and "⟦visit.told⟧" in told[0] and "right=3 wrong=7 absent=0" in told[0]


async def test_nobody_is_helped_to_a_second_vote_where_another_village_has_their_voice(village: Play) -> None:
    await proposed(village, "Slamet", "Lampu jalan di gang masjid", "Jembatan bambu diganti beton")
    await polling(village, most=1)

    def voted_elsewhere(work: SqliteWork) -> None:
        other = found(work, "33.01.02.2004", "Karangan", "Asia/Jakarta", [Dusun(0, "Wetan", ("01",))])
        work._connection.execute(
            "INSERT INTO season_voice (who, year, village_id) SELECT 'nik:' || hex(r.nik_hash), s.year, ?"
            " FROM register_row r JOIN resident p ON p.id = r.resident_id"
            " JOIN season s ON s.village_id = p.village_id WHERE p.name = 'Surti'",
            (other.id,),
        )

    await village.bot.database.write(voted_elsewhere)
    await begun(village, "Surti")
    await play(
        village,
        """
        Wati: [Lampu]
        toast > Wati: aid.refused.other_village
        """,
    )
    assert lines(village.folder) == 0
