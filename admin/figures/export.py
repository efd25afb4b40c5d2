"""Tables as files for other programs: CSV that no spreadsheet takes for orders, and one .xlsx; pure."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO

from xlsxwriter import Workbook

CSV, XLSX = "text/csv; charset=utf-8", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ORDERS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A cell that begins with one of these is taken by spreadsheets for a formula; wide forms are, too."""
NAME_MOST = 31
"""Characters of a sheet's name, by the format."""


def as_csv(table: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with a byte order mark, without which Excel takes Chinese for something else."""
    written = StringIO(newline="")
    csv.writer(written, lineterminator="\r\n").writerows([[harmless(each) for each in row] for row in table])
    return written.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """The cell as text, whatever somebody named a village or a worker."""
    return f"'{cell}" if cell.lstrip(" ").startswith(ORDERS) else cell


def as_book(sheets: Iterable[tuple[str, str, Sequence[Sequence[str]]]]) -> bytes:
    """One sheet per name, sentence and table; numbers are numbers, everything else is text, nothing is a formula."""
    made = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(made, options) as book:
        bold, soft = book.add_format({"bold": True, "bottom": 1}), book.add_format({"italic": True})
        taken: set[str] = set()
        for title, about, table in sheets:
            sheet = book.add_worksheet(sheet_name(title, taken))
            sheet.write_string(0, 0, title, bold)
            sheet.write_string(1, 0, about, soft)
            sheet.set_column(0, 0, 28)
            sheet.set_landscape()
            for line, row in enumerate(table, 3):
                for place, cell in enumerate(row):
                    if cell.isascii() and cell.isdigit() and place and line > 3:
                        sheet.write_number(line, place, int(cell))
                    else:
                        sheet.write_string(line, place, cell, bold if line == 3 else None)
    return made.getvalue()


def sheet_name(title: str, taken: set[str]) -> str:
    """The title as the format allows it, each only once; ``taken`` is added to."""
    plain = "".join(" " if each in "[]:*?/\\" else each for each in title).strip("' ")[:NAME_MOST] or "1"
    name, number = plain, 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain[: NAME_MOST - 3]} {number}"
    taken.add(name.casefold())
    return name
