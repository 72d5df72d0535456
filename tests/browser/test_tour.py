"""The guided tour, played by somebody who does only what it says: at a desk and on a small phone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.village import CHROMIUM, PHONE, WIDE, Visitor, chromium, demo

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium here: apt install chromium"),
]

LAMP = "Lampu jalan"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(params=[WIDE, PHONE], ids=["wide", "phone"])
def visitor(
    request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Visitor]:
    with demo(tmp_path_factory.mktemp("demo")) as address:
        visitor = Visitor.comes(browser, address, request.param)
        yield visitor
        visitor.page.close()
    assert visitor.complaints == []


def test_from_a_sentence_to_the_result_by_doing_only_what_the_tour_says(visitor: Visitor) -> None:
    """The plug is pulled in the middle; what was written meanwhile is answered, and the vote is still there."""
    page = visitor.page
    _goes_astray(visitor)
    visitor.follows_the_tour()
    visitor.opens("Warga Sumberagung")
    group = page.inner_text("section.group")
    assert "Hasil jajak pendapat warga" in group
    assert re.search(rf"1\) Nomor \d+, {LAMP}.*: \d+ suara", group.replace("\n", " "))
    visitor.opens("Sari Rahayu")
    expect(page.locator("section[aria-label='Telepon Sari Rahayu']")).to_contain_text("Usulan ini di urutan 1")
    page.reload()
    visitor.settles()
    expect(page.locator("#tour-text")).to_contain_text("Selesai")  # the tour is where it was


def _goes_astray(visitor: Visitor) -> None:
    """Begins, and presses on another phone than the one the tour speaks of."""
    page, slamet = visitor.page, "section[aria-label='Telepon Slamet Riyadi']"
    page.click("#tour-buttons .big")
    visitor.opens("Slamet Riyadi")
    if page.viewport_size == {"width": PHONE[0], "height": PHONE[1]}:
        expect(page.locator("#tour-text")).to_have_text("Sekarang giliran Bu Sari. Tekan [Buka telepon Bu Sari].")
        page.click(f"{slamet} button[aria-label='Tampilkan papan tombol']")
    page.click(f"{slamet} .board button:has-text('Lihat usulan')")
    expect(page.locator("#tour-text")).to_contain_text("Tadi itu telepon Pak Slamet, tidak apa-apa.")
    expect(page.locator("#tour-text")).to_contain_text("Langkah ini di telepon Bu Sari.")
    assert page.locator(".pointed").count() == (page.locator(".phone").count() > 1)
