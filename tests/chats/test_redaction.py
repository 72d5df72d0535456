"""What people send by mistake: numbers are taken out before anything is kept, pictures of a KTP are removed."""

import sqlite3

import pytest

from tests.play import Play
from tests.transcript import act, play

pytestmark = pytest.mark.usefixtures("sari_joined")

NIK, PHONE = "3399010101700001", "0812-3456-7890"
JPEG = b"\xff\xd8\xff\xe0" + b"ktp" * 40


def kept(stage: Play, *words: str) -> list[str]:
    """Which of these words stand anywhere in the data folder."""
    with sqlite3.connect(stage.folder / "desa.db") as base:
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    base.close()
    files = [path.read_bytes() for path in stage.folder.rglob("*") if path.is_file()]
    return [word for word in words if any(word.encode() in held for held in files)]


async def test_numbers_in_a_proposal_are_taken_out_and_the_sender_told(stage: Play) -> None:
    await play(
        stage,
        f"""
        Sari: Lampu jalan RT 02 mati sejak 12-08-2026, biaya Rp12.500.000, hub {PHONE} NIK {NIK}
        bot > Sari: redact.told
        bot > Sari: propose.ask_whether dihapus] Rp12.500.000, 12-08-2026
        Sari: [button.yes_proposal]
        ...
        """,
    )
    assert kept(stage, NIK, PHONE, "12.500.000") == ["12.500.000"]


async def test_numbers_as_an_answer_and_with_a_refusal(stage: Play) -> None:
    await play(
        stage,
        f"""
        Budi: /start warga_3301022003
        ...
        Budi: {NIK}
        bot > Budi: redact.told
        bot > Budi: join.ask_name
        Budi: Budi {PHONE}
        bot > Budi: redact.told
        bot > Budi: join.refused.name
        Sari: {NIK}
        bot > Sari: redact.told
        """,
    )
    assert kept(stage, NIK, PHONE) == []


async def test_a_nik_in_the_group_is_removed_where_the_bot_may(stage: Play) -> None:
    group = stage.groups["Warga"]
    group.promote_bot(stage.person("Joko"))
    await play(
        stage,
        f"""
        Sari @ Warga: tolong cek BLT saya, NIK {NIK}
        bot > Sari: redact.told_group
        Sari @ Warga: hubungi saya di {PHONE}
        Sari @ Warga: /usul Talud longsor, hub {PHONE}
        bot > Sari: redact.told_command
        ...
        """,
    )
    said = [m.get("text", "") for m in group.messages]
    assert not any(NIK in text for text in said)
    assert any(PHONE in text for text in said)  # people may give each other their number
    assert kept(stage, NIK, PHONE) == []


async def test_where_the_bot_may_not_remove_the_sender_is_asked_to(stage: Play) -> None:
    group = stage.groups["Warga"]
    await play(
        stage,
        f"""
        Sari @ Warga: /usul NIK saya {NIK}
        bot > Sari: redact.told_group
        ...
        """,
    )
    assert any(NIK in m.get("text", "") for m in group.messages)
    assert kept(stage, NIK) == []


async def test_a_picture_of_a_card_is_removed_when_its_words_say_so(stage: Play) -> None:
    sari, group = stage.person("Sari"), stage.groups["Warga"]
    group.promote_bot(stage.person("Joko"))
    for place, key in ((None, "redact.card"), (group, "redact.card_group")):
        sent = sari.photo(JPEG, "ini ktp saya pak", place)
        await stage.quiet()
        assert [text.split()[0] for _, who, text, _ in stage.heard() if who == "Sari"] == [f"⟦{key}⟧"]
        numbers = [m["message_id"] for m in (place.messages if place else sari.messages())]
        assert sent["message_id"] not in numbers


async def test_a_picture_without_words_can_be_told_to_be_a_card(stage: Play) -> None:
    sari = stage.person("Sari")
    sent = sari.photo(JPEG)
    await stage.quiet()
    assert [(text.split()[0], buttons) for _, _, text, buttons in stage.heard()] == [
        ("⟦media.kept.photo⟧", ["⟦button.card⟧"]),
        ("⟦propose.ask_words⟧", ["⟦button.pick_kind⟧"]),
    ]
    await play(stage, "Sari: [button.card]\nedit > Sari: redact.card")
    assert sent["message_id"] not in [m["message_id"] for m in sari.messages()]


async def test_families_are_counted_in_kk(stage: Play) -> None:
    stage.person("Sari").photo(JPEG, "12 KK kena banjir di RT 02")
    await stage.quiet()
    said = [text.split()[0] for _, _, text, _ in stage.heard()]
    assert said == ["⟦media.kept.photo⟧", "⟦propose.ask_whether⟧"]
    await act(stage, "Sari: [button.no_proposal]")
