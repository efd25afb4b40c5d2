"""The door to the village network: phones may trust it with this village only, and nobody can block it."""

from __future__ import annotations

import http.client
import socket
import ssl
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from cryptography import x509
from door_house import behind

from station.door.addresses import host_names, lan_addresses
from station.door.authority import LEAF_DAYS, PRIVATE, Door, door

NOW = datetime(2026, 11, 25, tzinfo=UTC)


class Echo(BaseHTTPRequestHandler):
    """An app on loopback that says what it was asked."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        told = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def app() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def identity(tmp_path: Path) -> Door:
    return door(tmp_path / "tls", ["stone-village"], ["192.168.1.5"])


@pytest.fixture
def port(app: int, identity: Door) -> Iterator[int]:
    """The door in front of that app."""
    with behind(identity, app) as standing:
        yield standing


def ask(port: int, identity: Door, told: bytes, host: str = "127.0.0.1") -> bytes:
    trusting = ssl.create_default_context(cafile=str(identity.authority))
    connection = http.client.HTTPSConnection(host, port, timeout=10, context=trusting)
    try:
        connection.request("POST", "/", told)
        return connection.getresponse().read()
    finally:
        connection.close()


def test_who_trusts_the_authority_reaches_the_app(port: int, identity: Door) -> None:
    assert ask(port, identity, b"hello" * 100_000) == b"hello" * 100_000


def test_a_hundred_silent_clients_do_not_keep_anybody_out(port: int, identity: Door) -> None:
    silent = [socket.create_connection(("127.0.0.1", port)) for _ in range(100)]
    for _ in range(5):
        assert ask(port, identity, b"hello") == b"hello"
    for each in silent:
        each.close()


def test_who_does_not_trust_it_is_not_connected(port: int) -> None:
    connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=10, context=ssl.create_default_context())
    with pytest.raises(ssl.SSLCertVerificationError):
        connection.request("POST", "/", b"")
    connection.close()


def test_the_certificate_names_the_box_and_lasts_no_longer_than_phones_allow(identity: Door) -> None:
    made = x509.load_pem_x509_certificate(identity.certificate.read_bytes())
    names = made.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert "stone-village" in names.get_values_for_type(x509.DNSName)
    assert "192.168.1.5" in map(str, names.get_values_for_type(x509.IPAddress))
    assert made.not_valid_after_utc - made.not_valid_before_utc <= timedelta(days=LEAF_DAYS)


def test_the_authority_can_speak_for_the_village_network_only(identity: Door) -> None:
    made = x509.load_pem_x509_certificate(identity.authority.read_bytes())
    constraints = made.extensions.get_extension_for_class(x509.NameConstraints)
    assert constraints.critical
    permitted = constraints.value.permitted_subtrees or []
    assert {str(each.value) for each in permitted if isinstance(each, x509.IPAddress)} == set(PRIVATE)


def test_an_address_out_in_the_world_is_never_certified(tmp_path: Path) -> None:
    identity = door(tmp_path / "tls", ["a"], ["8.8.8.8", "10.1.2.3"])
    made = x509.load_pem_x509_certificate(identity.certificate.read_bytes())
    names = made.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert set(map(str, names.get_values_for_type(x509.IPAddress))) == {"127.0.0.1", "10.1.2.3"}


def test_keys_are_secret_and_the_authority_stays_when_the_door_is_renewed(tmp_path: Path) -> None:
    folder = tmp_path / "tls"
    first = door(folder, ["a"], ["192.168.1.5"], NOW)
    leaf = first.certificate.read_bytes()
    assert door(folder, ["a"], ["192.168.1.5"], NOW).certificate.read_bytes() == leaf
    moved = door(folder, ["a"], ["192.168.1.9"], NOW)
    assert moved.certificate.read_bytes() != leaf
    assert moved.fingerprint == first.fingerprint
    leaf = moved.certificate.read_bytes()
    later = door(folder, ["a"], ["192.168.1.9"], NOW + timedelta(days=LEAF_DAYS - 30))
    assert later.certificate.read_bytes() != leaf
    assert {stat.S_IMODE(each.stat().st_mode) for each in folder.glob("*.key")} == {0o600}


def test_addresses_are_those_of_this_box_and_never_loopback() -> None:
    assert not [each for each in lan_addresses() if each.startswith("127.")]
    for each in lan_addresses():
        with socket.socket() as bound:
            bound.bind((each, 0))
    assert all(name == name.lower() for name in host_names())
