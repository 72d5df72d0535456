"""The secretary goes through the agenda: all agree, or somebody objects, and only then hands are counted."""

from collections.abc import Callable

from actions import minutes, sitting
from actions.hall_records import Minute
from actions.letters import Button, Fact, raw, text
from handlers import flow
from handlers.chat import Answer, Talk
from handlers.flow import Answers, Flow, Question, Said, Step, Taken
from village import typed
from village.meeting import ItemKind, Meeting, MeetingItem
from village.minutes import Count, Outcome, Sitting, refuse_unless_possible
from village.refusal import Refusal
from village.words import clipped

SITS = (Sitting.SITTING,)
MOST_HANDS = 10_000


def show(talk: Talk, meeting_id: str) -> None:
    """The agenda, each item with what has come of it."""
    officer, village = talk.resident()
    meeting, held = sitting.leading(talk.work, officer, village, int(meeting_id))
    found = sitting.written(talk.work, meeting)
    rows = [[_item_button(talk, meeting, n, item, minute)] for n, (item, minute) in enumerate(found, start=1)]
    if held.state is Sitting.SITTING:
        rows.append([Button("button.add_item", "sdx", (meeting.id,))])
    asked: list[Fact] = [q.words for q in talk.work.meetings.items(meeting.id, ItemKind.QUESTION) if q.words]
    questions = text("minutes.questions", lines={"lines": asked}) if asked else None
    talk.say("minutes.items" if found else "minutes.no_items", {"n": len(found), "questions": questions}, rows)


def _item_button(talk: Talk, meeting: Meeting, n: int, item: MeetingItem, minute: Minute) -> Button:
    key = "button.item_settled" if minute.outcome else "button.item_open"
    facts = {"n": raw(n), "title": clipped(sitting.title(talk.work, item), 40)}
    return Button(key, "sdu", (meeting.id, item.id), facts)


def item(talk: Talk, meeting_id: str, item_id: str) -> None:
    officer, village = talk.resident()
    meeting, found, minute = minutes.item(talk.work, officer, village, int(meeting_id), int(item_id))
    held = talk.work.halls.get(meeting.id, village.id)
    assert held is not None
    state: Fact = text(f"minutes.outcome.{minute.outcome}") if minute.outcome else text("minutes.outcome.open")
    lines: list[Fact] = [text("minutes.note", words=words) for words in minute.notes]
    lines += [
        text("minutes.objection_withdrawn", words=o.words, why=o.withdrawn)
        if o.withdrawn
        else text("minutes.objection", words=o.words)
        for o in minute.objections
    ]
    lines += [
        text(f"minutes.count_{c.state}", yes=c.count.yes, no=c.count.no, abstain=c.count.abstain) for c in minute.counts
    ]
    facts: dict[str, Fact] = {
        "title": sitting.title(talk.work, found), "state": state, "note": minute.note or None,
        "lines": {"lines": lines} if lines else text("minutes.nothing_yet"),
    }  # fmt: skip
    talk.say("minutes.item", facts, _rows(talk, officer.id, meeting, found, minute, held.state))


def _rows(
    talk: Talk, officer: int, meeting: Meeting, found: MeetingItem, minute: Minute, state: Sitting
) -> list[list[Button]]:
    at = (meeting.id, found.id)
    rows: list[list[Button]] = []
    if state is Sitting.SITTING and minute.outcome is None:
        waiting = next((c for c in minute.counts if c.state == "open"), None)
        if waiting is not None:
            mine = waiting.first_id == officer
            rows += [[Button("button.take_back", "sdn", (waiting.id,))]] if mine else minutes.answers(waiting.id)
        else:
            rows += _consensus(at, minute)
    if state in (Sitting.SITTING, Sitting.DRAFTING):
        rows.append([Button("button.write_note", "sdf", at)])
    rows.append([Button("button.items", "sdi", (meeting.id,))])
    return rows


def _consensus(at: tuple[int, int], minute: Minute) -> list[list[Button]]:
    rows = []
    if not minute.standing:
        rows.append(
            [Button("button.all_agree", "sdt", (*at, Outcome.SETUJU.value)), Button("button.with_note", "sdj", at)]
        )
    rows.append([Button("button.objects", "sdg", at), Button("button.item_later", "sdt", (*at, Outcome.DITUNDA.value))])
    rows += [[Button("button.withdrawn", "sdb", (*at, o.id), {"words": clipped(o.words, 30)})] for o in minute.standing]
    if minute.standing:
        rows.append([Button("button.count_hands", "sdl", at)])
    return rows


def agree(talk: Talk, meeting_id: str, item_id: str, outcome: str) -> Answer:
    officer, village = talk.resident()
    minutes.agree(talk.work, officer, village, int(meeting_id), int(item_id), Outcome(outcome))
    _next(talk, int(meeting_id))
    return Answer()


def _next(talk: Talk, meeting_id: int) -> None:
    """The next item that is open; when there is none, the whole list."""
    officer, village = talk.resident()
    meeting, _ = sitting.leading(talk.work, officer, village, meeting_id)
    left = [found for found, minute in sitting.written(talk.work, meeting) if minute.outcome is None]
    if left:
        item(talk, str(meeting.id), str(left[0].id))
    else:
        talk.say(
            "minutes.all_settled",
            buttons=[
                [Button("button.end_meeting", "sde", (meeting.id,))],
                [Button("button.items", "sdi", (meeting.id,))],
            ],
        )


