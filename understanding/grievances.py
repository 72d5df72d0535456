"""What is a grievance or an errand and no proposal: doubt, accusation, a quarrel, a paper or an aid for oneself."""

from understanding.elsewhere import only_where
from understanding.heard import Heard
from understanding.kinds import Reject, Route, Verdict
from understanding.plain import word_set
from understanding.private_names import own_kin
from understanding.signs import asks_for_work, belongs, names_a_work, public, somebody

_SHARED = word_set("layanan aplikasi website masjid makam wakaf kas desa")
_OF_ALL = word_set("data pendataan administrasi banyak arsip warga")
_FOR_ALL = word_set("adakan sedia keliling online")
"""Who wants papers brought to everybody wants no paper."""


def cynical(heard: Heard) -> Verdict | None:
    """Nobody believes in proposals any more."""
    about = heard.n("noun", "affairs") or (heard.n("usul") and not heard.n("thing", "for_whom"))
    if not heard.n("doubt") or not about or heard.n("works", "fault", "want", "money", "look"):
        return None
    why = Reject.KASAR if heard.n("insult") else Reject.BUKAN_USULAN
    return Verdict(Route.TANYA, why, heard.said("doubt", "insult"))


def accusation(heard: Heard) -> Verdict | None:
    """Somebody in office takes, favours his own, or does not do his work."""
    taken = heard.n("money") and heard.n("taken", "kin", "left_out")
    greed = (
        heard.n("misuse")
        or taken
        or heard.n("kin")
        or (heard.n("cash") and not heard.n("works", "want") and not names_a_work(heard))
    )
    blamed = (heard.n("official") and (greed or heard.n("conduct"))) or (
        heard.n("kin") and heard.n("money") and heard.n("taken")
    )
    looked = (heard.n("look", "council") and (taken or heard.n("misuse"))) or (heard.n("council") and heard.n("money"))
    if not blamed and not looked:
        return None
    if heard.n("usul") and not heard.n("look"):
        return None
    plundered = heard.n("misuse") and heard.n("cash", "kin") and heard.n("want") <= heard.n("sorry")
    needs = bool(public(heard) and heard.n("fault"))
    if not looked and not plundered and (asks_for_work(heard) or (needs and not taken and not heard.n("misuse"))):
        return None
    words = heard.said("official", "misuse", "conduct", "taken", "kin", "cash", "look")
    if heard.n("insult"):
        return Verdict(Route.ADUAN, Reject.KASAR, words)
    return Verdict(Route.ADUAN, Reject.KELUHAN_PRIBADI, words)


def crime(heard: Heard) -> Verdict | None:
    """A neighbour by name who sells pills, steals or beats."""
    if (
        not (heard.n("deed") or (heard.n("misuse") and not heard.n("aid")))
        or heard.n("usul", "works")
        or not somebody(heard)
        or own_kin(heard)
    ):
        return None
    return Verdict(Route.ADUAN, Reject.KELUHAN_PRIBADI, heard.said("deed", "misuse"))


def quarrel(heard: Heard) -> Verdict | None:
    if not heard.n("quarrel") or heard.n("ill") or asks_for_work(heard):
        return None
    for_oneself = heard.n("left_out") and heard.n("own") and heard.n("aid", "money")
    papers = heard.n("paper") and heard.n("asked", "errand")
    if (for_oneself or papers) and not heard.n("nuisance", "look"):
        return None
    if heard.n("works") and names_a_work(heard) and not heard.n("own", "look") and not somebody(heard):
        return None
    if not (heard.n("nuisance", "look", "own") or heard.n("insult") or somebody(heard)) and public(heard):
        return None
    near = heard.n("own") and not heard.n("want")
    if heard.n("nuisance", "look") or heard.n("quarrel") > 1 or (near and not heard.n("home")):
        return Verdict(Route.ADUAN, Reject.KELUHAN_PRIBADI, heard.said("quarrel", "nuisance", "look"))
    return None


def errand(heard: Heard) -> Verdict | None:
    """A paper or an aid for oneself."""
    paper, aid = heard.n("paper"), heard.n("aid")
    if not (paper or aid) or heard.n("usul"):
        return None
    if heard.n("affairs") and heard.n("which", "asked") and not paper and not heard.n("own", "left_out"):
        return None
    if not _FOR_ALL.isdisjoint(word.plain for word in heard.words) and not heard.n("own", "asked", "left_out"):
        return None
    of_all = not _OF_ALL.isdisjoint(word.plain for word in heard.words)
    if of_all and heard.n("want", "works") and not heard.n("own", "asked", "left_out"):
        return None
    of_many = heard.n("works", "fault") or not (_FOR_ALL | _SHARED).isdisjoint(word.plain for word in heard.words)
    mine = heard.n("own", "asked", "will", "left_out") or belongs(heard, "paper", "aid")
    if names_a_work(heard) and of_many and not mine:
        return None
    if _to_get(heard):
        return Verdict(Route.LAYANAN, Reject.KELUHAN_PRIBADI, heard.said("paper", "errand", "own"))
    alone = paper and not public(heard) and not heard.n("for_whom")
    mine = heard.n("own", "asked") or belongs(heard, "paper", "aid") or alone
    if not mine and public(heard) and heard.n("works", "fault"):
        return None
    if public(heard) and heard.n("fault") and heard.n("works") and not heard.n("errand", "asked", "left_out", "aid"):
        return None
    if heard.n("for_whom") and heard.n("want", "works") and not heard.n("asked"):
        return None
    if mine or heard.n("errand") or heard.asks:
        return Verdict(Route.LAYANAN, Reject.KELUHAN_PRIBADI, heard.said("paper", "aid", "own", "errand", "asked"))
    return None


def _to_get(heard: Heard) -> bool:
    """ "To get a letter": the errand stands right before the paper."""
    papers = [cue.at for cue in heard.found.get("paper", ())]
    ends = [cue.at + len(cue.words) for cue in heard.found.get("errand", ())]
    return heard.n("will", "own", "asked") > 0 and any(0 <= at - end <= 2 for at in papers for end in ends)


def own_need(heard: Heard) -> Verdict | None:
    """One's own illness, house, pay or share; or a sick neighbour's."""
    if heard.n("usul"):
        return None
    own_home = {cue.at for cue in heard.found.get("own", ()) if not only_where(heard, cue)}
    mine = own_home & {cue.at for cue in heard.found.get("home", ())}
    others = public(heard) - heard.n("rehouse")
    house = mine and heard.n("fault") and others <= 0
    pay = heard.n("wage") and heard.n("unpaid") and not heard.n("works")
    plea = heard.n("want", "asked") and not heard.n("for_whom") and not (others > 0 and heard.n("works"))
    car = {"ambulans", "desa"} <= {word.plain for word in heard.words} and not heard.asks
    sick = plea and not car and heard.n("ill", "health") and (heard.n("own", "quarrel") or somebody(heard))
    poor = heard.n("left_out") and heard.n("money") and heard.n("own") and others <= 0
    own = heard.n("own") or belongs(heard, "hardship", "ill", "health")
    poor = poor or (plea and heard.n("hardship") and own and others <= 0)
    if house or pay or sick or poor:
        words = heard.said("ill", "home", "wage", "own", "unpaid", "left_out")
        return Verdict(Route.LAYANAN, Reject.KELUHAN_PRIBADI, words)
    return None
