"""The questions for place, day and hour of a meeting, for a new one and for one that moves: asked until it is clear."""

import re
from datetime import datetime

from actions import call
from actions.letters import Fact, moment
from handlers.chat import Talk
from handlers.flow import Answers, Choice, Question, Said, Step, Taken
from village import typed
from village.convening import refuse_unless_ahead
from village.meeting import Kind
from village.place import local, moment_of
from village.refusal import Refusal
from village.spans import DAY
from village.words import line

HOURS = ((9, 0), (13, 30), (16, 0), (19, 30))
"""The hours that are offered where none was said: office, after noon, after the fields, after Isya."""
HALF_DAY = DAY // 2
EITHER_HALF = range(7, 10)
"""Hours of the morning at which one may also sit together in the evening: "jam 8" is asked about."""
NIGHT = 4
"""Before this hour "besok" may still be today for whoever has not slept."""
OFFERED_DAYS = 7
_TOMORROW = re.compile(r"\b(?:besok|besuk|sesuk|lusa)\b", re.IGNORECASE)
_SUNDAY = re.compile(r"(?<!hari )(?<!malam )\bminggu\b(?! (?:legi|pahing|pon|wage|kliwon))", re.IGNORECASE)
_BY_THE_CLOCK = re.compile(r"(?<![\d./-])\d{1,2}[.:]\d{2}(?![\d./-])")
"""Written as a clock shows it, "9.00" is the morning."""
UNSETTLED = ("at", "choices", "which", "no_hour", "hour", "warned", "clash")
"""What is asked anew when another time is wanted."""


def ask_place(talk: Talk, answers: Answers) -> Question:
    _, village = talk.resident()
    known = talk.work.meetings.places(village.id, 3)
    rows = [[Choice("button.place", f"p{at}", {"place": place})] for at, place in enumerate(known)]
    return Question("call.ask_place", {}, rows)


def take_place(talk: Talk, answers: Answers, said: Said) -> Taken:
    _, village = talk.resident()
    place = line(said.text)
    if said.value is not None:
        known = talk.work.meetings.places(village.id, 3)
        at = int(said.value[1:]) if said.value[1:].isdecimal() else len(known)
        if at >= len(known):
            raise Refusal("talk.refused.old")
        place = known[at]
    call.refuse_unless_place(place)
    return Taken({**answers, "place": place})


def ask_at(talk: Talk, answers: Answers) -> Question:
    return Question("call.ask_at")


def take_at(talk: Talk, answers: Answers, said: Said) -> Taken:
    """The moment; or several that may be meant, one of which is asked for next."""
    _, village = talk.resident()
    now = local(talk.work.now, village.zone)
    assert now.tzinfo is not None
    found = typed.moment(said.text, now, now.tzinfo)
    if found is None:
        over = typed.moment(said.text, now, now.tzinfo, allow_past=True)
        if over is not None:
            raise Refusal("call.refused.past_at", at=moment(moment_of(over.at)))
        raise Refusal("call.refused.moment")
    at = moment_of(found.at)
    taken = {**answers, "at": at} | ({} if found.time_given else {"no_hour": True})
    meant = _meant(at, found, said.text, now)
    choices = [one for one in meant if one > talk.work.now]
    if len(choices) > 1:
        return Taken({**taken, "choices": choices})
    if found.time_given:
        refuse_unless_ahead(at, talk.work.now)
    return Taken(taken)


def _meant(at: int, found: typed.Typed, words: str, now: datetime) -> list[int]:
    """The moments that may be meant, likeliest first; one where it is clear."""
    if not found.date_given or _a_week_or_sunday(words, now):
        return [at + days * DAY for days in range(OFFERED_DAYS)]
    if now.hour < NIGHT and _TOMORROW.search(words):
        return [at - DAY, at]
    if found.half_guessed and not _BY_THE_CLOCK.search(words) and found.at.astimezone(now.tzinfo).hour in EITHER_HALF:
        return [at, at + HALF_DAY]
    return [at]


def _a_week_or_sunday(words: str, now: datetime) -> bool:
    """ "Minggu" may be a Sunday or a week, unless a date stands beside it."""
    assert now.tzinfo is not None
    if not _SUNDAY.search(words):
        return False
    rest = typed.moment(_SUNDAY.sub(" ", words), now, now.tzinfo, allow_past=True)
    return rest is None or not rest.date_given


