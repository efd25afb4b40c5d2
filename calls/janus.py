"""The wire to a Janus of our own (Debian's package) over its HTTP interface on loopback; knows no circle."""

from __future__ import annotations

import http.client
import json
import secrets
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlsplit

from calls.errors import MixerGone, SessionOver

PATIENCE = 5.0
"""Seconds for one answer; it takes milliseconds."""
HELD = 40.0
"""Seconds for which Janus may hold a question about news; it answers after thirty at the latest."""
GONE = (458, 459)
"""What Janus says of a session or a handle that it does not know (any more)."""
PLUGIN = "janus.plugin.videoroom"


class Janus:
    """Asks Janus; one connection per question. Thread-safe."""

    def __init__(self, url: str, secret: str) -> None:
        told = urlsplit(url)
        self._host, self._port, self._path = told.hostname or "127.0.0.1", told.port or 8088, told.path.rstrip("/")
        self._secret = secret

    def ready(self) -> bool:
        """Whether it answers and has what circles need."""
        try:
            told = self._ask("GET", "/info", None, 1.0)
        except MixerGone:
            return False
        return isinstance(told, Mapping) and PLUGIN in told.get("plugins", {})

    def session(self) -> int:
        """A new session. Raises MixerGone, as do all below."""
        return int(self._post("", {"janus": "create"})["data"]["id"])

    def attach(self, session: int) -> int:
        """A new handle in that session."""
        return int(self._post(f"/{session}", {"janus": "attach", "plugin": PLUGIN})["data"]["id"])

    def send(self, session: int, handle: int, body: Mapping[str, Any], jsep: Mapping[str, str] | None = None) -> Any:
        """A message; what is answered at once. What follows comes with ``news``."""
        told = {"janus": "message", "body": body, **({"jsep": jsep} if jsep else {})}
        return self._post(f"/{session}/{handle}", told).get("plugindata", {}).get("data", {})

    def knows(self, session: int, handle: int, room: int, patience: float) -> bool:
        """Whether that room is still there; ``patience``: seconds. Raises MixerGone, SessionOver for a Janus anew."""
        body = {"request": "exists", "room": room}
        told = self._post(f"/{session}/{handle}", {"janus": "message", "body": body}, patience)
        return told.get("plugindata", {}).get("data", {}).get("exists") is True

    def detach(self, session: int, handle: int) -> None:
        """That handle is needed no more."""
        self._post(f"/{session}/{handle}", {"janus": "detach"})

    def end(self, session: int) -> None:
        """Nor is that session, with all its handles."""
        self._post(f"/{session}", {"janus": "destroy"})

    def news(self, session: int) -> Sequence[Mapping[str, Any]]:
        """What happened in that session since; waits for it for half a minute."""
        told = self._ask("GET", f"/{session}?maxev=10&apisecret={quote(self._secret)}", None, HELD)
        found = told if isinstance(told, list) else [told]
        if any(each.get("janus") == "error" for each in found):
            raise SessionOver
        return found

    def _post(self, path: str, told: Mapping[str, Any], patience: float = PATIENCE) -> Mapping[str, Any]:
        marked = {**told, "transaction": secrets.token_hex(6), "apisecret": self._secret}
        found: Mapping[str, Any] = self._ask("POST", path, json.dumps(marked).encode(), patience)
        if found.get("janus") == "error":
            if found.get("error", {}).get("code") in GONE:
                raise SessionOver
            raise MixerGone(str(found.get("error", {}).get("reason", "refused")))
        return found

    def _ask(self, method: str, path: str, body: bytes | None, patience: float) -> Any:
        wire = http.client.HTTPConnection(self._host, self._port, timeout=patience)
        try:
            wire.request(method, self._path + path, body, {"Content-Type": "application/json"} if body else {})
            return json.loads(wire.getresponse().read())
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise MixerGone(str(error)) from error
        finally:
            wire.close()
