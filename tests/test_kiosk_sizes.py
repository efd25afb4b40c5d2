"""How every screen looks in a real browser: sizes, room, contrast, nothing cut off and nothing on anything else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from kiosk_walker import CHROMIUM, MEASURE, PHONE, QUIET, TALL, WIDE, mistakes, walking
from playwright.sync_api import Browser, Page, sync_playwright

from admin.forms import REPLY_MOST
from benchmarks.served import served
from casework.record import Record
from casework.workers import Worker
from kiosk.settings import KioskSettings

LARGE_PICTOGRAM, MIDDLE_PICTOGRAM = 115, 100
"""Pixels of the file, of which what is drawn fills about two thirds."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture
def kiosk_settings() -> KioskSettings:
    return KioskSettings(printer=True)


@pytest.fixture
def walker(browser: Browser, kiosk: Flask) -> Iterator[Callable[..., Iterator[Page]]]:
    """Draws one screen after the other, without waiting for anything to be said."""
    with served(kiosk) as address, walking(browser, address) as screens:
        yield screens


@pytest.mark.parametrize("language", ["zh", "en", "ko"])
def test_sizes_and_room(walker: Callable[..., Iterator[Page]], language: str) -> None:
    way = ("help", "more", "house", "skip", "say_name", "no_name", "send", "undo", "take_back", "=listen", "scams")
    danger = ("=help", "danger", "fire", "more", "=danger.quiet")
    wrong = []
    for page in walker(
        language, *way, "digit:1", *danger, "=mine", "number", "digit:4", "=mine.colour", "red", "=still_there"
    ):
        for width, height in (TALL, WIDE):
            page.set_viewport_size({"width": width, "height": height})
            where = f"{page.get_attribute('body', 'data-screen')} {width}×{height}"
            wrong += [f"{where}: {each}" for each in mistakes(page.evaluate(MEASURE))]
    assert wrong == [], wrong


ROOF = {
    "zh": "王奶奶，屋顶漏水的事我去看过了，北边的瓦碎了七八片，木头还是好的。明天上午我带刘师傅来修，大概要半天，"
    "材料和工钱都由村里出，您不用花钱。修的时候请您先到隔壁张婶家坐坐，屋里的粮食和被子我们会先帮您盖好。",
    "en": "Dear Mrs Wang, I have looked at your roof. Seven or eight tiles are broken, but the wood is still good. "
    "Tomorrow morning I bring Mr Liu, who mends it in half a day. Please sit with your neighbour while we work. ",
    "ko": "할머니, 지붕을 보고 왔어요. 기와가 일곱 장쯤 깨졌지만 나무는 괜찮아요. "
    "내일 오전에 류 기사님과 함께 고칠게요. 반나절쯤 걸리고 돈은 마을에서 내니까 걱정하지 마세요. "
    "고치는 동안에는 옆집에 가 계세요. ",
}
"""What a worker writes; repeated until it is as long as the panel lets a reply be."""
BREATHLESS = {"zh": "修", "en": "roofs ", "ko": "지붕을 "}
"""Without a full stop or a comma."""


@pytest.mark.parametrize("language", ["zh", "en", "ko"])
def test_long_replies_have_room_and_are_told_to_the_end(
    walker: Callable[..., Iterator[Page]], record: Record, li_na: Worker, language: str
) -> None:
    receipt = record.requests.submit(record.requests.draft(language, category="house"))
    record.take(receipt.request, li_na.id)
    replies = [(text[language] * 300)[:REPLY_MOST] for text in (BREATHLESS, ROOF)]
    for reply in replies:
        record.reply(receipt.request, li_na.id, reply)
    record.plan_visit(receipt.request, li_na.id, record.clock() + timedelta(days=4))
    wrong, told = [], ""
    onward = ["next"] * 12
    for page in walker(language, "=mine.number", *(f"digit:{each}" for each in receipt.number), *onward):
        if "mine.status" not in str(page.get_attribute("body", "data-screen")):
            continue
        told += "".join(page.locator(".prompt .sentence span").all_text_contents())
        assert page.locator(".mark .number").inner_text().replace(" ", "") == receipt.number
        for width, height in (TALL, WIDE):
            page.set_viewport_size({"width": width, "height": height})
            where = f"{page.get_attribute('body', 'data-screen')} {width}×{height}"
            wrong += [f"{where}: {each}" for each in mistakes(page.evaluate(MEASURE))]
        if not page.locator(".choice[value=next]").count():
            break
    assert wrong == [], wrong
    assert all(bare(reply) in bare(told) for reply in replies), "nothing is left out"


def bare(text: str) -> str:
    return "".join(text.split())


def test_on_a_phone_no_digit_lies_on_a_picture(walker: Callable[..., Iterator[Page]]) -> None:
    wrong = []
    way = ("help", "more", "house", "skip", "no_name", "send", "=mine.status", "=listen", "scams", "digit:1")
    for page in walker("en", *way):
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        seen = page.evaluate(MEASURE)
        wrong += [
            f"{page.get_attribute('body', 'data-screen')}: {each}" for each in (seen["badged"], seen["cut"]) if each
        ]
        number, token = seen["receipt"]
        if number and token and number["right"] > token["left"]:
            wrong.append("the number lies on the token")
    assert wrong == [], wrong


def test_wide_the_entered_figures_stand_in_a_row_beside_the_keys(walker: Callable[..., Iterator[Page]]) -> None:
    *_, page = walker("en", "mine", "number", "digit:4")
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    boxes = [each.bounding_box() for each in page.locator(".typed b").all()]
    keys = page.locator(".key").first.bounding_box()
    assert keys is not None
    assert len({round(each["y"]) for each in boxes if each}) == 1
    assert all(each is not None and each["x"] + each["width"] < keys["x"] for each in boxes)


def test_pictograms_of_the_bar_are_clearly_seen(walker: Callable[..., Iterator[Page]]) -> None:
    *_, page = walker("zh")
    page.set_viewport_size({"width": TALL[0], "height": TALL[1]})
    drawn = "image => image.getBoundingClientRect().width"
    assert min(page.eval_on_selector_all("nav .command img", f"all => all.map({drawn})")) >= LARGE_PICTOGRAM
    assert min(page.eval_on_selector_all(".sound .command img", f"all => all.map({drawn})")) >= MIDDLE_PICTOGRAM


def test_contrast_and_names_for_machines(walker: Callable[..., Iterator[Page]]) -> None:
    rules = ["color-contrast-enhanced", "button-name", "image-alt", "html-has-lang", "duplicate-id", "label"]
    wrong = []
    for page in walker("en", "help", "ill", "skip", "no_name", "send", "=mine.number", "=listen"):
        found = Axe().run(page, options={"runOnly": {"type": "rule", "values": rules}}).response["violations"]
        wrong += [f"{each['id']} {node['html'][:90]}" for each in found for node in each["nodes"]]
    assert wrong == [], wrong
