"""How soon two people see each other, by which ways, and what they are told when something dies in the middle."""

from __future__ import annotations

import argparse
import contextlib
import math
import struct
import sys
import tempfile
import wave
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from time import monotonic

from playwright.sync_api import Error, Page, Playwright, sync_playwright

from benchmarks import circle, namespaces
from benchmarks.calling import (
    TONE,
    Village,
    at_the_kiosk,
    browser,
    in_the_office,
    moving,
    press,
    village,
    wait_for,
)
from benchmarks.relaying import turn_server
from benchmarks.table import Row, row
from calls.call import MESH, MOST_TOGETHER
from calls.relay import RelaySettings

PITCH = 440
SAID_WITHIN, LONGEST = 5.0, 15.0
"""Seconds in which both ends have to say that it is over; after which nobody waits for it any more."""
RAW = """async () => {
  const asked = performance.now();
  const media = await navigator.mediaDevices.getUserMedia({ audio: true, video: { width: 640, height: 480 } });
  const begun = performance.now();
  const [one, two] = [new RTCPeerConnection(), new RTCPeerConnection()];
  one.onicecandidate = ({ candidate }) => candidate && two.addIceCandidate(candidate);
  two.onicecandidate = ({ candidate }) => candidate && one.addIceCandidate(candidate);
  const video = document.createElement("video");
  video.muted = true;
  const seen = new Promise((done) => { two.ontrack = ({ streams }) => {
    video.srcObject = streams[0];
    video.play();
    video.requestVideoFrameCallback(() => done(performance.now() - begun));
  }; });
  for (const each of media.getTracks()) one.addTrack(each, media);
  await one.setLocalDescription(await one.createOffer());
  await two.setRemoteDescription(one.localDescription);
  await two.setLocalDescription(await two.createAnswer());
  await one.setRemoteDescription(two.localDescription);
  const first = await seen;
  for (const each of [one, two]) each.close();
  media.getTracks().forEach((track) => track.stop());
  return [begun - asked, first];
}"""
"""Milliseconds until the camera is open, and from the offer to the first frame in one page without any signalling:
what WebRTC itself takes. Who answers opens a camera too: nobody is seen before."""
FIRST = """(name) => {
  const video = document.querySelector(name);
  window.firstFrame = new Promise((done) => { video.requestVideoFrameCallback(() => done(Date.now())); });
}"""
BEGIN = "() => { window.pressed = new Promise((done) => addEventListener('pointerdown', () => done(Date.now()))); }"


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; 1 when something that is promised was not kept."""
    parser = argparse.ArgumentParser(prog="script/bench calls", description=__doc__)
    parser.add_argument(
        "--only", default="", help="parts whose name begins so: frames, relay, namespaces, circle, kills"
    )
    told = parser.parse_args(argv)
    parts: tuple[tuple[str, Callable[[Path, Playwright], Iterator[Row]]], ...] = (
        ("frames", frames),
        ("relay", relay),
        ("namespaces", apart),
        ("circle", circles),
        ("kills", kills),
    )
    wrong, begun = 0, monotonic()
    for name, part in parts:
        if not name.startswith(told.only):
            continue
        print(f"{name} …", flush=True)
        with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
            for each in part(Path(folder), play):
                wrong += each.well is False
                row(each)
    print(f"Measured in {monotonic() - begun:.0f} s; {wrong} not kept.")
    return int(wrong > 0)


def frames(folder: Path, play: Playwright) -> Iterator[Row]:
    """From the answer to the first frame on both sides, against bare WebRTC in the same browsers; a tone besides."""
    tone = said(folder)
    with village(folder) as here:
        one, two = browser(play, f"--use-file-for-fake-audio-capture={tone}"), browser(play)
        kiosk, office = at_the_kiosk(one, here, language="en"), in_the_office(two, here, locale="en-US")
        office.wait_for_timeout(1500)
        cameras, raw, ours = [], [], []
        for _ in range(5):
            camera, first = office.evaluate(RAW)
            cameras.append(camera)
            raw.append(camera + first)
            ours.append(max(one_call(kiosk, office)))
            if len(ours) == 1:
                heard = office.evaluate(TONE, ".phone .face")
                well = abs(heard["pitch"] - PITCH) < 15
                yield Row("a tone of 440 Hz in at the screen, heard in the panel", f"{heard['pitch']:.0f} Hz", well)
            end(kiosk, office)
        yield Row("bare WebRTC in one page, the camera asked for to first frame", f"{median(raw):.0f} ms", None)
        yield Row("… of which the camera took", f"{median(cameras):.0f} ms", None)
        yield Row("answer pressed to the later first frame of the two", f"{median(ours):.0f} ms", None)
        ratio = median(ours) / median(raw)
        yield Row("ratio (promised: at most 1.5)", f"{ratio:.2f}", ratio <= 1.5)
        one.close()
        two.close()


def relay(folder: Path, play: Playwright) -> Iterator[Row]:
    """Through coturn and no other way."""
    with (
        turn_server(folder) as server,
        village(folder, relay=RelaySettings(server.urls, server.secret, only=True)) as here,
    ):
        one, two = browser(play), browser(play)
        kiosk, office = at_the_kiosk(one, here, language="en"), in_the_office(two, here, locale="en-US")
        office.wait_for_timeout(1500)
        first = max(one_call(kiosk, office))
        moving(kiosk)
        moving(office)
        yield Row("through coturn only: answer to first frame", f"{first:.0f} ms", True)
        end(kiosk, office)
        one.close()
        two.close()


def apart(folder: Path, play: Playwright) -> Iterator[Row]:
    """Two network namespaces joined by one cable, and nothing else."""
    if not namespaces.possible():
        yield Row("between network namespaces without internet", "not tried: needs root", None)
        return
    with namespaces.cable() as wire, village(folder) as here, wire.door(here.panel) as outside:
        one = browser(play)
        two = wire.browser(play, outside)
        kiosk, office = (
            at_the_kiosk(one, here, language="en"),
            in_the_office(two, here, locale="en-US", address=outside),
        )
        office.wait_for_timeout(1500)
        first = max(one_call(kiosk, office))
        moving(kiosk)
        moving(office)
        yield Row("between network namespaces without internet: first frame", f"{first:.0f} ms", True)
        begun = monotonic()
        wire.cut()
        yield from both_told("the cable is cut", {"screen": kiosk, "panel": office}, begun)
        two.close()
        one.close()


def circles(_folder: Path, _play: Playwright) -> Iterator[Row]:
    """Four from one to another, six through Debian's Janus."""
    if missing := circle.why_not():
        yield Row("circles of four and six", f"not tried: {missing}", None)
        return
    for people in (MESH, MOST_TOGETHER):
        last, begun = "", monotonic()
        with circle.apart(people, people) as running:
            for line in running.stdout or ():
                last = line.strip() or last
                what, tab, rest = line.rstrip("\n").partition("\t")
                figure, _, mark = rest.partition("\t")
                if tab:
                    yield Row(what, figure, None if mark == "" else mark == "1")
        if running.returncode:
            yield Row(f"circle of {people}: {last[:50]}", f"after {monotonic() - begun:.0f} s", False)


