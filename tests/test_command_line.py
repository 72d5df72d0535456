"""The command line as its users meet it: one clear line for what can't be done, and nothing changed."""

import asyncio
import contextlib
import importlib.util
import resource
import socket
import sqlite3
import time
from collections.abc import AsyncIterator, Coroutine, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from storage.database import StorageFault
from tests.outside.server import OutsideServer, Refused, User
from tests.play import Play
from tests.program import Program, free_port, run, running

TOKEN = "4242424242:OUTSIDE_outside_OUTSIDE_outside_123"
SECRET = "rahasia-webhook_0123456789-abcdefghij"
LOCK = "kunci-proses"
VILLAGE = """
[village]
code = "33.01.02.2003"
name = "Sumberagung"

[[dusun]]
name = "Krajan"
rt = [1, 2, 3]

[[dusun]]
name = "Ngasem"
rt = ["01", "02"]
"""


@contextlib.asynccontextmanager
async def telegram(kind: type[OutsideServer] = OutsideServer) -> AsyncIterator[OutsideServer]:
    server = kind(TOKEN, "rembuk_bot")
    await server.start()
    try:
        yield server
    finally:
        await server.stop()


def tree(folder: Path) -> dict[str, bytes]:
    """Everything below a folder, without the lock file that tells who works there."""
    return {str(p): p.read_bytes() for p in folder.rglob("*") if p.is_file() and p.name != LOCK}


def check_line(code: int, output: str, *words: str) -> None:
    """Exit 1 with one line that has these words, besides what the clock says of Telegram's day."""
    assert code == 1, output
    lines = [line for line in output.splitlines() if "bot.clock: jam bergeser" not in line]
    assert len(lines) == 1, output
    for part in words:
        assert part in output


async def refused(folder: Path, *arguments: str, says: tuple[str, ...] | str, **settings: Any) -> None:
    before = tree(folder)
    code, output = await run(folder, *arguments, **settings)
    check_line(code, output, *((says,) if isinstance(says, str) else says))
    assert TOKEN not in output and SECRET not in output
    assert tree(folder) == before


async def few_at_a_time(acts: Iterable[Coroutine[Any, Any, None]]) -> None:
    gate = asyncio.Semaphore(3)

    async def one(act: Coroutine[Any, Any, None]) -> None:
        async with gate:
            await act

    await asyncio.gather(*map(one, acts))


HOOK = {"webhook_url": "https://desa.example/rembuk", "webhook_secret": SECRET, "listen": "127.0.0.1:8080"}
BAD_SETTINGS: list[tuple[dict[str, str], str]] = [
    ({}, "REMBUK_TOKEN belum diisi; tulis token dari BotFather"),
    ({"token": "salah"}, "REMBUK_TOKEN: tulis token dari BotFather"),
    ({"token": TOKEN + " x"}, "REMBUK_TOKEN: "),
    ({"token": TOKEN, "tokn": "x"}, "Pengaturan REMBUK_TOKN tidak dikenal; yang ada: REMBUK_API_URL"),
    ({"token": TOKEN, "api_url": "telegram"}, "REMBUK_API_URL: tulis alamat"),
    ({"token": TOKEN, "api_url": "http://telegram.example"}, "REMBUK_API_URL: tulis alamat"),
    ({"token": TOKEN, "api_url": "http://[::1"}, "REMBUK_API_URL: tulis alamat"),
    ({"token": TOKEN, "api_url": ""}, "REMBUK_API_URL: tulis alamat"),
    ({"token": TOKEN, "listen": "8080"}, "REMBUK_LISTEN: tulis alamat dan pintu"),
    ({"token": TOKEN, "listen": "127.0.0.1:65536"}, "REMBUK_LISTEN: tulis alamat dan pintu"),
    ({"token": TOKEN, "listen": "127.0.0.1:٨٠"}, "REMBUK_LISTEN: tulis alamat dan pintu"),
    ({"token": TOKEN, "log": "KERAS"}, "REMBUK_LOG: tulis DEBUG, INFO, WARNING atau ERROR"),
    ({"token": TOKEN, "data": ""}, "REMBUK_DATA: tulis nama folder"),
    ({"token": TOKEN, "webhook_url": HOOK["webhook_url"]}, "memerlukan REMBUK_WEBHOOK_SECRET dan REMBUK_LISTEN"),
    ({"token": TOKEN, **HOOK, "webhook_secret": "pendek"}, "REMBUK_WEBHOOK_SECRET: tulis 32 sampai 256"),
    ({"token": TOKEN, **HOOK, "webhook_url": "http://desa.example/rembuk"}, "REMBUK_WEBHOOK_URL: tulis alamat https"),
    ({"token": TOKEN, **HOOK, "webhook_url": "https://desa.example/{a"}, "REMBUK_WEBHOOK_URL: tulis alamat https"),
]


