"""[Nilai tim], for everybody: all marks of one proposal, the list by total, and the whole table as a file."""

from dataclasses import replace

from actions import matrix, scoring
from actions.letters import Button, Fact, Letter, raw, text
from actions.scores import Matrix
from handlers.chat import Answer, Talk
from village import matrix as rules
from village.matrix import State
from village.proposal import PUBLIC, Proposal
from village.refusal import Refusal

PAGE = 8


def listed(talk: Talk) -> None:
    """The newest round that is over."""
    closed = matrix.standing(talk.work, talk.published(), State.CLOSED)
    if closed is None:
        raise Refusal("score.refused.none_yet")
    talk.work.outbox.post(_page(talk, closed, 0))


def page(talk: Talk, matrix_id: str, offset: str) -> Answer:
    return Answer(redraw=_page(talk, _closed(talk, matrix_id), max(0, int(offset))))


def _closed(talk: Talk, matrix_id: str) -> Matrix:
    closed = talk.work.scores.get(int(matrix_id), talk.published().id)
    if closed is None or closed.state is not State.CLOSED:
        raise Refusal("score.refused.none_yet")
    return closed


def _page(talk: Talk, closed: Matrix, offset: int) -> Letter:
    found = scoring.standings(talk.work, talk.published(), closed)
    shown = found[offset : offset + PAGE]
    numbers = [
        Button("button.show_one", "nr", (one.proposal.number,), {"number": raw(one.proposal.number)}) for one in shown
    ]
    rows = [numbers[i : i + 4] for i in range(0, len(numbers), 4)] if talk.private else []
    turn = [Button("button.before", "nt", (closed.id, max(0, offset - PAGE)))] if offset else []
    turn += [Button("button.after", "nt", (closed.id, offset + PAGE))] if offset + PAGE < len(found) else []
    rows += [turn] if turn else []
    rows.append([Button("button.scores_file", "nd", (closed.id,))])
    facts: dict[str, Fact] = {
        "lines": {"lines": [scoring.line(one) for one in shown]}, "at": {"at": closed.settled_at, "as": "date"},
        "criteria": {"lines": matrix.listed(closed.criteria, closed.source, closed.year)},
    }  # fmt: skip
    return talk.letter("score.list", facts, rows)


def raw_of(talk: Talk, number: str) -> None:
    """Every mark that a proposal got, by office and never by name."""
    village = talk.published()
    proposal = talk.work.proposals.numbered(village.id, int(number))
    if proposal is None or proposal.status not in PUBLIC:
        raise Refusal("proposal.refused.number", number=raw(int(number)))
    found = scoring.latest(talk.work, village, proposal)
    if found is None:
        raise Refusal("score.refused.none_yet")
    closed, out = found
    rows = scoring.raw_rows(talk.work, closed, proposal.id)
    lines: list[Fact] = []
    for at, one in enumerate(closed.criteria):
        marks: list[Fact] = [text("score.mark", scorer=name, n=sheet.values[at]) for name, sheet in rows]
        facts: dict[str, Fact] = {
            "name": scoring.criterion(one), "mean": rules.figures(out.means[at]), "marks": {"list": marks},
        }  # fmt: skip
        weighs = any(c.weight != one.weight for c in closed.criteria)
        lines.append(text("score.row_weight", **facts, n=one.weight) if weighs else text("score.row", **facts))
    told: dict[str, Fact] = {
        "number": raw(proposal.number), "title": proposal.title, "lines": {"lines": lines},
        "result": {"lines": [text("score.total", total=rules.figures(out.total), n=out.scorers),
                             *scoring.apart(closed, out)]},
    }  # fmt: skip
    talk.say("score.raw", told, [[Button("button.all_scores", "nt", (closed.id, 0))]])


def download(talk: Talk, matrix_id: str) -> None:
    """The whole table, so that anybody can reckon it again."""
    closed = _closed(talk, matrix_id)
    talk.work.outbox.post(replace(talk.letter("score.file", {"matrix": closed.id}, attach="scores"), fresh="scores"))


def button(proposal: Proposal) -> Button:
    """At a proposal that has marks."""
    return Button("button.scores", "nr", (proposal.number,))
