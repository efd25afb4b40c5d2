"""What is behind somebody in a call is hidden when they wish it: the far side sees the face, and no wall."""

from __future__ import annotations

import tarfile
from base64 import b64decode
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Playwright, expect
from test_calls_browser import SOON
from test_opening_browser import at_the_phone, known_with_son

from benchmarks.calling import Village, at_the_kiosk, browser, moving, press, wait_for
from calls import backdrop

PERSON = Path(__file__).parent / "person.jpg"
"""Eileen Collins, photographed by NASA (public domain), before a green wall."""
SEEN = """async () => {
  const face = document.querySelector(".face");
  const drawn = Object.assign(document.createElement("canvas"), { width: 320, height: 240 });
  drawn.getContext("2d").drawImage(face, 0, 0, 320, 240);
  return drawn.toDataURL("image/png").split(",")[1];
}"""
EVERY_FRAME = """() => {
  const face = document.querySelector(".face");
  const drawn = Object.assign(document.createElement("canvas"), { width: 80, height: 60 });
  const context = drawn.getContext("2d", { willReadFrequently: true });
  window.green = [];
  const look = () => {
    context.drawImage(face, 0, 0, 80, 60);
    const { data } = context.getImageData(0, 0, 80, 60);
    let count = 0;
    for (let at = 0; at < data.length; at += 4) {
      count += data[at + 1] > 90 && data[at] < 70 && data[at + 2] < 110;
    }
    window.green.push(count / 4800);
    face.requestVideoFrameCallback(look);
  };
  face.requestVideoFrameCallback(look);
}"""
"""How much of every frame that arrives is green."""
UNHURRIED = "import('/call/static/veil.js').then(({ PATIENCE }) => { PATIENCE.slow = 60000; })"
"""A busy machine is not a slow one."""


def wall_of(page: Page) -> float:
    """How much of the other one's picture is green, 0 to 1."""
    red, green, blue = picture(page).transpose(2, 0, 1)
    return float(((green > 90) & (red < 70) & (blue < 110)).mean())


def picture(page: Page) -> np.ndarray:
    return np.asarray(Image.open(BytesIO(b64decode(page.evaluate(SEEN)))).convert("RGB"), dtype=int)


def face_of(seen: np.ndarray) -> np.ndarray:
    """The middle of her face, in grey."""
    return np.asarray(seen[48:76, 134:160].mean(axis=2))


def alike(one: np.ndarray, other: np.ndarray) -> bool:
    return bool(one.std() > 5 and np.corrcoef(one.flat, other.flat)[0, 1] > 0.9)


@pytest.fixture
def green_room(tmp_path: Path, play: Playwright) -> Iterator[Browser]:
    """A browser whose camera sees somebody before a green wall."""
    image = Image.open(PERSON).convert("YCbCr").resize((640, 480))
    y, cb, cr = image.split()
    half = [each.resize((320, 240)) for each in (cb, cr)]
    frame = b"FRAME\n" + b"".join(each.tobytes() for each in (y, *half))
    film = tmp_path / "person.y4m"
    film.write_bytes(b"YUV4MPEG2 W640 H480 F24:1 Ip A1:1 C420jpeg\n" + frame * 8)
    opened = browser(play, f"--use-file-for-fake-video-capture={film}")
    yield opened
    opened.close()


@pytest.fixture
def office(play: Playwright) -> Iterator[Browser]:
    opened = browser(play)
    yield opened
    opened.close()


def test_the_wall_behind_grandma_is_hidden_from_the_moment_of_her_wish(
    green_room: Browser, office: Browser, here: Village
) -> None:
    if not all(backdrop.file(name) for name in backdrop.FILES):
        pytest.skip("python -m calls.backdrop has not fetched the model")
    code, secret = known_with_son(here)
    phone = at_the_phone(office, here, secret)
    kiosk = at_the_kiosk(green_room, here, language="en")
    kiosk.evaluate("(code) => fetch('/card', {method: 'POST', body: new URLSearchParams({code})})", code)
    kiosk.goto(f"{here.kiosk}/screen/calls.faces")
    kiosk.evaluate(UNHURRIED)
    kiosk.wait_for_timeout(600)
    kiosk.locator(".choice").first.click()
    phone.locator("[data-do=answer]").click(timeout=SOON)
    moving(phone)
    wait_for(lambda: wall_of(phone) > 0.4)
    before = face_of(picture(phone))
    phone.evaluate(EVERY_FRAME)
    wait_for(lambda: phone.evaluate("window.green.length") > 4)
    press(kiosk, "wall")
    expect(kiosk.locator("button[value=wall]")).to_have_attribute("aria-pressed", "true", timeout=SOON)
    wait_for(lambda: alike(face_of(picture(phone)), before))
    wait_for(lambda: phone.evaluate("window.green.filter((each) => each < 0.01).length") > 20)
    green = phone.evaluate("window.green")
    hidden = next(place for place, each in enumerate(green) if each < 0.01)
    assert max(green[hidden:]) < 0.01, "from the first hidden picture on no other came"
    assert alike(face_of(picture(phone)), before), "her face is the same"
    press(kiosk, "wall")
    wait_for(lambda: wall_of(phone) > 0.4)


def test_without_a_model_the_phone_sends_a_picture_on_which_nothing_can_be_made_out(
    green_room: Browser, office: Browser, here: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backdrop, "FILES", {})
    code, secret = known_with_son(here)
    phone = at_the_phone(green_room, here, secret)
    phone.locator("[data-for=idle] [data-do=wall]").click()
    kiosk = at_the_kiosk(office, here, language="en")
    kiosk.evaluate("(code) => fetch('/card', {method: 'POST', body: new URLSearchParams({code})})", code)
    kiosk.goto(f"{here.kiosk}/screen/calls.faces")
    kiosk.wait_for_timeout(600)
    kiosk.locator(".choice").first.click()
    phone.locator("[data-do=answer]").click(timeout=SOON)
    moving(kiosk)
    sharp = np.asarray(Image.open(PERSON).convert("L"), dtype=int)
    edges = np.abs(np.diff(picture(kiosk).mean(axis=2))).max()
    assert edges < 40 < np.abs(np.diff(sharp)).max(), "no edge of anything is left"
    phone.reload()
    expect(phone.locator("[data-for=idle] [data-do=wall]")).to_have_attribute("aria-pressed", "true")


def test_only_the_package_that_was_looked_at_is_taken(tmp_path: Path) -> None:
    package = tmp_path / "other.tgz"
    with tarfile.open(package, "w:gz") as packing:
        for name, _ in backdrop.FILES.values():
            told = tarfile.TarInfo(backdrop.INSIDE + name)
            told.size = 4
            packing.addfile(told, BytesIO(b"else"))
    with pytest.raises(backdrop.WrongBackdrop, match="not what is expected"):
        backdrop.unpack(package, tmp_path / "here")
    assert backdrop.main([str(tmp_path / "nothing.tgz")]) == 1
    assert not list(tmp_path.glob("here/*"))
