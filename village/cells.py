"""Small cells: figures about few people are not shown, and cannot be worked out from the others."""

from collections.abc import Mapping


def shown(cells: Mapping[str, int], least: int) -> dict[str, int | None]:
    """The cells of a total that everybody sees, with None where a figure would point at people.

    A figure below `least` is hidden (0 too: it tells that nobody did), and its neighbour with it: cells are hidden
    by fixed pairs, in the order given (the last three together when the number is odd). While the hidden cells hold
    fewer than `least` people together, the next pair follows. What is hidden thus never depends on how figures
    compare, so that even whoever knows this rule and the total must think every hidden cell may hold anything from 0
    to `least - 1`. The total itself must be at least `least`, and the order must not come from the figures.
    """
    pairs = _pairs(list(cells))
    hidden = [pair for pair in pairs if any(cells[name] < least for name in pair)]
    rest = [pair for pair in pairs if pair not in hidden]
    while hidden and rest and sum(cells[name] for pair in hidden for name in pair) < least:
        hidden.append(rest.pop(0))
    unseen = {name for pair in hidden for name in pair}
    return {name: None if name in unseen else count for name, count in cells.items()}


def _pairs(names: list[str]) -> list[list[str]]:
    pairs = [names[i : i + 2] for i in range(0, len(names), 2)]
    if len(pairs) > 1 and len(pairs[-1]) == 1:
        pairs[-2:] = [pairs[-2] + pairs[-1]]
    return pairs
