"""Bots built wrongly, to prove that the crash harness sees it."""

from typing import Any

from bot.app import App
from bot.courier import Courier
from storage.outbox import Claimed
from storage.work import SqliteWork
from tests.faults.twins import ConfirmFirst


class NotesFirstCourier(Courier):
    """Notes each letter as sent when it takes it, and sends it then."""

    async def _carry(self, claimed: Claimed) -> None:
        await self._database.write(lambda work: work.outbox.sent([(claimed.id, None)]))
        await super()._carry(claimed)


class ForgetfulCourier(Courier):
    """Finds letters under way at the start and sends them once more as if they had never left."""

    def _begin(self, work: SqliteWork) -> int:
        work.outbox.run("UPDATE outbox SET state = 'waiting', tries = 0 WHERE state = 'sending'")
        return super()._begin(work)


class NotesFirst(App):
    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        self.courier.__class__ = NotesFirstCourier


class Forgetful(App):
    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        self.courier.__class__ = ForgetfulCourier


TWINS: dict[str, type[App]] = {"confirm-first": ConfirmFirst, "note-first": NotesFirst, "forgetful": Forgetful}
