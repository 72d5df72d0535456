"""Whom a message concerns, and whether it is a proposal at all: weighted words, each claim with the words behind it.

The order matters: after plain fraud, whoever is in danger is heard first; and what asks for a thing of all is a
proposal, however rudely it is said.
"""

import re
from collections.abc import Collection

from understanding.elsewhere import somebody_elses
from understanding.grievances import accusation, crime, cynical, errand, own_need, quarrel
from understanding.heard import Heard
from understanding.kinds import Reject, Route, Verdict
from understanding.placing import INSTEAD
from understanding.plain import word_set
from understanding.signs import asks_for_work, half_said, names_a_thing, names_a_work, ours, proposing, public, somebody
from understanding.urgency import alarm, over
from understanding.weighing import Leaning, Weights, leaning

_ALARMING, _LIKELY, _SURE = 0.4, 0.6, 0.9
"""Shares of a leaning from which on it counts."""
_STRANGE = 0.34
"""Of the words. A message in a tongue that nobody taught us is asked about, never put aside."""
_FEW = 5
"""Words. In fewer, a plea is asked about rather than taken for a complaint."""


def verdict(heard: Heard, names: Collection[str] = (), weights: Weights | None = None) -> Verdict:
    """Rules first, each on words that one can point at; where none speaks, the weight of all words together."""
    for judge in _JUDGES:
        if (found := judge(heard)) is not None:
            return found
    if (leant := _leant(heard, leaning(heard, names, weights))) is not None:
        return leant
    if words := somebody_elses(heard):
        return Verdict(Route.DU_RKP, None, words)
    return Verdict(Route.RKP, None, heard.said("usul", "want", "works", "thing", "fault"))


def _leant(heard: Heard, to: Leaning) -> Verdict | None:
    """Whoever says "usul" proposes something; who asks for a work nearly always, and surely when it is said rudely."""
    work = asks_for_work(heard)
    if heard.n("usul") or (work and heard.n("insult")):
        return None
    if (heard.n("want") and len(heard.words) < _FEW) or heard.known < _STRANGE:
        return None
    if names_a_thing(heard) or _what_about(heard):
        return None
    if ours(heard) and not heard.n("aid", "paper", "misuse", "conduct", "kin", "quarrel"):
        return None
    shown = heard.n("event", "acute", "fire", "harm", "alarm")
    if heard.n("works") and not heard.n("acute", "fire", "harm", "alarm", "now"):
        shown = 0
    if to.share["darurat"] > _ALARMING and shown and not heard.n("drill") and not over(heard):
        return Verdict(Route.DARURAT, None, to.words)
    if to.refused > (_SURE if work else _LIKELY):
        route = Route(to.refusal)
        if route is Route.TANYA and (work or heard.n("home", "poor") or names_a_work(heard)):
            return None
        if route is Route.ADUAN and heard.n("fault", "works") and not heard.n(*_BLAME):
            return None
        if route is Route.ADUAN and not heard.n("official", "look", "insult", *_BLAMED) and not somebody(heard):
            return None
        if route is Route.LAYANAN and names_a_work(heard) and not heard.n("own", "asked", "will", "left_out"):
            return None
        if not (heard.n(*_GROUNDS[route]) or (route in _SHOWN and (heard.links or heard.called or heard.asks))):
            return None
        return Verdict(route, _reason(heard, route), to.words)
    return None


def _reason(heard: Heard, route: Route) -> Reject:
    if route is Route.BLOKIR:
        if heard.n("judi", "pinjol", "lure", "advert", "chain") or heard.links or heard.called:
            return Reject.SPAM
        if heard.n("sara", "faith", "hostile"):
            return Reject.SARA
        return Reject.KASAR if heard.n("insult") else Reject.SPAM
    if heard.n("insult") and route is not Route.LAYANAN:
        return Reject.KASAR
    return Reject.KELUHAN_PRIBADI if route in (Route.ADUAN, Route.LAYANAN) else Reject.BUKAN_USULAN


