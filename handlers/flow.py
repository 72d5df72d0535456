"""Conversations: one question at a time, answers kept in a row, so that a power cut loses none."""

from collections.abc import Sequence

from actions.ground import without_links
from actions.letters import Button
from handlers.chat import Answer, Talk, Toast
from handlers.question import LEFT, Answers, Choice, Flow, Question, Said, Step, Taken, sure
from village.refusal import Refusal
from village.words import kept

__all__ = ["LEFT", "Answers", "Choice", "Flow", "Question", "Said", "Step", "Taken", "sure"]

FLOWS: dict[str, Flow] = {}
OP = "q"
LATER = "later"
REST = "rest"
"""What comes after this proposal by itself: the other parts of one message, each as answers."""
OLD = "old"
"""The words of a proposal that is being changed."""
PAUSED = "paused"
"""The flow that gave way half filled in, and its answers."""
WAS = "was"
"""The words of a proposal that is entered already: they need not be kept."""
WAITING = "maybe"
"""The flow that asks whether words that waited are a proposal."""
SENTENCE = 4


def register(flow: Flow) -> Flow:
    FLOWS[flow.name] = flow
    return flow


def begin(talk: Talk, flow: Flow, answers: Answers | None = None) -> None:
    """Open a flow; a draft that was open before gives way to it, and its words wait until it is over."""
    assert talk.account is not None
    known = dict(answers or {})
    if (found := _open(talk)) is not None and flow.may_stop:
        waiting = [*(found[1].get(name, "") for name in (OLD, "words")), _later(found[1])]
        if words := joined(*[w for w in waiting if w and w not in (known.get("words"), found[1].get(WAS))]):
            known[LATER] = words
        if (paused := _paused(*found[:2])) is not None:
            known[PAUSED] = paused
    opened = talk.work.conversations.begin(talk.account.id, flow.name, known)
    _go_on(talk, flow, known, opened.serial)


def typed(talk: Talk, text: str) -> bool:
    """Take typed words as the answer to the open question; False if none is open."""
    found = _open(talk)
    if found is None:
        return False
    flow, answers, serial = found
    step = flow.step(answers)
    if step is None:
        return False
    try:
        taken = step.take(talk, answers, Said(text=text))
    except Refusal:
        if (longer := flow.more(talk, answers, text)) is not None:
            _go_on(talk, flow, longer, serial)
            return True
        if not flow.keeps or "?" in text or len(text.split()) < SENTENCE:
            raise
        keep_for_later(talk, text)
        return True
    _go_on(talk, flow, taken.answers, serial)
    return True


def keep_for_later(talk: Talk, text: str) -> None:
    """Words that came while another question is open: they wait, and the question is put once more."""
    found = _open(talk)
    assert found is not None and talk.account is not None
    wait(talk, text)
    talk.say("talk.kept_for_later", {"words": without_links(kept(text))})
    ask_again(talk)


def wait(talk: Talk, text: str) -> None:
    """Put words by without a word; they are asked about next, or when the open flow is over."""
    assert talk.account is not None
    if (found := _open(talk)) is None:
        talk.work.conversations.begin(talk.account.id, WAITING, {"words": kept(text)})
        return
    name = "words" if found[0].name == WAITING else LATER
    talk.work.conversations.keep(talk.account.id, {**found[1], name: joined(found[1].get(name, ""), text)})


def put(talk: Talk, name: str, value: object) -> None:
    """Note something among the answers of the open flow, whatever its question."""
    found = _open(talk)
    assert found is not None and talk.account is not None
    talk.work.conversations.keep(talk.account.id, {**found[1], name: value})


def joined(*texts: str) -> str:
    return kept("\n".join(text for text in texts if text))


def open_flow(talk: Talk) -> str | None:
    """The name of the flow whose question is open."""
    found = _open(talk)
    return found[0].name if found else None


