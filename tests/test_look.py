"""The sheet of the visual language shows what the kiosk really uses, drawn with its own stylesheet."""

from __future__ import annotations

from benchmarks.look import ACCENTS, KEPT, sheet
from content.pack import load
from kiosk.edition import PRINTED, SHEETS


def test_every_colour_of_a_place_stands_on_the_sheet() -> None:
    pack = load("zh")
    used = {choice.accent for key in pack.plan for choice in pack.choices(key)}
    assert used <= set(ACCENTS)
    assert all(f"<b>{each}</b>" in sheet() for each in ACCENTS)


def test_the_sheet_is_drawn_with_the_stylesheet_itself() -> None:
    linked = [each.split('"')[0] for each in KEPT.read_text("utf-8").split('<link rel="stylesheet" href="')[1:]]
    assert len(linked) == len(SHEETS) - len(PRINTED)
    assert all((KEPT.parent / each).is_file() for each in linked)


def test_the_warning_sign_means_danger_alone() -> None:
    pictures = load("zh").pictures["pictures"]
    assert [name for name, code in pictures.items() if code == pictures["danger"]] == ["danger"]
