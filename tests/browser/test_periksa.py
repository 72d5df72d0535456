"""The verifier's page, opened from the disk in a real browser: what a villager sees, and what only a forger sends."""

import hashlib
import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from documents.bundle import ANNOUNCEMENT, LIST, MANIFEST, VOTES, manifest, zipped
from tests.browser.village import CHROMIUM, PHONE, chromium
from tests.faults.bundles import Files, Honest, honest
from tests.faults.verifiers import PAGE, TWINS, Case, Plan, in_browser, in_python, run

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium here: apt install chromium"),
]


def rich(seed: int = 0) -> Honest:
    """One with a list of some length."""
    while True:
        true = honest(random.Random(seed))
        if true.files[LIST].count(b"\n") > 5 and b'"suara-terbanyak"' in true.files[ANNOUNCEMENT]:
            return true
        seed += 1


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": PHONE[0], "height": PHONE[1]})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: asked.append(str(error)))
    page.goto(PAGE)
    yield page
    page.close()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def answer(page: Page) -> str:
    page.click("#mulai")
    page.wait_for_function("() => !/^(|Sedang diperiksa …)$/.test(document.getElementById('jawab').textContent)")
    return page.inner_text("#jawab")


def test_a_zip_and_the_groups_message_are_enough(page: Page, tmp_path: Path) -> None:
    true = rich()
    file = tmp_path / "jajak.zip"
    file.write_bytes(zipped(true.files))
    assert answer(page) == "Pilih dulu berkas dari grup."
    page.set_input_files("#berkas", file)
    assert answer(page) == "Tempel dulu pesan segel dari grup."
    page.fill("#pesan", true.message)
    said = answer(page)
    assert said.startswith("SAH\n")
    assert "Hitungan ulang sama." in said
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    grave = [v["id"] for v in Axe().run(page).response["violations"] if v["impact"] in ("serious", "critical")]
    assert grave == []


def test_the_files_one_by_one_do_as_well_and_a_changed_one_is_named(page: Page, tmp_path: Path) -> None:
    true = rich(100)
    files = dict(true.files)
    for name, raw in files.items():
        (tmp_path / name).write_bytes(raw)
    page.set_input_files("#berkas", [tmp_path / name for name in files])
    page.fill("#pesan", true.message)
    assert answer(page).startswith("SAH\n")
    rows = files[LIST].decode().splitlines()
    (tmp_path / LIST).write_text("\n".join([*rows[:2], *rows[3:], ""]), "utf-8")
    page.set_input_files("#berkas", [tmp_path / name for name in files])
    said = answer(page)
    assert said.startswith("TIDAK SAH\n") and "isi daftar-suara.csv sudah berubah" in said
    (tmp_path / "jajak.zip").write_bytes(b"PK but no ZIP")
    page.set_input_files("#berkas", tmp_path / "jajak.zip")
    assert answer(page).startswith("TIDAK SAH\n")


def with_files(true: Honest, **changed: bytes) -> Files:
    names = {"announced": ANNOUNCEMENT, "listed": LIST, "votes": VOTES}
    files = {name: raw for name, raw in true.files.items() if name != MANIFEST}
    files |= {names.get(name, name): raw for name, raw in changed.items()}
    return files | {MANIFEST: manifest(files)}


