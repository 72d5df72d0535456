"""[Penilaian tim]: two offices choose the criteria, begin, and close; and what this officer is to score."""

from actions import matrix, prices, rights, scoring
from actions.letters import Button, Fact, raw, text
from actions.scores import Matrix
from handlers import flow
from handlers.chat import Answer, Talk, pairs
from handlers.flow import Answers, Choice, Flow, Question, Said, Step, Taken, sure
from village import matrix as rules
from village.matrix import Criterion, State
from village.refusal import Refusal

SHOWN = 10


def show(talk: Talk) -> None:
    officer, village = talk.resident()
    rights.require(talk.work, "score", officer, village)
    running = matrix.standing(talk.work, village, State.OPEN)
    asked = matrix.standing(talk.work, village, State.ASKED)
    lines: list[Fact] = []
    rows: list[list[Button]] = []
    if running is not None:
        lines, rows = _running(talk, running)
    elif closed := matrix.standing(talk.work, village, State.CLOSED):
        lines.append(text("matrix.is_closed"))
        rows.append([Button("button.all_scores", "nt", (closed.id, 0))])
    elif asked is None:
        lines.append(text("matrix.none_yet"))
    if asked is not None:
        lines.append(text("matrix.waits", **matrix.described(talk.work, village, asked)))
        rows += [[Button("button.take_back", "nkn", (asked.id,))]] if asked.first_id == officer.id else (
            matrix.answers(asked)
        )  # fmt: skip
    else:
        rows.append([Button("button.matrix_anew" if running else "button.matrix_choose", "nkm")])
    talk.say("matrix.desk", {"lines": {"lines": lines}}, rows)


def _running(talk: Talk, running: Matrix) -> tuple[list[Fact], list[list[Button]]]:
    """The round that runs: this officer's share, how far all are, and its end."""
    officer, _ = talk.resident()
    mine = scoring.mine(talk.work, officer, running)
    done, due = scoring.progress(talk.work, running)
    lines: list[Fact] = [
        text("matrix.mine_done" if sheet else "matrix.mine", number=raw(p.number), title=p.title) for p, sheet in mine
    ] or [text("matrix.none_mine")]
    lines.append(text("matrix.progress", done=done, due=due))
    buttons = [
        Button(
            "button.score_again" if sheet else "button.score", "nb", (running.id, p.number), {"number": raw(p.number)}
        )
        for p, sheet in mine[:SHOWN]
    ]
    rows = pairs(buttons)
    if running.closing_id is None:
        return lines, [*rows, [Button("button.matrix_close", "nkc", (running.id,))]]
    lines.append(text("matrix.closing"))
    own = [[Button("button.take_back", "nkt", (running.id, 0))]]
    return lines, [*rows, *(own if running.closing_id == officer.id else matrix.close_answers(running))]


def agree(talk: Talk, matrix_id: str) -> Answer:
    second, village = talk.resident()
    opened = matrix.agree(talk.work, second, village, int(matrix_id))
    return Answer(redraw=talk.letter("matrix.agreed", {"lines": {"lines": scoring.criterion_lines(opened.criteria)}}))


def decline(talk: Talk, matrix_id: str) -> Answer:
    second, village = talk.resident()
    matrix.decline(talk.work, second, village, int(matrix_id))
    return Answer(redraw=talk.letter("matrix.you_declined"))


def ask_close(talk: Talk, matrix_id: str) -> Answer:
    first, village = talk.resident()
    matrix.ask_close(talk.work, first, village, int(matrix_id))
    return Answer(redraw=talk.letter("matrix.close_asked"))


def close(talk: Talk, matrix_id: str, yes: str) -> Answer:
    second, village = talk.resident()
    running = matrix.close(talk.work, second, village, int(matrix_id), yes == "1")
    if yes != "1":
        return Answer(redraw=talk.letter("matrix.stays_open"))
    button = Button("button.all_scores", "nt", (running.id, 0))
    return Answer(redraw=talk.letter("matrix.is_closed", {}, [[button]]))


def begin(talk: Talk) -> None:
    """[Pilih kriteria]."""
    officer, village = talk.resident()
    rights.require(talk.work, "score", officer, village)
    if matrix.standing(talk.work, village, State.ASKED) is not None:
        raise Refusal("matrix.refused.asked")
    flow.begin(talk, CHOOSE)


def _ask_preset(talk: Talk, answers: Answers) -> Question:
    _, village = talk.resident()
    found = matrix.presets(talk.work, village)
    lines: list[Fact] = [
        text("matrix.preset", name=text(f"matrix.preset.{p.name}"),
             criteria={"list": [scoring.criterion(c) for c in p.criteria]}, source=p.source)
        for p in found
    ]  # fmt: skip
    choices = [Choice(f"matrix.preset.{p.name}", p.name) for p in found]
    return Question(
        "matrix.ask_preset", {"lines": {"lines": lines}}, [choices, [Choice("button.matrix_own", rules.OWN)]]
    )


def _preset(talk: Talk, answers: Answers, said: Said) -> Taken:
    _, village = talk.resident()
    if said.value == rules.OWN:
        return Taken({**answers, "preset": rules.OWN})
    for preset in matrix.presets(talk.work, village):
        if preset.name == said.value:
            criteria = [[c.name, c.weight, c.own] for c in preset.criteria]
            return Taken({**answers, "preset": preset.name, "criteria": criteria, "source": preset.source,
                          "year": preset.year})  # fmt: skip
    raise Refusal("talk.refused.tap")


def _ask_own(talk: Talk, answers: Answers) -> Question:
    return Question("matrix.ask_own", {"fewest": rules.FEWEST, "most": rules.MOST})


def _own(talk: Talk, answers: Answers, said: Said) -> Taken:
    return Taken({**answers, "criteria": [[c.name, c.weight, c.own] for c in rules.read(said.text)]})


def _ask_source(talk: Talk, answers: Answers) -> Question:
    return Question("matrix.ask_source")


def _source(talk: Talk, answers: Answers, said: Said) -> Taken:
    _, village = talk.resident()
    return Taken({**answers, "source": prices.sourced(said.text), "year": matrix.this_year(talk.work, village)})


def _criteria(answers: Answers) -> list[Criterion]:
    return [Criterion(name, weight, own) for name, weight, own in answers["criteria"]]


def _ask_sure(talk: Talk, answers: Answers) -> Question:
    _, village = talk.resident()
    running = matrix.standing(talk.work, village, State.OPEN)
    lines = matrix.listed(_criteria(answers), answers["source"], answers["year"])
    facts: dict[str, Fact] = {
        "lines": {"lines": [*lines, *([text("matrix.anew")] if running else [])]},
        "proposals": len(matrix.proposals(talk.work, village)), "scorers": len(matrix.scorers(talk.work, village)),
    }  # fmt: skip
    return Question("matrix.ask_sure", facts, [[Choice("button.to_second", 1)], [Choice("button.cancel", 0)]])


def _chosen(talk: Talk, answers: Answers) -> None:
    if not answers["sure"]:
        talk.say("matrix.stopped", menu=True)
        return
    officer, village = talk.resident()
    matrix.ask(talk.work, officer, village, answers["preset"], _criteria(answers), answers["source"],
               answers["year"])  # fmt: skip
    talk.say("matrix.asked", menu=True)


CHOOSE = flow.register(
    Flow(
        "matrix",
        (
            Step("preset", _ask_preset, _preset),
            Step("criteria", _ask_own, _own),
            Step("source", _ask_source, _source),
            Step("sure", _ask_sure, sure),
        ),
        _chosen,
    )
)
