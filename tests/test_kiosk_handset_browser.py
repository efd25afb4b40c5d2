"""A telephone handset in a real browser: chosen by the installer, lifted, heard in one loudspeaker only, gone.

Chromium's fake loudspeakers stand for the handset's: every sound that is begun is noted with the sink it goes to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from flask import Flask
from kiosk_walker import CHROMIUM, QUIET
from playwright.sync_api import Page, sync_playwright

from benchmarks.served import served
from casework.persons.people import Person as Known
from casework.record import Record
from casework.workers import Worker
from kiosk.handset import Handset

SECRET = "明天我来修屋顶。"
EAR = "Fake Audio Output 1"
NOTE = """
  window.played = [];
  const start = AudioBufferSourceNode.prototype.start;
  AudioBufferSourceNode.prototype.start = function (...when) {
    window.played.push({ sink: this.context.sinkId, screen: document.body.dataset.screen ?? "doctor" });
    return start.apply(this, when);
  };
"""
LONG = 40_000
GONE = """() => {
  const all = navigator.mediaDevices.enumerateDevices.bind(navigator.mediaDevices);
  const others = (each) => each.label !== "Fake Audio Output 1";
  navigator.mediaDevices.enumerateDevices = async () => (await all()).filter(others);
  navigator.mediaDevices.dispatchEvent(new Event("devicechange"));
}"""


@pytest.fixture(scope="module")
def new_page() -> Iterator[Callable[[str], Page]]:
    flags = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, *flags])

        def opened(address: str) -> Page:
            context = browser.new_context(viewport={"width": 1080, "height": 1920})
            context.grant_permissions(["microphone"], origin=address)
            context.add_init_script(NOTE)
            return context.new_page()

        yield opened
        browser.close()


@pytest.fixture
def code(record: Record, grandma_wang: Known, li_na: Worker) -> str:
    request = record.requests.submit(record.requests.draft("zh", "house", person=grandma_wang.id)).request
    record.reply(request, li_na.id, SECRET)
    record.store.write(
        "kiosk", "told", partial(record.tidings.add, person=grandma_wang.id, kind="reply", about=request)
    )
    return record.cards.issue(grandma_wang.id, li_na.id).code


def sinks(page: Page, screen: str) -> set[str]:
    return {each["sink"] for each in page.evaluate("window.played") if each["screen"] == screen}


def arrives(page: Page, screen: str) -> None:
    page.wait_for_selector(f"body[data-screen='{screen}']", timeout=LONG)
    page.wait_for_timeout(450)


def comes_true(page: Page, expression: str) -> None:
    for _ in range(LONG // 100):  # the page's own policy forbids Playwright's way of waiting
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    raise AssertionError(expression)


def speaks(page: Page, screen: str) -> None:
    comes_true(page, f"window.played.some((each) => each.screen === '{screen}')")


def test_chosen_lifted_heard_hung_up_and_gone(new_page: Callable[[str], Page], kiosk: Flask, code: str) -> None:
    with served(kiosk) as address:
        page = new_page(address)
        page.goto(f"{address}/doctor?language=zh")
        page.click("[data-handset-do=find]")
        page.click(f"[data-handset=list] [data-label='{EAR}']", timeout=LONG)
        page.wait_for_selector("[data-handset=asked]:visible", timeout=LONG)
        (bell,) = sinks(page, "doctor") - {""}
        page.click("[data-handset-do=right]")
        page.wait_for_selector("[data-handset=cradle]:visible", timeout=LONG)
        page.keyboard.press("F8")
        page.keyboard.press("F9")
        page.wait_for_selector("[data-told='doctor.handset.with_key']:visible", timeout=LONG)
        page.wait_for_selector(f"text={EAR} · F8 · F9", timeout=LONG)

        page.goto(address)
        arrives(page, "language")
        page.keyboard.type(code)
        page.keyboard.press("Enter")
        arrives(page, "known")
        page.click(".choice[value=reply]")
        arrives(page, "alone")
        speaks(page, "alone")
        page.keyboard.press("F8")
        arrives(page, "mine.status")
        speaks(page, "mine.status")
        assert SECRET not in page.content()
        assert page.is_visible(".whispered img")
        page.wait_for_selector(".steps i.speaking", timeout=LONG)
        assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")

        page.keyboard.press("F9")
        arrives(page, "known")
        assert sinks(page, "mine.status") == {bell}, "nothing of it was said anywhere else"
        assert sinks(page, "alone") == {""}
        page.evaluate("window.played = []")
        page.click(".choice[value=home]")
        arrives(page, "home")
        speaks(page, "home")
        assert sinks(page, "home") == {""}, "the loudspeaker speaks again"

        page.keyboard.press("F8")
        comes_true(page, "Boolean(document.body.dataset.handset)")
        page.click(".choice[value=mine]")
        arrives(page, "mine")
        page.evaluate(GONE)
        comes_true(page, "!document.body.dataset.handset")
        page.evaluate("window.played = []")
        page.click("button[value='command:again']")
        speaks(page, "mine")
        assert sinks(page, "mine") == {""}
        page.context.close()


def test_gone_in_the_middle_of_something_private(new_page: Callable[[str], Page], kiosk: Flask, code: str) -> None:
    kiosk.extensions["desk"].handsets.keep(Handset(EAR))
    with served(kiosk) as address:
        page = new_page(address)
        page.goto(address)
        arrives(page, "language")
        page.keyboard.type(code)
        page.keyboard.press("Enter")
        arrives(page, "known")
        for choice, screen in (("reply", "alone"), ("handset", "alone.handset"), ("ready", "mine.status")):
            page.click(f".choice[value={choice}]")
            arrives(page, screen)
        speaks(page, "mine.status")
        page.evaluate(GONE)
        arrives(page, "alone")
        speaks(page, "alone")
        assert "" not in sinks(page, "mine.status"), "not a word of it came from the loudspeaker"
        assert page.query_selector(".choice[value=handset]") is None
        assert SECRET not in page.content()
        page.context.close()
