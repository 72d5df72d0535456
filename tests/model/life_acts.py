"""What villagers do about proposals: what speaks against it, and what comes of it."""

from tests.model.life import NOBODY, Appeal, Mark, Offer, Village
from tests.model.life_rules import (
    APPEAL_WITHIN,
    BACK,
    CHANGEABLE,
    COUNCIL,
    LIMIT,
    LONGEST,
    PART_WITHIN,
    SUPPORTABLE,
    UNSEEN,
    WAYS,
)

KNOWN = ("asked", "verified")


class Villagers(Village):
    # enter, change, withdraw

    def full(self, author: int) -> set[str]:
        """So many open proposals of one person in a season are enough."""
        season = self.season_of_new()
        mine = [o for o in self.offers.values() if o.author == author and o.born == season]
        return {"propose.refused.limit"} if sum(o.status in CHANGEABLE for o in mine) >= LIMIT else set()

    def not_propose(self, author: int, dusun: int | None, words: str) -> set[str]:
        stranger = self.people[author].state not in KNOWN
        return self.full(author) | ({"rights.refused.propose_own"} if stranger else set())

    def propose(self, author: int, dusun: int | None, words: str, given: tuple[int, int]) -> None:
        self._enter(author, author, NOBODY, dusun, words, given)

    def not_enter(self, helper: int, person: int, dusun: int | None, words: str) -> set[str]:
        return self.full(person) | self._not_helped(helper, person)

    def enter(self, helper: int, person: int, dusun: int | None, words: str, given: tuple[int, int]) -> None:
        self._enter(helper, person, helper, dusun, words, given)

    def _enter(
        self, actor: int, author: int, helper: int, dusun: int | None, words: str, given: tuple[int, int]
    ) -> None:  # fmt: skip
        season = self.season_of_new()
        offer = Offer(*given, author, helper, dusun, season, season, len(words))
        self.offers[offer.number] = offer
        mark = Mark("diterima", "", author, NOBODY, NOBODY, self.now)
        offer.path.append(mark)
        self.moved.append((offer, "", mark))
        self.book(actor, "proposal_created", offer)

    def _not_helped(self, helper: int, person: int) -> set[str]:
        who, whom = self.people[helper], self.people[person]
        told = self.lacks(helper, "help_resident")
        for key, is_so in (
            ("self", helper == person),
            ("gone", whom.state == "moved"),
            ("elsewhere", who.dusun != whom.dusun),
            ("own_phone", bool(whom.phones)),
        ):
            told |= {f"aid.refused.{key}"} if is_so else set()
        return told

    def _not_own(self, author: int, number: int) -> set[str]:
        mine = number in self.offers and self.offers[number].author == author
        return set() if mine else {"proposal.refused.own"}

    def not_withdraw(self, author: int, number: int) -> set[str]:
        if told := self._not_own(author, number):
            return told
        offer = self.offers[number]
        late = set() if offer.status in CHANGEABLE else {"proposal.refused.status"}
        return late | self.blocked(offer, "dicabut")

    def withdraw(self, author: int, number: int, given: object) -> None:
        self.move(self.offers[number], "dicabut", author)

    def not_change(self, author: int, number: int, words: str) -> set[str]:
        if told := self._not_own(author, number):
            return told
        offer = self.offers[number]
        told |= set() if offer.status in CHANGEABLE else {"proposal.refused.fixed"}
        told |= {"proposal.refused.on_ballot"} if self.on_ballot(number) else set()
        return told | self.waits(offer)

    def waits(self, offer: Offer) -> set[str]:
        """What its first person has no right to any more waits for nobody."""
        pending = self.pendings.get(offer.pending)
        stands = pending and self.can(pending.first, *WAYS[offer.status, pending.to].by)
        return {"step.refused.waits"} if stands else set()

    def take_up(self, *offers: Offer) -> None:
        """Something else begins: what waited for nobody is over."""
        for offer in offers:
            offer.pending = offer.pending if self.waits(offer) else NOBODY

    def change(self, author: int, number: int, words: str, given: object) -> None:
        offer = self.offers[number]
        self.take_up(offer)
        offer.version, offer.words = offer.version + 1, len(words)
        self.book(author, "proposal_changed", offer)
        self.news(f"version:{offer.id}:{offer.version}", offer, author)

    # stand behind

    def _unsupportable(self, person: int, number: int) -> set[str]:
        if number not in self.offers or self.offers[number].status in UNSEEN:
            return {"proposal.refused.number"}
        offer = self.offers[number]
        told = {"support.refused.own"} if offer.author == person else set()
        return told | (set() if offer.status in SUPPORTABLE else {"support.refused.over"})

    def not_support(self, person: int, number: int) -> set[str]:
        unknown = set() if self.people[person].state == "verified" else {"rights.refused.support"}
        return unknown | self._unsupportable(person, number)

    def support(self, person: int, number: int, given: object) -> None:
        if person not in self.offers[number].supporters:
            self.offers[number].supporters[person] = person
            self.book(person, "support_given")

    def not_unsupport(self, person: int, number: int) -> set[str]:
        unknown = set() if self.people[person].state == "verified" else {"rights.refused.support"}
        return unknown | (set() if number in self.offers else {"proposal.refused.number"})

    def unsupport(self, person: int, number: int, given: object) -> None:
        if self.offers[number].supporters.pop(person, NOBODY):
            self.book(person, "support_ended")

    def not_help_support(self, helper: int, person: int, number: int) -> set[str]:
        told = self._unsupportable(person, number) | self._not_helped(helper, person)
        if (offer := self.offers.get(number)) is not None:
            told |= {"aid.refused.support_own", "support.refused.own"} if offer.author == helper else set()
            told |= {"aid.refused.supports"} if person in offer.supporters else set()
        waits = self.people[person].state == "asked"
        return told | ({"aid.refused.support_waits"} if waits else set())

    def help_support(self, helper: int, person: int, number: int, given: object) -> None:
        self.people[person].state = "verified"
        self.offers[number].supporters[person] = helper
        self.book(helper, "support_helped")

    # answer what is asked

    def not_answer(self, speaker: int, asked: int, words: str) -> set[str]:
        question = self.questions.get(asked)
        if question is None or self.offers[question.number].question != asked:
            return {"clarify.refused.over"}
        offer = self.offers[question.number]
        told = set() if self.speaks(speaker, offer) else {"proposal.refused.own"}
        return told | ({"clarify.refused.long"} if offer.words + 2 + len(words) > LONGEST else set())

    def answer(self, speaker: int, asked: int, words: str, given: object) -> None:
        question = self.questions[asked]
        offer = self.offers[question.number]
        offer.version, offer.words = offer.version + 1, offer.words + 2 + len(words)
        self.book(speaker, "proposal_revised", offer)
        self.move(offer, "diterima", speaker)
        self.hear(f"answered:{asked}", question.by)

    def not_consent(self, person: int, number: int, yes: bool) -> set[str]:
        merging = self.mergings.get(number)
        if merging is None or not merging.open:
            return {"merge.refused.settled"}
        sides = (self.offers[merging.number], self.offers[merging.into])
        return set() if any(self.speaks(person, offer) for offer in sides) else {"merge.refused.who"}

    def may_part(self, person: int, number: int) -> bool:
        """One of the two authors, within two weeks."""
        offer = self.offers.get(number)
        if offer is None or offer.status != "digabung":
            return False
        last = offer.path[-1]
        other = next(o for o in self.offers.values() if o.id == last.into)
        early = self.now < self.midnight_after(last.at, PART_WITHIN)
        return early and (self.speaks(person, offer) or self.speaks(person, other))

    def not_part(self, person: int, number: int) -> set[str]:
        return set() if self.may_part(person, number) else {"merge.refused.part"}

    def part(self, person: int, number: int, given: object) -> None:
        self.move(self.offers[number], "diterima", person)

    # ask the council

    def whom(self, person: int, offer: Offer) -> int:
        """In whose name this person asks the council; nobody's, if it is no business of theirs."""
        if person == offer.author or person in offer.supporters:
            return person
        if person == offer.helper:
            return offer.author
        helped = (who for who, by in offer.supporters.items() if by == person and self.people[who].state == "verified")
        return next(helped, NOBODY)

    def against(self, offer: Offer) -> Appeal | None:
        """The appeal against the no that stands."""
        seq = len(offer.path)
        return next((a for a in self.appeals.values() if a.number == offer.number and a.seq == seq), None)

    def not_appeal(self, person: int, number: int) -> set[str]:
        offer = self.offers.get(number)
        if offer is None:
            return {"proposal.refused.number"}
        told = set() if self.whom(person, offer) else {"banding.refused.who"}
        told |= set() if self.people[person].state in KNOWN else {"rights.refused.appeal"}
        if offer.status not in BACK:
            return told | {"banding.refused.status"}
        told |= {"banding.refused.once"} if self.against(offer) else set()
        late = self.now >= self.midnight_after(offer.path[-1].at, APPEAL_WITHIN)
        return told | ({"banding.refused.late"} if late else set())

    def appeal(self, person: int, number: int, given: int) -> None:
        offer = self.offers[number]
        appeal = self.appeals[given] = Appeal(given, number, len(offer.path), self.whom(person, offer))
        self.book(person, "proposal_appealed", offer)
        for member in self.people:
            if self.people[member].offices & COUNCIL and self.impartial(member, appeal):
                self.hear(f"banding-new:{given}", member)

    def impartial(self, member: int, appeal: Appeal) -> bool:
        offer = self.offers[appeal.number]
        mark = offer.path[appeal.seq - 1]
        concerned = (offer.author, appeal.whom, mark.by, mark.second)
        return member not in concerned and member not in offer.supporters

    def not_explain(self, person: int, number: int, words: str) -> set[str]:
        appeal = self.appeals.get(number)
        if appeal is None or not appeal.open:
            return {"banding.refused.settled"}
        ours = self.whom(person, self.offers[appeal.number]) == appeal.whom
        return set() if ours else {"banding.refused.who"}

    def explain(self, person: int, number: int, words: str, given: object) -> None:
        """Nothing but words."""

    # what becomes of people

    def not_leave(self, person: int) -> set[str]:
        return set()

    def leave(self, person: int, given: object) -> None:
        self.people[person].state = "moved"

    def not_lose_phone(self, person: int) -> set[str]:
        return set()

    def lose_phone(self, person: int, given: object) -> None:
        self.people[person].phones = ()

    def not_vacate(self, office: str) -> set[str]:
        return set()

    def vacate(self, office: str, given: object) -> None:
        for person in self.people.values():
            person.offices.discard(office)

    def not_appoint(self, person: int, office: str) -> set[str]:
        return set()

    def appoint(self, person: int, office: str, given: object) -> None:
        self.people[person].offices.add(office)

    def not_wait(self, milliseconds: int) -> set[str]:
        return set()

    def wait(self, milliseconds: int, given: object) -> None:
        """Time has gone by already; whatever it brings about comes now."""
        self.pulse()
