"""What stands in coturn's configuration so that it relays calls of this station and nothing else; writes no file."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from calls.relay import RelaySettings

PORTS = (49160, 49400)
"""The ports over which calls are relayed; a firewall in front has to let them through."""
PRIVATE = ("0.0.0.0-0.255.255.255", "169.254.0.0-169.254.255.255", "224.0.0.0-255.255.255.255")
"""Where nobody's phone is: never relayed to."""
LOOPBACK = "127.0.0.0-127.255.255.255"


def conf(secret: str, *, port: int = 3478, address: str = "", loopback: bool = False) -> str:
    """The lines of ``/etc/turnserver.conf``.

    ``secret``: the same as ``secret`` in ``[relay]``; ``address``: the one to listen at, every one when empty;
    ``loopback``: relay to this very box as well, for trying it out.
    """
    lines = [
        "# Written by `xiangban relay`: calls of Xiangban only, with credentials that run out.",
        f"listening-port={port}",
        *([f"listening-ip={address}", f"relay-ip={address}"] if address else []),
        f"min-port={PORTS[0]}",
        f"max-port={PORTS[1]}",
        "fingerprint",
        "use-auth-secret",
        f"static-auth-secret={secret}",
        "realm=xiangban",
        "stale-nonce=600",
        "no-multicast-peers",
        "no-tcp-relay",
        "no-cli",
        "no-tls",
        "no-dtls",
        "no-rfc5780",
        "no-stun-backward-compatibility",
        "user-quota=12",
        "total-quota=240",
        "max-bps=400000",
        "log-file=stdout",
        "simple-log",
        *(f"denied-peer-ip={each}" for each in PRIVATE),
        *(["allow-loopback-peers"] if loopback else [f"denied-peer-ip={LOOPBACK}"]),
    ]
    return "\n".join(lines) + "\n"


def run(relay: RelaySettings, say: Callable[[str], object]) -> int:
    """Tell the lines, and what has to stand in the station's settings; the exit code."""
    secret = relay.secret or secrets.token_urlsafe(32)
    say(conf(secret))
    if not relay.secret:
        say(
            "#\n# Put this into data/settings.toml of every station, with the relay's own name, and start it again:\n"
        )
        say(f'#   [relay]\n#   urls = ["turn:NAME:3478?transport=udp"]\n#   secret = "{secret}"\n')
    return 0
