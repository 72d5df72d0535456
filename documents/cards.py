"""A sheet of cards for the printer: eight on an A4 page, one file that needs nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import segno

PER_PAGE = 8
STYLE = """
@page { size: A4 portrait; margin: 8mm }
* { box-sizing: border-box }
body { margin: 0; font: 10pt/1.3 Arial, "Liberation Sans", sans-serif; color: #000; background: #fff }
.page { display: grid; grid-template: repeat(4, 68mm) / 1fr 1fr; page-break-after: always; break-after: page }
.page:last-child { page-break-after: auto; break-after: auto }
.card { border: 1px dashed #777; padding: 4mm; overflow: hidden }
h2 { margin: 0; font-size: 12pt }
.who { margin: 0 0 1mm }
.both { display: flex; gap: 3mm }
svg { width: 30mm; height: 30mm; flex: none }
ol { margin: 0; padding-left: 5mm; font-size: 9pt }
.code { margin: 1mm 0 0; font: bold 14pt/1.2 "Courier New", "Liberation Mono", monospace; text-align: center }
.foot { margin: 0; font-size: 8pt; text-align: center }
"""


@dataclass(frozen=True, slots=True)
class Printed:
    """One card: the code as it is typed, for whose household, and the address in its picture."""

    code: str
    name: str
    link: str


def sheet(language: str, words: Mapping[str, str], steps: Sequence[str], cards: Sequence[Printed]) -> bytes:
    """A page of HTML. `words`: `title` of the file; `head`, `family` with `{name}` in it, and `foot` of each card.

    Everything is escaped here; no script, and nothing is fetched from elsewhere.
    """
    pages = [cards[i : i + PER_PAGE] for i in range(0, len(cards), PER_PAGE)]
    body = "\n".join(
        f'<section class="page">{"".join(_card(words, steps, c) for c in page)}</section>' for page in pages
    )
    return (
        f'<!doctype html>\n<html lang="{escape(language)}"><head><meta charset="utf-8">'
        f'<meta name="robots" content="noindex"><title>{escape(words["title"])}</title>'
        f"<style>{STYLE}</style></head>\n<body>\n{body}\n</body></html>\n"
    ).encode()


def _card(words: Mapping[str, str], steps: Sequence[str], card: Printed) -> str:
    picture = segno.make(card.link, error="m", micro=False).svg_inline(scale=3, border=1, omitsize=True)
    told = "".join(f"<li>{escape(step)}</li>" for step in steps)
    return (
        f'<article class="card"><h2>{escape(words["head"])}</h2>'
        f'<p class="who">{escape(words["family"].replace("{name}", card.name))}</p>'
        f'<div class="both">{picture}<ol>{told}</ol></div>'
        f'<p class="code">{escape(card.code)}</p><p class="foot">{escape(words["foot"])}</p></article>'
    )
