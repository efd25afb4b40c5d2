"""What can be refused about the second factor, and why."""

from __future__ import annotations

from casework.errors import CaseworkError


class FactorRefused(CaseworkError):
    """The code is not the one of this moment."""

    def __init__(self) -> None:
        super().__init__("this code is wrong; wait for the next one in the app, and type that")


class FactorUsed(CaseworkError):
    """The code was right, and has opened the panel already; nobody who saw it may use it again."""

    def __init__(self) -> None:
        super().__init__("this code was used already; wait for the next one")


class NoFactor(CaseworkError):
    """There is nothing set up, or nothing being set up, that a code could belong to."""

    def __init__(self, worker: str) -> None:
        super().__init__(f"{worker} has no second factor (any more); begin setting it up again")


class SecondPersonMissing(CaseworkError):
    """Two people have to want it, neither of them the one it is about."""

    def __init__(self) -> None:
        super().__init__("a second person has to agree, who is neither the first nor the one it is about")


class ResetOver(CaseworkError):
    """It was decided already, or nobody agreed in time."""

    def __init__(self) -> None:
        super().__init__("this was decided already, or nobody agreed within a day; a supervisor can ask again")
