"""The book: whatever is done to it, the chain notices; and the same facts are the same bytes everywhere."""

import json
import unicodedata
from dataclasses import fields, replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.quick import quick
from village.book import START, Act, Row, canonical, chained, commitment, first_wrong

words = st.text('nab e\u0301\u0303\u0338é<\n\t"\\{}[],:0\u200b🗳', max_size=8)
acts = st.builds(
    Act,
    seq=st.just(0),
    at=st.integers(0, 2**53),
    actor=st.integers(0, 2**53),
    role=words,
    action=words,
    object=words,
    commit=words,
)


def chain(acts: list[Act]) -> list[Row]:
    rows: list[Row] = []
    for number, act in enumerate(acts, 1):
        prev = rows[-1].hash if rows else START
        numbered = replace(act, seq=number)
        rows.append(Row(numbered, prev, chained(prev, numbered)))
    return rows


books = st.lists(acts, min_size=1, max_size=6).map(chain)


def same(one: object, other: object) -> bool:
    return canonical(one) == canonical(other)


@quick
@given(books)
def test_a_book_as_it_was_written_is_whole(book: list[Row]) -> None:
    assert first_wrong(book) is None
    assert first_wrong([]) is None


@quick
@given(books, st.data())
def test_any_change_of_any_field_is_noticed_where_it_is(book: list[Row], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(book) - 1))
    field = data.draw(st.sampled_from([f.name for f in fields(Act)]))
    old = getattr(book[at].act, field)
    new = data.draw(words if isinstance(old, str) else st.integers(0, 2**53))
    assume(not same(old, new))
    book[at] = replace(book[at], act=replace(book[at].act, **{field: new}))
    assert first_wrong(book) == at + 1


@quick
@given(books, st.data())
def test_a_changed_hash_is_noticed(book: list[Row], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(book) - 1))
    field = data.draw(st.sampled_from(["prev", "hash"]))
    old = getattr(book[at], field)
    new = data.draw(st.binary(max_size=32).filter(lambda b: b != old))
    book[at] = replace(book[at], **{field: new})
    assert first_wrong(book) == at + 1


@quick
@given(books.filter(lambda book: len(book) > 1), st.data())
def test_a_row_taken_out_of_the_middle_is_noticed(book: list[Row], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(book) - 2))
    del book[at]
    assert first_wrong(book) == at + 1


@quick
@given(books.filter(lambda book: len(book) > 1), st.data())
def test_two_rows_that_change_places_are_noticed(book: list[Row], data: st.DataObject) -> None:
    one, other = sorted(data.draw(st.lists(st.integers(0, len(book) - 1), min_size=2, max_size=2, unique=True)))
    book[one], book[other] = book[other], book[one]
    assert first_wrong(book) == one + 1


@quick
@given(books.filter(lambda book: len(book) > 1), acts, st.data())
def test_a_row_put_in_between_is_noticed_though_it_follows_well(book: list[Row], act: Act, data: st.DataObject) -> None:
    """Even with a right hash of its own: the next row does not follow from it."""
    at = data.draw(st.integers(1, len(book) - 1))
    numbered = replace(act, seq=at + 1)
    assume(not same(numbered.__getstate__(), book[at].act.__getstate__()))
    book.insert(at, Row(numbered, book[at - 1].hash, chained(book[at - 1].hash, numbered)))
    assert first_wrong(book) == at + 2


@quick
@given(books, acts)
def test_a_book_that_begins_elsewhere_is_noticed(book: list[Row], act: Act) -> None:
    before = chain([act])[0]
    moved = [Row(r.act, before.hash if n == 0 else r.prev, r.hash) for n, r in enumerate(book)]
    assert first_wrong(moved) == 1


values = st.recursive(
    st.none() | st.booleans() | st.integers() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=8,
)


def plain(value: object) -> object:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {plain(name): plain(inner) for name, inner in value.items()}
    return [plain(inner) for inner in value] if isinstance(value, list) else value


@quick
@given(values)
def test_what_is_written_can_be_read_again(value: object) -> None:
    assert json.loads(canonical(value)) == plain(value)


@quick
@given(values)
def test_however_an_accent_is_typed_the_bytes_are_the_same(value: object) -> None:
    def spelled(value: object, form: str) -> object:
        if isinstance(value, str):
            return unicodedata.normalize(form, value)  # type: ignore[arg-type]
        if isinstance(value, dict):
            return {spelled(name, form): spelled(inner, form) for name, inner in reversed(value.items())}
        return [spelled(inner, form) for inner in value] if isinstance(value, list) else value

    assert canonical(spelled(value, "NFD")) == canonical(spelled(value, "NFC"))


def test_the_bytes_are_those_of_the_specification() -> None:
    assert (
        canonical({"z": 1, "a": [True, None, "kopi"], "é": "a\u0301"})
        == '{"a":[true,null,"kopi"],"z":1,"é":"á"}'.encode()
    )
    assert canonical("Desa\n\u0303") == b'"Desa\\n\xcc\x83"'  # an accent at the start of a line stays there


@pytest.mark.parametrize("value", [1.5, float("nan"), b"x", {"n": 0.1}, {1, 2}])
def test_what_machines_write_differently_has_no_place(value: object) -> None:
    with pytest.raises(TypeError, match=f"^{type(value).__name__} has no place in the book$|^float has"):
        canonical(value)


@quick
@given(st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32), st.binary(max_size=20))
def test_the_salt_hides_what_is_committed_to(one: bytes, other: bytes, facts: bytes) -> None:
    assert (commitment(one, facts) == commitment(other, facts)) is (one == other)
