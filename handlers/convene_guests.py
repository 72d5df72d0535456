"""The checklist of unsur masyarakat: who is invited by name for which, and why the call leaves although one lacks."""

from typing import Any

from actions.letters import Fact, text
from actions.neighbours import place
from handlers.chat import Talk
from handlers.flow import Answers, Choice, Question, Said, Step, Taken
from village.convening import LONGEST_LINE, LONGEST_NAME, MOST_GUESTS, SHORTEST, lacking, rite, women
from village.meeting import Guest, Kind
from village.people import Sex
from village.place import local
from village.refusal import Refusal
from village.rules import own
from village.words import line

OTHER = "0"
UNFINISHED = ("unsur_now", "guest", "found", "guest_name", "pick", "guest_sex")
TO_FOLLOW = "menyusul"
"""Kept as the reason where the officer taps instead of typing: the names will follow."""


def guests(answers: Answers) -> list[Guest]:
    return [Guest(0, person, name, Sex(sex) if sex else None, unsur) for unsur, person, name, sex in answers["guests"]]


def ready(talk: Talk, answers: dict[str, Any], kind: Kind) -> Answers:
    _, village = talk.resident()
    year = local(talk.work.now, village.zone).year
    if not rite(kind, year).unsur:
        return {**answers, "unsur": True}
    answers["asks_unsur"] = True
    if "unsur" in answers and "unsur_note" not in answers and "lacks" not in answers:
        share = own("perempuan_persen", village.settings, year)
        invited = guests(answers)
        if lacking(kind, year, invited) or women(invited) < share:
            return {**answers, "lacks": True}
    return answers


def _ask_unsur(talk: Talk, answers: Answers) -> Question:
    """The list with how many are invited for each; women's share below it."""
    _, village = talk.resident()
    year = local(talk.work.now, village.zone).year
    required = rite(Kind(answers["kind"]), year).unsur
    invited = guests(answers)
    lines = [
        text("unsur.line" if (n := sum(g.unsur == unsur for g in invited)) else "unsur.line_none",
             name=text(f"unsur.name.{unsur}"), n=n)
        for unsur in required
    ]  # fmt: skip
    facts: dict[str, Fact] = {
        "lines": {"lines": lines}, "women": women(invited) if invited else 0,
        "share": own("perempuan_persen", village.settings, year),
    }  # fmt: skip
    rows = [Choice(f"unsur.name.{unsur}", unsur) for unsur in required]
    return Question(
        "unsur.ask", facts,
        [
            *(rows[at : at + 2] for at in range(0, len(rows), 2)),
            [Choice("button.unsur_done", "ok", {"n": len(invited)})],
        ],
    )  # fmt: skip


def _unsur(talk: Talk, answers: Answers, said: Said) -> Taken:
    _, village = talk.resident()
    if said.value == "ok":
        return Taken({**answers, "unsur": True})
    if said.value not in rite(Kind(answers["kind"]), local(talk.work.now, village.zone).year).unsur:
        raise Refusal("talk.refused.tap")
    if len(answers["guests"]) >= MOST_GUESTS:
        raise Refusal("call.refused.many", most=MOST_GUESTS)
    return Taken({**answers, "unsur_now": said.value})


def _ask_guest(talk: Talk, answers: Answers) -> Question:
    facts: dict[str, Fact] = {"unsur": text(f"unsur.name.{answers['unsur_now']}")}
    return Question("unsur.ask_name", facts, [[Choice("button.back", "back")]])


def _guest(talk: Talk, answers: Answers, said: Said) -> Taken:
    """A name: of residents who are called so, or of somebody who is not in the register."""
    _, village = talk.resident()
    if said.value is not None:
        return Taken(_done(answers))
    name = line(said.text)
    if not SHORTEST <= len(name) <= LONGEST_NAME:
        raise Refusal("unsur.refused.name", most=LONGEST_NAME)
    there = {person for _, person, _, _ in answers["guests"]}
    found = [p.id for p in talk.work.residents.named(village.id, name) if p.id not in there]
    known = {"guest": name, "found": found} if found else {"guest": name, "guest_name": name}
    return Taken({**answers, **known})


def _ask_pick(talk: Talk, answers: Answers) -> Question:
    _, village = talk.resident()
    people = talk.work.residents.all(answers["found"])
    rows = [
        [Choice("button.person", f"r{p.id}", {"name": p.name, "place": place(village, p.dusun_id, p.rt)})]
        for p in people
    ]  # fmt: skip
    return Question("unsur.ask_pick", {"name": answers["guest"]}, [*rows, [Choice("button.nobody_of_them", OTHER)]])


def _pick(talk: Talk, answers: Answers, said: Said) -> Taken:
    if said.value == OTHER:
        return Taken({**answers, "pick": True, "guest_name": answers["guest"]})
    picked = next((p for p in talk.work.residents.all(answers["found"]) if f"r{p.id}" == said.value), None)
    if picked is None:
        raise Refusal("talk.refused.tap")
    return Taken(_done(answers, (answers["unsur_now"], picked.id, "", picked.sex and picked.sex.value)))


def _ask_sex(talk: Talk, answers: Answers) -> Question:
    rows = [[Choice("sex.p", Sex.FEMALE.value), Choice("sex.l", Sex.MALE.value)]]
    return Question("unsur.ask_sex", {"name": answers["guest_name"]}, rows)


def _sex(talk: Talk, answers: Answers, said: Said) -> Taken:
    if said.value not in set(Sex):
        raise Refusal("talk.refused.tap")
    return Taken(_done(answers, (answers["unsur_now"], None, answers["guest_name"], said.value)))


def _done(answers: Answers, *invited: tuple[str, int | None, str, str | None]) -> Answers:
    """Back to the checklist, with one more on it or none."""
    left = {name: value for name, value in answers.items() if name not in UNFINISHED}
    return {**left, "guests": [*answers["guests"], *map(list, invited)]}


def _ask_note(talk: Talk, answers: Answers) -> Question:
    """Why the call leaves all the same: it will stand in the minutes."""
    _, village = talk.resident()
    year = local(talk.work.now, village.zone).year
    invited = guests(answers)
    missing = lacking(Kind(answers["kind"]), year, invited)
    lines: list[Fact] = []
    if missing:
        lines.append(text("unsur.lacking", list={"list": [text(f"unsur.name.{unsur}") for unsur in missing]}))
    share = own("perempuan_persen", village.settings, year)
    if women(invited) < share:
        lines.append(text("unsur.few_women", n=women(invited), share=share))
    rows = [[Choice("button.unsur_back", "back")], [Choice("button.unsur_follow", "follow")]]
    return Question("unsur.ask_note", {"lines": {"lines": lines}}, rows)


def _note(talk: Talk, answers: Answers, said: Said) -> Taken:
    if said.value == "back":
        return Taken({name: value for name, value in answers.items() if name not in ("unsur", "lacks")})
    note = TO_FOLLOW if said.value is not None else line(said.text)
    if not SHORTEST <= len(note) <= LONGEST_LINE:
        raise Refusal("unsur.refused.note", most=LONGEST_LINE)
    return Taken({**answers, "unsur_note": note})


STEPS = (
    Step("guest", _ask_guest, _guest, needs="unsur_now"),
    Step("pick", _ask_pick, _pick, needs="found"),
    Step("guest_sex", _ask_sex, _sex, needs="guest_name"),
    Step("unsur", _ask_unsur, _unsur, needs="asks_unsur"),
    Step("unsur_note", _ask_note, _note, needs="lacks"),
)
