"""What can be refused here, and why."""

from __future__ import annotations

from casework.errors import CaseworkError


class NotAllowed(CaseworkError):
    """The role of who asks does not include this."""

    def __init__(self, who: str, role: str, act: str) -> None:
        self.act = act
        super().__init__(f"{who} ({role}) may not {act}; a supervisor can change roles in the panel under Workers")
