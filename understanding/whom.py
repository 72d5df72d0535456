"""For whom a proposal is, where its own sentence says so: "supaya anak sekolah aman", "kasihan ibu-ibu"."""

import re
from collections.abc import Iterator, Mapping

from understanding.plain import word_set
from understanding.tongue import Word, canonical
from village.proposal import Benefit
from village.words import clipped

LONGEST = 60
"""Signs of the villager's own words, where several groups are named at once."""
_NEAR = 5
"""Words between "supaya" and who is meant."""
_FOR = word_set("untuk supaya agar demi buat bagi kasihan manfaat")
_ALSO_FOR = word_set(
    "utk untk spy supados supaya spya agr biar biyar ben men kanggo kangge dinggo damel keur jang pikeun kasian "
    "kesian kesihan melas mesakke mesakaken karunya karunia sakne nak kaghabay sopaja sopaje untuak"
)
_GROUPS: Mapping[Benefit, frozenset[str]] = {
    Benefit.ANAK: word_set("anak siswa murid pelajar balita bayi bocah santri remaja"),
    Benefit.IBU: word_set("ibu bumil perempuan wanita"),
    Benefit.TANI: word_set("petani tani nelayan peternak"),
    Benefit.LANSIA: word_set("lansia simbah mbah sepuh jompo kakek nenek difabel disabilitas"),
    Benefit.USAHA: word_set("pedagang umkm perajin pengrajin wirausaha"),
    Benefit.SEMUA: word_set("warga masyarakat semua umum penduduk"),
}
_SURFACE: Mapping[Benefit, frozenset[str]] = {
    Benefit.ANAK: word_set("anak2 anak-anak bocah2 bocah-bocah barudak lare2 murid2 siswa2 ana'-kana' kemenakan"),
    Benefit.IBU: word_set("ibu2 ibu-ibu ibuk2 emak2 emak-emak bu-ibu"),
    Benefit.LANSIA: word_set("simbah2 mbah2 lansia2"),
}
_SUFFERS = word_set(
    "jatuh terjatuh jatoh tiba kepleset terpeleset tergelincir kejeglong kejeblos terperosok kecebur tercebur celaka "
    "kecelakaan tertabrak ketabrak luka terluka sakit diare kesulitan kesusahan takut kebanjiran kehujanan kepanasan "
    "kekeringan kehausan tigebrug tisolendeng labuh gebrag"
)
"""Whoever suffers from it is meant, too: "anak sekolah pada jatuh"."""
_SOON = 4
"""Words between who is named and what befalls them."""
_CLAUSE = re.compile(r"[.,;!?\n]")
_NOT_PEOPLE = word_set("jalan usaha gang")
"""Before "tani": the road to the fields is no farmer."""


def benefit(text: str, own: Mapping[str, str] | None = None) -> str | None:
    """The one group that is meant, as a `Benefit`; the villager's words where there are several; None where none is.

    Only behind a word such as "untuk" or "kasihan", or where they suffer from it: whoever is merely spoken of is not
    yet who gains by it.
    """
    words = canonical(text, own or {})
    found = list(_named(text, words))
    groups = {group for group, _, _ in found}
    if len(groups) == 1:
        return groups.pop().value
    if not groups:
        return None
    rest = text[found[0][1] :]
    end = _CLAUSE.search(rest, found[-1][2] - found[0][1])
    return clipped(rest[: end.start() if end else None], LONGEST) or None


def _named(text: str, words: list[Word]) -> Iterator[tuple[Benefit, int, int]]:
    """(group, where its clause begins, where the word ends) of everybody who is named behind such a word."""
    begins, left = 0, 0
    for at, word in enumerate(words):
        if word.plain in _FOR or word.surface.casefold() in _ALSO_FOR:
            begins, left = word.at + len(word.surface), _NEAR
            continue
        if not left and not _suffers(text, words, at):
            continue
        if not left:
            begins, left = word.at, 1
        if at and begins != word.at and _CLAUSE.search(text, words[at - 1].at, word.at):
            left = 0
            continue
        left -= 1
        before = words[at - 1].plain
        group = next((g for g in Benefit if _is(word, g)), None)
        if group is not None and not (group is Benefit.TANI and before in _NOT_PEOPLE):
            left = _NEAR
            yield group, begins, word.at + len(word.surface)


def _suffers(text: str, words: list[Word], at: int) -> bool:
    """Is a group named here, and something befalls it in the same clause?"""
    if not any(_is(words[at], group) for group in Benefit):
        return False
    for word in words[at + 1 : at + 1 + _SOON]:
        if _CLAUSE.search(text, words[at].at, word.at):
            return False
        if word.plain in _SUFFERS or word.surface.casefold() in _SUFFERS:
            return True
    return False


def _is(word: Word, group: Benefit) -> bool:
    surface = word.surface.casefold()
    known = _GROUPS[group] | _SURFACE.get(group, frozenset())
    return not known.isdisjoint((word.plain, surface, surface.partition("-")[0]))
