"""News of a proposal, to whoever made it and to whoever stands behind it: once for each person and cause."""

from collections.abc import Collection

from actions.choose_news import NEVER, of_supporters
from actions.digest import LINES, OWN, SUPPORTED
from actions.letters import Button, Fact, Facts, Letter, Priority, Rows, raw, text
from actions.work import Work
from village.place import Village
from village.proposal import Proposal, Status
from village.steps import APPEALABLE, NO, Why

MOVED = "step.moved"


def tell(
    work: Work,
    village: Village,
    proposal: Proposal,
    key: str,
    facts: Facts,
    once: str,
    besides: int = 0,
    rows: Rows = (),
) -> None:
    """`once`: a business key of what happened, the same for everybody. besides: who did it and need not hear it."""
    if proposal.author_id != besides:
        tell_proposer(work, village, proposal, key, facts, once, rows)
    tell_supporters(work, village, proposal, key, facts, once, besides, rows)


def tell_supporters(
    work: Work,
    village: Village,
    proposal: Proposal,
    key: str,
    facts: Facts,
    once: str,
    besides: int = 0,
    rows: Rows = (),
    heard: Collection[int] = (),
) -> None:
    """To whoever stands behind it, as they have chosen; of those without a phone to the kader by whom they do, to be
    passed on."""
    passed_on: dict[int, list[Fact]] = {}
    wishes = of_supporters(work, village, proposal.id)
    for person, by in work.supports.of(proposal.id).items():
        if person in (proposal.author_id, besides) or person in heard:
            continue
        if by == person or work.accounts.chats_of(person):
            _supported(work, village, person, wishes[person], key, facts, once, rows)
        elif supporter := work.residents.get(person):
            passed_on.setdefault(by, []).append(supporter.name)
    for helper, names in passed_on.items():
        told: Facts = {"name": {"list": names}, "news": text(key, **facts)}
        _post(work, village, helper, "aid.pass_on", told, f"{once}:for", rows)


def tell_proposer(
    work: Work, village: Village, proposal: Proposal, key: str, facts: Facts, once: str, rows: Rows = ()
) -> None:
    """News of a proposal to who made it; of somebody without a phone to the kader who entered it, to be passed on."""
    reader = proposal.author_id
    helper = None if work.accounts.chats_of(reader) else work.aids.proposed_by(proposal.id)
    author = work.residents.get(reader) if helper else None
    if helper and author:
        reader, key, facts = helper, "aid.pass_on", {"name": author.name, "news": text(key, **facts)}
    _post(work, village, reader, key, facts, once, rows, OWN if key in LINES else "")


def _supported(
    work: Work, village: Village, person: int, wish: int, key: str, facts: Facts, once: str, rows: Rows = ()
) -> None:
    """To somebody who stands behind it. What they may answer is not put off."""
    if wish != NEVER:
        joins = SUPPORTED if key in LINES else ""
        news = {"news": text(key, **facts)}
        _post(work, village, person, "news.supported", news, once, rows, joins, 0 if rows else wish)


def moved(
    work: Work, village: Village, proposal: Proposal, to: Status, why: Why | None, note: str, seq: int, actor: int,
    joined: int | None = None,
) -> None:  # fmt: skip
    """A proposal has gone a step further: what happened, why, what it means and what can be done."""
    rows = [[appeal(proposal.number)]] if to in NO & APPEALABLE else ()
    facts = words(proposal, to, why, note) | {"into": into(work, joined)}
    say = tell_supporters if to is Status.PERLU_KLARIFIKASI else tell  # to the proposer the question itself is the news
    say(work, village, proposal, MOVED, facts, f"step:{proposal.id}:{seq}", actor, rows)
    along(work, village, proposal, text(MOVED, **facts | {"appeal": None, "into": None}), str(seq), actor)


def appeal(number: int) -> Button:
    return Button("button.banding", "bm", (number,))


def words(proposal: Proposal, to: Status, why: Why | None, note: str) -> dict[str, Fact]:
    """What fills `step.moved`: the proposer reads it, and whoever decides reads it before."""
    return {
        "number": raw(proposal.number),
        "title": proposal.title,
        "status": text(f"status.{to}"),
        "into": None,
        "why": reason(why, note),
        "means": text(f"step.means.{to}"),
        "appeal": text("step.may_appeal") if to in NO & APPEALABLE else None,
    }


def into(work: Work, proposal_id: int | None) -> Fact:
    """The other proposal, with which this one goes on."""
    other = work.proposals.get(proposal_id) if proposal_id else None
    return text("step.into", number=raw(other.number), title=other.title) if other else None


def beside(
    work: Work, village: Village, proposal: Proposal, other: Proposal, joined: bool, seq: int, actor: int
) -> None:
    """The other proposal's people hear that one has come to it, or left it; whoever has heard it already does not."""
    facts: dict[str, Fact] = {
        "number": raw(other.number), "title": other.title, "other": raw(proposal.number), "other_title": proposal.title,
    }  # fmt: skip
    key = "merge.came" if joined else "merge.left"
    _tell_unheard(work, village, other, key, facts, f"beside:{proposal.id}:{seq}", _heard(work, proposal, actor))


def along(work: Work, village: Village, proposal: Proposal, told: Fact, cause: str, actor: int = 0) -> None:
    """Whose proposals go along with this one hear the news of it too; whoever has heard it already does not."""
    heard = _heard(work, proposal, actor)
    for one in work.mergings.joined(proposal.id):
        joined = work.proposals.get(one)
        facts: dict[str, Fact] = {"number": raw(joined.number), "other": raw(proposal.number), "news": told}
        _tell_unheard(work, village, joined, "merge.along", facts, f"along:{one}:{proposal.id}:{cause}", heard)
        heard |= _heard(work, joined, actor)


def _heard(work: Work, proposal: Proposal, actor: int) -> set[int]:
    return {actor, proposal.author_id, *work.supports.of(proposal.id)}


def _tell_unheard(
    work: Work, village: Village, proposal: Proposal, key: str, facts: Facts, once: str, heard: Collection[int]
) -> None:
    if proposal.author_id not in heard:
        tell_proposer(work, village, proposal, key, facts, once)
    tell_supporters(work, village, proposal, key, facts, once, heard=heard)


def reason(why: Why | None, note: str) -> Fact:
    """The fixed reason, and the words beside it."""
    if why is None:
        return text("step.note", note=note) if note else None
    fixed = text(f"why.{why}")
    return text("step.why_noted", why=fixed, note=note) if note else text("step.why", why=fixed)


def _post(
    work: Work, village: Village, person: int, key: str, facts: Facts, once: str, rows: Rows = (), joins: str = "",
    not_before: int = 0,
) -> None:  # fmt: skip
    """joins: how it may stand with others in one letter; what has buttons to answer with stands alone."""
    for chat in work.accounts.chats_of(person):
        work.outbox.post(
            Letter(
                chat, key, facts, rows, resident=person, village=village.id, priority=Priority.RESULT,
                once=f"{once}:{person}:{chat}", joins="" if rows else joins, not_before=not_before,
            )
        )  # fmt: skip
