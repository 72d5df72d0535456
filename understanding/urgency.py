"""Is somebody or something in danger now?

Capitals alone are no alarm, and the flood of every rainy season is an ordinary need.
"""

import re

from understanding.heard import Heard
from understanding.plain import word_set

ALARM = 3.0
_REMEDY = word_set("cermin rambu portal halte beasiswa pelatihan")
"""Who asks for one of these tells of an accident that is over."""


_LONG_AGO = re.compile(
    r"\b(?:sudah|sdh|udah|udh|dah|geus|tos|wis|wes|uwis|sampun|lah|mpun)\s+(?:\w+\s+){0,1}(?:\d+|se|dua|tiga|dua|telung|rong|tilu|opat|pirang)\s*"
    r"(?:minggu|mgg|bulan|bln|wulan|sasi|taun|tahun|thn|th)\b"
    r"|\b(?:bulan|bln|minggu|taun|tahun|thn|sasi|wulan|musim)\s+(?:lalu|kemarin|kemaren|kmrn|wingi|kamari|kapungkur|kepungkur)\b"
    r"|\b(?:sejak|semenjak|ti\s+saprak|wiwit|kawit|ket)\s+(?:\w+\s+)?(?:bulan|minggu|taun|tahun|sasi|lebaran|musim)\b",
    re.IGNORECASE,
)


def over(heard: Heard) -> bool:
    """Did it happen weeks ago, or is something asked for that shall prevent the next accident?"""
    if _LONG_AGO.search(heard.text) and not heard.n("now"):
        return True
    return not heard.n("acute", "alarm") and not _REMEDY.isdisjoint(word.plain for word in heard.words)


def alarm(heard: Heard) -> tuple[str, ...]:
    """The words that tell of present danger; none where there is no emergency."""
    event, now, harm = heard.n("event"), heard.n("now"), heard.n("harm")
    acute, call = heard.n("acute"), heard.n("alarm")
    if not event and not acute and not (harm >= 2 and (now or call)):
        return ()
    if heard.n("usul") and not (now and harm):
        return ()
    weight = 1.5 * min(event, 2) + 1.5 * min(now, 2) + 1.5 * min(harm, 3) + min(call, 2)
    weight += 1.5 * min(acute, 2) + 1.0 * bool(heard.n("fire")) + 0.5 * ("!!" in heard.text)
    weight += 0.5 * bool(heard.n("want")) * bool(acute)
    since = any(word.plain == "sampai" for word in heard.words)
    weight -= 2.0 * over(heard) + 3.0 * (_LONG_AGO.search(heard.text) is not None and (not now or since))
    weight -= 2.0 * bool(heard.n("owner", "send") and not now and harm < 2)
    weight -= 1.0 * bool(heard.n("rain") and not now)
    trained = any(word.plain == "pelatihan" for word in heard.words)
    weight -= 2.0 * min(heard.n("drill") + trained, 2) * (not now)
    weight -= 2.0 * min(heard.n("habit"), 2) + 1.0 * bool(heard.n("asked")) + 3.0 * heard.n("chain", "lure")
    weight -= 1.5 * bool(heard.n("works") and not now and (heard.measured or not harm))
    return heard.said("event", "acute", "now", "harm", "alarm") if weight >= ALARM else ()
