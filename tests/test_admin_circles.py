"""The panel's pages about circles: made, filled with people, begun, led, ended; hidden from who has no part in it."""

from __future__ import annotations

import re
from datetime import date, time
from pathlib import Path

import pytest
from admin_house import Browser
from conftest import Clock

from admin import PanelSettings, create_app
from calls.away import as_link, fingerprint
from calls.call import MESH
from calls.exchange import Exchange
from calls.line import Line
from calls.party import Party
from casework.circles.homes import Home, Told
from casework.persons.people import Person
from casework.record import Record
from casework.workers import Worker
from station.door.authority import door

pytest_plugins = ["admin_house"]
NAME = "周四互助圈"


@pytest.fixture
def office(record: Record, tmp_path: Path, clock: Clock, li_na: Worker, exchange: Exchange) -> Browser:
    settings = PanelSettings(data=tmp_path / "data", village="Wangjia")
    browser = Browser(create_app(settings, record, clock, line=Line(tmp_path / "wire")))
    browser.sign_in(li_na.login)
    return browser


@pytest.fixture
def circle(office: Browser) -> str:
    made = office.post("/circles", name=NAME, day="2026-11-26", starts="15:00", weekly="1")
    return made.headers["Location"].rpartition("/")[2]


def test_a_circle_is_made_filled_begun_led_and_ended(
    office: Browser,
    record: Record,
    exchange: Exchange,
    li_na: Worker,
    zhao: Worker,
    grandma_wang: Person,
    circle: str,
) -> None:
    son = record.people.relations.add(grandma_wang.id, li_na.id, "son", "王强", may_call=1)
    at = f"/circles/{circle}"
    found = office.get(f"{at}?find={grandma_wang.name}").text
    assert [each in found for each in (grandma_wang.id, son, zhao.id)] == [True, True, True]
    for kind, member in (("person", grandma_wang.id), ("relation", son), ("worker", zhao.id)):
        assert office.post(f"{at}/add", kind=kind, member=member).status_code == 302
    page = office.get(at).text
    assert [each in page for each in (grandma_wang.name, "王强", zhao.name)] == [True, True, True]
    assert " style=" not in page
    assert re.search(r"Next: [^<]*26[^<]*15:00", page)
    assert office.post(f"{at}/add", kind="person", member=grandma_wang.id).status_code == 409
    assert office.post(f"{at}/add", kind="cat", member="x").status_code == 400
    assert office.post("/circles", name="", day="2026-11-26", starts="15:00").status_code == 400

    exchange.poll(f"guest:{son}", 0, "")
    began = office.fetch(f"{at}/start").json
    assert (began["began"], began["you"]) == (True, f"worker:{li_na.id}")
    assert exchange.poll(f"guest:{son}", 0, "")["ringing"]["title"] == NAME
    exchange.answer(began["call"], f"guest:{son}")
    assert office.fetch(f"{at}/lead", act="mute", party=f"guest:{son}").json == {"done": True}
    assert office.fetch(f"{at}/lead", act="dance").status_code == 400
    assert "2 inside" in office.get("/circles").text

    membership = next(
        each.id for each in record.circles.get(circle, record.reader(li_na.id)).people if each.who == son
    )
    office.post(f"{at}/remove", member=membership)
    assert [each["key"] for each in exchange.gathered([circle])[circle]] == [f"worker:{li_na.id}"]
    assert office.fetch(f"{at}/finish").json == {"done": True}
    assert office.fetch(f"{at}/finish").status_code == 404
    exchange.sweep()
    with record.store.read() as database:
        (meeting,) = database.query("select * from circle_meetings")
    assert (meeting["began_by"], meeting["ending"]) == (li_na.id, "finished")
    assert "circle, 0:" in office.get("/calls").text
    office.post(f"{at}/end")
    assert NAME not in office.get("/circles").text
    assert office.get(at).status_code == 404


