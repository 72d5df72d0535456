"""What people read: the right words, nobody's markup but ours, and never too long."""

from __future__ import annotations

import string
import sys
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from locales.safe import cut, safe, units
from locales.template import BadText
from locales.texts import Texts
from tests.locales import telegram
from tests.locales.village import TEXTS, po, write

EVENING = 1783342800000  # 6 July 2026, 13.00 UTC


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Texts:
    folder = tmp_path_factory.mktemp("locales")
    write(folder, "id", po(TEXTS | {"count.votes": "{n} suara"}))
    write(folder, "jv", po({"status.received": "wis ditampa", "menu.help": "❓ Pitulung"}, "jv"))
    write(folder, "en", po({"count.votes": "{n} vote|{n} votes"}, "en", "nplurals=2; plural=(n != 1);"))
    return Texts.load(folder).with_pseudo()


def test_facts_are_said_the_indonesian_way(texts: Texts) -> None:
    facts = {"number": 1204, "title": "Jembatan", "place": "Krajan", "cost": {"rupiah": 12_500_000}}
    assert texts.html("proposal.shown", facts) == (
        "<b>Usulan 1.204</b>: Jembatan\nDari Krajan, perkiraan biaya Rp12.500.000."
    )
    assert texts.plain("proposal.shown", facts).startswith("Usulan 1.204: Jembatan\n")


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        ("Sari", "Sari"),
        (None, "…"),
        (12, "12"),
        (-4500, "-4.500"),
        ({"raw": 2026}, "2026"),
        ({"rupiah": 1500}, "Rp1.500"),
        ({"at": EVENING}, "Senin, 6 Juli 2026 pukul 20.00 WIB"),
        ({"at": EVENING, "as": "date"}, "Senin, 6 Juli 2026"),
        ({"at": EVENING, "as": "time"}, "20.00 WIB"),
        ({"at": EVENING, "to": EVENING + 7_200_000}, "Senin, 6 Juli 2026 pukul 20.00 – 22.00 WIB"),
        ({"key": "status.received"}, "diterima"),
        ({"key": "place.hamlet", "facts": {"name": "A & B"}}, "Dusun <i>A &amp; B</i>"),
        ({"list": ["a", 2, {"key": "status.received"}]}, "a, 2, dan diterima"),
        ({"list": []}, "…"),
        ({"lines": ["a", {"raw": 7}]}, "a\n7"),
        ({"link": "https://t.me/x?a=1&b=2", "text": "<Sari>"}, '<a href="https://t.me/x?a=1&amp;b=2">&lt;Sari&gt;</a>'),
        ({"link": "javascript:alert(1)", "text": "Sari"}, "Sari"),
        ({"link": "tg://user?id=7", "text": "Sari"}, '<a href="tg://user?id=7">Sari</a>'),
        ({"link": 'https://x.id/"><b>', "text": "S"}, '<a href="https://x.id/&quot;&gt;&lt;b&gt;">S</a>'),
        ({"link": "https://x.id/ y", "text": "S"}, "S"),
    ],
)
def test_every_kind_of_fact(texts: Texts, fact: object, said: str) -> None:
    assert texts.html("only.fact", {"title": fact}) == said


@pytest.mark.parametrize("fact", [True, 1.5, b"x", {"list": 3}, {}, {"rupiah": "1"}, {"at": EVENING, "as": "week"}])
def test_a_fact_of_no_known_kind_is_a_bug_that_shows(texts: Texts, fact: object) -> None:
    with pytest.raises((TypeError, KeyError)):
        texts.html("only.fact", {"title": fact})


def test_a_missing_fact_or_text_is_a_bug_that_shows(texts: Texts) -> None:
    with pytest.raises(KeyError, match=r"proposal\.row: the fact 'title'"):
        texts.html("proposal.row", {"number": 1})
    with pytest.raises(KeyError, match="no text for"):
        texts.html("proposal.nowhere", {})


def test_links_and_code_take_words_only(texts: Texts) -> None:
    link = {"link": "https://t.me/y", "text": "Sari & Budi"}
    assert texts.html("proposal.link", {"bot": "RembukBot", "number": {"raw": 7}, "title": link}) == (
        'Lihat <a href="https://t.me/RembukBot?start=u7">Sari &amp; Budi</a>.'
    )
    assert texts.plain("proposal.link", {"bot": "B", "number": 7, "title": "Talud"}) == "Lihat Talud."
    assert texts.html("code.shown", {"code": {"key": "place.hamlet", "facts": {"name": "X"}}}) == (
        "Kode: <code>Dusun X</code>"
    )


