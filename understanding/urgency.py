"""Is somebody or something in danger now?

Capitals alone are no alarm, and the flood of every rainy season is an ordinary need.
"""

from understanding.heard import Heard

ALARM = 3.0


def alarm(heard: Heard) -> tuple[str, ...]:
    """The words that tell of present danger; none where there is no emergency."""
    event, now, harm = heard.n("event"), heard.n("now"), heard.n("harm")
    if not event and not (harm >= 2 and (now or heard.n("alarm"))):
        return ()
    weight = 1.5 * min(event, 2) + 1.5 * min(now, 2) + 1.5 * min(harm, 3) + min(heard.n("alarm"), 2)
    weight += 1.0 * bool(heard.n("fire")) + 0.5 * ("!!" in heard.text)
    weight -= 2.0 * min(heard.n("habit"), 2) + 1.0 * bool(heard.n("asked")) + 3.0 * heard.n("chain", "lure")
    weight -= 3.0 * bool(heard.n("usul")) + 1.5 * heard.measured * bool(heard.n("works"))
    return heard.said("event", "now", "harm", "alarm") if weight >= ALARM else ()
