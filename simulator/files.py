"""Files that people and the bot have sent."""

import hashlib
import itertools
import mimetypes
from dataclasses import dataclass
from typing import Any

from simulator.refusal import bad_request

DOWNLOAD_LIMIT = 20 << 20
FOLDERS = {
    "photo": "photos", "voice": "voice", "document": "documents", "sticker": "stickers", "audio": "music",
    "video_note": "video_notes",
}  # fmt: skip
ENDINGS = {"photo": ".jpg", "voice": ".oga", "document": "", "sticker": ".webp", "audio": ".mp3", "video_note": ".mp4"}


@dataclass(frozen=True)
class Upload:
    """A file that came with a call."""

    name: str
    content: bytes
    mime: str


@dataclass(frozen=True)
class File:
    id: str
    unique_id: str
    kind: str
    path: str
    content: bytes
    mime: str
    name: str = ""

    def facts(self) -> dict[str, Any]:
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": len(self.content)}


class Files:
    def __init__(self, token: str) -> None:
        self._token = token
        self._numbers = itertools.count()
        self.by_id: dict[str, File] = {}
        self.by_path: dict[str, File] = {}

    def keep(self, kind: str, content: bytes, mime: str = "", name: str = "") -> File:
        number = next(self._numbers)
        mime = mime or mimetypes.guess_type(name)[0] or "application/octet-stream"
        ending = ENDINGS[kind] or mimetypes.guess_extension(mime) or ".bin"
        file = File(
            id="AgACAgUAAx" + hashlib.sha256(f"{self._token}/{number}".encode()).hexdigest()[:48],
            unique_id="AQAD" + hashlib.sha256(content).hexdigest()[:12],
            kind=kind,
            path=f"{FOLDERS[kind]}/file_{number}{ending}",
            content=content,
            mime=mime,
            name=name,
        )
        self.by_id[file.id] = self.by_path[file.path] = file
        return file

    def given(self, kind: str, source: Upload | str) -> File:
        """The file a call speaks of: freshly uploaded, or known by its id."""
        if isinstance(source, Upload):
            if not source.content:
                raise bad_request("file must be non-empty")
            return self.keep(kind, source.content, source.mime, source.name)
        file = self.by_id.get(source)
        if file is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if file.kind != kind:
            raise bad_request(f"can't use file of type {file.kind.title()} as {kind.title()}")
        return file


def photo_sizes(files: Files, file: File) -> list[dict[str, Any]]:
    """A photo as Telegram tells it: a small and the full size."""
    width, height = image_size(file.content)
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    shrink = min(1.0, 90 / max(width, height))
    small = files.keep("photo", file.content, file.mime)
    sizes = [
        {**small.facts(), "width": max(1, int(width * shrink)), "height": max(1, int(height * shrink))},
        {**file.facts(), "width": width, "height": height},
    ]
    sizes[0]["file_unique_id"] += "s"
    return sizes


def image_size(content: bytes) -> tuple[int, int]:
    """Width and height of a PNG, JPEG, GIF or WebP picture; anything else is no photo."""
    if content[:8] == b"\x89PNG\r\n\x1a\n" and len(content) >= 24:
        return int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
    if content[:4] == b"GIF8" and len(content) >= 10:
        return int.from_bytes(content[6:8], "little"), int.from_bytes(content[8:10], "little")
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return 512, 512
    if content[:2] == b"\xff\xd8":
        return _jpeg_size(content)
    raise bad_request("IMAGE_PROCESS_FAILED")


def _jpeg_size(content: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        if 0xC0 <= content[at + 1] <= 0xC3:
            return int.from_bytes(content[at + 7 : at + 9], "big"), int.from_bytes(content[at + 5 : at + 7], "big")
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return 800, 600
