"""A circle with a worker, people at the touchscreen and relatives on their phones, for tests and measurements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from playwright.sync_api import Browser, Page

from benchmarks.calling import Village, in_the_office, press, wait_for
from casework.consents.entry import Asked, Subject
from casework.consents.purposes import CALL_FAMILY

NAME = "周四互助圈"
MOVED = """(party) => {
  const tile = [...document.querySelectorAll(".faces figure")].find(({ dataset }) => dataset.party === party);
  return tile?.querySelector("video").getVideoPlaybackQuality().totalVideoFrames ?? 0;
}"""
"""How many frames of that party's picture were drawn on this page so far."""
LOUD = """async ([party, patience]) => {
  const tile = [...document.querySelectorAll(".faces figure")].find(({ dataset }) => dataset.party === party);
  const context = new AudioContext();
  const look = new AnalyserNode(context, { fftSize: 2048 });
  new MediaStreamAudioSourceNode(context, { mediaStream: tile.querySelector("video").srcObject }).connect(look);
  await context.resume();
  const heard = new Float32Array(look.fftSize);
  let loudest = -200;
  for (let tries = 0; tries < patience * 20 && loudest < -60; tries += 1) {
    await new Promise((done) => { setTimeout(done, 50); });
    look.getFloatTimeDomainData(heard);
    const power = heard.reduce((sum, each) => sum + each * each, 0) / heard.length;
    loudest = Math.max(loudest, 10 * Math.log10(power + 1e-20));
  }
  context.close();
  return loudest;
}"""
"""The loudest that came with that party's picture within so many seconds, in dBFS; ends at the first sound."""


MOVED_ALL = """(milliseconds) => {
  const drawn = () => Object.fromEntries([...document.querySelectorAll(".faces figure:not(.own)")].map((tile) =>
    [tile.dataset.party, tile.querySelector("video").getVideoPlaybackQuality().totalVideoFrames]));
  const before = drawn();
  const begun = performance.now();
  window.counting = new Promise((done) => { setTimeout(done, milliseconds); }).then(() => {
    const seconds = (performance.now() - begun) / 1000;
    const rate = ([party, count]) => [party, (count - (before[party] ?? 0)) / seconds];
    return Object.fromEntries(Object.entries(drawn()).map(rate));
  });
}"""
"""Frames a second of each party drawn on this page within that time: begins to count, ``window.counting`` tells."""
SOUNDS = """(milliseconds) => {
  const listen = async () => {
    const context = new AudioContext();
    await context.resume();
    const tiles = [...document.querySelectorAll(".faces figure:not(.own)")].filter((tile) => {
      const { srcObject, muted } = tile.querySelector("video");
      return srcObject?.getAudioTracks().length && !(muted && tile.classList.contains("hushed"));
    });
    const looks = tiles.map((tile) => {
      const look = new AnalyserNode(context, { fftSize: 2048 });
      new MediaStreamAudioSourceNode(context, { mediaStream: tile.querySelector("video").srcObject }).connect(look);
      return look;
    });
    const sounds = new Float32Array(2048);
    const heard = new Set();
    for (const end = performance.now() + milliseconds; performance.now() < end;) {
      await new Promise((done) => { setTimeout(done, 30); });
      looks.forEach((look, place) => {
        look.getFloatTimeDomainData(sounds);
        const power = sounds.reduce((sum, each) => sum + each * each, 0) / sounds.length;
        if (10 * Math.log10(power + 1e-20) > -60) heard.add(tiles[place].dataset.party);
      });
    }
    await context.close();
    return [...heard];
  };
  window.listening = listen();
}"""
"""Whose sound is played on this page within that time: begins to listen, ``window.listening`` tells the parties."""


def circle_of(village: Village, relatives: Sequence[str]) -> tuple[str, str, Mapping[str, str]]:
    """A circle of the worker on duty that begins now: its id, its person's card, a link for each relative."""
    record, worker = village.standing.record, village.worker
    begins = record.clock().astimezone(record.settings.zone).replace(second=0, microsecond=0)
    circle = record.circles.make(worker.id, NAME, begins.date(), begins.time(), weekly=True)
    person = record.people.add("王奶奶", who=worker.id)
    record.circles.add(circle, worker.id, "person", person)
    record.consents.answer(Subject(person), CALL_FAMILY, True, Asked("可以打给家里人吗？", "zh-x", "zh"))
    links = {}
    for name in relatives:
        relation = record.people.relations.add(person, worker.id, "son", name, may_call=1)
        record.circles.add(circle, worker.id, "relation", relation)
        _, secret = record.invitations.invite(relation, worker.id, "en")
        links[f"guest:{relation}"] = f"{village.guests}/j/{secret}"
    return circle, record.cards.issue(person, worker.id).code, links


def in_the_hall(browser: Browser, village: Village, circle: str, size: Sequence[int] = (1280, 800)) -> Page:
    """The organiser, who begins it."""
    page = in_the_office(browser, village, size, locale="en-US")
    page.goto(f"{village.panel}/circles/{circle}")
    page.wait_for_timeout(500)
    page.locator(".door [data-act=join]").click()
    page.locator(".hall[data-state=talking]").wait_for(timeout=60_000)
    return page


def on_the_phone(browser: Browser, link: str, size: Sequence[int] = (390, 844)) -> Page:
    """A relative with the page open, camera and microphone allowed."""
    page = browser.new_context(viewport={"width": size[0], "height": size[1]}).new_page()
    page.goto(link)
    page.locator("[data-do=ready]").click()
    return page


def with_card(kiosk: Page, code: str, circle: str) -> None:
    """Whoever stands at the touchscreen shows a card and presses the one large button."""
    told = f"fetch('/card', {{ method: 'POST', body: new URLSearchParams({{ code: '{code}' }}) }})"
    kiosk.evaluate(f"() => {told}.then(() => location.replace('/screen/circles.now'))")
    kiosk.wait_for_selector("body[data-screen='circles.now']")
    press(kiosk, f"circle.{circle}")
    kiosk.wait_for_selector("body.together", timeout=60_000)


def moving(page: Page, party: str) -> None:
    """That party's picture is on this page, and no still. Raises AssertionError."""
    for _ in range(2):
        before = page.evaluate(MOVED, party)
        wait_for(lambda before=before: page.evaluate(MOVED, party) > before + 3)  # type: ignore[misc]
