"""Put blanks where a new text says the country's word: "Desa {village}" → "{_Desa} {village}".

    python -m tests.locales.worded

rewrites the reference catalogue in place, only its `msgstr` lines; read what it did, then run the tests.
"""

import re
import sys
from pathlib import Path

CATALOGUE = Path(__file__).parents[2] / "locales" / "id" / "LC_MESSAGES" / "rembuk.po"
WORDS = (
    (r"kepala dusun", "kadus"),
    (r"kepala desa", "kades"),
    (r"dusun", "dusun"),
    (r"desa", "desa"),
    (r"BPD", "bpd"),
    (r"RT", "rt"),
)
"""The longer first, so that the head of a dusun is no dusun."""
NATIONAL = r"(?<!Dana )"
"""In every village the state's own fund is called Dana Desa."""
_BEGINS = re.compile(r"(?:^|[.!?:…]\s)\W*$")


def worded(line: str) -> str:
    """One line of a text, with the village's own words for blanks."""
    for said, word in WORDS:
        acronym = said.isupper()
        flags = re.NOFLAG if acronym else re.IGNORECASE
        line = re.sub(
            rf"{NATIONAL}(?<![{{/\w]){said}(nya)?(?![\w}}])",
            lambda hit, word=word, acronym=acronym: _blank(hit, word, acronym),
            line,
            flags=flags,
        )
    return line


def _blank(hit: re.Match[str], word: str, acronym: bool) -> str:
    before = re.sub(r"<[^<>]*>", "", hit.string[: hit.start()])
    capital = bool(_BEGINS.search(before)) if acronym else hit[0][0].isupper()
    return f"{{_{word.capitalize() if capital else word}}}{hit[1] or ''}"


def rewritten(catalogue: str) -> str:
    """The whole file; keys, notes and the country's own words (`term.`) stay as they are."""
    lines, text, key = [], False, ""
    for line in catalogue.split("\n"):
        if line.startswith("msgid"):
            text, key = False, line
        elif line.startswith("msgstr"):
            text = key not in ('msgid ""',) and not key.startswith('msgid "term.')
        elif not line.startswith('"'):
            text = False
        quoted = re.fullmatch(r'((?:msgstr )?")(.*)"', line)
        lines.append(f'{quoted[1]}{worded(quoted[2])}"' if text and quoted else line)
    return "\n".join(lines)


if __name__ == "__main__":
    before = CATALOGUE.read_text("utf-8")
    after = rewritten(before)
    CATALOGUE.write_text(after, "utf-8")
    changed = sum(a != b for a, b in zip(before.split("\n"), after.split("\n"), strict=True))
    sys.stdout.write(f"{changed} lines changed\n")
