"""The demo as a stranger meets it: started by its command, looked at with the Chromium of this machine."""

import contextlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.program import ROOT, free_port

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), ""
)
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip
RING_IN_REACH = """() => {
    const rings = [...document.querySelectorAll(".pointed")];
    if (rings.length !== 1) return false;
    const { left, top, width, height } = rings[0].getBoundingClientRect();
    const there = document.elementFromPoint(left + width / 2, top + height / 2);
    return Boolean(there) && rings[0].contains(there);
}"""
READS_FROM_THE_TOP = """() => {
    const [message] = document.querySelectorAll(".pointed"), log = message?.closest(".log");
    return log && Math.floor(message.getBoundingClientRect().top) >= Math.floor(log.getBoundingClientRect().top)
        && message.getBoundingClientRect().top < log.getBoundingClientRect().bottom - 60;
}"""
CHAT_HAS_ROOM = """() => {
    const phone = document.querySelector(".pointed").closest(".phone"), log = phone?.querySelector(".log");
    if (!phone) return true;
    const board = phone.querySelector(".board:not([hidden])"), small = innerWidth < 800;
    if (small && board && !board.querySelector(".pointed")) return false;  // it has made room again
    const end = log.scrollHeight - log.scrollTop - log.clientHeight < 5;
    return log.clientHeight >= phone.clientHeight / 2 - 1 && Boolean(end || log.querySelector(".pointed"));
}"""
NEWER_THAN_RING = """() => {
    const ring = document.querySelector(".pointed"), log = ring.closest(".log");
    const keys = log ? [...log.querySelectorAll(".key")] : [];
    return keys.slice(keys.indexOf(ring) + 1).map((key) => key.textContent).filter((text) => text === ring.textContent);
}"""
WIDE, PHONE = (1440, 900), (360, 740)


@contextlib.contextmanager
def demo(folder: Path) -> Iterator[str]:
    """The address of a running demo, whose data lie in `folder`."""
    port = free_port()
    surroundings = {"PATH": os.defpath, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "REMBUK_DATA": str(folder)}
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "demo", "--port", str(port)],
        cwd=folder, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        assert "Panggung latihan" in line, line
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Visitor:
    """One page; `complaints` are the browser's errors and every request that would have left this machine."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    @classmethod
    def comes(cls, browser: Browser, address: str, size: tuple[int, int] = WIDE) -> "Visitor":
        page = browser.new_page(viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
        page.set_default_timeout(8000)
        visitor = cls(page)
        page.on("console", lambda m: visitor.complaints.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: visitor.complaints.append(str(error)))
        page.on("request", lambda r: visitor.complaints.append(r.url) if not _at_home(r.url, address) else None)
        page.goto(address)
        visitor.settles()
        return visitor

    def settles(self) -> None:
        """Until the village is prepared."""
        self.page.wait_for_selector("#stage:not([hidden]) .phone .log > *", timeout=20_000)

    def opens(self, name: str) -> None:
        self.page.click(f"#people button:has-text('{name}')")

    def follows_the_tour(self, most: int = 60) -> None:
        """Do only what the tour says and points at, until it is over."""
        page = self.page
        page.click("#tour-buttons .big")
        for _ in range(most):
            if "Selesai" in page.inner_text("#tour-text"):
                if page.locator("dialog[open]").count():
                    page.click("dialog[open] button:has-text('Oke')")
                return
            before = page.inner_text("#tour-step")
            if page.locator("#tour-buttons .big:not(:has-text('Sudah saya baca'))").count():
                page.click("#tour-buttons .big")
            if "Isikan" in page.inner_text("#tour-buttons"):
                page.click("#tour-buttons .big")
            if "Sudah saya baca" in page.inner_text("#tour-buttons"):
                page.wait_for_function(READS_FROM_THE_TOP)
                page.click("#tour-buttons .big")
                continue
            self.sees_the_ring()
            if re.match(r"\d+\. ", page.inner_text(".pointed")):
                self.taps_twice()
            else:
                page.locator(".pointed").click()
            if page.locator("dialog[open]").count():
                page.click("dialog[open] button:has-text('Wati'), dialog[open] button:has-text('Oke')")
            page.wait_for_function("was => document.querySelector('#tour-step').textContent !== was", arg=before)
        raise AssertionError(f"the tour does not end: {page.inner_text('#tour')}")

    def taps_twice(self) -> None:
        """The finger comes down once more at the same place: the vote is still there."""
        page, here = self.page, self.page.locator(".pointed").bounding_box()
        assert here
        x, y = here["x"] + here["width"] / 2, here["y"] + here["height"] / 2
        ballot = page.locator(f"#{page.locator('.phone:has(.pointed)').get_attribute('id')} .row:has(.pointed)").last
        kept = page.locator(f".phone [data-key='{ballot.get_attribute('data-key')}']")
        page.mouse.click(x, y)
        page.wait_for_timeout(500)
        page.mouse.click(x, y)
        page.wait_for_timeout(500)
        assert "Pilihan Bapak/Ibu: nomor" in kept.inner_text(), kept.inner_text()

    def sees_the_ring(self) -> None:
        """One ring, round the newest button of that name, where a finger can reach it without scrolling."""
        self.page.wait_for_function(RING_IN_REACH)
        self.page.wait_for_function(CHAT_HAS_ROOM)
        newer = self.page.evaluate(NEWER_THAN_RING)
        assert newer == [], (self.page.inner_text("#tour"), newer)


def _at_home(url: str, address: str) -> bool:
    return url.startswith((address, "data:", "blob:"))
