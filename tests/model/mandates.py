"""The offices of the reference: who gives, confirms, freezes, describes, ends and hands over which mandate."""

from typing import NamedTuple

DAY, LINK_DAYS = 86_400_000, 14
FROM_OUTSIDE = {"fasilitator", "kecamatan", "operator"}
COUNCIL = {"bpd_ketua", "bpd_anggota"}
GIVEN = {
    "kader", "kadus", "rt", "tim_penyusun", "tim_verifikasi", "fasilitator", "pemdes", "bpd_ketua", "bpd_anggota",
    "kecamatan",
}  # fmt: skip
EVERY_OFFICE = GIVEN | {"operator"}
HOLDERS = {
    "vouch": {"kader", "kadus", "rt"},
    "open_poll": {"tim_penyusun", "pemdes", "bpd_ketua", "bpd_anggota"},
    "close_poll": {"tim_penyusun", "pemdes", "bpd_ketua", "bpd_anggota"},
    "appoint": {"operator", "bpd_ketua", "pemdes"},
    "confirm_appointments": {"bpd_ketua"},
    "confirm_chair": COUNCIL,
    "end_appointment": {"bpd_ketua"},
    "freeze_office": {"operator", "bpd_ketua"},
    "describe_office": {"operator", "pemdes", "bpd_ketua"},
    "hand_over": EVERY_OFFICE,
    "link_group": {"operator", "tim_penyusun", "pemdes", "bpd_ketua"},
}


class No(Exception):
    @property
    def key(self) -> str:
        return str(self.args[0])


class Person(NamedTuple):
    village: int
    state: str
    born: int | None = None


class Mandate(NamedTuple):
    person: int
    village: int
    office: str
    provisional: bool
    ends: int | None = None
    by: int = 0
    after: int | None = None
    frozen: str = ""
    told: int = 999


class Link(NamedTuple):
    village: int
    office: str
    provisional: bool
    until: int
    by: int
    after: int | None = None


