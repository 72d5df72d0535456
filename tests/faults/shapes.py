"""Updates as the Bot API's description shapes them: every kind we ask for, with each field it may carry."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from bot.telegram.incoming import ALLOWED_UPDATES
from tests.outside.schema import TYPES

Raw = dict[str, Any]
PLAIN: dict[str, Any] = {"Integer": 7_000_000_001, "String": "kata", "Boolean": True, "Float": 1.5}
DEEPEST = 2


def value(kind: str, word: str, depth: int = DEEPEST) -> Any:
    """A value of that type; strings hold the word, objects their required fields and, near the top, all."""
    if kind.startswith("Array of "):
        return [value(kind.removeprefix("Array of "), word, depth - 1)]
    if kind == "String":
        return word
    if kind not in TYPES:
        return PLAIN.get(kind, True)
    if kinds := TYPES[kind].get("subtypes"):
        return value(kinds[0], word, depth)
    return {
        name: field.get("const") or value(field["types"][0], word, depth - 1)
        for name, field in TYPES[kind].get("fields", {}).items()
        if field.get("required") or depth > 1
    }


def updates(real: list[Raw], word: str) -> Iterator[Raw]:
    """Real updates, each with one more field that the description knows for its kind."""
    models = {kind: TYPES["Update"]["fields"][kind]["types"][0] for kind in ALLOWED_UPDATES}
    for kind, model in models.items():
        base = next(raw for raw in real if kind in raw)
        for name, field in TYPES[model]["fields"].items():
            for told in field["types"]:
                for one in TYPES.get(told, {}).get("subtypes") or [told]:
                    filled = deepcopy(base)
                    if name not in filled[kind] or one in TYPES:
                        filled[kind][name] = value(one, word)
                    yield filled
