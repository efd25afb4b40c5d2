"""Cards in the panel: ticked, printed, read by the very decoder of the kiosk, lost with one tap."""

from __future__ import annotations

import io
import re

import pytest
import zxingcpp
from admin_browser import TOO_SMALL, Opener
from admin_house import Browser
from PIL import Image

from admin.cards.sheets import LASTS
from casework.consents.entry import Asked, Subject
from casework.consents.purposes import LIKENESS, PHOTO
from casework.persons.people import Person
from casework.record import Record
from casework.workers import Worker

pytest_plugins = ["admin_house", "admin_browser"]
ONCE = "11111111-1111-4111-8111-111111111111"
CODE = re.compile(r'<svg[^>]*class="qr".*?</svg>', re.DOTALL)


@pytest.fixture
def photographed(record: Record, grandma_wang: Person, li_na: Worker) -> Person:
    """Grandma Wang with a photograph in her file."""
    file = io.BytesIO()
    Image.new("RGB", (300, 300), "#aa7755").save(file, "JPEG")
    name = record.pictures.keep(file.getvalue(), li_na.id, grandma_wang.id)
    record.consents.answer(Subject(grandma_wang.id), LIKENESS, True, Asked("May we take your picture?", "1", "en"))
    record.people.change(grandma_wang.id, li_na.id, {"picture": name})
    return grandma_wang


def agrees(record: Record, person: Person, worker: Worker, *, yes: bool = True) -> None:
    asked = Asked("May your photograph be shown?", "1", "en", "touch", worker=worker.id)
    record.consents.answer(Subject(person=person.id), PHOTO, yes, asked)


def prints(desk: Browser, *persons: str, paper: str = "a4", **form: str) -> str:
    """The sheet that the worker's form leads to."""
    told = {"form_token": desk.token(), "once": ONCE, "paper": paper, "person": list(persons), **form}
    answer = desk.client.post("/cards", data=told, headers={"Origin": "http://localhost"})
    assert answer.status_code == 302, answer.text
    return desk.get(answer.location).text


def test_a_card_is_printed_once_and_shows_animal_number_and_code(
    desk: Browser, record: Record, grandma_wang: Person
) -> None:
    sheet = prints(desk, grandma_wang.id, colour="red", animal="rooster")
    (card,) = record.cards.of(grandma_wang.id)
    assert (card.colour, card.animal, card.made_by) == ("red", "rooster", "Li Na")
    assert f'class="digits">{card.number}<' in sheet
    assert "token-red" in sheet
    assert len(CODE.findall(sheet)) == 1
    prints(desk, grandma_wang.id)  # the same form, sent by a finger that came down twice
    assert len(record.cards.of(grandma_wang.id)) == 1


def test_a_sheet_is_for_whoever_issued_it_and_not_for_long(
    desk: Browser, office: Browser, grandma_wang: Person, clock: object
) -> None:
    prints(desk, grandma_wang.id)
    assert office.get(f"/cards/sheet/{ONCE}").status_code == 404
    assert "no-store" in desk.get(f"/cards/sheet/{ONCE}").headers["Cache-Control"]
    clock.move(seconds=LASTS.total_seconds() + 1)  # type: ignore[attr-defined]
    assert desk.get(f"/cards/sheet/{ONCE}").status_code == 404


def test_the_photograph_is_printed_only_with_a_yes(
    desk: Browser, record: Record, photographed: Person, li_na: Worker
) -> None:
    assert 'class="face token-' in prints(desk, photographed.id, face="photo")
    agrees(record, photographed, li_na)
    again = {"form_token": desk.token(), "person": photographed.id, "face": "photo"}
    sheet = desk.get(desk.post("/cards", **again).location).text
    assert 'class="face token-' not in sheet
    assert f"/persons/{photographed.id}/photo/" in sheet


def test_losing_a_card_is_one_tap_and_stands_in_the_history(
    desk: Browser, record: Record, grandma_wang: Person, li_na: Worker
) -> None:
    issued = record.cards.issue(grandma_wang.id, li_na.id)
    page = desk.get(f"/persons/{grandma_wang.id}").text
    assert f"/cards/lost/{issued.card.id}" in page
    answer = desk.post(f"/cards/lost/{issued.card.id}", person=grandma_wang.id)
    assert answer.location.startswith(f"/persons/{grandma_wang.id}")
    assert record.cards.holder(issued.code) is None
    page = desk.get(f"/persons/{grandma_wang.id}").text
    assert "lost, ended" in page
    assert "Print a new card" in page
    desk.post("/cards", person=grandma_wang.id)
    assert [each.ended_why for each in record.cards.of(grandma_wang.id)] == [None, "lost"]


def test_mistakes_are_told(desk: Browser, anybody: Browser, grandma_wang: Person) -> None:
    answer = desk.post("/cards")
    assert answer.status_code == 400
    assert "Tick" in answer.text
    assert desk.post("/cards", person="nobody").status_code == 404
    assert desk.post("/cards/lost/nothing", person=grandma_wang.id).status_code == 404
    assert desk.post("/cards", person=grandma_wang.id, colour="red", animal="dragon").status_code == 400
    assert anybody.get("/cards").status_code == 302


def test_a_printed_sheet_is_read_by_the_kiosks_decoder(
    opens: Opener, record: Record, grandma_wang: Person, li_na: Worker
) -> None:
    for each in range(9):
        record.people.add(f"村民{each}", li_na.id)
    page = opens("/cards")
    for box in page.locator("[name=person]").all():
        box.check()
    page.locator("button[value=a4]").click()
    page.wait_for_url("**/cards/sheet/**")
    assert page.evaluate(TOO_SMALL) == []
    page.wait_for_function("[...document.images].every((each) => each.complete && each.naturalWidth)")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 794, "height": 1123})
    pdf = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 2, "ten cards are two sheets"
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(page.screenshot(full_page=True))))
    holders = {holder.person for each in found if (holder := record.cards.holder(each.text))}
    assert holders == set(record.cards.valid())
    assert len(holders) == 10
    page.goto(page.url.split("?")[0] + "?paper=label")
    page.emulate_media(media="print")
    pdf = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == len(record.cards.valid())
    assert re.search(rb"/MediaBox\s*\[0 0 17[56]", pdf), "62 mm are 175.7 points"


def test_three_pictures_are_chosen_with_the_person(desk: Browser, record: Record, grandma_wang: Person) -> None:
    here = f"/cards/pictures/{grandma_wang.id}"
    form = {"form_token": desk.token(), "picture": ["tea", "sun", "drum"]}
    refused = desk.client.post(here, data=form, headers={"Origin": "http://localhost"})
    assert (refused.status_code, "animal" in refused.text) == (400, True)
    desk.post("/cards", person=grandma_wang.id, colour="red", animal="dog")
    assert "Exactly three" in desk.post(here, picture="tea").text
    assert desk.client.post(here, data=form, headers={"Origin": "http://localhost"}).status_code == 302
    holder = record.signs.holder("red", "dog", ("sun", "tea", "drum"))
    assert holder is not None
    assert holder.person == grandma_wang.id
    desk.post(here, end="1")
    assert not record.signs.has(grandma_wang.id)
