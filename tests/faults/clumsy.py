"""Couriers built wrongly, to prove that the outages harness sees it."""

from typing import Any

from actions.letters import Letter
from bot.app import App
from bot.courier import Courier
from bot.telegram import errors
from storage.outbox import Claimed
from storage.work import SqliteWork


class Unmarked(Courier):
    """Tries again after a silence as after any failure, without saying so."""

    def _settle(self, work: SqliteWork, claimed: Claimed | Letter, outcome: errors.Outcome | int, *given: Any) -> None:
        super()._settle(work, claimed, errors.Later(5) if isinstance(outcome, errors.Unsure) else outcome, *given)


class Hasty(Courier):
    """Tries again in its own time, whatever Telegram asks it to wait."""

    def _settle(self, work: SqliteWork, claimed: Claimed | Letter, outcome: errors.Outcome | int, *given: Any) -> None:
        super()._settle(work, claimed, errors.Later(1) if isinstance(outcome, errors.Later) else outcome, *given)


class Trusting(Courier):
    """Takes no answer for a good one."""

    def _settle(self, work: SqliteWork, claimed: Claimed | Letter, outcome: errors.Outcome | int, *given: Any) -> None:
        super()._settle(work, claimed, errors.Done() if isinstance(outcome, errors.Unsure) else outcome, *given)


class Stubborn(Courier):
    """Goes on writing to whoever has blocked it."""

    def _settle(self, work: SqliteWork, claimed: Claimed | Letter, outcome: errors.Outcome | int, *given: Any) -> None:
        super()._settle(work, claimed, errors.Later(5) if isinstance(outcome, errors.Gone) else outcome, *given)


def _with(courier: type[Courier]) -> type[App]:
    return type(courier.__name__, (App,), {"courier_kind": courier})


TWINS: dict[str, type[App]] = {kind.__name__.lower(): _with(kind) for kind in (Unmarked, Hasty, Trusting, Stubborn)}
