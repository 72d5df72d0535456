"""A screenshot with 256 colours, small enough for the README. Pure Python: a picture takes a few seconds."""

import struct
import zlib
from collections import Counter
from functools import cache

HEAD = b"\x89PNG\r\n\x1a\n"
Colour = tuple[int, int, int]


def smaller(png: bytes) -> bytes:
    """The same picture, each colour moved to the nearest of the 256 most frequent ones."""
    width, height, pixels = _pixels(png)
    seen = Counter(pixels)
    palette = [colour for colour, _ in seen.most_common(256)]
    place = {colour: at for at, colour in enumerate(palette)}

    @cache
    def nearest(colour: Colour) -> int:
        if colour in place:
            return place[colour]
        return min(
            range(len(palette)), key=lambda at: sum((a - b) ** 2 for a, b in zip(colour, palette[at], strict=True))
        )

    rows = [bytes(map(nearest, pixels[y * width : (y + 1) * width])) for y in range(height)]
    size = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    colours = b"".join(bytes(colour) for colour in palette)
    data = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    return HEAD + _part(b"IHDR", size) + _part(b"PLTE", colours) + _part(b"IDAT", data) + _part(b"IEND", b"")


def _pixels(png: bytes) -> tuple[int, int, list[Colour]]:
    """Width, height and colours of a PNG as Chromium writes it: eight bits, RGB or RGBA, not interlaced."""
    at, packed = 8, b""
    width, height, _depth, kind = struct.unpack(">IIBB", png[16:26])
    step = 4 if kind == 6 else 3
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            packed += png[at + 8 : at + 8 + length]
        at += length + 12
    raw, line = zlib.decompress(packed), width * step
    before = bytearray(line)
    found: list[Colour] = []
    for y in range(height):
        start = y * (line + 1)
        row = _unfiltered(raw[start], bytearray(raw[start + 1 : start + 1 + line]), before, step)
        # Six bits of each colour are enough for text, and let far more pixels share one.
        found += [(row[x] | 3, row[x + 1] | 3, row[x + 2] | 3) for x in range(0, line, step)]
        before = row
    return width, height, found


def _unfiltered(kind: int, row: bytearray, before: bytearray, step: int) -> bytearray:
    for x in range(len(row)):
        left = row[x - step] if x >= step else 0
        up, corner = before[x], before[x - step] if x >= step else 0
        guess = (0, left, up, (left + up) // 2, 0)[kind] if kind < 4 else _paeth(left, up, corner)
        row[x] = (row[x] + guess) & 255
    return row


def _paeth(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    return min((left, up, corner), key=lambda near: abs(guess - near))


def _part(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
