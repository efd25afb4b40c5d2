"""The kinds of tidings there are; how the kiosk announces and opens each is in ``kiosk/scenes/tidings.py``."""

from __future__ import annotations

REPLY = "reply"
"""A worker has answered; ``about`` is the request."""
CONSENT_OVERRIDE = "consent_override"
"""Something was done without asking the person; ``about`` is the override."""
CONSENT_ASKED = "consent_asked"
"""A worker has a question that the person may answer with yes or no; ``about`` is the question."""
REFERRAL = "referral"
"""Something became of what was handed on; ``about`` is the request."""
GOOD_NOW = "good_now"
"""A worker says that it is done: is it good now? ``about`` is the request."""
ENDED_SO = "ended"
"""How a request ended, and why; ``about`` is the request."""
CALLED = "called"
"""A relative called here, or wanted to while it was quiet; ``about`` is the relation."""
REMINDER = "reminder"
"""Somebody will come to the person's home; ``about`` is the visit."""
LETTER = "letter"
"""A relative has spoken a letter; ``about`` is the letter."""
KINDS: tuple[str, ...] = (
    *(CONSENT_OVERRIDE, REMINDER, GOOD_NOW, REPLY, LETTER, REFERRAL, ENDED_SO, CALLED, CONSENT_ASKED),
)
"""Every kind, the most pressing first: what is announced first at the screen."""
HOW = ("aloud", "handset", "seen")
"""How a person was told: on the loudspeaker, through the handset, on the screen without sound."""
