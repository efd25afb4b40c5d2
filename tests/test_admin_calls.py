"""The panel's pages about calls: the rota, links for relatives, what is to be called back."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from admin_house import Browser, panel
from conftest import Clock

from admin import PanelSettings, create_app
from casework.access import EVERYTHING
from casework.calls.book import Called
from casework.calls.errors import InvitationClosed
from casework.calls.missed import Caller
from casework.consents.entry import Asked, Subject
from casework.consents.purposes import CALL_FAMILY
from casework.persons.people import Person
from casework.record import Record
from casework.workers import Worker

pytest_plugins = ["admin_house"]


@pytest.fixture
def told_to_exchange() -> list[tuple[str, dict[str, Any]]]:
    return []


@pytest.fixture
def rung(
    record: Record, tmp_path: Path, clock: Clock, li_na: Worker, told_to_exchange: list[tuple[str, dict[str, Any]]]
) -> Browser:
    """Li Na at a panel with an exchange, and phones in the village network."""

    class Noting:
        def ask(self, what: str, **told: Any) -> str:
            told_to_exchange.append((what, told))
            return "a call"

    settings = PanelSettings(data=tmp_path / "data", village="Wangjia")
    line: Any = Noting()
    browser = Browser(create_app(settings, record, clock, line=line, phones=lambda: "https://192.168.1.5:8443"))
    browser.sign_in(li_na.login)
    return browser


def test_a_link_is_shown_once_with_its_code_and_is_taken_back_at_once(
    rung: Browser, record: Record, grandma_wang: Person, son: str, told_to_exchange: list[tuple[str, dict[str, Any]]]
) -> None:
    at = f"/calls/links/{grandma_wang.id}"
    assert rung.post(at, relation=son, language="zh", days="7").status_code == 409, "she was not asked"
    record.consents.answer(
        Subject(grandma_wang.id), CALL_FAMILY, True, Asked("可以给您的家里人打电话吗？", "zh-1", "zh")
    )
    page = rung.post(at, relation=son, language="zh", days="7")
    (secret,) = re.findall(r'value="https://192\.168\.1\.5:8443/j/([\w-]{22})"', page.text)
    assert "<svg" in page.text
    assert " style=" not in page.text
    opened = record.invitations.open(secret)
    assert (opened.name, opened.language) == ("王强", "zh")
    assert secret not in rung.get(at).text, "never again"
    rung.post(f"{at}/end", link=opened.id)
    with pytest.raises(InvitationClosed):
        record.invitations.still_open(opened.id)
    assert told_to_exchange == [("drop", {"party": f"guest:{son}"})]


def test_a_link_is_made_for_whom_a_worker_has_allowed_and_for_nobody_else(
    rung: Browser, record: Record, li_na: Worker, grandma_wang: Person
) -> None:
    not_allowed = record.people.relations.add(grandma_wang.id, li_na.id, "daughter", "王芳")
    at = f"/calls/links/{grandma_wang.id}"
    assert "王芳" not in rung.get(at).text
    for form in ({"relation": not_allowed}, {"relation": "nobody"}, {"relation": not_allowed, "days": "9000"}):
        assert rung.post(at, **{"language": "zh", "days": "7", **form}).status_code >= 400
    assert record.invitations.of(grandma_wang.id) == ()
    assert rung.get("/calls/links/nobody").status_code == 404


def test_supervisors_set_the_rota_and_everybody_sees_it(
    record: Record, tmp_path: Path, clock: Clock, zhao: Worker, li_na: Worker
) -> None:
    browser = Browser(panel(record, tmp_path / "data", clock))
    browser.sign_in("zhao", "rice field at dawn")
    form = {"village": record.settings.station, "worker": li_na.id, "starts": "09:00", "ends": "12:00"}
    if browser.get("/calls/rota").status_code == 200:  # a second factor may stand between
        assert "later than the beginning" in browser.post("/calls/rota", **form).text, "on no day"
        browser.post("/calls/rota", **form, day="0")
        assert "09:00–12:00" in browser.get("/calls/rota").text
        (shift,) = record.rota.shifts(record.settings.station)
        browser.post("/calls/rota/end", shift=shift.id)
        assert record.rota.shifts(record.settings.station) == ()


def test_workers_see_the_rota_and_cannot_change_it(rung: Browser, record: Record, li_na: Worker) -> None:
    assert "Monday" in rung.get("/calls/rota").text or "No hours are set" in rung.get("/calls/rota").text
    form = {"village": record.settings.station, "worker": li_na.id, "starts": "09:00", "ends": "12:00", "day": "0"}
    assert rung.post("/calls/rota", **form).status_code == 403


def test_whom_to_call_back_is_listed_and_rings_the_touchscreen(
    rung: Browser, record: Record, li_na: Worker, clock: Clock, told_to_exchange: list[tuple[str, dict[str, Any]]]
) -> None:
    missed = Called("c", None, None, "duty", "kiosk:village-1", None, clock(), 60.0, 0.0, "missed")
    record.calls.enter(missed, Caller("zh", "a visit"))
    promise = record.call_backs.book("c", clock() + timedelta(hours=4))
    page = rung.get("/calls").text
    assert "today, 14:00" in page or "14:00" in page
    assert "nobody answered" in page
    assert rung.fetch("/calls/ring", call_back=promise).json == {"call": "a call"}
    ((what, told),) = told_to_exchange
    assert (what, told["callees"][0]["key"], told["about"]["call_back"]) == (
        "ring",
        f"kiosk:{record.settings.station}",
        promise,
    )
    assert record.call_backs.waiting(EVERYTHING), "kept only once somebody answered"


def test_calls_ring_only_where_there_is_an_exchange(rung: Browser, desk: Browser) -> None:
    assert 'class="phone"' in rung.get("/queue").text
    assert "camera=(self)" in rung.get("/queue").headers["Permissions-Policy"]
    assert 'class="phone"' not in desk.get("/queue").text
    assert desk.get("/call/news", Accept="application/json").status_code == 503
