"""The register of residents in the chat: an officer sends the list, and newcomers become the residents they are."""

import logging

import pytest

from tests.play import Play
from tests.sheets import BY_HAND, OPENSID, csv_, many, opensid, xlsx
from tests.transcript import act, play
from tests.village_life import appointed, founded, introduced, joined

NIK, KK = "3301024412910001", "3301022001150007"
SARI = opensid("HJ. SITI RAHAYU", NIK, KK, born="1985-05-04")


def short_names(count: int) -> list[str]:
    """So many short names."""
    return [f"{chr(65 + n // 26)}{chr(65 + n % 26)}ro" for n in range(count)]


async def sent(stage: Play, name: str, content: bytes, called: str = "penduduk.xlsx") -> list[str]:
    """The officer sends a file; the texts of all that is heard."""
    stage.heard()
    stage.person(name).document(content, called)
    await stage.quiet()
    return [text for _, who, text, _ in stage.heard() if who == name]


async def imported(stage: Play, *rows: list[str], by: str = "Joko") -> None:
    await sent(stage, by, xlsx([OPENSID, *rows]))
    await act(stage, f"{by}: [button.take_over]")
    stage.heard()


async def test_a_list_is_shown_first_and_taken_over_only_when_confirmed(stage: Play) -> None:
    await founded(stage)
    said = await sent(stage, "Joko", xlsx([OPENSID, SARI, opensid("BUDI SANTOSO", sex="1", born="31-02-1980")]))
    assert [text.split()[0] for text in said] == ["⟦register.reading⟧", "⟦register.preview⟧"]
    assert "new=1 changed=0 same=0" in said[1]
    assert "register.problem⟧ line=3 fault=⟦register.fault.date⟧" in said[1]
    assert stage.rows("SELECT COUNT(*) FROM resident WHERE state = 'listed'") == [(0,)]
    await play(
        stage,
        """
        Joko: [button.take_over]
        toast > Joko: register.toast.done
        edit > Joko: register.done village=Sumberagung new=1
        """,
    )
    assert stage.rows("SELECT name, birth_year, rt, sex FROM resident WHERE state = 'listed'") == [
        ("Hj. Siti Rahayu", 1985, "02", "P")
    ]


async def test_leaving_a_list_changes_nothing_and_its_buttons_end(stage: Play) -> None:
    await founded(stage)
    await sent(stage, "Joko", xlsx([OPENSID, opensid("BUDI SANTOSO", sex="1")]))
    await play(
        stage,
        """
        Joko: [button.leave_it]
        toast > Joko: register.toast.left
        edit > Joko: register.left
        """,
    )
    assert stage.rows("SELECT COUNT(*) FROM resident WHERE name = 'Budi Santoso'") == [(0,)]


async def test_an_older_preview_is_no_longer_valid(stage: Play) -> None:
    await founded(stage)
    await sent(stage, "Joko", xlsx([OPENSID, SARI]))
    older = stage.person("Joko").messages()[-1]
    await sent(stage, "Joko", xlsx([OPENSID, opensid("BUDI SANTOSO", sex="1")]))
    stage.person("Joko").press(0, older)
    await stage.quiet()
    assert [text.split()[0] for _, _, text, _ in stage.heard()] == ["⟦register.refused.settled⟧"]
    assert stage.rows("SELECT COUNT(*) FROM resident WHERE state = 'listed'") == [(0,)]


async def test_a_list_that_comes_again_doubles_nobody(stage: Play) -> None:
    await founded(stage)
    hand = [["DAFTAR WARGA DESA SUMBERAGUNG"], [], BY_HAND, ["1", "2", "3", "4", "5", "6"]]
    await imported(stage, SARI, opensid("BUDI SANTOSO", sex="1"))
    said = await sent(stage, "Joko", xlsx([OPENSID, SARI, opensid("BUDI SANTOSO", sex="1")]))
    assert "⟦register.nothing_new⟧" in said[-1] and "new=0 changed=0 same=2" in said[-1]
    rows = [["1", "Siti Rahayu, Hj", "p", "4 Mei 1985", "krajan", "003/001"]]
    said = await sent(stage, "Joko", csv_(hand + rows), "warga.csv")
    assert "new=0 changed=1 same=0" in said[-1], said
    await act(stage, "Joko: [button.take_over]")
    assert stage.rows(
        "SELECT rt, COUNT(*) FROM resident WHERE birth_year = 1985 AND name LIKE '%iti%' GROUP BY rt"
    ) == [("03", 1)]
    moved = opensid("SITI RAHAYU", NIK, KK, born="1985-05-04", dusun="NGASEM", state="3")
    await imported(stage, moved)
    assert stage.rows("SELECT state FROM resident WHERE name LIKE 'Siti%'") == [("moved",)]


