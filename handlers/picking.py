"""A page of proposals to pick one from: lines, a button for each with its title, and turning."""

from collections.abc import Callable

from actions.letters import Button, Fact, Letter, raw, text
from actions.work import Work
from handlers.chat import Talk
from village.people import Resident
from village.place import Village
from village.proposal import Proposal

PAGE = 4


Listed = Callable[[Work, Resident, Village, int, int], tuple[list[Proposal], int]]
"""(…, offset, limit) → one page, and how many there are in all."""


def page(talk: Talk, key: str, ops: tuple[str, str], listed: Listed, offset: int = 0) -> Letter:
    """`ops`: of a number, and of turning to an offset. `<key>.none` and `<key>.list` are its texts."""
    found, total = listed(talk.work, *talk.resident(), offset, PAGE)
    if not found:
        return talk.letter(f"{key}.none")
    pick, turn = ops
    lines: list[Fact] = [
        text("pick.line", number=raw(p.number), title=p.title, status=text(f"status.{p.status}")) for p in found
    ]
    turns = [Button("button.before", turn, (max(0, offset - PAGE),))] if offset else []
    if offset + PAGE < total:
        turns.append(Button("button.after", turn, (offset + PAGE,)))
    picks = [[Button("button.pick_titled", pick, (p.number,), titled(p))] for p in found]
    return talk.letter(
        f"{key}.list", {"total": total, "lines": {"lines": lines}}, [*picks, *([turns] if turns else [])]
    )


def titled(proposal: Proposal) -> dict[str, Fact]:
    """What a button says of it."""
    return {"number": raw(proposal.number), "title": proposal.title}
