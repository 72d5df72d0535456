"""What people can send, and what they see."""

import struct
import zlib

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.error import BadRequest

from simulator.parameters import METHODS
from simulator.people import Person
from simulator.telegram import Telegram
from tests.referee import METHODS as KNOWN


def png(width: int, height: int) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


async def test_a_photo_goes_both_ways(bot: Bot, sari: Person) -> None:
    picture = png(300, 200)
    sent = await bot.send_photo(sari.id, picture, caption="<b>Papan</b>", parse_mode="HTML")
    assert (sent.photo[-1].width, sent.photo[-1].height) == (300, 200)
    assert sari.messages()[-1]["caption"] == "Papan"
    again = await bot.send_photo(sari.id, sent.photo[-1].file_id)
    assert sent.photo[-1].file_unique_id == again.photo[-1].file_unique_id
    sari.photo(picture, "jalan rusak")
    message = (await bot.get_updates())[-1].message
    assert message and message.caption == "jalan rusak"
    file = await bot.get_file(message.photo[-1].file_id)
    assert picture == bytes(await file.download_as_bytearray())
    with pytest.raises(BadRequest, match=r"(?i)image_process_failed"):
        await bot.send_photo(sari.id, b"bukan gambar")
    with pytest.raises(BadRequest, match=r"(?i)caption is too long"):
        await bot.send_photo(sari.id, picture, caption="x" * 1025)


async def test_documents_voices_and_places(tg: Telegram, bot: Bot, sari: Person) -> None:
    tg.rates = False
    paper = await bot.send_document(sari.id, b"%PDF-1.7", filename="berita-acara.pdf", caption="Berita acara")
    assert paper.document and (
        paper.document.file_name,
        paper.document.mime_type,
    ) == ("berita-acara.pdf", "application/pdf")
    assert await bot.edit_message_caption(sari.id, paper.message_id, caption="Resmi")
    await bot.send_voice(sari.id, b"OggS", duration=3)
    await bot.send_location(sari.id, -7.6, 110.2)
    await bot.send_poll(sari.id, "Kapan?", ["Pagi", "Malam"])
    copy = await bot.copy_message(sari.id, sari.id, paper.message_id)
    assert sari.messages()[-1]["caption"] == "Resmi" and copy.message_id > paper.message_id
    await bot.forward_message(sari.id, sari.id, paper.message_id)
    sari.voice(b"OggS")
    sari.sticker()
    sari.location(-7.6, 110.2)
    sari.contact()
    sari.document(b"a,b", "warga.csv")
    voice, sticker, place, card, file = [u.message for u in await bot.get_updates()]
    assert voice and voice.voice and sticker and sticker.sticker and place and place.location
    assert card and card.contact and sari.id == card.contact.user_id and file and file.document


async def test_the_reply_keyboard(bot: Bot, sari: Person) -> None:
    board = ReplyKeyboardMarkup([["📝 Usul", KeyboardButton("📍 Kirim lokasi", request_location=True)]])
    await bot.send_message(sari.id, "Menu", reply_markup=board)
    assert sari.keyboard == ["📝 Usul", "📍 Kirim lokasi"]
    sari.tap("📝 Usul")
    sari.tap("📍 Kirim lokasi")
    said, place = [u.message for u in await bot.get_updates()]
    assert said and said.text == "📝 Usul" and place and place.location
    with pytest.raises(LookupError, match=r"has no \[Lihat\]"):
        sari.tap("Lihat")
    await bot.send_message(sari.id, "Selesai", reply_markup=ReplyKeyboardRemove())
    assert sari.keyboard == []


async def test_links(tg: Telegram, bot: Bot, sari: Person, budi: Person) -> None:
    budi.open("t.me/rembuk_latihan_bot?start=warga_7")
    assert budi.messages()[-1]["text"] == "/start warga_7"
    buttons = [
        [InlineKeyboardButton("Gabung", url="https://t.me/rembuk_latihan_bot?start=hadir_1")],
        [InlineKeyboardButton("Situs", url="https://desa.example.id/")],
    ]
    await bot.send_message(sari.id, "Pilih", reply_markup=InlineKeyboardMarkup(buttons))
    sari.press("Situs")
    sari.press("Gabung")
    assert sari.opened == ["https://desa.example.id/"]
    assert sari.messages()[-1]["text"] == "/start hadir_1"
    for payload in ("ada spasi", "é", "x" * 65):
        with pytest.raises(ValueError, match="not a start payload"):
            sari.start(payload)


async def test_one_sees_only_ones_own_chats(tg: Telegram, bot: Bot, sari: Person, budi: Person) -> None:
    budi.start()
    await bot.send_message(budi.id, "untuk Budi")
    assert "untuk Budi" not in [m["text"] for m in sari.messages()]
    group = tg.group("RT 03", members=[budi])
    budi.say("halo tetangga", group)
    assert sari.messages(group) == []


def test_the_stage_asks_for_nothing_telegram_does_not_know() -> None:
    for method, known in METHODS.items():
        names = set(KNOWN[method].model_fields)
        assert set(known) <= names, method
        assert {f.name for f in known.values() if f.required} >= {
            name for name, field in KNOWN[method].model_fields.items() if field.is_required()
        }, method
