"""Every kind of fault between bot and Telegram, by name, and how to order it for a share of the calls."""

from collections.abc import Callable
from functools import partial

from simulator.faults import Fault
from tests.play import Play

SENDS = ("send*",)
EDITS = ("editMessageText",)
TO_CHATS = (*SENDS, *EDITS)
CALLS = (*TO_CHATS, "answerCallbackQuery")
ALL = (*CALLS, "getUpdates")
FEW = 8
"""So many silences in one run: each costs real time."""
Mishap = Callable[[Play, float], None]


def _by_chance(fault: Fault, methods: tuple[str, ...], times: int | None, play: Play, share: float) -> None:
    play.telegram.faults.chance(share, fault, methods, times=times)


def _flood(everyone: bool, play: Play, share: float) -> None:
    faults = play.telegram.faults
    waits = (3, 30, 600, 3600)
    faults.chance(share, lambda given: Fault.flood(faults.rng.choice(waits), everyone), TO_CHATS)


def _storm(play: Play, share: float) -> None:
    play.telegram.faults.storm(start=0, end=600 * share)


def _moved(play: Play, share: float) -> None:
    """The group becomes a supergroup at one of its first letters; every other time nobody tells but the answer."""
    rng, group = play.telegram.faults.rng, play.groups["Warga"]
    told = rng.random() < 0.5

    def order(given: object) -> None:
        if group.chat.kind == "group":
            group.migrate(told)

    play.telegram.faults.on(*SENDS, fault=order, chat=group.id, nth=rng.randint(1, 2))


def _unread(play: Play, share: float) -> None:
    """Telegram can't read the marks of a text; one without marks it always takes."""
    marked = Fault.bad_markup()
    play.telegram.faults.chance(share, lambda given: marked if given.get("parse_mode") else None, TO_CHATS)


def _repeated(play: Play, share: float) -> None:
    play.telegram.updates.repeats = share


def _late(play: Play, share: float) -> None:
    play.telegram.detours.delay(60, share)


def _kinds() -> dict[str, Mishap]:
    kinds: dict[str, Mishap] = {
        "429 chat": partial(_flood, False),
        "429 everyone": partial(_flood, True),
        "429 storm": _storm,
        "429 updates": partial(_by_chance, Fault.flood(1), ("getUpdates",), 2),
        "migrated": _moved,
        "bad markup": _unread,
        "updates repeated": _repeated,
        "updates late": _late,
    }
    for fault, methods, times in (
        (Fault.server_error(500), ALL, None),
        (Fault.server_error(502), ALL, None),
        (Fault.server_error(504), ALL, None),
        (Fault.server_error(504, accepted=True), CALLS, None),
        (Fault.page(502), ALL, None),
        (Fault.page(504), ALL, None),
        (Fault.page(403), ALL, None),
        (Fault.page(404), ALL, None),
        (Fault.page(400), ALL, None),
        (Fault.page(200), ALL, None),
        (Fault.cut(), ALL, None),
        (Fault.torn(), ALL, None),
        (Fault.slow(), ALL, None),
        (Fault.silence_before(), CALLS, FEW),
        (Fault.silence_after(), CALLS, FEW),
        (Fault.drop_before(), ALL, None),
        (Fault.drop_after(), ALL, None),
        (Fault.blocked(), TO_CHATS, None),
        (Fault.deactivated(), TO_CHATS, None),
        (Fault.kicked(), TO_CHATS, None),
        (Fault.no_chat(), TO_CHATS, None),
        (Fault.muted(), SENDS, None),
        (Fault.unchanged(), EDITS, None),
        (Fault.no_message(), EDITS, None),
        (Fault.wrong_token(), ALL, 1),
        (Fault.other_poller(), ("getUpdates",), None),
    ):
        kinds[fault.name] = partial(_by_chance, fault, methods, times)
    return kinds


KINDS = _kinds()
STOPPING = ("401", "409")
"""These may end the bot, with one clear line."""
