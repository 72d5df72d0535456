"""Make the pictures of README.md and docs/scenes.md anew: `python -m tests.browser.screenshots`."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.browser import scenes
from tests.browser.small_png import smaller
from tests.browser.village import CHROMIUM, PHONE, WIDE, Visitor, chromium, demo
from tests.program import ROOT

FOLDER = ROOT / "docs" / "screenshots"
SENTENCE = "Lampu jalan di Ngasem RT 03 mati, gelap kalau anak pulang mengaji"
QUIET = "() => [...document.querySelectorAll('.toast')].every((toast) => !toast.textContent)"


def main() -> int:
    if not CHROMIUM:
        sys.stderr.write("No Chromium here: apt install chromium\n")
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        with tempfile.TemporaryDirectory() as folder, demo(Path(folder)) as address:
            for size in (WIDE, PHONE):
                _village(browser, address, size)
        for size in (WIDE, PHONE):
            with tempfile.TemporaryDirectory() as folder, demo(Path(folder)) as address:
                _scenes(browser, address, size)
    return 0


def _village(browser: Browser, address: str, size: tuple[int, int]) -> None:
    page = Visitor.comes(browser, address, size).page
    if size == WIDE:
        page.fill("section.chosen textarea", SENTENCE)
        page.press("section.chosen textarea", "Enter")
        page.wait_for_selector("section.chosen .key:has-text('Ya, ini usulan')")
    else:
        page.wait_for_selector("section.chosen .key:has-text('Ya, ini usulan')")
        page.click("#tour-buttons button >> nth=1")
    _keep(page, "desa", size)


def _scenes(browser: Browser, address: str, size: tuple[int, int]) -> None:
    visitor = Visitor.comes(browser, address, size)
    visitor.page.click("#tour-buttons button:has-text('Tanpa panduan')")
    for scene in (scenes.grandmother, scenes.kader, scenes.secretary):
        scene(visitor, lambda moment: _keep(visitor.page, moment, size))


def _keep(page: Page, moment: str, size: tuple[int, int]) -> None:
    """A picture of this moment, once the short answers that lie over the chat have gone."""
    page.wait_for_function(QUIET)
    page.wait_for_timeout(300)
    path = FOLDER / f"{moment}-{size[0]}.png"
    path.write_bytes(smaller(page.screenshot()))
    sys.stdout.write(f"docs/screenshots/{path.name}: {path.stat().st_size} bytes\n")


if __name__ == "__main__":
    sys.exit(main())
