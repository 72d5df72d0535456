"""A walk: proposals of a village through several seasons, act by act, on the real thing and on the reference."""

from collections import Counter
from random import Random
from typing import Any

from storage import boxes
from storage.work import SqliteWork
from tests.model.hamlet import FOUNDED, bare
from tests.model.life import DAY, Offer, Person
from tests.model.life_choice import ACTS, Choices
from tests.model.life_desk import Officers
from tests.model.life_real import Maker, Real
from tests.model.life_rules import RIGHTS, TEAM, WAYS
from tests.model.life_village import LEAVERS, home

SUCCEED = (
    "propose", "enter", "withdraw", "change", "support", "unsupport", "help_support", "ask", "answer", "go_on",
    "verify", "refuse", "agree", "decline", "merge", "consent", "part", "ask_part", "appeal", "explain", "judge",
    "open_poll", "wait",
)  # fmt: skip
"""Acts that a long walk does a thousand times."""
HEARD = (
    "step", "beside", "along", "version", "clarify", "clarify:again", "answered", "second", "second-again", "declined",
    "second_agreed", "merge", "merge-over", "banding-new", "banding",
)  # fmt: skip
"""Causes of letters; a long walk sees a thousand pieces of each."""
REFUSALS = (
    "propose.refused.limit", "proposal.refused.number", "proposal.refused.own", "proposal.refused.status",
    "proposal.refused.on_ballot", "proposal.refused.fixed", "support.refused.own", "support.refused.over",
    "aid.refused.support_own", "aid.refused.supports", "aid.refused.support_waits",
    "rights.refused.support", "rights.refused.see_queue",
    "rights.refused.clarify", "rights.refused.merge", "rights.refused.refuse", "rights.refused.verify",
    "rights.refused.gather", "rights.refused.place_proposal", "rights.refused.appeal", "rights.refused.decide_appeal",
    "queue.refused.elsewhere", "step.refused.own", "step.refused.pair", "step.refused.alone", "step.refused.nobody",
    "step.refused.partner", "step.refused.reason", "step.refused.settled", "step.refused.waits",
    "clarify.refused.status", "clarify.refused.nobody", "clarify.refused.short", "clarify.refused.over",
    "clarify.refused.long", "check.refused.status", "check.refused.unfinished", "check.refused.why",
    "merge.refused.status", "merge.refused.has_others", "merge.refused.asked", "merge.refused.settled",
    "merge.refused.who", "merge.refused.part", "banding.refused.who", "banding.refused.status", "banding.refused.once",
    "banding.refused.late", "banding.refused.settled", "banding.refused.own", "banding.refused.reason",
)  # fmt: skip
"""Every reason to say no to an act about a proposal's life; a long walk meets each a hundred times."""


