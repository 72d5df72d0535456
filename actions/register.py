"""An office's list of residents becomes the register: received, compared, shown, and taken over when confirmed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actions import rights
from actions.letters import Button, Fact, Letter, raw, text
from actions.records import Import, Place
from actions.work import Work
from village.people import Office, Resident
from village.place import Dusun, Village
from village.refusal import Refusal
from village.register import Fault, Problem, dusun_key

MOST_SHOWN = 12
MOST_ROWS = 8
MOST_KEPT = 400
MOST_DUSUN = 40
IMPORTERS = (Office.OPERATOR, Office.PEMDES)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a list would change: how many of each kind, what is wrong where, and which places are new."""

    counts: Mapping[str, int]
    problems: Sequence[Problem]
    absent: int
    dusun: Sequence[str]
    rts: Sequence[tuple[str, str]]

    @property
    def total(self) -> int:
        return sum(self.counts.get(kind, 0) for kind in ("new", "changed"))

    @property
    def lines(self) -> int:
        """How many lines speak of people, the faulty ones too."""
        faulty = sum(
            p.other - p.line + 1 if p.fault is Fault.MERGED else p.fault is not Fault.SEVERAL for p in self.problems
        )
        return sum(self.counts.values()) + faulty


def receive(work: Work, officer: Resident, village: Village, chat: int, file: str) -> int:
    """Note a file that an officer sent by chat; the machine fetches and reads it, and answers with a preview."""
    rights.require(work, "import_residents", officer, village)
    number = work.register.begin(village.id, officer.id, chat, file)
    work.outbox.post(
        Letter(chat, "register.reading", resident=officer.id, village=village.id, once=progress_key(number))
    )
    return number


def progress_key(import_id: int) -> str:
    """Under this key goes the one message that tells how far a list is."""
    return f"register:{import_id}:progress"


def progress(work: Work, coming: Import, done: int, total: int) -> None:
    """Show in that message how many lines are laid ready."""
    if coming.chat is not None:
        work.outbox.post(
            Letter(
                coming.chat, "register.progress", {"done": done, "total": total}, resident=coming.by,
                village=coming.village_id, once=f"register:{coming.id}:{done}", edits=progress_key(coming.id),
            )
        )  # fmt: skip


def refuse(work: Work, coming: Import, why: str, facts: Mapping[str, Any]) -> None:
    """The file as a whole can't be used: say why, change nothing."""
    work.register.settle(coming.id, "refused", {"why": why})
    if coming.chat is not None:
        work.outbox.post(
            Letter(
                coming.chat, f"register.unreadable.{why}", told(facts), resident=coming.by, village=coming.village_id,
                once=f"register:{coming.id}:refused",
            )
        )  # fmt: skip


def told(facts: Mapping[str, Any]) -> dict[str, Fact]:
    """What belongs to the reason why a file can't be used, as facts for its text."""
    names = {"list": [text(f"register.column.{name}") for name in facts.get("columns", ())]}
    return {**facts, "columns": names}


def compare(work: Work, coming: Import, problems: Sequence[Problem]) -> Preview:
    """What the staged list would change, as things stand now."""
    counts = work.register.compare(coming.id, coming.village_id)
    unclear = [Problem(line, Fault.SEVERAL) for line in work.register.unclear(coming.id)]
    village = work.villages.get(coming.village_id)
    places = work.register.places(coming.id)
    return Preview(
        counts, sorted([*problems, *unclear], key=lambda p: p.line), work.register.absent(coming.id, village.id),
        _new_dusun(places), _new_rts(village, places),
    )  # fmt: skip


def _new_dusun(places: Sequence[Place]) -> list[str]:
    return list(dict.fromkeys(p.dusun for p in places if p.dusun_id is None and p.dusun))


def _new_rts(village: Village, places: Sequence[Place]) -> list[tuple[str, str]]:
    """(dusun, RT) that a dusun of the village does not have yet; one whose RT nobody has told lacks none."""
    new: dict[tuple[str, str], None] = {}
    for p in places:
        hamlet = village.hamlet(p.dusun_id)
        if hamlet and hamlet.rts and p.rt and p.rt not in hamlet.rts:
            new[hamlet.name, p.rt] = None
    return list(new)


def show(work: Work, coming: Import, problems: Sequence[Problem]) -> None:
    """Compare, keep what is shown, and ask the officer who sent the list."""
    preview = compare(work, coming, problems)
    work.register.drop_older(coming.village_id, coming.id)
    kept = {
        "problems": [[p.line, p.fault, p.other] for p in preview.problems[:MOST_KEPT]],
        "faulty": len(preview.problems),
    }
    if len(preview.dusun) > MOST_DUSUN:
        refuse(work, coming, "many_dusun", {"n": len(preview.dusun)})
        return
    usable = preview.total > 0
    work.register.settle(coming.id, "ready" if usable else "refused", kept)
    if coming.chat is None:
        return
    buttons = [[Button("button.take_over", "ri", (coming.id, 1))], [Button("button.leave_it", "ri", (coming.id, 0))]]
    work.outbox.post(
        Letter(
            coming.chat, "register.preview" if usable else "register.nothing_new", facts(work, coming, preview),
            buttons if usable else (), resident=coming.by, village=coming.village_id,
            once=f"register:{coming.id}:preview",
        )
    )  # fmt: skip


