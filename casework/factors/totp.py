"""Codes that change every half minute (RFC 6238, by pyotp): which one fits, how far a phone's clock is off; pure."""

from __future__ import annotations

import hmac
import unicodedata
from datetime import datetime

ISSUER = "Xiangban 乡伴"
SECONDS = 30
"""How long one code stands; what every app expects."""
REACH = 2
"""Codes before and after the one of this moment that fit too: a slow minute of typing, and clocks that drift."""
FIRST_REACH = 120
"""The same while it is set up: an hour. The secret stands on the screen then, so nobody gains by it, and a station
without internet may have a clock of its own."""
DIGITS = 6


def new_secret() -> str:
    """160 random bits, as apps want them typed."""
    import pyotp  # the kiosk's process opens the record too and needs none of this

    return pyotp.random_base32()


def address(secret: str, login: str) -> str:
    """The ``otpauth:`` address inside the QR code."""
    import pyotp

    return str(pyotp.TOTP(secret, interval=SECONDS).provisioning_uri(name=login, issuer_name=ISSUER))


def digits(code: str) -> str:
    """A code without what people add: spaces, dashes, full-width digits of a Chinese keyboard."""
    return "".join(each for each in unicodedata.normalize("NFKC", code) if each in "0123456789")


def code_at(secret: str, step: int) -> str:
    """The code of one half minute."""
    import pyotp

    return str(pyotp.TOTP(secret, digits=DIGITS, interval=SECONDS).generate_otp(step))


def step_of(at: datetime) -> int:
    """The number of the half minute."""
    return int(at.timestamp()) // SECONDS


def fitting_step(secret: str, code: str, at: datetime, drift: int = 0, reach: int = REACH) -> int | None:
    """The half minute that the code belongs to, the nearest first; None when it fits none.

    ``drift``: half minutes by which the phone was found to be ahead of this station.
    """
    typed = digits(code)
    if len(typed) != DIGITS:
        return None
    here = step_of(at) + drift
    for away in sorted(range(-reach, reach + 1), key=abs):
        if here + away > 0 and hmac.compare_digest(code_at(secret, here + away), typed):
            return here + away
    return None
