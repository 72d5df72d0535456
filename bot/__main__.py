"""The command line: `rembuk …`, the same as `python -m bot …`. Exit 0 done, 1 refused with one line, 2 wrong use."""

import argparse
import asyncio
import os
import signal
import sys
from collections.abc import Coroutine
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path
from typing import Any

from bot import log, loop
from bot.refused import Refused


def main(arguments: list[str] | None = None) -> int:
    chosen = _parser().parse_args(arguments)
    try:
        from bot.settings import BadSetting, load

        try:
            settings = load()
        except BadSetting as bad:
            raise Refused(str(bad)) from None
        log.begin(settings.log)
        return loop.run(chosen.act(chosen, settings)) or 0
    except Refused as no:
        _grumble(str(no))
        return 1
    except KeyboardInterrupt:
        return 0
    except Exception as error:
        line = _plain(error)
        if line is None:
            raise
        _grumble(line)
        return 1


def _plain(error: Exception) -> str | None:
    """The one line for a failure that the operator can mend; None for a fault of our own."""
    if type(error).__name__ in ("Unusable", "Held", "Stop"):
        return str(error)
    if type(error).__name__ == "StorageFault":
        return f"Basis data: {error}."
    if isinstance(error, OSError) and error.filename:
        return f"Berkas {error.filename} tidak dapat dipakai ({error.strerror})."
    return None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="rembuk", description="Rembuk: musyawarah desa lewat Telegram.")
    commands = parser.add_subparsers(required=True, metavar="PERINTAH")

    def command(name: str, act, words: str) -> argparse.ArgumentParser:
        new = commands.add_parser(name, help=words, description=words)
        new.set_defaults(act=act)
        return new

    command("run", _run, "Jalankan bot dengan REMBUK_TOKEN.")
    demo = command("demo", _demo, "Buka panggung latihan di peramban: desa karangan, tanpa Telegram.")
    demo.add_argument("--port", type=_port, default=8765, help="pintu di komputer ini (bawaan 8765)")
    demo.add_argument("--open", action="store_true", help="langsung buka peramban")
    command("doctor", _doctor, "Periksa pengaturan, folder data, basis data dan buku desa.")
    command("migrate", _migrate, "Sesuaikan basis data dengan versi ini (salinan dibuat dulu).")
    keep = command("backup", _backup, "Buat cadangan; data pribadi di dalamnya tersegel.")
    keep.add_argument("folder", type=Path, metavar="FOLDER", help="tempat cadangan")
    keep.add_argument("--keys", action="store_true", help="salin kuncinya saja; salinan lewat tujuh hari dihapus")
    back = command("restore", _restore, "Pulihkan dari cadangan; yang sudah dihapus tetap terhapus.")
    back.add_argument("file", type=Path, metavar="BERKAS", help="cadangan dari rembuk backup")
    village = commands.add_parser("village", help="Urusan desa.", description="Urusan desa.")
    add = village.add_subparsers(required=True, metavar="PERINTAH").add_parser(
        "add", help="Tambahkan desa dari berkas TOML.", description="Tambahkan desa dari berkas TOML."
    )
    add.add_argument(
        "file", type=Path, metavar="BERKAS", help="berisi [village] code, name, zone dan [[dusun]] name, rw, rt"
    )
    add.set_defaults(act=_add_village)
    bring = commands.add_parser("import", help="Ambil data dari berkas.", description="Ambil data dari berkas.")
    residents = bring.add_subparsers(required=True, metavar="PERINTAH").add_parser(
        "residents",
        help="Ambil daftar penduduk dari CSV atau XLSX.",
        description="Ambil daftar penduduk dari CSV atau XLSX, misalnya unduhan OpenSID. NIK hanya disimpan tersandi.",
    )
    residents.add_argument("file", type=Path, metavar="BERKAS", help="CSV atau XLSX, paling besar 20 MB")
    residents.add_argument("--village", required=True, metavar="KODE", help="kode desa, misalnya 33.01.02.2003")
    residents.add_argument("--yes", action="store_true", help="langsung masukkan, tanpa bertanya")
    residents.set_defaults(act=_import_residents)
    reading = command("understand", _understand, "Baca pesan dari berkas di luar obrolan, untuk mengukur.")
    reading.add_argument("file", type=Path, metavar="PESAN", help="JSON per baris: id, desa, sender_dusun, text")
    reading.add_argument("--village", required=True, type=Path, metavar="DESA", help="JSON: dusun dan RW tiap desa")
    count = command("count", _count, "Hitung berkas suara Pabulib (.pb) dengan aturan yang dipilih.")
    count.add_argument("file", type=Path, metavar="BERKAS", help="berkas .pb: META, PROJECTS, VOTES")
    count.add_argument(
        "--rule",
        choices=("most-votes", "equal-shares", "phragmen"),
        default="equal-shares",
        help="suara terbanyak, bagi rata (bawaan), atau Phragmén",
    )
    count.add_argument(
        "--utility",
        choices=("cost", "cardinality"),
        default="cardinality",
        help="bagi rata menurut biaya atau jumlah usulan (bawaan)",
    )
    count.add_argument(
        "--completion",
        choices=("none", "raise"),
        default="raise",
        help="bagi rata: biarkan sisa dana, atau naikkan jatah selama muat (bawaan)",
    )
    count.add_argument("--step", type=_percent, metavar="PERSEN", help="besar tiap kenaikan jatah (bawaan 1 persen)")
    count.add_argument("--json", action="store_true", help="satu objek JSON: winners, cost, sentences, seconds")
    return parser


