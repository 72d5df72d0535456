"""A kader acts for a neighbour without a phone: in their name, on a numbered paper, and never in secret."""

from dataclasses import dataclass, replace

from actions import alike, claim, ground, neighbours, propose, rights, route, season
from actions.letters import Letter
from actions.neighbours import office_of
from actions.vote import refuse_without_box, running_poll
from actions.work import Work
from village import aid, names
from village.aid import Aid, AidState
from village.people import Resident, Sex, State
from village.place import Village, local
from village.poll import Poll
from village.proposal import Proposal
from village.refusal import Refusal

MOST_FOUND = 8


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody whom the register does not know; the dusun is the helper's."""

    name: str
    rt: str
    sex: Sex
    birth_year: int


def require(work: Work, helper: Resident, village: Village) -> None:
    rights.require(work, "help_resident", helper, village)
    if helper.dusun_id is None:
        raise Refusal("aid.refused.no_home")


def search(work: Work, helper: Resident, village: Village, words: str) -> list[Resident]:
    """Neighbours of the helper whose name this may be, the best fit first."""
    require(work, helper, village)
    assert helper.dusun_id is not None
    known = work.aids.neighbours(village.id, helper.dusun_id)
    found = [
        person for person, key in known if person.id != helper.id and aid.near(helper, person) and aid.fits(key, words)
    ]
    said = set(names.key(words).split())
    return sorted(found, key=lambda p: (not said <= set(names.key(p.name).split()), p.name, p.id))[:MOST_FOUND]


def helpable(work: Work, helper: Resident, village: Village, person_id: int) -> Resident:
    """The neighbour whom this kader may help; refuses whoever speaks by an own phone, and the own household."""
    rights.require(work, "help_resident", helper, village)
    person = aid.refuse_unless_helpable(helper, work.residents.get(person_id))
    if work.accounts.of(person.id):
        raise Refusal("aid.refused.own_phone", name=person.name)
    if neighbours.related(work, helper, person):
        raise Refusal("aid.refused.household")
    return person


def polls_for(work: Work, village: Village, person: Resident) -> list[Poll]:
    """Running polls in which this neighbour may be helped now: an adult whom the list or a second officer knows."""
    if person.state not in (State.LISTED, State.VERIFIED):
        return []
    year = local(work.now, village.zone).year
    sure = replace(person, state=State.VERIFIED)
    return [
        poll
        for poll in work.polls.running(village.id)
        if work.now < poll.closes_at and poll.lets(sure, year) and not work.aids.helped(poll.id, person.id)
    ]


def round_of(work: Work, village: Village, poll_id: int | None) -> str:
    return aid.votes_of(poll_id) if poll_id else aid.proposals_of(season.for_proposals(work, village).id)


def refuse_unless_room(work: Work, helper: Resident, village: Village, round: str) -> None:
    most = aid.most(village.settings, local(work.now, village.zone).year)
    if work.aids.count(helper.id, round) >= most:
        raise Refusal("aid.refused.most", most=most)


def refuse_unless_free(work: Work, village: Village, round: str, slip: str) -> None:
    if work.aids.slip_used(village.id, round, slip):
        raise Refusal("aid.refused.slip_used", slip=slip)


def enter(work: Work, helper: Resident, village: Village, newcomer: Newcomer) -> Resident:
    """Somebody whom no list knows. A second kader, kadus or RT has to know them too; whom the list does know is it."""
    require(work, helper, village)
    assert helper.dusun_id is not None
    who = Resident(
        0, village.id, newcomer.name, helper.dusun_id, newcomer.rt, newcomer.sex, newcomer.birth_year, State.ASKED
    )
    if not aid.near(helper, who):
        raise Refusal("aid.refused.elsewhere", name=who.name)
    if row := claim.fit(work, who):
        return helpable(work, helper, village, row.resident_id)
    person = work.residents.add(
        village.id, who.name, State.ASKED, who.dusun_id, who.rt, newcomer.sex, newcomer.birth_year
    )
    work.residents.settle(person, State.ASKED, helper.id)
    work.aids.enter(person, village.id)
    work.book.record(village.id, helper.id, office_of(helper), "resident_entered", f"resident:{person}", {"rt": who.rt})
    entered = replace(who, id=person)
    route.begin(work, village, entered)
    return entered


def submit(
    work: Work, helper: Resident, village: Village, who: int | Newcomer, slip: str, words: str,
    dusun_id: int | None, rt: str | None, benefit: str, behalf: str = "",
) -> tuple[Proposal, Resident, bool]:  # fmt: skip
    """Enter a proposal in a neighbour's name. Returns it, the neighbour, and whether it waits for the next season."""
    person = helpable(work, helper, village, who) if isinstance(who, int) else enter(work, helper, village, who)
    home = season.for_proposals(work, village)
    round = aid.proposals_of(home.id)
    refuse_unless_room(work, helper, village, round)
    propose.refuse_unless_room(work, person, village)
    refuse_unless_free(work, village, round, slip)
    title, urgent = ground.title(work, village, words), ground.tells_danger(work, village, words)
    proposal = work.proposals.add(village.id, home.id, title, words, dusun_id, rt, benefit, person.id, urgent, behalf)
    alike.note(work, village, proposal, urgent=urgent)
    work.aids.add(village.id, round, slip, person.id, helper.id, None, proposal.id)
    work.book.record(
        village.id, helper.id, office_of(helper), "proposal_created", f"proposal:{proposal.number}:{proposal.version}",
        {"words": words, "title": proposal.title, "benefit": benefit, "rt": rt, "for": str(person.id), "slip": slip,
         **propose.said_behalf(behalf)},
    )  # fmt: skip
    return proposal, person, home.id != season.current(work, village).id


