"""Which dusun a sentence or an answer means."""

import pytest

from understanding import place

NUMBERED = {1: "Krajan", 2: "Krajan II", 3: "Mojo"}


@pytest.mark.parametrize(
    ("words", "dusun"),
    [
        ("jalan di krajan rusak", 1),
        ("jalan di Krajan II rusak", 2),
        ("Krajan dan Mojo", None),
        ("Krajan II dan Krajan", None),
        ("krajanan", None),
        ("di pasar", None),
    ],
)
def test_a_longer_name_is_not_taken_for_the_shorter_one_inside_it(words: str, dusun: int | None) -> None:
    assert place.named(words, NUMBERED) == dusun


@pytest.mark.parametrize(("words", "dusun"), [("Krajan II", 2), ("krajann", 1), ("Dusun Mojjo", 3), ("sana", None)])
def test_an_answer_may_have_a_slip_of_the_finger(words: str, dusun: int | None) -> None:
    assert place.answered(words, NUMBERED) == dusun
