"""How one entry of the journal is sealed to the one before; pure, knows no file and no table.

What an entry says (its fields) is sealed by a commitment with a salt of its own. To erase what it says, fields and
salt go; the commitment stays, tells nothing without the salt, and the chain still holds.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from typing import Any

START = "0" * 64
"""Stands before the first entry."""
HEADER = ("station", "sequence", "work", "at", "who", "why", "action", "table", "row", "request", "whose")
"""What of an entry is sealed openly, besides the names of its fields."""
SALT = 16
"""Bytes."""


def new_salt() -> str:
    """A salt for one entry."""
    return secrets.token_hex(SALT)


def commitment(salt: str, fields: str) -> str:
    """Binds to what an entry says without telling it."""
    return hashlib.sha256(f"{salt} {fields}".encode()).hexdigest()


def link(key: bytes, before: str, entry: Mapping[str, Any], bound: str) -> str:
    """The seal of an entry: over the seal before it, who, when, which row, which fields, and the commitment."""
    names = list(json.loads(entry["fields"]))
    told = json.dumps([*(entry[each] for each in HEADER), names], ensure_ascii=False, separators=(",", ":"))
    return hmac.digest(key, f"{before} {bound} {told}".encode(), "sha256").hex()