def ask_which(talk: Talk, answers: Answers) -> Question:
    shown = "button.meeting_day" if "no_hour" in answers else "button.moment"
    at_as = "date" if "no_hour" in answers else "moment"
    rows = [[Choice(shown, at, {"at": {"at": at, "as": at_as}})] for at in answers["choices"]]
    return Question("call.ask_which", {}, rows)


def take_which(talk: Talk, answers: Answers, said: Said) -> Taken:
    """One of the moments; or words anew, where none of them was meant."""
    if said.value is None:
        anew = {name: value for name, value in answers.items() if name not in UNSETTLED}
        return take_at(talk, anew, said)
    at = int(said.value)
    if at not in answers["choices"]:
        raise Refusal("talk.refused.old")
    if "no_hour" not in answers:
        refuse_unless_ahead(at, talk.work.now)
    return Taken({**answers, "at": at, "which": True})


def ask_hour(talk: Talk, answers: Answers) -> Question:
    choices = [
        Choice("button.clock", f"{h:02}{m:02}", {"at": {"at": at, "as": "time"}}) for h, m, at in _hours(talk, answers)
    ]
    facts: dict[str, Fact] = {"at": {"at": answers["at"], "as": "date"}}
    return Question("call.ask_hour", facts, [choices[:2], choices[2:]])


def _hours(talk: Talk, answers: Answers) -> list[tuple[int, int, int]]:
    _, village = talk.resident()
    day = local(answers["at"], village.zone)
    return [(h, m, moment_of(day.replace(hour=h, minute=m, second=0, microsecond=0))) for h, m in HOURS]


def take_hour(talk: Talk, answers: Answers, said: Said) -> Taken:
    """The hour on the day that is settled; a tapped one, or typed: "jam 8 malam", "habis Isya"."""
    _, village = talk.resident()
    day = local(answers["at"], village.zone)
    if said.value is not None:
        found = next((at for h, m, at in _hours(talk, answers) if f"{h:02}{m:02}" == said.value), None)
        if found is None:
            raise Refusal("talk.refused.old")
    else:
        midnight = day.replace(hour=0, minute=0, second=0, microsecond=0)
        assert midnight.tzinfo is not None
        heard = typed.moment(f"hari ini {said.text}", midnight, midnight.tzinfo, allow_past=True)
        heard = heard or typed.moment(said.text, midnight, midnight.tzinfo, allow_past=True)
        if heard is None or not heard.time_given:
            raise Refusal("call.refused.hour")
        there = heard.at.astimezone(midnight.tzinfo)
        found = moment_of(day.replace(hour=there.hour, minute=there.minute, second=0, microsecond=0))
    refuse_unless_ahead(found, talk.work.now)
    return Taken({**answers, "at": found, "hour": True})


def settled(answers: Answers) -> bool:
    """Are place, day and hour clear?"""
    return (
        "at" in answers and "place" in answers
        and ("choices" not in answers or "which" in answers) and ("no_hour" not in answers or "hour" in answers)
    )  # fmt: skip


def warned(talk: Talk, answers: Answers, kind: Kind, but: int = call.NOBODY) -> Answers:
    """Look once whether the time and place that are settled clash with something."""
    if not settled(answers) or "clash" in answers or "warned" in answers:
        return answers
    _, village = talk.resident()
    found = call.warnings(talk.work, village, kind, answers["place"], answers["at"], but)
    return {**answers, "warned": True, "but": but, "of": kind.value} if found else {**answers, "clash": "none"}


def ask_clash(talk: Talk, answers: Answers) -> Question:
    _, village = talk.resident()
    found = call.warnings(talk.work, village, Kind(answers["of"]), answers["place"], answers["at"], answers["but"])
    facts: dict[str, Fact] = {"at": moment(answers["at"]), "lines": {"lines": found}}
    return Question(
        "call.ask_clash", facts,
        [
            [Choice("button.keep_time", "keep")],
            [Choice("button.other_time", "at"), Choice("button.other_place", "place")],
        ],
    )  # fmt: skip


def take_clash(talk: Talk, answers: Answers, said: Said) -> Taken:
    if said.value == "keep":
        return Taken({**answers, "clash": "keep"})
    if said.value not in ("at", "place"):
        raise Refusal("talk.refused.tap")
    gone = UNSETTLED if said.value == "at" else ("place", "warned", "clash")
    return Taken({name: value for name, value in answers.items() if name not in gone})


STEPS = (
    Step("place", ask_place, take_place),
    Step("at", ask_at, take_at),
    Step("which", ask_which, take_which, needs="choices"),
    Step("hour", ask_hour, take_hour, needs="no_hour"),
    Step("clash", ask_clash, take_clash, needs="warned"),
)
