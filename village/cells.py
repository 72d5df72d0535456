"""Small cells: figures about few people are not shown, and cannot be worked out from the others."""

from collections.abc import Mapping


def shown(cells: Mapping[str, int], least: int) -> dict[str, int | None]:
    """The cells of a total that everybody sees, with None where a figure would point at people.

    A figure below `least` is hidden (0 too: it tells that nobody did). As the total is public, the hidden cells
    together must hold at least `least` people and be at least two: the smallest of the shown follow until they do.
    """
    hidden = {name for name, count in cells.items() if count < least}
    rest = sorted((name for name in cells if name not in hidden), key=lambda name: (cells[name], name))
    while hidden and rest and (len(hidden) < 2 or sum(cells[name] for name in hidden) < least):
        hidden.add(rest.pop(0))
    return {name: None if name in hidden else count for name, count in cells.items()}
