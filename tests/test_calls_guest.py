"""A relative's phone: one link, one person to ring; what cannot be is told with its cause; closed is closed."""

from __future__ import annotations

import threading
from pathlib import Path

from calling_house import FROM_HERE, HERE
from conftest import Clock
from flask.testing import FlaskClient

from calls.exchange import Exchange
from casework.consents.entry import Asked, Subject
from casework.consents.purposes import CALL_FAMILY
from casework.persons.people import Person
from casework.record import Record
from casework.workers import Worker


def test_ringing_twice_and_nonsense_are_refused_with_their_cause(
    phone: FlaskClient, exchange: Exchange, record: Record
) -> None:
    rung = phone.post("/ring", base_url=HERE, headers=FROM_HERE)
    assert rung.status_code == 200
    again = phone.post("/ring", base_url=HERE, headers=FROM_HERE)
    assert (again.status_code, again.get_json()["error"]) == (409, "AlreadyTalking")
    kiosk = f"kiosk:{record.settings.station}"
    assert exchange.poll(kiosk, 0, "")["ringing"]["name"] == "王强", (
        "a screen that was opened just now finds it ringing"
    )
    unknown = phone.post("/call/nothing/answer", base_url=HERE, headers=FROM_HERE)
    assert (unknown.status_code, unknown.get_json()["error"]) == (404, "NoSuchCall")
    assert phone.post("/ring", base_url=HERE, headers={"Origin": "https://evil.example"}).status_code == 403


def test_a_link_that_was_taken_back_gives_nothing_from_the_same_second(
    phone: FlaskClient, exchange: Exchange, record: Record, li_na: Worker, link: tuple[str, str, str]
) -> None:
    phone.post("/ring", base_url=HERE, headers=FROM_HERE)
    record.invitations.revoke(link[1], li_na.id)
    exchange.drop(f"guest:{link[0]}")
    events = exchange.poll(f"kiosk:{record.settings.station}", 0, "")["events"]
    assert events[-1]["kind"] == "silent"
    for path in ("/", f"/j/{link[2]}"):
        closed = phone.get(path, base_url=HERE)
        assert closed.status_code == 410
        assert "王" not in closed.text
    assert phone.get("/call/news", base_url=HERE).status_code == 403
    assert phone.post("/ring", base_url=HERE, headers=FROM_HERE).status_code == 410


def test_an_exchange_that_is_gone_is_no_broken_page(phone: FlaskClient, tmp_path: Path) -> None:
    (tmp_path / "wire").unlink()
    told: list[int] = []
    asking = threading.Thread(target=lambda: told.append(phone.get("/call/news", base_url=HERE).status_code))
    asking.start()  # a thread of its own has no open connection to the exchange that was
    asking.join()
    assert told == [503]


def test_a_child_is_rung_at_its_times_only(
    phone: FlaskClient, exchange: Exchange, record: Record, grandma_wang: Person, li_na: Worker, clock: Clock
) -> None:
    record.people.change(grandma_wang.id, li_na.id, {"born": 2016})
    assert phone.post("/ring", base_url=HERE, headers=FROM_HERE).status_code == 410, "the guardian was not asked"
    guardian = {"giver": "guardian", "given_by": "爷爷", "worker": li_na.id, "witness": "村长"}
    asked = Asked("可以吗？", "zh-1", "zh", "face to face", **guardian)
    record.consents.answer(Subject(grandma_wang.id), CALL_FAMILY, True, asked)
    clock.move(hours=10, minutes=30)
    refused = phone.post("/ring", base_url=HERE, headers=FROM_HERE)
    assert (refused.status_code, refused.get_json()["why"]) == (409, "later")
    assert exchange.poll(f"kiosk:{record.settings.station}", 0, "")["ringing"] is None
    clock.move(hours=11)
    assert phone.post("/ring", base_url=HERE, headers=FROM_HERE).status_code == 200


def test_while_it_is_quiet_nobody_rings_and_the_person_hears_of_it_later(
    phone: FlaskClient, exchange: Exchange, record: Record, grandma_wang: Person, clock: Clock
) -> None:
    clock.move(hours=12)
    refused = phone.post("/ring", base_url=HERE, headers=FROM_HERE)
    assert (refused.status_code, refused.get_json()["why"]) == (409, "quiet")
    assert exchange.poll(f"kiosk:{record.settings.station}", 0, "")["ringing"] is None
    assert "请王奶奶打给我" in phone.get("/", base_url=HERE).text
    assert phone.post("/call-back", base_url=HERE, headers=FROM_HERE).status_code == 200
    assert [each.kind for each in record.tidings.waiting(grandma_wang.id)] == ["called"]
    record.quiet.wish(grandma_wang.id, (), "kiosk")
    assert phone.post("/ring", base_url=HERE, headers=FROM_HERE).status_code == 200


def test_the_phone_offers_to_hide_the_room_and_only_the_models_script_may_compile_it(phone: FlaskClient) -> None:
    assert phone.get("/", base_url=HERE).text.count('data-do="wall"') == 2, "before a call and in it"
    with phone.get("/call/static/veil_worker.js", base_url=HERE) as worker:
        assert "'wasm-unsafe-eval'" in worker.headers["Content-Security-Policy"]
        assert worker.headers["X-Content-Type-Options"] == "nosniff"
    assert "unsafe" not in phone.get("/", base_url=HERE).headers["Content-Security-Policy"]
