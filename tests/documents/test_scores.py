"""The table of marks as a file."""

import csv
import io

from documents.scores import table


def test_a_spreadsheet_reads_it_and_takes_nothing_for_a_formula() -> None:
    content = table(["Nomor", "Judul"], [["3", 'Jalan "gang"; rusak'], ["4", "=1+1"], ["5", "-"]])
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows == [["Nomor", "Judul"], ["3", 'Jalan "gang"; rusak'], ["4", "'=1+1"], ["5", "'-"]]