class Walker(Choices):
    """`reach` counts acts that were done, keys of refusals, and transitions; `wrong` says what differed."""

    def __init__(self, seed: int, maker: Maker = SqliteWork) -> None:
        self.chance = Random(seed)
        kept, village, people, self.homes = home()
        connection = bare()
        kept.backup(connection)
        boxes.of(connection).copy(boxes.of(kept))
        self.real = Real(connection, village, maker)
        self.world = Officers(FOUNDED + self.chance.randrange(300) * DAY)
        self.named = {name: person.id for name, person in people.items()}
        for person in people.values():
            self.world.people[person.id] = Person(
                person.id, person.name, person.dusun, person.state, person.phones, set(person.offices)
            )
        self.reach: Counter[str] = Counter()
        self.drop = [self.named[n] for n in LEAVERS]

    def close(self) -> None:
        self.real.connection.close()

    def walk(self, acts: int) -> list[str]:
        """So many acts; returns the first disagreement, in words."""
        for number in range(1, acts + 1):
            [kind] = self.chance.choices(list(ACTS), ACTS.values())
            chosen = getattr(self, f"_{kind}")()
            if chosen is None:
                continue
            name, *facts = chosen
            try:
                wrong = self.step(name, *facts)
            except Exception as error:  # noqa: BLE001 - whatever breaks is a finding
                wrong = [f"{name} broke: {error!r}"]
            if wrong:
                return [f"act {number}, {name}: {what}" for what in wrong]
        return []

    def step(self, name: str, *facts: Any) -> list[str]:
        """One act, on both. What numbers the database gave goes into the reference as it is."""
        world = self.world
        world.now += self.chance.randrange(1, 1000) + (facts[0] if name == "wait" else 0)
        self.real.now = world.now
        against = getattr(world, f"not_{name}")(*facts)
        kind, got = self.real.said(name, *facts)
        if kind == "no":
            self.reach[got] += 1
            return [] if got in against else [f"{got} was heard; against it speaks {sorted(against) or 'nothing'}"]
        if against:
            return [f"it was done; against it speaks {sorted(against)}"]
        self.reach[name] += 1
        world.told.clear()
        world.booked.clear()
        world.moved.clear()
        getattr(world, name)(*facts, got)
        for _, here, mark in world.moved:
            self.reach[f"{here} → {mark.status}"] += 1
        return self._look(name) + ([f"{world.stranded()} have no end"] if name == "wait" and world.stranded() else [])

    # what must be there now

    def _look(self, name: str) -> list[str]:
        world = self.world
        standing = {n: (o.status, o.version) for n, o in world.offers.items()}
        wrong = []
        if (kept := self.real.standing()) != standing:
            odd = [n for n in {*kept, *standing} if kept.get(n) != standing.get(n)]
            wrong += [f"number {n} stands at {kept.get(n)}, not {standing.get(n)}" for n in odd]
        if self.real.steps_taken() != sum(len(o.path) for o in world.offers.values()):
            wrong.append("the paths are not as long as they must be")
        if (rows := self.real.written()) != world.booked and (name != "wait" or sorted(rows) != sorted(world.booked)):
            wrong.append(f"the book says {rows}, not {world.booked}")
        for offer in {id(o): o for o, _, _ in world.moved}.values():
            wrong += self._path(offer)
        return wrong + self._letters()

    def _path(self, offer: Offer) -> list[str]:
        """The whole path, with reasons and both people; of a no that two offices have said it."""
        rows = self.real.path(offer.id)
        kept = [
            (r["status"], r["why"], r["note"], r["by_id"], r["second_id"], r["into_id"] or 0, r["at"]) for r in rows
        ]
        ours = [(m.status, m.why, m.note, m.by, m.second, m.into, m.at) for m in offer.path]
        wrong = [f"the path of {offer.number} is {kept}, not {ours}"] if kept != ours else []
        if wrong or not rows[-1]["second_id"]:
            return wrong
        last, way = rows[-1], WAYS[rows[-2]["status"], rows[-1]["status"]]
        may = frozenset().union(*(RIGHTS[right] for right in way.by))
        for person, office in ((last["by_id"], last["office"]), (last["second_id"], last["second_office"])):
            if office not in self.world.people[person].offices & may:
                wrong.append(f"number {offer.number}: decided as {office or 'nobody'}, without that right")
        if last["office"] == last["second_office"] or TEAM not in (last["office"], last["second_office"]):
            wrong.append(f"number {offer.number}: decided by {last['office']} and {last['second_office']}")
        if self.real.roles.get(f"proposal:{offer.number}:{offer.version}") != last["office"]:
            wrong.append(f"number {offer.number}: the book has another office than the path")
        return wrong

    def _letters(self) -> list[str]:
        told, said = self.real.posted(self.named)
        if told != self.world.told:
            lost, more = self.world.told - told, told - self.world.told
            return [f"not heard: {self._whose(lost)}; heard unasked: {self._whose(more)}"]
        for (cause, _, _), pieces in told.items():
            self.reach["heard " + cause.rstrip("0123456789:")] += pieces
        return [
            f"{cause} does not say {word}"
            for offer, _, mark in self.world.moved
            for cause, facts in said
            if cause == f"step:{offer.id}:{len(offer.path)}" and mark is offer.path[-1]
            for word in (f'"status.{mark.status}"', mark.why and f'"why.{mark.why}"', mark.note)
            if word and word not in facts
        ]

    def _whose(self, pieces: Counter[tuple[str, int, int]]) -> list[str]:
        names = {number: name for name, number in self.named.items()}
        return [f"{cause} {names.get(person, person)} ×{n}" for (cause, person, _), n in pieces.items()]
