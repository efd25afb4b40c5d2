"""Photographs of every page of the panel that a supervisor comes to, at desk and phone size; judges nothing."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, ViewportSize
from werkzeug.exceptions import HTTPException

from admin import create_app
from admin.context import SEAT
from benchmarks.plenty import somebody_with_plenty
from benchmarks.served import served
from benchmarks.ways import somebody_with_everything
from casework.factors.totp import code_at, step_of
from casework.record import Record
from casework.workers import Worker
from station.decided import read_settings
from station.place import Place
from station.seed import settle_village, sow, sow_month

SIZES = {"desk": (1280, 800), "phone": (390, 844)}
LANGUAGES = {"zh": "zh-CN", "en": "en-US"}
"""The panel follows what the browser asks for until somebody chooses."""
MOST = {"request.show": 6, "person.show": 4, "training.show": 2}
"""Pages of one kind that are photographed; of all others one."""
STRANGERS = ("/sign-in", "/join", "/account/left", "/nothing-here")
ALARMED = ("/queue", "/alarms")
"""Pages that are looked at while somebody is in danger, too."""
OF_A_MONTH = ("/queue", "/figures", "/works?period=all", "/persons", "/persons/watch", "/alarms", "/audit")
"""Pages that need many people and weeks to be judged."""
DAYS, REQUESTS = 30, 90
LINK = re.compile(r'href="(/[^"#]*)"')
PASSWORD = "rice field at dawn"  # noqa: S105 - of a village that lasts for minutes


@dataclass(frozen=True)
class Office:
    """A panel, and a browser's cookie of the supervisor who has signed in with both steps."""

    app: Flask
    record: Record
    chief: Worker
    client: FlaskClient
    cookie: tuple[str, str]


@contextmanager
def office(folder: Path, *, month: bool) -> Iterator[Office]:
    """The panel of the demonstration village with somebody who has everything; or of a village after a month."""
    place = Place(folder / "data")
    place.data.mkdir()
    settle_village(place, wanted=True)
    settings = read_settings(place, data_given=True).settings
    assert settings is not None
    if month:
        sow_month(settings, days=DAYS, requests=REQUESTS)
    else:
        sow(settings)
    with Record.open(settings.record) as record:
        chief = supervisor(record)
        if not month:
            somebody_with_everything(record, chief, "zh")
            somebody_with_plenty(record, chief, "zh")
        app = create_app(settings.panel, record)
        client = app.test_client()
        with client.session_transaction() as kept:
            kept["id"] = app.extensions[SEAT].sessions.begin(chief.id, "computer", proven=True)
            kept["form"] = "photographs"
        name = str(app.config["SESSION_COOKIE_NAME"])
        found = client.get_cookie(name)
        assert found is not None
        yield Office(app, record, chief, client, (name, found.value))


def supervisor(record: Record) -> Worker:
    """Whoever enrols first; in a village that has lived, one more."""
    code = record.workers.first_code()
    if code is None:
        raise RuntimeError("somebody supervises here already")
    chief = record.workers.enrol(code, "赵主任", "zhao", PASSWORD)
    secret = record.factors.begin(chief.id)
    record.factors.confirm(chief.id, code_at(secret, step_of(datetime.now(UTC))))
    return chief


def answer_alarms(here: Office) -> None:
    """So that no page stands under them any more."""
    for each in here.record.alarms.waiting(here.record.reader(here.chief.id)):
        here.record.alarms.answer(each.id, here.chief.id)


def pages(here: Office) -> Iterator[tuple[str, str]]:
    """A name and an address of each page to which links lead from the first one, as often as its kind is worth it."""
    seen, taken = {"/queue"}, Counter[str]()
    waiting = [*seen]
    while waiting:
        address = waiting.pop(0)
        endpoint = endpoint_of(here.app, address)
        if endpoint is None or taken[endpoint] >= MOST.get(endpoint, 1):
            continue
        answer = here.client.get(address, headers={"Accept": "text/html", "Accept-Language": "zh"})
        if answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        taken[endpoint] += 1
        yield f"{endpoint}-{taken[endpoint]}", address
        for link in LINK.findall(answer.get_data(as_text=True)):
            if link not in seen:
                seen.add(link)
                waiting.append(link.replace("&amp;", "&"))


def endpoint_of(app: Flask, address: str) -> str | None:
    """Which page that is; None for what is none of the panel's."""
    try:
        endpoint, _ = app.url_map.bind("localhost").match(urlsplit(address).path, "GET")
    except HTTPException:
        return None
    return None if str(endpoint).endswith("static") else str(endpoint)


def photograph(browser: Browser, folder: Path, languages: Sequence[str]) -> None:
    """Write ``panel-<language>-<size>-<page>.png`` for every page."""
    for month in (False, True):
        with tempfile.TemporaryDirectory() as place, office(Path(place), month=month) as here, served(here.app) as at:
            ways = [(language, size) for language in languages for size in SIZES]
            alarmed = [] if month else [(f"alarm-{_plain(each)}", each) for each in ALARMED]
            for language, size in ways:
                with _page(browser, size, language) as page:
                    for address in () if month else STRANGERS:
                        _take(page, at + address, folder / f"panel-{language}-{size}-{_plain(address)}.png")
                    _sign_in(page, here, at)
                    for told, address in alarmed:
                        _take(page, at + address, folder / f"panel-{language}-{size}-{told}.png")
            answer_alarms(here)
            found = [(f"month-{_plain(each)}", each) for each in OF_A_MONTH] if month else list(pages(here))
            for language, size in ways:
                with _page(browser, size, language) as page:
                    _sign_in(page, here, at)
                    for number, (told, address) in enumerate(found):
                        _take(page, at + address, folder / f"panel-{language}-{size}-{number:02d}-{told}.png")


def _sign_in(page: Page, here: Office, at: str) -> None:
    name, value = here.cookie
    page.context.add_cookies([{"name": name, "value": value, "url": at}])


def _plain(address: str) -> str:
    return urlsplit(address).path.strip("/").replace("/", "-")


def _take(page: Page, address: str, path: Path) -> None:
    page.goto(address)
    page.wait_for_load_state("load")
    page.screenshot(path=path, full_page=True)


@contextmanager
def _page(browser: Browser, size: str, language: str) -> Iterator[Page]:
    width, height = SIZES[size]
    glass = ViewportSize(width=width, height=height)
    context = browser.new_context(viewport=glass, reduced_motion="reduce", locale=LANGUAGES[language])
    try:
        yield context.new_page()
    finally:
        context.close()
