"""What stands in a link that opens something from outside, pure: 128 random bits, of which a hash is kept."""

from __future__ import annotations

import base64
import hashlib
import secrets

BYTES = 16


def new_secret() -> str:
    """A new one, 22 characters that may stand in an address; told once."""
    return base64.urlsafe_b64encode(secrets.token_bytes(BYTES)).decode().rstrip("=")


def hashed(secret: str) -> str:
    """What the record keeps of it. Nobody finds 128 random bits by trying, so a quick hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()