_BLAME = ("misuse", "conduct", "kin", "council", "quarrel", "nuisance", "left_out")
_BLAMED = ("conduct", "kin", "council", "quarrel", "nuisance", "left_out")
"""Somebody is meant, though nobody says a name."""
_GROUNDS = {
    Route.BLOKIR: ("judi", "pinjol", "lure", "advert", "chain", "insult", "sara", "faith", "hostile"),
    Route.ADUAN: ("taken", "look", "insult", "deed", *_BLAME),
    Route.LAYANAN: ("paper", "aid", "own", "errand", "home", "wage", "ill", "left_out", "unpaid", "hardship", "health"),
    Route.TANYA: ("asked", "which", "how", "status", "affairs", "doubt", "talk", "sorry", "may", "noun", "insult"),
}  # fmt: skip
"""What must be said, too, before a weight alone puts a message aside."""
_SHOWN = frozenset({Route.BLOKIR, Route.TANYA})


def _blocked(heard: Heard) -> Verdict | None:
    proposes = proposing(heard) and (public(heard) or heard.n("for_whom"))
    if proposes and not heard.links and not heard.called and not heard.n("chain"):
        return None
    told = heard.n("invite") and not heard.n("usul", "want", "works", "fault")
    if ((heard.n("prayer") and heard.n("chain")) or told) and not heard.links and not heard.n("judi", "pinjol", "lure"):
        return Verdict(Route.TANYA, Reject.BUKAN_USULAN, heard.said("prayer", "invite", "chain"))
    asks = heard.asks or heard.n("asked", "how", "which")
    if heard.n("election") and not asks and not heard.n("usul", "fault", "affairs") and public(heard) < 2:
        return Verdict(Route.BLOKIR, Reject.SPAM, heard.said("election"))
    links = 1.5 * min(len(heard.links), 2)
    weight = (
        2.0 * heard.n("judi")
        + 1.6 * heard.n("pinjol", "lure")
        + 1.2 * heard.n("advert")
        + 1.5 * heard.n("chain")
        + links
    )
    weight += 0.8 * heard.called * bool(heard.n("advert", "pinjol", "judi", "lure"))
    weight -= 2.5 * bool(heard.n("usul")) + 2.0 * bool(heard.n("teach")) * (not heard.links)
    weight -= 0.8 * min(public(heard), 2) * bool(heard.n("want", "works")) + 0.5 * min(heard.n("fault"), 2)
    weight -= 1.0 * bool(heard.n("for_whom") and heard.n("want"))
    if weight < 2.0:
        return None
    return Verdict(Route.BLOKIR, Reject.SPAM, heard.said("judi", "pinjol", "lure", "advert", "chain") + heard.links)


def _hateful(heard: Heard) -> Verdict | None:
    if heard.n("hostile") and heard.n("sara", "faith") and not heard.n("usul"):
        return Verdict(Route.BLOKIR, Reject.SARA, heard.said("sara", "faith", "hostile"))
    return None


def _urgent(heard: Heard) -> Verdict | None:
    return Verdict(Route.DARURAT, None, words) if (words := alarm(heard)) else None


def _correction(heard: Heard) -> Verdict | None:
    told_before = heard.n("earlier", "noun", "usul")
    if heard.n("paper") and not told_before:  # a wrong letter on a birth certificate
        return None
    if told_before and heard.n("slip", "word", "moved") and INSTEAD.search(heard.text) and not heard.n("look"):
        return Verdict(Route.RALAT, None, heard.said("slip", "word", "earlier"))
    rather = _RATHER.search(heard.text) and not heard.n("look")
    if rather and (heard.n("slip", "right", "earlier", "word", "moved") or len(heard.words) <= _SHORT):
        return Verdict(Route.RALAT, None, heard.said("slip", "word", "earlier", "right"))
    if rather and not heard.n("usul", "want") and (heard.n("that") or not heard.n("fault")):
        return Verdict(Route.RALAT, None, heard.said("slip", "word", "earlier", "that"))
    if _SPOKEN_OF.search(heard.text) and heard.n("moved", "word", "right") and not heard.n("usul", "fault", "look"):
        return Verdict(Route.RALAT, None, heard.said("that", "moved", "right"))
    named = heard.n("word") and (heard.first("word") <= 25 or heard.n("earlier"))
    not_that = any(word.plain == "bukan" for word in heard.words) and len(heard.words) <= _SHORT
    put_right = heard.n("right") and (heard.first("slip") <= 25 or not_that)
    if named or put_right:
        return Verdict(Route.RALAT, None, heard.said("word", "earlier", "slip", "right"))
    return None


