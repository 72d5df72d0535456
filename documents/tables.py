"""A file with a table → its rows as text: CSV in any dress, XLSX, and OpenSID's ".xls", which is a web page inside."""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from html.parser import HTMLParser
from typing import Any

from documents.columns import is_header, meanings

BIGGEST = 20 << 20
BIGGEST_UNPACKED = 400 << 20
MOST_ROWS = 150_000
MOST_COLUMNS = 256
HEAD_ROWS = 30
DELIMITERS = ";,\t|"
_OLE = b"\xd0\xcf\x11\xe0"
_MERGED = re.compile(rb'mergeCell [^>]*?ref="\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)"')
_MOJIBAKE = re.compile("[ÃÂ][\u0080-\u00bf]|â€")
_EXCEL_TEXT = re.compile(r'="?([^"]*)"?')


class Unreadable(Exception):
    """The whole file can't be used. `why` names the reason; `facts` what belongs to it."""

    def __init__(self, why: str, **facts: Any) -> None:
        super().__init__(why)
        self.why = why
        self.facts = facts

    def __reduce__(self) -> tuple[Any, ...]:
        return _unreadable, (self.why, self.facts)


def _unreadable(why: str, facts: dict[str, Any]) -> Unreadable:
    return Unreadable(why, **facts)


@dataclass(slots=True)
class Table:
    """Rows as text, the first one is row 1 of the sheet. `merged`: areas as (first row, last row, columns)."""

    rows: Iterator[list[str]]
    merged: list[tuple[int, int, range]] = field(default_factory=list)


def table(content: bytes) -> Table:
    """Raises Unreadable. What the file is called says nothing: what stands in it decides."""
    if not content.strip(b"\0 \r\n\t"):
        raise Unreadable("empty")
    if len(content) > BIGGEST:
        raise Unreadable("too_big", most=BIGGEST >> 20)
    if content.startswith(_OLE):
        raise Unreadable("old_excel")
    if content.startswith(b"PK\x03\x04"):
        return _xlsx(content)
    if content.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z", b"\x1f\x8b")):
        raise Unreadable("other")
    text = _text(content)
    if re.match(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html|head|table|style|meta)\b", text, re.IGNORECASE):
        return Table(_html(text))
    return Table(_csv(text))


# CSV


def _text(content: bytes) -> str:
    """The words, in whatever letters they were saved; what nobody can read becomes U+FFFD."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    head = content[:4000]
    if head[1::2].count(0) > len(head) // 4:
        return content.decode("utf-16-le", "replace")
    if head[0::2].count(0) > len(head) // 4:
        return content.decode("utf-16-be", "replace")
    if b"\0" in head:
        raise Unreadable("other")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        loose = content.decode("utf-8-sig", "replace")
        if sum(c > "\x7f" for c in loose) > 2 * loose.count("\ufffd"):
            return loose
        return content.decode("cp1252", "replace")


def _csv(text: str) -> Iterator[list[str]]:
    """With the delimiter that makes the best title row of it."""
    lines = text.splitlines()
    if lines and lines[0].lower().startswith("sep="):
        text = text.partition("\n")[2]
        lines = lines[1:]
    head = "\n".join(lines[:HEAD_ROWS])

    def titles(delimiter: str) -> int:
        return max((len(meanings(row)) for row in _rows(head, delimiter) if is_header(row)), default=0)

    best = max(DELIMITERS, key=titles)
    return _clean(_rows(text, best))


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    number = 0
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise Unreadable("quotes", line=number + 1) from None
        number += 1
        yield row


def _clean(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    for number, row in enumerate(rows, 1):
        if any(cell.count("\n") > 4 for cell in row):
            raise Unreadable("quotes", line=number)
        yield [_cell(cell) for cell in row[:MOST_COLUMNS]]


def _cell(text: str) -> str:
    text = text.strip()
    if text.startswith('="') and (found := _EXCEL_TEXT.fullmatch(text)):
        return found[1]
    return "\ufffd" if _MOJIBAKE.search(text) else text


# OpenSID's older ".xls"


class _Page(HTMLParser):
    """The rows of the tables of a web page."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._open = False

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        self._open = tag in ("td", "th") or (self._open and tag not in ("tr", "table"))
        if tag in ("td", "th"):
            if not self.rows:
                self.rows.append([])
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._open = False

    def handle_data(self, data: str) -> None:
        if self._open and self.rows and self.rows[-1]:
            self.rows[-1][-1] += data


def _html(text: str) -> Iterator[list[str]]:
    page = _Page()
    page.feed(text)
    page.close()
    return iter([[" ".join(cell.split()) for cell in row[:MOST_COLUMNS]] for row in page.rows])


# XLSX


def _xlsx(content: bytes) -> Table:
    try:
        packed = zipfile.ZipFile(io.BytesIO(content))
        names = set(packed.namelist())
        if "xl/workbook.xml" not in names:
            raise Unreadable("other")
        if sum(part.file_size for part in packed.infolist()) > BIGGEST_UNPACKED:
            raise Unreadable("too_big", most=BIGGEST >> 20)
        for name in names:
            if name.endswith((".xml", ".rels")):
                with packed.open(name) as part:
                    if b"<!DOCTYPE" in part.read(2000):
                        raise Unreadable("other")
        return _sheet(content, packed)
    except Unreadable:
        raise
    except Exception as error:
        # Whatever a torn workbook makes of zipfile, the XML reader and openpyxl: for the office it is one thing.
        raise Unreadable("broken") from error


def _sheet(content: bytes, packed: zipfile.ZipFile) -> Table:
    """The first sheet that has a title row, else the first."""
    from openpyxl import load_workbook  # slow to import: only who reads a workbook pays

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.worksheets
        if not sheets:
            raise Unreadable("broken")
        for sheet in sheets:
            sheet.reset_dimensions()
        chosen = next((sheet for sheet in sheets if _has_header(sheet)), sheets[0])
    return Table(_values(chosen), _merged(packed, chosen._worksheet_path))


def _has_header(sheet: Any) -> bool:
    return any(is_header([_told(v) for v in row]) for row in sheet.iter_rows(max_row=HEAD_ROWS, values_only=True))


def _values(sheet: Any) -> Iterator[list[str]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            for row in sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS):
                yield [_told(value) for value in row]
        except GeneratorExit:
            raise
        except Exception as error:
            raise Unreadable("broken") from error


def _told(value: Any) -> str:
    """A cell as text. A long number that ends in 0 has lost its last digits to Excel: it is worth nothing."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, str):
        text = value.strip()
        return "=" if text.startswith("#") and text.endswith(("!", "?", "#N/A", "/A")) else text
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int):
        return "" if value >= 10**14 and value % 10 == 0 else str(value)
    return str(value)


def _merged(packed: zipfile.ZipFile, path: str) -> list[tuple[int, int, range]]:
    """Areas of merged cells; they stand at the end of the sheet, and openpyxl passes over them when it only reads."""
    found: list[tuple[int, int, range]] = []
    rest = b""
    with packed.open(path.lstrip("/")) as part:
        while block := part.read(1 << 20):
            seen = rest + block
            for left, top, right, bottom in _MERGED.findall(seen):
                found.append((int(top), int(bottom), range(_column(left), _column(right) + 1)))
            cut = seen.rfind(b">") + 1
            rest = seen[cut:][-500:]
    return found


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
