"""Names, and what is told of one person's illness, poverty or guilt."""

import re
from collections.abc import Iterator, Sequence

from understanding.heard import Heard
from understanding.kinds import Route
from understanding.personal import Personal, Span
from understanding.plain import word_set
from understanding.private_names import ADDRESS, last, names, one_other, own_kin

_TEACHES = word_set("penyuluhan pencegahan sosialisasi edukasi pemeriksaan cek posyandu pelatihan")
_NUMBER = re.compile(r"\s?\d{1,3}\b")
_FAR, _BESIDE = 70, 12
"""Signs. What is told further from a person is told of something else."""


def people(heard: Heard, places: Sequence[str], route: Route) -> Iterator[Span]:
    """Where a person is named, accused, or told to be ill or poor. `places`: names of dusun, never taken for people."""
    hidden = frozenset(places)
    private = route in (Route.ADUAN, Route.LAYANAN)
    named = list(names(heard, hidden, private))
    yield from named
    others = [span.start for span in named if span.kind is Personal.NAMA_LAIN] + own_kin(heard)
    others += [cue.at for cue in heard.found.get("quarrel", ())] + one_other(heard)
    yield from _accused(heard, hidden, route, bool(others))
    yield from _done(heard, named)
    if route is Route.ADUAN:  # whoever is named in a complaint is accused
        yield from (Span(one.start, one.end, Personal.TUDUHAN) for one in named if one.kind is Personal.NAMA_LAIN)
    yield from _ill(heard, others, private or route is Route.DARURAT)
    yield from _poor(heard, others, private)
    if private or (route is Route.DARURAT and any(span.kind is Personal.NAMA_LAIN for span in named)):
        for match in ADDRESS.finditer(heard.text):
            yield Span(match.start(), match.end(), Personal.ALAMAT)
    if heard.n("aid") and (route is Route.LAYANAN or others or heard.n("own", "errand", "left_out", "kin")):
        yield from _of(heard, "aid", Personal.BANSOS)
        if route is Route.LAYANAN and heard.n("own") and heard.n("want", "works"):  # who asks for rice tells of want
            yield from _of(heard, "aid", Personal.EKONOMI)


def _of(heard: Heard, group: str, kind: Personal | None) -> Iterator[Span]:
    for cue in heard.found.get(group, ()):
        yield Span(cue.at, cue.at + len(cue.words), kind)


def _near(at: int, others: Sequence[int], within: int = _FAR) -> bool:
    return any(abs(at - other) <= within for other in others)


def _accused(heard: Heard, places: frozenset[str], route: Route, neighbours: bool) -> Iterator[Span]:
    """Whoever is in office, where somebody accuses; where neither they nor `neighbours` are named, the deed."""
    taken = heard.n("money") and heard.n("taken", "kin", "left_out")
    if route is not Route.ADUAN and not heard.n("misuse", "conduct", "insult") and not taken:
        return
    for span in _of(heard, "official", Personal.TUDUHAN):
        number = _NUMBER.match(heard.text, span.end)
        end = number.end() if number else span.end
        yield Span(span.start, last(heard, end, places), Personal.TUDUHAN)
    if not heard.n("official") and (heard.n("council", "look") or (route is Route.ADUAN and not neighbours)):
        yield from _of(heard, "misuse", Personal.TUDUHAN)
        yield from _of(heard, "taken", Personal.TUDUHAN)


def _done(heard: Heard, named: Sequence[Span]) -> Iterator[Span]:
    """A neighbour by name who is said to steal, gamble, drink or beat."""
    deeds = [cue.at for group in ("deed", "misuse") for cue in heard.found.get(group, ())]
    for span in named:
        if span.kind is Personal.NAMA_LAIN and _near(span.start, deeds):
            yield Span(span.start, span.end, Personal.TUDUHAN)


def _ill(heard: Heard, others: Sequence[int], private: bool) -> Iterator[Span]:
    proposing = heard.n("usul") and not private
    for group in ("ill", "health"):
        for cue in heard.found.get(group, ()):
            before = [word.plain for word in heard.words if word.at < cue.at][-1:]
            if not _TEACHES.isdisjoint(before):
                continue
            if _near(cue.at, others) or (others and private):
                yield Span(cue.at, cue.at + len(cue.words), Personal.KESEHATAN_LAIN)
            elif heard.n("own") and not proposing and (private or group == "ill"):
                yield Span(cue.at, cue.at + len(cue.words), Personal.KESEHATAN)


def _poor(heard: Heard, others: Sequence[int], private: bool) -> Iterator[Span]:
    mine = {cue.at for cue in heard.found.get("own", ())} & {cue.at for cue in heard.found.get("home", ())}
    mine_by_ending = any(cue.words.casefold().endswith("ku") for cue in heard.found.get("hardship", ()))
    about_own = bool(others) and not heard.n("quarrel") and bool(own_kin(heard))
    said = heard.n("own") or mine_by_ending
    own = bool(mine) or (said and (not others or about_own) and not heard.n("usul"))
    if mine and heard.n("want", "errand") and not heard.n("usul"):
        yield from (span for span in _of(heard, "own", Personal.EKONOMI) if span.start in mine)
    need = [cue.at for group in ("poor", "hardship") for cue in heard.found.get(group, ())]
    told = heard.n("poor") and (heard.n("home") or (own and heard.n("ill", "aid", "left_out")))
    beside = any(_near(cue.at, need, _BESIDE) for cue in heard.found.get("own", ()))  # "abdi randa"
    if (
        not told
        and not beside
        and not (need and ((private and (own or others)) or any(_near(at, others) for at in need)))
    ):
        return
    kind = Personal.EKONOMI if own or beside else Personal.EKONOMI_LAIN
    yield from _of(heard, "poor", kind)
    yield from _of(heard, "hardship", kind)
    if not own or own_kin(heard):
        for match in ADDRESS.finditer(heard.text):
            yield Span(match.start(), match.end(), Personal.ALAMAT)