async def test_new_dusun_and_rt_are_told_and_added_when_confirmed(stage: Play) -> None:
    await founded(stage)
    said = await sent(
        stage, "Joko", xlsx([OPENSID, opensid("BUDI SANTOSO", dusun="KALITENGAH"), opensid("TINI", rt="009")])
    )
    assert "new_dusun⟧ list=Kalitengah" in said[-1]
    assert "new_rt⟧" in said[-1] and "rt=09" in said[-1]
    assert stage.rows("SELECT name FROM dusun ORDER BY id") == [("Krajan",), ("Ngasem",)]
    await act(stage, "Joko: [button.take_over]")
    assert stage.rows("SELECT name, rts FROM dusun ORDER BY id") == [
        ("Krajan", '["01","02","03","09"]'), ("Ngasem", '["01","02","03"]'), ("Kalitengah", '["02"]'),
    ]  # fmt: skip
    await act(stage, "Sari: /start warga_3301022003")
    await act(stage, "Sari: Sari Rahayu")
    assert "Kalitengah" in str(stage.person("Sari").messages()[-1]["reply_markup"])


async def test_dusun_that_differ_by_their_number_stay_apart(stage: Play) -> None:
    await founded(stage)
    await imported(stage, opensid("BUDI SANTOSO", dusun="KRAJAN I"), opensid("TINI", dusun="KRAJAN II"))
    await imported(stage, opensid("DARMO", dusun="Krajan 2"))
    assert stage.rows("SELECT d.name, r.name FROM resident r JOIN dusun d ON d.id = r.dusun_id WHERE r.state = 'listed'"
        " ORDER BY r.name",
    ) == [("Krajan I", "Budi Santoso"), ("Krajan II", "Darmo"), ("Krajan II", "Tini")]  # fmt: skip


async def test_a_newcomer_on_the_list_becomes_that_resident(stage: Play) -> None:
    await founded(stage)
    await imported(stage, opensid("SITI WARGA, S.PD", NIK, KK, born="1985-05-04", rt="002"))
    [(listed,)] = stage.rows("SELECT id FROM resident WHERE state = 'listed'")
    await act(stage, "Siti: /start warga_3301022003")
    await introduced(stage, "Siti")
    stage.heard()
    await play(
        stage,
        """
        Siti: Lampu jalan mati semua
        bot > Siti: propose.ask_whether
        Siti: [button.yes_proposal]
        bot > Siti: propose.ask_dusun
        Siti: [button.whole_village]
        bot > Siti: propose.ask_benefit
        Siti: [benefit.semua]
        bot > Siti: propose.ask_sure
        Wati: [button.vouch_yes]
        toast > Wati: vouch.toast.done
        edit > Wati: vouch.done_yes name=Siti
        bot > Siti: join.vouched
        bot > Siti: join.draft_waits [button.resume]
        Siti: [button.yes_send]
        bot > Siti: propose.done number=1
        Karso: [button.vouch_no]
        toast > Karso: vouch.refused.done
        """,
    )
    assert stage.rows("SELECT state FROM resident WHERE id = :id", id=listed) == [("verified",)]
    assert stage.rows("SELECT COUNT(*) FROM resident WHERE name LIKE 'Siti%'") == [(1,)]
    assert stage.rows("SELECT author_id FROM proposal") == [(listed,)]
    assert stage.rows("SELECT COUNT(*) FROM register_claim WHERE resident_id = :id", id=listed) == [(1,)]


async def test_the_kader_sees_what_the_list_says(stage: Play) -> None:
    await founded(stage)
    await imported(stage, opensid("SITI WARGA", born="1985-05-04"))
    for name, said in (("Siti", "vouch.listed"), ("Budi", "vouch.not_listed")):
        await act(stage, f"{name}: /start warga_3301022003")
        await introduced(stage, name)
        heard = [text for _, who, text, _ in stage.heard() if who == "Wati"]
        assert len(heard) == 1 and heard[0].startswith("⟦vouch.ask_listed⟧") and said in heard[0], heard


