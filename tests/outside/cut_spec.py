"""Cut a machine-readable Bot API description down to what server.py checks.

    python -m tests.outside.cut_spec path/to/api.json

writes spec.json and spec.LICENSE beside this file; the licence note is taken
from ``<api.json>.LICENSE``.  Kept of every field: its types, whether it is
required, and what its prose says about size:

    chars   [least, most] in UTF-16 units ("parsed": counted after markup is read)
    bytes   [least, most] in UTF-8
    range   [least, most] of a number
    items   [least, most] of a list
    const   the only string allowed ("always “creator”", "must be photo")
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def span(text: str, unit: str) -> list[int] | None:
    """The one "1-64 unit" or "up to 64 unit" of the text, if there is just one."""
    found = re.findall(rf"(?:(\d+)[-–]|[Uu]p to )(\d+) {unit}\b", text)
    if len(found) != 1:
        return None
    least, most = found[0]
    return [int(least or 0), int(most)]


def limits(types: list[str], text: str) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    if any(t.startswith("Array of") for t in types):
        items = (
            span(text, r"(?:items|identifiers|answer options|two-letter|emoji|search keywords|tasks)")
            or ((m := re.search(r"list of (\d+)-(\d+) ", text)) and [int(m[1]), int(m[2])])
            or ((m := re.search(r"[Aa]t most (\d+) [a-z ]+ can be specified", text)) and [0, int(m[1])])
        )
        if items:
            kept["items"] = items
    elif types == ["String"]:
        if size := span(text, "characters"):
            kept["chars"] = size
            if re.search(r"after entit(?:y|ies) parsing", text):
                kept["parsed"] = True
        elif size := span(text, "[Bb]ytes"):
            kept["bytes"] = size
        if m := re.search(r"(?:always|[Mm]ust be) [“\"](\w+)[”\"]\.?(?:$| )|must be (\w+)\.?$", text):
            kept["const"] = m[1] or m[2]
    elif types in (["Integer"], ["Float"]):
        found = re.findall(r"(?<![\w.-])(\d+)[-–](\d+)(?![\w-])", text)
        found += re.findall(r"between (\d+) and (\d+)(?!\d|, or)", text)
        if len(found) == 1:
            kept["range"] = [int(found[0][0]), int(found[0][1])]
    return kept


def fields(entry: dict[str, Any]) -> dict[str, Any]:
    kept = {}
    for field in entry.get("fields", []):
        one: dict[str, Any] = {"types": field["types"]}
        if field["required"]:
            one["required"] = True
        one.update(limits(field["types"], field["description"]))
        kept[field["name"]] = one
    return kept


def cut(api: dict[str, Any]) -> dict[str, Any]:
    methods = {name: {"returns": entry["returns"], "fields": fields(entry)} for name, entry in api["methods"].items()}
    types: dict[str, Any] = {}
    for name, entry in api["types"].items():
        if "subtypes" in entry:
            types[name] = {"subtypes": entry["subtypes"]}
            continue
        types[name] = {"fields": fields(entry)}
        prose = " ".join(entry.get("description", []))
        if m := re.search(r"[Ee]xactly one of the fields other than (.+?) must be used", prose):
            types[name]["one_besides"] = re.findall(r"\b(?!and\b)[a-z_]+", m[1])
    return {"version": api["version"], "methods": methods, "types": types}


def dump(spec: dict[str, Any]) -> str:
    """JSON with one method, type or field to a line, so that changes read well."""
    lines = [f'{{"version": {json.dumps(spec["version"])}']
    for part in ("methods", "types"):
        lines[-1] += ","
        lines.append(f'"{part}": {{')
        for name, entry in spec[part].items():
            head = {k: v for k, v in entry.items() if k != "fields"}
            lines.append(f' "{name}": {json.dumps(head, ensure_ascii=False)[:-1]}')
            if "fields" in entry:
                lines[-1] += (", " if head else "") + '"fields": {'
                for field, one in entry["fields"].items():
                    lines.append(f'  "{field}": {json.dumps(one, ensure_ascii=False)},')
                lines[-1] = lines[-1].removesuffix(",") + "}"
            lines[-1] += "},"
        lines[-1] = lines[-1].removesuffix(",") + "}"
    return "\n".join(lines) + "}\n"


def main(path: str) -> None:
    source = Path(path)
    spec = cut(json.loads(source.read_text(encoding="utf-8")))
    text = dump(spec)
    assert json.loads(text) == spec
    (HERE / "spec.json").write_text(text, encoding="utf-8")
    licence = source.with_name(source.name + ".LICENSE").read_text(encoding="utf-8")
    (HERE / "spec.LICENSE").write_text(licence, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