def may_stop(talk: Talk) -> bool:
    """Can the open flow be left, or only begun anew?"""
    found = _open(talk)
    return found is None or found[0].may_stop


def answered(talk: Talk, name: str) -> object:
    """The answer to one question of the open flow, None if there is none yet."""
    found = _open(talk)
    return found[1].get(name) if found else None


def offers(talk: Talk, value: str) -> bool:
    """Is that the value of a choice of the open question?"""
    return any(str(choice.value).casefold() == value for choice in _choices(talk) if isinstance(choice.value, str))


def choose(talk: Talk, keys: Sequence[str]) -> bool:
    """Answer the open question with the first of these choices that it offers; False if it offers none."""
    choices = {choice.key: choice for choice in reversed(_choices(talk))}
    found = _open(talk)
    key = next((key for key in keys if key in choices), None)
    if found is None or key is None:
        return False
    flow, answers, serial = found
    step = flow.step(answers)
    assert step is not None
    _go_on(talk, flow, step.take(talk, answers, Said(value=str(choices[key].value))).answers, serial)
    return True


def open_answers(talk: Talk) -> Answers:
    """What the open flow knows so far; nothing where none is open."""
    found = _open(talk)
    return found[1] if found else {}


def given(talk: Talk, value: str) -> None:
    """Answer the open question with something that is neither typed nor offered."""
    found = _open(talk)
    step = found[0].step(found[1]) if found else None
    if found is not None and step is not None:
        _go_on(talk, found[0], step.take(talk, found[1], Said(value=value)).answers, found[2])


def back(talk: Talk) -> None:
    """To the question before the open one; if there is none, the open one once more."""
    found = _open(talk)
    if found is None:
        return
    flow, answers, serial = found
    step = flow.step(answers)
    at = flow.steps.index(step) if step else 0
    before = [i for i, s in enumerate(flow.steps[:at]) if s.may_return and s.name in answers and s.fits(answers)]
    if before:
        last = None if flow.steps[before[-1]].name == "words" else at + 1  # what new words say is read anew
        undone = {s.name for s in flow.steps[before[-1] : last]}
        left = {name: value for name, value in answers.items() if name not in undone}
        answers = {**left, OLD: answers["words"]} if "words" in undone else left
    _go_on(talk, flow, answers, serial)


def offer_on(talk: Talk) -> None:
    """Something else was looked at while a question is open: offer to go on, or to leave it."""
    found = _open(talk)
    if not talk.private or found is None or found[0].waits:
        return
    if not found[0].may_stop:
        ask_again(talk)
    else:
        talk.say("talk.still_open", buttons=[[Button("button.resume", "qg"), Button("button.cancel", "qs")]])


def resumed(talk: Talk) -> Answer:
    return Answer() if ask_again(talk) else Answer(Toast("talk.toast.old"))


def left(talk: Talk) -> Answer:
    return Answer() if stop(talk) else Answer(Toast("talk.toast.old"))


def _choices(talk: Talk) -> list[Choice]:
    found = _open(talk)
    step = found[0].step(found[1]) if found else None
    if found is None or step is None:
        return []
    return [choice for row in step.ask(talk, found[1]).choices for choice in row]


def pressed(talk: Talk, serial: str, step_number: str, value: str) -> Answer:
    """Take a tapped answer. Buttons of an older question are answered kindly and change nothing."""
    found = _open(talk)
    if found is None or found[2] != int(serial):
        return Answer(Toast("talk.toast.old"))
    flow, answers, opened = found
    step = flow.step(answers)
    if step is None or flow.steps.index(step) != int(step_number):
        return Answer(Toast("talk.toast.answered"))
    taken = step.take(talk, answers, Said(value=value))
    if not taken.again:
        question = step.ask(talk, taken.answers) if taken.told else None
        _go_on(talk, flow, taken.answers, opened)
        return Answer(redraw=talk.letter(question.key, question.facts) if question else None)
    assert talk.account is not None
    talk.work.conversations.keep(talk.account.id, taken.answers)
    question = step.ask(talk, taken.answers)
    return Answer(redraw=talk.letter(question.key, question.facts, _buttons(flow, opened, step, question)))


