"""How the village came to live: nine days, played through the real bot before the page opens."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta

from bot.demo import cast
from bot.demo.actor import Actor, until
from bot.demo.cast import Part
from simulator.groups import Group
from simulator.stage import Impossible, Stage
from simulator.telegram import Telegram

Scene = tuple[str, Callable[[], Awaitable[None]]]


@dataclass
class Troupe:
    """Everybody of the cast, and the village group."""

    stage: Stage
    telegram: Telegram
    actors: dict[Part, Actor]
    group: Group
    joined: set[Part] = field(default_factory=set)

    def link(self, payload: str) -> str:
        return f"https://t.me/{self.telegram.bot['username']}?start={payload}"

    def next_day(self, hour: int) -> None:
        """Move the clock to that hour of tomorrow."""
        here = self.telegram.clock.now() + cast.WIB
        there = here.replace(hour=hour, minute=here.minute % 20, second=0, microsecond=0) + timedelta(days=1)
        self.telegram.clock.advance(seconds=(there - here).total_seconds())

    # what one does by oneself

    async def introduces(self, part: Part) -> None:
        """The questions of joining, from the name on."""
        actor = self.actors[part]
        await actor.says(part.says)
        for wish in (part.dusun, part.rt, part.sex):
            await actor.picks(wish)
        await actor.says(part.born)
        await actor.presses("✅ Ya, kirim")

    async def joins(self, part: Part) -> None:
        """By the poster's link; then whoever may knows the newcomer, as soon as the bot asks."""
        actor = self.actors[part]
        await actor.start(cast.JOIN)
        if await actor.heard("elum ada"):
            raise Impossible("no_village")
        if await actor.heard("sudah menjadi warga"):
            self.joined.add(part)
            return
        waits = await actor.heard("sudah kami terima")
        if waits and self._asked_about(part.says) is None:
            return  # asked before there was a kader: somebody finds this newcomer at the desk
        if not waits:
            if not await actor.heard("Selamat datang"):
                await self._starts_over(actor)
            await self.introduces(part)
        try:
            officer = await until(self.stage, lambda: self._asked_about(part.says), patience=3)
        except Impossible as why:
            raise Impossible("no_officer" if str(why) == "silent" else str(why)) from None
        await officer.presses("✅ Ya, saya kenal", about=part.says)
        await actor.hears("sudah dikenal")
        self.joined.add(part)

    async def _starts_over(self, actor: Actor) -> None:
        """Whoever was interrupted, by the plug or by a question that went wrong, begins with the first question."""
        await actor.says("/batal")
        await actor.heard("")
        await actor.start(cast.JOIN)

    def _asked_about(self, name: str) -> Actor | None:
        """Whose phone asks whether this newcomer is known."""
        for actor in self.actors.values():
            texts = [m.get("text", "") for m in actor.person.messages()[-30:]]
            if any(f"{name} mendaftar sebagai warga" in text for text in texts):
                return actor
        return None

    async def proposes(self, part: Part, sentence: str, benefit: str) -> None:
        actor = self.actors[part]
        await actor.says(sentence, unasked=True)
        await actor.presses("✅ Ya, ini usulan")
        await actor.presses(benefit)
        await actor.presses("✅ Ya, kirim")
        await actor.hears("menjadi nomor")

    async def appoints(self, by: Part, part: Part, office: str) -> None:
        chief, actor = self.actors[by], self.actors[part]
        await chief.says("/kelola", unasked=True)
        await chief.presses("🪪 Jabatan")
        await chief.presses("Angkat petugas")
        await chief.presses(office)
        words = await chief.hears("Teruskan tautan ini")
        await actor.open(next(word for word in words.split() if "start=tugas_" in word))

    # what the page asks the neighbours for

    async def come(self) -> None:
        """Everybody without a phone on the page who has not joined yet."""
        if not self.stage.bot_lives:
            raise Impossible("dead_join")
        for part in cast.NEIGHBOURS:
            if part not in self.joined:
                await self.joins(part)

    async def vote(self) -> None:
        if not self.stage.bot_lives:
            raise Impossible("dead_vote")
        for turn, part in enumerate(cast.NEIGHBOURS):
            await self.actors[part].votes(turn)

    # the nine days

    def scenes(self, code: str) -> list[Scene]:
        """Each with who is busy in it."""

        async def founding() -> None:
            await self._founds(code)

        async def newcomers(*parts: Part) -> None:
            for part in parts:
                await self.joins(part)

        async def proposals(first: int, last: int, hour: int) -> None:
            for part, sentence, benefit in cast.PROPOSALS[first:last]:
                self.next_day(hour)
                await self.proposes(part, sentence, benefit)

        near, far = cast.NEIGHBOURS[:5], cast.NEIGHBOURS[5:]
        return [
            (cast.JOKO.name, founding),
            (cast.DARMO.name, self._council),
            (cast.AGUS.name, self._register),
            (cast.SARI.name, lambda: newcomers(cast.SARI, cast.DIMAS)),
            (cast.GRANDMOTHER.name, self._grandmother),
            (near[0].name, lambda: newcomers(*near)),
            (far[0].name, lambda: newcomers(*far)),
            (cast.WATI.name, lambda: proposals(0, 3, 19)),
            (far[2].name, lambda: proposals(3, 6, 16)),
            (cast.SLAMET.name, self._opens_poll),
            (cast.AGUS.name, self._early_votes),
        ]

    async def _founds(self, code: str) -> None:
        joko = self.actors[cast.JOKO]
        await joko.start(f"pasang_{code}")
        for answer in cast.VILLAGE[:2]:
            await joko.says(answer)
        await joko.presses("Betul")
        for answer in cast.VILLAGE[2:]:
            await joko.says(answer)
        await joko.presses("✅ Sudah benar")
        await joko.hears("Langkah berikutnya")
        joko.person.open(f"https://t.me/{self.telegram.bot['username']}?startgroup=tautkan", self.group)
        await until(self.stage, lambda: self._in_group("terhubung"))

    async def _council(self) -> None:
        await self.appoints(cast.JOKO, cast.DARMO, "Ketua BPD")
        await self.introduces(cast.DARMO)
        for part, office in cast.OFFICES:
            await self.appoints(cast.DARMO, part, office)
            if part is cast.RATNA or office == cast.VERIFIES:
                await self.actors[part].hears(office)
            else:
                await self.introduces(part)
                await self.actors[part].hears("petugas Desa")
        self.next_day(10)

    async def _register(self) -> None:
        """The office's list of those who have no phone."""
        agus = self.actors[cast.AGUS]
        lines = [";".join(line) for line in (("Nama", "JK", "Tahun Lahir", "Dusun", "RT"), *cast.ELDERS)]
        await agus.sends("\n".join(lines).encode(), "lansia-krajan.csv")
        await agus.presses("✅ Ya, masukkan")

    async def _grandmother(self) -> None:
        """She joins on her grandson's phone; each of the two makes a PIN, and the kader knows her."""
        phone = self.actors[cast.GRANDMOTHER] = self.actors[cast.DIMAS]
        await phone.start(cast.JOIN)
        await phone.presses("👥 Tambah anggota")
        await phone.taps(cast.PINS[cast.DIMAS] * 2)
        await self.introduces(cast.GRANDMOTHER)
        await phone.taps(cast.PINS[cast.GRANDMOTHER] * 2)
        kader = await until(self.stage, lambda: self._asked_about(cast.GRANDMOTHER.says))
        await kader.presses("✅ Ya, saya kenal", about=cast.GRANDMOTHER.says)
        await phone.hears("sudah dikenal")

    async def _opens_poll(self) -> None:
        slamet = self.actors[cast.SLAMET]
        self.next_day(9)
        await slamet.says("/kelola", unasked=True)
        await slamet.presses("🗳 Musyawarah")
        await slamet.presses("🗳 Buka jajak pendapat")
        await slamet.hears("Usulan mana")
        await slamet.says(", ".join(str(n + 1) for n in range(cast.ON_BALLOT)), unasked=True)
        await slamet.presses(f"Selesai memilih ({cast.ON_BALLOT})")
        await slamet.presses("2 usulan")
        await slamet.presses(1)
        await slamet.presses("💻 Komputer desa (Tingkat 1)")
        await slamet.presses("✅ Buka sekarang")
        await until(self.stage, lambda: self._in_group("Jajak pendapat dibuka"))

    async def _early_votes(self) -> None:
        for turn, part in enumerate(cast.EARLY_VOTERS):
            actor = self.actors[part]
            await actor.hears("Surat suara")
            await actor.votes(turn)

    def _in_group(self, words: str) -> bool | None:
        return any(words in m.get("text", "") for m in self.group.messages) or None
