"""The promised bars hold on every committed set of labelled messages, and on all of them together."""

from pathlib import Path

import pytest

from tests.understanding.measuring import cases, figures, sets


@pytest.mark.parametrize("file", sets(), ids=lambda file: file.stem)
def test_the_bars_hold_on_each_set(file: Path) -> None:
    missed = [f"{one.name}: {one.hits}/{one.of}" for one in figures(cases(file)) if not one.holds]
    assert not missed


def test_there_are_five_tongues_and_more_with_enough_messages() -> None:
    every = [one for file in sets() for one in cases(file)]
    spoken = [one.label["lang"].rpartition("+")[2] for one in every]
    assert len(every) >= 360
    assert len({tongue for tongue in spoken if spoken.count(tongue) >= 20}) >= 5
