"""Enter a proposal; it gets a number for life."""

from actions import alike, ground, rights, season, steps
from actions.letters import Fact, text
from actions.work import Work
from understanding import place
from understanding.kinds import Route
from understanding.title import title_of
from village.kelompok import Kelompok
from village.people import Resident
from village.place import Dusun, Village
from village.proposal import Proposal, Status
from village.refusal import Refusal
from village.rules import national
from village.rules import number as whole


def place_named(village: Village, words: str) -> tuple[int | None, str | None]:
    """(dusun, RT) that the villager's own sentence names; None for what it leaves open."""
    dusun = place.named(words, {d.id: d.name for d in village.dusun})
    hamlet = village.hamlet(dusun)
    return dusun, place.rt_named(words, hamlet.rts) if hamlet else None


def rt_of(hamlet: Dusun, words: str) -> str:
    """The RT that an answer such as "3", "03" or "RT 3" means; refuses one that the dusun does not have."""
    named = place.rt_named(words, hamlet.rts) or place.rt_named(f"rt {words.strip()}", hamlet.rts)
    return hamlet.rt(int(named) if named else None)


def limit(work: Work, village: Village) -> int:
    local = village.settings.get("batas_usulan")
    return int(local) if local is not None else whole(national("batas_usulan", season.current(work, village).year))


def refuse_unless_room(work: Work, author: Resident, village: Village) -> None:
    most = limit(work, village)
    if work.proposals.open_of(author.id, season.for_proposals(work, village).id) >= most:
        raise Refusal("propose.refused.limit", most=most)


def submit(
    work: Work, author: Resident, village: Village, words: str, dusun_id: int | None, rt: str | None, benefit: str,
    behalf: str = "",
) -> tuple[Proposal, bool]:  # fmt: skip
    """Enter what the villager wrote, word for word, with a plain title.

    Returns the proposal, and whether it waits for the next season because this one no longer collects.
    """
    rights.require(work, "propose_own", author, village)
    refuse_unless_room(work, author, village)
    home = season.for_proposals(work, village)
    read = ground.reading(work, village, words, author)
    title = title_of(read.redacted)
    urgent = read.route is Route.DARURAT
    proposal = work.proposals.add(village.id, home.id, title, words, dusun_id, rt, benefit, author.id, urgent, behalf)
    written = {"words": words, "title": proposal.title, "benefit": benefit, "rt": rt, **said_behalf(behalf)}
    thing = f"proposal:{proposal.number}:{proposal.version}"
    work.book.record(village.id, author.id, "warga", "proposal_created", thing, written)
    alike.note(work, village, proposal, urgent=urgent)
    return proposal, home.id != season.current(work, village).id


def behalf_words(behalf: str) -> Fact:
    """The group as people read it."""
    return text(f"kelompok.{Kelompok(behalf).short}") if behalf in set(Kelompok) else behalf


def said_behalf(behalf: str) -> dict[str, str]:
    """What the book says of it: nothing where there is no group."""
    return {"behalf": behalf} if behalf else {}


def own(work: Work, author: Resident, village: Village, number: int) -> Proposal:
    """The author's own proposal with that number; refuses somebody else's."""
    proposal = work.proposals.numbered(village.id, number)
    if proposal is None or proposal.author_id != author.id:
        raise Refusal("proposal.refused.own")
    return proposal


def withdraw(work: Work, author: Resident, village: Village, number: int) -> Proposal:
    """Take one's own proposal back. Its number is not given again, its history stays."""
    proposal = own(work, author, village, number)
    return steps.take(work, author, village, proposal, Status.DICABUT)
