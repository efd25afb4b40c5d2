"""A kiosk with a real record and mouth and a scripted ear, and somebody standing in front of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from math import pi, sin
from struct import pack

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

HOME = "http://127.0.0.1:8080"
JSON = {"Accept": "application/json"}


def tone(seconds: float, loudness: float = 0.3) -> bytes:
    """Sound that no silence check mistakes for silence: 16 kHz mono s16le."""
    samples = (int(32767 * loudness * sin(2 * pi * 300 * step / 16_000)) for step in range(int(seconds * 16_000)))
    return b"".join(pack("<h", each) for each in samples)


@dataclass
class Seen(HTMLParser):
    """A drawn screen, read as a person reads it."""

    text: str
    body: dict[str, str] = field(default_factory=dict)
    buttons: list[dict[str, str]] = field(default_factory=list)
    lines: list[dict[str, str]] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)
        self.text = self.text.replace("<wbr>", "")  # where a line may end is nothing to read
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.tags.append((tag, told))
        if tag == "body":
            self.body = told
        if tag == "button":
            self.buttons.append(told)
        if "data-line" in told:
            self.lines.append(told)
        if tag == "img":
            self.pictures.append(told["src"])

    @property
    def key(self) -> str:
        """Which screen it is."""
        return self.body["data-screen"]

    @property
    def offered(self) -> list[str]:
        """Keys of the choices, in order."""
        return [each["value"] for each in self.buttons if "choice" in each.get("class", "").split()]

    @property
    def words(self) -> str:
        """Everything that can be read."""
        return " ".join(re.sub(r"<[^>]+>", " ", self.text).split())


class Person:
    """Somebody at the screen, with their own browser."""

    def __init__(self, app: Flask, *, accompanied: bool = False) -> None:
        """``accompanied``: the question whether somebody is with them is left to the test; else nobody is."""
        self.app = app
        self.accompanied = accompanied
        self.client: FlaskClient = app.test_client()

    def look(self, key: str = "") -> Seen:
        """The screen in front of them, or the one of that key."""
        url = f"/screen/{key}" if key else "/"
        return self.sees(url)

    def sees(self, url: str, mode: str = "touch") -> Seen:
        """What is drawn there; nobody is with them."""
        seen = Seen(self.client.get(url, base_url=HOME, follow_redirects=True).get_data(as_text=True))
        if seen.key != "alone" or self.accompanied:
            return seen
        return self._press("alone", "digit:1" if mode == "digit" else "nobody", mode)

    def press(self, *choices: str, mode: str = "touch") -> Seen:
        """One after another, each on the screen that the former led to."""
        seen = self.look()
        for each in choices:
            seen = self._press(seen.key, each, mode)
        return seen

    def keys(self, *digits: str | int) -> Seen:
        """Digits only."""
        return self.press(*(f"digit:{each}" for each in digits), mode="digit")

    def _press(self, screen: str, choice: str, mode: str) -> Seen:
        form = {"screen": screen, "choice": choice, "mode": mode}
        answer = self.client.post("/choose", data=form, base_url=HOME)
        assert answer.status_code == 303, answer.get_data(as_text=True)
        return self.sees(answer.headers["Location"], mode)

    def post(self, url: str, data: dict[str, str] | bytes = b"") -> TestResponse:
        """As the page's own script does."""
        return self.client.post(url, data=data, base_url=HOME, headers=JSON)

    def listen(self) -> str:
        """Press the microphone on the screen in front; the turn's name."""
        return str(self.post("/listen", {"screen": self.look().key}).get_json()["turn"])

    def speak(self, pcm: bytes, piece: int = 6400) -> Seen:
        """Press the microphone, speak, press again."""
        turn = self.listen()
        for number, start in enumerate(range(0, len(pcm), piece)):
            answer = self.post(f"/listen/{turn}/{number}", pcm[start : start + piece])
            assert answer.status_code == 200, answer.get_data(as_text=True)
        return self.end(turn)

    def end(self, turn: str) -> Seen:
        """Press the microphone again."""
        goes = self.post(f"/listen/{turn}/end").get_json()["goes"]
        return self.sees(goes)
