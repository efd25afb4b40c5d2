"""What coturn is told: credentials that run out, nothing but relaying, nothing inside the box."""

from __future__ import annotations

from calls.relay import RelaySettings
from station.relay_conf import conf, run


def test_the_relay_carries_calls_and_reaches_nothing_inside() -> None:
    lines = conf("s" * 20).splitlines()
    assert f"static-auth-secret={'s' * 20}" in lines
    for each in ("use-auth-secret", "no-cli", "no-tcp-relay", "denied-peer-ip=127.0.0.0-127.255.255.255"):
        assert each in lines, each
    assert "allow-loopback-peers" not in lines
    assert not any(line.startswith(("user=", "no-auth", "web-admin")) for line in lines)


def test_a_fresh_secret_is_told_for_both_sides_and_a_known_one_is_kept() -> None:
    told: list[str] = []
    run(RelaySettings(), told.append)
    text = "".join(told)
    secret = text.split("static-auth-secret=")[1].split()[0]
    assert len(secret) >= 32
    assert f'secret = "{secret}"' in text
    told.clear()
    run(RelaySettings(("turn:x",), "known"), told.append)
    assert "static-auth-secret=known" in "".join(told)
    assert "[relay]\n" not in "".join(told)
