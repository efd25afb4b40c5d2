"""Where browsers look for a way to each other: nowhere on a LAN, a relay of our own (coturn) beyond it."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class RelaySettings:
    """A TURN server that is ours; without one calls stay within the village network. No third party's, ever."""

    urls: tuple[str, ...] = ()
    """E.g. ``turn:hub.example:3478?transport=udp``."""
    secret: str = ""
    """What coturn calls ``static-auth-secret``."""
    hours: float = 6.0
    """For how long a browser may use the credentials it got."""
    only: bool = False
    """Whether calls go through the relay even where they could go directly; for trying it out."""


def ice(relay: RelaySettings, party: str, now: float) -> dict[str, Any]:
    """The configuration of an RTCPeerConnection for that party. ``now``: seconds since 1970."""
    policy = "relay" if relay.only else "all"
    if not relay.urls:
        return {"iceServers": [], "iceTransportPolicy": policy}
    name = f"{int(now + relay.hours * 3600)}:{party}"
    password = base64.b64encode(hmac.new(relay.secret.encode(), name.encode(), hashlib.sha1).digest()).decode()
    server = {"urls": list(relay.urls), "username": name, "credential": password}
    return {"iceServers": [server], "iceTransportPolicy": policy}
