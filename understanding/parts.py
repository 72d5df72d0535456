"""Two proposals in one message: told apart, so that each gets its own number. Somebody is asked before it is split."""

import re
from collections.abc import Iterator, Mapping, Sequence

from understanding.codes import ENOUGH, weighed
from understanding.plain import word_set
from understanding.roles import Said, said

MOST = 4
LONGEST = 1500
"""Signs. A longer message is read by people."""
_FIRST = (
    r"(?:^|[.:;,!\n]\s*|\s)"
    r"(?:\(?1[.)]|(?:poin|point|no\.?|nomor|nomer|usul)\s*1[\s:,.)]|pertama|part?am[ao]|kesatu|nu\s+kahiji|mimiti|sing\s+kapisan|kahiji|kapisan|satu|siji|hiji|settong|ciek|siddi|besik|mula2)[\s:,.)]"
)
_SECOND = (
    r"(?:^|[.:;,!\n]\s*|\s)(?:\(?[2-9][.)]|(?:poin|point|no\.?|nomor|nomer|usul)\s*[2-9][\s:,.)]|kedua|yang\s+kedua|kadua|kaping\s+kalih|kapindho|kaduo|kaduana|maduae|dua|"
    r"loro|dua'|duwa'|duo)[\s:,.)]"
)
_NUMBER = re.compile(r"^\W*1[.)]\s*")
_LISTED = re.compile(_FIRST, re.IGNORECASE)
_THEN = re.compile(_SECOND, re.IGNORECASE)
_MORE = re.compile(
    r"\b(?:(?:dan\s+)?satu\s+lagi|hiji\s+deui|siji\s+maneh|setunggal\s+malih|sato\s+pole|settong\s+pole|satu\s+lai|ciek\s+lai|seddi\s+topa|sikua\s+malih|"
    r"selain\s+itu|salian\s+ti\s+eta|saliyane\s+kuwi|salaen\s+jareya|sa\s+lain\s+tu|(?:dan|sama|terus|trus|lalu)\s+juga|juga\s+(?:usul|minta|mohon)|"
    r"(?:oh|o|eh)\s?(?:iya|ya)\b,?\s*(?:sama|sekalian|usul|minta|satu\s+lagi)?|plus|(?:terus|trus|lalu)\s+(?=[^.,\n]{3,40}\bjuga\b)|usul\s+(?:juga|lagi|satu\s+lagi|kedua)|minta\s+juga|sekalian(?:\s+juga)?|sakalian|sisan|sareng\s+deui|jeung\s+deui|serta)\b",
    re.IGNORECASE,
)
_AND = re.compile(
    r"\s(?:\+|&|dan|dn|sama|sm|jeung|sareng|lan|karo|kaliyan|jo|ban|na|sibawa|wan|kance|deng|dengan)\s|\s?\+\s?|;\s",
    re.IGNORECASE,
)
_FIRST_WORDS, _PLAIN = 3, 4.0
"""Two things of different fields are two proposals where the second is named at once."""
_SHORT = 6
"""Words of a second proposal that only says what and where."""
_COMMA = re.compile(r"(?<!\d),\s|\n")
_SOON = 80
_ANNOUNCED = re.compile(
    r"\b(?:2|dua|loro|kalih|dadua|duo|dua'|duwa')\s*(?:hal|usul\w*|perkara|poin|macem|rupi|rupa|hiji|buah|permintaan)\b"
    r"|\busul\w*\s+(?:2|dua|loro|kalih|dadua|duo)\b(?!\s*(?:titik|unit|buah|m|meter|km|set|ekor|kk|rumah|tiang))",
    re.IGNORECASE,
)
"""Somebody says beforehand that it is two things."""
_OF_THAT = re.compile(r"\w*(?:nya|nyo)|(?!ana|guna|dana|warna)\w{3,}na", re.IGNORECASE)
_WISHES = word_set("usul minta tolong ingin perlu beri bantu")
_AT_PLACE = re.compile(
    r"\b(?:di|ke|ka|ning|neng|nang|ring|ri|leq|okko|e)\s+\w|\b\d+\s?(?:titik|unit|buah|set|meter|m)\b",
    re.IGNORECASE,
)


def parts_of(text: str, own: Mapping[str, str]) -> tuple[str, ...]:
    """The proposals of a message, in its own words; the whole text where there is only one."""
    if len(text) > LONGEST:
        return (text,)
    announced = _ANNOUNCED.search(text[:_SOON]) is not None
    for begin, end, sure in _cuts(text):
        sure = sure or announced
        left, right = text[:begin], text[end:]
        if _apart(said(left, own), said(right, own), right, sure):
            rest = parts_of(right, own) if sure and not announced else (right,)
            return (_NUMBER.sub("", left).strip(" \n,;:."), *(part.strip(" \n,;:.") for part in rest))[:MOST]
    return (text,)


def another(first: str, second: str, own: Mapping[str, str]) -> bool:
    """Is what was written afterwards about a thing of its own?"""
    things = [weighed(said(text, own)) for text in (first, second)]
    return all(scored and scored[0][0] >= ENOUGH for scored in things) and things[0][0][1] != things[1][0][1]


def _cuts(text: str) -> Iterator[tuple[int, int, bool]]:
    """(end of the first, beginning of the second, whether the words themselves announce a second one)."""
    first = _LISTED.search(text)
    if first is not None:
        for match in _THEN.finditer(text, first.end()):
            yield match.start(), match.end(), True
    for match in _MORE.finditer(text):
        yield match.start(), match.end(), True
    if _ANNOUNCED.search(text[:_SOON]):
        for match in _COMMA.finditer(text):
            yield match.start(), match.end(), True
    for number, match in enumerate(_AND.finditer(text)):
        if number < 6:
            yield match.start(), match.end(), False


def _apart(left: Sequence[Said], right: Sequence[Said], words: str, sure: bool) -> bool:
    """Each is about a thing of its own; without a word that announces it, the second asks or says where."""
    mine, theirs = _subject(left), _subject(right)
    if mine is None or theirs is None:
        return False
    if sure:
        return mine != theirs or _thing(left) != _thing(right)
    of_that = any(_OF_THAT.fullmatch(one.surface) and not one.place for one in right[:2])  # "and its toilet"
    if mine == theirs or of_that:
        return False
    if left[-1].act and right[0].act:  # dredged and walled: one work
        return False
    asks = right[0].act or any(
        (one.act and one.plain not in _WISHES) or one.plain.startswith("pelatih") for one in right[:4]
    )
    sures = any(one.act for one in left) and _sure(left) and _sure(right)
    if sures and mine.partition(".")[0] != theirs.partition(".")[0] and _subject(right[:_FIRST_WORDS]) == theirs:
        return True
    return asks or (len(right) <= _SHORT and _AT_PLACE.search(words) is not None)


def _thing(words: Sequence[Said]) -> str:
    return weighed(words)[0][1].name


def _sure(words: Sequence[Said]) -> bool:
    return bool(scored := weighed(words)) and scored[0][0] >= _PLAIN


def _subject(words: Sequence[Said]) -> str | None:
    """The sub bidang that it is about."""
    scored = weighed(words)
    if not scored or scored[0][0] < ENOUGH:
        return None
    return _sub(scored[0][1].code)


def _sub(code: str) -> str:
    return code.rpartition(".")[0]
