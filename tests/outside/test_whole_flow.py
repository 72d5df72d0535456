"""The real program against a Bot API that shares no line with it: from the set-up code to the result in the group."""

import asyncio
import io
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest

from tests.outside.server import SECRET_HEADER, Group, OutsideServer, User
from tests.program import Program, free_port, running

TOKEN = "4242424242:OUTSIDE_outside_OUTSIDE_outside_123"
SECRET = "rahasia-webhook_0123456789-abcdefghij"
PATIENCE = 30.0
RESIDENTS = (
    ("Sari Rahayu", "Ngasem", "Perempuan"),
    ("Budi Hartono", "Krajan", "Laki-laki"),
    ("Tini Lestari", "Krajan", "Perempuan"),
    ("Darmo Suwito", "Krajan", "Laki-laki"),
    ("Wagiyem", "Ngasem", "Perempuan"),
    ("Agus Priyanto", "Ngasem", "Laki-laki"),
    ("Ratna Dewi", "Ngasem", "Perempuan"),
    ("Mulyono", "Krajan", "Laki-laki"),
    ("Siti Aminah", "Krajan", "Perempuan"),
    ("Paijo Utomo", "Ngasem", "Laki-laki"),
)
LAMP = "Mohon lampu jalan di gang masjid dipasang, gelap sekali"
BRIDGE = "Jembatan bambu ke sawah sudah lapuk, mohon diganti beton"


async def talk(person: User, *turns: tuple[str, str]) -> None:
    """What a person says, or presses if it stands in brackets, and a part of the answer that has to come."""
    for said, answer in turns:
        if said.startswith("["):
            await person.press(said[1:-1], PATIENCE, room=person)
        else:
            person.say(said)
        await person.wait_for(answer, PATIENCE)


async def found_village(joko: User, code: str) -> None:
    await talk(
        joko,
        (f"/start pasang_{code}", "Apa nama desanya?"),
        ("Desa Sumberagung", "Berapa kode desa"),
        ("33.01.02.1003", "milik kelurahan"),
        ("3301022003", "Betul?"),
        ("[Betul]", "Apa saja nama dusunnya"),
        ("Krajan, Ngasem", "Ada berapa RT"),
        ("3", "Siapa nama Bapak/Ibu"),
        ("Joko Santoso", "Desa Sumberagung, kode 33.01.02.2003"),
        ("[✅ Sudah benar]", "Langkah berikutnya"),
    )


async def appoint(joko: User, office: str) -> str:
    """The start payload of a single-use link."""
    await talk(
        joko,
        ("/kelola", "Meja kerja Desa Sumberagung"),
        ("[🪪 Jabatan]", "Pilih yang ingin"),
        ("[Angkat petugas]", "Petugas apa"),
    )
    await joko.press(office, PATIENCE)
    link = await joko.wait_for("Hanya berlaku sekali", PATIENCE)
    found = re.search(r"https://t\.me/rembuk_bot\?start=(tugas_\w+)", link.text)
    assert found and office in link.text
    return found[1]


async def join(person: User, name: str, dusun: str, sex: str, end: str = "akan mengenali") -> None:
    """Answer the questions of joining, beginning with the name."""
    await talk(
        person,
        (name, "Tinggal di dusun mana"),
        (f"[{dusun}]", f"RT berapa di Dusun {dusun}"),
        ("[RT 02]", "perempuan atau laki-laki"),
        (f"[{sex}]", "Tahun berapa"),
        ("1985", "Setuju dan sudah benar?"),
        ("[✅ Ya, kirim]", end),
    )


async def arrive(person: User, name: str, dusun: str, sex: str) -> None:
    await talk(person, ("/start warga_3301022003", "Siapa nama lengkap"))
    await join(person, name, dusun, sex)


async def take_office(person: User, payload: str, office: str, sex: str) -> None:
    await talk(person, (f"/start {payload}", f"bertugas sebagai {office}"))
    await person.wait_for("Siapa nama lengkap", PATIENCE)
    await join(person, person.name, "Krajan", sex, "tercatat sebagai warga dan petugas")


