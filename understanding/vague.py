"""What must still be asked before anybody can do something with a message."""

from collections.abc import Sequence
from itertools import pairwise

from understanding.codes import Suggestion
from understanding.elsewhere import only_where
from understanding.heard import Heard
from understanding.kinds import Missing
from understanding.placing import Place
from understanding.plain import ADDRESSES, word_set

FEW = 3
"""Words that say something. Who writes more has told where it is, or may be asked later."""
_WHERE = word_set(
    "di dekat depan belakang samping sebelah pinggir antara sampai dari arah seberang simpang tepi sekitar"
)
_SAYS_NOTHING = word_set(
    "bapak ibu usul minta tolong mau ingin perlu bantu itu ini sudah sangat saya kami sekali dulu lagi saja ada "
    "yang juga "
    "kalau permisi parah lho kan dong satu untuk di dan ke kok sih ya jadi segera cepat"
)


def missing(heard: Heard, place: Place, codes: Sequence[Suggestion]) -> frozenset[Missing]:
    """What, where or what for; nothing where a clerk could begin."""
    thing = codes or any(not only_where(heard, cue) for of in ("thing", "goods") for cue in heard.found.get(of, ()))
    if heard.n("lost") or not thing:
        somewhere = place.words or (heard.n("fault") and _placed(heard))
        return frozenset({Missing.APA} if somewhere else {Missing.APA, Missing.DI_MANA})
    if _only_care(heard):
        return frozenset({Missing.APA})
    told = bool(place.words) or _placed(heard)
    telling = [
        word
        for word in heard.words
        if word.plain not in _SAYS_NOTHING and word.plain not in ADDRESSES and not word.surface.isdigit()
    ]
    if told or len(telling) > FEW or heard.measured:
        return frozenset()
    wished = heard.n("goods") and not heard.n("fault", "works")  # what is broken says itself what for
    return frozenset({Missing.DI_MANA, Missing.KENAPA} if wished else {Missing.DI_MANA})


def adds(heard: Heard) -> bool:
    """Does it say more of a matter than a name or a number does? "rusak parah" does, "Krajan" does not."""
    return len(heard.words) > 1 and heard.n("thing", "fault", "works", "want", "for_whom", "harm", "event") > 0


def tells_on(heard: Heard) -> bool:
    """Does it say what is wrong or wanted, and of nobody for whom?"""
    return heard.n("thing", "fault", "works", "want", "harm", "event") > 0 and not heard.n("for_whom")


def _only_care(heard: Heard) -> bool:
    """Something is to be cared for or an idea is named, and nobody says what shall be done."""
    if heard.measured or heard.n("fault", "for_whom", "event"):
        return False
    asks = any(word.plain in _WHAT_ABOUT for word in heard.words) and len(heard.words) <= _BRIEF
    cares = heard.n("care") and len(heard.words) <= _LONGER
    return not heard.n("works", "usul") and bool(asks or cares)


_BRIEF, _LONGER = 5, 14
_WHAT_ABOUT = word_set("bagaimana kenapa")


def _placed(heard: Heard) -> bool:
    """ "Near the mosque" tells a place, too; "here" does not."""
    words = [word.plain for word in heard.words]
    return any(word in _WHERE and after not in _HERE for word, after in pairwise(words))


_HERE = word_set("sini sana situ kita kami saya")