async def test_a_bad_setting_stops_the_start_with_one_line(tmp_path: Path) -> None:
    await few_at_a_time(refused(tmp_path, "run", says=says, **settings) for settings, says in BAD_SETTINGS)


async def test_settings_may_stand_in_a_file(tmp_path: Path) -> None:
    async with telegram() as server:
        dotenv = tmp_path / ".env"
        dotenv.write_text(f"REMBUK_TOKEN={TOKEN}\nexport REMBUK_API_URL={server.url}\nREMBUK_DATA=simpanan\n", "utf-8")
        async with running(tmp_path, "run") as program:
            await program.says("Rembuk berjalan sebagai @rembuk_bot")
            assert (tmp_path / "simpanan" / "desa.db").exists()
            assert await program.stop() == 0
        dotenv.write_text("REMBUK_TOKN=x\n", "utf-8")
        await refused(tmp_path, "run", says="Pengaturan REMBUK_TOKN tidak dikenal", token=TOKEN)
        dotenv.write_bytes(b"REMBUK_TOKEN=\xff\n")
        await refused(tmp_path, "run", says="Berkas .env tidak terbaca", token=TOKEN)


async def test_a_token_that_telegram_refuses(tmp_path: Path) -> None:
    async with telegram() as server:
        code, output = await run(tmp_path, "run", token=TOKEN[:-1] + "4", api_url=server.url)
        check_line(code, output, "Token ditolak Telegram; salin lagi token dari BotFather")


async def test_a_data_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("bukan folder", "utf-8")

    async def one(command: str, data: str) -> None:
        code, output = await run(tmp_path, command, token=TOKEN, data=data)
        output = output.replace("Pengaturan: baik. Token: ada.\n", "")
        check_line(code, output, f"Folder data {data} tidak dapat ditulisi")

    folders = ("berkas", "berkas/data")
    await few_at_a_time(one(command, data) for command in ("run", "doctor", "migrate") for data in folders)
    assert tree(tmp_path) == {str(tmp_path / "berkas"): b"bukan folder"}


def garbage(db: Path) -> None:
    db.write_bytes(bytes(range(256)) * 100)


def cut(db: Path) -> None:
    db.write_bytes(db.read_bytes()[: db.stat().st_size // 2])


def cut_in_the_header(db: Path) -> None:
    db.write_bytes(db.read_bytes()[:60])


def newer(db: Path) -> None:
    with closing(sqlite3.connect(db)) as connection, connection:
        connection.execute("INSERT INTO migration VALUES (9000, '9000_later.sql', 'x', 0)")


def other_checksum(db: Path) -> None:
    with closing(sqlite3.connect(db)) as connection, connection:
        connection.execute("UPDATE migration SET checksum = 'x' WHERE number = 1")


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (garbage, "basis data rusak, pulihkan dari cadangan"),
        (cut, "pulihkan dari cadangan"),
        (cut_in_the_header, "pulihkan dari cadangan"),
        (newer, "dibuat oleh Rembuk yang lebih baru, langkah 9000; pasang versi itu"),
        (other_checksum, "berubah setelah dijalankan; pasang berkas aslinya"),
    ],
)
async def test_a_database_that_cannot_be_used(tmp_path: Path, harm: Any, says: str) -> None:
    data = tmp_path / "data"
    assert (await run(tmp_path, "migrate", data=data))[0] == 0
    harm(data / "desa.db")
    (tmp_path / "desa.toml").write_text(VILLAGE, "utf-8")
    commands = [("run",), ("migrate",), ("village", "add", "desa.toml")]
    for command in commands if harm is newer else commands[:1]:
        await refused(tmp_path, *command, says=(str(data / "desa.db"), says), token=TOKEN, data=data)
    code, output = await run(tmp_path, "doctor", data=data)
    check_line(code, output.replace("Pengaturan: baik. Token: belum diisi.\n", ""), says)


