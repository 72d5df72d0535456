"""Whom a message concerns, and whether it is a proposal at all: weighted words, each claim with the words behind it.

The order matters: after plain fraud, whoever is in danger is heard first; and what asks for a thing of all is a
proposal, however rudely it is said.
"""

from dataclasses import dataclass

from understanding.elsewhere import somebody_elses
from understanding.heard import Heard
from understanding.kinds import Reject, Route
from understanding.urgency import alarm

_KNOWN = 0.5
"""Of the words. A message in a tongue that nobody taught us is asked about, never put aside."""


@dataclass(frozen=True, slots=True)
class Verdict:
    route: Route
    reject: Reject | None
    words: tuple[str, ...]


def verdict(heard: Heard) -> Verdict:
    for judge in _JUDGES:
        if (found := judge(heard)) is not None:
            return found
    if words := somebody_elses(heard):
        return Verdict(Route.DU_RKP, None, words)
    return Verdict(Route.RKP, None, heard.said("usul", "want", "works", "thing", "fault"))


def _public(heard: Heard) -> int:
    """Things of all, not animals or seed, which may be somebody's own."""
    goods = {cue.at for cue in heard.found.get("goods", ())}
    return len({cue.at for cue in heard.found.get("thing", ())} - goods)


def _asks_for_work(heard: Heard) -> bool:
    """Somebody wants something of all built, mended, bought or held."""
    if heard.n("usul"):
        return True
    materials = {cue.at for cue in heard.found.get("material", ())}
    works = {cue.at for cue in heard.found.get("works", ())} - materials
    return bool(_public(heard) and (works or heard.n("want")) and not heard.n("look"))


def _blocked(heard: Heard) -> Verdict | None:
    links = 1.5 * min(len(heard.links), 2)
    weight = (
        2.0 * heard.n("judi")
        + 1.6 * heard.n("pinjol", "lure")
        + 1.2 * heard.n("advert")
        + 1.5 * heard.n("chain")
        + links
    )
    weight += 0.8 * heard.called * bool(heard.n("advert", "pinjol", "judi"))
    weight -= 2.5 * bool(heard.n("usul")) + 2.0 * bool(heard.n("teach")) * (not heard.links)
    weight -= 0.8 * min(_public(heard), 2) * bool(heard.n("want", "works")) + 0.5 * min(heard.n("fault"), 2)
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
    if heard.n("word") and (heard.first("word") <= 25 or heard.n("earlier")):
        return Verdict(Route.RALAT, None, heard.said("word", "earlier"))
    return None


def _asks_how(heard: Heard) -> Verdict | None:
    """What became of a proposal, and how to make one."""
    if heard.n("how") and not heard.n("works"):
        return Verdict(Route.TANYA, Reject.BUKAN_USULAN, heard.said("asked", "how"))
    if heard.n("status") and (heard.n("asked") or _open_end(heard)) and not heard.n("usul", "works", "look"):
        return Verdict(Route.TANYA, Reject.BUKAN_USULAN, heard.said("asked", "status", "noun"))
    return None


def _cynical(heard: Heard) -> Verdict | None:
    """Nobody believes in proposals any more."""
    if (
        not heard.n("doubt")
        or not heard.n("noun", "affairs")
        or heard.n("usul", "works", "fault", "want", "money", "look")
    ):
        return None
    why = Reject.KASAR if heard.n("insult") else Reject.BUKAN_USULAN
    return Verdict(Route.TANYA, why, heard.said("doubt", "insult"))


