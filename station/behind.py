"""Who goes first when the processors are busy: who stands before the screen, not who sits in the office."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

NICENESS = 5
"""How far the panel and the relatives' pages stand behind a touch; ten calls' questions cost it little then."""


def stand_behind() -> None:
    """From now on this process, and what it starts, waits for the kiosk where both want a processor."""
    os.nice(NICENESS)
    with contextlib.suppress(OSError):  # where Linux weighs whole sessions against each other, each part is one
        Path("/proc/self/autogroup").write_text(str(NICENESS), "ascii")
