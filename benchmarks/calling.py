"""A village where people can call: kiosk, panel, relatives' pages and an exchange; browsers with fake cameras."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from time import monotonic, sleep

from playwright.sync_api import Browser, Page, Playwright

from admin.app import create_app as create_panel
from admin.settings import PanelSettings
from benchmarks.served import served
from benchmarks.standing import PASSWORD, Standing, standing
from calls.call import Patience
from calls.exchange import Exchange
from calls.guest.app import GuestSettings, create_guest
from calls.line import Answering, Line
from calls.mixing import MixerSettings
from calls.relay import RelaySettings
from casework.workers import Worker
from kiosk.settings import KioskSettings
from station.run_exchange import answers, write_down

CHROMIUM = "/usr/bin/chromium"
WORKER, LOGIN = "周敏", "zhoumin"
FLAGS = [
    *("--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--no-first-run", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"),
    *("--allow-loopback-in-peer-connection", "--autoplay-policy=no-user-gesture-required"),
]


@dataclass(frozen=True)
class Village:
    """Where everybody's page is."""

    standing: Standing
    worker: Worker
    """Who is on duty, all week."""
    panel: str
    guests: str
    exchange: Exchange
    line: Line
    hang_up: Callable[[], None]
    """Lets the exchange die."""
    come_back: Callable[[], object]
    """Starts another one in its place."""

    @property
    def kiosk(self) -> str:
        """Address of the touchscreen."""
        return self.standing.address


@contextmanager
def village(
    folder: Path,
    patience: Patience | None = None,
    relay: RelaySettings | None = None,
    mixer: MixerSettings | None = None,
    **kiosk: object,
) -> Iterator[Village]:
    """Everything in this one process, on free ports. ``kiosk``: settings of the touchscreen."""
    wire = folder / "exchange.sock"
    relay = relay or RelaySettings()
    settings = KioskSettings(village="王家村", printer=True, **kiosk)  # type: ignore[arg-type]
    with ExitStack() as closing:
        phones_at = [""]
        here = closing.enter_context(standing(folder, settings, Line(wire), lambda: phones_at[0]))
        over = threading.Event()

        def begin() -> tuple[Exchange, Answering]:
            begun = Exchange(lambda ended: write_down(ended, here.record), patience, mixer=mixer)
            answering = Answering(wire, answers(begun))
            sweeping = threading.Thread(target=begun.run, args=(over,))
            sweeping.start()
            closing.callback(sweeping.join)
            closing.callback(over.set)
            closing.callback(answering.close)
            return begun, answering

        exchange, answering = begin()
        line = Line(wire)
        desk = PanelSettings(data=folder / "panel", village="王家村")
        panel = closing.enter_context(
            served(create_panel(desk, here.record, line=line, relay=relay, phones=lambda: phones_at[0]))
        )
        phones = GuestSettings(here.record.settings.station, "王家村", relay=relay)
        guests = closing.enter_context(served(create_guest(phones, here.record, line, b"k" * 32)))
        phones_at[0] = guests
        yield Village(here, _on_duty(here), panel, guests, exchange, line, answering.close, begin)


def _on_duty(here: Standing) -> Worker:
    """A worker who needs nothing but a password, alone on the rota."""
    workers, station = here.record.workers, here.record.settings.station
    worker = workers.enrol(workers.invite(here.worker.id), WORKER, LOGIN, PASSWORD)
    here.record.rota.add(station, worker.id, range(7), time.min, time(23, 59), here.worker.id)
    return worker


def browser(play: Playwright, *flags: str) -> Browser:
    """One more Chromium, with a camera and a microphone that are none."""
    return play.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *flags])


def at_the_kiosk(
    browser: Browser, village: Village, size: Sequence[int] = (1080, 1920), language: str = "zh"
) -> Page:
    """Somebody in front of the touchscreen, at the first screen in their language."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, screen={"width": size[0], "height": size[1]}
    )
    context.route("**/say/**", lambda route: route.abort())
    page = context.new_page()
    page.goto(village.kiosk)
    press(page, language)
    page.wait_for_selector("body[data-screen=home]")
    return page


def press(page: Page, choice: str) -> None:
    """One finger, once the screen takes it: a second tap of an old finger presses nothing."""
    page.wait_for_timeout(600)
    page.locator(f"button[value='{choice}']").click()


def in_the_office(
    browser: Browser, village: Village, size: Sequence[int] = (1280, 800), locale: str = "zh-CN", address: str = ""
) -> Page:
    """The worker on duty, signed in, with the queue open. ``address``: where that browser finds the panel."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale=locale)
    page = context.new_page()
    page.goto(f"{address or village.panel}/sign-in")
    page.fill("#login", LOGIN)
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/queue")
    return page


FRAMES = "(name) => document.querySelector(name)?.getVideoPlaybackQuality().totalVideoFrames ?? 0"
"""How many frames of that picture were drawn so far."""
TONE = """async (name) => {
  const context = new AudioContext();
  const look = new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0 });
  new MediaStreamAudioSourceNode(context, { mediaStream: document.querySelector(name).srcObject }).connect(look);
  await context.resume();
  const loud = new Float32Array(look.frequencyBinCount);
  let best = { level: -200, pitch: 0 };
  for (let tries = 0; tries < 300 && best.level < -60; tries += 1) {
    await new Promise((done) => { setTimeout(done, 100); });
    look.getFloatFrequencyData(loud);
    const bin = loud.indexOf(Math.max(...loud));
    best = { level: loud[bin], pitch: bin * context.sampleRate / look.fftSize };
  }
  context.close();
  return best;
}"""
"""The loudest pitch in Hz that comes with that picture, and its level in dBFS; waits half a minute for a sound."""


def wait_for(true: Callable[[], object], seconds: float = 60.0) -> None:
    """Wait for what happens in a browser. Raises AssertionError when it does not."""
    deadline = monotonic() + seconds
    while not true():
        assert monotonic() < deadline, "it did not happen in time"
        sleep(0.05)


def moving(page: Page) -> None:
    """The other one's picture is there, and no still. Raises AssertionError."""
    for _ in range(2):
        before = page.evaluate(FRAMES, ".face")
        wait_for(lambda before=before: page.evaluate(FRAMES, ".face") > before + 4)  # type: ignore[misc]
