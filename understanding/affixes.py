"""What is put before and after a word in the village's tongues; taken off, lightest first, until a known word is left.

A light stripper instead of a stemmer: it knows no roots itself, so it never turns a name into something else.
"""

from collections.abc import Iterator

from understanding.plain import word_set

SHORTEST = 3
"""Letters that must be left."""

_BEFORE = tuple(
    sorted(
        # Indonesian and Malay; then Javanese, Sundanese, Minangkabau and Banjar, Madurese, Bugis and Makassar, Sasak
        word_set(
            "di ke se ber be ter te per pe mem men meng meny me memper diper pem pen peng peny nge ng ny m n "
            "dipun ka sa pa tak ma mam man mang many nga pang pi ti ba bar ta tar pam pan ebi e a ri ni mak map"
        ),
        key=lambda part: (len(part), part),
    )
)
_AFTER = tuple(
    sorted(
        word_set(
            "kan an i nya lah kah pun ku mu in nyo ne e ke ake aken no na ipun en eun keun ana ing akan ang "
            "ra nna nga ngnge agi aghi eppon we nge mi ni ji ta ki ye kke kno ka"
        ),
        key=lambda part: (len(part), part),
    )
)
_SOFTENED = {
    "meny": "s", "peny": "s", "ny": "cs", "men": "t", "pen": "t", "n": "t", "mem": "p", "pem": "p", "m": "p",
    "meng": "k", "peng": "k", "ng": "k", "mam": "p", "man": "t", "many": "s", "mang": "k", "pam": "p", "pan": "t",
}  # fmt: skip
"""Which first letters a nasal swallows: menutup → tutup, nyapu → sapu."""


def roots(word: str) -> Iterator[str]:
    """The word with less and less on it: first without an ending, then without a beginning, then without both."""
    bare = [word, *_without_end(word)]
    yield from bare[1:]
    for stem in bare:
        yield from _without_begin(stem)
    if word[1:3] in ("ar", "al") and len(word) > 6:  # the plural of Sundanese: darongkap, several come
        yield word[0] + word[3:]
    for ending in bare[1:]:
        for shorter in _without_end(ending):
            yield shorter
            yield from _without_begin(shorter)


def _without_end(word: str) -> list[str]:
    return [word[: -len(end)] for end in _AFTER if word.endswith(end) and len(word) - len(end) >= SHORTEST]


def _without_begin(word: str) -> Iterator[str]:
    for begin in _BEFORE:
        rest = word.removeprefix(begin)
        if rest == word or len(rest) < SHORTEST:
            continue
        yield rest
        for letter in _SOFTENED.get(begin, ""):
            if rest[0] in "aiueo":
                yield letter + rest
