"""The bytes of what people send: one file each, sealed under the sender's key: without it they are noise."""

from collections.abc import Iterator
from pathlib import Path

from storage import cipher
from storage.files import folder, keep
from storage.keys import Keys

FOLDER = "media"
ENDING = ".segel"


class MediaFiles:
    """After a power cut a file is whole or not there; whether it is wanted say the rows."""

    def __init__(self, data: Path) -> None:
        self._folder, self._keys = data / FOLDER, Keys(data)

    def put(self, media_id: int, owner: int, content: bytes) -> bool:
        """False when the owner has been erased: then nothing is written."""
        key = self._keys.given([_name(owner)]).get(_name(owner))
        if key is None:
            return False
        folder(self._folder)
        keep(self._file(media_id), cipher.seal(key, _place(media_id), content))
        return True

    def get(self, media_id: int, owner: int) -> bytes | None:
        """None when it is gone, or its owner is."""
        key, file = self._keys.known().get(_name(owner)), self._file(media_id)
        if key is None or not file.exists():
            return None
        try:
            return cipher.opened(key, _place(media_id), file.read_bytes())
        except cipher.Broken:
            return None

    def there(self, media_id: int) -> bool:
        return self._file(media_id).exists()

    def remove(self, media_id: int) -> None:
        self._file(media_id).unlink(missing_ok=True)

    def ids(self) -> Iterator[int]:
        """Of all files; halves that a power cut left are removed."""
        for file in list(self._folder.iterdir()) if self._folder.is_dir() else ():
            if file.suffix == ENDING and file.stem.isdigit():
                yield int(file.stem)
            else:
                file.unlink(missing_ok=True)

    def _file(self, media_id: int) -> Path:
        return self._folder / f"{media_id}{ENDING}"


def copy(source: Path, target: Path) -> set[str]:
    """Add to the target folder the files that it lacks, sealed as they lie. Returns the names of all there are."""
    here, there = source / FOLDER, target / FOLDER
    files = list(here.glob(f"*{ENDING}")) if here.is_dir() else []
    if files:
        folder(there)
    for file in files:
        if not (there / file.name).exists():
            keep(there / file.name, file.read_bytes())
    return {file.name for file in files}


def match(source: Path, target: Path) -> None:
    """The same, and what is no longer in the source goes from the target too."""
    wanted, there = copy(source, target), target / FOLDER
    for file in list(there.glob(f"*{ENDING}")) if there.is_dir() else ():
        if file.name not in wanted:
            file.unlink(missing_ok=True)


def _name(owner: int) -> str:
    return f"r:{owner}"


def _place(media_id: int) -> str:
    return f"media:{media_id}"