def ask_again(talk: Talk) -> bool:
    """Put the open question once more; False if none is open."""
    found = _open(talk)
    if found is None:
        return False
    flow, answers, serial = found
    _go_on(talk, flow, answers, serial)
    return True


def stop(talk: Talk) -> bool:
    """Leave the open flow; False if none is open. A flow that must be finished starts over instead."""
    found = _open(talk)
    if found is None:
        return False
    flow, answers, _ = found
    assert talk.account is not None
    if flow.may_stop:
        talk.work.conversations.end(talk.account.id)
        words = without_links(answers.get("words") or answers.get(OLD) or "")
        talk.say("talk.stopped", {"words": words or None}, menu=True)
        _ask_about(talk, {**answers, LATER: _later(answers)})
        _take_up(talk, answers)
    else:
        talk.say("talk.restarted")
        begin(talk, flow, {})
    return True


def _open(talk: Talk) -> tuple[Flow, Answers, int] | None:
    conversation = talk.work.conversations.of(talk.account.id) if talk.account else None
    if conversation is None or conversation.flow not in FLOWS:
        return None
    return FLOWS[conversation.flow], conversation.answers, conversation.serial


def _go_on(talk: Talk, flow: Flow, answers: Answers, serial: int) -> None:
    assert talk.account is not None
    answers = flow.ready(talk, answers)
    step = flow.step(answers)
    if step is None:
        talk.work.conversations.end(talk.account.id)
        flow.finish(talk, answers)
        _ask_about(talk, answers)
        _take_up(talk, answers)
        return
    talk.work.conversations.keep(talk.account.id, answers)
    question = step.ask(talk, answers)
    talk.say(question.key, question.facts, _buttons(flow, serial, step, question))


def _ask_about(talk: Talk, answers: Answers) -> None:
    """The flow is over: ask about the words that came meanwhile, unless it led into another flow."""
    assert talk.account is not None
    words = answers.get(LATER)
    if not words:
        return
    if (found := _open(talk)) is not None:
        talk.work.conversations.keep(talk.account.id, {**found[1], LATER: joined(found[1].get(LATER, ""), words)})
        return
    talk.work.conversations.begin(talk.account.id, WAITING, {"words": words})
    ask_again(talk)


def _paused(flow: Flow, answers: Answers) -> tuple[str, Answers] | None:
    """A flow in which something has been answered, to be taken up again; else the one that waits behind it."""
    if flow.pauses and any(step.name in answers for step in flow.steps):
        return flow.name, answers
    return answers.get(PAUSED)


def _take_up(talk: Talk, answers: Answers) -> None:
    """The flow is over: what it had interrupted is offered, unless it led into another flow, which does so later."""
    assert talk.account is not None
    if (paused := answers.get(PAUSED)) is None:
        return
    if (found := _open(talk)) is not None:
        talk.work.conversations.keep(talk.account.id, {**found[1], PAUSED: paused})
        return
    name, waiting = paused
    if name in FLOWS:
        talk.work.conversations.begin(talk.account.id, name, waiting)
        talk.say("talk.paused", buttons=[[Button("button.resume", "qg"), Button("button.cancel", "qs")]])


def _later(answers: Answers) -> str:
    """The words that still wait: those that came meanwhile, and the other parts of the message."""
    return joined(answers.get(LATER, ""), *(part["words"] for part in answers.get(REST, ())))


def _buttons(flow: Flow, serial: int, step: Step, question: Question) -> list[list[Button]]:
    if not question.choices:
        return []
    number = flow.steps.index(step)
    return [[Button(c.key, OP, (serial, number, c.value), c.facts) for c in row] for row in question.choices]
