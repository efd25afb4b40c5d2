"""What can go wrong with taking back, each cause with its own message."""

from __future__ import annotations

from casework.errors import CaseworkError


class NotSentHere(CaseworkError):
    """Somebody else sent it, or nobody did."""

    def __init__(self, sent: str) -> None:
        super().__init__(f"{sent!r} was sent by nobody who stands here; only who sent it may take it back")
