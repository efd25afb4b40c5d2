"""What the benchmark of slow hardware reads from a page's notes, and what it compares with; no browser here."""

from __future__ import annotations

import gzip
from typing import Any

import pytest
from flask import Flask
from kiosk_house import HOME
from werkzeug.test import Client

from benchmarks.felt import LATE, Felt, fingers, table, take
from benchmarks.unoptimised import unoptimised
from kiosk.edition import FOLDER, SHARED, SHEET, edition


def noted(**more: Any) -> dict[str, Any]:
    """Two fingers, at 1000 and 3000 ms."""
    log: dict[str, Any] = {
        "taps": [1000, 3000],
        "paints": [[1000, 40], [1090, 72], [3001, 24]],
        "sounds": [1012, 1300, 3011],
        "words": [1600],
        "screens": [1400, 3500],
        "shift": 0.0,
        "shifted": [],
    }
    return log | more


def test_each_finger_has_its_own_slowest_paint_and_its_own_first_sound() -> None:
    felt = Felt()
    take(felt, noted())
    assert felt.paints == [72, 24]
    assert felt.sounds == [12, 11]
    assert felt.words == [600, LATE]
    assert felt.screens == [400, 500]


@pytest.mark.parametrize(
    ("more", "missed"),
    [
        ({}, []),
        ({"paints": [[1000, 40], [3000, 104]]}, ["finger → next paint"]),
        ({"sounds": [1012, 3151]}, ["finger → first sound"]),
        ({"shift": 0.01}, ["layout shift, whole walk"]),
    ],
)
def test_the_worst_finger_counts_not_the_middle_one(more: dict[str, Any], missed: list[str]) -> None:
    felt = Felt(weights={"Script": 30.0, "Document": 3.0})
    take(felt, noted(**more))
    rows = table([felt, felt, felt], [felt])
    assert [each.what for each in rows if each.missed] == missed
    plain = Felt(weights={"Script": 60.0})
    for name in ("paints", "sounds", "words", "screens"):  # walked no further than the first finger
        setattr(plain, name, getattr(felt, name)[:1])
    head, one, two = fingers(["one", "two"], [felt], [plain])
    assert ("plain" in head, "–" in one, "–" in two) == (True, False, True)
    assert [each.beside for each in table([felt], [plain])][:1] == felt.paints[:1]


def test_a_page_too_heavy_is_missed() -> None:
    felt = Felt(weights={"Script": 48.0, "Document": 3.0})
    take(felt, noted())
    assert any(each.missed and each.unit == "kB" for each in table([felt], [felt]))


def test_unoptimised_is_the_same_page_whole_and_never_kept(kiosk: Flask) -> None:
    client, asks = Client(unoptimised(kiosk)), {"base_url": HOME, "headers": {"Accept-Encoding": "gzip"}}
    page = client.get("/screen/language", **asks)
    assert "modulepreload" not in page.text
    assert 'data-screen="language"' in page.text
    address = edition().address("main.js")
    script, ours = client.get(address, **asks), kiosk.test_client().get(address, **asks)
    assert script.data == (FOLDER / "main.js").read_bytes()
    assert script.headers["Cache-Control"] == page.headers["Cache-Control"] == "no-store"
    assert len(ours.data) < len(script.data)
    assert client.get(edition().address(SHEET), **asks).data == edition().pieces[SHEET].body


def test_remarks_do_not_travel_and_nothing_else_is_lost() -> None:
    sent = gzip.decompress(edition().pieces["screen.js"].packed).decode()
    kept = [line.strip() for line in (FOLDER / "screen.js").read_text("utf-8").splitlines()]
    assert sent.splitlines() == [line for line in kept if line and not line.startswith("//")]
    assert "/*" not in edition().pieces[SHEET].body.decode()
    for path in (*FOLDER.glob("*.js"), *SHARED):
        texts = [line.count("`") for line in path.read_text("utf-8").splitlines()]
        assert not any(each % 2 for each in texts), f"{path.name}: a text of several lines would lose its indentation"
