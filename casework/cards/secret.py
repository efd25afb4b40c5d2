"""What stands in a card's QR code, pure: a mark, and 128 random bits that only the card itself keeps."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets

MARK = "X"
"""Every code begins with it: a reader that types is told apart from a person who presses digits."""
BYTES = 16
LENGTH = 26
"""Letters and digits after the mark."""
CODE = re.compile(rf"{MARK}[A-Z2-7]{{{LENGTH}}}")


def new_code() -> str:
    """The text of a new card's QR code, e.g. ``XK5RM…``; capitals and digits only, which a small QR code holds."""
    return MARK + base64.b32encode(secrets.token_bytes(BYTES)).decode().rstrip("=")


def as_read(text: str) -> str | None:
    """The code in what a reader gave; None where it is something else, e.g. the code of a milk carton."""
    told = text.strip().upper()
    return told if CODE.fullmatch(told) else None


def hashed(code: str) -> str:
    """What the record keeps of it. Nobody finds 128 random bits by trying, so a quick hash is enough."""
    return hashlib.sha256(code.encode()).hexdigest()