def test_signs_of_the_text_itself(texts: Texts) -> None:
    assert texts.html("sign.shown", {}) == "Harga &lt; Rp5.000 &amp; lebih, {apa adanya}."
    assert texts.plain("sign.shown", {}) == "Harga < Rp5.000 & lebih, {apa adanya}."


def test_languages_fall_back_to_indonesian(texts: Texts) -> None:
    assert texts.languages == ("id", "en", "jv", "qpl", "qps")
    assert texts.plain("status.received", {}, "jv") == "wis ditampa"
    assert texts.plain("status.received", {}, "en") == "diterima"
    assert texts.plain("status.received", {}, "tlh") == "diterima"
    assert texts.has("status.received")
    assert not texts.has("status.lost")


def test_the_fact_n_chooses_the_form(texts: Texts) -> None:
    assert texts.plain("count.votes", {"n": 1}, "en") == "1 vote"
    assert texts.plain("count.votes", {"n": 1200}, "en") == "1.200 votes"
    assert texts.plain("count.votes", {"n": {"raw": 0}}, "en") == "0 votes"
    assert texts.plain("count.votes", {"n": 2}, "id") == "2 suara"
    with pytest.raises(KeyError, match="'n'"):
        texts.plain("count.votes", {}, "en")


def test_a_guessed_or_empty_translation_is_not_used(tmp_path: Path) -> None:
    write(tmp_path, "id", po({"a.b": "satu", "a.c": "dua"}))
    guessed = po({"a.b": "siji", "a.c": ""}, "jv").replace('msgid "a.b"', '#, fuzzy\nmsgid "a.b"')
    write(tmp_path, "jv", guessed)
    texts = Texts.load(tmp_path)
    assert [texts.plain(key, {}, "jv") for key in ("a.b", "a.c")] == ["satu", "dua"]


def test_without_the_reference_nothing_loads(tmp_path: Path) -> None:
    write(tmp_path, "jv", po({"a.b": "siji"}, "jv"))
    with pytest.raises(ValueError, match="reference"):
        Texts.load(tmp_path)


@pytest.mark.parametrize(
    "bad",
    [
        "<u>x</u>", "<b>x", "x</b>", "<b><i>x</b></i>", "<b class='x'>x</b>", "<a>x</a>", '<a href="ftp://x">x</a>',
        '<a href="{url}">x</a>', "<B>x</B>", "<b", "{}", "{0}", "{a.b}", "{a!r}", "{a:>9}", "{a", "a}", "<br/>",
    ],
)  # fmt: skip
def test_a_text_telegram_would_refuse_does_not_load(tmp_path: Path, bad: str) -> None:
    write(tmp_path, "id", po({"some.key": bad}))
    with pytest.raises(BadText, match=r"some\.key"):
        Texts.load(tmp_path)


# --- lengths ---------------------------------------------------------------------------------------------------------


def test_the_longest_words_give_way_first(texts: Texts) -> None:
    facts = {"number": 7, "title": "panjang " * 1000, "place": "Dusun Krajan", "cost": {"rupiah": 5}}
    words, _ = telegram.read(texts.html("proposal.shown", facts))
    assert words.startswith("Usulan 7: panjang")
    assert words.endswith("…\nDari Dusun Krajan, perkiraan biaya Rp5.")
    assert 4096 - 10 <= units(words) <= 4096


def test_escaped_signs_count_once_and_are_never_torn(texts: Texts) -> None:
    whole, _ = telegram.read(texts.html("only.fact", {"title": "&" * 4096}))
    assert whole == "&" * 4096
    words, _ = telegram.read(texts.html("only.fact", {"title": "<&>" * 2000}))
    assert words == ("<&>" * 2000)[:4095] + "…"


def test_whole_lines_are_dropped_from_the_end(texts: Texts) -> None:
    rows = [{"key": "proposal.row", "facts": {"number": i, "title": f"Jalan {i} & talud"}} for i in range(400)]
    words, _ = telegram.read(texts.html("proposal.list", {"rows": {"lines": rows}}))
    shown = words.split("\n")
    assert shown[0] == "Usulan warga"
    assert shown[-2:] == ["…", "Kirim nomornya."]
    assert shown[1:-2] == [f"{i}. Jalan {i} & talud" for i in range(len(shown) - 3)]
    assert len(words) > 4000


def test_one_long_title_does_not_cost_the_other_lines(texts: Texts) -> None:
    rows = {"lines": [{"key": "proposal.row", "facts": {"number": 1, "title": "x" * 9000}}, "2. Talud"]}
    words, _ = telegram.read(texts.html("proposal.list", {"rows": rows}))
    assert "…" in words
    assert words.startswith("Usulan warga\n1. xxx")
    both = {"title": "y" * 9000, "place": {"lines": ["a", "b", "c"]}, "number": 1, "cost": None}
    assert "Dari a\nb\nc," in texts.html("proposal.shown", both)