async def test_doctor_and_migrate_on_a_good_folder(tmp_path: Path) -> None:
    for _ in range(2):
        code, output = await run(tmp_path, "migrate")
        assert (code, output) == (0, "Basis data sudah sesuai dengan versi ini.\n")
    before = tree(tmp_path)
    code, output = await run(tmp_path, "doctor")
    assert code == 0 and "Token: belum diisi" in output and "Basis data: utuh" in output
    assert tree(tmp_path) == before
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700


async def test_doctor_finds_a_page_of_the_book_that_was_changed(tmp_path: Path) -> None:
    (tmp_path / "desa.toml").write_text(VILLAGE, "utf-8")
    assert (await run(tmp_path, "village", "add", "desa.toml"))[0] == 0
    code, output = await run(tmp_path, "doctor")
    assert code == 0 and "Desa Sumberagung: buku 1 catatan, utuh." in output
    with closing(sqlite3.connect(tmp_path / "data" / "desa.db")) as connection, connection:
        connection.execute("DROP TRIGGER book_keeps")
        connection.execute("UPDATE book SET action = 'x'")
    code, output = await run(tmp_path, "doctor")
    assert code == 1 and "PUTUS di catatan 1" in output and "Ada buku desa yang putus" in output.splitlines()[-1]


async def test_a_port_that_is_in_use(tmp_path: Path) -> None:
    async with telegram() as server:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            code, output = await run(tmp_path, "run", token=TOKEN, api_url=server.url, listen=f"127.0.0.1:{port}")
            check_line(code, output, f"Pintu 127.0.0.1:{port} tidak dapat dipakai", "pilih REMBUK_LISTEN lain")
            code, output = await run(tmp_path, "run", token=TOKEN, api_url=server.url, listen="..:80")
            check_line(code, output, "Pintu ..:80 tidak dapat dipakai")
            if importlib.util.find_spec("simulator.web"):
                code, output = await run(tmp_path, "demo", "--port", str(port))
                check_line(code, output, f"Pintu {port} tidak dapat dipakai", "--port")


async def test_one_process_for_a_folder(tmp_path: Path) -> None:
    (tmp_path / "desa.toml").write_text(VILLAGE, "utf-8")
    async with telegram() as server, running(tmp_path, "run", token=TOKEN, api_url=server.url) as program:
        await program.says("Rembuk berjalan")
        for command in (("run",), ("migrate",), ("village", "add", "desa.toml")):
            code, output = await run(tmp_path, *command, token=TOKEN, api_url=server.url)
            check_line(code, output, "sudah berjalan untuk folder data", str(program.process.pid))
        joko = server.user("Joko")
        joko.start()
        await joko.wait_for("Belum ada desa di sini")
        assert await program.stop() == 0
        assert server.refusals == []


