"""Somebody at the touchscreen, by the kiosk's own handlers; what they want is decided in ``month``."""

from __future__ import annotations

from math import pi, sin
from struct import pack

from flask import Flask
from flask.testing import FlaskClient

HOME = "http://127.0.0.1:8080"
JSON = {"Accept": "application/json"}
PIECE = 3200
"""Bytes of a tenth of a second."""


class Villager:
    """One person, from the first touch until they leave."""

    def __init__(self, kiosk: Flask, card: str | None = None) -> None:
        self.client: FlaskClient = kiosk.test_client()
        self.at = "language"
        self._look("language")
        if card:
            self._go(self._post("/card", {"code": card}))
        else:
            self.press("zh")

    def press(self, *choices: str) -> str:
        """One after another; the key of the screen in front afterwards."""
        for each in choices:
            self._go(self._post("/choose", {"screen": self.at, "choice": each, "mode": "touch"}))
        return self.at

    def says(self, seconds: float) -> None:
        """Press the microphone of a recorder, speak, press again: the encrypted recording is on the disk."""
        turn = self._post("/listen", {"screen": self.at})["turn"]
        sound = hum(seconds)
        for number, start in enumerate(range(0, len(sound), PIECE)):
            piece = sound[start : start + PIECE]
            self.client.post(f"/listen/{turn}/{number}", data=piece, base_url=HOME, headers=JSON)
        self._go(self._post(f"/listen/{turn}/end", {}))

    def text(self) -> str:
        """The screen as it is drawn."""
        return self._look(self.at)

    def leave(self) -> None:
        """They go home."""
        self.client.post("/leave", base_url=HOME, headers=JSON)

    def _look(self, key: str) -> str:
        answer = self.client.get(f"/screen/{key}", base_url=HOME, follow_redirects=True)
        self.at = answer.get_data(as_text=True).split('data-screen="', 1)[1].split('"', 1)[0]
        return answer.get_data(as_text=True)

    def _post(self, url: str, form: dict[str, str]) -> dict[str, str]:
        answer = self.client.post(url, data=form, base_url=HOME, headers=JSON)
        told: dict[str, str] = answer.get_json()
        return told

    def _go(self, told: dict[str, str]) -> None:
        self._look(told["goes"].rpartition("/")[2])
        if self.at == "alone":
            self.press("nobody")


def hum(seconds: float) -> bytes:
    """Sound that no silence check mistakes for silence: 16 kHz, mono, 16 bit."""
    samples = (int(9000 * sin(2 * pi * 300 * step / 16_000)) for step in range(int(seconds * 16_000)))
    return b"".join(pack("<h", each) for each in samples)