def test_labels_and_toasts_are_cut_after_a_word_and_where_no_picture_is_torn(texts: Texts) -> None:
    assert texts.plain("button.open", {"title": "Jembatan Kali Opak"}, limit=20) == "Buka Jembatan Kali…"
    long = {"title": "Perbaikan saluran air di dusun sebelah"}
    assert texts.plain("button.open", long, limit=30) == "Buka Perbaikan saluran air di…"
    assert texts.plain("button.open", {"title": "Mempertanggungjawabkannya saja"}, limit=20) == "Buka Mempertanggung…"
    family = "👨‍👩‍👧‍👦"
    label = texts.plain("button.open", {"title": family * 9}, limit=40)
    assert label == f"Buka {family * 3}…"
    assert units(label) <= 40
    assert texts.plain("vote.toast.kept", {"title": "z" * 500}).endswith("z… sudah kami catat.")


def test_more_than_a_hundred_links_stay_as_words(texts: Texts) -> None:
    rows = {"lines": [{"link": f"https://x.id/{i}", "text": i} for i in range(150)]}
    words, links = telegram.read(texts.html("only.fact", {"title": rows}))
    assert len(links) == 100
    assert words.endswith("\n149")


def test_fixed_text_that_is_too_long_still_goes_out(tmp_path: Path) -> None:
    write(tmp_path, "id", po({"some.long": "<b>Kata &amp; <i>" + "kata " * 2000 + "</i></b> {x}"}))
    texts = Texts.load(tmp_path)
    words, _ = telegram.read(texts.html("some.long", {"x": "y"}))
    assert words.endswith(" kat…")
    assert units(words) == 4096
    telegram.read(texts.html("some.long", {"x": "y"}, limit=12), limit=12)
    assert units(texts.plain("some.long", {"x": "y"})) <= 200


NASTY = st.text(
    st.one_of(
        st.sampled_from("<>&\"'{}\n\t…a ⟦"),
        st.sampled_from(
            ["👨‍👩‍👧‍👦", "🇮🇩", "ꦗꦮ", "العربية", "e\u0301", "\u202e", "\ud800", "\U000e0041", "1\ufe0f\u20e3"]
        ).map(lambda many: many[0]),
        st.characters(),
    ),
    max_size=60,
)
FACT = st.recursive(
    st.one_of(NASTY, NASTY.map(lambda t: t * 90), st.integers(), st.none(), st.integers().map(lambda n: {"raw": n})),
    lambda inner: st.one_of(
        st.builds(lambda v: {"list": v}, st.lists(inner, max_size=6)),
        st.builds(lambda v: {"lines": v}, st.lists(inner, max_size=6).map(lambda v: v * 20)),
        st.builds(lambda v, u: {"link": u, "text": v}, inner, st.one_of(NASTY, NASTY.map("https://x.id/".__add__))),
        st.builds(lambda v: {"key": "place.hamlet", "facts": {"name": v}}, inner),
        st.builds(lambda v: {"key": "code.shown", "facts": {"code": v}}, inner),
    ),
    max_leaves=8,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(FACT, FACT, st.sampled_from(["id", "qps", "qpl"]), st.sampled_from([64, 1024, 4096]))
@example("\u200b", None, "id", 64)
@example({"link": "https://x.id/", "text": {"lines": [None] * 80}}, None, "id", 64)
def test_telegram_takes_every_message(texts: Texts, a: object, b: object, language: str, limit: int) -> None:
    for key in ("proposal.shown", "only.fact", "proposal.link"):
        facts = {"number": 1, "title": a, "place": b, "cost": b, "bot": "RembukBot"}
        telegram.read(texts.html(key, facts, language, limit=limit), limit)
        assert 0 < units(texts.plain(key, facts, language, limit=limit)) <= limit


@settings(max_examples=200, deadline=None)
@given(NASTY)
def test_what_is_short_is_shown_whole(texts: Texts, said: str) -> None:
    words, _ = telegram.read(texts.html("button.open", {"title": said}))
    assert words == f"Buka {safe(said)}"
    assert words == texts.plain("button.open", {"title": said}, limit=4096)


# --- what people type ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Jalan rusak", "Jalan rusak"),
        ("a\x00b\x07c\x9fd", "abcd"),
        ("baris\r\nbaru\n\n\n\nlagi", "baris\nbaru\n\nlagi"),
        ("a\n \n\t\n  b", "a\n\n  b"),
        ("a\tb", "a b"),
        ("mundur \u202egnp.exe\u202c", "mundur gnp.exe"),
        ("\u2066x\u2069\u200b\u2060\ufeffy", "xy"),
        ("se\ud83dtengah", "setengah"),
        ("🏴\U000e0067\U000e0062\U000e007f", "🏴"),
        ("e\u0301", "é"),
        ("Z" + "\u0336" * 40 + "algo", "Z" + "\u0336" * 4 + "algo"),
        ("Z" + ("\u0336" * 3 + "\u200d") * 9 + "x", "Z\u0336\u0336\u0336\u200d\u0336" + "\u200d" * 8 + "x"),
        ("مُحَمَّد", "مُحَمَّد"),
        ("ꦏꦸꦭꦤꦸꦮꦸꦤ꧀", "ꦏꦸꦭꦤꦸꦮꦸꦤ꧀"),
        ("👨‍👩‍👧‍👦 ❤️‍🔥 1️⃣ 🇮🇩 👍🏽", "👨‍👩‍👧‍👦 ❤️‍🔥 1️⃣ 🇮🇩 👍🏽"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)  # fmt: skip
def test_words_are_shown_safely(typed: str, shown: str) -> None:
    import unicodedata

    assert safe(typed) == unicodedata.normalize("NFC", shown)


@given(st.text(st.one_of(NASTY.filter(bool).map(lambda t: t[0]), st.characters()), max_size=200))
def test_safe_words_stay_as_they_are(said: str) -> None:
    once = safe(said)
    assert safe(once) == once
    once.encode()
    assert "\n\n\n" not in once


@given(NASTY, st.integers(0, 30))
def test_a_cut_is_a_beginning(said: str, limit: int) -> None:
    said = safe(said)
    short = cut(said, limit)
    assert units(short) <= limit
    assert short == said or said.startswith(short.removesuffix("…"))
    short.encode()


# --- menus and languages for tests -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("📝 Sampaikan usulan", "menu.propose"),
        ("sampaikan usulan", "menu.propose"),
        ("  SAMPAIKAN   USULAN ", "menu.propose"),
        ("⚖️ Meja BPD", "menu.council"),
        ("⚖ meja bpd", "menu.council"),
        ("meja bpd", "menu.council"),
        ("pitulung", "menu.help"),
        ("⟦menu.help⟧", "menu.help"),
        ("Sampaikan usulan jalan", None),
        ("", None),
        ("📝", None),
        ("x" * 5000, None),
    ],
)
def test_a_menu_label_is_known_however_it_is_typed(texts: Texts, typed: str, key: str | None) -> None:
    assert texts.menu_key(typed) == key


