"""What cannot be done with an alarm, each cause with its own message."""

from __future__ import annotations

from casework.errors import CaseworkError


class NoSuchAlarm(CaseworkError):
    """No alarm under that name, or none that this worker was told of."""

    def __init__(self, alarm: str) -> None:
        super().__init__(f"there is no alarm {alarm!r}")


class AlarmAnswered(CaseworkError):
    """Another worker was quicker."""

    def __init__(self, alarm: str, worker: str) -> None:
        self.worker = worker
        super().__init__(f"the alarm {alarm!r} was answered by {worker} already")