def _percent(typed: str) -> Fraction:
    """A hundredth of a percent at least: below, a count would go on for ever."""
    try:
        share = Fraction(Decimal(typed.replace(",", "."))) / 100
    except (InvalidOperation, OverflowError):
        raise ValueError from None
    if not Fraction(1, 10_000) <= share <= 1:
        raise ValueError
    return share


_percent.__name__ = "persen"  # argparse names it when it refuses


def _port(typed: str) -> int:
    port = int(typed)
    if not 0 < port < 65536:
        raise ValueError
    return port


_port.__name__ = "pintu"  # argparse names it when it refuses


async def _run(chosen: argparse.Namespace, settings) -> int:
    if not settings.token:
        raise Refused("REMBUK_TOKEN belum diisi; tulis token dari BotFather di lingkungan atau berkas .env.")
    from bot.app import App, setup_code

    async def serve() -> None:
        async with App.open(settings) as app:
            code = await setup_code(app.database, settings.data)
            if code:
                _say(f"Kode pasang: {code}")
                _say(f"Buka sekali di Telegram: https://t.me/{app.username}?start=pasang_{code}")
            _say(f"Rembuk berjalan sebagai @{app.username}. Hentikan dengan Ctrl+C.")
            await app.wait()

    return await _until_told(serve())


async def _until_told(serving: Coroutine[Any, Any, None]) -> int:
    """Serve until SIGTERM or SIGINT, which may come while the network is still waited for; then leave in order."""
    loop = asyncio.get_running_loop()
    task = asyncio.current_task()
    assert task is not None
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, task.cancel)
    try:
        await serving
    except asyncio.CancelledError:
        return 0
    return 0


async def _demo(chosen: argparse.Namespace, settings) -> int:
    from bot.demo.play import play

    return await _until_told(play(settings, chosen.port, chosen.open, _say))


async def _doctor(chosen: argparse.Namespace, settings) -> int:
    from bot import lease
    from bot.clock import TrustedClock
    from storage.database import Database, prepare
    from storage.work import SqliteWork
    from village.book import first_wrong

    _say(f"Pengaturan: baik. Token: {'ada' if settings.token else 'belum diisi'}.")
    prepare(settings.data)

    def look(work: SqliteWork) -> tuple[list[tuple[str, int, int | None]], int, int]:
        books = []
        for village in work.villages.all():
            rows = work.book.whole(village.id)
            books.append((village.name, len(rows), first_wrong(rows)))
        return books, work.outbox.waiting()[0], work.quarantine.count()

    with lease.lock(settings.data):
        database = Database.open(settings.data, TrustedClock())
        try:
            books, waiting, aside = await database.write(look)
        finally:
            await database.close()
    _say(f"Folder data {settings.data}: baik. Basis data: utuh.")
    _say(f"Surat menunggu: {waiting}. Pesan disisihkan: {aside}.")
    for name, rows, wrong in books:
        _say(f"Desa {name}: buku {rows} catatan, " + ("utuh." if wrong is None else f"PUTUS di catatan {wrong}."))
    if any(wrong is not None for _, _, wrong in books):
        raise Refused("Ada buku desa yang putus; beri tahu BPD dan pulihkan dari cadangan.")
    return 0