_RATHER = re.compile(
    r"\d+\s*\w*,?\s+(?:bukan|bkn|dudu|udu|sanes|lain|banne|bukang)\s+(?:\w+\s+)?\d+"
    r"|\b(?:bukan|bkn|dudu|udu|sanes|lain|banne|bukang)\s+(?:di\s+)?(?:rt|rw|no|nomor)\s*\d+\s*,?\s*(?:tapi|tp|ning|nanging|melainkan)?\s*(?:di\s+)?(?:rt|rw|no|nomor)\s*\d+"
    r"|\b(?:bukan|bkn|dudu|udu|sanes|lain|banne|bukang)\s+(?:\w+\s+)?\d+\s*\w*,?\s+(?:tapi|tp|nanging|ning|tape)\s+(?:\w+\s+)?\d+",
    re.IGNORECASE,
)
"""Another number: "3 unit bukan 2"."""
_SHORT = 10
_SPOKEN_OF = re.compile(
    r"\b(?:itu|kae|kuwi|eta|tea|tadi|wau|kemarin|wingi|kamari)\b.{0,40}\b(?:bukan|bkn|dudu|sanes|lain|ora\s+sido|teu\s+jadi|gak\s+jadi|ga\s+jadi|tidak\s+jadi)\b",
    re.IGNORECASE | re.DOTALL,
)
"""Of what was said before, something is taken back: "that car park, not concrete"."""


def _asks_how(heard: Heard) -> Verdict | None:
    """What became of a proposal, and how to make one."""
    words = heard.said("asked", "how", "status", "noun")
    plain = [word.plain for word in heard.words]
    way = "cara" in plain and "usul" in plain and abs(plain.index("cara") - plain.index("usul")) <= _WAY
    by_paper = heard.n("aid", "paper") and not (heard.asks or heard.n("asked"))
    asks = heard.asks or heard.n("asked", "which", "may") or not heard.n("thing")
    if (heard.n("how") and asks and not heard.n("works", "fault") and not by_paper) or (
        way and (heard.asks or heard.n("asked"))
    ):
        return Verdict(Route.TANYA, Reject.BUKAN_USULAN, words or ("usul",))
    until = heard.n("affairs") and heard.n("asked") and heard.n("usul") and not heard.n("thing", "works", "fault")
    if until:
        return Verdict(Route.TANYA, Reject.BUKAN_USULAN, words or heard.said("affairs"))
    numbered = _NUMBERED.search(heard.text) and (heard.asks or heard.n("asked", "status"))
    if numbered and not heard.n("works", "fault", "look"):
        return Verdict(Route.TANYA, Reject.BUKAN_USULAN, words)
    about = heard.n("status") and heard.n("noun", "earlier", "affairs")
    if about and (heard.n("asked") or heard.asks) and not proposing(heard) and not heard.n("works", "look"):
        return Verdict(Route.TANYA, Reject.BUKAN_USULAN, words)
    return None


_WAY = 9
"""Words between "usul" and "cara", in whichever order."""
_NUMBERED = re.compile(
    r"\busul\w*(?:\s+\w+)?\s+(?:no|nomor|nomer|nomir|nmr|#)\.?\s*\d{1,5}\b"
    r"|\b(?:no|nomor|nomer)\s+usul\w*\s*\d{1,5}\b",
    re.IGNORECASE,
)
"""A proposal is spoken of by its number."""


def _joke(heard: Heard) -> Verdict | None:
    """Said in jest, or only good wishes."""
    if heard.n("joke") and not heard.n("fault", "look", "misuse"):
        return Verdict(Route.TANYA, Reject.BUKAN_USULAN, heard.said("joke"))
    praises = heard.n("thanks") and (heard.n("blessing", "pious") or heard.first("thanks") <= _SOON)
    if (
        praises
        and _BUT.isdisjoint(word.plain for word in heard.words)
        and heard.n("want") <= heard.n("pious", "sorry")
        and not heard.n("usul", "works", "fault", "look", "asked")
    ):
        return Verdict(Route.TANYA, Reject.BUKAN_USULAN, heard.said("thanks", "blessing", "pious"))
    if heard.n("prayer") > 1 and not heard.n("usul", "works", "fault", "chain") and heard.n("want") <= heard.n("pious"):
        return Verdict(Route.TANYA, Reject.BUKAN_USULAN, heard.said("prayer"))
    if _LAUGHS.search(heard.text) and heard.asks_why and not heard.n("usul", "want", "works"):
        return Verdict(Route.TANYA, Reject.BUKAN_USULAN, heard.said("talk", "asked"))
    wished = heard.n("blessing") and not heard.n("usul", "works", "fault", "asked", "paper", "aid") and not heard.asks
    if wished and heard.n("want") <= heard.n("blessing", "sorry", "talk"):
        return Verdict(Route.TANYA, Reject.BUKAN_USULAN, heard.said("blessing"))
    return None