async def ask(server: OutsideServer, method: str, **parameters: object) -> None:
    """Another program that holds the same token."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{server.url}/bot{TOKEN}/{method}", json=parameters) as answer,
    ):
        assert answer.status == 200


async def test_a_token_that_another_program_uses(tmp_path: Path) -> None:
    async with telegram() as server, running(tmp_path, "run", token=TOKEN, api_url=server.url) as program:
        await program.says("Rembuk berjalan")
        await ask(server, "setWebhook", url=f"http://127.0.0.1:{free_port()}/lain")
        assert await program.ends() == 1
        assert program.output.splitlines()[-1] == "Token ini dipakai proses lain; hentikan proses itu, lalu mulai lagi."
        assert "Traceback" not in program.output


class NoHook(OutsideServer):
    """Says no to every webhook, for good."""

    async def _do_setWebhook(self, params: dict[str, Any]) -> bool:
        raise Refused(400, "Bad Request: bad webhook: Failed to resolve host: Name or service not known")


class Stumbling(OutsideServer):
    """Fails twice when the webhook is set or removed, then goes on."""

    stumbles = 2

    async def _do_setWebhook(self, params: dict[str, Any]) -> bool:
        self.stumbles -= 1
        if self.stumbles >= 0:
            raise Refused(502, "Bad Gateway") if self.stumbles else Refused(500, "Internal Server Error")
        return await super()._do_setWebhook(params)


async def test_a_webhook_that_telegram_refuses(tmp_path: Path) -> None:
    async with telegram(NoHook) as server:
        settings = {**HOOK, "listen": f"127.0.0.1:{free_port()}"}
        code, output = await run(tmp_path, "run", token=TOKEN, api_url=server.url, **settings)
        check_line(code, output, "failed to resolve host", "periksa REMBUK_WEBHOOK_URL")
        code, output = await run(tmp_path, "run", token=TOKEN, api_url=server.url)
        check_line(code, output, "periksa REMBUK_API_URL")


@pytest.mark.parametrize("webhook", [False, True])
async def test_a_network_that_fails_at_the_start_is_waited_for(tmp_path: Path, webhook: bool) -> None:
    async with telegram(Stumbling) as server:
        listen = f"127.0.0.1:{free_port()}"
        settings = {"webhook_url": f"http://{listen}/x", "webhook_secret": SECRET, "listen": listen} if webhook else {}
        async with running(tmp_path, "run", token=TOKEN, api_url=server.url, **settings) as program:
            await program.says("Telegram belum dapat dihubungi")
            await program.says("Rembuk berjalan")
            joko = server.user("Joko")
            joko.start()
            await joko.wait_for("Belum ada desa di sini")
            assert await program.stop() == 0
            assert "Traceback" not in program.output


async def test_sigterm_ends_it_cleanly_whatever_it_waits_for(tmp_path: Path) -> None:
    async with telegram() as server:

        async def ended(program: Program) -> None:
            began = time.monotonic()
            assert await program.stop() == 0, program.output
            assert time.monotonic() - began < 5
            assert "Traceback" not in program.output

        async with running(tmp_path, "run", token=TOKEN, api_url=server.url, data="a") as program:
            await program.says("Rembuk berjalan")
            while not any(m == "getUpdates" and p.get("timeout") for m, p in server.calls):
                await server.news(0.1)
                await asyncio.sleep(0.05)
            await ended(program)
        nobody = f"http://127.0.0.1:{free_port()}"
        async with running(tmp_path, "run", token=TOKEN, api_url=nobody, data="b") as program:
            await program.says("Telegram belum dapat dihubungi")
            await ended(program)
        listen = f"127.0.0.1:{free_port()}"
        hook = {"webhook_url": f"http://{listen}/x", "webhook_secret": SECRET, "listen": listen}
        async with running(tmp_path, "run", token=TOKEN, api_url=server.url, data="c", **hook) as program:
            await program.says("Rembuk berjalan")
            await ended(program)
        if importlib.util.find_spec("simulator.web"):
            async with running(tmp_path, "demo", "--port", str(free_port()), data="d") as program:
                await program.says("Panggung latihan")
                await ended(program)


BAD_VILLAGES = [
    ("bukan = [toml", "bukan TOML yang benar"),
    ("", "belum lengkap"),
    ('village = "x"', "belum lengkap"),
    ("village = [1]", "belum lengkap"),
    ('[village]\ncode = "33.01.02.2003"\nname = "A"', "belum lengkap"),
    (VILLAGE.replace("[[dusun]]", "[[x]]"), "belum lengkap"),
    (VILLAGE.replace('["01", "02"]', "7"), "belum lengkap"),
    (VILLAGE.replace('["01", "02"]', '["satu"]'), "belum lengkap"),
    (VILLAGE.replace('["01", "02"]', "[0, 1]"), "RT dusun Ngasem belum benar"),
    (VILLAGE.replace('["01", "02"]', "[-1]"), "RT dusun Ngasem belum benar"),
    (VILLAGE.replace('["01", "02"]', '["01", 1]'), "RT dusun Ngasem belum benar"),
    (VILLAGE.replace('rt = ["01", "02"]', 'rw = ["01", "01"]'), "RW dusun Ngasem belum benar"),
    (VILLAGE.replace("Ngasem", "Krajan"), "dusun Krajan tertulis dua kali"),
    (VILLAGE.replace("Ngasem", " "), "isi nama desa dan nama tiap dusun"),
    (VILLAGE.replace("Sumberagung", ""), "isi nama desa dan nama tiap dusun"),
    (VILLAGE.split("[[dusun]]")[0].replace("[village]", "dusun = []\n[village]"), "paling sedikit satu dusun"),
    (VILLAGE.replace("33.01.02.2003", "33.01"), "belum sesuai"),
    (VILLAGE.replace("33.01.02.2003", "33.01.02.1003"), "Kode itu milik kelurahan"),
    (VILLAGE.replace("[village]", '[village]\nzone = "Europe/Paris"'), "Zona Europe/Paris tidak dikenal"),
]


async def test_a_village_file_that_cannot_be_taken(tmp_path: Path) -> None:
    async def one(number: int, words: str, says: str) -> None:
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "desa.toml").write_text(words, "utf-8")
        await refused(folder, "village", "add", "desa.toml", says=says)

    await few_at_a_time(one(number, *row) for number, row in enumerate(BAD_VILLAGES))


async def test_a_village_file_that_cannot_be_read(tmp_path: Path) -> None:
    await refused(tmp_path, "village", "add", "tiada.toml", says="Berkas tiada.toml tidak terbaca")
    await refused(tmp_path, "village", "add", ".", says="Berkas . tidak terbaca")
    (tmp_path / "desa.toml").write_bytes(b'[village]\nname = "\xff"')
    await refused(tmp_path, "village", "add", "desa.toml", says="bukan TOML yang benar")


async def test_a_village_from_a_file_and_its_operators_link(tmp_path: Path) -> None:
    (tmp_path / "desa.toml").write_text(VILLAGE, "utf-8")
    async with telegram() as server:
        code, output = await run(tmp_path, "village", "add", "desa.toml", token=TOKEN, api_url=server.url)
        assert code == 0 and "Desa Sumberagung sudah ditambahkan." in output
        link = output.split("sekali pakai: ")[1].strip()
        assert link.startswith("https://t.me/rembuk_bot?start=tugas_")
        await refused(tmp_path, "village", "add", "desa.toml", says="Desa dengan kode 33.01.02.2003 sudah terdaftar")
        other = (
            VILLAGE.replace("2003", "2004").replace("Sumberagung", "Sumberejo").replace("rt = [1, 2, 3]", 'rw = ["01"]')
        )
        (tmp_path / "lain.toml").write_text(other, "utf-8")
        code, output = await run(tmp_path, "village", "add", "lain.toml")
        assert code == 0 and "https://t.me/NAMA_BOT?start=tugas_" in output and "Gantilah NAMA_BOT" in output
        async with running(tmp_path, "run", token=TOKEN, api_url=server.url) as program:
            await program.says("Rembuk berjalan")
            assert "Kode pasang" not in program.output
            joko, sari = server.user("Joko"), server.user("Sari")
            joko.start(link.split("start=")[1])
            await joko.wait_for("bertugas sebagai Operator")
            joko.say("/kelola jabatan")
            assert "Angkat petugas" in (await joko.wait_for("Jabatan")).buttons
            sari.start(link.split("start=")[1])
            await sari.wait_for("Tautan ini sudah dipakai")
            assert await program.stop() == 0


async def test_help_is_there_and_wrong_use_is_told(tmp_path: Path) -> None:
    commands = [(), ("run",), ("demo",), ("doctor",), ("migrate",), ("village",), ("village", "add")]
    for code, output in await asyncio.gather(*(run(tmp_path, *c, "--help") for c in commands)):
        assert code == 0 and output.startswith("usage: rembuk")
    wrong = [
        (), ("lari",), ("run", "lebih"), ("village",), ("village", "add"), ("demo", "--port", "x"),
        ("demo", "--port", "0"), ("demo", "--port", "65536"), ("doctor", "--cepat"),
    ]  # fmt: skip
    for code, output in await asyncio.gather(*(run(tmp_path, *c) for c in wrong)):
        assert code == 2 and "usage: rembuk" in output and "Traceback" not in output
    assert tree(tmp_path) == {}


async def all_answered(people: list[User]) -> None:
    """Everybody has heard; what came twice says so."""
    for person in people:
        await person.wait_for("Belum ada desa di sini", timeout=30, since=0)
        assert all("(kirim ulang)" in m.text for m in person.inbox[1:])


@pytest.mark.slow
@pytest.mark.parametrize("webhook", [False, True])
async def test_a_disk_that_fails_confirms_nothing_and_a_new_start_goes_on(tmp_path: Path, webhook: bool) -> None:
    """Files may not grow beyond a limit, so that a write fails in the midst of the work."""

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))

    listen = f"127.0.0.1:{free_port()}"
    hook = {"webhook_url": f"http://{listen}/x", "webhook_secret": SECRET, "listen": listen} if webhook else {}
    async with telegram() as server:
        people = [server.user(f"Warga {n}") for n in range(150)]
        async with running(tmp_path, "run", limits=little_room, token=TOKEN, api_url=server.url, **hook) as program:
            await program.says("Rembuk berjalan")
            for person in people:
                person.start()
                await asyncio.sleep(0.01)
            assert await program.ends() == 1
            assert "Traceback" not in program.output
            assert "cakram gagal menulis" in program.output.splitlines()[-1]
            assert server.updates
        async with running(tmp_path, "run", token=TOKEN, api_url=server.url, **hook) as program:
            await program.says("Rembuk berjalan")
            await all_answered(people)
            assert await program.stop() == 0
        assert [v for v in server.violations if "given up" not in v] == []


async def test_a_full_disk_at_the_start_is_told(tmp_path: Path) -> None:
    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    for command in ("run", "migrate"):
        code, output = await run(tmp_path, command, limits=no_room, token=TOKEN)
        check_line(code, output, "cakram gagal menulis")


async def test_a_full_disk_is_waited_out(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """While there is no room nothing is confirmed; when there is, everything goes on by itself."""
    async with Play.open(tmp_path / "data") as stage:
        database = stage.bot.database

        def pages(work: Any) -> int:
            return int(work._connection.execute("PRAGMA page_count").fetchone()[0])

        def room(work: Any, most: int) -> None:
            work._connection.execute(f"PRAGMA max_page_count = {most}")

        now = await database.write(pages)
        await database.write(lambda work: room(work, now))
        people = [stage.person(f"Warga{n}") for n in range(200)]
        for person in people:
            person.say("/start")
        for _ in range(200):
            if "cakram penuh, beri ruang" in caplog.text:
                break
            await asyncio.sleep(0.05)
        assert "cakram penuh, beri ruang" in caplog.text
        assert stage.telegram.updates.pending()
        with pytest.raises(StorageFault):
            await database.write(lambda work: [work.seen.add(10**9 + n) for n in range(10_000)])
        await database.write(lambda work: room(work, 2**30))
        for _ in range(400):
            if not stage.telegram.updates.pending() and all(p.messages()[1:] for p in people):
                break
            await asyncio.sleep(0.05)
        await stage.quiet()
        heard = [name for kind, name, text, _ in stage.heard() if kind == "bot" and "join.refused.none_yet" in text]
        assert sorted(heard) == sorted(stage.people)