def open_ballot(work: Work, helper: Resident, village: Village, person_id: int, poll_id: int, slip: str) -> Aid:
    """Begin to vote for a neighbour, on whose word the kader vouches; what is tapped then counts as theirs."""
    person = helpable(work, helper, village, person_id)
    poll = running_poll(work, poll_id)
    poll.refuse_unless_open(work.now)
    refuse_without_box(work, poll)
    round = aid.votes_of(poll.id)
    refuse_unless_room(work, helper, village, round)
    if poll.village_id != village.id or poll.id not in {p.id for p in polls_for(work, village, person)}:
        raise Refusal("aid.refused.no_ballot", name=person.name)
    refuse_unless_free(work, village, round, slip)
    if work.polls.has_voted(poll.id, person.id):
        raise Refusal("aid.refused.no_ballot", name=person.name)
    vouch(work, helper, village, person)
    number = work.aids.add(village.id, round, slip, person.id, helper.id, poll.id, None)
    if number is None:
        raise Refusal("aid.refused.no_ballot", name=person.name)
    work.polls.help(poll.id, number, person.id)
    work.book.record(
        village.id, helper.id, office_of(helper), "vote_helped", f"aid:{number}", {"poll": str(poll.id), "slip": slip}
    )
    opened = work.aids.get(number)
    assert opened is not None
    return opened


def vouch(work: Work, helper: Resident, village: Village, person: Resident) -> None:
    """The list is one witness, the kader the other: docs/decisions/0019."""
    if person.state is State.LISTED:
        work.residents.settle(person.id, State.VERIFIED, helper.id)
        work.book.record(village.id, helper.id, office_of(helper), "resident_vouched", f"resident:{person.id}", {})


def ballot(chat: int, helped: Aid) -> Letter:
    """The neighbour's ballot in the kader's chat: like every ballot it is filled only when it leaves."""
    return Letter(
        chat, "aid.ballot", {"aid": helped.id}, resident=helped.helper_id, village=helped.village_id, fresh="aid"
    )


def mine(work: Work, helper: Resident, village: Village, aid_id: int) -> Aid:
    """The helper's own open ballot for somebody; refuses when it is over, for whatever reason."""
    rights.require(work, "help_resident", helper, village)
    helped = work.aids.get(aid_id)
    if helped is None or helped.helper_id != helper.id or helped.poll_id is None:
        raise Refusal("talk.refused.old")
    running_poll(work, helped.poll_id).refuse_unless_open(work.now)
    window = aid.window(village.settings, local(work.now, village.zone).year)
    person = work.residents.get(helped.resident_id)
    if person is None or person.state is not State.VERIFIED:  # who has died or moved meanwhile: what is cast stands
        raise Refusal("aid.refused.sealed")
    if helped.state is not AidState.OPEN or work.now >= helped.at + window or work.accounts.of(person.id):
        raise Refusal("aid.refused.sealed")
    return helped


def picks(work: Work, helped: Aid) -> frozenset[int]:
    """What stands on a neighbour's open ballot."""
    assert helped.poll_id is not None
    return work.polls.picks(helped.poll_id, work.polls.helped_secret(helped.poll_id, helped.id) or b"")


def cast(work: Work, helper: Resident, village: Village, aid_id: int, option: int, into: bool) -> Aid:
    """One tap for a neighbour: the tap is the vote, as always."""
    helped = mine(work, helper, village, aid_id)
    assert helped.poll_id is not None
    poll = running_poll(work, helped.poll_id)
    secret = work.polls.helped_secret(poll.id, helped.id)
    if secret is None:
        raise Refusal("aid.refused.sealed")
    before = work.polls.picks(poll.id, secret)
    after = poll.picked(before, option, into)
    if after and not before and not work.polls.raise_voice(poll.id, helped.resident_id):
        raise Refusal("aid.refused.other_village")
    if after != before and not work.polls.put(poll.id, helped.resident_id, secret, after):
        raise Refusal("aid.refused.sealed")
    return helped


def seal(work: Work, helper: Resident, village: Village, aid_id: int) -> Aid:
    """The kader is done: from now on nobody but the resident can change this vote."""
    helped = mine(work, helper, village, aid_id)
    assert helped.poll_id is not None
    if not work.polls.has_voted(helped.poll_id, helped.resident_id):
        raise Refusal("aid.refused.empty")
    work.aids.move(helped.id, AidState.STANDS)
    return helped
