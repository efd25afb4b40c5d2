"""Under which addresses this box can be reached in the village network; asks the kernel, never the network."""

from __future__ import annotations

import array
import fcntl
import ipaddress
import socket
import struct

ALL_INTERFACES = 0x8912
"""SIOCGIFCONF: the IPv4 addresses of every interface that is up."""
ENTRY = 40
"""Bytes of one entry on 64-bit Linux: name (16), then a socket address."""
ROOM = 128
"""Entries for which there is room."""


def lan_addresses() -> tuple[str, ...]:
    """IPv4 addresses that others in the village network can use, the likeliest first; empty without a network."""
    found = [each for each in _all() if not each.is_loopback and not each.is_link_local]
    found.sort(key=lambda each: (not each.is_private, each))
    return tuple(map(str, found))


def host_names() -> tuple[str, ...]:
    """The box's own name, and the name under which it is found where mDNS is at work."""
    name = socket.gethostname().split(".")[0].lower()
    return (name, f"{name}.local") if name and name != "localhost" else ()


def phones_address(*, lan: bool, port: int) -> str:
    """Where a phone in the village network finds this station just now; empty where it does not.

    Asked each time: addresses change while the station runs.
    """
    found = next(iter(lan_addresses()), "") if lan else ""
    return f"https://{found}:{port}" if found else ""


def _all() -> list[ipaddress.IPv4Address]:
    names = array.array("B", bytes(ENTRY * ROOM))
    address, _ = names.buffer_info()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            told = fcntl.ioctl(asking.fileno(), ALL_INTERFACES, struct.pack("iL", ENTRY * ROOM, address))
        except OSError:
            return []
    length = struct.unpack("iL", told)[0]
    raw = names.tobytes()[:length]
    return [ipaddress.IPv4Address(raw[at + 20 : at + 24]) for at in range(0, length, ENTRY)]
