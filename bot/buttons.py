"""What a button carries: operation, ids, and a MAC over them, the resident, the chat and the expiry.

Text form `op:args:resident:mac` in at most 64 bytes; numbers in base 36. The MAC binds our own number of the chat,
so that a button is worth nothing elsewhere. Buttons live for ever (no expiry): each press is checked anew.
"""

import hmac
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from handlers.chat import Pressed
from storage.database import Unusable
from storage.files import keep

LONGEST = 64
KEY_BYTES = 32
MAC_BYTES = 12
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@lru_cache(4096)
def base36(number: int) -> str:
    if number == 0:
        return "0"
    sign, number, out = ("-" if number < 0 else ""), abs(number), ""
    while number:
        number, rest = divmod(number, 36)
        out = DIGITS[rest] + out
    return sign + out


class Seal:
    def __init__(self, key: bytes) -> None:
        self._keyed = hmac.new(key, digestmod="sha256")

    @classmethod
    def kept(cls, folder: Path) -> "Seal":
        """The key of this installation, outside the database; made once."""
        file = folder / "kunci-tombol"
        if not file.exists():
            keep(file, secrets.token_bytes(KEY_BYTES))
        key = file.read_bytes()
        if len(key) != KEY_BYTES:
            raise Unusable(f"Berkas {file} rusak; pulihkan dari cadangan, atau hapus: tombol lama tidak berlaku lagi.")
        return cls(key)

    def close(self, op: str, args: Sequence[int | str], resident: int, chat: int) -> str:
        """The data of one button. An argument may be a number or a short word without `:` and `,`.

        Raises ValueError for what would not come back as it was, or does not fit.
        """
        if any(isinstance(arg, str) and not {":", ","}.isdisjoint(arg) for arg in args):
            raise ValueError(f"button {op} has a word with `:` or `,`")
        body = f"{op}:{','.join(_packed(a) for a in args)}:{base36(resident)}"
        data = f"{body}:{self._mac(body, chat)}"
        if len(data.encode("utf-8")) > LONGEST:
            raise ValueError(f"button {op} is longer than {LONGEST} bytes")
        return data

    def open(self, data: str, chat: int) -> Pressed | None:
        """What was pressed; None for anything that this installation did not make for this chat."""
        body, _, mac = data.rpartition(":")
        if not hmac.compare_digest(self._mac(body, chat).encode(), mac.encode("utf-8", "replace")):
            return None
        op, args, resident = body.split(":")
        return Pressed(op, tuple(_unpacked(a) for a in args.split(",")) if args else (), int(resident, 36))

    def _mac(self, body: str, chat: int) -> str:
        mac = self._keyed.copy()  # quicker than hmac.digest, which lets another thread in each time
        mac.update(f"{chat}|{body}".encode("utf-8", "replace"))
        return urlsafe_b64encode(mac.digest()[:MAC_BYTES]).decode()


def _packed(arg: int | str) -> str:
    return base36(arg) if isinstance(arg, int) else f"'{arg}"


def _unpacked(arg: str) -> str:
    return arg[1:] if arg.startswith("'") else str(int(arg, 36))
