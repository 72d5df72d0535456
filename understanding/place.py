"""Which dusun and RT a sentence names."""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import TypeVar

K = TypeVar("K", bound=int | str)
_RT = re.compile(r"\brt\s*\.?\s*0*(\d{1,2})\b", re.IGNORECASE)


def named(words: str, dusun: Mapping[K, str]) -> K | None:
    """The one dusun that the words name; None when they name none, or several. "Krajan II" does not name Krajan."""
    found, rest = [], words
    for key, name in sorted(dusun.items(), key=lambda item: -len(item[1])):
        rest, times = re.subn(rf"\b{re.escape(name)}\b", "…", rest, flags=re.IGNORECASE)
        found += [key] * bool(times)
    return found[0] if len(found) == 1 else None


def answered(words: str, dusun: Mapping[int, str]) -> int | None:
    """The one dusun that an answer means; a slip of the finger is forgiven: "krajann" → Krajan."""
    if (exact := named(words, dusun)) is not None:
        return exact
    names = {name.casefold(): key for key, name in dusun.items()}
    close = get_close_matches(
        words[:60].casefold().strip().removeprefix("dusun ").strip(), list(names), n=2, cutoff=0.8
    )
    return names[close[0]] if len(close) == 1 else None


def rt_named(words: str, rts: Sequence[str]) -> str | None:
    """The one RT of the dusun that the words name, as it stands in the register ("03"); any if the list is empty."""
    found = {f"{int(n):02}" for n in _RT.findall(words) if int(n)}
    known = [rt for rt in found if not rts or rt in rts]
    return known[0] if len(found) == 1 and known else None
