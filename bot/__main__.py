"""The command line: `rembuk …`, the same as `python -m bot …`. Exit 0 done, 1 refused with one line, 2 wrong use."""

import argparse
import asyncio
import os
import sys
import tomllib
from pathlib import Path

from bot import log


class Refused(Exception):
    """What was asked can't be done; the message says why and what to do."""


def main(arguments: list[str] | None = None) -> int:
    chosen = _parser().parse_args(arguments)
    try:
        from bot.settings import BadSetting, load

        try:
            settings = load()
        except BadSetting as bad:
            raise Refused(str(bad)) from None
        log.begin(settings.log)
        return asyncio.run(chosen.act(chosen, settings)) or 0
    except Refused as no:
        sys.stderr.write(log.clean(f"{no}\n"))
        return 1
    except KeyboardInterrupt:
        return 0
    except Exception as error:
        if type(error).__name__ in ("Unusable", "Held", "Stop"):
            sys.stderr.write(log.clean(f"{error}\n"))
            return 1
        raise


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="rembuk", description="Rembuk: musyawarah desa lewat Telegram.")
    commands = parser.add_subparsers(required=True, metavar="PERINTAH")

    def command(name: str, act, words: str) -> argparse.ArgumentParser:
        new = commands.add_parser(name, help=words, description=words)
        new.set_defaults(act=act)
        return new

    command("run", _run, "Jalankan bot dengan REMBUK_TOKEN.")
    demo = command("demo", _demo, "Buka panggung latihan di peramban: desa karangan, tanpa Telegram.")
    demo.add_argument("--port", type=int, default=8765, help="pintu di komputer ini (bawaan 8765)")
    demo.add_argument("--open", action="store_true", help="langsung buka peramban")
    command("doctor", _doctor, "Periksa pengaturan, folder data, basis data dan buku desa.")
    command("migrate", _migrate, "Sesuaikan basis data dengan versi ini (salinan dibuat dulu).")
    village = commands.add_parser("village", help="Urusan desa.", description="Urusan desa.")
    add = village.add_subparsers(required=True, metavar="PERINTAH").add_parser(
        "add", help="Tambahkan desa dari berkas TOML.", description="Tambahkan desa dari berkas TOML."
    )
    add.add_argument(
        "file", type=Path, metavar="BERKAS", help="berisi [village] code, name, zone dan [[dusun]] name, rt"
    )
    add.set_defaults(act=_add_village)
    return parser


async def _run(chosen: argparse.Namespace, settings) -> int:
    if not settings.token:
        raise Refused("REMBUK_TOKEN belum diisi; tulis token dari BotFather di lingkungan atau berkas .env.")
    from bot.app import App, setup_code

    async with App.open(settings) as app:
        code = await setup_code(app.database, settings.data)
        if code:
            _say(f"Kode pasang: {code}")
            _say(f"Buka sekali di Telegram: https://t.me/{app.username}?start=pasang_{code}")
        _say(f"Rembuk berjalan sebagai @{app.username}. Hentikan dengan Ctrl+C.")
        await _until_told(app)
    return 0


async def _until_told(app) -> None:
    """Until SIGTERM or SIGINT; then leave in order."""
    import signal

    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, told.set)
    waits = [loop.create_task(told.wait()), loop.create_task(app.wait())]
    try:
        done, _ = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in waits:
            task.cancel()


async def _demo(chosen: argparse.Namespace, settings) -> int:
    from bot.demo import play

    await play(settings, chosen.port, chosen.open, _say)
    return 0


async def _doctor(chosen: argparse.Namespace, settings) -> int:
    from bot import lease
    from bot.clock import TrustedClock
    from storage.database import Database
    from storage.work import SqliteWork
    from village.book import first_wrong

    _say(f"Pengaturan: baik. Token: {'ada' if settings.token else 'belum diisi'}.")
    held = lease.lock(settings.data) if settings.data.exists() else None
    database = Database.open(settings.data, TrustedClock())

    def look(work: SqliteWork) -> tuple[list[tuple[str, int, int | None]], int, int]:
        books = []
        for village in work.villages.all():
            rows = work.book.whole(village.id)
            books.append((village.name, len(rows), first_wrong(rows)))
        return books, work.outbox.waiting()[0], work.quarantine.count()

    try:
        books, waiting, aside = await database.write(look)
    finally:
        await database.close()
        if held:
            held.close()
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
    from storage.database import Database, prepare
    from storage.work import SqliteWork
    from village.place import CLOCKS, tidy_code, usual_zone
    from village.refusal import Refusal

    try:
        told = tomllib.loads(chosen.file.read_text("utf-8"))
        place = told["village"]
        dusun = [(str(d["name"]), [f"{int(rt):02}" for rt in d["rt"]]) for d in told["dusun"]]
        zone = place.get("zone") or usual_zone(tidy_code(str(place["code"])))
    except OSError as error:
        raise Refused(f"Berkas {chosen.file} tidak terbaca ({error.strerror}).") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused(f"Berkas {chosen.file} bukan TOML yang benar ({error}).") from None
    except (KeyError, TypeError, ValueError) as error:
        raise Refused(
            f"Berkas {chosen.file} belum lengkap ({error}); perlu [village] code, name dan [[dusun]] name, rt."
        ) from None
    except Refusal as no:
        raise Refused(_words(no)) from None
    if zone not in CLOCKS:
        raise Refused(f"Zona {zone} tidak dikenal; pilih salah satu: {', '.join(CLOCKS)}.")

    def add(work: SqliteWork) -> str:
        village = found(work, tidy_code(str(place["code"])), str(place["name"]), zone, dusun)
        return install.operator_link(work, village)

    prepare(settings.data)
    with lease.lock(settings.data):
        database = Database.open(settings.data, TrustedClock())
        try:
            payload = await database.write(add)
        except Refusal as no:
            raise Refused(_words(no)) from None
        finally:
            await database.close()
    _say(f"Desa {place['name']} sudah ditambahkan.")
    _say(f"Tautan operatornya, sekali pakai: https://t.me/NAMA_BOT?start={payload}")
    return 0


def _words(no) -> str:
    from locales.texts import Texts

    return Texts.load().plain(no.key, no.facts, "id", "Asia/Jakarta")


def _say(line: str) -> None:
    sys.stdout.write(line + os.linesep)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
