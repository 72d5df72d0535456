"""A walk through the life of phones that families share: everybody acts at the real door, and a plain model watches.

People of flesh and blood (`Human`) join, share phones, lose them, guess each other's PINs, vote, move and die; kader
answer what they know. After every update: only whose ballot it is has changed it, nobody is known to speak who has
not shown it, nobody who is gone votes; and nobody is a resident, or a voter, twice.
"""

from handlers.keypad import FORGOTTEN
from tests.model.families import LINK, MINUTE, OFFICERS, PHONES, Human
from tests.model.kader import Kader

WEIGHTS = {
    "come": 14, "add": 9, "answer": 30, "vote": 26, "guess_pin": 5, "switch": 5, "leave": 1, "forget": 4, "house": 2,
    "not_me": 5, "depart": 4, "return": 3, "wait": 5, "restart": 1,
}  # fmt: skip


class Walker(Kader):
    def walk(self, steps: int) -> list[str]:
        for number in range(1, steps + 1):
            name = self.chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
            try:
                getattr(self, f"_{name}")()
                self.acts[name] += 1
                self._look()
            except Exception as error:  # noqa: BLE001 - whatever breaks is a finding
                self.wrong.append(f"broke: {error!r}")
            if self.wrong:
                return [f"step {number}, {name}: {what}" for what in self.wrong[:1]]
        return []

    def _come(self) -> None:
        """Somebody joins on a phone that nobody has; now and then under another's name."""
        phone = self.some(p for p in PHONES if not self.world.behind[p])
        who = self.some(h for h in self.people if h.fate == "here")
        if phone is None or who is None:
            return
        claimed = who if self.often(0.85) else self.some(self.people)
        self.say(phone, who, LINK)
        self._introduce(phone, who, claimed.name, claimed.born)

    def _add(self) -> None:
        """Another joins on a phone that somebody has."""
        phone = self.some(p for p in PHONES if self.world.behind[p])
        who = self.some(h for h in self.people if h.fate == "here")
        if phone is None or who is None:
            return
        resident = self.some(self.world.behind[phone])
        speaker = self.world.owner[resident]
        there = any(self.world.owner[r] is who for r in self.world.behind[phone])
        if speaker is who or (there and self.often(0.7)):
            return
        if not self._speak(phone, speaker, resident):
            return
        self.say(phone, speaker, "/profil")
        if not (profile := self.phones.shown[phone][-1]).button("ha"):
            return  # an older one may be another's, whose new PIN would then be made by the speaker
        self.tap(phone, speaker, profile, "ha")
        if self._pad(phone) == "pin.new":
            self._digits(phone, speaker, speaker.pin * 2)
        if self.phones.shown[phone][-1].key == "join.ask_name":
            entered = self._introduce(phone, who, who.name, who.born)
            if entered and self.often():
                self._enter(phone, who)

    def _vote(self) -> None:
        """Tap on a ballot that lies on the phone, one's own or another's."""
        phone = self.some(p for p in PHONES if self.phones.shown.get(p))
        if phone is None:
            return
        who = self._holder(phone)
        speaks = self.known.get(phone)
        if speaks and self.world.owner.get(speaks) is not who:
            self._hand_over(phone, who)  # a phone that changes hands in the pause can't know it; people have to say so
        ballots = [m for m in self.phones.shown[phone] if m.button("v") or m.button("vo")]
        if not ballots:
            self.say(phone, who, "/suara")
            if self._newest(phone, "hw"):
                self._switch(phone, who)
            return
        ballot = self.some(ballots)
        for _ in range(3):
            closed = ballot.button("vo") and not ballot.button("vw")
            toast = self.tap(phone, who, ballot, "vo") if closed else self._pick(phone, who, ballot)
            if toast == "household.toast.whose":
                mine = self.world.owner.get(self._now_called(ballot.letter.resident)) is who
                if self._pad(phone) in ("pin.ask", "pin.wrong"):
                    self._digits(phone, who, who.pin if mine else self._guess(who))
                    self._counted(phone, ballot.letter.resident, mine)
                elif mine:
                    self._enter(phone, who)

    def _guess_pin(self) -> None:
        """Somebody of the family tries to speak for another."""
        phone = self.some(p for p in PHONES if len(self.world.behind[p]) > 1)
        if phone is None:
            return
        resident = self.some(self.world.behind[phone])
        who = self.some(h for h in self.people if h is not self.world.owner[resident])
        self._hand_over(phone, who)
        asked = self._newest(phone, "hw", resident)
        if asked is None:
            return
        self.tap(phone, who, asked, "hw", resident)
        for _ in range(self.chance.randint(1, 4)):
            if self._pad(phone) in ("pin.ask", "pin.wrong") and asked in self.phones.shown[phone]:
                self._digits(phone, who, self._guess(who))
                self._counted(phone, resident, False)

    def _switch(self, phone: int = 0, who: Human | None = None) -> None:
        phone = phone or self.some(p for p in PHONES if len(self.world.behind[p]) > 1) or 0
        if phone:
            resident = self.some(self.world.behind[phone])
            if resident is not None:
                self._speak(phone, self.world.owner[resident], resident)

    def _leave(self) -> None:
        phone = self.some(p for p in PHONES if len(self.world.behind[p]) > 1)
        if phone is None:
            return
        resident = self.some(self.world.behind[phone])
        who = self.world.owner[resident]
        if not self._speak(phone, who, resident):
            return
        self.say(phone, who, "/profil")
        if self.phones.shown[phone][-1].button("hl"):
            self.tap(phone, who, self.phones.shown[phone][-1], "hl")
            self.tap(phone, who, self.phones.shown[phone][-1], "hx")
            if self.phones.heard["household.left"] > self.acts["left"]:
                self.acts["left"] = self.phones.heard["household.left"]
                self.world.behind[phone].discard(resident)

    def _forget(self) -> None:
        """Somebody says that a PIN is forgotten: its owner, or another of the family."""
        phone = self.some(p for p in PHONES if len(self.world.behind[p]) > 1)
        if phone is None:
            return
        resident = self.some(self.world.behind[phone])
        who = self.world.owner[resident] if self.often() else self._holder(phone)
        self._hand_over(phone, who)
        asked = self._newest(phone, "hw", resident)
        if asked is None:
            return
        self.tap(phone, who, asked, "hw", resident)
        if asked.button("hf"):
            self.tap(phone, who, asked, "hf")
        elif asked.key == "pin.ask":
            button = next(b for row in asked.letter.buttons for b in row if tuple(b.args[1:]) == (FORGOTTEN,))
            self.phones.tap(phone, asked, button)
            self._held(phone, who)
        self.world.asked_pin[resident] = who

    def _house(self) -> None:
        phone = self.some(p for p in PHONES if self.world.behind[p])
        if phone is None:
            return
        resident = self.some(self.world.behind[phone])
        who = self.world.owner[resident]
        if self._speak(phone, who, resident):
            self.say(phone, who, "/profil")
            if self.phones.shown[phone][-1].button("hm"):
                self.tap(phone, who, self.phones.shown[phone][-1], "hm")
                self.say(phone, who, "Krajan")
                self.say(phone, who, self.some("12"))

    def _not_me(self) -> None:
        phone = self.some(p for p in PHONES if self._newest(p, "pn"))
        if phone is None:
            return
        message = self.some(m for m in self.phones.shown[phone] if m.button("pn"))
        self.tap(phone, self._holder(phone), message, "pn")
        self._read_frozen()

    def _depart(self) -> None:
        """Somebody moves or dies, or a kader thinks so; a kader says it."""
        resident = self.some(r["id"] for r in self._rows("verified") if r["id"] in self.world.owner)
        officer = self.some(OFFICERS)
        if resident is None:
            return
        human = self.world.owner[resident]
        kind = self.some(("moved", "died"))
        if self.often(0.6) and sum(h.fate == "here" for h in self.people) > 2:
            human.fate = kind
        self.say(officer, None, "/kelola warga")
        if (desk := self._newest(officer, "hd")) is None:
            return
        self.tap(officer, None, desk, "hd")
        self.say(officer, None, human.name)
        if self.phones.shown[officer][-1].key != "departure.ask_person":
            return
        asked = self.phones.shown[officer][-1]
        buttons = [b for row in asked.letter.buttons for b in row if tuple(b.args[2:]) == (resident,)]
        if buttons:
            self.phones.tap(officer, asked, buttons[0])
            kinds = self.phones.shown[officer][-1]
            pressed = [b for row in kinds.letter.buttons for b in row if tuple(b.args[2:]) == (kind,)]
            if pressed:
                self.phones.tap(officer, kinds, pressed[0])

    def _return(self) -> None:
        human = self.some(h for h in self.people if h.fate == "moved")
        if human is not None:
            human.fate = "here"

    def _wait(self) -> None:
        self.phones.now += self.some((5, 20, 20, 90, 60 * 24)) * MINUTE
        runs = self.phones.asked(
            "SELECT a.telegram_id FROM account a JOIN speaking s ON s.account_id = a.id WHERE s.until > ?",
            self.phones.now,
        )
        self.known = {row[0]: self.known[row[0]] for row in runs}

    def _restart(self) -> None:
        self.phones.door.forget_pads()
