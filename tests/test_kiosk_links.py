"""A link made at the screen without a browser: who may, what the phone reads, taken back, gone with the visit."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import segno
import zxingcpp
from calling_house import show_card, yes
from flask import Flask
from flask.testing import FlaskClient
from kiosk_house import HOME, Person
from PIL import Image

from benchmarks.standing import PHONES
from calls.exchange import Exchange
from calls.guest.app import GuestSettings, create_guest
from calls.line import Line
from casework.persons.people import Person as Somebody
from casework.record import Record
from casework.workers import Worker
from kiosk.settings import KioskSettings

PHONE = "https://localhost"


@pytest.fixture
def kiosk_settings() -> KioskSettings:
    return KioskSettings(village="王家村", printer=True)


@pytest.fixture
def line(exchange: Exchange, tmp_path: Path) -> Line:
    return Line(tmp_path / "wire")


@pytest.fixture
def phone(record: Record, line: Line) -> FlaskClient:
    return create_guest(GuestSettings(record.settings.station), record, line, b"k" * 32).test_client()


@pytest.fixture
def squares(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was made a square of, as a decoder reads it."""
    read, make = [], segno.make

    def noted(content: str, **how: object) -> segno.QRCode:
        made = make(content, **how)
        file = BytesIO()
        made.save(file, kind="png", scale=6, border=3)
        (found,) = zxingcpp.read_barcodes(Image.open(file))
        read.append(found.text)
        return made

    monkeypatch.setattr(segno, "make", noted)
    return read


def opened(phone: FlaskClient, address: str) -> int:
    assert address.startswith(PHONES)
    return phone.get(urlsplit(address).path, base_url=PHONE, follow_redirects=True).status_code


def test_the_phone_beside_opens_it_until_it_is_taken_back_at_the_same_screen(
    *, villager: Person, record: Record, li_na: Worker, grandma_wang: Somebody, son: str, phone: FlaskClient,
    exchange: Exchange, squares: list[str],
) -> None:  # fmt: skip
    villager.accompanied = True
    assert villager.press("en", "call", "link").key == "card", "only with a card"
    assert show_card(villager, record, grandma_wang.id, li_na) == "links"
    assert villager.look("links").key == "alone", "before the family is spoken of"
    assert villager.press("may_hear").key == "consent.ask", "nobody has asked her yet"
    yes(record, grandma_wang.id)
    assert villager.look("links").offered == [f"face.{son}"]
    seen = villager.press(f"face.{son}")
    assert seen.key == "links.sure"
    assert record.invitations.of(grandma_wang.id) == (), "nothing is made before a yes"
    seen = villager.press("make")
    assert (seen.key, seen.offered) == ("links.code", ["done", "print", "undo"])
    (made,) = record.invitations.of(grandma_wang.id)
    assert (made.relation, made.language) == (son, "en")
    address = squares[-1]
    secret = address.rpartition("/")[2]
    assert len(secret) == 22, "128 bits"
    assert secret not in seen.text, "the address is in the square and nowhere else"
    with record.store.read() as database:
        kept = [*database["invitations"].rows, *database["journal"].rows]
    assert secret not in str(kept), "the record keeps a hash"
    assert opened(phone, address) == 200
    rung = phone.post("/ring", base_url=PHONE, headers={"Origin": PHONE})
    assert rung.status_code == 200
    villager.press("undo", "take_back")
    assert villager.look("links.code").key == "links", "there is no square any more"
    assert opened(phone, address) == 410
    assert phone.get("/", base_url=PHONE).status_code == 410
    kiosk = f"kiosk:{record.settings.station}"
    assert exchange.poll(kiosk, 0, "")["events"][-1]["kind"] == "silent", "it rings no more in the same second"


def test_it_goes_with_the_visit_and_cannot_be_had_by_whoever_comes_next(
    *, villager: Person, kiosk: Flask, record: Record, li_na: Worker, grandma_wang: Somebody, son: str,
    squares: list[str], phone: FlaskClient,
) -> None:  # fmt: skip
    yes(record, grandma_wang.id)
    villager.press("en")
    show_card(villager, record, grandma_wang.id, li_na)
    villager.look("links")
    assert villager.press(f"face.{son}", "make").key == "links.code"
    answer = villager.client.get("/screen/links.code", base_url=HOME)
    assert answer.headers["Cache-Control"] == "no-store"
    seen = villager.press("print")
    assert seen.body["data-act"] == "print"
    assert "Please give it to nobody else." in seen.words
    villager.post("/leave")
    made = len(squares)
    assert villager.look("links.code").key == "card"
    assert Person(kiosk).look("links.code").key == "card"
    assert len(squares) == made
    assert opened(phone, squares[-1]) == 200, "the relative keeps it, as one made by a worker"


def test_without_an_address_and_for_a_child_the_worker_is_offered_instead_of_a_square(
    *, villager: Person, kiosk: Flask, record: Record, li_na: Worker, grandma_wang: Somebody, son: str,
    squares: list[str],
) -> None:  # fmt: skip
    yes(record, grandma_wang.id)
    villager.press("en")
    show_card(villager, record, grandma_wang.id, li_na)
    desk = kiosk.extensions["desk"]
    kiosk.extensions["desk"] = replace(desk, phones=str)
    seen = villager.look("links")
    assert (seen.key, seen.offered) == ("links.nowhere", ["worker", "message", "home"])
    assert "Phones cannot find me here just now." in seen.words
    kiosk.extensions["desk"] = desk
    assert villager.look("links").key == "links"
    record.people.circumstances.add(grandma_wang.id, li_na.id, "left_behind_child")
    show_card(villager, record, grandma_wang.id, li_na)
    seen = villager.look("links")
    assert seen.key == "links.nowhere"
    assert "Your grown-ups can do this with the worker." in seen.words
    assert squares == []