def odd(true: Honest) -> Iterator[tuple[str, Files]]:
    """What machines read differently, if they are not careful."""
    raw, rows = true.files[ANNOUNCEMENT], true.files[LIST]
    told = json.loads(raw)
    for name, new in {
        "a space": raw.replace(b":", b": ", 1),
        "a line's end": raw + b"\n",
        "a mark of order": b"\xef\xbb\xbf" + raw,
        "not UTF-8": raw.replace(b"acak", b"ac\xffk"),
        "half a pair": raw.replace(b"acak", b"ac\xed\xa0\x80k"),
        "half a pair, escaped": raw.replace(b"acak", b"ac\\ud800k"),
        "a letter, escaped": raw.replace(b"acak", b"\\u0061cak"),
        "a bell": raw.replace(b"acak", b"ac\\u0007k"),
        "a fraction": raw.replace(b'"pemilih":', b'"pemilih":1.0,"x":'),
        "a power": raw.replace(b'"pemilih":', b'"pemilih":1e1,"x":'),
        "not a number": raw.replace(b'"pemilih":', b'"pemilih":NaN,"x":'),
        "minus nothing": raw.replace(b'"pemilih":', b'"pemilih":-0,"x":'),
        "twice": raw.replace(b'"pemilih":', b'"pemilih":1,"pemilih":'),
        "too big": raw.replace(b'"dana":', b'"dana":9007199254740993,"x":'),
        "far too big": raw.replace(b'"dana":', b'"dana":' + b"9" * 5000 + b',"x":'),
        "yes": raw.replace(b'"dana":', b'"dana":true,"x":'),
        "nothing": b"",
        "null": b"null",
        "a list": b"[]",
        "deep": b"[" * 100_000,
        "proto": raw.replace(b'{"hasil"', b'{"__proto__":1,"hasil"'),
        "no choices": json.dumps(told | {"jajak": told["jajak"] | {"usulan": []}}).encode(),
    }.items():
        yield f"announcement: {name}", with_files(true, announced=new)
    first, line = rows.split(b"\n")[0], rows.split(b"\n")[1]
    for name, new in {
        "CRLF": rows.replace(b"\n", b"\r\n"),
        "no end": rows[:-1],
        "an empty line": rows + b"\n",
        "nothing": b"",
        "only the head": first + b"\n",
        "a mark of order": b"\xef\xbb\xbf" + rows,
        "capital salt": rows.replace(line, line.upper()),
        "a space": rows.replace(line, line + b" "),
        "plus": rows.replace(line, line.replace(b",", b",+", 1)),
        "nought": rows.replace(line, line.replace(b",", b",0", 1)),
        "quotes": rows.replace(line, b'"' + line.replace(b",", b'",', 1)),
        "a comma": rows.replace(line, line + b","),
        "small letters": rows.replace(line, line.lower()),
        "another digit": rows.replace(line, line.replace(b",", ",\u0663".encode(), 1)),
        "a big number": rows.replace(line, line.split(b",")[0] + b",9999999999999999," + line.split(b",")[2]),
        "a line sign": rows.replace(b"\n", "\u2028".encode(), 1),
    }.items():
        yield f"list: {name}", with_files(true, listed=new)
    yield "votes: another end", with_files(true, votes=true.files[VOTES] + b"\n")
    yield "votes: no end", with_files(true, votes=true.files[VOTES][:-1])
    yield "a strange file", with_files(true, strange=b"")
    for name in (ANNOUNCEMENT, LIST, VOTES, MANIFEST):
        yield f"without {name}", {other: raw for other, raw in true.files.items() if other != name}
    sums = true.files[MANIFEST]
    for name, new in {
        "empty": b"", "one space": sums.replace(b"  ", b" "), "binary": sums.replace(b"  ", b" *"),
        "twice": sums + sums, "unknown": sums + b"0" * 64 + b"  zzz\n",
        "itself": sums + b"0" * 64 + b"  MANIFEST.sha256\n",
        "no end": sums[:-1], "capital": sums.upper(), "missing": b"".join(sums.splitlines(keepends=True)[:-1]),
    }.items():  # fmt: skip
        yield f"sums: {name}", true.files | {MANIFEST: new}


def test_both_verifiers_refuse_what_machines_read_differently(browser: Browser) -> None:
    true = rich()
    cases = [Case(name, False, files, true.message) for name, files in odd(true)]
    cases += [Case("no message", False, true.files, ""), Case("half a seal", False, true.files, true.message[:-1])]
    cases += [Case("glued", False, true.files, true.message.replace(" ", "a").replace("\n", "f"))]
    theirs = in_browser(browser)([(case.files, case.message) for case in cases])
    for case, other in zip(cases, theirs, strict=True):
        ours = in_python(case)
        assert ours == other and not ours[0], (case.name, ours, other)


def test_tampered_and_honest_bundles_in_passing_and_a_wrong_verifier_is_seen(browser: Browser) -> None:
    ask = in_browser(browser)
    told = json.loads(run(Plan(tampered=60, honest=80), ask))
    assert told["verdict"] == "green", told["examples"]
    assert set(told["found_at_step"]) >= {"2", "3", "4", "5", "6", "7", "8", "9"}
    for twin in TWINS:
        assert json.loads(run(Plan(tampered=10, honest=20, twin=twin), ask))["verdict"] == "red"


def test_the_pages_own_sha_256_is_sha_256(page: Page) -> None:
    for length in (0, 1, 55, 56, 63, 64, 65, 119, 120, 1000):
        told = page.evaluate("(n) => heksa(sha256(new Uint8Array(n).map((_, i) => i % 251)))", length)
        assert told == hashlib.sha256(bytes(i % 251 for i in range(length))).hexdigest(), length
