"""For each project the one sentence that says why it is chosen, or why not yet; a key with its facts."""

from collections.abc import Mapping
from fractions import Fraction
from math import ceil, floor

from village.counting.election import Election
from village.counting.outcome import Outcome, Verdict, Why

Sentence = tuple[str, Mapping[str, object]]

_PAYS = frozenset({Why.SHARED, Why.SHARED_MOST, Why.SHARED_POINTS, Why.LOADED})
"""Whose amount is what a vote pays; all other amounts are what is lacking, and are rounded up."""


def sentences(election: Election, outcome: Outcome, currency: str = "Rp") -> list[Sentence]:
    """In the order of the election's projects."""
    return [_sentence(election, verdict, currency) for verdict in outcome.verdicts]


def _sentence(election: Election, verdict: Verdict, currency: str) -> Sentence:
    facts: dict[str, object] = {"votes": verdict.votes}
    if verdict.why is Why.FEW_VOTES:
        facts["least"] = election.least_votes
    elif verdict.amount is not None:
        amount = election.money(verdict.amount)
        whole = floor(amount + Fraction(1, 2)) if verdict.why in _PAYS else ceil(amount)
        facts["money"] = {"about": whole, "up": verdict.why not in _PAYS, "currency": currency}
    return f"count.why.{verdict.why}", facts