async def vouch(wati: User, names: list[str]) -> None:
    """The kader knows everybody; each question is answered once, the newest first."""
    waiting = set(names)
    while waiting:
        asked = next((m for m in reversed(wati.inbox) if "✅ Ya, saya kenal" in m.buttons), None)
        if asked is None:
            assert await wati.server.news(PATIENCE), f"never asked about {waiting}"
            continue
        name = asked.text.split(" mendaftar")[0]
        assert await wati.press("✅ Ya, saya kenal", PATIENCE, room=wati) == "Sudah dicatat."
        await wati.wait_for(f"✅ {name} sudah dicatat sebagai warga", PATIENCE)
        waiting.remove(name)


async def propose(person: User, sentence: str, dusun: str, benefit: str) -> int:
    await talk(
        person,
        (sentence, "Apakah ini usulan"),
        ("[✅ Ya, ini usulan]", "Di mana tempatnya"),
        (f"[{dusun}]", f"RT berapa di Dusun {dusun}"),
        ("[RT 01]", "Untuk siapa manfaatnya"),
        (f"[{benefit}]", "Kirim usulan ini?"),
        ("[✅ Ya, kirim]", "menjadi nomor"),
    )
    told = (await person.wait_for("menjadi nomor", since=0)).text
    assert "tetap selamanya" in told
    return int(told.split("nomor ")[1].split(".")[0])


async def vote(person: User, number: int) -> None:
    await person.wait_for("Surat suara", PATIENCE, since=0)
    label = next(b for m in reversed(person.inbox) for b in m.buttons if b.startswith(f"{number}. "))
    assert "Sudah dicatat" in (await person.press(label, PATIENCE, room=person) or "")
    await person.wait_for(f"Pilihan Bapak/Ibu: nomor {number}.", PATIENCE)


async def link_group(group: Group, joko: User, by_button: bool) -> None:
    """The button that adds the bot makes Telegram send /start with its payload; or somebody writes /tautkan."""
    group.add_bot(joko)
    group.say(joko, "/start@rembuk_bot tautkan" if by_button else "/tautkan@rembuk_bot")
    await group.wait_for("Grup ini terhubung dengan Rembuk Desa Sumberagung", PATIENCE)


