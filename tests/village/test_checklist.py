"""The dated list of the tim verifikasi."""

from village.checklist import items, missing


def test_the_list_is_dated_and_names_its_source() -> None:
    names = [item.name for item in items(2027)]
    assert names == ["lahan", "milik", "volume", "foto", "peta", "manfaat", "pelihara", "dobel"]
    assert all(item.source for item in items(2027))
    assert items(2025) == ()


def test_only_what_was_answered_with_no_is_missing() -> None:
    assert missing({"lahan": "tidak", "foto": "ya", "peta": "tidak_perlu"}) == ["lahan"]
