"""What can go wrong with a child's times, each cause with its own message."""

from __future__ import annotations

from casework.errors import CaseworkError


class BadTimes(CaseworkError):
    """Days, hours or minutes in which nobody could ever call."""

    def __init__(self) -> None:
        super().__init__("choose at least one day, an end later than the beginning, and 5 to 180 minutes a day")


class NotAChild(CaseworkError):
    """Times are agreed on for children only: grown-ups decide by themselves."""

    def __init__(self, person: str) -> None:
        super().__init__(f"{person!r} is not written down as a child")


class NobodyAgreed(CaseworkError):
    """Without a guardian's name there is no guardian's yes."""

    def __init__(self) -> None:
        super().__init__("write down which guardian agreed")