def facts(work: Work, coming: Import, preview: Preview) -> dict[str, Fact]:
    """The preview in facts for its text."""
    lines: list[Fact] = []
    if preview.counts.get("kept"):
        lines.append(text("register.kept", n=preview.counts["kept"]))
    if preview.counts.get("gone"):
        lines.append(text("register.gone", n=preview.counts["gone"]))
    if preview.absent:
        lines.append(text("register.absent", n=preview.absent))
    if preview.dusun:
        lines.append(text("register.new_dusun", list={"list": list(preview.dusun)}))
    if preview.rts:
        named = [text("place.rt", dusun=dusun, rt=rt) for dusun, rt in preview.rts[:MOST_SHOWN]]
        lines.append(text("register.new_rt", list={"list": named}))
    return {
        "village": work.villages.get(coming.village_id).name,
        "lines": preview.lines,
        "new": preview.counts.get("new", 0),
        "changed": preview.counts.get("changed", 0),
        "same": preview.counts.get("same", 0),
        "more": {"lines": lines},
        "problems": {"lines": problem_lines(preview.problems)},
    }


def problem_lines(problems: Sequence[Problem], most: int = MOST_SHOWN) -> list[Fact]:
    """A line for each kind of problem with the rows that have it, at most so many."""
    if not problems:
        return [text("register.no_problem")]
    groups: dict[tuple[Fault, int], list[int]] = {}
    for p in problems:
        groups.setdefault((p.fault, p.other), []).append(p.line)
    shown = [_problem_line(fault, other, lines) for (fault, other), lines in list(groups.items())[:most]]
    left = sum(len(lines) for lines in list(groups.values())[most:])
    rest = [text("register.more_problems", n=left)] if left else []
    return [text("register.problems", n=len(problems)), *shown, *rest]


def _problem_line(fault: Fault, other: int, lines: Sequence[int]) -> Fact:
    rows: list[Fact] = [raw(line) for line in lines[:MOST_ROWS]]
    if len(lines) > MOST_ROWS:
        rows.append(text("register.more_rows", n=len(lines) - MOST_ROWS))
    return text("register.problem", line={"list": rows}, fault=text(f"register.fault.{fault}", other=raw(other)))


def single_lines(problems: Sequence[Problem]) -> list[Fact]:
    """A line for each problem: where there is room for all."""
    if not problems:
        return [text("register.no_problem")]
    head = text("register.problems", n=len(problems))
    return [head, *(_problem_line(p.fault, p.other, [p.line]) for p in problems)]


def decide(work: Work, officer: Resident, village: Village, import_id: int, yes: bool) -> Mapping[str, int]:
    """Take a shown list over, or leave it. Returns how many of each kind were taken over."""
    rights.require(work, "import_residents", officer, village)
    coming = work.register.get(import_id)
    if coming is None or coming.village_id != village.id or coming.state != "ready":
        raise Refusal("register.refused.settled")
    if not yes:
        work.register.settle(coming.id, "dropped", coming.facts)
        return {}
    role = next((office for office in IMPORTERS if office in officer.offices), Office.OPERATOR)
    return take_over(work, coming, village, officer.id, role)


def take_over(work: Work, coming: Import, village: Village, by: int, role: str) -> Mapping[str, int]:
    """Compare anew, for people may have joined since; add the new dusun, RW and RT; and switch, all at once."""
    counts = work.register.compare(coming.id, village.id)
    _add_places(work, coming, village)
    work.register.take_over(coming.id)
    work.register.settle(coming.id, "done", {**coming.facts, "counts": counts})
    told: dict[str, Any] = {kind: counts.get(kind, 0) for kind in ("new", "changed", "same")}
    work.book.record(village.id, by, role, "register_imported", f"import:{coming.id}", told)
    return counts


def _add_places(work: Work, coming: Import, village: Village) -> None:
    places = work.register.places(coming.id)
    known = {d.name: d for d in village.dusun}
    for name in _new_dusun(places):
        if name not in known:
            known[name] = Dusun(work.villages.add_dusun(village.id, Dusun(0, name)), name)
        work.register.name_dusun(coming.id, name, known[name].id)
    for hamlet in known.values():
        here = [p for p in places if p.dusun_id == hamlet.id or (p.dusun_id is None and p.dusun == hamlet.name)]
        rts = tuple(sorted({*hamlet.rts, *(p.rt for p in here if p.rt)}))
        rws = tuple(sorted({*hamlet.rws, *(p.rw for p in here if p.rw)}))
        if (rts, rws) != (hamlet.rts, hamlet.rws):
            work.villages.widen(Dusun(hamlet.id, hamlet.name, rts, rws))


def placed(village: Village, names: Mapping[str, str], dusun: str) -> tuple[str, int | None] | None:
    """(name, number) of the dusun that a list means; number None: not there yet. None: the list does not say, and
    the village has several. `names` are those the list has used so far, by key: the first way of writing stays.
    """
    if not dusun:
        return (village.dusun[0].name, village.dusun[0].id) if len(village.dusun) == 1 else None
    key = dusun_key(dusun)
    for hamlet in village.dusun:
        if dusun_key(hamlet.name) == key:
            return hamlet.name, hamlet.id
    return names.get(key, dusun), None