async def a_year_in_a_minute(server: OutsideServer, code: str, by_button: bool) -> None:
    """The whole flow, people acting side by side where they would."""
    joko, wati, slamet, stranger = (server.user(n) for n in ("Joko", "Wati Handayani", "Slamet Riyadi", "Orang lain"))
    people = {name: server.user(name) for name, _, _ in RESIDENTS}
    sari, budi = people["Sari Rahayu"], people["Budi Hartono"]
    group = server.group("Warga Sumberagung", [joko, wati, slamet, *people.values()])

    await found_village(joko, code)
    linked = asyncio.create_task(link_group(group, joko, by_button))
    kader = await appoint(joko, "Kader")
    await talk(wati, (f"/start {kader}", "bertugas sebagai Kader"))
    await wati.wait_for("Siapa nama lengkap", PATIENCE)
    await talk(stranger, (f"/start {kader}", "Tautan ini sudah dipakai"))
    await talk(stranger, (f"/start pasang_{code}", "Kode pasang ini tidak berlaku lagi"))

    async def team() -> None:
        payload = await appoint(joko, "Anggota tim penyusun")
        await take_office(slamet, payload, "Anggota tim penyusun", "Laki-laki")

    async def neighbour(name: str, dusun: str, sex: str) -> int | None:
        await arrive(people[name], name, dusun, sex)
        if people[name] is sari:
            return await propose(sari, LAMP, "Ngasem", "Semua warga")
        return await propose(budi, BRIDGE, "Krajan", "Petani") if people[name] is budi else None

    everybody = [name for name, _, _ in RESIDENTS]
    numbers = (
        await asyncio.gather(
            *(neighbour(*row) for row in RESIDENTS),
            join(wati, "Wati Handayani", "Krajan", "Perempuan", "tercatat sebagai warga dan petugas"),
            team(),
            vouch(wati, everybody),
            linked,
        )
    )[:2]
    lamp, bridge = int(numbers[0] or 0), int(numbers[1] or 0)
    assert {lamp, bridge} == {1, 2}
    vouched = "sudah dikenal sebagai warga"
    await asyncio.gather(*(p.wait_for(vouched, PATIENCE, since=0) for p in people.values()))

    async def look() -> None:
        await talk(budi, ("📋 Lihat usulan", "semuanya 2"), (str(lamp), f"Usulan nomor {lamp}"))
        assert "RT 01 Dusun Ngasem" in (await budi.wait_for(f"Usulan nomor {lamp}")).text
        await talk(budi, ("/usulan 7", "nomor 7 tidak ada"))

    async def open_poll() -> None:
        await talk(
            slamet,
            ("/kelola", "Meja kerja Desa Sumberagung"),
            ("[🗳 Musyawarah]", "Pilih yang ingin"),
            ("[🗳 Buka jajak pendapat]", "Sudah dipilih: 0"),
            ("[1. ]", "Sudah dipilih: 1"),
            ("[2. ]", "Sudah dipilih: 2"),
            ("[Selesai memilih (2)]", "paling banyak berapa"),
            ("[1 usulan]", "Kapan ditutup"),
            ("besok jam 8 malam", "Ditutup"),
            ("[✅ Buka sekarang]", "sudah dibuka untuk 12 warga"),
        )

    await asyncio.gather(look(), open_poll())
    await asyncio.gather(*(vote(p, bridge if p is budi else lamp) for p in people.values()))
    await look_at_ballot(group, sari, lamp)

    await talk(
        slamet,
        ("/kelola musyawarah", "Pilih yang ingin"),
        ("[Tutup jajak pendapat]", "10 dari 12 warga"),
    )
    assert await slamet.press("Tutup sekarang", PATIENCE) == "Sudah ditutup."
    result = (await group.wait_for("Hasil jajak pendapat warga", PATIENCE, since=0)).text
    assert "10 dari 12 warga" in result
    assert "bukan keputusan" in result and "Ditutup petugas lebih awal" in result
    assert f"1) Nomor {lamp}" in result and "9 suara" in result and "1 suara" in result
    told = await asyncio.gather(*(p.wait_for("Kabar usulan", PATIENCE, since=0) for p in (sari, budi)))
    assert "urutan 1 dari 2" in told[0].text and "urutan 2 dari 2" in told[1].text
    proof = await sari.press("Bukti", PATIENCE, room=group)
    assert proof and re.search(r"Segel surat suara: [0-9a-f]{12}\nBuku desa: \d+ catatan", proof)
    assert "sudah ditutup" in (await sari.press(f"{lamp}. ", PATIENCE, room=sari) or "")
    await talk(sari, ("/hasil", "10 dari 12 warga"), ("/periksa", "Buku desa utuh"))


async def look_at_ballot(group: Group, sari: User, number: int) -> None:
    """The group's own message holds no ballot, only the way to one, and that shows what one has picked."""
    opened = await group.wait_for("Jajak pendapat dibuka", PATIENCE, since=0)
    assert opened.buttons == ["🗳 Beri suara"] and opened.rows[0][0]["url"] == "https://t.me/rembuk_bot?start=suara"
    await talk(sari, ("/start suara", "sudah masuk kotak"))


async def set_up_code(program: Program, data: Path) -> str:
    """The link that is printed, and the file beside it, hold the same code; nobody else can read the file."""
    await program.says("Rembuk berjalan sebagai @rembuk_bot")
    link = await program.says("https://t.me/rembuk_bot?start=pasang_")
    file = data / "kode-pasang.txt"
    code = file.read_text("utf-8").strip()
    assert link.endswith(f"pasang_{code}") and file.stat().st_mode & 0o777 == 0o600
    return code


def check_end(program: Program, server: OutsideServer, data: Path) -> None:
    assert server.violations == []
    assert server.refusals == []
    assert "Traceback" not in program.output
    assert TOKEN not in program.output and SECRET not in program.output
    with closing(sqlite3.connect(f"file:{data / 'desa.db'}?mode=ro", uri=True)) as db:
        assert db.execute("SELECT COUNT(*) FROM quarantine").fetchone() == (0,)
        left = "SELECT key, state FROM outbox WHERE state NOT IN ('sent', 'waiting')"
        # Who brings us by the link ties the group at once: the word on how to tie it is never said.
        assert set(db.execute(left)) <= {("group.hello", "expired")}


