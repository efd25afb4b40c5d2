"""One page of a browser over HTTP as its script talks, a worker's panel or a relative's phone; draws nothing."""

from __future__ import annotations

import http.client
import json
import re
import ssl
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

TOKEN = re.compile(r'name="form[-_]token" (?:content|value)="([^"]+)"')
PATIENCE = 30.0
"""Seconds for one answer."""


class Tab:
    """One connection that stays open, with the cookies that came over it."""

    def __init__(self, address: str) -> None:
        told = urlsplit(address)
        self._origin = f"{told.scheme}://{told.netloc}"
        if told.scheme == "https":
            trusting = ssl._create_unverified_context()  # noqa: S323 - the station's own door, on this machine
            self._wire: http.client.HTTPConnection = http.client.HTTPSConnection(
                told.netloc, timeout=PATIENCE, context=trusting
            )
        else:
            self._wire = http.client.HTTPConnection(told.netloc, timeout=PATIENCE)
        self._cookies: dict[str, str] = {}
        self.token = ""
        """What the panel's forms carry."""

    def close(self) -> None:
        """Hang up."""
        self._wire.close()

    def get(self, path: str) -> tuple[int, bytes]:
        """What is there; a form's token on it is remembered."""
        status, body = self._ask("GET", path, None, {"Accept": "application/json, text/html;q=0.9"})
        found = TOKEN.search(body.decode("utf-8", "replace"))
        self.token = found[1] if found else self.token
        return status, body

    def post(self, path: str, told: Mapping[str, str] | None = None) -> tuple[int, bytes]:
        """Send a form."""
        fields = {**({"form_token": self.token} if self.token else {}), **(told or {})}
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        return self._ask("POST", path, urlencode(fields).encode(), {**headers, "Origin": self._origin})

    def told(self, path: str) -> dict[str, Any]:
        """What is there, as data. Raises AssertionError."""
        return self._read(path, *self.get(path))

    def sent(self, path: str, told: Mapping[str, str] | None = None) -> dict[str, Any]:
        """What was answered to a form, as data. Raises AssertionError."""
        return self._read(path, *self.post(path, told))

    def _read(self, path: str, status: int, body: bytes) -> dict[str, Any]:
        assert status == 200, f"{path}: {status} {body[:200]!r}"
        found: dict[str, Any] = json.loads(body)
        return found

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> tuple[int, bytes]:
        if self._cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        try:
            self._wire.request(method, path, body, headers)
            answer = self._wire.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError):  # it rested for too long
            self._wire.close()
            self._wire.request(method, path, body, headers)
            answer = self._wire.getresponse()
        for each in answer.headers.get_all("Set-Cookie", []):
            name, _, rest = each.partition("=")
            self._cookies[name] = rest.partition(";")[0]
        return answer.status, answer.read()


def at_the_desk(panel: str, login: str, password: str) -> Tab:
    """A worker, signed in. Raises AssertionError."""
    tab = Tab(panel)
    tab.get("/sign-in")
    status, body = tab.post("/sign-in", {"login": login, "password": password})
    assert status in (302, 303), f"sign-in: {status} {body[:200]!r}"
    return tab


def with_the_link(link: str) -> Tab:
    """A relative's phone that opened its link. Raises AssertionError."""
    tab = Tab(link)
    status, _ = tab.get(urlsplit(link).path)
    assert status == 303, f"the link: {status}"
    return tab