_BUT = word_set("belum tetapi tinggal namun mampet")
_SOON = 25
"""Signs within which thanks open a message."""
_LAUGHS = re.compile(r"\b(?:wk){2,}\w*|\b(?:ha|hi|he){3,}\w*|[😂🤣😆😝]\s*[😂🤣😆😝]", re.IGNORECASE)


def _what_about(heard: Heard) -> bool:
    """ "And the bridge?": few words about a thing of all."""
    about = heard.n("which", "affairs", "how", "status", "noun", "may", "paper", "aid")
    return bool(public(heard)) and len(heard.words) <= _FEW and not about


def _question(heard: Heard) -> Verdict | None:
    if heard.n("may") and (heard.asks or heard.n("asked")) and not heard.n("fault", "usul", "works"):
        return Verdict(Route.TANYA, Reject.BUKAN_USULAN, heard.said("may", "asked"))
    if not heard.n("asked", "which") and not heard.asks:
        return None
    words = heard.said("asked", "which", "affairs")
    if _what_about(heard):
        return None
    if heard.n("that") > 1 and heard.n("earlier") and heard.n("want") and not heard.n("noun", "affairs", "status"):
        return None
    if heard.n("which") and not heard.n("usul", "fault") and heard.n("want") <= heard.n("sorry"):
        return Verdict(Route.TANYA, Reject.BUKAN_USULAN, words)
    wanted = heard.n("want") > heard.n("sorry")
    only_office = heard.n("office") >= public(heard)
    if heard.n("affairs") and not heard.n("usul", "works") and not (heard.n("fault") and public(heard)):
        return Verdict(Route.TANYA, Reject.BUKAN_USULAN, words) if only_office or not wanted else None
    if not heard.n("fault", "usul", "works") and not wanted and (only_office or not heard.n("thing")):
        return Verdict(Route.TANYA, Reject.BUKAN_USULAN, words)
    if not heard.n("thing", "fault", "usul", "works"):
        return Verdict(Route.TANYA, Reject.BUKAN_USULAN, words)
    return None


def _abuse(heard: Heard) -> Verdict | None:
    """Nothing but insults."""
    other = heard.n("usul", "works", "fault", "want", "thing", "look", "misuse", "conduct", "paper", "aid", "event")
    if heard.n("insult") and not other and len(heard.words) <= _RANT:
        return Verdict(Route.BLOKIR, Reject.KASAR, heard.said("insult"))
    return None


_RANT = 12


def _empty(heard: Heard) -> Verdict | None:
    """Nothing is proposed, nothing is wrong."""
    if names_a_thing(heard) or names_a_work(heard):
        return None
    if heard.n("usul", "works", "fault", "poor") or public(heard):
        return None
    if heard.n("want") - heard.n("pious") > heard.n("sorry") or (heard.n("thing") and not heard.n("sorry", "talk")):
        return None
    if (ours(heard) or half_said(heard)) and not heard.asks and not heard.n("talk", "affairs", "doubt", "insult"):
        return None
    if heard.n("insult"):
        return Verdict(Route.BLOKIR, Reject.KASAR, heard.said("insult"))
    if heard.n("talk", "doubt", "affairs", "sorry") or (len(heard.words) <= 2 and heard.known < 1):
        return Verdict(Route.TANYA, Reject.BUKAN_USULAN, heard.said("talk", "doubt", "affairs", "sorry"))
    return None


_JUDGES = (
    _blocked, _hateful, _urgent, _correction, _joke, _asks_how, cynical, accusation, crime, quarrel, errand, own_need,
    _abuse, _question, _empty,
)  # fmt: skip
