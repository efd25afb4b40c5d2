"""The kinds of tidings there are; how the kiosk announces and opens each is in ``kiosk/scenes/tidings.py``."""

from __future__ import annotations

REPLY = "reply"
"""A worker has answered; ``about`` is the request."""
KINDS: tuple[str, ...] = (REPLY,)
"""Every kind, the most pressing first: what is announced first at the screen."""
HOW = ("aloud", "handset", "seen")
"""How a person was told: on the loudspeaker, through the handset, on the screen without sound."""
