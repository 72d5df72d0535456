"""docs/mutants.md: every mutant that lives there has a reason; and the page can be read back."""

from tests.mutants import PAGE, Mutant, change, place, reasons, rows


def test_every_listed_mutant_says_why_it_is_none() -> None:
    listed = reasons(PAGE.read_text("utf-8"))
    assert listed
    assert [mutant for mutant, why in listed.items() if len(why) < 10] == []


def test_a_row_is_read_back_as_it_was_written() -> None:
    alive = [
        Mutant("poll.Poll.lets", change("--- a\n+++ b\n-    if a | b:\n+    if a `and` b:\n")),
        Mutant("x", "a → b"),
    ]
    known = {alive[0]: "why | not"}
    assert reasons("".join(rows(alive, known))) == {alive[0]: "why | not", alive[1]: ""}


def test_a_place_is_named_as_a_programmer_would() -> None:
    assert place("village.poll.xǁPollǁlets__mutmut_3") == "poll.Poll.lets"
    assert place("village.typed.moments.xǁ_Readerǁread_eve__mutmut_12") == "typed.moments._Reader.read_eve"
    assert place("village.place.x_tidy_code__mutmut_3") == "place.tidy_code"
    assert place("village.book.x__plain__mutmut_17") == "book._plain"
    assert place("village.typed.moments.x__month_after__mutmut_1") == "typed.moments._month_after"
