"""`rembuk backup` and `rembuk restore`: copies in which everything personal is sealed, and the way back from one."""

from pathlib import Path

from bot import lease
from bot.clock import TrustedClock
from bot.refused import Refused
from storage import media_files, sealed
from storage.database import FILE, prepare
from storage.keys import Keys


def backup(folder: Path, target: Path) -> Path:
    """A sealed backup beside the running bot, with the photos and voices as they lie; returns its file."""
    made = sealed.backup(_there(folder), Keys(folder), _place(target) / f"desa-{TrustedClock()()}.db")
    media_files.match(folder, target)
    return made


def copy_keys(folder: Path, target: Path) -> Path:
    """A copy of the keys, for another place than the backups; copies older than a week go."""
    if _place(target).resolve() == folder.resolve():
        raise Refused("Salinan kunci perlu folder lain, di luar folder data dan terpisah dari cadangan.")
    return Keys(folder).copy(target, TrustedClock()())


def restore(folder: Path, file: Path) -> int:
    """The database as it was in that backup, the present one sealed beside it. Returns how many people stay erased."""
    if not file.is_file():
        raise Refused(f"Cadangan {file} tidak ada.")
    prepare(folder)
    with lease.lock(folder):
        now = TrustedClock()()
        try:
            media_files.copy(file.parent, folder)
            return sealed.take_back(file, Keys(folder), folder / FILE, now)
        except sealed.NotSealed:
            raise Refused(f"Berkas {file} bukan cadangan Rembuk, atau kuncinya lain.") from None


def _there(folder: Path) -> Path:
    if not (folder / FILE).is_file():
        raise Refused(f"Di folder {folder} belum ada basis data.")
    return folder / FILE


def _place(target: Path) -> Path:
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    return target
