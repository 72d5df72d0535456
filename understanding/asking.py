"""Is it a question? Read from its last sign and its first words; unsure cases are asked about, never decided."""

from understanding.plain import ADDRESSES, GREETINGS, SALAM, word_set, words_of

LONGEST = 15
"""Words. In a longer text "kapan" is one word among many."""
_WHEN = word_set("kapan iraha")
_BEGINS = _WHEN | word_set(
    "apa apakah siapa siapakah mana dimana kemana darimana berapa berapakah kenapa mengapa ngapa bagaimana gimana gmn "
    "kapankah bisakah bolehkah adakah benarkah piye kepiye pripun pira piro pinten sapa sopo ngendi geneya opo nopo "
    "kumaha sabaraha saha kunaon naon"
)
_PLACE = word_set("di ke dari sampai ning neng")


def asks(text: str) -> bool:
    """A question mark at the end, a question word in front, or "kapan" in a short sentence."""
    if text.rstrip(" \n\"'”’)!.").endswith("?"):
        return True
    words = words_of(text)
    while len(words) > 1 and (words[0] in ADDRESSES or words[0] in GREETINGS or SALAM.fullmatch(words[0])):
        words.pop(0)
    if not words:
        return False
    if words[0] in _BEGINS or (words[0] in _PLACE and words[1:2] in (["mana"], ["endi"])):
        return True
    return len(words) <= LONGEST and not _WHEN.isdisjoint(words)
