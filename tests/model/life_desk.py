"""What officers and the council do about proposals: what speaks against it, and what comes of it."""

from tests.model.life import NOBODY, Merging, Offer, Pending, Question
from tests.model.life_acts import Villagers
from tests.model.life_rules import BACK, BY_TIME, GRANTED, ON_A_BALLOT, SHORTEST_QUESTION, WAYS

DESK = ("gather", "place_proposal")


class Officers(Villagers):
    def _taken_up(self, officer: int, number: int) -> set[str]:
        """What an officer may not begin: about an own proposal, or about one that waits for a second person."""
        if number not in self.offers:
            return {"proposal.refused.number"}
        offer = self.offers[number]
        return self.waits(offer) | ({"step.refused.own"} if offer.author == officer else set())

    def not_ask(self, officer: int, number: int, words: str) -> set[str]:
        told = self.lacks(officer, "clarify") | self.lacks(officer, "see_queue")
        if number not in self.offers:
            return told | {"proposal.refused.number"}
        offer = self.offers[number]
        reader = self.people[offer.author].phones or (offer.helper and self.people[offer.helper].phones)
        for key, is_so in (
            ("queue.refused.elsewhere", not self.near(officer, offer)),
            ("step.refused.own", offer.author == officer),
            ("clarify.refused.status", offer.status != "diterima"),
            ("clarify.refused.nobody", not reader),
            ("clarify.refused.short", len(words) < SHORTEST_QUESTION),
        ):
            told |= {key} if is_so else set()
        return told

    def ask(self, officer: int, number: int, words: str, given: int) -> None:
        offer = self.offers[number]
        self.move(offer, "perlu_klarifikasi", officer)
        self.book(officer, "proposal_asked", offer)
        self.questions[given] = Question(given, number, officer, self.now)
        offer.question = given
        self.hear(f"clarify:{given}", offer.author, offer.helper)

    # one person is enough

    def not_go_on(self, officer: int, number: int, to: str, why: str) -> set[str]:
        told = self.lacks(officer, "see_queue")
        if number not in self.offers:
            return told | {"proposal.refused.number"}
        offer = self.offers[number]
        told |= set() if self.near(officer, offer) else {"queue.refused.elsewhere"}
        told |= {"step.refused.own"} if offer.author == officer else set()
        way = WAYS.get((offer.status, to))
        if way is None:
            timely = {"proposal.refused.own", "step.refused.reason"} if (offer.status, to) in BY_TIME else set()
            return told | timely | {"proposal.refused.status"}
        told |= self._unfit(officer, offer, to, why)
        if way.two:
            return told | {"step.refused.pair"}
        return told if set(way.by) & {*DESK} else told | {"proposal.refused.status", "proposal.refused.own"}

    def _unfit(self, officer: int, offer: Offer, to: str, why: str) -> set[str]:
        way = WAYS[offer.status, to]
        fits = why in way.why if way.why else not why
        reason = set() if fits else {"step.refused.reason"}
        return reason | self.blocked(offer, to) | (self.lacks(officer, *way.by) if way.by else set())

    def go_on(self, officer: int, number: int, to: str, why: str, given: object) -> None:
        self.move(self.offers[number], to, officer, why)

    def not_verify(self, officer: int, number: int, ticks: str, note: str, result: str) -> set[str]:
        told = self.lacks(officer, "verify") | self._taken_up(officer, number)
        offer = self.offers.get(number)
        if offer is None:
            return told
        for key, is_so in (
            ("check.refused.status", offer.status != "verifikasi"),
            ("check.refused.unfinished", ticks == "half"),
            ("check.refused.why", ticks == "lacking" and not note and result == "layak"),
        ):
            told |= {key} if is_so else set()
        return told

    def verify(self, officer: int, number: int, ticks: str, note: str, result: str, given: object) -> None:
        offer = self.offers[number]
        self.take_up(offer)
        self.book(officer, "proposal_verified", offer)
        if result == "layak":
            self.move(offer, "layak", officer, note=note)

    # two are needed

    def not_refuse(self, officer: int, number: int, to: str, why: str, note: str) -> set[str]:
        told = self.lacks(officer, "refuse") | self._taken_up(officer, number)
        offer = self.offers.get(number)
        if offer is None:
            return told
        told |= {"proposal.refused.on_ballot"} if self.on_ballot(number) else set()
        way = WAYS.get((offer.status, to))
        if way is None:
            return told | {"proposal.refused.status", "proposal.refused.own", "step.refused.reason"}
        if offer.status not in ("diterima", "verifikasi", "layak") or to == "digabung":
            told |= {"proposal.refused.status"}
        told |= self._unfit(officer, offer, to, why) | (set() if way.two else {"step.refused.alone"})
        told |= set() if way.by else {"proposal.refused.own"}
        return told | (set() if self.seconds(offer, to, officer, NOBODY) else {"step.refused.nobody"})

    def refuse(self, officer: int, number: int, to: str, why: str, note: str, given: int) -> None:
        self._waits(given, self.offers[number], to, why, note, NOBODY, officer)

    def _waits(self, given: int, offer: Offer, to: str, why: str, note: str, into: int, first: int) -> None:
        pending = self.pendings[given] = Pending(given, offer.number, to, why, note, into, first, self.now)
        offer.pending = given
        self.book(first, "proposal_step_asked", offer)
        for second in self.seconds(offer, to, first, into):
            self.hear(f"second:{pending.id}", second)

    def _not_second(self, person: int, given: int) -> set[str]:
        pending = self.pendings.get(given)
        if pending is None or self.offers[pending.number].pending != given:
            return {"step.refused.settled"}
        offer = self.offers[pending.number]
        authors = {offer.author, self.offers[pending.into].author if pending.into else NOBODY}
        own = {"step.refused.own"} if person in authors else set()
        return own | self.lacks(person, *WAYS[offer.status, pending.to].by)

    def not_agree(self, person: int, given: int) -> set[str]:
        told = self._not_second(person, given)
        if "step.refused.settled" in told:
            return told
        pending = self.pendings[given]
        offer = self.offers[pending.number]
        by = WAYS[offer.status, pending.to].by
        told |= set() if self.pairs(by, pending.first, person) else {"step.refused.partner"}
        told |= self.blocked(offer, pending.to)
        if pending.into:
            told |= self._unjoinable(offer, self.offers[pending.into])
        return told

    def agree(self, person: int, given: int, got: object) -> None:
        pending = self.pendings[given]
        offer = self.offers[pending.number]
        self.move(offer, pending.to, pending.first, pending.why, pending.note, person, pending.into)
        self.hear(f"second_agreed:{given}", pending.first)

    def not_decline(self, person: int, given: int) -> set[str]:
        told = self._not_second(person, given)
        if "step.refused.settled" in told:
            return told
        pending = self.pendings[given]
        way = WAYS[self.offers[pending.number].status, pending.to]
        fits = person == pending.first or self.pairs(way.by, pending.first, person)
        return told | (set() if fits else {"step.refused.partner"})

    def decline(self, person: int, given: int, got: object) -> None:
        pending = self.pendings[given]
        offer = self.offers[pending.number]
        offer.pending = NOBODY
        self.book(person, "proposal_step_declined", offer)
        if person != pending.first:
            self.hear(f"declined:{given}", pending.first)

    # join two

    def _unjoinable(self, *offers: Offer) -> set[str]:
        """Only what still waits goes along, only with what still waits itself, and nothing that others go with."""
        told = {"merge.refused.has_others"} if offers and self.joined(offers[0]) else set()
        waiting = all(offer.status == "diterima" for offer in offers)
        return told | (set() if waiting else {"merge.refused.status"})

    def _not_join(self, officer: int, number: int, into: int) -> set[str]:
        told = self.lacks(officer, "merge") | self._taken_up(officer, number) | self._taken_up(officer, into)
        told |= {"proposal.refused.number"} if number == into else set()
        told |= {"proposal.refused.on_ballot"} if self.on_ballot(number) or self.on_ballot(into) else set()
        return told | self._unjoinable(*(self.offers[n] for n in (number, into) if n in self.offers))

    def not_merge(self, officer: int, number: int, into: int) -> set[str]:
        asked = any(m.open and m.number == number for m in self.mergings.values())
        return self._not_join(officer, number, into) | ({"merge.refused.asked"} if asked else set())

    def merge(self, officer: int, number: int, into: int, given: int) -> None:
        first, other = self.offers[number], self.offers[into]
        self.take_up(first, other)
        self.mergings[given] = Merging(given, number, into, officer, self.due(first))
        self.book(officer, "merge_proposed", first)
        self.hear(f"merge:{given}", first.author, first.helper)
        if other.author != first.author:
            self.hear(f"merge:{given}", other.author, other.helper)

    def consent(self, person: int, number: int, yes: bool, given: int) -> None:
        """An author's word; with both it goes before the second officer, if it still can."""
        merging = self.mergings[number]
        first, other = self.offers[merging.number], self.offers[merging.into]
        self.book(person, "merge_answered", first)
        if not yes:
            self.settle_merging(merging)
            return
        merging.agreed |= {offer is other for offer in (first, other) if self.speaks(person, offer)}
        if len(merging.agreed) == 2:
            can = not self._not_join(merging.first, merging.number, merging.into)
            if can and self.seconds(first, "digabung", merging.first, merging.into):
                self.take_up(other)
                self._waits(given, first, "digabung", "serupa", "", merging.into, merging.first)
            self.settle_merging(merging)

    def not_ask_part(self, officer: int, number: int) -> set[str]:
        told = self.lacks(officer, "merge") | self._taken_up(officer, number)
        offer = self.offers.get(number)
        if offer is None:
            return told
        told |= {"proposal.refused.on_ballot"} if self.on_ballot(number) else set()
        if offer.status != "digabung":
            others = {"merge.refused.has_others"} if self.joined(offer) else set()
            return told | others | {"merge.refused.status", "proposal.refused.status"}
        return told | (set() if self.seconds(offer, "diterima", officer, NOBODY) else {"step.refused.nobody"})

    def ask_part(self, officer: int, number: int, given: int) -> None:
        self._waits(given, self.offers[number], "diterima", "", "", NOBODY, officer)

    # the council

    def not_judge(self, member: int, number: int, yes: bool, note: str) -> set[str]:
        told = self.lacks(member, "decide_appeal")
        appeal = self.appeals.get(number)
        if appeal is None or not appeal.open or len(self.offers[appeal.number].path) != appeal.seq:
            return told | {"banding.refused.settled"}
        told |= set() if self.impartial(member, appeal) else {"banding.refused.own"}
        return told | (set() if yes or note else {"banding.refused.reason"})

    def judge(self, member: int, number: int, yes: bool, note: str, given: object) -> None:
        appeal = self.appeals[number]
        offer = self.offers[appeal.number]
        appeal.open = False
        if yes:
            self.move(offer, BACK[offer.status], member, GRANTED, note)
            return
        self.book(member, "appeal_kept", offer)
        self.news(f"banding:{number}", offer, NOBODY)

    # straw polls hold what they name

    def not_open_poll(self, officer: int, numbers: tuple[int, ...], closes: int) -> set[str]:
        told = self.lacks(officer, "open_poll")
        offers = [self.offers.get(n) for n in numbers]
        for key, is_so in (
            ("rights.refused.phase", self.local(self.now).month >= 10),
            ("poll.refused.running", any(self.on_ballot(n) for n in numbers)),
            ("poll.refused.gone", any(o is None or o.status not in ON_A_BALLOT for o in offers)),
        ):
            told |= {key} if is_so else set()
        return told

    def open_poll(self, officer: int, numbers: tuple[int, ...], closes: int, given: int) -> None:
        self.polls[given] = (frozenset(numbers), closes)

    def not_close_poll(self, officer: int, number: int) -> set[str]:
        told = self.lacks(officer, "close_poll")
        return told if number in self.polls else told | {"poll.refused.closed", "poll.refused.gone"}

    def close_poll(self, officer: int, number: int, given: object) -> None:
        del self.polls[number]