def kills(folder: Path, play: Playwright) -> Iterator[Row]:
    """Either browser, and the exchange, in the middle of a call."""
    with village(folder) as here:
        for who in ("the panel's browser", "the screen's browser", "the exchange"):
            one, two = browser(play), browser(play)
            kiosk, office = at_the_kiosk(one, here, language="en"), in_the_office(two, here, locale="en-US")
            office.wait_for_timeout(1500)
            one_call(kiosk, office)
            begun = monotonic()
            kill(who, here, kiosk, office)
            living = {"screen": kiosk, "panel": office}
            living.pop(who.removeprefix("the ").removesuffix("'s browser"), None)
            yield from both_told(f"{who} dies", living, begun)
            if who == "the exchange":
                here.come_back()
                rings_again(office, kiosk)
                yield Row("… it is started anew, and the panel's offer rings the screen", "yes", True)
            one.close()
            two.close()


def kill(who: str, here: Village, kiosk: Page, office: Page) -> None:
    """At once, without any farewell."""
    if who == "the exchange":
        here.hang_up()
        return
    with contextlib.suppress(Error):
        (office if who == "the panel's browser" else kiosk).goto("chrome://crash", timeout=2000)


SAID = {
    "screen": "body[data-screen='calls.over'] button[value=again]",
    "panel": ".phone [data-for=idle]:not([hidden]) [data-do=again]:not([hidden])",
}
"""What says on each page that the call is over, and offers to ring again."""


def both_told(what: str, pages: Mapping[str, Page], begun: float) -> Iterator[Row]:
    """How long each page takes from ``begun`` on until it says so."""
    after = dict.fromkeys(pages, LONGEST)

    def all_told() -> bool:
        for name in [name for name, seconds in after.items() if seconds == LONGEST]:
            if pages[name].locator(SAID[name]).count():
                after[name] = monotonic() - begun
        return LONGEST not in after.values()

    with contextlib.suppress(AssertionError):
        wait_for(all_told, LONGEST)
    for name, seconds in after.items():
        yield Row(f"{what}: the {name} says so and offers to ring again", f"{seconds:.1f} s", seconds <= SAID_WITHIN)


def rings_again(office: Page, kiosk: Page) -> None:
    """The worker takes the offer. Raises playwright's error when nothing rings."""
    press(kiosk, "command:home")
    office.locator(SAID["panel"]).click()
    kiosk.wait_for_selector("body[data-screen='calls.rings']", timeout=30_000)


def one_call(kiosk: Page, office: Page) -> tuple[float, float]:
    """Ring, answer, see each other; milliseconds from the finger on "answer" to the first frame, here and there."""
    if kiosk.get_attribute("body", "data-screen") != "calls":
        press(kiosk, "call")
    press(kiosk, "worker")
    answer = office.locator(".phone [data-do=answer]")
    answer.wait_for(timeout=30_000)
    office.wait_for_timeout(2000)  # the browsers find their way to each other while it rings
    kiosk.evaluate(FIRST, ".call .face")
    office.evaluate(BEGIN)
    answer.click()
    pressed = float(office.evaluate("() => window.pressed"))
    office.evaluate(FIRST, ".phone .face")
    here, there = (float(each.evaluate("() => window.firstFrame")) for each in (kiosk, office))
    return here - pressed, there - pressed


def end(kiosk: Page, office: Page) -> None:
    """Hang up, and stand before the choice of whom to call again."""
    press(kiosk, "hang_up")
    kiosk.wait_for_selector("body[data-screen='calls.over']")
    wait_for(lambda: office.locator(".phone [data-for=idle]:not([hidden])").count() > 0)
    press(kiosk, "command:home")
    kiosk.wait_for_selector("body[data-screen=home]")


def said(folder: Path) -> Path:
    """A tone for the microphone."""
    path = folder / "tone.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 48_000, 0, "NONE", ""))
        wavy = (int(9000 * math.sin(2 * math.pi * PITCH * step / 48_000)) for step in range(48_000 * 4))
        file.writeframes(b"".join(struct.pack("<h", each) for each in wavy))
    return path


if __name__ == "__main__":
    sys.exit(main())
