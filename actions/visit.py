"""The council looks after helped votes: drawn at the closing, asked at the door, told to everybody."""

from actions import publish, rights
from actions.letters import Button, Fact, Letter, Priority, text
from actions.records import Visit
from actions.work import Work
from village import visits
from village.offices import BPD
from village.people import Resident
from village.place import Village
from village.poll import Poll
from village.refusal import Refusal
from village.visits import Finding


def promised(work: Work, poll_id: int) -> str:
    """What the book keeps from the opening on: the hash of the half of the seed that is fixed then."""
    return visits.promise(visits.key(work.polls.ballot_secret(poll_id)))


def draw(work: Work, village: Village, poll: Poll, head: bytes) -> None:
    """Draw whom the council visits. `head`: the book's last hash before the closing."""
    votes = work.polls.helped_votes(poll.id)
    if not votes:
        return
    key = visits.key(work.polls.ballot_secret(poll.id))
    chosen = visits.drawn(visits.seed(key, head), votes, visits.enough(len(votes)))
    work.aids.draw(poll.id, village.id, key, head, len(votes), chosen)
    facts: dict[str, Fact] = {
        "key": key.hex(), "head": head.hex(), "of": {"list": [str(v) for v in votes]},
        "drawn": {"list": [str(v) for v in chosen]},
    }  # fmt: skip
    work.book.record(village.id, 0, "program", "visits_drawn", f"poll:{poll.id}", facts)
    for member in work.roles.holders(village.id, *BPD):
        for chat in work.accounts.chats_of(member):
            work.outbox.post(
                Letter(
                    chat, "visit.drawn", {"votes": len(votes), "visits": len(chosen)},
                    [[Button("button.visits", "kj")]], resident=member, village=village.id, priority=Priority.RESULT,
                    once=f"visits:{poll.id}:{chat}",
                )
            )  # fmt: skip


def summary(work: Work, poll_id: int, voted: int, least: int) -> Fact:
    """How many votes were helped and how many of them are checked, in words; None when nobody was helped.

    How many is a figure about people and hides when it is small, and the number of visits, which tells it, too. That
    something was wrong is about a kader's work and never hides.
    """
    drawn = work.aids.drawn(poll_id)
    if drawn is None:
        return None
    few, many = drawn.votes < least, voted - drawn.votes < least
    how_many = (
        text("visit.few", least=least) if few
        else text("visit.nearly_all") if many
        else text("visit.count", n=drawn.votes)
    )  # fmt: skip
    found, told = work.aids.findings(poll_id), not (few or many)
    done = sum(found.values())
    progress = (
        text("visit.not_begun") if not done
        else text("visit.finished") if done == drawn.visits
        else text("visit.under_way", done=done) if told
        else text("visit.under_way_few")
    )  # fmt: skip
    facts: dict[str, Fact] = {f.value: found.get(f, 0) for f in Finding}
    if not told:
        del facts[Finding.RIGHT]
    result = text("visit.found" if told else "visit.found_few", **facts) if done else None
    return text("visit.summary", how_many=how_many, progress=progress, result=result)


def waiting(work: Work, member: Resident, village: Village) -> list[Visit]:
    rights.require(work, "check_helped", member, village)
    return [
        v for v in work.aids.not_visited(village.id) if not _own(work, member, v.aid_id) and not _erased(work, v.aid_id)
    ]


def _erased(work: Work, aid_id: int) -> bool:
    """Has the resident erased themselves? Then there is nobody to ask."""
    done = work.aids.get(aid_id)
    person = work.residents.get(done.resident_id) if done else None
    return person is None or not person.name


def _own(work: Work, member: Resident, aid_id: int) -> bool:
    """Does it concern this member? Nobody checks what they did, or what was done in their own name or household."""
    done = work.aids.get(aid_id)
    assert done is not None
    concerned = (done.helper_id, done.resident_id)
    return member.id in concerned or bool(work.aids.housemates([member.id], concerned))


def tick(work: Work, member: Resident, village: Village, aid_id: int, finding: Finding) -> Visit:
    """What the member found at the door. The first answer stands; only "not at home" may still change."""
    rights.require(work, "check_helped", member, village)
    visit = work.aids.visit(aid_id, village.id)
    if visit is None:
        raise Refusal("talk.refused.old")
    if _own(work, member, aid_id):
        raise Refusal("visit.refused.own")
    if visit.finding not in (None, Finding.ABSENT):
        raise Refusal("visit.refused.done")
    work.aids.found(aid_id, finding, member.id)
    work.book.record(village.id, member.id, "bpd", "helped_checked", f"aid:{aid_id}", {"finding": finding.value})
    if visit.poll_id and visit.why == "drawn":
        _tell_end(work, village, visit.poll_id)
    return visit


def _tell_end(work: Work, village: Village, poll_id: int) -> None:
    """When the last drawn visit is done, everybody hears what came out, once."""
    drawn, found = work.aids.drawn(poll_id), work.aids.findings(poll_id)
    poll = work.polls.get(poll_id)
    if drawn is None or poll is None or sum(found.values()) < drawn.visits:
        return
    least = publish.least(poll, village)
    told = drawn.votes >= least and work.polls.voted(poll_id) - drawn.votes >= least
    facts: dict[str, Fact] = {"closed": {"at": poll.closed_at or poll.closes_at, "as": "date"}}
    facts |= {f.value: found.get(f, 0) for f in Finding if told or f is not Finding.RIGHT}
    if told:
        facts["visits"] = drawn.visits
    publish.to_groups(work, village, "visit.told" if told else "visit.told_few", facts, once=f"visited:{poll_id}")
