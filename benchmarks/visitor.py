"""Somebody at the kiosk, over plain HTTP as the page's script talks; no browser, so its own time is not measured."""

from __future__ import annotations

import http.client
import json
import re
from urllib.parse import urlencode, urlsplit

JSON = {"Accept": "application/json"}
FORM = {**JSON, "Content-Type": "application/x-www-form-urlencoded"}
PIECE = {**JSON, "Content-Type": "application/octet-stream"}
FIRST_LINE = re.compile(r'data-line[^>]*data-say="([0-9a-f]+)"')


class Visitor:
    """One visit over one connection that stays open."""

    def __init__(self, kiosk: str) -> None:
        address = urlsplit(kiosk)
        self._connection = http.client.HTTPConnection(str(address.hostname), address.port, timeout=60)
        self._cookie = ""
        self.at = "language"
        self.page = ""

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def look(self, path: str = "") -> str:
        """The page of the present screen, or of that path; its text."""
        status, body = self._ask("GET", path or f"/screen/{self.at}")
        assert status == 200, f"{path or self.at}: {status}"
        self.page = body.decode()
        return self.page

    def choose(self, *choices: str) -> None:
        """Press those choices, one screen after the other."""
        for each in choices:
            told = urlencode({"screen": self.at, "choice": each})
            self._go(*self._ask("POST", "/choose", told.encode(), FORM))

    def begin_to_speak(self) -> str:
        """Press the microphone; the name of the turn."""
        _, body = self._ask("POST", "/listen", urlencode({"screen": self.at}).encode(), FORM)
        return str(json.loads(body)["turn"])

    def speak(self, turn: str, number: int, pcm: bytes) -> bool:
        """One piece of sound; whether the kiosk heard the end of the speech."""
        _, body = self._ask("POST", f"/listen/{turn}/{number}", pcm, PIECE)
        return bool(json.loads(body)["done"])

    def end_speech(self, turn: str) -> None:
        """Stop listening and go where the kiosk says."""
        self._go(*self._ask("POST", f"/listen/{turn}/end", b"", FORM))

    def first_sound(self) -> bytes:
        """The wav of the first sentence of the page that was looked at last."""
        found = FIRST_LINE.search(self.page)
        assert found, "the page has nothing to say"
        status, wav = self._ask("GET", f"/say/{found[1]}.wav")
        assert status == 200
        return wav

    def _go(self, status: int, body: bytes) -> None:
        assert status == 200, body[:200]
        self.at = str(json.loads(body)["goes"]).rpartition("/")[2]

    def _ask(
        self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> tuple[int, bytes]:
        told = {**(headers or {}), **({"Cookie": self._cookie} if self._cookie else {})}
        self._connection.request(method, path, body or None, told)
        answer = self._connection.getresponse()
        given = answer.getheader("Set-Cookie")
        if given:
            self._cookie = given.partition(";")[0]
        return answer.status, answer.read()
