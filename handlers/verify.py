"""The list of the tim verifikasi, ticked by buttons, one item at a time, in one message."""

from collections.abc import Mapping

from actions import verify
from actions.letters import Fact, Letter, raw, text
from handlers import decide, flow, picking
from handlers.chat import Answer, Talk
from handlers.decide import note
from handlers.flow import Answers, Choice, Flow, Question, Said, Step, Taken
from village.checklist import Tick, missing
from village.proposal import Status
from village.refusal import Refusal

UNDO = "undo"
MARKS = {Tick.YA: "check.line_yes", Tick.TIDAK: "check.line_no", Tick.TIDAK_PERLU: "check.line_idle"}


def listed(talk: Talk) -> None:
    """[Periksa usulan]: what waits for the tim verifikasi."""
    talk.work.outbox.post(_page(talk))


def page(talk: Talk, offset: str) -> Answer:
    return Answer(redraw=_page(talk, int(offset)))


def _page(talk: Talk, offset: int = 0) -> Letter:
    return picking.page(talk, "check", ("vfn", "vfl"), verify.listed, offset)


def begin(talk: Talk, number: str) -> None:
    officer, village = talk.resident()
    proposal = verify.find(talk.work, officer, village, int(number))
    flow.begin(talk, SHEET, {"number": proposal.number, "title": proposal.title, "ticks": {}})


def _names(talk: Talk) -> list[str]:
    _, village = talk.resident()
    return [item.name for item in verify.items(talk.work, village)]


def _open(talk: Talk, ticks: Mapping[str, str]) -> list[str]:
    return [name for name in _names(talk) if name not in ticks]


def _lines(ticks: Mapping[str, str]) -> Fact:
    return {"lines": [text(MARKS[Tick(tick)], item=text(f"check.short.{name}")) for name, tick in ticks.items()]}


def _ask_item(talk: Talk, answers: Answers) -> Question:
    ticks, left = answers["ticks"], _open(talk, answers["ticks"])
    facts: dict[str, Fact] = {
        "number": raw(answers["number"]), "title": answers["title"], "lines": _lines(ticks),
        "item": text(f"check.item.{left[0]}"), "at": len(ticks) + 1, "all": len(ticks) + len(left),
    }  # fmt: skip
    yes, no, idle = (Choice(f"button.tick_{tick}", f"{len(ticks)}-{tick}") for tick in Tick)
    choices = [[yes, no], [idle, *([Choice("button.undo_tick", f"{len(ticks)}-{UNDO}")] if ticks else [])]]
    return Question("check.ask", facts, choices)


def _item(talk: Talk, answers: Answers, said: Said) -> Taken:
    ticks = dict(answers["ticks"])
    at, _, tick = (said.value or "").partition("-")
    if tick not in {*Tick, UNDO}:
        raise Refusal("talk.refused.tap")
    if at != str(len(ticks)):  # pressed twice: the first one counts
        return Taken(answers, again=True)
    if tick == UNDO:
        ticks.popitem()
    else:
        ticks[_open(talk, ticks)[0]] = tick
    if _open(talk, ticks):
        return Taken({**answers, "ticks": ticks}, again=True)
    return Taken({**answers, "ticks": ticks, "ticked": True})


def _ask_note(talk: Talk, answers: Answers) -> Question:
    key = "check.ask_why" if missing(answers["ticks"]) else "check.ask_note"
    return Question(key, {"lines": _lines(answers["ticks"])}, [[Choice("button.no_note", 0)]])


def _note(talk: Talk, answers: Answers, said: Said) -> Taken:
    return Taken({**answers, "note": note(said)})


def _ask_result(talk: Talk, answers: Answers) -> Question:
    lacking = missing(answers["ticks"])
    shut = bool(lacking) and not answers["note"]
    facts: dict[str, Fact] = {
        "number": raw(answers["number"]), "title": answers["title"],
        "missing": text("check.missing", items={"list": [text(f"check.short.{name}") for name in lacking]})
        if lacking
        else None,
        "shut": text("check.shut") if shut else None,
    }  # fmt: skip
    offered = [result for result in verify.RESULTS if not (shut and result is Status.LAYAK)]
    return Question(
        "check.ask_result",
        facts,
        [*([Choice(f"button.to_{r}", r.value)] for r in offered), [Choice("button.cancel", "")]],
    )


def _result(talk: Talk, answers: Answers, said: Said) -> Taken:
    if said.value != "" and said.value not in verify.RESULTS:
        raise Refusal("talk.refused.tap")
    return Taken({**answers, "result": said.value})


def _finish(talk: Talk, answers: Answers) -> None:
    """[Layak] is done; a no goes on to its reason and to the second person."""
    if not answers["result"]:
        talk.say("decide.stopped", {"number": raw(answers["number"])}, menu=True)
        return
    officer, village = talk.resident()
    result = Status(answers["result"])
    proposal = verify.submit(
        talk.work, officer, village, answers["number"], answers["ticks"], answers["note"], result
    )  # fmt: skip
    if result is Status.LAYAK:
        talk.say("check.done", {"number": raw(proposal.number), "title": proposal.title}, menu=True)
    else:
        talk.say("check.goes_on", {"number": raw(proposal.number)})
        decide.go_on(talk, proposal, result)


SHEET = flow.register(
    Flow(
        "check",
        (Step("ticked", _ask_item, _item), Step("note", _ask_note, _note), Step("result", _ask_result, _result)),
        _finish,
    )
)