def test_qps_shows_the_key_and_every_fact(texts: Texts) -> None:
    assert texts.plain("vote.refused.closed", {"closed_at": {"at": EVENING}}, "qps") == (
        "⟦vote.refused.closed⟧ closed_at=Senin, 6 Juli 2026 pukul 20.00 WIB"
    )
    rows = {"lines": [{"key": "proposal.row", "facts": {"number": i, "title": "<b>"}} for i in (1, 2)]}
    assert texts.html("proposal.list", {"rows": rows}, "qps") == (
        "⟦proposal.list⟧ rows=⟦proposal.row⟧ number=1 title=&lt;b&gt;\n⟦proposal.row⟧ number=2 title=&lt;b&gt;"
    )


def test_qpl_is_two_fifths_longer_and_as_usable(texts: Texts) -> None:
    facts = {"closed_at": "X"}
    short = texts.plain("vote.refused.closed", facts)
    long = texts.plain("vote.refused.closed", facts, "qpl")
    assert len(short) * 1.35 <= len(long) <= len(short) * 1.45
    assert "/hasil" in long
    assert not set(string.ascii_lowercase[:3]) & set(long.replace("/hasil", ""))
    assert "https://t.me/B?start=u7" in texts.html("proposal.link", {"bot": "B", "number": 7, "title": "x"}, "qpl")


# --- speed -----------------------------------------------------------------------------------------------------------


def test_reading_and_saying_are_quick(texts: Texts, tmp_path: Path) -> None:
    """Bars far above what it takes, so that only a real slip fails: 60 ms to read 400 texts, 30 µs to say one."""
    if sys.gettrace():
        pytest.skip("coverage slows every line")
    write(tmp_path, "id", po({f"some.key_{i}": "<b>Usulan {number}</b>: {title}\nDari {place}." for i in range(400)}))
    assert best(lambda: Texts.load(tmp_path)) < 0.060 * 3
    facts = {"number": 12, "title": "Jembatan", "place": "Krajan", "cost": {"rupiah": 12_500_000}}
    assert best(lambda: [texts.html("proposal.shown", facts) for _ in range(100)]) / 100 < 30e-6 * 3


def best(work: object) -> float:
    assert callable(work)
    took = []
    for _ in range(5):
        start = time.perf_counter()
        work()
        took.append(time.perf_counter() - start)
    return min(took)
