"""Every button is somebody's: it asks a right of the table, or touches only what is one's own. A new one has no row."""

from functools import partial

from actions.letters import Button, Letter
from handlers.router import COMMANDS, PRESSES
from storage.work import SqliteWork
from tests.play import Play
from tests.rights.test_rights_table import SHOWN_TO_NOBODY
from tests.transcript import act
from tests.village_life import founded, joined
from village.newcomers import Reason, Why
from village.people import RIGHTS

OFFICERS_ONLY: dict[str, tuple[str, tuple[int | str, ...]]] = {
    "tv": ("vouch", (1, 1)),
    "tr": ("vouch", (1, Reason.STRANGER.value)),
    "tb": ("vouch", (1,)),
    "tu": ("vouch", (1,)),
    "tw": ("see_waiting_residents", ()),
    "kr": ("recheck", (1, 1)),
    "ks": ("decide_case", ()),
    "kd": ("decide_case", (1, 1)),
    "kw": ("decide_case", (1, 1, Why.NEIGHBOURS.value)),
    "li": ("invite_residents", ()),
    "lp": ("invite_residents", (1,)),
    "gd": ("invite_residents", ()),
    "cp": ("print_cards", ()),
    "cm": ("print_cards", (1, "01")),
    "ao": ("appoint", ()),
    "ai": ("appoint", ("kader",)),
    "ac": ("confirm_appointments", (2, 1)),
    "rh": ("import_residents", ()),
    "po": ("open_poll", ()),
    "pc": ("close_poll", ()),
    "px": ("close_poll", (1,)),
    "mo": ("hand_over", ()),
    "mm": ("hand_over", (2,)),
    "ml": ("describe_office", (2,)),
    "mf": ("freeze_office", (2,)),
    "mt": ("freeze_office", (2,)),
    "mh": ("appoint", (2,)),
    "me": ("end_appointment", (2,)),
    "tm": ("set_terms", ()),
    "tc": ("set_terms", ("desa",)),
}
"""Operation → the right it asks, and what such a button carries. Mandate 2 is Bu Wati's."""
ANYBODY_S: dict[str, str] = {
    "q": "the answer to a question that was put to the presser; the act at its end asks",
    "qg": "the presser's own open question",
    "qs": "the presser's own open question",
    "v": "vote: the poll itself says who may (NEVER_HEARD in test_refusals)",
    "vw": "vote",
    "bk": "check_book and see_published: everybody may",
    "lg": "the presser's own language",
    "pw": "the presser's own proposal",
    "pd": "the presser's own proposal",
    "pk": "the presser's own proposal",
    "pl": "see_published: everybody may",
    "ta": "the presser's own refusal; the act says no to whoever was not refused",
    "mv": "the presser's own move, out of the village they live in",
    "ri": "the list of residents that the presser sent; the act asks import_residents",
}
COMMANDS_OF_OFFICERS = {"kelola", "bpd", "tautkan"}


def test_a_new_button_without_a_row_is_red() -> None:
    assert set(PRESSES) == set(OFFICERS_ONLY) | set(ANYBODY_S)
    assert not set(OFFICERS_ONLY) & set(ANYBODY_S)
    assert {right for right, _ in OFFICERS_ONLY.values()} <= set(RIGHTS) - SHOWN_TO_NOBODY


def test_a_command_is_for_everybody_or_for_officers() -> None:
    assert {c.name for c in COMMANDS if not c.help} == COMMANDS_OF_OFFICERS | {"start"}


async def test_a_resident_who_got_hold_of_an_officer_s_button_is_told_whose_it_is(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    sari = stage.person("Sari")
    for op, (right, args) in OFFICERS_ONLY.items():
        button = Button("button.right", op, args)
        await stage.bot.database.write(partial(_handed, sari.user["id"], button))
        stage.bot.courier.kick()
        await stage.quiet()
        stage.heard()
        await act(stage, "Sari: [button.right]")
        assert [(kind, text) for kind, _, text, _ in stage.heard()] == [("toast", f"⟦rights.refused.{right}⟧")], op


def _handed(telegram: int, button: Button, work: SqliteWork) -> None:
    """Somebody holds a button that is really ours, made for them."""
    chat = work.chats.met(telegram, "private", "")
    account = work.accounts.met(telegram, chat.id)
    work.outbox.post(Letter(chat.id, "talk.fine", {}, [[button]], resident=account.resident))
