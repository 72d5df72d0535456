"""[Daftar harga]: unit prices typed as people say them, each with its source and year; and the ceilings."""

from actions import prices, rights
from actions.letters import Button, Fact, Letter, raw, text
from handlers import flow
from handlers.chat import Answer, Talk, pairs
from handlers.flow import Answers, Choice, Flow, Question, Said, Step, Taken
from village import catalogue, price, typed
from village.place import local
from village.refusal import Refusal
from village.rules import Rule

PAGE = 10
LINE, SUM, SOURCE, YEAR = "line", "sum", "source", "year"


def show(talk: Talk) -> None:
    talk.work.outbox.post(_page(talk, 0))


def page(talk: Talk, offset: str) -> Answer:
    return Answer(redraw=_page(talk, int(offset)))


def _page(talk: Talk, offset: int) -> Letter:
    officer, village = talk.resident()
    rights.require(talk.work, "set_prices", officer, village)
    found = talk.work.prices.listed(village.id, offset, PAGE + 1)
    lines: list[Fact] = [line(row) for row in found[:PAGE]] or [text("price.none_yet")]
    turn = [Button("button.waits_longer", "ahl", (max(0, offset - PAGE),))] if offset else []
    if len(found) > PAGE:
        turn.append(Button("button.waits_less", "ahl", (offset + PAGE,)))
    rows = [[Button("button.add_price", "ahb"), Button("button.ceiling", "ahp")], *([turn] if turn else [])]
    return talk.letter("price.list", {"lines": {"lines": lines}}, rows)


def line(row: price.Price) -> Fact:
    """One price, with where it comes from."""
    return text(
        "price.line", name=row.name, unit=row.unit, span=span(row.low, row.high), source=row.source,
        year=raw(row.year),
    )  # fmt: skip


def span(low: int, high: int) -> Fact:
    if low == high:
        return {"rupiah": low}
    return text("price.span", low={"rupiah": low}, high={"rupiah": high})


def add(talk: Talk) -> None:
    officer, village = talk.resident()
    rights.require(talk.work, "set_prices", officer, village)
    flow.begin(talk, PRICE)


def _ask_line(talk: Talk, answers: Answers) -> Question:
    return Question("price.ask_line")


def _line(talk: Talk, answers: Answers, said: Said) -> Taken:
    return Taken({**answers, LINE: list(price.read(said.text))})


def _ask_source(talk: Talk, answers: Answers) -> Question:
    return Question("price.ask_source")


def _source(talk: Talk, answers: Answers, said: Said) -> Taken:
    return Taken({**answers, SOURCE: prices.sourced(said.text)})


def _ask_year(talk: Talk, answers: Answers) -> Question:
    this = _this_year(talk)
    return Question("price.ask_year", {}, [[Choice("button.year", y, {"year": raw(y)}) for y in (this - 1, this)]])


def _year(talk: Talk, answers: Answers, said: Said) -> Taken:
    year = int(said.value) if said.value is not None else typed.year(said.text)
    if year is None or not prices.EARLIEST <= year <= _this_year(talk) + 1:
        raise Refusal("price.refused.year")
    return Taken({**answers, YEAR: year})


def _this_year(talk: Talk) -> int:
    _, village = talk.resident()
    return local(talk.work.now, village.zone).year


def _added(talk: Talk, answers: Answers) -> None:
    officer, village = talk.resident()
    name, unit, low, high = answers[LINE]
    row = prices.add(talk.work, officer, village, name, unit, low, high, answers[SOURCE], answers[YEAR])
    talk.say("price.done", {"line": line(row)}, [[Button("button.add_price", "ahb"), Button("button.prices", "ahg")]])


_BASED = (Step(SOURCE, _ask_source, _source), Step(YEAR, _ask_year, _year))
PRICE = flow.register(Flow("price", (Step(LINE, _ask_line, _line), *_BASED), _added, pauses=True))


def ceilings(talk: Talk) -> None:
    """The ceiling of each dusun, and a button to say it."""
    officer, village = talk.resident()
    rights.require(talk.work, "set_prices", officer, village)
    lines: list[Fact] = []
    for dusun in village.dusun:
        most = price.ceiling(village.settings, dusun.id)
        lines.append(
            text("ceiling.line", dusun=dusun.name, most={"rupiah": most})
            if most
            else text("ceiling.unknown", dusun=dusun.name)
        )
    rows = pairs([Button("button.name", "ahd", (dusun.id,), {"name": dusun.name}) for dusun in village.dusun])
    talk.say("ceiling.list", {"lines": {"lines": lines}}, [*rows, [Button("button.funds", "ahf")]])


