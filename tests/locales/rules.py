"""What a catalogue must keep, as functions that return the offenders; an empty list is a pass."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from locales.pseudo import lengthened
from locales.safe import units
from locales.template import BadText, parse

REFERENCE = "id"
ONE_FORM = ("id", "jv", "su", "ms", "min", "ban", "mad", "bug", "ace")
"""Languages that count without plurals; the header babel writes for them by itself is wrong."""

FOLDERS = ("village", "actions", "handlers", "documents", "bot")
KEY = re.compile(r"[a-z_]+(\.[a-z0-9_]+)+")
_PREFIX = re.compile(r"[a-z_]+(\.[a-z0-9_]+)*\.")
_ENDINGS = (
    "csv|db|docx|env|html|ics|jinja|jpeg|jpg|js|json|jsonl|key|lock|log|md|mo|mp3|ogg|oga|pb|pdf|pem|png|po|"
    "py|sh|sha256|sql|sqlite|sqlite3|svg|toml|tmp|ttf|otf|txt|typ|wal|webp|xlsx|xml|zip"
)
_FILE = re.compile(rf"[a-z0-9_.]+\.({_ENDINGS})")
_NAMED_BY_PYTHON = ("getLogger", "import_module", "find_spec", "version", "files", "entry_points", "attrgetter")
ALLOWED = {
    "t.me": "Telegram's own address",
    "telegram.me": "Telegram's own address",
    "telegram.org": "Telegram's own address",
    "api.telegram.org": "Telegram's own address",
    "example.org": "the address that belongs to nobody",
}

FORBIDDEN = (
    "vote", "voting", "submit", "input", "upload", "error", "ditolak",
    "invalid", "kamu", "klik", "deadline", "polling", "user",
)  # fmt: skip
LONGEST_SENTENCE = 12
BLANK_UNITS = 12
"""A blank in a toast counts as much as a short name; a longer fact is cut when the toast is shown."""

_BLANK = re.compile(r"\{\w*\}")
_TAG = re.compile(r"<[^<>]*>")
_SENTENCE = re.compile(r"[.!?:…](?=\s|$)|\n")
_MARKDOWN = re.compile(
    r"\*\*|__|`|~~|\[[^\]\n]+\]\([^)\n]*\)|^#+ |^> |(?<!\w)\*\w[^*\n]*\w\*(?!\w)|(?<![\w/])_\w[^_\n]*\w_(?!\w)",
    re.MULTILINE,
)


# --- catalogues ------------------------------------------------------------------------------------------------------


def catalogs(folder: Path) -> dict[str, Catalog]:
    found = {}
    for path in sorted(folder.glob("*/LC_MESSAGES/rembuk.po")):
        with path.open("rb") as file:
            found[path.parts[-3]] = read_po(file)
    return found


def key_of(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def forms(message: Message) -> list[str]:
    said = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return [form for form in said if form]


def messages(catalog: Catalog) -> Iterator[tuple[str, Message]]:
    return ((key_of(message), message) for message in catalog if message.id)


def said(catalog: Catalog) -> Iterator[tuple[str, str]]:
    return ((key, form) for key, message in messages(catalog) for form in forms(message))


def keys(catalog: Catalog) -> set[str]:
    return {key for key, _ in messages(catalog)}


def doubled(file: Path) -> list[str]:
    """Keys that stand there twice: a reader keeps one of the texts, and says nothing of the other."""
    counted = Counter(re.findall(r'^msgid "(.+)"$', file.read_text(encoding="utf-8"), re.MULTILINE))
    return [f"{key} stands in {file.name} {n} times" for key, n in counted.items() if n > 1]


def wrong_headers(found: dict[str, Catalog]) -> list[str]:
    return [
        f"{language}: Plural-Forms must be nplurals=1; plural=0;"
        for language, catalog in found.items()
        if language in ONE_FORM and (catalog.num_plurals, catalog.plural_expr) != (1, "0")
    ]


def badly_formed(found: dict[str, Catalog]) -> list[str]:
    """Tags not balanced or not ours, blanks that are no plain names, forms missing."""
    wrong = []
    for language, catalog in found.items():
        for key, message in messages(catalog):
            if not KEY.fullmatch(key):
                wrong.append(f"{language} {key}: a key is dotted lower-case words")
            if language == REFERENCE and (not forms(message) or message.fuzzy):
                wrong.append(f"{language} {key}: the reference must say it, and for sure")
            if not isinstance(message.id, str) and forms(message) and len(forms(message)) != catalog.num_plurals:
                wrong.append(f"{language} {key}: {catalog.num_plurals} forms are needed")
        for key, text in said(catalog):
            try:
                parse(key, text)
            except BadText as fault:
                wrong.append(f"{language} {fault}")
    return wrong


def without_note(reference: Catalog) -> list[str]:
    """An extracted comment (`#.`) tells a translator who reads this and when."""
    return [key for key, message in messages(reference) if not any(note.strip() for note in message.auto_comments)]


def blanks_of(message: Message) -> set[str]:
    return {blank for form in forms(message) for blank in _BLANK.findall(form)}


def other_blanks(found: dict[str, Catalog]) -> list[str]:
    reference = dict(messages(found[REFERENCE]))
    wrong = []
    for language, catalog in found.items():
        for key, message in messages(catalog):
            if key not in reference:
                wrong.append(f"{language} {key}: not in the reference")
            elif forms(message) and blanks_of(message) != blanks_of(reference[key]):
                differing = sorted(blanks_of(message) ^ blanks_of(reference[key]))
                wrong.append(f"{language} {key}: {', '.join(differing)} only on one side")
    return wrong


# --- lengths ---------------------------------------------------------------------------------------------------------


def bare(text: str, blank: str = "") -> str:
    """The words a person reads, with `blank` for each fact."""
    return "".join(part.plain + (blank if part.blank and not part.hidden else "") for part in parse("", text).parts)


def is_toast(key: str) -> bool:
    return key.startswith("toast.") or ".toast." in key or key.endswith(".toast")


def too_long(found: dict[str, Catalog], toasts: Iterable[str] = ()) -> list[str]:
    toasts = set(toasts)
    wrong = []
    for language, catalog in found.items():
        for key, text in said(catalog):
            limits = {f"{language} {key}": (bare(text), 4096)}
            if language == REFERENCE:
                limits[f"qpl {key}"] = (bare(lengthened(text)), 4096)
            if is_toast(key) or key in toasts:
                limits[f"{language} {key} (toast)"] = (bare(text, "x" * BLANK_UNITS), 200)
            if key.startswith("button."):
                limits[f"{language} {key} (button)"] = (bare(text), 40)
            if key.startswith("command."):
                limits[f"{language} {key} (command)"] = (bare(text), 256)
            wrong += [
                f"{name}: {units(words)} > {most}" for name, (words, most) in limits.items() if units(words) > most
            ]
    return wrong


# --- wording ---------------------------------------------------------------------------------------------------------


def sentences(text: str) -> list[str]:
    return [sentence.strip() for sentence in _SENTENCE.split(bare(text, "\x00")) if sentence.strip()]


def words(sentence: str) -> int:
    """A blank is one word; a dash or an emoji is none."""
    return sum(1 for word in sentence.split() if any(char.isalnum() or char == "\x00" for char in word))


def long_sentences(catalog: Catalog) -> list[str]:
    return [
        f"{key}: {words(sentence)} words: {sentence.replace(chr(0), '{}')}"
        for key, text in said(catalog)
        for sentence in sentences(text)
        if words(sentence) > LONGEST_SENTENCE
    ]


def foreign_words(catalog: Catalog) -> list[str]:
    banned = re.compile(rf"(?<![\w/@.])({'|'.join(FORBIDDEN)})(?!\w)", re.IGNORECASE)
    return [f"{key}: {hit[0]}" for key, text in said(catalog) for hit in banned.finditer(bare(text, " "))]


def markdown(catalog: Catalog) -> list[str]:
    return [
        f"{key}: {hit[0]!r}"
        for key, text in said(catalog)
        for hit in _MARKDOWN.finditer(_TAG.sub("", _BLANK.sub("x", text)))
    ]


# --- the code that speaks --------------------------------------------------------------------------------------------


@dataclass
class Used:
    """Keys the code names in full, and shapes of those it puts together."""

    keys: dict[str, str] = field(default_factory=dict)
    shapes: dict[str, str] = field(default_factory=dict)
    toasts: set[str] = field(default_factory=set)

    def covers(self, key: str) -> bool:
        return key in self.keys or any(re.fullmatch(shape, key) for shape in self.shapes)


def used(root: Path, folders: Iterable[str] = FOLDERS) -> Used:
    """Read every string of the code: "a.b" is a key; f"a.{x}" and "a." + x use every key that begins so.

    Not keys: docstrings, names of files, names of modules and loggers, and the few in ALLOWED.
    """
    found = Used()
    for folder in folders:
        for path in sorted((root / folder).rglob("*.py")):
            _read(ast.parse(path.read_text(encoding="utf-8")), path.relative_to(root).as_posix(), found)
    return found


def missing(reference: Catalog, code: Used) -> list[str]:
    known = keys(reference)
    lost = [f"{where}: {key}" for key, where in code.keys.items() if key not in known]
    empty = [
        f"{where}: nothing begins with {shape}"
        for shape, where in code.shapes.items()
        if _begins(shape) and not any(re.fullmatch(shape, key) for key in known)
    ]
    return lost + empty


def unused(reference: Catalog, code: Used) -> list[str]:
    return sorted(key for key in keys(reference) if not code.covers(key))


_ANY = r"[a-z0-9_.]+"


def _begins(shape: str) -> bool:
    return not shape.startswith(_ANY)


def _read(tree: ast.AST, name: str, found: Used) -> None:
    skipped = _not_text(tree)
    for node in ast.walk(tree):
        where = f"{name}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Call) and _name(node.func) == "Toast" and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                found.toasts.add(first.value)
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if _is_key(node.value):
                found.keys.setdefault(node.value, where)
        elif isinstance(node, ast.JoinedStr):
            _shape([part.value if isinstance(part, ast.Constant) else None for part in node.values], where, found)
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            left = node.left.value if isinstance(node.left, ast.Constant) else None
            if isinstance(left, str) and _PREFIX.fullmatch(left):
                _shape([left, None], where, found)


def _shape(parts: list[object], where: str, found: Used) -> None:
    """f"status.{x}" → every key with that beginning; f"{x}.title" → every key with that end; f"{x}.{y}": none."""
    fixed = "".join(part for part in parts if isinstance(part, str))
    sample = "".join(part if isinstance(part, str) else "x" for part in parts)
    if "." in fixed and re.search("[a-z]", fixed) and _is_key(sample):
        shape = "".join(re.escape(part) if isinstance(part, str) else _ANY for part in parts)
        found.shapes.setdefault(shape, where)


def _is_key(text: str) -> bool:
    return KEY.fullmatch(text) is not None and not _FILE.fullmatch(text) and text not in ALLOWED


def _not_text(tree: ast.AST) -> set[int]:
    """Docstrings and other bare strings, annotations, names for Python itself, pieces of f-strings."""
    skipped: set[int] = set()

    def skip(node: ast.AST | None) -> None:
        if node is not None:
            skipped.update(id(inner) for inner in ast.walk(node))

    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant()):
                skip(node.value)
            case ast.JoinedStr():
                for part in node.values:
                    if isinstance(part, ast.Constant):
                        skip(part)
                    elif isinstance(part, ast.FormattedValue):
                        skip(part.format_spec)
            case ast.Call() if _name(node.func) in _NAMED_BY_PYTHON:
                for argument in node.args:
                    skip(argument)
            case ast.arg() | ast.AnnAssign():
                skip(node.annotation)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                skip(node.returns)
    return skipped


def _name(func: ast.expr) -> str:
    return func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else ""
