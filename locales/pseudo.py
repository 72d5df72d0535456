"""Two languages nobody speaks, made from the reference for tests.

`qps` says the key and every fact, so that a test can assert on keys and nothing can be hard-wired unseen.
`qpl` is 40 % longer and full of accents, as a translation may be, so that lengths are proved beforehand.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from locales.template import Template

PLAIN = "qps"
LONG = "qpl"
LONGER = 0.4

_ACCENTS = str.maketrans("aceghijknorsuwyzACEGINOSUZ", "àçéĝĥïĵķñöŕšûŵýžÀÇÉĜÎÑÖŠÛŽ")
_FIXED = re.compile(r"<[^<>]*>|&\w+;|\{\w*\}|\{\{|\}\}|https?://\S+|(?<!\w)[/@]\w+")
_PADDING = "éñđĺèšš wörđš ñéŵ ĺöñĝ "


def unveiled(key: str, forms: Sequence[Template]) -> str:
    """⟦vote.refused.closed⟧ closed_at={closed_at}; a term is said as it is, without its name."""
    if key.startswith("term."):
        return forms[0].text
    blanks = dict.fromkeys(blank for form in forms for blank in form.blanks if not blank.startswith("_"))
    return " ".join([f"⟦{key}⟧", *(f"{blank}={{{blank}}}" for blank in blanks)])


def lengthened(text: str) -> str:
    """The same blanks, markup, commands and addresses; the words accented, and padding after them."""
    said, end, wide = [], 0, 0
    for fixed in _FIXED.finditer(text):
        said += [text[end : fixed.start()].translate(_ACCENTS), fixed[0]]
        wide += fixed.start() - end + (len(fixed[0]) if fixed[0][0] in "/@h" else 0)
        end = fixed.end()
    said.append(text[end:].translate(_ACCENTS))
    missing = math.ceil((wide + len(text) - end) * LONGER)
    padding = (" " + _PADDING * (missing // len(_PADDING) + 1))[:missing].rstrip()
    return "".join([*said, padding.ljust(missing, "·")])
