"""What is tried next: mostly what makes sense, often enough what does not.

A wrong office, a mandate that is over, a wrong reason, too late, twice, about an own proposal, on a running ballot.
"""

from random import Random
from typing import Any

from tests.model.life import DAY, Offer
from tests.model.life_desk import Officers
from tests.model.life_rules import BACK, ON_A_BALLOT, REASONS, STATUSES, TEAM, WAYS
from tests.model.life_village import EAGER, GIVEN, LOSER

HOUR = 3_600_000
VACATED = (TEAM, TEAM, "tim_verifikasi", "kader", "kadus", "bpd_anggota", "bpd_ketua", "fasilitator")
MISSING = 9999
OFTEN = {
    "layak": 8, "belum_dibiayai": 8, "rancangan_rkp": 1.5, "bukan_kewenangan": 3, "digabung": 3, "verifikasi": 2,
    "dicabut": 0.3, "diteruskan": 0.7, "disembunyikan": 0.7,
}  # fmt: skip
"""Where the way is long, and many turn off."""
LAST = ("dibahas_musrenbang", "bukan_kewenangan")
"""Where some should still stand when the season ends."""
SPANS = ((0, 2), (HOUR, 3), (DAY, 6), (2 * DAY, 4), (4 * DAY, 2), (9 * DAY, 1.5), (16 * DAY, 0.7))
"""How long nothing happens, and how often."""
ACTS = {
    "onward": 46, "second": 16, "consent": 14, "answer": 6, "appeal": 6, "judge": 9, "part": 2, "ask_part": 2,
    "propose": 6, "enter": 4, "support": 9, "unsupport": 3, "help_support": 5, "change": 3, "withdraw": 1,
    "open_poll": 2, "close_poll": 1, "explain": 1.5, "wait": 8, "year": 1.2, "vacate": 0.7, "appoint": 3,
    "leave": 0.15, "lose_phone": 2,
}  # fmt: skip


