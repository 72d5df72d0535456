"""Two offices choose by which criteria the team scores, announce them, and close the round again."""

import hashlib
from collections.abc import Sequence

from actions import publish, rights, scoring, season
from actions.letters import Button, Fact, Letter, Priority, raw, text
from actions.scores import Matrix, Task
from actions.work import Work
from village import matrix
from village.matrix import Criterion, Preset, State
from village.people import Office, Resident
from village.place import Village, local
from village.proposal import Proposal
from village.refusal import Refusal
from village.rules import own

SHOWN = 10


def standing(work: Work, village: Village, state: State) -> Matrix | None:
    """The newest round in that state; one that is over counts in its own season only."""
    of = season.current(work, village).id if state is State.CLOSED else None
    return work.scores.newest(village.id, state, of)


def presets(work: Work, village: Village) -> tuple[Preset, ...]:
    return matrix.presets(this_year(work, village))


def this_year(work: Work, village: Village) -> int:
    return local(work.now, village.zone).year


def proposals(work: Work, village: Village) -> list[Proposal]:
    """What would be scored now."""
    return work.proposals.standing(village.id, matrix.SCORED, 0, -1)[0]


def scorers(work: Work, village: Village) -> list[Resident]:
    people = (work.residents.get(n) for n in work.roles.holders(village.id, *Office))
    found = {person.id: person for person in people if person and matrix.offices(person, village.id)}
    return [found[number] for number in sorted(found)]


def ask(
    work: Work, first: Resident, village: Village, preset: str, criteria: Sequence[Criterion], source: str, year: int
) -> Matrix:
    """The first office chooses; a second one is asked. `source`, `year`: where the criteria come from."""
    rights.require(work, "score", first, village)
    if not proposals(work, village):
        raise Refusal("matrix.refused.nothing")
    seconds = partners(work, village, first)
    if not seconds:
        raise Refusal("matrix.refused.alone")
    new = work.scores.ask(
        village.id, season.current(work, village).id, preset, criteria, source, year, first.id
    )  # fmt: skip
    asked = work.scores.get(new, village.id) if new is not None else None
    if asked is None:
        raise Refusal("matrix.refused.asked")
    facts: dict[str, Fact] = {
        "preset": preset, "criteria": {"list": [[c.name, c.weight] for c in criteria]}, "source": source,
        "year": year,
    }  # fmt: skip
    _record(work, village, first, "matrix_asked", asked, facts)
    for second in seconds:
        _post(work, village, second, "matrix.ask_second", described(work, village, asked), answers(asked), asked)
    return asked


def partners(work: Work, village: Village, first: Resident) -> list[Resident]:
    return [person for person in scorers(work, village) if matrix.pair(first, person, village.id)]


def answers(asked: Matrix) -> list[list[Button]]:
    return [[Button("button.step_yes", "nky", (asked.id,)), Button("button.step_no", "nkn", (asked.id,))]]


def described(work: Work, village: Village, chosen: Matrix) -> dict[str, Fact]:
    """The criteria with their source, and that a round which runs would begin anew."""
    anew = [text("matrix.anew")] if standing(work, village, State.OPEN) else []
    return {"lines": {"lines": [*listed(chosen.criteria, chosen.source, chosen.year), *anew]}}


def listed(criteria: Sequence[Criterion], source: str, year: int) -> list[Fact]:
    return [*scoring.criterion_lines(criteria), text("matrix.source", source=source, year=raw(year))]


def agree(work: Work, second: Resident, village: Village, matrix_id: int) -> Matrix:
    """The second office says yes: the criteria are announced, and each scorer gets a share of the proposals."""
    asked = _round(work, second, village, matrix_id, State.ASKED)
    _two(work, village, asked.first_id, second)
    before = standing(work, village, State.OPEN)
    if before is not None:
        work.scores.settle(before.id, State.REPLACED, second.id)
    seed = hashlib.sha256(work.book.head(village.id)[1] + b"|%d" % asked.id).hexdigest()[:16]
    tasks = _dealt(work, village, seed)
    work.scores.open(asked.id, second.id, seed, tasks)
    _record(work, village, second, "matrix_opened", asked, {"seed": seed, "replaces": before.id if before else 0})
    lines = listed(asked.criteria, asked.source, asked.year) + ([text("matrix.began_anew")] if before else [])
    facts: dict[str, Fact] = {
        "lines": {"lines": lines},
        "proposals": len({task.proposal_id for task in tasks}), "scorers": len({task.scorer_id for task in tasks}),
    }  # fmt: skip
    publish.to_groups(work, village, "matrix.announced", facts, once=f"matrix:{asked.id}")
    for person in {task.scorer_id: None for task in tasks}:
        told: dict[str, Fact] = {"n": sum(task.scorer_id == person for task in tasks)}
        _post(work, village, person, "matrix.yours", told, [[Button("button.score_begin", "nk")]], asked)
    return asked


