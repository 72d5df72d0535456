"""What is put under a person's key: readable with it, unreadable and unalterable without.

A stream from SHAKE-256 over key and a fresh nonce, and a keyed BLAKE2b over all of it: encrypt, then authenticate, with
two keys derived from the person's. Made of the standard library alone; why that is enough: docs/decisions/0018.
"""

import hashlib
import hmac
import secrets

KEY = 32
NONCE = 24
TAG = 32


class Broken(ValueError):
    """Not sealed with this key, or changed since."""


def fresh() -> bytes:
    return secrets.token_bytes(KEY)


def seal(key: bytes, place: str, plain: bytes) -> bytes:
    """`place` is bound to it: what was sealed for one row opens in no other."""
    nonce = secrets.token_bytes(NONCE)
    hidden = _mixed(key, nonce, plain)
    return nonce + hidden + _tag(key, place, nonce + hidden)


def opened(key: bytes, place: str, sealed: bytes) -> bytes:
    """Raises Broken."""
    body, tag = sealed[:-TAG], sealed[-TAG:]
    if len(sealed) < NONCE + TAG or not hmac.compare_digest(tag, _tag(key, place, body)):
        raise Broken(place)
    return _mixed(key, body[:NONCE], body[NONCE:])


def _mixed(key: bytes, nonce: bytes, text: bytes) -> bytes:
    if not text:
        return b""
    stream = hashlib.shake_256(b"rembuk-isi-1\n" + key + nonce).digest(len(text))
    return (int.from_bytes(text, "big") ^ int.from_bytes(stream, "big")).to_bytes(len(text), "big")


def _tag(key: bytes, place: str, body: bytes) -> bytes:
    named = place.encode()
    tag = hashlib.blake2b(key=key, digest_size=TAG, person=b"rembuk-segel-1")
    tag.update(len(named).to_bytes(4, "big") + named + body)
    return tag.digest()
