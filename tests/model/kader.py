"""What the three in office answer: what they know, now and then wrongly, and sometimes to a question long answered."""

import json
from typing import Any

from tests.model.families import OFFICERS, Life
from tests.model.phone import Message
from village.newcomers import Reason

KNOWN = ("verified", "moved", "died")


class Kader(Life):
    def _answer(self) -> None:
        officer = self.some(OFFICERS)
        questions = [m for m in self.phones.shown.get(officer, []) if m.button("tv") or m.button("mv")]
        if not questions:
            return
        question = self.some(questions[-3:]) if self.often() else self.some(questions)
        if question.button("tv"):
            self._vouch(officer, question)
        else:
            self._settle(officer, question)
        self._read_frozen()

    def _vouch(self, officer: int, question: Message) -> None:
        button = question.button("tv")
        assert button is not None
        newcomer = int(button.args[0])
        human = self.world.owner[self._now_called(newcomer)]
        named = str(question.letter.facts.get("name"))
        true = human.name == named and human.fate == "here" and self.often(0.9)
        if not true:
            answer = 0
        elif question.button("tv", newcomer, 2):
            twin = [r for r, h in self.world.owner.items() if h is human and r != newcomer and self._state(r) in KNOWN]
            answer = 2 if twin else 3
        else:
            answer = 1
        before = self._state(newcomer)
        toast = self.tap(officer, None, question, "tv", newcomer, answer)
        if answer == 0 and question.button("tr"):
            toast = self.tap(officer, None, question, "tr", newcomer, self.some(sorted(Reason)))
        if toast == "vouch.toast.done" and before == "asked":
            self._vouched(newcomer, answer)

    def _vouched(self, newcomer: int, answer: int) -> None:
        person = self._now_called(newcomer)
        if answer == 0:
            for behind in self.world.behind.values():
                behind.discard(newcomer)
        elif answer == 2:
            if self.world.owner.get(person) is not self.world.owner[newcomer] or person == newcomer:
                self.wrong.append("the newcomer has become somebody else")
            self._goes_over(newcomer, person)

    def _goes_over(self, newcomer: int, person: int) -> None:
        here = [phone for phone, behind in self.world.behind.items() if newcomer in behind]
        for phone, behind in self.world.behind.items():
            behind.discard(person)
            behind.discard(newcomer)
            if phone in here:
                behind.add(person)
        del self.world.owner[newcomer]
        self.known = {phone: person if r == newcomer else r for phone, r in self.known.items()}
        self.world.gone.discard(person)

    def _settle(self, officer: int, question: Message) -> None:
        button = question.button("mv")
        assert button is not None
        number = int(button.args[0])
        [matter] = self.phones.asked("SELECT * FROM matter WHERE id = ?", number)
        person, kind = matter["resident_id"], matter["kind"]
        human = self.world.owner[person]
        yes = self.often(0.9)
        facts = json.loads(matter["facts"])
        newcomer = facts.get("newcomer", 0)
        if kind in ("moved", "died"):
            yes = yes and human.fate == kind
        elif kind == "pin":
            yes = yes and self.world.asked_pin.get(person) is human and human.fate == "here"
        elif kind == "phone":
            claimant = self.world.owner.get(newcomer) or self.world.owner.get(self._now_called(newcomer))
            yes = yes and claimant is human
        waits = newcomer in self.world.owner and self._state(newcomer) == "asked"
        toast = self.tap(officer, None, question, "mv", number, int(yes))
        if toast == "vouch.toast.done":
            self._settled(kind, person, yes, facts, newcomer, waits)

    def _settled(self, kind: str, person: int, yes: bool, facts: dict[str, Any], newcomer: int, waits: bool) -> None:
        if kind in ("moved", "died") and yes:
            self.world.gone.add(person)
            for behind in self.world.behind.values():
                behind.discard(person)
        if kind != "phone":
            return
        if yes and waits:
            self._goes_over(newcomer, person)
        elif not yes:
            for phone, behind in self.world.behind.items():
                account = self.phones.asked("SELECT id FROM account WHERE telegram_id = ?", phone)
                number = account[0]["id"] if account else 0
                if waits:
                    behind.discard(newcomer)
                elif number == facts["new"]:
                    behind.discard(person)
                if number in facts["old"] and self._state(person) in ("asked", "verified"):
                    behind.add(person)
