"""No test lives on what an earlier one worked out: mutmut changes the code in a process in which all have run once."""

import pytest

from village import consent, names, rules


@pytest.fixture(autouse=True)
def _worked_out_anew() -> None:
    for remembers in (consent.versions, names.key, rules.national):
        remembers.cache_clear()
