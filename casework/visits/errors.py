"""What can go wrong with a visit, each cause with its own message."""

from __future__ import annotations

from casework.errors import CaseworkError


class NoSuchVisit(CaseworkError):
    """No visit with that id."""

    def __init__(self, visit: str) -> None:
        super().__init__(f"there is no visit {visit!r}")


class VisitOver(CaseworkError):
    """It took place, was moved or called off; plan another one."""

    def __init__(self, visit: str, how: str) -> None:
        self.how = how
        super().__init__(f"visit {visit!r} is {how} already; plan another one")


class NoSuchRound(CaseworkError):
    """No round of visits with that id, or it has ended."""

    def __init__(self, found: str) -> None:
        super().__init__(f"there is no round {found!r} that still goes on")


class BadRound(CaseworkError):
    """Every so many days, at an hour: one of the two cannot be."""

    def __init__(self) -> None:
        super().__init__("a round needs 1 to 366 days between its visits, and an hour as HH:MM")
