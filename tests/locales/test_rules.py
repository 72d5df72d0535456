"""The rules themselves, on a small good catalogue and on deliberately bad ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tests.locales import rules
from tests.locales.village import TEXTS, po, write

CODE = '''
"""Docstring naming vote.lost and files.too."""
import logging
import importlib

log = logging.getLogger("rembuk.courier")
module = importlib.import_module("bot.demo")
PAPER = "usulan.csv"
HOME = "https://t.me/x"
ADDRESS = "t.me"


def show(x: "village.people.Resident") -> "village.people.Resident":
    """status.lost"""
    "bare.string"
    say("proposal.shown", once=f"agenda:{x.id}", file=f"{x}.csv", width=f"{x:1.2}")
    say(f"status.{x}")
    say("menu." + x, both=f"{x}.{x}")
    say(f"{x}.closed", note=f"Selesai. {x}", host=f"127.0.0.{x}")
    Toast("vote.recorded", choice=x)
    return x
'''


def catalog(folder: Path, texts: dict[str, str], **shape: object) -> Catalog:
    write(folder, "id", po(texts, **shape))  # type: ignore[arg-type]
    return rules.catalogs(folder)["id"]


@pytest.fixture
def code(tmp_path: Path) -> rules.Used:
    file = tmp_path / "code" / "handlers" / "show.py"
    file.parent.mkdir(parents=True)
    file.write_text(CODE)
    return rules.used(tmp_path / "code")


def test_the_small_catalogue_passes_every_rule(tmp_path: Path) -> None:
    good = catalog(tmp_path, TEXTS)
    found = {"id": good}
    assert rules.wrong_headers(found) == rules.badly_formed(found) == rules.other_blanks(found) == []
    assert rules.too_long(found) == rules.without_note(good) == []
    assert rules.long_sentences(good) == rules.foreign_words(good) == rules.markdown(good) == []


def test_keys_are_found_in_code_and_nothing_else_is(code: rules.Used) -> None:
    assert set(code.keys) == {"proposal.shown", "vote.recorded"}
    assert code.toasts == {"vote.recorded"}
    assert code.covers("status.layak")
    assert code.covers("menu.help")
    assert code.covers("vote.refused.closed")
    assert not code.covers("vote.refused.open")
    assert not code.covers("status")


def test_a_key_without_text_and_a_text_without_use_are_named(tmp_path: Path, code: rules.Used) -> None:
    some = catalog(tmp_path, {"proposal.shown": "x", "menu.help": "x", "idle.text": "x", "vote.closed": "x"})
    assert rules.missing(some, code) == [
        "handlers/show.py:20: vote.recorded",
        r"handlers/show.py:17: nothing begins with status\.[a-z0-9_.]+",
    ]
    assert rules.unused(some, code) == ["idle.text"]


def test_a_key_with_two_texts_is_named(tmp_path: Path) -> None:
    file = tmp_path / "rembuk.po"
    file.write_text('msgid "menu.help"\nmsgstr "Bantuan"\n\nmsgid "menu.list"\nmsgstr "Daftar"\n', "utf-8")
    assert rules.doubled(file) == []
    file.write_text(file.read_text("utf-8") + '\nmsgid "menu.help"\nmsgstr "Tolong"\n', "utf-8")
    assert rules.doubled(file) == ["menu.help stands in rembuk.po 2 times"]


def test_notes_headers_and_shapes(tmp_path: Path) -> None:
    bad = catalog(tmp_path, {"a.b": "x"}, note=False, plural="nplurals=2; plural=(n != 1);")
    assert rules.without_note(bad) == ["a.b"]
    assert len(rules.wrong_headers({"id": bad})) == 1
    shapes = catalog(tmp_path, {"a.b": "<b>x", "a.c": "{}", "Bad": "x", "a.d": "", "a.e": "<u>x</u>"})
    offenders = rules.badly_formed({"id": shapes})
    assert {line.split()[1].rstrip(":") for line in offenders} == {"a.b", "a.c", "Bad", "a.d", "a.e"}


def test_blanks_must_agree(tmp_path: Path) -> None:
    write(tmp_path, "id", po({"a.b": "{x} {y}", "a.c": "{n} suara", "a.d": "x"}))
    write(tmp_path, "jv", po({"a.b": "{x} {z}", "a.d": "", "a.e": "x"}, "jv"))
    write(tmp_path, "en", po({"a.c": "one vote|{n} votes"}, "en", "nplurals=2; plural=(n != 1);"))
    assert rules.other_blanks(rules.catalogs(tmp_path)) == [
        "jv a.b: {y}, {z} only on one side",
        "jv a.e: not in the reference",
    ]


@pytest.mark.parametrize(
    ("key", "text", "offenders"),
    [
        ("a.b", "x" * 2926, 1),  # fits, but not when it is 40 % longer
        ("a.b", "x" * 4097, 2),
        ("a.b", "😀" * 2049, 2),
        ("a.b", "<b>" + "x" * 2900 + "</b>", 0),
        ("vote.toast.kept", "x" * 201, 1),
        ("vote.toast", "x" * 201, 1),
        ("toast.kept", "x" * 195 + "{title}", 1),
        ("toast.kept", "x" * 200, 0),
        ("vote.recorded", "x" * 201, 1),
        ("vote.toasted", "x" * 201, 0),
        ("button.open", "x" * 41, 1),
        ("button.open", "x" * 40 + "{title}", 0),
        ("command.usul", "x" * 257, 1),
    ],
)
def test_lengths(tmp_path: Path, key: str, text: str, offenders: int) -> None:
    found = {"id": catalog(tmp_path, {key: text})}
    assert len(rules.too_long(found, toasts={"vote.recorded"})) == offenders


@pytest.mark.parametrize(
    ("text", "long"),
    [
        ("satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas duabelas", False),
        ("satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas {x} lagi", True),
        ("a b c d e f g h i j k l. m n o p q r", False),
        ("a b c d e f g h i j k l: m n o p q r", False),
        ("a b c d e f g h i j k l\nm n o p q r", False),
        ("a b c d e f g h i j Rp12.500 k pukul 20.00 l", True),
        ("a b c d e f – g h i <b>j k</b> l 📝 ·", False),
        ('a b c d e f g h i j k <a href="https://t.me/a">l</a>', False),
    ],
)
def test_sentences(tmp_path: Path, text: str, long: bool) -> None:
    assert bool(rules.long_sentences(catalog(tmp_path, {"a.b": text}))) is long


@pytest.mark.parametrize("word", [*rules.FORBIDDEN, "Upload", "KAMU"])
def test_words_nobody_should_read(tmp_path: Path, word: str) -> None:
    assert rules.foreign_words(catalog(tmp_path, {"a.b": f"Silakan {word}, Bapak."})) == [f"a.b: {word}"]


def test_words_that_only_look_alike(tmp_path: Path) -> None:
    fine = {"a.b": "Klikitik kamus di /polling untuk {user}.", "a.c": "Dukungan warga {vote}"}
    assert rules.foreign_words(catalog(tmp_path, fine)) == []


@pytest.mark.parametrize("text", ["**x**", "__x__", "`x`", "[x](y)", "# judul", "*tebal sekali*", "_miring sekali_"])
def test_markdown_is_named(tmp_path: Path, text: str) -> None:
    assert len(rules.markdown(catalog(tmp_path, {"a.b": text}))) >= 1


@pytest.mark.parametrize(
    "text", ["3 * 4 * 5", "{a_b} {c_d}", "/hapus_jejak dan kode_pos", "[Bukti] (lihat)", "#7 Talud"]
)
def test_what_only_looks_like_markdown(tmp_path: Path, text: str) -> None:
    assert rules.markdown(catalog(tmp_path, {"a.b": text})) == []
