"""A resident says the code that is spoken in the hall, and is written down."""

import re

from actions import hall
from actions.hall import Came
from actions.letters import Button, Fact
from handlers import flow, household
from handlers.chat import Answer, Talk, Toast
from handlers.flow import LEFT, Answers, Flow, Question, Said, Step, Taken
from village.meeting import Meeting
from village.people import RIGHTS
from village.presence import digits
from village.refusal import Refusal

ONLY_CODE = re.compile(r"\s*(?:(?:kode|hadir|saya hadir)[\s:]*)?\d\s?\d\s?\d\s?\d\s*\.?\s*", re.IGNORECASE | re.ASCII)
BESIDE = (None, "maybe", "aside")
"""No question is open, or only one about words that came by themselves."""


def opened(talk: Talk, rest: str) -> None:
    """`hadir_<meeting>` from the group or the wall, `hadir_<meeting>_<code>` from the picture that shows the code."""
    person, village = talk.resident()
    number, _, code = rest.partition("_")
    if not (number.isascii() and number.isdecimal() and len(number) < 18):
        raise Refusal("hall.refused.none")
    meeting, _ = hall.attended(talk.work, village, int(number))
    if code:
        _say(talk, meeting, _attend(talk, meeting.id, code))
    elif talk.work.halls.there(meeting.id, person.id):
        _say(talk, meeting, Came.AGAIN)
    else:
        flow.begin(talk, ATTEND, {"meeting": meeting.id})


def typed(talk: Talk, words: str) -> bool:
    """Is it the code of a meeting to which people come just now?

    While a question is open only the right code is, and only where the question is about words that came by themselves.
    """
    asked = flow.open_flow(talk)
    if not ONLY_CODE.fullmatch(words) or talk.village is None or talk.person is None or asked not in BESIDE:
        return False
    if not RIGHTS["attend"].who(talk.person, talk.village.id):
        return False
    open_now = [held for held in talk.work.halls.attending() if held.village_id == talk.village.id]
    said = digits(words)
    if not open_now or said is None:
        return False
    for held in open_now:
        meeting = hall.called(talk.work, talk.village, held.meeting_id)
        if hall.is_code(talk.work, talk.village, held, said) or (len(open_now) == 1 and not asked):
            came = _attend(talk, meeting.id, said)
            if came is Came.WRONG and talk.work.proposals.numbered(talk.village.id, int(said)):
                return False
            if came is Came.WRONG:
                flow.begin(talk, ATTEND, {"meeting": meeting.id, "wrong": 1})
            else:
                _say(talk, meeting, came)
                if asked:
                    flow.offer_on(talk)
            return True
    return False


def _attend(talk: Talk, meeting_id: int, said: str) -> Came:
    person, village = talk.resident()
    assert talk.account is not None
    return hall.attend(talk.work, person, village, talk.account.id, meeting_id, said)


def _say(talk: Talk, meeting: Meeting, came: Came) -> None:
    person, village = talk.resident()
    facts: dict[str, Fact] = {"name": person.name, "meeting": hall.named(village, meeting)}
    if came in (Came.WRONG, Came.WAIT):
        until = hall.next_code_at(talk.work, village, meeting.id)
        again = [[Button("button.attend_again", "sda", (meeting.id,))]]
        talk.say(f"hall.{came}_code", {**facts, "until": {"at": until, "as": "time"}}, again)
        return
    voice = hall.has_voice(talk.work, meeting, person)
    key = "hall.there_already" if came is Came.AGAIN else "hall.there" if voice else "hall.there_listening"
    shared = talk.account is not None and talk.account.shared
    talk.say(key, facts, [[Button("button.hall_other", "sdh", (meeting.id,))]] if shared else ())


def _ask(talk: Talk, answers: Answers) -> Question:
    _, village = talk.resident()
    meeting = hall.called(talk.work, village, answers["meeting"])
    return Question(
        "hall.wrong_code" if "wrong" in answers else "hall.ask_code", {"meeting": hall.named(village, meeting)}
    )


def _take(talk: Talk, answers: Answers, said: Said) -> Taken:
    """A wrong code is counted, so it is no refusal: that would undo the count."""
    code = digits(said.text)
    if code is None:
        raise Refusal("hall.refused.digits")
    came = _attend(talk, answers["meeting"], code)
    if came is Came.WRONG:
        return Taken({**answers, "wrong": answers.get("wrong", 0) + 1})
    return Taken({**answers, "came": came.value, LEFT: True})


def _finish(talk: Talk, answers: Answers) -> None:
    _, village = talk.resident()
    _say(talk, hall.called(talk.work, village, answers["meeting"]), Came(answers["came"]))


ATTEND = flow.register(Flow("attend", (Step("came", _ask, _take),), _finish))


def again(talk: Talk, meeting_id: str) -> None:
    opened(talk, meeting_id)


def other(talk: Talk, meeting_id: str) -> Answer:
    """Another of the family is in the hall too: they show who they are, then say the code themselves."""
    account = talk.account
    if account is None or not account.shared:
        return Answer(Toast("talk.toast.old"))
    said = {"text": "", "command": "start", "argument": f"{hall.LINK}_{meeting_id}", "menu": ""}
    answer = household.hand_over(talk)
    talk.work.households.keep_said(account.id, said)
    return answer
