"""A worker in front of the panel, by the panel's own pages and forms; what they do is decided in ``month``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient

from casework.clock import Clock
from casework.factors.totp import code_at, step_of
from station.month.almanac import Hand

ORIGIN = {"Origin": "http://localhost"}
ROW = re.compile(r'<tr role="row" class="row ([^"]*)" id="row-([^"]+)"(.*?)</tr>', re.S)


@dataclass(frozen=True)
class Line:
    """One row of the queue as it is drawn."""

    request: str
    marks: frozenset[str]
    """overdue, mine, ended, errand, free."""


class Office:
    """One worker's browser."""

    def __init__(self, panel: Flask, hand: Hand, clock: Clock, secret: str = "") -> None:
        """``secret``: what the app on this one's phone knows, for whoever signs in with two steps."""
        self.hand, self._clock, self._secret = hand, clock, secret
        self._panel = panel
        self.client: FlaskClient = panel.test_client()
        self._token = ""

    def arrives(self) -> None:
        """Sign in, every morning anew."""
        self.client = self._panel.test_client()
        self._token = self._read_token("/sign-in")
        self.post("/sign-in", login=self.hand.login, password=self.hand.password)
        if self._secret:
            self._token = self._read_token("/sign-in/code")
            self.post("/sign-in/code", code=code_at(self._secret, step_of(self._clock())))
        self._token = self._read_token("/queue")

    def queue(self, state: str = "open") -> list[Line]:
        """What the queue shows, in its order."""
        page = self.client.get(f"/queue?state={state}").get_data(as_text=True)
        found = []
        for classes, request, cells in ROW.findall(page):
            marks = {each for each in classes.split() if each in ("overdue", "mine", "ended", "errand")}
            found.append(Line(request, frozenset(marks | ({"free"} if 'class="take"' in cells else set()))))
        return found

    def does(self, request: str, act: str, **form: str) -> bool:
        """One form of a request's page; whether it was taken."""
        return self.post(f"/requests/{request}/{act}", **form) == 302

    def post(self, address: str, **form: str) -> int:
        """A form with its token; the HTTP answer."""
        answer = self.client.post(address, data={"form_token": self._token, **form}, headers=ORIGIN)
        return answer.status_code

    def _read_token(self, address: str) -> str:
        page = self.client.get(address, follow_redirects=True).get_data(as_text=True)
        return page.split('name="form-token" content="')[1].split('"')[0]
