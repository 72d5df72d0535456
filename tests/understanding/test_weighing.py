"""The weights in use are those of the committed messages; each set is read well, too, without having taught."""

import tomllib

import pytest

from tests.understanding.measuring import cases, figures, sets
from tests.understanding.weigh import FILE, learnt_without, written


def test_the_weights_are_learnt_from_the_committed_messages_and_from_nothing_else() -> None:
    kept, learnt = tomllib.loads(FILE.read_text("utf-8")), tomllib.loads(written(learnt_without()))
    assert kept.keys() == learnt.keys()
    off = [
        (name, hint)
        for name, table in learnt.items()
        for hint in table.keys() | kept[name].keys()
        if abs(table.get(hint, 0.0) - kept[name].get(hint, 0.0)) > 0.11
    ]
    assert off == []


@pytest.mark.parametrize("file", sets(), ids=lambda file: file.stem)
def test_a_set_that_taught_nothing_is_read_well(file) -> None:  # type: ignore[no-untyped-def]
    found = {one.name: one for one in figures(cases(file, learnt_without(file)))}
    for name in ("reject precision", "reject recall", "darurat recall"):
        assert found[name].holds, found[name]