@pytest.mark.slow
async def test_the_whole_flow_by_polling(tmp_path: Path) -> None:
    server = OutsideServer(TOKEN, "rembuk_bot", reads_all=False)
    await server.start()
    data = tmp_path / "data"
    try:
        async with running(tmp_path, "run", token=TOKEN, api_url=server.url, data=data) as program:
            await a_year_in_a_minute(server, await set_up_code(program, data), by_button=True)
            assert await program.stop() == 0
            check_end(program, server, data)
            assert "setWebhook" not in {method for method, _ in server.calls}
    finally:
        await server.stop()


@pytest.mark.slow
async def test_the_whole_flow_by_webhook(tmp_path: Path) -> None:
    server = OutsideServer(TOKEN, "rembuk_bot")
    await server.start()
    data, port = tmp_path / "data", free_port()
    url = f"http://127.0.0.1:{port}/rembuk"
    settings = {"webhook_url": url, "webhook_secret": SECRET, "listen": f"127.0.0.1:{port}", "log": "DEBUG"}
    try:
        async with running(tmp_path, "run", token=TOKEN, api_url=server.url, data=data, **settings) as program:
            code = await set_up_code(program, data)
            await forged_posts(url, code)
            await a_year_in_a_minute(server, code, by_button=False)
            await forged_posts(url, code)
            assert server.updates == []
            assert await program.stop() == 0
            check_end(program, server, data)
            assert "getUpdates" not in {method for method, _ in server.calls}
            with closing(sqlite3.connect(data / "desa.db")) as db:
                assert db.execute("SELECT COUNT(*) FROM seen WHERE update_id < 1000").fetchone() == (0,)
                assert db.execute("SELECT COUNT(*) FROM account WHERE telegram_id = 77").fetchone() == (0,)
    finally:
        await server.stop()


async def forged_posts(url: str, code: str) -> None:
    """Whoever lacks the secret, or sends what no Bot API sends, is turned away and enters nothing."""
    mallory = {"id": 77, "is_bot": False, "first_name": "Mallory"}
    update = {
        "update_id": 13,
        "message": {
            "message_id": 1, "date": 1, "from": mallory, "chat": {"id": 77, "type": "private", "first_name": "M"},
            "text": f"/start pasang_{code}",
        },
    }  # fmt: skip
    right, wrong = (SECRET_HEADER, SECRET), (SECRET_HEADER, SECRET[:-1] + "k")
    json = ("Content-Type", "application/json")
    async with aiohttp.ClientSession() as session:

        async def post(*headers: tuple[str, str], **body: object) -> int:
            async with session.post(url, headers=headers, **body) as answer:  # type: ignore[arg-type]
                await answer.read()
                return answer.status

        assert await post(json=update) == 403
        assert await post(wrong, json=update) == 403
        assert await post((SECRET_HEADER, ""), json=update) == 403
        assert await post(right, right, json=update) == 403
        assert await post(right, wrong, json=update) == 403
        assert await post(wrong, json, data=io.BytesIO(b"x" * (2 << 20))) == 403
        assert await post(right, data={"update_id": "13"}) == 415
        assert await post(right, ("Content-Type", "text/plain"), data=b"{}") == 415
        assert await post(right, json, data=b'{"update_id": 13') == 400
        assert await post(right, json, data=b"\xff\xfe{}") == 400
        assert await post(right, json, data=b"[" * 100_000) == 400
        assert await post(right, json, data=io.BytesIO(b" " * ((1 << 20) + 1))) == 413
        async with session.get(url, headers=[right]) as answer:
            assert answer.status == 405
        assert await raw_post(url, SECRET.encode() + b"\xff", b"{}") == 403
        async with session.post(url + "/lain", headers=[right], json=update) as answer:
            assert answer.status == 404


async def raw_post(url: str, secret: bytes, body: bytes) -> int:
    """A post whose secret no client of ours would send: bytes that are no text."""
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    writer.write(f"POST {parts.path} HTTP/1.1\r\nHost: desa\r\nConnection: close\r\n".encode())
    writer.write(f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n{SECRET_HEADER}: ".encode())
    writer.write(secret + b"\r\n\r\n" + body)
    status = (await reader.readline()).split()[1]
    writer.close()
    await writer.wait_closed()
    return int(status)
