"""A card before the camera: looked for on the box, nothing kept, and said in words where there is no camera."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import segno
from flask import Flask
from kiosk_house import HOME, Person, Seen
from kiosk_walker import CHROMIUM, QUIET
from PIL import Image, ImageFilter
from playwright.sync_api import Page, sync_playwright

from benchmarks.served import served
from casework.persons.people import Person as Known
from casework.record import Record
from casework.workers import Worker
from content.pack import load
from kiosk.seeing import look

FAKE = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
REFUSED = "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'))"
PATIENCE = 40_000
"""Milliseconds."""


@pytest.fixture
def code(record: Record, grandma_wang: Known, li_na: Worker) -> str:
    return record.cards.issue(grandma_wang.id, li_na.id).code


def held_up(text: str, *, turned: float = 8, blur: float = 0) -> Image.Image:
    """A card in somebody's hand, as a cheap camera sees it."""
    file = io.BytesIO()
    segno.make(text, error="m", micro=False).save(file, kind="png", scale=7, border=3)
    card = Image.open(file).convert("RGB").rotate(turned, expand=True, fillcolor="#6b5a4a")
    picture = Image.new("RGB", (640, 480), "#6b5a4a")
    picture.paste(card, (190, 110))
    return picture.filter(ImageFilter.GaussianBlur(blur)) if blur else picture


def jpeg(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=80)
    return file.getvalue()


def test_a_card_is_read_turned_and_blurred(code: str) -> None:
    for turned in (0, 17, 90, 200):
        assert look(jpeg(held_up(code, turned=turned, blur=1.5))).code == code


def test_what_is_no_card_gets_the_advice_that_helps(code: str) -> None:
    assert look(jpeg(held_up("6901234567892"))).hint == "other"
    assert look(jpeg(Image.new("RGB", (640, 480), "#0a0a0a"))).hint == "dark"
    assert look(jpeg(Image.new("RGB", (640, 480), "#999999"))).hint == "nothing"
    spoilt = held_up(code, turned=0)
    spoilt.paste("#ffffff", (280, 200, 360, 280))
    assert look(jpeg(spoilt)).hint == "closer"
    for rubbish in (b"", b"no picture", jpeg(Image.new("RGB", (4000, 20), "#fff"))):
        assert look(rubbish).code == ""


def sends(person: Person, picture: bytes) -> dict[str, str]:
    """The page posts one picture."""
    answer = person.client.post(
        "/card/picture",
        data=picture,
        base_url=HOME,
        content_type="application/octet-stream",
        headers={"Accept": "application/json"},
    )
    assert answer.status_code == 200
    return dict(answer.get_json())


def test_a_picture_leads_to_its_person_only_from_the_camera_screen(villager: Person, code: str) -> None:
    villager.press("zh")
    assert sends(villager, jpeg(held_up(code))) == {"hint": ""}
    assert villager.press("mine", "card").key == "card"
    assert sends(villager, jpeg(Image.new("RGB", (640, 480), "#999"))) == {"hint": "nothing"}
    assert sends(villager, jpeg(held_up(code)))["goes"].endswith("/known")


def test_a_lost_card_is_not_known_and_may_be_tried_again(villager: Person, record: Record, code: str) -> None:
    card = next(iter(record.cards.valid().values()))
    record.cards.end(card.id, _maker(record, card.id), "lost")
    villager.press("zh", "mine", "card")
    assert sends(villager, jpeg(held_up(code)))["goes"].endswith("/card.unknown")
    villager.look("card.unknown")
    assert villager.press("again").key == "card"


@pytest.mark.parametrize("language", ["zh", "en", "ko"])
def test_a_missing_camera_is_said_and_other_ways_stay(villager: Person, language: str) -> None:
    villager.press(language, "mine", "card")
    for cause in ("card.no_camera", "card.camera_denied"):
        goes = villager.post("/card/blind", {"cause": cause}).get_json()["goes"]
        seen = Seen(villager.client.get(goes, base_url=HOME).get_data(as_text=True))
        assert load(language).sentences(cause)[0] in seen.words
        assert {"number", "token", "help"} <= set(seen.offered)
        assert seen.body["data-kind"] == "choose"
    villager.look("mine")
    assert villager.press("card").body["data-kind"] == "camera", "it is tried once more"


def test_without_a_camera_the_reader_is_named(kiosk: Flask, villager: Person) -> None:
    desk = kiosk.extensions["desk"]
    kiosk.extensions["desk"] = replace(desk, settings=replace(desk.settings, camera=False))
    seen = villager.press("en", "mine", "card")
    assert seen.body["data-kind"] == "choose"
    assert "reader" in seen.words


@pytest.fixture
def page(kiosk: Flask, code: str, tmp_path: Path) -> Iterator[Page]:
    """A browser whose camera sees a hand without a card for a while, and then the card."""
    film = tmp_path / "card.mjpeg"
    film.write_bytes(jpeg(Image.new("RGB", (640, 480), "#6b5a4a")) * 10 + jpeg(held_up(code)) * 200)
    flags = [*QUIET, *FAKE, f"--use-file-for-fake-video-capture={film}"]
    with served(kiosk) as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=flags)
        opened = browser.new_context(base_url=address, viewport={"width": 1080, "height": 1920}).new_page()
        opened.goto(address)
        yield opened
        browser.close()


def test_a_card_held_up_to_the_camera_is_known_and_the_camera_is_closed(
    page: Page, record: Record, tmp_path: Path
) -> None:
    page.evaluate(f"() => {{ window.asks = navigator.mediaDevices.getUserMedia; {REFUSED}; }}")
    for choice in ("zh", "mine", "card"):
        page.locator(f".choice[value={choice}]").click(delay=400)
    page.wait_for_selector("body[data-screen=card][data-kind=choose]", timeout=PATIENCE)
    page.evaluate(
        """() => { navigator.mediaDevices.getUserMedia = async (wish) => {
             window.stream = await window.asks.call(navigator.mediaDevices, wish); return window.stream; }; }"""
    )
    before = {each for each in tmp_path.rglob("*") if each.suffix in (".jpg", ".jpeg", ".png")}
    page.locator(".command[value='command:back']").click(delay=400)
    page.locator(".choice[value=card]").click(delay=400)
    page.wait_for_selector("body[data-screen=known]", timeout=PATIENCE)
    assert page.evaluate("window.stream.getTracks().every((each) => each.readyState === 'ended')")
    assert page.locator("video").count() == 0
    with record.store.read() as database:
        assert database.execute("select count(*) from pictures").fetchone()[0] == 0
    assert {each for each in tmp_path.rglob("*") if each.suffix in (".jpg", ".jpeg", ".png")} == before


def _maker(record: Record, card: str) -> str:
    with record.store.read() as database:
        return str(next(iter(database.query("select made_by from cards where id = ?", [card])))["made_by"])