class Offices:
    """The part of the reference that knows mandates; the rest of it is `Model`."""

    now: int
    people: dict[int, Person]
    accounts: dict[int, int | None]
    mandates: dict[int, Mandate]
    links: dict[str, Link]
    bound: dict[tuple[int, int], None]

    def runs(self, mandate: Mandate) -> bool:
        return mandate.ends is None or mandate.ends > self.now

    def offices(self, person: int) -> set[str]:
        return {m.office for m in self.mandates.values() if self.runs(m) and not m.frozen and m.person == person}

    def require(self, act: str, person: int, village: int) -> None:
        if self.people[person].village != village or not self.offices(person) & HOLDERS[act]:
            raise No(f"rights.refused.{act}")

    def gives(self, person: int, village: int) -> set[str]:
        held = self.offices(person)
        if self.people[person].village != village or not held & HOLDERS["appoint"]:
            return set()
        return GIVEN if held & {"operator", "bpd_ketua"} else GIVEN - COUNCIL - FROM_OUTSIDE

    def confirmed(self, village: int, offices: set[str]) -> set[int]:
        return {
            m.person
            for m in self.mandates.values()
            if self.runs(m) and not m.frozen and not m.provisional and m.village == village and m.office in offices
        }

    def standing(self, village: int, mandate: int) -> Mandate:
        given = self.mandates.get(mandate)
        if given is None or given.village != village or not self.runs(given):
            raise No("offices.refused.over")
        return given

    # given, taken, confirmed

    def invite(self, by: int, village: int, office: str, code: str) -> None:
        self.require("appoint", by, village)
        if office not in self.gives(by, village):
            raise No("appoint.refused.operator" if office == "operator" else "appoint.refused.office")
        provisional = "bpd_ketua" not in self.offices(by)
        self.links[code] = Link(village, office, provisional, self.now + LINK_DAYS * DAY, by)

    def accept(self, account: int, code: str, fresh: int, mandate: int) -> int:
        """A link works once, for the first who opens it, while its giver may; returns who holds the office now."""
        link = self.links.get(code)
        if link is None or link.until <= self.now or not self.offices(link.by):
            raise No("appoint.refused.used")
        village, office, old = link.village, link.office, self.mandates.get(link.after or 0)
        if link.after is None and office not in self.gives(link.by, village):
            raise No("appoint.refused.used")
        if link.after is not None and (old is None or not self.runs(old)):
            raise No("appoint.refused.used")
        person = self.accounts[account]
        if old is not None and old.person == person:
            raise No("handover.refused.same")
        held = [m for m in self.mandates.values() if self.runs(m) and m.person == person and m.office == office]
        if any(m.frozen and m.village == village for m in held):
            raise No("appoint.refused.frozen")
        del self.links[code]
        provisional = link.provisional or link.by not in self.confirmed(village, {"bpd_ketua"})
        watched = self.confirmed(village, COUNCIL) or [
            m for m in self.mandates.values() if self.runs(m) and (m.village, m.office) == (village, "bpd_ketua")
        ]
        if person is None or self.people[person].village != village:
            self.people[fresh] = Person(village, "outside" if office in FROM_OUTSIDE else "asked")
            self.accounts[account] = person = fresh
            self.bound[account, person] = None
        elif self.people[person].state == "asked" and self.people[person].born and office not in FROM_OUTSIDE:
            self.people[person] = self.people[person]._replace(state="verified")
        provisional = (provisional or person == link.by) and not (office == "bpd_ketua" and not watched)
        self.mandates[mandate] = Mandate(person, village, office, provisional, by=link.by, after=link.after)
        if link.after is not None and not provisional:
            self._over(link.after)
        return person

    def confirm(self, actor: int, village: int, mandate: int, yes: bool) -> None:
        """Somebody else, whose own mandate is confirmed: a chair; for a chair's seat without one, a member."""
        given = self.mandates.get(mandate)
        if given is not None and (given.village != village or not self.runs(given)):
            given = None
        seat = given is not None and given.office == "bpd_ketua"
        self.require("confirm_chair" if seat else "confirm_appointments" if yes else "end_appointment", actor, village)
        if given is None or not given.provisional:
            raise No("appoint.refused.settled")
        if actor == given.person or not self._settles(actor, village, given):
            raise No("appoint.refused.other")
        if not yes:
            self._over(mandate)
            return
        self.mandates[mandate] = given._replace(provisional=False)
        if given.after is not None and self.runs(self.mandates[given.after]):
            self._over(given.after)

    def _settles(self, actor: int, village: int, given: Mandate) -> bool:
        chairs, members = self.confirmed(village, {"bpd_ketua"}), self.confirmed(village, {"bpd_anggota"})
        if given.office != "bpd_ketua":
            return actor in chairs
        if actor in chairs:
            return given.by != actor or not (chairs | members) - {actor}
        return actor in members and not chairs - {given.by}

    def _over(self, mandate: int) -> None:
        self.mandates[mandate] = self.mandates[mandate]._replace(ends=self.now, told=0)

    # what becomes of it

    def freeze(self, by: int, village: int, mandate: int) -> None:
        self.require("freeze_office", by, village)
        given = self.standing(village, mandate)
        if given.person == by:
            raise No("offices.refused.own")
        if given.frozen:
            raise No("offices.refused.frozen")
        whose = "bpd_ketua" if "bpd_ketua" in self.offices(by) else "operator"
        self.mandates[mandate] = given._replace(frozen=whose)

    def thaw(self, by: int, village: int, mandate: int) -> None:
        self.require("freeze_office", by, village)
        given = self.standing(village, mandate)
        if not given.frozen:
            raise No("offices.refused.running")
        if given.person == by:
            raise No("offices.refused.own")
        if given.frozen == "bpd_ketua" and "bpd_ketua" not in self.offices(by):
            raise No("offices.refused.chair_froze")
        self.mandates[mandate] = given._replace(frozen="")

    def end(self, by: int, village: int, mandate: int) -> None:
        self.require("end_appointment", by, village)
        if self.standing(village, mandate).person == by:
            raise No("offices.refused.own")
        self._over(mandate)

    def hand_over(self, by: int, village: int, mandate: int, code: str) -> None:
        given = self.standing(village, mandate)
        own = given.person == by
        self.require("hand_over" if own else "appoint", by, village)
        if given.frozen if own else given.office not in self.gives(by, village):
            raise No("handover.refused.office")
        provisional = own or "bpd_ketua" not in self.offices(by)
        self.links[code] = Link(village, given.office, provisional, self.now + LINK_DAYS * DAY, by, mandate)

    def describe(self, by: int, village: int, mandate: int, ends: int | None) -> None:
        """What a chair has confirmed with its end, only a chair changes; nobody writes their own letter."""
        self.require("describe_office", by, village)
        given = self.standing(village, mandate)
        if given.person == by:
            raise No("offices.refused.own")
        settled = not given.provisional and given.ends is not None and "bpd_ketua" not in self.offices(by)
        if given.office == "operator" or settled:
            raise No("letter.refused.settled")
        if ends is not None and ends <= self.now:
            raise No("letter.refused.until")
        self.mandates[mandate] = given._replace(ends=ends, told=999)

    def warn(self) -> int:
        """How many are told now: 30 days before, 7 days before, and that it is over; each once."""
        due = 0
        for number, given in self.mandates.items():
            if given.ends is None:
                continue
            left = given.ends - self.now
            step = 0 if left <= 0 else 7 if left <= 7 * DAY else 30 if left <= 30 * DAY else 999
            if step < given.told:
                self.mandates[number] = given._replace(told=step)
                due += 1
        return due
