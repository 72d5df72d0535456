"""What comes as a photo, voice or place: the size that is enough, and nothing that no Bot API would send."""

from typing import Any

import pytest

from bot.telegram.incoming import Malformed, sent
from village.media import Form, Kind, ending


def size(name: str, side: int) -> dict[str, Any]:
    return {"file_id": name, "file_unique_id": name, "width": side, "height": side // 2, "file_size": side}


@pytest.mark.parametrize(
    ("sides", "taken"), [((90, 320, 1280, 2560), "1280"), ((90, 800), "800"), ((2560, 1281), "1281"), ((90,), "90")]
)
def test_of_a_photo_the_largest_that_is_needed_is_taken(sides: tuple[int, ...], taken: str) -> None:
    found = sent("photo", {"photo": [size(str(side), side) for side in sides]})
    assert found is not None and (found.kind, found.form, found.file) == (Kind.PHOTO, Form.PHOTO, taken)
    assert found.size == int(taken)


def test_a_place_is_kept_to_a_metre() -> None:
    found = sent("location", {"location": {"latitude": -7.123456789, "longitude": 110}})
    assert found is not None and (found.latitude, found.longitude) == (-712346, 11000000)


@pytest.mark.parametrize(
    ("media", "message"),
    [
        ("photo", {"photo": []}),
        ("photo", {"photo": {}}),
        ("photo", {"photo": ["x"]}),
        ("photo", {"photo": [{"file_id": "a", "width": "9", "height": 9}]}),
        ("voice", {"voice": {"duration": 3}}),
        ("voice", {"voice": {"file_id": "a", "duration": -3}}),
        ("location", {"location": {"latitude": 91, "longitude": 0}}),
        ("location", {"location": {"latitude": float("nan"), "longitude": 0}}),
        ("location", {"location": {"latitude": True, "longitude": 0}}),
    ],
)
def test_what_no_bot_api_would_send_is_malformed(media: str, message: dict[str, Any]) -> None:
    with pytest.raises(Malformed):
        sent(media, message)


@pytest.mark.parametrize("media", ["sticker", "contact", "video", "animation"])
def test_other_kinds_are_not_kept(media: str) -> None:
    assert sent(media, {media: {"file_id": "a"}}) is None


def test_a_document_is_a_photo_only_where_it_says_so() -> None:
    assert sent("document", {"document": {"file_id": "a", "mime_type": "application/pdf"}}) is None
    found = sent("document", {"document": {"file_id": "a", "mime_type": "image/jpeg"}})
    assert found is not None and found.form is Form.DOCUMENT


@pytest.mark.parametrize(
    ("kind", "content", "called"),
    [
        (Kind.PHOTO, b"\xff\xd8\xff\xe0", "jpg"),
        (Kind.PHOTO, b"RIFF\0\0\0\0WEBPVP8 ", "webp"),
        (Kind.PHOTO, b"RIFF\0\0\0\0WAVEfmt ", ""),
        (Kind.PHOTO, b"PK\x03\x04", ""),
        (Kind.PHOTO, b"OggS", ""),
        (Kind.PHOTO, b"", ""),
        (Kind.VOICE, b"OggS\0", "ogg"),
        (Kind.VOICE, b"RIFF\0\0\0\0WAVEfmt ", "wav"),
        (Kind.VOICE, b"\0\0\0\x18ftypmp42", "m4a"),
        (Kind.VOICE, b"PK\x03\x04", ""),
        (Kind.VOICE, b"\xff\xd8\xff\xe0", ""),
    ],
)
def test_bytes_are_looked_at_and_not_believed(kind: Kind, content: bytes, called: str) -> None:
    assert ending(kind, content) == called
