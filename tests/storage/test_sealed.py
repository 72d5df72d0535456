"""What is sealed opens with its key alone, and a destroyed key is gone. What is sealed: tests/chats/test_erase.py."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import cipher
from storage.keys import Keys
from village.spans import DAY

NOW = 1_772_416_800_000


@given(st.binary(max_size=200), st.text(max_size=20))
def test_what_is_sealed_opens_with_its_key_in_its_place_only(plain: bytes, place: str) -> None:
    key = cipher.fresh()
    held = cipher.seal(key, place, plain)
    assert cipher.opened(key, place, held) == plain
    for wrong in (
        lambda: cipher.opened(cipher.fresh(), place, held),
        lambda: cipher.opened(key, place + "x", held),
        lambda: cipher.opened(key, place, held[:-1]),
        lambda: cipher.opened(key, place, bytes([held[0] ^ 1]) + held[1:]),
        lambda: cipher.opened(key, place, b""),
    ):
        with pytest.raises(cipher.Broken):
            wrong()


def test_the_same_words_are_sealed_differently_each_time() -> None:
    key = cipher.fresh()
    many = {cipher.seal(key, "p", b"Sari") for _ in range(100)}
    assert len(many) == 100 and all(b"Sari" not in one for one in many)


def test_a_destroyed_key_is_nowhere_and_never_made_again(tmp_path: Path) -> None:
    keys = Keys(tmp_path)
    first = keys.given(["r:1", "r:2"])
    assert keys.given(["r:1"]) == {"r:1": first["r:1"]}
    keys.destroy(["r:1"])
    assert keys.given(["r:1", "r:2"]) == {"r:2": first["r:2"]}
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert first["r:1"] not in left and first["r:2"] in left


def test_copies_of_the_keys_live_for_a_week(tmp_path: Path) -> None:
    keys, place = Keys(tmp_path), tmp_path / "lain"
    place.mkdir()
    key = keys.given(["r:1"])["r:1"]
    old = keys.copy(place, NOW)
    assert key in old.read_bytes()
    keys.destroy(["r:1"])
    keys.copy(place, NOW + 7 * DAY - 1)
    assert old.exists()
    keys.copy(place, NOW + 7 * DAY)
    assert not old.exists()
    assert all(key not in path.read_bytes() for path in place.iterdir())
