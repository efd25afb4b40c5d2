"""The page of figures: pictures with their tables, filters that hold, files that spreadsheets open and cannot run."""

from __future__ import annotations

import csv
import re
import xml.etree.ElementTree as ET
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from admin_house import Browser, ask
from hypothesis import given
from hypothesis import strategies as some

from admin.drawing import Bar, Part, bars, scale
from admin.figures.export import as_book, as_csv, harmless, sheet_name
from casework.access.roles import COUNTY
from casework.record import Record
from casework.workers import Worker

pytest_plugins = ["admin_house"]
EVIL = "=HYPERLINK(“http://x”)"


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def test_every_picture_has_its_words_and_its_table(desk: Browser, record: Record) -> None:
    for category in ("ill", "ill", "money"):
        ask(record, category)
    page = desk.get("/figures").text
    pictures = re.findall(r"<svg role=.*?</svg>", page)
    assert len(pictures) == page.count("<tbody>") >= 5
    for each in pictures:
        drawn = ET.fromstring(each)  # noqa: S314 - ours
        named = drawn.attrib["aria-labelledby"].split()
        told = {child.attrib["id"]: child.text for child in drawn if "id" in child.attrib}
        assert set(told) == set(named)
        assert all(told.values())
    kinds = next(each for each in pictures if "figure-kinds-told" in each)
    assert "Ill or hurt: 2. " in kinds or re.search(r"<desc[^>]*>[^<]*: 2\. [^<]*: 1\. ", kinds)
    assert " style=" not in page
    assert "<style" not in page


def test_where_nothing_happened_the_page_says_so(desk: Browser) -> None:
    page = desk.get("/figures").text
    assert "Nobody has asked for anything in this time." in page
    assert "<svg role=" not in page


def test_village_and_time_filter_and_foolish_ones_do_nothing(office: Browser, record: Record, clock) -> None:
    ask(record, "money")
    clock.move(days=40)
    record.store.write("station", "test", lambda pen: pen.insert("villages", {"id": "far", "name": "远村"}))
    office.sign_in("zhao", "rice field at dawn")

    def total(asked: str) -> str:
        return rows(office.get(f"/figures/kinds.csv?{asked}").data)[-1][1]

    assert [total(each) for each in ("", "period=quarter", "period=ever&village=nowhere", "period=all")] == list(
        "0101"
    )
    assert (total("period=all&village=far"), total("period=all&village=village-1")) == ("0", "1")


def test_a_village_that_is_not_the_readers_is_as_if_not_asked_for(
    desk: Browser, record: Record, li_na: Worker
) -> None:
    def work(pen) -> None:
        pen.insert("villages", {"id": "far", "name": "远村"})
        pen.update("workers", li_na.id, {"villages": '["village-1"]'})

    record.store.write("station", "test", work)
    request = ask(record)
    record.store.write("station", "test", lambda pen: pen.update("requests", request, {"village": "far"}))
    assert "远村" not in desk.get("/figures?village=far").text
    assert rows(desk.get("/figures/kinds.csv?village=far").data)[-1][1] == "0"


def test_the_county_reads_no_small_number_anywhere(office: Browser, anybody: Browser, record: Record, zhao) -> None:
    for _ in range(2):
        ask(record, "ill")
    record.workers.enrol(record.workers.invite(zhao.id, COUNTY), "County", "county", "rice field at dawn")
    anybody.sign_in("county", "rice field at dawn")
    assert "&lt;3" in anybody.get("/figures").text
    table = rows(anybody.get("/figures/kinds.csv").data)
    assert "2" not in {cell for row in table[1:] for cell in row[1:]}
    assert table[-1][1] == "–", "a sum would tell it"
    book = ZipFile(BytesIO(anybody.get("/figures/figures.xlsx").data))
    assert "<v>2</v>" not in re.sub(r't="s"><v>\d+</v>', "", book.read("xl/worksheets/sheet1.xml").decode())


def test_files_open_in_excel_and_run_nothing(office: Browser, record: Record) -> None:
    record.store.write("station", "test", lambda pen: pen.update("villages", "village-1", {"name": EVIL}))
    ask(record)
    answer = office.get("/figures/villages.csv")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="xiangban-villages-month.csv"'
    assert rows(answer.data)[1][0] == f"'{EVIL}"
    book = ZipFile(BytesIO(office.get("/figures/figures.xlsx").data))
    sheets = [each for each in book.namelist() if each.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 12
    assert not any("<f>" in book.read(each).decode() for each in sheets)
    assert office.get("/figures/nothing.csv").status_code == 404


@given(some.text(max_size=12))
def test_no_cell_of_a_file_is_a_formula(cell: str) -> None:
    told = harmless(cell)
    assert told.lstrip(" ")[:1] not in {*"=+-@\t\r\n"}
    assert told.endswith(cell)
    as_csv([[cell, "2"]])


@given(some.lists(some.text(max_size=40), max_size=6))
def test_every_sheet_has_a_name_that_the_format_allows(titles: list[str]) -> None:
    taken: set[str] = set()
    names = [sheet_name(each, taken) for each in titles]
    assert len({each.casefold() for each in names}) == len(names)
    for each in names:
        assert 0 < len(each) <= 31
        assert not set(each) & set("[]:*?/\\")
    assert as_book([("一", "二", [["a", "b"], ["c", "1"]])]).startswith(b"PK")


@given(some.lists(some.lists(some.integers(0, 5000), min_size=1, max_size=4), min_size=1, max_size=9))
def test_bars_are_as_long_as_what_they_count(table: list[list[int]]) -> None:
    lines = [
        Bar("名字" * place, [Part(at, value, str(value)) for at, value in enumerate(row)], str(sum(row)))
        for place, row in enumerate(table)
    ]
    drawn = ET.fromstring(bars("k", "t", "d", lines))  # noqa: S314 - ours
    parts = [each for each in drawn.iter("rect") if "part" in each.attrib.get("class", "")]
    values = [value for row in table for value in row]
    assert len(parts) == len(values)
    widths = [float(each.attrib["width"]) for each in parts]
    unit = sum(widths) / (sum(values) or 1)
    for width, value in zip(widths, values, strict=True):
        assert abs(width - value * unit) < 0.2


@pytest.mark.parametrize(
    ("most", "ticks"), [(0, [0, 1]), (1, [0, 1]), (3, [0, 1, 2, 3]), (9, [0, 5, 10]), (289, [0, 100, 200, 300])]
)
def test_scales_are_round(most: float, ticks: list[int]) -> None:
    assert scale(most) == ticks
