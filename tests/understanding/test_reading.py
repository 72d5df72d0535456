"""What a message says, read from the message alone."""

from understanding.reading import Ground, Route, read

SUMBERAGUNG = Ground({"Krajan": "Krajan", "Ngasem": "Ngasem"}, {"01": "Krajan", "03": "Ngasem"}, own="Krajan")


def test_the_place_is_the_one_that_is_named_and_otherwise_where_the_sender_lives() -> None:
    assert read("jalan ngasem rusak, mohon diaspal", SUMBERAGUNG).dusun == "Ngasem"
    assert read("jalan rusak, mohon diaspal", SUMBERAGUNG).dusun == "Krajan"


def test_a_question_is_no_proposal() -> None:
    assert read("kapan musdes ya min?", SUMBERAGUNG).route is Route.TANYA


def test_a_personal_number_is_not_shown() -> None:
    assert "3399010101700001" not in read("NIK saya 3399010101700001 tolong dicek", SUMBERAGUNG).redacted