def funds(talk: Talk) -> None:
    """What each fund may give, with year and source, and a button to say it."""
    officer, village = talk.resident()
    rights.require(talk.work, "set_prices", officer, village)
    known = prices.funds(talk.work, village)
    lines = [_fund_line(fund, known.get(fund)) for fund in catalogue.funds()]
    rows = pairs([Button(f"fund.{fund.lower()}", "ahi", (fund,)) for fund in catalogue.funds()])
    talk.say("ceiling.funds", {"lines": {"lines": lines}}, rows)


def _fund_line(fund: str, rule: Rule | None) -> Fact:
    name = text(f"fund.{fund.lower()}")
    if rule is None:
        return text("ceiling.unknown", dusun=name)
    return text(
        "ceiling.fund", fund=name, most={"rupiah": int(rule.value)}, source=rule.source, year=raw(rule.year)
    )  # fmt: skip


def ask_fund(talk: Talk, fund: str) -> None:
    officer, village = talk.resident()
    rights.require(talk.work, "set_prices", officer, village)
    if fund not in catalogue.funds():
        raise Refusal("talk.refused.old")
    flow.begin(talk, FUND, {"fund": fund})


def _ask_fund_sum(talk: Talk, answers: Answers) -> Question:
    return Question("ceiling.ask_fund_sum", {"fund": text(f"fund.{answers['fund'].lower()}")})


def _ask_fund_year(talk: Talk, answers: Answers) -> Question:
    """The year that is planned comes first: it is the one that is asked most."""
    this = _this_year(talk)
    return Question("ceiling.ask_year", {}, [[Choice("button.year", y, {"year": raw(y)}) for y in (this + 1, this)]])


def _set_fund(talk: Talk, answers: Answers) -> None:
    officer, village = talk.resident()
    fund = answers["fund"]
    prices.set_fund(talk.work, officer, village, fund, answers[SUM], answers[SOURCE], answers[YEAR])
    line = _fund_line(fund, prices.funds(talk.work, village)[fund])
    talk.say(
        "ceiling.fund_done", {"line": line}, [[Button("button.funds", "ahf"), Button("button.prices", "ahg")]]
    )  # fmt: skip


def ask_ceiling(talk: Talk, dusun: str) -> None:
    officer, village = talk.resident()
    rights.require(talk.work, "set_prices", officer, village)
    if village.hamlet(int(dusun)) is None:
        raise Refusal("talk.refused.old")
    flow.begin(talk, CEILING, {"dusun": int(dusun)})


def _ask_sum(talk: Talk, answers: Answers) -> Question:
    _, village = talk.resident()
    hamlet = village.hamlet(answers["dusun"])
    return Question("ceiling.ask_sum", {"dusun": hamlet.name if hamlet else ""})


def _sum(talk: Talk, answers: Answers, said: Said) -> Taken:
    found = typed.money(said.text)
    if found is None or found <= 0:
        raise Refusal("price.refused.sum")
    return Taken({**answers, SUM: found})


def _set(talk: Talk, answers: Answers) -> None:
    officer, village = talk.resident()
    prices.set_ceiling(talk.work, officer, village, answers["dusun"], answers[SUM], answers[SOURCE], answers[YEAR])
    hamlet = village.hamlet(answers["dusun"])
    assert hamlet is not None
    talk.say(
        "ceiling.done",
        {"dusun": hamlet.name, "most": {"rupiah": answers[SUM]}, "source": answers[SOURCE],
         "year": raw(answers[YEAR])},
        [[Button("button.ceiling", "ahp"), Button("button.prices", "ahg")]],
    )  # fmt: skip


FUND = flow.register(
    Flow(
        "ceiling_fund",
        (Step(SUM, _ask_fund_sum, _sum), Step(SOURCE, _ask_source, _source), Step(YEAR, _ask_fund_year, _year)),
        _set_fund,
        pauses=True,
    )
)
CEILING = flow.register(Flow("ceiling", (Step(SUM, _ask_sum, _sum), *_BASED), _set, pauses=True))
