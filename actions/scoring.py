"""Give marks to a proposal, one sheet for each scorer; and what came out, so that anybody can reckon it again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from actions import news, publish, rights
from actions.letters import Fact, Letter, raw, text
from actions.scores import Matrix, Task
from actions.work import Work
from village import matrix
from village.matrix import Criterion, Outcome, Sheet, State
from village.people import Resident
from village.place import Village, local
from village.proposal import PUBLIC, Proposal
from village.refusal import Refusal
from village.rules import own

TABLE = "table"


@dataclass(frozen=True, slots=True)
class Standing:
    """One proposal in a round. `place` 0 and `outcome` None: nobody has scored it."""

    place: int
    proposal: Proposal
    outcome: Outcome | None


def criterion(one: Criterion) -> Fact:
    return one.name if one.own else text(f"criterion.{one.name}")


def criterion_lines(criteria: Sequence[Criterion]) -> list[Fact]:
    alike = len({one.weight for one in criteria}) == 1
    return [
        text("matrix.line", name=criterion(one))
        if alike
        else text("matrix.line_weight", name=criterion(one), n=one.weight)
        for one in criteria
    ]


def mine(work: Work, scorer: Resident, running: Matrix) -> list[tuple[Proposal, Sheet | None]]:
    """What this officer is to score, in their order, with what they gave so far; without what was taken back."""
    given = {sheet.proposal: sheet for sheet in work.scores.sheets(running.id) if sheet.scorer == scorer.id}
    proposals = [work.proposals.get(task.proposal_id) for task in work.scores.tasks_of(running.id, scorer.id)]
    return [(proposal, given.get(proposal.id)) for proposal in proposals if proposal.status in PUBLIC]


def progress(work: Work, running: Matrix) -> tuple[int, int]:
    """(sheets that are filled in, sheets that were dealt)."""
    return len(work.scores.sheets(running.id)), len(work.scores.tasks(running.id))


def find(work: Work, scorer: Resident, village: Village, matrix_id: int, number: int) -> tuple[Matrix, Proposal]:
    """The round and the proposal, if this officer may give marks there now."""
    rights.require(work, "score", scorer, village)
    running = work.scores.get(matrix_id, village.id)
    if running is None or running.state is not State.OPEN:
        raise Refusal("matrix.refused.over")
    proposal = work.proposals.numbered(village.id, number)
    if proposal is None or proposal.status not in PUBLIC:
        raise Refusal("proposal.refused.number", number=raw(number))
    if proposal.id not in {t.proposal_id for t in work.scores.tasks_of(running.id, scorer.id)}:
        raise Refusal("matrix.refused.not_yours", number=raw(number))
    if proposal.author_id == scorer.id:
        raise Refusal("step.refused.own")
    return running, proposal


def give(
    work: Work, scorer: Resident, village: Village, matrix_id: int, number: int, values: Sequence[int]
) -> tuple[Matrix, Proposal]:
    """Keep a sheet; one that was given before stays, and this one counts."""
    running, proposal = find(work, scorer, village, matrix_id, number)
    marks = matrix.checked(values, running.criteria)
    work.scores.add(running, proposal.id, scorer.id, marks)
    work.book.record(
        village.id, scorer.id, min(matrix.offices(scorer, village.id)), "proposal_scored",
        f"proposal:{proposal.number}:{proposal.version}", {"matrix": running.id, "marks": {"list": list(marks)}},
    )  # fmt: skip
    return running, proposal


def far(work: Work, village: Village) -> int:
    return own("beda_nilai", village.settings, local(work.now, village.zone).year)


def standings(work: Work, village: Village, closed: Matrix) -> list[Standing]:
    """All of a round, the highest first; those without marks last. What is hidden now is left out."""
    sheets, far_from = work.scores.sheets(closed.id), far(work, village)
    numbers = dict.fromkeys(task.proposal_id for task in work.scores.tasks(closed.id))
    shown = {n: p for n in numbers if (p := work.proposals.get(n)).status in PUBLIC}
    outcomes = {
        p.number: matrix.outcome(closed.criteria, [s for s in sheets if s.proposal == n], far_from)
        for n, p in shown.items()
    }
    by_number = {p.number: p for p in shown.values()}
    places = [Standing(place, by_number[n], outcomes[n]) for place, n in matrix.ranked(outcomes)]
    return places + [Standing(0, by_number[n], None) for n in sorted(outcomes) if outcomes[n] is None]


def raw_rows(work: Work, closed: Matrix, proposal_id: int) -> list[tuple[Fact, Sheet]]:
    """("tim penyusun 1", what they gave), never a name."""
    given = {sheet.scorer: sheet for sheet in work.scores.sheets(closed.id) if sheet.proposal == proposal_id}
    names = _names(closed, work.scores.tasks(closed.id))
    return [(names[person], given[person]) for person in names if person in given]


def _names(closed: Matrix, tasks: Sequence[Task]) -> Mapping[int, Fact]:
    offices = {task.scorer_id: task.office for task in tasks}
    order = matrix.numbered(closed.seed, offices)
    people = sorted(order, key=lambda person: (offices[person], order[person]))
    return {person: text(f"score.scorer.{offices[person]}", n=raw(order[person])) for person in people}


def latest(work: Work, village: Village, proposal: Proposal) -> tuple[Matrix, Outcome] | None:
    """The last round that is over and in which it got marks, and what came out."""
    closed = work.scores.of_proposal(proposal.id, State.CLOSED)
    if closed is None:
        return None
    sheets = [sheet for sheet in work.scores.sheets(closed.id) if sheet.proposal == proposal.id]
    found = matrix.outcome(closed.criteria, sheets, far(work, village))
    return (closed, found) if found else None


def shown(work: Work, proposal: Proposal, found: tuple[Matrix, Outcome] | None) -> list[Fact]:
    """What everybody reads at the proposal, `found` by `latest`. While a round runs no mark is shown: it would lead the
    next scorer.
    """
    if work.scores.of_proposal(proposal.id, State.OPEN) is not None:
        return [text("score.running")]
    if found is None:
        return []
    closed, out = found
    return [text("score.shown", total=matrix.figures(out.total), n=out.scorers), *apart(closed, out)]


def apart(closed: Matrix, out: Outcome) -> list[Fact]:
    """That scorers differ far, and about what."""
    if not out.apart:
        return []
    return [text("score.apart", criteria={"list": [criterion(closed.criteria[at]) for at in out.apart]})]


def publish_results(work: Work, village: Village, closed: Matrix, most: int) -> None:
    """The list to the groups, and to each proposer what came out for theirs."""
    found = standings(work, village, closed)
    facts: dict[str, Fact] = {"lines": {"lines": [line(one) for one in found[:most]]}, "all": len(found)}
    button = publish.bot_button("button.all_scores", "nilai")
    publish.to_groups(work, village, "matrix.closed", facts, button, once=f"matrix-closed:{closed.id}")
    for one in found:
        if one.outcome is not None:
            told: dict[str, Fact] = {
                "number": raw(one.proposal.number), "title": one.proposal.title,
                "total": matrix.figures(one.outcome.total), "n": one.outcome.scorers,
            }  # fmt: skip
            once = f"scored:{closed.id}:{one.proposal.id}"
            news.tell_proposer(work, village, one.proposal, "score.told", told, once)


def line(one: Standing) -> Fact:
    facts: dict[str, Fact] = {"number": raw(one.proposal.number), "title": one.proposal.title}
    if one.outcome is None:
        return text("score.line_none", **facts)
    total = matrix.figures(one.outcome.total)
    return text("score.line", **facts, place=raw(one.place), total=total, n=one.outcome.scorers)


def table(work: Work, letter: Letter) -> Letter | None:
    """Fill a letter with every mark of a round, one scorer's sheet a row; None when it is not to be seen."""
    village = work.villages.get(letter.village) if letter.village is not None else None
    closed = work.scores.get(int(letter.facts["matrix"]), village.id) if village else None  # type: ignore[arg-type]
    if village is None or closed is None or closed.state is not State.CLOSED:
        return None
    weights: list[Fact] = [
        text("score.file.criterion", name=criterion(one), n=raw(one.weight)) for one in closed.criteria
    ]
    head: list[Fact] = [text("score.file.number"), text("score.file.title"), text("score.file.scorer"), *weights]
    rows: list[list[Fact]] = [
        [raw(one.proposal.number), one.proposal.title, name, *map(raw, sheet.values)]
        for one in standings(work, village, closed)
        for name, sheet in raw_rows(work, closed, one.proposal.id)
    ]
    return replace(letter, facts={**letter.facts, TABLE: {"head": head, "rows": rows}})