def _words(key: str, act: Callable[[Talk, Answers, str], None], onward: bool = False) -> Flow:
    """One question, answered in words of one's own."""

    def ask(talk: Talk, answers: Answers) -> Question:
        return Question(f"minutes.ask_{key}")

    def take(talk: Talk, answers: Answers, said: Said) -> Taken:
        words = said.text.strip()
        if len(clipped(words, 10)) < 3:
            raise Refusal("minutes.refused.short")
        return Taken({**answers, "said": words})

    def finish(talk: Talk, answers: Answers) -> None:
        act(talk, answers, answers["said"])
        if "item" not in answers:
            show(talk, str(answers["meeting"]))
        elif onward:
            _next(talk, answers["meeting"])
        else:
            item(talk, str(answers["meeting"]), str(answers["item"]))

    return flow.register(Flow(f"minutes_{key}", (Step("said", ask, take),), finish))


def _write(talk: Talk, answers: Answers, words: str) -> None:
    officer, village = talk.resident()
    minutes.write(talk.work, officer, village, answers["meeting"], answers["item"], words)


def _note(talk: Talk, answers: Answers, words: str) -> None:
    officer, village = talk.resident()
    minutes.agree(talk.work, officer, village, answers["meeting"], answers["item"], Outcome.CATATAN, words)


def _object(talk: Talk, answers: Answers, words: str) -> None:
    officer, village = talk.resident()
    minutes.object_(talk.work, officer, village, answers["meeting"], answers["item"], words)


def _withdraw(talk: Talk, answers: Answers, words: str) -> None:
    officer, village = talk.resident()
    minutes.withdraw(talk.work, officer, village, answers["meeting"], answers["item"], answers["objection"], words)


def _add(talk: Talk, answers: Answers, words: str) -> None:
    officer, village = talk.resident()
    minutes.add_item(talk.work, officer, village, answers["meeting"], words)


WRITE = _words("write", _write)
NOTE = _words("note", _note, onward=True)
OBJECT = _words("object", _object)
WITHDRAW = _words("withdraw", _withdraw)
ADD = _words("add", _add)


def _begin(talk: Talk, which: Flow, states: tuple[Sitting, ...], meeting_id: str, item_id: str, **more: int) -> None:
    officer, village = talk.resident()
    meeting, found, _ = minutes.item(talk.work, officer, village, int(meeting_id), int(item_id), *states)
    flow.begin(talk, which, {"meeting": meeting.id, "item": found.id, **more})


def write(talk: Talk, meeting_id: str, item_id: str) -> None:
    _begin(talk, WRITE, (Sitting.SITTING, Sitting.DRAFTING), meeting_id, item_id)


def with_note(talk: Talk, meeting_id: str, item_id: str) -> None:
    _begin(talk, NOTE, SITS, meeting_id, item_id)


def objects(talk: Talk, meeting_id: str, item_id: str) -> None:
    _begin(talk, OBJECT, SITS, meeting_id, item_id)


def withdraws(talk: Talk, meeting_id: str, item_id: str, objection: str) -> None:
    _begin(talk, WITHDRAW, SITS, meeting_id, item_id, objection=int(objection))


def add(talk: Talk, meeting_id: str) -> None:
    officer, village = talk.resident()
    meeting, _ = sitting.leading(talk.work, officer, village, int(meeting_id))
    flow.begin(talk, ADD, {"meeting": meeting.id})


def _hands(name: str) -> Step:
    def ask(talk: Talk, answers: Answers) -> Question:
        return Question(f"minutes.ask_{name}", {"voices": talk.work.halls.voices(answers["meeting"])})

    def take(talk: Talk, answers: Answers, said: Said) -> Taken:
        found = typed.number(said.text)
        if found is None or not 0 <= found <= MOST_HANDS:
            raise Refusal("minutes.refused.number")
        counted = {**answers, name: found}
        if name != "abstain":
            return Taken(counted)
        voices = talk.work.halls.voices(answers["meeting"])
        try:
            refuse_unless_possible(Count(counted["yes"], counted["no"], found), voices)
        except Refusal as no:  # all three are asked anew: nobody knows which of them is wrong
            talk.say(no.key, no.facts)
            return Taken({part: said for part, said in answers.items() if part not in ("yes", "no")})
        return Taken(counted)

    return Step(name, ask, take)


def _counted(talk: Talk, answers: Answers) -> None:
    officer, village = talk.resident()
    hands = Count(answers["yes"], answers["no"], answers["abstain"])
    minutes.count(talk.work, officer, village, answers["meeting"], answers["item"], hands)
    talk.say("minutes.counted", {"yes": hands.yes, "no": hands.no, "abstain": hands.abstain})


COUNT = flow.register(Flow("minutes_count", (_hands("yes"), _hands("no"), _hands("abstain")), _counted))


def count(talk: Talk, meeting_id: str, item_id: str) -> None:
    _begin(talk, COUNT, SITS, meeting_id, item_id)


def confirm(talk: Talk, count_id: str) -> Answer:
    second, village = talk.resident()
    found, outcome = minutes.confirm(talk.work, second, village, int(count_id))
    facts: dict[str, Fact] = {
        "title": sitting.title(talk.work, found),
        "outcome": text(f"minutes.outcome.{outcome}") if outcome else text("minutes.outcome.again"),
    }
    return Answer(redraw=talk.letter("minutes.confirmed", facts))


def decline(talk: Talk, count_id: str) -> Answer:
    second, village = talk.resident()
    found = minutes.decline(talk.work, second, village, int(count_id))
    return Answer(redraw=talk.letter("minutes.declined", {"title": sitting.title(talk.work, found)}))
