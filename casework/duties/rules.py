"""Every rule of the clock, in the order in which they are asked; each lives with the noun it is about."""

from __future__ import annotations

from casework.duties.duty import Duty
from casework.settings import RecordSettings


def rules(settings: RecordSettings) -> tuple[Duty, ...]:  # noqa: ARG001 - the first rules come with what they are about
    """The duties of a station with those settings."""
    return ()
