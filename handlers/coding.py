"""[Kegiatan]: one of those that the words suggest, or found field by field, or typed; a kabupaten's own has a name."""

import re

from actions import coding
from actions.letters import Fact, raw, text
from handlers.chat import Talk
from handlers.flow import Answers, Choice, Question, Said, Step, Taken
from village import catalogue
from village.catalogue import Kegiatan
from village.detail import Field
from village.refusal import Refusal

PAGE = 6
IN_A_ROW = 3
BY_FIELD, MORE, LESS = "bidang", "lagi", "tadi"
AT, FROM, FOUND, NAME = "at", "from", "found", "own_name"
"""What is open now: a code of a higher level ("" for all), from which line on, and what was found by typed words."""
_TYPED = re.compile(r"(\d(?:[\d.\s]*\d)?)\s*[-–:=]*\s*(.*)", re.DOTALL)


def _lines(talk: Talk, answers: Answers) -> list[tuple[str, Fact]]:
    """(code, line) of all that can be picked now."""
    if FOUND in answers:
        return [(code, _line(_kegiatan(code))) for code in answers[FOUND]]
    if AT not in answers:
        _, village = talk.resident()
        proposal = talk.work.proposals.numbered(village.id, answers["number"])
        offered = coding.offered(talk.work, village, proposal) if proposal else ()
        return [(s.code, text("code.because", line=_line(_kegiatan(s.code)), words={"list": list(s.words)}))
                for s in offered]  # fmt: skip
    at = answers[AT]
    if not at:
        return [(code, text("code.line", name=text(f"bidang.{code}"), code=code)) for code in catalogue.bidang()]
    if "." not in at:
        return [(code, text("code.line", name=name, code=code)) for code, name in catalogue.sub_bidang(at).items()]
    return [(kegiatan.code, _line(kegiatan)) for kegiatan in catalogue.kegiatan(at)]


def _kegiatan(code: str) -> Kegiatan:
    found = catalogue.find(code)
    assert found is not None
    return found


def _line(kegiatan: Kegiatan) -> Fact:
    return text("code.line", name=kegiatan.name, code=kegiatan.code)


def _ask(talk: Talk, answers: Answers) -> Question:
    lines, start = _lines(talk, answers), answers.get(FROM, 0)
    shown = list(enumerate(lines, 1))[start : start + PAGE]
    numbers = [Choice("button.show_one", code, {"number": raw(n)}) for n, (code, _) in shown]
    rows = [numbers[i : i + IN_A_ROW] for i in range(0, len(numbers), IN_A_ROW)]
    turn = [Choice("button.before", LESS)] if start else []
    turn += [Choice("button.after", MORE)] if start + PAGE < len(lines) else []
    if turn:
        rows.append(turn)
    if answers.get(AT) != "":
        rows.append([Choice("button.by_field", BY_FIELD)])
    told = [text("code.numbered", number=raw(n), line=line) for n, (_, line) in shown] or [text("code.none")]
    key = "code.ask_found" if FOUND in answers else "code.ask_next" if AT in answers else "code.ask"
    if at := answers.get(AT):
        name: Fact = catalogue.sub_bidang()[at] if "." in at else text(f"bidang.{at}")
        told.insert(0, text("code.within", name=name))
    return Question(key, {"lines": {"lines": told}}, rows)


def _take(talk: Talk, answers: Answers, said: Said) -> Taken:
    kept = {name: value for name, value in answers.items() if name not in (AT, FROM, FOUND)}
    if said.value is None:
        return _typed(kept, said.text)
    if said.value == BY_FIELD:
        return Taken({**kept, AT: ""}, again=True)
    if said.value in (MORE, LESS):
        start = answers.get(FROM, 0) + (PAGE if said.value == MORE else -PAGE)
        return Taken({**answers, FROM: max(0, start)}, again=True)
    if said.value in catalogue.bidang() or said.value in catalogue.sub_bidang():
        return Taken({**kept, AT: said.value}, again=True)
    if catalogue.find(said.value) is None:
        raise Refusal("talk.refused.tap")
    return Taken({**kept, Field.CODE: said.value, NAME: ""})


def _typed(answers: Answers, words: str) -> Taken:
    """A code, with its name where the kabupaten opened it; or words by which to look for one."""
    if (typed := _TYPED.fullmatch(words.strip())) and (code := catalogue.tidy(typed[1])):
        if code in catalogue.bidang() or code in catalogue.sub_bidang():
            return Taken({**answers, AT: code})
        kegiatan = catalogue.find(code)
        if kegiatan is None:
            raise Refusal("code.refused.unknown")
        if kegiatan.local and not typed[2]:
            raise Refusal("code.refused.name", code=kegiatan.code)
        return Taken({**answers, Field.CODE: kegiatan.code, NAME: typed[2]})
    found = [kegiatan.code for kegiatan in catalogue.search(words, PAGE)]
    if not found:
        raise Refusal("code.refused.words")
    return Taken({**answers, FOUND: found})


STEP = Step(Field.CODE, _ask, _take)
