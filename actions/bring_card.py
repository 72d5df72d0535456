"""Somebody brings the code of a printed card. Whatever is wrong with a code, the answer is the same."""

from actions.letters import Letter
from actions.records import Account, Card
from actions.work import Work
from village.cards import WRONG_AN_HOUR


def shut(work: Work, account: Account) -> bool:
    """After some wrong codes no code is looked at for an hour."""
    return work.cards.guessed(account.id) >= WRONG_AN_HOUR


def take(work: Work, account: Account, code: str) -> Card | None:
    """The card, which is this account's from now on; None for a code that is used, too old, ended or made up."""
    found = work.cards.take(code, account.id)
    if found is None:
        if work.cards.guess(account.id, account.village_id) == WRONG_AN_HOUR:
            _report(work, account)
        return None
    card, first = found
    if first:
        work.book.record(card.village_id, 0, "warga", "card_used", f"sheet:{card.sheet_id}", {})
    return card


def _report(work: Work, account: Account) -> None:
    """Somebody guesses: the operators hear how often, not who."""
    for operator in work.roles.operators():
        for chat in work.accounts.chats_of(operator):
            facts = {"n": WRONG_AN_HOUR}
            work.outbox.post(Letter(chat, "card.guessed", facts, once=f"guessed:{account.id}:{work.now}:{chat}"))