async def test_a_second_account_for_the_same_resident_is_not_taken_in(stage: Play) -> None:
    await founded(stage)
    await imported(stage, opensid("SITI WARGA", born="1985-05-04"))
    await joined(stage, "Siti")
    await act(stage, "Ponsel kedua: /start warga_3301022003")
    for line in ("Siti Warga", "[name=Krajan]", "[rt=02]", "[sex.p]", "1985", "[button.yes_send]"):
        await act(stage, f"Ponsel kedua: {line}")
    stage.heard()
    await play(
        stage,
        """
        Wati: [button.vouch_other]
        toast > Wati: vouch.refused.claimed name=Siti
        Wati: [button.vouch_no]
        edit > Wati: vouch.ask_reason
        Wati: [vouch.reason.luar]
        toast > Wati: vouch.toast.done
        edit > Wati: vouch.done_no
        bot > Ponsel kedua: join.refused
        """,
    )
    assert stage.rows("SELECT COUNT(*) FROM resident WHERE state = 'verified' AND name LIKE 'Siti%'") == [(1,)]


async def test_who_has_joined_before_the_list_came_is_not_doubled_and_loses_nothing(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Siti")
    said = await sent(stage, "Joko", xlsx([OPENSID, opensid("SITI WARGA", NIK, KK, born="1985-05-04")]))
    assert "new=0 changed=1 same=0" in said[-1]
    await act(stage, "Joko: [button.take_over]")
    assert stage.rows("SELECT state, COUNT(*) FROM resident WHERE name LIKE 'Siti%'") == [("verified", 1)]
    said = await sent(stage, "Joko", xlsx([OPENSID, opensid("SITI WARGA", NIK, KK, born="1985-05-04", state="2")]))
    assert "register.kept⟧ n=1" in said[-1] and "⟦register.nothing_new⟧" in said[-1]
    assert stage.rows("SELECT state FROM resident WHERE name LIKE 'Siti%'") == [("verified",)]


async def test_an_officer_becomes_the_resident_of_the_list_by_the_appointment(stage: Play) -> None:
    await founded(stage)
    await imported(stage, opensid("RATNA WARGA", born="1985-05-04"))
    await appointed(stage, "Ratna", "office.pemdes")
    await introduced(stage, "Ratna")
    assert stage.rows("SELECT state, COUNT(*) FROM resident WHERE name LIKE 'Ratna%'") == [("verified", 1)]
    stage.heard()
    await play(
        stage,
        """
        Ratna: /kelola undangan
        bot > Ratna: desk.section [button.register]
        Ratna: [button.register]
        bot > Ratna: register.how village=Sumberagung
        """,
    )


async def test_a_file_that_is_no_list_gets_its_reason(stage: Play) -> None:
    await founded(stage)
    for content, why in (
        (xlsx([["Barang", "Jumlah"], ["Kursi", 40]]), "no_header"),
        (xlsx([["Nama", "NIK"], ["Sari", NIK]]), "no_column⟧ columns=⟦register.column.born⟧"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old_excel"),
        (b"PK\x03\x04" + b"\0" * 600, "broken"),
        (b"%PDF-1.7", "other"),
        (b"\n\n", "empty"),
        (xlsx([OPENSID, *(opensid(name, nik="", dusun=name) for name in short_names(60))]), "many_dusun"),
    ):
        said = await sent(stage, "Joko", content)
        assert said[-1].startswith(f"⟦register.unreadable.{why}"), (why, said)
    assert stage.rows("SELECT DISTINCT state FROM register_import") == [("refused",)]


async def test_other_files_are_answered_as_before(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    assert [text.split()[0] for text in await sent(stage, "Sari", xlsx([OPENSID, SARI]))] == ["⟦media.other⟧"]
    assert [text.split()[0] for text in await sent(stage, "Joko", b"x", "undangan.pdf")] == ["⟦media.other⟧"]


async def test_a_list_half_read_when_the_power_went_is_read_anew(stage: Play) -> None:
    await founded(stage)
    stage.person("Joko").document(xlsx([OPENSID, SARI]), "penduduk.xlsx")
    while not stage.rows("SELECT 1 FROM register_import"):
        await stage.bot.database.write(lambda work: None)
    await stage.stop()
    await stage.start()
    await stage.quiet()
    assert [t.split()[0] for _, who, t, _ in stage.heard() if who == "Joko"].count("⟦register.preview⟧") == 1


async def test_no_number_and_no_day_of_birth_stays_in_the_clear(stage: Play, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    await founded(stage)
    nik, kk = "3301026512770042", "3301022609130013"
    rows = [opensid("SITI WARGA", nik, kk, born="1977-12-25"), opensid(nik, nik, kk), opensid("TINI", nik + "1", kk)]
    said = await sent(stage, "Joko", xlsx([OPENSID, *rows]))
    await act(stage, "Joko: [button.take_over]")
    said += [text for _, _, text, _ in stage.heard()]
    kept = b"".join(file.read_bytes() for file in sorted(stage.folder.rglob("*")) if file.is_file())
    for secret in (nik, kk, nik[:-1], kk[:-1], "1977-12-25"):
        assert secret.encode() not in kept
        assert secret not in caplog.text and secret not in str(said)
    assert b"Siti Warga" in kept and caplog.text  # the search would have found them
    assert (stage.folder / "kunci-penduduk").stat().st_mode & 0o777 == 0o600
    [(shown,)] = stage.rows("SELECT file FROM register_import")
    assert shown == ""


async def test_how_far_a_long_list_is_is_shown_in_one_message(stage: Play) -> None:
    await founded(stage)
    before = len(stage.person("Joko").messages())
    stage.heard()
    stage.person("Joko").document(csv_([OPENSID, *many(2000)]), "penduduk.csv")
    await stage.quiet()
    messages = stage.person("Joko").messages()[before + 1 :]
    assert [m["text"].split()[0] for m in messages] == ["⟦register.progress⟧", "⟦register.preview⟧"]
    assert "done=2000 total=2000" in messages[0]["text"] or "done=2.000 total=2.000" in messages[0]["text"]
    assert "new=2" in messages[1]["text"]


async def test_a_thousand_presses_for_twenty_accounts_let_one_of_them_be_the_resident(stage: Play) -> None:
    await founded(stage)
    await imported(stage, opensid("SITI AMINAH", NIK, KK, born="1985-05-04"))
    for n in range(20):
        person = stage.person(f"Ponsel {n}")
        person.start("warga_3301022003")
        for line in ("Siti Aminah", "Krajan", "2", "perempuan", "1985"):
            person.say(line)
        await stage.quiet()
        stage.press(person, "button.yes_send")
    await stage.quiet()
    wati = stage.person("Wati")
    questions = [m for m in wati.messages() if "vouch.ask_listed" in m["text"]]
    assert len(questions) == 20
    stage.heard()
    for _ in range(50):
        for question in questions:
            wati.press(0, question)
    await stage.quiet()
    said = [text.split()[0] for kind, who, text, _ in stage.heard() if (kind, who) == ("toast", "Wati")]
    assert len(said) == 1000 and said.count("⟦vouch.toast.done⟧") == 1, {word: said.count(word) for word in set(said)}
    assert set(said) <= {"⟦vouch.toast.done⟧", "⟦vouch.toast.known⟧", "⟦vouch.refused.done⟧"}
    assert stage.rows("SELECT COUNT(*) FROM resident WHERE state = 'verified' AND name LIKE 'Siti%'") == [(1,)]
    assert stage.rows("SELECT COUNT(*) FROM register_claim") == [(1,)]


async def test_a_file_that_telegram_no_longer_has_is_asked_for_again(stage: Play) -> None:
    await founded(stage)
    stage.heard()
    stage.person("Joko").document(xlsx([OPENSID, SARI]), "penduduk.xlsx")
    stage.telegram.files.by_id.clear()
    await stage.quiet()
    assert [text.split()[0] for _, _, text, _ in stage.heard()][-1] == "⟦register.unreadable.gone⟧"


async def test_the_office_brings_the_list_and_the_book_says_so(stage: Play) -> None:
    await founded(stage)
    await appointed(stage, "Ratna", "office.pemdes")
    await introduced(stage, "Ratna")
    await imported(stage, SARI, by="Ratna")
    assert stage.rows("SELECT name FROM resident WHERE state = 'listed'") == [("Hj. Siti Rahayu",)]
    assert stage.rows("SELECT role, action FROM book WHERE action = 'register_imported'") == [
        ("pemdes", "register_imported")
    ]