def test_who_has_no_part_in_it_finds_nothing(
    office: Browser, record: Record, li_na: Worker, zhao: Worker, grandma_wang: Person, circle: str
) -> None:
    record.circles.add(circle, li_na.id, "person", grandma_wang.id)
    workers = record.workers
    far = workers.enrol(workers.invite(zhao.id), "Far", "far", "three ducks swimming")
    record.store.write("test", "laid", lambda pen: pen.update("workers", far.id, {"villages": '["elsewhere"]'}))
    stranger = Browser(office.app)
    stranger.sign_in("far")
    assert NAME not in stranger.get("/circles").text
    at = f"/circles/{circle}"
    assert stranger.get(at).status_code == 404
    for path in ("start", "lead", "finish"):
        assert stranger.fetch(f"{at}/{path}", act="mute_all").status_code == 404
    for path in ("add", "remove", "end"):
        assert stranger.post(f"{at}/{path}", kind="worker", member=far.id).status_code == 404
    assert record.circles.get(circle, record.reader(li_na.id)).name == NAME


def test_another_village_is_asked_in_and_out_and_its_link_is_told_once(
    record: Record, exchange: Exchange, li_na: Worker, tmp_path: Path, clock: Clock
) -> None:
    authority = door(tmp_path / "tls", [], []).authority
    settings = PanelSettings(data=tmp_path / "data", village="Wangjia")
    line = Line(tmp_path / "wire")
    office = Browser(
        create_app(settings, record, clock, line=line, phones=lambda: "https://10.0.0.5:8443", authority=authority)
    )
    office.sign_in(li_na.login)
    made = office.post("/circles", name=NAME, day="2026-11-26", starts="15:00", weekly="1")
    at = made.headers["Location"]
    told = office.post(f"{at}/neighbours", village="上河村").text
    (found,) = re.findall(r"https://10.0.0.5:8443/neighbour#[^<]+", told)
    link = as_link(found)
    assert link.fingerprint == fingerprint(authority.read_text("ascii"))
    (asked,) = record.circles.neighbours.of(at.rpartition("/")[2])
    assert record.circles.neighbours.open(link.secret)[0].id == asked.id
    page = office.get(at).text
    assert ("上河村" in page, link.secret in page) == (True, False)
    assert office.post(f"{at}/neighbours", village="").status_code == 400
    call = exchange.gather(Party("worker:x", "X"), [], {"circle": asked.circle}, MESH)["call"]
    exchange.come_in(asked.circle, Party(f"neighbour:{asked.id}", "孙奶奶 · 上河村"))
    assert office.post(f"{at}/neighbours/end", neighbour=asked.id).status_code == 302
    assert [each["key"] for each in exchange.gathered([asked.circle])[asked.circle]] == ["worker:x"]
    assert office.post(f"{at}/neighbours/end", neighbour=asked.id).status_code == 404
    exchange.hang_up(call, "worker:x")


def test_a_station_without_a_door_cannot_ask_and_says_what_is_missing(office: Browser, circle: str) -> None:
    assert "Ask the installer" in office.get(f"/circles/{circle}").text
    refused = office.post(f"/circles/{circle}/neighbours", village="上河村")
    assert (refused.status_code, "Ask the installer" in refused.text) == (400, True)


@pytest.mark.parametrize(
    ("link", "advice"),
    [
        ("good morning", "This is no whole link"),
        ("https://10.0.0.5:8443/neighbour#half", "This is no whole link"),
        ("http://127.0.0.1:9/neighbour#secret.", "cannot be reached"),
    ],
)
def test_a_link_that_leads_nowhere_is_told_with_its_mend(office: Browser, link: str, advice: str) -> None:
    refused = office.post("/circles/elsewhere", link=link)
    assert (refused.status_code, advice in refused.text) == (400, True)


def test_a_circle_led_elsewhere_is_not_begun_or_changed_here(office: Browser, record: Record, li_na: Worker) -> None:
    told = Told(NAME, date(2026, 11, 26), time(15), weekly=True)
    away = record.circles.homes.take_up(li_na.id, Home("下河村", "http://127.0.0.1:9", "secret", ""), told)
    assert "led in 下河村" in office.get("/circles").text
    page = office.get(f"/circles/{away}").text
    assert ("led in 下河村" in page, "data-act" in page, "Invite" in page) == (True, False, False)
    assert "This village takes part no more" in page
    again = office.post(f"/circles/{away}", name="ours", day="2026-11-26", starts="09:00")
    assert (again.status_code, "led in another village" in again.text) == (409, True)
    assert office.post(f"/circles/{away}/start").status_code == 409
    assert office.post(f"/circles/{away}/end").status_code == 302
    assert "led in 下河村" not in office.get("/circles").text
