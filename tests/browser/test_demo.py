"""The demo in a real browser: a stranger's visit, wide and on a phone, with a mouse, a finger or only a keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.village import CHROMIUM, PHONE, Visitor, chromium, demo

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium here: apt install chromium"),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with demo(tmp_path_factory.mktemp("demo")) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def wide(browser: Browser, address: str) -> Iterator[Visitor]:
    visitor = Visitor.comes(browser, address)
    yield visitor
    visitor.page.close()
    assert visitor.complaints == []


@pytest.fixture
def narrow(browser: Browser, address: str) -> Iterator[Visitor]:
    visitor = Visitor.comes(browser, address, PHONE)
    yield visitor
    visitor.page.close()
    assert visitor.complaints == []


def grave(page: Page) -> list[str]:
    """What axe finds serious or critical."""
    found = Axe().run(page).response["violations"]
    return [
        f"{v['id']}: {n['html'][:120]}" for v in found if v["impact"] in ("serious", "critical") for n in v["nodes"]
    ]


def too_small(page: Page) -> list[str]:
    """Buttons in view that a finger could miss, and whether the page is wider than the screen."""
    return page.evaluate("""() => {
        const small = [...document.querySelectorAll("button, select, summary, textarea, a.file, a.key")]
            .filter((e) => e.offsetParent && !e.matches(".command") && e.getBoundingClientRect().height < 43.5)
            .map((e) => e.outerHTML.slice(0, 80));
        return document.documentElement.scrollWidth > innerWidth ? [...small, "wider than the screen"] : small;
    }""")  # type: ignore[no-any-return]


def at_end(page: Page) -> None:
    """The newest message of the chosen phone comes into view."""
    page.wait_for_function("""() => {
        const log = document.querySelector(".chosen .log");
        return log.scrollHeight - log.scrollTop - log.clientHeight < 5;
    }""")


def phone(page: Page, name: str) -> str:
    return f"section[aria-label='Telepon {name}']"


def test_the_village_lives_when_the_page_opens(wide: Visitor) -> None:
    page = wide.page
    assert page.locator("#people li").count() == 13
    expect(page.locator("h1")).to_contain_text("latihan", ignore_case=True)
    expect(page.locator("section.group")).to_contain_text("(latihan)")
    expect(page.locator("section.group")).to_contain_text("Jajak pendapat dibuka")
    expect(page.locator("#closes")).to_contain_text("Jajak ditutup")
    assert grave(page) == [] and too_small(page) == []


def test_a_photo_a_voice_and_a_document_are_sent_and_opened(wide: Visitor, tmp_path: Path) -> None:
    page, sari = wide.page, phone(wide.page, "Sari Rahayu")
    for sample, seen in (("foto", ".row.mine .photo img"), ("suara", ".row.mine audio")):
        page.click(f"{sari} button[aria-label='Lampirkan']")
        page.click(f"{sari} [data-sample={sample}]")
        page.wait_for_selector(f"{sari} {seen}")
    page.wait_for_function("() => [...document.images].every((i) => i.complete && i.naturalWidth > 0)")
    played = page.evaluate(
        "async (path) => { const a = document.querySelector(path); a.muted = 1; await a.play(); return a.duration; }",
        f"{sari} .row.mine audio",
    )
    assert played == pytest.approx(2, abs=0.1)
    expect(page.locator(sari)).to_contain_text("Foto ini ikut dengan usulan")
    expect(page.locator(sari)).to_contain_text("Suara Bapak/Ibu sudah kami simpan")
    (tmp_path / "daftar hadir.txt").write_text("Sari, Budi", "utf-8")
    page.set_input_files(f"{sari} input[data-kind=berkas]", tmp_path / "daftar hadir.txt")
    with page.expect_download() as download:
        page.click(f"{sari} .row.mine a.file")
    assert (download.value.suggested_filename, Path(download.value.path()).read_text("utf-8")) == (
        "daftar hadir.txt", "Sari, Budi",
    )  # fmt: skip
    wide.opens("Wati Handayani")
    wati = phone(page, "Wati Handayani")
    page.click(f"{wati} .board button:has-text('Meja kerja')")
    page.click(f"{wati} .key:has-text('Undangan dan grup')")
    page.click(f"{wati} .key:has-text('Undang warga')")
    expect(page.locator(f"{wati} .row .photo img").last).to_be_visible()  # the village's QR, sent by the bot


def test_blocking_and_a_link_on_somebody_elses_phone(wide: Visitor) -> None:
    page, siti = wide.page, phone(wide.page, "Siti Aminah")
    wide.opens("Siti Aminah")
    page.click(f"{siti} button:has-text('Blokir bot')")
    expect(page.locator(f"{siti} .composer")).to_be_hidden()
    page.click(f"{siti} .start")
    expect(page.locator(f"{siti} .composer")).to_be_visible()
    page.click("summary:has-text('Tautan')")
    page.click("#link-join")  # it stands on Pak Budi, who has not joined
    budi = phone(page, "Budi Hartono")
    expect(page.locator(budi)).to_contain_text("Siapa nama lengkap Bapak/Ibu?")
    for question, answer, typed in (
        ("Siapa nama lengkap", "Budi Hartono", True),
        ("Tinggal di dusun mana", "Ngasem", False),
        ("RT berapa", "RT 02", False),
        ("perempuan atau laki-laki", "Laki-laki", False),
        ("Tahun berapa", "1983", True),
        ("Kami catat begini", "Ya, kirim", False),
    ):
        last = page.locator(f"{budi} .row").last
        expect(last).to_contain_text(question)
        if typed:
            page.fill(f"{budi} textarea", answer)
            page.click(f"{budi} .send")
        else:
            last.locator(f".key:has-text('{answer}')").click()
    wide.opens("Wati Handayani")
    wati = phone(page, "Wati Handayani")
    page.click(f"{wati} .row:last-child .key:has-text('Ya, saya kenal')")
    expect(page.locator(wati)).to_contain_text("Budi Hartono sudah dicatat sebagai warga")


def test_with_the_keyboard_alone(wide: Visitor) -> None:
    page, sari = wide.page, phone(wide.page, "Sari Rahayu")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.focus("#people button")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.focus(f"{sari} textarea")
    page.keyboard.type("batal")  # the photo that was sent before waits for its words
    page.keyboard.press("Enter")
    expect(page.locator(f"{sari} .row").last).not_to_contain_text("Tulis seperti berbicara")
    expect(page.locator(f"{sari} .row").last).not_to_contain_text("batal")
    page.keyboard.type("Lapangan voli di Krajan RT 01 perlu jaring")
    page.keyboard.press("Enter")
    expect(page.locator(f"{sari} .row").last).to_contain_text("Apakah ini usulan untuk desa?")
    page.keyboard.press("Shift+Tab")  # past the attachments and the menu, to the newest button
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    assert "Ya, ini usulan" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    expect(page.locator(":focus")).to_have_text("Semua warga")  # the next question's first button has the focus
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.textContent") == "Anak sekolah"
    page.keyboard.press("Enter")
    expect(page.locator(":focus")).to_contain_text("Ya, kirim")
    page.keyboard.press("Enter")
    expect(page.locator(f"{sari} .row").last).to_contain_text("menjadi nomor")
    page.focus(f"{sari} button[aria-label='Lampirkan']")
    page.keyboard.press("Enter")
    expect(page.locator(f"{sari} [data-sample=foto]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(f"{sari} button[aria-label='Lampirkan']")).to_be_focused()


def test_on_a_small_phone_and_with_the_bot_dead(narrow: Visitor) -> None:
    page = narrow.page
    assert page.locator(".phone").count() == 1
    assert grave(page) == [] and too_small(page) == []
    at_end(page)
    page.click("#more")
    assert grave(page) == [] and too_small(page) == []
    page.click("#plug")
    expect(page.locator("#life")).to_contain_text("Bot mati")
    narrow.opens("Agus Priyanto")
    agus = phone(page, "Agus Priyanto")
    page.fill(f"{agus} textarea", "/usulan")
    page.click(f"{agus} .send")
    expect(page.locator("#life")).to_contain_text("1 pesan menunggu")
    assert grave(page) == []
    narrow.opens("Wati Handayani")
    page.click("#more")
    page.click("#plug")
    expect(page.locator("#people button:has-text('Agus')")).to_contain_text("pesan baru")
    narrow.opens("Agus Priyanto")
    expect(page.locator(f"{agus} .row").last).to_contain_text("Usulan warga Desa")


def test_what_is_lost_while_the_bot_is_off_is_said(narrow: Visitor) -> None:
    page, sari = narrow.page, phone(narrow.page, "Sari Rahayu")
    narrow.opens("Sari Rahayu")
    page.click("#more")
    page.click("#plug")
    expect(page.locator("#life")).to_contain_text("Bot mati")
    page.click("[data-deed=suara]")
    expect(page.locator("#news")).to_contain_text("tidak ada suara yang masuk")
    assert [said for said in narrow.complaints if "422" not in said] == []
    narrow.complaints.clear()
    narrow.opens("Sari Rahayu")
    page.fill(f"{sari} textarea", "Lampu di gang mati")
    page.click(f"{sari} .send")
    expect(page.locator("#life")).to_contain_text("1 pesan menunggu")
    page.click("#more")
    page.click("[data-hours='24']")
    expect(page.locator("dialog[open]")).to_contain_text("1 pesan hilang")
    expect(page.locator("dialog[open]")).to_contain_text("24 jam")
    page.click("dialog[open] button")
    expect(page.locator(f"{sari} .row.mine").last).to_contain_text("hilang")
    assert grave(page) == []
    page.reload()
    narrow.settles()
    expect(page.locator(f"{sari} .row.mine").last).to_contain_text("hilang")
    assert page.locator("dialog[open]").count() == 0  # said once
    page.click("#more")
    page.click("#plug")
    expect(page.locator("#plug")).to_contain_text("Cabut")


def test_people_are_told_apart_on_a_small_phone(narrow: Visitor) -> None:
    page = narrow.page
    assert len(set(page.locator("#people .avatar").all_inner_texts())) == page.locator("#people li").count()
    cut = page.evaluate("""() => [...document.querySelectorAll("#people .name")]
        .filter((e) => e.scrollWidth > e.clientWidth || e.scrollHeight > e.clientHeight + 1)
        .map((e) => e.textContent)""")
    assert cut == []
    names = page.locator("#people .name").all_inner_texts()
    assert names[:2] == ["Warga Sumberagung", "Sari Rahayu"]


def test_the_tour_can_be_left_before_it_has_begun(wide: Visitor) -> None:
    page = wide.page
    expect(page.locator("#tour-buttons")).to_have_text("Mulai panduanTanpa panduan")
    page.click("#tour-buttons button:has-text('Tanpa panduan')")
    expect(page.locator("#tour-buttons")).to_have_text("Mulai panduan")
    page.click("#tour-buttons button")
    expect(page.locator("#tour-buttons")).to_contain_text("Berhenti dulu")


def test_an_empty_village_is_set_up_by_its_tour(wide: Visitor) -> None:
    page = wide.page
    page.click("#empty")
    page.click("dialog[open] button >> nth=0")
    page.wait_for_selector("#preparing:not([hidden])")
    wide.settles()
    assert page.locator(".phone .bubble").count() == 0
    assert grave(page) == [] and too_small(page) == []
    page.fill("section.group textarea", "/tautkan")
    page.press("section.group textarea", "Enter")
    expect(page.locator("#news")).to_contain_text("Bot belum ada di grup ini")
    page.click("summary:has-text('Tautan')")
    expect(page.locator("#link-setup")).to_be_visible()
    page.keyboard.press("Escape")
    wide.follows_the_tour()
    expect(page.locator("section.group")).to_contain_text("Petugas baru: Kader")
    page.click("summary:has-text('Tautan')")
    expect(page.locator("#spent-setup")).to_contain_text("Sudah dipakai")
    assert page.locator("#link-setup").count() == 0
