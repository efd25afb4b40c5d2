"""What can be refused here, and why."""

from __future__ import annotations

from casework.errors import CaseworkError


class NotAllowed(CaseworkError):
    """The role of who asks does not include this."""

    def __init__(self, who: str, role: str, act: str) -> None:
        self.act = act
        super().__init__(f"{who} ({role}) may not {act}; a supervisor can change roles in the panel under Workers")


class LastSupervisor(CaseworkError):
    """Nobody would be left who can give access."""

    def __init__(self) -> None:
        super().__init__("this is the last supervisor whose access has no end; make somebody else one first")