class Choices:
    """Chooses acts by what stands where in the reference."""

    chance: Random
    world: Officers
    named: dict[str, int]
    homes: tuple[int, ...]
    drop: list[int]

    # who and what is tried

    def often(self, share: float = 0.85) -> bool:
        return self.chance.random() < share

    def some(self, things: Any) -> Any:
        """One of them; sets are put into an order first, so that a seed gives the same walk each time."""
        found = sorted(things) if isinstance(things, set | frozenset) else list(things)
        return self.chance.choice(found) if found else None

    def _anybody(self) -> int:
        return int(self.some(self.world.people))

    def _holder(self, *rights: str) -> int:
        """Somebody who mostly has one of these rights."""
        fit = [p for p in self.world.people if self.world.can(p, *rights)] if rights else []
        if fit and self.often():
            return int(self.some(fit))
        return int(self.some([p.id for p in self.world.people.values() if p.offices or self.often(0.4)]))

    def _offer(self, *statuses: str) -> Offer | None:
        fit = [o for o in self.world.offers.values() if not statuses or o.status in statuses]
        return self.some(fit) if fit else None

    def _number(self, *statuses: str) -> int:
        """Mostly of one that stands there; a little oftener one that others go along with."""
        if self.often(0.15):
            into = {o.path[-1].into for o in self.world.offers.values() if o.status == "digabung"}
            fit = [o.number for o in self.world.offers.values() if o.id in into and o.status in statuses]
            if fit:
                return int(self.some(fit))
        offer = (self._offer(*statuses) if self.often(0.92) else None) or self._offer()
        return offer.number if offer and self.often(0.98) else MISSING

    def _open_or_not(self, waiting: Any, all_: Any) -> Any:
        """One of those that wait; seldom one that is over already. None where there is nothing to try."""
        if self.often(0.95):
            return self.some(waiting) if waiting else None
        return self.some(all_)

    def _onward(self) -> Any:
        """One of the transitions that people could begin now; each as likely as the others."""
        standing = {o.status for o in self.world.offers.values()}
        ways = [way for way in (*WAYS, *BACK.items()) if way[0] in standing]
        if not ways:
            return self._propose()
        [way] = self.chance.choices(ways, [OFTEN.get(to, 1) / (1 + 2 * (here in LAST)) for here, to in ways])
        begin = {"perlu_klarifikasi": self._ask, "digabung": self._merge, "dicabut": self._withdraw}
        if way in BACK.items():
            return self._appeal()
        if way[1] in begin:
            return begin[way[1]]()
        if way == ("perlu_klarifikasi", "diterima"):
            return self._answer()
        if way == ("digabung", "diterima"):
            return self._part() if self.often(0.5) else self._ask_part()
        if way[1] == "layak":
            return self._verify()
        return self._refuse(way) if WAYS[way].two else self._go_on(way)

    def _ask(self) -> Any:
        words = "Di mana letak jalannya?" if self.often(0.9) else "Apa?"
        number = self._number("diterima")
        if self.often(0.25):
            loser = self.named[LOSER]
            lost = [o.number for o in self.world.offers.values() if o.author == loser and o.status == "diterima"]
            number = self.some(lost) or number
        return "ask", self._holder("clarify"), number, words

    def _go_on(self, way: tuple[str, str]) -> Any:
        here, to = way
        why = self._reason(*way)
        if not self.often(0.9):
            to = self._elsewhere(here)
            why = self._reason(here, to) if self.often(0.7) else why
        if not self.often(0.93):
            why = self.some(["", *REASONS])
        return "go_on", self._holder(*WAYS[way].by), self._number(here), to, why

    def _refuse(self, way: tuple[str, str]) -> Any:
        here, to = way
        why = self._reason(*way)
        if not self.often(0.9):
            to = self._elsewhere(here)
            why = self._reason(here, to) if self.often(0.7) else why
        if not self.often(0.93):
            why = self.some(REASONS)
        note = self.some(("", "Lahannya milik Pak Joyo."))
        return "refuse", self._holder("refuse"), self._number(here), to, why, note

    def _elsewhere(self, here: str) -> str:
        """Some other status; mostly one that another talk leads to."""
        near = [to for one, to in WAYS if one == here]
        return str(self.some(near if near and self.often(0.6) else STATUSES))

    def _reason(self, here: str, to: str) -> str:
        way = WAYS.get((here, to))
        return self.some(way.why) or "" if way else ""

    def _verify(self) -> Any:
        ticks = self.some(("full", "full", "full", "lacking", "half"))
        note, result = self.some(("", "Sudah dilihat.")), self.some(("layak", "layak", "layak", "tidak_layak"))
        return "verify", self._holder("verify"), self._number("verifikasi"), ticks, note, result

    def _second(self) -> Any:
        """Mostly an answer to what waits, mostly by somebody who may give it."""
        waiting = [p for o in self.world.offers.values() if (p := self.world.pendings.get(o.pending))]
        pending = self._open_or_not(waiting, self.world.pendings.values())
        if pending is None:
            return self._onward()
        offer = self.world.offers[pending.number]
        fit = self.world.seconds(offer, pending.to, pending.first, pending.into) if pending in waiting else []
        person = self.some(fit) if fit and self.often(0.8) else self._holder("refuse", "merge")
        if self.often(0.1):
            person = self.some((pending.first, offer.author))
        return "agree" if self.often(0.8) else "decline", person, pending.id

    def _merge(self) -> Any:
        number, into = self._number("diterima"), self._number("diterima")
        free = [o.number for o in self.world.offers.values() if o.status == "diterima" and not o.pending]
        free = [n for n in free if not self.world.on_ballot(n)]
        if len(free) > 1 and self.often():
            number, into = self.chance.sample(free, 2)
        joined = [o.number for o in self.world.offers.values() if o.status == "diterima" and self.world.joined(o)]
        if joined and self.often(0.1):
            number = self.some(joined)
        return "merge", self._holder("merge"), number, into

    def _consent(self) -> Any:
        waiting = [m for m in self.world.mergings.values() if m.open]
        merging = self._open_or_not(waiting, self.world.mergings.values())
        if merging is None:
            return self._onward()
        sides = (self.world.offers[merging.number], self.world.offers[merging.into])
        person = self.some([o.helper or o.author for o in sides]) if self.often(0.93) else self._anybody()
        return "consent", person, merging.id, self.often(0.9)

    def _part(self) -> Any:
        number = self._number("digabung")
        offer = self.world.offers.get(number)
        sides = [offer, *(o for o in self.world.offers.values() if o.id == offer.path[-1].into)] if offer else []
        return "part", self.some([o.author for o in sides]) if sides and self.often() else self._anybody(), number

    def _ask_part(self) -> Any:
        return "ask_part", self._holder("merge"), self._number("digabung")

    def _propose(self) -> Any:
        here = [p.id for p in self.world.people.values() if p.phones and p.id not in self.drop]
        here += [self.named[LOSER]] if self.named[LOSER] in here and self.often(0.5) else []
        return self._new("propose", self.named[EAGER] if self.often(0.25) else self.some(here))

    def _enter(self) -> Any:
        helper, person = self._helped()
        return self._new("enter", helper, person)

    def _new(self, name: str, *who: int) -> Any:
        dusun = self.some((*self.homes, *self.homes, None))
        carried = [o for o in self.world.offers.values() if o.author == who[-1] and o.born != o.season]
        if len(carried) >= 3 and self.often(0.9):
            return None
        return name, *who, dusun, f"Usulan jalan dan lampu nomor {len(self.world.offers) + 1}"

    def _helped(self) -> tuple[int, int]:
        without = [p for p in self.world.people.values() if not p.phones]
        person = self.some(without) if self.often(0.92) else self.some(self.world.people.values())
        near = [p for p in self.world.people if self.world.can(p, "help_resident")]
        near = [p for p in near if self.world.people[p].dusun == person.dusun] or near
        return self.some(near) if near and self.often(0.92) else self._anybody(), person.id

    def _support(self) -> Any:
        leaver = self.some(self.drop) if self.often(0.15) else self._anybody()
        return "support", leaver, self._number()

    def _unsupport(self) -> Any:
        offer = self._offer()
        fit = list(offer.supporters) if offer else []
        return "unsupport", self.some(fit) if fit and self.often() else self._anybody(), self._number()

    def _help_support(self) -> Any:
        return "help_support", *self._helped(), self._number()

    def _change(self) -> Any:
        number = self._number("diterima", "perlu_klarifikasi")
        offer = self.world.offers.get(number)
        author = offer.author if offer and self.often() else self._anybody()
        return "change", author, number, f"Usulan nomor {number} diubah pada {self.world.now}"

    def _withdraw(self) -> Any:
        number = self._number(*(self.some((("diterima",), ("perlu_klarifikasi",))) if self.often(0.8) else ()))
        offer = self.world.offers.get(number)
        return "withdraw", offer.author if offer and self.often() else self._anybody(), number

    def _answer(self) -> Any:
        waiting = [o.question for o in self.world.offers.values() if o.question]
        asked = self._open_or_not(waiting, self.world.questions)
        if asked is None:
            return self._support()
        offer = self.world.offers[self.world.questions[asked].number]
        speaker = (offer.helper or offer.author) if self.often() else self._anybody()
        return "answer", speaker, asked, "Di depan masjid." if self.often(0.88) else "di depan masjid " * 255

    def _appeal(self) -> Any:
        number = self._number(*BACK)
        offer = self.world.offers.get(number)
        fit = [offer.author, offer.helper, *offer.supporters, *offer.supporters.values()] if offer else []
        fit = [p for p in fit if p and p in self.world.people]
        gone = [p for p in fit if self.world.people[p].state == "moved"]
        person = self.some(gone or fit) if gone and self.often(0.4) else self.some(fit)
        return "appeal", person if person and self.often() else self._anybody(), number

    def _explain(self) -> Any:
        number = self.some(self.world.appeals)
        if number is None:
            return None
        appeal = self.world.appeals[number]
        return "explain", appeal.whom if self.often() else self._anybody(), number, "Mohon dilihat lagi."

    def _judge(self) -> Any:
        world = self.world
        stands = [a.id for a in world.appeals.values() if a.open and world.against(world.offers[a.number]) is a]
        number = self._open_or_not(stands, self.world.appeals)
        if number is None:
            return self._onward()
        return "judge", self._holder("decide_appeal"), number, self.often(0.6), self.some(("", "Alasannya tetap."))

    def _open_poll(self) -> Any:
        free = [o.number for o in self.world.offers.values() if o.status in ON_A_BALLOT]
        if len(free) < 2:
            return None
        numbers = tuple(sorted(self.chance.sample(free, min(len(free), self.chance.randint(2, 4)))))
        closes = self.world.now + 2000 + self.some((HOUR, 3 * DAY, 10 * DAY, 25 * DAY))
        return "open_poll", self._holder("open_poll"), numbers, closes

    def _close_poll(self) -> Any:
        number = self.some(self.world.polls)
        return ("close_poll", self._holder("close_poll"), number) if number else None

    def _wait(self) -> Any:
        return "wait", self.chance.choices(*zip(*SPANS, strict=True))[0]

    def _year(self) -> Any:
        """To the last days of a season, and over its end."""
        end = self.world.end_of_season()
        eve = end - 5 * DAY
        return "wait", (eve if self.world.now < eve else end) - self.world.now + HOUR

    def _vacate(self) -> Any:
        return "vacate", self.some(VACATED)

    def _appoint(self) -> Any:
        missing = [(n, o) for n, o, _ in GIVEN if o not in self.world.people[self.named[n]].offices]
        if not missing:
            return None
        name, office = self.some(missing)
        return "appoint", self.named[name], office

    def _leave(self) -> Any:
        here = [p for p in self.drop if self.world.people[p].state != "moved"]
        return ("leave", self.some(here)) if here else None

    def _lose_phone(self) -> Any:
        loser = self.world.people[self.named[LOSER]]
        has = any(o.author == loser.id and o.status == "diterima" for o in self.world.offers.values())
        return ("lose_phone", loser.id) if loser.phones and has else None
