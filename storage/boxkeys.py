"""The cryptography of a ballot box: sealing to a poll's key, and to the secret that a voter's buttons carry.

X25519 with ChaCha20-Poly1305; keys by HKDF-SHA256. Source: reliability.md 3.2.
"""

import hashlib
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16


class Wrong(Exception):
    """The key does not open this."""


def new_key() -> bytes:
    return X25519PrivateKey.generate().private_bytes_raw()


def public_of(private: bytes) -> bytes:
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


SLOW = {"n": 1 << 14, "r": 8, "p": 1, "maxmem": 1 << 26, "dklen": KEY_BYTES}
"""scrypt with 16 MiB: some hundredths of a second for one try, so that 80 bits that people can write last long."""


def private_of(secret: bytes) -> bytes:
    """The private key that a secret stands for which is short enough to be split into words."""
    return hashlib.scrypt(secret, salt=b"rembuk kunci kotak", **SLOW)


def proof_of(share: bytes, public: bytes, place: int) -> bytes:
    """By this a share is recognised that somebody types; made so slowly that it cannot be tried out."""
    return hashlib.scrypt(share, salt=b"rembuk bagian kunci" + public + bytes([place]), **SLOW)


def _derived(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, None, purpose).derive(secret)


def seal_to(public: bytes, plain: bytes) -> bytes:
    """Only the private half opens it. A key of its own each time, so the nonce may be nothing."""
    once = X25519PrivateKey.generate()
    sent = once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    key = _derived(shared, b"rembuk kotak" + sent + public)
    return sent + ChaCha20Poly1305(key).encrypt(bytes(NONCE_BYTES), plain, None)


def unseal(private: bytes, sealed: bytes) -> bytes:
    """Raises Wrong for another key, or for bytes that were changed."""
    sent, rest = sealed[:KEY_BYTES], sealed[KEY_BYTES:]
    shared = X25519PrivateKey.from_private_bytes(private).exchange(X25519PublicKey.from_public_bytes(sent))
    key = _derived(shared, b"rembuk kotak" + sent + public_of(private))
    try:
        return ChaCha20Poly1305(key).decrypt(bytes(NONCE_BYTES), rest, None)
    except InvalidTag as error:
        raise Wrong from error


def wrap(secret: bytes, plain: bytes) -> bytes:
    """For whoever brings the same secret again."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + ChaCha20Poly1305(_derived(secret, b"rembuk surat suara")).encrypt(nonce, plain, None)


def unwrap(secret: bytes, wrapped: bytes) -> bytes:
    nonce, rest = wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:]
    try:
        return ChaCha20Poly1305(_derived(secret, b"rembuk surat suara")).decrypt(nonce, rest, None)
    except InvalidTag as error:
        raise Wrong from error


SEALED_BYTES = KEY_BYTES + TAG_BYTES
WRAPPED_BYTES = NONCE_BYTES + TAG_BYTES
"""What sealing and wrapping add to what is sealed."""