def _dealt(work: Work, village: Village, seed: str) -> list[Task]:
    """Who scores what. Refuses where there is nothing left to score."""
    people = scorers(work, village)
    office = {person.id: min(matrix.offices(person, village.id)) for person in people}
    authors = {proposal.id: proposal.author_id for proposal in proposals(work, village)}
    most = own("batas_nilai", village.settings, this_year(work, village))
    dealt = matrix.assigned(seed, authors, [person.id for person in people], most)
    tasks = [Task(proposal, person, office[person]) for person, found in dealt.items() for proposal in found]
    if not tasks:
        raise Refusal("matrix.refused.nothing")
    return tasks


def decline(work: Work, second: Resident, village: Village, matrix_id: int) -> Matrix:
    """Somebody else of the teams says no, or the first takes it back: nothing changes."""
    asked = _round(work, second, village, matrix_id, State.ASKED)
    if asked.first_id != second.id:
        _post(work, village, asked.first_id, "matrix.declined", {"name": second.name}, (), asked)
    work.scores.settle(asked.id, State.DECLINED, second.id)
    _record(work, village, second, "matrix_declined", asked, {})
    return asked


def ask_close(work: Work, first: Resident, village: Village, matrix_id: int) -> Matrix:
    """The first office has seen enough; a second one is asked."""
    running = _round(work, first, village, matrix_id, State.OPEN)
    if running.closing_id is not None:
        raise Refusal("matrix.refused.closing")
    if not work.scores.sheets(running.id):
        raise Refusal("matrix.refused.no_scores")
    seconds = partners(work, village, first)
    if not seconds:
        raise Refusal("matrix.refused.alone")
    work.scores.closing(running.id, first.id)
    _record(work, village, first, "matrix_closing", running, {})
    done, due = scoring.progress(work, running)
    for second in seconds:
        facts: dict[str, Fact] = {"done": done, "due": due}
        _post(work, village, second, "matrix.ask_close", facts, close_answers(running), running, f"-{work.now}")
    return running


def close_answers(running: Matrix) -> list[list[Button]]:
    return [[Button("button.close_yes", "nkt", (running.id, 1)), Button("button.close_no", "nkt", (running.id, 0))]]


def close(work: Work, second: Resident, village: Village, matrix_id: int, yes: bool) -> Matrix:
    """The second office answers. Yes: nothing is scored any more, and what came out is published.

    No may be said by anybody of the teams, also by who asked.
    """
    running = _round(work, second, village, matrix_id, State.OPEN)
    if running.closing_id is None:
        raise Refusal("matrix.refused.settled")
    if not yes:
        work.scores.closing(running.id, None)
        _record(work, village, second, "matrix_kept_open", running, {})
        return running
    _two(work, village, running.closing_id, second)
    work.scores.settle(running.id, State.CLOSED, second.id)
    _record(work, village, second, "matrix_closed", running, {"seconds": running.closing_id})
    scoring.publish_results(work, village, running, SHOWN)
    return running


def _round(work: Work, officer: Resident, village: Village, matrix_id: int, state: State) -> Matrix:
    """The round, if it stands there still."""
    rights.require(work, "score", officer, village)
    found = work.scores.get(matrix_id, village.id)
    if found is None or found.state is not state:
        raise Refusal("matrix.refused.settled")
    return found


def _two(work: Work, village: Village, first_id: int, second: Resident) -> None:
    first = work.residents.get(first_id)
    if first is None or matrix.pair(first, second, village.id) is None:
        raise Refusal("matrix.refused.partner")


def _record(work: Work, village: Village, actor: Resident, act: str, about: Matrix, facts: dict[str, Fact]) -> None:
    role = min(matrix.offices(actor, village.id))
    work.book.record(village.id, actor.id, role, act, f"matrix:{about.id}", facts)


def _post(
    work: Work, village: Village, person: Resident | int, key: str, facts: dict[str, Fact],
    rows: Sequence[Sequence[Button]], about: Matrix, again: str = "",
) -> None:  # fmt: skip
    number = person if isinstance(person, int) else person.id
    for chat in work.accounts.chats_of(number):
        work.outbox.post(
            Letter(
                chat, key, facts, rows, resident=number, village=village.id, priority=Priority.RESULT,
                once=f"{key}:{about.id}:{number}:{chat}{again}",
            )
        )  # fmt: skip