def _accusation(heard: Heard) -> Verdict | None:
    taken = heard.n("money") and heard.n("taken", "kin", "left_out")
    blamed = heard.n("official") and (heard.n("misuse", "conduct") or taken)
    looked = (heard.n("look", "council") and (taken or heard.n("misuse"))) or (heard.n("council") and heard.n("money"))
    if not blamed and not looked:
        return None
    if heard.n("usul") and not heard.n("look"):
        return None
    needs = bool(_public(heard) and heard.n("fault"))
    if not looked and (_asks_for_work(heard) or (needs and not taken and not heard.n("misuse"))):
        return None
    words = heard.said("official", "misuse", "conduct", "taken", "kin", "look")
    if heard.n("insult"):
        return Verdict(Route.ADUAN, Reject.KASAR, words)
    private = heard.n("own", "left_out") and not heard.n("council")
    return Verdict(Route.ADUAN, Reject.KELUHAN_PRIBADI if private else Reject.BUKAN_USULAN, words)


def _quarrel(heard: Heard) -> Verdict | None:
    if not heard.n("quarrel") or heard.n("ill") or _asks_for_work(heard):
        return None
    if (
        heard.n("nuisance", "look")
        or heard.n("quarrel") > 1
        or (heard.n("own") and not heard.n("home") and not heard.n("want"))
    ):
        return Verdict(Route.ADUAN, Reject.KELUHAN_PRIBADI, heard.said("quarrel", "nuisance"))
    return None


def _errand(heard: Heard) -> Verdict | None:
    """A paper or an aid for oneself."""
    paper, aid = heard.n("paper"), heard.n("aid")
    if (
        not (paper or aid)
        or heard.n("usul")
        or (_public(heard) and heard.n("works", "fault") and not heard.n("own", "asked"))
    ):
        return None
    if heard.n("for_whom") and heard.n("want", "works") and not heard.n("asked"):
        return None
    if heard.n("own", "errand", "asked") or _open_end(heard):
        why = Reject.KELUHAN_PRIBADI if aid and not heard.n("asked") * heard.n("want") else Reject.BUKAN_USULAN
        return Verdict(Route.LAYANAN, why, heard.said("paper", "aid", "own", "errand", "asked"))
    return None


def _own_need(heard: Heard) -> Verdict | None:
    """One's own illness, house or pay; or a sick neighbour's."""
    if heard.n("usul", "for_whom") or (_public(heard) and heard.n("works")):
        return None
    sick = heard.n("ill") and heard.n("own", "quarrel") and heard.n("want")
    house = heard.n("home") and heard.n("own") and heard.n("want") and heard.n("fault") and not _public(heard)
    pay = heard.n("wage") and heard.n("own") and heard.n("unpaid")
    if sick or house or pay:
        words = heard.said("ill", "home", "wage", "own", "unpaid")
        return Verdict(Route.LAYANAN, Reject.KELUHAN_PRIBADI, words)
    return None


def _open_end(heard: Heard) -> bool:
    return heard.text.rstrip(" \n\"'”’)!.🙏").endswith("?")


def _question(heard: Heard) -> Verdict | None:
    if not heard.n("asked") and not _open_end(heard):
        return None
    words = heard.said("asked", "affairs")
    if heard.n("affairs") and not heard.n("usul", "works") and not (heard.n("fault") and _public(heard)):
        return Verdict(Route.TANYA, Reject.BUKAN_USULAN, words)
    if not heard.n("thing", "fault", "usul", "works"):
        return Verdict(Route.TANYA, Reject.BUKAN_USULAN, words)
    return None


def _empty(heard: Heard) -> Verdict | None:
    """Nothing is proposed, nothing is wrong."""
    if heard.n("usul") or _public(heard):
        return None
    if heard.n("want", "works", "fault", "thing"):
        return None
    if heard.n("insult"):
        return Verdict(Route.BLOKIR, Reject.KASAR, heard.said("insult"))
    if heard.n("talk", "doubt", "affairs") or heard.known >= _KNOWN or len(heard.words) <= 2:
        return Verdict(Route.TANYA, Reject.BUKAN_USULAN, heard.said("talk", "doubt", "affairs"))
    return None


_JUDGES = (
    _blocked, _hateful, _urgent, _correction, _asks_how, _cynical, _accusation, _quarrel, _errand, _own_need, _question,
    _empty,
)  # fmt: skip
