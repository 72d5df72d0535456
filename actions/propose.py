"""Enter a proposal; it gets a number for life."""

from actions import rights, season
from actions.work import Work
from understanding.title import title_of
from village.people import Resident
from village.place import Village
from village.proposal import Proposal
from village.refusal import Refusal
from village.rules import national, number


def limit(work: Work, village: Village) -> int:
    own = village.settings.get("batas_usulan")
    return int(own) if own is not None else number(national("batas_usulan", season.current(work, village).year))


def refuse_unless_room(work: Work, author: Resident, village: Village) -> None:
    most = limit(work, village)
    if work.proposals.open_of(author.id, season.for_proposals(work, village).id) >= most:
        raise Refusal("propose.refused.limit", most=most)


def submit(
    work: Work, author: Resident, village: Village, words: str, dusun_id: int | None, rt: str | None, benefit: str
) -> tuple[Proposal, bool]:
    """Enter what the villager wrote, word for word, with a plain title.

    Returns the proposal, and whether it waits for the next season because this one no longer collects.
    """
    rights.require(work, "propose_own", author, village)
    refuse_unless_room(work, author, village)
    home = season.for_proposals(work, village)
    proposal = work.proposals.add(
        village.id, home.id, title_of(words), words, dusun_id, rt, benefit, author.id
    )
    work.book.record(
        village.id, author.id, "warga", "proposal.created", f"proposal:{proposal.number}:{proposal.version}",
        {"words": words, "title": proposal.title, "benefit": benefit, "rt": rt},
    )  # fmt: skip
    return proposal, home.id != season.current(work, village).id
