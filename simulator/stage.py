"""What the page shows and what can be made to happen there: one world of people at a time."""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.groups import Group
from simulator.people import Person

if TYPE_CHECKING:
    from simulator.telegram import Telegram

Deed = Callable[[], Awaitable[object]]


class Impossible(Exception):
    """That cannot be done now. The message is a key: the page has the words for it."""


@dataclass(frozen=True)
class Phone:
    person: Person
    role: str = ""
    """What is told beside the name."""
    note: str = ""
    """What whoever plays this phone has to know; a line above the chat."""


@dataclass(frozen=True)
class Progress:
    """How far the village is prepared."""

    done: int
    of: int
    who: str = ""


class Stage:
    """`world` grows with each new beginning, so that a page knows when to forget what it had drawn."""

    def __init__(self) -> None:
        self.world = 0
        self.telegram: Telegram | None = None
        self.phones: list[Phone] = []
        self.groups: list[Group] = []
        self.links: dict[str, str] = {}
        """Links by what they are for."""
        self.deeds: dict[str, Deed] = {}
        self.done: Counter[str] = Counter()
        self.beginning = ""
        self.progress: Progress | None = Progress(0, 1)
        self.bot_lives = False
        self.lost: set[tuple[int, int]] = set()
        """Messages that Telegram gave up before the bot could read them: (chat, number)."""
        self.lost_presses = 0
        self.spent: Callable[[], list[str]] = list
        """Which of the links have been used up."""
        self.closes_at: Callable[[], float | None] = lambda: None
        """When the next poll closes, as far as people were told: seconds since 1970."""
        self.on_change: list[Callable[[], None]] = []

    def begin(self, telegram: "Telegram", beginning: str) -> None:
        """A new world; whoever looks sees only how far it is prepared."""
        self.world += 1
        self.telegram, self.beginning = telegram, beginning
        self.phones, self.groups, self.links = [], [], {}
        self.done = Counter()
        self.lost, self.lost_presses = set(), 0
        self.bot_lives = False
        self.progress = Progress(0, 1)
        telegram.on_change.append(self.changed)
        telegram.clock.on_jump.append(self.changed)
        telegram.updates.on_late.append(self._lose)
        self.changed()

    def prepared(self, done: int, of: int, who: str = "") -> None:
        self.progress = Progress(done, of, who) if done < of else None
        self.changed()

    def _lose(self, update: dict[str, Any]) -> None:
        if message := update.get("message") or update.get("edited_message"):
            self.lost.add((message["chat"]["id"], message["message_id"]))
        elif "callback_query" in update:
            self.lost_presses += 1

    def live(self, yes: bool) -> None:
        self.bot_lives = yes
        self.changed()

    def changed(self) -> None:
        for hear in self.on_change:
            hear()

    async def do(self, name: str) -> None:
        """One of the deeds; raises LookupError for a name that is none."""
        await self.deeds[name]()
        self.done[name] += 1
        self.changed()

    @property
    def people(self) -> list[Person]:
        return [phone.person for phone in self.phones]
