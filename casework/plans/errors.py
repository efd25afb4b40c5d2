"""What can go wrong with a plan, each cause with its own message."""

from __future__ import annotations

from casework.errors import CaseworkError


class NoSuchPlan(CaseworkError):
    """No plan with that id, or it has ended."""

    def __init__(self, plan: str) -> None:
        super().__init__(f"there is no plan {plan!r} that is still open")


class NoSuchPart(CaseworkError):
    """No such goal or step in this plan."""

    def __init__(self, part: str) -> None:
        super().__init__(f"this plan has no {part!r}")


class BadDay(CaseworkError):
    """A day that is none, or that is over already."""

    def __init__(self, day: str) -> None:
        super().__init__(f"{day!r} is no day to come, as YYYY-MM-DD")
