"""A circle that is led in another village, seen from here: this station asks that one's door for its touchscreen.

The link is ``https://ADDRESS/neighbour#SECRET.FINGERPRINT``: what follows ``#`` no browser ever sends, and the
fingerprint (SHA-256 of that station's authority, base64) tells its door from anybody else's on the way.
"""

from __future__ import annotations

import base64
import hashlib
import http.client
import ipaddress
import json
import re
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from calls import errors
from calls.errors import BadLink, CallError, HomeClosed, HomeGone

PATIENCE = 2.0
"""Seconds for one question; a page counts a line as gone after four."""
LARGEST = 256 * 1024
"""Bytes of one answer."""
PATH = "/neighbour"
FORM = "application/x-www-form-urlencoded"
HERE = ("127.0.0.1", "localhost")
"""The only hosts that are asked without TLS: this machine itself."""
CLOSED = (401, 403, 410)
NAME = re.compile(r"[\w-]{1,40}", re.ASCII)
"""Of a call, as every exchange gives it."""


@dataclass(frozen=True)
class Link:
    """What a worker of the other village hands on."""

    address: str
    """E.g. ``https://10.0.0.5:8443``."""
    secret: str
    fingerprint: str
    """Empty without TLS."""

    def text(self) -> str:
        """The whole of it."""
        return f"{self.address}{PATH}#{self.secret}.{self.fingerprint}"


def as_link(text: str) -> Link:
    """The link in what somebody pasted. Raises BadLink."""
    try:
        told = urlsplit(text.strip())
        port = told.port
    except ValueError as error:
        raise BadLink from error
    secret, dot, fingerprint = told.fragment.partition(".")
    host = told.hostname or ""
    safe = (told.scheme == "https" and fingerprint and _is_near(host)) or (told.scheme == "http" and host in HERE)
    if not (safe and told.path == PATH and secret and dot) or told.username is not None:
        raise BadLink
    host = f"[{host}]" if ":" in host else host
    return Link(f"{told.scheme}://{host}" + (f":{port}" if port else ""), secret, fingerprint)


def _is_near(host: str) -> bool:
    """Whether it is in a network of our own: a station's authority speaks for no other address either."""
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return host.endswith(".local") or (bool(host) and "." not in host)


def fingerprint(authority: str) -> str:
    """Of a certificate (PEM), as a link carries it. Raises ValueError."""
    digest = hashlib.sha256(ssl.PEM_cert_to_DER_cert(authority.strip())).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def authority_of(link: Link) -> str:
    """The certificate (PEM) behind a link's fingerprint, fetched from the door itself. Raises HomeGone."""
    if not link.fingerprint:
        return ""
    blind = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # what comes is believed only when its fingerprint is the link's
    blind.check_hostname, blind.verify_mode = False, ssl.CERT_NONE
    told = _fetch(link.address, blind, "GET", "/authority.pem")[1].decode("ascii", "replace")
    try:
        known = fingerprint(told) == link.fingerprint
    except ValueError as error:
        raise HomeGone("it shows no certificate") from error
    if not known:
        raise HomeGone("it is not the station of which the link was made")
    return told


class Away:
    """The exchange of the other village, asked over its door; ``ask`` as a ``Line`` does. Thread-safe."""

    def __init__(self, address: str, secret: str, authority: str) -> None:
        self._address, self._secret = address, secret
        self._context = ssl.create_default_context(cadata=authority) if authority else None

    def about(self) -> Mapping[str, Any]:
        """The circle as its home tells it: name, on_day, starts, weekly, village, going. Raises CallError."""
        return self._told("GET", PATH)

    def come_in(self, name: str) -> Mapping[str, Any]:
        """Somebody at this touchscreen comes in, under that name. Raises NoSuchCall while it has not begun."""
        told = self._told("POST", f"{PATH}/come_in", name=name)
        if not NAME.fullmatch(str(told.get("call", ""))):  # it becomes a part of this station's own addresses
            raise HomeGone("it names no call")
        return told

    def ask(self, what: str, **told: Any) -> Any:
        """What a page in the circle asks of an exchange; who asks, the other station knows. Raises CallError."""
        if what == "poll":
            return self._told("GET", f"/call/news?{urlencode({'after': told['after'], 'life': told['life']})}")
        fields = {each: str(told[each]) for each in ("to", "kind", "body") if each in told}
        answer = self._told("POST", f"/call/{quote(str(told['call']), safe='')}/{what}", **fields)
        return bool(answer.get("up")) if what == "hand" else answer

    def _told(self, method: str, path: str, **fields: str) -> Mapping[str, Any]:
        status, body = _fetch(self._address, self._context, method, path, self._secret, urlencode(fields))
        try:
            told = json.loads(body)
        except ValueError as error:
            raise HomeGone("its answer is none") from error
        if status >= 400:
            raise _cause(told, status)
        if not isinstance(told, dict):
            raise HomeGone("its answer is none")
        return told


def _cause(told: Any, status: int) -> CallError:
    """As that station named it; what it could not name is its trouble."""
    name = str(told.get("error", "")) if isinstance(told, dict) else ""
    found = getattr(errors, name, None)
    if not (isinstance(found, type) and issubclass(found, CallError)):
        return HomeClosed() if status in CLOSED else HomeGone(f"it answers {status}")
    cause = found.__new__(found)
    cause.args = (name,)
    return cause


def _fetch(
    address: str, context: ssl.SSLContext | None, method: str, path: str, secret: str = "", body: str = ""
) -> tuple[int, bytes]:
    told = urlsplit(address)
    assert told.hostname is not None  # noqa: S101 - as_link has looked
    if told.scheme == "https":
        wire: http.client.HTTPConnection = http.client.HTTPSConnection(
            told.hostname, told.port, timeout=PATIENCE, context=context
        )
    else:
        wire = http.client.HTTPConnection(told.hostname, told.port, timeout=PATIENCE)
    headers = {"Accept": "application/json", **({"Authorization": f"Bearer {secret}"} if secret else {})}
    try:
        wire.request(method, path, body or None, headers | ({"Content-Type": FORM} if body else {}))
        answer = wire.getresponse()
        return answer.status, answer.read(LARGEST)
    except (OSError, http.client.HTTPException) as error:
        raise HomeGone(str(error) or type(error).__name__) from error
    finally:
        wire.close()