async def _migrate(chosen: argparse.Namespace, settings) -> int:
    from bot import lease
    from bot.clock import TrustedClock
    from storage.database import Database, prepare

    prepare(settings.data)
    with lease.lock(settings.data):
        database = Database.open(settings.data, TrustedClock())
        await database.close()
    _say("Basis data sudah sesuai dengan versi ini.")
    return 0


async def _add_village(chosen: argparse.Namespace, settings) -> int:
    from actions import install
    from actions.found import found
    from bot import lease
    from bot.clock import TrustedClock
    from bot.village_file import told
    from storage.database import Database, prepare
    from storage.work import SqliteWork
    from village.refusal import Refusal

    try:
        code, name, zone, dusun = told(chosen.file)
    except Refusal as no:
        raise Refused(_words(no)) from None

    def add(work: SqliteWork) -> str:
        return install.operator_link(work, found(work, code, name, zone, dusun))

    prepare(settings.data)
    with lease.lock(settings.data):
        database = Database.open(settings.data, TrustedClock())
        try:
            payload = await database.write(add)
        except Refusal as no:
            raise Refused(_words(no)) from None
        finally:
            await database.close()
    bot = await _bot_name(settings)
    _say(f"Desa {name} sudah ditambahkan.")
    _say(f"Tautan operatornya, sekali pakai: https://t.me/{bot or 'NAMA_BOT'}?start={payload}")
    if not bot:
        _say("Gantilah NAMA_BOT dengan nama bot desa.")
    return 0


async def _import_residents(chosen: argparse.Namespace, settings) -> int:
    from bot.bringing import bring

    return await bring(settings.data, chosen.file, chosen.village, chosen.yes, _say)


async def _understand(chosen: argparse.Namespace, settings) -> int:
    from bot.understand import understand

    return understand(chosen.file, chosen.village, _say, _grumble)


async def _count(chosen: argparse.Namespace, settings) -> int:
    from bot.count import count

    count(chosen.file, chosen.rule, chosen.utility, chosen.completion, chosen.step, chosen.json, _say)
    return 0


async def _backup(chosen: argparse.Namespace, settings) -> int:
    from bot import copies

    made = (copies.copy_keys if chosen.keys else copies.backup)(settings.data, chosen.folder)
    _say(f"Salinan kunci: {made}. Simpan paling lama tujuh hari." if chosen.keys else f"Cadangan: {made}.")
    return 0


async def _restore(chosen: argparse.Namespace, settings) -> int:
    from bot import copies

    erased = copies.restore(settings.data, chosen.file)
    _say(f"Basis data dipulihkan dari {chosen.file}. Warga yang tetap terhapus: {erased}.")
    return 0


async def _bot_name(settings) -> str | None:
    """The bot's name for links, if there is a token and Telegram answers."""
    if not settings.token:
        return None
    from bot.clock import TrustedClock
    from bot.patience import Patience
    from bot.telegram.errors import TelegramError
    from bot.telegram.gateway import Gateway

    gateway = Gateway(settings.api_url, settings.token, TrustedClock(), Patience())
    try:
        await gateway.greet()
        return str(gateway.bot.username)
    except TelegramError:
        return None
    finally:
        await gateway.close()


def _words(no) -> str:
    from locales.texts import Texts

    return Texts.load().plain(no.key, no.facts, "id", "Asia/Jakarta")


def _say(line: str) -> None:
    sys.stdout.write(line + os.linesep)
    sys.stdout.flush()


def _grumble(line: str) -> None:
    sys.stderr.write(log.clean(f"{line}\n"))


if __name__ == "__main__":
    sys.exit(main())
