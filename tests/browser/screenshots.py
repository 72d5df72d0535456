"""Make the README's pictures anew: `python -m tests.browser.screenshots`."""

import sys
import tempfile
from pathlib import Path

from tests.browser.small_png import smaller
from tests.browser.village import CHROMIUM, PHONE, WIDE, Visitor, chromium, demo
from tests.program import ROOT

FOLDER = ROOT / "docs" / "screenshots"


def main() -> int:
    if not CHROMIUM:
        sys.stderr.write("No Chromium here: apt install chromium\n")
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, demo(Path(folder)) as address, chromium() as browser:
        for name, size in (("desa-1440.png", WIDE), ("desa-360.png", PHONE)):
            page = Visitor.comes(browser, address, size).page
            if size == WIDE:
                page.fill(
                    "section.chosen textarea", "Lampu jalan di Ngasem RT 03 mati, gelap kalau anak pulang mengaji"
                )
                page.press("section.chosen textarea", "Enter")
                page.wait_for_selector("section.chosen .key:has-text('Ya, ini usulan')")
            else:
                page.wait_for_selector("section.chosen .key:has-text('Ya, ini usulan')")
                page.click("#tour-buttons button >> nth=1")
            page.wait_for_timeout(300)
            (FOLDER / name).write_bytes(smaller(page.screenshot()))
            sys.stdout.write(f"docs/screenshots/{name}: {(FOLDER / name).stat().st_size} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
