"""Six people in a row leave nothing of each other in a real browser; a hundred are ``script/bench strangers``."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from playwright.sync_api import sync_playwright

from benchmarks.planting import PLANTS, Ground
from benchmarks.served import served
from benchmarks.strangers import pass_by, planted, screen, villagers
from benchmarks.traces import PLACES, Watch
from casework.record import Record
from casework.workers import Worker


def test_people_in_a_row_leave_no_trace_and_one_left_on_purpose_is_found(
    kiosk: Flask, record: Record, li_na: Worker, tmp_path: Path
) -> None:
    people = list(villagers(record, li_na.id, 6 + len(PLANTS)))
    sayings, profile, data = kiosk.extensions["desk"].sayings, tmp_path / "profile", tmp_path / "more"
    data.mkdir()
    with served(kiosk) as address, sync_playwright() as play:
        with screen(play, profile, address, sayings) as (page, watch):
            ground = Ground(page, sayings, profile, data, address)
            passed = pass_by(ground, people[:6], watch)
            assert passed.people == 6
            assert len(passed.ways) >= 7, "they come and leave in different ways"
            assert min(passed.searches[each] for each in PLACES) >= 2
            assert passed.found == []
            missed = [what for what, _, found in planted(ground, watch, people[6:]) if not found]
        assert missed == []
        assert Watch.in_files("profile", profile, people[:6]) == []
