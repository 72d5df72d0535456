"""Call the second meeting: place, day and hour, as for any; the people and the agenda are those of the first."""

from collections.abc import Mapping

from actions import call, hall, invitation, second
from actions.letters import Fact, moment
from handlers import convene_when, flow
from handlers.chat import Talk
from handlers.flow import Answers, Choice, Flow, Question, Step
from village.quorum import second_until


def begin(talk: Talk, meeting_id: str) -> None:
    officer, village = talk.resident()
    meeting = second.put_off(talk.work, officer, village, int(meeting_id))
    second.refuse_unless_soon(talk.work, village, meeting, talk.work.now)
    last = second_until(meeting.starts_at, village.settings, village.zone)
    talk.say("second.until", {"meeting": hall.named(village, meeting), "last": {"at": last - 1, "as": "date"}})
    flow.begin(talk, SECOND, {"meeting": meeting.id, "place": meeting.place})


def _ready(talk: Talk, answers: Answers) -> Answers:
    """A day too late is said before anything else is asked."""
    officer, village = talk.resident()
    meeting = second.put_off(talk.work, officer, village, answers["meeting"])
    if convene_when.settled(answers):
        second.refuse_unless_soon(talk.work, village, meeting, answers["at"])
        found = call.warnings(talk.work, village, meeting.kind, answers["place"], answers["at"])
        if "clash" not in answers and all(_about_registration(one) for one in found):
            answers = {**answers, "clash": "none"}
    return convene_when.warned(talk, answers, meeting.kind)


def _about_registration(warning: Fact) -> bool:
    """Whoever was registered for the first meeting is so for the second: its registration is no clash."""
    return isinstance(warning, Mapping) and warning["key"] == "clash.registration"


def _ask_sure(talk: Talk, answers: Answers) -> Question:
    officer, village = talk.resident()
    meeting = second.put_off(talk.work, officer, village, answers["meeting"])
    facts: dict[str, Fact] = {
        "meeting": hall.named(village, meeting), "at": moment(answers["at"]), "place": answers["place"],
    }  # fmt: skip
    return Question("second.preview", facts, [[Choice("button.call_now", 1)], [Choice("button.cancel", 0)]])


def _called(talk: Talk, answers: Answers) -> None:
    if not answers["sure"]:
        talk.say("call.left", menu=True)
        return
    officer, village = talk.resident()
    meeting = second.call_again(talk.work, officer, village, answers["meeting"], answers["place"], answers["at"])
    facts: dict[str, Fact] = {"name": invitation.named(village, meeting), "at": moment(meeting.starts_at)}
    talk.say("second.called", {**facts, "place": meeting.place}, menu=True)


SECOND = flow.register(
    Flow("second_meeting", (*convene_when.STEPS, Step("sure", _ask_sure, flow.sure)), _called, ready=_ready)
)
