"""History, training and access in a real browser: they fit a phone and a desk, can be pressed, and pass axe."""

from __future__ import annotations

import pytest
from admin_browser import TOO_SMALL, Opener
from admin_house import ask
from axe_playwright_python.sync_playwright import Axe
from conftest import ZHAO_PASSWORD

from casework.persons.people import Person
from casework.record import Record
from casework.workers import Worker

pytest_plugins = ["admin_house", "admin_browser"]


@pytest.mark.parametrize(("width", "height", "locale"), [(1280, 800, "zh-CN"), (390, 844, "en-US")])
def test_every_page_fits_can_be_pressed_and_passes_axe(
    opens: Opener,
    record: Record,
    zhao: Worker,
    li_na: Worker,
    grandma_wang: Person,
    width: int,
    height: int,
    locale: str,
) -> None:
    record.name_person(ask(record), li_na.id, grandma_wang.id)
    record.people.change(grandma_wang.id, li_na.id, {"phone": "138" * 12, "reach": "w" * 100})
    page = opens("/audit", width=width, height=height, locale=locale, login=zhao.login, password=ZHAO_PASSWORD)
    for path in (
        "/audit",
        "/training",
        "/training/children",
        "/training/team",
        f"/workers/{li_na.id}",
        f"/persons/{grandma_wang.id}",
    ):
        page.goto(path)
        if path.startswith("/persons"):
            page.locator("#past summary").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.evaluate(TOO_SMALL) == [], path
        found = Axe().run(page)
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
