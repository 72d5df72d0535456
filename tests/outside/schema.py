"""Check values against spec.json, and decode requests by it."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.outside.markup import read_html, units

SPEC = json.loads((Path(__file__).parent / "spec.json").read_text(encoding="utf-8"))
METHODS: dict[str, Any] = SPEC["methods"]
TYPES: dict[str, Any] = SPEC["types"]
BY_LOWER = {name.lower(): name for name in METHODS}
ATTACH = "attach://"


@dataclass
class Upload:
    """A file sent as a part of a multipart request."""

    name: str
    mime: str
    data: bytes = field(repr=False)


def check(types: list[str], value: Any, path: str) -> list[str]:
    """What is wrong with a value that should be of one of the types."""
    best: list[str] | None = None
    for one in types:
        errors = check_one(one, value, path)
        if not errors:
            return []
        if best is None or rank(errors) < rank(best):
            best = errors
    if best and len(types) > 1 and all("wrong type" in e and e.startswith(f"{path}:") for e in best):
        return [f"{path}: wrong type, {short(value)} is none of {', '.join(types)}"]
    return best or []


def rank(errors: list[str]) -> tuple[bool, int]:
    return any("must be '" in e for e in errors), len(errors)


def short(value: Any) -> str:
    text = repr(value)
    return text if len(text) < 80 else text[:77] + "..."


def check_one(name: str, value: Any, path: str) -> list[str]:
    wrong = [f"{path}: wrong type, {short(value)} is not {name}"]
    if name.startswith("Array of "):
        if not isinstance(value, list):
            return wrong
        inner = name.removeprefix("Array of ")
        return [e for i, item in enumerate(value) for e in check_one(inner, item, f"{path}[{i}]")]
    if name == "String":
        return [] if isinstance(value, str) else wrong
    if name == "Boolean":
        return [] if isinstance(value, bool) else wrong
    if name == "Integer":
        return [] if isinstance(value, int) and not isinstance(value, bool) else wrong
    if name == "Float":
        return [] if isinstance(value, int | float) and not isinstance(value, bool) else wrong
    if name == "InputFile":
        return [] if isinstance(value, Upload) else wrong
    entry = TYPES[name]
    if "subtypes" in entry:
        return check(entry["subtypes"], value, path)
    if not isinstance(value, dict):
        return wrong
    errors = check_fields(entry["fields"], value, path, name)
    if besides := entry.get("one_besides"):
        used = [key for key in value if key not in besides]
        if len(used) != 1:
            errors.append(f"{path}: {name} needs exactly one action, has {used}")
    return errors


def check_fields(fields: dict[str, Any], value: dict[str, Any], path: str, name: str) -> list[str]:
    errors = [f"{path}.{key}: unknown field of {name}" for key in value if key not in fields]
    for key, one in fields.items():
        here = f"{path}.{key}"
        if key not in value:
            if one.get("required"):
                errors.append(f"{here}: required field of {name} is missing")
            continue
        bad = check(one["types"], value[key], here)
        errors += bad
        if not bad:
            mode = value.get(f"{key}_parse_mode") or (value.get("parse_mode") if one.get("parsed") else None)
            errors += check_size(one, value[key], here, mode)
    return errors


def check_size(one: dict[str, Any], value: Any, path: str, mode: Any) -> list[str]:
    errors = []
    if mode and isinstance(value, str):
        if str(mode).lower() != "html":
            return [f"{path}: parse mode {mode!r} is not read here, only HTML"]
        value, _, bad = read_html(value)
        errors += [f"{path}: malformed markup, {e}" for e in bad]
    if "const" in one and value != one["const"]:
        errors.append(f"{path}: must be {one['const']!r}, not {value!r}")
    for key, size, unit in (
        ("chars", lambda: units(value.strip() if one.get("parsed") else value), "characters"),
        ("bytes", lambda: len(value.encode()), "bytes"),
        ("items", lambda: len(value), "items"),
        ("range", lambda: value, ""),
    ):
        if key in one:
            least, most = one[key]
            if not least <= size() <= most:
                errors.append(f"{path}: {size()} {unit}".rstrip() + f" is outside {least}-{most}")
    return errors


def check_call(method: str, params: dict[str, Any]) -> list[str]:
    return check_fields(METHODS[method]["fields"], params, method, method)


def from_text(types: list[str], text: str) -> Any:
    """A value out of a form field; left as text where it cannot be read as any of the types."""
    if "Integer" in types and re.fullmatch(r"-?\d{1,19}", text):
        return int(text)
    if "Float" in types and re.fullmatch(r"-?\d+(\.\d+)?([eE][+-]?\d+)?", text):
        return float(text)
    if "Boolean" in types and text.lower() in ("true", "false", "1", "0"):
        return text.lower() in ("true", "1")
    if any(t.startswith("Array of") or (t in TYPES and t != "InputFile") for t in types):
        try:
            return json.loads(text)
        except ValueError:
            return text
    return text


def references(value: Any) -> list[str]:
    """Names of parts that the value refers to by attach://."""
    if isinstance(value, str):
        return [value.removeprefix(ATTACH)] if value.startswith(ATTACH) else []
    if isinstance(value, dict):
        value = list(value.values())
    return [name for item in value for name in references(item)] if isinstance(value, list) else []


async def decode(request: web.Request, method: str) -> tuple[dict[str, Any], list[str]]:
    """Parameters of a request from its query and JSON, urlencoded or multipart body."""
    fields = METHODS[method]["fields"]
    errors: list[str] = []
    raw: dict[str, Any] = dict(request.query)
    parts: dict[str, Upload] = {}
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.text() or "{}")
        except ValueError:
            body = None
        if isinstance(body, dict):
            raw.update(body)
        else:
            errors.append(f"{method}: body is not a JSON object")
    elif request.can_read_body and request.content_type in (
        "multipart/form-data",
        "application/x-www-form-urlencoded",
    ):
        for key, value in (await request.post()).items():
            if key in raw or key in parts:
                errors.append(f"{method}.{key}: given twice")
            elif isinstance(value, str):
                raw[key] = value
            elif isinstance(value, web.FileField):
                parts[key] = Upload(value.filename, value.content_type, value.file.read())
            else:
                raw[key] = bytes(value).decode()
    elif request.can_read_body:
        errors.append(f"{method}: body of content type {request.content_type} is not read")

    params: dict[str, Any] = {}
    used: set[str] = set()
    for key, value in raw.items():
        types = fields.get(key, {}).get("types", ["String"])
        params[key] = from_text(types, value) if isinstance(value, str) else value
        for name in references(params[key]):
            used.add(name)
            if name not in parts:
                errors.append(f"{method}.{key}: refers to part {name!r} that was not sent")
        if isinstance(params[key], str) and params[key].startswith(ATTACH) and "InputFile" in types:
            params[key] = parts.get(params[key].removeprefix(ATTACH), params[key])
    for name, part in parts.items():
        if name in fields:
            params[name] = part
        elif name not in used:
            errors.append(f"{method}.{name}: file part that nothing refers to")
    return params, errors
