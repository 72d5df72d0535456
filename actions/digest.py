"""Several pieces of news about proposals in one letter: each in at most two lines."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from actions.letters import Button, Fact, Letter, Rows, raw, text
from village.browse import Whose
from village.proposal import PUBLIC
from village.words import clipped

OWN, SUPPORTED = "own", "supported"
WRAPPED = "news.supported"
LINES = {
    "step.moved": "digest.moved",
    "proposal.changed_news": "digest.changed",
    "banding.told_kept": "digest.kept",
    "merge.came": "digest.came",
    "merge.left": "digest.left",
    "result.proposer": "digest.ranked",
    "result.proposer_hidden": "digest.finished",
    "carry.told": "digest.carried",
    "gather.told": "digest.gathered",
}
"""The text of a piece of news → the lines that tell it among others. What is not here always stands alone."""
MOST_BUTTONS = 6
IN_FULL = 12
"""Above so many pieces, those about other people's proposals are told in one line."""
TITLE, NOTE = 50, 60


def gathered(letters: Sequence[Letter]) -> Letter:
    """One letter for all of these, which one reader would get one after the other."""
    told = [(letter.joins, *_news(letter)) for letter in letters]
    lines = [_line(joins, key, facts, len(letters) <= IN_FULL) for joins, key, facts in told]
    return replace(
        letters[0], key="digest.show", facts={"count": len(letters), "lines": {"lines": lines}}, buttons=_buttons(told)
    )


def _news(letter: Letter) -> tuple[str, Mapping[str, Any]]:
    """Key and facts of the news itself."""
    if letter.key != WRAPPED:
        return letter.key, letter.facts
    news: Any = letter.facts["news"]
    return news["key"], news["facts"]


def _line(joins: str, key: str, facts: Mapping[str, Any], in_full: bool) -> Fact:
    own = joins == OWN
    told = dict(facts)
    if "note" in facts:
        told["note"] = clipped(facts["note"], len(facts["note"]) if own else NOTE)
    if not own:
        told = {name: _short(fact) if name.endswith("title") else fact for name, fact in told.items()}
    if key in ("step.moved", "gather.told"):
        why = _why(facts["why"], own) if own or in_full else None
        into = text("digest.into", number=facts["into"]["facts"]["number"]) if facts.get("into") else None
        told["more"] = text("digest.both", into=into, why=why) if into and why else into or why
    return text(LINES[key], **told)


def _short(title: str) -> str:
    """A title that is cut ends with a whole word and says so."""
    return title if len(title) <= TITLE else title[:TITLE].rsplit(" ", 1)[0].rstrip(" ,.…") + "…"


def _why(why: Mapping[str, Any] | None, own: bool) -> Fact:
    """On the same line: the fixed reason; to the proposer, or where there is no other, the officer's words too."""
    if why is None:
        return None
    fixed, note = why["facts"].get("why"), why["facts"].get("note", "")
    if fixed is None:
        return text("digest.note", note=clipped(note, len(note) if own else NOTE))
    if note and own:
        return text("digest.why_noted", why=fixed, note=clipped(note, len(note)))
    return text("digest.why", why=fixed)


def _buttons(told: Sequence[tuple[str, str, Mapping[str, Any]]]) -> Rows:
    """One for each proposal that the reader may open; of many, the lists in which they stand."""
    numbers = list(dict.fromkeys(facts["number"]["raw"] for joins, _, facts in told if joins == OWN or _open(facts)))
    if len(numbers) <= MOST_BUTTONS:
        each = [Button("button.show_one", "pb", (number,), {"number": raw(number)}) for number in numbers]
        rows = [each[i : i + 3] for i in range(0, len(each), 3)]
    else:
        kinds = {joins for joins, _, _ in told}
        whose = [who for kind, who in ((OWN, Whose.MINE), (SUPPORTED, Whose.SUPPORTED)) if kind in kinds]
        rows = [[Button(f"browse.whose.{who}", "kbl", (who.value,)) for who in whose]]
    return [*rows, [Button("button.news", "kb")]]


def _open(facts: Mapping[str, Any]) -> bool:
    """Is the proposal one that everybody may read, as far as this news tells?"""
    status = facts.get("status")
    return not isinstance(status, Mapping) or status["key"] in {f"status.{one}" for one in PUBLIC}
